//! What the ledger answers to workers that are late, hasty or told twice, what holds of consents and scans however people and
//! processes get in each other's way, and who is told of what; on either engine.

mod beside;
mod check_link;
mod consents;
#[path = "../../../store/tests/contract/database.rs"]
#[allow(dead_code, reason = "the store's own tests use the rest of it")]
mod database;
mod drill;
mod extension;
mod hands;
mod health;
mod magistrate;
mod messages;
mod networks;
mod scans;
mod stage;
mod statement;
mod time;
mod update;
mod worn_out;

use childalert_app::{InProcessLedger, Role, WorkerScope};
use childalert_domain::{CampaignState, PlacementState};
use childalert_jobs::{
    Act, Finished, Insights, Job, Ledger, LedgerFault, Outcome, PermitId, Reason, Refusal,
};
use database::Database;
use stage::{Stage, by};
use std::sync::Arc;

/// Stamps the tests out for both engines.
macro_rules! on_both {
    ($($law:ident)*) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $law() {
                crate::database::hold_on_sqlite(super::$law).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "needs PostgreSQL: tests/run.sh starts one"]
            async fn $law() {
                crate::database::hold_on_postgres(super::$law).await;
            })*
        }
    };
}
pub(crate) use on_both;

on_both! {
    a_pause_that_the_outside_asked_for_holds_however_often_the_doorbell_rings
    a_copy_whose_network_keeps_asking_to_wait_has_a_person_after_four_minutes
    a_copy_whose_worker_hangs_has_a_person_after_four_minutes
    a_pause_that_was_asked_for_the_making_does_not_hold_up_the_end
    a_late_report_still_tells_where_the_copy_is
    a_late_report_is_kept_in_a_row_that_was_planned_again_or_given_up
    a_copy_that_was_taken_for_gone_is_taken_back_once_somebody_says_where_it_is
    what_was_read_early_and_told_late_does_not_outlast_the_quarantine
    a_retraction_that_the_queue_does_not_take_is_handed_over_once_and_by_its_own_key_only
    what_a_network_says_of_a_copy_is_kept_and_asked_for_now_and_then
    a_batch_whose_recipients_have_all_left_was_never_made
}

fn pause(seconds: u64) -> Outcome {
    Outcome::RetryAfter { ms: seconds * 1000, reason: Reason::QuotaReached }
}

fn live(outside_id: &str) -> Outcome {
    Outcome::Live { outside_id: outside_id.to_owned(), url: None }
}

async fn a_pause_that_the_outside_asked_for_holds_however_often_the_doorbell_rings(database: Arc<Database>) {
    let stage = Stage::launched(&database).await;
    let permit = stage.begin(Act::Place).await.expect("leave");
    assert_eq!(stage.finish(&permit, &pause(600)).await, Finished::Recorded);
    assert_eq!(stage.begin(Act::Place).await.err(), Some(Refusal::NotDue));
    stage.after(590);
    assert_eq!(stage.begin(Act::Place).await.err(), Some(Refusal::NotDue));
    stage.after(11);
    let permit = stage.begin(Act::Place).await.expect("leave");
    assert_eq!(stage.finish(&permit, &live("at://1")).await, Finished::Recorded);
    stage.retract().await;
    let permit = stage.begin(Act::Withdraw).await.expect("a pause is over with the next answer");
    assert_eq!(stage.finish(&permit, &pause(600)).await, Finished::Recorded);
    assert_eq!(stage.state().await, PlacementState::Escalated, "a person is told at once");
    assert_eq!(stage.begin(Act::Withdraw).await.err(), Some(Refusal::NotDue));
    stage.app.retry_placement(&by(Role::Operator), stage.post).await.expect("a person knows better");
    stage.begin(Act::Withdraw).await.expect("leave");
}

/// A network that asks for one short pause after another, or a worker that hangs with good leave, must not hide the copy.
async fn a_copy_whose_network_keeps_asking_to_wait_has_a_person_after_four_minutes(database: Arc<Database>) {
    a_copy_that_resists_has_a_person_after_four_minutes(&database, true).await;
}

async fn a_copy_whose_worker_hangs_has_a_person_after_four_minutes(database: Arc<Database>) {
    a_copy_that_resists_has_a_person_after_four_minutes(&database, false).await;
}

