//! A drill cannot leak, whatever the program asks the engine for: exercises and what is meant are kept apart below every rule.

use crate::database::Database;
use crate::sample::{self, at, id, planned, second};
use crate::{read, write};
use childalert_domain::CampaignState;
use childalert_store::campaigns::{self, CampaignRow};
use childalert_store::cases::{self, CaseRow};
use childalert_store::messages::{self, EXERCISE, MessageRow};
use childalert_store::{Store, placements, proofs};
use std::sync::Arc;
use uuid::Uuid;

/// A campaign that was launched in a case of its own, and its case.
pub async fn launched(store: &Store, drill: bool) -> (sample::Campaign, Uuid) {
    let case = CaseRow { drill, ..sample::case() };
    let row = sample::campaign(case.id, CampaignState::Approved);
    let proof = sample::proof(row.id, 1);
    let made = (sample::Campaign { id: row.id, code: row.code.clone(), proof: proof.id }, case.id);
    let written = write!(store, [], tx => {
        cases::insert(tx, &case).await?;
        campaigns::insert(tx, &row).await?;
        proofs::insert(tx, &proof, second(60)).await?;
        campaigns::launch(tx, row.id, proof.id, second(3600), second(0)).await
    });
    assert!(written.expect("a campaign can be launched"));
    made
}

fn message(case: Option<Uuid>, campaign: Option<Uuid>) -> MessageRow {
    MessageRow {
        id: id(),
        recipient: "authority:cell".to_owned(),
        template: "launch".to_owned(),
        facts: "{}".to_owned(),
        case_id: case,
        campaign_id: campaign,
        state: "planned".to_owned(),
        fence: 0,
        attempts: 0,
        deadline: None,
        due_at: Some(at(1)),
        reason: None,
        created_at: at(0),
        sent_at: None,
    }
}

pub async fn a_drills_copies_are_on_training_channels_and_no_others_are(database: Arc<Database>) {
    let store = database.store().await;
    let training = ["training", "training_mail"];
    for drill in [true, false] {
        let (campaign, _) = launched(&store, drill).await;
        for channel in childalert_domain::Channel::all().map(childalert_domain::Channel::name) {
            let row = planned(&campaign, channel, 0);
            let done = write!(store, [], tx => placements::plan(tx, &row).await);
            assert_eq!(done.is_ok(), training.contains(&channel) == drill, "{channel}, drill {drill}");
        }
    }
    for channel in ["page", "training"] {
        let other = if channel == "page" { "training" } else { "page" };
        let attempt = format!("UPDATE placements SET channel = '{channel}' WHERE channel = '{other}'");
        let refused = database.raw(&attempt).await.expect_err(&attempt);
        assert!(refused.to_string().contains("a copy stays on its channel"), "{attempt}: {refused}");
    }
}

pub async fn an_exercise_is_one_from_its_opening_and_so_are_its_campaigns(database: Arc<Database>) {
    let store = database.store().await;
    for (drill, other) in [(true, "FALSE"), (false, "TRUE")] {
        let (campaign, case) = launched(&store, drill).await;
        let kept =
            read!(store, [], tx => cases::find(tx, case).await).expect("it is read").expect("the case");
        assert_eq!(kept.drill, drill);
        let (id, of) = (database.literal(campaign.id), database.literal(case));
        for attempt in [
            format!("UPDATE cases SET drill = {other} WHERE id = {of}"),
            format!("UPDATE campaigns SET drill = {other} WHERE id = {id}"),
            format!(
                "UPDATE campaigns SET case_id = (SELECT id FROM cases WHERE id <> {of} LIMIT 1) WHERE id = {id}"
            ),
            format!(
                "INSERT INTO campaigns (id, case_id, code, kit_code, state, epoch, body, version, edited_by, created_at, \
                 updated_at, drill) SELECT {}, case_id, 'x', 'y', 'draft', 0, '', 1, '', created_at, updated_at, {other} \
                 FROM campaigns WHERE id = {id}",
                database.literal(sample::id())
            ),
        ] {
            // One more case, to move it to.
            let spare = sample::case();
            write!(store, [], tx => cases::insert(tx, &spare).await).expect("a case");
            let refused = database.raw(&attempt).await.expect_err(&attempt);
            assert!(refused.to_string().contains("exercise"), "{attempt}: {refused}");
        }
    }
}

pub async fn the_public_site_finds_no_drill(database: Arc<Database>) {
    let store = database.store().await;
    let ((drill, _), (real, _)) = (launched(&store, true).await, launched(&store, false).await);
    for of in [drill.id, real.id] {
        sample::end(&store, of, second(50)).await;
    }
    let codes = [(drill.code.clone(), drill.id), (real.code.clone(), real.id)];
    let mut found: Vec<[Option<Uuid>; 3]> = Vec::new();
    for (code, of) in codes {
        let kit =
            read!(store, [], tx => campaigns::find(tx, of).await).expect("it is read").expect("it").kit_code;
        let rows = read!(store, [], tx => Ok([
            campaigns::find_by_code(tx, &code).await?,
            campaigns::find_by_kit_code(tx, &kit).await?,
            campaigns::drill_by_code(tx, &code).await?,
        ]));
        found.push(rows.expect("they are read").map(|row| row.map(|row: CampaignRow| row.id)));
    }
    assert_eq!(found, [[None, None, Some(drill.id)], [Some(real.id), Some(real.id), None]]);
    let ended = read!(store, [], tx => campaigns::ended_since(tx, second(0)).await).expect("they are read");
    assert_eq!(ended.iter().map(|row| row.id).collect::<Vec<_>>(), [real.id], "no feed speaks of its end");
}

pub async fn what_a_drill_would_send_is_written_down_and_never_due(database: Arc<Database>) {
    let store = database.store().await;
    let ((drill, case), (real, real_case)) = (launched(&store, true).await, launched(&store, false).await);
    for (about, exercise) in [
        ((Some(case), None), true),
        ((None, Some(drill.id)), true),
        ((Some(case), Some(drill.id)), true),
        ((Some(real_case), Some(real.id)), false),
        ((None, None), false),
    ] {
        let row = message(about.0, about.1);
        let kept = row.id;
        let sent = write!(store, [], tx => messages::insert(tx, &row).await).expect("it is planned");
        assert_eq!(sent, !exercise, "{about:?}");
        let found = read!(store, [], tx => messages::find(tx, kept).await).expect("it is read").expect("it");
        assert_eq!((found.state == EXERCISE, found.due_at.is_none()), (exercise, exercise), "{about:?}");
        let due = read!(store, [], tx => messages::due(tx, second(60)).await).expect("they are read");
        assert_eq!(due.iter().any(|row| row.id == kept), !exercise, "{about:?}");
        let moved = MessageRow { state: "sending".to_owned(), fence: 1, ..found.clone() };
        let saved = write!(store, [], tx => messages::save(tx, &found, &moved).await);
        assert_eq!(saved.is_ok(), !exercise, "{about:?}");
    }
    let attempt = format!(
        "INSERT INTO messages (id, recipient, template, facts, case_id, state, fence, attempts, created_at) \
         SELECT {}, recipient, template, facts, case_id, 'planned', 0, 0, created_at FROM messages \
         WHERE case_id = {} LIMIT 1",
        database.literal(id()),
        database.literal(case)
    );
    let refused = database.raw(&attempt).await.expect_err(&attempt);
    assert!(refused.to_string().contains("a drill sends no mail"), "{refused}");
}
