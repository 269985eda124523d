//! Who did what, when: append-only, sealed entry by entry, by reference.
//!
//! What a transaction appends is numbered and sealed at its end, under the trail's lock: so the numbers have no gaps, the lock
//! is the last one that any transaction takes, and it is held for no longer than the commit.

use crate::engine::{execute, query};
use crate::{StoreError, Tx};
use childalert_domain::{Digest, Sealed, TrailEntry, TrailHead, is_look, trail_start};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// An entry as it is appended. No personal data: the subject is an id, the detail a code or a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who: a role and the id of an account or key, or `service`.
    pub actor: String,
    /// What, such as `campaign.launch`.
    pub act: String,
    /// On what.
    pub subject: Uuid,
    /// In which campaign, if in one.
    pub campaign_id: Option<Uuid>,
    /// The request that did it; empty for the one that the transaction serves.
    pub request: String,
    /// Why, as a code.
    pub reason: String,
    /// A code, a digest, a count.
    pub detail: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    seq: i64,
    nth: i64,
    id: Uuid,
    at: DateTime<Utc>,
    actor: String,
    act: String,
    subject: Uuid,
    campaign_id: Option<Uuid>,
    request: String,
    reason: String,
    detail: String,
    hash: String,
}

#[derive(sqlx::FromRow)]
struct Unsealed {
    id: Uuid,
    at: DateTime<Utc>,
    actor: String,
    act: String,
    subject: Uuid,
    campaign_id: Option<Uuid>,
    request: String,
    reason: String,
    detail: String,
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT seq, nth, id, at, actor, act, subject, campaign_id, request, reason, detail, hash FROM trail ",
            $rest
        )
    };
}

