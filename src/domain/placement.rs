//! One copy of the notice somewhere, and every way it can go. The function [`next`] is the whole protocol of a placement;
//! the store only carries out what it says, under the campaign's lock.
//!
//! ```text
//! planned → placing → live | unknown | rejected
//! unknown → probe → live | absent, and again after a quarantine → planned, or rejected once that has happened too often
//! retraction: planned → suppressed; live, unknown → withdrawing; placing stays and is then owed back
//! withdrawing → delete, read back absent, again after a quarantine → withdrawn | escalated → closed by a named person
//! what cannot be recalled: withdrawing → corrected
//! a report that comes too late and names a copy: planned, rejected → unknown; withdrawn → withdrawing; closed → escalated
//! ```

use serde::{Deserialize, Serialize};

/// Where a placement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PlacementState {
    /// To be made.
    Planned,
    /// A worker holds a permit.
    Placing,
    /// The copy stands outside.
    Live,
    /// Nobody knows whether it stands.
    Unknown,
    /// The outside refused it; a person is told.
    Rejected,
    /// Was never made, and never will be.
    Suppressed,
    /// Owed back.
    Withdrawing,
    /// Gone, and read back as gone.
    Withdrawn,
    /// Could not be recalled; those who had it were told.
    Corrected,
    /// Needs a person.
    Escalated,
    /// A named person answered for it.
    Closed,
}

impl PlacementState {
    /// All, in order.
    pub const ALL: [PlacementState; 11] = [
        PlacementState::Planned,
        PlacementState::Placing,
        PlacementState::Live,
        PlacementState::Unknown,
        PlacementState::Rejected,
        PlacementState::Suppressed,
        PlacementState::Withdrawing,
        PlacementState::Withdrawn,
        PlacementState::Corrected,
        PlacementState::Escalated,
        PlacementState::Closed,
    ];

    /// Name as in the API and the database.
    pub fn name(self) -> &'static str {
        match self {
            PlacementState::Planned => "planned",
            PlacementState::Placing => "placing",
            PlacementState::Live => "live",
            PlacementState::Unknown => "unknown",
            PlacementState::Rejected => "rejected",
            PlacementState::Suppressed => "suppressed",
            PlacementState::Withdrawing => "withdrawing",
            PlacementState::Withdrawn => "withdrawn",
            PlacementState::Corrected => "corrected",
            PlacementState::Escalated => "escalated",
            PlacementState::Closed => "closed",
        }
    }

    /// By name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether nothing more happens to it by itself.
    pub fn settled(self, retracted: bool) -> bool {
        match self {
            PlacementState::Suppressed
            | PlacementState::Withdrawn
            | PlacementState::Corrected
            | PlacementState::Closed => true,
            PlacementState::Live | PlacementState::Rejected => !retracted,
            PlacementState::Escalated => true,
            PlacementState::Planned
            | PlacementState::Placing
            | PlacementState::Unknown
            | PlacementState::Withdrawing => false,
        }
    }

    /// Whether, after the retraction, somebody or something still owes its end. A campaign is closed at zero.
    pub fn owed(self) -> bool {
        !matches!(
            self,
            PlacementState::Suppressed
                | PlacementState::Withdrawn
                | PlacementState::Corrected
                | PlacementState::Closed
        )
    }
}

/// What a worker reported, without the details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportKind {
    /// The copy stands.
    Live,
    /// Read back, and not there.
    Absent,
    /// The correction went out.
    Corrected,
    /// Refused for good.
    Rejected,
    /// May or may not have been done.
    Unknown,
    /// Certainly nothing was done; try again later.
    RetryAfter,
}

/// A report on one of the four acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// On making the copy.
    Place(ReportKind),
    /// On asking whether it exists.
    Probe(ReportKind),
    /// On taking it back.
    Withdraw(ReportKind),
    /// On correcting it.
    Correct(ReportKind),
}

/// What happens to a placement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlacementEvent {
    /// A worker asks for leave to make the copy.
    BeginPlace,
    /// A worker asks for leave to ask the outside.
    BeginProbe,
    /// A worker asks for leave to take it back or correct it.
    BeginWithdraw,
    /// A worker with the newest permit reports.
    Reported(Report),
    /// There is nobody left whom the copy is for.
    NobodyLeft,
    /// The permit's deadline passed without a report.
    DeadlinePassed,
    /// A worker whose permit has passed reports where the copy stands, which nobody knew. It may be gone by now.
    FoundLate,
    /// The campaign is retracted.
    Retracted,
    /// An officer asks to try again.
    Retry,
    /// A person was told, because it resists.
    Escalate,
    /// A named person answers for it.
    ClosedByPerson,
}

