//! Everything that can be found, how bad it is, and what it stands in the way of: two tables.

use crate::views::{HealthCheck, HealthPart, HealthState};
use HealthPart as P;
use HealthState as S;
use chrono::{DateTime, Utc};

/// What can be found of each part. Each has its words.
pub const FINDINGS: &[(HealthPart, &str, HealthState)] = &[
    (P::Database, "answers", S::Good),
    (P::Database, "slow", S::Look),
    (P::Database, "read_only", S::Down),
    (P::Database, "silent", S::Down),
    (P::Database, "failed", S::Down),
    (P::Clock, "agrees", S::Good),
    (P::Clock, "apart", S::Look),
    (P::Clock, "behind", S::Down),
    (P::Clock, "unknown", S::Look),
    (P::Broker, "answers", S::Good),
    (P::Broker, "away", S::Down),
    (P::Broker, "silent", S::Down),
    (P::Outbox, "empty", S::Good),
    (P::Outbox, "moving", S::Good),
    (P::Outbox, "late", S::Look),
    (P::Outbox, "stuck", S::Down),
    (P::Outbox, "unknown", S::Look),
    (P::Files, "keeps", S::Good),
    (P::Files, "slow", S::Look),
    (P::Files, "altered", S::Down),
    (P::Files, "failed", S::Down),
    (P::Files, "silent", S::Down),
    (P::Files, "not_compared", S::Down),
    (P::Render, "here", S::Good),
    (P::Render, "silent", S::Down),
    (P::Render, "never", S::Down),
    (P::Render, "unknown", S::Look),
    (P::Copies, "none", S::Good),
    (P::Copies, "waiting", S::Look),
    (P::Copies, "unknown", S::Look),
    (P::Messages, "sent", S::Good),
    (P::Messages, "given_up", S::Look),
    (P::Messages, "unknown", S::Look),
    (P::Passkeys, "ready", S::Good),
    (P::Passkeys, "none", S::Down),
    (P::Authorities, "named", S::Good),
    (P::Authorities, "none", S::Look),
    (P::Signature, "ready", S::Good),
    (P::Signature, "none", S::Look),
    (P::Trail, "holds", S::Good),
    (P::Trail, "empty", S::Good),
    (P::Trail, "broken", S::Down),
    (P::Trail, "unknown", S::Look),
];

/// What can be found of a channel. Each has its words.
pub const CHANNEL_FINDINGS: &[(&str, HealthState)] = &[
    ("ready", S::Good),
    ("unused", S::Good),
    ("failing", S::Look),
    ("needs_person", S::Look),
    ("no_account", S::Look),
    ("never", S::Down),
    ("silent", S::Down),
];

/// What was found of a part, beside which nothing is known yet.
pub(super) fn check(part: HealthPart, found: &str) -> HealthCheck {
    let known = FINDINGS.iter().find(|(of, code, _)| *of == part && *code == found);
    debug_assert!(known.is_some(), "{} has no finding {found}", part.name());
    HealthCheck {
        part,
        state: known.map_or(S::Down, |(_, _, state)| *state),
        found: found.to_owned(),
        took_ms: None,
        count: None,
        at: None,
        message: String::new(),
        mend: String::new(),
    }
}

impl HealthCheck {
    pub(super) fn took(self, took_ms: i64) -> Self {
        HealthCheck { took_ms: Some(took_ms), ..self }
    }

    pub(super) fn counted(self, count: i64) -> Self {
        HealthCheck { count: Some(count), ..self }
    }

    pub(super) fn since(self, at: Option<DateTime<Utc>>) -> Self {
        HealthCheck { at, ..self }
    }
}

/// How much one part weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// Without it nothing goes.
    Full,
    /// Without it some of it does not go, or goes slower.
    Some,
    /// It has nothing to do with it.
    None,
}

impl Weight {
    /// What a part that stands so makes of the whole.
    pub fn of(self, state: HealthState) -> HealthState {
        match self {
            Weight::Full => state,
            Weight::Some => state.min(S::Look),
            Weight::None => S::Good,
        }
    }
}

/// What a part stands in the way of.
pub(super) struct Hinders {
    pub launch: Weight,
    pub take_back: Weight,
}

/// A launch is never worth a lie: what cannot be told is looked at. Taking back needs the database, and workers; they hear of it
/// from the ledger itself where the broker is away.
pub(super) fn hinders(part: HealthPart) -> Hinders {
    let (launch, take_back) = match part {
        P::Database => (Weight::Full, Weight::Full),
        P::Clock => (Weight::Full, Weight::None),
        P::Broker => (Weight::Full, Weight::Some),
        P::Outbox => (Weight::Full, Weight::Some),
        // Each end is kept there too, against a database that is restored.
        P::Files => (Weight::Full, Weight::Some),
        P::Render => (Weight::Full, Weight::None),
        P::Copies => (Weight::None, Weight::Some),
        P::Messages => (Weight::Some, Weight::Some),
        // Who is to take back may not come in either; whoever has a link or a key may.
        P::Passkeys => (Weight::Full, Weight::Some),
        P::Authorities => (Weight::Some, Weight::None),
        P::Signature => (Weight::None, Weight::None),
        P::Trail => (Weight::Some, Weight::None),
    };
    Hinders { launch, take_back }
}

#[cfg(test)]
mod tests {
    use super::{CHANNEL_FINDINGS, FINDINGS, Weight};
    use crate::views::HealthState as S;

    #[test]
    fn every_finding_is_there_once_and_every_part_can_be_good() {
        for (n, (part, found, _)) in FINDINGS.iter().enumerate() {
            let same = |(of, code, _): &&(_, &str, _)| of == part && code == found;
            assert_eq!(FINDINGS.iter().position(|one| same(&one)), Some(n), "{} {found}", part.name());
            assert!(FINDINGS.iter().any(|(of, _, state)| of == part && *state == S::Good));
        }
        assert!(CHANNEL_FINDINGS.iter().all(|(found, _)| !found.is_empty()));
    }

    #[test]
    fn what_weighs_less_never_says_that_nothing_goes() {
        for state in [S::Good, S::Look, S::Down] {
            assert_eq!(Weight::Full.of(state), state);
            assert!(Weight::Some.of(state) <= S::Look);
            assert_eq!(Weight::None.of(state), S::Good);
        }
    }
}
