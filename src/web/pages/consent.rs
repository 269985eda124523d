//! The page of a holder of parental authority, without an account: read, see, agree or refuse; and take it back by the same link.
//! Works without a script. What was on the page goes with the answer, so that nobody agrees to what they did not see; and after the
//! end the page names and shows nobody.

use super::form::{all, read};
use super::said::{self, channels, languages};
use super::shell::{Asked, Instead, Reply};
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use bytes::Bytes;
use childalert_app::{AppError, Changed, Conflict, ConsentAnswer, ConsentSheet, Token};
use childalert_domain::{Digest, Fact, Kind, Lang};
use childalert_words::{Arg, area, channel, date_time, day_month_time, language, text, text_with};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

#[derive(Serialize)]
struct AskPage {
    token: String,
    hello: String,
    errors: Vec<String>,
    /// What is different since it was looked at.
    changed: Vec<String>,
    /// The digest of what is shown, for the answer.
    shown: Digest,
    notice_lang: Lang,
    /// What is special about this one: it is out already, it is required, it is not in their language.
    notes: Vec<String>,
    /// The same notice in the other languages that agreeing to all of it covers.
    others: Vec<Other>,
    headline: String,
    picture: Option<String>,
    alt: String,
    facts: Vec<Fact>,
    appeal: String,
    files: Vec<FileView>,
    count: usize,
    photos: Vec<PhotoChoice>,
    channels: Vec<Choice>,
    languages: Vec<Choice>,
    area: String,
    area_checked: bool,
    ends: Vec<Choice>,
    whole: Whole,
}

/// A notice in another language.
#[derive(Serialize)]
struct Other {
    lang: Lang,
    headline: String,
    facts: Vec<Fact>,
    appeal: String,
}

/// What agreeing to all of it means.
#[derive(Serialize)]
struct Whole {
    photos: usize,
    channels: String,
    languages: String,
    until: String,
}

#[derive(Serialize)]
struct FileView {
    name: String,
    url: String,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    text: String,
    checked: bool,
}

/// A photo to agree to, as it is.
#[derive(Serialize)]
struct PhotoChoice {
    value: String,
    text: String,
    checked: bool,
    picture: String,
}

#[derive(Default, Serialize)]
struct GivenPage {
    token: String,
    hello: String,
    lines: Vec<String>,
    copies: Vec<String>,
    /// Asks whether it is meant.
    asks: bool,
    withdrawable: bool,
    again: bool,
}

pub(super) async fn show(request: HttpRequest) -> Reply {
    let again = request.query_string() == "again=yes";
    let (asked, token) = opened(request).await?;
    match asked.app.consent_sheet(&Token::sent(&token)).await {
        Ok(sheet) if !sheet.ended && (sheet.outcome == "asked" || (again && sheet.given.is_none())) => {
            Ok(question(&asked, &token, &sheet, None, Amiss::Nothing))
        }
        Ok(sheet) => Ok(given(&asked, StatusCode::OK, &token, &sheet, false)),
        Err(error) => Ok(closed(&asked, error)),
    }
}

pub(super) async fn answer(request: HttpRequest, mut form: web::Payload) -> Reply {
    let (asked, token) = opened(request).await?;
    asked.is_from_our_pages()?;
    let fields = read(&asked, &mut form).await?;
    let values = |name| all(&fields, name);
    let first = |name: &'static str| values(name).next().unwrap_or_default();
    let sent = Token::sent(&token);
    if first("answer") == "refuse" {
        return match asked.app.refuse_consent(&sent, first("reasons").to_owned()).await {
            Err(AppError::Refused(_)) => Ok(anew(&asked, &token, None, Amiss::Nothing).await),
            done => Ok(after(&asked, &token, done)),
        };
    }
    let answer = ConsentAnswer {
        all: first("answer") == "all",
        photos: values("photo").map(str::to_owned).collect(),
        channels: values("channel").filter_map(|name| name.parse().ok()).collect(),
        languages: values("language").filter_map(|code| code.parse().ok()).collect(),
        area: first("area") == "yes",
        until: DateTime::parse_from_rfc3339(first("until")).ok().map(|until| until.to_utc()),
        shown: first("shown").parse().ok(),
    };
    match asked.app.give_consent(&sent, answer.clone()).await {
        Err(AppError::Refused(refusals)) => {
            let fields = refusals.into_iter().map(|refusal| refusal.field).collect();
            Ok(anew(&asked, &token, Some(&answer), Amiss::Lacks(fields)).await)
        }
        Err(AppError::ShownChanged(changed)) => {
            Ok(anew(&asked, &token, Some(&answer), Amiss::Changed(changed)).await)
        }
        done => Ok(after(&asked, &token, done)),
    }
}

