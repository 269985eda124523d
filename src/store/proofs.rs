//! Proofs: ordered, rendered, frozen.

use crate::engine::{execute, query};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// `rendering`: the kit is being made.
pub const RENDERING: &str = "rendering";
/// `frozen`: complete, with its digest; never changes again.
pub const FROZEN: &str = "frozen";
/// `failed`: the kit could not be made; the failures say why.
pub const FAILED: &str = "failed";

/// A proof.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ProofRow {
    /// Its id.
    pub id: Uuid,
    /// Of which campaign.
    pub campaign_id: Uuid,
    /// From 1.
    pub version: i64,
    /// [`RENDERING`], [`FROZEN`] or [`FAILED`].
    pub state: String,
    /// `childalert_domain::ProofContent` without the rendered files, as JSON.
    pub draft: String,
    /// What to render, as JSON.
    pub kit_order: String,
    /// The frozen text, canonical.
    pub canonical: Option<String>,
    /// Its digest, hex.
    pub digest: Option<String>,
    /// Why there is no kit: a JSON list.
    pub failures: String,
    /// The campaign's epoch when it was ordered.
    pub epoch: i64,
    /// Rises with every permit to render.
    pub fence: i64,
    /// Permits to render so far.
    pub attempts: i64,
    /// When the newest permit to render runs out.
    pub deadline: Option<DateTime<Utc>>,
    /// Who ordered it.
    pub ordered_by: String,
    /// When.
    pub ordered_at: DateTime<Utc>,
    /// When it was frozen.
    pub frozen_at: Option<DateTime<Utc>>,
    /// Of which version of the campaign's draft; `None` for one from before that was kept.
    pub draft_version: Option<i64>,
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, campaign_id, version, state, draft, kit_order, canonical, digest, failures, epoch, fence, \
             attempts, deadline, ordered_by, ordered_at, frozen_at, draft_version FROM proofs ",
            $rest
        )
    };
}

const INSERT: &str =
    "INSERT INTO proofs (id, campaign_id, version, state, draft, kit_order, failures, epoch, fence,
    attempts, due_at, ordered_by, ordered_at, draft_version)
    VALUES ($1, $2, $3, 'rendering', $4, $5, '[]', $6, 0, 0, $7, $8, $9, $10)";
const FIND: &str = columns!("WHERE id = $1");
const OF_CAMPAIGN: &str = columns!("WHERE campaign_id = $1 ORDER BY version");
const NEWEST: &str = columns!("WHERE campaign_id = $1 ORDER BY version DESC LIMIT 1");
const DUE: &str = columns!("WHERE due_at <= $1 AND state = 'rendering' ORDER BY due_at LIMIT 50");
const BEGIN: &str = "UPDATE proofs
    SET fence = fence + 1, attempts = attempts + 1, deadline = $1, due_at = $1
    WHERE id = $2 AND fence = $3 AND state = 'rendering'";
const RING: &str = "UPDATE proofs SET due_at = $1 WHERE id = $2 AND state = 'rendering'";
const FREEZE: &str = "UPDATE proofs
    SET state = 'frozen', canonical = $1, digest = $2, frozen_at = $3, due_at = NULL, deadline = NULL
    WHERE id = $4 AND fence = $5 AND state = 'rendering'";
const FAIL: &str = "UPDATE proofs SET state = 'failed', failures = $1, due_at = NULL, deadline = NULL
    WHERE id = $2 AND fence = $3 AND state = 'rendering'";

/// Adds a proof to be rendered; the sweep rings for it again from `due_at` on.
pub async fn insert(tx: &mut Tx, row: &ProofRow, due_at: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        row.id,
        row.campaign_id,
        row.version,
        &row.draft,
        &row.kit_order,
        row.epoch,
        due_at,
        &row.ordered_by,
        row.ordered_at,
        row.draft_version
    )?;
    Ok(())
}

/// One proof.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<ProofRow>, StoreError> {
    query!(tx, fetch_optional, FIND, id)
}

/// A campaign's proofs, oldest first.
pub async fn of_campaign(tx: &mut Tx, campaign: Uuid) -> Result<Vec<ProofRow>, StoreError> {
    query!(tx, fetch_all, OF_CAMPAIGN, campaign)
}

/// The newest.
pub async fn newest(tx: &mut Tx, campaign: Uuid) -> Result<Option<ProofRow>, StoreError> {
    query!(tx, fetch_optional, NEWEST, campaign)
}

/// Proofs whose rendering is due to be rung for (again).
pub async fn due(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<ProofRow>, StoreError> {
    query!(tx, fetch_all, DUE, now)
}

/// Takes the proof for rendering; whether nobody else had in the meantime.
pub async fn begin(tx: &mut Tx, id: Uuid, fence: i64, deadline: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(execute!(tx, BEGIN, deadline, id, fence)? == 1)
}

/// Sets when to ring next.
pub async fn ring(tx: &mut Tx, id: Uuid, due_at: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(tx, RING, due_at, id)?;
    Ok(())
}

/// Freezes it; whether the permit was the newest.
pub async fn freeze(
    tx: &mut Tx,
    id: Uuid,
    fence: i64,
    canonical: &str,
    digest: &str,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, FREEZE, canonical, digest, at, id, fence)? == 1)
}

/// Gives it up; whether the permit was the newest.
pub async fn fail(tx: &mut Tx, id: Uuid, fence: i64, failures: &str) -> Result<bool, StoreError> {
    Ok(execute!(tx, FAIL, failures, id, fence)? == 1)
}
