//! The way out: whether anything was sent, and that the permit is asked at the last moment.

use crate::script::{
    fresh_id, mail,
    proxy::{Fault, Proxy},
};
use bytes::Bytes;
use childalert_jobs::{Act, Ended, Permit, PermitId, Sending};
use childalert_workers::egress::{Answer, Call, Egress, EgressError, Reach, SendLog};
use reqwest::{StatusCode, Url, header::HeaderValue};
use std::time::Duration;
use tokio::{io::AsyncReadExt, net::TcpListener};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

fn leave(leave: Duration) -> Permit {
    Permit::issue(PermitId { id: fresh_id(), fence: 1 }, Act::Place, leave, None, mail(&[]))
}

fn post(address: &str) -> Call {
    let url = Url::parse(address).unwrap();
    Call::post(url, HeaderValue::from_static("text/plain"), Bytes::from_static(b"the notice"))
}

async fn send(address: &str, limit: Duration) -> Result<Answer, EgressError> {
    to_own_machine(SendLog::default()).send(&leave(limit), post(address)).await
}

fn to_own_machine(log: SendLog) -> Egress {
    Egress::new(None, Reach::default().and(&Url::parse("http://127.0.0.1").unwrap()), log)
}

#[tokio::test]
async fn a_permit_that_has_run_out_opens_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    assert_eq!(send(&address, Duration::ZERO).await.err(), Some(EgressError::PermitExpired));
    let knocked = tokio::time::timeout(Duration::from_millis(100), listener.accept()).await;
    assert!(knocked.is_err(), "somebody connected");
}

#[tokio::test]
async fn a_server_that_is_not_there_was_sent_nothing() {
    let answer = send("http://127.0.0.1:1/", Duration::from_secs(5)).await;
    assert_eq!(answer.err(), Some(EgressError::NotSent));
}

/// Between the first check and the bytes lie name, connection and TLS. Here the TLS server is silent, so the permit runs
/// out in the middle of them.
#[tokio::test]
async fn a_permit_that_runs_out_while_connecting_lets_no_byte_of_the_request_leave() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://{}", listener.local_addr().unwrap());
    let silent = tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        let mut seen = Vec::new();
        connection.read_to_end(&mut seen).await.unwrap();
        seen
    });
    assert_eq!(send(&address, Duration::from_millis(300)).await.err(), Some(EgressError::NotSent));
    let seen = silent.await.unwrap();
    assert!(!seen.is_empty(), "the handshake was begun");
    assert!(!seen.windows(10).any(|window| window == b"the notice"));
}

#[tokio::test]
async fn an_answer_that_is_lost_means_perhaps() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    for fault in [Fault::LoseRequest, Fault::LoseAnswer] {
        let proxy = Proxy::start(&server.address().to_string(), "POST /", fault).await;
        let answer = send(&format!("http://{}", proxy.address), Duration::from_secs(5)).await;
        assert_eq!(answer.err(), Some(EgressError::MaybeSent));
        assert_eq!(proxy.met(), 1);
    }
}

#[tokio::test]
async fn an_answer_that_comes_byte_by_byte_is_not_waited_for_longer_than_the_permit_runs() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    let proxy = Proxy::start(&server.address().to_string(), "POST /", Fault::Trickle).await;
    let began = std::time::Instant::now();
    let answer = send(&format!("http://{}", proxy.address), Duration::from_millis(1_500)).await;
    assert_eq!(answer.err(), Some(EgressError::MaybeSent));
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_eq!(proxy.met(), 1);
}

#[tokio::test]
async fn an_answer_that_is_too_long_is_none() {
    let server = MockServer::start().await;
    let endless = ResponseTemplate::new(200).set_body_bytes(vec![b'x'; 1_000_001]);
    Mock::given(any()).respond_with(endless).mount(&server).await;
    let answer = send(&server.uri(), Duration::from_secs(5)).await;
    assert_eq!(answer.err(), Some(EgressError::MaybeSent));
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_not_followed() {
    let (server, elsewhere) = (MockServer::start().await, MockServer::start().await);
    let redirect = ResponseTemplate::new(307).insert_header("location", elsewhere.uri());
    Mock::given(any()).respond_with(redirect).mount(&server).await;
    let answer = send(&server.uri(), Duration::from_secs(5)).await.unwrap();
    assert_eq!(answer.status, StatusCode::TEMPORARY_REDIRECT);
    assert!(elsewhere.received_requests().await.unwrap().is_empty());
}

/// As an address, as one of IPv6 that stands for it, and by a name that leads there.
#[tokio::test]
async fn an_address_that_is_not_on_the_internet_gets_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let out = Egress::new(None, Reach::default(), SendLog::default());
    for host in ["127.0.0.1", "[::ffff:127.0.0.1]", "[::1]", "localhost", "2130706433", "10.255.255.1"] {
        let call = post(&format!("http://{host}:{port}/"));
        let answer = out.send(&leave(Duration::from_secs(5)), call.clone()).await;
        assert_eq!(answer.err(), Some(EgressError::OutOfReach), "{host}");
        assert_eq!(out.ask(call).await.err(), Some(EgressError::OutOfReach), "{host}");
    }
    let named =
        Egress::new(None, Reach::default().and(&Url::parse("http://127.0.0.1").unwrap()), SendLog::default());
    let answer = named.ask(post(&format!("http://localhost:{port}/"))).await;
    assert_eq!(answer.err(), Some(EgressError::OutOfReach), "another name for what is allowed");
    let knocked = tokio::time::timeout(Duration::from_millis(100), listener.accept()).await;
    assert!(knocked.is_err(), "somebody connected");
}

