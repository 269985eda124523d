//! Campaigns and the decisions over them.

use crate::engine::{execute, query};
use crate::{StoreError, Tx};
use childalert_domain::CampaignState;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A campaign; `body` is the officer's draft as JSON.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CampaignRow {
    /// Its id.
    pub id: Uuid,
    /// The case it searches for.
    pub case_id: Uuid,
    /// Public code: in the addresses of its pages, and in the QR of every copy.
    pub code: String,
    /// The code of its kit's files. Who knows the public one does not know this one.
    pub kit_code: String,
    /// [`CampaignState::name`].
    #[sqlx(try_from = "String")]
    pub state: State,
    /// Rises with every launch, update, end and retraction.
    pub epoch: i64,
    /// The draft.
    pub body: String,
    /// Rises with each change of the draft.
    pub version: i64,
    /// The proof that is out, from the launch on.
    pub live_proof: Option<Uuid>,
    /// When the mandate ends, from the launch on.
    pub until: Option<DateTime<Utc>>,
    /// Who edited the draft last.
    pub edited_by: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    /// When it went out.
    pub launched_at: Option<DateTime<Utc>>,
    /// When it was retracted.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why ([`childalert_domain::RetractionReason::name`]).
    pub ended_reason: Option<String>,
    /// By whom.
    pub ended_by: Option<String>,
    /// When nothing was owed any more.
    pub closed_at: Option<DateTime<Utc>>,
}

/// A campaign's state, as a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State(pub CampaignState);

impl TryFrom<String> for State {
    type Error = StoreError;
    fn try_from(name: String) -> Result<Self, StoreError> {
        use CampaignState as S;
        [S::Draft, S::Proposed, S::Approved, S::Opposed, S::Live, S::Ended, S::Closed]
            .into_iter()
            .find(|state| state.name() == name)
            .map(State)
            .ok_or(StoreError::Unreadable("campaigns.state"))
    }
}

/// A decision; `body` is a `childalert_domain::Decision` as JSON.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DecisionRow {
    /// Its id.
    pub id: Uuid,
    /// Over which campaign.
    pub campaign_id: Uuid,
    /// Over which proof.
    pub proof_id: Uuid,
    /// The decision.
    pub body: String,
    /// The statement, the passkey's signature over it and its key, as JSON; empty for one from before decisions were signed.
    pub signed: String,
    /// By whom.
    pub decided_by: String,
    /// When.
    pub decided_at: DateTime<Utc>,
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, case_id, code, kit_code, state, epoch, body, version, live_proof, until, edited_by, \
             created_at, updated_at, launched_at, ended_at, ended_reason, ended_by, closed_at FROM campaigns ",
            $rest
        )
    };
}

const INSERT: &str = "INSERT INTO campaigns
    (id, case_id, code, kit_code, state, epoch, body, version, edited_by, created_at, updated_at, drill)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, (SELECT drill FROM cases WHERE id = $2))";
const FIND: &str = columns!("WHERE id = $1");
const FIND_BY_CODE: &str = columns!("WHERE code = $1 AND NOT drill");
const FIND_BY_KIT_CODE: &str = columns!("WHERE kit_code = $1 AND NOT drill");
const DRILL_BY_CODE: &str = columns!("WHERE code = $1 AND drill");
const OF_CASE: &str = columns!("WHERE case_id = $1 ORDER BY created_at, id");
const LIST: &str = columns!("ORDER BY created_at DESC, id LIMIT $1 OFFSET $2");
const ENDED_SINCE: &str =
    columns!("WHERE launched_at IS NOT NULL AND ended_at >= $1 AND NOT drill ORDER BY ended_at DESC, id");
const RETRACTED_SINCE: &str = "SELECT id, ended_reason AS reason, ended_at FROM campaigns
    WHERE ended_at IS NOT NULL AND ended_reason IS NOT NULL AND ($1 IS NULL OR ended_at >= $1) ORDER BY ended_at, id";
