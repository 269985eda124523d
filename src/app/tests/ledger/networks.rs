//! What the ledger does for networks that limit what may be taken back: how much at a time, for how long, and whether it can be
//! found without its id.

use crate::database::Database;
use crate::on_both;
use crate::stage::Stage;
use childalert_domain::PlacementState;
use childalert_jobs::{
    Act, Begun, Finished, Job, Ledger, Outcome, Permit, PermitId, Reason, Refusal, Standing,
};
use std::sync::Arc;
use uuid::Uuid;

on_both! {
    no_more_copies_are_made_than_the_network_lets_the_account_delete
    an_id_is_kept_before_the_copy_is_public_whatever_becomes_of_the_worker
    a_copy_that_may_come_late_is_looked_for_until_it_can_hardly_come_any_more
}

const HOUR: i64 = 3_600;

/// Another copy of the same campaign in that state, as if it had been made before.
async fn another(database: &Database, stage: &Stage, number: u32, state: &str) -> Uuid {
    let id = Uuid::from_u128(0x0117_0000_0000_7000_8000_0000_0000_0000 + u128::from(number));
    let (new, old) = (database.literal(id), database.literal(stage.post));
    let copy = format!(
        "INSERT INTO placements (id, campaign_id, proof_id, epoch, channel, lang, batch, state, partly_out, fence, attempts,
         planned_at, updated_at, gone_at)
         SELECT {new}, campaign_id, proof_id, epoch, channel, lang, {number}, '{state}', FALSE, 0, 0, planned_at, updated_at,
         CASE '{state}' WHEN 'withdrawn' THEN updated_at END FROM placements WHERE id = {old}"
    );
    assert_eq!(database.raw(&copy).await.expect("a row"), 1);
    id
}

async fn begin(stage: &Stage, id: Uuid) -> Option<Permit> {
    match stage.ledger.begin(&Job { act: Act::Place, id, epoch: 1 }).await.expect("an answer") {
        Begun::Permit(permit) => Some(*permit),
        Begun::Refused { refusal } => {
            assert_eq!(refusal, Refusal::NotDue);
            None
        }
    }
}

/// I6. Mastodon: 30 deletions in 30 minutes, of which 24 are given away.
async fn no_more_copies_are_made_than_the_network_lets_the_account_delete(database: Arc<Database>) {
    let stage = Stage::launched_on("mastodon", &database).await;
    // What was deleted a moment ago has used up a deletion; what never went out or went long ago has not.
    let states = ["live", "unknown", "withdrawing", "escalated", "withdrawn", "suppressed", "rejected"];
    for number in 1..=25_u32 {
        let state = if number <= 18 { "live" } else { states[number as usize - 19] };
        another(&database, &stage, number, state).await;
    }
    // 18 + 5 take a deletion each, and one more is left: of two workers one gets it.
    let rival = another(&database, &stage, 26, "planned").await;
    let (first, second) = tokio::join!(begin(&stage, stage.post), begin(&stage, rival));
    assert_eq!([&first, &second].iter().filter(|permit| permit.is_some()).count(), 1, "24, and no 25th");
    let (permit, waits) = match (first, second) {
        (Some(permit), _) => (permit, rival),
        (None, permit) => (permit.expect("one of them"), stage.post),
    };
    assert_eq!(stage.finish(&permit, &crate::live("1")).await, Finished::Recorded);
    let view = stage.copy(waits).await;
    assert_eq!((view.state, view.reason.as_deref()), (PlacementState::Planned, Some("deletes_reserved")));
    assert!(begin(&stage, waits).await.is_none(), "a doorbell that rings twice changes nothing");

    // Half an hour later the deletion of the one that is gone counts no more.
    stage.after(HOUR / 2);
    stage.app.sweep_once().await.expect("a sweep");
    while stage.app.relay_once().await.expect("the outbox") > 0 {}
    let permit = begin(&stage, waits).await.expect("there is room again");
    assert_eq!(stage.finish(&permit, &crate::live("2")).await, Finished::Recorded);
    assert_eq!(stage.copy(waits).await.reason, None);
}

/// Facebook: whoever takes the copy back knows where it is, although nobody ever said that it was made.
async fn an_id_is_kept_before_the_copy_is_public_whatever_becomes_of_the_worker(database: Arc<Database>) {
    let stage = Stage::launched_on("facebook", &database).await;
    let permit = stage.begin(Act::Place).await.expect("leave");
    let keep = async |permit: PermitId, id: &str| stage.ledger.keep_id(permit, id).await.expect("an answer");
    assert_eq!(keep(permit.id(), "1_2+3").await, Standing::Good);
    stage.after(70);
    stage.app.sweep_once().await.expect("the deadline passes");
    assert_eq!(stage.state().await, PlacementState::Unknown);
    assert_eq!(keep(permit.id(), "1_4+5").await, Standing::Stop, "somebody else answers for it now");
    let probe = stage.begin(Act::Probe).await.expect("leave");
    assert_eq!(probe.outside_id(), Some("1_2+3"));
    for held in [false, true] {
        let permit = if held { stage.begin(Act::Probe).await.expect("leave") } else { probe.clone() };
        assert_eq!(stage.finish(&permit, &Outcome::Absent).await, Finished::Recorded);
        stage.after(60);
    }
    let again = stage.begin(Act::Place).await.expect("leave");
    assert_eq!(again.outside_id(), Some("1_2+3"), "the unpublished one is used, not a second one made");
    stage.retract().await;
    assert_eq!(keep(again.id(), "1_6+7").await, Standing::Stop, "not published any more, and kept");
    let refused = Outcome::RetryAfter { ms: 0, reason: Reason::PermitExpired };
    assert_eq!(stage.finish(&again, &refused).await, Finished::Recorded);
    let permit = stage.begin(Act::Withdraw).await.expect("it may be there");
    assert_eq!(permit.outside_id(), Some("1_6+7"));
    stage.finish(&permit, &Outcome::Absent).await;
    stage.after(2);
    let permit = stage.begin(Act::Withdraw).await.expect("leave");
    stage.finish(&permit, &Outcome::Absent).await;
    assert_eq!(stage.state().await, PlacementState::Withdrawn, "its deletion fenced everything off");
}

/// Mastodon, after a request that nobody answered: it has no id that a deletion could name.
async fn a_copy_that_may_come_late_is_looked_for_until_it_can_hardly_come_any_more(database: Arc<Database>) {
    let stage = Stage::launched_on("mastodon", &database).await;
    stage.lost().await;
    stage.retract().await;
    let mut looks = 0;
    let mut told = false;
    for _ in 0..60 {
        stage.app.sweep_once().await.expect("a sweep");
        told |= stage.state().await == PlacementState::Escalated;
        if let Ok(permit) = stage.begin(Act::Withdraw).await {
            looks += 1;
            stage.finish(&permit, &Outcome::Absent).await;
        }
        if stage.state().await == PlacementState::Withdrawn {
            break;
        }
        stage.after(30);
    }
    assert_eq!(stage.state().await, PlacementState::Withdrawn);
    assert!(told, "a person was told meanwhile");
    assert!((12..=24).contains(&looks), "eleven minutes, looked at {looks} times");
}
