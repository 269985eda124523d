//! What every page for people who sign in has: the frame, the headers, and who is looking.

use super::assets;
use crate::problem::Problem;
use crate::public::Site;
use crate::session;
use actix_web::error::InternalError;
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError, web};
use childalert_app::{Action, App, AppError, Visitor};
use childalert_domain::Lang;
use childalert_words::{Escaping, engine, language, role, text};
use handlebars::Handlebars;
use serde::Serialize;
use std::collections::BTreeMap;
use tracing_actix_web::RequestId;
use uuid::Uuid;

/// Our own script and styles, forms to ourselves, and nothing from anywhere else; nobody frames us.
const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; \
    img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The templates, parsed once.
pub(crate) struct Desk {
    templates: Handlebars<'static>,
    assets: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct View<'a, P> {
    lang: Lang,
    title: &'a str,
    style_url: &'a str,
    assets: &'a BTreeMap<&'static str, String>,
    visitor: Option<VisitorView>,
    languages: Vec<LanguageView>,
    page: P,
}

#[derive(Serialize)]
struct VisitorView {
    /// Their name and role.
    who: String,
    places: Vec<PlaceView>,
}

/// Where somebody may go.
#[derive(Serialize)]
struct PlaceView {
    url: String,
    text: String,
    current: bool,
}

/// Every place of the bar, who finds it there, and its name's key.
const PLACES: &[(&str, Option<Action>, &str)] = &[
    ("now", Some(Action::ReadCampaigns), "now-title"),
    ("cases", Some(Action::WriteCases), "cases-title"),
    ("decide", Some(Action::Decide), "decide-title"),
    ("health", Some(Action::ReadHealth), "health-title"),
    ("accounts", Some(Action::ReadAccounts), "accounts-title"),
    ("account", None, "account-title"),
];

#[derive(Serialize)]
struct LanguageView {
    lang: Lang,
    code: String,
    name: String,
    url: String,
    current: bool,
}

/// A page that says one thing.
#[derive(Serialize)]
pub(super) struct Message {
    pub text: String,
    pub link: Option<String>,
    pub link_text: String,
}

impl Desk {
    pub(crate) fn new() -> Desk {
        let mut templates = engine(Escaping::Markup);
        for (name, source) in [
            ("desk-layout", include_str!("../../../templates/desk/layout.hbs")),
            ("errors", include_str!("../../../templates/desk/errors.hbs")),
            ("signed-out", include_str!("../../../templates/desk/signed-out.hbs")),
            ("area-picker", include_str!("../../../templates/desk/area-picker.hbs")),
            ("area-map", include_str!("../../../templates/desk/area-map.hbs")),
            ("passkey", include_str!("../../../templates/desk/passkey.hbs")),
            ("message", include_str!("../../../templates/desk/message.hbs")),
            ("account", include_str!("../../../templates/desk/account.hbs")),
            ("remove-passkey", include_str!("../../../templates/desk/remove-passkey.hbs")),
            ("decide-list", include_str!("../../../templates/desk/decide-list.hbs")),
            ("consent", include_str!("../../../templates/desk/consent.hbs")),
            ("consent-given", include_str!("../../../templates/desk/consent-given.hbs")),
            ("hand", include_str!("../../../templates/desk/hand.hbs")),
            ("decide", include_str!("../../../templates/desk/decide.hbs")),
            ("now", include_str!("../../../templates/desk/now.hbs")),
            ("now-board", include_str!("../../../templates/desk/now-board.hbs")),
            ("now-entry", include_str!("../../../templates/desk/now-entry.hbs")),
            ("room", include_str!("../../../templates/desk/campaign/room.hbs")),
            ("room-live", include_str!("../../../templates/desk/campaign/room-live.hbs")),
            ("launch", include_str!("../../../templates/desk/campaign/launch.hbs")),
            ("proof", include_str!("../../../templates/desk/campaign/proof.hbs")),
            ("health", include_str!("../../../templates/desk/health.hbs")),
            ("accounts", include_str!("../../../templates/desk/accounts.hbs")),
            ("account-of", include_str!("../../../templates/desk/account-of.hbs")),
            ("account-link", include_str!("../../../templates/desk/account-link.hbs")),
            ("field", include_str!("../../../templates/desk/cases/field.hbs")),
            ("field-notes", include_str!("../../../templates/desk/cases/notes.hbs")),
            ("field-input", include_str!("../../../templates/desk/cases/input.hbs")),
            ("field-long", include_str!("../../../templates/desk/cases/long.hbs")),
            ("field-moment", include_str!("../../../templates/desk/cases/moment.hbs")),
            ("field-choices", include_str!("../../../templates/desk/cases/choices.hbs")),
            ("field-file", include_str!("../../../templates/desk/cases/file-field.hbs")),
            ("cases-form", include_str!("../../../templates/desk/cases/form.hbs")),
            ("cases-list", include_str!("../../../templates/desk/cases/list.hbs")),
            ("cases-file", include_str!("../../../templates/desk/cases/file.hbs")),
            ("cases-photo", include_str!("../../../templates/desk/cases/photo.hbs")),
            ("cases-papers", include_str!("../../../templates/desk/cases/papers.hbs")),
            ("cases-check", include_str!("../../../templates/desk/cases/check.hbs")),
            ("cases-over", include_str!("../../../templates/desk/cases/over.hbs")),
        ] {
            templates
                .register_template_string(name, source)
                .expect("an embedded template parses: tests render each");
        }
        Desk { templates, assets: assets::urls() }
    }
}

