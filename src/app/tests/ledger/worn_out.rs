//! Attempts of which nobody knows what became: resolved, made again, and after a few of them a person's.

use crate::database::Database;
use crate::stage::{Stage, by};
use childalert_app::Role;
use childalert_domain::PlacementState;
use childalert_jobs::{Act, Finished, Ledger, Outcome, PartReport, PartState, Reason};
use std::sync::Arc;

crate::on_both! {
    a_copy_with_which_every_worker_dies_is_a_persons_after_three_attempts
    a_batch_whose_sender_panicked_goes_on_with_those_who_have_nothing_yet
    a_batch_with_which_every_sender_dies_is_a_persons_and_counted_all_the_same
}

/// The deadline passes, and the outside has nothing of it for as long as the quarantine lasts.
async fn resolved(stage: &Stage) {
    stage.after(60);
    stage.app.sweep_once().await.expect("the deadline passes");
    for _ in 0..2 {
        let permit = stage.begin(Act::Probe).await.expect("leave");
        assert_eq!(stage.finish(&permit, &Outcome::Absent).await, Finished::Recorded);
        stage.after(60);
    }
}

async fn a_copy_with_which_every_worker_dies_is_a_persons_after_three_attempts(database: Arc<Database>) {
    let stage = Stage::launched(&database).await;
    for _ in 0..2 {
        stage.begin(Act::Place).await.expect("leave");
        resolved(&stage).await;
        assert_eq!(stage.state().await, PlacementState::Planned, "made again");
    }
    stage.begin(Act::Place).await.expect("leave");
    resolved(&stage).await;
    assert_eq!(stage.state().await, PlacementState::Rejected, "a person looks before it is tried again");
    stage.after(3_600);
    stage.app.sweep_once().await.expect("a sweep");
    assert_eq!(stage.state().await, PlacementState::Rejected);

    stage.app.retry_placement(&by(Role::Operator), stage.post).await.expect("ordered again");
    let permit = stage.begin(Act::Place).await.expect("leave");
    let live = Outcome::Live { outside_id: "at://1".to_owned(), url: None };
    assert_eq!(stage.finish(&permit, &live).await, Finished::Recorded);
    assert_eq!(stage.state().await, PlacementState::Live);
}

async fn a_batch_whose_sender_panicked_goes_on_with_those_who_have_nothing_yet(database: Arc<Database>) {
    let stage = Stage::launched_on("email", &database).await;
    let permit = stage.begin(Act::Place).await.expect("leave");
    told(&stage, &permit, &[(1, PartState::Sending)]).await;
    let panicked = Outcome::Unknown { reason: Reason::NoAnswer };
    assert_eq!(stage.finish(&permit, &panicked).await, Finished::Recorded);
    assert_eq!(stage.state().await, PlacementState::Planned, "the ledger knows whom it may have reached");
    stage.after(60);

    let permit = stage.begin(Act::Place).await.expect("leave");
    assert_eq!(recipients(&permit), [2], "nobody is written to twice");
    told(&stage, &permit, &[(2, PartState::Sending)]).await;
    assert_eq!(stage.finish(&permit, &panicked).await, Finished::Recorded);
    assert_eq!(stage.state().await, PlacementState::Live, "everybody has it, or may have it");
}

async fn a_batch_with_which_every_sender_dies_is_a_persons_and_counted_all_the_same(database: Arc<Database>) {
    let stage = Stage::launched_on("email", &database).await;
    for attempt in 1..=3 {
        let permit = stage.begin(Act::Place).await.expect("leave");
        if attempt == 1 {
            told(&stage, &permit, &[(1, PartState::Sending)]).await;
        }
        stage.after(150);
        stage.app.sweep_once().await.expect("the deadline passes");
        stage.after(60);
    }
    assert_eq!(stage.state().await, PlacementState::Rejected);
    stage.retract().await;
    let permit = stage.begin(Act::Correct).await.expect("somebody may have it");
    assert_eq!(recipients(&permit), [1]);
}

async fn told(stage: &Stage, permit: &childalert_jobs::Permit, parts: &[(i32, PartState)]) {
    let reports: Vec<_> =
        parts.iter().map(|(number, state)| PartReport { number: *number, state: *state }).collect();
    stage.ledger.checkpoint(permit.id(), &reports).await.expect("an answer");
}

fn recipients(permit: &childalert_jobs::Permit) -> Vec<i32> {
    match permit.content() {
        childalert_jobs::Content::Mail { parts, .. } => parts.iter().map(|part| part.number).collect(),
        _ => Vec::new(),
    }
}
