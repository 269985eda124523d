//! Measures what a queue engine gives by itself: publish, confirm, deliver, acknowledge, with no work in between. The
//! yardstick for what the service adds on top.

use crate::Queue;
use childalert_jobs::{Act, Job};
use futures_util::StreamExt;
use std::collections::HashSet;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How long the consumer waits for one more delivery before it counts what is missing.
const PATIENCE: Duration = Duration::from_secs(10);

/// What was measured.
#[derive(Clone, Debug)]
pub struct RoundTrip {
    /// Confirmed publishes per second, over all that ran at the same time.
    pub publishes_per_second: f64,
    /// Deliveries acknowledged per second, from a full queue.
    pub acks_per_second: f64,
    /// Half of the publishes were confirmed within this.
    pub publish_p50: Duration,
    /// 99 of 100 publishes were confirmed within this.
    pub publish_p99: Duration,
    /// Publishes that were not confirmed. Figures with any are no yardstick.
    pub unconfirmed: usize,
    /// Confirmed jobs that never came. More than none is a fault of the engine.
    pub missing: usize,
}

/// Publishes `jobs` jobs to the empty queue `name`, `in_flight` at a time, then consumes and acknowledges them with
/// `in_flight` as prefetch and as many answers on their way.
pub async fn measure_round_trip(queue: &dyn Queue, name: &str, jobs: usize, in_flight: usize) -> RoundTrip {
    let in_flight = in_flight.max(1);
    let started = Instant::now();
    let publishes = futures_util::stream::iter(0..jobs).map(|n| async move {
        let job = Job { act: Act::Probe, id: Uuid::from_u128(n as u128), epoch: 1 };
        let started = Instant::now();
        let confirmed = queue.publish(name, &job).await.is_ok();
        confirmed.then(|| (job.id, started.elapsed()))
    });
    let answers: Vec<_> = publishes.buffer_unordered(in_flight).collect().await;
    let publishing = started.elapsed();
    let confirmed: Vec<_> = answers.iter().flatten().collect();
    let mut missing: HashSet<Uuid> = confirmed.iter().map(|(id, _)| *id).collect();
    let mut taken: Vec<Duration> = confirmed.iter().map(|(_, taken)| *taken).collect();
    taken.sort_unstable();

    let prefetch = u16::try_from(in_flight).unwrap_or(u16::MAX);
    let mut consumer = queue.consume(name, prefetch).await;
    let mut answers = futures_util::stream::FuturesUnordered::new();
    let started = Instant::now();
    while !missing.is_empty() {
        tokio::select! {
            delivery = tokio::time::timeout(PATIENCE, consumer.next()) => {
                let Ok(Some(delivery)) = delivery else { break };
                missing.remove(&delivery.job.id);
                answers.push(delivery.done());
            }
            Some(()) = answers.next(), if !answers.is_empty() => {}
        }
    }
    while answers.next().await.is_some() {}
    let consuming = started.elapsed();

    RoundTrip {
        publishes_per_second: per_second(confirmed.len(), publishing),
        acks_per_second: per_second(confirmed.len() - missing.len(), consuming),
        publish_p50: quantile(&taken, 50),
        publish_p99: quantile(&taken, 99),
        unconfirmed: jobs - confirmed.len(),
        missing: missing.len(),
    }
}

fn per_second(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64().max(f64::EPSILON)
}

/// The value that `percent` of 100 do not exceed, of a sorted list; zero for an empty one.
fn quantile(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}
