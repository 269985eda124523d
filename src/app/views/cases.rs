//! A case and its papers, as callers see them.

use childalert_domain::{Case, Consent, ConsentDenied, Declaration, Heard, Override};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A case with its papers.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct CaseView {
    /// Its id.
    pub id: Uuid,
    /// Rises with each change; a change must name the one it was made on.
    pub version: i64,
    /// Whether at least one of the six criteria holds.
    pub worrying: bool,
    /// Age in whole years today.
    pub age: i32,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// The file.
    pub case: Case,
    /// The newest declaration.
    pub declaration: Option<DeclarationView>,
    /// Consents, withdrawn ones included, oldest first.
    pub consents: Vec<ConsentView>,
    /// Refusals, and those who could not be asked, oldest first.
    #[serde(default)]
    pub denials: Vec<DenialView>,
    /// Overrides, oldest first.
    pub overrides: Vec<OverrideView>,
    /// Who was heard, oldest first.
    pub concertation: Vec<HeardView>,
    /// Photos, oldest first.
    pub photos: Vec<PhotoView>,
    /// Scans of papers, oldest first.
    #[serde(default)]
    pub scans: Vec<ScanView>,
}

/// A case after a change, and what the change did besides.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct CaseChangeView {
    /// The case.
    #[serde(flatten)]
    pub case: CaseView,
    /// Campaigns that were live, and were taken back because the person may not be searched for.
    #[serde(default)]
    pub retracted: Vec<Uuid>,
}

/// A declaration in the file.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct DeclarationView {
    /// Its id.
    pub id: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The declaration.
    #[serde(flatten)]
    pub declaration: Declaration,
}

/// A consent in the file.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ConsentView {
    /// Its id.
    pub id: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The consent.
    #[serde(flatten)]
    pub consent: Consent,
}

/// In the file: that somebody did not consent.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct DenialView {
    /// Its id.
    pub id: Uuid,
    /// Who, and why.
    #[serde(flatten)]
    pub denied: ConsentDenied,
}

/// An override in the file.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct OverrideView {
    /// Its id.
    pub id: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The override.
    #[serde(flatten)]
    pub r#override: Override,
}

/// A party's word in the file.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct HeardView {
    /// Its id.
    pub id: Uuid,
    /// The word.
    #[serde(flatten)]
    pub heard: Heard,
}

/// A photo in the file, with all metadata taken out.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct PhotoView {
    /// SHA-256 of the cleaned bytes: its name everywhere.
    pub sha256: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// Where the face is taken to be, in thousandths from the left.
    pub focus_x: i64,
    /// Thousandths from the top.
    pub focus_y: i64,
    /// What an officer should know.
    pub warnings: Vec<PhotoWarningView>,
}

/// A scan of a paper in the file.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ScanView {
    /// SHA-256 of what is stored: its name everywhere.
    pub sha256: String,
    /// `application/pdf` or `image/jpeg`.
    pub media_type: String,
    /// Size.
    pub bytes: i64,
    /// When it was taken in.
    pub recorded_at: DateTime<Utc>,
}

/// What an officer should know of a photo before choosing it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PhotoWarningView {
    /// Stable code: `low_resolution`, `no_face_found`, `several_faces` or `older_than_a_year`; of a campaign,
    /// `not_official_photo`.
    pub code: String,
    /// What is to be known, in the caller's language, where the photo or the case is what was asked for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mend: String,
}

impl PhotoWarningView {
    pub(crate) fn of(code: &str) -> Self {
        PhotoWarningView { code: code.to_owned(), message: String::new(), mend: String::new() }
    }
}

/// Where the middle of the face is, as an officer sees it: the crop of every format follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FocusOrder {
    /// Thousandths of the width from the left.
    #[schema(maximum = 1000)]
    pub focus_x: u16,
    /// Thousandths of the height from the top.
    #[schema(maximum = 1000)]
    pub focus_y: u16,
}
