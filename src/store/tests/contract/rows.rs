//! Every row reads back as it was written: all scripts, moments to the microsecond, what is there and what is not.

use crate::database::Database;
use crate::sample::{self, WORDS, at, second};
use crate::{read, write};
use childalert_domain::{CampaignState, PlacementState};
use childalert_store::campaigns::{self, CampaignRow, DecisionRow};
use childalert_store::cases::{self, PaperKind, PaperRow, PhotoRow, ScanRow};
use childalert_store::consent_requests::{self, ConsentRequestRow};
use childalert_store::placements::{self, PlacementRow, State};
use childalert_store::proofs::{self, ProofRow};
use std::sync::Arc;

pub async fn a_case_reads_back_as_written(database: Arc<Database>) {
    let store = database.store().await;
    let mut case = sample::case();
    let paper = PaperRow {
        id: sample::id(),
        case_id: case.id,
        kind: PaperKind::Consent.name().to_owned(),
        body: WORDS.to_owned(),
        salt: "salt".to_owned(),
        recorded_by: WORDS.to_owned(),
        recorded_at: at(999_999),
    };
    let earlier = PaperRow { id: sample::id(), recorded_at: at(999_998), ..paper.clone() };
    let photo = PhotoRow {
        case_id: case.id,
        sha256: "5e".repeat(32),
        width: i64::MAX,
        height: 0,
        focus_x: 500,
        focus_y: 333,
        warnings: "small blurred".to_owned(),
        recorded_at: at(-1),
    };
    let moved = PhotoRow { focus_x: 0, focus_y: 1000, warnings: "small".to_owned(), ..photo.clone() };
    let (found, papers, one_paper, photos) = write!(store, [case, paper, earlier, photo], tx => {
        cases::insert(tx, &case).await?;
        cases::insert_paper(tx, &paper).await?;
        cases::insert_paper(tx, &earlier).await?;
        cases::insert_photo(tx, &photo).await?;
        // The same picture again is no second one, and does not change the first.
        cases::insert_photo(tx, &PhotoRow { width: 1, ..photo.clone() }).await?;
        Ok((
            cases::find(tx, case.id).await?,
            cases::papers(tx, case.id).await?,
            cases::find_paper(tx, paper.id).await?,
            cases::photos(tx, case.id).await?,
        ))
    })
    .expect("the case is written");
    assert!(found.as_ref() == Some(&case));
    assert!(papers == [earlier, paper.clone()]);
    assert!(one_paper.as_ref() == Some(&paper));
    assert!(photos == [photo.clone()]);

    let stranger = PhotoRow { case_id: sample::id(), ..moved.clone() };
    let (was, other, photos, one, none) = write!(store, [moved, stranger], tx => {
        let was = cases::move_focus(tx, &moved).await?;
        let other = cases::move_focus(tx, &stranger).await?;
        let one = cases::find_photo(tx, moved.case_id, &moved.sha256).await?;
        let none = cases::find_photo(tx, stranger.case_id, &moved.sha256).await?;
        Ok((was, other, cases::photos(tx, moved.case_id).await?, one, none))
    })
    .expect("the focus is moved");
    assert!(was && !other, "only of the case's own photo");
    assert!(photos == [moved.clone()] && one == Some(moved) && none.is_none());

    let (first, stale, paper_changed) = write!(store, [case, paper], tx => {
        let first = cases::update(tx, case.id, 1, "{}", second(9)).await?;
        let stale = cases::update(tx, case.id, 1, "lost", second(10)).await?;
        Ok((first, stale, cases::update_paper(tx, paper.id, "withdrawn").await?))
    })
    .expect("the case is changed");
    assert!(first && !stale && paper_changed, "the change of an older version is refused");
    (case.body, case.version, case.updated_at) = ("{}".to_owned(), 2, second(9));
    let (id, paper_id, nobody) = (case.id, paper.id, sample::id());
    let (found, changed, none, no_paper) = read!(store, [], tx => Ok((
        cases::find(tx, id).await?,
        cases::find_paper(tx, paper_id).await?,
        cases::find(tx, nobody).await?,
        cases::find_paper(tx, nobody).await?,
    )))
    .expect("the case is read");
    assert!(found == Some(case));
    assert!(changed == Some(PaperRow { body: "withdrawn".to_owned(), ..paper }));
    assert!(none.is_none() && no_paper.is_none());
}

