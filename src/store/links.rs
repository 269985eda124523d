//! Links sent to people, questions put to browsers, and what a second person must confirm.

use crate::engine::{execute, query};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A link. Only a hash of its token is kept.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct LinkRow {
    /// Its id.
    pub id: Uuid,
    /// `invitation`, `recovery` or `consent`.
    pub purpose: String,
    /// The account, or the consent request.
    pub subject: Uuid,
    /// SHA-256 of the token, hex.
    pub hash: String,
    /// Who made it.
    pub created_by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// Until when it opens anything.
    pub expires_at: DateTime<Utc>,
    /// When it was used.
    pub used_at: Option<DateTime<Utc>>,
    /// When it was taken back.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A question put to a browser.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct QuestionRow {
    /// Its id.
    pub id: Uuid,
    /// What is asked: `register`, `add_passkey`, `sign_in`, `prove`, `decide` or `provider`.
    pub kind: String,
    /// Whom or what it is about.
    pub subject: Option<Uuid>,
    /// The challenge, and what goes with it, as JSON.
    pub body: String,
    /// Until when it can be answered.
    pub expires_at: DateTime<Utc>,
}

/// What one person asks for and another confirms.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ConfirmationRow {
    /// Its id.
    pub id: Uuid,
    /// `invite`, `raise` or `recover`.
    pub act: String,
    /// Which account it is about.
    pub account_id: Uuid,
    /// The role, for an invitation or a raise.
    pub detail: String,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Until when it can be confirmed.
    pub expires_at: DateTime<Utc>,
    /// Who confirmed or declined.
    pub settled_by: Option<String>,
    /// When.
    pub settled_at: Option<DateTime<Utc>>,
    /// `confirmed` or `declined`.
    pub settled_as: Option<String>,
}

macro_rules! links {
    ($rest:literal) => {
        concat!(
            "SELECT id, purpose, subject, hash, created_by, created_at, expires_at, used_at, revoked_at FROM links ",
            $rest
        )
    };
}
macro_rules! confirmations {
    ($rest:literal) => {
        concat!(
            "SELECT id, act, account_id, detail, reason, asked_by, asked_at, expires_at, settled_by, settled_at, \
             settled_as FROM confirmations ",
            $rest
        )
    };
}

const INSERT_LINK: &str = "INSERT INTO links (id, purpose, subject, hash, created_by, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const LINK: &str = links!("WHERE hash = $1");
const USE_LINK: &str =
    "UPDATE links SET used_at = $1 WHERE id = $2 AND used_at IS NULL AND revoked_at IS NULL";
const REVOKE_LINKS: &str = "UPDATE links SET revoked_at = $1
    WHERE subject = $2 AND used_at IS NULL AND revoked_at IS NULL";
const OPEN_LINKS: &str = "SELECT COUNT(*) FROM links
    WHERE subject = $1 AND purpose = $2 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $3";
const ASK: &str = "INSERT INTO questions (id, kind, subject, body, expires_at) VALUES ($1, $2, $3, $4, $5)";
// Taken out as it is read: no question is answered twice.
const TAKE: &str =
    "DELETE FROM questions WHERE id = $1 AND kind = $2 RETURNING id, kind, subject, body, expires_at";
const FORGET_QUESTIONS: &str = "DELETE FROM questions WHERE expires_at < $1";
const INSERT_CONFIRMATION: &str = "INSERT INTO confirmations
    (id, act, account_id, detail, reason, asked_by, asked_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const CONFIRMATION: &str = confirmations!("WHERE id = $1");
const OPEN_CONFIRMATIONS: &str =
    confirmations!("WHERE settled_at IS NULL AND expires_at > $1 ORDER BY asked_at, id LIMIT 200");
const SETTLE: &str = "UPDATE confirmations SET settled_by = $1, settled_at = $2, settled_as = $3
    WHERE id = $4 AND settled_at IS NULL";

/// Adds a link.
pub async fn insert(tx: &mut Tx, row: &LinkRow) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT_LINK,
        row.id,
        &row.purpose,
        row.subject,
        &row.hash,
        &row.created_by,
        row.created_at,
        row.expires_at
    )?;
    Ok(())
}

/// The link of a token.
pub async fn find(tx: &mut Tx, hash: &str) -> Result<Option<LinkRow>, StoreError> {
    query!(tx, fetch_optional, LINK, hash)
}

/// Uses a link up; whether it was unused.
pub async fn use_up(tx: &mut Tx, id: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(execute!(tx, USE_LINK, at, id)? == 1)
}

/// Takes back every unused link of a subject.
pub async fn revoke_of(tx: &mut Tx, subject: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(tx, REVOKE_LINKS, at, subject)?;
    Ok(())
}

/// Whether a link of this subject, for this purpose, still opens something.
pub async fn any_open(
    tx: &mut Tx,
    subject: Uuid,
    purpose: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let (open,): (i64,) = query!(tx, fetch_one, OPEN_LINKS, subject, purpose, now)?;
    Ok(open > 0)
}

/// Puts a question.
pub async fn ask(tx: &mut Tx, row: &QuestionRow) -> Result<(), StoreError> {
    execute!(tx, ASK, row.id, &row.kind, row.subject, &row.body, row.expires_at)?;
    Ok(())
}

/// Takes a question out, to answer it: it is there once.
pub async fn take(tx: &mut Tx, id: Uuid, kind: &str) -> Result<Option<QuestionRow>, StoreError> {
    query!(tx, fetch_optional, TAKE, id, kind)
}

/// Forgets questions that nobody answered in time.
pub async fn forget_questions(tx: &mut Tx, now: DateTime<Utc>) -> Result<u64, StoreError> {
    execute!(tx, FORGET_QUESTIONS, now)
}

/// Asks for a second person's word.
pub async fn ask_confirmation(tx: &mut Tx, row: &ConfirmationRow) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT_CONFIRMATION,
        row.id,
        &row.act,
        row.account_id,
        &row.detail,
        &row.reason,
        &row.asked_by,
        row.asked_at,
        row.expires_at
    )?;
    Ok(())
}

/// One of them.
pub async fn confirmation(tx: &mut Tx, id: Uuid) -> Result<Option<ConfirmationRow>, StoreError> {
    query!(tx, fetch_optional, CONFIRMATION, id)
}

/// Those that wait.
pub async fn open_confirmations(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<ConfirmationRow>, StoreError> {
    query!(tx, fetch_all, OPEN_CONFIRMATIONS, now)
}

/// Settles one; whether it was open.
pub async fn settle(
    tx: &mut Tx,
    id: Uuid,
    by: &str,
    settled_as: &str,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, SETTLE, by, at, settled_as, id)? == 1)
}
