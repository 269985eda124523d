//! A withdrawal beside an extension: what nobody covers to the end of the period that runs does not stay out.

use crate::database::Database;
use crate::magistrate::Person;
use crate::on_both;
use crate::stage::{Prepared, by};
use childalert_app::{AppError, CampaignView, DecisionOrder, Role, SignedAnswer};
use childalert_demo::script;
use childalert_domain::{CampaignState, DecisionAct};
use childalert_store::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use uuid::Uuid;

on_both! {
    a_withdrawal_is_measured_against_the_period_that_runs
    an_extension_and_a_withdrawal_at_one_moment_leave_nothing_out_that_nobody_covers
}

/// A launched campaign of seven days; the mother's consent, of eight; the father's, of thirty.
struct Running {
    prepared: Prepared,
    father: Uuid,
    magistrate: Person,
    until: DateTime<Utc>,
}

impl Running {
    async fn on(database: &Database) -> Running {
        let prepared = Prepared::on("bluesky", database, Vec::new()).await;
        let (app, now) = (&prepared.app, prepared.app.now());
        let photo = app.case(prepared.case).await.expect("the case").photos[0].sha256.clone();
        let mut consent = script::consent(now, &photo);
        consent["holder"] = json!("The father (invented)");
        consent["scope"]["until"] = json!(now + TimeDelta::days(30));
        let consent = serde_json::from_value(consent).expect("a consent");
        let view = app.record_consent(&by(Role::Officer), prepared.case, consent).await.expect("recorded");
        let father = view.consents.last().expect("his").id;
        prepared.launched().await;
        let magistrate = Person::invited(app, Role::Magistrate).await;
        let until = app.campaign(prepared.campaign).await.expect("it").until.expect("an end");
        Running { father, magistrate, until, prepared }
    }

    async fn campaign(&self) -> CampaignView {
        self.prepared.app.campaign(self.prepared.campaign).await.expect("the campaign")
    }

    /// What the magistrate signs to let it stay out three days longer than it was to: beyond the mother's consent.
    async fn signed(&mut self) -> SignedAnswer {
        let order = DecisionOrder {
            act: DecisionAct::Extend,
            digest: self.prepared.digest.clone(),
            reasons: "Not found yet.".to_owned(),
            until: Some(self.until + TimeDelta::days(3)),
        };
        let asked =
            self.prepared.app.ask_decision(&self.magistrate.actor, self.prepared.campaign, order).await;
        let asked = asked.expect("a question");
        let credential = self.magistrate.passkey.get(&asked.options).expect("an answer");
        serde_json::from_value(json!({"question": asked.question, "credential": credential}))
            .expect("an answer")
    }

    fn extends(&self, answer: SignedAnswer) -> JoinHandle<Result<(), AppError>> {
        let (app, request) = (self.prepared.app.clone(), self.magistrate.request());
        let campaign = self.prepared.campaign;
        tokio::spawn(async move { app.decide(&request, campaign, answer).await.map(|_| ()) })
    }

    fn withdraws(&self) -> JoinHandle<Result<(), AppError>> {
        let (app, father) = (self.prepared.app.clone(), self.father);
        tokio::spawn(async move { app.withdraw_consent(&by(Role::Officer), father).await.map(|_| ()) })
    }
}

async fn a_withdrawal_is_measured_against_the_period_that_runs(database: Arc<Database>) {
    let running = Running::on(&database).await;
    running.withdraws().await.expect("no panic").expect("withdrawn");
    assert_eq!(running.campaign().await.state, CampaignState::Live, "the mother's covers the seven days");

    let mut running = Running::on(&database).await;
    let answer = running.signed().await;
    running.extends(answer).await.expect("no panic").expect("extended");
    assert_eq!(running.campaign().await.until, Some(running.until + TimeDelta::days(3)));
    running.withdraws().await.expect("no panic").expect("withdrawn");
    let campaign = running.campaign().await;
    assert!(campaign.state.retracted(), "hers ends two days before the period that runs");
    let reason = "SELECT COUNT(*) FROM trail WHERE act = 'campaign.retract' AND reason = 'consent_withdrawn'";
    assert_eq!(database.number(reason).await, 1);
}

/// Holds a case's lock until it is told to let go.
async fn held(store: Store, case: Uuid) -> (oneshot::Sender<()>, JoinHandle<()>) {
    let (let_go, told) = oneshot::channel::<()>();
    let (has_it, got) = oneshot::channel();
    let holds = tokio::spawn(async move {
        let done = store.write::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                tx.own_case(case).await?;
                has_it.send(()).expect("somebody waits");
                told.await.expect("it is told");
                Ok(())
            })
        });
        done.await.expect("nothing is written");
    });
    got.await.expect("the lock is held");
    (let_go, holds)
}

async fn an_extension_and_a_withdrawal_at_one_moment_leave_nothing_out_that_nobody_covers(
    database: Arc<Database>,
) {
    for withdrawn_first in [true, false] {
        let mut running = Running::on(&database).await;
        let answer = running.signed().await;
        let (let_go, holds) = held(database.open().await, running.prepared.case).await;
        let pause = || tokio::time::sleep(Duration::from_millis(300));
        let (withdraws, extends) = if withdrawn_first {
            let withdraws = running.withdraws();
            pause().await;
            (withdraws, running.extends(answer))
        } else {
            let extends = running.extends(answer);
            pause().await;
            (running.withdraws(), extends)
        };
        pause().await;
        assert!(!extends.is_finished() && !withdraws.is_finished(), "both wait for the case");
        let_go.send(()).expect("it listens");
        holds.await.expect("the lock is free");
        withdraws.await.expect("no panic").expect("withdrawn");
        let extended = extends.await.expect("no panic");
        let campaign = running.campaign().await;
        match extended {
            Ok(()) => assert!(campaign.state.retracted(), "it was extended, and covered by nobody then"),
            Err(AppError::Refused(refusals)) => {
                assert_eq!(refusals[0].rule, "consent-period");
                assert_eq!((campaign.state, campaign.until), (CampaignState::Live, Some(running.until)));
            }
            Err(error) => panic!("{error}"),
        }
    }
}
