//! The ledger's rows: of two who move the same one, one wins, and a sweep over many touches only those it names.

use crate::database::Database;
use crate::sample::{self, at, place, planned, second};
use crate::{read, write};
use childalert_domain::PlacementState as S;
use childalert_store::Store;
use childalert_store::campaigns;
use childalert_store::placements::{self, Count, PlacementRow, State};
use childalert_store::shown::{self, ShownRow};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tokio::sync::{Barrier, oneshot};
use uuid::Uuid;

async fn find(store: &Store, id: Uuid) -> PlacementRow {
    let found = read!(store, [], tx => placements::find(tx, id).await);
    found.expect("the placement is read").expect("the placement is there")
}

/// All rows of a campaign, by id.
async fn all_of(store: &Store, campaign: Uuid) -> BTreeMap<Uuid, PlacementRow> {
    let rows = read!(store, [], tx => placements::of_campaign(tx, campaign, 1000, 0).await);
    rows.expect("the placements are read").into_iter().map(|row| (row.id, row)).collect()
}

pub async fn of_twenty_begins_one_wins(database: Arc<Database>) {
    const WORKERS: i64 = 20;
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    for copy in 0..8 {
        let was = planned(&campaign, "mastodon", copy);
        place(&store, &was).await;
        let start = Arc::new(Barrier::new(20));
        let workers: Vec<_> = (0..WORKERS)
            .map(|worker| {
                let (store, start, was) = (store.clone(), start.clone(), was.clone());
                tokio::spawn(async move {
                    let row = PlacementRow {
                        state: State(S::Placing),
                        fence: was.fence + 1,
                        attempts: was.attempts + 1,
                        reason: Some(format!("begun by {worker}")),
                        ..was.clone()
                    };
                    start.wait().await;
                    let (kept, of) = (row.clone(), row.campaign_id);
                    let won = write!(store, [], tx => {
                        tx.share_campaign(of).await?;
                        placements::save(tx, &was, &row).await
                    });
                    (won.expect("a begin that loses is no error"), kept)
                })
            })
            .collect();
        let mut winners = Vec::new();
        for worker in workers {
            let (won, row) = worker.await.expect("the worker does not panic");
            winners.extend(won.then_some(row));
        }
        assert_eq!(winners, [find(&store, was.id).await], "one, and the row is as that one left it");
    }
}

pub async fn saving_is_refused_once_the_row_has_moved(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let row = PlacementRow { state: State(S::Placing), fence: 4, ..planned(&campaign, "page", 0) };
    place(&store, &row).await;
    let moved =
        PlacementRow { state: State(S::Live), live_at: Some(at(9)), updated_at: at(9), ..row.clone() };
    for was in [
        PlacementRow { state: State(S::Planned), ..row.clone() },
        PlacementRow { state: State(S::Unknown), ..row.clone() },
        PlacementRow { fence: 3, ..row.clone() },
        PlacementRow { fence: 5, ..row.clone() },
        PlacementRow { id: sample::id(), ..row.clone() },
    ] {
        let saved = write!(store, [moved], tx => placements::save(tx, &was, &moved).await);
        assert!(!saved.expect("a save that loses is no error"));
        assert_eq!(find(&store, row.id).await, row);
    }
    let (was, to) = (row.clone(), moved.clone());
    assert!(write!(store, [], tx => placements::save(tx, &was, &to).await).expect("the row is saved"));
    assert_eq!(find(&store, row.id).await, moved);
}

/// A report half-way and a deadline that passes leave the state and the fence as they are; the second one must not undo
/// what the first has recorded, such as that recipients have the copy.
pub async fn a_report_saved_beside_another_is_not_lost(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let row = PlacementRow { state: State(S::Placing), fence: 1, ..planned(&campaign, "email", 0) };
    place(&store, &row).await;
    let checkpoint = PlacementRow { partly_out: true, updated_at: at(9), ..row.clone() };
    let deadline = PlacementRow { state: State(S::Planned), updated_at: at(10), ..row.clone() };
    let (first, was) = (checkpoint.clone(), row.clone());
    assert!(write!(store, [], tx => placements::save(tx, &was, &first).await).expect("the row is saved"));
    let was = row.clone();
    assert!(!write!(store, [], tx => placements::save(tx, &was, &deadline).await).expect("and once more"));
    assert_eq!(find(&store, row.id).await, checkpoint);
}

