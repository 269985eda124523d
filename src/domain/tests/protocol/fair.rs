//! L1 and L2 without a temporal logic: from a world, everybody does their work in turn and nothing fails any
//! more; does every row come to an end? The checker asks it of every such world that can be reached, whatever crashed, was
//! lost or delayed on the way there.
//!
//! Every step taken here is one that the model allows, so this shows that an end stays within reach, and that the plain
//! course of work reaches it. What it does not show is that *every* unfair course would: a world in which each permit runs out
//! before its worker is let on never ends, here as outside.

use crate::mutants::Mutant;
use crate::protocol::Protocol;
use crate::settings::{Doorbells, Provider};
use crate::steps::{Answer, Deletion, Step};
use crate::upkeep;
use crate::world::{Absence, Act, RETRACTOR, Said, Stage, WORKERS, World, bell};
use childalert_domain::{CampaignState, PlacementState as S};
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::Mutex;

/// Who comes first, and what the outside is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Course {
    /// Workers end what they are doing before any time passes.
    WorkFirst,
    /// Deadlines pass and late requests take effect before anybody moves on.
    TimeFirst,
    /// The outside deletes nothing: only a person can end it.
    NothingDeleted,
}

impl Course {
    const ALL: [Course; 3] = [Course::WorkFirst, Course::TimeFirst, Course::NothingDeleted];
}

/// No course is longer.
pub const MOST_STEPS: usize = 200;
const SHELVES: usize = 64;

/// Worlds that are known to settle, by hash.
#[derive(Default)]
pub struct Settled {
    hasher: RandomState,
    shelves: Shelves,
}

struct Shelves([Mutex<HashSet<u64>>; SHELVES]);

impl Default for Shelves {
    fn default() -> Self {
        Shelves(std::array::from_fn(|_| Mutex::default()))
    }
}

impl Settled {
    fn of(&self, world: &World, course: Course) -> u64 {
        self.hasher.hash_one((world, course))
    }

    fn shelf(&self, hash: u64) -> std::sync::MutexGuard<'_, HashSet<u64>> {
        self.shelves.0[hash as usize % SHELVES].lock().expect("nobody panics with a shelf")
    }

    fn knows(&self, hash: u64) -> bool {
        self.shelf(hash).contains(&hash)
    }

    fn learns(&self, hashes: Vec<u64>) {
        for hash in hashes {
            self.shelf(hash).insert(hash);
        }
    }
}

/// L1 in this world.
pub fn settles(protocol: &Protocol, world: &World) -> bool {
    !world.retracted() || Course::ALL.into_iter().all(|course| ends(protocol, *world, course))
}

/// L2 in this world: if everybody is let on with their work, also after every permit that is out has run out first. Where
/// there are fewer deletions than copies, some copies wait for ever.
pub fn goes_out(protocol: &Protocol, world: &World) -> bool {
    if world.campaign != CampaignState::Live || protocol.setting.deletes < protocol.setting.placements {
        return true;
    }
    let mut later = *world;
    while let Some(passed) =
        passing(protocol, &later, Course::TimeFirst).and_then(|step| protocol.step(&later, step))
    {
        later = passed;
    }
    ends(protocol, *world, Course::WorkFirst) && ends(protocol, later, Course::WorkFirst)
}

fn ends(protocol: &Protocol, mut world: World, course: Course) -> bool {
    let mut passed = Vec::new();
    for _ in 0..MOST_STEPS {
        if accounted_for(&world) {
            protocol.settled.learns(passed);
            return true;
        }
        let hash = protocol.settled.of(&world, course);
        if protocol.settled.knows(hash) {
            protocol.settled.learns(passed);
            return true;
        }
        passed.push(hash);
        let Some(next) = course_of(protocol, &world, course).and_then(|step| protocol.step(&world, step))
        else {
            return false;
        };
        world = next;
    }
    false
}

/// Every row is where nothing more happens to it by itself: withdrawn, suppressed, corrected, or a person's; or, before the
/// retraction, live or refused.
fn accounted_for(world: &World) -> bool {
    world.rows.iter().all(|row| row.state.is_none_or(|state| state.settled(world.retracted())))
}

