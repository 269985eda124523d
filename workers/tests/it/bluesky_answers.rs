//! What the answers of a Bluesky server mean, each kind once. The real server's own answers are tested in
//! `tests/bluesky.rs`.

use crate::script::{
    PIXEL, ScriptedLedger, fresh_id, ledger_with_picture, outcome_of, permit, post,
    proxy::{Fault, Proxy},
};
use childalert_jobs::{Act, Content, Outcome, Permit, PermitId, Reason};
use childalert_workers::{
    Roles,
    config::{BlueskyConfig, WorkersConfig},
};
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{header, method, path, query_param},
};

const DID: &str = "did:plc:alerts";
const HEAD: &str = "bafyreihead";

fn xrpc(name: &str) -> String {
    format!("/xrpc/{name}")
}

fn refusal(status: u16, error: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(json!({ "error": error, "message": "in its own words" }))
}

fn session(number: u32) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({
        "did": DID, "handle": "alerts.example.org",
        "accessJwt": format!("access{number}"), "refreshJwt": format!("refresh{number}"),
    }))
}

/// A server where everything goes well but what a test mounts with a higher priority (a lower number).
async fn network() -> MockServer {
    let server = MockServer::start().await;
    let usual = [
        ("POST", "com.atproto.server.createSession", session(1)),
        (
            "GET",
            "com.atproto.sync.getLatestCommit",
            ResponseTemplate::new(200).set_body_json(json!({ "cid": HEAD, "rev": "1" })),
        ),
        (
            "POST",
            "com.atproto.repo.uploadBlob",
            ResponseTemplate::new(200).set_body_json(json!({ "blob": { "$type": "blob", "size": 1 } })),
        ),
        ("GET", "com.atproto.repo.getRecord", refusal(400, "RecordNotFound")),
        (
            "POST",
            "com.atproto.repo.putRecord",
            ResponseTemplate::new(200).set_body_json(json!({ "cid": "bafyfence" })),
        ),
        ("POST", "com.atproto.repo.deleteRecord", ResponseTemplate::new(200).set_body_json(json!({}))),
    ];
    for (verb, name, answer) in usual {
        let usual = Mock::given(method(verb)).and(path(xrpc(name))).respond_with(answer);
        usual.with_priority(9).mount(&server).await;
    }
    // The real server repeats the key it was given.
    let created = |request: &wiremock::Request| {
        let order: Value = request.body_json().unwrap();
        let uri = format!("at://{DID}/app.bsky.feed.post/{}", order["rkey"].as_str().unwrap());
        ResponseTemplate::new(200).set_body_json(json!({ "uri": uri, "cid": "bafypost" }))
    };
    let create = Mock::given(method("POST")).and(path(xrpc("com.atproto.repo.createRecord")));
    create.respond_with(created).with_priority(9).mount(&server).await;
    server
}

async fn answers(server: &MockServer, name: &str, answer: ResponseTemplate) {
    Mock::given(path(xrpc(name))).respond_with(answer).with_priority(1).mount(server).await;
}

async fn calls(server: &MockServer, name: &str) -> Vec<wiremock::Request> {
    let all = server.received_requests().await.unwrap();
    all.into_iter().filter(|request| request.url.path() == xrpc(name)).collect()
}

fn roles(service: &str) -> Roles {
    let bluesky = BlueskyConfig {
        service: service.parse().unwrap(),
        identifier: "alerts.example.org".into(),
        password: "app-password".to_owned().into(),
    };
    Roles::named(["bluesky"], &WorkersConfig { bluesky: Some(bluesky), ..Default::default() }).unwrap()
}

async fn act_at(service: &str, permit: Permit) -> Outcome {
    let ledger = ledger_with_picture(&permit);
    outcome_of(roles(service), "bluesky", permit, &ledger).await
}

async fn act(server: &MockServer, act: Act) -> Outcome {
    act_at(&server.uri(), permit(fresh_id(), act, post())).await
}

