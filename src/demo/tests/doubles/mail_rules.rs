//! The mail catcher's rules: what no real mail server does on request.

use crate::mail::{letter_to, lettre_to};
use crate::smtp_client::SmtpClient;
use crate::{anywhere, soon};
use childalert_demo::doubles::mail::{MailCatcher, Rule};
use lettre::AsyncTransport;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_mailbox_is_550_for_it_alone() {
    let catcher = MailCatcher::start(anywhere(), None).await.unwrap();
    catcher.rule("Gone", Rule::Refuse550);
    let error = lettre_to(&catcher).send(letter_to("gone@volunteers.example")).await.unwrap_err();
    assert_eq!(error.status().map(u16::from), Some(550));
    lettre_to(&catcher).send(letter_to("here@volunteers.example")).await.unwrap();
    assert_eq!(catcher.mails().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postponed_mailbox_is_451_until_the_rule_is_lifted() {
    let catcher = MailCatcher::start(anywhere(), None).await.unwrap();
    catcher.rule("", Rule::Later451);
    let error = lettre_to(&catcher).send(letter_to("busy@volunteers.example")).await.unwrap_err();
    assert_eq!(error.status().map(u16::from), Some(451));
    assert_eq!(catcher.mails().len(), 0);
    catcher.clear_rules();
    lettre_to(&catcher).send(letter_to("busy@volunteers.example")).await.unwrap();
    assert_eq!(catcher.mails().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_connection_leaves_the_sender_without_a_word_and_the_mail_delivered() {
    let catcher = MailCatcher::start(anywhere(), None).await.unwrap();
    catcher.rule("lost@", Rule::DropAfterData);
    let error = lettre_to(&catcher).send(letter_to("lost@volunteers.example")).await.unwrap_err();
    assert_eq!(error.status(), None, "{error}");
    assert_eq!(catcher.mails().len(), 1);

    let mut client = SmtpClient::greeted(catcher.addr()).await;
    client.ask("MAIL FROM:<alerts@foundation.example>", "250").await;
    client.ask("RCPT TO:<lost@volunteers.example>", "250").await;
    client.ask("DATA", "354").await;
    client.send(b"text\r\n.\r\n").await;
    assert_eq!(client.rest().await, "");
    assert_eq!(catcher.mails().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_answer_comes_after_the_mail_was_taken() {
    let catcher = Arc::new(MailCatcher::start(anywhere(), None).await.unwrap());
    catcher.rule("slow@", Rule::DelayMs(60_000));
    // The rule given last counts.
    catcher.rule("slow@volunteers.example", Rule::DelayMs(600));
    let started = Instant::now();
    let sending = tokio::spawn({
        let catcher = catcher.clone();
        async move { lettre_to(&catcher).send(letter_to("slow@volunteers.example")).await }
    });
    soon("the mail's arrival", || !catcher.mails().is_empty()).await;
    assert!(!sending.is_finished());
    sending.await.unwrap().unwrap();
    assert!(started.elapsed() >= Duration::from_millis(600));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_tells_what_happened_in_order_and_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("mail.jsonl");
    let catcher = MailCatcher::start(anywhere(), Some(log.clone())).await.unwrap();
    catcher.rule("gone@", Rule::Refuse550);
    catcher.rule("busy@", Rule::Later451);
    catcher.rule("lost@", Rule::DropAfterData);
    for name in ["gone", "busy", "lost"] {
        lettre_to(&catcher).send(letter_to(&format!("{name}@volunteers.example"))).await.unwrap_err();
    }
    assert_eq!(catcher.mails()[0].received, 3);

    let text = std::fs::read_to_string(log).unwrap();
    let mut lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for line in &mut lines {
        assert!(line.as_object_mut().unwrap().remove("at_ms").unwrap().is_u64());
    }
    let caught = json!({
        "order": 3, "what": "caught", "mail": 1, "recipients": 1, "message_id": "0198.3.end@foundation.example",
    });
    assert_eq!(
        lines,
        [json!({ "order": 1, "what": "refused" }), json!({ "order": 2, "what": "deferred" }), caught]
    );
    assert!(!text.contains("volunteers.example") && !text.contains("Specimen"));
}
