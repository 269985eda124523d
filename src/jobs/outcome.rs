//! What became of an act.

use serde::{Deserialize, Serialize};

/// Why an act did not simply succeed. A fixed list: what the outside said in its own words goes to the worker's debug
/// log at most, never to a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The network or server refused our credentials: a person must renew them.
    CredentialsRefused,
    /// The network refused the content.
    ContentRefused,
    /// A limit of the network was reached.
    QuotaReached,
    /// Nobody answered; certainly nothing was sent.
    Unreachable,
    /// The answer was lost or too late: it may have been done.
    NoAnswer,
    /// The outside reported a fault of its own: it may have been done.
    OutsideFault,
    /// Something else changed the account at the same moment; certainly nothing was written.
    Overtaken,
    /// The permit ran out before anything was sent.
    PermitExpired,
    /// The copy was still there when read back.
    StillThere,
    /// Some recipients could not be told.
    SomeRefused,
    /// The worker has no account or server configured for this channel.
    NotConfigured,
    /// Nobody could handle the job, again and again.
    Parked,
    /// The network has no way to tell whether the copy stands: a person must look.
    Untraceable,
    /// The network would not let the account delete one more copy in time, so this one waits.
    DeletesReserved,
    /// The network lets a program take the copy back no longer, or not for long: a person must.
    WindowClosed,
    /// The network's address leads to where no request may go: a person must mend the configuration.
    OutOfReach,
    /// The worker cannot write down what it sends, so it sends nothing.
    NotLogged,
}

/// The report of an act. Which ones fit which act is said with each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Place, probe: the copy stands outside. Withdraw: this is the one that nobody knew; whoever comes next reads it back.
    Live {
        /// The outside's own id of it.
        outside_id: String,
        /// Where people can see it, if it has an address.
        url: Option<String>,
    },
    /// Probe, withdraw: read back, and not there.
    Absent,
    /// Correct: the correction went to all who had the copy.
    Corrected,
    /// Any act: nothing was done, and trying again will not help until a person acts.
    Rejected {
        /// Why.
        reason: Reason,
    },
    /// Any act: it may or may not have been done.
    Unknown {
        /// Why.
        reason: Reason,
    },
    /// Any act: certainly nothing was done (or, to withdraw, the copy is still there); try again after this long.
    RetryAfter {
        /// Milliseconds from now.
        ms: u64,
        /// Why.
        reason: Reason,
    },
}

impl Outcome {
    /// The outcome's name, for logs and metrics.
    pub fn name(&self) -> &'static str {
        match self {
            Outcome::Live { .. } => "live",
            Outcome::Absent => "absent",
            Outcome::Corrected => "corrected",
            Outcome::Rejected { .. } => "rejected",
            Outcome::Unknown { .. } => "unknown",
            Outcome::RetryAfter { .. } => "retry_after",
        }
    }
}
