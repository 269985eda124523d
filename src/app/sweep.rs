//! Every second: what a lost doorbell, a dead worker or a passed deadline left behind. The doorbell and the sweep drive the
//! same steps; there is no rare path.

use crate::campaigns::{close_settled, withdrawal};
use crate::ledger::{OWED_AT_MOST, channel_of, in_parts, settle_report};
use crate::once::{Act as TrailAct, record};
use crate::{App, AppError, Inner};
use childalert_domain::{PlacementEvent, PlacementState, Situation, next};
use childalert_jobs::{Act, Outcome, RENDER_QUEUE, Reason, placement_queue, retraction_queue};
use childalert_store::campaigns::CampaignRow;
use childalert_store::outbox::{self, Bell};
use childalert_store::placements::{self, PlacementRow, State};
use childalert_store::{StoreError, Tx, campaigns, idempotency, parts, proofs};
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Rows looked at in one sweep.
const BATCH: i64 = 500;
/// When a doorbell that the sweep rang is rung again.
const AGAIN: TimeDelta = TimeDelta::seconds(5);
/// How long answers are kept for clients that repeat a request.
const ANSWERS_KEPT: TimeDelta = TimeDelta::hours(24);

impl App {
    /// Sweeps every second until `shutdown` says true.
    pub async fn run_sweep(&self, mut shutdown: watch::Receiver<bool>) {
        for round in 0_u64.. {
            if let Err(error) = self.sweep_once().await {
                tracing::error!(%error, "sweep: the database did not answer");
            }
            if round.is_multiple_of(20)
                && let Err(error) = self.remind().await
            {
                tracing::error!(%error, "sweep: nobody could be reminded");
            }
            if round.is_multiple_of(600)
                && let Err(error) = self.forget_answers().await
            {
                tracing::error!(%error, "sweep: old answers could not be forgotten");
            }
            tokio::select! {
                () = tokio::time::sleep(Duration::from_secs(1)) => {}
                _ = shutdown.wait_for(|stop| *stop) => return,
            }
        }
    }

    /// One sweep; how many things were moved or rung for.
    pub async fn sweep_once(&self) -> Result<usize, AppError> {
        let mut moved = self.end_expired().await?;
        let now = self.inner.clock.now();
        let (due, kits) = self
            .inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    Ok::<_, StoreError>((placements::due(tx, now, BATCH).await?, proofs::due(tx, now).await?))
                })
            })
            .await?;
        moved += due.len() + kits.len();
        for kit in kits {
            if !self.give_up_render(&kit).await? {
                let bell = bell(kit.id, Act::Render, kit.epoch, RENDER_QUEUE.to_owned(), now);
                self.inner
                    .store
                    .write(move |tx| {
                        Box::pin(async move {
                            outbox::ring(tx, &bell).await?;
                            proofs::ring(tx, bell.id, now + AGAIN).await
                        })
                    })
                    .await?;
            }
        }
        for row in due {
            let inner = self.inner.clone();
            let id = row.id;
            // One transaction a row: a row that cannot be handled must not stand in the way of the others, and no two
            // campaigns' locks are held at once.
            let looked: Result<(), AppError> = self
                .inner
                .store
                .write(move |tx| Box::pin(async move { look_at(tx, &inner, &row, now).await }))
                .await;
            if let Err(error) = looked {
                tracing::error!(placement = %id, %error, "sweep: a placement could not be looked at");
            }
        }
        moved += self.ring_messages().await?;
        moved += close_settled(self).await?;
        if moved > 0 {
            self.inner.committed();
        }
        Ok(moved)
    }

    /// Answers kept for repeated requests hold personal data: they go after a day.
    async fn forget_answers(&self) -> Result<u64, AppError> {
        let before = self.inner.clock.now() - ANSWERS_KEPT;
        let forgotten = self
            .inner
            .store
            .write(move |tx| Box::pin(async move { idempotency::forget(tx, before).await }))
            .await?;
        Ok(forgotten)
    }

    /// A job that nobody could handle was parked: a person must look.
    pub async fn parked(&self, id: uuid::Uuid) -> Result<(), AppError> {
        let inner = self.inner.clone();
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let Some(row) = placements::find(tx, id).await? else { return Ok(()) };
                    tx.share_campaign(row.campaign_id).await?;
                    let now = inner.clock.now();
                    escalate(tx, &inner, &row, Reason::Parked, now).await
                })
            })
            .await?;
        self.inner.committed();
        Ok(())
    }
}

/// When to ring again for a row that nobody begins: seldom where no worker has come for long, but never so for a copy that
/// is owed back.
fn again(row: &PlacementRow, now: DateTime<Utc>) -> TimeDelta {
    match row.state.0 {
        PlacementState::Withdrawing | PlacementState::Escalated => AGAIN,
        _ => AGAIN.max((now - row.updated_at) / 4).min(TimeDelta::minutes(5)),
    }
}

