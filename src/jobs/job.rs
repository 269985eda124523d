//! What travels on the queue.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a worker is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Make the copy.
    Place,
    /// Ask the outside whether a copy exists whose making had no clear answer.
    Probe,
    /// Take the copy back, then read back that it is gone.
    Withdraw,
    /// Send the correction for a copy that cannot be recalled.
    Correct,
    /// Render the kit of a proof.
    Render,
    /// Send a message of the service's own to somebody concerned.
    Tell,
    /// Read how a copy that stands was received. Collected from the ledger, never rung for.
    Measure,
}

impl Act {
    /// The act's name as it stands in messages, queue arguments and metrics.
    pub fn name(self) -> &'static str {
        match self {
            Act::Place => "place",
            Act::Probe => "probe",
            Act::Withdraw => "withdraw",
            Act::Correct => "correct",
            Act::Render => "render",
            Act::Tell => "tell",
            Act::Measure => "measure",
        }
    }

    /// Whether the act takes copies back. Such jobs have queues and workers of their own.
    pub fn is_retraction(self) -> bool {
        matches!(self, Act::Withdraw | Act::Correct)
    }
}

/// One message: ids only. `id` is the placement, for [`Act::Render`] the proof, for [`Act::Tell`] the
/// message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// What to do.
    pub act: Act,
    /// The placement (or, to render, the proof).
    pub id: Uuid,
    /// The campaign's epoch when the job was planned. The ledger refuses a job of an epoch that has passed.
    pub epoch: i64,
}

/// Messages of the service's own, apart from the mail of campaigns.
pub const MESSAGE_QUEUE: &str = "messages.v1";
/// Kits to render.
pub const RENDER_QUEUE: &str = "renders.v1";
/// Where messages end that nobody could handle; a person is told of each.
pub const PARKED_QUEUE: &str = "parked.v1";

/// The queue of new copies (and probes) of one channel, such as `placements.bluesky.v1`.
pub fn placement_queue(channel: &str) -> String {
    format!("placements.{channel}.v1")
}

/// The queue of withdrawals and corrections of one channel: apart, so that no broadcast can stand in its way.
pub fn retraction_queue(channel: &str) -> String {
    format!("retractions.{channel}.v1")
}
