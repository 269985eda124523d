//! Who did what, when: append-only, by reference.

use crate::engine::{execute, query};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// One entry. No personal data: the subject is an id, the detail a code or a number.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who: a key's or account's id and role, or `service`.
    pub actor: String,
    /// What, such as `campaign.launch`.
    pub act: String,
    /// On what.
    pub subject: Uuid,
    /// In which campaign, if in one.
    pub campaign_id: Option<Uuid>,
    /// A code, a digest, a count.
    pub detail: String,
}

const APPEND: &str = "INSERT INTO trail (id, at, actor, act, subject, campaign_id, detail)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const OF_CAMPAIGN: &str = "SELECT id, at, actor, act, subject, campaign_id, detail FROM trail
    WHERE campaign_id = $1 ORDER BY at, id LIMIT 1000";

/// Appends an entry.
pub async fn append(tx: &mut Tx, entry: &Entry) -> Result<(), StoreError> {
    execute!(
        tx,
        APPEND,
        entry.id,
        entry.at,
        &entry.actor,
        &entry.act,
        entry.subject,
        entry.campaign_id,
        &entry.detail
    )?;
    Ok(())
}

/// A campaign's entries, oldest first.
pub async fn of_campaign(tx: &mut Tx, campaign: Uuid) -> Result<Vec<Entry>, StoreError> {
    query!(tx, fetch_all, OF_CAMPAIGN, campaign)
}