pub async fn a_scan_is_its_cases_own_and_never_changes(database: Arc<Database>) {
    let store = database.store().await;
    let (case, other) = (sample::case(), sample::case());
    let scan = ScanRow {
        case_id: case.id,
        sha256: "5c".repeat(32),
        media_type: "application/pdf".to_owned(),
        bytes: i64::MAX,
        salt: WORDS.to_owned(),
        recorded_by: WORDS.to_owned(),
        recorded_at: at(999_999),
    };
    let earlier = ScanRow { sha256: "ff".repeat(32), recorded_at: at(999_998), ..scan.clone() };
    let elsewhere = ScanRow { case_id: other.id, salt: "another".to_owned(), ..scan.clone() };
    let again = ScanRow { bytes: 1, salt: "lost".to_owned(), recorded_at: at(0), ..scan.clone() };
    let (all, one, same_paper, none) = write!(store, [case, other, scan, earlier, elsewhere, again], tx => {
        cases::insert(tx, &case).await?;
        cases::insert(tx, &other).await?;
        for row in [&scan, &earlier, &elsewhere, &again] {
            cases::insert_scan(tx, row).await?;
        }
        Ok((
            cases::scans(tx, case.id).await?,
            cases::find_scan(tx, case.id, &scan.sha256).await?,
            cases::find_scan(tx, other.id, &scan.sha256).await?,
            cases::find_scan(tx, other.id, &earlier.sha256).await?,
        ))
    })
    .expect("the scans are written");
    assert!(all == [earlier, scan.clone()], "oldest first, and the same one again is no second one");
    assert!(one == Some(scan) && same_paper == Some(elsewhere), "with its own salt in each case");
    assert!(none.is_none(), "another case's");
    let orphan = ScanRow { case_id: sample::id(), ..again };
    let written = write!(store, [orphan], tx => cases::insert_scan(tx, &orphan).await);
    assert!(written.is_err(), "of no case");
}

pub async fn a_consent_that_was_asked_for_reads_back_as_answered(database: Arc<Database>) {
    let store = database.store().await;
    let case = sample::case();
    let campaign = sample::campaign(case.id, CampaignState::Draft);
    let asked = ConsentRequestRow {
        id: sample::id(),
        case_id: case.id,
        campaign_id: campaign.id,
        holder: WORDS.to_owned(),
        authority: "\"parent\"".to_owned(),
        lang: "de".to_owned(),
        asked_by: "officer:1".to_owned(),
        asked_at: at(1),
        outcome: "asked".to_owned(),
        paper_id: None,
        answered_at: None,
        revoked_at: None,
    };
    let paper = PaperRow {
        id: sample::id(),
        case_id: case.id,
        kind: PaperKind::Consent.name().to_owned(),
        body: WORDS.to_owned(),
        salt: "salt".to_owned(),
        recorded_by: WORDS.to_owned(),
        recorded_at: at(2),
    };
    let (before, first, second) = write!(store, [case, campaign, asked, paper], tx => {
        cases::insert(tx, &case).await?;
        campaigns::insert(tx, &campaign).await?;
        cases::insert_paper(tx, &paper).await?;
        consent_requests::insert(tx, &asked).await?;
        let before = consent_requests::find(tx, asked.id).await?;
        consent_requests::answer(tx, asked.id, "agreed", Some(paper.id), at(3)).await?;
        let first = consent_requests::revoke(tx, asked.id, at(4)).await?;
        Ok((before, first, consent_requests::revoke(tx, asked.id, at(5)).await?))
    })
    .expect("it is asked, answered and taken back");
    assert!(before.as_ref() == Some(&asked));
    assert!(first && !second, "its link is taken back once");
    let id = case.id;
    let all = read!(store, [], tx => consent_requests::of_case(tx, id).await).expect("they are read");
    let answered = ConsentRequestRow {
        outcome: "agreed".to_owned(),
        paper_id: Some(paper.id),
        answered_at: Some(at(3)),
        revoked_at: Some(at(4)),
        ..asked
    };
    assert!(all == [answered], "the answer stands");
}

