//! The recipients of a batch, one row each, so that nobody is written to twice and nobody who was is forgotten.

use crate::engine::{execute, query};
use crate::{StoreError, Tx};
use uuid::Uuid;

/// A recipient who is still to be written to, with where and how.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Recipient {
    /// The part's number in its batch.
    pub number: i64,
    /// E-mail address.
    pub email: String,
    /// Name.
    pub name: String,
}

/// How many parts are in a state.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PartCount {
    /// State's name.
    pub state: String,
    /// How many.
    pub parts: i64,
}

const INSERT: &str = "INSERT INTO placement_parts (placement_id, number, volunteer_id, state)
    VALUES ($1, $2, $3, 'planned')";
const IN_STATES: &str = "SELECT p.number, v.email, v.name FROM placement_parts p
    JOIN volunteers v ON v.id = p.volunteer_id
    WHERE p.placement_id = $1 AND (p.state = $2 OR p.state = $3 OR p.state = $4)
        AND (v.active OR p.state <> 'planned') ORDER BY p.number";
const SET: &str = "UPDATE placement_parts SET state = $1 WHERE placement_id = $2 AND number = $3";
const COUNTS: &str = "SELECT state, COUNT(*) AS parts FROM placement_parts WHERE placement_id = $1
    GROUP BY state ORDER BY state";
const SUPPRESS: &str = "UPDATE placement_parts SET state = 'suppressed' WHERE state = 'planned'
    AND placement_id IN (SELECT id FROM placements WHERE campaign_id = $1)";

/// Adds a recipient to a batch.
pub async fn insert(tx: &mut Tx, placement: Uuid, number: i64, volunteer: Uuid) -> Result<(), StoreError> {
    execute!(tx, INSERT, placement, number, volunteer)?;
    Ok(())
}

/// The recipients whose part is in one of three states. Who is not active any more is not written to for the first time,
/// and still told of what became of what they have.
pub async fn recipients(
    tx: &mut Tx,
    placement: Uuid,
    states: [&str; 3],
) -> Result<Vec<Recipient>, StoreError> {
    query!(tx, fetch_all, IN_STATES, placement, states[0], states[1], states[2])
}

/// Sets a part's state.
pub async fn set(tx: &mut Tx, placement: Uuid, number: i64, state: &str) -> Result<(), StoreError> {
    execute!(tx, SET, state, placement, number)?;
    Ok(())
}

/// How many parts are in each state.
pub async fn counts(tx: &mut Tx, placement: Uuid) -> Result<Vec<PartCount>, StoreError> {
    query!(tx, fetch_all, COUNTS, placement)
}

/// Suppresses all of a campaign's parts that were never sent; how many.
pub async fn suppress(tx: &mut Tx, campaign: Uuid) -> Result<u64, StoreError> {
    execute!(tx, SUPPRESS, campaign)
}
