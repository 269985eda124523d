//! Ordering a proof: the words are fixed now, the kit is rendered by a worker, and then all of it is frozen under one
//! digest.

use super::kit::{draft_content, kit_order};
use super::show::{find, proof_view};
use crate::cases::case_file;
use crate::once::{Act, record};
use crate::views::ProofView;
use crate::{App, AppError, Request, today_in_brussels};
use childalert_domain::{CampaignDraft, CampaignMove, Refusal, eligible};
use childalert_jobs::{Act as JobAct, RENDER_QUEUE};
use childalert_store::campaigns;
use childalert_store::outbox::{self, Bell};
use childalert_store::proofs::{self, ProofRow};
use chrono::TimeDelta;
use uuid::Uuid;

/// How long after its doorbell the sweep rings again for a rendering.
const RING_AGAIN: TimeDelta = TimeDelta::seconds(10);

impl App {
    /// Orders the proof of a campaign's draft as it stands.
    pub async fn order_proof(&self, request: &Request, campaign: Uuid) -> Result<ProofView, AppError> {
        let (id, entry) = (self.inner.ids.id(), self.inner.ids.id());
        let actor = request.actor.to_string();
        let inner = self.inner.clone();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                tx.own_campaign(campaign).await?;
                let row = find(tx, campaign).await?;
                let state = row.state.0.after(CampaignMove::Freeze).map_err(Refusal::from)?;
                let file = case_file(tx, row.case_id).await?;
                let today = today_in_brussels(now);
                eligible(&file.case, today).map_err(AppError::Refused)?;
                let draft: CampaignDraft = serde_json::from_str(&row.body)?;
                let known = file.photos.iter().map(|photo| photo.sha256.clone()).collect();
                let refusals = draft.refusals(&file.case, &known, file.no_longer(), now);
                if !refusals.is_empty() {
                    return Err(AppError::Refused(refusals));
                }
                let version = proofs::newest(tx, campaign).await?.map_or(1, |newest| newest.version + 1);
                let content = draft_content(&inner.settings.public_url, &row, &draft, &file, version, today)?;
                let order = kit_order(&inner.settings.public_url, &content, &draft);
                let proof = ProofRow {
                    id,
                    campaign_id: campaign,
                    version,
                    state: proofs::RENDERING.to_owned(),
                    draft: serde_json::to_string(&content)?,
                    kit_order: serde_json::to_string(&order)?,
                    canonical: None,
                    digest: None,
                    failures: "[]".to_owned(),
                    epoch: row.epoch,
                    fence: 0,
                    attempts: 0,
                    deadline: None,
                    ordered_by: actor.clone(),
                    ordered_at: now,
                    frozen_at: None,
                    draft_version: Some(row.version),
                };
                proofs::insert(tx, &proof, now + RING_AGAIN).await?;
                campaigns::set_state(tx, campaign, row.state.0, state, now).await?;
                let bell = Bell {
                    id,
                    act: JobAct::Render.name().to_owned(),
                    epoch: row.epoch,
                    queue: RENDER_QUEUE.to_owned(),
                    rung_at: now,
                };
                outbox::ring(tx, &bell).await?;
                let detail = version.to_string();
                let act = Act {
                    actor: &actor,
                    act: "proof.order",
                    subject: id,
                    campaign: Some(campaign),
                    reason: "",
                    detail,
                };
                record(tx, entry, now, act);
                proof_view(proof)
            })
        })
        .await
    }
}
