//! Time that neither jumps when somebody sets the clock nor stands still while the machine sleeps.
//!
//! `std::time::Instant` is `CLOCK_MONOTONIC` on Linux, which stops during suspend: a worker on a machine that slept would
//! think that its permit is still good.

use crate::hurry;
use rustix::time::{ClockId, clock_gettime};
use std::time::Duration;

/// Time since the machine started, suspended time included. Only comparable on the same machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BootTime(Duration);

impl BootTime {
    /// Now.
    pub fn now() -> Self {
        let t = clock_gettime(ClockId::Boottime);
        let passed = Duration::new(
            u64::try_from(t.tv_sec).unwrap_or_default(),
            u32::try_from(t.tv_nsec).unwrap_or_default(),
        );
        BootTime(hurry().map_or(passed, |hurry| hurry.stretch(passed)))
    }

    /// This much later.
    pub fn after(self, leave: Duration) -> Self {
        BootTime(self.0 + leave)
    }

    /// How long until this moment; zero if it has passed.
    pub fn remaining(self) -> Duration {
        self.0.saturating_sub(BootTime::now().0)
    }
}