/// What somebody gets instead of what they asked for: the way to sign in, or a page that says what was wrong.
#[derive(Debug)]
pub(crate) struct Instead(Box<HttpResponse>);

/// What a request for a page is answered with.
pub(crate) type Reply = Result<HttpResponse, Instead>;

impl From<HttpResponse> for Instead {
    fn from(page: HttpResponse) -> Instead {
        Instead(Box::new(page))
    }
}

impl From<Problem> for Instead {
    fn from(problem: Problem) -> Instead {
        problem.error_response().into()
    }
}

impl From<Instead> for HttpResponse {
    fn from(instead: Instead) -> HttpResponse {
        *instead.0
    }
}

impl From<Instead> for actix_web::Error {
    fn from(instead: Instead) -> actix_web::Error {
        InternalError::from_response("another page", instead.into()).into()
    }
}

/// A request for a page: its language, and who asks.
pub(crate) struct Asked {
    pub app: web::Data<App>,
    pub lang: Lang,
    pub request: HttpRequest,
    desk: web::Data<Desk>,
    site: web::Data<Site>,
    pub visitor: Option<Visitor>,
    /// The address below the language under which the page that is answered with can be asked for, where that is not the request's
    /// own; empty: under none.
    pub place: Option<String>,
}

impl Asked {
    /// Reads the language from the path and the visitor from the cookie.
    pub async fn of(request: HttpRequest) -> Result<Asked, Instead> {
        let lang = in_path(&request);
        Asked::in_language(request, lang).await
    }

    /// The same for an address that names no language.
    pub async fn in_language(request: HttpRequest, lang: Lang) -> Result<Asked, Instead> {
        let mut asked = Asked::by_nobody(request, lang)?;
        if let Some(cookie) = session::sent(&asked.app, &asked.request) {
            asked.visitor = known(asked.app.visitor(&cookie).await).map_err(|error| asked.failed(error))?;
        }
        Ok(asked)
    }

    /// The same for what a page's script asks for by itself, again and again: no sign that anybody is still there, so it does not
    /// make a session last.
    pub async fn by_itself(request: HttpRequest) -> Result<Asked, Instead> {
        let lang = in_path(&request);
        let mut asked = Asked::by_nobody(request, lang)?;
        if let Some(cookie) = session::sent(&asked.app, &asked.request) {
            let visitor = asked.app.visitor_unnoted(&cookie).await;
            asked.visitor = known(visitor).map_err(|error| asked.failed(error))?;
        }
        Ok(asked)
    }

    /// The same without asking the database who it is.
    pub fn by_nobody(request: HttpRequest, lang: Lang) -> Result<Asked, Problem> {
        let missing = || Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal");
        let app = request.app_data::<web::Data<App>>().cloned().ok_or_else(missing)?;
        let desk = request.app_data::<web::Data<Desk>>().cloned().ok_or_else(missing)?;
        let site = request.app_data::<web::Data<Site>>().cloned().ok_or_else(missing)?;
        Ok(Asked { app, lang, request, desk, site, visitor: None, place: None })
    }

    /// Refuses what no page of ours has sent.
    pub fn is_from_our_pages(&self) -> Result<(), Instead> {
        session::from_our_pages(&self.app, &self.request).map_err(|problem| self.refused(&problem))
    }

