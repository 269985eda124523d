//! Carries a handler's answer to the broker. Each answer runs in a task of its own, so that a handler which is
//! cancelled half-way leaves no message that is neither acknowledged nor given back.

use super::link::{Pair, Running};
use super::topology::{Delay, Names};
use crate::Answer;
use async_trait::async_trait;
use childalert_jobs::PARKED_QUEUE;
use lapin::options::{BasicAckOptions, BasicNackOptions, BasicRejectOptions};
use lapin::{Acker, Channel};
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{sleep, timeout};

/// How long a handler waits for its answer to reach the broker. The answer's task goes on after that.
const LIMIT: Duration = Duration::from_secs(5);
/// Pause before putting a job off is tried again.
const PAUSE: Duration = Duration::from_secs(1);

pub(super) struct AmqpAnswer {
    pub acker: Acker,
    pub body: Vec<u8>,
    pub failures: u32,
    pub queue: Arc<str>,
    pub names: Arc<Names>,
    pub running: Running,
    pub runtime: Handle,
    pub pair: Arc<Pair>,
    /// Open until the answer is given: closing it would give the message back.
    pub _channel: Channel,
    pub _slot: OwnedSemaphorePermit,
}

#[async_trait]
impl Answer for AmqpAnswer {
    async fn done(self: Box<Self>) {
        let task = self.runtime.clone().spawn(async move { self.acknowledge().await });
        drop(timeout(LIMIT, task).await);
    }

    async fn later(self: Box<Self>, delay: Duration) {
        let task = self.runtime.clone().spawn(async move { self.put_off(delay).await });
        drop(timeout(LIMIT, task).await);
    }

    async fn park(self: Box<Self>) {
        let task = self.runtime.clone().spawn(async move {
            if &*self.queue == PARKED_QUEUE {
                self.give_back().await;
            } else {
                // A dead letter, which the broker keeps until the parked queue has it.
                let rejected = self.acker.reject(BasicRejectOptions { requeue: false }).await;
                self.note(rejected);
            }
        });
        drop(timeout(LIMIT, task).await);
    }

    fn dropped(self: Box<Self>) {
        if self.acker.usable() {
            self.runtime.clone().spawn(async move { self.give_back().await });
        }
    }
}

impl AmqpAnswer {
    async fn acknowledge(&self) {
        let acknowledged = self.acker.ack(BasicAckOptions::default()).await;
        self.note(acknowledged);
    }

    async fn give_back(&self) {
        let options = BasicNackOptions { requeue: true, ..BasicNackOptions::default() };
        let given_back = self.acker.nack(options).await;
        self.note(given_back);
    }

    /// Publishes a copy that comes back after the delay, and acknowledges this one only when the broker holds the
    /// copy. While it cannot be published, the job stays out with this worker: given back, it would come again at
    /// once, and be parked before the broker is well.
    async fn put_off(mut self: Box<Self>, delay: Duration) {
        let delay = Delay::nearest(delay);
        while self.acker.usable() {
            let published =
                self.pair.publisher.put_off(&self.names, &self.queue, delay, &self.body, self.failures);
            match timeout(LIMIT, published).await {
                Ok(Ok(())) => return self.acknowledge().await,
                Ok(Err(reason)) => tracing::debug!(queue = %self.queue, reason, "job not put off yet"),
                Err(_) => tracing::debug!(queue = %self.queue, "job not put off yet: no confirm in time"),
            }
            tokio::select! {
                () = sleep(PAUSE) => {}
                () = self.running.over() => return self.give_back().await,
            }
        }
    }

    /// `Ok(false)` is the client's word for a channel that is gone: as good as an error, and no harm. The broker
    /// delivers again.
    fn note(&self, answered: lapin::Result<bool>) {
        match answered {
            Ok(true) => {}
            Ok(false) => tracing::debug!(queue = %self.queue, "answer came after its channel was lost"),
            Err(error) => tracing::debug!(queue = %self.queue, %error, "answer did not reach the broker"),
        }
    }
}
