//! One pass over the parts of a batch, in step with the ledger: a part is written down before its message leaves, and what
//! became of it together with the next part's, so that a batch of n messages asks the ledger n + 1 times.

use super::{
    message::{Letter, NotWritable},
    server::{Handed, Server},
};
use crate::config::EmailConfig;
use crate::egress::SendLog;
use childalert_jobs::{
    Ended as Logged, Ledger, LedgerFault, Part, PartReport, PartState, Permit, Reason, Standing,
};
use std::time::Duration;

/// A message is not begun with less leave than this: its answer would come too late to be believed.
const LEAST_LEAVE: Duration = Duration::from_secs(3);
/// Pauses between the tries of a checkpoint while the ledger is away: each three times the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LAST_PAUSE: Duration = Duration::from_millis(900);

/// What is being sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// The notice.
    Notice,
    /// The correction, to everybody who has or may have the notice.
    Correction,
}

/// How the pass ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Every part was attempted.
    Through,
    /// The ledger said stop.
    Stopped,
    /// The rest has to wait.
    NotNow { ms: u64, reason: Reason },
    /// The server refused our login, or us as the sender.
    LoginRefused,
    /// The notice makes no valid message.
    ContentRefused,
}

/// What became of the parts of this pass.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) accepted: u32,
    pub(super) perhaps: u32,
    pub(super) refused: u32,
    pub(super) put_back: u32,
}

/// The pass.
pub(super) struct Batch<'a> {
    config: &'a EmailConfig,
    log: &'a SendLog,
    permit: &'a Permit,
    ledger: &'a dyn Ledger,
    purpose: Purpose,
    server: Server<'a>,
    unreported: Vec<PartReport>,
    tally: Tally,
}

impl<'a> Batch<'a> {
    pub(super) fn new(
        (config, log): (&'a EmailConfig, &'a SendLog),
        permit: &'a Permit,
        ledger: &'a dyn Ledger,
        purpose: Purpose,
    ) -> Batch<'a> {
        let server = Server::new(config, permit);
        Batch {
            config,
            log,
            permit,
            ledger,
            purpose,
            server,
            unreported: Vec::new(),
            tally: Tally::default(),
        }
    }

    /// Sends to each part in turn, and reports what is still unreported at the end, however it ends.
    pub(super) async fn send(&mut self, parts: &[Part]) -> Ended {
        let mut ended = Ended::Through;
        for part in parts {
            if let Err(early) = self.send_one(part).await {
                ended = early;
                break;
            }
        }
        self.server.leave().await;
        if !self.unreported.is_empty()
            && let Err(fault) = self.checkpoint().await
        {
            // What stands as being sent stays so: it may have arrived, which is true enough.
            tracing::error!(error = %fault, "the last parts of a batch could not be reported");
        }
        ended
    }

    pub(super) fn tally(&self) -> Tally {
        self.tally
    }

    async fn send_one(&mut self, part: &Part) -> Result<(), Ended> {
        if self.permit.remaining() < LEAST_LEAVE {
            return Err(Ended::NotNow { ms: 0, reason: Reason::PermitExpired });
        }
        let letter = match Letter::write(self.config, self.permit, self.purpose, part) {
            Ok(letter) => letter,
            Err(NotWritable::Recipient) => {
                self.report(part, PartState::Refused);
                self.tally.refused += 1;
                return Ok(());
            }
            Err(NotWritable::Content) => return Err(Ended::ContentRefused),
        };
        // Before the part is written down: a server that is not there has been sent nothing.
        self.server.ready().await?;
        let attempting = match self.purpose {
            Purpose::Notice => PartState::Sending,
            Purpose::Correction => PartState::Correcting,
        };
        self.report(part, attempting);
        match self.checkpoint().await {
            Ok(Standing::Good) => {}
            Ok(Standing::Stop) => {
                self.report(part, self.purpose.untouched());
                return Err(Ended::Stopped);
            }
            Err(fault) => {
                tracing::warn!(error = %fault, "the ledger failed in the middle of a batch");
                self.report(part, self.purpose.untouched());
                return Err(Ended::NotNow { ms: 2_000, reason: Reason::Unreachable });
            }
        }
        let host = &self.config.server.host;
        let Ok(line) = self.log.leaving(self.permit, host, Some(part.number)) else {
            self.report(part, self.purpose.untouched());
            return Err(Ended::NotNow { ms: 5_000, reason: Reason::NotLogged });
        };
        let handed = self.server.hand_over(&letter).await;
        self.log.ended(
            line,
            match &handed {
                Handed::Accepted => Logged::Done,
                Handed::Perhaps => Logged::Perhaps,
                Handed::RecipientRefused | Handed::RecipientNotNow => Logged::Answered,
                Handed::Not(_) => Logged::NotSent,
            },
        );
        if handed == Handed::Accepted {
            crash_point!("email.{}.after_message", self.permit.act().name());
        }
        let tally = &mut self.tally;
        let (state, counter) = match &handed {
            Handed::Accepted => (
                match self.purpose {
                    Purpose::Notice => PartState::Sent,
                    Purpose::Correction => PartState::Corrected,
                },
                &mut tally.accepted,
            ),
            Handed::Perhaps => (attempting, &mut tally.perhaps),
            Handed::RecipientRefused => (PartState::Refused, &mut tally.refused),
            Handed::RecipientNotNow | Handed::Not(_) => (self.purpose.untouched(), &mut tally.put_back),
        };
        *counter += 1;
        self.report(part, state);
        match handed {
            Handed::Not(ended) => Err(ended),
            // A mailbox that asks for patience must not hold up everybody behind it.
            Handed::Accepted | Handed::Perhaps | Handed::RecipientRefused | Handed::RecipientNotNow => Ok(()),
        }
    }

    /// The last word about a part counts.
    fn report(&mut self, part: &Part, state: PartState) {
        self.unreported.retain(|report| report.number != part.number);
        self.unreported.push(PartReport { number: part.number, state });
    }

    /// Reports what is unreported. It stays in hand unless the ledger says that all is good: a report that comes twice
    /// does no harm.
    async fn checkpoint(&mut self) -> Result<Standing, LedgerFault> {
        let mut pause = FIRST_PAUSE;
        loop {
            match self.ledger.checkpoint(self.permit.id(), &self.unreported).await {
                Ok(Standing::Good) => {
                    self.unreported.clear();
                    return Ok(Standing::Good);
                }
                Err(LedgerFault::Unreachable(_))
                    if pause <= LAST_PAUSE && self.permit.remaining() > pause =>
                {
                    tokio::time::sleep(pause).await;
                    pause *= 3;
                }
                answer => return answer,
            }
        }
    }
}

impl Purpose {
    /// The state of a part whose message certainly did not go out this time.
    fn untouched(self) -> PartState {
        match self {
            Purpose::Notice => PartState::Planned,
            // The recipient still has the notice, or may have it.
            Purpose::Correction => PartState::Sent,
        }
    }
}
