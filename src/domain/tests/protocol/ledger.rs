//! The ledger's transactions that open and end things: launch, retraction, leave to begin. What may follow what, they ask of
//! the domain itself.

use crate::mutants::Mutant;
use crate::papers;
use crate::protocol::Protocol;
use crate::settings::Doorbells;
use crate::world::{Absence, Act, Broken, Row, Stage, World, bell};
use childalert_domain::{
    CampaignMove, CampaignState, PlacementEvent as E, PlacementState as S, Report, ReportKind, Situation,
    next,
};

/// The domain's answer, or a mutant's.
pub fn decide(protocol: &Protocol, state: S, event: E, situation: Situation) -> Option<S> {
    let Some(mutant) = protocol.mutant else { return next(state, event, situation) };
    let Situation { retracted, partly_out, .. } = situation;
    match (mutant, state, event) {
        (Mutant::BeginMakesUnknownAnew, S::Unknown, E::BeginPlace) if !retracted => Some(S::Placing),
        (Mutant::RetractionSuppressesPlacing, S::Placing, E::Retracted) => Some(S::Suppressed),
        (Mutant::RetractionSuppressesUnknown, S::Unknown, E::Retracted) => Some(S::Suppressed),
        (Mutant::RetractionForgetsUnknown, S::Unknown, E::Retracted) => Some(S::Unknown),
        (Mutant::RetractionLeavesEscalated, S::Escalated, E::Retracted) => Some(S::Escalated),
        (Mutant::RetractionForgetsPartlyOut, S::Planned | S::Rejected, E::Retracted) => Some(S::Suppressed),
        (Mutant::NothingMadeForgetsEarlierAttempts, S::Placing, E::Reported(Report::Place(kind)))
            if retracted && matches!(kind, ReportKind::RetryAfter | ReportKind::Rejected) =>
        {
            Some(S::Suppressed)
        }
        (Mutant::DeadlinePlansAgain, S::Placing, E::DeadlinePassed) if !retracted => Some(S::Planned),
        (
            Mutant::UnknownTakenForNothing,
            S::Placing | S::Unknown,
            E::Reported(Report::Place(ReportKind::Unknown)),
        ) => next(state, E::Reported(Report::Place(ReportKind::RetryAfter)), situation),
        (Mutant::LateReportRevives, S::Withdrawing | S::Withdrawn, E::FoundLate) if partly_out => {
            Some(S::Live)
        }
        _ => next(state, event, situation),
    }
}

pub fn situation(world: &World, row: &Row) -> Situation {
    Situation { retracted: world.retracted(), partly_out: row.partly_out, ..Situation::default() }
}

/// `src/app/campaigns/launch.rs`: consent, campaign, rows and doorbells in one transaction, alone with the case.
pub fn launch(protocol: &Protocol, world: &mut World) {
    if !world.covered {
        return;
    }
    if protocol.is(Mutant::ConsentReadBeforeTheLock) {
        world.to_launch = true;
    } else {
        commit_launch(protocol, world);
    }
}

/// The rest of it, which only a mutant separates from the question whether a consent covers it.
pub fn commit_launch(protocol: &Protocol, world: &mut World) {
    world.to_launch = false;
    let Ok(live) = world.campaign.after(CampaignMove::Launch) else { return };
    world.campaign = live;
    if protocol.is(Mutant::PlannerOutsideTheLock) {
        world.to_plan = true;
        return;
    }
    for placement in 0..protocol.setting.placements {
        world.rows[placement].state = Some(S::Planned);
        if protocol.setting.doorbells == Doorbells::Real
            && !protocol.is(Mutant::DoorbellOutsideTheTransaction)
        {
            world.outbox |= bell(placement, Act::Place);
        }
    }
}

/// A planner that does not hold the campaign plans what it read before.
pub fn plan_late(world: &mut World) {
    world.to_plan = false;
    world.rows[0].state = Some(S::Planned);
    if world.retracted() {
        world.break_promise(Broken::I1);
    }
}

/// `src/app/cases/consents.rs`: the consent ends, and with it whatever it alone covered, in one transaction.
pub fn withdraw_consent(protocol: &Protocol, world: &mut World) {
    if world.campaign == CampaignState::Live && !protocol.is(Mutant::ConsentEndsAlone) {
        retract(protocol, world);
        return;
    }
    world.covered = papers::covers(papers::Consent::Withdrawn);
}

