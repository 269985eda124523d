//! Making a copy: as decided, once, and with whatever the network answers.

use super::*;
use crate::script::{PIXEL, sha256};
use childalert_jobs::Reason;
use tokio::net::TcpListener;

fn unknown(reason: Reason) -> Outcome {
    Outcome::Unknown { reason }
}

fn again(seconds: u64) -> Outcome {
    Outcome::RetryAfter { ms: seconds * 1_000, reason: Reason::QuotaReached }
}

#[tokio::test]
async fn a_post_stands_as_decided_is_found_by_a_probe_and_is_gone_after_the_withdrawal() {
    for name in NAMES {
        let network = Network::named(name).await;
        let mut copy = Copy::on(&network);
        let live = copy.act(Act::Place).await;
        let text = "Disparue : Éloïse V., 12 ans. Appelez le 116 000.\n\nhttps://alerts.example.org/n/417";
        assert_eq!(network.outside.texts(), [text], "{name}");
        let wall = String::from_utf8(network.page("/").await.to_vec()).unwrap();
        assert_eq!(wall.contains("Portrait d&#x27;Éloïse"), name != "telegram", "{name}: {wall}");
        let standing = network.outside.standing();
        assert_eq!(network.page(&format!("/pictures/{}", standing[0])).await, PIXEL, "{name}");
        let Outcome::Live { outside_id, url: Some(url) } = &live else { panic!("{name}: {live:?}") };
        let (id, address) = match name {
            "mastodon" => (
                format!("127.0.0.1/{}", standing[0]),
                format!("{}/@alerts/{}", network.outside.url(), standing[0]),
            ),
            "facebook" => {
                (format!("{}+901", standing[0]), format!("https://www.facebook.com/{}", standing[0]))
            }
            _ => {
                (format!("{CHANNEL}/{}", standing[0]), format!("https://t.me/alerts_example/{}", standing[0]))
            }
        };
        assert_eq!((outside_id, url), (&id, &address), "{name}");

        assert_eq!(copy.act(Act::Probe).await, live, "{name}");
        assert_eq!(copy.act(Act::Place).await, live, "{name}: asked twice, made once");
        for _ in 0..2 {
            assert_eq!(copy.act(Act::Withdraw).await, Outcome::Absent, "{name}");
            assert_eq!(network.outside.standing(), [""; 0], "{name}");
        }
        assert_eq!(copy.act(Act::Probe).await, Outcome::Absent, "{name}");
        assert_eq!((network.happened(Happened::Published), network.happened(Happened::Deleted)), (1, 1));
        assert_eq!(network.page(&format!("/pictures/{}", standing[0])).await, "", "{name}: nor its picture");
    }
}

/// Every way in which an answer can fail to say what was done: what is reported never says more than is known, and what a
/// ledger does next finds the copy, or makes it, and never makes a second.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_answer_is_believed_too_much_and_no_copy_is_made_twice() {
    let private = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let inside = format!("http://{}/latest/meta-data", private.local_addr().unwrap());
    let refused = || Outcome::Rejected { reason: Reason::CredentialsRefused };
    let table = [
        (Fault::DropAnswerButDone, true, unknown(Reason::NoAnswer)),
        (Fault::HugeAnswerButDone, true, unknown(Reason::NoAnswer)),
        (Fault::SlowAnswerButDone, true, unknown(Reason::NoAnswer)),
        (Fault::ServerErrorButDone, true, unknown(Reason::OutsideFault)),
        (Fault::ServerErrorNotDone, false, unknown(Reason::OutsideFault)),
        (Fault::HtmlAnswer, false, unknown(Reason::OutsideFault)),
        (Fault::ErrorInside, false, unknown(Reason::OutsideFault)),
        (Fault::Redirect(inside), false, unknown(Reason::OutsideFault)),
        (Fault::TooManyRequests { retry_after: Some(120) }, false, again(120)),
        (Fault::TooManyRequests { retry_after: None }, false, again(30)),
        (Fault::RevokedToken, false, refused()),
    ];
    let cases = NAMES.into_iter().flat_map(|name| {
        table.iter().map(move |(fault, done, outcome)| meets(name, fault.clone(), *done, outcome.clone()))
    });
    each_apart(cases).await;
    let knocked = tokio::time::timeout(Duration::from_millis(50), private.accept()).await;
    assert!(knocked.is_err(), "a redirect was followed");
}

async fn meets(name: &'static str, fault: Fault, done: bool, expected: Outcome) {
    let case = format!("{name}, {fault:?}");
    let network = Network::named(name).await;
    let mut copy = Copy::on(&network);
    if fault == Fault::SlowAnswerButDone {
        copy.leave = Duration::from_secs(6);
    }
    network.outside.fault(fault.clone(), 1, network.write);
    let outcome = copy.act(Act::Place).await;
    assert_eq!(network.outside.faults_met(network.write), 1, "{case}: no blind second try");
    match (name, &fault) {
        // Its own fault makes it look, and it finds.
        ("mastodon", Fault::ServerErrorButDone) => assert!(is_live(&outcome), "{case}: {outcome:?}"),
        _ => assert_eq!(outcome, expected, "{case}"),
    }
    assert_eq!(network.outside.standing().len(), usize::from(done), "{case}");
    copy.leave = Duration::from_secs(20);
    if matches!(expected, Outcome::Unknown { .. }) {
        match (copy.act(Act::Probe).await, name, done) {
            (found, _, true) => assert!(is_live(&found), "{case}: {found:?}"),
            // A person looks.
            (found, "telegram", false) => assert_eq!(found, unknown(Reason::Untraceable), "{case}"),
            (found, _, false) => assert_eq!(found, Outcome::Absent, "{case}"),
        }
    }
    let outcome = copy.act(Act::Place).await;
    assert!(is_live(&outcome), "{case}: {outcome:?}");
    assert_eq!(network.happened(Happened::Published), 1, "{case}: never a second");
    assert_eq!(copy.act(Act::Withdraw).await, Outcome::Absent, "{case}");
    assert_eq!(network.outside.standing(), [""; 0], "{case}");
}

