//! The part of the trail that a bundle holds: unbroken from its first entry to where the trail stood, with the entries that the
//! bundle is about in words and all others by their digests.

use super::BundleFault;
use childalert_domain::{Digest, Sealed, TrailEntry, TrailHead, trail_seal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// One entry of the stretch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// One that the bundle is about.
    Entry(Sealed),
    /// The digest of another, which tells nobody what it is.
    Other(Digest),
}

/// A stretch of the trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrailStretch {
    /// Where the trail stood before.
    pub before: TrailHead,
    /// Each entry since, in its order.
    pub links: Vec<Link>,
}

/// The acts that put a version out.
const GOES_OUT: [&str; 2] = ["campaign.launch", "campaign.update"];

/// Which version an entry says that it put out.
pub(super) fn version(entry: &TrailEntry) -> Option<Digest> {
    entry.detail.split(' ').next().and_then(|digest| digest.parse().ok())
}

impl TrailStretch {
    /// The entries that the bundle is about.
    pub fn entries(&self) -> impl Iterator<Item = &TrailEntry> {
        self.links.iter().filter_map(|link| match link {
            Link::Entry(sealed) => Some(&sealed.entry),
            Link::Other(_) => None,
        })
    }

    /// The versions of a campaign that went out, by their digests.
    pub fn went_out(&self, campaign: Uuid) -> BTreeSet<Digest> {
        let of_campaign = self.entries().filter(|entry| entry.campaign == Some(campaign));
        let out = of_campaign.filter(|entry| GOES_OUT.contains(&entry.act.as_str()));
        out.filter_map(version).collect()
    }

    /// Where the trail stood in the end.
    pub fn head(&self) -> TrailHead {
        self.heads().last().unwrap_or(self.before)
    }

    /// Where the trail stood after each link. An entry counts as it was sealed; whether that fits is for [`Self::faults`].
    fn heads(&self) -> impl Iterator<Item = TrailHead> {
        self.links.iter().scan(self.before, |head, link| {
            let hash = match link {
                Link::Entry(sealed) => sealed.hash,
                Link::Other(digest) => trail_seal(head.hash, *digest),
            };
            *head = TrailHead { seq: head.seq.saturating_add(1), hash };
            Some(*head)
        })
    }

    /// Seals that do not fit, entries out of their place, an end that is not the one that was signed, and what checkpoints have
    /// seen otherwise.
    pub(super) fn faults(&self, signed: TrailHead, seen: &[TrailHead]) -> Vec<BundleFault> {
        let mut faults = Vec::new();
        let mut before = self.before;
        for (link, head) in self.links.iter().zip(self.heads()) {
            if let Link::Entry(Sealed { entry, hash }) = link {
                if entry.seq != head.seq {
                    faults.push(BundleFault::Place(entry.seq));
                }
                if entry.seal(before.hash).ok() != Some(*hash) {
                    faults.push(BundleFault::Entry(entry.seq));
                }
            }
            before = head;
        }
        if before != signed {
            faults.push(BundleFault::End);
        }
        for checkpoint in seen {
            match self.heads().chain([self.before]).find(|head| head.seq == checkpoint.seq) {
                Some(head) if head.hash == checkpoint.hash => {}
                Some(head) => faults.push(BundleFault::Rewritten(head.seq)),
                None => faults.push(BundleFault::Outside {
                    seq: checkpoint.seq,
                    from: self.before.seq,
                    to: before.seq,
                }),
            }
        }
        faults
    }
}

/// The entry that registered a passkey. It may be years older than the case, so it stands for itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// The seal before.
    pub previous: Digest,
    /// The entry and its seal.
    pub sealed: Sealed,
}

impl Registration {
    pub(super) fn fault(&self) -> Option<BundleFault> {
        let Sealed { entry, hash } = &self.sealed;
        (entry.seal(self.previous).ok() != Some(*hash)).then_some(BundleFault::Entry(entry.seq))
    }
}
