//! The recipients of a batch, one row each, so that nobody is written to twice and nobody who was is forgotten.

use crate::engine::{Inner, execute, query};
use crate::{StoreError, Tx};
use sqlx::AssertSqlSafe;
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

const IN_STATES: &str = "SELECT p.number, v.email, v.name FROM placement_parts p
    JOIN volunteers v ON v.id = p.volunteer_id
    WHERE p.placement_id = $1 AND (p.state = $2 OR p.state = $3 OR p.state = $4)
        AND (v.active OR p.state <> 'planned') ORDER BY p.number";
const SET: &str = "UPDATE placement_parts SET state = $1 WHERE placement_id = $2 AND number = $3";
const UNSENT: &str =
    "SELECT number FROM placement_parts WHERE placement_id = $1 AND state IN ('planned', 'suppressed')";
const COUNTS: &str = "SELECT state, COUNT(*) AS parts FROM placement_parts WHERE placement_id = $1
    GROUP BY state ORDER BY state";
const SUPPRESS: &str = "UPDATE placement_parts SET state = 'suppressed' WHERE state = 'planned'
    AND placement_id IN (SELECT id FROM placements WHERE campaign_id = $1)";

const SUPPRESS_OF: &str = "UPDATE placement_parts SET state = 'suppressed'
    WHERE placement_id = $1 AND state = 'planned'";
// Whoever has, or may have, a later one is told of the end with that.
const REPLACE: &str = "UPDATE placement_parts SET state = 'replaced'
    WHERE placement_id = $1 AND state IN ('sent', 'sending') AND EXISTS (
        SELECT 1 FROM placement_parts newer JOIN placements r ON r.id = newer.placement_id
        JOIN placements older ON older.id = $1
        WHERE r.campaign_id = older.campaign_id AND r.channel = older.channel AND r.epoch > older.epoch
            AND newer.volunteer_id = placement_parts.volunteer_id
            AND (newer.state IN ('sent', 'correcting', 'corrected', 'uncorrected', 'replaced')
                OR (newer.state = 'sending' AND r.state <> 'placing')))";
// A newer one that is on its way to them may still be refused.
const NEWER_COMES: &str = "SELECT COUNT(*) AS parts FROM placement_parts held
    JOIN placements older ON older.id = held.placement_id
    JOIN placement_parts newer ON newer.volunteer_id = held.volunteer_id
    JOIN placements r ON r.id = newer.placement_id AND r.campaign_id = older.campaign_id
        AND r.channel = older.channel AND r.epoch > older.epoch
    JOIN volunteers who ON who.id = newer.volunteer_id
    WHERE held.placement_id = $1 AND held.state IN ('sent', 'sending')
        AND ((newer.state = 'planned' AND who.active AND r.over_at IS NULL
                AND r.state IN ('planned', 'placing', 'rejected'))
            OR (newer.state = 'sending' AND r.state = 'placing'))";

/// Recipients in one statement: each takes a placeholder, and no engine takes more than some thousands.
const AT_ONCE: usize = 500;

/// Adds the recipients of a batch, numbered from 1 in their order.
pub async fn insert_all(tx: &mut Tx, placement: Uuid, volunteers: &[Uuid]) -> Result<(), StoreError> {
    for (chunk, recipients) in volunteers.chunks(AT_ONCE).enumerate() {
        let first = chunk * AT_ONCE;
        let row = |place: usize| format!("($1, {}, ${}, 'planned')", first + place + 1, place + 2);
        let rows: Vec<String> = (0..recipients.len()).map(row).collect();
        let statement = format!(
            "INSERT INTO placement_parts (placement_id, number, volunteer_id, state) VALUES {}",
            rows.join(", ")
        );
        // Made of numbers alone.
        let statement = AssertSqlSafe(statement);
        match &mut tx.inner {
            Inner::Sqlite(t) => {
                let bound = sqlx::query(statement).bind(placement);
                recipients.iter().fold(bound, |bound, id| bound.bind(*id)).execute(&mut **t).await?;
            }
            Inner::Postgres(t) => {
                let bound = sqlx::query(statement).bind(placement);
                recipients.iter().fold(bound, |bound, id| bound.bind(*id)).execute(&mut **t).await?;
            }
        }
    }
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

/// The numbers of those that nothing was sent to yet, by what is written here.
pub async fn unsent(tx: &mut Tx, placement: Uuid) -> Result<Vec<i64>, StoreError> {
    let rows: Vec<(i64,)> = query!(tx, fetch_all, UNSENT, placement)?;
    Ok(rows.into_iter().map(|(number,)| number).collect())
}

/// How many parts are in each state.
pub async fn counts(tx: &mut Tx, placement: Uuid) -> Result<Vec<PartCount>, StoreError> {
    query!(tx, fetch_all, COUNTS, placement)
}

/// Suppresses all of a campaign's parts that were never sent; how many.
pub async fn suppress(tx: &mut Tx, campaign: Uuid) -> Result<u64, StoreError> {
    execute!(tx, SUPPRESS, campaign)
}

/// Suppresses a batch's parts that were never sent; how many.
pub async fn suppress_of(tx: &mut Tx, placement: Uuid) -> Result<u64, StoreError> {
    execute!(tx, SUPPRESS_OF, placement)
}

/// Marks the parts of an older version whose recipients have, or may have, a newer one; how many.
pub async fn replace(tx: &mut Tx, placement: Uuid) -> Result<u64, StoreError> {
    execute!(tx, REPLACE, placement)
}

/// Whether a newer version is to be sent, or is being sent, to somebody who has this one.
pub async fn newer_comes(tx: &mut Tx, placement: Uuid) -> Result<bool, StoreError> {
    let (parts,): (i64,) = query!(tx, fetch_one, NEWER_COMES, placement)?;
    Ok(parts > 0)
}
