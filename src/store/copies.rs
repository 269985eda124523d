//! The ledger as people read it: what is open and whose it is, what changed last, and how long everything took.

use crate::engine::query;
use crate::placements::State;
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A copy, as much of it as somebody who watches needs.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CopyRow {
    /// Its id.
    pub id: Uuid,
    /// Channel's name.
    pub channel: String,
    /// Language's code.
    pub lang: String,
    /// Number of the batch, 0 where there are none.
    pub batch: i64,
    /// Where it stands,
    #[sqlx(try_from = "String")]
    pub state: State,
    /// and since when.
    pub since: DateTime<Utc>,
    /// Why it is not where it should be: a `childalert_jobs::Reason`'s name.
    pub reason: Option<String>,
    /// Permits so far.
    pub attempts: i64,
    /// Where people see it.
    pub url: Option<String>,
    /// Until when the outside lets a program take it back; `None`: for ever, or it never went live.
    pub withdrawable_until: Option<DateTime<Utc>>,
    /// Since when a newer version goes before it.
    pub over_at: Option<DateTime<Utc>>,
    /// Who said that they see to it,
    pub taken_by: Option<String>,
    /// and since when.
    pub taken_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub gone_at: Option<DateTime<Utc>>,
    /// When anything about it changed last.
    pub updated_at: DateTime<Utc>,
}

/// The copies of a channel in a state.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Tally {
    /// Channel's name.
    pub channel: String,
    /// State.
    #[sqlx(try_from = "String")]
    pub state: State,
    /// How many.
    pub copies: i64,
    /// Of these, those that were live once.
    pub made: i64,
    /// Of these, those before which a newer version goes.
    pub overtaken: i64,
    /// Of these, those that somebody has taken.
    pub taken: i64,
}

/// When the copies of a channel were gone: half of them, 95 of 100, and the last.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Gone {
    /// Channel's name.
    pub channel: String,
    /// How many.
    pub copies: i64,
    /// By when half of them were.
    pub half_at: DateTime<Utc>,
    /// By when 95 of 100 were.
    pub most_at: DateTime<Utc>,
    /// When the last one was.
    pub last_at: DateTime<Utc>,
}

/// How many copies are somebody's.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Held {
    /// Who has them; `None`: nobody yet.
    pub taken_by: Option<String>,
    /// How many.
    pub copies: i64,
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            // A node of an older version plans copies without `since`.
            "SELECT id, channel, lang, batch, state, COALESCE(since, updated_at) AS since, reason, attempts, url, \
             withdrawable_until, over_at, taken_by, taken_at, gone_at, updated_at FROM placements ",
            $rest
        )
    };
}

// What needs a person first, then what is open longest.
const OWED: &str = columns!(
    "WHERE campaign_id = $1 AND state IN ('planned', 'placing', 'live', 'unknown', 'withdrawing', 'escalated', 'rejected')
     ORDER BY CASE WHEN state IN ('escalated', 'rejected') THEN 0 ELSE 1 END, since, id LIMIT $2 OFFSET $3"
);
const OPEN_WHILE_LIVE: &str = columns!(
    "WHERE campaign_id = $1 AND (state IN ('escalated', 'rejected')
        OR (over_at IS NOT NULL AND state IN ('planned', 'placing', 'live', 'unknown', 'withdrawing')))
     ORDER BY CASE WHEN state IN ('escalated', 'rejected') THEN 0 ELSE 1 END, since, id LIMIT $2 OFFSET $3"
);
const CHANGED: &str =
    columns!("WHERE campaign_id = $1 AND (updated_at, id) > ($2, $3) ORDER BY updated_at, id LIMIT $4");
const CLOSED: &str =
    columns!("WHERE campaign_id = $1 AND state = 'closed' ORDER BY channel, lang, batch, id");
const HELD: &str =
    "SELECT taken_by, COUNT(*) AS copies FROM placements WHERE campaign_id = $1 AND state = 'escalated'
    GROUP BY taken_by ORDER BY taken_by";
const TALLY: &str =
    "SELECT channel, state, COUNT(*) AS copies, COUNT(live_at) AS made, COUNT(over_at) AS overtaken,
        COUNT(taken_by) AS taken
    FROM placements WHERE campaign_id = $1 GROUP BY channel, state ORDER BY channel, state";

// The copy at the nearest rank: of 7 the 4th is half, and the 7th is 95 of 100.
const BACK: &str =
    "SELECT channel, MAX(n) AS copies, MAX(CASE WHEN place = (n + 1) / 2 THEN gone_at END) AS half_at,
        MAX(CASE WHEN place = (n * 95 + 99) / 100 THEN gone_at END) AS most_at, MAX(gone_at) AS last_at
    FROM (SELECT channel, gone_at, ROW_NUMBER() OVER (PARTITION BY channel ORDER BY gone_at, id) AS place,
            COUNT(*) OVER (PARTITION BY channel) AS n
        FROM placements
        WHERE campaign_id = $1 AND gone_at >= $2 AND state IN ('withdrawn', 'corrected', 'closed')) AS gone
    GROUP BY channel ORDER BY channel";

/// Copies that are owed back or need a person. In a campaign that is `over` every copy is owed that has not ended.
pub async fn open(
    tx: &mut Tx,
    campaign: Uuid,
    over: bool,
    limit: i64,
    offset: i64,
) -> Result<Vec<CopyRow>, StoreError> {
    let statement = if over { OWED } else { OPEN_WHILE_LIVE };
    query!(tx, fetch_all, statement, campaign, limit, offset)
}

/// Copies whose last change comes after this time and id, in that order.
pub async fn changed(
    tx: &mut Tx,
    campaign: Uuid,
    (at, id): (DateTime<Utc>, Uuid),
    limit: i64,
) -> Result<Vec<CopyRow>, StoreError> {
    query!(tx, fetch_all, CHANGED, campaign, at, id, limit)
}

/// Copies that a named person answered for.
pub async fn closed_by_person(tx: &mut Tx, campaign: Uuid) -> Result<Vec<CopyRow>, StoreError> {
    query!(tx, fetch_all, CLOSED, campaign)
}

/// Who has the copies that need a person.
pub async fn held(tx: &mut Tx, campaign: Uuid) -> Result<Vec<Held>, StoreError> {
    query!(tx, fetch_all, HELD, campaign)
}

/// All copies of a campaign, counted.
pub async fn tally(tx: &mut Tx, campaign: Uuid) -> Result<Vec<Tally>, StoreError> {
    query!(tx, fetch_all, TALLY, campaign)
}

/// When the copies of each channel that were, or may have been, out had ended, of those that ended from `ended` on. Those that
/// were never made are not among them.
pub async fn back(tx: &mut Tx, campaign: Uuid, ended: DateTime<Utc>) -> Result<Vec<Gone>, StoreError> {
    query!(tx, fetch_all, BACK, campaign, ended)
}
