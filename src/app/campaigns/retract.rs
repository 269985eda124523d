//! The one act that ends a campaign and makes every copy owed back. Found, consent withdrawn, ordered, expired: one path.

use super::show::find;
use crate::messages::{About, Template, tell_authorities};
use crate::once::{Act, record};
use crate::views::{CampaignView, Retraction};
use crate::{App, AppError, Inner, Request};
use childalert_domain::{
    CampaignMove, CampaignState, Channel, PlacementEvent, PlacementState, Recall, Refusal, RetractionReason,
    Situation, next,
};
use childalert_jobs::{Act as JobAct, retraction_queue};
use childalert_store::{Tx, campaigns, outbox, parts, placements};
use chrono::{DateTime, Utc};
use uuid::Uuid;

impl App {
    /// Takes everything back. One person is enough, and saying it twice does no harm.
    pub async fn retract(
        &self,
        request: &Request,
        campaign: Uuid,
        retraction: Retraction,
    ) -> Result<CampaignView, AppError> {
        let actor = request.actor.to_string();
        let inner = self.inner.clone();
        self.once(request, move |tx, now| {
            Box::pin(async move { retract_in(tx, &inner, campaign, retraction.reason, &actor, now).await })
        })
        .await?;
        // Only now: a draft that cannot be read must not stand in the way of a retraction.
        self.campaign(campaign).await
    }

    /// Ends every live campaign whose mandate has run out; how many.
    pub(crate) async fn end_expired(&self) -> Result<usize, AppError> {
        let inner = self.inner.clone();
        let now = inner.clock.now();
        let overdue = self
            .inner
            .store
            .read(move |tx| Box::pin(async move { campaigns::overdue(tx, now).await }))
            .await?;
        let mut ended = 0;
        for campaign in &overdue {
            let (inner, id) = (self.inner.clone(), campaign.id);
            let done: Result<(), AppError> = self
                .inner
                .store
                .write(move |tx| {
                    Box::pin(async move {
                        retract_in(tx, &inner, id, RetractionReason::Expired, "service", now).await
                    })
                })
                .await;
            match done {
                Ok(()) => {
                    ended += 1;
                    self.inner.committed();
                }
                // One that cannot be ended at this moment must not stand in the way of the others.
                Err(error) => {
                    tracing::error!(campaign = %campaign.id, %error, "a campaign whose period is over could not be ended")
                }
            }
        }
        Ok(ended)
    }
}

/// The retraction itself, within a transaction: alone with the campaign, epoch + 1, state ended, every placement moved as
/// the protocol says, doorbells in the queues that no broadcast shares, and the entry in the trail.
pub(crate) async fn retract_in(
    tx: &mut Tx,
    inner: &Inner,
    campaign: Uuid,
    reason: RetractionReason,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    tx.own_campaign(campaign).await?;
    let row = find(tx, campaign).await?;
    if row.state.0.retracted() {
        return Ok(());
    }
    row.state.0.after(CampaignMove::Retract).map_err(Refusal::from)?;
    campaigns::retract(tx, campaign, row.state.0, reason.name(), by, now).await?;
    for state in PlacementState::ALL {
        for partly_out in [false, true] {
            let situation = Situation { partly_out, ..Situation::default() };
            match next(state, PlacementEvent::Retracted, situation) {
                Some(to) if to != state => {
                    let due_at = (to == PlacementState::Withdrawing).then_some(now + RING_AGAIN);
                    placements::move_all(tx, campaign, (state, partly_out), to, due_at, now).await?;
                }
                _ => {}
            }
        }
    }
    // Those of an older version were on their way back before, some of them at leisure.
    placements::hasten(tx, campaign, now + RING_AGAIN).await?;
    parts::suppress(tx, campaign).await?;
    for channel in Channel::all() {
        let act = withdrawal(channel);
        let queue = retraction_queue(channel.name());
        let withdrawing = PlacementState::Withdrawing.name();
        outbox::ring_all(tx, campaign, channel.name(), withdrawing, (act.name(), &queue), now).await?;
    }
    let act = Act {
        actor: by,
        act: "campaign.retract",
        subject: campaign,
        campaign: Some(campaign),
        reason: reason.name(),
        detail: String::new(),
    };
    record(tx, inner.ids.id(), now, act);
    // A draft that was dropped was never announced.
    if row.launched_at.is_some() {
        let reference = childalert_store::cases::find(tx, row.case_id).await?.map(|case| case.reference);
        let facts = [
            ("reference", reference.unwrap_or_default()),
            ("reason", reason.name().to_owned()),
            ("when", now.to_rfc3339()),
        ];
        let about = About { case: Some(row.case_id), campaign: Some(campaign), facts: facts.into() };
        tell_authorities(tx, inner, Template::End, &about, now).await?;
    }
    Ok(())
}

/// Ends every live campaign of a case within a transaction that holds the case's lock, so that none is launched meanwhile;
/// which.
pub(crate) async fn retract_live(
    tx: &mut Tx,
    inner: &Inner,
    case: Uuid,
    reason: RetractionReason,
    by: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>, AppError> {
    let live = live_of_case(tx, case).await?;
    for campaign in &live {
        retract_in(tx, inner, *campaign, reason, by, now).await?;
    }
    Ok(live)
}

/// A case's live campaigns.
pub(crate) async fn live_of_case(tx: &mut Tx, case: Uuid) -> Result<Vec<Uuid>, AppError> {
    let campaigns = campaigns::of_case(tx, case).await?;
    let live = campaigns.iter().filter(|campaign| campaign.state.0 == CampaignState::Live);
    Ok(live.map(|campaign| campaign.id).collect())
}

/// How long after its doorbell the sweep rings again for a copy that is owed back.
pub(super) const RING_AGAIN: chrono::TimeDelta = chrono::TimeDelta::seconds(3);

/// How a copy on a channel is taken back.
pub(crate) fn withdrawal(channel: Channel) -> JobAct {
    match channel.facts().recall {
        Recall::Delete => JobAct::Withdraw,
        Recall::Correct => JobAct::Correct,
    }
}

/// Closes ended campaigns of which nothing is owed any more; how many.
pub(crate) async fn close_settled(app: &App) -> Result<usize, AppError> {
    let inner = app.inner.clone();
    let closed = app
        .inner
        .store
        .write(move |tx| {
            Box::pin(async move {
                let now = inner.clock.now();
                let rows = campaigns::to_close(tx).await?;
                for row in &rows {
                    tx.own_campaign(row.id).await?;
                    if campaigns::close(tx, row.id, now).await? {
                        let act = Act {
                            actor: "service",
                            act: "campaign.close",
                            subject: row.id,
                            campaign: Some(row.id),
                            reason: "",
                            detail: String::new(),
                        };
                        record(tx, inner.ids.id(), now, act);
                    }
                }
                Ok::<_, AppError>(rows.len())
            })
        })
        .await?;
    if closed > 0 {
        app.inner.committed();
    }
    Ok(closed)
}
