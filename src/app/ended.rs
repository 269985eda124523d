//! What has ended, kept outside the database: a database that is restored from a backup has campaigns live that were taken back
//! since, and must not put them out again. Each ended campaign has a small file beside the photos; before anything goes out, the
//! two are compared.

use crate::campaigns::retract_in;
use crate::once::{Act, record};
use crate::{App, AppError};
use childalert_domain::RetractionReason;
use childalert_store::campaigns;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// How long after its own time a retraction may become visible to others: transactions commit in any order, and clocks differ.
const SEEN_LATE: TimeDelta = TimeDelta::minutes(10);

/// What a file says.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Mark {
    /// Why it ended.
    reason: RetractionReason,
}

/// Which campaigns have their file.
#[derive(Debug, Default)]
pub(crate) struct Marked {
    campaigns: HashSet<Uuid>,
    newest: Option<DateTime<Utc>>,
}

/// How long whoever makes a copy, or shows the site, waits for the files: then they are told to come again.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often what has ended is kept.
const EVERY: Duration = Duration::from_secs(1);

impl App {
    /// Keeps each end within a second or so until `shutdown` says true, apart from the sweep: a file store that hangs must hold up
    /// nothing that is owed.
    pub async fn run_ends(&self, mut shutdown: watch::Receiver<bool>) {
        loop {
            let kept = async {
                self.compare_ends().await?;
                self.keep_ends().await
            };
            if let Err(error) = kept.await {
                tracing::error!(%error, "the ends of campaigns cannot be compared with the files or kept there");
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                _ = shutdown.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// Ends once more every campaign whose end is kept outside and which the database has not ended; how many. Once at the start,
    /// and nothing is made or shown before it has succeeded. The files of those that the database has ended too, which are nearly
    /// all, are not read.
    pub async fn end_again(&self) -> Result<usize, AppError> {
        let kept = self.inner.files.ended().await?;
        let known =
            self.inner.store.read(|tx| Box::pin(async move { campaigns::retracted_since(tx, None).await }));
        let known: HashSet<Uuid> = known.await?.into_iter().map(|ended| ended.id).collect();
        let mut again = 0;
        for campaign in kept.iter().filter(|campaign| !known.contains(campaign)) {
            let mark = self.inner.files.end_of(*campaign).await?;
            let mark = mark.and_then(|bytes| serde_json::from_slice::<Mark>(&bytes).ok());
            // Half written, or by a newer version: that it ended is what its name says.
            let reason = mark.map_or(RetractionReason::NotPermitted, |mark| mark.reason);
            again += usize::from(self.must_have_ended(*campaign, reason).await?);
        }
        self.marked().campaigns.extend(kept);
        if again > 0 {
            self.inner.committed();
        }
        Ok(again)
    }

    /// Compares once: one caller at a time, and where one gives up the next goes on.
    async fn compare_ends(&self) -> Result<(), AppError> {
        let compared = &self.inner.ends_compared;
        compared.get_or_try_init(|| async { self.end_again().await.map(|_| ()) }).await?;
        Ok(())
    }

    /// Whatever makes a copy, or shows one, calls this first. Where the files were away at the start, nothing is made or shown
    /// before they are back.
    pub(crate) async fn ends_compared(&self) -> Result<(), AppError> {
        tokio::time::timeout(PATIENCE, self.compare_ends()).await.map_err(|_| AppError::FilesAway)?
    }

    async fn must_have_ended(&self, id: Uuid, reason: RetractionReason) -> Result<bool, AppError> {
        let inner = self.inner.clone();
        let again = self.inner.store.write(move |tx| {
            Box::pin(async move {
                let Some(row) = campaigns::find(tx, id).await? else {
                    tracing::error!(
                        campaign = %id,
                        "the database is older than this campaign, which was ended: compare the send logs"
                    );
                    return Ok::<_, AppError>(false);
                };
                // Whatever has ended never lives again, under no epoch.
                if row.state.0.retracted() {
                    return Ok(false);
                }
                tracing::warn!(campaign = %id, "the database is older than this campaign's end: it is taken back again");
                let now = inner.clock.now();
                retract_in(tx, &inner, id, reason, "service", now).await?;
                let act = Act {
                    actor: "service",
                    act: "campaign.end_again",
                    subject: id,
                    campaign: Some(id),
                    reason: "older_database",
                    detail: String::new(),
                };
                record(tx, inner.ids.id(), now, act);
                Ok(true)
            })
        });
        again.await
    }

    /// Keeps each end that is not kept yet.
    pub async fn keep_ends(&self) -> Result<(), AppError> {
        let since = self.marked().newest.map(|newest| newest - SEEN_LATE);
        let rows = self
            .inner
            .store
            .read(move |tx| Box::pin(async move { campaigns::retracted_since(tx, since).await }));
        for ended in rows.await? {
            if !self.marked().campaigns.contains(&ended.id) {
                let Some(reason) = RetractionReason::named(&ended.reason) else { continue };
                let mark = serde_json::to_vec(&Mark { reason })?;
                self.inner.files.keep_end(ended.id, mark.into()).await?;
            }
            let mut marked = self.marked();
            marked.campaigns.insert(ended.id);
            marked.newest = marked.newest.max(Some(ended.ended_at));
        }
        Ok(())
    }

    fn marked(&self) -> MutexGuard<'_, Marked> {
        self.inner.marked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
