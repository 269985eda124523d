//! What a person does with a copy that resists: try again, or answer for it by name.

use super::show::{find, placement_view};
use crate::once::{Act, record};
use crate::views::PlacementView;
use crate::{App, AppError, Request};
use childalert_domain::{PlacementEvent, Refusal, Rule, Situation, next};
use childalert_store::placements::{self, PlacementRow, State};
use uuid::Uuid;

impl App {
    /// Tries a refused or escalated placement again.
    pub async fn retry_placement(&self, request: &Request, id: Uuid) -> Result<PlacementView, AppError> {
        self.settle(request, id, PlacementEvent::Retry, "placement.retry", String::new(), String::new()).await
    }

    /// Closes an escalated placement of a retracted campaign: a named person saw to it, and says how.
    pub async fn close_placement(
        &self,
        request: &Request,
        id: Uuid,
        by: String,
        note: String,
    ) -> Result<PlacementView, AppError> {
        self.settle(request, id, PlacementEvent::ClosedByPerson, "placement.close", by, note).await
    }

    async fn settle(
        &self,
        request: &Request,
        id: Uuid,
        event: PlacementEvent,
        act: &'static str,
        by: String,
        note: String,
    ) -> Result<PlacementView, AppError> {
        let entry = self.inner.ids.id();
        let actor = request.actor.to_string();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                let was = placements::find(tx, id).await?.ok_or(AppError::NotFound("placement"))?;
                tx.share_campaign(was.campaign_id).await?;
                let campaign = find(tx, was.campaign_id).await?;
                let was = placements::find(tx, id).await?.ok_or(AppError::NotFound("placement"))?;
                let situation = Situation {
                    retracted: campaign.state.0.retracted(),
                    partly_out: was.partly_out,
                    absence_held: false,
                };
                let refused = || Refusal::at(Rule::PLACEMENT_STATE, "state", was.state.0.name());
                let state = next(was.state.0, event, situation).ok_or_else(refused)?;
                let closing = event == PlacementEvent::ClosedByPerson;
                let row = PlacementRow {
                    state: State(state),
                    // The sweep rings for it within a second.
                    due_at: (!closing).then_some(now),
                    // A person may know better than what the outside asked for.
                    not_before: None,
                    absent_since: None,
                    closed_by: closing.then_some(by),
                    closed_note: closing.then_some(note),
                    gone_at: closing.then_some(now),
                    updated_at: now,
                    ..was.clone()
                };
                if !placements::save(tx, &was, &row).await? {
                    return Err(AppError::InProgress);
                }
                let detail = state.name().to_owned();
                let campaign = Some(was.campaign_id);
                record(tx, entry, now, Act { actor: &actor, act, subject: id, campaign, reason: "", detail });
                Ok(placement_view(row))
            })
        })
        .await
    }
}
