//! A report that comes too late says nothing of where its row stands now, but it may say where a copy stands.

use super::finish::ring_to_take_back;
use super::{channel_of, in_parts, situation};
use crate::once::{Act, record};
use crate::{AppError, Inner};
use childalert_domain::{CampaignMove, PlacementEvent, PlacementState, next};
use childalert_jobs::{Outcome, PermitId};
use childalert_store::Tx;
use childalert_store::campaigns::{self, CampaignRow};
use childalert_store::placements::{self, PlacementRow, State};
use chrono::{DateTime, Utc};

/// Keeps the outside's id of a copy that may stand, where the row has none: on a network that cannot be searched it is the
/// only way to take the copy back. Whoever looks for the copy without it may have found nothing, so their permit and what was
/// read back so far are void, and what was taken for gone is owed again. A permit that is out to make the copy anew stands:
/// its worker may have sent.
pub(super) async fn keep_outside_id(
    tx: &mut Tx,
    inner: &Inner,
    was: &PlacementRow,
    campaign: &CampaignRow,
    (permit, outcome): (PermitId, &Outcome),
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let Outcome::Live { outside_id, url } = outcome else { return Ok(()) };
    let channel = channel_of(was)?;
    // Under a permit that was given. A batch is accounted for recipient by recipient, and needs no id.
    if !(1..was.fence).contains(&permit.fence) || was.outside_id.is_some() || in_parts(channel) {
        return Ok(());
    }
    let situation = situation(was, campaign);
    let Some(state) = next(was.state.0, PlacementEvent::FoundLate, situation) else { return Ok(()) };
    let found = PlacementRow {
        state: State(state),
        outside_id: Some(outside_id.clone()),
        url: url.clone(),
        live_at: was.live_at.or(Some(now)),
        updated_at: now,
        ..was.clone()
    };
    let row = match state {
        PlacementState::Placing => found,
        _ => PlacementRow {
            fence: was.fence + 1,
            deadline: None,
            due_at: Some(now),
            absent_since: None,
            gone_at: None,
            ..found
        },
    };
    if !placements::save(tx, was, &row).await? {
        return Ok(());
    }
    if !was.state.0.owed() {
        // Nobody expects it any more: it is said in the trail, and the campaign is not closed while it is owed.
        if campaign.state.0.after(CampaignMove::Reopen).is_ok() {
            campaigns::reopen(tx, campaign.id, now).await?;
        }
        let (subject, detail) = (row.id, state.name().to_owned());
        let act = Act {
            actor: "service",
            act: "placement.reopen",
            subject,
            campaign: Some(campaign.id),
            reason: "",
            detail,
        };
        record(tx, inner.ids.id(), now, act);
    }
    if situation.retracted && matches!(state, PlacementState::Withdrawing | PlacementState::Escalated) {
        ring_to_take_back(tx, &row, channel, now).await?;
    }
    Ok(())
}