/// Reading, deciding and writing under the held row is one step: what a checkpoint does about the parts of a batch is not
/// guarded by the compare-and-set of the row.
pub async fn a_held_row_is_read_after_the_wait(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let row = PlacementRow { state: State(S::Placing), fence: 1, ..planned(&campaign, "email", 0) };
    place(&store, &row).await;
    let id = row.id;
    let (held, is_held) = oneshot::channel();
    let (go_on, may_go_on) = oneshot::channel::<()>();
    let first = tokio::spawn({
        let store = store.clone();
        async move {
            write!(store, [], tx => {
                let was = placements::hold(tx, id).await?.expect("the placement is there");
                let _ = held.send(());
                let _ = may_go_on.await;
                let row = PlacementRow { fence: 2, updated_at: at(9), ..was.clone() };
                placements::save(tx, &was, &row).await
            })
        }
    });
    is_held.await.expect("the first holds the row");
    let second = tokio::spawn({
        let store = store.clone();
        async move { write!(store, [], tx => placements::hold(tx, id).await) }
    });
    crate::lock::waiting_for_a_lock(&database, 1).await;
    assert_eq!(find(&store, id).await, row, "who only reads does not wait");
    go_on.send(()).expect("the first waits for it");
    assert!(first.await.expect("no panic").expect("the first saves"));
    let seen = second.await.expect("no panic").expect("the second reads");
    assert_eq!(seen.map(|row| row.fence), Some(2));
}

pub async fn moving_all_touches_only_what_it_names(database: Arc<Database>) {
    let store = database.store().await;
    let (campaign, other) = (sample::live_campaign(&store).await, sample::live_campaign(&store).await);
    let mut batch = 0;
    for of in [&campaign, &other] {
        for state in S::ALL {
            for partly_out in [false, true] {
                batch += 1;
                let row = PlacementRow {
                    state: State(state),
                    partly_out,
                    fence: 3,
                    deadline: Some(second(60)),
                    not_before: Some(second(600)),
                    absent_since: Some(at(1)),
                    outside_id: Some("109".to_owned()),
                    live_at: Some(at(2)),
                    ..planned(of, "mastodon", batch)
                };
                place(&store, &row).await;
            }
        }
    }
    let untouched = all_of(&store, other.id).await;
    for (from, partly_out, to, due_at) in [
        (S::Live, false, S::Withdrawing, Some(second(3))),
        (S::Planned, true, S::Withdrawing, Some(second(3))),
        (S::Rejected, false, S::Suppressed, None),
    ] {
        let before = all_of(&store, campaign.id).await;
        let of = campaign.id;
        let moved = write!(store, [], tx => placements::move_all(tx, of, (from, partly_out), to, due_at, at(8)).await);
        let mut expected = before;
        let mut named = 0;
        for row in expected.values_mut().filter(|row| row.state.0 == from && row.partly_out == partly_out) {
            named += 1;
            row.state = State(to);
            // No permit from before counts any more.
            (row.fence, row.deadline) = (row.fence + 1, None);
            (row.due_at, row.absent_since, row.updated_at) = (due_at, None, at(8));
            // What was asked for making the copy does not hold up its end.
            row.not_before = None;
            row.gone_at = (to == S::Suppressed).then_some(at(8));
        }
        assert_eq!(moved.expect("the placements move"), named);
        assert_eq!(named, 1);
        // Row by row: what differs is to be seen among the many.
        let now = all_of(&store, campaign.id).await;
        assert_eq!(now.len(), expected.len());
        for (id, row) in &expected {
            assert_eq!(now.get(id), Some(row));
        }
    }
    assert!(all_of(&store, other.id).await == untouched, "another campaign's placements stay as they are");
}

