//! A decision as it was signed: the statement, the passkey's answer to it, and the key.

use crate::{Asserted, Assertion, AssertionFault, Ceremony, PublicKey, encoded};
use childalert_domain::DecisionStatement;
use serde::{Deserialize, Serialize};

/// A signed decision: all that is needed to check it again, years later, on another machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedDecision {
    /// What was decided.
    pub statement: DecisionStatement,
    /// 32 bytes that the service drew, so that no signature can be used twice.
    #[serde(with = "encoded")]
    pub nonce: Vec<u8>,
    /// The passkey's answer.
    pub assertion: Assertion,
    /// The passkey's public key, as it was registered.
    pub key: PublicKey,
    /// The site's domain.
    pub rp_id: String,
    /// The site's address.
    pub origin: String,
}

/// Why a signed decision does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecisionFault {
    /// The statement cannot be written as it was signed.
    #[error("the decision cannot be read")]
    Unreadable,
    /// The signature does not hold.
    #[error(transparent)]
    Assertion(#[from] AssertionFault),
}

impl SignedDecision {
    /// Checks the signature over the statement.
    pub fn check(&self) -> Result<Asserted, DecisionFault> {
        let challenge = self.statement.challenge(&self.nonce).map_err(|_| DecisionFault::Unreadable)?;
        let asked = Ceremony { challenge: challenge.bytes(), rp_id: &self.rp_id, origin: &self.origin };
        Ok(self.assertion.check(&self.key, asked)?)
    }
}
