//! Servers that are not there.

use crate::proxy::Proxy;
use crate::world::{Engines, FACE, ROLES, World, free_port, text};
use childalert_demo::script;
use serde_json::json;
use std::time::{Duration, Instant};

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

/// Where files should be there is something that is no folder: every read and write of one fails.
#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn with_its_files_gone_nothing_new_goes_out_and_everything_comes_back() {
    let world = World::start(Engines::Small, &[]).await;
    let prepared = world.prepare_case(FACE).await;
    let (live, approved) = (world.approved(&prepared).await, world.approved(&prepared).await);
    let late = world.drafted(&prepared, script::campaign(world.now(), &prepared.photo)).await;
    world.launch(&live).await;
    world.settled(&live).await;
    let files = world.folder.path().join("data/files");
    std::fs::rename(&files, files.with_extension("away")).expect("the files go");
    std::fs::write(&files, "no folder").expect("something else comes");

    // No picture, no post; and no kit, no proof, no decision, no launch.
    world.launch(&approved).await;
    world
        .officer
        .post(&format!("/campaigns/{}/proofs", late.id), json!({}))
        .await
        .expect("a proof is ordered");
    let felt = "the ledger failed during an act: nothing was sent";
    world.until("the fault", async || world.log("serve.log").contains(felt).then_some(())).await;
    assert_eq!(world.copies(&approved, "bluesky", "live").await, 0);
    assert!(world.posts(&approved).await.is_empty());
    let refused = world.officer.post(&format!("/campaigns/{}/launch", late.id), json!({})).await;
    assert!(refused.is_err(), "{refused:?}");

    world.retract(&live).await;
    world.retract(&approved).await;
    for campaign in [&live, &approved] {
        let progress = world.settled(campaign).await;
        assert_eq!((&progress["owed"], &progress["needs_person"]), (&0.into(), &0.into()), "{progress}");
        assert!(world.posts(campaign).await.is_empty());
        assert_eq!(world.page(&format!("/fr/a/{}", campaign.code)).await.0, 410);
    }
}

/// The line to the database goes dead, and nobody closes it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs PostgreSQL and RabbitMQ: tests/run.sh starts them"]
async fn a_line_to_the_database_that_goes_dead_is_replaced_within_20_s() {
    let mut world = World::prepare(Engines::Distributed);
    let direct = world
        .settings()
        .iter()
        .find(|(name, _)| name == "CHILDALERT_DATABASE_URL")
        .expect("a database")
        .1
        .clone();
    let authority = direct.split(['@', '/']).rev().nth(1).expect("host and port").to_owned();
    let proxy = Proxy::start(0, authority.clone()).await;
    world.set(
        "CHILDALERT_DATABASE_URL",
        &direct.replacen(&authority, &format!("127.0.0.1:{}", proxy.port()), 1),
    );
    world.serve().await;
    let case = world.officer.post("/cases", script::case(world.now())).await.expect("a case");
    assert!(proxy.connections() > 0, "it reaches the database through here alone");
    proxy.silence();
    let began = Instant::now();
    let path = format!("/cases/{}", text(&case, "id"));
    while world.officer.get(&path).await.is_err() {
        assert!(began.elapsed() < Duration::from_secs(20), "not recovered after {:?}", began.elapsed());
    }
    // All of the pool, not one connection of it.
    let all = futures_util::future::join_all((0..40).map(|_| world.officer.get(&path))).await;
    assert!(all.iter().all(Result::is_ok), "after {:?}", began.elapsed());
    assert!(began.elapsed() < Duration::from_secs(20), "recovered after {:?}", began.elapsed());
}
