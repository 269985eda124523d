//! What the link in a call shows to whoever is on duty: the copies that resist, why, and what to do; no name and no face of the person
//! who is searched for. Works without an account at hand and without a script.

use super::form::{all, read};
use super::said::{Resisting, against, web_address};
use super::shell::{Asked, Instead, Reply};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use childalert_app::{AppError, Hand, HandCopy, HandSheet, Token};
use childalert_domain::Lang;
use childalert_words::{Arg, channel, day_month_time, language, text, text_with};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    token: String,
    hello: String,
    /// Said where nobody is needed: that nothing is owed any more, or how much still is.
    done: Option<String>,
    /// What was wrong with what was sent.
    error: Option<String>,
    takeable: bool,
    copies: Vec<CopyView>,
}

#[derive(Serialize)]
struct CopyView {
    id: String,
    title: String,
    wanted: String,
    since: String,
    why: String,
    mend: String,
    url: Option<String>,
    taken: Option<String>,
    again: bool,
    closable: bool,
    /// How the person is asked for their answer, and what the answer is.
    ask: String,
    answer: String,
    /// What was typed, so that nothing is lost.
    note: String,
    /// What was typed is what is wrong.
    wrong: bool,
}

pub(super) async fn show(request: HttpRequest) -> Reply {
    let (asked, token) = opened(request).await?;
    page(&asked, &token, StatusCode::OK, None).await
}

pub(super) async fn act(request: HttpRequest, mut form: web::Payload) -> Reply {
    let (asked, token) = opened(request).await?;
    asked.is_from_our_pages()?;
    let fields = read(&asked, &mut form).await?;
    let first = |name: &str| all(&fields, name).next().unwrap_or_default().to_owned();
    let copy = first("copy").parse();
    let (hand, note) = match (first("do").as_str(), copy) {
        ("again", Ok(copy)) => (Hand::Again(copy), String::new()),
        ("gone", Ok(copy)) => (Hand::Gone(copy, first("note")), first("note")),
        ("take", _) => (Hand::Take, String::new()),
        _ => return page(&asked, &token, StatusCode::BAD_REQUEST, None).await,
    };
    match asked.app.hand(&Token::sent(&token), asked.number(), hand).await {
        Ok(()) => Ok(asked.to(&format!("/hand/{token}"))),
        Err(AppError::Refused(refusals)) => {
            let said = refusals.iter().map(|refusal| against(asked.lang, refusal));
            let wrong = Wrong { copy: first("copy"), said: said.collect::<Vec<_>>().join(" "), note };
            page(&asked, &token, StatusCode::UNPROCESSABLE_ENTITY, Some(wrong)).await
        }
        Err(error) => Err(asked.failed(error)),
    }
}

/// What was refused.
struct Wrong {
    copy: String,
    said: String,
    note: String,
}

async fn opened(request: HttpRequest) -> Result<(Asked, String), Instead> {
    let token = request.match_info().get("token").unwrap_or_default().to_owned();
    let mut asked = Asked::of(request).await?;
    // The link says whose it is, whoever is signed in besides.
    asked.visitor = None;
    Ok((asked, token))
}

async fn page(asked: &Asked, token: &str, status: StatusCode, wrong: Option<Wrong>) -> Reply {
    let sheet = asked.app.hand_sheet(&Token::sent(token)).await.map_err(|error| asked.failed(error))?;
    let lang = asked.lang;
    let HandSheet { name, reference, copies, owed } = sheet;
    let done = copies.is_empty().then(|| match owed {
        0 => text(lang, "hand-done"),
        owed => text_with(lang, "hand-still", &[("count", Arg::Number(owed))]),
    });
    let hello = if done.is_some() { "hand-hello-done" } else { "hand-hello" };
    let title = text_with(lang, "hand-title", &[("reference", Arg::Text(&reference))]);
    let page = Page {
        token: token.to_owned(),
        hello: text_with(lang, hello, &[("name", Arg::Text(&name))]),
        done,
        error: wrong.as_ref().map(|wrong| wrong.said.clone()),
        takeable: copies.iter().any(|copy| copy.free),
        copies: copies.into_iter().map(|copy| copy_view(lang, copy, wrong.as_ref())).collect(),
    };
    Ok(asked.page(status, "hand", &title, page))
}

fn copy_view(lang: Lang, copy: HandCopy, wrong: Option<&Wrong>) -> CopyView {
    let said = Resisting::of(lang, copy.channel, copy.reason.as_deref(), copy.closable);
    let id = copy.id.to_string();
    let when = |at| day_month_time(lang, at);
    CopyView {
        title: format!("{} · {}", channel(lang, copy.channel), language(lang, copy.lang)),
        wanted: text(lang, if copy.over { "hand-must-go" } else { "hand-to-be-made" }),
        since: text_with(lang, "hand-since", &[("when", Arg::Text(&when(copy.since)))]),
        why: said.why,
        mend: said.mend,
        url: web_address(copy.url),
        taken: copy.taken.map(|(name, at)| {
            text_with(lang, "hand-taken", &[("name", Arg::Text(&name)), ("when", Arg::Text(&when(at)))])
        }),
        again: copy.again,
        closable: copy.closable,
        ask: said.ask,
        answer: said.answer,
        wrong: wrong.is_some_and(|wrong| wrong.copy == id),
        note: wrong.filter(|wrong| wrong.copy == id).map(|wrong| wrong.note.clone()).unwrap_or_default(),
        id,
    }
}
