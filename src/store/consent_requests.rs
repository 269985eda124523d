//! Consents asked for by a link.

use crate::engine::{execute, query};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A consent that was asked for.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ConsentRequestRow {
    /// Its id; what its link is about.
    pub id: Uuid,
    /// In which case.
    pub case_id: Uuid,
    /// For which campaign.
    pub campaign_id: Uuid,
    /// Who is asked.
    pub holder: String,
    /// In what capacity, as `childalert_domain::Authority` is written.
    pub authority: String,
    /// In which language.
    pub lang: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// `asked`, `agreed`, `refused` or `withdrawn`.
    pub outcome: String,
    /// The paper that the newest answer made.
    pub paper_id: Option<Uuid>,
    /// When it was answered last.
    pub answered_at: Option<DateTime<Utc>>,
    /// When an officer took the link back.
    pub revoked_at: Option<DateTime<Utc>>,
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, case_id, campaign_id, holder, authority, lang, asked_by, asked_at, outcome, paper_id, \
             answered_at, revoked_at FROM consent_requests ",
            $rest
        )
    };
}

const INSERT: &str = "INSERT INTO consent_requests
    (id, case_id, campaign_id, holder, authority, lang, asked_by, asked_at, outcome)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'asked')";
const FIND: &str = columns!("WHERE id = $1");
const OF_CASE: &str = columns!("WHERE case_id = $1 ORDER BY asked_at, id");
const ANSWER: &str =
    "UPDATE consent_requests SET outcome = $1, paper_id = $2, answered_at = $3 WHERE id = $4";

const REVOKE: &str = "UPDATE consent_requests SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL";

/// Adds one.
pub async fn insert(tx: &mut Tx, row: &ConsentRequestRow) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        row.id,
        row.case_id,
        row.campaign_id,
        &row.holder,
        &row.authority,
        &row.lang,
        &row.asked_by,
        row.asked_at
    )?;
    Ok(())
}

/// One of them.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<ConsentRequestRow>, StoreError> {
    query!(tx, fetch_optional, FIND, id)
}

/// A case's, oldest first.
pub async fn of_case(tx: &mut Tx, case: Uuid) -> Result<Vec<ConsentRequestRow>, StoreError> {
    query!(tx, fetch_all, OF_CASE, case)
}

/// Records an answer.
pub async fn answer(
    tx: &mut Tx,
    id: Uuid,
    outcome: &str,
    paper: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, ANSWER, outcome, paper, at, id)?;
    Ok(())
}

/// Records that its link was taken back; whether it was not before.
pub async fn revoke(tx: &mut Tx, id: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(execute!(tx, REVOKE, at, id)? == 1)
}
