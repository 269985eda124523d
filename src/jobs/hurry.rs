//! Time that runs faster, for tests of what takes minutes: leaves, quarantines and the four minutes after which a person is
//! told. Compiled only with the cargo feature `crash-points`; without it time is time.
//!
//! `CHILDALERT_HURRY=15@1795700000` makes every process that has it count fifteen seconds where one has passed since that
//! Unix second: the ledger's clock and the workers' boot time alike, so that both still mean the same by a permit's leave.

use std::time::Duration;

/// How much faster, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hurry {
    /// So many seconds where one has passed.
    pub times: u32,
    /// Since this Unix second.
    pub since: u64,
}

impl Hurry {
    /// So much time as the process is to believe.
    pub(crate) fn stretch(self, passed: Duration) -> Duration {
        passed * self.times
    }
}

/// What a test asked for; `None` in everything that is shipped.
#[cfg(not(feature = "crash-points"))]
pub fn hurry() -> Option<Hurry> {
    None
}

/// What a test asked for; `None` where the variable is not set.
#[cfg(feature = "crash-points")]
pub fn hurry() -> Option<Hurry> {
    static ASKED: std::sync::OnceLock<Option<Hurry>> = std::sync::OnceLock::new();
    *ASKED.get_or_init(|| {
        let text = std::env::var("CHILDALERT_HURRY").ok()?;
        let (times, since) = text.split_once('@')?;
        Some(Hurry { times: times.parse().ok()?, since: since.parse().ok()? })
    })
}