fn bell(id: uuid::Uuid, act: Act, epoch: i64, queue: String, at: DateTime<Utc>) -> Bell {
    Bell { id, act: act.name().to_owned(), epoch, queue, rung_at: at }
}

/// Looks at one row that is due, under its campaign's lock and as it is now.
async fn look_at(
    tx: &mut Tx,
    inner: &Arc<Inner>,
    seen: &PlacementRow,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    tx.share_campaign(seen.campaign_id).await?;
    let (Some(row), Some(campaign)) =
        (placements::hold(tx, seen.id).await?, campaigns::find(tx, seen.campaign_id).await?)
    else {
        return Ok(());
    };
    if row.due_at.is_none_or(|due| due > now) {
        return Ok(());
    }
    let retracted = campaign.state.0.retracted();
    let row = match row.state.0 {
        PlacementState::Placing => match deadline_passed(tx, &row, &campaign, now).await? {
            Some(row) => row,
            None => return Ok(()),
        },
        _ => row,
    };
    let channel = channel_of(&row)?;
    let placements_queue = placement_queue(channel.name());
    let (act, queue) = match row.state.0 {
        PlacementState::Planned => (Act::Place, placements_queue),
        PlacementState::Unknown => (Act::Probe, placements_queue),
        PlacementState::Withdrawing | PlacementState::Escalated if retracted => {
            (withdrawal(channel), retraction_queue(channel.name()))
        }
        // Nothing follows by itself.
        _ => return Ok(placements::defer(tx, &row, None).await?),
    };
    if row.state.0 == PlacementState::Withdrawing
        && campaign.ended_at.is_some_and(|ended| ended + OWED_AT_MOST <= now)
    {
        escalate(tx, inner, &row, Reason::StillThere, now).await?;
    } else {
        placements::defer(tx, &row, Some(now + again(&row, now))).await?;
    }
    outbox::ring(tx, &bell(row.id, act, row.epoch, queue, now)).await?;
    Ok(())
}

/// Nobody reported in time. Where recipients are kept one by one, what was not sent is planned again and what may have been
/// is never sent twice; elsewhere the placement is unknown, or, retracted, owed back. The row as it is then.
async fn deadline_passed(
    tx: &mut Tx,
    row: &PlacementRow,
    campaign: &CampaignRow,
    now: DateTime<Utc>,
) -> Result<Option<PlacementRow>, AppError> {
    if in_parts(channel_of(row)?) {
        let waiting = parts::counts(tx, row.id).await?.iter().any(|count| count.state == "planned");
        let outcome = if waiting || !row.partly_out {
            Outcome::RetryAfter { ms: 0, reason: Reason::NoAnswer }
        } else {
            Outcome::Live { outside_id: format!("mail:{}", row.id), url: None }
        };
        // The fence moves with this: the silent worker's permit does not come back, and its parts stand.
        settle_report(tx, row, campaign, &outcome, now).await?;
    } else {
        let retracted = campaign.state.0.retracted();
        let situation = Situation { retracted, partly_out: row.partly_out, absence_held: false };
        let Some(state) = next(row.state.0, PlacementEvent::DeadlinePassed, situation) else {
            return Ok(None);
        };
        let late = PlacementRow {
            state: State(state),
            // What was asked may still take effect; and whoever asked may not report any more.
            partly_out: true,
            fence: row.fence + 1,
            deadline: None,
            not_before: None,
            absent_since: None,
            due_at: Some(now),
            reason: Some(crate::ledger::reason_name(Reason::NoAnswer).to_owned()),
            updated_at: now,
            ..row.clone()
        };
        placements::save(tx, row, &late).await?;
    }
    Ok(placements::find(tx, row.id).await?.filter(|row| row.due_at.is_some_and(|due| due <= now)))
}

/// Gives the placement to a person; it is still tried now and then.
async fn escalate(
    tx: &mut Tx,
    inner: &Arc<Inner>,
    row: &PlacementRow,
    reason: Reason,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let Some(state) = next(row.state.0, PlacementEvent::Escalate, Situation::default()) else {
        return Ok(());
    };
    let escalated = PlacementRow {
        state: State(state),
        reason: Some(crate::ledger::reason_name(reason).to_owned()),
        due_at: Some(now + TimeDelta::minutes(1)),
        updated_at: now,
        ..row.clone()
    };
    if placements::save(tx, row, &escalated).await? {
        let act = TrailAct {
            actor: "service",
            act: "placement.escalate",
            subject: row.id,
            campaign: Some(row.campaign_id),
            reason: "",
            detail: crate::ledger::reason_name(reason).to_owned(),
        };
        record(tx, inner.ids.id(), now, act);
    }
    Ok(())
}
