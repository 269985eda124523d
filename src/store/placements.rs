//! The ledger's rows. The states they take come from `childalert_domain::next` alone; here they are carried out by
//! compare-and-set, so that of two who move the same row one wins.

use crate::engine::{Inner, execute, query};
use crate::{StoreError, Tx};
use childalert_domain::PlacementState;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A placement.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct PlacementRow {
    /// Its id.
    pub id: Uuid,
    /// Of which campaign.
    pub campaign_id: Uuid,
    /// Of which proof.
    pub proof_id: Uuid,
    /// The campaign's epoch when it was planned.
    pub epoch: i64,
    /// Channel's name.
    pub channel: String,
    /// Language's code.
    pub lang: String,
    /// Number of the batch, 0 where there are none.
    pub batch: i64,
    /// Where it stands.
    #[sqlx(try_from = "String")]
    pub state: State,
    /// Some of its recipients have the copy, though it is not live as a whole.
    pub partly_out: bool,
    /// Number of the newest permit.
    pub fence: i64,
    /// Permits so far.
    pub attempts: i64,
    /// When the newest permit runs out.
    pub deadline: Option<DateTime<Utc>>,
    /// When the sweep looks at it next.
    pub due_at: Option<DateTime<Utc>>,
    /// Until when the outside asked to be left in peace: nobody may begin before it.
    pub not_before: Option<DateTime<Utc>>,
    /// Since when it was read back as absent.
    pub absent_since: Option<DateTime<Utc>>,
    /// The outside's id.
    pub outside_id: Option<String>,
    /// Where people see it.
    pub url: Option<String>,
    /// Why it is not where it should be: a `childalert_jobs::Reason`'s name.
    pub reason: Option<String>,
    /// When it was planned.
    pub planned_at: DateTime<Utc>,
    /// When it went live.
    pub live_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub gone_at: Option<DateTime<Utc>>,
    /// When it changed last.
    pub updated_at: DateTime<Utc>,
    /// Who answers for it, where a person closed it.
    pub closed_by: Option<String>,
    /// What that person says.
    pub closed_note: Option<String>,
    /// Attempts without a clear answer since one had one, or since a person ordered the next.
    pub unclear: i64,
    /// Since when a newer version of the notice goes before it: from then on it is owed back, though its campaign is live.
    pub over_at: Option<DateTime<Utc>>,
    /// Who sees to it, where it resists.
    pub taken_by: Option<String>,
    /// Since when.
    pub taken_at: Option<DateTime<Utc>>,
    /// Until when the outside lets a program take it back; `None`: for ever, or it never went live.
    pub withdrawable_until: Option<DateTime<Utc>>,
}

/// A placement's state, as a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State(pub PlacementState);

impl TryFrom<String> for State {
    type Error = StoreError;
    fn try_from(name: String) -> Result<Self, StoreError> {
        PlacementState::named(&name).map(State).ok_or(StoreError::Unreadable("placements.state"))
    }
}

/// How many placements of a channel are in a state.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Count {
    /// Channel's name.
    pub channel: String,
    /// State's name.
    pub state: String,
    /// How many.
    pub copies: i64,
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, campaign_id, proof_id, epoch, channel, lang, batch, state, partly_out, fence, attempts, \
             deadline, due_at, not_before, absent_since, outside_id, url, reason, planned_at, live_at, gone_at, updated_at, \
             closed_by, closed_note, withdrawable_until, unclear, over_at, taken_by, taken_at FROM placements ",
            $rest
        )
    };
}

const PLAN: &str =
    "INSERT INTO placements (id, campaign_id, proof_id, epoch, channel, lang, batch, state, partly_out,
    fence, attempts, due_at, planned_at, updated_at, since)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 'planned', FALSE, 0, 0, $8, $9, $9, $9)";
