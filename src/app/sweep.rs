//! Every second: what a lost doorbell, a dead worker or a passed deadline left behind. The doorbell and the sweep drive the
//! same steps; there is no rare path.

use crate::campaigns::{close_settled, renew, withdrawal};
use crate::ledger::{OWED_AT_MOST, channel_of, in_parts, over_since, settle_report, situation};
use crate::once::{Act as TrailAct, record};
use crate::{App, AppError, Inner};
use childalert_domain::{PlacementEvent, PlacementState, Situation, next};
use childalert_jobs::{Act, Outcome, RENDER_QUEUE, Reason, placement_queue, retraction_queue};
use childalert_store::campaigns::CampaignRow;
use childalert_store::outbox::{self, Bell};
use childalert_store::placements::{self, PlacementRow, State};
use childalert_store::{StoreError, Tx, accounts, campaigns, idempotency, links, preparations, proofs};
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Rows looked at in one sweep.
const BATCH: i64 = 500;
/// When a doorbell that the sweep rang is rung again.
const AGAIN: TimeDelta = TimeDelta::seconds(5);
/// How long before the outside lets no program take a copy back the campaign must have ended, for it to be left there.
const TO_TAKE_BACK: TimeDelta = TimeDelta::hours(2);
/// How often a copy that will soon be beyond that is looked at.
const LOOK_AT_THE_WINDOW: TimeDelta = TimeDelta::minutes(30);
/// How long answers are kept for clients that repeat a request.
const ANSWERS_KEPT: TimeDelta = TimeDelta::hours(24);
/// How long a campaign is kept that is being filled in, and that nobody touches.
const PREPARATIONS_KEPT: TimeDelta = TimeDelta::days(30);
/// How long a session is kept once its longest time is over: the trail keeps who signed in.
const SESSIONS_KEPT: TimeDelta = TimeDelta::days(1);

impl App {
    /// Sweeps every second until `shutdown` says true.
    pub async fn run_sweep(&self, mut shutdown: watch::Receiver<bool>) {
        for round in 0_u64.. {
            if let Err(error) = self.sweep_once().await {
                tracing::error!(%error, "sweep: the database did not answer");
            }
            if round.is_multiple_of(5)
                && let Err(error) = self.call_people().await
            {
                tracing::error!(%error, "sweep: nobody could be called to the copies that resist");
            }
            if round.is_multiple_of(20)
                && let Err(error) = self.remind().await
            {
                tracing::error!(%error, "sweep: nobody could be reminded");
            }
            if round.is_multiple_of(60)
                && let Err(error) = self.forget_questions().await
            {
                tracing::error!(%error, "sweep: questions that are over could not be forgotten");
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

    /// Questions that nobody answered in time, which anybody can make by asking, and sessions that ended long ago.
    pub async fn forget_questions(&self) -> Result<u64, AppError> {
        let now = self.inner.clock.now();
        let forgotten = self
            .inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let questions = links::forget_questions(tx, now).await?;
                    Ok::<_, StoreError>(questions + accounts::forget_sessions(tx, now - SESSIONS_KEPT).await?)
                })
            })
            .await?;
        Ok(forgotten)
    }

    /// Answers kept for repeated requests hold personal data: they go after a day. So do campaigns that nobody went on filling in,
    /// after a month.
    async fn forget_answers(&self) -> Result<u64, AppError> {
        let now = self.inner.clock.now();
        let forgotten = self.inner.store.write(move |tx| {
            Box::pin(async move {
                let preparations = preparations::forget(tx, now - PREPARATIONS_KEPT).await?;
                Ok::<_, StoreError>(preparations + idempotency::forget(tx, now - ANSWERS_KEPT).await?)
            })
        });
        Ok(forgotten.await?)
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
                    escalate(tx, &inner, &row, crate::ledger::reason_name(Reason::Parked).to_owned(), now)
                        .await
                })
            })
            .await?;
        self.inner.committed();
        Ok(())
    }
}

/// When to ring again for a row that nobody begins: seldom where no worker has come for long, but never so for a copy that
/// is owed back. An older e-mail waits for the newer one for as long as that takes, and no longer than to the end.
fn again(row: &PlacementRow, campaign: &CampaignRow, now: DateTime<Utc>) -> TimeDelta {
    let owed = row.over_at.is_none() || over_since(row, campaign).is_some();
    match row.state.0 {
        PlacementState::Withdrawing | PlacementState::Escalated if owed => AGAIN,
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
    let retracted = situation(&row, &campaign).retracted;
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
        // Soon only a person could take it back: a newer copy takes its place while that is not so yet.
        PlacementState::Live if row.withdrawable_until.is_some() => {
            let needed = campaign.until.map(|until| until + TO_TAKE_BACK);
            return match needed > row.withdrawable_until {
                true => renew(tx, inner, &campaign, &row, now).await,
                // The period may be extended.
                false => Ok(placements::defer(tx, &row, Some(now + LOOK_AT_THE_WINDOW)).await?),
            };
        }
        // Nothing follows by itself.
        _ => return Ok(placements::defer(tx, &row, None).await?),
    };
    if row.state.0 == PlacementState::Withdrawing
        && over_since(&row, &campaign).is_some_and(|over| over + OWED_AT_MOST <= now)
    {
        // Only what somebody saw: it may never have been tried.
        let reason =
            row.reason.clone().unwrap_or_else(|| crate::ledger::reason_name(Reason::NoAnswer).to_owned());
        escalate(tx, inner, &row, reason, now).await?;
    } else {
        placements::defer(tx, &row, Some(now + again(&row, &campaign, now))).await?;
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
        // The fence moves with this: the silent worker's permit does not come back, and its parts stand.
        settle_report(tx, row, campaign, &Outcome::Unknown { reason: Reason::NoAnswer }, now).await?;
    } else {
        let situation = situation(row, campaign);
        let Some(state) = next(row.state.0, PlacementEvent::DeadlinePassed, situation) else {
            return Ok(None);
        };
        let late = PlacementRow {
            state: State(state),
            // What was asked may still take effect; and whoever asked may not report any more.
            partly_out: true,
            unclear: row.unclear + 1,
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
    reason: String,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let Some(state) = next(row.state.0, PlacementEvent::Escalate, Situation::default()) else {
        return Ok(());
    };
    let escalated = PlacementRow {
        state: State(state),
        reason: Some(reason.clone()),
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
            detail: reason,
        };
        record(tx, inner.ids.id(), now, act);
    }
    Ok(())
}
