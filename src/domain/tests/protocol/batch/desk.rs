//! The ledger's side of a batch: `src/app/ledger/{begin,checkpoint,finish}.rs` and `src/app/sweep.rs`, where recipients are
//! kept one by one.

use super::mutants::Slip;
use super::{Batch, Hand, Outcome, Part, Post, Purpose, RECIPIENTS, Stage};
use childalert_domain::{
    CampaignMove, PlacementEvent as E, PlacementState as S, Report, ReportKind, Situation, next,
};

/// Whether a worker may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Good,
    Stop,
}

impl Post {
    fn situation(&self) -> Situation {
        Situation {
            retracted: self.campaign.retracted(),
            partly_out: self.partly_out,
            ..Situation::default()
        }
    }

    fn void_permits(&mut self) {
        self.hands.iter_mut().for_each(|hand| hand.newest = false);
    }

    /// `parts::suppress`.
    fn suppress(&mut self) {
        for part in self.parts.iter_mut().filter(|part| **part == Part::Planned) {
            *part = Part::Suppressed;
        }
    }

    /// Campaign, row and recipients in one transaction.
    pub fn launch(&mut self) -> Option<()> {
        self.campaign = self.campaign.after(CampaignMove::Launch).ok()?;
        self.row = Some(S::Planned);
        Some(())
    }

    /// The recipients that a permit names.
    fn named(&self, batch: &Batch, purpose: Purpose) -> [bool; RECIPIENTS] {
        std::array::from_fn(|recipient| match (purpose, self.parts[recipient]) {
            (Purpose::Notice, part) => part == Part::Planned && self.active[recipient],
            (Purpose::Correction, Part::Sent) => true,
            (Purpose::Correction, Part::Sending) => !batch.is(Slip::CorrectionForgetsWhatMayBeSent),
            (Purpose::Correction, Part::Correcting) => batch.is(Slip::CorrectedTwice),
            (Purpose::Correction, _) => false,
        })
    }
}

impl Batch {
    /// The domain's answer, or a slip's.
    fn decide(&self, state: S, event: E, situation: Situation) -> Option<S> {
        match (state, event) {
            (S::Planned, E::NobodyLeft) if self.is(Slip::NobodyLeftForgetsWhoHasIt) => Some(S::Suppressed),
            _ => next(state, event, situation),
        }
    }

    pub fn retract(&self, post: &mut Post) -> Option<()> {
        let ended = post.campaign.after(CampaignMove::Retract).ok()?;
        if post.row == Some(S::Placing) && self.is(Slip::RetractionWaitsForTheBatch) {
            return None;
        }
        let situation = Situation { retracted: false, ..post.situation() };
        if let Some(state) = post.row
            && let Some(to) = self.decide(state, E::Retracted, situation).filter(|to| *to != state)
        {
            post.row = Some(to);
            post.void_permits();
        }
        if !self.is(Slip::RetractionLeavesThePlanned) {
            post.suppress();
        }
        post.campaign = ended;
        Some(())
    }

    pub fn begin(&self, post: &mut Post, index: usize, purpose: Purpose) -> Option<()> {
        let situation = post.situation();
        let event = match purpose {
            Purpose::Notice => E::BeginPlace,
            Purpose::Correction => E::BeginWithdraw,
        };
        let was = post.row?;
        let to = self.decide(was, event, situation)?;
        let left = post.named(self, purpose);
        if purpose == Purpose::Notice
            && let Some(settled) = self.decide(was, E::NobodyLeft, situation)
            && left == [false; RECIPIENTS]
        {
            post.row = Some(settled);
            post.void_permits();
            return Some(());
        }
        post.begun_late |= purpose == Purpose::Notice && situation.retracted;
        post.void_permits();
        post.row = Some(to);
        post.hands[index] = Hand { stage: Stage::Between, purpose, newest: true, left, ..Hand::IDLE };
        Some(())
    }

    /// A report half-way: `reports` as they stand with the worker.
    pub fn checkpoint(&self, post: &mut Post, index: usize, reports: [Option<Part>; RECIPIENTS]) -> Standing {
        if !post.hands[index].newest && !self.is(Slip::CheckpointTakesAnyFence) {
            return Standing::Stop;
        }
        let placing = post.row == Some(S::Placing);
        let retracted = post.campaign.retracted();
        let sending = reports.contains(&Some(Part::Sending));
        let overtaken = placing && retracted && !self.is(Slip::CheckpointIgnoresTheRetraction);
        let stop = overtaken || (sending && !placing);
        for (recipient, report) in reports.into_iter().enumerate() {
            let Some(report) = report else { continue };
            if stop && report == Part::Sending {
                continue;
            }
            let newly = report == Part::Sending && post.parts[recipient] != Part::Sending;
            post.begun_late |= newly && retracted;
            post.partly_out |=
                matches!(report, Part::Sending | Part::Sent) && !self.is(Slip::WhoHasItIsForgotten);
            post.parts[recipient] = match report {
                Part::Refused if !placing && !self.is(Slip::RefusedCorrectionForgotten) => Part::Uncorrected,
                report => report,
            };
        }
        if stop { Standing::Stop } else { Standing::Good }
    }

    pub fn finish(&self, post: &mut Post, index: usize) {
        let Hand { stage: Stage::Acted(outcome), newest: true, .. } = post.hands[index] else { return };
        self.settle(post, outcome);
    }

    pub fn settle(&self, post: &mut Post, outcome: Outcome) {
        let Some(state) = post.row else { return };
        let retracted = post.campaign.retracted();
        let outcome = self.counted(post, outcome);
        let kind = ReportKind::from(outcome);
        let report = match state {
            S::Withdrawing | S::Escalated if retracted => Report::Correct(kind),
            S::Unknown => Report::Probe(kind),
            _ => Report::Place(kind),
        };
        post.partly_out |= report == Report::Place(ReportKind::Unknown);
        let Some(to) = self.decide(state, E::Reported(report), post.situation()) else { return };
        post.row = Some(to);
        post.void_permits();
        if retracted {
            post.suppress();
        }
    }

    /// A batch is corrected only when nobody is left who has the copy and was not told, or perhaps not told, of the end.
    fn counted(&self, post: &Post, outcome: Outcome) -> Outcome {
        let left =
            |part: &Part| matches!(part, Part::Uncorrected | Part::Correcting | Part::Sent | Part::Sending);
        match outcome {
            Outcome::Corrected if post.parts.iter().any(left) && !self.is(Slip::CorrectedWithoutCounting) => {
                Outcome::Rejected
            }
            // Whatever became of whoever sent it: what it may have reached is known, and the rest is sent.
            Outcome::Unknown if post.row == Some(S::Placing) => Self::as_far_as_it_is_known(post),
            outcome => outcome,
        }
    }

    fn as_far_as_it_is_known(post: &Post) -> Outcome {
        let out = post.parts.iter().any(|part| matches!(part, Part::Sent | Part::Sending));
        if out && !post.parts.contains(&Part::Planned) { Outcome::Live } else { Outcome::RetryAfter }
    }

    /// Nobody reported in time: what was not sent is planned again, and what may have been is never sent twice.
    pub fn deadline_passes(&self, post: &mut Post) {
        if self.is(Slip::DeadlinePlansWhatMayBeSent) {
            for part in post.parts.iter_mut().filter(|part| **part == Part::Sending) {
                *part = Part::Planned;
            }
        }
        self.settle(post, Outcome::Unknown);
    }

    /// What the sweep or a person says.
    pub fn word(&self, post: &mut Post, event: E) -> Option<()> {
        post.row = Some(self.decide(post.row?, event, post.situation())?);
        Some(())
    }
}
