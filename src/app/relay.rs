//! From the outbox to the queue. What was committed is published, at least once; what was not confirmed stays. The relay
//! never skips: it takes the rows that are there.

use crate::{App, AppError};
use childalert_jobs::{Act, Job};
use childalert_store::outbox::{self, Bell};
use chrono::TimeDelta;
use futures_util::stream::{self, StreamExt};
use std::time::Duration;
use tokio::sync::watch;

/// Doorbells taken at once.
const BATCH: i64 = 256;
/// Publishes in flight at once.
const IN_FLIGHT: usize = 16;
/// A relay that dies with a claim gives it back after this long.
const CLAIM: TimeDelta = TimeDelta::seconds(15);
/// How long to leave an unconfirmed doorbell alone.
const AGAIN: TimeDelta = TimeDelta::milliseconds(500);
/// How often to look without being woken: other nodes write to the outbox too.
const POLL: Duration = Duration::from_millis(500);

impl App {
    /// Relays until `shutdown` says true.
    pub async fn run_relay(&self, mut shutdown: watch::Receiver<bool>) {
        loop {
            match self.relay_once().await {
                // A full batch: there is more.
                Ok(rung) if rung == usize::try_from(BATCH).unwrap_or(usize::MAX) => continue,
                Ok(_) => {}
                Err(error) => tracing::error!(%error, "relay: the outbox could not be read"),
            }
            tokio::select! {
                () = self.inner.bell.notified() => {}
                () = tokio::time::sleep(POLL) => {}
                _ = shutdown.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// Publishes what waits; how many doorbells were taken.
    pub async fn relay_once(&self) -> Result<usize, AppError> {
        let now = self.inner.clock.now();
        let bells = self
            .inner
            .store
            .write(move |tx| Box::pin(async move { outbox::claim(tx, now, now + CLAIM, BATCH).await }))
            .await?;
        if bells.is_empty() {
            return Ok(0);
        }
        let rung = bells.len();
        let published: Vec<(Bell, bool)> = stream::iter(bells)
            .map(|bell| async move {
                let confirmed = self.publish(&bell).await;
                (bell, confirmed)
            })
            .buffer_unordered(IN_FLIGHT)
            .collect()
            .await;
        let again = self.inner.clock.now() + AGAIN;
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    for (bell, confirmed) in &published {
                        if *confirmed {
                            outbox::published(tx, bell).await?;
                        } else {
                            outbox::release(tx, bell, again).await?;
                        }
                    }
                    Ok::<_, AppError>(())
                })
            })
            .await?;
        Ok(rung)
    }

    async fn publish(&self, bell: &Bell) -> bool {
        let Some(job) = job_of(bell) else { return false };
        match self.inner.queue.publish(&bell.queue, &job).await {
            Ok(()) => true,
            Err(error) => {
                tracing::warn!(queue = bell.queue, %error, "relay: not confirmed, stays in the outbox");
                false
            }
        }
    }
}

/// What a doorbell rings for.
pub(crate) fn job_of(bell: &Bell) -> Option<Job> {
    let acts = [Act::Place, Act::Probe, Act::Withdraw, Act::Correct, Act::Render, Act::Tell];
    let act = acts.into_iter().find(|act| act.name() == bell.act);
    if act.is_none() {
        tracing::error!(act = bell.act, "the outbox holds an act that this version does not know");
    }
    Some(Job { act: act?, id: bell.id, epoch: bell.epoch })
}
