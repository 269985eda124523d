//! Which steps a world can take.

use crate::mutants::Mutant;
use crate::protocol::Protocol;
use crate::settings::{Doorbells, Provider};
use crate::steps::{Answer, Deletion, Step};
use crate::world::{Absence, Act, Outside, Row, Stage, WORKERS, Window, Worker, World, bell};
use crate::{ledger, upkeep};
use childalert_domain::{CampaignState, PlacementState};

impl Protocol {
    /// What the people in the office do, and what befalls the broker.
    pub fn office_steps(&self, world: &World, steps: &mut Vec<Step>) {
        if matches!(world.campaign, CampaignState::Approved | CampaignState::Live) {
            steps.push(Step::Retract);
            if world.covered {
                steps.push(Step::WithdrawConsent);
            }
        }
        if world.campaign == CampaignState::Approved && !world.to_launch {
            steps.push(Step::Launch);
        }
        if world.to_launch {
            steps.push(Step::LaunchLate);
        }
        if world.to_plan {
            steps.push(Step::PlanLate);
        }
        if upkeep::may_close(self, world) {
            steps.push(Step::Close);
        }
        if world.broker != 0 {
            steps.push(Step::BrokerWiped);
        }
    }

    /// What this worker is asked to do.
    pub fn acts(&self, index: usize) -> &'static [Act] {
        let takes_back = index >= WORKERS - self.setting.retractors;
        match (takes_back, self.is(Mutant::OneLane)) {
            (true, true) => &[],
            (true, false) => &[Act::Withdraw],
            _ if index >= self.setting.makers => &[],
            (false, true) => &Act::ALL,
            (false, false) => &[Act::Place, Act::Probe],
        }
    }

    pub fn worker_steps(&self, world: &World, index: usize, steps: &mut Vec<Step>) {
        let worker = &world.workers[index];
        let real = self.setting.doorbells == Doorbells::Real;
        match worker.stage {
            Stage::Idle => {
                for placement in 0..self.setting.placements {
                    for act in self.acts(index) {
                        let handed_over = match self.setting.doorbells {
                            Doorbells::Real => world.broker & bell(placement, *act) != 0,
                            Doorbells::Any => self.worth_handing_over(world, placement, *act),
                        };
                        if handed_over {
                            steps.push(Step::Take(index, *act, placement));
                        }
                    }
                }
                return;
            }
            Stage::Prepared => steps.push(Step::Begin(index)),
            Stage::Begun => match worker.act {
                Act::Place => {
                    if worker.newest || !self.clock_is_good() {
                        steps.push(Step::AskPermit(index));
                    }
                    steps.push(Step::DoNotSend(index));
                }
                Act::Probe => steps.extend([Step::Look(index), Step::LookFails(index)]),
                Act::Withdraw => match self.setting.provider {
                    Provider::Own => steps.push(Step::ReadBack(index)),
                    Provider::Fenced => steps.push(Step::RaiseFence(index)),
                    _ => self.deletions(index, steps),
                },
            },
            Stage::Checked => steps.push(Step::Send(index)),
            Stage::Waiting => {
                let late = world.outside[worker.placement].late < self.setting.late;
                steps.extend(
                    [Answer::Done, Answer::DoneUnheard, Answer::Lost, Answer::Refused, Answer::NotNow]
                        .map(|answer| Step::Answer(index, answer)),
                );
                if late {
                    steps.push(Step::Answer(index, Answer::TooLong));
                }
                // Nothing protects a channel without a key or a fence from the same request twice: HTTP must.
                if late && matches!(self.setting.provider, Provider::Searchable | Provider::Fenced) {
                    steps.push(Step::Answer(index, Answer::DoneAndRepeated));
                }
            }
            Stage::Fenced => self.deletions(index, steps),
            Stage::Deleted => steps.push(Step::ReadBack(index)),
            Stage::Acted(_) => steps.extend([Step::Finish(index), Step::FinishUnheard(index)]),
            Stage::Reported => steps.push(Step::Acknowledge(index)),
        }
        // Without doorbells to give back, a worker that has told the ledger is as good as idle.
        if real || worker.stage != Stage::Reported {
            steps.push(Step::Crash(index));
        }
    }

    fn deletions(&self, index: usize, steps: &mut Vec<Step>) {
        steps.extend(
            [Deletion::Done, Deletion::Pretended, Deletion::NotNow].map(|done| Step::Delete(index, done)),
        );
    }

    /// Whether handing a job over could lead to more than a refusal.
    fn worth_handing_over(&self, world: &World, placement: usize, act: Act) -> bool {
        use PlacementState as S;
        let Some(state) = world.rows[placement].state else { return false };
        if self.prepares(act) {
            return !world.retracted() && matches!(state, S::Planned | S::Placing | S::Unknown);
        }
        let mut copy = *world;
        copy.workers[0] = Worker { act, placement, ..Worker::IDLE };
        ledger::begin(self, &mut copy, 0)
    }

    pub fn placement_steps(&self, world: &World, placement: usize, steps: &mut Vec<Step>) {
        use PlacementState as S;
        let (row, outside): (&Row, &Outside) = (&world.rows[placement], &world.outside[placement]);
        if outside.late > 0 {
            steps.extend([Step::LateEffect(placement), Step::LateRequestDies(placement)]);
        }
        if outside.key && !world.may_still_land(placement) {
            steps.push(Step::KeyForgotten(placement));
        }
        if self.setting.provider == Provider::Own && outside.copies > 0 && row.state != Some(S::Live) {
            steps.push(Step::CacheEmpties(placement));
        }
        if row.absence == Absence::Seen
            && self.setting.provider != Provider::Own
            && (!self.quarantine_covers(world, placement) || !world.may_still_land(placement))
        {
            steps.push(Step::QuarantinePasses(placement));
        }
        let Some(state) = row.state else { return };
        if state == S::Placing && !self.is(Mutant::DeadlineNeverPasses) {
            steps.push(Step::DeadlinePasses(placement));
        }
        if state == S::Withdrawing && !self.is(Mutant::EscalationDropped) {
            steps.push(Step::Escalate(placement));
        }
        if matches!(state, S::Planned | S::Unknown) {
            steps.push(Step::Park(placement));
        }
        if matches!(state, S::Rejected | S::Escalated) {
            steps.push(Step::PersonRetries(placement));
        }
        if state == S::Escalated && world.retracted() {
            steps.push(Step::PersonCloses(placement));
        }
        if self.setting.provider == Provider::Windowed && outside.copies > 0 {
            // A copy waits in these for minutes at most, while the window is of days, and its end of hours.
            let for_minutes = matches!(state, S::Placing | S::Unknown | S::Withdrawing) && !row.owned;
            match outside.window {
                Window::Open if !for_minutes => steps.push(Step::WindowNears(placement)),
                Window::Near => steps.push(Step::WindowWatched(placement)),
                Window::Watched if !for_minutes => steps.push(Step::WindowShuts(placement)),
                Window::Open | Window::Watched | Window::Shut => {}
            }
        }
        if self.setting.doorbells == Doorbells::Real {
            if upkeep::sweep_rings(self, world, placement).is_some_and(|bell| world.outbox & bell == 0) {
                steps.push(Step::Sweep(placement));
            }
            for act in Act::ALL {
                if world.outbox & bell(placement, act) != 0 {
                    steps.extend([Step::Relay(placement, act), Step::RelayTwice(placement, act)]);
                    if self.is(Mutant::RelayForgetsFirst) {
                        steps.push(Step::RelayLoses(placement, act));
                    }
                }
            }
        }
    }

    /// Whether the quarantine of this row outlasts every request that is under way. It does after a retraction where an
    /// attempt had no answer and nothing ever told the copy's id. Elsewhere it is short, and something else must hold: the
    /// fence, the idempotency key, or that there was no such attempt.
    fn quarantine_covers(&self, world: &World, placement: usize) -> bool {
        let row = &world.rows[placement];
        self.setting.provider != Provider::Fenced && world.retracted() && row.partly_out && !row.named
    }
}