/// A worker that has sent, and never says so: the next one does not know of it.
#[tokio::test]
async fn whoever_comes_second_finds_what_the_first_one_made() {
    for name in ["mastodon", "telegram"] {
        let network = Network::named(name).await;
        let first = Copy::placed(&network).await;
        let mut second = Copy { known: None, ..Copy::on(&network) };
        (second.id, second.fence) = (first.id, first.fence);
        assert!(is_live(&second.act(Act::Place).await), "{name}");
        assert_eq!(second.known, first.known, "{name}");
        assert_eq!(network.happened(Happened::Published), 1, "{name}");
    }
}

#[tokio::test]
async fn what_does_not_fit_or_was_not_decided_on_does_not_leave() {
    for (name, longest) in [("mastodon", 500), ("facebook", 63_206), ("telegram", 1_024)] {
        let network = Network::named(name).await;
        let rejected = Outcome::Rejected { reason: Reason::ContentRefused };
        let link = if name == "mastodon" { 23 } else { "https://alerts.example.org/n/417".len() };
        let room = longest - link - 2;
        let mut copy = Copy { content: with_text("é".repeat(room + 1)), ..Copy::on(&network) };
        assert_eq!(copy.act(Act::Place).await, rejected, "{name}");
        let mut copy = Copy { content: with_text("é".repeat(room)), ..Copy::on(&network) };
        assert!(is_live(&copy.act(Act::Place).await), "{name}: it fits to the letter");

        let permit = crate::script::permit(fresh_id(), Act::Place, post());
        let ledger = ScriptedLedger::permitting([permit.clone()]);
        ledger.files.lock().unwrap().insert(sha256(PIXEL), bytes::Bytes::from_static(b"another picture"));
        let roles = Roles::named([name], &network.config).unwrap();
        assert_eq!(outcome_of(roles, name, permit, &ledger).await, rejected, "{name}");
        assert_eq!(network.happened(Happened::Published), 1, "{name}");
    }
}

/// Facebook: nothing is public before the ledger knows its id and says that it may be.
#[tokio::test]
async fn a_post_is_kept_before_it_is_public_and_is_not_made_public_after_a_stop() {
    let network = Network::named("facebook").await;
    let mut copy = Copy::on(&network);
    let stopped = copy.told(Act::Place, Standing::Stop).await;
    assert_eq!(stopped, Outcome::RetryAfter { ms: 0, reason: Reason::PermitExpired });
    assert!(copy.known.is_some(), "the ledger was told");
    assert_eq!((network.happened(Happened::Drafted), network.happened(Happened::Published)), (1, 0));
    assert_eq!(network.happened(Happened::Deleted), 1, "and nothing of it stays behind");
    assert_eq!(copy.act(Act::Withdraw).await, Outcome::Absent);

    // The worker is gone between the two: the next one publishes the same post.
    let mut copy = Copy::on(&network);
    network.outside.fault(Fault::ServerErrorNotDone, 1, Step::Publish);
    assert_eq!(copy.act(Act::Place).await, unknown(Reason::OutsideFault));
    assert!(is_live(&copy.act(Act::Place).await));
    assert_eq!((network.happened(Happened::Drafted), network.happened(Happened::Published)), (2, 1));
}

#[tokio::test]
async fn a_copy_in_another_account_is_neither_touched_nor_called_gone() {
    for (name, elsewhere) in
        [("mastodon", "at://did:plc:x/post/3k"), ("facebook", "999_1+2"), ("telegram", "@somebody_else/5")]
    {
        let network = Network::named(name).await;
        for act in [Act::Probe, Act::Withdraw] {
            let mut copy = Copy { known: Some(elsewhere.to_owned()), ..Copy::on(&network) };
            let rejected = Outcome::Rejected { reason: Reason::NotConfigured };
            assert_eq!(copy.act(act).await, rejected, "{name}");
        }
    }
}

#[tokio::test]
async fn a_drills_copy_is_made_on_no_network() {
    each_apart(NAMES.map(async |name| {
        let network = Network::named(name).await;
        let mut copy = Copy::on(&network);
        copy.content = crate::training::exercise(childalert_jobs::Plays::Willing);
        let refused = Outcome::Rejected { reason: Reason::ContentRefused };
        assert_eq!(copy.act(Act::Place).await, refused, "{name}");
        assert!(network.outside.truth().is_empty(), "{name}: not even asked");
    }))
    .await;
}
