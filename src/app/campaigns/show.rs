//! Reading campaigns, proofs, decisions and placements.

use super::desk::other_than_official;
use crate::views::{
    CampaignView, DecisionView, InsightsView, PhotoWarningView, PlacementView, ProofFileView, ProofView,
    TrailView,
};
use crate::{App, AppError};
use childalert_domain::{Case, Decision, Digest, Proof};
use childalert_store::campaigns::{self, CampaignRow, DecisionRow};
use childalert_store::cases;
use childalert_store::placements::{self, PlacementRow};
use childalert_store::proofs::{self, ProofRow};
use childalert_store::{Tx, insights, trail};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

impl App {
    /// One campaign.
    pub async fn campaign(&self, id: Uuid) -> Result<CampaignView, AppError> {
        let url = self.inner.settings.public_url.clone();
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let row = find(tx, id).await?;
                    let mut view = campaign_view(&row, &url)?;
                    let case = cases::find(tx, row.case_id).await?.ok_or(AppError::NotFound("case"))?;
                    let case: Case = serde_json::from_str(&case.body)?;
                    if other_than_official(&case, view.draft.photos.iter().cloned()) {
                        view.warnings.push(PhotoWarningView::of("not_official_photo"));
                    }
                    Ok(view)
                })
            })
            .await
    }

    /// Campaigns, newest first.
    pub async fn campaigns(&self, limit: i64, offset: i64) -> Result<Vec<CampaignView>, AppError> {
        let url = self.inner.settings.public_url.clone();
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let rows = campaigns::list(tx, limit, offset).await?;
                    rows.iter().map(|row| campaign_view(row, &url)).collect()
                })
            })
            .await
    }

    /// A campaign's proofs, oldest first.
    pub async fn proofs(&self, campaign: Uuid) -> Result<Vec<ProofView>, AppError> {
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    find(tx, campaign).await?;
                    proofs::of_campaign(tx, campaign).await?.into_iter().map(proof_view).collect()
                })
            })
            .await
    }

    /// One proof.
    pub async fn proof(&self, id: Uuid) -> Result<ProofView, AppError> {
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    proof_view(proofs::find(tx, id).await?.ok_or(AppError::NotFound("proof"))?)
                })
            })
            .await
    }

    /// The bytes of a file of a frozen proof, for those who prepare and decide.
    pub async fn proof_file(&self, id: Uuid, name: &str) -> Result<(String, bytes::Bytes), AppError> {
        let proof = self.frozen(id).await?;
        let file =
            proof.content().files.iter().find(|file| file.name == name).ok_or(AppError::NotFound("file"))?;
        Ok((file.media_type.clone(), self.inner.files.get(file.sha256).await?))
    }

    /// A campaign's decisions, oldest first.
    pub async fn decisions(&self, campaign: Uuid) -> Result<Vec<DecisionView>, AppError> {
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    find(tx, campaign).await?;
                    campaigns::decisions(tx, campaign).await?.iter().map(decision_view).collect()
                })
            })
            .await
    }

    /// A campaign's copies.
    pub async fn placements(
        &self,
        campaign: Uuid,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<PlacementView>, AppError> {
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    find(tx, campaign).await?;
                    let rows = placements::of_campaign(tx, campaign, limit, offset).await?;
                    let received = insights::of_campaign(tx, campaign).await?;
                    let view = |row: PlacementRow| {
                        let said = received.iter().find(|said| said.placement_id == row.id);
                        PlacementView { insights: said.map(InsightsView::of), ..placement_view(row) }
                    };
                    Ok(rows.into_iter().map(view).collect())
                })
            })
            .await
    }

    /// What was done in a campaign, oldest first.
    pub async fn trail(&self, campaign: Uuid) -> Result<Vec<TrailView>, AppError> {
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    find(tx, campaign).await?;
                    let entries = trail::of_campaign(tx, campaign).await?;
                    Ok(entries.into_iter().map(TrailView::from).collect())
                })
            })
            .await
    }

    /// A frozen proof, from memory where it was read before.
    pub(crate) async fn frozen(&self, id: Uuid) -> Result<Arc<Proof>, AppError> {
        if let Some(proof) = self.inner.remembered(id) {
            return Ok(proof);
        }
        let proof =
            self.inner.store.read(move |tx| Box::pin(async move { frozen_proof(tx, id).await })).await?;
        Ok(self.inner.remember(id, proof))
    }
}

/// How many proofs are kept in memory.
const REMEMBERED: usize = 64;

impl crate::Inner {
    fn remembered(&self, id: Uuid) -> Option<Arc<Proof>> {
        let proofs = self.proofs.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        proofs.get(&id).cloned()
    }

    fn remember(&self, id: Uuid, proof: Proof) -> Arc<Proof> {
        let proof = Arc::new(proof);
        let mut proofs = self.proofs.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if proofs.len() >= REMEMBERED {
            proofs.clear();
        }
        proofs.insert(id, proof.clone());
        proof
    }

