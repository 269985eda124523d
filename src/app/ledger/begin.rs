//! Leave to act on one placement.

use super::content::permit_content;
use super::finish::settle_report;
use super::{GRACE, channel_of, in_parts, looked_at, over_since, reason_name, situation};
use crate::ledger::WorkerScope;
use crate::{App, AppError};
use childalert_domain::{Channel, PlacementEvent, PlacementState, next};
use childalert_jobs::{Act, Begun, Job, Outcome, Permit, PermitId, Reason, Refusal};
use childalert_store::campaigns::CampaignRow;
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
        if job.act == Act::Place {
            self.ends_compared().await?;
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
                    let situation = situation(&was, &campaign);
                    let event = match job.act {
                        Act::Place => PlacementEvent::BeginPlace,
                        Act::Probe => PlacementEvent::BeginProbe,
                        Act::Withdraw | Act::Correct => PlacementEvent::BeginWithdraw,
                        Act::Render | Act::Tell | Act::Measure => return refused(Refusal::NotFound),
                    };
                    let taking_back = event == PlacementEvent::BeginWithdraw;
                    if job.epoch != was.epoch || (situation.retracted && !taking_back) {
                        return refused(Refusal::Overtaken);
                    }
                    if job.act == Act::Place && campaign.until.is_none_or(|until| until <= now) {
                        return refused(Refusal::OutOfPeriod);
                    }
                    // Only what was decided on last goes out.
                    if job.act == Act::Place && campaign.live_proof != Some(was.proof_id) {
                        return refused(Refusal::Overtaken);
                    }
                    // The outside asked for a pause: a doorbell that rings twice does not shorten it.
                    if was.not_before.is_some_and(|end| end > now) {
                        return refused(Refusal::NotDue);
                    }
                    // Somebody holds a good permit to probe or take back.
                    if event != PlacementEvent::BeginPlace && was.deadline.is_some_and(|end| end > now) {
                        return refused(Refusal::NotDue);
                    }
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
                    // Never two versions side by side.
                    if event == PlacementEvent::BeginPlace
                        && !in_parts(channel)
                        && (was.epoch > FIRST_EPOCH || was.batch > 0)
                        && placements::older_there(tx, &was).await?
                    {
                        return refused(Refusal::NotDue);
                    }
                    if taking_back
                        && in_parts(channel)
                        && !owed_a_correction(tx, &was, &campaign, now).await?
                    {
                        return refused(Refusal::NotDue);
                    }
                    if event == PlacementEvent::BeginPlace
                        && !can_be_taken_back(tx, &was, channel, now).await?
                    {
                        wait_for_deletions(tx, &was, now).await?;
                        return refused(Refusal::NotDue);
                    }
                    let leave = TimeDelta::seconds(i64::from(channel.facts().leave_s));
                    let row = PlacementRow {
                        state: State(state),
                        fence: was.fence + 1,
                        attempts: was.attempts + 1,
                        deadline: Some(now + leave),
                        due_at: Some(looked_at(state, now + leave + GRACE, over_since(&was, &campaign), now)),
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

/// Whether a batch's recipients are to be told of the end now. Those of an older version wait while a newer one is on its way to any
/// of them, and are told by that. Whom it does not reach, or is not meant for, is told that for them the search has ended.
async fn owed_a_correction(
    tx: &mut Tx,
    was: &PlacementRow,
    campaign: &CampaignRow,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    if was.over_at.is_none() {
        return Ok(true);
    }
    if parts::newer_comes(tx, was.id).await? {
        return Ok(false);
    }
    parts::replace(tx, was.id).await?;
    if parts::recipients(tx, was.id, ["sent", "sending", "uncorrected"]).await?.is_empty() {
        settle_report(tx, was, campaign, &Outcome::Corrected, now).await?;
        return Ok(false);
    }
    Ok(true)
}

/// Whether the network would let the account delete this copy too, if everything had to be taken back at this moment. Alone
/// with the channel: two campaigns must not both take the last place.
async fn can_be_taken_back(
    tx: &mut Tx,
    row: &PlacementRow,
    channel: Channel,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let Some(deletes) = channel.facts().deletes else { return Ok(true) };
    tx.own_channel(channel.name()).await?;
    let since = now - TimeDelta::seconds(i64::from(deletes.per_s));
    Ok(placements::to_delete(tx, channel.name(), row.id, since).await? < i64::from(deletes.most))
}

/// The epoch of a first launch: no copy of it has an older one, but those that were made anew for a window that closes.
const FIRST_EPOCH: i64 = 1;

/// How long a copy waits before it is asked again whether there is room for it.
const WAIT_FOR_ROOM: TimeDelta = TimeDelta::minutes(1);

/// Lets a copy wait that could not be taken back in time; everybody can read why.
async fn wait_for_deletions(tx: &mut Tx, was: &PlacementRow, now: DateTime<Utc>) -> Result<(), AppError> {
    let row = PlacementRow {
        due_at: Some(now + WAIT_FOR_ROOM),
        not_before: Some(now + WAIT_FOR_ROOM),
        reason: Some(reason_name(Reason::DeletesReserved).to_owned()),
        updated_at: now,
        ..was.clone()
    };
    placements::save(tx, was, &row).await?;
    Ok(())
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