pub async fn due_gives_what_is_due_and_the_longest_due_first(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let start = second(0) - chrono::TimeDelta::microseconds(123_457);
    // As text these moments have none, three and six decimals.
    let moments = [0, 1, 500_000, 500_001, 999_999, 1_000_000];
    let mut rows = Vec::new();
    for (batch, microseconds) in (0_i64..).zip([500_001, 0, 1_000_000, 1, 999_999, 500_000]) {
        let due_at = Some(start + chrono::TimeDelta::microseconds(microseconds));
        let row = PlacementRow { due_at, ..planned(&campaign, "page", batch) };
        place(&store, &row).await;
        rows.push(row);
    }
    place(&store, &PlacementRow { due_at: None, ..planned(&campaign, "page", 100) }).await;
    rows.sort_by_key(|row| row.due_at);

    for (due, moment) in moments.into_iter().enumerate() {
        let now = start + chrono::TimeDelta::microseconds(moment);
        let found = read!(store, [], tx => placements::due(tx, now, 100).await);
        assert_eq!(found.expect("the due are read"), rows[..=due], "at {moment} µs");
    }
    let now = start + chrono::TimeDelta::days(300);
    let some = read!(store, [], tx => placements::due(tx, now, 2).await);
    assert_eq!(some.expect("the due are read"), rows[..2]);
    let before = start - chrono::TimeDelta::microseconds(1);
    let none = read!(store, [], tx => placements::due(tx, before, 100).await);
    assert_eq!(none.expect("the due are read"), []);
}

pub async fn deferring_is_void_once_the_row_has_moved(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let row = PlacementRow { state: State(S::Unknown), fence: 2, ..planned(&campaign, "page", 0) };
    place(&store, &row).await;
    let seen =
        [PlacementRow { state: State(S::Live), ..row.clone() }, PlacementRow { fence: 1, ..row.clone() }];
    write!(store, [seen], tx => {
        for seen in &seen {
            placements::defer(tx, seen, None).await?;
        }
        Ok(())
    })
    .expect("nothing is deferred");
    assert_eq!(find(&store, row.id).await, row);
    for due_at in [Some(second(99)), None] {
        let seen = row.clone();
        write!(store, [], tx => placements::defer(tx, &seen, due_at).await).expect("it is deferred");
        assert_eq!(find(&store, row.id).await, PlacementRow { due_at, ..row.clone() });
    }
}

pub async fn counts_add_up(database: Arc<Database>) {
    let store = database.store().await;
    let (campaign, other) = (sample::live_campaign(&store).await, sample::live_campaign(&store).await);
    let copies =
        [("feed", S::Live, 1), ("page", S::Live, 3), ("page", S::Withdrawing, 2), ("post", S::Planned, 4)];
    let mut batch = 0;
    for (channel, state, copies) in copies {
        for of in [&campaign, &other] {
            for _ in 0..copies {
                batch += 1;
                place(&store, &PlacementRow { state: State(state), ..planned(of, channel, batch) }).await;
            }
        }
    }
    let (of, nobody) = (campaign.id, sample::id());
    let (counts, none) = read!(store, [], tx => Ok((
        placements::counts(tx, of).await?,
        placements::counts(tx, nobody).await?,
    )))
    .expect("the placements are counted");
    let expected = copies.map(|(channel, state, copies)| Count {
        channel: channel.to_owned(),
        state: state.name().to_owned(),
        copies,
    });
    assert_eq!(counts, expected);
    assert_eq!(none, []);
}

pub async fn a_copy_is_planned_once(database: Arc<Database>) {
    let store = database.store().await;
    let (campaign, other) = (sample::live_campaign(&store).await, sample::live_campaign(&store).await);
    let row = planned(&campaign, "email", 1);
    let again = PlacementRow { id: sample::id(), due_at: None, ..row.clone() };
    let first = row.clone();
    write!(store, [], tx => placements::plan(tx, &first).await).expect("the copy is planned");
    let twice = again.clone();
    let refused = write!(store, [], tx => placements::plan(tx, &twice).await);
    assert!(refused.expect_err("the same copy is refused").is_duplicate());
    for differs in [
        PlacementRow { campaign_id: other.id, proof_id: other.proof, ..again.clone() },
        PlacementRow { epoch: 2, ..again.clone() },
        PlacementRow { channel: "sms".to_owned(), ..again.clone() },
        PlacementRow { lang: "nl".to_owned(), ..again.clone() },
        PlacementRow { batch: 2, ..again },
    ] {
        let differs = PlacementRow { id: sample::id(), ..differs };
        write!(store, [], tx => placements::plan(tx, &differs).await).expect("another copy is planned");
    }
    assert_eq!(all_of(&store, campaign.id).await.len(), 5);

    let homeless = PlacementRow { proof_id: sample::id(), ..planned(&campaign, "page", 9) };
    let error = write!(store, [], tx => placements::plan(tx, &homeless).await);
    assert!(!error.expect_err("a copy is of a proof that exists").is_duplicate());
}

