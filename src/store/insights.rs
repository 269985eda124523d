//! How copies were received, as their networks count it.

use crate::engine::{execute, query};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The newest counts of a copy.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct InsightsRow {
    /// Of which copy.
    pub placement_id: Uuid,
    /// On which channel.
    pub channel: String,
    /// When the network said so.
    pub measured_at: DateTime<Utc>,
    /// Views or people, where it counts them.
    pub reach: Option<i64>,
    /// Likes and the like.
    pub reactions: Option<i64>,
    /// Reposts, boosts, shares, quotes.
    pub shares: Option<i64>,
    /// Replies and comments.
    pub replies: Option<i64>,
}

const ASKED: &str = "INSERT INTO placement_insights (placement_id, asked_at) VALUES ($1, $2)
    ON CONFLICT (placement_id) DO UPDATE SET asked_at = excluded.asked_at";
const SAVE: &str =
    "INSERT INTO placement_insights (placement_id, asked_at, measured_at, reach, reactions, shares, replies)
    VALUES ($1, $2, $2, $3, $4, $5, $6)
    ON CONFLICT (placement_id) DO UPDATE SET measured_at = excluded.measured_at, reach = excluded.reach,
        reactions = excluded.reactions, shares = excluded.shares, replies = excluded.replies";
const OF_CAMPAIGN: &str =
    "SELECT i.placement_id, p.channel, i.measured_at, i.reach, i.reactions, i.shares, i.replies
    FROM placement_insights i JOIN placements p ON p.id = i.placement_id
    WHERE p.campaign_id = $1 AND i.measured_at IS NOT NULL ORDER BY p.channel, i.placement_id";

/// Somebody goes to ask: nobody else does for a while.
pub async fn asked(tx: &mut Tx, placement: Uuid, at: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(tx, ASKED, placement, at)?;
    Ok(())
}

/// Keeps what was said, in the place of what was said before.
pub async fn save(
    tx: &mut Tx,
    placement: Uuid,
    at: DateTime<Utc>,
    [reach, reactions, shares, replies]: [Option<i64>; 4],
) -> Result<(), StoreError> {
    execute!(tx, SAVE, placement, at, reach, reactions, shares, replies)?;
    Ok(())
}

/// Those of a campaign's copies, by channel.
pub async fn of_campaign(tx: &mut Tx, campaign: Uuid) -> Result<Vec<InsightsRow>, StoreError> {
    query!(tx, fetch_all, OF_CAMPAIGN, campaign)
}
