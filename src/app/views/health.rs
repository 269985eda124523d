//! How the service is, as whoever runs it sees it.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// How something stands. Later ones are worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HealthState {
    /// As it should.
    Good,
    /// It works, and somebody should look at it.
    Look,
    /// It does not work.
    Down,
}

impl HealthState {
    /// Stable name, for the API and for the message catalogue.
    pub fn name(self) -> &'static str {
        match self {
            HealthState::Good => "good",
            HealthState::Look => "look",
            HealthState::Down => "down",
        }
    }
}

/// A part of the service that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HealthPart {
    /// Whether the database answers, and keeps what it is told.
    Database,
    /// This machine's clock, against the database's and the trail's.
    Clock,
    /// The queue that calls workers.
    Broker,
    /// Calls to workers that wait for the queue.
    Outbox,
    /// The store of photos and kits.
    Files,
    /// The worker that renders kits.
    Render,
    /// Copies that a person must see to.
    Copies,
    /// Mail of the service's own that was given up.
    Messages,
    /// Whether passkeys work at this address.
    Passkeys,
    /// Who is told of launches and ends.
    Authorities,
    /// The key that signs closing statements.
    Signature,
    /// The trail's newest seals.
    Trail,
}

impl HealthPart {
    /// Stable name, for the API and for the message catalogue.
    pub fn name(self) -> &'static str {
        match self {
            HealthPart::Database => "database",
            HealthPart::Clock => "clock",
            HealthPart::Broker => "broker",
            HealthPart::Outbox => "outbox",
            HealthPart::Files => "files",
            HealthPart::Render => "render",
            HealthPart::Copies => "copies",
            HealthPart::Messages => "messages",
            HealthPart::Passkeys => "passkeys",
            HealthPart::Authorities => "authorities",
            HealthPart::Signature => "signature",
            HealthPart::Trail => "trail",
        }
    }
}

/// What was found of one part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HealthCheck {
    /// Which part.
    pub part: HealthPart,
    /// How it stands.
    pub state: HealthState,
    /// What was found, as a stable code, such as `answers` or `silent`.
    pub found: String,
    /// How long the answer took, in milliseconds, where one was waited for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub took_ms: Option<i64>,
    /// How many: what waits, what failed, the number of the trail's newest entry, seconds between two clocks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<i64>,
    /// Since when, or when last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
    /// The same in words.
    pub message: String,
    /// What to do about it; empty where nothing is to be done.
    pub mend: String,
}

/// How one channel stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChannelHealth {
    /// Channel's name.
    pub channel: String,
    /// How it stands.
    pub state: HealthState,
    /// Why, as a stable code: `ready`, `unused`, `never`, `silent`, `no_account`, `needs_person` or `failing`.
    pub found: String,
    /// When a worker of the channel said last that it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worker_seen_at: Option<DateTime<Utc>>,
    /// When a copy went live last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub live_at: Option<DateTime<Utc>>,
    /// When something went wrong last that is not mended,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed_at: Option<DateTime<Utc>>,
    /// and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Copies that are, or may be, out there.
    pub standing: i64,
    /// Copies that a person must see to.
    pub needs_person: i64,
    /// Jobs that wait in the queue to make copies, where the queue can tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_make: Option<u64>,
    /// Jobs that wait in the queue to take copies back, where the queue can tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_take_back: Option<u64>,
    /// The same in words.
    pub message: String,
    /// What to do about it; empty where nothing is to be done.
    pub mend: String,
}

/// How the service is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HealthView {
    /// Whether a campaign can be launched now: `look` where it can, and not all of it as usual.
    pub launch: HealthState,
    /// Whether a campaign can be taken back now.
    pub take_back: HealthState,
    /// When this was found.
    pub at: DateTime<Utc>,
    /// The program's version.
    pub version: String,
    /// Since when this process runs.
    pub running_since: DateTime<Utc>,
    /// Organisations by whose provider people may sign in.
    pub providers: Vec<String>,
    /// Part by part.
    pub checks: Vec<HealthCheck>,
    /// Channel by channel; empty where the database did not tell.
    pub channels: Vec<ChannelHealth>,
}
