//! A volunteer, as callers see them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A volunteer.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct VolunteerView {
    /// Their id.
    pub id: Uuid,
    /// E-mail address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Language.
    pub lang: String,
    /// Team.
    pub team: String,
    /// Postcode.
    pub postcode: String,
    /// Phone in E.164, or empty.
    pub phone: String,
    /// Whether they are written to.
    pub active: bool,
}
