//! What keeps things moving, and what people say: deadlines, the sweep, escalation, the end of a campaign.

use crate::ledger::{decide, situation};
use crate::mutants::Mutant;
use crate::protocol::Protocol;
use crate::settings::Provider;
use crate::world::{Absence, Act, Row, Stage, Window, World, bell};
use childalert_domain::{CampaignMove, PlacementEvent as E, PlacementState as S, Situation};

/// `src/app/sweep.rs`: nobody reported in time.
pub fn deadline_passes(protocol: &Protocol, world: &mut World, placement: usize) {
    let row = world.rows[placement];
    let Some(state) = row.state else { return };
    let Some(to) = decide(protocol, state, E::DeadlinePassed, situation(world, &row)) else { return };
    let keeps = protocol.is(Mutant::AbsenceOutlivesABegin);
    world.rows[placement] = Row {
        state: Some(to),
        partly_out: true,
        absence: if keeps { row.absence } else { Absence::No },
        ..row
    };
    world.void_permits(placement);
}

/// The copy becomes a person's; it is still tried now and then.
pub fn escalate(protocol: &Protocol, world: &mut World, placement: usize) {
    let Some(state) = world.rows[placement].state else { return };
    if let Some(to) = decide(protocol, state, E::Escalate, Situation::default()) {
        let row = &mut world.rows[placement];
        row.state = Some(to);
        row.owned |= to == S::Escalated && protocol.setting.provider == Provider::Windowed;
    }
}

/// `src/app/campaigns/settle.rs`.
pub fn person_retries(protocol: &Protocol, world: &mut World, placement: usize) {
    persons_word(protocol, world, placement, E::Retry);
}

/// The same, for good.
pub fn person_closes(protocol: &Protocol, world: &mut World, placement: usize) {
    persons_word(protocol, world, placement, E::ClosedByPerson);
}

fn persons_word(protocol: &Protocol, world: &mut World, placement: usize, event: E) {
    let row = world.rows[placement];
    let Some(state) = row.state else { return };
    if let Some(to) = decide(protocol, state, event, situation(world, &row)) {
        world.rows[placement] = Row { state: Some(to), absence: Absence::No, ..row };
    }
}

/// The sweep looks at a copy that soon no program can take back: it becomes a person's.
pub fn watch_window(protocol: &Protocol, world: &mut World, placement: usize) {
    world.outside[placement].window = Window::Watched;
    let row = world.rows[placement];
    let (Some(state), false) = (row.state, protocol.is(Mutant::WindowNotWatched)) else { return };
    if matches!(state, S::Live | S::Escalated | S::Closed) {
        world.rows[placement].owned = true;
        // Where the domain has a state for it, it goes there.
        if let Some(to) = decide(protocol, state, E::Escalate, situation(world, &row)) {
            world.rows[placement].state = Some(to);
        }
    }
}

/// Whether nothing is owed any more.
pub fn may_close(protocol: &Protocol, world: &World) -> bool {
    let settled = |row: &Row| row.state.is_none_or(|state| !state.owed());
    world.campaign.after(CampaignMove::Close).is_ok()
        && (protocol.is(Mutant::ClosedWhileOwed) || world.rows.iter().all(settled))
}

/// The doorbell that the sweep rings for a row that is due.
pub fn sweep_rings(protocol: &Protocol, world: &World, placement: usize) -> Option<u8> {
    if protocol.is(Mutant::SweepMissing) {
        return None;
    }
    let act = match world.rows[placement].state? {
        S::Planned if !protocol.is(Mutant::SweepForgetsThePlanned) => Act::Place,
        S::Unknown if !protocol.is(Mutant::SweepForgetsTheUnknown) => Act::Probe,
        S::Withdrawing | S::Escalated
            if world.retracted() && !protocol.is(Mutant::SweepForgetsWhatIsOwed) =>
        {
            Act::Withdraw
        }
        _ => return None,
    };
    Some(bell(placement, act))
}

/// Whether somebody is taking this copy back.
pub fn being_taken_back(world: &World, placement: usize) -> bool {
    world.workers.iter().any(|worker| {
        worker.stage != Stage::Idle && worker.act == Act::Withdraw && worker.placement == placement
    })
}