#[tokio::test]
async fn what_leaves_is_written_down_before_and_after() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200)).up_to_n_times(1).mount(&server).await;
    Mock::given(any()).respond_with(ResponseTemplate::new(403)).mount(&server).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sends.jsonl");
    let out = to_own_machine(SendLog::at(Some(path.clone())));
    let permit = leave(Duration::from_secs(5));
    let address = server.uri();
    out.send(&permit, post(&address)).await.unwrap();
    out.send(&permit, post(&address)).await.unwrap();
    out.send(&permit, post("http://127.0.0.1:1/")).await.unwrap_err();
    let proxy = Proxy::start(&server.address().to_string(), "POST /", Fault::LoseAnswer).await;
    out.send(&permit, post(&format!("http://{}", proxy.address))).await.unwrap_err();
    out.send(&permit, Call::get(Url::parse(&address).unwrap())).await.unwrap();

    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains("the notice"));
    let lines: Vec<Sending> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(lines.iter().all(|line| (line.placement, line.fence) == (permit.id().id, permit.id().fence)));
    let ended: Vec<Option<Ended>> = lines.iter().map(|line| line.ended).collect();
    let of = |end| [None, Some(end)];
    assert_eq!(
        ended,
        [of(Ended::Done), of(Ended::Answered), of(Ended::NotSent), of(Ended::Perhaps)].concat()
    );
}

/// The log's place is taken by a folder: it cannot be written.
#[tokio::test]
async fn what_cannot_be_written_down_is_not_sent_but_taken_back_all_the_same() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    let folder = tempfile::tempdir().unwrap();
    let out = to_own_machine(SendLog::at(Some(folder.path().to_owned())));
    let under = |act| {
        Permit::issue(PermitId { id: fresh_id(), fence: 1 }, act, Duration::from_secs(5), None, mail(&[]))
    };
    let placed = out.send(&under(Act::Place), post(&server.uri())).await;
    assert_eq!(placed.err(), Some(EgressError::NotLogged));
    assert!(server.received_requests().await.unwrap().is_empty());
    assert!(out.send(&under(Act::Withdraw), post(&server.uri())).await.is_ok());
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_pause_after_a_429_is_what_the_server_says_by_its_own_clock() {
    let date = ("date", "Sat, 21 Nov 2026 12:00:00 GMT");
    let said = [
        (vec![("retry-after", "7")], 7),
        (vec![date, ("retry-after", "Sat, 21 Nov 2026 12:00:40 GMT")], 40),
        // 12:01:30 in Unix seconds.
        (vec![date, ("ratelimit-reset", "1795262490")], 90),
        (vec![date, ("ratelimit-reset", "1795262000")], 30),
        (vec![date, ("x-ratelimit-reset", "2026-11-21T12:00:25.019685Z")], 25),
        (vec![("x-ratelimit-reset", "2026-11-21T12:00:25Z")], 30),
        (vec![("retry-after", "never")], 30),
        (vec![("retry-after", "0")], 1),
        (vec![("retry-after", "86400")], 900),
        (vec![], 30),
    ];
    for (headers, seconds) in said {
        let server = MockServer::start().await;
        let mut answer = ResponseTemplate::new(429);
        for (name, value) in &headers {
            answer = answer.insert_header(*name, *value);
        }
        Mock::given(any()).respond_with(answer).mount(&server).await;
        let answer = send(&server.uri(), Duration::from_secs(5)).await.unwrap();
        assert_eq!(answer.pause(), Duration::from_secs(seconds), "{headers:?}");
    }
}
