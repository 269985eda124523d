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
    let Subject { row: proof_row, proof, newer } = subject(tx, &row, &order).await?;
    let content = proof.content();
    let digest: Digest = order
        .digest
        .parse()
        .map_err(|_| Refusal::at(Rule::OLD_DIGEST, "digest", proof.digest().to_string()))?;
    // What is decided anew is the notice: how long it may be out, only an extension changes.
    let at_most = match row.until.filter(|_| newer) {
        Some(running) => content.until.min(running),
        None => content.until,
    };
    let decisions = all_decisions(tx, campaign).await?;
    let standing = mandate(&decisions, proof.digest());
    let until = match (order.act, standing) {
        // What it says of the period is the period that runs.
        (DecisionAct::Require | DecisionAct::End, Some(mandate)) if row.state.0 == CampaignState::Live => {
            mandate.until
        }
        _ => order.until.unwrap_or(at_most),
    };
    let decision = Decision { act: order.act, digest, reasons: order.reasons, at: now, until };
    let runs_on = decision.act == DecisionAct::Require && standing.is_some() && !newer;
    let longest = if decision.act == DecisionAct::Extend || runs_on { until } else { at_most };
    let mut refusals = decision.refusals(proof.digest(), longest);
    if [&row.edited_by, &proof_row.ordered_by].into_iter().any(|by| is(by, actor.id)) {
        refusals.push(Refusal::of(Rule::OWN_WORK));
    }
    if newer && decision.act.lets_out() {
        // What was edited since is another version, and what was sent back or opposed needs a new one.
        let last = decisions.iter().rfind(|before| before.digest == proof.digest());
        if proof_row.draft_version != Some(row.version) || last.is_some_and(|last| !last.act.lets_out()) {
            refusals.push(Refusal::at(Rule::VERSION_OVER, "digest", ""));
        }
    }
    let state = match state_after(row.state.0, decision.act, newer) {
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

/// The proof that is decided over.
struct Subject {
    row: ProofRow,
    proof: Proof,
    /// Another one is out.
    newer: bool,
}

/// The one that is out, unless the newest is named; or else the newest. An order to end holds over whichever version the magistrate
/// had before them.
async fn subject(tx: &mut Tx, row: &CampaignRow, order: &DecisionOrder) -> Result<Subject, AppError> {
    let named = |proof: &ProofRow| proof.digest.as_ref() == Some(&order.digest);
    let newest = proofs::newest(tx, row.id).await?;
    let (found, newer) = match row.live_proof {
        Some(_) if order.act == DecisionAct::End => {
            let all = proofs::of_campaign(tx, row.id).await?;
            let live = all.iter().find(|proof| Some(proof.id) == row.live_proof).cloned();
            (all.into_iter().find(named).or(live), false)
        }
        Some(live) => match newest.filter(|newest| newest.id != live && named(newest)) {
            Some(newest) => (Some(newest), true),
            None => (proofs::find(tx, live).await?, false),
        },
        None => (newest, false),
    };
    let found = found.ok_or_else(|| Refusal::at(Rule::NO_PROOF, "proof", ""))?;
    let proof = thaw(found.clone())?.ok_or_else(|| Refusal::at(Rule::PROOF_NOT_FROZEN, "proof", ""))?;
    Ok(Subject { row: found, proof, newer })
}

/// The campaign's state after a decision, where it allows one. What is out is extended, ended, or required on; of a version that is
/// `newer` than it, it is decided like before a launch.
pub(crate) fn state_after(
    state: CampaignState,
    act: DecisionAct,
    newer: bool,
) -> Result<CampaignState, Refusal> {
    let is_out = state == CampaignState::Live && !newer;
    let attempted = match act {
        DecisionAct::Approve | DecisionAct::Return | DecisionAct::Oppose if is_out => {
            return Err(Refusal::at(Rule::CAMPAIGN_STATE, "state", state.name()));
        }
        DecisionAct::Approve => CampaignMove::Approve,
        DecisionAct::Require if !is_out => CampaignMove::Approve,
        DecisionAct::Return => CampaignMove::Return,
        DecisionAct::Oppose => CampaignMove::Oppose,
        DecisionAct::Extend | DecisionAct::End | DecisionAct::Require => {
            return match state {
                // Ending is carried out by the retraction itself.
                CampaignState::Live if !newer => Ok(CampaignState::Live),
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
