//! The Bluesky channel against a real server (PDS). Several tests, and other programs, use the account at the same time:
//! that is what an account's life is like, so a copy that was overtaken is simply placed again.
#![expect(clippy::unwrap_used, reason = "where a test cannot go on, its line says why")]

mod script;

use childalert_jobs::{Act, Outcome, Permit, PermitId, Reason};
use childalert_workers::{
    Roles,
    config::{BlueskyConfig, WorkersConfig},
};
use script::{
    fresh_id, ledger_with_picture, outcome_of, post,
    proxy::{Fault, Proxy},
};
use serde_json::Value;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

struct Pds {
    url: String,
    handle: String,
    password: String,
}

impl Pds {
    fn of_the_environment() -> Pds {
        let read = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
        Pds {
            url: read("CHILDALERT_TEST_PDS_URL"),
            handle: read("CHILDALERT_TEST_PDS_HANDLE"),
            password: read("CHILDALERT_TEST_PDS_PASSWORD"),
        }
    }

    fn host(&self) -> String {
        let url: reqwest::Url = self.url.parse().unwrap();
        format!("{}:{}", url.host_str().unwrap(), url.port_or_known_default().unwrap())
    }

    /// One attempt, through `service`.
    async fn attempt(&self, service: &str, act: Act, id: PermitId, outside_id: Option<String>) -> Outcome {
        let bluesky = BlueskyConfig {
            service: service.parse().unwrap(),
            identifier: self.handle.clone(),
            password: self.password.clone().into(),
        };
        let config = WorkersConfig { bluesky: Some(bluesky), ..Default::default() };
        let roles = Roles::named(["bluesky"], &config).unwrap();
        let permit = Permit::issue(id, act, Duration::from_secs(20), outside_id, post());
        let ledger = ledger_with_picture(&permit);
        outcome_of(roles, "bluesky", permit, &ledger).await
    }

    /// Attempts until nobody overtakes it.
    async fn act(&self, service: &str, act: Act, placement: Uuid) -> Outcome {
        for fence in 1..30 {
            match self.attempt(service, act, PermitId { id: placement, fence }, None).await {
                Outcome::RetryAfter { ms, reason: Reason::Overtaken } => {
                    tokio::time::sleep(Duration::from_millis(ms)).await;
                }
                outcome => return outcome,
            }
        }
        panic!("overtaken 30 times");
    }

