//! How a run's minutes are spent: most in the storm, and as much in the calm as the service needs to come to rest. Where that
//! does not fit, time runs faster for the service and its workers.

use std::time::{Duration, Instant};

/// What the comparison and the end of the servers take.
const END: Duration = Duration::from_secs(5);

pub struct Budget {
    ends: Instant,
    whole: Duration,
}

impl Budget {
    /// So many minutes, of which `spent` are gone.
    pub fn of(minutes: f64, spent: Duration) -> Budget {
        let whole = Duration::from_secs_f64(minutes * 60.0);
        Budget { ends: Instant::now() + whole.saturating_sub(spent), whole }
    }

    /// How much faster time must run so that a calm of so many seconds takes a third of the whole.
    pub fn hurry(&self, calm_s: u64) -> u32 {
        let third = (self.whole / 3).as_secs().max(1);
        u32::try_from(calm_s.div_ceil(third)).unwrap_or(1).max(1)
    }

    /// When the storm is over, so that the calm can be had.
    pub fn storm_ends(&self, calm: Duration) -> Instant {
        let ends = self.ends - END;
        ends.checked_sub(calm).unwrap_or(ends).max(Instant::now())
    }

    /// When the calm is over at the latest.
    pub fn calm_ends(&self, calm: Duration) -> Instant {
        (self.ends - END).max(Instant::now() + calm)
    }
}
