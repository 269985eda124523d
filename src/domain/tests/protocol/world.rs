//! What there is: the ledger's rows, the copies outside, who is at work, and the doorbells under way. Small and comparable,
//! so that millions of worlds can be told apart.
//!
//! Fences are not counted. The ledger only ever asks whether a permit is the newest, so each permit remembers just that, and
//! the number of attempts, crashes and redeliveries needs no limit.

use crate::papers;
use crate::settings::Setting;
use childalert_domain::{CampaignState, PlacementState, ReportKind};

/// Most placements in one world.
pub const PLACEMENTS: usize = 2;
/// Those that make copies first, and then those that take them back: the last one always does.
pub const WORKERS: usize = 3;
/// The last one.
pub const RETRACTOR: usize = WORKERS - 1;

/// What became of "absent", read back once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absence {
    /// Not read back since the last change.
    No,
    /// Read back, and the quarantine runs.
    Seen,
    /// The quarantine has passed.
    Held,
}

/// A row of the ledger, as far as the protocol looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Row {
    /// `None`: not planned.
    pub state: Option<PlacementState>,
    pub partly_out: bool,
    /// The outside's id is known.
    pub named: bool,
    pub absence: Absence,
    /// A person was told, because soon no program can take the copy back.
    pub owned: bool,
}

/// How long a program may still delete a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Window {
    /// For long.
    Open,
    /// Its end is near, and the sweep has not looked yet.
    Near,
    /// Its end is near, and the sweep has looked.
    Watched,
    /// Not any more.
    Shut,
}

/// What stands outside of one placement, known to nobody but the world itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Outside {
    /// Copies that the public can see.
    pub copies: u8,
    /// One of them is the one that the ledger has the id of.
    pub named_stands: bool,
    /// Requests to make a copy that may still take effect though nobody waits for their answer.
    pub late: u8,
    /// The network remembers the idempotency key, and makes no second copy under it.
    pub key: bool,
    pub window: Window,
    /// The fence was raised by a withdrawal.
    pub fenced_off: bool,
}

/// What a worker is asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    Place,
    Probe,
    Withdraw,
}

impl Act {
    pub const ALL: [Act; 3] = [Act::Place, Act::Probe, Act::Withdraw];
}

/// What a worker is about to report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Said {
    Live,
    Absent,
    Rejected,
    Unknown,
    RetryAfter,
}

impl From<Said> for ReportKind {
    fn from(said: Said) -> ReportKind {
        match said {
            Said::Live => ReportKind::Live,
            Said::Absent => ReportKind::Absent,
            Said::Rejected => ReportKind::Rejected,
            Said::Unknown => ReportKind::Unknown,
            Said::RetryAfter => ReportKind::RetryAfter,
        }
    }
}

/// How far a worker is. It may crash at each of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    Idle,
    /// Has read what must be known before the ledger is asked.
    Prepared,
    /// Holds a permit.
    Begun,
    /// Asked the permit at the last moment; the request's first byte is about to leave. A pause fits in here.
    Checked,
    /// The request to make the copy has left.
    Waiting,
    /// Withdrawing: the fence is raised, nothing is deleted yet.
    Fenced,
    /// Withdrawing: the outside said that it is deleted; nobody has read back.
    Deleted,
    /// Knows what to report.
    Acted(Said),
    /// The ledger was told; the message is not acknowledged.
    Reported,
}

/// A worker and the permit in its hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Worker {
    pub stage: Stage,
    pub act: Act,
    pub placement: usize,
    /// Its permit is the row's newest.
    pub newest: bool,
    /// The head of the account that it read is still the head.
    pub head: bool,
    /// "Absent" had stood its quarantine when the permit was given.
    pub held: bool,
    /// The permit names the outside's id.
    pub named: bool,
    /// The permit was given before the retraction.
    pub lawful: bool,
    /// The message is acknowledged already (only where a mutant does so early).
    pub acknowledged: bool,
    /// What a mutant remembers from before its begin: whether the campaign was retracted, and the row.
    pub saw: Option<(bool, PlacementState)>,
}

