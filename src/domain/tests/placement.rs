//! Random lives of a placement against a simulated outside, held to the invariants of the retraction protocol.

use childalert_domain::{PlacementEvent as E, PlacementState as S, Report, ReportKind, Situation, next};
use proptest::prelude::*;

/// What the world does next.
#[derive(Clone, Copy, Debug)]
enum Step {
    Begin,
    /// The worker sends: the copy appears outside, or not; then it reports, or its report is lost.
    Send {
        lands: bool,
        answered: bool,
    },
    Deadline,
    /// A request without a clear answer takes effect after all.
    LandLate,
    /// Whoever made the copy under a permit that has passed reports where it stands.
    ReportLate,
    Probe,
    Retract,
    Delete,
    Retry,
    Escalate,
    Person,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::Begin),
        3 => (any::<bool>(), any::<bool>()).prop_map(|(lands, answered)| Step::Send { lands, answered }),
        2 => Just(Step::Deadline),
        2 => Just(Step::LandLate),
        2 => Just(Step::ReportLate),
        2 => Just(Step::Probe),
        1 => Just(Step::Retract),
        3 => Just(Step::Delete),
        1 => Just(Step::Retry),
        1 => Just(Step::Escalate),
        1 => Just(Step::Person),
    ]
}

struct World {
    /// The outside tells whether the copy stands, and takes it back by its key. Else only by the id that it gave.
    searchable: bool,
    state: S,
    retracted: bool,
    /// The copy that stands outside.
    outside: bool,
    /// The row has the outside's id.
    known: bool,
    /// A report of where the copy stands may still come.
    unreported: bool,
    absent_seen: bool,
    /// The row remembers that something may be outside.
    partly_out: bool,
    /// A request is still under way that the world may carry out, until a withdrawal's fence rules it out.
    under_way: bool,
}

impl World {
    fn new(searchable: bool) -> World {
        World {
            searchable,
            state: S::Planned,
            retracted: false,
            outside: false,
            known: false,
            unreported: false,
            absent_seen: false,
            partly_out: false,
            under_way: false,
        }
    }

    /// Whether a look outside tells the truth.
    fn within_sight(&self) -> bool {
        self.searchable || self.known
    }

