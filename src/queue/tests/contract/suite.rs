//! The contract, one function a promise. Each gets an engine of its own with nothing in it.

use childalert_jobs::{Act, Job, PARKED_QUEUE};
use childalert_queue::{Consumer, DELIVERY_LIMIT, Delivery, Queue};
use futures_util::StreamExt;
use std::collections::HashSet;
use std::time::{Duration, Instant};
use tokio::time::timeout;
use uuid::Uuid;

/// The queue that the cases use.
pub const QUEUE: &str = "contract.v1";
/// Long enough for an engine that works, short enough for a test that fails.
pub const SOON: Duration = Duration::from_secs(10);
/// Long enough to see that nothing comes.
const A_WHILE: Duration = Duration::from_millis(400);

pub fn job(n: u128) -> Job {
    Job { act: Act::Place, id: Uuid::from_u128(n), epoch: 7 }
}

pub async fn next(consumer: &mut Consumer) -> Delivery {
    timeout(SOON, consumer.next()).await.expect("a delivery in time").expect("an engine that runs")
}

pub async fn assert_nothing_comes(consumer: &mut Consumer) {
    if let Ok(delivery) = timeout(A_WHILE, consumer.next()).await {
        panic!("nothing expected, but got {:?}", delivery.map(|delivery| (delivery.job, delivery.attempt)));
    }
}

