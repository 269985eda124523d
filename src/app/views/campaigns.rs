//! A campaign, as callers see it.

use super::PhotoWarningView;
use childalert_domain::{CampaignDraft, CampaignState, RetractionReason};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A campaign.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct CampaignView {
    /// Its id.
    pub id: Uuid,
    /// The case it searches for.
    pub case_id: Uuid,
    /// Public code: in the addresses of its pages, and in the QR of every copy.
    pub code: String,
    /// Where it stands.
    pub state: CampaignState,
    /// Rises with every launch, update, end and retraction.
    pub epoch: i64,
    /// Rises with each edit; an edit must name the one it was made on.
    pub version: i64,
    /// The draft as it is now.
    pub draft: CampaignDraft,
    /// The proof that is, or was, out.
    pub live_proof: Option<Uuid>,
    /// When the mandate ends.
    pub until: Option<DateTime<Utc>>,
    /// When it went out.
    pub launched_at: Option<DateTime<Utc>>,
    /// When it was retracted.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why.
    pub ended_reason: Option<String>,
    /// When nothing was owed any more.
    pub closed_at: Option<DateTime<Utc>>,
    /// The check page behind the QR of every copy.
    pub check_url: String,
    /// What an officer should know of it, where one campaign is asked for.
    #[serde(default)]
    pub warnings: Vec<PhotoWarningView>,
    /// The notice's pages by language, where the campaign has any.
    pub pages: std::collections::BTreeMap<String, String>,
}

/// Why to take everything back.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Retraction {
    /// Why.
    pub reason: RetractionReason,
}
