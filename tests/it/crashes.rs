//! A worker that dies where it hurts most. The crash point writes a line when it is reached, so that each test proves that
//! its fault happened.

use crate::world::{Engines, FACE, World};
use std::time::Duration;

/// Kills the Bluesky worker at `point` of the first post, starts another, and returns when everything is live.
async fn killed_at(point: &str) -> (World, crate::world::Campaign) {
    let mut world = World::start(Engines::Distributed, &["page", "feed", "email", "render"]).await;
    let prepared = world.prepare_case(FACE).await;
    let campaign = world.approved(&prepared).await;
    let reached = world.folder.path().join("reached");
    let log = reached.display().to_string();
    let worker = world.work("bluesky", &[("CHILDALERT_PAUSE_AT", point), ("CHILDALERT_PAUSE_LOG", &log)]);
    world.launch(&campaign).await;
    world
        .until("the crash point", async || std::fs::read(&reached).ok().filter(|text| !text.is_empty()))
        .await;
    world.worker(worker).kill();
    world.work("bluesky", &[]);
    (world, campaign)
}

async fn one_post_each_then_none(world: World, campaign: crate::world::Campaign) {
    let progress = world.settled(&campaign).await;
    assert_eq!(progress["live"], progress["copies"], "{progress}");
    assert_eq!(world.posts(&campaign).await.len(), 4, "exactly one post a language");
    world.retract(&campaign).await;
    world.settled(&campaign).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(world.posts(&campaign).await.is_empty(), "and none after the retraction");
}

#[tokio::test]
#[ignore = "needs PostgreSQL, RabbitMQ, a PDS and a mail server: tests/run.sh starts them"]
async fn a_worker_killed_between_begin_and_send_leaves_exactly_one_post() {
    let (world, campaign) = killed_at("bluesky.place.after_begin").await;
    one_post_each_then_none(world, campaign).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL, RabbitMQ, a PDS and a mail server: tests/run.sh starts them"]
async fn a_worker_killed_after_the_network_said_yes_leaves_exactly_one_post() {
    let (world, campaign) = killed_at("bluesky.place.after_send").await;
    one_post_each_then_none(world, campaign).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL, RabbitMQ, a PDS and a mail server: tests/run.sh starts them"]
async fn a_worker_killed_after_the_yes_and_then_a_retraction_leaves_no_post() {
    let (world, campaign) = killed_at("bluesky.place.after_send").await;
    world.retract(&campaign).await;
    world.settled(&campaign).await;
    assert!(world.posts(&campaign).await.is_empty());
}

#[tokio::test]
#[ignore = "needs PostgreSQL, RabbitMQ, a PDS and a mail server: tests/run.sh starts them"]
async fn a_service_killed_after_the_launch_still_gets_the_alert_out() {
    let mut world = World::start(Engines::Distributed, &["page", "feed", "bluesky", "email", "render"]).await;
    let prepared = world.prepare_case(FACE).await;
    let campaign = world.approved(&prepared).await;
    world.launch(&campaign).await;
    world.service().kill();
    world.serve().await;
    let progress = world.settled(&campaign).await;
    assert_eq!(progress["live"], progress["copies"], "{progress}");
    assert_eq!(world.posts(&campaign).await.len(), 4);
    assert_eq!(world.mails().len(), 12, "nobody is written to twice");
    world.retract(&campaign).await;
    world.service().kill();
    world.serve().await;
    world.settled(&campaign).await;
    assert!(world.posts(&campaign).await.is_empty());
}
