//! The page on which a person reads what was caught: a list, a mail, its HTML part in a frame that can do nothing.

use super::{CaughtMail, Mailbox};
use crate::doubles::pages::{Page, show};
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, X_CONTENT_TYPE_OPTIONS};
use actix_web::web::{self, Data, Path, ServiceConfig};
use actix_web::{HttpResponse, Responder};
use mail_parser::{Message, MessageParser, PartType};
use serde::Serialize;
use std::sync::Arc;

/// Mails on the list. The demonstration may send thousands, which nobody reads.
const LISTED: usize = 200;

/// Registers the page's routes.
pub(super) fn routes(routes: &mut ServiceConfig, mailbox: Arc<Mailbox>) {
    routes
        .app_data(Data::from(mailbox))
        .route("/", web::get().to(list))
        .route("/mails/{id}", web::get().to(one))
        .route("/mails/{id}/html", web::get().to(html_part))
        .route("/mails/{id}/raw", web::get().to(raw));
}

#[derive(Serialize)]
struct List {
    count: usize,
    older: usize,
    mails: Vec<Row>,
}

impl Page for List {
    const TEMPLATE: &'static str = "mails";
}

#[derive(Serialize)]
struct Row {
    id: u64,
    subject: String,
    to: String,
}

impl Row {
    fn of(mail: &CaughtMail) -> Self {
        Row { id: mail.id, subject: titled(mail), to: mail.to.join(", ") }
    }
}

#[derive(Serialize)]
struct One {
    id: u64,
    subject: String,
    from: String,
    to: String,
    /// The mail that this one refers to, if it was caught too.
    answers: Option<Row>,
    text: Option<String>,
    has_html: bool,
}

impl Page for One {
    const TEMPLATE: &'static str = "mail";
}

fn titled(mail: &CaughtMail) -> String {
    if mail.subject.is_empty() { "(no subject)".into() } else { mail.subject.clone() }
}

async fn list(mailbox: Data<Mailbox>) -> impl Responder {
    let mails = mailbox.mails();
    let rows: Vec<Row> = mails.iter().rev().take(LISTED).map(Row::of).collect();
    show(StatusCode::OK, &List { count: mails.len(), older: mails.len() - rows.len(), mails: rows })
}

async fn one(mailbox: Data<Mailbox>, id: Path<u64>) -> HttpResponse {
    let Some(mail) = mailbox.mail(*id) else { return absent() };
    let parsed = MessageParser::default().parse(&*mail.raw);
    let answers = mail.in_reply_to.as_deref().and_then(|id| {
        mailbox.mails().iter().find(|other| other.message_id.as_deref() == Some(id)).map(Row::of)
    });
    let page = One {
        id: mail.id,
        subject: titled(&mail),
        from: mail.from.clone(),
        to: mail.to.join(", "),
        answers,
        text: parsed.as_ref().and_then(|message| message.body_text(0)).map(|text| text.into_owned()),
        has_html: parsed.as_ref().and_then(html_of).is_some(),
    };
    show(StatusCode::OK, &page)
}

async fn html_part(mailbox: Data<Mailbox>, id: Path<u64>) -> HttpResponse {
    let Some(mail) = mailbox.mail(*id) else { return absent() };
    let parsed = MessageParser::default().parse(&*mail.raw);
    let Some(html) = parsed.as_ref().and_then(html_of) else { return absent() };
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        // Said here as well as in the frame: opened on its own, the part is just as harmless. Its pictures come from
        // the service by their addresses, as they do in a mail program.
        .insert_header((
            CONTENT_SECURITY_POLICY,
            "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; \
             style-src 'unsafe-inline'; img-src http: https: data:; form-action 'none'",
        ))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(opening_links_outside(html))
}

async fn raw(mailbox: Data<Mailbox>, id: Path<u64>) -> HttpResponse {
    let Some(mail) = mailbox.mail(*id) else { return absent() };
    HttpResponse::Ok()
        .content_type("text/plain; charset=utf-8")
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(mail.raw.to_vec())
}

fn absent() -> HttpResponse {
    HttpResponse::NotFound()
        .content_type("text/plain; charset=utf-8")
        .body("There is no such mail, or no such part.")
}

/// The HTML part, if the mail has one of its own.
fn html_of<'a>(message: &'a Message<'_>) -> Option<&'a str> {
    message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.as_ref()),
        _ => None,
    })
}

/// Makes the mail's links open a tab of their own, as a mail program does; inside the frame they would replace the mail.
fn opening_links_outside(html: &str) -> String {
    const BASE: &str = r#"<base target="_blank">"#;
    let lower = html.to_ascii_lowercase();
    let head = ["<head>", "<head "].iter().find_map(|tag| lower.find(tag));
    match head.and_then(|start| Some(start + lower[start..].find('>')? + 1)) {
        Some(at) => format!("{}{BASE}{}", &html[..at], &html[at..]),
        None => format!("{BASE}{html}"),
    }
}
