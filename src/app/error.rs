//! What can go wrong in a use case. It knows nothing of HTTP or of words: those are found by code at the last step, so that
//! what the log reads cannot leak into what a user reads.

use crate::views::KitFailureView;
use childalert_domain::Refusal;
use childalert_store::StoreError;

/// Two people, or two requests, in each other's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The row was changed since the caller read it.
    Stale,
    /// Another case has the reference.
    ReferenceTaken,
    /// The consent was withdrawn before.
    AlreadyWithdrawn,
    /// The change takes so many live campaigns back, and the caller did not say that this is meant.
    TakesBack(usize),
}

/// What of a notice changed while somebody read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// A text.
    Texts,
    /// The photos.
    Photos,
    /// The channels.
    Channels,
    /// The languages.
    Languages,
    /// The area.
    Area,
    /// The end.
    Until,
    /// Nothing but how it looks; or it is not known what was shown.
    Look,
}

impl Changed {
    /// Stable name, for the trail and for the message catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Changed::Texts => "texts",
            Changed::Photos => "photos",
            Changed::Channels => "channels",
            Changed::Languages => "languages",
            Changed::Area => "area",
            Changed::Until => "until",
            Changed::Look => "look",
        }
    }
}

/// Why a use case did not happen. Nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Rules refuse; all of them are listed.
    #[error("refused by {} rules", .0.len())]
    Refused(Vec<Refusal>),
    /// There is no such thing (or the caller may not know of it).
    #[error("not found: {0}")]
    NotFound(&'static str),
    /// Somebody else was first.
    #[error("conflict: {0:?}")]
    Conflict(Conflict),
    /// The role may not do it.
    #[error("forbidden")]
    Forbidden,
    /// Somebody is not let in, or a passkey not taken.
    #[error("access: {0:?}")]
    Access(crate::accounts::AccessFault),
    /// This machine's clock stands behind the trail by so many seconds.
    #[error("the clock is {behind_s} s behind")]
    Clock {
        /// How far.
        behind_s: i64,
    },
    /// The file store does not answer, and what was asked cannot be answered without it.
    #[error("the file store does not answer")]
    FilesAway,
    /// A scan cannot be taken.
    #[error("scan refused: {0}")]
    Scan(childalert_poster::ScanError),
    /// What somebody agreed to is not what is there any more; what differs.
    #[error("changed since it was shown: {0:?}")]
    ShownChanged(Vec<Changed>),
    /// The campaign ended, and copies are owed.
    #[error("{} copies are owed", .0.owed)]
    NotClosed(crate::copies::Owing),
    /// The campaign has not ended.
    #[error("the campaign has not ended")]
    NotEnded,
    /// No key, a wrong one, an expired or revoked one.
    #[error("unauthorised")]
    Unauthorised,
    /// The photo cannot be used; the code says why.
    #[error("photo refused: {0}")]
    Photo(&'static str),
    /// A file of the kit cannot be made; the fields at fault are listed.
    #[error("the kit cannot be made: {} reasons", .0.len())]
    Kit(Vec<KitFailureView>),
    /// The same Idempotency-Key came with another request.
    #[error("idempotency key reused")]
    IdempotencyReused,
    /// The same request is running at this moment.
    #[error("the same request is in progress")]
    InProgress,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file store.
    #[error("the file store failed")]
    Files(#[from] object_store::Error),
    /// A stored document does not read back.
    #[error("a stored document is unreadable: {0}")]
    Stored(#[from] serde_json::Error),
    /// A stored proof or file is not what its digest says.
    #[error("stored bytes do not match their digest")]
    Tampered,
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        AppError::Refused(vec![refusal])
    }
}
