//! Which workers are there, for the page that tells how the service is.

use super::WorkerScope;
use crate::{App, AppError};
use childalert_jobs::Presence;
use childalert_store::health::{self, WorkerSeen};

impl App {
    /// Writes down that a worker is there, and what it does, as far as its key opens that.
    pub(super) async fn worker_is_here(
        &self,
        scope: &WorkerScope,
        worker: &str,
        does: &[Presence],
    ) -> Result<(), AppError> {
        let seen_at = self.inner.clock.now();
        let opened = does.iter().filter(|one| scope.opens(&one.role));
        let rows = opened.map(|one| WorkerSeen {
            role: one.role.clone(),
            worker: worker.to_owned(),
            equipped: one.equipped,
            seen_at,
        });
        let rows: Vec<WorkerSeen> = rows.collect();
        if rows.is_empty() {
            return Err(AppError::Forbidden);
        }
        let written = self.inner.store.write(move |tx| {
            Box::pin(async move {
                for row in &rows {
                    health::see(tx, row).await?;
                }
                Ok(())
            })
        });
        written.await
    }
}