pub async fn a_campaign_reads_back_as_written(database: Arc<Database>) {
    let store = database.store().await;
    let case = sample::case();
    let row = sample::campaign(case.id, CampaignState::Approved);
    let (id, proof) = (row.id, sample::id());
    let bare = write!(store, [row], tx => {
        cases::insert(tx, &case).await?;
        campaigns::insert(tx, &row).await?;
        campaigns::find(tx, row.id).await
    })
    .expect("the campaign is written");
    assert!(bare.as_ref() == Some(&row));

    let full = write!(store, [], tx => {
        campaigns::launch(tx, id, proof, at(2_000_001), at(11)).await?;
        campaigns::retract(tx, id, CampaignState::Live, "found_safe", WORDS, at(12)).await?;
        campaigns::close(tx, id, at(13)).await?;
        campaigns::find(tx, id).await
    })
    .expect("the campaign lives and ends");
    let full_row = CampaignRow {
        state: campaigns::State(CampaignState::Closed),
        epoch: 2,
        live_proof: Some(proof),
        until: Some(at(2_000_001)),
        updated_at: at(13),
        launched_at: Some(at(11)),
        ended_at: Some(at(12)),
        ended_reason: Some("found_safe".to_owned()),
        ended_by: Some(WORDS.to_owned()),
        closed_at: Some(at(13)),
        ..row.clone()
    };
    assert!(full.as_ref() == Some(&full_row));

    let (code, kit_code, case) = (row.code.clone(), row.kit_code.clone(), row.case_id);
    let (by_code, by_kit_code, of_case, nobodys) = read!(store, [], tx => Ok((
        campaigns::find_by_code(tx, &code).await?,
        campaigns::find_by_kit_code(tx, &kit_code).await?,
        campaigns::of_case(tx, case).await?,
        (campaigns::find_by_code(tx, &kit_code).await?, campaigns::find_by_kit_code(tx, &code).await?),
    )))
    .expect("the campaign is found");
    assert!(by_code.as_ref() == Some(&full_row) && by_kit_code.as_ref() == Some(&full_row));
    assert!(of_case == [full_row]);
    assert!(nobodys == (None, None), "neither code opens what the other does");

    let twin = CampaignRow { id: sample::id(), ..row };
    for twin in [
        CampaignRow { code: "another".to_owned(), ..twin.clone() },
        CampaignRow { kit_code: "another".to_owned(), ..twin },
    ] {
        let refused = write!(store, [], tx => campaigns::insert(tx, &twin).await);
        assert!(refused.expect_err("either code names one campaign").is_duplicate());
    }
}

pub async fn a_decision_reads_back_as_written(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let decision = DecisionRow {
        id: sample::id(),
        campaign_id: campaign.id,
        proof_id: campaign.proof,
        body: WORDS.to_owned(),
        signed: "{}".to_owned(),
        decided_by: "magistrate:2".to_owned(),
        decided_at: at(1),
    };
    let earlier = DecisionRow { id: sample::id(), decided_at: at(0), ..decision.clone() };
    let of = campaign.id;
    let found = write!(store, [decision, earlier], tx => {
        campaigns::insert_decision(tx, &decision).await?;
        campaigns::insert_decision(tx, &earlier).await?;
        campaigns::decisions(tx, of).await
    })
    .expect("the decisions are written");
    assert!(found == [earlier, decision.clone()]);

    let over_nothing = DecisionRow { id: sample::id(), proof_id: sample::id(), ..decision };
    write!(store, [], tx => campaigns::insert_decision(tx, &over_nothing).await)
        .expect_err("a decision is over a proof that exists");
}