impl Worker {
    pub const IDLE: Worker = Worker {
        stage: Stage::Idle,
        act: Act::Place,
        placement: 0,
        newest: false,
        head: false,
        held: false,
        named: false,
        lawful: true,
        acknowledged: false,
        saw: None,
    };

    /// Whether it makes a copy of this placement and its request may have left, or be about to.
    pub fn may_land(&self, placement: usize) -> bool {
        self.placement == placement
            && self.act == Act::Place
            && matches!(self.stage, Stage::Checked | Stage::Waiting)
    }
}

/// A broken promise that can be seen in a step only, not in the world after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    I1 = 1,
    I4 = 2,
    I5 = 4,
}

/// Everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct World {
    pub campaign: CampaignState,
    /// A consent covers what would go out, or is out. Not asked after the retraction.
    pub covered: bool,
    pub rows: [Row; PLACEMENTS],
    pub outside: [Outside; PLACEMENTS],
    pub workers: [Worker; WORKERS],
    /// Doorbells written but not published, a bit each: see [`bell`].
    pub outbox: u8,
    /// Doorbells that the broker holds.
    pub broker: u8,
    /// A mutant's launch has read the consent, and has still to commit.
    pub to_launch: bool,
    /// A mutant's planner has still to plan.
    pub to_plan: bool,
    /// Bits of [`Broken`].
    pub broken: u8,
}

/// The bit of one doorbell.
pub fn bell(placement: usize, act: Act) -> u8 {
    1 << (placement * Act::ALL.len() + act as usize)
}

impl World {
    /// A decided campaign, nothing planned, nobody at work.
    pub fn new() -> World {
        World {
            campaign: CampaignState::Approved,
            covered: papers::covers(papers::Consent::Given),
            rows: [Row { state: None, partly_out: false, named: false, absence: Absence::No, owned: false };
                PLACEMENTS],
            outside: [Outside {
                copies: 0,
                named_stands: false,
                late: 0,
                key: false,
                window: Window::Open,
                fenced_off: false,
            }; PLACEMENTS],
            workers: [Worker::IDLE; WORKERS],
            outbox: 0,
            broker: 0,
            to_launch: false,
            to_plan: false,
            broken: 0,
        }
    }

    pub fn retracted(&self) -> bool {
        self.campaign.retracted()
    }

    pub fn break_promise(&mut self, broken: Broken) {
        self.broken |= broken as u8;
    }

    pub fn is_broken(&self, broken: Broken) -> bool {
        self.broken & broken as u8 != 0
    }

    /// Raises the fence of a row: no permit that is out is the newest any more.
    pub fn void_permits(&mut self, placement: usize) {
        for worker in &mut self.workers {
            if worker.placement == placement && worker.stage != Stage::Idle {
                worker.newest = false;
            }
        }
    }

    /// Whether a request to make this copy may still take effect.
    pub fn may_still_land(&self, placement: usize) -> bool {
        self.outside[placement].late > 0 || self.workers.iter().any(|worker| worker.may_land(placement))
    }

    /// The same world where workers, and placements where there are two, that only their numbers tell apart stand in one
    /// order: of worlds that are alike one is looked at.
    pub fn in_order(mut self, setting: &Setting) -> World {
        self.seat(setting);
        if setting.placements < PLACEMENTS {
            return self;
        }
        let mut turned = self;
        turned.rows.reverse();
        turned.outside.reverse();
        for worker in &mut turned.workers {
            if worker.stage != Stage::Idle {
                worker.placement = PLACEMENTS - 1 - worker.placement;
            }
        }
        turned.seat(setting);
        let turn = |bells: u8| (bells >> Act::ALL.len()) | ((bells << Act::ALL.len()) & 0b11_1000);
        (turned.outbox, turned.broker) = (turn(self.outbox), turn(self.broker));
        self.min(turned)
    }

    /// Those at work first.
    fn seat(&mut self, setting: &Setting) {
        let (makers, retractors) = self.workers.split_at_mut(WORKERS - setting.retractors);
        makers.sort_unstable_by(|one, other| other.cmp(one));
        retractors.sort_unstable();
    }
}
