//! Clocks that jump, and a doorbell that nobody hears.

use crate::database::Database;
use crate::on_both;
use crate::stage::{Prepared, Stage, by};
use childalert_app::Role;
use childalert_domain::PlacementState;
use childalert_jobs::{Act, Finished, Outcome, Refusal, placement_queue};
use childalert_queue::Queue;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

on_both! {
    a_clock_that_jumps_ahead_makes_nobody_send_twice
    a_clock_that_jumps_back_neither_lengthens_leave_nor_holds_up_the_end
    a_launch_of_another_node_is_published_soon_though_nobody_rang
}

fn live() -> Outcome {
    Outcome::Live { outside_id: "at://did:plc:a/app.bsky.feed.post/1".to_owned(), url: None }
}

/// The deadline seems to pass while the worker is at work: its copy is looked for, never made again.
async fn a_clock_that_jumps_ahead_makes_nobody_send_twice(database: Arc<Database>) {
    let stage = Stage::launched(&database).await;
    let permit = stage.begin(Act::Place).await.expect("leave");
    stage.after(3_600);
    // The worker counts in boot time, and has its leave.
    assert!(!permit.expired());
    stage.app.sweep_once().await.expect("a sweep");
    assert_eq!(stage.state().await, PlacementState::Unknown);
    assert_eq!(stage.begin(Act::Place).await.expect_err("no second send"), Refusal::NotDue);
    assert_eq!(stage.finish(&permit, &live()).await, Finished::Late);
    let probe = stage.begin(Act::Probe).await.expect("it is looked for");
    assert!(probe.outside_id().is_some(), "and what came late tells where");
    assert_eq!(stage.finish(&probe, &live()).await, Finished::Recorded);
    assert_eq!(stage.state().await, PlacementState::Live);
}

/// Set back by an hour in the midst of an act: the worker's leave is over when it is over, and the retraction goes through.
async fn a_clock_that_jumps_back_neither_lengthens_leave_nor_holds_up_the_end(database: Arc<Database>) {
    let stage = Stage::launched(&database).await;
    let permit = stage.begin(Act::Place).await.expect("leave");
    let leave = permit.remaining();
    stage.after(-3_600);
    assert!(permit.remaining() <= leave);
    stage.retract().await;
    assert_eq!(stage.begin(Act::Place).await.expect_err("nothing new"), Refusal::Overtaken);
    assert_eq!(stage.finish(&permit, &live()).await, Finished::Recorded);
    assert_eq!(stage.state().await, PlacementState::Withdrawing);
    stage.withdraw_blindly().await;
}

/// Two nodes: the one that relays is not the one that launched, so nothing wakes it.
async fn a_launch_of_another_node_is_published_soon_though_nobody_rang(database: Arc<Database>) {
    let prepared = Prepared::on("bluesky", &database, Vec::new()).await;
    let (stop, stopped) = watch::channel(false);
    let (other, queue) = prepared.beside(database.store().await);
    let mut consumer = queue.consume(&placement_queue("bluesky"), 1).await;
    let relaying = tokio::spawn(async move { other.run_relay(stopped).await });
    // It has looked, and found nothing.
    tokio::time::sleep(Duration::from_millis(50)).await;
    crate::magistrate::approve(&prepared.app, prepared.campaign, prepared.digest.clone()).await;
    prepared.app.launch(&by(Role::Officer), prepared.campaign, None).await.expect("a launch");
    // Many times what it takes on a machine at rest: docs/measured.md has that.
    let delivery = tokio::time::timeout(Duration::from_secs(10), consumer.next()).await;
    let delivery = delivery.expect("in time").expect("a doorbell");
    assert_eq!(delivery.job.act, Act::Place);
    delivery.done().await;
    stop.send_replace(true);
    relaying.await.expect("it ends");
}
