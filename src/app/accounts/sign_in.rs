//! Signing in with a passkey. Nobody types a name: the device says whose passkey it is, so that the page cannot be asked who
//! has an account.

use super::enrol::TO_ANSWER;
use super::session::begin;
use super::{AccessFault, Cookie, passkey, role};
use crate::once::{Act, record};
use crate::{App, AppError, Inner, Role};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use childalert_domain::Lang;
use childalert_store::accounts::{self, AccountRow, PasskeyRow};
use childalert_store::links::{self, QuestionRow};
use childalert_store::{StoreError, Tx};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use webauthn_rs::prelude::{DiscoverableAuthentication, DiscoverableKey, PublicKeyCredential, WebauthnError};

/// A question for the browser.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct Challenge {
    /// The question's id.
    pub question: Uuid,
    /// What the browser needs, with bytes as base64url.
    #[schema(value_type = Object)]
    pub options: Value,
}

/// Somebody has signed in.
pub struct SignedIn {
    /// The session's cookie.
    pub cookie: Cookie,
    /// Their role.
    pub role: Role,
    /// Their language.
    pub lang: Lang,
}

impl App {
    /// Asks the browser for a passkey.
    pub async fn ask_to_sign_in(&self) -> Result<Challenge, AppError> {
        self.ask_for_passkey("sign_in", None).await
    }

    /// Notes that questions are refused because there are too many. Not from where: an address is personal data.
    pub async fn note_rush(&self) -> Result<(), AppError> {
        let (id, subject, now) = (self.inner.ids.id(), self.inner.ids.id(), self.inner.clock.now());
        let noted = self.inner.store.write(move |tx| {
            Box::pin(async move {
                let act = Act {
                    actor: "nobody",
                    act: "refused",
                    subject,
                    campaign: None,
                    reason: "too-many-requests",
                    detail: "session.begin".to_owned(),
                };
                record(tx, id, now, act);
                Ok::<_, AppError>(())
            })
        });
        noted.await
    }

    /// Asks the browser for a passkey, for whatever `kind` of question.
    pub(super) async fn ask_for_passkey(
        &self,
        kind: &str,
        subject: Option<Uuid>,
    ) -> Result<Challenge, AppError> {
        let passkeys = self.inner.passkeys.as_ref().ok_or(AccessFault::NoPasskeysHere)?;
        let (mut options, state) =
            passkeys.webauthn.start_discoverable_authentication().map_err(|_| AccessFault::PasskeyRefused)?;
        // Asked for by a button, not while a form is filled in.
        options.mediation = None;
        let (id, now) = (self.inner.ids.id(), self.inner.clock.now());
        let row = QuestionRow {
            id,
            kind: kind.to_owned(),
            subject,
            body: serde_json::to_string(&state)?,
            expires_at: now + TO_ANSWER,
        };
        let asked = self.inner.store.write(move |tx| Box::pin(async move { links::ask(tx, &row).await }));
        let asked: Result<(), StoreError> = asked.await;
        asked?;
        Ok(Challenge { question: id, options: serde_json::to_value(&options)? })
    }

    /// Signs in whose passkey answered.
    pub async fn sign_in(
        &self,
        question: Uuid,
        credential: PublicKeyCredential,
    ) -> Result<SignedIn, AppError> {
        let asked = self.answered(question, "sign_in").await?;
        let state: DiscoverableAuthentication = serde_json::from_str(&asked.body)?;
        let (inner, now) = (self.inner.clone(), self.inner.clock.now());
        let done = self
            .inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let account = match recognise(tx, &inner, &credential, state, now).await? {
                        Ok(account) => account,
                        Err(cloned) => return Ok(Err(cloned)),
                    };
                    let cookie = begin(tx, &inner, &account, "passkey", now).await?;
                    Ok::<_, AppError>(Ok(SignedIn {
                        cookie,
                        role: role(&account)?,
                        lang: super::lang(&account),
                    }))
                })
            })
            .await?;
        match done {
            Ok(signed_in) => Ok(signed_in),
            Err(row) => {
                self.revoke_cloned(row.id, row.account_id).await?;
                Err(AccessFault::PasskeyCloned.into())
            }
        }
    }

    /// A passkey whose counter went backwards may exist twice: it opens nothing any more.
    pub(crate) async fn revoke_cloned(&self, passkey: String, account: Uuid) -> Result<(), AppError> {
        let (inner, now) = (self.inner.clone(), self.inner.clock.now());
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    if accounts::revoke_passkey(tx, &passkey, "cloned", now).await? {
                        accounts::end_sessions(tx, account, now).await?;
                        let act = Act {
                            actor: "service",
                            act: "passkey.revoke",
                            subject: account,
                            campaign: None,
                            reason: "cloned",
                            detail: passkey,
                        };
                        record(tx, inner.ids.id(), now, act);
                    }
                    Ok::<_, AppError>(())
                })
            })
            .await
    }
}

/// Whose passkey answered, if the answer holds; its use is recorded. The inner error is a passkey that may exist twice: it must
/// be revoked, in a transaction that this failure does not take back.
pub(super) async fn recognise(
    tx: &mut Tx,
    inner: &Inner,
    credential: &PublicKeyCredential,
    state: DiscoverableAuthentication,
    now: DateTime<Utc>,
) -> Result<Result<AccountRow, PasskeyRow>, AppError> {
    let passkeys = inner.passkeys.as_ref().ok_or(AccessFault::NoPasskeysHere)?;
    let (account_id, credential_id) = passkeys
        .webauthn
        .identify_discoverable_authentication(credential)
        .map_err(|_| AccessFault::PasskeyUnknown)?;
    let row = accounts::passkey(tx, &URL_SAFE_NO_PAD.encode(credential_id))
        .await?
        .filter(|row| row.account_id == account_id && row.revoked_at.is_none())
        .ok_or(AccessFault::PasskeyUnknown)?;
    let mut known = passkey(&row)?;
    let key = DiscoverableKey::from(&known);
    let result = match passkeys.webauthn.finish_discoverable_authentication_v2(credential, state, &key) {
        Ok(result) => result,
        Err(WebauthnError::CredentialPossibleCompromise) => return Ok(Err(row)),
        Err(_) => return Err(AccessFault::PasskeyRefused.into()),
    };
    let account = accounts::find(tx, account_id).await?.ok_or(AccessFault::PasskeyUnknown)?;
    if account.state != "active" {
        return Err(AccessFault::AccountClosed.into());
    }
    known.update_credential(&result);
    let counter = i64::from(result.counter());
    // A decision has raised the row's counter and not the library's own.
    if (counter > 0 || row.counter > 0) && counter <= row.counter {
        return Ok(Err(row));
    }
    // Two answers at once with the same counter: one of them is a copy's, or a repetition.
    if !accounts::use_passkey(tx, &row, &serde_json::to_string(&known)?, counter, now).await? {
        return Err(AccessFault::PasskeyRefused.into());
    }
    Ok(Ok(account))
}
