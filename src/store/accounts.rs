//! Accounts, their passkeys and their sessions.

use crate::engine::{execute, query};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// An account.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct AccountRow {
    /// Its id.
    pub id: Uuid,
    /// Where links are sent; one account each.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// Their language.
    pub lang: String,
    /// Their role.
    pub role: String,
    /// `waiting` for a second person, `invited`, `active` or `suspended`.
    pub state: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    /// The one provider whose word may open it, by its id in the configuration; none: passkeys alone.
    pub provider: Option<String>,
    /// Its issuer, when that was said.
    pub issuer: Option<String>,
}

/// One provider of the configuration. Both must fit: several may have one issuer, and one id may later name another issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderOf {
    /// Its id in the configuration.
    pub id: String,
    /// Its issuer.
    pub issuer: String,
}

impl AccountRow {
    /// The one provider whose word may open it, if there is one.
    pub fn provider_of(&self) -> Option<ProviderOf> {
        let (id, issuer) = self.provider.clone().zip(self.issuer.clone())?;
        Some(ProviderOf { id, issuer })
    }
}

/// A passkey.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PasskeyRow {
    /// The credential's id, base64url.
    pub id: String,
    /// Whose.
    pub account_id: Uuid,
    /// As the library that checks it keeps it.
    pub body: String,
    /// Its public key, as a bundle shows it.
    pub public_key: String,
    /// The highest counter seen; 0 where the authenticator has none.
    pub counter: i64,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// When it was used last.
    pub used_at: Option<DateTime<Utc>>,
    /// When it stopped being good.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Why.
    pub revoked_reason: Option<String>,
}

/// A session.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SessionRow {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub account_id: Uuid,
    /// SHA-256 of the cookie, hex.
    pub hash: String,
    /// `passkey`, `invitation`, `recovery` or `provider`.
    pub how: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was used last, to the minute.
    pub seen_at: DateTime<Utc>,
    /// When it ends, however much it is used.
    pub until: DateTime<Utc>,
    /// When it was ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// When a passkey answered last in it.
    pub proven_at: Option<DateTime<Utc>>,
    /// When its owner signed in anew at their provider because it asked for that.
    pub vouched_at: Option<DateTime<Utc>>,
}

/// An account, and how it is used.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct UsedAccount {
    /// The account.
    #[sqlx(flatten)]
    pub account: AccountRow,
    /// Passkeys that are good.
    pub passkeys: i64,
    /// When one of its passkeys answered last.
    pub answered_at: Option<DateTime<Utc>>,
    /// When the last of its sessions began, of those that are still known.
    pub session_at: Option<DateTime<Utc>>,
}

macro_rules! accounts {
    ($rest:literal) => {
        concat!(
            "SELECT id, email, name, lang, role, state, created_at, updated_at, provider, issuer FROM accounts ",
            $rest
        )
    };
}
macro_rules! passkeys {
    ($rest:literal) => {
        concat!(
            "SELECT id, account_id, body, public_key, counter, created_at, used_at, revoked_at, revoked_reason \
             FROM passkeys ",
            $rest
        )
    };
}
macro_rules! sessions {
    ($rest:literal) => {
        concat!(
            "SELECT id, account_id, hash, how, created_at, seen_at, until, ended_at, proven_at, vouched_at \
             FROM sessions ",
            $rest
        )
    };
}

const INSERT: &str =
    "INSERT INTO accounts (id, email, name, lang, role, state, created_at, updated_at, provider, issuer)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9)";
const FIND: &str = accounts!("WHERE id = $1");
const FIND_BY_EMAIL: &str = accounts!("WHERE email = $1");
const LIST: &str = accounts!("ORDER BY created_at, id LIMIT $1 OFFSET $2");
const LIST_USED: &str = "SELECT id, email, name, lang, role, state, created_at, updated_at, provider, issuer,
        (SELECT COUNT(*) FROM passkeys p WHERE p.account_id = a.id AND p.revoked_at IS NULL) AS passkeys,
        (SELECT MAX(used_at) FROM passkeys p WHERE p.account_id = a.id) AS answered_at,
        (SELECT MAX(s.created_at) FROM sessions s WHERE s.account_id = a.id) AS session_at
    FROM accounts a ORDER BY a.created_at, a.id LIMIT $1 OFFSET $2";
const MOVE: &str = "UPDATE accounts SET role = $1, state = $2, updated_at = $3 WHERE id = $4";
const RENAME: &str = "UPDATE accounts SET name = $1, lang = $2, updated_at = $3 WHERE id = $4";
const INSERT_PASSKEY: &str = "INSERT INTO passkeys (id, account_id, body, public_key, counter, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)";
const PASSKEYS: &str = passkeys!("WHERE account_id = $1 ORDER BY created_at, id");
const PASSKEY: &str = passkeys!("WHERE id = $1");
// The counter only rises: of two uses at once that show the same one, the second finds the row changed.
const USE_PASSKEY: &str = "UPDATE passkeys SET body = $1, counter = $2, used_at = $3
    WHERE id = $4 AND counter = $5 AND revoked_at IS NULL";
