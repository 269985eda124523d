//! What a permit lets out: the frozen words and files of the proof, addressed to one placement.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A picture of the frozen kit. The bytes are fetched from the ledger with the permit in hand ([`crate::Ledger::file`]).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// Such as `image/jpeg`.
    pub media_type: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What the picture shows, for those who cannot see it, in the placement's language.
    pub alt: String,
}

/// One recipient of a batch. A permit lists only the recipients who are still to be written to.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Number of the part in its batch; the ledger's key, and all that a log may say.
    pub number: i32,
    /// E-mail address.
    pub address: String,
    /// How the recipient is called.
    pub name: String,
}

/// How far a part of a batch has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartState {
    /// Not yet attempted.
    Planned,
    /// Handed to the outside from now on: after a crash, this one may or may not have arrived.
    Sending,
    /// Accepted by the outside.
    Sent,
    /// Refused by the outside for good (such a mailbox does not exist).
    Refused,
    /// The correction is being handed over.
    Correcting,
    /// The correction was accepted.
    Corrected,
    /// Was never sent, and never will be.
    Suppressed,
}

/// What became of one part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartReport {
    /// The part's number.
    pub number: i32,
    /// Its new state.
    pub state: PartState,
}

/// What to put outside, by kind of channel. `Debug` shows the kind only: names and addresses stay out of logs.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    /// A page or feed entry of our own site. There is nothing to send: the site shows a row that is live, and no other.
    Site {
        /// Language, such as `fr`.
        lang: String,
        /// Where it can be read back.
        url: String,
        /// A string that the address contains while the copy stands, and must not once it is gone.
        marker: String,
    },
    /// A post on a social network.
    Post {
        /// Language, such as `fr`.
        lang: String,
        /// The post's text, without the link.
        text: String,
        /// The notice's own page.
        link: String,
        /// The picture.
        picture: Picture,
        /// RFC 3339. Stored when planned, so that every attempt makes the same bytes.
        created_at: String,
    },
    /// One e-mail to each part of a batch.
    Mail {
        /// Language, such as `fr`.
        lang: String,
        /// Subject line.
        subject: String,
        /// Plain text body.
        text: String,
        /// HTML body.
        html: String,
        /// To whom. For a withdrawal: everybody who has, or may have, the first one.
        parts: Vec<Part>,
    },
    /// A copy of a drill, which stands in the ledger and nowhere else. No channel that has a way out takes it: whatever else should
    /// fail, what a drill lets out is nothing that such a worker could send.
    Training {
        /// Language, such as `fr`.
        lang: String,
        /// The text, as it would be posted; it begins by saying that it is an exercise.
        text: String,
        /// What becomes of the act.
        plays: Plays,
    },
}

/// What an outside that is not there answers to one act of a drill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Plays {
    /// It does what is asked.
    Willing,
    /// It asks to come again a little later.
    Busy,
    /// It gives no answer: whether it was done is to be found out.
    Silent,
    /// The copy is still there.
    Resists,
}

impl Content {
    /// The kind's name.
    pub fn kind(&self) -> &'static str {
        match self {
            Content::Site { .. } => "site",
            Content::Post { .. } => "post",
            Content::Mail { .. } => "mail",
            Content::Training { .. } => "training",
        }
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Content({})", self.kind())
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Part({})", self.number)
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({}, {}×{})", self.media_type, self.width, self.height)
    }
}