/// Why an answer is asked for again.
enum Amiss {
    Nothing,
    /// Fields.
    Lacks(Vec<String>),
    Changed(Vec<Changed>),
}

/// The page again, as things stand now. Nothing that was chosen is lost, and nothing that was not shown is chosen.
async fn anew(asked: &Asked, token: &str, answer: Option<&ConsentAnswer>, amiss: Amiss) -> HttpResponse {
    match asked.app.consent_sheet(&Token::sent(token)).await {
        Ok(sheet) if sheet.ended => given(asked, StatusCode::GONE, token, &sheet, false),
        Ok(sheet) => question(asked, token, &sheet, answer, amiss),
        Err(error) => closed(asked, error),
    }
}

pub(super) async fn before_withdrawing(request: HttpRequest) -> Reply {
    let (asked, token) = opened(request).await?;
    match asked.app.consent_sheet(&Token::sent(&token)).await {
        Ok(sheet) if !sheet.ended && sheet.outcome == "asked" => {
            Ok(question(&asked, &token, &sheet, None, Amiss::Nothing))
        }
        Ok(sheet) => Ok(given(&asked, StatusCode::OK, &token, &sheet, true)),
        Err(error) => Ok(closed(&asked, error)),
    }
}

pub(super) async fn withdraw(request: HttpRequest) -> Reply {
    let (asked, token) = opened(request).await?;
    asked.is_from_our_pages()?;
    let done = match asked.app.withdraw_by_link(&Token::sent(&token)).await {
        // Sent twice, or told to the officer before: the page says where it stands.
        Err(AppError::Refused(_) | AppError::Conflict(Conflict::AlreadyWithdrawn)) => Ok(()),
        done => done,
    };
    Ok(after(&asked, &token, done))
}

pub(super) async fn file(request: HttpRequest) -> Reply {
    let name = request.match_info().get("name").unwrap_or_default().to_owned();
    let (asked, token) = opened(request).await?;
    match asked.app.consent_file(&Token::sent(&token), &name).await {
        Ok((media_type, bytes)) => Ok(private(&media_type, bytes)),
        Err(error) => Ok(closed(&asked, error)),
    }
}

/// A photo that is agreed to.
pub(super) async fn photo(request: HttpRequest) -> Reply {
    let sha256 = request.match_info().get("sha256").and_then(|sha256| sha256.parse().ok());
    let (asked, token) = opened(request).await?;
    let found = match sha256 {
        Some(sha256) => asked.app.consent_photo(&Token::sent(&token), sha256).await,
        None => Err(AppError::NotFound("photo")),
    };
    match found {
        Ok(bytes) => Ok(private("image/jpeg", bytes)),
        Err(error) => Ok(closed(&asked, error)),
    }
}

/// For whoever has the link, and for no cache.
fn private(media_type: &str, bytes: Bytes) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header(("Cache-Control", "private, no-store"))
        .insert_header(("X-Content-Type-Options", "nosniff"))
        .body(bytes)
}

async fn opened(request: HttpRequest) -> Result<(Asked, String), Instead> {
    let token = request.match_info().get("token").unwrap_or_default().to_owned();
    let mut asked = Asked::of(request).await?;
    // Whoever is signed in besides looks at it as the holder does.
    asked.visitor = None;
    Ok((asked, token))
}

/// To the page that says where it stands, so that a reload sends nothing twice.
fn after(asked: &Asked, token: &str, done: Result<(), AppError>) -> HttpResponse {
    match done {
        Ok(()) => asked.to(&format!("/consent/{token}")),
        Err(error) => closed(asked, error),
    }
}

/// A link that opens nothing (any more): why, and whom to call. Nobody here has an account to sign in to.
fn closed(asked: &Asked, error: AppError) -> HttpResponse {
    let problem = Problem::from(error);
    let document = problem.document(asked.lang);
    let page = GivenPage { lines: vec![document.detail], ..GivenPage::default() };
    asked.page(problem.status_code(), "consent-given", &document.title, page)
}

/// After the end nobody is named: who keeps the link may not be the one it was for.
fn hello(lang: Lang, sheet: &ConsentSheet) -> String {
    if sheet.ended {
        return String::new();
    }
    text_with(lang, "consent-hello", &[("name", Arg::Text(&sheet.holder))])
}