#[tokio::test]
async fn a_post_is_made_under_the_placements_key_on_the_head_that_was_read_first() {
    let server = network().await;
    let permit = permit(fresh_id(), Act::Place, post());
    let outcome = act_at(&server.uri(), permit.clone()).await;
    let order: Value = calls(&server, "com.atproto.repo.createRecord").await[0].body_json().unwrap();
    assert_eq!(order["swapCommit"], HEAD);
    assert_eq!(order["record"]["createdAt"], "2026-11-21T12:00:00Z");
    assert_eq!(order["record"]["langs"], json!(["fr"]));
    let image = &order["record"]["embed"]["images"][0];
    assert_eq!((&image["alt"], &image["image"]["$type"]), (&json!("Portrait d'Éloïse"), &json!("blob")));
    let key = order["rkey"].as_str().unwrap();
    let live = Outcome::Live {
        outside_id: format!("at://{DID}/app.bsky.feed.post/{key}"),
        url: Some(format!("https://bsky.app/profile/alerts.example.org/post/{key}")),
    };
    assert_eq!(outcome, live);
    assert_eq!(calls(&server, "com.atproto.repo.uploadBlob").await[0].body, PIXEL);
    // A second attempt makes the same bytes.
    act_at(&server.uri(), permit).await;
    let again = calls(&server, "com.atproto.repo.createRecord").await;
    assert_eq!(again[0].body, again[1].body);
}

#[tokio::test]
async fn each_refusal_of_a_post_has_its_outcome() {
    let html = ResponseTemplate::new(200).set_body_raw("<html>Welcome</html>", "text/html");
    let table = [
        (refusal(400, "InvalidRequest"), Outcome::Rejected { reason: Reason::ContentRefused }),
        (refusal(400, "AccountTakedown"), Outcome::Rejected { reason: Reason::CredentialsRefused }),
        (ResponseTemplate::new(403), Outcome::Rejected { reason: Reason::CredentialsRefused }),
        (refusal(429, "RateLimitExceeded"), Outcome::RetryAfter { ms: 30_000, reason: Reason::QuotaReached }),
        (
            refusal(429, "RateLimitExceeded").insert_header("retry-after", "5"),
            Outcome::RetryAfter { ms: 5_000, reason: Reason::QuotaReached },
        ),
        (refusal(500, "InternalServerError"), Outcome::Unknown { reason: Reason::OutsideFault }),
        (ResponseTemplate::new(502), Outcome::Unknown { reason: Reason::OutsideFault }),
        (html, Outcome::Unknown { reason: Reason::OutsideFault }),
        (
            ResponseTemplate::new(200).set_body_json(json!({ "uri": "at://somebody/else" })),
            Outcome::Unknown { reason: Reason::OutsideFault },
        ),
    ];
    for (answer, outcome) in table {
        let server = network().await;
        answers(&server, "com.atproto.repo.createRecord", answer.clone()).await;
        assert_eq!(act(&server, Act::Place).await, outcome, "{answer:?}");
        assert_eq!(calls(&server, "com.atproto.repo.createRecord").await.len(), 1, "never a blind second");
    }
}

#[tokio::test]
async fn a_head_that_has_moved_means_nothing_was_written_and_soon_again() {
    let server = network().await;
    answers(&server, "com.atproto.repo.createRecord", refusal(400, "InvalidSwap")).await;
    let outcome = act(&server, Act::Place).await;
    let Outcome::RetryAfter { ms: 0..=200, reason: Reason::Overtaken } = outcome else {
        panic!("{outcome:?}")
    };
}

