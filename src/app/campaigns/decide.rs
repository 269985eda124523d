//! The magistrate's decision over a proof, signed with their passkey over everything that it means.

use super::ask::{Asked, weigh};
use super::retract::retract_in;
use super::show::{decision_view, find};
use crate::accounts::AccessFault;
use crate::noted::Tried;
use crate::once::{Act, record};
use crate::views::{DecisionOrder, DecisionView, SignedAnswer};
use crate::{App, AppError, Request};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use childalert_domain::{DecisionAct, RetractionReason};
use childalert_store::accounts::{self, PasskeyRow};
use childalert_store::campaigns::{self, DecisionRow};
use childalert_store::{Tx, links};
use childalert_trust::{Assertion, PublicKey, SignedDecision};
use chrono::TimeDelta;
use uuid::Uuid;

impl App {
    /// Takes the signed answer to a question, asks every rule once more, and carries the decision out. What was read is what is
    /// signed is what goes out.
    pub async fn decide(
        &self,
        request: &Request,
        campaign: Uuid,
        answer: SignedAnswer,
    ) -> Result<DecisionView, AppError> {
        let (id, entry) = (self.inner.ids.id(), self.inner.ids.id());
        let actor = request.actor.clone();
        let inner = self.inner.clone();
        let clone = std::sync::Arc::new(std::sync::Mutex::new(None));
        let seen = clone.clone();
        let decided = self
            .once(request, move |tx, now| {
                Box::pin(async move {
                    let by = actor.to_string();
                    let passkeys = inner.passkeys.as_ref().ok_or(AccessFault::NoPasskeysHere)?;
                    let asked = links::take(tx, answer.question, "decide")
                        .await?
                        .filter(|asked| asked.subject == Some(campaign) && asked.expires_at > now)
                        .ok_or(AccessFault::QuestionOver)?;
                    let Asked { statement, nonce } = serde_json::from_str(&asked.body)?;
                    if statement.decider != actor.id {
                        return Err(AccessFault::QuestionOver.into());
                    }
                    let passkey = own_passkey(tx, actor.id, &answer.credential.id).await?;
                    let key: PublicKey = serde_json::from_str(&passkey.public_key)?;
                    let signed = SignedDecision {
                        statement,
                        nonce: bytes(&nonce)?,
                        assertion: assertion(&answer)?,
                        key,
                        rp_id: passkeys.rp_id.clone(),
                        origin: passkeys.origin.clone(),
                    };
                    let asserted = signed.check().map_err(|fault| {
                        tracing::warn!(%fault, "a decision's signature does not hold");
                        AccessFault::PasskeyRefused
                    })?;
                    let counter = i64::from(asserted.counter);
                    if (counter > 0 || passkey.counter > 0) && counter <= passkey.counter {
                        let mut seen = seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                        *seen = Some((passkey.id, passkey.account_id));
                        return Err(AccessFault::PasskeyCloned.into());
                    }
                    if !accounts::use_passkey(tx, &passkey, &passkey.body, counter, now).await? {
                        return Err(AccessFault::PasskeyRefused.into());
                    }
                    // The case first: a consent withdrawn at this moment is either seen here, or sees the period that this makes.
                    let case = find(tx, campaign).await?.case_id;
                    tx.own_case(case).await?;
                    tx.own_campaign(campaign).await?;
                    let statement = &signed.statement;
                    let order = DecisionOrder {
                        act: statement.act,
                        digest: statement.proof.to_string(),
                        reasons: statement.reasons.clone(),
                        until: Some(statement.until),
                    };
                    let weighed = weigh(tx, campaign, order, &actor, now).await?;
                    let decision = weighed.decision;
                    // Somebody else moved the period in between: what was signed is not what would be carried out.
                    if decision.act != DecisionAct::End && decision.until != statement.until {
                        return Err(AccessFault::QuestionOver.into());
                    }
                    // After every decision before it, also where another node's clock stands ahead: their order is what counts.
                    let last = campaigns::decisions(tx, campaign).await?.last().map(|last| last.decided_at);
                    let now = last.map_or(now, |last| now.max(last + TimeDelta::microseconds(1)));
                    let decided = DecisionRow {
                        id,
                        campaign_id: campaign,
                        proof_id: weighed.proof_id,
                        body: serde_json::to_string(&decision)?,
                        signed: serde_json::to_string(&signed)?,
                        decided_by: by.clone(),
                        decided_at: now,
                    };
                    campaigns::insert_decision(tx, &decided).await?;
                    let act = Act {
                        actor: &by,
                        act: "campaign.decide",
                        subject: id,
                        campaign: Some(campaign),
                        reason: decision.act.name(),
                        detail: format!("{} {}", decision.digest, statement.digest()?),
                    };
                    record(tx, entry, now, act);
                    match decision.act {
                        DecisionAct::End => {
                            let reason = RetractionReason::MagistrateOrder;
                            retract_in(tx, &inner, campaign, reason, &by, now).await?;
                        }
                        DecisionAct::Extend => campaigns::extend(tx, campaign, decision.until, now).await?,
                        _ if weighed.state != weighed.row.state.0 => {
                            campaigns::set_state(tx, campaign, weighed.row.state.0, weighed.state, now)
                                .await?;
                        }
                        _ => {}
                    }
                    decision_view(&decided)
                })
            })
            .await;
        let cloned = clone.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        if let Some((passkey, account)) = cloned {
            self.revoke_cloned(passkey, account).await?;
        }
        let (actor, act) = (request.actor.to_string(), "campaign.decide");
        self.noted(decided, Tried { actor: &actor, act, subject: campaign, campaign: Some(campaign) }).await
    }
}

async fn own_passkey(tx: &mut Tx, account: Uuid, id: &str) -> Result<PasskeyRow, AppError> {
    let found = accounts::passkey(tx, id).await?;
    let own = found.filter(|passkey| passkey.account_id == account && passkey.revoked_at.is_none());
    own.ok_or_else(|| AccessFault::PasskeyUnknown.into())
}

fn assertion(answer: &SignedAnswer) -> Result<Assertion, AppError> {
    let said = &answer.credential.response;
    Ok(Assertion {
        credential_id: bytes(&answer.credential.id)?,
        authenticator_data: bytes(&said.authenticator_data)?,
        client_data_json: bytes(&said.client_data_json)?,
        signature: bytes(&said.signature)?,
    })
}

fn bytes(text: &str) -> Result<Vec<u8>, AppError> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| AccessFault::PasskeyRefused.into())
}
