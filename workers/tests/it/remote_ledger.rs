//! The ledger over HTTP: what is asked, and what its answers mean.

use crate::script::fresh_id;
use bytes::Bytes;
use childalert_jobs::{
    Act, Begun, Finished, Insights, Job, Ledger, LedgerFault, Outcome, PartReport, PartState, Permit,
    PermitId, Presence, RenderFailure, Standing,
};
use childalert_workers::{RemoteLedger, Secret};
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{any, body_json, header, method, path, query_param},
};

fn ledger(server: &MockServer) -> RemoteLedger {
    RemoteLedger::new(&format!("{}/base/", server.uri()), &Secret::from("the-key".to_owned())).unwrap()
}

fn permit(id: Uuid) -> PermitId {
    PermitId { id, fence: 7 }
}

#[tokio::test]
async fn a_permit_counts_from_before_the_question_so_that_a_slow_answer_shortens_it() {
    let server = MockServer::start().await;
    let job = Job { act: Act::Probe, id: fresh_id(), epoch: 3 };
    let answer = json!({
        "begun": "permit", "placement": job.id, "fence": 7, "act": "probe", "leave_ms": 5_000, "outside_id": null,
        "content": { "kind": "site", "lang": "fr", "url": "https://example.org/n", "marker": "m" },
    });
    Mock::given(method("POST"))
        .and(path("/base/ledger/v1/begin"))
        .and(header("authorization", "Bearer the-key"))
        .and(header("x-childalert-protocol", "3"))
        .and(body_json(json!({ "act": "probe", "id": job.id, "epoch": 3 })))
        .respond_with(ResponseTemplate::new(200).set_body_json(answer).set_delay(Duration::from_millis(400)))
        .mount(&server)
        .await;
    let begun = ledger(&server).begin(&job).await.unwrap();
    let Begun::Permit(permit) = begun else { panic!("{begun:?}") };
    assert_eq!((permit.id(), permit.act()), (PermitId { id: job.id, fence: 7 }, Act::Probe));
    assert!(permit.remaining() <= Duration::from_millis(4_600));
}

#[tokio::test]
async fn reports_travel_as_the_contract_says() {
    let server = MockServer::start().await;
    let id = fresh_id();
    let named = json!({ "id": id, "fence": 7 });
    let table = [
        (
            "checkpoint",
            json!({ "permit": named, "parts": [{ "number": 4, "state": "sending" }] }),
            json!("stop"),
        ),
        (
            "retractions",
            json!({ "channel": "bluesky", "most": 4 }),
            json!([{ "act": "withdraw", "id": id, "epoch": 3 }]),
        ),
        ("finish", json!({ "permit": named, "outcome": { "outcome": "absent" } }), json!("late")),
        (
            "measures/collect",
            json!({ "channel": "bluesky", "most": 20 }),
            json!([{
                "placement": id, "fence": 7, "act": "measure", "leave_ms": 5_000, "outside_id": "at://1",
                "content": { "kind": "site", "lang": "fr", "url": "https://example.org/n", "marker": "m" },
            }]),
        ),
        (
            "measures",
            json!({ "permit": named, "insights": { "reach": null, "reactions": 7, "shares": 5, "replies": 2 } }),
            json!(null),
        ),
        ("here", json!([{ "role": "bluesky", "equipped": true }]), json!(null)),
        (
            "renders/finish",
            json!({ "permit": named, "kit": { "failures": [
                { "field": "notices.fr.appeal", "code": "text_too_long", "file": "a.pdf", "excess": 3,
                  "character": null },
            ] } }),
            json!("recorded"),
        ),
        ("renders/begin", json!({ "act": "render", "id": id, "epoch": 0 }), json!(null)),
    ];
    for (name, body, answer) in table {
        Mock::given(method("POST"))
            .and(path(format!("/base/ledger/v1/{name}")))
            .and(body_json(body))
            .respond_with(ResponseTemplate::new(200).set_body_json(answer))
            .mount(&server)
            .await;
    }
    let ledger = ledger(&server);
    let part = PartReport { number: 4, state: PartState::Sending };
    assert_eq!(ledger.checkpoint(permit(id), &[part]).await.unwrap(), Standing::Stop);
    assert_eq!(ledger.finish(permit(id), &Outcome::Absent).await.unwrap(), Finished::Late);
    let waiting = ledger.waiting_retractions("bluesky", 4).await.unwrap();
    assert_eq!(waiting, [Job { act: Act::Withdraw, id, epoch: 3 }]);
    let measure = ledger.to_measure("bluesky", 20).await.unwrap();
    assert_eq!(measure.iter().map(Permit::id).collect::<Vec<_>>(), [PermitId { id, fence: 7 }]);
    let insights = Insights { reach: None, reactions: Some(7), shares: Some(5), replies: Some(2) };
    ledger.measured(PermitId { id, fence: 7 }, insights).await.unwrap();
    ledger.here(&[Presence { role: "bluesky".into(), equipped: true }]).await.unwrap();
    let failure = RenderFailure {
        field: "notices.fr.appeal".into(),
        code: "text_too_long".into(),
        file: "a.pdf".into(),
        excess: Some(3),
        character: None,
    };
    let finished = ledger.finish_render(permit(id), Err(vec![failure])).await.unwrap();
    assert_eq!(finished, Finished::Recorded);
    let render = Job { act: Act::Render, id, epoch: 0 };
    assert!(ledger.begin_render(&render).await.unwrap().is_none());
}

