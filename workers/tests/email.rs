//! The e-mail channel against a real SMTP server that writes each message it takes as one file. It refuses recipients that
//! begin with `refused` (550) and `later` (451), and takes the message of those that begin with `drop` without an answer.
#![expect(clippy::unwrap_used, reason = "where a test cannot go on, its line says why")]

mod script;

use childalert_jobs::{Act, Content, Outcome, PartReport, PartState, PartState::*, Permit, Reason, Standing};
use childalert_workers::{Roles, config::WorkersSettings};
use script::{ScriptedLedger, fresh_id, mail, outcome_of, permit};
use std::{path::PathBuf, sync::Arc};
use uuid::Uuid;

fn roles(extra: &str) -> Roles {
    let url = std::env::var("CHILDALERT_TEST_SMTP_URL").expect("CHILDALERT_TEST_SMTP_URL is not set");
    let toml =
        format!("[email]\nsmtp_url = \"{url}\"\nfrom = \"Example Foundation <alert@example.org>\"\n{extra}");
    let config = toml::from_str::<WorkersSettings>(&toml).unwrap().check().unwrap();
    Roles::named(["email"], &config).unwrap()
}

/// The messages about a placement that really arrived, header lines unfolded, in the order of their files.
fn arrived(placement: Uuid) -> Vec<String> {
    let folder = std::env::var_os("CHILDALERT_TEST_SMTP_DIR").expect("CHILDALERT_TEST_SMTP_DIR is not set");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "eml"));
    files.sort();
    let texts = files.iter().map(|file| String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned());
    let unfolded = texts.map(|text| text.replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " "));
    unfolded.filter(|text| text.contains(&format!("Message-ID: <{placement}."))).collect()
}

fn header<'a>(message: &'a str, name: &str) -> &'a str {
    let head = message.split("\n\n").next().unwrap();
    let line = head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    line.unwrap_or_else(|| panic!("no {name} in {head}"))
}

struct Sent {
    outcome: Outcome,
    ledger: Arc<ScriptedLedger>,
    placement: Uuid,
    messages: Vec<String>,
}

async fn send(act: Act, placement: Uuid, parts: &[(i32, &str, &str)], standings: &[Standing]) -> Sent {
    send_as(roles(""), permit(placement, act, mail(parts)), standings).await
}

async fn send_as(roles: Roles, permit: Permit, standings: &[Standing]) -> Sent {
    let placement = permit.id().id;
    let ledger = ScriptedLedger::permitting([permit.clone()]);
    ledger.standing(standings.iter().map(|standing| Ok(*standing)));
    let outcome = outcome_of(roles, "email", permit, &ledger).await;
    Sent { outcome, ledger, placement, messages: arrived(placement) }
}

fn reports(rows: &[&[(i32, PartState)]]) -> Vec<Vec<PartReport>> {
    let report = |&(number, state): &(i32, PartState)| PartReport { number, state };
    rows.iter().map(|row| row.iter().map(report).collect()).collect()
}

fn live(placement: Uuid) -> Outcome {
    Outcome::Live { outside_id: format!("mail:{placement}"), url: None }
}

const ANN: (i32, &str, &str) = (1, "ann@example.org", "Ann Peeters");
const BEN: (i32, &str, &str) = (2, "ben@example.org", "Ben \"B\" <Dubois>");

#[tokio::test]
#[ignore = "needs an SMTP server: tests/run.sh starts one"]
async fn each_volunteer_gets_one_message_and_the_ledger_knows_of_each_before_it_leaves() {
    let sent = send(Act::Place, fresh_id(), &[ANN, BEN], &[]).await;
    assert_eq!(sent.outcome, live(sent.placement));
    let right = reports(&[&[(1, Sending)], &[(1, Sent), (2, Sending)], &[(2, Sent)]]);
    assert_eq!(sent.ledger.checkpoints(), right);
    assert_eq!(sent.messages.len(), 2);
    let to = |address: &str| sent.messages.iter().find(|m| header(m, "To").contains(address)).unwrap();
    let ann = to("<ann@example.org>");
    assert!(!ann.contains("ben@example.org"), "nobody sees who else was written to");
    assert_eq!(header(ann, "Message-ID"), format!("<{}.1@example.org>", sent.placement));
    assert_eq!(header(ann, "From"), "\"Example Foundation\" <alert@example.org>");
    assert_eq!(header(ann, "Auto-Submitted"), "auto-generated");
    assert_eq!(header(ann, "Content-Language"), "fr");
    assert!(header(ann, "Subject").contains("=?utf-8?"));
    assert!(header(ann, "Content-Type").starts_with("multipart/alternative"));
    assert!(ann.contains("text/plain") && ann.contains("<p>Affichez, merci.</p>"));
    assert_eq!(header(to("<ben@example.org>"), "Message-ID"), format!("<{}.2@example.org>", sent.placement));
}

