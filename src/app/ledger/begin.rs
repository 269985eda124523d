//! Leave to act on one placement.

use super::content::permit_content;
use super::{GRACE, channel_of, in_parts, looked_at};
use crate::ledger::WorkerScope;
use crate::{App, AppError};
use childalert_domain::{PlacementEvent, PlacementState, Situation, next};
use childalert_jobs::{Act, Begun, Job, Permit, PermitId, Refusal};
use childalert_store::placements::{self, PlacementRow, State};
use childalert_store::{StoreError, Tx, campaigns, parts};
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;

impl App {
    /// Gives leave for one act, or refuses. The campaign's state and epoch are read after the wait for its lock, and the
    /// row moves before the answer leaves: of two workers with the same message one begins.
    pub(super) async fn begin(&self, scope: &WorkerScope, job: Job) -> Result<Begun, AppError> {
        if job.act == Act::Tell {
            return self.begin_message(scope, job).await;
        }
        let inner = self.inner.clone();
        let scope = scope.clone();
        let begun = self
            .inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let refused = |refusal| Ok::<_, AppError>(Begun::Refused { refusal });
                    let Some(row) = placements::find(tx, job.id).await? else {
                        return refused(Refusal::NotFound);
                    };
                    if !scope.opens(&row.channel) {
                        return Err(AppError::Forbidden);
                    }
                    tx.share_campaign(row.campaign_id).await?;
                    let campaign = campaigns::find(tx, row.campaign_id)
                        .await?
                        .ok_or(StoreError::Unreadable("placements.campaign_id"))?;
                    let Some(was) = placements::find(tx, job.id).await? else {
                        return refused(Refusal::NotFound);
                    };
                    let now = inner.clock.now();
                    let retracted = campaign.state.0.retracted();
                    let event = match job.act {
                        Act::Place => PlacementEvent::BeginPlace,
                        Act::Probe => PlacementEvent::BeginProbe,
                        Act::Withdraw | Act::Correct => PlacementEvent::BeginWithdraw,
                        Act::Render | Act::Tell => return refused(Refusal::NotFound),
                    };
                    let taking_back = event == PlacementEvent::BeginWithdraw;
                    if job.epoch != was.epoch || (retracted && !taking_back) {
                        return refused(Refusal::Overtaken);
                    }
                    if job.act == Act::Place && campaign.until.is_none_or(|until| until <= now) {
                        return refused(Refusal::OutOfPeriod);
                    }
                    // The outside asked for a pause: a doorbell that rings twice does not shorten it.
                    if was.not_before.is_some_and(|end| end > now) {
                        return refused(Refusal::NotDue);
                    }
                    // Somebody holds a good permit to probe or take back.
                    if event != PlacementEvent::BeginPlace && was.deadline.is_some_and(|end| end > now) {
                        return refused(Refusal::NotDue);
                    }
                    let situation = Situation { retracted, partly_out: was.partly_out, absence_held: false };
                    let Some(state) = next(was.state.0, event, situation) else {
                        return refused(Refusal::NotDue);
                    };
                    let channel = channel_of(&was)?;
                    if job.act == Act::Place
                        && in_parts(channel)
                        && let Some(state) = next(was.state.0, PlacementEvent::NobodyLeft, situation)
                        && parts::recipients(tx, was.id, ["planned"; 3]).await?.is_empty()
                    {
                        never_made(tx, &was, state, now).await?;
                        return refused(Refusal::NotDue);
                    }
                    let leave = TimeDelta::seconds(i64::from(channel.facts().leave_s));
                    let row = PlacementRow {
                        state: State(state),
                        fence: was.fence + 1,
                        attempts: was.attempts + 1,
                        deadline: Some(now + leave),
                        due_at: Some(looked_at(state, now + leave + GRACE, &campaign, now)),
                        absent_since: was.absent_since.filter(|_| event != PlacementEvent::BeginPlace),
                        updated_at: now,
                        ..was.clone()
                    };
                    if !placements::save(tx, &was, &row).await? {
                        return refused(Refusal::NotDue);
                    }
                    let proof = inner.proof_in(tx, row.proof_id).await?;
                    let content = permit_content(tx, &inner, &campaign, &row, &proof, job.act).await?;
                    let id = PermitId { id: row.id, fence: row.fence };
                    let leave = Duration::from_secs(u64::from(channel.facts().leave_s));
                    let permit = Permit::issue(id, job.act, leave, row.outside_id, content);
                    Ok(Begun::Permit(Box::new(permit)))
                })
            })
            .await?;
        if matches!(begun, Begun::Permit(_)) {
            self.inner.changes.send_modify(|version| *version += 1);
        }
        Ok(begun)
    }
}

/// Settles a batch whose recipients have all left before it began: it was not live, and nobody is to be told of its end.
async fn never_made(
    tx: &mut Tx,
    was: &PlacementRow,
    state: PlacementState,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let row = PlacementRow {
        state: State(state),
        fence: was.fence + 1,
        due_at: None,
        gone_at: Some(now),
        updated_at: now,
        ..was.clone()
    };
    placements::save(tx, was, &row).await?;
    Ok(())
}