/// What [`next`] must know besides the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Situation {
    /// The campaign was retracted.
    pub retracted: bool,
    /// Something of it may be outside though it is not live: some recipients of a batch have it, or an earlier attempt had
    /// no clear answer and may still take effect. Never forgotten: such a placement is never suppressed.
    pub partly_out: bool,
    /// "Absent" was read back before, and its quarantine had passed when the permit was given to read it back again (or the
    /// channel has none).
    pub absence_held: bool,
    /// So many attempts had no clear answer that the next one is for a person to order.
    pub worn_out: bool,
}

/// The state after an event; `None` where the event is not possible in this state, and so must be refused.
pub fn next(state: PlacementState, event: PlacementEvent, situation: Situation) -> Option<PlacementState> {
    use PlacementEvent as E;
    use PlacementState as S;
    let Situation { retracted, partly_out, absence_held, worn_out } = situation;
    // Nothing was made by this attempt: where does the placement stand then?
    let nothing_made = match (retracted, partly_out) {
        (false, _) => S::Planned,
        (true, false) => S::Suppressed,
        (true, true) => S::Withdrawing,
    };
    match (state, event) {
        (S::Planned, E::BeginPlace) if !retracted => Some(S::Placing),
        (S::Unknown, E::BeginProbe) if !retracted => Some(S::Unknown),
        (S::Withdrawing | S::Escalated, E::BeginWithdraw) if retracted => Some(state),

        (S::Placing | S::Unknown, E::Reported(Report::Place(kind))) => Some(match kind {
            ReportKind::Live if retracted => S::Withdrawing,
            ReportKind::Live => S::Live,
            ReportKind::RetryAfter => nothing_made,
            ReportKind::Rejected if retracted => nothing_made,
            ReportKind::Rejected => S::Rejected,
            ReportKind::Unknown | ReportKind::Absent | ReportKind::Corrected if retracted => S::Withdrawing,
            ReportKind::Unknown | ReportKind::Absent | ReportKind::Corrected => S::Unknown,
        }),
        // The placement was taken back while the making was still under way: the report tells what there is to delete.
        (S::Withdrawing | S::Escalated, E::Reported(Report::Place(_))) => Some(state),

        (S::Unknown, E::Reported(Report::Probe(kind))) => Some(match kind {
            ReportKind::Live if retracted => S::Withdrawing,
            ReportKind::Live => S::Live,
            ReportKind::Absent if retracted => S::Withdrawing,
            ReportKind::Absent if absence_held && worn_out => S::Rejected,
            ReportKind::Absent if absence_held => S::Planned,
            ReportKind::Absent | ReportKind::RetryAfter => S::Unknown,
            ReportKind::Unknown | ReportKind::Rejected | ReportKind::Corrected => S::Escalated,
        }),
        (S::Withdrawing, E::Reported(Report::Probe(_))) => Some(S::Withdrawing),

        (S::Withdrawing | S::Escalated, E::Reported(Report::Withdraw(kind))) => Some(match kind {
            ReportKind::Absent if absence_held => S::Withdrawn,
            ReportKind::Rejected => S::Escalated,
            _ => state,
        }),
        (S::Withdrawing | S::Escalated, E::Reported(Report::Correct(kind))) => Some(match kind {
            ReportKind::Corrected => S::Corrected,
            ReportKind::Rejected => S::Escalated,
            _ => state,
        }),

        (S::Planned, E::NobodyLeft) if !partly_out => Some(S::Suppressed),

        (S::Placing, E::DeadlinePassed) => Some(if retracted { S::Withdrawing } else { S::Unknown }),

        // What was certainly never out cannot be found. A worker that holds a newer permit goes on, and reports.
        (_, E::FoundLate) if !partly_out => None,
        (S::Placing | S::Unknown | S::Withdrawing | S::Escalated, E::FoundLate) => Some(state),
        // Looked for before anything is sent again.
        (S::Planned | S::Rejected, E::FoundLate) if !retracted => Some(S::Unknown),
        // Taken for gone by those who did not know where to look; or answered for by somebody who did not know of it.
        (S::Withdrawn, E::FoundLate) => Some(S::Withdrawing),
        (S::Closed, E::FoundLate) => Some(S::Escalated),

        (S::Planned, E::Retracted) => Some(if partly_out { S::Withdrawing } else { S::Suppressed }),
        (S::Rejected, E::Retracted) => Some(if partly_out { S::Withdrawing } else { S::Suppressed }),
        (S::Live | S::Unknown | S::Escalated, E::Retracted) => Some(S::Withdrawing),
        (S::Placing, E::Retracted) => Some(S::Placing),

        (S::Rejected, E::Retry) if !retracted => Some(S::Planned),
        (S::Escalated, E::Retry) if !retracted => Some(S::Unknown),
        (S::Escalated, E::Retry) => Some(S::Withdrawing),

        (S::Unknown | S::Withdrawing, E::Escalate) => Some(S::Escalated),
        // Nobody could handle the job that should make it: a person is told, and may try again.
        (S::Planned, E::Escalate) if !retracted => Some(S::Rejected),
        (S::Escalated, E::ClosedByPerson) if retracted => Some(S::Closed),
        _ => None,
    }
}