async fn a_copy_that_resists_has_a_person_after_four_minutes(database: &Arc<Database>, pauses: bool) {
    let stage = Stage::launched(database).await;
    let permit = stage.begin(Act::Place).await.expect("leave");
    assert_eq!(stage.finish(&permit, &live("at://1")).await, Finished::Recorded);
    stage.retract().await;
    stage.after(225);
    let permit = stage.begin(Act::Withdraw).await.expect("leave");
    if pauses {
        assert_eq!(stage.finish(&permit, &pause(235)).await, Finished::Recorded);
        assert_eq!(stage.state().await, PlacementState::Withdrawing, "less than a person waits for");
    }
    stage.after(10);
    stage.app.sweep_once().await.expect("a sweep");
    assert_eq!(stage.state().await, PlacementState::Withdrawing);
    stage.after(6);
    stage.app.sweep_once().await.expect("a sweep");
    assert_eq!(stage.state().await, PlacementState::Escalated);
    assert_eq!(
        stage.begin(Act::Withdraw).await.err(),
        Some(Refusal::NotDue),
        "the pause, or the leave that is out, holds all the same"
    );
    if !pauses {
        assert_eq!(stage.finish(&permit, &Outcome::Absent).await, Finished::Recorded, "not too late");
    }
}

async fn a_pause_that_was_asked_for_the_making_does_not_hold_up_the_end(database: Arc<Database>) {
    let stage = Stage::launched(&database).await;
    let permit = stage.begin(Act::Place).await.expect("leave");
    let lost = Outcome::Unknown { reason: Reason::NoAnswer };
    assert_eq!(stage.finish(&permit, &lost).await, Finished::Recorded);
    let permit = stage.begin(Act::Probe).await.expect("leave");
    assert_eq!(stage.finish(&permit, &pause(600)).await, Finished::Recorded);
    assert_eq!(stage.begin(Act::Probe).await.err(), Some(Refusal::NotDue));
    stage.retract().await;
    stage.begin(Act::Withdraw).await.expect("leave");
}

/// On a network that cannot be searched the id is the only way to take the copy back.
async fn a_late_report_still_tells_where_the_copy_is(database: Arc<Database>) {
    let stage = Stage::launched(&database).await;
    let making = stage.begin(Act::Place).await.expect("leave");
    stage.after(60);
    stage.app.sweep_once().await.expect("the deadline passes");
    assert_eq!(stage.state().await, PlacementState::Unknown);
    stage.retract().await;
    let searching = stage.begin(Act::Withdraw).await.expect("leave");
    assert_eq!(searching.outside_id(), None);
    stage.app.relay_once().await.expect("the outbox is empty");
    assert_eq!(stage.finish(&making, &live("at://1")).await, Finished::Late);
    assert_eq!(
        stage.app.relay_once().await.expect("the outbox"),
        1,
        "it rings for those who take copies back"
    );
    assert_eq!(stage.finish(&searching, &Outcome::Absent).await, Finished::Late, "it could not know");
    let knowing = stage.begin(Act::Withdraw).await.expect("leave");
    assert_eq!(knowing.outside_id(), Some("at://1"));
    assert_eq!(stage.finish(&making, &live("at://2")).await, Finished::Late);
    for state in [PlacementState::Withdrawing, PlacementState::Withdrawn] {
        let permit = match state {
            PlacementState::Withdrawing => knowing.clone(),
            _ => stage.begin(Act::Withdraw).await.expect("leave"),
        };
        assert_eq!(permit.outside_id(), Some("at://1"), "the first report stands");
        assert_eq!(stage.finish(&permit, &Outcome::Absent).await, Finished::Recorded);
        assert_eq!(stage.state().await, state);
        stage.after(2);
    }
}

/// The row went on without the report: what it says is kept wherever the row stands, and what was taken for gone is owed.
async fn a_late_report_is_kept_in_a_row_that_was_planned_again_or_given_up(database: Arc<Database>) {
    let stage = Stage::launched(&database).await;
    let lost = stage.lost().await;
    for _ in 0..2 {
        let permit = stage.begin(Act::Probe).await.expect("leave");
        assert_eq!(stage.finish(&permit, &Outcome::Absent).await, Finished::Recorded);
        stage.after(60);
    }
    assert_eq!(stage.state().await, PlacementState::Planned);
    assert_eq!(stage.finish(&lost, &live("at://1")).await, Finished::Late);
    assert_eq!(stage.state().await, PlacementState::Unknown, "looked for before it is sent again");
    assert_eq!(stage.begin(Act::Place).await.err(), Some(Refusal::NotDue));
    let permit = stage.begin(Act::Probe).await.expect("leave");
    assert_eq!(permit.outside_id(), Some("at://1"));

    let stage = Stage::launched(&database).await;
    let lost = stage.lost().await;
    for _ in 0..2 {
        let permit = stage.begin(Act::Probe).await.expect("leave");
        assert_eq!(stage.finish(&permit, &Outcome::Absent).await, Finished::Recorded);
        stage.after(60);
    }
    let again = stage.begin(Act::Place).await.expect("leave");
    assert_eq!(stage.finish(&lost, &live("at://1")).await, Finished::Late);
    assert_eq!(stage.state().await, PlacementState::Placing);
    let refused = Outcome::Rejected { reason: Reason::ContentRefused };
    assert_eq!(stage.finish(&again, &refused).await, Finished::Recorded, "its permit still stands");
    stage.retract().await;
    let permit = stage.begin(Act::Withdraw).await.expect("leave");
    assert_eq!(permit.outside_id(), Some("at://1"), "what was refused now was made before");
}

