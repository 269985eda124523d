//! A proof and its kit, as callers see them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A file of the kit.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProofFileView {
    /// File name.
    pub name: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Such as `application/pdf`.
    pub media_type: String,
    /// Size.
    pub bytes: u64,
}

/// Why a file of the kit could not be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KitFailureView {
    /// The field at fault, such as `notices.fr.appeal`; empty where none is.
    pub field: String,
    /// Stable code, such as `text_too_long`.
    pub code: String,
    /// The file that could not be made.
    pub file: String,
    /// How many characters to cut, where that is the mend.
    pub excess: Option<u32>,
    /// The character that no typeface has, where that is what is wrong.
    #[serde(default)]
    pub character: Option<char>,
    /// What is wrong, in the caller's language.
    #[serde(default)]
    pub message: String,
    /// What to do about it.
    #[serde(default)]
    pub mend: String,
}

/// A proof.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ProofView {
    /// Its id.
    pub id: Uuid,
    /// Of which campaign.
    pub campaign_id: Uuid,
    /// From 1.
    pub version: i64,
    /// `rendering`, `frozen` or `failed`.
    pub state: String,
    /// SHA-256 over the canonical text, once frozen: what a decision must name.
    pub digest: Option<String>,
    /// The canonical text itself (RFC 8785), once frozen.
    pub canonical: Option<String>,
    /// The rendered files, once frozen.
    pub files: Vec<ProofFileView>,
    /// What to change where the kit could not be made.
    pub failures: Vec<KitFailureView>,
    /// When it was ordered.
    pub ordered_at: DateTime<Utc>,
    /// When it was frozen.
    pub frozen_at: Option<DateTime<Utc>>,
}