/// The next step of a course, read off the world alone.
fn course_of(protocol: &Protocol, world: &World, course: Course) -> Option<Step> {
    if world.to_plan {
        return Some(Step::PlanLate);
    }
    let cached = |placement: &usize| {
        protocol.setting.provider == Provider::Own
            && world.rows[*placement].state != Some(S::Live)
            && world.outside[*placement].copies > 0
            // What the site still shows, only a person can end.
            && course != Course::NothingDeleted
    };
    if let Some(placement) = (0..protocol.setting.placements).find(cached) {
        return Some(Step::CacheEmpties(placement));
    }
    if course == Course::WorkFirst {
        working(protocol, world, course).or_else(|| passing(protocol, world, course))
    } else {
        passing(protocol, world, course).or_else(|| working(protocol, world, course))
    }
}

/// Time.
fn passing(protocol: &Protocol, world: &World, course: Course) -> Option<Step> {
    let overdue = |placement: &usize| {
        let placing = world.rows[*placement].state == Some(S::Placing);
        let at_work = world.workers.iter().any(|worker| {
            worker.stage != Stage::Idle && worker.placement == *placement && worker.act == Act::Place
        });
        placing && !protocol.is(Mutant::DeadlineNeverPasses) && (course == Course::TimeFirst || !at_work)
    };
    let owed = |placement: &usize| {
        course == Course::NothingDeleted
            && world.rows[*placement].state == Some(S::Withdrawing)
            && !protocol.is(Mutant::EscalationDropped)
    };
    let placements = 0..protocol.setting.placements;
    let late = |placement: &usize| world.outside[*placement].late > 0;
    if let Some(placement) = placements.clone().find(late) {
        return Some(Step::LateEffect(placement));
    }
    placements
        .clone()
        .find(overdue)
        .map(Step::DeadlinePasses)
        .or_else(|| placements.clone().find(owed).map(Step::Escalate))
}

/// Everybody's work.
fn working(protocol: &Protocol, world: &World, course: Course) -> Option<Step> {
    let at_work = |index: &usize| world.workers[*index].stage != Stage::Idle;
    if let Some(index) = (0..=RETRACTOR).rev().find(at_work) {
        return Some(onward(protocol, world, index, course));
    }
    for placement in 0..protocol.setting.placements {
        let act = match world.rows[placement].state {
            Some(S::Planned) => Act::Place,
            Some(S::Unknown) => Act::Probe,
            Some(S::Withdrawing) => Act::Withdraw,
            _ => continue,
        };
        if world.rows[placement].absence == Absence::Seen && protocol.setting.provider != Provider::Own {
            // It outlasts whatever is under way.
            let late = world.outside[placement].late > 0;
            return Some(if late { Step::LateEffect(placement) } else { Step::QuarantinePasses(placement) });
        }
        return call(protocol, world, placement, act);
    }
    None
}

/// How a job comes to a worker.
pub fn call(protocol: &Protocol, world: &World, placement: usize, act: Act) -> Option<Step> {
    let job = bell(placement, act);
    let taker = (0..WORKERS)
        .rev()
        .find(|index| world.workers[*index].stage == Stage::Idle && protocol.acts(*index).contains(&act))?;
    match protocol.setting.doorbells {
        Doorbells::Any => Some(Step::Take(taker, act, placement)),
        Doorbells::Real if world.broker & job != 0 => Some(Step::Take(taker, act, placement)),
        Doorbells::Real if world.outbox & job != 0 => Some(Step::Relay(placement, act)),
        Doorbells::Real => {
            upkeep::sweep_rings(protocol, world, placement).is_some().then_some(Step::Sweep(placement))
        }
    }
}

/// What a worker does when nothing goes wrong.
pub fn onward(protocol: &Protocol, world: &World, index: usize, course: Course) -> Step {
    let worker = &world.workers[index];
    let deletion = if course == Course::NothingDeleted { Deletion::NotNow } else { Deletion::Done };
    match worker.stage {
        Stage::Idle | Stage::Reported => Step::Acknowledge(index),
        Stage::Prepared => Step::Begin(index),
        Stage::Begun => match worker.act {
            Act::Place if worker.newest => Step::AskPermit(index),
            Act::Place => Step::DoNotSend(index),
            Act::Probe => Step::Look(index),
            Act::Withdraw if protocol.setting.provider == Provider::Own => Step::ReadBack(index),
            Act::Withdraw if protocol.setting.provider == Provider::Fenced => Step::RaiseFence(index),
            Act::Withdraw => Step::Delete(index, deletion),
        },
        Stage::Checked => Step::Send(index),
        Stage::Waiting => Step::Answer(index, Answer::Done),
        Stage::Fenced => Step::Delete(index, deletion),
        Stage::Deleted => Step::ReadBack(index),
        Stage::Acted(Said::Live | Said::Absent | Said::Rejected | Said::Unknown | Said::RetryAfter) => {
            Step::Finish(index)
        }
    }
}