    /// The request's number, for the trail.
    pub fn number(&self) -> String {
        self.request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default()
    }

    /// The visitor, if they may do it; or the page that they get instead.
    pub fn visitor_who_may(&self, action: Option<Action>) -> Result<&Visitor, Instead> {
        match &self.visitor {
            None => Err(self.to(&self.to_sign_in()).into()),
            Some(visitor) if action.is_some_and(|action| !visitor.actor.may(action)) => {
                Err(self.refused(&Problem::forbidden()))
            }
            Some(visitor) => Ok(visitor),
        }
    }

    /// To sign in, and back to the page that was asked for.
    fn to_sign_in(&self) -> String {
        let page = self.request.path().get(3..).unwrap_or_default().to_owned()
            + &own_query(self.request.query_string());
        // What is done for an account is begun from its page.
        let begins_something = page.starts_with("/account/");
        if self.request.method() != Method::GET || begins_something || !is_local(&page) {
            return "/sign-in".to_owned();
        }
        let to: String = form_urlencoded::byte_serialize(page.as_bytes()).collect();
        format!("/sign-in?to={to}")
    }

    /// Whether the visitor may do it.
    pub fn may(&self, action: Action) -> bool {
        self.visitor.as_ref().is_some_and(|visitor| visitor.actor.may(action))
    }

    /// Notes a look at personal data, before it is shown.
    pub async fn looked(&self, act: &'static str, subject: Uuid, detail: &str) -> Result<(), Instead> {
        let visitor = self.visitor_who_may(None)?;
        let noted = self.app.looked((&visitor.actor, &self.number()), act, subject, detail.to_owned()).await;
        noted.map_err(|error| self.failed(error))
    }

    /// To another page in the same language: `place` is its address below that.
    pub fn to(&self, place: &str) -> HttpResponse {
        HttpResponse::SeeOther().insert_header(("Location", format!("/{}{place}", self.lang))).finish()
    }

    /// A page that says one thing, and where to go from there.
    pub fn said(&self, status: StatusCode, title: &str, said: String) -> HttpResponse {
        let (link, link_text) = match &self.visitor {
            Some(_) => (format!("/{}/account", self.lang), text(self.lang, "account-title")),
            None => (format!("/{}/sign-in", self.lang), text(self.lang, "sign-in-title")),
        };
        self.page(status, "message", title, Message { text: said, link: Some(link), link_text })
    }

    /// The page of an error of the app.
    pub fn failed(&self, error: AppError) -> Instead {
        self.refused(&Problem::from(error))
    }

    /// The page of a problem.
    pub fn refused(&self, problem: &Problem) -> Instead {
        let document = problem.document(self.lang);
        self.said(problem.status_code(), &document.title, document.detail).into()
    }

    /// A part of a page, for the page's own script: `name` is what its template calls it.
    pub fn fragment<P: Serialize>(&self, template: &str, name: &str, part: P) -> HttpResponse {
        let view = serde_json::json!({ "lang": self.lang, name: part });
        self.rendered(StatusCode::OK, template, &view)
    }

    /// Where the visitor may go, and where they are.
    fn bar(&self, visitor: &Visitor) -> VisitorView {
        let lang = self.lang;
        let here = self.request.path().split('/').nth(2).unwrap_or_default();
        let may = |action: &Option<Action>| action.is_none_or(|action| visitor.actor.may(action));
        let places = PLACES.iter().filter(|(_, action, _)| may(action)).map(|(place, _, key)| PlaceView {
            url: format!("/{lang}/{place}"),
            text: text(lang, key),
            current: here == *place,
        });
        let role = role(lang, visitor.actor.role.name()).unwrap_or_default();
        VisitorView { who: format!("{}, {role}", visitor.name), places: places.collect() }
    }

    /// A page.
    pub fn page<P: Serialize>(
        &self,
        status: StatusCode,
        template: &str,
        title: &str,
        page: P,
    ) -> HttpResponse {
        let path = self.request.path();
        // What came back from a provider is not there again, in no language.
        let own = match path.starts_with("/auth/") {
            true => "/sign-in".to_owned(),
            false => path.get(3..).unwrap_or_default().to_owned() + &own_query(self.request.query_string()),
        };
        let rest = self.place.as_deref().unwrap_or(&own);
        let visitor = self.visitor.as_ref().map(|visitor| self.bar(visitor));
        let view = View {
            lang: self.lang,
            title,
            style_url: self.site.style_url(),
            assets: &self.desk.assets,
            visitor,
            languages: match self.place.as_deref() {
                Some("") => Vec::new(),
                _ => languages(rest, Some(self.lang)).into(),
            },
            page,
        };
        self.rendered(status, template, &view)
    }