pub async fn a_proof_reads_back_as_written(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let (frozen, failed) = (sample::proof(campaign.id, 7), sample::proof(campaign.id, 8));
    let bare = write!(store, [frozen, failed], tx => {
        proofs::insert(tx, &frozen, second(5)).await?;
        proofs::insert(tx, &failed, second(5)).await?;
        proofs::find(tx, frozen.id).await
    })
    .expect("the proofs are written");
    assert!(bare.as_ref() == Some(&frozen));

    let (id, other) = (frozen.id, failed.id);
    let begun = write!(store, [], tx => {
        assert!(proofs::begin(tx, id, 0, at(77)).await?);
        assert!(proofs::begin(tx, other, 0, at(77)).await?);
        proofs::find(tx, id).await
    })
    .expect("the renders begin");
    let begun_row = ProofRow { fence: 1, attempts: 1, deadline: Some(at(77)), ..frozen };
    assert!(begun.as_ref() == Some(&begun_row));

    let rows = write!(store, [], tx => {
        assert!(proofs::freeze(tx, id, 1, WORDS, "digest", at(78)).await?);
        assert!(proofs::fail(tx, other, 1, "[\"font_missing\"]").await?);
        Ok((proofs::find(tx, id).await?, proofs::find(tx, other).await?))
    })
    .expect("the renders end");
    let frozen_row = ProofRow {
        state: proofs::FROZEN.to_owned(),
        canonical: Some(WORDS.to_owned()),
        digest: Some("digest".to_owned()),
        deadline: None,
        frozen_at: Some(at(78)),
        ..begun_row
    };
    let failed_row = ProofRow {
        state: proofs::FAILED.to_owned(),
        failures: "[\"font_missing\"]".to_owned(),
        fence: 1,
        attempts: 1,
        ..failed
    };
    assert!(rows == (Some(frozen_row.clone()), Some(failed_row.clone())));

    let of = campaign.id;
    let (all, newest) = read!(store, [], tx => Ok((
        proofs::of_campaign(tx, of).await?,
        proofs::newest(tx, of).await?,
    )))
    .expect("the proofs are read");
    assert!(all[1..] == [frozen_row, failed_row.clone()], "oldest first, after the one that is out");
    assert!(newest == Some(failed_row));
}

pub async fn a_placement_reads_back_as_written(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let bare = sample::planned(&campaign, "mastodon", 3);
    let id = bare.id;
    let (found, held, nobodys) = write!(store, [bare], tx => {
        placements::plan(tx, &bare).await?;
        let nobodys = placements::hold(tx, sample::id()).await?;
        Ok((placements::find(tx, id).await?, placements::hold(tx, id).await?, nobodys))
    })
    .expect("the placement is planned");
    assert_eq!((found, held, nobodys), (Some(bare.clone()), Some(bare.clone()), None));

    let full = PlacementRow {
        state: State(PlacementState::Closed),
        partly_out: true,
        fence: 2,
        attempts: i64::MAX,
        deadline: Some(at(1)),
        due_at: Some(at(2)),
        not_before: Some(at(8)),
        absent_since: Some(at(3)),
        outside_id: Some(WORDS.to_owned()),
        url: Some("https://example.org/@alert/1".to_owned()),
        reason: Some("still_there".to_owned()),
        live_at: Some(at(4)),
        gone_at: Some(at(5)),
        updated_at: at(6),
        closed_by: Some("officer:1".to_owned()),
        closed_note: Some(WORDS.to_owned()),
        ..bare.clone()
    };
    let emptied = PlacementRow { due_at: None, updated_at: at(7), ..bare.clone() };
    for (was, row) in [(bare, full.clone()), (full, emptied)] {
        let found = write!(store, [was, row], tx => {
            assert!(placements::save(tx, &was, &row).await?);
            placements::find(tx, id).await
        });
        assert_eq!(found.expect("the placement is saved"), Some(row));
    }

    for (number, state) in PlacementState::ALL.into_iter().enumerate() {
        let batch = 10 + i64::try_from(number).expect("a small number");
        let row = PlacementRow { state: State(state), ..sample::planned(&campaign, "mastodon", batch) };
        sample::place(&store, &row).await;
        let id = row.id;
        let found = read!(store, [], tx => placements::find(tx, id).await);
        assert_eq!(found.expect("the placement is read"), Some(row));
    }
}

pub async fn a_state_of_another_version_is_an_error_and_not_a_guess(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let row = sample::planned(&campaign, "page", 0);
    sample::place(&store, &row).await;
    database.raw("UPDATE placements SET state = 'paused'").await.expect("the state is changed");
    database.raw("UPDATE campaigns SET state = 'Live'").await.expect("the state is changed");
    let (id, of) = (row.id, campaign.id);
    let placement = read!(store, [], tx => placements::find(tx, id).await);
    let campaign = read!(store, [], tx => campaigns::find(tx, of).await);
    placement.expect_err("nobody knows what is owed for a state that has no meaning");
    assert!(campaign.is_err(), "a campaign's state is read to the letter");
}
