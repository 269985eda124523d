//! Withdrawing a consent, which takes back everything that it alone covered.

use super::{CaseFile, case_file, sealed};
use crate::campaigns::{all_decisions, frozen_proof, retract_in};
use crate::messages::{About, Template, tell_roles};
use crate::once::{Act, record};
use crate::views::CaseView;
use crate::{App, AppError, Conflict, Inner, Request, Role};
use childalert_domain::{Consent, Proof, RetractionReason, Scope, coverage, mandate};
use childalert_store::campaigns::CampaignRow;
use childalert_store::cases::{self, PaperKind, PaperRow};
use childalert_store::{Tx, campaigns};
use chrono::{DateTime, Utc};
use uuid::Uuid;

impl App {
    /// Withdraws a consent. In the same transaction, every live campaign of the case that no other consent, override or
    /// requirement of the magistrate covers is retracted.
    pub async fn withdraw_consent(&self, request: &Request, consent: Uuid) -> Result<CaseView, AppError> {
        let actor = request.actor.to_string();
        let inner = self.inner.clone();
        let case = self
            .once(request, move |tx, now| {
                Box::pin(async move { withdraw_in(tx, &inner, consent, &actor, now).await })
            })
            .await?;
        self.case(case).await
    }
}

/// The withdrawal within a transaction: by the officer who was told of it, or by the holder's own link. Whose case it was.
pub(super) async fn withdraw_in(
    tx: &mut Tx,
    inner: &Inner,
    consent: Uuid,
    by: &str,
    now: DateTime<Utc>,
) -> Result<Uuid, AppError> {
    let find = async |tx: &mut Tx| {
        let paper = cases::find_paper(tx, consent).await?;
        let paper = paper.filter(|paper| paper.kind == PaperKind::Consent.name());
        paper.ok_or(AppError::NotFound("consent"))
    };
    let case = find(tx).await?.case_id;
    tx.own_case(case).await?;
    let paper = find(tx).await?;
    let given: Consent = serde_json::from_str(&paper.body)?;
    if given.withdrawn_at.is_some() {
        return Err(AppError::Conflict(Conflict::AlreadyWithdrawn));
    }
    mark_withdrawn(tx, inner, (paper, given), by, now).await?;
    let file = case_file(tx, case).await?;
    let taken_back = take_back_uncovered(tx, inner, &file, by, now).await?;
    tell_withdrawn(tx, inner, &file, taken_back.len(), now).await?;
    Ok(case)
}

/// Ends a consent that a newer one of the same holder takes the place of. Nothing is taken back by this alone.
pub(super) async fn supersede(
    tx: &mut Tx,
    inner: &Inner,
    consent: Uuid,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let Some(paper) = cases::find_paper(tx, consent).await? else { return Ok(()) };
    let given: Consent = serde_json::from_str(&paper.body)?;
    match given.withdrawn_at {
        Some(_) => Ok(()),
        None => mark_withdrawn(tx, inner, (paper, given), by, now).await,
    }
}

async fn mark_withdrawn(
    tx: &mut Tx,
    inner: &Inner,
    (paper, mut given): (PaperRow, Consent),
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    given.withdrawn_at = Some(now);
    let (consent, subject) = (paper.id, paper.case_id);
    let withdrawn = PaperRow { body: serde_json::to_string(&given)?, ..paper };
    cases::update_paper(tx, consent, &withdrawn.body).await?;
    let (act, detail) = ("consent.withdraw", sealed(&withdrawn));
    let act = Act { actor: by, act, subject, campaign: None, reason: "", detail };
    record(tx, inner.ids.id(), now, act);
    Ok(())
}

/// Tells officers and magistrates that a consent is gone: what was taken back, or that something stands without it.
pub(super) async fn tell_withdrawn(
    tx: &mut Tx,
    inner: &Inner,
    file: &CaseFile,
    taken_back: usize,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let still = crate::campaigns::live_of_case(tx, file.row.id).await?.len();
    let facts = [
        ("reference", file.row.reference.clone()),
        ("count", taken_back.to_string()),
        ("still", still.to_string()),
        ("when", now.to_rfc3339()),
    ];
    let about = About { case: Some(file.row.id), campaign: None, facts: facts.into() };
    let roles = [Role::Officer, Role::Magistrate];
    tell_roles(tx, inner, &roles, Template::Withdrawn, &about, (None, now)).await
}

/// Takes back every live campaign of the case that no consent, override or requirement of the magistrate covers (any more); which.
pub(super) async fn take_back_uncovered(
    tx: &mut Tx,
    inner: &Inner,
    file: &CaseFile,
    by: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>, AppError> {
    let uncovered = uncovered(tx, file, now).await?;
    for campaign in &uncovered {
        retract_in(tx, inner, *campaign, RetractionReason::ConsentWithdrawn, by, now).await?;
    }
    Ok(uncovered)
}

/// What has to be covered: the proof, for the period that runs; the magistrate may have made it shorter, or extended it.
pub(super) fn wanted(campaign: &CampaignRow, proof: &Proof) -> Scope {
    let content = proof.content().scope();
    Scope { until: campaign.until.unwrap_or(content.until), ..content }
}

/// The case's live campaigns that nothing covers any more.
async fn uncovered(tx: &mut Tx, file: &CaseFile, now: DateTime<Utc>) -> Result<Vec<Uuid>, AppError> {
    let (consents, denials, overrides) = (file.consents()?, file.denials()?, file.overrides()?);
    let mut uncovered = Vec::new();
    for campaign in campaigns::of_case(tx, file.row.id).await? {
        let Some(proof) = campaign.live_proof.filter(|_| !campaign.state.0.retracted()) else { continue };
        let proof = match frozen_proof(tx, proof).await {
            Ok(proof) => proof,
            Err(AppError::Store(error)) => return Err(error.into()),
            // A proof that cannot be read covers nothing: what nobody can show to be allowed is taken back.
            Err(_) => {
                uncovered.push(campaign.id);
                continue;
            }
        };
        let decisions = all_decisions(tx, campaign.id).await?;
        let required = mandate(&decisions, proof.digest()).is_some_and(|mandate| mandate.required);
        let wanted = wanted(&campaign, &proof);
        if !required && !coverage(&consents, &denials, &overrides, campaign.id, &wanted, now).is_empty() {
            uncovered.push(campaign.id);
        }
    }
    Ok(uncovered)
}
