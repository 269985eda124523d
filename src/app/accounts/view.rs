//! What callers see of accounts.

use super::role;
use crate::{AppError, Role};
use childalert_store::accounts::{AccountRow, PasskeyRow, SessionRow, UsedAccount};
use childalert_store::links::ConfirmationRow;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An account.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct AccountView {
    /// Its id.
    pub id: Uuid,
    /// Where links are sent.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// Their language.
    pub lang: String,
    /// Their role.
    pub role: Role,
    /// `waiting` for a second person, `invited`, `active` or `suspended`.
    pub state: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The provider whose word may open it too, by its id in the configuration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// That provider's issuer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
}

/// An account, and how it is used.
pub struct AccountUse {
    /// The account.
    pub account: AccountView,
    /// Passkeys that are good.
    pub passkeys: i64,
    /// When its owner came in last, as far as is known.
    pub came_in_at: Option<DateTime<Utc>>,
}

/// One of the caller's own passkeys.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct PasskeyView {
    /// The credential's id.
    pub id: String,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When it was used last.
    pub used_at: Option<DateTime<Utc>>,
    /// When it stopped being good.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// One of the caller's own sessions.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct SessionView {
    /// Its id.
    pub id: Uuid,
    /// How it began: `passkey`, `invitation`, `recovery` or `provider`.
    pub how: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was used last.
    pub seen_at: DateTime<Utc>,
    /// When it ends, however much it is used.
    pub until: DateTime<Utc>,
}

/// What waits for a second person.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ConfirmationView {
    /// Its id.
    pub id: Uuid,
    /// `invite`, `raise` or `recover`.
    pub act: String,
    /// The account that it is about.
    pub account: Uuid,
    /// The role, where it is about one.
    pub role: Option<Role>,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Until when it can be confirmed.
    pub expires_at: DateTime<Utc>,
}

/// A role to give.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleOrder {
    /// Which.
    pub role: Role,
    /// Why.
    #[schema(min_length = 3, max_length = 500)]
    pub reason: String,
}

/// A reason.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonOrder {
    /// Why.
    #[schema(min_length = 3, max_length = 500)]
    pub reason: String,
}

pub(super) fn account_view(row: AccountRow) -> Result<AccountView, AppError> {
    let role = role(&row)?;
    let AccountRow { id, email, name, lang, state, created_at, provider, issuer, .. } = row;
    Ok(AccountView { id, email, name, lang, role, state, created_at, provider, issuer })
}

pub(super) fn account_use(row: UsedAccount) -> Result<AccountUse, AppError> {
    let UsedAccount { account, passkeys, answered_at, session_at } = row;
    Ok(AccountUse { account: account_view(account)?, passkeys, came_in_at: answered_at.max(session_at) })
}

pub(super) fn passkey_view(row: PasskeyRow) -> PasskeyView {
    let PasskeyRow { id, created_at, used_at, revoked_at, .. } = row;
    PasskeyView { id, created_at, used_at, revoked_at }
}

pub(super) fn session_view(row: SessionRow) -> SessionView {
    let SessionRow { id, how, created_at, seen_at, until, .. } = row;
    SessionView { id, how, created_at, seen_at, until }
}

pub(super) fn confirmation_view(row: ConfirmationRow) -> ConfirmationView {
    ConfirmationView {
        id: row.id,
        act: row.act,
        account: row.account_id,
        role: row.detail.parse().ok(),
        reason: row.reason,
        asked_by: row.asked_by,
        asked_at: row.asked_at,
        expires_at: row.expires_at,
    }
}
