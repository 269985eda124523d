//! Reports: settled under the newest permit, and else only asked where a copy is.

use crate::ledger::{decide, ring_to_take_back, situation};
use crate::mutants::Mutant;
use crate::protocol::Protocol;
use crate::settings::Provider;
use crate::world::{Absence, Act, Said, Stage, World};
use childalert_domain::{
    CampaignMove, PlacementEvent as E, PlacementState as S, Report, ReportKind, Situation,
};

/// `src/app/ledger/finish.rs` and `late.rs`: a report is settled under the newest permit, and else only asked where a copy is.
pub fn finish(protocol: &Protocol, world: &mut World, index: usize) {
    let worker = world.workers[index];
    let Stage::Acted(said) = worker.stage else { return };
    let any_fence = match worker.act {
        Act::Place => protocol.is(Mutant::FinishTakesAnyFence),
        Act::Probe => protocol.is(Mutant::ProbeAdoptsUnderAnyFence),
        Act::Withdraw => protocol.is(Mutant::AbsenceTakenUnderAnyFence),
    };
    if worker.newest || any_fence {
        settle(protocol, world, index, said);
    } else if said == Said::Live && !protocol.is(Mutant::LateReportDropped) {
        keep_outside_id(protocol, world, worker.placement);
    }
}

fn settle(protocol: &Protocol, world: &mut World, index: usize, said: Said) {
    let worker = world.workers[index];
    let placement = worker.placement;
    let row = world.rows[placement];
    let Some(state) = row.state else { return };
    let retracted = world.retracted();
    let absence = match (said, row.absence) {
        (Said::Absent, Absence::No) => Absence::Seen,
        (Said::Absent, absence) => absence,
        _ => Absence::No,
    };
    let absence_held = said == Said::Absent
        && match protocol.mutant {
            // Nothing can come late where what is shown is the row itself.
            _ if protocol.setting.provider == Provider::Own => true,
            Some(Mutant::AbsentBelievedAtOnce) => true,
            Some(Mutant::AbsenceJudgedWhenReported) => row.absence == Absence::Held,
            _ => row.absence == Absence::Held && worker.held,
        };
    let kind = ReportKind::from(said);
    // Which act it is on follows from where the row stands.
    let report = match state {
        S::Withdrawing | S::Escalated if retracted => Report::Withdraw(kind),
        S::Unknown => Report::Probe(kind),
        _ => Report::Place(kind),
    };
    let partly_out = row.partly_out || report == Report::Place(ReportKind::Unknown);
    let situation = Situation { retracted, partly_out, absence_held, ..Situation::default() };
    let Some(to) = decide(protocol, state, E::Reported(report), situation) else { return };
    let forgets = protocol.is(Mutant::PartlyOutForgotten) && to == S::Planned;
    let row = &mut world.rows[placement];
    row.state = Some(to);
    row.partly_out = partly_out && !forgets;
    row.absence = absence;
    row.named |= said == Said::Live;
    row.owned |= to == S::Escalated && protocol.setting.provider == Provider::Windowed;
    if said == Said::Live {
        world.outside[placement].named_stands = world.outside[placement].copies > 0;
    }
    if !protocol.is(Mutant::ReportLeavesThePermitGood) {
        world.void_permits(placement);
    }
    if to == S::Withdrawing && state != S::Withdrawing {
        ring_to_take_back(protocol, world, placement);
    }
}

/// A report that comes too late may be the only one that says where a copy stands.
fn keep_outside_id(protocol: &Protocol, world: &mut World, placement: usize) {
    let row = world.rows[placement];
    let Some(state) = row.state.filter(|_| !row.named) else { return };
    let Some(to) = decide(protocol, state, E::FoundLate, situation(world, &row)) else { return };
    world.rows[placement].state = Some(to);
    world.rows[placement].named = true;
    world.outside[placement].named_stands = world.outside[placement].copies > 0;
    if to != S::Placing {
        world.rows[placement].absence = Absence::No;
        if !protocol.is(Mutant::LateReportLeavesPermits) {
            world.void_permits(placement);
        }
    }
    if !state.owed()
        && !protocol.is(Mutant::LateReportLeavesTheCampaignClosed)
        && let Ok(ended) = world.campaign.after(CampaignMove::Reopen)
    {
        world.campaign = ended;
    }
    if world.retracted() && matches!(to, S::Withdrawing | S::Escalated) {
        ring_to_take_back(protocol, world, placement);
    }
}
