//! Making and editing a campaign's draft.

use super::show::{campaign_view, find};
use crate::cases::case_file;
use crate::once::{Act, record};
use crate::views::CampaignView;
use crate::{App, AppError, Conflict, Inner, Request};
use childalert_domain::{CampaignDraft, CampaignMove, CampaignState, Refusal, Rule};
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
        let (actor, inner) = (request.actor.to_string(), self.inner.clone());
        self.once(request, move |tx, now| {
            Box::pin(async move { draft_in(tx, &inner, case, &draft, (&actor, now)).await })
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
        let (actor, inner) = (request.actor.to_string(), self.inner.clone());
        self.once(request, move |tx, now| {
            Box::pin(async move { edit_in(tx, &inner, (id, version), &draft, (&actor, now)).await })
        })
        .await
    }
}

/// Makes a campaign within a transaction.
pub(super) async fn draft_in(
    tx: &mut Tx,
    inner: &Inner,
    case: Uuid,
    draft: &CampaignDraft,
    (actor, now): (&str, DateTime<Utc>),
) -> Result<CampaignView, AppError> {
    check(tx, case, draft, now).await?;
    let id = inner.ids.id();
    let row = CampaignRow {
        id,
        case_id: case,
        code: inner.ids.code(),
        kit_code: inner.ids.code(),
        state: State(CampaignState::Draft),
        epoch: 0,
        body: serde_json::to_string(draft)?,
        version: 1,
        live_proof: None,
        until: None,
        edited_by: actor.to_owned(),
        created_at: now,
        updated_at: now,
        launched_at: None,
        ended_at: None,
        ended_reason: None,
        ended_by: None,
        closed_at: None,
    };
    campaigns::insert(tx, &row).await?;
    let (act, detail) = ("campaign.draft", draft.kind.name().to_owned());
    let act = Act { actor, act, subject: id, campaign: Some(id), reason: "", detail };
    record(tx, inner.ids.id(), now, act);
    campaign_view(&row, &inner.settings.public_url)
}

/// Replaces a campaign's draft within a transaction.
pub(super) async fn edit_in(
    tx: &mut Tx,
    inner: &Inner,
    (id, version): (Uuid, i64),
    draft: &CampaignDraft,
    (actor, now): (&str, DateTime<Utc>),
) -> Result<CampaignView, AppError> {
    tx.own_campaign(id).await?;
    let before = find(tx, id).await?;
    let state = before.state.0.after(CampaignMove::Edit).map_err(Refusal::from)?;
    check(tx, before.case_id, draft, now).await?;
    let was: CampaignDraft = serde_json::from_str(&before.body)?;
    if state == CampaignState::Live && draft.kind != was.kind {
        return Err(Refusal::at(Rule::KIND_FIXED, "kind", was.kind.name()).into());
    }
    let body = serde_json::to_string(draft)?;
    if !campaigns::edit(tx, id, version, state, &body, actor, now).await? {
        return Err(AppError::Conflict(Conflict::Stale));
    }
    let (act, detail) = ("campaign.edit", (version + 1).to_string());
    let act = Act { actor, act, subject: id, campaign: Some(id), reason: "", detail };
    record(tx, inner.ids.id(), now, act);
    campaign_view(&find(tx, id).await?, &inner.settings.public_url)
}

async fn check(tx: &mut Tx, case: Uuid, draft: &CampaignDraft, now: DateTime<Utc>) -> Result<(), AppError> {
    cases::find(tx, case).await?.ok_or(AppError::NotFound("case"))?;
    let file = case_file(tx, case).await?;
    let no_longer = file.no_longer();
    let photos: BTreeSet<String> = file.photos.into_iter().map(|photo| photo.sha256).collect();
    let refusals = draft.refusals(&file.case, &photos, no_longer, now);
    if refusals.is_empty() { Ok(()) } else { Err(AppError::Refused(refusals)) }
}
