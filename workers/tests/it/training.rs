//! A drill's channels play an outside that is not there; and whoever has a way out takes nothing of a drill.

use crate::script::{ScriptedLedger, fresh_id, outcome_of, permit, post};
use childalert_jobs::{Act, Content, Outcome, Plays, Reason};
use childalert_workers::{Roles, config::WorkersConfig};

/// A copy of a drill.
pub fn exercise(plays: Plays) -> Content {
    Content::Training { lang: "fr".into(), text: "EXERCICE : Éloïse V., 12 ans".into(), plays }
}

async fn outcome(channel: &'static str, act: Act, content: Content) -> Outcome {
    let permit = permit(fresh_id(), act, content);
    let ledger = ScriptedLedger::permitting([permit.clone()]);
    let roles = Roles::named([channel], &WorkersConfig::default()).unwrap();
    assert!(roles.unconfigured().is_empty(), "it needs no account");
    outcome_of(roles, channel, permit, &ledger).await
}

#[tokio::test]
async fn a_training_channel_does_what_the_permit_says_that_it_does() {
    let busy = Outcome::RetryAfter { ms: 15_000, reason: Reason::QuotaReached };
    let silent = Outcome::Unknown { reason: Reason::NoAnswer };
    let resists = Outcome::Rejected { reason: Reason::StillThere };
    for channel in ["training", "training_mail"] {
        for act in [Act::Place, Act::Probe] {
            let made = outcome(channel, act, exercise(Plays::Willing)).await;
            assert!(matches!(made, Outcome::Live { url: None, .. }), "nobody can go and look: {made:?}");
        }
        for (act, gone) in [(Act::Withdraw, Outcome::Absent), (Act::Correct, Outcome::Corrected)] {
            assert_eq!(outcome(channel, act, exercise(Plays::Willing)).await, gone);
            assert_eq!(outcome(channel, act, exercise(Plays::Resists)).await, resists);
        }
        assert_eq!(outcome(channel, Act::Place, exercise(Plays::Busy)).await, busy);
        assert_eq!(outcome(channel, Act::Place, exercise(Plays::Silent)).await, silent);
    }
}

#[tokio::test]
async fn what_is_meant_and_what_is_an_exercise_are_never_taken_for_one_another() {
    let refused = Outcome::Rejected { reason: Reason::ContentRefused };
    for channel in ["training", "training_mail"] {
        for act in [Act::Place, Act::Probe, Act::Withdraw, Act::Correct] {
            assert_eq!(outcome(channel, act, post()).await, refused, "{channel} {act:?}");
        }
    }
    for channel in ["page", "feed"] {
        assert_eq!(outcome(channel, Act::Place, exercise(Plays::Willing)).await, refused, "{channel}");
    }
}