fn question(
    asked: &Asked,
    token: &str,
    sheet: &ConsentSheet,
    chosen: Option<&ConsentAnswer>,
    amiss: Amiss,
) -> HttpResponse {
    let lang = asked.lang;
    // Of one area, yes or no is all that there is to choose: another one is new.
    let other_area = matches!(&amiss, Amiss::Changed(parts) if parts.contains(&Changed::Area));
    let (status, errors, changed) = match amiss {
        Amiss::Nothing => (StatusCode::OK, Vec::new(), Vec::new()),
        Amiss::Lacks(fields) => {
            let errors = fields.iter().map(|field| text(lang, &format!("consent-lacks-{field}")));
            (StatusCode::UNPROCESSABLE_ENTITY, errors.collect(), Vec::new())
        }
        Amiss::Changed(parts) => {
            let changed = parts.iter().map(|part| text(lang, &format!("consent-changed-{}", part.name())));
            (StatusCode::CONFLICT, Vec::new(), changed.collect())
        }
    };
    let content = &sheet.content;
    // In the language that the page is read in, where there is one.
    let notice = content.notices.iter().find(|notice| notice.lang == lang).unwrap_or(&sheet.notice);
    let url = |name: &str| format!("/{lang}/consent/{token}/files/{name}");
    let photos = content.photos.iter().enumerate().map(|(index, photo)| {
        let value = photo.sha256.to_string();
        let number = i64::try_from(index + 1).unwrap_or_default();
        PhotoChoice {
            text: text_with(lang, "consent-photo", &[("number", Arg::Number(number))]),
            checked: chosen.is_some_and(|answer| answer.photos.contains(&value)),
            picture: format!("/{lang}/consent/{token}/photos/{value}"),
            value,
        }
    });
    let channels = content.channels.iter().map(|one| Choice {
        value: one.name().to_owned(),
        text: channel(lang, *one),
        checked: chosen.is_some_and(|answer| answer.channels.contains(one)),
    });
    let languages = content.notices.iter().map(|notice| Choice {
        value: notice.lang.code().to_owned(),
        text: language(lang, notice.lang),
        checked: chosen.is_some_and(|answer| answer.languages.contains(&notice.lang)),
    });
    let shown = content.files.iter().filter(|file| file.languages.contains(&notice.lang));
    let page = AskPage {
        count: shown.clone().count(),
        token: token.to_owned(),
        hello: hello(lang, sheet),
        errors,
        changed,
        shown: sheet.digest,
        notes: notes(lang, sheet),
        others: content
            .notices
            .iter()
            .filter(|other| other.lang != notice.lang)
            .map(|other| Other {
                lang: other.lang,
                headline: format!("{} · {}, {}", other.headline, other.name, other.age),
                facts: other.facts.clone(),
                appeal: other.appeal.clone(),
            })
            .collect(),
        notice_lang: notice.lang,
        headline: format!("{} · {}, {}", notice.headline, notice.name, notice.age),
        picture: content.file("social_wide", notice.lang).map(|file| url(&file.name)),
        alt: notice.photo_alt.clone(),
        facts: notice.facts.clone(),
        appeal: notice.appeal.clone(),
        files: shown.map(|file| FileView { name: file.name.clone(), url: url(&file.name) }).collect(),
        photos: photos.collect(),
        channels: channels.collect(),
        languages: languages.collect(),
        area: area(lang, &content.area),
        area_checked: chosen.is_some_and(|answer| answer.area && !other_area),
        whole: Whole {
            photos: content.photos.len(),
            channels: said::channels(lang, &content.channels),
            languages: said::languages(lang, content.notices.iter().map(|notice| notice.lang)),
            until: date_time(lang, sheet.until),
        },
        ends: ends(lang, asked.app.now(), sheet.until, chosen.and_then(|answer| answer.until)),
    };
    asked.page(status, "consent", &text(lang, "consent-title"), page)
}

fn notes(lang: Lang, sheet: &ConsentSheet) -> Vec<String> {
    let mut notes = Vec::new();
    if sheet.content.kind == Kind::Drill {
        notes.push(text(lang, "drill-consent"));
    }
    if sheet.launched {
        notes.push(text(lang, "consent-is-out"));
    }
    if sheet.required {
        notes.push(text(lang, "consent-required"));
    }
    if sheet.content.notices.iter().all(|notice| notice.lang != sheet.lang) {
        let languages = languages(lang, sheet.content.notices.iter().map(|notice| notice.lang));
        notes.push(text_with(lang, "consent-exists-in", &[("languages", Arg::Text(&languages))]));
    }
    notes
}

