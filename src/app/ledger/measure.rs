//! How copies were received: workers collect what is to be read, and bring the counts. No copy moves by it.

use super::WorkerScope;
use super::content::permit_content;
use crate::views::InsightsView;
use crate::{App, AppError};
use childalert_domain::PlacementState;
use childalert_jobs::{Act, Insights, Permit, PermitId};
use childalert_store::insights::{self, InsightsRow};
use childalert_store::{campaigns, placements};
use chrono::TimeDelta;
use std::time::Duration;

/// How often a copy is read: networks limit how often they are asked, and count late.
const EVERY: TimeDelta = TimeDelta::minutes(15);
/// How long one may take to be read.
const LEAVE: Duration = Duration::from_secs(30);

impl App {
    /// Copies of a channel that stand and were not read lately, each with leave to read it.
    pub(super) async fn to_measure(
        &self,
        scope: &WorkerScope,
        channel: &str,
        most: u16,
    ) -> Result<Vec<Permit>, AppError> {
        if !scope.opens(channel) {
            return Err(AppError::Forbidden);
        }
        let (channel, inner) = (channel.to_owned(), self.inner.clone());
        let now = inner.clock.now();
        let (asked, before) = (channel.clone(), now - EVERY);
        let read = self.inner.store.read(move |tx| {
            Box::pin(async move { placements::to_measure(tx, &asked, before, most.into()).await })
        });
        if read.await?.is_empty() {
            return Ok(Vec::new());
        }
        let collected = self.inner.store.write(move |tx| {
            Box::pin(async move {
                let mut permits = Vec::new();
                for row in placements::to_measure(tx, &channel, before, most.into()).await? {
                    insights::asked(tx, row.id, now).await?;
                    let Some(campaign) = campaigns::find(tx, row.campaign_id).await? else { continue };
                    let proof = inner.proof_in(tx, row.proof_id).await?;
                    let content = permit_content(tx, &inner, &campaign, &row, &proof, Act::Measure).await?;
                    let id = PermitId { id: row.id, fence: row.fence };
                    permits.push(Permit::issue(id, Act::Measure, LEAVE, row.outside_id.clone(), content));
                }
                Ok::<_, AppError>(permits)
            })
        });
        collected.await
    }

    /// Keeps what a network said of a copy, if it still stands as it did when it was asked.
    pub(super) async fn measured(
        &self,
        scope: &WorkerScope,
        permit: PermitId,
        said: Insights,
    ) -> Result<(), AppError> {
        let (scope, now) = (scope.clone(), self.inner.clock.now());
        let kept = self.inner.store.write(move |tx| {
            Box::pin(async move {
                let Some(row) = placements::find(tx, permit.id).await? else {
                    return Err(AppError::NotFound("placement"));
                };
                if !scope.opens(&row.channel) {
                    return Err(AppError::Forbidden);
                }
                if row.state.0 == PlacementState::Live && row.fence == permit.fence {
                    // A count below nothing is none.
                    let counts = [said.reach, said.reactions, said.shares, said.replies];
                    let counts = counts.map(|count| count.filter(|count| *count >= 0));
                    insights::save(tx, row.id, now, counts).await?;
                }
                Ok(())
            })
        });
        kept.await
    }
}

impl InsightsView {
    /// What one copy's network said.
    pub(crate) fn of(row: &InsightsRow) -> InsightsView {
        InsightsView {
            reach: row.reach,
            reactions: row.reactions,
            shares: row.shares,
            replies: row.replies,
            measured_at: row.measured_at,
        }
    }

    /// Of several together: sums of what is told, as old as the oldest.
    pub(crate) fn sum<'a>(rows: impl Iterator<Item = &'a InsightsRow>) -> Option<InsightsView> {
        fn add(a: Option<i64>, b: Option<i64>) -> Option<i64> {
            a.map_or(b, |a| Some(a.saturating_add(b.unwrap_or_default())))
        }
        rows.map(InsightsView::of).reduce(|all, one| InsightsView {
            reach: add(all.reach, one.reach),
            reactions: add(all.reactions, one.reactions),
            shares: add(all.shares, one.shares),
            replies: add(all.replies, one.replies),
            measured_at: all.measured_at.min(one.measured_at),
        })
    }
}
