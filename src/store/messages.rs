//! Mail that the service itself sends to those concerned: planned with what it is about, sent by a worker, tracked.

use crate::engine::{execute, query};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A message.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct MessageRow {
    /// Its id.
    pub id: Uuid,
    /// `authority:NAME` or `account:ID`.
    pub recipient: String,
    /// Which words.
    pub template: String,
    /// What the words need: references, times, codes, as JSON.
    pub facts: String,
    /// In which case.
    pub case_id: Option<Uuid>,
    /// In which campaign.
    pub campaign_id: Option<Uuid>,
    /// `planned`, `sending`, `sent`, or `failed` for good; `exercise` of what a drill would have sent, which nobody ever sends.
    pub state: String,
    /// Rises with every leave to send.
    pub fence: i64,
    /// How often it was tried.
    pub attempts: i64,
    /// When the newest leave runs out.
    pub deadline: Option<DateTime<Utc>>,
    /// When it is to be looked at next.
    pub due_at: Option<DateTime<Utc>>,
    /// Why it was not sent (yet).
    pub reason: Option<String>,
    /// When it was planned.
    pub created_at: DateTime<Utc>,
    /// When a mail server took it.
    pub sent_at: Option<DateTime<Utc>>,
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, recipient, template, facts, case_id, campaign_id, state, fence, attempts, deadline, due_at, \
             reason, created_at, sent_at FROM messages ",
            $rest
        )
    };
}

/// The state of what a drill would have sent.
pub const EXERCISE: &str = "exercise";

const INSERT: &str = "INSERT INTO messages
    (id, recipient, template, facts, case_id, campaign_id, state, fence, attempts, due_at, created_at)
    SELECT $1, $2, $3, $4, $5, $6, CASE WHEN about.drill THEN 'exercise' ELSE 'planned' END, 0, 0,
        CASE WHEN about.drill THEN NULL ELSE $7 END, $8
    FROM (SELECT EXISTS (SELECT 1 FROM cases WHERE id = $5 AND drill)
        OR EXISTS (SELECT 1 FROM campaigns WHERE id = $6 AND drill) AS drill) about
    RETURNING state";
const FIND: &str = columns!("WHERE id = $1");
const OF_CAMPAIGN: &str = columns!("WHERE campaign_id = $1 ORDER BY created_at, id LIMIT 1000");
const OF_CASE: &str = columns!("WHERE case_id = $1 ORDER BY created_at, id LIMIT 1000");
const DUE: &str = columns!("WHERE due_at <= $1 ORDER BY due_at LIMIT 100");
const LAST: &str = columns!(
    "WHERE campaign_id = $1 AND template = $2 AND recipient = $3
    ORDER BY created_at DESC, id DESC LIMIT 1"
);
const SAVE: &str = "UPDATE messages
    SET state = $1, fence = $2, attempts = $3, deadline = $4, due_at = $5, reason = $6, sent_at = $7
    WHERE id = $8 AND fence = $9 AND state = $10";

/// Plans a message; whether it is to be sent. One about a drill is written down for those who hold it, and goes to nobody.
pub async fn insert(tx: &mut Tx, row: &MessageRow) -> Result<bool, StoreError> {
    let (state,): (String,) = query!(
        tx,
        fetch_one,
        INSERT,
        row.id,
        &row.recipient,
        &row.template,
        &row.facts,
        row.case_id,
        row.campaign_id,
        row.due_at,
        row.created_at
    )?;
    Ok(state != EXERCISE)
}

/// One message.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<MessageRow>, StoreError> {
    query!(tx, fetch_optional, FIND, id)
}

/// A campaign's, oldest first.
pub async fn of_campaign(tx: &mut Tx, campaign: Uuid) -> Result<Vec<MessageRow>, StoreError> {
    query!(tx, fetch_all, OF_CAMPAIGN, campaign)
}

/// A case's, oldest first.
pub async fn of_case(tx: &mut Tx, case: Uuid) -> Result<Vec<MessageRow>, StoreError> {
    query!(tx, fetch_all, OF_CASE, case)
}

/// Messages that are to be rung for (again).
pub async fn due(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<MessageRow>, StoreError> {
    query!(tx, fetch_all, DUE, now)
}

/// The newest message of a kind to somebody in a campaign.
pub async fn last(
    tx: &mut Tx,
    campaign: Uuid,
    template: &str,
    recipient: &str,
) -> Result<Option<MessageRow>, StoreError> {
    query!(tx, fetch_optional, LAST, campaign, template, recipient)
}

/// Replaces `before` by `after`; whether nobody moved it meanwhile.
pub async fn save(tx: &mut Tx, before: &MessageRow, after: &MessageRow) -> Result<bool, StoreError> {
    let changed = execute!(
        tx,
        SAVE,
        &after.state,
        after.fence,
        after.attempts,
        after.deadline,
        after.due_at,
        &after.reason,
        after.sent_at,
        before.id,
        before.fence,
        &before.state
    )?;
    Ok(changed == 1)
}
