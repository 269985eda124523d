//! Papers that only add to the file: the declaration, overrides, words heard, a new consent.

use super::case_file;
use super::consents::{take_back_uncovered, tell_withdrawn};
use super::sealed;
use crate::accounts::Token;
use crate::campaigns::retract_live;
use crate::once::{Act, record};
use crate::views::CaseView;
use crate::{App, AppError, Request};
use childalert_domain::{
    Advice, Case, Consent, ConsentDenied, Declaration, Denial, Heard, Override, Party, Refusal,
    RetractionReason, Rule, ahead, before, blank,
};
use childalert_store::cases::{self, PaperKind, PaperRow};
use childalert_store::{StoreError, campaigns};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The fewest characters that are reasons, as the API's schema has it too.
const LEAST_REASONS: usize = 20;

fn refuse(refusal: Option<Refusal>) -> Result<(), AppError> {
    refusal.map_or(Ok(()), |refusal| Err(refusal.into()))
}

fn refuse_all(wrong: impl IntoIterator<Item = Option<Refusal>>) -> Result<(), AppError> {
    let refusals: Vec<Refusal> = wrong.into_iter().flatten().collect();
    if refusals.is_empty() { Ok(()) } else { Err(AppError::Refused(refusals)) }
}

impl App {
    /// Since when the person of a case is missing.
    async fn missing_since(&self, case: Uuid) -> Result<DateTime<Utc>, AppError> {
        let read = self.inner.store.read(move |tx| Box::pin(async move { cases::find(tx, case).await }));
        let row: Result<_, StoreError> = read.await;
        let row = row?.ok_or(AppError::NotFound("case"))?;
        Ok(serde_json::from_str::<Case>(&row.body)?.missing_since)
    }

    /// Records the declaration to the police. A later one replaces it (a verification that came in, say).
    pub async fn record_declaration(
        &self,
        request: &Request,
        case: Uuid,
        declaration: Declaration,
    ) -> Result<CaseView, AppError> {
        let (at, missing_since) = (Some(declaration.declared_at), self.missing_since(case).await?);
        refuse_all([
            ahead("declared_at", at, self.inner.clock.now()),
            before("declared_at", at, missing_since),
            blank("police_service", &declaration.police_service),
            blank("report_number", &declaration.report_number),
        ])?;
        if let Some(scan) = &declaration.scan
            && !self.scans_of(case).await?.contains(scan)
        {
            return Err(Refusal::at(Rule::SCAN_MISSING, "scan", "").into());
        }
        self.file(request, case, PaperKind::Declaration, "declaration.record", declaration).await
    }

    /// Records a consent as it was given: on paper, whose scan is in the file, or by word of mouth, with a note. One without its form is
    /// refused: nobody could say later what it stands on. It takes the place of what the same holder said before, and takes back, in
    /// the same transaction, every live campaign that it leaves without cover.
    pub async fn record_consent(
        &self,
        request: &Request,
        case: Uuid,
        consent: Consent,
    ) -> Result<CaseView, AppError> {
        let missing_since = self.missing_since(case).await?;
        let consent = Consent { withdrawn_at: None, shown: None, beside: false, ..consent };
        let now = self.inner.clock.now();
        let unknown = consent.scope.area.unknown_codes().first().map(|code| (*code).to_owned());
        let wrong = [
            ahead("given_at", Some(consent.given_at), now),
            before("given_at", Some(consent.given_at), missing_since),
            blank("holder", &consent.holder),
            unknown.map(|code| Refusal::at(Rule::AREA, "scope.area", code)),
            (consent.scope.until <= consent.given_at)
                .then(|| Refusal::at(Rule::PERIOD_PAST, "scope.until", consent.scope.until.to_rfc3339())),
        ];
        let mut refusals: Vec<Refusal> = wrong.into_iter().flatten().collect();
        refusals.extend(consent.form_refusals(&self.scans_of(case).await?));
        if !refusals.is_empty() {
            return Err(AppError::Refused(refusals));
        }
        self.file(request, case, PaperKind::Consent, "consent.record", consent).await
    }

    /// Records that somebody refused, or could not be asked. A refusal takes back, in the same transaction, every live campaign
    /// that it leaves without cover.
    pub async fn record_denial(
        &self,
        request: &Request,
        case: Uuid,
        denied: ConsentDenied,
    ) -> Result<CaseView, AppError> {
        let missing_since = self.missing_since(case).await?;
        refuse_all([
            ahead("at", Some(denied.at), self.inner.clock.now()),
            before("at", Some(denied.at), missing_since),
            blank("holder", &denied.holder),
        ])?;
        if denied.reasons.trim().is_empty() && denied.outcome == Denial::NotAsked {
            return Err(Refusal::at(Rule::EMPTY_TEXT, "reasons", "").into());
        }
        self.file(request, case, PaperKind::Denied, "consent.deny", denied).await
    }

