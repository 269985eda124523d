//! The model itself: what becomes of a world with each step.

use crate::mutants::Mutant;
use crate::settings::{Doorbells, Provider, Setting};
use crate::steps::Step;
use crate::world::{Absence, Act, Said, Stage, WORKERS, Window, Worker, World, bell};
use crate::{fair, ledger, outside, promises, reports, upkeep};
use childalert_domain::{CampaignMove, PlacementState};
use stateright::{Model, Property};
use std::sync::Arc;

/// The protocol in a setting, perhaps with one mistake in it.
#[derive(Clone)]
pub struct Protocol {
    pub setting: Setting,
    pub mutant: Option<Mutant>,
    /// Worlds that are known to settle.
    pub settled: Arc<fair::Settled>,
}

impl Protocol {
    pub fn new(setting: Setting, mutant: Option<Mutant>) -> Protocol {
        Protocol { setting, mutant, settled: Arc::default() }
    }

    pub fn is(&self, mutant: Mutant) -> bool {
        self.mutant == Some(mutant)
    }

    /// Whether something is read, outside or by a mutant, before the ledger is asked.
    pub fn prepares(&self, act: Act) -> bool {
        act == Act::Place && (self.setting.provider == Provider::Fenced || self.remembers())
    }

    /// Whether a mutant's begin trusts what was read before it had the campaign's lock.
    fn remembers(&self) -> bool {
        matches!(
            self.mutant,
            Some(
                Mutant::BeginTrustsAnOldCampaign
                    | Mutant::BeginWithoutCompareAndSet
                    | Mutant::BeginOutsideTheLock
            )
        )
    }

    /// Whether a worker that asks its permit at the last moment is told the truth. On a fenced channel its clock may stand
    /// still, and the protocol must hold all the same.
    pub fn clock_is_good(&self) -> bool {
        !matches!(self.setting.provider, Provider::Fenced | Provider::Own) && !self.is(Mutant::ClockNotAsked)
    }

    /// The step's world, or `None` where the step changes nothing.
    pub fn step(&self, world: &World, step: Step) -> Option<World> {
        let next = self.taken(world, step)?.in_order(&self.setting);
        (next != *world).then_some(next)
    }

    /// The same, where every worker and placement keeps its number.
    pub fn taken(&self, world: &World, step: Step) -> Option<World> {
        let mut next = *world;
        match step {
            Step::Launch => ledger::launch(self, &mut next),
            Step::PlanLate => ledger::plan_late(&mut next),
            Step::LaunchLate => ledger::commit_launch(self, &mut next),
            Step::WithdrawConsent => ledger::withdraw_consent(self, &mut next),
            Step::Retract => ledger::retract(self, &mut next),
            Step::Close => next.campaign = world.campaign.after(CampaignMove::Close).ok()?,
            Step::Take(index, act, placement) => self.take(&mut next, index, act, placement),
            Step::Begin(index) => {
                if !ledger::begin(self, &mut next, index) {
                    self.told(&mut next, index);
                }
            }
            Step::AskPermit(index) => outside::ask_permit(self, &mut next, index),
            Step::DoNotSend(index) => next.workers[index].stage = Stage::Acted(Said::RetryAfter),
            Step::Send(index) => outside::send(self, &mut next, index),
            Step::Answer(index, answer) => outside::answer(self, &mut next, index, answer),
            Step::Look(index) => outside::look(self, &mut next, index),
            Step::LookFails(index) => next.workers[index].stage = Stage::Acted(Said::RetryAfter),
            Step::RaiseFence(index) => outside::raise_fence(self, &mut next, index),
            Step::Delete(index, deletion) => outside::delete(self, &mut next, index, deletion),
            Step::ReadBack(index) => outside::read_back(self, &mut next, index),
            Step::Finish(index) => {
                reports::finish(self, &mut next, index);
                self.told(&mut next, index);
            }
            Step::FinishUnheard(index) => reports::finish(self, &mut next, index),
            Step::Acknowledge(index) => next.workers[index] = Worker::IDLE,
            Step::Crash(index) => self.crash(&mut next, index),
            Step::LateEffect(placement) => outside::late_effect(self, &mut next, placement),
            Step::LateRequestDies(placement) => next.outside[placement].late -= 1,
            Step::DeadlinePasses(placement) => upkeep::deadline_passes(self, &mut next, placement),
            Step::QuarantinePasses(placement) => next.rows[placement].absence = Absence::Held,
            Step::CacheEmpties(placement) => outside::empty_cache(&mut next, placement),
            Step::KeyForgotten(placement) => next.outside[placement].key = false,
            Step::Escalate(placement) | Step::Park(placement) => {
                upkeep::escalate(self, &mut next, placement);
            }
            Step::PersonRetries(placement) => upkeep::person_retries(self, &mut next, placement),
            Step::PersonCloses(placement) => upkeep::person_closes(self, &mut next, placement),
            Step::WindowNears(placement) => next.outside[placement].window = Window::Near,
            Step::WindowWatched(placement) => upkeep::watch_window(self, &mut next, placement),
            Step::WindowShuts(placement) => next.outside[placement].window = Window::Shut,
            Step::Sweep(placement) => {
                next.outbox |= upkeep::sweep_rings(self, world, placement).unwrap_or_default();
            }
            Step::Relay(placement, act) => {
                next.outbox &= !bell(placement, act);
                next.broker |= bell(placement, act);
            }
            Step::RelayLoses(placement, act) => next.outbox &= !bell(placement, act),
            Step::RelayTwice(placement, act) => next.broker |= bell(placement, act),
            Step::BrokerWiped => next.broker = 0,
        }
        if self.setting.provider == Provider::Own {
            outside::show(&mut next);
        }
        Some(next)
    }

