//! The worker's side: `workers/email.rs` and `workers/email/batch.rs`.

use super::desk::Standing;
use super::mutants::Slip;
use super::{Batch, Ended, Hand, Handed, Heard, Outcome, Part, Post, Purpose, Stage, Step};

/// What this worker can do, or what can befall it.
pub fn steps(post: &Post, index: usize, steps: &mut Vec<Step>) {
    let hand = &post.hands[index];
    match hand.stage {
        Stage::Idle => {
            steps.extend([Purpose::Notice, Purpose::Correction].map(|purpose| Step::Begin(index, purpose)));
            return;
        }
        Stage::Between if hand.left.contains(&true) => {
            steps.extend([Heard::Both, Heard::Request, Heard::Neither].map(|h| Step::WriteDown(index, h)));
            steps.extend([Ended::NotNow, Ended::LoginRefused].map(|ended| Step::BreakOff(index, ended)));
        }
        Stage::Between => steps.push(Step::BreakOff(index, Ended::Through)),
        Stage::Written(_) => steps.extend(
            [Handed::Accepted, Handed::PerhapsDone, Handed::PerhapsNot, Handed::Refused, Handed::NotNow]
                .map(|handed| Step::HandOver(index, handed)),
        ),
        Stage::Over(_) => {
            steps.extend([Heard::Both, Heard::Neither].map(|heard| Step::LastWord(index, heard)));
        }
        Stage::Acted(_) => steps.extend([Step::Finish(index), Step::FinishUnheard(index)]),
    }
    steps.push(Step::Crash(index));
    if !matches!(hand.stage, Stage::Acted(_)) {
        steps.push(Step::Panics(index));
    }
}

impl Batch {
    /// The state of a part whose message certainly did not go out this time.
    fn untouched(&self, purpose: Purpose) -> Part {
        match purpose {
            Purpose::Correction if !self.is(Slip::CorrectionPutBackAsPlanned) => Part::Sent,
            Purpose::Notice | Purpose::Correction => Part::Planned,
        }
    }

    /// The next recipient is written down as being sent to, together with what became of those before.
    pub fn write_down(&self, post: &mut Post, index: usize, heard: Heard) {
        let mut hand = post.hands[index];
        let Some(recipient) = hand.left.iter().position(|left| *left) else { return };
        hand.left[recipient] = false;
        let attempting = match hand.purpose {
            Purpose::Notice => Part::Sending,
            Purpose::Correction => Part::Correcting,
        };
        let mut reports = hand.untold;
        if !self.is(Slip::SentBeforeItIsWrittenDown) {
            reports[recipient] = Some(attempting);
        }
        let standing = match heard {
            Heard::Both | Heard::Request => self.checkpoint(post, index, reports),
            Heard::Neither => Standing::Good,
        };
        match (heard, standing) {
            (Heard::Both, Standing::Good) => {
                hand.untold = Default::default();
                hand.stage = Stage::Written(recipient);
            }
            (Heard::Both, Standing::Stop) => {
                hand.untold[recipient] = Some(self.untouched(hand.purpose));
                hand.stage = Stage::Over(Ended::Stopped);
            }
            (Heard::Request | Heard::Neither, _) => {
                hand.untold[recipient] = Some(self.untouched(hand.purpose));
                hand.stage = Stage::Over(Ended::NotNow);
            }
        }
        post.hands[index] = hand;
    }

    /// The message leaves, or does not.
    pub fn hand_over(&self, post: &mut Post, index: usize, handed: Handed) {
        let mut hand = post.hands[index];
        let Stage::Written(recipient) = hand.stage else { return };
        let (mailbox, attempting, done) = match hand.purpose {
            Purpose::Notice => (&mut post.notices, Part::Sending, Part::Sent),
            Purpose::Correction => (&mut post.corrections, Part::Correcting, Part::Corrected),
        };
        if matches!(handed, Handed::Accepted | Handed::PerhapsDone) {
            mailbox[recipient] = (mailbox[recipient] + 1).min(2);
        }
        let become_of = match handed {
            Handed::Accepted => done,
            Handed::PerhapsDone | Handed::PerhapsNot if self.is(Slip::PerhapsPutBack) => {
                self.untouched(hand.purpose)
            }
            Handed::PerhapsDone | Handed::PerhapsNot => attempting,
            Handed::Refused => Part::Refused,
            Handed::NotNow => self.untouched(hand.purpose),
        };
        hand.untold[recipient] = Some(become_of);
        hand.gone_out |= matches!(handed, Handed::Accepted | Handed::PerhapsDone | Handed::PerhapsNot);
        hand.in_doubt |= matches!(handed, Handed::PerhapsDone | Handed::PerhapsNot | Handed::Refused);
        hand.put_back |= handed == Handed::NotNow;
        hand.stage = Stage::Between;
        post.hands[index] = hand;
    }

    /// What is still untold, however the pass ended; and then the outcome.
    pub fn last_word(&self, post: &mut Post, index: usize, heard: Heard) {
        let Hand { stage: Stage::Over(ended), untold, .. } = post.hands[index] else { return };
        if heard == Heard::Both && untold.iter().any(Option::is_some) {
            self.checkpoint(post, index, untold);
        }
        let hand = &mut post.hands[index];
        let outcome = match (ended, hand.purpose) {
            (Ended::LoginRefused, _) if !hand.gone_out => Outcome::Rejected,
            (Ended::LoginRefused | Ended::NotNow, _) => Outcome::RetryAfter,
            (Ended::Stopped, Purpose::Notice) if hand.gone_out => Outcome::Live,
            (Ended::Stopped, _) => Outcome::RetryAfter,
            (Ended::Through, _) if hand.put_back => Outcome::RetryAfter,
            (Ended::Through, Purpose::Notice) => Outcome::Live,
            (Ended::Through, Purpose::Correction) if hand.in_doubt => Outcome::Rejected,
            (Ended::Through, Purpose::Correction) => Outcome::Corrected,
        };
        // Nothing else is remembered.
        *hand =
            Hand { stage: Stage::Acted(outcome), purpose: hand.purpose, newest: hand.newest, ..Hand::IDLE };
    }
}
