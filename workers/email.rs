//! E-mail to volunteers, one message to each person of a batch.
//!
//! A message that was handed over cannot be called back, and a mail server can take one and lose its answer. So each part
//! is written down as being sent before its first byte leaves, and what stands so and no further is never sent a second
//! time, but gets the correction. The correction answers the message it corrects, so that mail programs show the two
//! together.

mod batch;
mod message;
mod server;

use crate::channel::{Channel, Prepared, misaddressed};
use crate::config::EmailConfig;
use crate::egress::SendLog;
use async_trait::async_trait;
use batch::{Batch, Ended, Purpose};
use childalert_jobs::{Act, Content, Ledger, Outcome, Permit, Reason};

/// Mail from one sender through one server.
pub struct Email {
    config: EmailConfig,
    log: SendLog,
}

impl Email {
    /// The channel for the configured server. What leaves is written down in the log.
    pub fn new(config: EmailConfig, log: SendLog) -> Email {
        Email { config, log }
    }
}

#[async_trait]
impl Channel for Email {
    fn name(&self) -> &'static str {
        "email"
    }

    async fn act(&self, permit: &Permit, _: Prepared, ledger: &dyn Ledger) -> Outcome {
        let Content::Mail { parts, .. } = permit.content() else {
            return misaddressed(self.name(), permit);
        };
        let purpose = match permit.act() {
            Act::Place | Act::Tell => Purpose::Notice,
            Act::Correct | Act::Withdraw => Purpose::Correction,
            // Mail is opaque: nobody can look into somebody else's mailbox.
            Act::Probe => return Outcome::Unknown { reason: Reason::NoAnswer },
            Act::Render | Act::Measure => return misaddressed(self.name(), permit),
        };
        let mut batch = Batch::new((&self.config, &self.log), permit, ledger, purpose);
        let ended = batch.send(parts).await;
        let tally = batch.tally();
        tracing::info!(
            accepted = tally.accepted,
            perhaps = tally.perhaps,
            refused = tally.refused,
            put_back = tally.put_back,
            "the batch ended"
        );
        let gone_out = tally.accepted + tally.perhaps > 0;
        let live = Outcome::Live { outside_id: format!("mail:{}", permit.id().id), url: None };
        match (ended, purpose) {
            (Ended::LoginRefused, _) if !gone_out => Outcome::Rejected { reason: Reason::CredentialsRefused },
            (Ended::LoginRefused, _) => {
                Outcome::RetryAfter { ms: 60_000, reason: Reason::CredentialsRefused }
            }
            (Ended::ContentRefused, _) if !gone_out => Outcome::Rejected { reason: Reason::ContentRefused },
            (Ended::ContentRefused, _) => Outcome::RetryAfter { ms: 60_000, reason: Reason::ContentRefused },
            (Ended::NotNow { ms, reason }, _) => Outcome::RetryAfter { ms, reason },
            // The campaign was retracted under our hands: whoever has the notice is owed the correction.
            (Ended::Stopped, Purpose::Notice) if gone_out => live,
            (Ended::Stopped, _) => Outcome::RetryAfter { ms: 0, reason: Reason::Overtaken },
            (Ended::Through, _) if tally.put_back > 0 => {
                Outcome::RetryAfter { ms: 30_000, reason: Reason::OutsideFault }
            }
            (Ended::Through, Purpose::Notice) => live,
            (Ended::Through, Purpose::Correction) if tally.refused + tally.perhaps > 0 => {
                Outcome::Rejected { reason: Reason::SomeRefused }
            }
            (Ended::Through, Purpose::Correction) => Outcome::Corrected,
        }
    }
}