/// `src/app/campaigns/retract.rs`: everything in one transaction, alone with the campaign.
pub fn retract(protocol: &Protocol, world: &mut World) {
    let Ok(ended) = world.campaign.after(CampaignMove::Retract) else { return };
    let placing = world.rows.iter().any(|row| row.state == Some(S::Placing));
    if placing && protocol.is(Mutant::RetractionWaitsForThePlacing) {
        return;
    }
    for placement in 0..protocol.setting.placements {
        let row = world.rows[placement];
        let Some(state) = row.state else { continue };
        let situation = Situation { retracted: false, partly_out: row.partly_out, ..Situation::default() };
        match decide(protocol, state, E::Retracted, situation) {
            Some(to) if to != state => {
                let absence =
                    if protocol.is(Mutant::RetractionKeepsAbsence) { row.absence } else { Absence::No };
                world.rows[placement] = Row { state: Some(to), absence, ..row };
                if !protocol.is(Mutant::RetractionKeepsPermits) {
                    world.void_permits(placement);
                }
                if to == S::Withdrawing {
                    ring_to_take_back(protocol, world, placement);
                }
            }
            _ => {}
        }
    }
    world.campaign = ended;
    // Nobody asks any more.
    world.covered = false;
}

pub fn ring_to_take_back(protocol: &Protocol, world: &mut World, placement: usize) {
    if protocol.setting.doorbells == Doorbells::Real && !protocol.is(Mutant::DoorbellOutsideTheTransaction) {
        world.outbox |= bell(placement, Act::Withdraw);
    }
}

/// `src/app/ledger/begin.rs`: whether leave is given. The worker's act and placement say for what.
pub fn begin(protocol: &Protocol, world: &mut World, index: usize) -> bool {
    let worker = world.workers[index];
    let row = world.rows[worker.placement];
    let Some(stored) = row.state else { return false };
    let (mut retracted, mut state) = (world.retracted(), stored);
    if let Some((saw_retracted, saw_state)) = worker.saw {
        if !protocol.is(Mutant::BeginWithoutCompareAndSet) {
            retracted = saw_retracted;
        }
        if !protocol.is(Mutant::BeginTrustsAnOldCampaign) {
            state = saw_state;
        }
    }
    let event = match worker.act {
        Act::Place => E::BeginPlace,
        Act::Probe => E::BeginProbe,
        Act::Withdraw => E::BeginWithdraw,
    };
    if retracted && event != E::BeginWithdraw {
        return false;
    }
    let situation = Situation { retracted, partly_out: row.partly_out, ..Situation::default() };
    let Some(to) = decide(protocol, state, event, situation) else { return false };
    if event == E::BeginPlace && reserved(protocol, world, worker.placement) >= protocol.setting.deletes {
        return false;
    }
    if event == E::BeginPlace && world.retracted() {
        world.break_promise(Broken::I1);
    }
    // Two that both found it planned both write the fence after the one they read: each permit looks like the newest.
    if worker.saw.is_none() || protocol.is(Mutant::BeginTrustsAnOldCampaign) {
        world.void_permits(worker.placement);
    }
    let clears = event == E::BeginPlace && !protocol.is(Mutant::AbsenceOutlivesABegin);
    if !(event == E::BeginPlace && protocol.is(Mutant::PermitBeforeCommit)) {
        world.rows[worker.placement] =
            Row { state: Some(to), absence: if clears { Absence::No } else { row.absence }, ..row };
    }
    let lawful = !world.retracted();
    let worker = &mut world.workers[index];
    worker.stage = Stage::Begun;
    worker.newest = true;
    worker.held = row.absence == Absence::Held;
    worker.named = row.named && worker.act == Act::Withdraw;
    worker.lawful = lawful;
    worker.saw = None;
    worker.acknowledged |= protocol.is(Mutant::AcknowledgedBeforeFinish);
    true
}

/// How many other copies of the account may have to be deleted.
fn reserved(protocol: &Protocol, world: &World, but: usize) -> usize {
    if protocol.is(Mutant::DeletesNotReserved) {
        return 0;
    }
    let only_live = protocol.is(Mutant::OnlyLiveCopiesReserve);
    let counts = |row: &Row| match row.state {
        Some(S::Live) => true,
        Some(S::Placing | S::Unknown | S::Withdrawing | S::Escalated) => !only_live,
        Some(S::Planned | S::Rejected) => row.partly_out && !only_live,
        _ => false,
    };
    (0..protocol.setting.placements)
        .filter(|placement| *placement != but && counts(&world.rows[*placement]))
        .count()
}
