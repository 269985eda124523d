//! The question that is put before the magistrate: what exactly would be decided, and what their passkey is to sign.

use super::show::{all_decisions, find, thaw};
use crate::accounts::{AccessFault, is};
use crate::cases::case_file;
use crate::noted::Tried;
use crate::views::DecisionOrder;
use crate::{Actor, App, AppError};
use childalert_domain::{
    CampaignMove, CampaignState, Decision, DecisionAct, DecisionStatement, Digest, Mandate, Proof, Refusal,
    Rule, Scope, coverage, extension_refusals, mandate,
};
use childalert_store::campaigns::CampaignRow;
use childalert_store::links::{self, QuestionRow};
use childalert_store::proofs::{self, ProofRow};
use childalert_store::{Tx, accounts};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

/// How long the magistrate has to read what they are about to sign, and to sign it.
const TO_SIGN: TimeDelta = TimeDelta::minutes(10);

/// A question to sign.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct DecisionQuestion {
    /// Its id, for the answer.
    pub question: Uuid,
    /// What is decided, exactly: the passkey signs over all of it.
    #[schema(value_type = Object)]
    pub statement: DecisionStatement,
    /// What the browser's `navigator.credentials.get` needs, with bytes as base64url.
    #[schema(value_type = Object)]
    pub options: Value,
    /// Until when it can be answered.
    pub expires_at: DateTime<Utc>,
}

/// What is kept of a question until it is answered.
#[derive(Serialize, Deserialize)]
pub(super) struct Asked {
    pub statement: DecisionStatement,
    pub nonce: String,
}

/// A decision that nothing refuses, and what it is about.
pub(super) struct Weighed {
    pub row: CampaignRow,
    pub proof_id: Uuid,
    pub proof: Proof,
    pub decision: Decision,
    /// The campaign's state after it.
    pub state: CampaignState,
}

impl App {
    /// Puts a decision before the magistrate, if nothing refuses it: all rules are asked before anybody is asked to sign.
    pub async fn ask_decision(
        &self,
        actor: &Actor,
        campaign: Uuid,
        order: DecisionOrder,
    ) -> Result<DecisionQuestion, AppError> {
        let (inner, now, id) = (self.inner.clone(), self.inner.clock.now(), self.inner.ids.id());
        let (actor, by) = (actor.clone(), actor.to_string());
        let asked = self
            .inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let passkeys = inner.passkeys.as_ref().ok_or(AccessFault::NoPasskeysHere)?;
                    let mine = accounts::passkeys(tx, actor.id).await?;
                    let mine: Vec<Value> = mine
                        .iter()
                        .filter(|passkey| passkey.revoked_at.is_none())
                        .map(|passkey| json!({ "type": "public-key", "id": passkey.id }))
                        .collect();
                    if mine.is_empty() {
                        return Err(AccessFault::PasskeyNeeded.into());
                    }
                    tx.share_campaign(campaign).await?;
                    let weighed = weigh(tx, campaign, order, &actor, now).await?;
                    let statement = DecisionStatement {
                        format: DecisionStatement::format(),
                        campaign,
                        proof: weighed.proof.digest(),
                        act: weighed.decision.act,
                        reasons: weighed.decision.reasons,
                        until: weighed.decision.until,
                        decider: actor.id,
                        asked_at: now,
                    };
                    let nonce = inner.ids.secret();
                    let challenge = statement.challenge(&nonce)?;
                    let kept = Asked { statement: statement.clone(), nonce: text(&nonce) };
                    let expires_at = now + TO_SIGN;
                    let question = QuestionRow {
                        id,
                        kind: "decide".to_owned(),
                        subject: Some(campaign),
                        body: serde_json::to_string(&kept)?,
                        expires_at,
                    };
                    links::ask(tx, &question).await?;
                    let options = json!({ "publicKey": {
                        "challenge": text(challenge.bytes()),
                        "rpId": passkeys.rp_id,
                        "allowCredentials": mine,
                        "userVerification": "required",
                        "timeout": TO_SIGN.num_milliseconds(),
                    } });
                    Ok(DecisionQuestion { question: id, statement, options, expires_at })
                })
            })
            .await;
        let act = "campaign.decide";
        self.noted(asked, Tried { actor: &by, act, subject: campaign, campaign: Some(campaign) }).await
    }
}

