//! What is asked of the database to tell how the service is: whether it keeps what it is told, which workers are there, and what
//! each channel did last.

use crate::engine::{Inner, execute, query};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};

/// A worker that said it is there.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct WorkerSeen {
    /// What it does: a channel's name, or `render`.
    pub role: String,
    /// Who: the id of the key that it holds, or `service` for one in the service's own process.
    pub worker: String,
    /// Whether it has what it needs for that, such as an account.
    pub equipped: bool,
    /// When it said so last.
    pub seen_at: DateTime<Utc>,
}

/// A channel, over the copies of campaigns that are not closed and of those that were launched last, drills left out.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ChannelRow {
    /// Channel's name.
    pub channel: String,
    /// When a copy went live last.
    pub live_at: Option<DateTime<Utc>>,
    /// Copies that are, or may be, out there.
    pub standing: i64,
    /// Copies that a person must see to.
    pub needs_person: i64,
    /// Since when the oldest of those does.
    pub needed_since: Option<DateTime<Utc>>,
}

/// The last copy of a channel that is not where it should be.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct TroubleRow {
    /// Channel's name.
    pub channel: String,
    /// Why: a `childalert_jobs::Reason`'s name.
    pub reason: String,
    /// When it was tried last.
    pub at: DateTime<Utc>,
}

// By an index, campaign by campaign: never every copy that there ever was. A drill's copies reach nobody, and one that resists
// is part of the exercise: none of them says how the service is.
macro_rules! of_recent_campaigns {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " campaign_id IN (SELECT id FROM campaigns WHERE state IN ('live', 'ended') AND NOT drill UNION SELECT id FROM \
             (SELECT id FROM campaigns WHERE launched_at IS NOT NULL AND NOT drill ORDER BY launched_at DESC LIMIT 20) AS latest)",
            $after
        )
    };
}

const SEE: &str = "INSERT INTO workers_seen (role, worker, equipped, seen_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (role, worker) DO UPDATE SET equipped = excluded.equipped, seen_at = excluded.seen_at";
const WORKERS: &str =
    "SELECT role, worker, equipped, seen_at FROM workers_seen ORDER BY role, seen_at DESC, worker";
const WRITE_CANARY: &str =
    "INSERT INTO canary (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = excluded.at";
const CLOCK_POSTGRES: &str = "SELECT clock_timestamp()";
const CHANNELS: &str = of_recent_campaigns!(
    "SELECT channel, MAX(live_at) AS live_at,
        COUNT(CASE WHEN state IN ('placing', 'live', 'unknown', 'withdrawing', 'escalated') THEN 1 END) AS standing,
        COUNT(CASE WHEN state IN ('escalated', 'rejected') THEN 1 END) AS needs_person,
        MIN(CASE WHEN state IN ('escalated', 'rejected') THEN COALESCE(since, updated_at) END) AS needed_since
    FROM placements WHERE",
    " GROUP BY channel ORDER BY channel"
);
const TROUBLES: &str = of_recent_campaigns!(
    "SELECT channel, reason, updated_at AS at FROM (SELECT channel, reason, updated_at,
            ROW_NUMBER() OVER (PARTITION BY channel ORDER BY updated_at DESC, id) AS place
        FROM placements WHERE reason IS NOT NULL AND",
    ") AS troubled WHERE place = 1 ORDER BY channel"
);
const FAILED_MESSAGES: &str = "SELECT COUNT(*) FROM messages WHERE state = 'failed' AND created_at > $1";

/// Writes down that a worker is there.
pub async fn see(tx: &mut Tx, row: &WorkerSeen) -> Result<(), StoreError> {
    execute!(tx, SEE, &row.role, &row.worker, row.equipped, row.seen_at)?;
    Ok(())
}

/// Every worker that ever said it is there, by role, those seen last first. One row a role and key.
pub async fn workers(tx: &mut Tx) -> Result<Vec<WorkerSeen>, StoreError> {
    query!(tx, fetch_all, WORKERS)
}

/// Writes something down that means nothing.
pub async fn write_canary(tx: &mut Tx, at: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(tx, WRITE_CANARY, at)?;
    Ok(())
}

/// The time by the database's own clock; `None`: it has none, a file is on this machine.
pub async fn clock(tx: &mut Tx) -> Result<Option<DateTime<Utc>>, StoreError> {
    match &tx.inner {
        Inner::Sqlite(_) => Ok(None),
        Inner::Postgres(_) => {
            let (time,): (DateTime<Utc>,) = query!(tx, fetch_one, CLOCK_POSTGRES)?;
            Ok(Some(time))
        }
    }
}

/// The channels on which there are copies, by name.
pub async fn channels(tx: &mut Tx) -> Result<Vec<ChannelRow>, StoreError> {
    query!(tx, fetch_all, CHANNELS)
}

/// What went wrong last on each channel and has not been mended since, by name.
pub async fn troubles(tx: &mut Tx) -> Result<Vec<TroubleRow>, StoreError> {
    query!(tx, fetch_all, TROUBLES)
}

/// Messages of the service's own, planned after `since`, that were given up.
pub async fn failed_messages(tx: &mut Tx, since: DateTime<Utc>) -> Result<i64, StoreError> {
    let (count,): (i64,) = query!(tx, fetch_one, FAILED_MESSAGES, since)?;
    Ok(count)
}
