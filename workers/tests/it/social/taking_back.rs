//! Taking a copy back: deleted, read back, and never called gone on the network's word alone.

use super::*;
use childalert_jobs::Reason;

fn later(ms: u64, reason: Reason) -> Outcome {
    Outcome::RetryAfter { ms, reason }
}

/// Every way in which a deletion or the look after it can fail: the copy is not called gone, and the next try takes it back.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_withdrawal_that_meets_a_fault_comes_back_and_never_says_done() {
    let outside = || later(2_000, Reason::OutsideFault);
    let deletion = [
        (Fault::DropAnswerButDone, later(1_000, Reason::NoAnswer)),
        (Fault::HugeAnswerButDone, later(1_000, Reason::NoAnswer)),
        (Fault::ServerErrorButDone, outside()),
        (Fault::ServerErrorNotDone, outside()),
        (Fault::HtmlAnswer, outside()),
        (Fault::ErrorInside, outside()),
        (Fault::Redirect("http://169.254.169.254/".to_owned()), outside()),
        (Fault::TooManyRequests { retry_after: Some(120) }, later(120_000, Reason::QuotaReached)),
        (Fault::TooManyRequests { retry_after: None }, later(30_000, Reason::QuotaReached)),
        (Fault::RevokedToken, Outcome::Rejected { reason: Reason::CredentialsRefused }),
    ];
    let reading = [
        (Fault::HtmlAnswer, outside()),
        (Fault::ErrorInside, outside()),
        (Fault::ServerErrorNotDone, outside()),
        (Fault::TooManyRequests { retry_after: None }, later(30_000, Reason::QuotaReached)),
        (Fault::RevokedToken, Outcome::Rejected { reason: Reason::CredentialsRefused }),
    ];
    let cases = NAMES.into_iter().flat_map(|name| {
        let of = move |reads: bool| {
            move |(fault, outcome): &(Fault, Outcome)| meets(name, reads, fault.clone(), outcome.clone())
        };
        deletion.iter().map(of(false)).chain(reading.iter().map(of(true))).collect::<Vec<_>>()
    });
    each_apart(cases).await;
}

async fn meets(name: &'static str, reads: bool, fault: Fault, expected: Outcome) {
    let case = format!("{name}, {fault:?}, reading: {reads}");
    let network = Network::named(name).await;
    let mut copy = Copy::placed(&network).await;
    let step = if reads { network.read } else { Step::Delete };
    network.outside.fault(fault, 1, step);
    assert_eq!(copy.act(Act::Withdraw).await, expected, "{case}");
    assert_eq!(network.outside.faults_met(step), 1, "{case}");
    assert_eq!(copy.act(Act::Withdraw).await, Outcome::Absent, "{case}");
    assert_eq!(network.outside.standing(), [""; 0], "{case}");
    assert_eq!(network.happened(Happened::Deleted), 1, "{case}");
}

#[tokio::test]
async fn a_network_that_says_deleted_and_still_serves_the_post_is_not_believed() {
    for name in NAMES {
        let network = Network::named(name).await;
        let mut copy = Copy::placed(&network).await;
        network.outside.fault(Fault::DeleteSaysYesButKeeps, 2, Step::Delete);
        for fence in 2..4 {
            // Mastodon counts deletions, so whoever resists is asked more and more seldom.
            let ms = if name == "mastodon" { fence * 5_000 } else { 2_000 };
            assert_eq!(copy.act(Act::Withdraw).await, later(ms, Reason::StillThere), "{name}");
            assert_eq!(network.outside.standing().len(), 1, "{name}");
            // Facebook's picture has a deletion of its own.
            if name == "facebook" && fence == 2 {
                network.outside.fault(Fault::DeleteSaysYesButKeeps, 1, Step::Delete);
            }
        }
        assert_eq!(copy.act(Act::Withdraw).await, Outcome::Absent, "{name}");
        assert_eq!(network.outside.standing(), [""; 0], "{name}");
    }
}

/// The request was sent before the retraction, got no answer, and takes effect only after somebody looked and found nothing.
#[tokio::test]
async fn what_takes_effect_after_the_withdrawal_is_found_and_removed() {
    for name in NAMES {
        let network = Network::named(name).await;
        let mut copy = Copy::on(&network);
        network.outside.fault(Fault::Held, 1, network.write);
        assert_eq!(copy.act(Act::Place).await, Outcome::Unknown { reason: Reason::OutsideFault }, "{name}");
        let early = match name {
            "telegram" => Outcome::Rejected { reason: Reason::Untraceable },
            _ => Outcome::Absent,
        };
        assert_eq!(copy.act(Act::Withdraw).await, early, "{name}: it may come yet");
        network.outside.let_go();
        if name == "facebook" {
            assert_eq!(
                network.happened(Happened::Published),
                0,
                "its id was known: its deletion fenced it off"
            );
            continue;
        }
        assert_eq!(network.outside.standing().len(), 1, "{name}: it came");
        if name == "telegram" {
            let found = copy.act(Act::Withdraw).await;
            assert!(is_live(&found), "now its number is known: {found:?}");
            assert_eq!(network.outside.standing(), [""; 0], "and it is gone already");
        }
        assert_eq!(copy.act(Act::Withdraw).await, Outcome::Absent, "{name}");
        assert_eq!(network.outside.standing(), [""; 0], "{name}");
    }
}

/// Telegram lets a bot delete for 48 hours.
#[tokio::test]
async fn what_no_program_may_delete_any_more_is_given_to_a_person() {
    let network = Network::named("telegram").await;
    let mut copy = Copy::placed(&network).await;
    network.outside.fault(Fault::TooOldToDelete, 1, Step::Delete);
    assert_eq!(copy.act(Act::Withdraw).await, Outcome::Rejected { reason: Reason::WindowClosed });
    assert_eq!(network.outside.standing().len(), 1);
}

/// A copy whose number is known is deleted although nobody can read the public preview.
#[tokio::test]
async fn a_preview_that_fails_keeps_nothing_up() {
    let network = Network::named("telegram").await;
    let mut copy = Copy::placed(&network).await;
    network.outside.fault(Fault::DropAnswerButDone, 1, Step::List);
    assert_eq!(copy.act(Act::Withdraw).await, later(1_000, Reason::NoAnswer), "but it is not called gone");
    assert_eq!(network.outside.standing(), [""; 0]);
    assert_eq!(copy.act(Act::Withdraw).await, Outcome::Absent);
}
