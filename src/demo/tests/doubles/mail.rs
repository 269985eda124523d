//! The mail catcher as a mail server: what arrives, and what the protocol asks for.

use crate::anywhere;
use crate::smtp_client::SmtpClient;
use childalert_demo::doubles::StartError;
use childalert_demo::doubles::mail::{Limits, MailCatcher};
use lettre::message::MultiPart;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::time::Duration;

/// Lettre, the way the e-mail worker uses it.
pub fn lettre_to(catcher: &MailCatcher) -> AsyncSmtpTransport<Tokio1Executor> {
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1").port(catcher.addr().port()).build()
}

pub fn letter_to(recipient: &str) -> Message {
    Message::builder()
        .from("Alerts <alerts@foundation.example>".parse().unwrap())
        .to(recipient.parse().unwrap())
        .subject("Élodie Specimen — disparition inquiétante à Liège, 21 novembre 🔎")
        .message_id(Some("<0198.3.end@foundation.example>".into()))
        .in_reply_to("<0198.3@foundation.example>".into())
        .multipart(MultiPart::alternative_plain_html(
            "Bonjour,\r\n.\r\n.. deux points\r\n.fin\r\n".to_owned(),
            "<p>Bonjour</p>".to_owned(),
        ))
        .unwrap()
}

/// Sends one mail whose text is `text`, which brings its own line ends and dot stuffing.
async fn data(client: &mut SmtpClient, to: &str, text: &[u8], code: &str) {
    client.ask("MAIL FROM:<alerts@foundation.example>", "250").await;
    client.ask(&format!("RCPT TO:<{to}>"), "250").await;
    client.ask("DATA", "354").await;
    client.send(text).await;
    client.send(b"\r\n.\r\n").await;
    let reply = client.reply().await;
    assert!(reply.starts_with(code), "{reply}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_arrives_with_its_envelope_its_decoded_subject_and_its_ids() {
    let catcher = MailCatcher::start(anywhere(), None).await.unwrap();
    let letter = letter_to("Volunteer <jan.voorbeeld@volunteers.example>");
    let sent = letter.formatted();
    lettre_to(&catcher).send(letter).await.unwrap();

    let mails = catcher.mails();
    let [mail] = mails.as_slice() else { panic!("{} mails", mails.len()) };
    assert_eq!((mail.id, mail.received), (1, 1));
    assert_eq!(mail.from, "alerts@foundation.example");
    assert_eq!(mail.to, ["jan.voorbeeld@volunteers.example"]);
    assert_eq!(mail.subject, "Élodie Specimen — disparition inquiétante à Liège, 21 novembre 🔎");
    assert_eq!(mail.message_id.as_deref(), Some("0198.3.end@foundation.example"));
    assert_eq!(mail.in_reply_to.as_deref(), Some("0198.3@foundation.example"));
    // The text has lines that begin with a dot, and one that is nothing else. Lettre ends every mail with one more line.
    assert_eq!(*mail.raw, *[&sent[..], b"\r\n"].concat());
}

#[tokio::test(flavor = "multi_thread")]
async fn stuffed_dots_are_undone_and_every_other_byte_is_kept() {
    let catcher = MailCatcher::start(anywhere(), None).await.unwrap();
    let mut client = SmtpClient::greeted(catcher.addr()).await;
    let mut longest = vec![b'.'; 999];
    longest.extend_from_slice(b"\r\n");
    let text = [&b"..\r\n...two\r\n. \r\nR\xe9union \0 8 bit\r\n\r\n"[..], &longest, b"end"].concat();
    data(&mut client, "a@volunteers.example", &text, "250").await;
    let kept = [&b".\r\n..two\r\n \r\nR\xe9union \0 8 bit\r\n\r\n"[..], &longest[1..], b"end\r\n"].concat();
    assert_eq!(*catcher.mails()[0].raw, *kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn pipelined_commands_are_answered_in_order_and_a_mail_ends_at_its_dot() {
    let catcher = MailCatcher::start(anywhere(), None).await.unwrap();
    let mut client = SmtpClient::greeted(catcher.addr()).await;
    client
        .send(
            b"MAIL FROM:<alerts@foundation.example>\r\nRCPT TO:<a@volunteers.example>\r\nRCPT TO:<broken\r\n\
              RCPT TO:<b@volunteers.example>\r\nDATA\r\n",
        )
        .await;
    for code in ["250 2.1.0", "250 2.1.5", "501", "250 2.1.5", "354"] {
        let reply = client.reply().await;
        assert!(reply.starts_with(code), "{reply}, not {code}");
    }
    // The next mail comes in the same packet as the end of this one.
    client.send(b"one\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<c@volunteers.example>\r\nDATA\r\n").await;
    for code in ["250 2.0.0", "250 2.1.0", "250 2.1.5", "354"] {
        let reply = client.reply().await;
        assert!(reply.starts_with(code), "{reply}, not {code}");
    }
    client.send(b"two\r\n.\r\nNOOP\r\nQUIT\r\n").await;
    assert_eq!(client.rest().await.matches("\r\n").count(), 3);

    let mails = catcher.mails();
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].to, ["a@volunteers.example", "b@volunteers.example"]);
    assert_eq!((&*mails[0].raw, &*mails[1].raw), (&b"one\r\n"[..], &b"two\r\n"[..]));
    assert_eq!(mails[1].from, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_clients_at_once_do_not_mix_their_mails() {
    let catcher = MailCatcher::start(anywhere(), None).await.unwrap();
    let mut one = SmtpClient::greeted(catcher.addr()).await;
    let mut two = SmtpClient::greeted(catcher.addr()).await;
    one.ask("MAIL FROM:<one@foundation.example>", "250").await;
    two.ask("MAIL FROM:<two@foundation.example>", "250").await;
    one.ask("RCPT TO:<a@volunteers.example>", "250").await;
    two.ask("RCPT TO:<b@volunteers.example>", "250").await;
    one.ask("DATA", "354").await;
    two.ask("DATA", "354").await;
    one.send(b"first half, ").await;
    two.ask("whole\r\n.", "250").await;
    one.ask("second half\r\n.", "250").await;

    let mails = catcher.mails();
    let seen: Vec<_> =
        mails.iter().map(|m| (m.received, m.from.as_str(), m.to[0].as_str(), &*m.raw)).collect();
    assert_eq!(
        seen,
        [
            (1, "two@foundation.example", "b@volunteers.example", &b"whole\r\n"[..]),
            (2, "one@foundation.example", "a@volunteers.example", &b"first half, second half\r\n"[..]),
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_out_of_order_or_out_of_shape_are_refused_and_the_session_goes_on() {
    let catcher = MailCatcher::start(anywhere(), None).await.unwrap();
    let mut client = SmtpClient::connect(catcher.addr()).await;
    for (line, code) in [
        ("MAIL FROM:<a@b.example>", "503"),
        ("EHLO", "501"),
        ("HELO client.example", "250"),
        ("MAIL FROM:<a@b.example> BODY=8BITMIME", "555"),
        ("EHLO client.example", "250"),
        ("RCPT TO:<a@b.example>", "503"),
        ("DATA", "503"),
        ("MAIL FROM: a@b.example", "501"),
        ("MAIL FROM:<a@b.example> FLAVOUR=mint", "555"),
        ("MAIL FROM:<é@b.example>", "553"),
        ("mail from:<é@b.example> smtputf8 body=8bitmime size=12", "250"),
        ("MAIL FROM:<a@b.example>", "503"),
        ("DATA", "554"),
        ("RCPT TO:<no-domain>", "501"),
        ("RCPT TO:<\"a > b\"@b.example>", "250"),
        ("RSET", "250"),
        ("DATA", "503"),
        ("STARTTLS", "502"),
        ("VRFY somebody", "252"),
        ("PUBLISH", "500"),
    ] {
        client.ask(line, code).await;
    }
    client.ask(&"x".repeat(1001), "500 5.5.6").await;
    client.send(b"NOOP\n").await;
    assert!(client.reply().await.starts_with("500 5.5.2"));
    data(&mut client, "Postmaster@b.example", b"still here", "250").await;
    assert_eq!(catcher.mails().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_makes_mistakes_without_end_is_sent_away() {
    let catcher = MailCatcher::start(anywhere(), None).await.unwrap();
    let mut client = SmtpClient::greeted(catcher.addr()).await;
    for _ in 0..20 {
        client.ask("WHAT", "500").await;
    }
    client.ask("WHAT", "421").await;
    assert_eq!(client.rest().await, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_second_mail_can_be_smuggled_behind_a_lone_line_feed() {
    let catcher = MailCatcher::start(anywhere(), None).await.unwrap();
    let mut client = SmtpClient::greeted(catcher.addr()).await;
    for end in ["\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r\n", "\r\n.\r\r\n"] {
        let smuggled = "MAIL FROM:<x@y.example>\r\nRCPT TO:<z@y.example>\r\nDATA\r\nsecond";
        data(&mut client, "a@volunteers.example", format!("first{end}{smuggled}").as_bytes(), "554").await;
    }
    client.ask("NOOP", "250").await;
    assert_eq!(catcher.mails().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_is_refused_when_announced_and_when_it_comes() {
    let limits = Limits { message_bytes: 2000, ..Limits::default() };
    let catcher = MailCatcher::start_with(anywhere(), None, limits).await.unwrap();
    let mut client = SmtpClient::greeted(catcher.addr()).await;
    client.ask("MAIL FROM:<a@b.example> SIZE=2001", "552").await;
    let line = [b'x'; 98];
    let lines = |count: usize| vec![&line[..]; count].join(&b"\r\n"[..]);
    data(&mut client, "a@volunteers.example", &lines(20), "250").await;
    data(&mut client, "a@volunteers.example", &lines(21), "552").await;
    data(&mut client, "a@volunteers.example", &[b'x'; 999], "554").await;
    data(&mut client, "a@volunteers.example", &[b'x'; 998], "250").await;
    assert_eq!(catcher.mails().iter().map(|mail| mail.raw.len()).collect::<Vec<_>>(), [2000, 1000]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_keeps_silent_is_sent_away_and_its_half_mail_forgotten() {
    let limits = Limits { idle: Duration::from_millis(500), ..Limits::default() };
    let catcher = MailCatcher::start_with(anywhere(), None, limits).await.unwrap();
    let mut client = SmtpClient::greeted(catcher.addr()).await;
    client.ask("MAIL FROM:<a@b.example>", "250").await;
    client.ask("RCPT TO:<c@b.example>", "250").await;
    client.ask("DATA", "354").await;
    client.send(b"half a mail").await;
    assert!(client.rest().await.starts_with("421 4.4.2"));
    assert_eq!(catcher.mails().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_catcher_lets_go_of_its_clients_and_its_port() {
    let catcher = MailCatcher::start(anywhere(), None).await.unwrap();
    let addr = catcher.addr();
    let mut client = SmtpClient::greeted(addr).await;
    drop(catcher);
    assert_eq!(client.rest().await, "");
    for _ in 0..500 {
        if let Ok(next) = MailCatcher::start(addr, None).await {
            SmtpClient::greeted(next.addr()).await;
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the port is still taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_does_not_listen_beyond_this_machine() {
    let everywhere = "0.0.0.0:0".parse().unwrap();
    let refused = MailCatcher::start(everywhere, None).await.err().unwrap();
    assert!(matches!(refused, StartError::NotLoopback(addr) if addr == everywhere), "{refused}");
}
