//! The trail: who did what, when, on what. Each entry is sealed with the hash of the one before it, so that whoever changes,
//! moves, adds or cuts one must seal all later ones anew, and cannot do so behind the back of a checkpoint kept elsewhere.
//!
//! Entries hold references, never personal data: they outlive the child's file. What a paper said is bound by its digest.

use crate::Digest;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Goes before what is hashed, so that a seal is never the hash of anything else.
const SEAL: &str = "childalert-trail/2";

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrailEntry {
    /// Its number, from 1, without gaps.
    pub seq: i64,
    /// Its number in its thread: among the entries of its campaign or, where it is in none, among those on its subject; from 1,
    /// without gaps. So an extract shows that it leaves none out. 0 for a look, which changes nothing.
    pub nth: i64,
    /// Its id.
    pub id: Uuid,
    /// When, to the microsecond.
    pub at: DateTime<Utc>,
    /// Who: a role and an id, or `service`.
    pub actor: String,
    /// What, such as `campaign.launch`.
    pub act: String,
    /// On what.
    pub subject: Uuid,
    /// In which campaign, if in one.
    pub campaign: Option<Uuid>,
    /// The request that did it, as the log has it; empty where nobody asked.
    pub request: String,
    /// Why, as a code or in the actor's words where they name nobody; empty where the act speaks for itself.
    pub reason: String,
    /// A code, a digest, a count.
    pub detail: String,
}

impl TrailEntry {
    /// What stands for it in its seal, and in an extract that is not about it: SHA-256 over its canonical JSON (RFC 8785).
    pub fn digest(&self) -> Result<Digest, serde_json::Error> {
        Ok(Digest::of(serde_json_canonicalizer::to_string(self)?.as_bytes()))
    }

    /// The seal: SHA-256 over the seal before it and the entry's digest.
    pub fn seal(&self, previous: Digest) -> Result<Digest, serde_json::Error> {
        Ok(trail_seal(previous, self.digest()?))
    }

    /// Whether it notes a look: nothing was changed.
    pub fn is_look(&self) -> bool {
        is_look(&self.act)
    }
}

/// Whether an act is a look.
pub fn is_look(act: &str) -> bool {
    act.ends_with(".look")
}

/// The seal of the entry with this digest.
pub fn trail_seal(previous: Digest, entry: Digest) -> Digest {
    Digest::of(format!("{SEAL}\n{previous}\n{entry}").as_bytes())
}

/// What stands before the first entry.
pub fn trail_start() -> Digest {
    Digest::of(SEAL.as_bytes())
}

/// An entry with its seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// The entry.
    pub entry: TrailEntry,
    /// Its seal.
    pub hash: Digest,
}

impl Sealed {
    /// An entry from a line of an exported trail, written as this program writes it: nothing else may say the same.
    pub fn from_line(line: &str) -> Option<Sealed> {
        let sealed: Sealed = serde_json::from_str(line).ok()?;
        (sealed.line().ok()? == line).then_some(sealed)
    }

    /// The entry as a line of an exported trail.
    pub fn line(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

/// Where a trail stood: its newest entry's number and seal. Kept elsewhere, it tells whether the trail was rewritten since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrailHead {
    /// Number of the newest entry; 0 where there is none.
    pub seq: i64,
    /// Its seal.
    pub hash: Digest,
}

/// Where a trail does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrailBreak {
    /// An entry is missing, twice, or not in its place.
    #[error("entry {expected} is missing: entry {found} stands in its place")]
    OutOfOrder {
        /// The number that should stand here.
        expected: i64,
        /// The number that does.
        found: i64,
    },
    /// The entry, or one before it, is not what was sealed.
    #[error("entry {seq} was changed after it was written: its seal does not fit")]
    Changed {
        /// Its number.
        seq: i64,
    },
    /// A checkpoint names an entry that is not there any more.
    #[error("the trail ends before entry {seq}, which a checkpoint has seen: it was cut")]
    Cut {
        /// The entry that the checkpoint names.
        seq: i64,
    },
    /// The entry that a checkpoint names has another seal.
    #[error("entry {seq} is not the one that a checkpoint has seen: the trail was written anew")]
    Rewritten {
        /// The entry that the checkpoint names.
        seq: i64,
    },
}

/// Reads a trail from its first entry to its last.
#[derive(Debug)]
pub struct TrailReader<'a> {
    head: TrailHead,
    checkpoints: &'a [TrailHead],
}

impl<'a> TrailReader<'a> {
    /// From the start, with what checkpoints have seen.
    pub fn new(checkpoints: &'a [TrailHead]) -> Self {
        TrailReader { head: TrailHead { seq: 0, hash: trail_start() }, checkpoints }
    }

    /// Reads the next entry.
    pub fn read(&mut self, sealed: &Sealed) -> Result<(), TrailBreak> {
        let TrailEntry { seq, .. } = sealed.entry;
        let expected = self.head.seq + 1;
        if seq != expected {
            return Err(TrailBreak::OutOfOrder { expected, found: seq });
        }
        if sealed.entry.seal(self.head.hash).ok() != Some(sealed.hash) {
            return Err(TrailBreak::Changed { seq });
        }
        if self.checkpoints.iter().any(|seen| seen.seq == seq && seen.hash != sealed.hash) {
            return Err(TrailBreak::Rewritten { seq });
        }
        self.head = TrailHead { seq, hash: sealed.hash };
        Ok(())
    }

    /// The end: where the trail stands, if it reaches every checkpoint.
    pub fn end(self) -> Result<TrailHead, TrailBreak> {
        match self.checkpoints.iter().find(|seen| seen.seq > self.head.seq) {
            Some(seen) => Err(TrailBreak::Cut { seq: seen.seq }),
            None => Ok(self.head),
        }
    }
}