    async fn get(&self, method: &str, query: &[(&str, &str)]) -> Value {
        // The TLS provider is named where it is used; here no TLS is.
        let mut url: reqwest::Url = self.url.parse().unwrap();
        url.set_path(&format!("/xrpc/{method}"));
        url.query_pairs_mut().extend_pairs(query);
        let egress = WorkersConfig::default().egress_to_own_site();
        let answer = egress.ask(childalert_workers::egress::Call::get(url)).await.unwrap();
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// The record at an `at://` address, as the public reads it.
    async fn record(&self, uri: &str) -> Value {
        let mut parts = uri.strip_prefix("at://").unwrap().split('/');
        let mut part = || parts.next().unwrap();
        let query = [("repo", part()), ("collection", part()), ("rkey", part())];
        self.get("com.atproto.repo.getRecord", &query).await
    }

    async fn head(&self) -> String {
        let account = self.get("com.atproto.identity.resolveHandle", &[("handle", &self.handle)]).await;
        let did = account["did"].as_str().unwrap();
        let head = self.get("com.atproto.sync.getLatestCommit", &[("did", did)]).await;
        head["cid"].as_str().unwrap().to_owned()
    }
}

fn uri(outcome: &Outcome) -> String {
    let Outcome::Live { outside_id, .. } = outcome else { panic!("{outcome:?}") };
    outside_id.clone()
}

#[tokio::test]
#[ignore = "needs a PDS: tests/run.sh starts one"]
async fn a_post_stands_as_decided_is_found_by_a_probe_and_is_gone_after_the_withdrawal() {
    let pds = Pds::of_the_environment();
    let placement = fresh_id();
    assert_eq!(pds.act(&pds.url, Act::Probe, placement).await, Outcome::Absent);
    let live = pds.act(&pds.url, Act::Place, placement).await;
    let record = &pds.record(&uri(&live)).await["value"];
    let text = "Disparue : Éloïse V., 12 ans. Appelez le 116 000.\n\nhttps://alerts.example.org/n/417";
    assert_eq!(record["text"], text);
    let index = &record["facets"][0]["index"];
    let at = |end: &str| usize::try_from(index[end].as_u64().unwrap()).unwrap();
    assert_eq!(&text[at("byteStart")..at("byteEnd")], "https://alerts.example.org/n/417");
    assert_eq!(record["createdAt"], "2026-11-21T12:00:00Z");
    let image = &record["embed"]["images"][0];
    assert_eq!(image["alt"], "Portrait d'Éloïse");
    assert_eq!(image["image"]["mimeType"], "image/png");
    let Outcome::Live { url: Some(url), .. } = &live else { panic!("{live:?}") };
    assert!(url.starts_with(&format!("https://bsky.app/profile/{}/post/", pds.handle)));

    assert_eq!(pds.act(&pds.url, Act::Probe, placement).await, live);
    let id = PermitId { id: placement, fence: 90 };
    assert_eq!(pds.attempt(&pds.url, Act::Withdraw, id, Some(uri(&live))).await, Outcome::Absent);
    assert_eq!(pds.record(&uri(&live)).await["error"], "RecordNotFound");
    assert_eq!(pds.act(&pds.url, Act::Probe, placement).await, Outcome::Absent);
}

#[tokio::test]
#[ignore = "needs a PDS: tests/run.sh starts one"]
async fn an_attempt_whose_answer_was_lost_is_found_by_a_probe_and_adopted_by_the_next_attempt() {
    let pds = Pds::of_the_environment();
    let placement = fresh_id();
    // An attempt that another program overtakes answers that nothing was written: then the fault is made again.
    let mut unknown = Outcome::Absent;
    for fence in 1..30 {
        let proxy = Proxy::start(&pds.host(), "com.atproto.repo.createRecord", Fault::LoseAnswer).await;
        let service = format!("http://{}", proxy.address);
        unknown = pds.attempt(&service, Act::Place, PermitId { id: placement, fence }, None).await;
        assert_eq!(proxy.met(), 1);
        if matches!(pds.act(&pds.url, Act::Probe, placement).await, Outcome::Live { .. }) {
            break;
        }
    }
    assert_eq!(unknown, Outcome::Unknown { reason: Reason::NoAnswer });
    let found = pds.act(&pds.url, Act::Probe, placement).await;
    let again = pds.act(&pds.url, Act::Place, placement).await;
    assert_eq!(uri(&again), uri(&found), "the same post and no second one");
    assert_eq!(pds.act(&pds.url, Act::Withdraw, placement).await, Outcome::Absent);
}

/// Nothing here depends on time: the request is let go only after the retraction said that the post is absent.
#[tokio::test]
#[ignore = "needs a PDS: tests/run.sh starts one"]
async fn a_request_from_before_the_retraction_takes_no_effect_however_late_it_arrives() {
    let pds = Pds::of_the_environment();
    let placement = fresh_id();
    let (release, released) = watch::channel(false);
    let held = Proxy::start(&pds.host(), "com.atproto.repo.createRecord", Fault::Hold(released)).await;
    let service = format!("http://{}", held.address);
    let id = PermitId { id: placement, fence: 1 };
    let (outcome, ()) = tokio::join!(pds.attempt(&service, Act::Place, id, None), async {
        held.meeting().await;
        let before = pds.head().await;
        assert_eq!(pds.act(&pds.url, Act::Withdraw, placement).await, Outcome::Absent);
        assert_ne!(pds.head().await, before, "the head was moved although there was nothing to delete");
        release.send(true).unwrap();
    });
    assert!(matches!(outcome, Outcome::RetryAfter { ms: 0..=200, reason: Reason::Overtaken }), "{outcome:?}");
    assert_eq!(pds.act(&pds.url, Act::Probe, placement).await, Outcome::Absent);
}

#[tokio::test]
#[ignore = "needs a PDS: tests/run.sh starts one"]
async fn a_withdrawal_can_be_done_again_and_again() {
    let pds = Pds::of_the_environment();
    let placement = fresh_id();
    uri(&pds.act(&pds.url, Act::Place, placement).await);
    for fence in 50..53 {
        let id = PermitId { id: placement, fence };
        assert_eq!(pds.attempt(&pds.url, Act::Withdraw, id, None).await, Outcome::Absent);
    }
}

#[tokio::test]
#[ignore = "needs a PDS: tests/run.sh starts one"]
async fn a_wrong_password_is_reported_for_a_person_to_mend() {
    let pds = Pds { password: "not the password".into(), ..Pds::of_the_environment() };
    let outcome = pds.act(&pds.url, Act::Place, fresh_id()).await;
    assert_eq!(outcome, Outcome::Rejected { reason: Reason::CredentialsRefused });
}
