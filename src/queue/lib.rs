//! Publish and consume jobs. Two engines with one behaviour: [`memory`], inside the process, and [`amqp`], RabbitMQ.
//!
//! The queue is a doorbell and the database is the truth, so both engines promise little: a job that was published is
//! delivered at least once, perhaps twice, perhaps late; a job that could not be handled again and again is parked.
//!
//! What little is promised is written down as one suite of tests (`tests/contract`), which runs on both engines.

use async_trait::async_trait;
use childalert_jobs::Job;
use std::time::Duration;

pub mod amqp;
pub mod memory;
mod round_trip;

pub use amqp::{AmqpConfig, AmqpConfigError, AmqpQueue};
pub use memory::MemoryQueue;
pub use round_trip::{RoundTrip, measure_round_trip};

/// How often a job is delivered before it is parked.
pub const DELIVERY_LIMIT: u32 = 5;

/// A queue engine. Dropping it shuts it down: its consumers end, deliveries that are out can still be answered.
#[async_trait]
pub trait Queue: Send + Sync + 'static {
    /// Publishes one job. `Ok` only when the engine has said that it holds it; after an `Err` it may or may not.
    async fn publish(&self, queue: &str, job: &Job) -> Result<(), PublishError>;

    /// Starts consuming. At most `prefetch` deliveries (at least one) are out at once. The consumer outlives
    /// reconnects.
    async fn consume(&self, queue: &str, prefetch: u16) -> Consumer;

    /// Whether the engine can take jobs at this moment, for health pages.
    async fn ready(&self) -> bool;

    /// Messages waiting in `queue`, where the engine can say. Not counted: what is out with a consumer, and what waits
    /// for its time after [`Delivery::later`].
    async fn depth(&self, queue: &str) -> Option<u64>;
}

/// A publish that was not confirmed. The job may or may not be on its way; publishing it again does no harm.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Not connected, refused, unroutable, or no confirm in time.
    #[error("the queue did not confirm the job ({0})")]
    Unconfirmed(&'static str),
}

/// Deliveries of one queue. Dropped, it stops consuming; deliveries that are out can still be answered.
pub struct Consumer {
    source: Box<dyn Source>,
}

/// Where an engine's deliveries come from.
#[async_trait]
pub(crate) trait Source: Send {
    /// The next delivery, `None` after shutdown. A call that is dropped half-way loses nothing.
    async fn next(&mut self) -> Option<Delivery>;
}

impl Consumer {
    /// The next delivery; `None` when the engine was shut down. May be dropped while waiting (in a `select!`, say)
    /// without losing a job.
    pub async fn next(&mut self) -> Option<Delivery> {
        self.source.next().await
    }
}

/// One delivery. Dropped without an answer (the handler panicked or was cancelled), it is delivered again, and parked
/// after [`DELIVERY_LIMIT`] attempts. In [`childalert_jobs::PARKED_QUEUE`] itself there is no limit: what is there
/// leaves by [`Delivery::done`] only.
pub struct Delivery {
    /// The job.
    pub job: Job,
    /// 1 at the first delivery. Rises when a delivery was dropped, and when a worker or its connection was lost while
    /// it held one.
    pub attempt: u32,
    answer: Option<Box<dyn Answer>>,
}

/// What an engine does with the handler's answer. An answer once begun is carried through, even if the handler stops
/// waiting for it.
#[async_trait]
pub(crate) trait Answer: Send {
    async fn done(self: Box<Self>);
    async fn later(self: Box<Self>, delay: Duration);
    async fn park(self: Box<Self>);
    fn dropped(self: Box<Self>);
}

impl Delivery {
    /// A job that came by another way than a queue: it is handled like any other, and there is nobody to answer.
    pub fn outside_of_queues(job: Job) -> Delivery {
        Delivery { job, attempt: 1, answer: None }
    }

    /// Handled: never deliver it again.
    pub async fn done(mut self) {
        if let Some(answer) = self.answer.take() {
            answer.done().await;
        }
    }

    /// Deliver it again after about `delay` (the ledger cannot be reached, say). Does not count as a failed attempt.
    /// RabbitMQ knows four delays (1 s, 5 s, 30 s, 5 min) and takes the nearest.
    pub async fn later(mut self, delay: Duration) {
        if let Some(answer) = self.answer.take() {
            answer.later(delay).await;
        }
    }

    /// Nobody can handle it: to [`childalert_jobs::PARKED_QUEUE`], where a person is told.
    pub async fn park(mut self) {
        if let Some(answer) = self.answer.take() {
            answer.park().await;
        }
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        if let Some(answer) = self.answer.take() {
            answer.dropped();
        }
    }
}
