//! What people read of the ledger, and what is left of it when a campaign is closed.

use crate::database::Database;
use crate::on_both;
use crate::stage::{Stage, by};
use childalert_app::{
    AppError, Holder, Mark, Owing, Request, Role, STATEMENT_LOOK, TrailVerdict, statement_report,
};
use childalert_domain::{Digest, Lang, PlacementState};
use childalert_jobs::{Act, Finished, Outcome, Reason};
use childalert_trust::{ClosingStatement, InstallationKey};
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use uuid::Uuid;

on_both! {
    the_ledger_says_whose_a_copy_is_since_when_and_how_long_the_others_took
    a_campaign_that_is_not_closed_gets_no_statement_and_it_is_said_whose_the_copies_are
    a_statement_reads_the_same_each_time_fits_the_trail_and_names_nobody
    a_copy_that_turns_up_takes_the_statement_back_and_the_next_one_says_so
    changes_are_read_in_order_and_each_brings_all_there_is_to_say
}

fn live(outside_id: &str) -> Outcome {
    Outcome::Live { outside_id: outside_id.to_owned(), url: Some("https://social.example/1".to_owned()) }
}

async fn posted(database: &Database) -> Stage {
    let stage = Stage::launched(database).await;
    let permit = stage.begin(Act::Place).await.expect("leave");
    assert_eq!(stage.finish(&permit, &live("at://1")).await, Finished::Recorded);
    stage
}

/// Ends the campaign, and has its copy refused to be deleted.
async fn resisting(stage: &Stage) {
    stage.retract().await;
    let permit = stage.begin(Act::Withdraw).await.expect("leave");
    let refused = Outcome::Rejected { reason: Reason::CredentialsRefused };
    assert_eq!(stage.finish(&permit, &refused).await, Finished::Recorded);
}

/// Another request of the same person.
fn by_same(request: &Request) -> Request {
    Request { actor: request.actor.clone(), ..by(request.actor.role) }
}

async fn closed(stage: &Stage) -> ClosingStatement {
    stage.app.sweep_once().await.expect("a sweep");
    stage.app.closing_statement(stage.campaign).await.expect("a statement")
}

fn file(statement: &ClosingStatement) -> String {
    statement.canonical().expect("JSON")
}

async fn the_ledger_says_whose_a_copy_is_since_when_and_how_long_the_others_took(database: Arc<Database>) {
    let stage = posted(&database).await;
    let ledger = async || stage.app.ledger(stage.campaign, 10, 0).await.expect("the ledger");
    let before = ledger().await;
    assert_eq!((before.copies, before.live, before.owed, before.open_copies), (1, 1, 0, 0));
    assert!(before.open.is_empty() && before.retracted_at.is_none());
    stage.after(30);
    stage.retract().await;
    let owed = ledger().await;
    let [open] = owed.open.as_slice() else { panic!("one is owed: {owed:?}") };
    assert_eq!((owed.owed, open.copy.state), (1, PlacementState::Withdrawing));
    assert_eq!((open.holder.by, Some(open.holder.since)), (Holder::Service, owed.retracted_at));
    stage.after(10);
    let permit = stage.begin(Act::Withdraw).await.expect("leave");
    let refused = Outcome::Rejected { reason: Reason::CredentialsRefused };
    assert_eq!(stage.finish(&permit, &refused).await, Finished::Recorded);
    let escalated_at = stage.app.now();
    stage.after(90);
    let permit = stage.begin(Act::Withdraw).await.expect("it is still tried");
    assert_eq!(stage.finish(&permit, &refused).await, Finished::Recorded);
    let resists = ledger().await;
    let [open] = resists.open.as_slice() else { panic!("one is owed: {resists:?}") };
    assert_eq!((resists.owed, resists.needs_person), (1, 1));
    assert_eq!((open.holder.by, open.holder.name.clone()), (Holder::Person, None), "nobody has taken it yet");
    assert_eq!(open.holder.since, open.copy.since);
    assert!(about(open.copy.since, escalated_at), "attempts do not count");
    assert_eq!(open.copy.reason.as_deref(), Some("credentials_refused"));
    stage.withdraw_blindly().await;
    let gone = ledger().await;
    assert_eq!((gone.withdrawn, gone.owed, gone.open_copies), (1, 0, 0));
    let took = gone.channels[0].took.as_ref().expect("it took a while");
    assert_eq!((took.copies, took.p50_ms), (1, took.max_ms));
    assert!((102_000..104_000).contains(&took.max_ms), "{}", took.max_ms);
    assert_eq!(gone.last_gone_at, Some(took.last_at));
}

