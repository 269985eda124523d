//! The trail, as callers see it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// An entry of the trail.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct TrailView {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who: a role and the id of an account or key, or `service`.
    pub actor: String,
    /// What.
    pub act: String,
    /// On what.
    pub subject: Uuid,
    /// The request that did it, as the log has it.
    pub request: String,
    /// Why, as a code; empty where the act says it.
    pub reason: String,
    /// A code, a digest, a count.
    pub detail: String,
    /// The seal: SHA-256 over the seal before it and the entry.
    pub seal: String,
}

impl From<childalert_domain::Sealed> for TrailView {
    fn from(sealed: childalert_domain::Sealed) -> Self {
        let childalert_domain::Sealed { entry, hash } = sealed;
        TrailView {
            seq: entry.seq,
            at: entry.at,
            actor: entry.actor,
            act: entry.act,
            subject: entry.subject,
            request: entry.request,
            reason: entry.reason,
            detail: entry.detail,
            seal: hash.to_string(),
        }
    }
}
