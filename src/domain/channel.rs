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
}

/// Every channel there is.
///
/// Bluesky: `swapCommit` (AT Protocol, `com.atproto.repo.createRecord`) makes the repository's head a fence, and moving
/// the head before the delete rules out every earlier request; the short quarantine is for the PDS's own read path.
pub static CHANNELS: &[ChannelFacts] = &[
    ChannelFacts {
        name: "page",
        reach: Reach::PublicSite,
        recall: Recall::Delete,
        copies: Copies::PerLanguage,
        leave_s: 10,
        quarantine_ms: 0,
    },
    ChannelFacts {
        name: "feed",
        reach: Reach::PublicSite,
        recall: Recall::Delete,
        copies: Copies::PerLanguage,
        leave_s: 10,
        quarantine_ms: 0,
    },
    ChannelFacts {
        name: "bluesky",
        reach: Reach::Social,
        recall: Recall::Delete,
        copies: Copies::PerLanguage,
        leave_s: 30,
        quarantine_ms: 1_000,
    },
    ChannelFacts {
        name: "email",
        reach: Reach::Volunteers,
        recall: Recall::Correct,
        copies: Copies::PerBatch,
        leave_s: 120,
        quarantine_ms: 0,
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
#[error("the channel must be one of page, feed, bluesky, email")]
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