/// Waits until the engine counts `expected` messages as waiting.
pub async fn assert_depth(queue: &dyn Queue, name: &str, expected: u64) {
    let started = Instant::now();
    loop {
        let depth = queue.depth(name).await;
        if depth == Some(expected) {
            return;
        }
        assert!(started.elapsed() < SOON, "{name}: {expected} messages expected to wait, but {depth:?} do");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

pub async fn a_published_job_is_delivered_as_it_was_and_once(queue: Box<dyn Queue>) {
    let jobs = [Act::Place, Act::Probe, Act::Withdraw, Act::Correct, Act::Render, Act::Tell]
        .into_iter()
        .zip([0, 1, -1, i64::MAX, i64::MIN])
        .map(|(act, epoch)| Job { act, id: Uuid::from_u128(u128::MAX - u128::from(epoch as u64)), epoch });
    let jobs: Vec<Job> = jobs.collect();
    for job in &jobs {
        queue.publish(QUEUE, job).await.expect("confirmed");
    }
    assert!(queue.ready().await);
    assert_depth(&*queue, QUEUE, jobs.len() as u64).await;
    let mut consumer = queue.consume(QUEUE, 1).await;
    for expected in &jobs {
        let delivery = next(&mut consumer).await;
        assert_eq!((delivery.job, delivery.attempt), (*expected, 1));
        delivery.done().await;
    }
    assert_nothing_comes(&mut consumer).await;
    assert_depth(&*queue, QUEUE, 0).await;
}

pub async fn no_more_deliveries_are_out_than_the_prefetch(queue: Box<dyn Queue>) {
    for n in 0..10 {
        queue.publish(QUEUE, &job(n)).await.expect("confirmed");
    }
    let mut consumer = queue.consume(QUEUE, 3).await;
    let mut out = vec![next(&mut consumer).await, next(&mut consumer).await, next(&mut consumer).await];
    assert_nothing_comes(&mut consumer).await;
    for expected in 3..10 {
        out.remove(0).done().await;
        out.push(next(&mut consumer).await);
        assert_eq!(out[2].job, job(expected));
        if expected == 3 {
            assert_nothing_comes(&mut consumer).await;
        }
    }
    for delivery in out {
        delivery.done().await;
    }
}

pub async fn a_dropped_delivery_comes_again_and_is_parked_after_the_limit(queue: Box<dyn Queue>) {
    queue.publish(QUEUE, &job(1)).await.expect("confirmed");
    let mut consumer = queue.consume(QUEUE, 2).await;
    for attempt in 1..=DELIVERY_LIMIT {
        let delivery = next(&mut consumer).await;
        assert_eq!((delivery.job, delivery.attempt), (job(1), attempt));
        drop(delivery);
    }
    assert_nothing_comes(&mut consumer).await;
    // Its neighbours are unharmed.
    queue.publish(QUEUE, &job(2)).await.expect("confirmed");
    let neighbour = next(&mut consumer).await;
    assert_eq!((neighbour.job, neighbour.attempt), (job(2), 1));
    neighbour.done().await;
    let mut parked = queue.consume(PARKED_QUEUE, 1).await;
    let delivery = next(&mut parked).await;
    assert_eq!(delivery.job, job(1));
    delivery.done().await;
    assert_nothing_comes(&mut parked).await;
}

pub async fn a_delivery_whose_handler_panicked_comes_again(queue: Box<dyn Queue>) {
    queue.publish(QUEUE, &job(1)).await.expect("confirmed");
    let mut consumer = queue.consume(QUEUE, 1).await;
    let delivery = next(&mut consumer).await;
    let handler = tokio::spawn(async move {
        let _held = delivery;
        std::panic::resume_unwind(Box::new("a handler's fault"));
    });
    assert!(handler.await.expect_err("the handler panics").is_panic());
    let again = next(&mut consumer).await;
    assert_eq!((again.job, again.attempt), (job(1), 2));
    again.done().await;
    assert_nothing_comes(&mut consumer).await;
}

pub async fn a_job_put_off_comes_after_its_delay_and_no_failure_is_counted(queue: Box<dyn Queue>) {
    queue.publish(QUEUE, &job(1)).await.expect("confirmed");
    let mut consumer = queue.consume(QUEUE, 1).await;
    drop(next(&mut consumer).await);
    let mut delivery = next(&mut consumer).await;
    for _ in 0..2 {
        // The one failure before is remembered, the puttings off are not added.
        assert_eq!((delivery.job, delivery.attempt), (job(1), 2));
        let put_off = Instant::now();
        delivery.later(Duration::from_secs(1)).await;
        // Others pass meanwhile: what is put off is not out.
        queue.publish(QUEUE, &job(2)).await.expect("confirmed");
        let other = next(&mut consumer).await;
        assert_eq!(other.job, job(2));
        other.done().await;
        delivery = next(&mut consumer).await;
        assert!(put_off.elapsed() >= Duration::from_millis(900), "came back after {:?}", put_off.elapsed());
    }
    // Failures before and after a putting off add up to the limit.
    for attempt in 2..DELIVERY_LIMIT {
        assert_eq!(delivery.attempt, attempt);
        drop(delivery);
        delivery = next(&mut consumer).await;
    }
    drop(delivery);
    assert_nothing_comes(&mut consumer).await;
    let mut parked = queue.consume(PARKED_QUEUE, 1).await;
    let delivery = next(&mut parked).await;
    assert_eq!(delivery.job, job(1));
    delivery.done().await;
}

pub async fn a_parked_job_leaves_the_parked_queue_only_when_it_is_done(queue: Box<dyn Queue>) {
    queue.publish(QUEUE, &job(1)).await.expect("confirmed");
    let mut consumer = queue.consume(QUEUE, 1).await;
    next(&mut consumer).await.park().await;
    assert_nothing_comes(&mut consumer).await;
    let mut parked = queue.consume(PARKED_QUEUE, 1).await;
    for _ in 0..DELIVERY_LIMIT + 2 {
        let delivery = next(&mut parked).await;
        assert_eq!(delivery.job, job(1));
        drop(delivery);
    }
    next(&mut parked).await.park().await;
    let delivery = next(&mut parked).await;
    assert_eq!(delivery.job, job(1));
    delivery.done().await;
    assert_nothing_comes(&mut parked).await;
}

pub async fn two_consumers_share_a_queue_without_doing_anything_twice(queue: Box<dyn Queue>) {
    let mut consumers = [queue.consume(QUEUE, 2).await, queue.consume(QUEUE, 2).await];
    for n in 0..200 {
        queue.publish(QUEUE, &job(n)).await.expect("confirmed");
    }
    let mut seen = HashSet::new();
    // Each holds all that it may: so the other must get the rest.
    let mut held = Vec::new();
    for consumer in &mut consumers {
        held.push(next(consumer).await);
        held.push(next(consumer).await);
        assert_nothing_comes(consumer).await;
    }
    for delivery in held {
        assert!(seen.insert(delivery.job.id), "{:?} came twice", delivery.job);
        delivery.done().await;
    }
    let [first, second] = &mut consumers;
    while seen.len() < 200 {
        let delivery = tokio::select! {
            delivery = next(first) => delivery,
            delivery = next(second) => delivery,
        };
        assert!(seen.insert(delivery.job.id), "{:?} came twice", delivery.job);
        delivery.done().await;
    }
    assert_depth(&*queue, QUEUE, 0).await;
}

pub async fn of_ten_thousand_jobs_none_is_lost_and_none_comes_twice(queue: Box<dyn Queue>) {
    const JOBS: u128 = 10_000;
    let publishing = async {
        let publishes = futures_util::stream::iter(0..JOBS).map(|n| {
            let queue = &queue;
            async move { queue.publish(QUEUE, &job(n)).await.expect("confirmed") }
        });
        publishes.buffer_unordered(100).collect::<Vec<()>>().await;
    };
    let consuming = async {
        let (seen, mut heard) = tokio::sync::mpsc::unbounded_channel();
        for _ in 0..4 {
            let (mut consumer, seen) = (queue.consume(QUEUE, 25).await, seen.clone());
            tokio::spawn(async move {
                while let Some(delivery) = consumer.next().await {
                    let id = delivery.job.id;
                    delivery.done().await;
                    if seen.send(id).is_err() {
                        return;
                    }
                }
            });
        }
        let mut ids = HashSet::new();
        while (ids.len() as u128) < JOBS {
            let id = timeout(SOON, heard.recv()).await.expect("none lost").expect("consumers run");
            assert!(ids.insert(id), "{id} came twice");
        }
    };
    futures_util::future::join(publishing, consuming).await;
    assert_depth(&*queue, QUEUE, 0).await;
}

pub async fn a_wait_that_is_given_up_loses_no_job(queue: Box<dyn Queue>) {
    let mut consumer = queue.consume(QUEUE, 1).await;
    let mut given_up = 0;
    for n in 0..50 {
        let (published, delivery) = futures_util::future::join(queue.publish(QUEUE, &job(n)), async {
            loop {
                match timeout(Duration::from_micros(200), consumer.next()).await {
                    Ok(delivery) => return delivery.expect("an engine that runs"),
                    Err(_) => given_up += 1,
                }
            }
        })
        .await;
        published.expect("confirmed");
        assert_eq!((delivery.job, delivery.attempt), (job(n), 1));
        delivery.done().await;
    }
    while timeout(Duration::from_millis(1), consumer.next()).await.is_err() && given_up == 0 {
        given_up += 1;
    }
    assert!(given_up > 0, "no wait was given up: this run has shown nothing");
}

pub async fn a_consumer_that_goes_leaves_its_jobs_to_the_others(queue: Box<dyn Queue>) {
    for n in 0..6 {
        queue.publish(QUEUE, &job(n)).await.expect("confirmed");
    }
    let mut going = queue.consume(QUEUE, 4).await;
    let held = [next(&mut going).await, next(&mut going).await];
    drop(going);
    // Two were sent ahead to the one that goes, two are held, two were never sent.
    let mut staying = queue.consume(QUEUE, 10).await;
    let mut rest = HashSet::new();
    while rest.len() < 4 {
        let delivery = next(&mut staying).await;
        rest.insert(delivery.job.id);
        delivery.done().await;
    }
    assert_nothing_comes(&mut staying).await;
    let [first, second] = held;
    assert!(!rest.contains(&first.job.id) && !rest.contains(&second.job.id));
    first.done().await;
    let second_job = second.job;
    drop(second);
    let again = next(&mut staying).await;
    assert_eq!(again.job, second_job);
    again.done().await;
    assert_nothing_comes(&mut staying).await;
}

pub async fn a_measured_round_trip_accounts_for_every_job(queue: Box<dyn Queue>) {
    // A first publish waits for the connection: not a part of the measure.
    queue.publish(QUEUE, &job(u128::MAX)).await.expect("confirmed");
    let mut consumer = queue.consume(QUEUE, 1).await;
    next(&mut consumer).await.done().await;
    drop(consumer);
    let started = Instant::now();
    let measured = childalert_queue::measure_round_trip(&*queue, QUEUE, 1000, 20).await;
    let whole = started.elapsed().as_secs_f64();
    assert_eq!((measured.unconfirmed, measured.missing), (0, 0), "{measured:?}");
    let parts = 1000.0 / measured.publishes_per_second + 1000.0 / measured.acks_per_second;
    assert!(parts > 0.0 && parts <= whole, "{measured:?} in {whole} s");
    assert!(measured.publish_p50 <= measured.publish_p99, "{measured:?}");
    assert_depth(&*queue, QUEUE, 0).await;
}

pub async fn an_engine_that_is_dropped_ends_its_consumers_and_still_takes_answers(queue: Box<dyn Queue>) {
    queue.publish(QUEUE, &job(1)).await.expect("confirmed");
    let mut consumer = queue.consume(QUEUE, 2).await;
    let held = next(&mut consumer).await;
    let waiting = tokio::spawn(async move { consumer.next().await.is_none() });
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!waiting.is_finished());
    drop(queue);
    assert!(timeout(SOON, waiting).await.expect("the consumer ends").expect("no panic"));
    timeout(SOON, held.done()).await.expect("answered");
}