    /// Records an override of missing consent for one campaign of the case, with its reasons.
    pub async fn record_override(
        &self,
        request: &Request,
        case: Uuid,
        over: Override,
    ) -> Result<CaseView, AppError> {
        refuse(ahead("at", Some(over.at), self.inner.clock.now()))?;
        // Spaces give no reason.
        if over.reasons.trim().chars().count() < LEAST_REASONS {
            return Err(Refusal::at(Rule::EMPTY_TEXT, "reasons", "").into());
        }
        let campaign = over.campaign;
        // Whose campaign it is never changes: what is read here holds for the transaction below.
        let of_case = self
            .inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    cases::find(tx, case).await?.ok_or(AppError::NotFound("case"))?;
                    let found = campaigns::find(tx, campaign).await?;
                    Ok::<_, AppError>(found.is_some_and(|found| found.case_id == case))
                })
            })
            .await?;
        if !of_case {
            return Err(Refusal::at(Rule::OVERRIDE_CAMPAIGN, "campaign", "").into());
        }
        self.file(request, case, PaperKind::Override, "override.record", over).await
    }

    /// Records what a party said. An opposition of the magistrate, or a refusal of the foundation, takes every live campaign of
    /// the case back in the same transaction: it binds what is out as it binds what is to go out.
    pub async fn hear_party(
        &self,
        request: &Request,
        case: Uuid,
        heard: Heard,
    ) -> Result<CaseView, AppError> {
        let missing_since = self.missing_since(case).await?;
        refuse_all([
            ahead("at", Some(heard.at), self.inner.clock.now()),
            before("at", Some(heard.at), missing_since),
        ])?;
        if heard.advice != Advice::Favourable && heard.note.trim().is_empty() {
            return Err(Refusal::at(Rule::NOTE_MISSING, "note", "").into());
        }
        self.file(request, case, PaperKind::Heard, "concertation.hear", heard).await
    }

    /// The scans in a case's file, by their names. None ever leaves it: what is read here holds for a later transaction.
    async fn scans_of(&self, case: Uuid) -> Result<BTreeSet<String>, AppError> {
        let read = self.inner.store.read(move |tx| Box::pin(async move { cases::scans(tx, case).await }));
        let scans: Result<Vec<_>, StoreError> = read.await;
        Ok(scans?.into_iter().map(|scan| scan.sha256).collect())
    }

    async fn file<T: Serialize + Send + 'static>(
        &self,
        request: &Request,
        case: Uuid,
        kind: PaperKind,
        act: &'static str,
        paper: T,
    ) -> Result<CaseView, AppError> {
        let (id, entry) = (self.inner.ids.id(), self.inner.ids.id());
        let salt = Token::new(&self.inner).text().to_owned();
        let actor = request.actor.to_string();
        let inner = self.inner.clone();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                tx.own_case(case).await?;
                cases::find(tx, case).await?.ok_or(AppError::NotFound("case"))?;
                let row = PaperRow {
                    id,
                    case_id: case,
                    kind: kind.name().to_owned(),
                    body: serde_json::to_string(&paper)?,
                    salt,
                    recorded_by: actor.clone(),
                    recorded_at: now,
                };
                cases::insert_paper(tx, &row).await?;
                let detail = sealed(&row);
                record(
                    tx,
                    entry,
                    now,
                    Act { actor: &actor, act, subject: case, campaign: None, reason: "", detail },
                );
                let file = case_file(tx, case).await?;
                let reason = match file.concertation()?.opposed_by() {
                    Some(Party::Magistrate) => Some(RetractionReason::MagistrateOrder),
                    Some(_) => Some(RetractionReason::NotPermitted),
                    None => None,
                };
                if let Some(reason) = reason {
                    retract_live(tx, &inner, case, reason, &actor, now).await?;
                }
                // A holder's last word stands alone: one that is narrower than the one before takes back as a refusal does.
                if matches!(kind, PaperKind::Denied | PaperKind::Consent) {
                    let taken_back = take_back_uncovered(tx, &inner, &file, &actor, now).await?;
                    if kind == PaperKind::Denied || !taken_back.is_empty() {
                        tell_withdrawn(tx, &inner, &file, taken_back.len(), now).await?;
                    }
                }
                file.view(now)
            })
        })
        .await
    }
}
