//! The kit of a proof, to be rendered.

use crate::{BootTime, PermitId};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Leave to render the kit of one proof.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RenderPermit {
    /// Its name, for reports and for fetching the photos.
    pub id: PermitId,
    /// How long the worker may take, in milliseconds.
    pub leave_ms: u64,
    /// What to render: a `childalert_poster::KitOrder`. It travels as JSON so that this contract stays free of layout.
    pub order: serde_json::Value,
}

impl RenderPermit {
    /// The deadline, counted from `asked`.
    pub fn until(&self, asked: BootTime) -> BootTime {
        asked.after(Duration::from_millis(self.leave_ms))
    }
}

/// One file of the kit, already stored with [`crate::Ledger::store_file`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderedFile {
    /// File name in the kit, such as `poster-a4-fr-nl.pdf`: format and languages, never a person.
    pub name: String,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// Such as `application/pdf`.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Width in pixels (pictures) or points (PDF).
    pub width: u32,
    /// Height in the same unit.
    pub height: u32,
    /// Languages on it, such as `["fr", "nl"]`.
    pub languages: Vec<String>,
    /// The format's name, such as `a4`, `social_wide`, `page`.
    pub format: String,
}

/// Why a kit could not be rendered: a field, the reason's code, and what the message needs to be exact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderFailure {
    /// The notice's field, such as `notices.fr.appeal`, or empty where no field is at fault.
    pub field: String,
    /// Stable code, such as `text_too_long`.
    pub code: String,
    /// The file that could not be made, such as `poster-a4-fr-nl.pdf`.
    pub file: String,
    /// How many characters to cut, where that is the mend.
    pub excess: Option<u32>,
    /// The character that no typeface has, where that is what is wrong. No other content of the notice.
    #[serde(default)]
    pub character: Option<char>,
}
