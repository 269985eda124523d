//! Mistakes that the protocol could have had: what kills each, or why it does no harm.

use crate::mistakes::Fate::{Benign, Killed};
use crate::mistakes::mistakes;
use crate::settings::{DOORBELLS, FENCED, OPAQUE, QUOTA, SEARCHABLE, Setting, TAKEN_BACK_TWICE, WINDOWED};

mistakes! {
    Mutant in Setting;
    // The campaign's lock, and who may begin.
    /// Rows are planned after the launch has committed, by what was read before.
    PlannerOutsideTheLock: SEARCHABLE, Killed("I1");
    /// Begin neither rereads the campaign under its lock nor compares the row.
    BeginOutsideTheLock: SEARCHABLE, Killed("I1");
    /// Begin believes the campaign as it was before the wait for the lock.
    BeginTrustsAnOldCampaign: SEARCHABLE,
        Benign("the retraction has moved every row that could begin, so the row's own compare-and-set refuses");
    /// Begin writes the row that it read before the wait for the lock, whatever became of it.
    BeginWithoutCompareAndSet: OPAQUE, Killed("I2");
    /// The permit leaves before its transaction has committed, and then that fails.
    PermitBeforeCommit: SEARCHABLE, Killed("I2");
    /// A copy of which nobody knows is begun again instead of looked for.
    BeginMakesUnknownAnew: OPAQUE, Killed("I2");

    // The consent.
    /// The launch reads the consent before it has the case's lock.
    ConsentReadBeforeTheLock: SEARCHABLE, Killed("C1");
    /// The consent ends, and what it covered is taken back later, or never.
    ConsentEndsAlone: SEARCHABLE, Killed("C1");

    // The retraction.
    /// The retraction waits until nothing is being made.
    RetractionWaitsForThePlacing: SEARCHABLE, Killed("R1");
    /// Jobs to take back stand in the same queue as jobs to make copies.
    OneLane: DOORBELLS, Killed("R1");
    /// The retraction takes what is being made for never made.
    RetractionSuppressesPlacing: SEARCHABLE, Killed("I2");
    /// The retraction takes what nobody knows for never made.
    RetractionSuppressesUnknown: SEARCHABLE, Killed("I2");
    /// The retraction leaves what nobody knows as it is.
    RetractionForgetsUnknown: SEARCHABLE, Killed("L1");
    /// The retraction takes what is planned again for never made.
    RetractionForgetsPartlyOut: SEARCHABLE, Killed("I2");
    /// The retraction leaves what a person has as it is.
    RetractionLeavesEscalated: SEARCHABLE, Killed("I2");
    /// The retraction leaves the permits good of those who are at what it moves.
    RetractionKeepsPermits: SEARCHABLE,
        Benign("only a probe can hold one then, and the first \"absent\" after the retraction ends nothing");
    /// "Absent", read back before the retraction, counts after it.
    RetractionKeepsAbsence: SEARCHABLE, Killed("I2");
    /// After the retraction, the last attempt made nothing, so nothing was ever made.
    NothingMadeForgetsEarlierAttempts: SEARCHABLE, Killed("I2");
    /// Doorbells are rung after the commit, and a process ends in between.
    DoorbellOutsideTheTransaction: DOORBELLS, Benign("the sweep rings for every row that is due");

    // Reports.
    /// A report on the making is settled under any fence.
    FinishTakesAnyFence: SEARCHABLE, Killed("I2");
    /// A report on a probe is settled under any fence.
    ProbeAdoptsUnderAnyFence: SEARCHABLE, Killed("I2");
    /// A report on a withdrawal is settled under any fence.
    AbsenceTakenUnderAnyFence: TAKEN_BACK_TWICE,
        Benign("what counts is whether the quarantine had passed when the permit was given");
    /// A report does not use its permit up, so that the same one told twice counts twice.
    ReportLeavesThePermitGood: TAKEN_BACK_TWICE,
        Benign("what counts is whether the quarantine had passed when the permit was given");
    /// No clear answer is taken for nothing done.
    UnknownTakenForNothing: OPAQUE, Killed("I2");
    /// A passed deadline is taken for nothing done: the blind second send.
    DeadlinePlansAgain: OPAQUE, Killed("I2");
    /// A row that is planned again forgets that an earlier attempt may still come.
    PartlyOutForgotten: SEARCHABLE, Killed("I2");
    /// A late report makes the copy live, retracted or not.
    LateReportRevives: OPAQUE, Killed("L1");
    /// A late report is thrown away.
    LateReportDropped: OPAQUE, Benign("whatever has no id is a person's; but they then get no link to it");
    /// A late report leaves the permits of those who look without the id.
    LateReportLeavesPermits: OPAQUE, Benign("who looks without the id finds nothing, and gives it to a person");
    /// A late report of what nobody owed any more leaves its campaign closed.
    LateReportLeavesTheCampaignClosed: OPAQUE, Killed("C2");
    /// A campaign is closed though something is owed.
    ClosedWhileOwed: SEARCHABLE, Killed("C2");

    // "Absent".
    /// "Absent" is believed at once.
    AbsentBelievedAtOnce: SEARCHABLE, Killed("I2");
    /// The quarantine must have passed when "absent" is reported, not when whoever read it began.
    AbsenceJudgedWhenReported: SEARCHABLE, Killed("I2");
    /// "Absent", read back before an attempt, counts after it.
    AbsenceOutlivesABegin: SEARCHABLE, Killed("I2");
    /// The outside's word that it deleted the copy is enough.
    DeleteNotReadBack: SEARCHABLE, Killed("I2");
    /// A deletion that is refused is taken for nothing there.
    RefusalTakenForAbsence: WINDOWED, Killed("I2");
    /// Where nothing can be looked up, a probe says "absent".
    ProbeGuesses: OPAQUE, Killed("I2");

    // Fences, keys and clocks.
    /// The head is not moved before the deletion.
    NoHeadBump: FENCED, Killed("I5");
    /// The head is read once the permit is there.
    HeadReadAfterBegin: FENCED, Killed("I5");
    /// The head is read as the request leaves.
    HeadReadBeforeSend: FENCED, Killed("I5");
    /// The request does not name the head.
    SwapCommitLeftOut: FENCED, Killed("I5");
    /// Each attempt writes under a key of its own.
    RecordKeyOfEachAttempt: FENCED, Killed("I3");
    /// Requests carry no idempotency key.
    NoIdempotencyKey: SEARCHABLE, Killed("I3");
    /// A second attempt relies on the key alone, which the network may have forgotten.
    RepeatedWithoutALook: SEARCHABLE, Killed("I3");
    /// After the retraction the copy is looked for by asking for it again under its key.
    KeyReplayedAfterRetraction: SEARCHABLE, Killed("I4");
    /// The permit is not asked at the last moment.
    ClockNotAsked: SEARCHABLE, Killed("I2");

    // What keeps things moving.
    /// Nothing is swept.
    SweepMissing: DOORBELLS, Killed("L1");
    /// The sweep does not ring for what is owed back.
    SweepForgetsWhatIsOwed: DOORBELLS, Killed("L1");
    /// The sweep does not ring for what is planned.
    SweepForgetsThePlanned: DOORBELLS, Killed("L2");
    /// The sweep does not ring for what nobody knows.
    SweepForgetsTheUnknown: DOORBELLS, Killed("L2");
    /// A permit that nobody reports under stays good for ever.
    DeadlineNeverPasses: SEARCHABLE, Killed("L1");
    /// What resists is tried for ever.
    EscalationDropped: SEARCHABLE, Killed("L1");
    /// A message is acknowledged when it comes.
    AcknowledgedBeforeBegin: DOORBELLS, Benign("the message is a doorbell: the sweep rings again");
    /// A message is acknowledged before the ledger was told.
    AcknowledgedBeforeFinish: DOORBELLS, Benign("the message is a doorbell: the sweep rings again");

    /// The relay forgets a doorbell before the broker has confirmed it.
    RelayForgetsFirst: DOORBELLS, Benign("the sweep rings for every row that is due");

    // Quotas and windows.
    /// Copies are made without asking how many can be deleted.
    DeletesNotReserved: QUOTA, Killed("I6");
    /// Only what is known to be live reserves a deletion.
    OnlyLiveCopiesReserve: QUOTA, Killed("I6");
    /// Nobody looks before a copy can be deleted no more.
    WindowNotWatched: WINDOWED, Killed("I7");
}
