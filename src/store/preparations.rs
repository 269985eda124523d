//! Campaigns that are being filled in: what a form has so far, until it is whole enough to be a draft.

use crate::engine::{execute, query};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A campaign that is being filled in.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PreparationRow {
    /// Its id.
    pub id: Uuid,
    /// For which case.
    pub case_id: Uuid,
    /// The campaign that is changed; `None`: a new one.
    pub campaign_id: Option<Uuid>,
    /// The version of that campaign that was read.
    pub version: Option<i64>,
    /// Who saved it last.
    pub saved_by: String,
    /// The form's fields as JSON: a list of names and values.
    pub fields: String,
    /// When it was saved last.
    pub updated_at: DateTime<Utc>,
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, case_id, campaign_id, version, saved_by, fields, updated_at FROM preparations ",
            $rest
        )
    };
}

const INSERT: &str = "INSERT INTO preparations
    (id, case_id, campaign_id, version, saved_by, fields, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const FIND: &str = columns!("WHERE id = $1");
const OF_CASE: &str = columns!("WHERE case_id = $1 ORDER BY updated_at, id");
const SAVE: &str =
    "UPDATE preparations SET fields = $1, version = $2, saved_by = $3, updated_at = $4 WHERE id = $5";
const END: &str = "DELETE FROM preparations WHERE id = $1";
const FORGET: &str = "DELETE FROM preparations WHERE updated_at < $1";

/// Begins one.
pub async fn insert(tx: &mut Tx, row: &PreparationRow) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        row.id,
        row.case_id,
        row.campaign_id,
        row.version,
        &row.saved_by,
        &row.fields,
        row.updated_at
    )?;
    Ok(())
}

/// One of them.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<PreparationRow>, StoreError> {
    query!(tx, fetch_optional, FIND, id)
}

/// A case's, the one that was touched longest ago first.
pub async fn of_case(tx: &mut Tx, case: Uuid) -> Result<Vec<PreparationRow>, StoreError> {
    query!(tx, fetch_all, OF_CASE, case)
}

/// Saves what it has now; whether it is still there.
pub async fn save(tx: &mut Tx, row: &PreparationRow) -> Result<bool, StoreError> {
    Ok(execute!(tx, SAVE, &row.fields, row.version, &row.saved_by, row.updated_at, row.id)? == 1)
}

/// Ends one: its campaign was made, or nobody wants it. Whether it was still there.
pub async fn end(tx: &mut Tx, id: Uuid) -> Result<bool, StoreError> {
    Ok(execute!(tx, END, id)? == 1)
}

/// Forgets those that nobody touched since `before`; how many.
pub async fn forget(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64, StoreError> {
    execute!(tx, FORGET, before)
}
