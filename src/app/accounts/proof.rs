//! Proof that whoever sits there is whose session it is: asked before an account's ways in are changed. A passkey answers, or,
//! where there is none yet, the person has just signed in anew at their provider.

use super::enrol::TO_ANSWER;
use super::sign_in::recognise;
use super::{AccessFault, Challenge, Visitor};
use crate::noted::Tried;
use crate::once::{Act, record};
use crate::{App, AppError};
use childalert_store::Tx;
use childalert_store::accounts::{self, AccountRow, PasskeyRow, SessionRow};
use chrono::{DateTime, Utc};
use uuid::Uuid;
use webauthn_rs::prelude::{DiscoverableAuthentication, PublicKeyCredential};

impl App {
    /// Whether the proof is fresh; or why not.
    pub async fn is_proven(&self, visitor: &Visitor) -> Result<(), AppError> {
        let (now, visitor) = (self.inner.clock.now(), visitor.clone());
        let read = self
            .inner
            .store
            .read(move |tx| Box::pin(async move { fresh(tx, &visitor, now).await.map(|_| ()) }));
        read.await
    }

    /// Asks the browser for the visitor's passkey.
    pub async fn ask_for_proof(&self, visitor: &Visitor) -> Result<Challenge, AppError> {
        let account = visitor.actor.id;
        let good = self.inner.store.read(move |tx| Box::pin(async move { good(tx, account).await })).await?;
        if good.is_empty() {
            return Err(AccessFault::SignInAgain.into());
        }
        self.ask_for_passkey("prove", Some(visitor.session)).await
    }

    /// Notes that the visitor's passkey answered. Somebody else's, on the same device, proves nothing.
    pub async fn prove(
        &self,
        visitor: &Visitor,
        question: Uuid,
        credential: PublicKeyCredential,
    ) -> Result<(), AppError> {
        let by = visitor.actor.to_string();
        let proven = self.proven(visitor, question, credential).await;
        let (act, subject) = ("session.prove", visitor.actor.id);
        self.noted(proven, Tried { actor: &by, act, subject, campaign: None }).await
    }

    async fn proven(
        &self,
        visitor: &Visitor,
        question: Uuid,
        credential: PublicKeyCredential,
    ) -> Result<(), AppError> {
        let asked = self.answered(question, "prove").await?;
        if asked.subject != Some(visitor.session) {
            return Err(AccessFault::QuestionOver.into());
        }
        let state: DiscoverableAuthentication = serde_json::from_str(&asked.body)?;
        let (inner, now) = (self.inner.clone(), self.inner.clock.now());
        let (session, own, by) = (visitor.session, visitor.actor.id, visitor.actor.to_string());
        let cloned = self
            .inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let account = match recognise(tx, &inner, &credential, state, now).await? {
                        Ok(account) => account,
                        Err(cloned) => return Ok(Some(cloned)),
                    };
                    if account.id != own {
                        return Err(AccessFault::PasskeyUnknown.into());
                    }
                    accounts::prove_session(tx, session, now).await?;
                    let act = Act {
                        actor: &by,
                        act: "session.prove",
                        subject: own,
                        campaign: None,
                        reason: "",
                        detail: "passkey".to_owned(),
                    };
                    record(tx, inner.ids.id(), now, act);
                    Ok::<_, AppError>(None)
                })
            })
            .await?;
        match cloned {
            None => Ok(()),
            Some(row) => {
                self.revoke_cloned(row.id, row.account_id).await?;
                Err(AccessFault::PasskeyCloned.into())
            }
        }
    }
}

/// The visitor's session and account. One that ended, or whose account was closed, while they were on their way is refused; a
/// change takes the account's lock first, so that this cannot happen between the look and the change.
pub(super) async fn still_open(tx: &mut Tx, visitor: &Visitor) -> Result<(SessionRow, AccountRow), AppError> {
    let session = accounts::session_by_id(tx, visitor.session).await?;
    let account = accounts::find(tx, visitor.actor.id).await?;
    session
        .filter(|session| session.ended_at.is_none())
        .zip(account.filter(|account| account.state == "active"))
        .ok_or(AppError::Unauthorised)
}

/// Refuses unless the proof is fresh; the account's good passkeys.
pub(super) async fn fresh(
    tx: &mut Tx,
    visitor: &Visitor,
    now: DateTime<Utc>,
) -> Result<Vec<PasskeyRow>, AppError> {
    let (session, _) = still_open(tx, visitor).await?;
    let good = good(tx, visitor.actor.id).await?;
    let recent = |at: DateTime<Utc>| at + TO_ANSWER > now;
    match good.is_empty() {
        false if session.proven_at.is_some_and(recent) => Ok(good),
        false => Err(AccessFault::ProofNeeded.into()),
        true if session.vouched_at.is_some_and(recent) => Ok(good),
        true => Err(AccessFault::SignInAgain.into()),
    }
}

/// Why a passkey is no longer good: its owner took it away, with proof.
pub(super) const REMOVED: &str = "removed";

/// An account's passkeys that are good. None: the provider's word gives a first one, but in place of one that was lost or copied,
/// only two people do.
pub(super) async fn good(tx: &mut Tx, account: Uuid) -> Result<Vec<PasskeyRow>, AppError> {
    let all = accounts::passkeys(tx, account).await?;
    let (good, gone): (Vec<_>, Vec<_>) = all.into_iter().partition(|passkey| passkey.revoked_at.is_none());
    if good.is_empty() && gone.iter().any(|passkey| passkey.revoked_reason.as_deref() != Some(REMOVED)) {
        return Err(AccessFault::RecoveryNeeded.into());
    }
    Ok(good)
}
