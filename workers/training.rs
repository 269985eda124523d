//! A drill's channels: they take copies, keep some waiting, lose an answer and resist, as networks do, and reach nobody. There is
//! nothing here that could: no way out, no account, no server, and no memory of its own. Where a copy stands is in the ledger, as
//! with our own site; how the outside that is not there behaves comes with the permit.

use crate::channel::{Channel, Prepared, misaddressed};
use async_trait::async_trait;
use childalert_jobs::{Act, Content, Ledger, Outcome, Permit, Plays, Reason};

/// How long one that is busy asks to be left in peace, in milliseconds.
const BUSY_MS: u64 = 15_000;

/// A training channel.
pub struct Training {
    name: &'static str,
}

impl Training {
    /// The channel called `name`.
    pub fn new(name: &'static str) -> Training {
        Training { name }
    }
}

#[async_trait]
impl Channel for Training {
    fn name(&self) -> &'static str {
        self.name
    }

    async fn act(&self, permit: &Permit, _: Prepared, _: &dyn Ledger) -> Outcome {
        let Content::Training { plays, .. } = permit.content() else {
            return misaddressed(self.name, permit);
        };
        match (plays, permit.act()) {
            (_, Act::Render | Act::Tell | Act::Measure) => misaddressed(self.name, permit),
            (Plays::Busy, _) => Outcome::RetryAfter { ms: BUSY_MS, reason: Reason::QuotaReached },
            (Plays::Silent, _) => Outcome::Unknown { reason: Reason::NoAnswer },
            // A probe finds it: what resists stands.
            (Plays::Willing | Plays::Resists, Act::Place | Act::Probe) => {
                Outcome::Live { outside_id: format!("{}:{}", self.name, permit.id().id), url: None }
            }
            (Plays::Resists, Act::Withdraw | Act::Correct) => {
                Outcome::Rejected { reason: Reason::StillThere }
            }
            (Plays::Willing, Act::Withdraw) => Outcome::Absent,
            (Plays::Willing, Act::Correct) => Outcome::Corrected,
        }
    }
}
