//! Mail without a mail server: what must not be promised when there is none. The rest is in `tests/email.rs`.

use crate::script::{Entry, ScriptedLedger, fresh_id, mail, outcome_of, permit};
use childalert_jobs::{Act, Outcome, PartReport, PartState, Reason};
use childalert_workers::{Roles, config::WorkersSettings};

fn roles() -> Roles {
    let toml = "[email]\nsmtp_url = \"smtp://127.0.0.1:1\"\nfrom = \"alert@example.org\"";
    let config = toml::from_str::<WorkersSettings>(toml).unwrap().check().unwrap();
    Roles::named(["email"], &config).unwrap()
}

#[tokio::test]
async fn a_server_that_is_not_there_leaves_every_part_planned() {
    let permit = permit(fresh_id(), Act::Place, mail(&[(1, "ann@example.org", "Ann")]));
    let ledger = ScriptedLedger::permitting([permit.clone()]);
    let outcome = outcome_of(roles(), "email", permit, &ledger).await;
    assert_eq!(outcome, Outcome::RetryAfter { ms: 2_000, reason: Reason::Unreachable });
    assert_eq!(ledger.log(), [Entry::Begin, Entry::Finish(outcome)]);
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_without_asking_a_server() {
    let permit = permit(fresh_id(), Act::Place, mail(&[(1, "nobody", "Nobody")]));
    let ledger = ScriptedLedger::permitting([permit.clone()]);
    assert!(matches!(outcome_of(roles(), "email", permit, &ledger).await, Outcome::Live { .. }));
    let refused = vec![PartReport { number: 1, state: PartState::Refused }];
    assert_eq!(ledger.checkpoints(), [refused]);
}

#[tokio::test]
async fn a_probe_says_that_mail_cannot_be_looked_into() {
    let permit = permit(fresh_id(), Act::Probe, mail(&[(1, "ann@example.org", "Ann")]));
    let ledger = ScriptedLedger::permitting([permit.clone()]);
    let outcome = outcome_of(roles(), "email", permit, &ledger).await;
    assert_eq!(outcome, Outcome::Unknown { reason: Reason::NoAnswer });
}