async fn a_copy_that_was_taken_for_gone_is_taken_back_once_somebody_says_where_it_is(
    database: Arc<Database>,
) {
    for by_a_person in [false, true] {
        let stage = Stage::launched(&database).await;
        let lost = stage.lost().await;
        stage.retract().await;
        if by_a_person {
            let permit = stage.begin(Act::Withdraw).await.expect("leave");
            let refused = Outcome::Rejected { reason: Reason::CredentialsRefused };
            assert_eq!(stage.finish(&permit, &refused).await, Finished::Recorded);
            let (name, note) = ("A. Peeters".to_owned(), "Looked, and saw nothing.".to_owned());
            stage.app.close_placement(&by(Role::Operator), stage.post, name, note).await.expect("closed");
        } else {
            stage.withdraw_blindly().await;
        }
        stage.app.sweep_once().await.expect("a sweep");
        assert_eq!(stage.campaign_state().await, CampaignState::Closed);
        let never = PermitId { id: stage.post, fence: 1_000 };
        assert_eq!(stage.ledger.finish(never, &live("at://9")).await.expect("an answer"), Finished::Late);
        assert_eq!(stage.campaign_state().await, CampaignState::Closed, "no such permit was ever given");
        while stage.app.relay_once().await.expect("the outbox") > 0 {}

        assert_eq!(stage.finish(&lost, &live("at://1")).await, Finished::Late);
        let owed = if by_a_person { PlacementState::Escalated } else { PlacementState::Withdrawing };
        assert_eq!(stage.state().await, owed);
        assert_eq!(stage.campaign_state().await, CampaignState::Ended);
        assert_eq!(stage.app.relay_once().await.expect("the outbox"), 1, "it rings at once");
        let permit = stage.begin(Act::Withdraw).await.expect("leave");
        assert_eq!(permit.outside_id(), Some("at://1"));
        assert_eq!(stage.finish(&permit, &Outcome::Absent).await, Finished::Recorded);
        stage.after(2);
        stage.withdraw_blindly().await;
        assert_eq!(stage.state().await, PlacementState::Withdrawn);
        stage.app.sweep_once().await.expect("a sweep");
        assert_eq!(stage.campaign_state().await, CampaignState::Closed);
        assert_eq!(stage.finish(&lost, &live("at://1")).await, Finished::Late);
        assert_eq!(stage.state().await, PlacementState::Withdrawn, "it is known, and it is gone");
    }
}

async fn what_was_read_early_and_told_late_does_not_outlast_the_quarantine(database: Arc<Database>) {
    let stage = Stage::launched(&database).await;
    stage.lost().await;
    stage.retract().await;
    let first = stage.begin(Act::Withdraw).await.expect("leave");
    assert_eq!(stage.finish(&first, &Outcome::Absent).await, Finished::Recorded);
    let early = stage.begin(Act::Withdraw).await.expect("the doorbell rings twice");
    stage.after(2);
    assert_eq!(stage.finish(&early, &Outcome::Absent).await, Finished::Recorded);
    assert_eq!(stage.state().await, PlacementState::Withdrawing, "it may have come since it was looked for");
    let permit = stage.begin(Act::Withdraw).await.expect("leave");
    assert_eq!(stage.finish(&permit, &Outcome::Absent).await, Finished::Recorded);
    assert_eq!(stage.state().await, PlacementState::Withdrawn);
}

