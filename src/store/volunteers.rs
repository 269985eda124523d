//! Volunteers.

use crate::engine::{execute, query};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A volunteer.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct VolunteerRow {
    /// Their id.
    pub id: Uuid,
    /// E-mail address, lower case; names the volunteer when a list is imported again.
    pub email: String,
    /// Name.
    pub name: String,
    /// Language's code.
    pub lang: String,
    /// Team.
    pub team: String,
    /// Postcode.
    pub postcode: String,
    /// Phone in E.164, or empty.
    pub phone: String,
    /// Whether they are written to.
    pub active: bool,
    /// When the row changed last.
    pub updated_at: DateTime<Utc>,
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, email, name, lang, team, postcode, phone, active, updated_at FROM volunteers ",
            $rest
        )
    };
}

const SAVE: &str = "INSERT INTO volunteers (id, email, name, lang, team, postcode, phone, active, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (email) DO UPDATE SET name = excluded.name, lang = excluded.lang, team = excluded.team,
        postcode = excluded.postcode, phone = excluded.phone, active = excluded.active,
        updated_at = excluded.updated_at";
const BY_EMAIL: &str = columns!("WHERE email = $1");
const FIND: &str = columns!("WHERE id = $1");
const LIST: &str = columns!("ORDER BY team, name, id LIMIT $1 OFFSET $2");
const ACTIVE: &str = columns!("WHERE active ORDER BY lang, postcode, id");

/// Adds a volunteer, or changes the one with the same address.
pub async fn save(tx: &mut Tx, row: &VolunteerRow) -> Result<(), StoreError> {
    execute!(
        tx,
        SAVE,
        row.id,
        &row.email,
        &row.name,
        &row.lang,
        &row.team,
        &row.postcode,
        &row.phone,
        row.active,
        row.updated_at
    )?;
    Ok(())
}

/// By address, lower case.
pub async fn by_email(tx: &mut Tx, email: &str) -> Result<Option<VolunteerRow>, StoreError> {
    query!(tx, fetch_optional, BY_EMAIL, email)
}

/// One volunteer.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<VolunteerRow>, StoreError> {
    query!(tx, fetch_optional, FIND, id)
}

/// Volunteers by team and name.
pub async fn list(tx: &mut Tx, limit: i64, offset: i64) -> Result<Vec<VolunteerRow>, StoreError> {
    query!(tx, fetch_all, LIST, limit, offset)
}

/// All who are written to, by language and postcode.
pub async fn active(tx: &mut Tx) -> Result<Vec<VolunteerRow>, StoreError> {
    query!(tx, fetch_all, ACTIVE)
}
