//! Doorbells to ring, written in the transaction that makes the work and rung after it. A row that is rung again before it
//! was published is one row; rows are picked by what is there, never by a running number, so none is skipped.

use crate::engine::{execute, query};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A doorbell.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Bell {
    /// The placement or proof.
    pub id: Uuid,
    /// The act's name.
    pub act: String,
    /// The campaign's epoch.
    pub epoch: i64,
    /// To which queue.
    pub queue: String,
    /// When it was rung last.
    pub rung_at: DateTime<Utc>,
}

// Waiting since the first ring. A server of the version before, beside a database that was migrated, leaves that out: the next
// ring makes up for it.
const RING: &str =
    "INSERT INTO outbox (id, act, epoch, queue, rung_at, waiting_since) VALUES ($1, $2, $3, $4, $5, $5)
    ON CONFLICT (id, act) DO UPDATE
    SET epoch = excluded.epoch, queue = excluded.queue, rung_at = excluded.rung_at, claimed_until = NULL,
        waiting_since = COALESCE(outbox.waiting_since, excluded.waiting_since)";
const RING_ALL: &str = "INSERT INTO outbox (id, act, epoch, queue, rung_at, waiting_since)
    SELECT id, $1, epoch, $2, $3, $3 FROM placements WHERE campaign_id = $4 AND channel = $5 AND state = $6
    ON CONFLICT (id, act) DO UPDATE
    SET epoch = excluded.epoch, queue = excluded.queue, rung_at = excluded.rung_at, claimed_until = NULL,
        waiting_since = COALESCE(outbox.waiting_since, excluded.waiting_since)";
// Retractions first: they never wait behind a broadcast, not even in the outbox.
const CLAIM: &str = "UPDATE outbox SET claimed_until = $1 WHERE (id, act) IN
    (SELECT id, act FROM outbox WHERE claimed_until IS NULL OR claimed_until <= $2
     ORDER BY CASE act WHEN 'withdraw' THEN 0 WHEN 'correct' THEN 0 ELSE 1 END, rung_at LIMIT $3)
    RETURNING id, act, epoch, queue, rung_at";
// Several nodes relay at once: each takes rows that no other holds. Materialized, because a plan that looked for them more
// than once would take more than it was asked for.
const CLAIM_POSTGRES: &str = "WITH next AS MATERIALIZED
    (SELECT id, act FROM outbox WHERE claimed_until IS NULL OR claimed_until <= $2
     ORDER BY CASE act WHEN 'withdraw' THEN 0 WHEN 'correct' THEN 0 ELSE 1 END, rung_at LIMIT $3
     FOR UPDATE SKIP LOCKED)
    UPDATE outbox AS o SET claimed_until = $1 FROM next WHERE o.id = next.id AND o.act = next.act
    RETURNING o.id, o.act, o.epoch, o.queue, o.rung_at";
// Claimed or not: the relay may be trying at this very moment, as it has been since. Who hears twice begins once. What this
// version does not know stays for one that does.
const TAKE: &str = "DELETE FROM outbox WHERE (id, act) IN
    (SELECT id, act FROM outbox WHERE queue = $1 AND act IN ('withdraw', 'correct') AND waiting_since <= $2
     ORDER BY waiting_since LIMIT $3)
    RETURNING id, act, epoch, queue, rung_at";
const TAKE_POSTGRES: &str = "WITH next AS MATERIALIZED
    (SELECT id, act FROM outbox WHERE queue = $1 AND act IN ('withdraw', 'correct') AND waiting_since <= $2
     ORDER BY waiting_since LIMIT $3 FOR UPDATE SKIP LOCKED)
    DELETE FROM outbox AS o USING next WHERE o.id = next.id AND o.act = next.act
    RETURNING o.id, o.act, o.epoch, o.queue, o.rung_at";
const PUBLISHED: &str = "DELETE FROM outbox WHERE id = $1 AND act = $2 AND rung_at = $3";
const RELEASE: &str = "UPDATE outbox SET claimed_until = $1 WHERE id = $2 AND act = $3 AND rung_at = $4";
const ANY_TO_TAKE: &str = "SELECT COUNT(*) FROM outbox
    WHERE queue = $1 AND act IN ('withdraw', 'correct') AND waiting_since <= $2";
const WAITING: &str = "SELECT COUNT(*) FROM outbox";
const LONGEST: &str = "SELECT MIN(COALESCE(waiting_since, rung_at)) FROM outbox";

/// Rings for one job.
pub async fn ring(tx: &mut Tx, bell: &Bell) -> Result<(), StoreError> {
    execute!(tx, RING, bell.id, &bell.act, bell.epoch, &bell.queue, bell.rung_at)?;
    Ok(())
}

/// Rings for all placements of a campaign's channel that are in a state; how many.
pub async fn ring_all(
    tx: &mut Tx,
    campaign: Uuid,
    channel: &str,
    state: &str,
    (act, queue): (&str, &str),
    at: DateTime<Utc>,
) -> Result<u64, StoreError> {
    execute!(tx, RING_ALL, act, queue, at, campaign, channel, state)
}

/// Takes up to `limit` doorbells to publish, retractions first, then the oldest; nobody else gets them before `until`.
pub async fn claim(
    tx: &mut Tx,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Bell>, StoreError> {
    let statement = match &tx.inner {
        crate::engine::Inner::Sqlite(_) => CLAIM,
        crate::engine::Inner::Postgres(_) => CLAIM_POSTGRES,
    };
    let mut bells: Vec<Bell> = query!(tx, fetch_all, statement, until, now, limit)?;
    // RETURNING keeps no order.
    bells.sort_by_key(|bell| (!matches!(bell.act.as_str(), "withdraw" | "correct"), bell.rung_at));
    Ok(bells)
}

/// Whether [`take`] would find any. Nearly always none: who asks every second must not write each time.
pub async fn any_to_take(tx: &mut Tx, queue: &str, since: DateTime<Utc>) -> Result<bool, StoreError> {
    let (count,): (i64,) = query!(tx, fetch_one, ANY_TO_TAKE, queue, since)?;
    Ok(count > 0)
}

/// Takes up to `limit` doorbells of retractions out of one queue that have waited since `since` or longer: whoever asks hears
/// them without the queue.
pub async fn take(
    tx: &mut Tx,
    queue: &str,
    since: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Bell>, StoreError> {
    let statement = match &tx.inner {
        crate::engine::Inner::Sqlite(_) => TAKE,
        crate::engine::Inner::Postgres(_) => TAKE_POSTGRES,
    };
    query!(tx, fetch_all, statement, queue, since, limit)
}

/// Forgets a doorbell that was published, unless it was rung again since.
pub async fn published(tx: &mut Tx, bell: &Bell) -> Result<(), StoreError> {
    execute!(tx, PUBLISHED, bell.id, &bell.act, bell.rung_at)?;
    Ok(())
}

/// Gives a doorbell back whose publishing was not confirmed, to be tried again from `at` on.
pub async fn release(tx: &mut Tx, bell: &Bell, at: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(tx, RELEASE, at, bell.id, &bell.act, bell.rung_at)?;
    Ok(())
}

/// How many wait.
pub async fn waiting(tx: &mut Tx) -> Result<i64, StoreError> {
    let (count,): (i64,) = query!(tx, fetch_one, WAITING)?;
    Ok(count)
}

/// Since when the one waits that waits longest; `None`: none does.
pub async fn waiting_since(tx: &mut Tx) -> Result<Option<DateTime<Utc>>, StoreError> {
    let (since,): (Option<DateTime<Utc>>,) = query!(tx, fetch_one, LONGEST)?;
    Ok(since)
}
