//! A person's further passkeys: a second device, a key in a drawer; and taking one away that is lost or sold.

use super::enrol::{TO_ANSWER, keep, options};
use super::proof::{REMOVED, fresh, good, still_open};
use super::provider::{bound, provider_of};
use super::view::passkey_view;
use super::{AccessFault, Challenge, PasskeyView, Visitor, passkey};
use crate::noted::Tried;
use crate::once::{Act, record};
use crate::{App, AppError};
use childalert_store::accounts;
use childalert_store::links::{self, QuestionRow};
use uuid::Uuid;
use webauthn_rs::prelude::RegisterPublicKeyCredential;

impl App {
    /// Asks the visitor's browser to make another passkey. Needs fresh proof.
    pub async fn ask_to_add_passkey(&self, visitor: &Visitor) -> Result<Challenge, AppError> {
        let (inner, now, id) = (self.inner.clone(), self.inner.clock.now(), self.inner.ids.id());
        let visitor = visitor.clone();
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let passkeys = inner.passkeys.as_ref().ok_or(AccessFault::NoPasskeysHere)?;
                    let own = visitor.actor.id;
                    let account = accounts::find(tx, own).await?.ok_or(AppError::Unauthorised)?;
                    let others = fresh(tx, &visitor, now).await?;
                    let others = others.iter().map(|row| Ok(passkey(row)?.cred_id().clone()));
                    let others = others.collect::<Result<Vec<_>, AppError>>()?;
                    let (options, state) = options(passkeys, &account, Some(others))?;
                    let question = QuestionRow {
                        id,
                        kind: "add_passkey".to_owned(),
                        // The session that is proven, and no other of the same person.
                        subject: Some(visitor.session),
                        body: state,
                        expires_at: now + TO_ANSWER,
                    };
                    links::ask(tx, &question).await?;
                    Ok(Challenge { question: id, options })
                })
            })
            .await
    }

    /// Takes the passkey that the visitor's browser made.
    pub async fn add_passkey(
        &self,
        visitor: &Visitor,
        question: Uuid,
        credential: RegisterPublicKeyCredential,
    ) -> Result<PasskeyView, AppError> {
        let asked = self.answered(question, "add_passkey").await?;
        if asked.subject != Some(visitor.session) {
            return Err(AccessFault::QuestionOver.into());
        }
        let (inner, now, visitor) = (self.inner.clone(), self.inner.clock.now(), visitor.clone());
        let (by, subject) = (visitor.actor.to_string(), visitor.actor.id);
        let added = self
            .inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    tx.own_account(visitor.actor.id).await?;
                    // Somebody who was put out meanwhile leaves no passkey behind.
                    let (session, account) = still_open(tx, &visitor).await?;
                    // A first one made elsewhere meanwhile is what must answer now, and no longer the provider.
                    if session.proven_at.is_none() && !good(tx, account.id).await?.is_empty() {
                        return Err(AccessFault::ProofNeeded.into());
                    }
                    let id = keep(tx, &inner, &account, &credential, &asked.body, now).await?;
                    // It has just answered: what begins here needs no second touch.
                    accounts::prove_session(tx, visitor.session, now).await?;
                    let row = accounts::passkey(tx, &id).await?.ok_or(AppError::NotFound("passkey"))?;
                    Ok(passkey_view(row))
                })
            })
            .await;
        self.noted(added, Tried { actor: &by, act: "passkey.add", subject, campaign: None }).await
    }

    /// Takes one of the visitor's passkeys away. Needs fresh proof; and somebody must be able to come in again: by another
    /// passkey, or by a provider that is configured. Every other session ends, for one of them may be on that device.
    pub async fn remove_passkey(&self, visitor: &Visitor, id: String) -> Result<PasskeyView, AppError> {
        let (inner, now, visitor) = (self.inner.clone(), self.inner.clock.now(), visitor.clone());
        let (by, subject) = (visitor.actor.to_string(), visitor.actor.id);
        let actor = by.clone();
        let removed = self
            .inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let own = visitor.actor.id;
                    tx.own_account(own).await?;
                    if !good(tx, own).await?.iter().any(|row| row.id == id) {
                        return Err(AppError::NotFound("passkey"));
                    }
                    let good = fresh(tx, &visitor, now).await?;
                    if good.len() == 1 {
                        let linked = accounts::linked(tx, own).await?;
                        let account = accounts::find(tx, own).await?.ok_or(AppError::Unauthorised)?;
                        let open = provider_of(&inner, &account).map(bound);
                        if open.is_none_or(|open| !linked.contains(&open)) {
                            return Err(AccessFault::LastPasskey.into());
                        }
                    }
                    accounts::revoke_passkey(tx, &id, REMOVED, now).await?;
                    accounts::end_other_sessions(tx, own, visitor.session, now).await?;
                    let act = Act {
                        actor: &by,
                        act: "passkey.revoke",
                        subject: own,
                        campaign: None,
                        reason: REMOVED,
                        detail: id.clone(),
                    };
                    record(tx, inner.ids.id(), now, act);
                    let row = accounts::passkey(tx, &id).await?.ok_or(AppError::NotFound("passkey"))?;
                    Ok(passkey_view(row))
                })
            })
            .await;
        self.noted(removed, Tried { actor: &actor, act: "passkey.revoke", subject, campaign: None }).await
    }
}
