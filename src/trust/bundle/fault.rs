//! What does not hold in a bundle, in words that name it.

use uuid::Uuid;

/// What does not hold in a bundle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleFault {
    /// Not an archive that this program has written, or of another version.
    #[error("the file is not a proof bundle of this version: {0}")]
    Unreadable(&'static str),
    /// The archive holds bytes that belong to nothing.
    #[error("the archive was written by something else: it holds bytes that belong to no file")]
    NotCanonical,
    /// The installation's signature does not fit the manifest.
    #[error("manifest.json: the installation's signature does not fit")]
    Signature,
    /// Signed by another installation than the one that is trusted.
    #[error("manifest.json: it is signed by another installation than the key given")]
    Installation,
    /// A file that is listed is not there.
    #[error("{0}: it is missing")]
    Missing(String),
    /// A file that is not listed is there.
    #[error("{0}: it does not belong to the bundle")]
    Unlisted(String),
    /// A file is not the one that was listed or decided on.
    #[error("{0}: it is not the file that was decided on")]
    File(String),
    /// A part of the proof.
    #[error("proof.json: {0} differs from what was decided on")]
    Part(String),
    /// The proof as a whole.
    #[error("proof.json: it is not the proof that was decided on")]
    Proof,
    /// A decision.
    #[error("decisions.json, decision {number}: {reason}")]
    Decision {
        /// From 1.
        number: usize,
        /// Why.
        reason: String,
    },
    /// Nobody decided that this may go out.
    #[error("decisions.json: no decision lets this proof out")]
    NotDecided,
    /// A consent is not the one that was recorded.
    #[error("consents.json, paper {0}: it is not the one that the trail has recorded")]
    Consent(Uuid),
    /// A consent, a refusal or an override that the trail has recorded is not there.
    #[error("consents.json: paper {0}, which the trail has recorded, is missing")]
    ConsentMissing(Uuid),
    /// An entry of the trail.
    #[error("trail.json, entry {0}: its seal does not fit")]
    Entry(i64),
    /// An entry that stands elsewhere.
    #[error("trail.json, entry {0}: it does not stand in its place")]
    Place(i64),
    /// An entry was left out.
    #[error("trail.json: an entry before entry {0} is left out")]
    LeftOut(i64),
    /// Where the trail stood in the end.
    #[error("trail.json: it does not end where the manifest says")]
    End,
    /// A decision that the trail has and the bundle has not.
    #[error("decisions.json: the decision of entry {0} of the trail is missing")]
    DecisionMissing(i64),
    /// It was launched while no decision let it out.
    #[error("trail.json, entry {0}: it went out while no decision let it out")]
    WentOut(i64),
    /// A checkpoint that was kept elsewhere has seen another trail.
    #[error(
        "trail.json, entry {0}: it is not the one that a checkpoint has seen, the trail was written anew"
    )]
    Rewritten(i64),
    /// A checkpoint of a moment that the bundle says nothing about.
    #[error(
        "a checkpoint has seen entry {seq}; the bundle holds the trail from entry {from} to entry {to}, and cannot be compared with it: export it anew, or give a checkpoint of one of these entries"
    )]
    Outside {
        /// The checkpoint's entry.
        seq: i64,
        /// The first that the bundle holds.
        from: i64,
        /// The last.
        to: i64,
    },
}
