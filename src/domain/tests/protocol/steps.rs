//! What can happen. One step is one transaction, one look or one request outside, or one of the things that nobody decides:
//! time passing, a process ending, a request taking effect late.

use crate::world::Act;

/// What the outside does with a request to make a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Carries it out (or finds it carried out) and says so.
    Done,
    /// The same, and the answer is lost.
    DoneUnheard,
    /// Carries it out and says so, and a second one of the same request is still on its way.
    DoneAndRepeated,
    /// Never gets it; the worker cannot know.
    Lost,
    /// Refuses it for good.
    Refused,
    /// Certainly did nothing; later perhaps.
    NotNow,
    /// The worker waits no longer; it may still take effect.
    TooLong,
}

/// What the outside does with a deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    Done,
    /// Says so, and does not.
    Pretended,
    /// A quota, or nobody there.
    NotNow,
}

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Launch,
    /// A mutant's planner plans after the launch has committed.
    PlanLate,
    /// A mutant's launch commits what it found allowed before.
    LaunchLate,
    /// The holder of parental authority takes the consent back.
    WithdrawConsent,
    Retract,
    Close,
    /// A worker gets a job: it prepares, where something must be read first, or begins.
    Take(usize, Act, usize),
    Begin(usize),
    AskPermit(usize),
    /// The permit has passed, or no connection can be made: nothing was sent.
    DoNotSend(usize),
    Send(usize),
    Answer(usize, Answer),
    /// A probe looks.
    Look(usize),
    LookFails(usize),
    RaiseFence(usize),
    Delete(usize, Deletion),
    ReadBack(usize),
    Finish(usize),
    /// The ledger is told; its answer is lost, and the worker will tell it again.
    FinishUnheard(usize),
    Acknowledge(usize),
    Crash(usize),
    LateEffect(usize),
    LateRequestDies(usize),
    DeadlinePasses(usize),
    QuarantinePasses(usize),
    KeyForgotten(usize),
    /// No cache shows any more what the site does not.
    CacheEmpties(usize),
    /// A copy has been owed for four minutes.
    Escalate(usize),
    /// A job that nobody could handle was parked.
    Park(usize),
    PersonRetries(usize),
    PersonCloses(usize),
    WindowNears(usize),
    WindowWatched(usize),
    WindowShuts(usize),
    Sweep(usize),
    Relay(usize, Act),
    /// The relay ends between publishing and forgetting.
    RelayTwice(usize, Act),
    /// A mutant's relay forgets before it publishes, and ends in between.
    RelayLoses(usize, Act),
    /// The broker loses all it holds.
    BrokerWiped,
}