pub async fn the_site_shows_live_placements_of_live_campaigns_only(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let other = sample::live_campaign(&store).await;
    let ended = sample::live_campaign(&store).await;
    let mut shown = Vec::new();
    let mut own = BTreeSet::new();
    for (moment, of) in (0_i64..).zip([&campaign, &other, &ended]) {
        for (batch, state) in (0_i64..).zip(S::ALL) {
            for channel in ["page", "feed"] {
                let live_at = Some(second(moment));
                let row = PlacementRow { state: State(state), live_at, ..planned(of, channel, batch) };
                place(&store, &row).await;
                if state == S::Live && channel == "page" && of.id != ended.id {
                    shown.push(row.id);
                }
            }
        }
        let nl = PlacementRow {
            state: State(S::Live),
            lang: "nl".to_owned(),
            live_at: Some(second(100 + moment)),
            ..planned(of, "page", 0)
        };
        place(&store, &nl).await;
        if of.id != ended.id {
            shown.push(nl.id);
        }
    }
    sample::end(&store, ended.id, second(50)).await;
    let (id, code, code_of_ended) = (campaign.id, campaign.code.clone(), ended.code.clone());
    let (site, of_code, of_ended, of_nobody) = read!(store, [], tx => Ok((
        placements::live_on_site(tx, "page").await?,
        placements::live_of_code(tx, &code, "page").await?,
        placements::live_of_code(tx, &code_of_ended, "page").await?,
        placements::live_of_code(tx, "nobody", "page").await?,
    )))
    .expect("the site is read");
    let [campaign_fr, campaign_nl, other_fr, other_nl] = shown[..] else {
        panic!("four pages are out: {shown:?}")
    };
    let ids: Vec<_> = site.iter().map(|row| row.id).collect();
    assert_eq!(ids, [other_nl, campaign_nl, other_fr, campaign_fr], "newest first");
    own.extend([campaign_fr, campaign_nl]);
    assert_eq!(of_code.iter().map(|row| row.id).collect::<BTreeSet<_>>(), own);
    assert!(of_code.iter().all(|row| row.campaign_id == id));
    assert!(of_ended.is_empty() && of_nobody.is_empty());
}

async fn shown_on_the_site(store: &Store) -> Vec<ShownRow> {
    read!(store, [], tx => shown::all(tx).await).expect("what is shown is read")
}

pub async fn what_is_shown_differs_with_each_change_of_the_site_and_with_no_other(database: Arc<Database>) {
    let store = database.store().await;
    let mut seen = vec![shown_on_the_site(&store).await];
    let campaign = sample::live_campaign(&store).await;
    seen.push(shown_on_the_site(&store).await);
    let mut rows = Vec::new();
    for channel in ["page", "feed"] {
        let row = PlacementRow {
            state: State(S::Live),
            live_at: Some(second(1)),
            ..planned(&campaign, channel, 0)
        };
        place(&store, &row).await;
        rows.push(row);
        seen.push(shown_on_the_site(&store).await);
    }
    // Nothing that a page shows.
    for (channel, state) in [("bluesky", S::Live), ("page", S::Planned), ("page", S::Withdrawn)] {
        place(&store, &PlacementRow { state: State(state), ..planned(&campaign, channel, 9 + state as i64) })
            .await;
    }
    assert_eq!(seen.last(), Some(&shown_on_the_site(&store).await));
    // A newer version, a newer end, and the page of it.
    let (id, proof) = (campaign.id, campaign.proof);
    write!(store, [], tx => campaigns::update(tx, id, proof, second(7200), second(2)).await)
        .expect("an update");
    seen.push(shown_on_the_site(&store).await);
    let (was, newer) = (rows[0].clone(), PlacementRow { epoch: rows[0].epoch + 1, ..rows[0].clone() });
    assert!(write!(store, [], tx => placements::save(tx, &was, &newer).await).expect("a row is saved"));
    seen.push(shown_on_the_site(&store).await);
    // Two of them, and the end of one, launched and ended between two looks.
    let other = sample::live_campaign(&store).await;
    sample::end(&store, other.id, second(3)).await;
    seen.push(shown_on_the_site(&store).await);
    sample::end(&store, campaign.id, second(4)).await;
    seen.push(shown_on_the_site(&store).await);
    for (number, one) in seen.iter().enumerate() {
        assert!(!seen[..number].contains(one), "{number}: {one:?}");
    }
}
