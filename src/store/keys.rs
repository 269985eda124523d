//! Keys to the API, by role. Only a hash is kept.

use crate::engine::{execute, query};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A key.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct KeyRow {
    /// Its id; the part of the key that is not secret.
    pub id: Uuid,
    /// Whose it is, in the administrator's words.
    pub name: String,
    /// Its role.
    pub role: String,
    /// For workers: the channels it opens, separated by spaces.
    pub channels: String,
    /// What it opens of what its role may do, separated by spaces; empty for all of it.
    pub scopes: String,
    /// SHA-256 of the secret, hex.
    pub hash: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was revoked.
    pub revoked_at: Option<DateTime<Utc>>,
}

const INSERT: &str = "INSERT INTO api_keys (id, name, role, channels, scopes, hash, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const FIND: &str =
    "SELECT id, name, role, channels, scopes, hash, created_at, expires_at, revoked_at FROM api_keys
    WHERE id = $1";
const LIST: &str =
    "SELECT id, name, role, channels, scopes, hash, created_at, expires_at, revoked_at FROM api_keys
    ORDER BY created_at, id";
const REVOKE: &str = "UPDATE api_keys SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL";

/// Adds a key.
pub async fn insert(tx: &mut Tx, row: &KeyRow) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        row.id,
        &row.name,
        &row.role,
        &row.channels,
        &row.scopes,
        &row.hash,
        row.created_at,
        row.expires_at
    )?;
    Ok(())
}

/// One key.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<KeyRow>, StoreError> {
    query!(tx, fetch_optional, FIND, id)
}

/// All keys, oldest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<KeyRow>, StoreError> {
    query!(tx, fetch_all, LIST)
}

/// Revokes a key; whether it was good until now.
pub async fn revoke(tx: &mut Tx, id: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(execute!(tx, REVOKE, at, id)? == 1)
}
