//! Servers that are not there.

use crate::proxy::Proxy;
use crate::world::{Engines, FACE, ROLES, World, free_port};
use std::time::Duration;

#[tokio::test]
#[ignore = "needs PostgreSQL, RabbitMQ, a PDS and a mail server: tests/run.sh starts them"]
async fn a_missing_broker_loses_nothing() {
    let mut world = World::prepare(Engines::Distributed);
    let broker =
        world.settings().iter().find(|(name, _)| name == "CHILDALERT_QUEUE_URL").expect("a broker").1.clone();
    // The proof is made while the broker is there.
    world.serve().await;
    for role in ROLES {
        world.work(role, &[]);
    }
    let prepared = world.prepare_case(FACE).await;
    let campaign = world.approved(&prepared).await;
    world.service().kill();

    world.set("CHILDALERT_QUEUE_URL", &format!("amqp://guest:guest@127.0.0.1:{}/none", free_port()));
    world.serve().await;
    let (status, ready) = world.page("/readyz").await;
    assert_eq!((status, ready.contains("\"queue\":false")), (200, true), "it runs, and says what is missing");
    world.launch(&campaign).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(world.posts(&campaign).await.is_empty());
    world.service().kill();

    world.set("CHILDALERT_QUEUE_URL", &broker);
    world.serve().await;
    let progress = world.settled(&campaign).await;
    assert_eq!(progress["live"], progress["copies"], "{progress}");
    assert_eq!((world.posts(&campaign).await.len(), world.mails().len()), (4, 12));
    world.retract(&campaign).await;
    world.settled(&campaign).await;
    assert!(world.posts(&campaign).await.is_empty());
}

/// A broker that is gone, with its data, from before the retraction until after its end.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs PostgreSQL, RabbitMQ, a PDS and a mail server: tests/run.sh starts them"]
async fn a_retraction_does_not_wait_for_a_broker_that_is_away() {
    let mut world = World::prepare(Engines::Distributed);
    let broker =
        world.settings().iter().find(|(name, _)| name == "CHILDALERT_QUEUE_URL").expect("a broker").1.clone();
    let authority = broker.split(['@', '/']).rev().nth(1).expect("host and port").to_owned();
    let proxy = Proxy::start(0, authority.clone()).await;
    let through = broker.replacen(&authority, &format!("127.0.0.1:{}", proxy.port()), 1);
    world.set("CHILDALERT_QUEUE_URL", &through);
    world.serve().await;
    for role in ROLES {
        world.work(role, &[]);
    }
    let prepared = world.prepare_case(FACE).await;
    let campaign = world.approved(&prepared).await;
    world.launch(&campaign).await;
    world.settled(&campaign).await;
    assert_eq!((world.posts(&campaign).await.len(), world.mails().len()), (4, 12));

    // One to publish and one to consume, of the service and of every worker.
    assert!(
        proxy.connections() >= 2 * (ROLES.len() + 1),
        "all of them reach the broker through here alone: {}",
        proxy.connections()
    );
    drop(proxy);
    let away = async || world.page("/readyz").await.1.contains("\"queue\":false").then_some(());
    world.until("the broker's absence", away).await;
    world.retract(&campaign).await;
    world
        .until("the end of every post", async || world.posts(&campaign).await.is_empty().then_some(()))
        .await;
    assert!(away().await.is_some(), "they went while the broker was away");
    let progress = world.settled(&campaign).await;
    assert_eq!((&progress["owed"], &progress["needs_person"]), (&0.into(), &0.into()), "{progress}");
    assert_eq!(world.mails().iter().filter(|(_, correction)| *correction).count(), 12);
    assert!(away().await.is_some(), "and the broker is still away");
}