/// The whole period, or less of it. None is chosen for them.
fn ends(lang: Lang, now: DateTime<Utc>, until: DateTime<Utc>, chosen: Option<DateTime<Utc>>) -> Vec<Choice> {
    let shorter = [1, 3, 7].map(|days| now + TimeDelta::days(days));
    // What was chosen on a page of some minutes ago is none of these.
    let chosen = chosen.filter(|end| *end > now).map(|end| end.min(until));
    let earlier = chosen.into_iter().chain(shorter).filter(|end| *end < until);
    let all = std::iter::once(until).chain(earlier);
    all.map(|end| Choice {
        value: end.to_rfc3339(),
        text: date_time(lang, end),
        checked: chosen == Some(end),
    })
    .collect()
}

fn given(asked: &Asked, status: StatusCode, token: &str, sheet: &ConsentSheet, asks: bool) -> HttpResponse {
    let lang = asked.lang;
    let answered = sheet.answered_at.map(|at| day_month_time(lang, at)).unwrap_or_default();
    let said = |key: &str| text_with(lang, key, &[("when", Arg::Text(&answered))]);
    let agreed = sheet.given.is_some();
    // What they agreed to may keep another notice of the same case out.
    let ended = sheet.ended && !sheet.elsewhere;
    let over = if sheet.launched { "consent-ended-text" } else { "consent-ended-unpublished" };
    let mut lines = Vec::new();
    let title = match (sheet.outcome.as_str(), asks && agreed) {
        (_, true) => {
            lines.push(text(lang, "consent-withdraw-what"));
            text(lang, "consent-withdraw-title")
        }
        // Whoever withdrew is told that first: it may be what ended it.
        ("withdrawn", _) => {
            lines.push(said("consent-withdrawn-text"));
            lines.extend(ended.then(|| text(lang, over)));
            text(lang, "consent-withdrawn")
        }
        _ if ended => {
            lines.push(text(lang, over));
            text(lang, "consent-ended")
        }
        ("agreed", _) => {
            lines.push(said("consent-agreed-text"));
            lines.extend(sheet.elsewhere.then(|| text(lang, "consent-elsewhere")));
            lines.extend(sheet.given.as_ref().map(|scope| {
                let until = date_time(lang, scope.until);
                let args = [
                    ("channels", channels(lang, &scope.channels)),
                    ("languages", languages(lang, scope.languages.iter().copied())),
                    ("area", area(lang, &scope.area)),
                    ("photos", scope.photos.len().to_string()),
                    ("until", until),
                ];
                let args: Vec<_> =
                    args.iter().map(|(name, value)| (*name, Arg::Text(value.as_str()))).collect();
                text_with(lang, "consent-agreed-scope", &args)
            }));
            text(lang, "consent-agreed")
        }
        _ => {
            lines.push(said("consent-refused-text"));
            text(lang, "consent-refused")
        }
    };
    if sheet.required && !ended {
        lines.push(text(lang, "consent-required"));
    }
    let copies: Vec<String> = sheet
        .copies
        .iter()
        .filter(|_| sheet.launched || sheet.elsewhere)
        .map(|(name, of)| {
            let place = name.parse().map(|one| channel(lang, one)).unwrap_or_default();
            let number = |count: usize| Arg::Number(i64::try_from(count).unwrap_or(i64::MAX));
            let mut args =
                vec![("channel", Arg::Text(&place)), ("out", number(of.out)), ("all", number(of.all))];
            match of.with_person {
                0 if of.out == 0 => text_with(lang, "consent-copies-none", &args),
                0 => text_with(lang, "consent-copies-of", &args),
                person => {
                    args.push(("person", number(person)));
                    text_with(lang, "consent-copies-person", &args)
                }
            }
        })
        .collect();
    let none_out = sheet.launched && sheet.copies.values().all(|of| of.out == 0);
    if none_out && (ended || !agreed && !sheet.required) {
        lines.push(text(lang, "consent-all-back"));
    }
    if ended && sheet.copies.values().any(|of| of.told > 0) {
        lines.push(text(lang, "consent-told"));
    }
    if sheet.kept_by_others {
        lines.push(text(lang, "consent-kept"));
    }
    let page = GivenPage {
        token: token.to_owned(),
        hello: hello(lang, sheet),
        lines,
        copies,
        asks: asks && agreed,
        withdrawable: agreed && !asks,
        again: !agreed && !sheet.launched && !sheet.ended,
    };
    asked.page(status, "consent-given", &title, page)
}
