//! The own site, read back as the public reads it.

use crate::script::{ScriptedLedger, fresh_id, outcome_of, permit};
use childalert_jobs::{Act, Content, Outcome, Reason};
use childalert_workers::{Roles, config::WorkersConfig};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{header, method, path},
};

async fn read_back(act: Act, answer: Option<ResponseTemplate>) -> Outcome {
    let server = MockServer::start().await;
    if let Some(answer) = answer {
        let asked = Mock::given(method("GET")).and(path("/n/417")).and(header("cache-control", "no-cache"));
        asked.respond_with(answer).expect(1).mount(&server).await;
    }
    let url = format!("{}/n/417", server.uri());
    let content = Content::Site { lang: "fr".into(), url, marker: "notice-417".into() };
    let permit = permit(fresh_id(), act, content);
    let ledger = ScriptedLedger::permitting([permit.clone()]);
    let roles = Roles::named(["page"], &WorkersConfig::default()).unwrap();
    outcome_of(roles, "page", permit, &ledger).await
}

fn page(status: u16, body: &str) -> Option<ResponseTemplate> {
    Some(ResponseTemplate::new(status).set_body_string(body))
}

#[tokio::test]
async fn to_place_a_page_sends_nothing_and_says_where_it_is() {
    let outcome = read_back(Act::Place, None).await;
    let Outcome::Live { outside_id, url: Some(url) } = outcome else { panic!("{outcome:?}") };
    assert_eq!(outside_id, "/n/417");
    assert!(url.ends_with("/n/417"));
}

#[tokio::test]
async fn a_page_is_gone_when_its_address_says_so_or_shows_something_else() {
    for answer in [page(404, ""), page(410, "notice-417 is over"), page(200, "This alert has ended")] {
        assert_eq!(read_back(Act::Withdraw, answer).await, Outcome::Absent);
    }
}

#[tokio::test]
async fn a_page_that_still_shows_the_notice_is_asked_again_soon() {
    let outcome = read_back(Act::Withdraw, page(200, "<main id=notice-417>")).await;
    assert_eq!(outcome, Outcome::RetryAfter { ms: 250, reason: Reason::StillThere });
}

#[tokio::test]
async fn a_site_that_answers_with_a_fault_or_a_redirect_proves_nothing() {
    let redirect = ResponseTemplate::new(302).insert_header("location", "/n/418");
    for answer in [page(500, ""), page(403, ""), Some(redirect)] {
        let outcome = read_back(Act::Withdraw, answer).await;
        assert_eq!(outcome, Outcome::RetryAfter { ms: 1_000, reason: Reason::OutsideFault });
    }
}

#[tokio::test]
async fn a_probe_tells_what_the_address_shows() {
    assert!(matches!(read_back(Act::Probe, page(200, "notice-417")).await, Outcome::Live { .. }));
    assert_eq!(read_back(Act::Probe, page(404, "")).await, Outcome::Absent);
}

#[tokio::test]
async fn a_site_that_cannot_be_reached_proves_nothing() {
    let content = Content::Site { lang: "fr".into(), url: "http://127.0.0.1:1/n".into(), marker: "x".into() };
    let permit = permit(fresh_id(), Act::Withdraw, content);
    let ledger = ScriptedLedger::permitting([permit.clone()]);
    let roles = Roles::named(["feed"], &WorkersConfig::default()).unwrap();
    let outcome = outcome_of(roles, "feed", permit, &ledger).await;
    assert_eq!(outcome, Outcome::RetryAfter { ms: 1_000, reason: Reason::Unreachable });
}
