//! What an AT Protocol server can say other than yes, and what that means for a placement: one place decides whether
//! something was certainly not done, or may have been.

use crate::egress::{Answer, EgressError};
use childalert_jobs::{Outcome, PermitId, Reason};
use reqwest::StatusCode;
use serde_json::Value;
use std::time::Duration;

/// Error names that mean: the session is not good (any more), sign in again.
const STALE_SESSION: [&str; 4] = ["ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired"];
/// Error names that mean: a person must see to the account.
const ACCOUNT_CLOSED: [&str; 5] =
    ["AccountTakedown", "AccountDeactivated", "RepoTakendown", "RepoDeactivated", "AuthFactorTokenRequired"];

/// Anything but a proper success.
#[derive(Debug)]
pub(super) enum Fault {
    /// There was no answer.
    Egress(EgressError),
    /// A limit was reached; nothing was done. The server asks to wait this long.
    Quota(Duration),
    /// The session is not good any more; nothing was done.
    StaleSession,
    /// The server does not let this account in; nothing was done.
    Credentials,
    /// The server refused the request, with the protocol's name for why; nothing was done.
    Said {
        /// The error's name, or empty.
        error: String,
    },
    /// The server reported a fault of its own; it may have been done.
    Server,
    /// The answer is not one that the protocol knows (an HTML page, say); it may have been done.
    Nonsense,
}

impl Fault {
    /// Reads an answer: the body of a success, or the fault.
    pub(super) fn judge(answer: Answer) -> Result<Value, Fault> {
        let status = answer.status;
        let body = serde_json::from_slice::<Value>(&answer.body).ok();
        if status.is_success() {
            return body.filter(Value::is_object).ok_or(Fault::Nonsense);
        }
        let error = body.as_ref().and_then(|body| body["error"].as_str()).unwrap_or_default();
        tracing::debug!(status = status.as_u16(), error, "the network refused");
        Err(match status {
            StatusCode::TOO_MANY_REQUESTS => Fault::Quota(answer.pause()),
            _ if ACCOUNT_CLOSED.contains(&error) => Fault::Credentials,
            _ if STALE_SESSION.contains(&error) => Fault::StaleSession,
            StatusCode::UNAUTHORIZED => Fault::StaleSession,
            StatusCode::FORBIDDEN => Fault::Credentials,
            _ if status.is_client_error() => Fault::Said { error: error.to_owned() },
            _ if status.is_server_error() => Fault::Server,
            _ => Fault::Nonsense,
        })
    }

    /// The outcome where the request would have published something.
    pub(super) fn after_write(self, permit: PermitId) -> Outcome {
        match self {
            Fault::Egress(error) => error.outcome(),
            Fault::Said { error } if error == "InvalidSwap" => {
                Outcome::RetryAfter { ms: jitter(permit), reason: Reason::Overtaken }
            }
            Fault::Said { .. } => Outcome::Rejected { reason: Reason::ContentRefused },
            Fault::Server | Fault::Nonsense => Outcome::Unknown { reason: Reason::OutsideFault },
            Fault::Quota(_) | Fault::Credentials | Fault::StaleSession => self.nothing_done(),
        }
    }

    /// The outcome where nothing was published, whatever the server did: for reads, uploads, and the steps of a
    /// withdrawal, which may all be done again.
    pub(super) fn nothing_done(self) -> Outcome {
        let (ms, reason) = match self {
            Fault::Credentials | Fault::StaleSession => {
                return Outcome::Rejected { reason: Reason::CredentialsRefused };
            }
            Fault::Quota(pause) => {
                (u64::try_from(pause.as_millis()).unwrap_or(u64::MAX), Reason::QuotaReached)
            }
            Fault::Egress(EgressError::MaybeSent) => (1_000, Reason::NoAnswer),
            Fault::Egress(error) => return error.outcome(),
            Fault::Said { .. } | Fault::Server | Fault::Nonsense => (2_000, Reason::OutsideFault),
        };
        Outcome::RetryAfter { ms, reason }
    }
}

/// Up to 200 ms, so that two who overtook one another do not meet again.
fn jitter(permit: PermitId) -> u64 {
    let mixed = permit.id.as_u64_pair().1 ^ permit.fence.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed % 201
}
