//! What a person does with a copy that resists: try again, or answer for it by name.

use super::show::{find, placement_view};
use crate::ledger::{ring_for_the_newer, situation};
use crate::once::{Act, record};
use crate::views::PlacementView;
use crate::{App, AppError, Inner, Request};
use childalert_domain::{PlacementEvent, Refusal, Rule, next};
use childalert_store::Tx;
use childalert_store::placements::{self, PlacementRow, State};
use chrono::{DateTime, Utc};
use uuid::Uuid;

impl App {
    /// Tries a refused or escalated placement again.
    pub async fn retry_placement(&self, request: &Request, id: Uuid) -> Result<PlacementView, AppError> {
        self.settle(request, id, PlacementEvent::Retry, None).await
    }

    /// Closes an escalated placement of a retracted campaign: a named person saw to it, and says how.
    pub async fn close_placement(
        &self,
        request: &Request,
        id: Uuid,
        by: String,
        note: String,
    ) -> Result<PlacementView, AppError> {
        self.settle(request, id, PlacementEvent::ClosedByPerson, Some((by, note))).await
    }

    async fn settle(
        &self,
        request: &Request,
        id: Uuid,
        event: PlacementEvent,
        closing: Option<(String, String)>,
    ) -> Result<PlacementView, AppError> {
        let (inner, actor) = (self.inner.clone(), request.actor.to_string());
        self.once(request, move |tx, now| {
            Box::pin(async move {
                Ok(placement_view(settle_in(tx, &inner, (id, event), closing, (&actor, ""), now).await?))
            })
        })
        .await
    }
}

/// Moves a copy as a person says, within a transaction; where they answer for it, by name and with what they say.
pub(crate) async fn settle_in(
    tx: &mut Tx,
    inner: &Inner,
    (id, event): (Uuid, PlacementEvent),
    closing: Option<(String, String)>,
    (actor, reason): (&str, &'static str),
    now: DateTime<Utc>,
) -> Result<PlacementRow, AppError> {
    let was = placements::find(tx, id).await?.ok_or(AppError::NotFound("placement"))?;
    tx.share_campaign(was.campaign_id).await?;
    let campaign = find(tx, was.campaign_id).await?;
    let was = placements::find(tx, id).await?.ok_or(AppError::NotFound("placement"))?;
    let situation = situation(&was, &campaign);
    let refused = || Refusal::at(Rule::PLACEMENT_STATE, "state", was.state.0.name());
    let state = next(was.state.0, event, situation).ok_or_else(refused)?;
    let row = PlacementRow {
        state: State(state),
        // The sweep rings for it within a second.
        due_at: closing.is_none().then_some(now),
        // A person may know better than what the outside asked for.
        not_before: None,
        absent_since: None,
        // As often as before, now that somebody has looked.
        unclear: 0,
        closed_by: closing.as_ref().map(|(by, _)| by.clone()),
        closed_note: closing.as_ref().map(|(_, note)| note.clone()),
        gone_at: closing.is_some().then_some(now),
        updated_at: now,
        ..was.clone()
    };
    if !placements::save(tx, &was, &row).await? {
        return Err(AppError::InProgress);
    }
    if row.over_at.is_some() && !state.owed() {
        ring_for_the_newer(tx, &row, now).await?;
    }
    let detail = state.name().to_owned();
    let campaign = Some(was.campaign_id);
    let act = if closing.is_some() { "placement.close" } else { "placement.retry" };
    record(tx, inner.ids.id(), now, Act { actor, act, subject: id, campaign, reason, detail });
    Ok(row)
}
