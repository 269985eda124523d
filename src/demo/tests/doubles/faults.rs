//! The network's faults, each shown to happen: what the caller hears, and what is true.

use crate::network::{Author, HANDLE, PASSWORD, POSTS, RKEY, network, said};
use crate::soon;
use childalert_demo::doubles::network::{Endpoint, Fault, Happened};
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_server_error_may_hide_that_it_was_done() {
    let network = network().await;
    let author = Author::of(&network).await;
    network.fault(Fault::ServerErrorButDone, 1, Endpoint::CreateRecord);
    assert_eq!(author.create(RKEY, "one").await.refusal(), (500, "InternalServerError"));
    assert_eq!(network.standing(), [RKEY]);
    assert_eq!(author.read(RKEY).await.status, 200);
    assert_eq!(network.faults_met(Endpoint::CreateRecord), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_error_may_also_mean_that_nothing_was_done_and_passes_after_so_many_times() {
    let network = network().await;
    let author = Author::of(&network).await;
    network.fault(Fault::ServerErrorNotDone, 2, Endpoint::CreateRecord);
    for _ in 0..2 {
        assert_eq!(author.create(RKEY, "one").await.status, 500);
        assert_eq!(network.truth(), []);
    }
    author.create(RKEY, "one").await.done();
    assert_eq!(network.faults_met(Endpoint::CreateRecord), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_can_be_lost_without_a_byte_of_it_though_it_was_done() {
    let network = network().await;
    let author = Author::of(&network).await;
    network.fault(Fault::DropAnswerButDone, 1, Endpoint::CreateRecord);
    let creation = author.creation(RKEY, "one");
    let lost = author.call("repo.createRecord", &creation).bearer_auth(&author.access).send().await;
    let error = lost.expect_err("an answer came");
    assert!(!error.is_connect() && !error.is_timeout() && error.status().is_none(), "{error:?}");
    assert_eq!(network.standing(), [RKEY]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_call_takes_effect_though_nobody_waits_for_it_any_more() {
    let network = network().await;
    let author = Author::of(&network).await;
    network.fault(Fault::Delay(500), 1, Endpoint::CreateRecord);
    let creation = author.creation(RKEY, "one");
    let impatient =
        tokio::spawn(said(author.call("repo.createRecord", &creation).bearer_auth(&author.access)));
    soon("the call", || network.faults_met(Endpoint::CreateRecord) == 1).await;
    impatient.abort();
    assert!(impatient.await.unwrap_err().is_cancelled());
    assert_eq!(network.standing(), [""; 0]);
    soon("the late post", || network.standing() == [RKEY]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_call_that_names_the_head_is_fenced_off_by_any_commit_but_not_by_deleting_nothing() {
    let network = network().await;
    let author = Author::of(&network).await;
    network.fault(Fault::Delay(500), 2, Endpoint::CreateRecord);
    let send = |rkey: &str, head: String| {
        let mut creation = author.creation(rkey, "late");
        creation["swapCommit"] = json!(head);
        tokio::spawn(said(author.call("repo.createRecord", &creation).bearer_auth(&author.access)))
    };

    let late = send(RKEY, author.head().await);
    soon("the first call", || network.faults_met(Endpoint::CreateRecord) == 1).await;
    author.delete(RKEY).await.done();
    late.await.unwrap().unwrap().done();
    assert_eq!(network.standing(), [RKEY]);

    let late = send("3m6bcqz2kk22b", author.head().await);
    soon("the second call", || network.faults_met(Endpoint::CreateRecord) == 2).await;
    let fence = json!({ "repo": author.did, "collection": "org.childalert.fence", "rkey": "self",
                        "record": { "after": author.head().await } });
    author.post("repo.putRecord", fence).await.done();
    assert_eq!(late.await.unwrap().unwrap().refusal(), (400, "InvalidSwap"));
    assert_eq!(network.standing(), [RKEY]);
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_requests_say_when_to_come_back_or_do_not() {
    let network = network().await;
    let author = Author::of(&network).await;
    network.fault(Fault::TooManyRequests { retry_after: Some(7) }, 1, Endpoint::DeleteRecord);
    network.fault(Fault::TooManyRequests { retry_after: None }, 1, Endpoint::DeleteRecord);
    author.create(RKEY, "one").await.done();
    let body = json!({ "repo": author.did, "collection": POSTS, "rkey": RKEY });
    for expected in [Some("7"), None] {
        let request = author.call("repo.deleteRecord", &body).bearer_auth(&author.access);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 429);
        assert_eq!(response.headers().get("retry-after").map(|value| value.to_str().unwrap()), expected);
        let said: serde_json::Value = response.json().await.unwrap();
        assert_eq!(said, json!({ "error": "RateLimitExceeded", "message": "Rate Limit Exceeded" }));
    }
    assert_eq!(network.standing(), [RKEY]);
    author.delete(RKEY).await.done();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_may_stand_where_an_answer_was_expected() {
    let network = network().await;
    let author = Author::of(&network).await;
    network.fault(Fault::HtmlAnswer, 1, Endpoint::CreateRecord);
    let creation = author.creation(RKEY, "one");
    let request = author.call("repo.createRecord", &creation).bearer_auth(&author.access);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
    assert!(response.json::<serde_json::Value>().await.is_err());
    assert_eq!(network.truth(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_ran_out_stays_so_and_a_new_one_is_good() {
    let network = network().await;
    let author = Author::of(&network).await;
    network.fault(Fault::RevokedToken, 1, Endpoint::CreateRecord);
    for _ in 0..2 {
        assert_eq!(author.create(RKEY, "one").await.refusal(), (400, "ExpiredToken"));
    }
    assert_eq!(author.delete(RKEY).await.refusal(), (400, "ExpiredToken"));
    let refresh = author.request(Method::POST, "server.refreshSession").bearer_auth(&author.refresh);
    let session = said(refresh).await.unwrap().done();
    let renewed = Author { access: session["accessJwt"].as_str().unwrap().to_owned(), ..author };
    renewed.create(RKEY, "one").await.done();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_whose_password_was_changed_lets_nobody_in_until_the_fault_is_lifted() {
    let network = network().await;
    let author = Author::of(&network).await;
    for endpoint in [Endpoint::CreateRecord, Endpoint::RefreshSession, Endpoint::CreateSession] {
        network.fault(Fault::RevokedToken, u32::MAX, endpoint);
    }
    let login = json!({ "identifier": HANDLE, "password": PASSWORD });
    assert_eq!(author.create(RKEY, "one").await.refusal(), (400, "ExpiredToken"));
    let refresh = author.request(Method::POST, "server.refreshSession").bearer_auth(&author.refresh);
    assert_eq!(said(refresh).await.unwrap().refusal(), (400, "ExpiredToken"));
    let refused = said(author.call("server.createSession", &login)).await.unwrap();
    assert_eq!(refused.refusal(), (401, "AuthenticationRequired"));
    network.clear_faults();
    said(author.call("server.createSession", &login)).await.unwrap().done();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_may_be_confirmed_and_not_happen() {
    let network = network().await;
    let author = Author::of(&network).await;
    author.create(RKEY, "one").await.done();
    network.fault(Fault::DeleteSaysYesButKeeps, 1, Endpoint::DeleteRecord);
    let said = author.delete(RKEY).await.done();
    assert_eq!(said["commit"]["cid"], author.head().await);
    assert_eq!(author.read(RKEY).await.status, 200);
    assert_eq!(network.standing(), [RKEY]);
    author.delete(RKEY).await.done();
    let happened: Vec<Happened> = network.truth().iter().map(|event| event.what).collect();
    assert_eq!(happened, [Happened::Created, Happened::Deleted]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_call_does_not_hold_up_the_others() {
    let network = network().await;
    let author = Author::of(&network).await;
    network.fault(Fault::Delay(60_000), 1, Endpoint::CreateRecord);
    let creation = author.creation(RKEY, "one");
    let slow = tokio::spawn(said(author.call("repo.createRecord", &creation).bearer_auth(&author.access)));
    soon("the slow call", || network.faults_met(Endpoint::CreateRecord) == 1).await;
    author.create("3m6bcqz2kk22b", "two").await.done();
    assert!(!slow.is_finished());
    slow.abort();
}
