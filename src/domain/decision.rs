//! The magistrate's word over a proof.

use crate::{Digest, Kind, Refusal, Rule};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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
    /// What is out may stay out longer.
    Extend,
    /// What is out must be taken back.
    End,
}

impl DecisionAct {
    /// Whether it lets a campaign out.
    pub fn lets_out(self) -> bool {
        matches!(self, DecisionAct::Approve | DecisionAct::Require)
    }

    /// Name as in the API, the trail and the words.
    pub fn name(self) -> &'static str {
        match self {
            DecisionAct::Approve => "approve",
            DecisionAct::Require => "require",
            DecisionAct::Return => "return",
            DecisionAct::Oppose => "oppose",
            DecisionAct::Extend => "extend",
            DecisionAct::End => "end",
        }
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

/// The fewest letters and figures that are reasons.
const LEAST_LETTERS: usize = 5;

impl Decision {
    /// What refuses this decision itself.
    pub fn refusals(&self, proof: Digest, proof_until: DateTime<Utc>) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        if self.digest != proof {
            refusals.push(Refusal::at(Rule::OLD_DIGEST, "digest", proof.to_string()));
        }
        // A letter gives no reason.
        let letters = self.reasons.chars().filter(|c| c.is_alphanumeric()).count();
        if self.act != DecisionAct::Approve && letters < LEAST_LETTERS {
            refusals.push(Refusal::at(Rule::DECISION_REASONS, "reasons", ""));
        }
        if self.act.lets_out() && (self.until > proof_until || self.until <= self.at) {
            refusals.push(Refusal::at(Rule::DECISION_PERIOD, "until", proof_until.to_rfc3339()));
        }
        refusals
    }
}

/// What the decisions over a campaign add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mandate {
    /// The magistrate requires the diffusion, consent or not.
    pub required: bool,
    /// Until when copies may be out.
    pub until: DateTime<Utc>,
    /// How often it was extended.
    pub extensions: usize,
}

/// The mandate over a proof, from a campaign's decisions, oldest first. `None`: nothing lets it out (any more).
pub fn mandate(decisions: &[Decision], proof: Digest) -> Option<Mandate> {
    let mut extensions = 0;
    decisions.iter().fold(None, |before: Option<Mandate>, decision| {
        let here = decision.digest == proof;
        // Those of an older version count: what is decided anew is the notice, not how long people have seen it.
        extensions += usize::from(decision.act == DecisionAct::Extend);
        match decision.act {
            // Required while it is live: the period, and how often it was extended, stay.
            DecisionAct::Require if here && before.is_some() => {
                before.map(|mandate| Mandate { required: true, ..mandate })
            }
            DecisionAct::Approve | DecisionAct::Require if here => Some(Mandate {
                required: decision.act == DecisionAct::Require,
                until: decision.until,
                extensions,
            }),
            DecisionAct::Extend if here => {
                before.map(|mandate| Mandate { until: decision.until, extensions, ..mandate })
            }
            // Over the version that is out: how long people see the notice, whichever version they see.
            DecisionAct::Extend => before.map(|mandate| Mandate {
                until: mandate.until.max(decision.until),
                extensions,
                ..mandate
            }),
            // Over another version: this one stands as it did.
            act if !here && act != DecisionAct::End => before,
            _ => None,
        }
    })
}

/// How often a Child Alert may be extended, each time by as long as it may last at first (practice of the Belgian, Dutch and
/// French systems: 24 hours at most).
pub const MOST_EXTENSIONS: usize = 3;

/// What refuses an extension of a live campaign until `until`, seen at `now`.
pub fn extension_refusals(
    kind: Kind,
    mandate: Mandate,
    until: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if until <= mandate.until || until <= now {
        refusals.push(Refusal::at(Rule::EXTENSION_PERIOD, "until", mandate.until.to_rfc3339()));
        return refusals;
    }
    if kind == Kind::ChildAlert && mandate.extensions >= MOST_EXTENSIONS {
        refusals.push(Refusal::at(Rule::EXTENSIONS, "act", MOST_EXTENSIONS.to_string()));
    }
    // Counted from the end of the period that runs, so that an early extension loses nothing.
    refusals.extend(kind.period_refusal(until, mandate.until.max(now)));
    refusals
}

/// Goes before what is hashed into a challenge, so that no other signature of the same passkey can be taken for a decision.
const STATEMENT: &str = "childalert-decision/1";

/// A decision as it is put before the magistrate and signed: nothing that it means may be missing from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionStatement {
    /// `childalert-decision/1`.
    pub format: String,
    /// Over which campaign.
    pub campaign: Uuid,
    /// Over which proof: texts, files, channels, area and the longest period.
    pub proof: Digest,
    /// What.
    pub act: DecisionAct,
    /// Why, in the magistrate's words.
    pub reasons: String,
    /// Until when copies may be out.
    pub until: DateTime<Utc>,
    /// The account that decides.
    pub decider: Uuid,
    /// When it was put before them.
    pub asked_at: DateTime<Utc>,
}

impl DecisionStatement {
    /// The format that this version writes.
    pub fn format() -> String {
        STATEMENT.to_owned()
    }

    /// Its digest: SHA-256 over the canonical JSON.
    pub fn digest(&self) -> Result<Digest, serde_json::Error> {
        Ok(Digest::of(serde_json_canonicalizer::to_string(self)?.as_bytes()))
    }

    /// What the passkey signs: SHA-256 over the purpose, the nonce and the statement's digest.
    pub fn challenge(&self, nonce: &[u8]) -> Result<Digest, serde_json::Error> {
        let mut message = STATEMENT.as_bytes().to_vec();
        message.push(0);
        message.extend_from_slice(Digest::of(nonce).bytes());
        message.extend_from_slice(self.digest()?.bytes());
        Ok(Digest::of(&message))
    }
}