const IN_STATE: &str = columns!("WHERE state = $1 ORDER BY created_at, id LIMIT 500");
const OVERDUE: &str = columns!("WHERE state = 'live' AND until <= $1 ORDER BY until LIMIT 100");
const TO_CLOSE: &str = columns!(
    "WHERE state = 'ended' AND NOT EXISTS (SELECT 1 FROM placements p WHERE p.campaign_id = campaigns.id
        AND p.state NOT IN ('suppressed', 'withdrawn', 'corrected', 'closed')) ORDER BY id LIMIT 100"
);
const EDIT: &str = "UPDATE campaigns
    SET body = $1, state = $2, edited_by = $3, updated_at = $4, version = version + 1
    WHERE id = $5 AND version = $6";
const MOVE: &str = "UPDATE campaigns SET state = $1, updated_at = $2 WHERE id = $3 AND state = $4";
const LAUNCH: &str = "UPDATE campaigns
    SET state = 'live', epoch = epoch + 1, live_proof = $1, until = $2, launched_at = $3, updated_at = $3
    WHERE id = $4 AND state = 'approved'";
const UPDATE: &str = "UPDATE campaigns SET epoch = epoch + 1, live_proof = $1, until = $2, updated_at = $3
    WHERE id = $4 AND state = 'live'";
const EXTEND: &str = "UPDATE campaigns SET until = $1, updated_at = $2 WHERE id = $3 AND state = 'live'";
const RETRACT: &str = "UPDATE campaigns
    SET state = 'ended', epoch = epoch + 1, ended_at = $1, ended_reason = $2, ended_by = $3, updated_at = $1
    WHERE id = $4 AND state = $5";
// A copy may have turned up since the campaign was found to owe nothing.
const CLOSE: &str = "UPDATE campaigns SET state = 'closed', closed_at = $1, updated_at = $1
    WHERE id = $2 AND state = 'ended' AND NOT EXISTS (SELECT 1 FROM placements p WHERE p.campaign_id = campaigns.id
        AND p.state NOT IN ('suppressed', 'withdrawn', 'corrected', 'closed'))";
const REOPEN: &str = "UPDATE campaigns SET state = 'ended', closed_at = NULL, updated_at = $1
    WHERE id = $2 AND state = 'closed'";
const INSERT_DECISION: &str =
    "INSERT INTO decisions (id, campaign_id, proof_id, body, signed, decided_by, decided_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const DECISIONS: &str =
    "SELECT id, campaign_id, proof_id, body, signed, decided_by, decided_at FROM decisions
    WHERE campaign_id = $1 ORDER BY decided_at, id";

/// Adds a campaign. It is a drill where its case is an exercise.
pub async fn insert(tx: &mut Tx, row: &CampaignRow) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        row.id,
        row.case_id,
        &row.code,
        &row.kit_code,
        row.state.0.name(),
        row.epoch,
        &row.body,
        row.version,
        &row.edited_by,
        row.created_at,
        row.updated_at
    )?;
    Ok(())
}

/// One campaign.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<CampaignRow>, StoreError> {
    query!(tx, fetch_optional, FIND, id)
}

/// One campaign by its public code, which is no drill: the public site knows of none.
pub async fn find_by_code(tx: &mut Tx, code: &str) -> Result<Option<CampaignRow>, StoreError> {
    query!(tx, fetch_optional, FIND_BY_CODE, code)
}

/// One campaign by the code of its kit's files, which is no drill.
pub async fn find_by_kit_code(tx: &mut Tx, code: &str) -> Result<Option<CampaignRow>, StoreError> {
    query!(tx, fetch_optional, FIND_BY_KIT_CODE, code)
}

/// A drill by its public code: whoever finds one of its sheets is told that it is an exercise.
pub async fn drill_by_code(tx: &mut Tx, code: &str) -> Result<Option<CampaignRow>, StoreError> {
    query!(tx, fetch_optional, DRILL_BY_CODE, code)
}

/// A case's campaigns, oldest first.
pub async fn of_case(tx: &mut Tx, case: Uuid) -> Result<Vec<CampaignRow>, StoreError> {
    query!(tx, fetch_all, OF_CASE, case)
}

