//! The channel that cannot be recalled: one batch of e-mails, recipient by recipient, after `workers/email` and
//! `src/app/ledger/checkpoint.rs`. Two recipients, and two workers that each make or correct, as often as the world likes.

mod desk;
mod hand;
pub mod mutants;
mod promises;

use childalert_domain::{CampaignMove, CampaignState, PlacementEvent as E, PlacementState as S, ReportKind};
use mutants::Slip;
use stateright::{Model, Property};

/// Recipients of the batch.
pub const RECIPIENTS: usize = 2;

/// One recipient, as the ledger has them (`placement_parts.state`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Planned,
    Sending,
    Sent,
    Refused,
    Correcting,
    Corrected,
    /// Has the notice, and could not be told of the end.
    Uncorrected,
    Suppressed,
}

/// What a pass is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    Notice,
    Correction,
}

/// How a pass ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ended {
    Through,
    Stopped,
    NotNow,
    /// The server refuses our login.
    LoginRefused,
}

/// How far a worker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    Idle,
    /// Before the next recipient.
    Between,
    /// The ledger has it written down; the message is about to leave. A pause fits in here.
    Written(usize),
    /// Before the last report half-way.
    Over(Ended),
    /// Knows what to report.
    Acted(Outcome),
}

/// `childalert_jobs::Outcome`, as far as a batch has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    Live,
    Corrected,
    Rejected,
    RetryAfter,
    Unknown,
}

impl From<Outcome> for ReportKind {
    fn from(outcome: Outcome) -> ReportKind {
        match outcome {
            Outcome::Live => ReportKind::Live,
            Outcome::Corrected => ReportKind::Corrected,
            Outcome::Rejected => ReportKind::Rejected,
            Outcome::RetryAfter => ReportKind::RetryAfter,
            Outcome::Unknown => ReportKind::Unknown,
        }
    }
}

/// A worker, its permit, and what it has not told the ledger yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hand {
    pub stage: Stage,
    pub purpose: Purpose,
    pub newest: bool,
    /// Whom the permit names and who was not turned to yet.
    pub left: [bool; RECIPIENTS],
    pub untold: [Option<Part>; RECIPIENTS],
    pub gone_out: bool,
    /// Refused, or without a clear answer.
    pub in_doubt: bool,
    pub put_back: bool,
}

impl Hand {
    pub const IDLE: Hand = Hand {
        stage: Stage::Idle,
        purpose: Purpose::Notice,
        newest: false,
        left: [false; RECIPIENTS],
        untold: [None; RECIPIENTS],
        gone_out: false,
        in_doubt: false,
        put_back: false,
    };

    /// Under an older permit nothing counts any more but the message that is about to leave.
    fn forget(&mut self) {
        *self = match self.stage {
            Stage::Written(_) => Hand { stage: self.stage, purpose: self.purpose, ..Hand::IDLE },
            _ => Hand::IDLE,
        };
    }
}

/// Everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Post {
    pub campaign: CampaignState,
    pub row: Option<S>,
    pub partly_out: bool,
    pub parts: [Part; RECIPIENTS],
    /// Volunteers who have left are not written to for the first time.
    pub active: [bool; RECIPIENTS],
    /// What really lies in their mailboxes.
    pub notices: [u8; RECIPIENTS],
    pub corrections: [u8; RECIPIENTS],
    pub hands: [Hand; 2],
    /// Somebody was written down as being sent to after the retraction, or begun.
    pub begun_late: bool,
}

/// Whether a report half-way reaches the ledger, and its answer the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    Both,
    /// Recorded, and the worker does not know.
    Request,
    Neither,
}

/// What the mail server does with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handed {
    Accepted,
    /// No clear answer, and it was delivered, or not.
    PerhapsDone,
    PerhapsNot,
    Refused,
    NotNow,
}

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Launch,
    Retract,
    Close,
    /// A volunteer leaves.
    Leaves(usize),
    Begin(usize, Purpose),
    WriteDown(usize, Heard),
    HandOver(usize, Handed),
    /// No leave is left, or the server is not there, or refuses the login.
    BreakOff(usize, Ended),
    /// The act panics, or hangs and is broken off.
    Panics(usize),
    LastWord(usize, Heard),
    Finish(usize),
    FinishUnheard(usize),
    Crash(usize),
    DeadlinePasses,
    Escalate,
    PersonRetries,
    PersonCloses,
}

