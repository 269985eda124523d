//! The ledger of a campaign's copies, as people read it.

use super::{Copies, InsightsView};
use childalert_domain::{CampaignState, PlacementState};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Every copy of a campaign, counted, and those that are owed back or need a person, one by one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LedgerView {
    /// Where the campaign stands.
    pub state: CampaignState,
    /// Its epoch.
    pub epoch: i64,
    /// When it went out.
    pub launched_at: Option<DateTime<Utc>>,
    /// When it was retracted.
    pub retracted_at: Option<DateTime<Utc>>,
    /// When the last copy was gone, of those that are.
    pub last_gone_at: Option<DateTime<Utc>>,
    /// When nothing was owed any more.
    pub closed_at: Option<DateTime<Utc>>,
    /// Copies in all. Those of the next six lines and what is still to be made add up to it.
    pub copies: i64,
    /// They stand outside.
    pub live: i64,
    /// Deleted, and read back as gone.
    pub withdrawn: i64,
    /// Could not be recalled: those who had it were told.
    pub corrected: i64,
    /// Never made, and never will be.
    pub suppressed: i64,
    /// A named person answered for it.
    pub answered: i64,
    /// Somebody or something still owes its end. A campaign is closed at zero.
    pub owed: i64,
    /// Of all, those that need a person: escalated or refused.
    pub needs_person: i64,
    /// By channel.
    pub channels: Vec<ChannelLedgerView>,
    /// How many there are to be listed as open.
    pub open_copies: i64,
    /// Those that need a person first, then the longest owed: a page of them.
    pub open: Vec<OpenCopyView>,
}

/// The copies of one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChannelLedgerView {
    /// The channel.
    pub channel: String,
    /// Copies in all.
    pub copies: i64,
    /// Of these, those that are still owed.
    pub owed: i64,
    /// By state.
    pub states: Vec<Copies>,
    /// How long it took to take them back; absent while none is.
    pub took: Option<TookView>,
    /// How they were received, all together, as the network said last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insights: Option<InsightsView>,
}

/// How long the copies of a channel took to be gone, from the retraction on. By the nearest rank: of 7 copies the 4th.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TookView {
    /// How many are gone.
    pub copies: i64,
    /// Half of them, in milliseconds.
    pub p50_ms: i64,
    /// 95 of 100.
    pub p95_ms: i64,
    /// All.
    pub max_ms: i64,
    /// When the last one was gone.
    pub last_at: DateTime<Utc>,
}

/// A copy that is owed back, or needs a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenCopyView {
    /// The copy.
    #[serde(flatten)]
    pub copy: CopyView,
    /// Whose it is.
    pub holder: HolderView,
    /// Until when the channel lets a program take it back; absent where that is for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawable_until: Option<DateTime<Utc>>,
}

/// Whose a copy is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HolderView {
    /// The service, or a person.
    pub by: Holder,
    /// Who; absent where nobody has taken it yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Since when it is theirs.
    pub since: DateTime<Utc>,
}

/// Who is to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// The service goes on by itself.
    Service,
    /// A person must act.
    Person,
}

/// A copy, as somebody sees it who watches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CopyView {
    /// Its id.
    pub id: Uuid,
    /// Channel.
    pub channel: String,
    /// Language.
    pub lang: String,
    /// Number of the batch.
    pub batch: i64,
    /// Where it stands,
    pub state: PlacementState,
    /// and since when.
    pub since: DateTime<Utc>,
    /// Permits so far.
    pub attempts: i64,
    /// Why it is not where it should be, as a code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The same in the caller's language.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mend: String,
    /// Where people see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
