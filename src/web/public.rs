//! The public site: what stands in the ledger, and nothing else. No cookie, no script, no third party.

mod files;
mod kept;
mod page;
pub(crate) mod pages;
mod quick;
mod ready;

use crate::accept;
use crate::accept_language::preferred;
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError, Route, guard, web};
use childalert_app::{App, SiteEntry, Standing};
use childalert_domain::Lang;
use childalert_words::{Arg, language, text_with};
use chrono::{DateTime, Utc};
pub(crate) use files::{Site, hashed};
use kept::{Key, Made};
use page::Page;
use pages::{
    CheckPage, CheckStanding, DeletedEntry, EndedPage, Feed, FeedEntry, FrontEntry, FrontPage, LanguageLink,
    Leaf, NoticePage, PictureRef,
};
pub(crate) use quick::quick;
use ready::Ready;
use std::sync::Arc;

const HTML: &str = "text/html; charset=utf-8";
const ATOM: &str = "application/atom+xml; charset=utf-8";

pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/", read().to(choose_language))
        .route("/robots.txt", read().to(files::robots))
        .route("/favicon.ico", read().to(files::no_icon))
        .route("/assets/{name}", read().to(files::asset))
        .route("/c/{code}", read().to(check_any))
        .route("/k/{code}/{name}", read().to(files::kit))
        .service(
            web::scope("/{lang:fr|nl|de|en}")
                .route("", read().to(front))
                .route("/", read().to(front))
                .route("/feed.atom", read().to(feed))
                .route("/a/{code}", read().to(notice))
                .route("/c/{code}", read().to(check))
                .route("/{leaf:how-it-works|privacy|accessibility}", read().to(leaf))
                .configure(crate::pages::configure),
        );
}

/// GET, and HEAD for those who look before they fetch (link previews, caches, monitors): the server leaves the body out.
pub(crate) fn read() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

/// The language in the path; the routes let no other through.
fn lang(code: &str) -> Lang {
    code.parse().unwrap_or(Lang::En)
}

async fn choose_language(request: HttpRequest) -> HttpResponse {
    let lang = preferred(request.headers()).unwrap_or(Lang::Fr);
    HttpResponse::Found()
        .insert_header(("Location", format!("/{lang}/")))
        .insert_header(("Cache-Control", "no-store"))
        .insert_header(("Vary", "Accept-Language"))
        .finish()
}

/// A page that was found, or what says that there is none.
fn given(
    site: &Site,
    request: &HttpRequest,
    (key, lang): (&Key, Lang),
    found: Result<Arc<Page>, Problem>,
) -> HttpResponse {
    match found {
        Ok(page) => page.answer(request),
        Err(problem) => instead(site.ready(), key, lang, &problem).answer(request),
    }
}

/// What is said where nobody can know: to people a page, to a program what it understands.
fn instead<'a>(ready: &'a Ready, key: &Key, lang: Lang, problem: &Problem) -> &'a Page {
    // Why, was said where it went wrong: once, and not once a reader.
    tracing::debug!(%problem, "something public could not be given");
    match key {
        Key::State(_) => ready.unknown_state(),
        Key::Feed(_) => ready.no_feed(lang),
        // Of a file alone it is told by a problem: an address that nobody knows has a page of its own elsewhere.
        Key::File(..) if problem.status_code() == StatusCode::NOT_FOUND => ready.not_found(lang),
        _ => ready.fault(lang),
    }
}

async fn leaf(
    site: web::Data<Site>,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    let lang = lang(&path.0);
    match Leaf::at(&path.1) {
        Some(leaf) => site.ready().leaf(lang, leaf).answer(&request),
        None => site.ready().not_found(lang).answer(&request),
    }
}

async fn front(
    app: web::Data<App>,
    site: web::Data<Site>,
    request: HttpRequest,
    path: web::Path<String>,
) -> HttpResponse {
    let lang = lang(&path);
    let (key, of) = (Key::Front(lang), site.clone());
    let found = site.kept().page(&key, async move || make_front(&app, &of, lang).await).await;
    given(&site, &request, (&key, lang), found)
}

async fn make_front(app: &App, site: &Site, lang: Lang) -> Result<Made, Problem> {
    let entries = app.front(lang).await?;
    let feed_url = format!("{}/{lang}/feed.atom", app.public_url());
    let active: Vec<FrontEntry<'_>> = entries
        .iter()
        .map(|entry| FrontEntry {
            name: &entry.notice.name,
            age: &entry.notice.age,
            place: fact(entry, 1),
            since: fact(entry, 0),
            url: &entry.url,
            picture: entry.picture.as_ref().map(picture),
            other_language: (entry.notice.lang != lang).then_some(entry.notice.lang),
            in_other: (entry.notice.lang != lang).then(|| {
                let named = language(lang, entry.notice.lang);
                text_with(lang, "page-front-in", &[("language", Arg::Text(&named))])
            }),
        })
        .collect();
    let page = site.pages().front(&FrontPage { lang, active: &active, feed_url: &feed_url });
    Ok(Made::Keep(Page::packed(StatusCode::OK, HTML, page)))
}

