//! The channels: one row each. What a channel is, and what the ledger must know of it to place, probe and withdraw, stands
//! here; how to speak to it stands in one file of `workers`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// Whom a channel reaches, which decides the kinds of campaign that may use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The foundation's public site and feeds.
    PublicSite,
    /// Social networks.
    Social,
    /// The foundation's own volunteers.
    Volunteers,
    /// Nobody: a drill's channels, whose copies stand in the ledger alone.
    Training,
}

/// How a copy is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recall {
    /// It can be deleted, and read back to be sure.
    Delete,
    /// It cannot be recalled: a correction follows it, and what remains is listed for a person.
    Correct,
}

/// How many placements a campaign has on the channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copies {
    /// One per language of the campaign.
    PerLanguage,
    /// One per batch of recipients of one language.
    PerBatch,
}

/// One row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct ChannelFacts {
    /// Name in the API, in queue names and in configuration.
    pub name: &'static str,
    /// Whom it reaches.
    pub reach: Reach,
    /// How a copy is taken back.
    pub recall: Recall,
    /// How many placements.
    pub copies: Copies,
    /// Leave of one permit, in seconds: past it the placement is `unknown`.
    pub leave_s: u32,
    /// How long "absent" must hold before it is believed, in milliseconds, while the outside may still act on an older
    /// request. 0 where a fence or our own database rules that out.
    pub quarantine_ms: u32,
    /// The same after a retraction, where an attempt had no answer and nothing ever told the copy's id: nothing fences such a
    /// request off, so the copy is looked for until it can hardly come any more. A person is told meanwhile.
    pub late_ms: u32,
    /// For how long after it went live the network lets a program delete a copy, in seconds; `None`: for ever.
    pub withdrawable_s: Option<u32>,
    /// How many copies the network lets an account delete in a while; `None`: no such limit is known. No more copies are
    /// made than can be taken back within it.
    pub deletes: Option<Deletes>,
}

/// A network's limit on deletions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deletes {
    /// So many, less a fifth of what the network allows: a deletion that has to be repeated counts again.
    pub most: u32,
    /// In so many seconds.
    pub per_s: u32,
}

/// Ten minutes, the longest that a network was seen to sit on a request, and one more.
const LATE_MS: u32 = 660_000;

