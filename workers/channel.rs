//! What every channel has in common, so that the runner can keep the order of things for all of them: read, begin, act,
//! finish, acknowledge. A new channel is one file beside this one and one row in [`crate::roles`].

use async_trait::async_trait;
use childalert_jobs::{Act, Insights, Ledger, LedgerFault, Outcome, Permit, Reason};

/// A place outside where copies of a notice are made and taken back.
#[async_trait]
pub trait Channel: Send + Sync + 'static {
    /// The channel's name, as in the queues' names and the ledger.
    fn name(&self) -> &'static str;

    /// Reads what must be known *before* the ledger is asked: whatever happens outside after this moment can then be
    /// told from what happened before the permit was given. Changes nothing outside.
    async fn prepare(&self, _act: Act) -> Prepared {
        Prepared::Ready
    }

    /// Whether the network tells how a copy was received.
    fn measures(&self) -> bool {
        false
    }

    /// Reads how a copy that stands was received; `None`: the network does not say, or not now.
    async fn measure(&self, _permit: &Permit) -> Option<Insights> {
        None
    }

    /// Does what the permit says, once, and tells what became of it. Never sends a byte that changes something outside
    /// without asking the permit at that moment ([`crate::egress::Egress::send`]).
    async fn act(&self, permit: &Permit, prepared: Prepared, ledger: &dyn Ledger) -> Outcome;
}

/// What [`Channel::prepare`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prepared {
    /// There was nothing to read.
    Ready,
    /// The head of the account's repository: a write that names it fails if anything was written since.
    Head(String),
    /// It could not be read. The ledger is told this outcome; nothing is sent.
    Failed(Outcome),
}

/// The outcome for a permit whose content is not of this channel's kind, or whose act it does not know: a mistake inside
/// the service, which no second try mends.
pub(crate) fn misaddressed(channel: &str, permit: &Permit) -> Outcome {
    tracing::error!(
        channel,
        act = permit.act().name(),
        content = permit.content().kind(),
        "the permit is not for this channel: nothing was sent"
    );
    Outcome::Rejected { reason: Reason::ContentRefused }
}

/// The outcome when the ledger fails an act before anything was sent.
pub(crate) fn without_ledger(fault: &LedgerFault) -> Outcome {
    tracing::warn!(error = %fault, "the ledger failed during an act: nothing was sent");
    match fault {
        LedgerFault::Refused(_) => Outcome::Rejected { reason: Reason::ContentRefused },
        LedgerFault::Unreachable(_) | LedgerFault::KeyRefused | LedgerFault::VersionRefused => {
            Outcome::RetryAfter { ms: 2_000, reason: Reason::Unreachable }
        }
    }
}
