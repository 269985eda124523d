//! How the service is told to be: whatever hangs, in time.

use crate::database::Database;
use crate::on_both;
use crate::stage::{Prepared, Stage};
use childalert_app::{ChannelHealth, HealthState, HealthView, InProcessLedger, WorkerScope};
use childalert_jobs::{Act, Finished, Ledger, Outcome, Presence, Reason};
use childalert_store::{StoreError, health};
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

on_both! {
    a_worker_is_there_until_it_has_not_been_heard_of_for_a_minute
    a_copy_that_was_refused_is_told_with_its_reason
    a_database_that_keeps_nothing_is_told_within_two_seconds
}

fn does(role: &str, equipped: bool) -> Presence {
    Presence { role: role.to_owned(), equipped }
}

fn found(view: &HealthView, part: &str) -> String {
    let check = view.checks.iter().find(|check| check.part.name() == part);
    check.expect("every part is told of").found.clone()
}

fn channel<'a>(view: &'a HealthView, name: &str) -> &'a ChannelHealth {
    view.channels.iter().find(|channel| channel.channel == name).expect("every channel is told of")
}

async fn a_worker_is_there_until_it_has_not_been_heard_of_for_a_minute(database: Arc<Database>) {
    let prepared = Prepared::on("bluesky", &database, Vec::new()).await;
    let before = prepared.app.health().await;
    assert_eq!((found(&before, "render"), before.launch), ("never".to_owned(), HealthState::Down));
    let all = [does("page", true), does("render", true), does("email", false)];
    prepared.ledger.here(&all).await.expect("the service's own");
    let key = Uuid::from_u128(7);
    let scope = WorkerScope::Channels(vec!["page".to_owned()]);
    let other = InProcessLedger::new(prepared.app.clone(), scope).with_key(key);
    other.here(&[does("page", false), does("feed", true)]).await.expect("as far as its key opens");
    assert!(other.here(&[does("feed", true)]).await.is_err(), "nothing that its key opens");

    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let view = prepared.app.health().await;
    assert_eq!(found(&view, "render"), "here");
    let told = |name| channel(&view, name).found.as_str();
    assert_eq!([told("page"), told("feed"), told("email")], ["ready", "never", "no_account"]);
    assert_ne!(view.take_back, HealthState::Down, "nothing is out that anybody would have to take back");
    let again = prepared.app.health().await;
    assert_eq!(again, view, "whoever asks at once is told the same");

    prepared.clock.advance(chrono::TimeDelta::seconds(61));
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let view = prepared.app.health().await;
    assert_eq!(
        (found(&view, "render").as_str(), channel(&view, "page").found.as_str()),
        ("silent", "silent")
    );
}

async fn a_copy_that_was_refused_is_told_with_its_reason(database: Arc<Database>) {
    let stage = Stage::launched(&database).await;
    stage.ledger.here(&[does("bluesky", true)]).await.expect("it is there");
    let permit = stage.begin(Act::Place).await.expect("leave");
    let refused = Outcome::Rejected { reason: Reason::CredentialsRefused };
    assert_eq!(stage.finish(&permit, &refused).await, Finished::Recorded);
    let view = stage.app.health().await;
    let bluesky = channel(&view, "bluesky");
    assert_eq!((bluesky.found.as_str(), bluesky.needs_person), ("needs_person", 1));
    assert_eq!(bluesky.reason.as_deref(), Some("credentials_refused"));
    assert_eq!((found(&view, "copies").as_str(), found(&view, "trail").as_str()), ("waiting", "holds"));
}

/// Somebody else holds the one row that is written: whoever asks is told so, and does not wait with it.
async fn a_database_that_keeps_nothing_is_told_within_two_seconds(database: Arc<Database>) {
    let prepared = Prepared::on("bluesky", &database, Vec::new()).await;
    let (store, now) = (database.store().await, prepared.app.now());
    let (held, holds) = tokio::sync::oneshot::channel();
    let (let_go, free) = tokio::sync::oneshot::channel::<()>();
    let holding = tokio::spawn(async move {
        store
            .write::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    health::write_canary(tx, now).await?;
                    // Nobody waits for it any more only if the test has failed.
                    let _ = held.send(());
                    let _ = free.await;
                    Ok(())
                })
            })
            .await
    });
    holds.await.expect("the row is held");
    let view = prepared.app.health().await;
    assert!(!holding.is_finished(), "it was told while the row was held");
    assert_eq!(found(&view, "database"), "read_only");
    assert_eq!((view.launch, view.take_back), (HealthState::Down, HealthState::Down));
    assert_eq!(found(&view, "trail"), "holds", "what can be read is told all the same");
    let_go.send(()).expect("it is held");
    holding.await.expect("it ends").expect("and is written");
    // Until it is asked anew.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert_ne!(found(&prepared.app.health().await, "database"), "read_only");
}