const FIND: &str = columns!("WHERE id = $1");
const HOLD_POSTGRES: &str = columns!("WHERE id = $1 FOR NO KEY UPDATE");
const OF_CAMPAIGN: &str =
    columns!("WHERE campaign_id = $1 ORDER BY channel, lang, batch, epoch LIMIT $2 OFFSET $3");
const TO_MEASURE: &str = columns!(
    "WHERE channel = $1 AND state = 'live' AND over_at IS NULL AND outside_id IS NOT NULL
     AND campaign_id IN (SELECT id FROM campaigns WHERE state = 'live')
     AND NOT EXISTS (SELECT 1 FROM placement_insights i WHERE i.placement_id = placements.id AND i.asked_at > $2)
     ORDER BY id LIMIT $3"
);
const IN_STATE_AFTER: &str = columns!("WHERE state = $1 AND id > $2 ORDER BY id LIMIT $3");
const DUE: &str = columns!("WHERE due_at <= $1 ORDER BY due_at LIMIT $2");
const COUNTS: &str = "SELECT channel, state, COUNT(*) AS copies FROM placements WHERE campaign_id = $1
    GROUP BY channel, state ORDER BY channel, state";
// Of what it is about: state and fence stay, and with them whoever is at work on it.
const TAKE: &str = "UPDATE placements SET taken_by = $1, taken_at = $2
    WHERE id = $3 AND state IN ('escalated', 'rejected', 'planned', 'placing', 'unknown')";
const OLDER: &str = "SELECT COUNT(*) AS copies FROM placements WHERE campaign_id = $1 AND over_at IS NOT NULL
    AND state NOT IN ('suppressed', 'withdrawn', 'corrected', 'closed')";
const SAVE: &str = "UPDATE placements
    SET state = $1, partly_out = $2, fence = $3, attempts = $4, deadline = $5, due_at = $6, absent_since = $7,
        outside_id = $8, url = $9, reason = $10, live_at = $11, gone_at = $12, updated_at = $13, closed_by = $14,
        closed_note = $15, not_before = $16, withdrawable_until = $17, proof_id = $18, epoch = $19, unclear = $20, over_at = $21,
        since = CASE WHEN state = $1 THEN since ELSE $13 END,
        taken_by = CASE WHEN $22 THEN taken_by END, taken_at = CASE WHEN $22 THEN taken_at END
    WHERE id = $23 AND state = $24 AND fence = $25 AND updated_at = $26";
const DEFER: &str = "UPDATE placements SET due_at = $1 WHERE id = $2 AND state = $3 AND fence = $4";
const MOVE_ALL: &str = "UPDATE placements
    SET state = $1, due_at = $2, not_before = NULL, absent_since = NULL, updated_at = $3, gone_at = $4,
        deadline = NULL, fence = fence + 1, since = $3, taken_by = NULL, taken_at = NULL
    WHERE campaign_id = $5 AND state = $6 AND partly_out = $7";
const HASTEN: &str = "UPDATE placements SET due_at = $1
    WHERE campaign_id = $2 AND state = 'withdrawing' AND due_at > $1 AND deadline IS NULL";
const TO_DELETE: &str = "SELECT COUNT(*) AS copies FROM placements
    WHERE channel = $1 AND id <> $2 AND (state IN ('placing', 'live', 'unknown', 'withdrawing', 'escalated')
        OR (partly_out AND state IN ('planned', 'rejected')) OR (state = 'withdrawn' AND gone_at > $3))";
const OLDER_THERE: &str = "SELECT COUNT(*) AS copies FROM placements
    WHERE campaign_id = $1 AND channel = $2 AND lang = $3 AND id <> $4 AND over_at IS NOT NULL
        AND state NOT IN ('suppressed', 'withdrawn', 'corrected', 'closed')";
const WAKE_OLDER: &str = "UPDATE placements SET due_at = $1
    WHERE campaign_id = $2 AND channel = $3 AND epoch < $4 AND over_at IS NOT NULL AND state = 'withdrawing'";
const PLANNED_THERE: &str =
    columns!("WHERE campaign_id = $1 AND channel = $2 AND lang = $3 AND state = 'planned' ORDER BY id");