/// Campaigns, newest first.
pub async fn list(tx: &mut Tx, limit: i64, offset: i64) -> Result<Vec<CampaignRow>, StoreError> {
    query!(tx, fetch_all, LIST, limit, offset)
}

/// Campaigns that were out and ended since `at`, drills left out.
pub async fn ended_since(tx: &mut Tx, at: DateTime<Utc>) -> Result<Vec<CampaignRow>, StoreError> {
    query!(tx, fetch_all, ENDED_SINCE, at)
}

/// A campaign that ended.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct EndedRow {
    /// Which.
    pub id: Uuid,
    /// The reason's name.
    pub reason: String,
    /// When.
    pub ended_at: DateTime<Utc>,
}

/// Campaigns that ended since `at`, or ever: what no older database may have live.
pub async fn retracted_since(tx: &mut Tx, at: Option<DateTime<Utc>>) -> Result<Vec<EndedRow>, StoreError> {
    query!(tx, fetch_all, RETRACTED_SINCE, at)
}

/// Campaigns in a state, oldest first.
pub async fn in_state(tx: &mut Tx, state: CampaignState) -> Result<Vec<CampaignRow>, StoreError> {
    query!(tx, fetch_all, IN_STATE, state.name())
}

/// Live campaigns whose mandate has run out.
pub async fn overdue(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<CampaignRow>, StoreError> {
    query!(tx, fetch_all, OVERDUE, now)
}

/// Ended campaigns with nothing owed, by id: two nodes that lock several of them must do so in the same order.
pub async fn to_close(tx: &mut Tx) -> Result<Vec<CampaignRow>, StoreError> {
    query!(tx, fetch_all, TO_CLOSE)
}

/// Replaces the draft if it is still at `version`; whether it was.
pub async fn edit(
    tx: &mut Tx,
    id: Uuid,
    version: i64,
    state: CampaignState,
    body: &str,
    by: &str,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, EDIT, body, state.name(), by, at, id, version)? == 1)
}

/// Moves a campaign from one state to another; whether it was in the first.
pub async fn set_state(
    tx: &mut Tx,
    id: Uuid,
    from: CampaignState,
    to: CampaignState,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, MOVE, to.name(), at, id, from.name())? == 1)
}

/// Launches an approved campaign; whether it was approved.
pub async fn launch(
    tx: &mut Tx,
    id: Uuid,
    proof: Uuid,
    until: DateTime<Utc>,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, LAUNCH, proof, until, at, id)? == 1)
}

/// Puts another proof in the place of the one that a live campaign has out.
pub async fn update(
    tx: &mut Tx,
    id: Uuid,
    proof: Uuid,
    until: DateTime<Utc>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, UPDATE, proof, until, at, id)?;
    Ok(())
}

/// Lets a live campaign stay out until `until`.
pub async fn extend(
    tx: &mut Tx,
    id: Uuid,
    until: DateTime<Utc>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, EXTEND, until, at, id)?;
    Ok(())
}

/// Ends a campaign that is in `from`; whether it was.
pub async fn retract(
    tx: &mut Tx,
    id: Uuid,
    from: CampaignState,
    reason: &str,
    by: &str,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, RETRACT, at, reason, by, id, from.name())? == 1)
}

/// Closes an ended campaign; whether it was ended, with nothing owed.
pub async fn close(tx: &mut Tx, id: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(execute!(tx, CLOSE, at, id)? == 1)
}

/// Opens a closed campaign again, of which a copy is owed after all; whether it was closed.
pub async fn reopen(tx: &mut Tx, id: Uuid, at: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(execute!(tx, REOPEN, at, id)? == 1)
}

/// Records a decision.
pub async fn insert_decision(tx: &mut Tx, row: &DecisionRow) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT_DECISION,
        row.id,
        row.campaign_id,
        row.proof_id,
        &row.body,
        &row.signed,
        &row.decided_by,
        row.decided_at
    )?;
    Ok(())
}

/// A campaign's decisions, oldest first.
pub async fn decisions(tx: &mut Tx, campaign: Uuid) -> Result<Vec<DecisionRow>, StoreError> {
    query!(tx, fetch_all, DECISIONS, campaign)
}