/// Every channel there is.
///
/// Bluesky: `swapCommit` (AT Protocol, `com.atproto.repo.createRecord`) makes the repository's head a fence, and moving
/// the head before the delete rules out every earlier request; the short quarantine is for the PDS's own read path.
///
/// Mastodon: `Idempotency-Key` gives back the same post for an hour, so an attempt is repeated while the campaign is live and
/// never after it (<https://docs.joinmastodon.org/methods/statuses/#create>). 30 deletions in 30 minutes
/// (<https://docs.joinmastodon.org/api/rate-limits/>).
///
/// Facebook: a post is made unpublished and its id written down before it is published, so whatever the public can see has
/// an id in the ledger, and deleting it fences off a publication that is still on its way.
///
/// Telegram: a bot deletes a message for 48 hours (<https://core.telegram.org/bots/api#deletemessage>).
///
/// Training: what a drill goes out on, and nothing else does. One is taken back like a post, the other corrected like an e-mail;
/// their worker has no way out, so nothing can come late.
pub static CHANNELS: &[ChannelFacts] = &[
    ChannelFacts {
        name: "page",
        reach: Reach::PublicSite,
        recall: Recall::Delete,
        copies: Copies::PerLanguage,
        leave_s: 10,
        quarantine_ms: 0,
        late_ms: 0,
        withdrawable_s: None,
        deletes: None,
    },
    ChannelFacts {
        name: "feed",
        reach: Reach::PublicSite,
        recall: Recall::Delete,
        copies: Copies::PerLanguage,
        leave_s: 10,
        quarantine_ms: 0,
        late_ms: 0,
        withdrawable_s: None,
        deletes: None,
    },
    ChannelFacts {
        name: "bluesky",
        reach: Reach::Social,
        recall: Recall::Delete,
        copies: Copies::PerLanguage,
        leave_s: 30,
        quarantine_ms: 1_000,
        late_ms: 1_000,
        withdrawable_s: None,
        deletes: None,
    },
    ChannelFacts {
        name: "mastodon",
        reach: Reach::Social,
        recall: Recall::Delete,
        copies: Copies::PerLanguage,
        leave_s: 45,
        quarantine_ms: 1_000,
        late_ms: LATE_MS,
        withdrawable_s: None,
        deletes: Some(Deletes { most: 24, per_s: 1_800 }),
    },
    ChannelFacts {
        name: "facebook",
        reach: Reach::Social,
        recall: Recall::Delete,
        copies: Copies::PerLanguage,
        leave_s: 60,
        quarantine_ms: 1_000,
        late_ms: 1_000,
        withdrawable_s: None,
        deletes: None,
    },
    ChannelFacts {
        name: "telegram",
        reach: Reach::Social,
        recall: Recall::Delete,
        copies: Copies::PerLanguage,
        leave_s: 45,
        quarantine_ms: 1_000,
        late_ms: LATE_MS,
        withdrawable_s: Some(48 * 3_600),
        deletes: None,
    },
    ChannelFacts {
        name: "email",
        reach: Reach::Volunteers,
        recall: Recall::Correct,
        copies: Copies::PerBatch,
        leave_s: 120,
        quarantine_ms: 0,
        late_ms: 0,
        withdrawable_s: None,
        deletes: None,
    },
    ChannelFacts {
        name: "training",
        reach: Reach::Training,
        recall: Recall::Delete,
        copies: Copies::PerLanguage,
        leave_s: 30,
        quarantine_ms: 0,
        late_ms: 0,
        withdrawable_s: None,
        deletes: None,
    },
    ChannelFacts {
        name: "training_mail",
        reach: Reach::Training,
        recall: Recall::Correct,
        copies: Copies::PerLanguage,
        leave_s: 30,
        quarantine_ms: 0,
        late_ms: 0,
        withdrawable_s: None,
        deletes: None,
    },
];

/// A channel: a row of [`CHANNELS`].
#[derive(Clone, Copy)]
pub struct Channel(&'static ChannelFacts);

impl Channel {
    /// Every channel.
    pub fn all() -> impl Iterator<Item = Channel> {
        CHANNELS.iter().map(Channel)
    }

    /// Its row.
    pub fn facts(self) -> &'static ChannelFacts {
        self.0
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name
    }
}

/// A name that no row has.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the channel must be one of {}", CHANNELS.iter().map(|channel| channel.name).collect::<Vec<_>>().join(", "))]
pub struct UnknownChannel;

impl FromStr for Channel {
    type Err = UnknownChannel;
    fn from_str(s: &str) -> Result<Self, UnknownChannel> {
        Channel::all().find(|c| c.name() == s).ok_or(UnknownChannel)
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

impl fmt::Debug for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

impl PartialEq for Channel {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Channel {}

impl std::hash::Hash for Channel {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.name.hash(state);
    }
}

impl PartialOrd for Channel {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Channel {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.name.cmp(other.0.name)
    }
}

impl Serialize for Channel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name)
    }
}

impl<'de> Deserialize<'de> for Channel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        name.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
mod schema {
    use super::{CHANNELS, Channel};
    use utoipa::openapi::schema::{ObjectBuilder, Type};
    use utoipa::openapi::{RefOr, Schema};

    impl utoipa::PartialSchema for Channel {
        fn schema() -> RefOr<Schema> {
            ObjectBuilder::new()
                .schema_type(Type::String)
                .enum_values(Some(CHANNELS.iter().map(|c| c.name)))
                .description(Some("A channel that notices go out on"))
                .into()
        }
    }

    impl utoipa::ToSchema for Channel {
        fn name() -> std::borrow::Cow<'static, str> {
            "Channel".into()
        }
    }
}
