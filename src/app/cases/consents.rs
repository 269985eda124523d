//! Withdrawing a consent, which takes back everything that it alone covered.

use super::{CaseFile, case_file};
use crate::campaigns::{frozen_proof, last_decision, retract_in};
use crate::once::{Act, record};
use crate::views::CaseView;
use crate::{App, AppError, Conflict, Request};
use childalert_domain::{Consent, DecisionAct, RetractionReason, coverage};
use childalert_store::cases::{self, PaperKind};
use childalert_store::{Tx, campaigns};
use chrono::{DateTime, Utc};
use uuid::Uuid;

impl App {
    /// Withdraws a consent. In the same transaction, every live campaign of the case that no other consent, override or
    /// requirement of the magistrate covers is retracted.
    pub async fn withdraw_consent(&self, request: &Request, consent: Uuid) -> Result<CaseView, AppError> {
        let entry = self.inner.ids.id();
        let actor = request.actor.to_string();
        let inner = self.inner.clone();
        let case = self
            .once(request, move |tx, now| {
                Box::pin(async move {
                    let paper = cases::find_paper(tx, consent)
                        .await?
                        .filter(|paper| paper.kind == PaperKind::Consent.name())
                        .ok_or(AppError::NotFound("consent"))?;
                    let case = paper.case_id;
                    tx.own_case(case).await?;
                    let paper = cases::find_paper(tx, consent).await?.ok_or(AppError::NotFound("consent"))?;
                    let mut given: Consent = serde_json::from_str(&paper.body)?;
                    if given.withdrawn_at.is_some() {
                        return Err(AppError::Conflict(Conflict::AlreadyWithdrawn));
                    }
                    given.withdrawn_at = Some(now);
                    cases::update_paper(tx, consent, &serde_json::to_string(&given)?).await?;
                    let detail = consent.to_string();
                    let act =
                        Act { actor: &actor, act: "consent.withdraw", subject: case, campaign: None, detail };
                    record(tx, entry, now, act).await?;
                    let file = case_file(tx, case).await?;
                    for campaign in uncovered(tx, &file, now).await? {
                        retract_in(tx, &inner, campaign, RetractionReason::ConsentWithdrawn, &actor, now)
                            .await?;
                    }
                    Ok(case)
                })
            })
            .await?;
        self.case(case).await
    }
}

/// The case's live campaigns that nothing covers any more.
async fn uncovered(tx: &mut Tx, file: &CaseFile, now: DateTime<Utc>) -> Result<Vec<Uuid>, AppError> {
    let (consents, overrides) = (file.consents()?, file.overrides()?);
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
        let required = last_decision(tx, campaign.id).await?.is_some_and(|decision| {
            decision.act == DecisionAct::Require && decision.digest == proof.digest()
        });
        let wanted = proof.content().scope();
        if !required && !coverage(&consents, &overrides, campaign.id, &wanted, now).is_empty() {
            uncovered.push(campaign.id);
        }
    }
    Ok(uncovered)
}
