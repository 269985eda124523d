//! Inviting somebody. A role that can do harm takes a second person before the link is made.

use super::link::{Purpose, Token, make_link};
use super::provider::bound;
use super::view::account_view;
use super::{AccessFault, AccountView};
use crate::once::{Act, record};
use crate::{App, AppError, Inner, Request, Role};
use childalert_domain::{Lang, Refusal, Rule};
use childalert_store::Tx;
use childalert_store::accounts::{self, AccountRow, ProviderOf};
use childalert_store::links::{self, ConfirmationRow};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use utoipa::ToSchema;
use uuid::Uuid;

/// Somebody to invite.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// Where they are written to.
    #[schema(format = "email", min_length = 5, max_length = 254)]
    pub email: String,
    /// Their name.
    #[schema(min_length = 1, max_length = 160)]
    pub name: String,
    /// Their language.
    pub lang: Lang,
    /// Their role.
    pub role: Role,
    /// Their organisation's own provider, by its id in the configuration, if they may come in by its word too.
    #[schema(max_length = 40)]
    #[serde(default)]
    pub provider: Option<String>,
    /// The provider's own name for them (`sub`). Where it is not known yet, the first one who comes with this address, vouched
    /// for by that provider, is linked.
    #[schema(min_length = 1, max_length = 255)]
    #[serde(default)]
    pub provider_subject: Option<String>,
    /// Why they need it; for the second person.
    #[schema(max_length = 500)]
    #[serde(default)]
    pub reason: String,
}

/// An invitation that was made.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct Invited {
    /// The account.
    #[serde(flatten)]
    pub account: AccountView,
    /// The address to send, shown once; none while a second person must confirm, and none when the request is repeated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// How long a second person has.
pub(super) const TO_CONFIRM: TimeDelta = TimeDelta::days(3);

impl App {
    /// Invites somebody through the API: a role that can do harm waits for a second person.
    pub async fn invite(&self, request: &Request, new: NewAccount) -> Result<Invited, AppError> {
        let (id, link, waiting, entry) =
            (self.inner.ids.id(), self.inner.ids.id(), self.inner.ids.id(), self.inner.ids.id());
        let by = request.actor.to_string();
        let inner = self.inner.clone();
        let token = Token::new(&self.inner);
        let (made, hash) = (Arc::new(AtomicBool::new(false)), token.clone());
        let done = made.clone();
        let account = self
            .once(request, move |tx, now| {
                Box::pin(async move {
                    let provider = checked(&inner, &new)?;
                    let detail = invited_as(&new);
                    let two = new.role.raises(None);
                    let row = account_row(id, &new, provider, if two { "waiting" } else { "invited" }, now);
                    insert(tx, &row, &new).await?;
                    if two {
                        let row = ConfirmationRow {
                            id: waiting,
                            act: "invite".to_owned(),
                            account_id: id,
                            detail: new.role.name().to_owned(),
                            reason: new.reason,
                            asked_by: by.clone(),
                            asked_at: now,
                            expires_at: now + TO_CONFIRM,
                            settled_by: None,
                            settled_at: None,
                            settled_as: None,
                        };
                        links::ask_confirmation(tx, &row).await?;
                    } else {
                        make_link(tx, link, Purpose::Invitation, id, &hash, (&by, now)).await?;
                        done.store(true, Ordering::Relaxed);
                    }
                    let act = Act {
                        actor: &by,
                        act: "account.invite",
                        subject: id,
                        campaign: None,
                        reason: "",
                        detail,
                    };
                    record(tx, entry, now, act);
                    account_view(row)
                })
            })
            .await?;
        let link = made.load(Ordering::Relaxed).then(|| self.invitation_address(&account.lang, &token));
        Ok(Invited { account, link })
    }