    fn rendered(&self, status: StatusCode, template: &str, view: &impl Serialize) -> HttpResponse {
        match self.desk.templates.render(template, view) {
            Ok(body) => HttpResponse::build(status)
                .content_type("text/html; charset=utf-8")
                .insert_header(("Cache-Control", "private, no-store"))
                .insert_header(("Content-Security-Policy", POLICY))
                .insert_header(("X-Content-Type-Options", "nosniff"))
                .insert_header(("X-Robots-Tag", "noindex, noarchive"))
                // With none at all a browser would not say to our own forms where they come from.
                .insert_header(("Referrer-Policy", "same-origin"))
                .insert_header(("Permissions-Policy", "camera=(), geolocation=(), microphone=()"))
                .insert_header(("Cross-Origin-Opener-Policy", "same-origin"))
                .body(body),
            Err(error) => {
                tracing::error!(%error, template, "a page could not be made");
                HttpResponse::InternalServerError().finish()
            }
        }
    }
}

/// Who it is, or nobody; an error where nobody can know.
pub(crate) fn known(visitor: Result<Visitor, AppError>) -> Result<Option<Visitor>, AppError> {
    match visitor {
        Ok(visitor) => Ok(Some(visitor)),
        Err(AppError::Unauthorised) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Parts of a query by which a page is another one.
const OWN: [&str; 7] = ["of", "version", "then", "again", "page", "from", "to"];

/// The page's own part of a query, with the mark before it.
fn own_query(query: &str) -> String {
    let own = query.split('&').filter(|pair| OWN.contains(&pair.split('=').next().unwrap_or_default()));
    let own: Vec<&str> = own.collect();
    if own.is_empty() { String::new() } else { format!("?{}", own.join("&")) }
}

/// Whether it is an address of a page of ours, below its language, and nothing that a browser could take for another host.
pub(super) fn is_local(place: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.?=&".contains(&byte);
    place.starts_with('/') && !place.starts_with("//") && place.len() < 500 && place.bytes().all(plain)
}

/// The same page in each language.
fn languages(rest: &str, current: Option<Lang>) -> [LanguageView; 4] {
    Lang::ALL.map(|lang| LanguageView {
        lang,
        code: lang.code().to_uppercase(),
        name: language(lang, lang),
        url: format!("/{lang}{rest}"),
        current: current == Some(lang),
    })
}

/// The language that a page's address begins with.
pub(super) fn in_path(request: &HttpRequest) -> Lang {
    request.match_info().get("lang").and_then(|code| code.parse().ok()).unwrap_or(Lang::En)
}

/// A page as it would be sent to somebody who may do everything, for tests.
#[cfg(test)]
pub(super) fn rendered<P: Serialize>(lang: Lang, template: &str, title: &str, page: P) -> String {
    static DESK: std::sync::LazyLock<Desk> = std::sync::LazyLock::new(Desk::new);
    let view = View {
        lang,
        title,
        style_url: "/assets/site.css",
        assets: &DESK.assets,
        visitor: Some(VisitorView {
            who: "A. Administrator".to_owned(),
            places: vec![PlaceView { url: "/en/now".to_owned(), text: "Now".to_owned(), current: true }],
        }),
        languages: languages("/x", None).into(),
        page,
    };
    DESK.templates.render(template, &view).expect("the page renders in strict mode")
}

#[cfg(test)]
mod tests {
    use super::{is_local, own_query};

    #[test]
    fn whoever_signs_in_is_led_to_pages_of_ours_alone() {
        for good in ["/now", "/decide/0193-a?version=out", "/cases?page=2"] {
            assert!(is_local(good), "{good}");
        }
        for bad in
            ["", "now", "//evil.example", "/\\evil.example", "/a:b", "https://evil.example", "/%2f", "/a b"]
        {
            assert!(!is_local(bad), "{bad}");
        }
    }

    #[test]
    fn a_page_in_another_language_is_the_same_page() {
        assert_eq!(own_query("of=a1&done=invited&version=out"), "?of=a1&version=out");
        assert_eq!(own_query("again=yes"), "?again=yes");
        for none in ["", "done=invited", "often=x&x=of"] {
            assert_eq!(own_query(none), "", "{none}");
        }
    }
}