/// The batch, perhaps with one slip in its protocol.
#[derive(Clone, Copy)]
pub struct Batch {
    pub slip: Option<Slip>,
}

impl Batch {
    pub fn is(&self, slip: Slip) -> bool {
        self.slip == Some(slip)
    }

    /// The step's world, or `None` where the step changes nothing.
    pub fn step(&self, post: &Post, step: Step) -> Option<Post> {
        let mut next = *post;
        match step {
            Step::Launch => next.launch()?,
            Step::Retract => self.retract(&mut next)?,
            Step::Close => next.campaign = post.campaign.after(CampaignMove::Close).ok()?,
            Step::Leaves(recipient) => next.active[recipient] = false,
            Step::Begin(hand, purpose) => self.begin(&mut next, hand, purpose)?,
            Step::WriteDown(hand, heard) => self.write_down(&mut next, hand, heard),
            Step::HandOver(hand, handed) => self.hand_over(&mut next, hand, handed),
            Step::BreakOff(hand, ended) => next.hands[hand].stage = Stage::Over(ended),
            Step::Panics(hand) => {
                let was = post.hands[hand];
                let stage = Stage::Acted(Outcome::Unknown);
                next.hands[hand] = Hand { stage, purpose: was.purpose, newest: was.newest, ..Hand::IDLE };
            }
            Step::LastWord(hand, heard) => self.last_word(&mut next, hand, heard),
            Step::Finish(hand) => {
                self.finish(&mut next, hand);
                next.hands[hand] = Hand::IDLE;
            }
            Step::FinishUnheard(hand) => self.finish(&mut next, hand),
            Step::Crash(hand) => next.hands[hand] = Hand::IDLE,
            Step::DeadlinePasses => self.deadline_passes(&mut next),
            Step::Escalate => self.word(&mut next, E::Escalate)?,
            Step::PersonRetries => self.word(&mut next, E::Retry)?,
            Step::PersonCloses => self.word(&mut next, E::ClosedByPerson)?,
        }
        if !self.is(Slip::CheckpointTakesAnyFence) {
            next.hands.iter_mut().filter(|hand| !hand.newest).for_each(Hand::forget);
        }
        // Those who are alike but for their number.
        next.hands.sort_unstable();
        (next != *post).then_some(next)
    }
}

impl Model for Batch {
    type State = Post;
    type Action = Step;

    fn init_states(&self) -> Vec<Post> {
        vec![Post {
            campaign: CampaignState::Approved,
            row: None,
            partly_out: false,
            parts: [Part::Planned; RECIPIENTS],
            active: [true; RECIPIENTS],
            notices: [0; RECIPIENTS],
            corrections: [0; RECIPIENTS],
            hands: [Hand::IDLE; 2],
            begun_late: false,
        }]
    }

    fn actions(&self, post: &Post, steps: &mut Vec<Step>) {
        steps.extend([Step::Launch, Step::Retract]);
        for hand in 0..post.hands.len() {
            hand::steps(post, hand, steps);
        }
        let (Some(state), retracted) = (post.row, post.campaign.retracted()) else { return };
        match state {
            S::Placing => steps.push(Step::DeadlinePasses),
            S::Withdrawing => steps.push(Step::Escalate),
            S::Escalated if !retracted => steps.push(Step::PersonRetries),
            S::Rejected => steps.push(Step::PersonRetries),
            S::Escalated => steps.extend([Step::PersonRetries, Step::PersonCloses]),
            _ => {}
        }
        if !state.owed() {
            steps.push(Step::Close);
        }
        // Who has left is only asked about while somebody could still be written to for the first time.
        let planned = |recipient: &usize| post.parts[*recipient] == Part::Planned && !retracted;
        steps.extend((0..RECIPIENTS).filter(planned).map(Step::Leaves));
    }

    fn next_state(&self, post: &Post, step: Step) -> Option<Post> {
        self.step(post, step)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        promises::properties()
    }
}