/// The first two facts of every notice are since when, and where.
fn fact(entry: &SiteEntry, index: usize) -> &str {
    entry.notice.facts.get(index).map_or("", |fact| fact.value.as_str())
}

fn picture((url, width, height): &(String, u32, u32)) -> PictureRef {
    PictureRef { url: url.clone(), width: *width, height: *height }
}

async fn notice(
    app: web::Data<App>,
    site: web::Data<Site>,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    let (lang, code) = (lang(&path.0), path.1.clone());
    let (key, of) = (Key::Notice(lang, code.clone()), site.clone());
    let found = site.kept().page(&key, async move || make_notice(&app, &of, lang, &code).await).await;
    given(&site, &request, (&key, lang), found)
}

async fn make_notice(app: &App, site: &Site, lang: Lang, code: &str) -> Result<Made, Problem> {
    let notice = match app.public_notice(code, lang).await? {
        Standing::Active(notice) => notice,
        Standing::Ended { closing, languages } => {
            let languages: Vec<LanguageLink> =
                languages.into_iter().map(|lang| link(app, lang, &format!("a/{code}"))).collect();
            let page = EndedPage { lang, closing: closing.as_ref(), languages: &languages };
            return Ok(Made::Keep(Page::packed(StatusCode::GONE, HTML, site.pages().ended(&page))));
        }
        // A drill has no page.
        Standing::Unknown | Standing::Exercise { .. } => {
            return Ok(Made::Once(Page::packed(StatusCode::NOT_FOUND, HTML, site.pages().not_found(lang))));
        }
    };
    let languages: Vec<LanguageLink> =
        notice.languages.iter().map(|(lang, url)| LanguageLink { lang: *lang, url: url.clone() }).collect();
    let page = NoticePage {
        lang,
        notice: &notice.notice,
        picture: notice.picture.as_ref().map(picture),
        small_picture: notice.small_picture.as_ref().map(picture),
        social_picture: notice.social_picture.as_ref().map(picture),
        languages: &languages,
        poster: notice.poster.as_ref().map(|(url, languages)| (url.as_str(), languages.as_slice())),
        share_url: &notice.url,
        check_url: &notice.check_url,
        feed_url: &notice.feed_url,
        canonical_url: &notice.url,
        active_since: notice.live_at,
    };
    Ok(Made::Keep(Page::packed(StatusCode::OK, HTML, site.pages().notice(&page))))
}

fn link(app: &App, lang: Lang, rest: &str) -> LanguageLink {
    LanguageLink { lang, url: format!("{}/{lang}/{rest}", app.public_url()) }
}

/// The address in the QR of every copy, in the reader's own language.
async fn check_any(
    request: HttpRequest,
    app: web::Data<App>,
    site: web::Data<Site>,
    code: web::Path<String>,
) -> HttpResponse {
    let lang = preferred(request.headers()).unwrap_or(Lang::Fr);
    check_in(app, site, &request, lang, code.into_inner()).await
}

async fn check(
    request: HttpRequest,
    app: web::Data<App>,
    site: web::Data<Site>,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    check_in(app, site, &request, lang(&path.0), path.1.clone()).await
}

async fn check_in(
    app: web::Data<App>,
    site: web::Data<Site>,
    request: &HttpRequest,
    lang: Lang,
    code: String,
) -> HttpResponse {
    let for_programs = accept::preferred(request.headers(), &["text/html", "application/json"]) == 1;
    let key = if for_programs { Key::State(code.clone()) } else { Key::Check(lang, code.clone()) };
    let of = site.clone();
    let make = async move || make_check(&app, &of, lang, &code, for_programs).await;
    let found = site.kept().page(&key, make).await;
    given(&site, request, (&key, lang), found)
}