#[tokio::test]
async fn files_come_and_go_under_the_permit() {
    let server = MockServer::start().await;
    let (id, name) = (fresh_id(), "ab".repeat(32));
    Mock::given(method("GET"))
        .and(path(format!("/base/ledger/v1/files/{name}")))
        .and(query_param("id", id.to_string()))
        .and(query_param("fence", "7"))
        .respond_with(ResponseTemplate::new(200).set_body_bytes(*b"picture"))
        .mount(&server)
        .await;
    Mock::given(method("PUT"))
        .and(path("/base/ledger/v1/renders/files"))
        .and(query_param("fence", "7"))
        .and(header("content-type", "application/pdf"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({ "sha256": name })))
        .mount(&server)
        .await;
    let ledger = ledger(&server);
    assert_eq!(ledger.file(permit(id), &name).await.unwrap(), "picture");
    let stored = ledger.store_file(permit(id), "application/pdf", Bytes::from_static(b"%PDF")).await;
    assert_eq!(stored.unwrap(), name);
    assert!(matches!(ledger.file(permit(id), "../begin").await, Err(LedgerFault::Refused(_))));
}

#[tokio::test]
async fn each_refusal_has_its_fault_and_only_a_person_mends_a_key_or_a_version() {
    let fault = async |status: u16, body: &str| {
        let server = MockServer::start().await;
        let answer = ResponseTemplate::new(status).set_body_string(body);
        Mock::given(any()).respond_with(answer).mount(&server).await;
        let job = Job { act: Act::Place, id: fresh_id(), epoch: 1 };
        ledger(&server).begin(&job).await.unwrap_err()
    };
    for status in [401, 403] {
        assert!(matches!(fault(status, "").await, LedgerFault::KeyRefused));
    }
    assert!(matches!(fault(426, "").await, LedgerFault::VersionRefused));
    for status in [400, 404, 409, 422] {
        assert!(matches!(fault(status, "").await, LedgerFault::Refused(_)));
    }
    for (status, body) in [(500, ""), (503, ""), (429, ""), (302, ""), (200, "<html>")] {
        assert!(matches!(fault(status, body).await, LedgerFault::Unreachable(_)), "{status}");
    }
}

#[test]
fn an_address_or_a_key_that_cannot_work_is_said_at_the_start() {
    let key = Secret::from("the-key".to_owned());
    assert!(RemoteLedger::new("alerts.example.org", &key).is_err());
    assert!(RemoteLedger::new("amqp://alerts.example.org", &key).is_err());
    assert!(RemoteLedger::new("https://alerts.example.org", &Secret::from(String::new())).is_err());
    assert!(RemoteLedger::new("https://alerts.example.org", &Secret::from("a\nb".to_owned())).is_err());
}