    fn take(&self, world: &mut World, index: usize, act: Act, placement: usize) {
        world.broker &= !bell(placement, act);
        let row = world.rows[placement].state.unwrap_or(PlacementState::Planned);
        world.workers[index] = Worker {
            stage: Stage::Prepared,
            act,
            placement,
            head: act == Act::Place && self.setting.provider == Provider::Fenced,
            acknowledged: self.is(Mutant::AcknowledgedBeforeBegin),
            saw: (act == Act::Place && self.remembers()).then_some((world.retracted(), row)),
            ..Worker::IDLE
        };
        if !self.prepares(act) && !ledger::begin(self, world, index) {
            self.told(world, index);
        }
    }

    /// There is nothing left but to acknowledge.
    fn told(&self, world: &mut World, index: usize) {
        match self.setting.doorbells {
            Doorbells::Any => world.workers[index] = Worker::IDLE,
            Doorbells::Real => {
                let Worker { act, placement, acknowledged, .. } = world.workers[index];
                world.workers[index] =
                    Worker { stage: Stage::Reported, act, placement, acknowledged, ..Worker::IDLE };
            }
        }
    }

    /// The process ends. What it was doing outside may still happen; its message is delivered again.
    fn crash(&self, world: &mut World, index: usize) {
        let worker = world.workers[index];
        let outside = &mut world.outside[worker.placement];
        if worker.stage == Stage::Waiting && outside.late < self.setting.late && self.may_land_late(&worker) {
            outside.late += 1;
        }
        if self.setting.doorbells == Doorbells::Real && !worker.acknowledged {
            world.broker |= bell(worker.placement, worker.act);
        }
        world.workers[index] = Worker::IDLE;
    }

    /// Whether this worker's request could still take effect: not with a head that has moved.
    pub fn may_land_late(&self, worker: &Worker) -> bool {
        worker.head || self.setting.provider != Provider::Fenced || self.is(Mutant::SwapCommitLeftOut)
    }
}

impl Model for Protocol {
    type State = World;
    type Action = Step;

    fn init_states(&self) -> Vec<World> {
        vec![World::new()]
    }

    fn actions(&self, world: &World, steps: &mut Vec<Step>) {
        if world.broken != 0 {
            return;
        }
        self.office_steps(world, steps);
        for index in 0..WORKERS {
            self.worker_steps(world, index, steps);
        }
        for placement in 0..self.setting.placements {
            self.placement_steps(world, placement, steps);
        }
    }

    fn next_state(&self, world: &World, step: Step) -> Option<World> {
        self.step(world, step)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        promises::properties(&self.setting)
    }
}