const LIVE_SITE: &str = columns!(
    "WHERE channel = $1 AND state = 'live' AND campaign_id IN (SELECT id FROM campaigns WHERE state = 'live')
     ORDER BY live_at DESC, id"
);
const LIVE_PAGE: &str = columns!(
    "WHERE campaign_id = (SELECT id FROM campaigns WHERE code = $1 AND state = 'live')
     AND channel = $2 AND state = 'live'"
);

/// Plans a placement; the sweep rings for it again from `row.due_at` on.
pub async fn plan(tx: &mut Tx, row: &PlacementRow) -> Result<(), StoreError> {
    execute!(
        tx,
        PLAN,
        row.id,
        row.campaign_id,
        row.proof_id,
        row.epoch,
        &row.channel,
        &row.lang,
        row.batch,
        row.due_at,
        row.planned_at
    )?;
    Ok(())
}

/// One placement.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<PlacementRow>, StoreError> {
    query!(tx, fetch_optional, FIND, id)
}

/// One placement, with nobody else holding it: what is read stays true until this transaction ends, also for what the
/// compare-and-set of [`save`] does not guard, such as a batch's parts. Not within a read.
pub async fn hold(tx: &mut Tx, id: Uuid) -> Result<Option<PlacementRow>, StoreError> {
    let statement = match &tx.inner {
        // The only writer there is.
        Inner::Sqlite(_) => FIND,
        Inner::Postgres(_) => HOLD_POSTGRES,
    };
    query!(tx, fetch_optional, statement, id)
}

/// A campaign's placements, by channel and language.
pub async fn of_campaign(
    tx: &mut Tx,
    campaign: Uuid,
    limit: i64,
    offset: i64,
) -> Result<Vec<PlacementRow>, StoreError> {
    query!(tx, fetch_all, OF_CAMPAIGN, campaign, limit, offset)
}

/// Has the sweep look at once at a campaign's batches of an older version.
pub async fn wake_older(tx: &mut Tx, row: &PlacementRow, at: DateTime<Utc>) -> Result<u64, StoreError> {
    execute!(tx, WAKE_OLDER, at, row.campaign_id, &row.channel, row.epoch)
}

/// Whether another copy in the same place, of an older version, is not gone yet.
pub async fn older_there(tx: &mut Tx, row: &PlacementRow) -> Result<bool, StoreError> {
    let (copies,): (i64,) =
        query!(tx, fetch_one, OLDER_THERE, row.campaign_id, &row.channel, &row.lang, row.id)?;
    Ok(copies > 0)
}

/// What is to be made in the same place.
pub async fn planned_there(tx: &mut Tx, row: &PlacementRow) -> Result<Vec<PlacementRow>, StoreError> {
    query!(tx, fetch_all, PLANNED_THERE, row.campaign_id, &row.channel, &row.lang)
}

/// Copies of live campaigns that stand on a channel and were not asked about since `before`.
pub async fn to_measure(
    tx: &mut Tx,
    channel: &str,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<PlacementRow>, StoreError> {
    query!(tx, fetch_all, TO_MEASURE, channel, before, limit)
}

/// Placements of every campaign in a state, by id, after one.
pub async fn in_state_after(
    tx: &mut Tx,
    state: PlacementState,
    after: Uuid,
    limit: usize,
) -> Result<Vec<PlacementRow>, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    query!(tx, fetch_all, IN_STATE_AFTER, state.name(), after, limit)
}

/// Placements that the sweep must look at, longest due first.
pub async fn due(tx: &mut Tx, now: DateTime<Utc>, limit: i64) -> Result<Vec<PlacementRow>, StoreError> {
    query!(tx, fetch_all, DUE, now, limit)
}