/// What a real server answers when the record is there already.
#[tokio::test]
async fn a_fault_although_the_post_stands_is_adopted_by_looking() {
    let server = network().await;
    answers(&server, "com.atproto.repo.createRecord", refusal(500, "InternalServerError")).await;
    let found = |request: &wiremock::Request| {
        let key = request.url.query_pairs().find(|(name, _)| name == "rkey").unwrap().1.into_owned();
        let uri = format!("at://{DID}/app.bsky.feed.post/{key}");
        ResponseTemplate::new(200).set_body_json(json!({ "uri": uri, "cid": "bafypost", "value": {} }))
    };
    let get = Mock::given(path(xrpc("com.atproto.repo.getRecord"))).and(query_param("repo", DID));
    get.respond_with(found).with_priority(1).mount(&server).await;
    assert!(matches!(act(&server, Act::Place).await, Outcome::Live { .. }));
}

#[tokio::test]
async fn an_answer_that_is_lost_or_too_slow_is_unknown() {
    for (fault, reaches) in [(Fault::LoseRequest, 0), (Fault::LoseAnswer, 1), (Fault::Trickle, 1)] {
        let server = network().await;
        let upstream = server.address().to_string();
        let proxy = Proxy::start(&upstream, "com.atproto.repo.createRecord", fault).await;
        let id = PermitId { id: fresh_id(), fence: 1 };
        let permit = Permit::issue(id, Act::Place, Duration::from_secs(2), None, post());
        let outcome = act_at(&format!("http://{}", proxy.address), permit).await;
        assert_eq!(outcome, Outcome::Unknown { reason: Reason::NoAnswer });
        assert_eq!(proxy.met(), 1);
        assert_eq!(calls(&server, "com.atproto.repo.createRecord").await.len(), reaches);
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_was_sent_nothing_and_the_ledger_is_told() {
    let outcome = act_at("http://127.0.0.1:1", permit(fresh_id(), Act::Place, post())).await;
    assert_eq!(outcome, Outcome::RetryAfter { ms: 1_000, reason: Reason::Unreachable });
}

#[tokio::test]
async fn a_refused_password_is_reported_and_nothing_is_posted() {
    let server = network().await;
    answers(&server, "com.atproto.server.createSession", refusal(401, "AuthenticationRequired")).await;
    for kind in [Act::Place, Act::Probe, Act::Withdraw] {
        assert_eq!(act(&server, kind).await, Outcome::Rejected { reason: Reason::CredentialsRefused });
    }
    assert!(calls(&server, "com.atproto.repo.createRecord").await.is_empty());
}

#[tokio::test]
async fn a_session_that_has_run_out_is_refreshed_once_and_the_post_goes_on() {
    let server = network().await;
    let stale = Mock::given(path(xrpc("com.atproto.repo.createRecord")))
        .and(header("authorization", "Bearer access1"))
        .respond_with(refusal(400, "ExpiredToken"));
    stale.with_priority(1).mount(&server).await;
    let refresh = Mock::given(path(xrpc("com.atproto.server.refreshSession")))
        .and(header("authorization", "Bearer refresh1"))
        .respond_with(session(2));
    refresh.expect(1).mount(&server).await;
    assert!(matches!(act(&server, Act::Place).await, Outcome::Live { .. }));
    let tokens: Vec<_> = calls(&server, "com.atproto.repo.createRecord")
        .await
        .iter()
        .map(|request| request.headers["authorization"].to_str().unwrap().to_owned())
        .collect();
    assert_eq!(tokens, ["Bearer access1", "Bearer access2"]);
    assert_eq!(calls(&server, "com.atproto.server.createSession").await.len(), 1);
}

#[tokio::test]
async fn a_text_that_does_not_fit_is_refused_and_not_cut() {
    let server = network().await;
    let Content::Post { lang, link, picture, created_at, .. } = post() else { unreachable!() };
    let content = Content::Post { lang, link, picture, created_at, text: "é".repeat(290) };
    let outcome = act_at(&server.uri(), permit(fresh_id(), Act::Place, content)).await;
    assert_eq!(outcome, Outcome::Rejected { reason: Reason::ContentRefused });
    assert!(calls(&server, "com.atproto.repo.uploadBlob").await.is_empty());
}

#[tokio::test]
async fn a_picture_other_than_the_one_that_was_decided_on_does_not_leave() {
    let server = network().await;
    let permit = permit(fresh_id(), Act::Place, post());
    let ledger: Arc<ScriptedLedger> = ScriptedLedger::permitting([permit.clone()]);
    let name = crate::script::sha256(PIXEL);
    ledger.files.lock().unwrap().insert(name, bytes::Bytes::from_static(b"another picture"));
    let outcome = outcome_of(roles(&server.uri()), "bluesky", permit, &ledger).await;
    assert_eq!(outcome, Outcome::Rejected { reason: Reason::ContentRefused });
    assert!(calls(&server, "com.atproto.repo.uploadBlob").await.is_empty());
}

#[tokio::test]
async fn a_withdrawal_moves_the_head_before_it_deletes_and_then_reads_back() {
    let server = network().await;
    assert_eq!(act(&server, Act::Withdraw).await, Outcome::Absent);
    let names: Vec<String> = server
        .received_requests()
        .await
        .unwrap()
        .iter()
        .map(|request| request.url.path().rsplit('.').next().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["createSession", "putRecord", "deleteRecord", "getRecord"]);
}

#[tokio::test]
async fn a_post_that_stands_after_its_deletion_is_not_called_absent() {
    let server = network().await;
    let found = |request: &wiremock::Request| {
        let key = request.url.query_pairs().find(|(name, _)| name == "rkey").unwrap().1.into_owned();
        let uri = format!("at://{DID}/app.bsky.feed.post/{key}");
        ResponseTemplate::new(200).set_body_json(json!({ "uri": uri, "value": {} }))
    };
    let get = Mock::given(path(xrpc("com.atproto.repo.getRecord")));
    get.respond_with(found).with_priority(1).mount(&server).await;
    let outcome = act(&server, Act::Withdraw).await;
    assert_eq!(outcome, Outcome::RetryAfter { ms: 1_000, reason: Reason::StillThere });
}

#[tokio::test]
async fn a_withdrawal_that_meets_a_limit_or_a_fault_comes_back_and_never_says_done() {
    let table = [
        (
            "com.atproto.repo.deleteRecord",
            refusal(429, "RateLimitExceeded").insert_header("retry-after", "9"),
            (9_000, Reason::QuotaReached),
        ),
        ("com.atproto.repo.deleteRecord", ResponseTemplate::new(500), (2_000, Reason::OutsideFault)),
        ("com.atproto.repo.putRecord", ResponseTemplate::new(500), (2_000, Reason::OutsideFault)),
        ("com.atproto.repo.getRecord", ResponseTemplate::new(200), (2_000, Reason::OutsideFault)),
    ];
    for (name, answer, (ms, reason)) in table {
        let server = network().await;
        answers(&server, name, answer).await;
        assert_eq!(act(&server, Act::Withdraw).await, Outcome::RetryAfter { ms, reason }, "{name}");
    }
}

#[tokio::test]
async fn a_post_in_another_account_is_not_called_absent() {
    let server = network().await;
    let known = Some("at://did:plc:formerly/app.bsky.feed.post/3abc".to_owned());
    let id = PermitId { id: fresh_id(), fence: 1 };
    let permit = Permit::issue(id, Act::Withdraw, Duration::from_secs(20), known, post());
    let outcome = act_at(&server.uri(), permit).await;
    assert_eq!(outcome, Outcome::Rejected { reason: Reason::NotConfigured });
}

#[tokio::test]
async fn a_channel_without_an_account_says_so_to_the_ledger() {
    let roles = Roles::named(["bluesky"], &WorkersConfig::default()).unwrap();
    assert_eq!(roles.unconfigured(), ["bluesky"]);
    let permit = permit(fresh_id(), Act::Place, post());
    let ledger = ledger_with_picture(&permit);
    let outcome = outcome_of(roles, "bluesky", permit, &ledger).await;
    assert_eq!(outcome, Outcome::Rejected { reason: Reason::NotConfigured });
}
