//! A decision, and what a passkey says over it.

use childalert_domain::DecisionAct;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What a magistrate decides.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionOrder {
    /// What.
    pub act: DecisionAct,
    /// Over which bytes: the proof's digest.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub digest: String,
    /// Why; mandatory for everything but an approval.
    #[schema(max_length = 5000)]
    #[serde(default)]
    pub reasons: String,
    /// Until when copies may be out; the proof's own period where absent, and never later than that.
    #[serde(default)]
    pub until: Option<DateTime<Utc>>,
}

/// The answer to a question that was put before the magistrate: what `navigator.credentials.get` gave, bytes as base64url.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct SignedAnswer {
    /// Which question.
    pub question: Uuid,
    /// The passkey's answer.
    pub credential: SignedCredential,
}

/// A passkey's answer.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct SignedCredential {
    /// Which passkey.
    #[schema(max_length = 1400)]
    pub id: String,
    /// What it says.
    pub response: SignedResponse,
}

/// What a passkey says, each part in base64url without padding.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignedResponse {
    /// What the authenticator says.
    #[schema(max_length = 4000)]
    pub authenticator_data: String,
    /// What the browser says.
    #[serde(rename = "clientDataJSON")]
    #[schema(max_length = 4000)]
    pub client_data_json: String,
    /// Over both.
    #[schema(max_length = 1400)]
    pub signature: String,
}

/// A decision.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct DecisionView {
    /// Its id.
    pub id: Uuid,
    /// Over which proof.
    pub proof_id: Uuid,
    /// What.
    pub act: DecisionAct,
    /// Over which bytes.
    pub digest: String,
    /// Why.
    pub reasons: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Until when copies may be out.
    pub until: DateTime<Utc>,
    /// By whom: role and key.
    pub by: String,
}
