//! Servers that are not there.

use crate::world::{Engines, FACE, World, free_port};

#[tokio::test]
#[ignore = "needs PostgreSQL, RabbitMQ, a PDS and a mail server: tests/run.sh starts them"]
async fn a_missing_broker_loses_nothing() {
    let mut world = World::prepare(Engines::Distributed);
    let broker =
        world.settings().iter().find(|(name, _)| name == "CHILDALERT_QUEUE_URL").expect("a broker").1.clone();
    // The proof is made while the broker is there.
    world.serve().await;
    for role in ["page", "feed", "bluesky", "email", "render"] {
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
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
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
