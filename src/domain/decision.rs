//! The magistrate's word over a proof.

use crate::{Digest, Refusal, Rule};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DecisionAct {
    /// This may go out.
    Approve,
    /// This must go out, consent or not.
    Require,
    /// Back to the officer, with what to change.
    Return,
    /// No diffusion: it would gravely endanger the child or seriously harm the inquiry.
    Oppose,
}

impl DecisionAct {
    /// Whether it lets a campaign out.
    pub fn lets_out(self) -> bool {
        matches!(self, DecisionAct::Approve | DecisionAct::Require)
    }
}

/// A decision, over one digest, for one period.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What.
    pub act: DecisionAct,
    /// Over which proof.
    pub digest: Digest,
    /// Why; mandatory for everything but an approval.
    pub reasons: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Until when copies may be out. Never later than the proof says.
    pub until: DateTime<Utc>,
}

impl Decision {
    /// What refuses this decision itself.
    pub fn refusals(&self, proof: Digest, proof_until: DateTime<Utc>) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        if self.digest != proof {
            refusals.push(Refusal::at(Rule::OLD_DIGEST, "digest", proof.to_string()));
        }
        if self.act != DecisionAct::Approve && self.reasons.trim().is_empty() {
            refusals.push(Refusal::at(Rule::DECISION_REASONS, "reasons", ""));
        }
        if self.act.lets_out() && (self.until > proof_until || self.until <= self.at) {
            refusals.push(Refusal::at(Rule::DECISION_PERIOD, "until", proof_until.to_rfc3339()));
        }
        refusals
    }
}
