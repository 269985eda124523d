//! Copies of a notice, one by one and counted.

use childalert_domain::{CampaignState, PlacementState};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// How copies were received: counts, as far as the networks give them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InsightsView {
    /// Views or people, where the network counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reach: Option<i64>,
    /// Likes and the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reactions: Option<i64>,
    /// Reposts, boosts, shares, quotes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shares: Option<i64>,
    /// Replies and comments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replies: Option<i64>,
    /// When the network said so; of several copies, of the one that was asked longest ago.
    pub measured_at: DateTime<Utc>,
}

/// One copy.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct PlacementView {
    /// Its id.
    pub id: Uuid,
    /// Channel.
    pub channel: String,
    /// Language.
    pub lang: String,
    /// Number of the batch.
    pub batch: i64,
    /// The campaign's epoch whose version it has.
    pub epoch: i64,
    /// Where it stands.
    pub state: PlacementState,
    /// Since when a newer version goes before it: it is owed back though the campaign is live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over_since: Option<DateTime<Utc>>,
    /// Who said that they see to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_by: Option<String>,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<DateTime<Utc>>,
    /// Why it is not where it should be, as a code.
    pub reason: Option<String>,
    /// The same in the caller's language.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mend: String,
    /// Until when the channel lets the service take it back; absent where that is for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawable_until: Option<DateTime<Utc>>,
    /// Permits so far.
    pub attempts: i64,
    /// The outside's own id of it.
    pub outside_id: Option<String>,
    /// Where people see it.
    pub url: Option<String>,
    /// When it was planned.
    pub planned_at: DateTime<Utc>,
    /// When it went live.
    pub live_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub gone_at: Option<DateTime<Utc>>,
    /// How it was received, as its network said last; absent where that says nothing, or was not asked yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insights: Option<InsightsView>,
    /// Who answers for it, where a person closed it.
    pub closed_by: Option<String>,
    /// What that person says.
    pub closed_note: Option<String>,
}

/// How many copies are in which state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Copies {
    /// The state.
    pub state: String,
    /// How many.
    pub copies: i64,
}

/// The copies of one channel.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CopiesByChannel {
    /// The channel.
    pub channel: String,
    /// By state.
    pub states: Vec<Copies>,
}

/// How far a campaign is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProgressView {
    /// Where the campaign stands.
    pub state: CampaignState,
    /// Its epoch.
    pub epoch: i64,
    /// Copies in all.
    pub copies: i64,
    /// Copies that stand outside.
    pub live: i64,
    /// Copies that something still happens to by itself.
    pub moving: i64,
    /// Copies that need a person: escalated or refused.
    pub needs_person: i64,
    /// After a retraction: copies that are still owed back.
    pub owed: i64,
    /// While it is live: copies of an older version that are not gone yet.
    pub older: i64,
    /// By channel and state.
    pub channels: Vec<CopiesByChannel>,
}