async fn a_campaign_that_is_not_closed_gets_no_statement_and_it_is_said_whose_the_copies_are(
    database: Arc<Database>,
) {
    let stage = posted(&database).await;
    let asked = async || stage.app.closing_statement(stage.campaign).await;
    assert!(matches!(asked().await, Err(AppError::NotEnded)));
    stage.retract().await;
    let owing = Owing { owed: 1, ..Owing::default() };
    assert!(matches!(asked().await, Err(AppError::NotClosed(said)) if said == owing));
    let permit = stage.begin(Act::Withdraw).await.expect("leave");
    let refused = Outcome::Rejected { reason: Reason::CredentialsRefused };
    assert_eq!(stage.finish(&permit, &refused).await, Finished::Recorded);
    let owing = Owing { owed: 1, waiting: 1, ..Owing::default() };
    assert!(matches!(asked().await, Err(AppError::NotClosed(said)) if said == owing));
    let request = by(Role::Operator);
    let taker = request.actor.to_string();
    stage.app.take_placement(&by_same(&request), stage.post).await.expect("taken");
    let owing = Owing { owed: 1, taken: 1, people: vec![taker.clone()], ..Owing::default() };
    assert!(matches!(asked().await, Err(AppError::NotClosed(said)) if said == owing));
    let ledger = stage.app.ledger(stage.campaign, 10, 0).await.expect("the ledger");
    assert_eq!(ledger.open[0].holder.name, Some(taker), "a person with an account by their name");
    let (name, note) = ("A. Peeters".to_owned(), "Éloïse: deleted by hand.".to_owned());
    stage.app.close_placement(&request, stage.post, name, note).await.expect("closed");
    let statement = closed(&stage).await;
    let [answered] = statement.answered.as_slice() else { panic!("one copy: {statement:?}") };
    assert_eq!((answered.copy, answered.by.clone()), (stage.post, request.actor.to_string()));
    assert_eq!(statement.channels[0].answered, 1);
    assert!(!file(&statement).contains("Peeters") && !file(&statement).contains("loïse"));
    for lang in Lang::ALL {
        let report = format!("{:?}", statement_report(&statement, Digest::of(b""), lang));
        assert!(!report.contains("Peeters") && report.contains(&request.actor.id.to_string()), "{report}");
    }
}

async fn a_statement_reads_the_same_each_time_fits_the_trail_and_names_nobody(database: Arc<Database>) {
    let stage = posted(&database).await;
    let key = InstallationKey::read(&InstallationKey::generate().expect("a key")).expect("the key");
    let public = key.public();
    stage.app.sign_with(key);
    stage.after(30);
    stage.retract().await;
    stage.withdraw_blindly().await;
    let statement = closed(&stage).await;
    let text = file(&statement);
    stage.after(3_600);
    assert_eq!(file(&stage.app.closing_statement(stage.campaign).await.expect("once more")), text);
    assert_eq!(ClosingStatement::read(text.as_bytes(), Some(&public)), Ok(statement.clone()));
    let seen = stage.app.verify_trail(&[statement.trail]).await.expect("the trail is read");
    assert!(matches!(seen, TrailVerdict::Holds(_)), "{seen:?}");

    let campaign = stage.app.campaign(stage.campaign).await.expect("the campaign");
    let proof = stage.app.proof(campaign.live_proof.expect("a proof")).await.expect("the proof");
    assert_eq!(
        statement.proofs.iter().map(Digest::to_string).collect::<Vec<_>>(),
        [proof.digest.expect("it is frozen")]
    );
    let [decision] = statement.decisions.as_slice() else { panic!("one decision: {statement:?}") };
    assert!(decision.statement.is_some() && decision.by.starts_with("magistrate:"), "{decision:?}");
    assert_eq!(
        statement.last_copy_at,
        campaign.closed_at.and(statement.channels[0].took.as_ref()).map(|took| took.last_at)
    );
    assert_eq!((statement.copies, statement.channels[0].withdrawn, statement.channels[0].made), (1, 1, 1));

    let case = stage.app.case(campaign.case_id).await.expect("the case");
    let person = &case.case.person;
    let mut hidden = vec![person.given_name.clone(), person.family_name.clone(), case.case.reference.clone()];
    hidden.extend([campaign.draft.shown_name.clone(), case.photos[0].sha256.clone()]);
    hidden.extend(
        campaign.draft.notices.iter().flat_map(|notice| [notice.place.clone(), notice.appeal.clone()]),
    );
    for lang in Lang::ALL {
        let report = statement_report(&statement, Digest::of(text.as_bytes()), lang);
        let made = childalert_poster::report(&report).expect("it is set");
        assert_eq!((made.media_type, made.pages), ("application/pdf", 1), "{lang}");
        let said = format!("{report:?}");
        assert!(said.contains(&Digest::of(text.as_bytes()).to_string()));
        for word in &hidden {
            assert!(!word.is_empty() && !text.contains(word) && !said.contains(word), "{lang}: {word}");
        }
    }
}

