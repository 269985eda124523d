//! The public site: what stands in the ledger, and nothing else. No cookie, no script, no third party.

mod answers;
mod files;
pub(crate) mod pages;

use crate::accept_language::preferred;
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, Route, guard, web};
use answers::Reply;
use childalert_app::{App, AppError, SiteEntry, Standing};
use childalert_domain::Lang;
use childalert_words::{Arg, language, text_with};
use chrono::{DateTime, Utc};
pub(crate) use files::Site;
use pages::{
    CheckPage, CheckStanding, DeletedEntry, EndedPage, Feed, FeedEntry, FrontEntry, FrontPage, LanguageLink,
    NoticePage, PictureRef,
};

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
    Reply::redirect(&format!("/{lang}/"))
}

async fn front(app: web::Data<App>, site: web::Data<Site>, path: web::Path<String>) -> HttpResponse {
    let lang = lang(&path);
    let entries = match app.front(lang).await {
        Ok(entries) => entries,
        Err(error) => return fault(&site, lang, error),
    };
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
    Reply::html(StatusCode::OK, site.pages().front(&FrontPage { lang, active: &active, feed_url: &feed_url }))
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
    path: web::Path<(String, String)>,
) -> HttpResponse {
    let (lang, code) = (lang(&path.0), &path.1);
    let notice = match app.public_notice(code, lang).await {
        Ok(Standing::Active(notice)) => notice,
        Ok(Standing::Ended { closing, languages }) => {
            let languages: Vec<LanguageLink> =
                languages.into_iter().map(|lang| link(&app, lang, &format!("a/{code}"))).collect();
            let page = EndedPage { lang, closing: closing.as_ref(), languages: &languages };
            return Reply::html(StatusCode::GONE, site.pages().ended(&page));
        }
        Ok(Standing::Unknown) => return Reply::html(StatusCode::NOT_FOUND, site.pages().not_found(lang)),
        Err(error) => return fault(&site, lang, error),
    };
    let languages: Vec<LanguageLink> =
        notice.languages.iter().map(|(lang, url)| LanguageLink { lang: *lang, url: url.clone() }).collect();
    let page = NoticePage {
        lang,
        notice: &notice.notice,
        picture: notice.picture.as_ref().map(picture),
        social_picture: notice.social_picture.as_ref().map(picture),
        languages: &languages,
        poster: notice.poster.as_ref().map(|(url, languages)| (url.as_str(), languages.as_slice())),
        share_url: &notice.url,
        feed_url: &notice.feed_url,
        canonical_url: &notice.url,
        active_since: notice.live_at,
    };
    Reply::html(StatusCode::OK, site.pages().notice(&page))
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
    check_in(&app, &site, lang, &code).await
}

async fn check(
    app: web::Data<App>,
    site: web::Data<Site>,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    check_in(&app, &site, lang(&path.0), &path.1).await
}

async fn check_in(app: &App, site: &Site, lang: Lang, code: &str) -> HttpResponse {
    let found = match app.check(code, lang).await {
        Ok(found) => found,
        Err(error) => return fault(site, lang, error),
    };
    let (status, standing) = match &found {
        Standing::Active(url) => (StatusCode::OK, CheckStanding::Active { notice_url: url.as_deref() }),
        // The question was answered: the page itself is not gone.
        Standing::Ended { .. } => (StatusCode::OK, CheckStanding::Ended),
        Standing::Unknown => (StatusCode::NOT_FOUND, CheckStanding::Unknown),
    };
    let languages: Vec<LanguageLink> =
        Lang::ALL.into_iter().map(|lang| link(app, lang, &format!("c/{code}"))).collect();
    Reply::html(status, site.pages().check(&CheckPage { lang, standing, languages: &languages }))
}

async fn feed(app: web::Data<App>, site: web::Data<Site>, path: web::Path<String>) -> HttpResponse {
    let lang = lang(&path);
    let feed = match app.feed(lang).await {
        Ok(feed) => feed,
        Err(error) => return fault(&site, lang, error),
    };
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
    Reply::feed(site.pages().feed(&Feed {
        lang,
        base_url: &base_url,
        self_url: &self_url,
        updated: newest.unwrap_or(DateTime::<Utc>::UNIX_EPOCH),
        entries: &entries,
        deleted: &deleted,
    }))
}

fn fault(site: &Site, lang: Lang, error: AppError) -> HttpResponse {
    tracing::error!(%error, "a public page could not be made");
    Reply::html(StatusCode::SERVICE_UNAVAILABLE, site.pages().server_fault(lang))
}

/// Everything else: a page for people, a problem for programs.
pub(crate) async fn not_found(request: HttpRequest, site: web::Data<Site>) -> Result<HttpResponse, Problem> {
    if request.path().starts_with("/api/") || request.path().starts_with("/ledger/") {
        return Err(Problem::new(StatusCode::NOT_FOUND, "not-found"));
    }
    let first = request.path().split('/').nth(1).and_then(|segment| segment.parse().ok());
    let lang = first.or_else(|| preferred(request.headers())).unwrap_or(Lang::Fr);
    Ok(Reply::html(StatusCode::NOT_FOUND, site.pages().not_found(lang)))
}