/// How many other copies of a channel are, or may be, outside, or were deleted since then: each of them needs, or used up, one
/// of the deletions that the network allows.
pub async fn to_delete(
    tx: &mut Tx,
    channel: &str,
    but: Uuid,
    since: DateTime<Utc>,
) -> Result<i64, StoreError> {
    #[derive(sqlx::FromRow)]
    struct Total {
        copies: i64,
    }
    let total: Total = query!(tx, fetch_one, TO_DELETE, channel, but, since)?;
    Ok(total.copies)
}

/// How many are in each state, by channel.
pub async fn counts(tx: &mut Tx, campaign: Uuid) -> Result<Vec<Count>, StoreError> {
    query!(tx, fetch_all, COUNTS, campaign)
}

/// Writes down who sees to a copy; whether it is one that somebody may have to see to.
pub async fn take(tx: &mut Tx, id: Uuid, by: &str, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(execute!(tx, TAKE, by, at, id)? == 1)
}

/// How many of an older version are not gone yet.
pub async fn older(tx: &mut Tx, campaign: Uuid) -> Result<i64, StoreError> {
    let (copies,): (i64,) = query!(tx, fetch_one, OLDER, campaign)?;
    Ok(copies)
}

/// Saves `row` if the stored one still has the state, the fence and the time of change of `was`; whether it had. State and
/// fence alone would let a deadline that passes undo what a report half-way has recorded: neither moves them.
pub async fn save(tx: &mut Tx, was: &PlacementRow, row: &PlacementRow) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        SAVE,
        row.state.0.name(),
        row.partly_out,
        row.fence,
        row.attempts,
        row.deadline,
        row.due_at,
        row.absent_since,
        &row.outside_id,
        &row.url,
        &row.reason,
        row.live_at,
        row.gone_at,
        row.updated_at,
        &row.closed_by,
        &row.closed_note,
        row.not_before,
        row.withdrawable_until,
        row.proof_id,
        row.epoch,
        row.unclear,
        row.over_at,
        to_be_made(was) == to_be_made(row),
        was.id,
        was.state.0.name(),
        was.fence,
        was.updated_at
    )?;
    Ok(changed == 1)
}

/// Whoever saw to the making of a copy has not said that they see to its end.
fn to_be_made(row: &PlacementRow) -> bool {
    use PlacementState as S;
    matches!(row.state.0, S::Planned | S::Placing | S::Unknown | S::Rejected)
}

/// Sets when the sweep looks again, if nothing moved in the meantime.
pub async fn defer(tx: &mut Tx, row: &PlacementRow, due_at: Option<DateTime<Utc>>) -> Result<(), StoreError> {
    execute!(tx, DEFER, due_at, row.id, row.state.0.name(), row.fence)?;
    Ok(())
}

/// Moves all of a campaign's placements from one state to another and voids their permits, and the pauses that were asked
/// for with them; how many.
pub async fn move_all(
    tx: &mut Tx,
    campaign: Uuid,
    (from, partly_out): (PlacementState, bool),
    to: PlacementState,
    due_at: Option<DateTime<Utc>>,
    at: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let gone_at = (!to.owed()).then_some(at);
    execute!(tx, MOVE_ALL, to.name(), due_at, at, gone_at, campaign, from.name(), partly_out)
}

/// Brings forward when those of a campaign are looked at that are on their way back already, and that nobody has leave for; how many.
pub async fn hasten(tx: &mut Tx, campaign: Uuid, due_at: DateTime<Utc>) -> Result<u64, StoreError> {
    execute!(tx, HASTEN, due_at, campaign)
}

/// Live placements of a channel of our own site, newest first.
pub async fn live_on_site(tx: &mut Tx, channel: &str) -> Result<Vec<PlacementRow>, StoreError> {
    query!(tx, fetch_all, LIVE_SITE, channel)
}

/// The live placements of one campaign on a channel of our own site, by the campaign's public code.
pub async fn live_of_code(tx: &mut Tx, code: &str, channel: &str) -> Result<Vec<PlacementRow>, StoreError> {
    query!(tx, fetch_all, LIVE_PAGE, code, channel)
}
