//! Making and editing a campaign's draft.

use super::show::{campaign_view, find};
use crate::cases::case_file;
use crate::once::{Act, record};
use crate::views::CampaignView;
use crate::{App, AppError, Conflict, Request};
use childalert_domain::{CampaignDraft, CampaignMove, CampaignState, Refusal};
use childalert_store::campaigns::{self, CampaignRow, State};
use childalert_store::{Tx, cases};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use uuid::Uuid;

impl App {
    /// Makes a campaign for a case. Everything that is wrong with the draft is refused at once.
    pub async fn draft_campaign(
        &self,
        request: &Request,
        case: Uuid,
        draft: CampaignDraft,
    ) -> Result<CampaignView, AppError> {
        let (id, entry) = (self.inner.ids.id(), self.inner.ids.id());
        let (code, kit_code) = (self.inner.ids.code(), self.inner.ids.code());
        let actor = request.actor.to_string();
        let url = self.inner.settings.public_url.clone();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                check(tx, case, &draft, now).await?;
                let row = CampaignRow {
                    id,
                    case_id: case,
                    code,
                    kit_code,
                    state: State(CampaignState::Draft),
                    epoch: 0,
                    body: serde_json::to_string(&draft)?,
                    version: 1,
                    live_proof: None,
                    until: None,
                    edited_by: actor.clone(),
                    created_at: now,
                    updated_at: now,
                    launched_at: None,
                    ended_at: None,
                    ended_reason: None,
                    ended_by: None,
                    closed_at: None,
                };
                campaigns::insert(tx, &row).await?;
                let detail = draft.kind.name().to_owned();
                let act = Act {
                    actor: &actor,
                    act: "campaign.draft",
                    subject: id,
                    campaign: Some(id),
                    reason: "",
                    detail,
                };
                record(tx, entry, now, act);
                campaign_view(&row, &url)
            })
        })
        .await
    }

    /// Replaces the draft that was read at `version`. Whatever was frozen or decided before is void: a changed letter needs
    /// a new proof and a new decision.
    pub async fn edit_campaign(
        &self,
        request: &Request,
        id: Uuid,
        version: i64,
        draft: CampaignDraft,
    ) -> Result<CampaignView, AppError> {
        let entry = self.inner.ids.id();
        let actor = request.actor.to_string();
        let url = self.inner.settings.public_url.clone();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                tx.own_campaign(id).await?;
                let before = find(tx, id).await?;
                let state = before.state.0.after(CampaignMove::Edit).map_err(Refusal::from)?;
                check(tx, before.case_id, &draft, now).await?;
                let body = serde_json::to_string(&draft)?;
                if !campaigns::edit(tx, id, version, state, &body, &actor, now).await? {
                    return Err(AppError::Conflict(Conflict::Stale));
                }
                let detail = (version + 1).to_string();
                let act = Act {
                    actor: &actor,
                    act: "campaign.edit",
                    subject: id,
                    campaign: Some(id),
                    reason: "",
                    detail,
                };
                record(tx, entry, now, act);
                campaign_view(&find(tx, id).await?, &url)
            })
        })
        .await
    }
}

async fn check(tx: &mut Tx, case: Uuid, draft: &CampaignDraft, now: DateTime<Utc>) -> Result<(), AppError> {
    cases::find(tx, case).await?.ok_or(AppError::NotFound("case"))?;
    let file = case_file(tx, case).await?;
    let no_longer = file.no_longer();
    let photos: BTreeSet<String> = file.photos.into_iter().map(|photo| photo.sha256).collect();
    let refusals = draft.refusals(&photos, no_longer, now);
    if refusals.is_empty() { Ok(()) } else { Err(AppError::Refused(refusals)) }
}
