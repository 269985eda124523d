//! What only a broker and the way to it can do wrong. Each test checks that its fault happened.

use crate::broker::Broker;
use crate::proxy::Proxy;
use crate::suite::{QUEUE, SOON, assert_depth, assert_nothing_comes, job, next};
use childalert_jobs::PARKED_QUEUE;
use childalert_queue::{AmqpConfig, AmqpQueue, PublishError, Queue};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::{sleep, timeout};

/// Publishes until it is confirmed, as the relay does, and says how often it was not.
async fn publish_until_confirmed(queue: &dyn Queue, n: u128) -> usize {
    let started = Instant::now();
    let mut refused = 0;
    while queue.publish(QUEUE, &job(n)).await.is_err() {
        refused += 1;
        assert!(started.elapsed() < Duration::from_secs(20), "job {n} not confirmed within 20 s");
        sleep(Duration::from_millis(50)).await;
    }
    refused
}

async fn until_ready(queue: &AmqpQueue, limit: Duration) {
    let started = Instant::now();
    while !queue.ready().await {
        assert!(started.elapsed() < limit, "not ready within {limit:?}");
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs RabbitMQ: tests/run.sh starts one"]
async fn an_engine_started_before_its_broker_refuses_quickly_and_works_once_it_is_there() {
    let broker = Broker::new();
    let port = Proxy::free_port().await;
    let queue = broker.engine_through(port);
    let mut consumer = queue.consume(QUEUE, 5).await;
    for n in 0..3 {
        let asked = Instant::now();
        let PublishError::Unconfirmed(reason) = queue.publish(QUEUE, &job(n)).await.expect_err("no broker");
        assert_eq!(reason, "not connected to the broker");
        assert!(asked.elapsed() < Duration::from_secs(2), "refused after {:?}", asked.elapsed());
        assert!(!queue.ready().await);
        assert_eq!(queue.depth(QUEUE).await, None);
    }
    let proxy = Proxy::start(port, broker.authority()).await;
    until_ready(&queue, SOON).await;
    assert_eq!(proxy.connections(), 2);
    queue.publish(QUEUE, &job(9)).await.expect("confirmed");
    let delivery = next(&mut consumer).await;
    assert_eq!((delivery.job, delivery.attempt), (job(9), 1));
    delivery.done().await;
    drop((queue, consumer));
    broker.clear().await;
}

/// Publishes and consumes 600 jobs through the proxy, with a fault after each 150. Confirmed is kept, whatever happens.
async fn nothing_confirmed_is_lost_over(fault: fn(&Proxy)) {
    let broker = Broker::new();
    let proxy = Proxy::start(0, broker.authority()).await;
    let queue = Arc::new(broker.engine_through(proxy.port()));
    until_ready(&queue, SOON).await;
    let mut consumer = queue.consume(QUEUE, 20).await;
    let consuming = tokio::spawn(async move {
        let mut seen = HashSet::new();
        while seen.len() < 600 {
            let delivery =
                timeout(Duration::from_secs(20), consumer.next()).await.expect("goes on within 20 s");
            let delivery = delivery.expect("the consumer survives");
            seen.insert(delivery.job);
            delivery.done().await;
        }
        seen
    });
    let mut refused = 0;
    for n in 0..600 {
        if n % 150 == 149 {
            fault(&proxy);
        }
        refused += publish_until_confirmed(&*queue, n).await;
    }
    assert!(refused > 0, "no publish felt the fault: this run has shown nothing");
    let seen = consuming.await.expect("none lost");
    assert!((0..600).all(|n| seen.contains(&job(n))));
    drop(queue);
    broker.clear().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs RabbitMQ: tests/run.sh starts one"]
async fn nothing_confirmed_is_lost_when_connections_are_cut() {
    nothing_confirmed_is_lost_over(Proxy::cut).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs RabbitMQ: tests/run.sh starts one"]
async fn nothing_confirmed_is_lost_when_the_broker_closes_connections() {
    nothing_confirmed_is_lost_over(Proxy::say_that_the_broker_closes).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs RabbitMQ: tests/run.sh starts one"]
async fn a_line_that_goes_dead_without_closing_is_replaced_within_20_s() {
    let broker = Broker::new();
    let proxy = Proxy::start(0, broker.authority()).await;
    let queue = broker.engine_through(proxy.port());
    until_ready(&queue, SOON).await;
    let mut consumer = queue.consume(QUEUE, 1).await;
    queue.publish(QUEUE, &job(1)).await.expect("confirmed");
    let held = next(&mut consumer).await;
    proxy.silence();
    let silenced = Instant::now();
    let asked = Instant::now();
    queue.publish(QUEUE, &job(2)).await.expect_err("nobody answers");
    assert!(asked.elapsed() < Duration::from_secs(6), "gave up after {:?}", asked.elapsed());
    publish_until_confirmed(&queue, 3).await;
    // The broker, told nothing either, gives back what was out; the old delivery is worth nothing any more.
    held.done().await;
    let mut seen = HashSet::new();
    while !(seen.contains(&job(1)) && seen.contains(&job(3))) {
        let delivery = next(&mut consumer).await;
        seen.insert(delivery.job);
        delivery.done().await;
    }
    assert!(silenced.elapsed() < Duration::from_secs(20), "recovered after {:?}", silenced.elapsed());
    drop((queue, consumer));
    broker.clear().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs RabbitMQ: tests/run.sh starts one"]
async fn a_job_for_a_queue_that_does_not_exist_is_not_confirmed() {
    let broker = Broker::new();
    let queue = broker.engine();
    until_ready(&queue, SOON).await;
    // Mixed with others, so that what comes back could be taken for an answer to the wrong one.
    let publishes = (0..400).map(|n| {
        let queue = &queue;
        async move {
            let name = if n % 2 == 0 { QUEUE } else { "nowhere.v1" };
            (name, queue.publish(name, &job(n)).await)
        }
    });
    for (name, answer) in futures_util::future::join_all(publishes).await {
        match answer {
            Ok(()) => assert_eq!(name, QUEUE),
            Err(PublishError::Unconfirmed(reason)) => {
                assert_eq!((name, reason), ("nowhere.v1", "the broker has no such queue"));
            }
        }
    }
    assert_depth(&queue, QUEUE, 200).await;
    assert_eq!(queue.depth("nowhere.v1").await, None);
    drop(queue);
    broker.clear().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs RabbitMQ: tests/run.sh starts one"]
async fn publishes_given_up_half_way_leave_no_wrong_answer_behind() {
    let broker = Broker::new();
    let queue = broker.engine();
    until_ready(&queue, SOON).await;
    let mut given_up = 0;
    for n in 0..300_u32 {
        let patience = Duration::from_micros(u64::from(n) * 10);
        let name = if n % 2 == 0 { QUEUE } else { "nowhere.v1" };
        if timeout(patience, queue.publish(name, &job(n.into()))).await.is_err() {
            given_up += 1;
        }
        if n % 10 == 0 {
            queue.publish(QUEUE, &job(1)).await.expect("confirmed");
            queue.publish("nowhere.v1", &job(2)).await.expect_err("unroutable");
        }
    }
    assert!(given_up > 0, "no publish was given up: this run has shown nothing");
    assert!(queue.ready().await);
    drop(queue);
    broker.clear().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs RabbitMQ: tests/run.sh starts one"]
async fn queues_deleted_at_the_broker_are_put_back_when_they_are_needed() {
    let broker = Broker::new();
    let queue = broker.engine();
    until_ready(&queue, SOON).await;
    broker.delete(QUEUE).await;
    queue.publish(QUEUE, &job(1)).await.expect("put back and confirmed");
    let mut consumer = queue.consume(QUEUE, 1).await;
    next(&mut consumer).await.later(Duration::from_secs(1)).await;
    assert_eq!(next(&mut consumer).await.job, job(1));
    broker.delete("contract.v1.later.1s").await;
    next(&mut consumer).await.later(Duration::from_secs(1)).await;
    next(&mut consumer).await.done().await;
    broker.delete(QUEUE).await;
    queue.publish(QUEUE, &job(2)).await.expect("put back and confirmed");
    let delivery = next(&mut consumer).await;
    assert_eq!(delivery.job, job(2));
    delivery.done().await;
    drop((queue, consumer));
    broker.clear().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs RabbitMQ: tests/run.sh starts one"]
async fn a_queue_deleted_and_put_back_behind_a_consumer_reaches_it_again_within_20_s() {
    let broker = Broker::new();
    let queue = broker.engine();
    until_ready(&queue, SOON).await;
    let mut consumer = queue.consume(QUEUE, 1).await;
    // A consumer that has received is the one that the broker forgets to serve.
    for n in 0..3 {
        queue.publish(QUEUE, &job(n)).await.expect("confirmed");
        next(&mut consumer).await.done().await;
    }
    broker.delete(QUEUE).await;
    // Another process starts at this moment and declares what it needs.
    let other = broker.engine();
    until_ready(&other, SOON).await;
    other.publish(QUEUE, &job(9)).await.expect("confirmed");
    let delivery =
        timeout(Duration::from_secs(20), consumer.next()).await.expect("within 20 s").expect("a delivery");
    assert_eq!(delivery.job, job(9));
    delivery.done().await;
    drop((queue, other, consumer));
    broker.clear().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs RabbitMQ: tests/run.sh starts one"]
async fn a_message_that_is_no_job_is_parked_untouched_and_blocks_nobody() {
    let broker = Broker::new();
    let queue = broker.engine();
    until_ready(&queue, SOON).await;
    let strange = br#"{"act":"place","id":"no id","epoch":1}"#;
    broker.publish_raw(QUEUE, strange).await;
    queue.publish(QUEUE, &job(1)).await.expect("confirmed");
    let mut consumer = queue.consume(QUEUE, 1).await;
    let delivery = next(&mut consumer).await;
    assert_eq!(delivery.job, job(1));
    delivery.park().await;
    assert_depth(&queue, PARKED_QUEUE, 2).await;
    // Whoever looks after the parked jobs gets the one that can be read; the other is kept beside.
    let mut parked = queue.consume(PARKED_QUEUE, 1).await;
    let delivery = next(&mut parked).await;
    assert_eq!(delivery.job, job(1));
    delivery.done().await;
    assert_nothing_comes(&mut parked).await;
    assert_depth(&queue, "unreadable.v1", 1).await;
    assert_eq!(broker.take_raw("unreadable.v1").await.as_deref(), Some(strange.as_slice()));
    drop((queue, consumer, parked));
    broker.clear().await;
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/run.sh starts one"]
async fn an_answer_that_nobody_waits_for_reaches_the_broker() {
    let broker = Broker::new();
    let queue = broker.engine();
    let mut consumer = queue.consume(QUEUE, 1).await;
    for n in 0..50 {
        queue.publish(QUEUE, &job(n)).await.expect("confirmed");
        let delivery = next(&mut consumer).await;
        assert_eq!((delivery.job, delivery.attempt), (job(n), 1));
        // Polled once, then dropped, as by a handler that is cancelled. With one thread the answer's task has not
        // begun by then.
        let mut done = std::pin::pin!(delivery.done());
        assert!(futures_util::poll!(&mut done).is_pending());
    }
    assert_nothing_comes(&mut consumer).await;
    drop((queue, consumer));
    let queue = broker.engine();
    let mut consumer = queue.consume(QUEUE, 1).await;
    assert_nothing_comes(&mut consumer).await;
    assert_depth(&queue, QUEUE, 0).await;
    drop((queue, consumer));
    broker.clear().await;
}

/// Waits until nothing runs any more on this test's runtime, the client's own tasks included.
async fn assert_all_tasks_end() {
    let runtime = tokio::runtime::Handle::current();
    let started = Instant::now();
    while runtime.metrics().num_alive_tasks() > 0 {
        let left = runtime.metrics().num_alive_tasks();
        assert!(started.elapsed() < SOON, "{left} tasks still run");
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn an_engine_that_never_reached_a_broker_leaves_nothing_running() {
    let absent = Proxy::free_port().await;
    // Takes connections and says nothing.
    let mute = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    for port in [absent, mute.local_addr().expect("an address").port()] {
        let config = AmqpConfig {
            url: format!("amqp://127.0.0.1:{port}"),
            queues: vec![QUEUE.to_owned()],
            connection_name: "contract tests".to_owned(),
        };
        let queue = AmqpQueue::connect(config).expect("a good address");
        let mut consumer = queue.consume(QUEUE, 1).await;
        // Long enough for some tries, or to be dropped in the midst of one.
        assert!(timeout(Duration::from_secs(2), consumer.next()).await.is_err());
        assert!(!queue.ready().await);
        drop(queue);
        assert!(timeout(SOON, consumer.next()).await.expect("ends").is_none());
        assert_all_tasks_end().await;
    }
}

#[tokio::test]
#[ignore = "needs RabbitMQ: tests/run.sh starts one"]
async fn an_engine_that_lost_its_broker_and_found_it_again_leaves_nothing_running() {
    let broker = Broker::new();
    let proxy = Proxy::start(0, broker.authority()).await;
    let queue = broker.engine_through(proxy.port());
    let mut consumer = queue.consume(QUEUE, 1).await;
    for n in 0..3 {
        publish_until_confirmed(&queue, n).await;
        next(&mut consumer).await.done().await;
        proxy.cut();
    }
    publish_until_confirmed(&queue, 9).await;
    let held = next(&mut consumer).await;
    drop((queue, consumer));
    held.done().await;
    drop(proxy);
    assert_all_tasks_end().await;
    broker.clear().await;
}
