//! R1: nobody who makes copies can stand in the way of the end.

use crate::fair::{Course, MOST_STEPS, call, onward};
use crate::mutants::Mutant;
use crate::protocol::Protocol;
use crate::steps::Step;
use crate::world::{Act, Stage, World};
use childalert_domain::{CampaignState, PlacementState as S};

/// A live campaign can be retracted at this moment; and of a retracted one every copy comes to be taken back, or has a person,
/// though whoever makes copies hangs for ever.
pub fn retraction_waits_for_nobody(protocol: &Protocol, world: &World) -> bool {
    if world.campaign == CampaignState::Live {
        return protocol.step(world, Step::Retract).is_some_and(|after| after.retracted());
    }
    !world.retracted() || (0..protocol.setting.placements).all(|placement| alone(protocol, *world, placement))
}

fn alone(protocol: &Protocol, mut world: World, placement: usize) -> bool {
    for _ in 0..MOST_STEPS {
        let Some(state) = world.rows[placement].state else { return true };
        let taken = world.workers.iter().any(|worker| {
            worker.act == Act::Withdraw && worker.stage == Stage::Begun && worker.placement == placement
        });
        if taken || !state.owed() || state == S::Escalated {
            return true;
        }
        let step = if state == S::Placing && !protocol.is(Mutant::DeadlineNeverPasses) {
            Some(Step::DeadlinePasses(placement))
        } else if let Some(index) = taking_back(&world) {
            Some(onward(protocol, &world, index, Course::WorkFirst))
        } else {
            call(protocol, &world, placement, Act::Withdraw)
        };
        match step.and_then(|step| protocol.taken(&world, step)) {
            Some(next) => world = next,
            None => return false,
        }
    }
    false
}

/// Somebody who takes something back, and has to end that first.
fn taking_back(world: &World) -> Option<usize> {
    world.workers.iter().rposition(|worker| worker.stage != Stage::Idle && worker.act == Act::Withdraw)
}
