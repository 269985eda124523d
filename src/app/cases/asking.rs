//! Consent asked for by a link: an officer asks, sees what became of it, and can take the link back.

use super::answering::newest_frozen;
use crate::accounts::{Purpose, Token, make_link};
use crate::once::{Act, record};
use crate::{App, AppError, Request};
use childalert_domain::{Authority, Lang, Refusal, Rule, blank};
use childalert_store::consent_requests::{self, ConsentRequestRow};
use childalert_store::{StoreError, Tx, campaigns, links, proofs};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use utoipa::ToSchema;
use uuid::Uuid;

/// Whom to ask.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentAsk {
    /// For which campaign of the case. What is shown is what would go out next: its newest frozen proof.
    pub campaign: Uuid,
    /// Who is asked.
    #[schema(min_length = 1, max_length = 160)]
    pub holder: String,
    /// In what capacity.
    pub authority: Authority,
    /// In which language.
    pub lang: Lang,
}

/// A consent that was asked for.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ConsentAsked {
    /// Its id.
    pub id: Uuid,
    /// For which campaign.
    pub campaign: Uuid,
    /// Who is asked.
    pub holder: String,
    /// `asked`, `agreed`, `refused` or `withdrawn`.
    pub outcome: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// When an officer took the link back.
    #[serde(default)]
    pub revoked_at: Option<DateTime<Utc>>,
    /// The address to give to the holder, shown once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl App {
    /// Makes a link for a holder of parental authority. An older unused one of the same request does not exist: each asking is its
    /// own.
    pub async fn ask_consent(
        &self,
        request: &Request,
        case: Uuid,
        ask: ConsentAsk,
    ) -> Result<ConsentAsked, AppError> {
        let (id, link, entry) = (self.inner.ids.id(), self.inner.ids.id(), self.inner.ids.id());
        let by = request.actor.to_string();
        let token = Token::new(&self.inner);
        let (made, hash) = (Arc::new(AtomicBool::new(false)), token.clone());
        let done = made.clone();
        let lang = ask.lang;
        let asked = self
            .once(request, move |tx, now| {
                Box::pin(async move {
                    let campaign = campaigns::find(tx, ask.campaign)
                        .await?
                        .filter(|campaign| campaign.case_id == case)
                        .ok_or(AppError::NotFound("campaign"))?;
                    if campaign.state.0.retracted() {
                        return Err(
                            Refusal::at(Rule::CAMPAIGN_STATE, "campaign", campaign.state.0.name()).into()
                        );
                    }
                    if let Some(blank) = blank("holder", &ask.holder) {
                        return Err(blank.into());
                    }
                    // What nobody can look at cannot be agreed to.
                    if newest_frozen(tx, campaign.id).await?.is_none() {
                        let ordered = proofs::newest(tx, campaign.id).await?.is_some();
                        let rule = if ordered { Rule::PROOF_NOT_FROZEN } else { Rule::NO_PROOF };
                        return Err(Refusal::at(rule, "campaign", "").into());
                    }
                    let row = ConsentRequestRow {
                        id,
                        case_id: case,
                        campaign_id: campaign.id,
                        holder: ask.holder.trim().to_owned(),
                        authority: serde_json::to_string(&ask.authority)?,
                        lang: ask.lang.code().to_owned(),
                        asked_by: by.clone(),
                        asked_at: now,
                        outcome: "asked".to_owned(),
                        paper_id: None,
                        answered_at: None,
                        revoked_at: None,
                    };
                    consent_requests::insert(tx, &row).await?;
                    make_link(tx, link, Purpose::Consent, id, &hash, (&by, now)).await?;
                    let act = Act {
                        actor: &by,
                        act: "consent.ask",
                        subject: case,
                        campaign: Some(campaign.id),
                        reason: "",
                        detail: id.to_string(),
                    };
                    record(tx, entry, now, act);
                    done.store(true, Ordering::Relaxed);
                    Ok(asked_view(row))
                })
            })
            .await?;
        let link = format!("{}/{lang}/consent/{}", self.public_url(), token.text());
        Ok(ConsentAsked { link: made.load(Ordering::Relaxed).then_some(link), ..asked })
    }

    /// A case's askings, oldest first.
    pub async fn consents_asked(&self, case: Uuid) -> Result<Vec<ConsentAsked>, AppError> {
        let read = self
            .inner
            .store
            .read(move |tx| Box::pin(async move { consent_requests::of_case(tx, case).await }));
        let rows: Result<Vec<_>, StoreError> = read.await;
        Ok(rows?.into_iter().map(asked_view).collect())
    }

    /// Takes the link of an asking back: it opens nothing from then on. An answer that was given by it stands, and is withdrawn by
    /// word of mouth.
    pub async fn revoke_consent_link(
        &self,
        request: &Request,
        case: Uuid,
        asking: Uuid,
    ) -> Result<ConsentAsked, AppError> {
        let (entry, by) = (self.inner.ids.id(), request.actor.to_string());
        self.once(request, move |tx, now| {
            Box::pin(async move {
                tx.own_case(case).await?;
                let find = async |tx: &mut Tx| {
                    let found = consent_requests::find(tx, asking).await?;
                    found.filter(|asked| asked.case_id == case).ok_or(AppError::NotFound("consent request"))
                };
                let asked = find(tx).await?;
                if consent_requests::revoke(tx, asking, now).await? {
                    links::revoke_of(tx, asking, now).await?;
                    let act = Act {
                        actor: &by,
                        act: "consent.revoke_link",
                        subject: case,
                        campaign: Some(asked.campaign_id),
                        reason: "",
                        detail: asking.to_string(),
                    };
                    record(tx, entry, now, act);
                }
                Ok(asked_view(find(tx).await?))
            })
        })
        .await
    }
}

fn asked_view(row: ConsentRequestRow) -> ConsentAsked {
    let ConsentRequestRow { id, campaign_id, holder, outcome, asked_at, revoked_at, .. } = row;
    ConsentAsked { id, campaign: campaign_id, holder, outcome, asked_at, revoked_at, link: None }
}
