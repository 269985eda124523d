//! The only place where time and chance come from.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound, TimeDelta, Utc};
use std::sync::Mutex;
use uuid::Uuid;

/// The time of day. Permits do not rely on it: they count in boot time.
pub trait Clock: Send + Sync + 'static {
    /// Now, to the microsecond (what both databases keep).
    fn now(&self) -> DateTime<Utc>;
}

/// The date in the country at a moment: what ages and periods are counted by.
pub fn today_in_brussels(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&chrono_tz::Europe::Brussels).date_naive()
}

/// What the country's clocks say at a moment.
pub fn clock_in_brussels(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&chrono_tz::Europe::Brussels).naive_local()
}

/// The moment at which the country's clocks say this: the first one where they say it twice, as when summer time ends; none where
/// they never say it, as when it begins.
pub fn moment_in_brussels(local: NaiveDateTime) -> Option<DateTime<Utc>> {
    let at = local.and_local_timezone(chrono_tz::Europe::Brussels).earliest()?;
    Some(at.to_utc())
}

/// When a day begins in the country.
pub(crate) fn start_in_brussels(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    let start = midnight.and_local_timezone(chrono_tz::Europe::Brussels).earliest();
    start.map_or_else(|| midnight.and_utc(), |start| start.to_utc())
}

/// The system's clock.
#[derive(Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    fn now(&self) -> DateTime<Utc> {
        let now = Utc::now().trunc_subsecs(6);
        let Some(hurry) = childalert_jobs::hurry() else { return now };
        let since =
            DateTime::from_timestamp(hurry.since.try_into().unwrap_or_default(), 0).unwrap_or_default();
        since + (now - since) * i32::try_from(hurry.times).unwrap_or(1)
    }
}

/// A clock that a test sets; it runs with the system's, shifted.
#[derive(Debug, Default)]
pub struct ManualClock {
    shift: Mutex<TimeDelta>,
}

impl ManualClock {
    /// Moves the clock forward (or back).
    pub fn advance(&self, by: TimeDelta) {
        let mut shift = self.shift.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *shift += by;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + *self.shift.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// New ids, codes and secrets.
pub trait Ids: Send + Sync + 'static {
    /// A new id; later ones sort after earlier ones.
    fn id(&self) -> Uuid;
    /// A public code: twelve characters that nobody can guess or misread (60 bits).
    fn code(&self) -> String;
    /// 32 random bytes.
    fn secret(&self) -> [u8; 32];
}

/// Ids from the system's randomness.
#[derive(Debug)]
pub struct SystemIds;

/// Crockford's alphabet in lower case: no i, l, o or u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl Ids for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    fn id(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn code(&self) -> String {
        self.secret()[..12].iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect()
    }

    #[expect(clippy::expect_used, reason = "without randomness nothing can be kept secret: better to stop")]
    fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).expect("the system gives random bytes");
        bytes
    }
}
