//! Answers to requests that were made under an Idempotency-Key, kept in the transaction that did the work, so that a
//! client whose answer was lost gets the same one again and nothing is done twice.

use crate::engine::{execute, query};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};

/// A kept answer.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Kept {
    /// SHA-256 of the request (method, path, body), hex: the same key with another request is refused.
    pub request: String,
    /// The answer as JSON.
    pub response: String,
}

const FIND: &str = "SELECT request, response FROM idempotency WHERE actor = $1 AND key = $2";
const KEEP: &str = "INSERT INTO idempotency (actor, key, request, response, at) VALUES ($1, $2, $3, $4, $5)";
const FORGET: &str = "DELETE FROM idempotency WHERE at < $1";

/// The answer kept for an actor's key.
pub async fn find(tx: &mut Tx, actor: &str, key: &str) -> Result<Option<Kept>, StoreError> {
    query!(tx, fetch_optional, FIND, actor, key)
}

/// Keeps an answer. A duplicate means that the same request runs at this moment.
pub async fn keep(
    tx: &mut Tx,
    actor: &str,
    key: &str,
    kept: &Kept,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, KEEP, actor, key, &kept.request, &kept.response, at)?;
    Ok(())
}

/// Forgets answers older than `before`; how many.
pub async fn forget(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64, StoreError> {
    execute!(tx, FORGET, before)
}