    /// Invites somebody from the console, where whoever stands there could do anything: it starts it all. An account that is only
    /// invited, or suspended, gets a new link.
    pub async fn invite_from_console(&self, new: NewAccount) -> Result<Invited, AppError> {
        let (id, to_send, entry) = (self.inner.ids.id(), self.inner.ids.id(), self.inner.ids.id());
        let (inner, now) = (self.inner.clone(), self.inner.clock.now());
        let token = Token::new(&self.inner);
        let hash = token.clone();
        let account = self
            .inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let provider = checked(&inner, &new)?;
                    let row = match accounts::find_by_email(tx, &address(&new.email)).await? {
                        Some(row) if row.state == "active" => return Err(AccessFault::EmailTaken.into()),
                        Some(row) => {
                            tx.own_account(row.id).await?;
                            // Read anew: they may have come in while this waited.
                            let row =
                                accounts::find(tx, row.id).await?.ok_or(AppError::NotFound("account"))?;
                            if row.state == "active" {
                                return Err(AccessFault::EmailTaken.into());
                            }
                            // Whoever found or stole an older device must not come in by the new link's enrolment.
                            accounts::revoke_passkeys(tx, row.id, "recovered", now).await?;
                            accounts::end_sessions(tx, row.id, now).await?;
                            accounts::set(tx, row.id, new.role.name(), "invited", now).await?;
                            accounts::rename(tx, row.id, new.name.trim(), new.lang.code(), now).await?;
                            accounts::bind(tx, row.id, provider.as_ref(), now).await?;
                            link(tx, row.id, provider.as_ref(), &new, now).await?;
                            accounts::find(tx, row.id).await?.ok_or(AppError::NotFound("account"))?
                        }
                        None => {
                            let row = account_row(id, &new, provider, "invited", now);
                            insert(tx, &row, &new).await?;
                            row
                        }
                    };
                    make_link(tx, to_send, Purpose::Invitation, row.id, &hash, (CONSOLE, now)).await?;
                    let detail = invited_as(&new);
                    let act = Act {
                        actor: CONSOLE,
                        act: "account.invite",
                        subject: row.id,
                        campaign: None,
                        reason: "",
                        detail,
                    };
                    record(tx, entry, now, act);
                    account_view(row)
                })
            })
            .await?;
        let link = Some(self.invitation_address(&account.lang, &token));
        Ok(Invited { account, link })
    }

    pub(super) fn invitation_address(&self, lang: &str, token: &Token) -> String {
        format!("{}/{lang}/invitation/{}", self.public_url(), token.text())
    }
}

/// Who stands at the console, in the trail.
pub const CONSOLE: &str = "console";

/// The provider that is named, if one is; or everything that is wrong.
fn checked(inner: &Inner, new: &NewAccount) -> Result<Option<ProviderOf>, AppError> {
    let mut refusals = refusals(new);
    let named = new.provider.as_deref();
    let provider = named.and_then(|id| inner.providers.iter().find(|provider| provider.id() == id));
    if named.is_some() && provider.is_none() {
        refusals.push(Refusal::at(Rule::ACCOUNT_PROVIDER, "provider", ""));
    }
    if named.is_none() && new.provider_subject.is_some() {
        refusals.push(Refusal::at(Rule::ACCOUNT_PROVIDER, "provider_subject", ""));
    }
    match refusals.is_empty() {
        true => Ok(provider.map(bound)),
        false => Err(AppError::Refused(refusals)),
    }
}

/// For the trail: the role, and the provider's id. Never the provider's name for the person.
fn invited_as(new: &NewAccount) -> String {
    match &new.provider {
        Some(provider) => format!("{} {provider}", new.role.name()),
        None => new.role.name().to_owned(),
    }
}

fn refusals(new: &NewAccount) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if !crate::volunteers::is_address(&new.email) {
        refusals.push(Refusal::at(Rule::VOLUNTEER_EMAIL, "email", ""));
    }
    if new.name.trim().is_empty() {
        refusals.push(Refusal::at(Rule::EMPTY_TEXT, "name", ""));
    }
    if new.role == Role::Worker {
        refusals.push(Refusal::at(Rule::ACCOUNT_ROLE, "role", ""));
    }
    refusals
}

/// Addresses are compared as people mean them.
pub(super) fn address(email: &str) -> String {
    email.trim().to_lowercase()
}

fn account_row(
    id: Uuid,
    new: &NewAccount,
    provider: Option<ProviderOf>,
    state: &str,
    now: DateTime<Utc>,
) -> AccountRow {
    AccountRow {
        id,
        email: address(&new.email),
        name: new.name.trim().to_owned(),
        lang: new.lang.code().to_owned(),
        role: new.role.name().to_owned(),
        state: state.to_owned(),
        created_at: now,
        updated_at: now,
        provider: provider.as_ref().map(|one| one.id.clone()),
        issuer: provider.map(|one| one.issuer),
    }
}

async fn insert(tx: &mut Tx, row: &AccountRow, new: &NewAccount) -> Result<(), AppError> {
    accounts::insert(tx, row).await.map_err(|error| match error.is_duplicate() {
        true => AppError::from(AccessFault::EmailTaken),
        false => error.into(),
    })?;
    link(tx, row.id, row.provider_of().as_ref(), new, row.created_at).await
}

/// Binds the account to whom the invitation names, where it does.
async fn link(
    tx: &mut Tx,
    account: Uuid,
    provider: Option<&ProviderOf>,
    new: &NewAccount,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let (Some(provider), Some(subject)) = (provider, &new.provider_subject) else { return Ok(()) };
    accounts::link_provider(tx, provider, subject, account, now).await.map_err(|error| {
        match error.is_duplicate() {
            true => AccessFault::ProviderTaken.into(),
            false => error.into(),
        }
    })
}