const APPEND: &str = "INSERT INTO trail
    (seq, nth, id, at, actor, act, subject, campaign_id, request, reason, detail, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const OF_CAMPAIGN: &str = columns!("WHERE campaign_id = $1 ORDER BY seq");
const LATELY: &str = columns!(
    "WHERE campaign_id = $1 AND act NOT LIKE '%.look' AND act <> 'refused' ORDER BY seq DESC LIMIT $2"
);
const AFTER: &str = columns!("WHERE seq > $1 ORDER BY seq LIMIT $2");
const OF_SUBJECT: &str = columns!("WHERE subject = $1 AND act = $2 ORDER BY seq");
const REFUSED_SINCE: &str = "SELECT COUNT(*) FROM trail
    WHERE subject = $1 AND act = 'refused' AND reason = $2 AND detail = $3 AND at > $4";
const FIRST_OF: &str =
    "SELECT MIN(seq) FROM trail WHERE campaign_id = $1 OR (subject = $2 AND campaign_id IS NULL)";
const NTH_OF_CAMPAIGN: &str =
    "SELECT nth FROM trail WHERE campaign_id = $1 AND nth > 0 ORDER BY seq DESC LIMIT 1";
const NTH_OF_SUBJECT: &str =
    "SELECT nth FROM trail WHERE subject = $1 AND campaign_id IS NULL AND nth > 0 ORDER BY seq DESC LIMIT 1";
const SEAL_OF: &str = "SELECT hash FROM trail WHERE seq = $1";
const HEAD: &str = "SELECT seq, hash FROM trail ORDER BY seq DESC LIMIT 1";
// Of the last few: the newest may be by the very node whose clock is behind.
const LATEST_TIME: &str = "SELECT MAX(at) FROM (SELECT at FROM trail ORDER BY seq DESC LIMIT 200) AS newest";
const UNSEALED: &str =
    "SELECT id, at, actor, act, subject, campaign_id, request, reason, detail FROM trail_unsealed
    ORDER BY was, at, id LIMIT $1";
const FORGET_UNSEALED: &str = "DELETE FROM trail_unsealed WHERE id = $1";

/// Appends an entry when the transaction commits.
pub fn append(tx: &mut Tx, mut entry: Entry) {
    if entry.request.is_empty() {
        entry.request.clone_from(&tx.request);
    }
    tx.appended.push(entry);
}

/// A campaign's entries, oldest first.
pub async fn of_campaign(tx: &mut Tx, campaign: Uuid) -> Result<Vec<Sealed>, StoreError> {
    let rows: Vec<Row> = query!(tx, fetch_all, OF_CAMPAIGN, campaign)?;
    rows.into_iter().map(sealed).collect()
}

/// What was done last in a campaign, the newest first; without looks and refusals.
pub async fn lately(tx: &mut Tx, campaign: Uuid, limit: i64) -> Result<Vec<Sealed>, StoreError> {
    let rows: Vec<Row> = query!(tx, fetch_all, LATELY, campaign, limit)?;
    rows.into_iter().map(sealed).collect()
}

/// What was done to a subject under the name of one act, oldest first.
pub async fn of_subject(tx: &mut Tx, subject: Uuid, act: &str) -> Result<Vec<Sealed>, StoreError> {
    let rows: Vec<Row> = query!(tx, fetch_all, OF_SUBJECT, subject, act)?;
    rows.into_iter().map(sealed).collect()
}

/// Whether the same refusal of a subject was noted after `since`.
pub async fn refused_since(
    tx: &mut Tx,
    subject: Uuid,
    reason: &str,
    detail: &str,
    since: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let (noted,): (i64,) = query!(tx, fetch_one, REFUSED_SINCE, subject, reason, detail, since)?;
    Ok(noted > 0)
}

/// Number of the first entry of a campaign or on its case; `None` where there is none.
pub async fn first_of(tx: &mut Tx, campaign: Uuid, case: Uuid) -> Result<Option<i64>, StoreError> {
    let (first,): (Option<i64>,) = query!(tx, fetch_one, FIRST_OF, campaign, case)?;
    Ok(first)
}

/// The seal before an entry.
pub async fn seal_before(tx: &mut Tx, seq: i64) -> Result<Digest, StoreError> {
    let row: Option<(String,)> = query!(tx, fetch_optional, SEAL_OF, seq - 1)?;
    row.map_or_else(|| Ok(trail_start()), |(hash,)| digest(&hash))
}

/// The entries after a number, oldest first.
pub async fn after(tx: &mut Tx, seq: i64, limit: i64) -> Result<Vec<Sealed>, StoreError> {
    let rows: Vec<Row> = query!(tx, fetch_all, AFTER, seq, limit)?;
    rows.into_iter().map(sealed).collect()
}

/// Where the trail stands.
pub async fn head(tx: &mut Tx) -> Result<TrailHead, StoreError> {
    let row: Option<(i64, String)> = query!(tx, fetch_optional, HEAD)?;
    match row {
        None => Ok(TrailHead { seq: 0, hash: trail_start() }),
        Some((seq, hash)) => Ok(TrailHead { seq, hash: digest(&hash)? }),
    }
}

/// The latest time that the newest entries name, each by the clock of the node that made it.
pub async fn latest_time(tx: &mut Tx) -> Result<Option<DateTime<Utc>>, StoreError> {
    let (latest,): (Option<DateTime<Utc>>,) = query!(tx, fetch_one, LATEST_TIME)?;
    Ok(latest)
}

/// Numbers, seals and writes what the transaction has appended.
pub(crate) async fn seal_appended(tx: &mut Tx) -> Result<(), StoreError> {
    let appended = std::mem::take(&mut tx.appended);
    if appended.is_empty() {
        return Ok(());
    }
    tx.own_trail().await?;
    let TrailHead { mut seq, mut hash } = head(tx).await?;
    for entry in appended {
        seq += 1;
        let entry = TrailEntry {
            seq,
            nth: nth(tx, &entry).await?,
            id: entry.id,
            at: entry.at,
            actor: entry.actor,
            act: entry.act,
            subject: entry.subject,
            campaign: entry.campaign_id,
            request: entry.request,
            reason: entry.reason,
            detail: entry.detail,
        };
        hash = entry.seal(hash).map_err(|_| StoreError::Unreadable("trail"))?;
        execute!(
            tx,
            APPEND,
            entry.seq,
            entry.nth,
            entry.id,
            entry.at,
            &entry.actor,
            &entry.act,
            entry.subject,
            entry.campaign,
            &entry.request,
            &entry.reason,
            &entry.detail,
            hash.to_string()
        )?;
    }
    Ok(())
}

/// The number of an entry in its thread.
async fn nth(tx: &mut Tx, entry: &Entry) -> Result<i64, StoreError> {
    if is_look(&entry.act) {
        return Ok(0);
    }
    let before: Option<(i64,)> = match entry.campaign_id {
        Some(campaign) => query!(tx, fetch_optional, NTH_OF_CAMPAIGN, campaign)?,
        None => query!(tx, fetch_optional, NTH_OF_SUBJECT, entry.subject)?,
    };
    Ok(before.map_or(1, |(nth,)| nth + 1))
}

/// Entries taken over in one transaction: each takes two statements, and a transaction has its limit.
const TAKEN_OVER: i64 = 500;

/// Takes over and seals some of what a version before these seals has written, the oldest first; whether more is left.
pub(crate) async fn seal_older(tx: &mut Tx) -> Result<bool, StoreError> {
    // Before the look: two nodes that start at once must not both take the same entries over.
    tx.own_trail().await?;
    let rows: Vec<Unsealed> = query!(tx, fetch_all, UNSEALED, TAKEN_OVER)?;
    let more = i64::try_from(rows.len()).is_ok_and(|rows| rows == TAKEN_OVER);
    for row in rows {
        let Unsealed { id, at, actor, act, subject, campaign_id, request, reason, detail } = row;
        execute!(tx, FORGET_UNSEALED, id)?;
        append(tx, Entry { id, at, actor, act, subject, campaign_id, request, reason, detail });
    }
    Ok(more)
}

fn sealed(row: Row) -> Result<Sealed, StoreError> {
    let hash = digest(&row.hash)?;
    let Row { seq, nth, id, at, actor, act, subject, campaign_id, request, reason, detail, .. } = row;
    let campaign = campaign_id;
    Ok(Sealed {
        entry: TrailEntry { seq, nth, id, at, actor, act, subject, campaign, request, reason, detail },
        hash,
    })
}

fn digest(hash: &str) -> Result<Digest, StoreError> {
    hash.parse().map_err(|_| StoreError::Unreadable("trail.hash"))
}