fn text(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// Weighs a decision against every rule. The campaign's lock is held.
pub(super) async fn weigh(
    tx: &mut Tx,
    campaign: Uuid,
    order: DecisionOrder,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Weighed, AppError> {
    let row = find(tx, campaign).await?;
    let (proof_row, proof) = subject(tx, &row).await?;
    let content = proof.content();
    let digest: Digest = order
        .digest
        .parse()
        .map_err(|_| Refusal::at(Rule::OLD_DIGEST, "digest", proof.digest().to_string()))?;
    let standing = mandate(&all_decisions(tx, campaign).await?, proof.digest());
    let until = match (order.act, standing) {
        // What it says of the period is the period that runs.
        (DecisionAct::Require | DecisionAct::End, Some(mandate)) if row.state.0 == CampaignState::Live => {
            mandate.until
        }
        _ => order.until.unwrap_or(content.until),
    };
    let decision = Decision { act: order.act, digest, reasons: order.reasons, at: now, until };
    let longest =
        if decision.act == DecisionAct::Extend || standing.is_some() { until } else { content.until };
    let mut refusals = decision.refusals(proof.digest(), longest);
    if [&row.edited_by, &proof_row.ordered_by].into_iter().any(|by| is(by, actor.id)) {
        refusals.push(Refusal::of(Rule::OWN_WORK));
    }
    let state = match state_after(row.state.0, decision.act) {
        Ok(state) => state,
        Err(refusal) => {
            refusals.push(refusal);
            row.state.0
        }
    };
    if decision.act == DecisionAct::Extend {
        match standing {
            Some(mandate) => refusals.extend(extension(tx, &row, &proof, mandate, until, now).await?),
            None => refusals.push(Refusal::at(Rule::NO_DECISION, "decision", "")),
        }
    }
    // A node whose clock stands behind the trail could decide within a period that is over.
    // Taking back is never refused for it.
    if decision.act != DecisionAct::End
        && let Some(latest) = childalert_store::trail::latest_time(tx).await?
        && now + CLOCKS_APART < latest
    {
        tracing::error!(
            behind_s = (latest - now).num_seconds(),
            "this machine's clock stands behind the trail"
        );
        return Err(AppError::Clock { behind_s: (latest - now).num_seconds() });
    }
    if !refusals.is_empty() {
        return Err(AppError::Refused(refusals));
    }
    Ok(Weighed { row, proof_id: proof_row.id, proof, decision, state })
}

/// Clocks of two nodes may differ by so much.
const CLOCKS_APART: TimeDelta = TimeDelta::minutes(2);

/// The proof that is decided over: the one that is out, or else the newest.
async fn subject(tx: &mut Tx, row: &CampaignRow) -> Result<(ProofRow, Proof), AppError> {
    let found = match row.live_proof {
        Some(live) => proofs::find(tx, live).await?,
        None => proofs::newest(tx, row.id).await?,
    };
    let found = found.ok_or_else(|| Refusal::at(Rule::NO_PROOF, "proof", ""))?;
    let proof = thaw(found.clone())?.ok_or_else(|| Refusal::at(Rule::PROOF_NOT_FROZEN, "proof", ""))?;
    Ok((found, proof))
}

/// The campaign's state after a decision, where it allows one.
pub(crate) fn state_after(state: CampaignState, act: DecisionAct) -> Result<CampaignState, Refusal> {
    let attempted = match act {
        DecisionAct::Approve => CampaignMove::Approve,
        DecisionAct::Require if state != CampaignState::Live => CampaignMove::Approve,
        DecisionAct::Return => CampaignMove::Return,
        DecisionAct::Oppose => CampaignMove::Oppose,
        DecisionAct::Extend | DecisionAct::End | DecisionAct::Require => {
            return match state {
                // Ending is carried out by the retraction itself.
                CampaignState::Live => Ok(CampaignState::Live),
                other => Err(Refusal::at(Rule::CAMPAIGN_STATE, "state", other.name())),
            };
        }
    };
    Ok(state.after(attempted)?)
}

/// What refuses an extension: its own rules, the person's age, and a consent that ends before.
async fn extension(
    tx: &mut Tx,
    row: &CampaignRow,
    proof: &Proof,
    mandate: Mandate,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<Refusal>, AppError> {
    let content = proof.content();
    let mut refusals = extension_refusals(content.kind, mandate, until, now);
    let file = case_file(tx, row.case_id).await?;
    refusals.extend(childalert_domain::age_refusal(until, file.no_longer()));
    if !mandate.required {
        let wanted = Scope { until, ..content.scope() };
        let (consents, denials, overrides) = (file.consents()?, file.denials()?, file.overrides()?);
        refusals.extend(coverage(&consents, &denials, &overrides, row.id, &wanted, now));
    }
    Ok(refusals)
}