    /// A frozen proof within a transaction, from memory where it was read before.
    pub(crate) async fn proof_in(&self, tx: &mut Tx, id: Uuid) -> Result<Arc<Proof>, AppError> {
        match self.remembered(id) {
            Some(proof) => Ok(proof),
            None => Ok(self.remember(id, frozen_proof(tx, id).await?)),
        }
    }
}

/// One campaign's row.
pub(super) async fn find(tx: &mut Tx, id: Uuid) -> Result<CampaignRow, AppError> {
    campaigns::find(tx, id).await?.ok_or(AppError::NotFound("campaign"))
}

/// Reads a frozen proof back and checks that it is what its digest says.
pub(crate) async fn frozen_proof(tx: &mut Tx, id: Uuid) -> Result<Proof, AppError> {
    let row = proofs::find(tx, id).await?.ok_or(AppError::NotFound("proof"))?;
    thaw(row)?.ok_or(AppError::NotFound("proof"))
}

/// The proof in a row, if it is frozen.
pub(crate) fn thaw(row: ProofRow) -> Result<Option<Proof>, AppError> {
    let (Some(canonical), Some(digest)) = (row.canonical, row.digest) else { return Ok(None) };
    let digest: Digest = digest.parse().map_err(|_| AppError::Tampered)?;
    Proof::thaw(canonical, digest).map(Some).ok_or(AppError::Tampered)
}

/// A campaign's decisions, oldest first.
pub(crate) async fn all_decisions(tx: &mut Tx, campaign: Uuid) -> Result<Vec<Decision>, AppError> {
    let rows = campaigns::decisions(tx, campaign).await?;
    Ok(rows.iter().map(|row| serde_json::from_str(&row.body)).collect::<Result<_, _>>()?)
}

pub(super) fn campaign_view(row: &CampaignRow, public_url: &str) -> Result<CampaignView, AppError> {
    let draft: childalert_domain::CampaignDraft = serde_json::from_str(&row.body)?;
    let has_page = draft.channels.iter().any(|channel| channel.name() == "page");
    let pages: BTreeMap<String, String> = draft
        .languages()
        .into_iter()
        .filter(|_| has_page)
        .map(|lang| (lang.code().to_owned(), crate::site::page_url(public_url, lang, &row.code)))
        .collect();
    Ok(CampaignView {
        id: row.id,
        case_id: row.case_id,
        code: row.code.clone(),
        state: row.state.0,
        epoch: row.epoch,
        version: row.version,
        draft,
        live_proof: row.live_proof,
        until: row.until,
        launched_at: row.launched_at,
        ended_at: row.ended_at,
        ended_reason: row.ended_reason.clone(),
        closed_at: row.closed_at,
        check_url: crate::site::check_url(public_url, &row.code),
        warnings: Vec::new(),
        pages,
    })
}

pub(super) fn proof_view(row: ProofRow) -> Result<ProofView, AppError> {
    let failures = serde_json::from_str(&row.failures)?;
    let (id, campaign_id, version) = (row.id, row.campaign_id, row.version);
    let (ordered_at, frozen_at, state) = (row.ordered_at, row.frozen_at, row.state.clone());
    let proof = thaw(row)?;
    let files = proof.as_ref().map_or_else(Vec::new, |proof| {
        proof
            .content()
            .files
            .iter()
            .map(|file| ProofFileView {
                name: file.name.clone(),
                sha256: file.sha256.to_string(),
                media_type: file.media_type.clone(),
                bytes: file.bytes,
            })
            .collect()
    });
    Ok(ProofView {
        id,
        campaign_id,
        version,
        state,
        digest: proof.as_ref().map(|proof| proof.digest().to_string()),
        canonical: proof.map(|proof| proof.canonical().to_owned()),
        files,
        failures,
        ordered_at,
        frozen_at,
    })
}

pub(super) fn decision_view(row: &DecisionRow) -> Result<DecisionView, AppError> {
    let decision: Decision = serde_json::from_str(&row.body)?;
    Ok(DecisionView {
        id: row.id,
        proof_id: row.proof_id,
        act: decision.act,
        digest: decision.digest.to_string(),
        reasons: decision.reasons,
        at: decision.at,
        until: decision.until,
        by: row.decided_by.clone(),
    })
}

pub(crate) fn placement_view(row: PlacementRow) -> PlacementView {
    PlacementView {
        id: row.id,
        channel: row.channel,
        lang: row.lang,
        batch: row.batch,
        epoch: row.epoch,
        over_since: row.over_at,
        taken_by: row.taken_by,
        taken_at: row.taken_at,
        state: row.state.0,
        reason: row.reason,
        message: String::new(),
        mend: String::new(),
        withdrawable_until: row.withdrawable_until,
        attempts: row.attempts,
        outside_id: row.outside_id,
        url: row.url,
        planned_at: row.planned_at,
        live_at: row.live_at,
        gone_at: row.gone_at,
        insights: None,
        closed_by: row.closed_by,
        closed_note: row.closed_note,
    }
}