async fn make_check(
    app: &App,
    site: &Site,
    lang: Lang,
    code: &str,
    for_programs: bool,
) -> Result<Made, Problem> {
    let found = app.check(code, lang).await?;
    let (status, state, standing) = match &found {
        Standing::Active(url) => {
            (StatusCode::OK, "active", CheckStanding::Active { notice_url: url.as_deref() })
        }
        // The question was answered: the page itself is not gone.
        Standing::Ended { .. } => (StatusCode::OK, "ended", CheckStanding::Ended),
        Standing::Exercise { ended: false } => {
            (StatusCode::OK, "exercise", CheckStanding::Exercise { ended: false })
        }
        Standing::Exercise { ended: true } => {
            (StatusCode::OK, "exercise_ended", CheckStanding::Exercise { ended: true })
        }
        Standing::Unknown => (StatusCode::NOT_FOUND, "unknown", CheckStanding::Unknown),
    };
    let page = if for_programs {
        // How a search stands, and nothing else.
        let said = serde_json::json!({ "state": state }).to_string();
        Page::packed(status, "application/json", said)
    } else {
        let languages: Vec<LanguageLink> =
            Lang::ALL.into_iter().map(|lang| link(app, lang, &format!("c/{code}"))).collect();
        let page = CheckPage { lang, standing, languages: &languages };
        Page::packed(status, HTML, site.pages().check(&page))
    };
    let page = page.varied("Accept, Accept-Language");
    Ok(if status == StatusCode::OK { Made::Keep(page) } else { Made::Once(page) })
}

async fn feed(
    app: web::Data<App>,
    site: web::Data<Site>,
    request: HttpRequest,
    path: web::Path<String>,
) -> HttpResponse {
    let lang = lang(&path);
    let (key, of) = (Key::Feed(lang), site.clone());
    let found = site.kept().page(&key, async move || make_feed(&app, &of, lang).await).await;
    given(&site, &request, (&key, lang), found)
}

async fn make_feed(app: &App, site: &Site, lang: Lang) -> Result<Made, Problem> {
    let feed = app.feed(lang).await?;
    let titles: Vec<String> = feed
        .entries
        .iter()
        .map(|entry| {
            let notice = &entry.notice;
            let args = [
                ("headline", Arg::Text(&notice.headline)),
                ("name", Arg::Text(&notice.name)),
                ("age", Arg::Text(&notice.age)),
            ];
            text_with(lang, "page-main-title", &args)
        })
        .collect();
    let entries: Vec<FeedEntry<'_>> = feed
        .entries
        .iter()
        .zip(&titles)
        .map(|(entry, title)| FeedEntry {
            id: format!("urn:uuid:{}", entry.id),
            url: &entry.url,
            check_url: &entry.check_url,
            title,
            summary: &entry.notice.appeal,
            published: entry.live_at,
            updated: entry.live_at,
            picture: entry.picture.as_ref().map(picture),
        })
        .collect();
    let deleted: Vec<DeletedEntry> = feed
        .deleted
        .iter()
        .map(|(id, when)| DeletedEntry { id: format!("urn:uuid:{id}"), when: *when })
        .collect();
    let newest =
        entries.iter().map(|entry| entry.updated).chain(deleted.iter().map(|entry| entry.when)).max();
    let base_url = format!("{}/{lang}/", app.public_url());
    let self_url = format!("{base_url}feed.atom");
    let feed = site.pages().feed(&Feed {
        lang,
        base_url: &base_url,
        self_url: &self_url,
        updated: newest.unwrap_or(DateTime::<Utc>::UNIX_EPOCH),
        entries: &entries,
        deleted: &deleted,
    });
    Ok(Made::Keep(Page::packed(StatusCode::OK, ATOM, feed)))
}

/// Everything else: a page for people, a problem for programs.
pub(crate) async fn not_found(request: HttpRequest, site: web::Data<Site>) -> Result<HttpResponse, Problem> {
    if request.path().starts_with("/api/") || request.path().starts_with("/ledger/") {
        return Err(Problem::new(StatusCode::NOT_FOUND, "not-found"));
    }
    let mut segments = request.path().splitn(3, '/').skip(1);
    let (first, rest) = (segments.next().unwrap_or_default(), segments.next().unwrap_or_default());
    let reads = || preferred(request.headers()).unwrap_or(Lang::Fr);
    if let Ok(lang) = first.parse() {
        return Ok(site.ready().not_found(lang).answer(&request));
    }
    let language = first.len() == 2 && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    if language && speakable(rest) {
        // The same page in each language that there is: one of them may be read all the same.
        let links = Lang::ALL.map(|lang| LanguageLink { lang, url: format!("/{lang}/{rest}") });
        let page = site.pages().other_language(reads(), &links);
        return Ok(Page::packed(StatusCode::NOT_FOUND, HTML, page)
            .varied("Accept-Language")
            .answer(&request));
    }
    Ok(site.ready().not_found(reads()).answer(&request))
}

/// Whether it looks like the rest of an address of ours: what somebody else made up is not repeated.
fn speakable(rest: &str) -> bool {
    rest.len() <= 64 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/.-".contains(&byte))
}

#[cfg(test)]
mod tests;
