//! What Mastodon, Facebook and Telegram can say other than yes, and what that means for a placement: one place decides whether
//! something was certainly not done, or may have been. Each network reads its own answers into these terms.

use crate::egress::EgressError;
use childalert_jobs::{Outcome, Reason};
use std::time::Duration;

/// Anything but a proper success.
#[derive(Debug)]
pub(super) enum Fault {
    /// There was no answer, or none that came whole, in time and in size.
    Egress(EgressError),
    /// A limit was reached; nothing was done. To be left in peace this long.
    Quota(Duration),
    /// The account is not let in; nothing was done.
    Credentials,
    /// The copy stands in another account than the configured one; nothing was done.
    Elsewhere,
    /// The request was refused; nothing was done.
    Refused,
    /// What the request named is not there.
    Missing,
    /// The network lets a program delete it no longer.
    WindowClosed,
    /// The server reported a fault of its own; it may have been done.
    Server,
    /// The answer is not one that the network gives (a page, a redirect, a success with an error in it); it may have been done.
    Nonsense,
}

impl Fault {
    /// The outcome where the request would have published something.
    pub(super) fn after_write(self) -> Outcome {
        match self {
            Fault::Egress(error) => error.outcome(),
            Fault::Refused => Outcome::Rejected { reason: Reason::ContentRefused },
            Fault::Server | Fault::Nonsense | Fault::Missing | Fault::WindowClosed => {
                Outcome::Unknown { reason: Reason::OutsideFault }
            }
            Fault::Quota(_) | Fault::Credentials | Fault::Elsewhere => self.nothing_done(),
        }
    }

    /// The outcome where nothing was published, whatever the server did: for reads, uploads, and the steps of a
    /// withdrawal, which may all be done again.
    pub(super) fn nothing_done(self) -> Outcome {
        let (ms, reason) = match self {
            Fault::Credentials => return Outcome::Rejected { reason: Reason::CredentialsRefused },
            Fault::Elsewhere => {
                tracing::error!("the copy stands in another account than the configured one");
                return Outcome::Rejected { reason: Reason::NotConfigured };
            }
            Fault::WindowClosed => return Outcome::Rejected { reason: Reason::WindowClosed },
            Fault::Quota(pause) => {
                (u64::try_from(pause.as_millis()).unwrap_or(u64::MAX), Reason::QuotaReached)
            }
            Fault::Egress(EgressError::MaybeSent) => (1_000, Reason::NoAnswer),
            Fault::Egress(error) => return error.outcome(),
            Fault::Refused | Fault::Missing | Fault::Server | Fault::Nonsense => {
                (2_000, Reason::OutsideFault)
            }
        };
        Outcome::RetryAfter { ms, reason }
    }
}
