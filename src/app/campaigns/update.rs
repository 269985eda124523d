//! A newer version of a campaign that is out. Our own pages change with the transaction; everywhere else the older copy is taken
//! back, by the same path as after a retraction, and the newer one is made once it is gone. So two versions never stand side by
//! side but where the ledger says so: with those who have an older e-mail.

use super::launch::{LetOut, let_out, say};
use super::plan::{Planner, in_batches, one_each, ring};
use super::retract::RING_AGAIN;
use super::show::{campaign_view, find};
use crate::ledger::{channel_of, in_parts, ring_to_take_back, situation};
use crate::messages::Template;
use crate::once::{Act, record};
use crate::views::CampaignView;
use crate::{App, AppError, Inner, Request};
use childalert_domain::{CampaignMove, Channel, Digest, Lang, PlacementEvent, PlacementState, Reach, next};
use childalert_store::campaigns::{self, CampaignRow};
use childalert_store::placements::{self, PlacementRow, State};
use childalert_store::{StoreError, Tx, parts};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Rows read at once.
const PAGE: i64 = 500;

impl App {
    /// Puts the newest version, once it is decided on, in the place of the one that is out. Everything that is missing is listed.
    /// `seen`: as at a launch.
    pub async fn update_campaign(
        &self,
        request: &Request,
        campaign: Uuid,
        seen: Option<Digest>,
    ) -> Result<CampaignView, AppError> {
        self.ends_compared().await?;
        let entry = self.inner.ids.id();
        let actor = request.actor.to_string();
        let inner = self.inner.clone();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                let LetOut { row, proof_id, proof, leave } =
                    let_out(tx, campaign, (CampaignMove::Update, seen), now).await?;
                // How long it may be out, only an extension changes.
                let until = row.until.map_or(leave.until(), |running| leave.until().min(running));
                campaigns::update(tx, campaign, proof_id, until, now).await?;
                let live = find(tx, campaign).await?;
                let planner = Planner { inner: &inner, campaign: &live, proof_id, now };
                let mut wanted: BTreeSet<(Channel, Lang)> = one_each(&proof).into_iter().collect();
                for row in standing(tx, campaign).await? {
                    let place = (channel_of(&row)?, lang_of(&row)?);
                    if wanted.contains(&place) && turns_into_the_newer(&row, place.0) {
                        wanted.remove(&place);
                        turn(tx, &live, &row, proof_id, now).await?;
                    } else {
                        supersede(tx, &live, &row, now).await?;
                    }
                }
                for (channel, lang) in wanted {
                    planner.plan(tx, channel, lang, 0).await?;
                }
                for channel in in_batches(&proof) {
                    planner.plan_batches(tx, channel, &proof).await?;
                }
                ring(tx, &live, &proof, now).await?;
                let act = Act {
                    actor: &actor,
                    act: "campaign.update",
                    subject: campaign,
                    campaign: Some(campaign),
                    reason: "",
                    detail: proof.digest().to_string(),
                };
                record(tx, entry, now, act);
                say(tx, &inner, Template::Update, &live, &proof, now).await?;
                campaign_view(&live, &inner.settings.public_url)
            })
        })
        .await
    }
}

/// The copies that no newer version goes before yet.
async fn standing(tx: &mut Tx, campaign: Uuid) -> Result<Vec<PlacementRow>, AppError> {
    let mut rows = Vec::new();
    loop {
        let offset = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let page = placements::of_campaign(tx, campaign, PAGE, offset).await?;
        let last = page.len() < PAGE as usize;
        rows.extend(page);
        if last {
            rows.retain(|row| row.over_at.is_none() && row.state.0.owed());
            return Ok(rows);
        }
    }
}

fn lang_of(row: &PlacementRow) -> Result<Lang, AppError> {
    row.lang.parse().map_err(|_| StoreError::Unreadable("placements.lang").into())
}

/// Whether the row itself becomes the newer version's: what is our own site's, and what was certainly never out.
fn turns_into_the_newer(row: &PlacementRow, channel: Channel) -> bool {
    let never_out =
        matches!(row.state.0, PlacementState::Planned | PlacementState::Rejected) && !row.partly_out;
    channel.facts().reach == Reach::PublicSite || (never_out && !in_parts(channel))
}

async fn turn(
    tx: &mut Tx,
    campaign: &CampaignRow,
    row: &PlacementRow,
    proof_id: Uuid,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    // What was refused may be taken in its newer words.
    let state = next(row.state.0, PlacementEvent::Retry, situation(row, campaign)).unwrap_or(row.state.0);
    let due_at = if state == row.state.0 { row.due_at } else { Some(now) };
    let newer = PlacementRow {
        state: State(state),
        proof_id,
        epoch: campaign.epoch,
        unclear: 0,
        // Since when this version stands: readers of the feed are told by it.
        live_at: row.live_at.map(|_| now),
        due_at,
        updated_at: now,
        ..row.clone()
    };
    // Nothing else may have it: the campaign is ours alone.
    if !placements::save(tx, row, &newer).await? {
        return Err(AppError::InProgress);
    }
    Ok(())
}

/// From now on a newer copy goes before this one, which is owed back; whether it was not so before.
pub(crate) async fn supersede(
    tx: &mut Tx,
    campaign: &CampaignRow,
    row: &PlacementRow,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let Some(state) = next(row.state.0, PlacementEvent::Retracted, situation(row, campaign)) else {
        return Ok(false);
    };
    let moved = state != row.state.0;
    let older = PlacementRow {
        state: State(state),
        over_at: Some(now),
        not_before: None,
        absent_since: None,
        // Who is making it at this moment may still report.
        fence: row.fence + i64::from(moved),
        deadline: row.deadline.filter(|_| !moved),
        due_at: if moved { state.owed().then_some(now + RING_AGAIN) } else { row.due_at },
        gone_at: (!state.owed()).then_some(now),
        updated_at: now,
        ..row.clone()
    };
    if !placements::save(tx, row, &older).await? {
        return Err(AppError::InProgress);
    }
    let channel = channel_of(row)?;
    if in_parts(channel) {
        parts::suppress_of(tx, row.id).await?;
    } else if state == PlacementState::Withdrawing {
        ring_to_take_back(tx, &older, channel, now).await?;
    }
    Ok(true)
}

/// Makes a copy anew that the outside will soon not let a program take back any more: the older is taken back while it can be.
pub(crate) async fn renew(
    tx: &mut Tx,
    inner: &Inner,
    campaign: &CampaignRow,
    row: &PlacementRow,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    if !supersede(tx, campaign, row, now).await? {
        return Ok(());
    }
    let planner = Planner { inner, campaign, proof_id: row.proof_id, now };
    let newer = planner.plan(tx, channel_of(row)?, lang_of(row)?, row.batch + 1).await?;
    let act = Act {
        actor: "service",
        act: "placement.renew",
        subject: row.id,
        campaign: Some(row.campaign_id),
        reason: "",
        detail: newer.id.to_string(),
    };
    record(tx, inner.ids.id(), now, act);
    Ok(())
}
