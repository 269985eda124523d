//! What is kept beside the database: ends that no older database may undo, and what workers say that they sent.

use crate::database::Database;
use crate::on_both;
use crate::stage::{Prepared, Stage, by};
use childalert_app::{InProcessLedger, Retraction, Role, SendLogs, SendsReport, Standing, WorkerScope};
use childalert_domain::{CampaignState, Lang, PlacementState, RetractionReason};
use childalert_jobs::{Act, Begun, Ended, Finished, Job, Ledger, Outcome, Permit, Refusal, Sending};
use std::sync::Arc;

on_both! {
    a_database_from_before_an_end_puts_nothing_out_again
    nothing_is_made_before_the_ends_were_compared
    what_workers_say_that_they_sent_is_held_against_the_ledger
}

/// The older database is another campaign, still live, with the end of the first kept under its own name.
async fn a_database_from_before_an_end_puts_nothing_out_again(database: Arc<Database>) {
    let stage = Stage::launched(&database).await;
    let before = Stage::launched(&database).await;
    stage.retract().await;
    stage.app.keep_ends().await.expect("ends are kept");
    let kept = stage.folder().join("ended").join(stage.campaign.to_string());
    let older = before.folder().join("ended").join(before.campaign.to_string());
    let unreadable = Stage::launched(&database).await;
    let half = unreadable.folder().join("ended").join(unreadable.campaign.to_string());
    std::fs::create_dir_all(half.parent().expect("a folder")).expect("a folder");
    std::fs::write(half, "").expect("a power cut in the midst of writing");
    assert_eq!(unreadable.app.end_again().await.expect("compared"), 1);
    assert_eq!(unreadable.campaign_state().await, CampaignState::Ended, "that it ended is certain");
    std::fs::create_dir_all(older.parent().expect("a folder")).expect("a folder");
    std::fs::copy(kept, older).expect("the end is there");

    assert_eq!(before.app.end_again().await.expect("compared"), 1);
    assert_eq!(before.campaign_state().await, CampaignState::Ended);
    assert_eq!(before.state().await, PlacementState::Suppressed);
    assert_eq!(before.begin(Act::Place).await.expect_err("nothing goes out"), Refusal::Overtaken);
    let trail = before.app.trail_after(0, 10_000).await.expect("the trail");
    let noted = |act: &str| {
        trail.iter().any(|entry| entry.entry.act == act && entry.entry.campaign == Some(before.campaign))
    };
    assert!(noted("campaign.retract") && noted("campaign.end_again"));
    assert_eq!(before.app.end_again().await.expect("compared"), 0, "once");
    assert_eq!(stage.app.end_again().await.expect("compared"), 0, "what the database knows of is left alone");
}

/// The files' place is taken by something that is no folder, so that nobody can read them.
async fn nothing_is_made_before_the_ends_were_compared(database: Arc<Database>) {
    let prepared = Prepared::on("page", &database, Vec::new()).await;
    prepared.launched().await;
    let again = prepared.restarted(database.store().await);
    let (files, away) = (prepared.folder().to_owned(), prepared.folder().with_extension("away"));
    std::fs::rename(&files, &away).expect("the files go");
    std::fs::write(&files, "no folder").expect("something else comes");
    let ledger = InProcessLedger::new(again.clone(), WorkerScope::Any);
    let stage = prepared.staged().await;
    let job = Job { act: Act::Place, id: stage.post, epoch: 1 };
    assert!(ledger.begin(&job).await.is_err(), "the ledger does not know whether it may");
    let code = stage.app.campaign(stage.campaign).await.expect("the campaign").code;
    assert!(again.public_notice(&code, Lang::Fr).await.is_err(), "nor the site what it may show");
    assert!(again.front(Lang::Fr).await.is_err() && again.check(&code, Lang::Fr).await.is_err());
    let retraction = Retraction { reason: RetractionReason::FoundSafe };
    again
        .retract(&by(Role::Officer), stage.campaign, retraction)
        .await
        .expect("a retraction waits for nobody");
    std::fs::remove_file(&files).expect("it goes");
    std::fs::rename(&away, &files).expect("the files come back");
    assert!(matches!(again.check(&code, Lang::Fr).await, Ok(Standing::Ended { .. })));
    assert!(matches!(ledger.begin(&job).await, Ok(Begun::Refused { refusal: Refusal::Overtaken })));
}

fn line(permit: &Permit, act: Act, ended: Option<Ended>) -> String {
    let at = "2026-11-21T12:00:00.000Z".to_owned();
    let line = Sending { ended, ..Sending::leaving(at, permit.id(), act, "bsky.social", None) };
    serde_json::to_string(&line).expect("a line")
}

async fn compared(stage: &Stage, lines: &[String]) -> SendsReport {
    let mut logs = SendLogs::default();
    assert!(lines.iter().all(|line| logs.read(line)));
    stage.app.compare_sends(&logs).await.expect("compared")
}

async fn what_workers_say_that_they_sent_is_held_against_the_ledger(database: Arc<Database>) {
    let stage = Stage::launched(&database).await;
    let permit = stage.begin(Act::Place).await.expect("leave");
    let live = Outcome::Live { outside_id: "at://did:plc:a/app.bsky.feed.post/1".to_owned(), url: None };
    assert_eq!(stage.finish(&permit, &live).await, Finished::Recorded);
    let of = |ended| line(&permit, Act::Place, ended);
    let agreed = compared(&stage, &[of(None), of(Some(Ended::Done))]).await;
    assert!(agreed.agrees(), "{agreed:?}");
    assert_eq!((agreed.lines, agreed.copies), (2, 1));

    // Planned since the logs began, live for a while, and in none of their lines.
    stage.after(600);
    let withdrawn = line(&permit, Act::Withdraw, Some(Ended::Done));
    let missing = compared(&stage, std::slice::from_ref(&withdrawn)).await;
    assert_eq!(missing.unlogged, [stage.post], "{missing:?}");
    let not_sent = compared(&stage, &[of(Some(Ended::NotSent))]).await;
    assert_eq!(not_sent.unlogged, [stage.post], "what did not leave is no copy");

    // Later leave than any that this ledger has given, and a copy of which it knows nothing.
    let later = of(None).replace(r#""fence":1"#, r#""fence":9"#);
    assert_eq!(compared(&stage, &[of(None), later]).await.ahead, [stage.post]);
    let other = of(None).replace(&stage.post.to_string(), &stage.campaign.to_string());
    assert_eq!(compared(&stage, &[of(None), other]).await.unknown, [stage.campaign]);
    let mut logs = SendLogs::default();
    assert!(!logs.read("no line") && !logs.read("{}"));
}
