//! A signed note of where the trail stood, to keep elsewhere.

use crate::{InstallationKey, PublicKey, encoded};
use childalert_domain::TrailHead;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

const FORMAT: &str = "childalert-checkpoint/1";

/// Where the trail stood, when, signed by the installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    format: String,
    /// Where it stood.
    pub head: TrailHead,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub key: PublicKey,
    #[serde(with = "encoded")]
    signature: Vec<u8>,
}

/// Why a checkpoint does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointFault {
    /// Of a format that this version does not know.
    #[error("it is not a checkpoint of this version")]
    Format,
    /// Signed with another key than the one that is trusted.
    #[error("it is signed by another installation")]
    Key,
    /// The signature is not over this.
    #[error("its signature does not fit: it was changed")]
    Signature,
}

impl Checkpoint {
    /// Signs a checkpoint.
    pub fn sign(head: TrailHead, at: DateTime<Utc>, key: &InstallationKey) -> Checkpoint {
        let signature = key.sign(&message(head, at));
        Checkpoint { format: FORMAT.to_owned(), head, at, key: key.public(), signature }
    }

    /// Checks it; with the installation's key, where that is known from elsewhere.
    pub fn check(&self, trusted: Option<&PublicKey>) -> Result<TrailHead, CheckpointFault> {
        if self.format != FORMAT {
            return Err(CheckpointFault::Format);
        }
        if trusted.is_some_and(|trusted| *trusted != self.key) {
            return Err(CheckpointFault::Key);
        }
        if !self.key.verifies(&message(self.head, self.at), &self.signature) {
            return Err(CheckpointFault::Signature);
        }
        Ok(self.head)
    }
}

fn message(head: TrailHead, at: DateTime<Utc>) -> Vec<u8> {
    format!("{FORMAT}\n{}\n{}\n{}", head.seq, head.hash, at.timestamp_micros()).into_bytes()
}