async fn a_retraction_that_the_queue_does_not_take_is_handed_over_once_and_by_its_own_key_only(
    database: Arc<Database>,
) {
    let stage = Stage::launched(&database).await;
    let permit = stage.begin(Act::Place).await.expect("leave");
    assert_eq!(stage.finish(&permit, &live("at://1")).await, Finished::Recorded);
    stage.after(60);
    assert_eq!(
        stage.ledger.waiting_retractions("bluesky", 9).await.expect("an answer"),
        [],
        "a launch may wait"
    );
    stage.retract().await;
    assert_eq!(
        stage.ledger.waiting_retractions("bluesky", 9).await.expect("an answer"),
        [],
        "the queue comes first"
    );
    stage.after(2);
    let other = InProcessLedger::new(stage.app.clone(), WorkerScope::Channels(vec!["email".to_owned()]));
    let refused = other.waiting_retractions("bluesky", 9).await;
    assert!(matches!(refused, Err(LedgerFault::KeyRefused)));
    assert_eq!(other.waiting_retractions("email", 9).await.expect("an answer"), []);
    let job = Job { act: Act::Withdraw, id: stage.post, epoch: 1 };
    assert_eq!(stage.ledger.waiting_retractions("bluesky", 9).await.expect("an answer"), [job]);
    assert_eq!(stage.ledger.waiting_retractions("bluesky", 9).await.expect("an answer"), []);
    // Whoever took it dies.
    stage.after(5);
    stage.app.sweep_once().await.expect("a sweep");
    stage.after(2);
    assert_eq!(stage.ledger.waiting_retractions("bluesky", 9).await.expect("an answer"), [job]);
}

async fn what_a_network_says_of_a_copy_is_kept_and_asked_for_now_and_then(database: Arc<Database>) {
    let stage = Stage::launched(&database).await;
    let to_measure = async || stage.ledger.to_measure("bluesky", 9).await.expect("an answer");
    assert!(to_measure().await.is_empty(), "nothing stands");
    let permit = stage.begin(Act::Place).await.expect("leave");
    assert_eq!(stage.finish(&permit, &live("at://1")).await, Finished::Recorded);
    let [asked] = &to_measure().await[..] else { panic!("one copy") };
    assert_eq!((asked.act(), asked.outside_id(), asked.id().id), (Act::Measure, Some("at://1"), stage.post));
    assert!(to_measure().await.is_empty(), "somebody is asking");
    let said = |reach| Insights { reach, reactions: Some(7), shares: Some(-1), replies: None };
    stage.ledger.measured(asked.id(), said(Some(812))).await.expect("kept");
    let copy = stage.copy(stage.post).await.insights.expect("counts");
    assert_eq!((copy.reach, copy.reactions, copy.shares, copy.replies), (Some(812), Some(7), None, None));
    let ledger = stage.app.ledger(stage.campaign, 9, 0).await.expect("the ledger");
    assert_eq!(ledger.channels[0].insights, Some(copy));

    let other = InProcessLedger::new(stage.app.clone(), WorkerScope::Channels(vec!["email".to_owned()]));
    assert!(matches!(other.to_measure("bluesky", 9).await, Err(LedgerFault::KeyRefused)));
    assert!(matches!(other.measured(asked.id(), said(None)).await, Err(LedgerFault::KeyRefused)));
    stage.after(901);
    assert_eq!(to_measure().await.len(), 1, "a quarter of an hour later");
    stage.retract().await;
    stage.ledger.measured(asked.id(), said(Some(1))).await.expect("an answer that comes late");
    stage.after(901);
    assert!(to_measure().await.is_empty(), "what is to go is not read");
    assert_eq!(stage.copy(stage.post).await.insights, Some(copy), "and what was said last stays");
}

/// To be live it would have to be somewhere, and to be corrected somebody would have to have it.
async fn a_batch_whose_recipients_have_all_left_was_never_made(database: Arc<Database>) {
    let stage = Stage::launched_on("email", &database).await;
    for volunteer in stage.app.volunteers(100, 0).await.expect("the volunteers") {
        let left = stage.app.deactivate_volunteer(&by(Role::Coordinator), volunteer.id).await;
        assert!(!left.expect("they leave").active);
    }
    assert_eq!(stage.begin(Act::Place).await.err(), Some(Refusal::NotDue));
    assert_eq!(stage.state().await, PlacementState::Suppressed);
    stage.retract().await;
    assert_eq!(stage.state().await, PlacementState::Suppressed, "there is nobody to be told of its end");
    stage.app.sweep_once().await.expect("a sweep");
    assert_eq!(stage.campaign_state().await, CampaignState::Closed);
}