    fn take(&mut self, event: E, absence_held: bool) -> bool {
        let situation = Situation {
            retracted: self.retracted,
            partly_out: self.partly_out,
            absence_held,
            ..Situation::default()
        };
        match next(self.state, event, situation) {
            Some(state) => {
                self.state = state;
                true
            }
            None => false,
        }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Begin => {
                let was = self.state;
                let begun = self.take(E::BeginPlace, false);
                assert!(!(begun && self.retracted), "I1: began after the retraction");
                assert!(!begun || was == S::Planned);
            }
            Step::Send { lands, answered } if self.state == S::Placing => {
                self.outside |= lands;
                self.under_way = !answered;
                self.partly_out |= !answered;
                self.known |= lands && answered;
                self.unreported |= lands && !answered;
                let kind = match (lands, answered) {
                    (true, true) => ReportKind::Live,
                    (false, true) => ReportKind::RetryAfter,
                    (_, false) => ReportKind::Unknown,
                };
                self.take(E::Reported(Report::Place(kind)), false);
            }
            Step::Send { .. } => {}
            Step::Deadline => {
                if self.take(E::DeadlinePassed, false) {
                    self.partly_out = true;
                    self.under_way = true;
                }
            }
            Step::LandLate => {
                self.outside |= self.under_way;
                self.unreported |= self.under_way;
            }
            Step::ReportLate => {
                if std::mem::take(&mut self.unreported) && !self.known {
                    let was = self.state;
                    assert!(self.take(E::FoundLate, false), "where a copy stands is forgotten: {was:?}");
                    let taking_back = matches!(self.state, S::Placing | S::Withdrawing | S::Escalated);
                    assert!(!self.retracted || taking_back, "I1: it leads back out: {:?}", self.state);
                    self.known = true;
                    self.absent_seen = false;
                }
            }
            Step::Probe => {
                if self.take(E::BeginProbe, false) {
                    let seen = self.outside && self.within_sight();
                    let kind = if seen { ReportKind::Live } else { ReportKind::Absent };
                    let held = self.absent_seen;
                    self.absent_seen = !seen;
                    self.known |= seen;
                    self.take(E::Reported(Report::Probe(kind)), held);
                }
            }
            Step::Retract => {
                if !self.retracted {
                    self.take(E::Retracted, false);
                    self.retracted = true;
                }
            }
            Step::Delete => {
                if self.take(E::BeginWithdraw, false) {
                    let held = self.absent_seen && !(self.outside && self.within_sight());
                    if self.within_sight() {
                        self.outside = false;
                        self.under_way = false;
                    }
                    self.absent_seen = true;
                    self.take(E::Reported(Report::Withdraw(ReportKind::Absent)), held);
                }
            }
            Step::Retry => {
                self.take(E::Retry, false);
            }
            Step::Escalate => {
                self.take(E::Escalate, false);
            }
            Step::Person => {
                self.take(E::ClosedByPerson, false);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn every_life_keeps_the_invariants_and_ends_accounted_for(
        searchable in any::<bool>(),
        steps in prop::collection::vec(step(), 0..40),
    ) {
        let mut world = World::new(searchable);
        for step in steps {
            world.step(step);
            // I2: a live outside copy implies its row is not one of these. (A person who closes one answers for it; a late
            // effect may meet a row that is planned again, but never one that has forgotten that it may come; and what nobody
            // can see may be taken for gone until somebody says where it is.)
            if world.outside && world.within_sight() {
                prop_assert!(
                    !matches!(world.state, S::Suppressed | S::Withdrawn)
                        && (world.partly_out || !matches!(world.state, S::Planned | S::Rejected)),
                    "a copy stands outside while its row is {:?}", world.state
                );
            }
        }
        // L1: with a retraction and a working retractor, every row ends accounted for.
        world.step(Step::Retract);
        for _ in 0..3 {
            world.step(Step::Deadline);
            world.step(Step::Delete);
        }
        prop_assert!(!world.state.owed(), "still owed: {:?}", world.state);
        prop_assert!(world.state == S::Closed || !world.outside || !world.within_sight());
        // I7, L1: and also what nobody could see, once somebody says where it is.
        world.step(Step::ReportLate);
        for _ in 0..3 {
            world.step(Step::Delete);
        }
        prop_assert!(!world.state.owed(), "still owed: {:?}", world.state);
        prop_assert!(world.state == S::Closed || !world.outside);
    }
}

#[test]
fn a_batch_of_nobody_is_never_made_unless_somebody_has_it() {
    let situation = Situation::default();
    assert_eq!(next(S::Planned, E::NobodyLeft, situation), Some(S::Suppressed));
    assert_eq!(next(S::Planned, E::NobodyLeft, Situation { partly_out: true, ..situation }), None);
    assert_eq!(next(S::Placing, E::NobodyLeft, situation), None);
}

#[test]
fn a_report_that_comes_too_late_names_a_copy_whatever_became_of_its_row() {
    for (state, retracted, after) in [
        (S::Planned, false, Some(S::Unknown)),
        (S::Rejected, false, Some(S::Unknown)),
        (S::Unknown, false, Some(S::Unknown)),
        (S::Placing, false, Some(S::Placing)),
        (S::Placing, true, Some(S::Placing)),
        (S::Escalated, false, Some(S::Escalated)),
        (S::Withdrawing, true, Some(S::Withdrawing)),
        (S::Withdrawn, true, Some(S::Withdrawing)),
        (S::Closed, true, Some(S::Escalated)),
        (S::Suppressed, true, None),
    ] {
        let partly_out = Situation { retracted, partly_out: true, ..Situation::default() };
        assert_eq!(next(state, E::FoundLate, partly_out), after, "{state:?}");
        assert_eq!(
            next(state, E::FoundLate, Situation { partly_out: false, ..partly_out }),
            None,
            "{state:?}"
        );
    }
}

#[test]
fn a_batch_that_is_partly_out_is_never_suppressed() {
    let partly_out = Situation { retracted: false, partly_out: true, ..Situation::default() };
    assert_eq!(next(S::Planned, E::Retracted, partly_out), Some(S::Withdrawing));
    let retracted = Situation { retracted: true, ..partly_out };
    let retry = E::Reported(Report::Place(ReportKind::RetryAfter));
    assert_eq!(next(S::Placing, retry, retracted), Some(S::Withdrawing));
}
