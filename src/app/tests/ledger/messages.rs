//! Who is told of what: authorities of each worrying case, launch and end; magistrates of what waits and of what ends soon. Each
//! once when it is due, however often the service starts in between.

use crate::database::Database;
use crate::magistrate::Person;
use crate::on_both;
use crate::stage::Prepared;
use childalert_app::{App, Authority, DecisionOrder, InProcessLedger, MessageView, Role, WorkerScope};
use childalert_domain::{CampaignState, DecisionAct, Lang};
use childalert_jobs::{Act, Begun, Finished, Job, Ledger, Outcome, Reason, Refusal};
use chrono::TimeDelta;
use std::sync::Arc;
use tokio::sync::watch;
use uuid::Uuid;

on_both! {
    each_is_told_once_when_it_is_due_whatever_restarts
    a_message_is_sent_once_however_often_the_doorbell_rings
}

fn authorities() -> Vec<Authority> {
    let at = |name: &str, lang| {
        let (name, email) = (name.to_owned(), format!("{name}@authority.example"));
        Authority { name, email, lang }
    };
    vec![at("cell", Lang::Nl), at("prosecutor", Lang::Fr)]
}

/// The service starts, sweeps and reminds once, and is ended.
async fn starts_and_ends(prepared: &Prepared, database: &Database) {
    let store = database.open().await;
    let (_stop, stopped) = watch::channel(true);
    prepared.restarted(store.clone()).run_sweep(stopped).await;
    store.close().await;
}

/// To whom the case's messages of a kind went, in their order.
async fn told(app: &App, case: Uuid, template: &str) -> Vec<String> {
    let messages = app.case_messages(case).await.expect("the messages");
    messages.into_iter().filter(|one| one.template == template).map(|one| one.recipient).collect()
}

async fn each_is_told_once_when_it_is_due_whatever_restarts(database: Arc<Database>) {
    let prepared = Prepared::on("bluesky", &database, authorities()).await;
    let Prepared { app, case, campaign, clock, .. } = &prepared;
    let mut magistrate = Person::invited(app, Role::Magistrate).await;
    let both = ["authority:cell", "authority:prosecutor"];
    let person = format!("account:{}", magistrate.actor.id);
    assert_eq!(told(app, *case, "worrying").await, both);

    // A proof waits: at once, and every quarter of an hour until somebody decides.
    for (minutes, times) in [(0, 1), (0, 1), (14, 1), (2, 2), (0, 2), (10, 2), (6, 3)] {
        clock.advance(TimeDelta::minutes(minutes));
        starts_and_ends(&prepared, &database).await;
        assert_eq!(told(app, *case, "waiting").await, vec![person.clone(); times], "after {minutes} min");
    }
    let order = |act, until| DecisionOrder {
        act,
        digest: prepared.digest.clone(),
        reasons: "Not found yet.".to_owned(),
        until,
    };
    magistrate.decides(app, *campaign, order(DecisionAct::Approve, None)).await;
    app.launch(&crate::stage::by(Role::Officer), *campaign, None).await.expect("a launch");
    assert_eq!(told(app, *case, "launch").await, both);

    // Its mandate ends: once, a day before; and once more before the end that an extension made.
    let until = app.campaign(*campaign).await.expect("it").until.expect("an end");
    let to = |moment| clock.advance(moment - app.now());
    let day = TimeDelta::days(1);
    for (moment, times) in [
        (until - day - TimeDelta::minutes(1), 0),
        (until - day + TimeDelta::minutes(1), 1),
        (until - day + TimeDelta::minutes(2), 1),
        (until - TimeDelta::hours(18), 1),
    ] {
        to(moment);
        starts_and_ends(&prepared, &database).await;
        assert_eq!(told(app, *case, "ends-soon").await, vec![person.clone(); times], "at {moment}");
    }
    let later = until + TimeDelta::hours(20);
    magistrate.decides(app, *campaign, order(DecisionAct::Extend, Some(later))).await;
    for (moment, times) in [
        (until - TimeDelta::hours(5), 1),
        (later - day + TimeDelta::minutes(1), 2),
        (later - day + TimeDelta::minutes(2), 2),
        (later - TimeDelta::minutes(1), 2),
    ] {
        to(moment);
        starts_and_ends(&prepared, &database).await;
        assert_eq!(told(app, *case, "ends-soon").await, vec![person.clone(); times], "at {moment}");
    }
    assert_eq!(app.campaign(*campaign).await.expect("it").state, CampaignState::Live);
    to(later + TimeDelta::minutes(1));
    for _ in 0..2 {
        starts_and_ends(&prepared, &database).await;
        assert_eq!(told(app, *case, "end").await, both);
    }
    assert!(app.campaign(*campaign).await.expect("it").state.retracted(), "the mandate has run out");
    assert_eq!(told(app, *case, "launch").await, both);
    assert_eq!(told(app, *case, "waiting").await.len(), 3, "nothing waited any more");
}

async fn a_message_is_sent_once_however_often_the_doorbell_rings(database: Arc<Database>) {
    let prepared = Prepared::on("bluesky", &database, authorities()).await;
    let (app, case) = (&prepared.app, prepared.case);
    let first = app.case_messages(case).await.expect("the messages").remove(0);
    let job = Job { act: Act::Tell, id: first.id, epoch: 0 };
    let begin = async |app: &App| {
        let ledger = InProcessLedger::new(app.clone(), WorkerScope::Any);
        match ledger.begin(&job).await.expect("an answer") {
            Begun::Permit(permit) => Ok((ledger, *permit)),
            Begun::Refused { refusal } => Err(refusal),
        }
    };
    let now = async || -> MessageView {
        app.case_messages(case)
            .await
            .expect("the messages")
            .into_iter()
            .find(|one| one.id == first.id)
            .expect("it")
    };
    let (ledger, permit) = begin(app).await.expect("leave");
    assert_eq!(begin(app).await.err(), Some(Refusal::NotDue), "somebody has leave");
    let restarted = prepared.restarted(database.open().await);
    assert_eq!(begin(&restarted).await.err(), Some(Refusal::NotDue), "whichever process asks");
    let busy = Outcome::RetryAfter { ms: 1000, reason: Reason::NoAnswer };
    assert_eq!(ledger.finish(permit.id(), &busy).await.expect("an answer"), Finished::Recorded);
    let (ledger, second) = begin(&restarted).await.expect("leave to try again");
    let sent = Outcome::Live { outside_id: "mail:1".to_owned(), url: None };
    assert_eq!(
        ledger.finish(permit.id(), &sent).await.expect("an answer"),
        Finished::Late,
        "the older leave"
    );
    assert_eq!(ledger.finish(second.id(), &sent).await.expect("an answer"), Finished::Recorded);
    let message = now().await;
    assert!(message.state == "sent" && message.attempts == 2 && message.sent_at.is_some());
    prepared.clock.advance(TimeDelta::hours(1));
    starts_and_ends(&prepared, &database).await;
    assert_eq!(begin(app).await.err(), Some(Refusal::NotDue), "it was sent");
    assert_eq!(now().await.attempts, 2);
}
