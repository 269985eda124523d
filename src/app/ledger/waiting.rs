//! Retractions that do not wait for the queue: while the broker is away, workers hear of them from the ledger itself.

use super::WorkerScope;
use crate::relay::job_of;
use crate::{App, AppError};
use childalert_jobs::{Job, retraction_queue};
use childalert_store::outbox;
use chrono::TimeDelta;

/// How long a doorbell waits before it is handed over here. A broker that is there takes it in milliseconds.
const PATIENCE: TimeDelta = TimeDelta::seconds(2);

impl App {
    /// Hands doorbells over that could not be published. They leave the outbox with this answer: if it is lost, or the
    /// worker dies with it, the sweep finds the copies still owed and rings again.
    pub(super) async fn waiting_retractions(
        &self,
        scope: &WorkerScope,
        channel: &str,
        most: u16,
    ) -> Result<Vec<Job>, AppError> {
        if !scope.opens(channel) {
            return Err(AppError::Forbidden);
        }
        let queue = retraction_queue(channel);
        let since = self.inner.clock.now() - PATIENCE;
        let asked = queue.clone();
        let any = self
            .inner
            .store
            .read(move |tx| Box::pin(async move { outbox::any_to_take(tx, &asked, since).await }))
            .await?;
        if !any {
            return Ok(Vec::new());
        }
        let bells = self
            .inner
            .store
            .write(move |tx| Box::pin(async move { outbox::take(tx, &queue, since, most.into()).await }))
            .await?;
        Ok(bells.iter().filter_map(job_of).collect())
    }
}