#[tokio::test]
#[ignore = "needs an SMTP server: tests/run.sh starts one"]
async fn a_mailbox_that_is_gone_is_refused_and_one_that_asks_for_patience_holds_nobody_up() {
    let parts = [(7, "refused@example.org", "Gone"), (8, "later@example.org", "Full"), ANN];
    let sent = send(Act::Place, fresh_id(), &parts, &[]).await;
    assert_eq!(sent.outcome, Outcome::RetryAfter { ms: 30_000, reason: Reason::OutsideFault });
    let right = reports(&[
        &[(7, Sending)],
        &[(7, Refused), (8, Sending)],
        &[(8, Planned), (1, Sending)],
        &[(1, Sent)],
    ]);
    assert_eq!(sent.ledger.checkpoints(), right);
    assert_eq!(sent.messages.len(), 1);
}

#[tokio::test]
#[ignore = "needs an SMTP server: tests/run.sh starts one"]
async fn a_message_whose_answer_was_lost_stays_as_being_sent_and_is_not_sent_again() {
    let sent = send(Act::Place, fresh_id(), &[(3, "drop@example.org", "Dora"), ANN], &[]).await;
    assert_eq!(sent.outcome, live(sent.placement));
    let right = reports(&[&[(3, Sending)], &[(3, Sending), (1, Sending)], &[(1, Sent)]]);
    assert_eq!(sent.ledger.checkpoints(), right);
    let to_dora = sent.messages.iter().filter(|m| header(m, "To").contains("drop@")).count();
    assert_eq!((to_dora, sent.messages.len()), (1, 2), "it did arrive, once");
}

#[tokio::test]
#[ignore = "needs an SMTP server: tests/run.sh starts one"]
async fn after_a_stop_no_message_leaves_and_what_left_is_owed_a_correction() {
    let sent = send(Act::Place, fresh_id(), &[ANN, BEN], &[Standing::Good, Standing::Stop]).await;
    assert_eq!(sent.outcome, live(sent.placement));
    assert_eq!(sent.messages.len(), 1);
    let last = sent.ledger.checkpoints().pop().unwrap();
    assert_eq!(last, reports(&[&[(1, Sent), (2, Planned)]])[0]);

    let sent = send(Act::Place, fresh_id(), &[ANN], &[Standing::Stop]).await;
    assert_eq!(sent.outcome, Outcome::RetryAfter { ms: 0, reason: Reason::Overtaken });
    assert_eq!(sent.messages.len(), 0);
}

#[tokio::test]
#[ignore = "needs an SMTP server: tests/run.sh starts one"]
async fn a_correction_answers_the_message_that_it_corrects() {
    let placement = fresh_id();
    send(Act::Place, placement, &[ANN], &[]).await;
    let sent = send(Act::Correct, placement, &[ANN], &[]).await;
    assert_eq!(sent.outcome, Outcome::Corrected);
    assert_eq!(sent.ledger.checkpoints(), reports(&[&[(1, Correcting)], &[(1, Corrected)]]));
    let [first, correction] = &sent.messages[..] else { panic!("{} messages", sent.messages.len()) };
    let first = header(first, "Message-ID");
    assert_eq!(header(correction, "Message-ID"), format!("<{placement}.1.end@example.org>"));
    assert_eq!(header(correction, "In-Reply-To"), first);
    assert_eq!(header(correction, "References"), first);
}

#[tokio::test]
#[ignore = "needs an SMTP server: tests/run.sh starts one"]
async fn a_correction_that_somebody_may_not_have_got_is_left_to_a_person() {
    for address in ["refused@example.org", "drop@example.org"] {
        let sent = send(Act::Correct, fresh_id(), &[(4, address, "Dora"), ANN], &[]).await;
        assert_eq!(sent.outcome, Outcome::Rejected { reason: Reason::SomeRefused });
        assert!(sent.messages.iter().any(|m| header(m, "To").contains("ann@")));
    }
    let sent = send(Act::Correct, fresh_id(), &[(4, "later@example.org", "Dora")], &[]).await;
    assert_eq!(sent.outcome, Outcome::RetryAfter { ms: 30_000, reason: Reason::OutsideFault });
    assert_eq!(sent.ledger.checkpoints().pop().unwrap(), reports(&[&[(4, Sent)]])[0]);
}

#[tokio::test]
#[ignore = "needs an SMTP server: tests/run.sh starts one"]
async fn a_server_that_lets_us_not_sign_in_is_reported_and_nobody_is_written_to() {
    let roles = roles("username = \"alerts\"\npassword = \"outdated\"");
    let sent = send_as(roles, permit(fresh_id(), Act::Place, mail(&[ANN])), &[]).await;
    assert_eq!(sent.outcome, Outcome::Rejected { reason: Reason::CredentialsRefused });
    assert_eq!((sent.ledger.checkpoints().len(), sent.messages.len()), (0, 0));
}

#[tokio::test]
#[ignore = "needs an SMTP server: tests/run.sh starts one"]
async fn a_subject_with_a_line_break_cannot_add_a_header() {
    let Content::Mail { lang, text, html, parts, .. } = mail(&[ANN]) else { unreachable!() };
    let subject = "Disparue\r\nBcc: everybody@example.org".into();
    let content = Content::Mail { lang, subject, text, html, parts };
    let sent = send_as(roles(""), permit(fresh_id(), Act::Place, content), &[]).await;
    assert_eq!(sent.outcome, Outcome::Rejected { reason: Reason::ContentRefused });
    assert_eq!(sent.messages.len(), 0);
}
