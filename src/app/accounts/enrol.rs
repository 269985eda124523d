//! The first passkey of an account, or a new one after a loss: by a link that works once.

use super::link::{Purpose, Token, good_link};
use super::provider::provider_of;
use super::session::begin;
use super::{AccessFault, Cookie, Passkeys, public_key};
use crate::once::{Act, record};
use crate::{App, AppError, Inner, Role};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use childalert_domain::Lang;
use childalert_store::Tx;
use childalert_store::accounts::{self, AccountRow, PasskeyRow};
use childalert_store::links::{self, LinkRow, QuestionRow};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use uuid::Uuid;
use webauthn_rs::prelude::{CredentialID, PasskeyRegistration, RegisterPublicKeyCredential};

/// How long a browser has to answer.
pub(super) const TO_ANSWER: TimeDelta = TimeDelta::minutes(5);

/// Whom a link invites.
pub struct Invitation {
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Their language.
    pub lang: Lang,
    /// Whether a passkey was lost.
    pub recovery: bool,
    /// The provider by whose word they may come in too: its id and what people call it.
    pub provider: Option<(String, String)>,
}

/// What enrolment gives.
pub struct Enrolled {
    /// They are signed in.
    pub cookie: Cookie,
    /// Their role.
    pub role: Role,
    /// Their language.
    pub lang: Lang,
}

impl App {
    /// Whom a link invites; for the page that it opens.
    pub async fn invitation(&self, token: &Token) -> Result<Invitation, AppError> {
        let (inner, now, token) = (self.inner.clone(), self.inner.clock.now(), token.clone());
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let (link, account) = invited(tx, &token, now).await?;
                    let provider = provider_of(&inner, &account);
                    Ok(Invitation {
                        provider: provider.map(|one| (one.id().to_owned(), one.name().to_owned())),
                        role: super::role(&account)?,
                        lang: super::lang(&account),
                        recovery: link.purpose == Purpose::Recovery.name(),
                        name: account.name,
                    })
                })
            })
            .await
    }

    /// Asks the browser to make a passkey: the question's id, and what the browser needs.
    pub async fn ask_to_enrol(&self, token: &Token) -> Result<(Uuid, Value), AppError> {
        let (now, token, id) = (self.inner.clock.now(), token.clone(), self.inner.ids.id());
        let inner = self.inner.clone();
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let passkeys = inner.passkeys.as_ref().ok_or(AccessFault::NoPasskeysHere)?;
                    let (link, account) = invited(tx, &token, now).await?;
                    let (options, state) = options(passkeys, &account, None)?;
                    let question = QuestionRow {
                        id,
                        kind: "register".to_owned(),
                        subject: Some(link.id),
                        body: state,
                        expires_at: now + TO_ANSWER,
                    };
                    links::ask(tx, &question).await?;
                    Ok((id, options))
                })
            })
            .await
    }

    /// Takes the passkey that the browser made, uses the link up, and signs its owner in.
    pub async fn enrol(
        &self,
        token: &Token,
        question: Uuid,
        credential: RegisterPublicKeyCredential,
    ) -> Result<Enrolled, AppError> {
        let (now, token) = (self.inner.clock.now(), token.clone());
        // Taken out in a transaction of its own: a wrong answer uses the question up too.
        let asked = self.answered(question, "register").await?;
        let inner = self.inner.clone();
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let (link, account) = invited(tx, &token, now).await?;
                    if asked.subject != Some(link.id) {
                        return Err(AccessFault::QuestionOver.into());
                    }
                    keep(tx, &inner, &account, &credential, &asked.body, now).await?;
                    if !links::use_up(tx, link.id, now).await? {
                        return Err(AccessFault::LinkUsed.into());
                    }
                    accounts::set(tx, account.id, &account.role, "active", now).await?;
                    let cookie = begin(tx, &inner, &account, &link.purpose, now).await?;
                    Ok(Enrolled { cookie, role: super::role(&account)?, lang: super::lang(&account) })
                })
            })
            .await
    }

    /// A question taken out to be answered; it cannot be answered again.
    pub(crate) async fn answered(&self, question: Uuid, kind: &'static str) -> Result<QuestionRow, AppError> {
        let now = self.inner.clock.now();
        let taken =
            self.inner.store.write(move |tx| Box::pin(async move { links::take(tx, question, kind).await }));
        let row: Result<_, childalert_store::StoreError> = taken.await;
        row?.filter(|row| row.expires_at > now).ok_or_else(|| AccessFault::QuestionOver.into())
    }
}

/// What the browser needs to make a passkey for an account, and what is kept to check the answer. A device that has one of
/// `others` makes no second.
pub(super) fn options(
    passkeys: &Passkeys,
    account: &AccountRow,
    others: Option<Vec<CredentialID>>,
) -> Result<(Value, String), AppError> {
    let (mut options, state) = passkeys
        .webauthn
        .start_passkey_registration(account.id, &account.email, &account.name, others)
        .map_err(|_| AccessFault::PasskeyRefused)?;
    // Kept on the device with the account's id, so that signing in asks nobody for a name.
    if let Some(selection) = &mut options.public_key.authenticator_selection {
        selection.require_resident_key = true;
        selection.resident_key = serde_json::from_value(Value::from("required"))?;
    }
    Ok((serde_json::to_value(&options)?, serde_json::to_string(&state)?))
}

/// Checks the passkey that a browser made as it was asked, and keeps it; its id.
pub(super) async fn keep(
    tx: &mut Tx,
    inner: &Inner,
    account: &AccountRow,
    credential: &RegisterPublicKeyCredential,
    state: &str,
    now: DateTime<Utc>,
) -> Result<String, AppError> {
    let passkeys = inner.passkeys.as_ref().ok_or(AccessFault::NoPasskeysHere)?;
    let state: PasskeyRegistration = serde_json::from_str(state)?;
    let passkey = passkeys
        .webauthn
        .finish_passkey_registration(credential, &state)
        .map_err(|_| AccessFault::PasskeyRefused)?;
    let key = public_key(&passkey).ok_or(AccessFault::PasskeyRefused)?;
    let row = PasskeyRow {
        id: URL_SAFE_NO_PAD.encode(passkey.cred_id()),
        account_id: account.id,
        body: serde_json::to_string(&passkey)?,
        public_key: serde_json::to_string(&key)?,
        counter: 0,
        created_at: now,
        used_at: None,
        revoked_at: None,
        revoked_reason: None,
    };
    accounts::insert_passkey(tx, &row).await.map_err(|error| match error.is_duplicate() {
        true => AccessFault::PasskeyRefused.into(),
        false => AppError::from(error),
    })?;
    let by = format!("{}:{}", account.role, account.id);
    let act = Act {
        actor: &by,
        act: "passkey.add",
        subject: account.id,
        campaign: None,
        reason: "",
        detail: key.fingerprint().to_string(),
    };
    record(tx, inner.ids.id(), now, act);
    Ok(row.id)
}

async fn invited(tx: &mut Tx, token: &Token, now: DateTime<Utc>) -> Result<(LinkRow, AccountRow), AppError> {
    let link = good_link(tx, token, &[Purpose::Invitation, Purpose::Recovery], now).await?;
    tx.own_account(link.subject).await?;
    let account = accounts::find(tx, link.subject).await?.ok_or(AccessFault::LinkUnknown)?;
    if account.state != "invited" {
        return Err(AccessFault::AccountClosed.into());
    }
    Ok((link, account))
}