const REVOKE_PASSKEY: &str = "UPDATE passkeys SET revoked_at = $1, revoked_reason = $2
    WHERE id = $3 AND revoked_at IS NULL";
const REVOKE_PASSKEYS: &str = "UPDATE passkeys SET revoked_at = $1, revoked_reason = $2
    WHERE account_id = $3 AND revoked_at IS NULL";
const LINK_PROVIDER: &str = "INSERT INTO provider_accounts (provider, issuer, subject, account_id, linked_at)
    VALUES ($1, $2, $3, $4, $5)";
const OF_PROVIDER: &str = accounts!(
    "WHERE id = (SELECT account_id FROM provider_accounts WHERE provider = $1 AND issuer = $2 AND subject = $3)"
);
const BIND: &str = "UPDATE accounts SET provider = $1, issuer = $2, updated_at = $3 WHERE id = $4";
const UNLINK: &str = "DELETE FROM provider_accounts WHERE account_id = $1";
const LINKED: &str = "SELECT DISTINCT provider, issuer FROM provider_accounts WHERE account_id = $1";
const INSERT_SESSION: &str =
    "INSERT INTO sessions (id, account_id, hash, how, created_at, seen_at, until, proven_at)
    VALUES ($1, $2, $3, $4, $5, $5, $6, $7)";
const SESSION: &str = sessions!("WHERE hash = $1");
const SESSIONS: &str =
    sessions!("WHERE account_id = $1 AND ended_at IS NULL AND until > $2 ORDER BY created_at, id");
const SEE_SESSION: &str = "UPDATE sessions SET seen_at = $1 WHERE id = $2 AND ended_at IS NULL";
const END_SESSION: &str = "UPDATE sessions SET ended_at = $1 WHERE id = $2 AND ended_at IS NULL";
const PROVE_SESSION: &str = "UPDATE sessions SET proven_at = $1 WHERE id = $2 AND ended_at IS NULL";
const VOUCH_SESSION: &str = "UPDATE sessions SET vouched_at = $1 WHERE id = $2 AND ended_at IS NULL";
const SESSION_BY_ID: &str = sessions!("WHERE id = $1");
const END_OTHER_SESSIONS: &str =
    "UPDATE sessions SET ended_at = $1 WHERE account_id = $2 AND id <> $3 AND ended_at IS NULL";
const END_SESSIONS: &str = "UPDATE sessions SET ended_at = $1 WHERE account_id = $2 AND ended_at IS NULL";
const FORGET_SESSIONS: &str = "DELETE FROM sessions WHERE until < $1";

/// Adds an account.
pub async fn insert(tx: &mut Tx, row: &AccountRow) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        row.id,
        &row.email,
        &row.name,
        &row.lang,
        &row.role,
        &row.state,
        row.created_at,
        &row.provider,
        &row.issuer
    )?;
    Ok(())
}

/// One account.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<AccountRow>, StoreError> {
    query!(tx, fetch_optional, FIND, id)
}

/// One account, by its address.
pub async fn find_by_email(tx: &mut Tx, email: &str) -> Result<Option<AccountRow>, StoreError> {
    query!(tx, fetch_optional, FIND_BY_EMAIL, email)
}

/// Accounts, oldest first.
pub async fn list(tx: &mut Tx, limit: i64, offset: i64) -> Result<Vec<AccountRow>, StoreError> {
    query!(tx, fetch_all, LIST, limit, offset)
}

/// The same, with how each is used.
pub async fn list_used(tx: &mut Tx, limit: i64, offset: i64) -> Result<Vec<UsedAccount>, StoreError> {
    query!(tx, fetch_all, LIST_USED, limit, offset)
}

/// Gives an account a role and a state.
pub async fn set(
    tx: &mut Tx,
    id: Uuid,
    role: &str,
    state: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, MOVE, role, state, at, id)?;
    Ok(())
}

/// Gives an account another name and language, of somebody who did not come in yet.
pub async fn rename(
    tx: &mut Tx,
    id: Uuid,
    name: &str,
    lang: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, RENAME, name, lang, at, id)?;
    Ok(())
}

/// Adds a passkey.
pub async fn insert_passkey(tx: &mut Tx, row: &PasskeyRow) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT_PASSKEY,
        &row.id,
        row.account_id,
        &row.body,
        &row.public_key,
        row.counter,
        row.created_at
    )?;
    Ok(())
}

/// An account's passkeys, revoked ones included.
pub async fn passkeys(tx: &mut Tx, account: Uuid) -> Result<Vec<PasskeyRow>, StoreError> {
    query!(tx, fetch_all, PASSKEYS, account)
}