async fn a_copy_that_turns_up_takes_the_statement_back_and_the_next_one_says_so(database: Arc<Database>) {
    let stage = Stage::launched(&database).await;
    let lost = stage.lost().await;
    stage.retract().await;
    stage.withdraw_blindly().await;
    let first = closed(&stage).await;
    assert_eq!(first.replaces, None);
    let digest = Digest::of(file(&first).as_bytes());
    let actor = by(Role::Officer).actor;
    let taken = stage.app.looked((&actor, ""), STATEMENT_LOOK, stage.campaign, digest.to_string()).await;
    taken.expect("it is noted");
    stage.after(100);
    assert_eq!(stage.finish(&lost, &live("at://1")).await, Finished::Late);
    let refused = stage.app.closing_statement(stage.campaign).await;
    assert!(matches!(refused, Err(AppError::NotClosed(owing)) if owing.owed == 1), "owed again");
    let found_at = stage.app.now();
    stage.withdraw_blindly().await;
    let second = closed(&stage).await;
    let replaced = second.replaces.as_ref().expect("it replaces the first");
    assert_eq!((replaced.closed_at, replaced.trail), (first.closed_at, first.trail));
    assert_eq!(replaced.statement, Some(digest));
    assert!(about(replaced.reopened_at, found_at));
    assert!(second.trail.seq > first.trail.seq && second.closed_at > first.closed_at);
    assert_ne!(file(&second), file(&first));
    for lang in Lang::ALL {
        let report = format!("{:?}", statement_report(&second, Digest::of(b""), lang));
        assert!(report.contains(&digest.to_string()), "{report}");
    }
}

async fn changes_are_read_in_order_and_each_brings_all_there_is_to_say(database: Arc<Database>) {
    let stage = posted(&database).await;
    let start = Mark { at: DateTime::UNIX_EPOCH, copy: Uuid::nil() };
    let after = async |mark| stage.app.copies_changed(stage.campaign, mark, 10).await.expect("the changes");
    let first = after(start).await;
    let [(mark, copy)] = first.as_slice() else { panic!("one copy: {first:?}") };
    assert_eq!(
        (copy.id, copy.state, copy.url.as_deref()),
        (stage.post, PlacementState::Live, Some("https://social.example/1"))
    );
    assert_eq!(after(*mark).await, []);
    stage.after(5);
    resisting(&stage).await;
    let next = after(*mark).await;
    let [(later, copy)] = next.as_slice() else { panic!("one change: {next:?}") };
    assert!(later > mark);
    assert_eq!(
        (copy.state, copy.reason.as_deref()),
        (PlacementState::Escalated, Some("credentials_refused"))
    );
}

/// The stage's clock runs on between two looks at it.
fn about(seen: DateTime<Utc>, expected: DateTime<Utc>) -> bool {
    (seen - expected).abs() < TimeDelta::seconds(2)
}