/// One passkey.
pub async fn passkey(tx: &mut Tx, id: &str) -> Result<Option<PasskeyRow>, StoreError> {
    query!(tx, fetch_optional, PASSKEY, id)
}

/// Records a use, if nobody used the passkey since `before` was read; whether nobody did.
pub async fn use_passkey(
    tx: &mut Tx,
    before: &PasskeyRow,
    body: &str,
    counter: i64,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, USE_PASSKEY, body, counter, at, &before.id, before.counter)? == 1)
}

/// Revokes one passkey; whether it was good until now.
pub async fn revoke_passkey(
    tx: &mut Tx,
    id: &str,
    reason: &str,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, REVOKE_PASSKEY, at, reason, id)? == 1)
}

/// Revokes all passkeys of an account.
pub async fn revoke_passkeys(
    tx: &mut Tx,
    account: Uuid,
    reason: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, REVOKE_PASSKEYS, at, reason, account)?;
    Ok(())
}

/// Says anew which provider may open an account, if any; what was linked before is no longer.
pub async fn bind(
    tx: &mut Tx,
    account: Uuid,
    provider: Option<&ProviderOf>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (id, issuer) = provider.map(|one| (one.id.as_str(), one.issuer.as_str())).unzip();
    execute!(tx, BIND, id, issuer, at, account)?;
    execute!(tx, UNLINK, account)?;
    Ok(())
}

/// Lets an account of a provider sign in as this account.
pub async fn link_provider(
    tx: &mut Tx,
    provider: &ProviderOf,
    subject: &str,
    account: Uuid,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, LINK_PROVIDER, &provider.id, &provider.issuer, subject, account, at)?;
    Ok(())
}

/// The account that a provider's account signs in as.
pub async fn of_provider(
    tx: &mut Tx,
    provider: &ProviderOf,
    subject: &str,
) -> Result<Option<AccountRow>, StoreError> {
    query!(tx, fetch_optional, OF_PROVIDER, &provider.id, &provider.issuer, subject)
}

/// The providers that an account is linked to.
pub async fn linked(tx: &mut Tx, account: Uuid) -> Result<Vec<ProviderOf>, StoreError> {
    let rows: Vec<(String, String)> = query!(tx, fetch_all, LINKED, account)?;
    Ok(rows.into_iter().map(|(id, issuer)| ProviderOf { id, issuer }).collect())
}

/// Begins a session.
pub async fn insert_session(tx: &mut Tx, row: &SessionRow) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT_SESSION,
        row.id,
        row.account_id,
        &row.hash,
        &row.how,
        row.created_at,
        row.until,
        row.proven_at
    )?;
    Ok(())
}

/// The session of a cookie.
pub async fn session(tx: &mut Tx, hash: &str) -> Result<Option<SessionRow>, StoreError> {
    query!(tx, fetch_optional, SESSION, hash)
}

/// One session.
pub async fn session_by_id(tx: &mut Tx, id: Uuid) -> Result<Option<SessionRow>, StoreError> {
    query!(tx, fetch_optional, SESSION_BY_ID, id)
}

/// Notes that a passkey answered in a session.
pub async fn prove_session(tx: &mut Tx, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(tx, PROVE_SESSION, at, id)?;
    Ok(())
}

/// Notes when a session's owner signed in anew at their provider.
pub async fn vouch_session(tx: &mut Tx, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(tx, VOUCH_SESSION, at, id)?;
    Ok(())
}

/// Ends all sessions of an account but one; how many.
pub async fn end_other_sessions(
    tx: &mut Tx,
    account: Uuid,
    but: Uuid,
    at: DateTime<Utc>,
) -> Result<u64, StoreError> {
    execute!(tx, END_OTHER_SESSIONS, at, account, but)
}

/// An account's open sessions.
pub async fn sessions(tx: &mut Tx, account: Uuid, now: DateTime<Utc>) -> Result<Vec<SessionRow>, StoreError> {
    query!(tx, fetch_all, SESSIONS, account, now)
}

/// Notes that a session is used.
pub async fn see_session(tx: &mut Tx, id: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(tx, SEE_SESSION, at, id)?;
    Ok(())
}

/// Ends a session; whether it was open.
pub async fn end_session(tx: &mut Tx, id: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(execute!(tx, END_SESSION, at, id)? == 1)
}

/// Ends all sessions of an account; how many.
pub async fn end_sessions(tx: &mut Tx, account: Uuid, at: DateTime<Utc>) -> Result<u64, StoreError> {
    execute!(tx, END_SESSIONS, at, account)
}

/// Forgets sessions that ended before `before`.
pub async fn forget_sessions(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64, StoreError> {
    execute!(tx, FORGET_SESSIONS, before)
}
