//! What every page for people who sign in has: the frame, the headers, and who is looking.

use crate::problem::Problem;
use crate::public::Site;
use crate::session;
use actix_web::http::StatusCode;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, web};
use childalert_app::{Action, App, AppError, Visitor};
use childalert_domain::{Digest, Lang};
use childalert_words::{Escaping, engine, language, text};
use handlebars::Handlebars;
use serde::Serialize;
use tracing_actix_web::RequestId;

const SCRIPT: &[u8] = include_bytes!("../../../assets/script/desk.js");

/// Our own script and styles, forms to ourselves, and nothing from anywhere else; nobody frames us.
const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; \
    img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The templates, parsed once.
pub(crate) struct Desk {
    templates: Handlebars<'static>,
    script_url: String,
}

#[derive(Serialize)]
struct View<'a, P> {
    lang: Lang,
    title: &'a str,
    style_url: &'a str,
    script_url: &'a str,
    visitor: Option<VisitorView>,
    languages: Vec<LanguageView>,
    page: P,
}

#[derive(Serialize)]
struct VisitorView {
    decides: bool,
}

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
            ("passkey", include_str!("../../../templates/desk/passkey.hbs")),
            ("message", include_str!("../../../templates/desk/message.hbs")),
            ("account", include_str!("../../../templates/desk/account.hbs")),
            ("remove-passkey", include_str!("../../../templates/desk/remove-passkey.hbs")),
            ("decide-list", include_str!("../../../templates/desk/decide-list.hbs")),
            ("consent", include_str!("../../../templates/desk/consent.hbs")),
            ("consent-given", include_str!("../../../templates/desk/consent-given.hbs")),
            ("decide", include_str!("../../../templates/desk/decide.hbs")),
        ] {
            templates
                .register_template_string(name, source)
                .expect("an embedded template parses: tests render each");
        }
        let script_url = format!("/assets/desk-{}.js", &Digest::of(SCRIPT).to_string()[..12]);
        Desk { templates, script_url }
    }
}

/// The script, if that is its name.
pub(crate) fn script(name: &str) -> Option<&'static [u8]> {
    let wanted = format!("desk-{}.js", &Digest::of(SCRIPT).to_string()[..12]);
    (name == wanted).then_some(SCRIPT)
}

/// A request for a page: its language, and who asks.
pub(crate) struct Asked {
    pub app: web::Data<App>,
    pub lang: Lang,
    pub request: HttpRequest,
    desk: web::Data<Desk>,
    site: web::Data<Site>,
    pub visitor: Option<Visitor>,
}

impl Asked {
    /// Reads the language from the path and the visitor from the cookie.
    pub async fn of(request: HttpRequest) -> Result<Asked, Problem> {
        let lang = request.match_info().get("lang").and_then(|code| code.parse().ok()).unwrap_or(Lang::En);
        Asked::in_language(request, lang).await
    }

    /// The same for an address that names no language.
    pub async fn in_language(request: HttpRequest, lang: Lang) -> Result<Asked, Problem> {
        let missing = || Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal");
        let app = request.app_data::<web::Data<App>>().cloned().ok_or_else(missing)?;
        let desk = request.app_data::<web::Data<Desk>>().cloned().ok_or_else(missing)?;
        let site = request.app_data::<web::Data<Site>>().cloned().ok_or_else(missing)?;
        let visitor = match session::sent(&app, &request) {
            Some(cookie) => app.visitor(&cookie).await.ok(),
            None => None,
        };
        Ok(Asked { app, lang, request, desk, site, visitor })
    }

    /// The request's number, for the trail.
    pub fn number(&self) -> String {
        self.request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default()
    }

    /// The visitor, if they may do it; or the page that they get instead.
    pub fn visitor_who_may(&self, action: Option<Action>) -> Result<&Visitor, Box<HttpResponse>> {
        match &self.visitor {
            None => {
                let place = format!("/{}/sign-in", self.lang);
                Err(Box::new(HttpResponse::SeeOther().insert_header(("Location", place)).finish()))
            }
            Some(visitor) if action.is_some_and(|action| !visitor.actor.may(action)) => {
                Err(Box::new(self.said(
                    StatusCode::FORBIDDEN,
                    &text(self.lang, "problem-forbidden"),
                    text(self.lang, "problem-forbidden-mend"),
                )))
            }
            Some(visitor) => Ok(visitor),
        }
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
    pub fn failed(&self, error: AppError) -> HttpResponse {
        self.refused(&Problem::from(error))
    }

    /// The page of a problem.
    pub fn refused(&self, problem: &Problem) -> HttpResponse {
        let document = problem.document(self.lang);
        let status = StatusCode::from_u16(document.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self.said(status, &document.title, document.detail)
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
        let rest = if path.starts_with("/auth/") { "/sign-in" } else { path.get(3..).unwrap_or_default() };
        let languages = Lang::ALL.map(|lang| LanguageView {
            lang,
            code: lang.code().to_uppercase(),
            name: language(lang, lang),
            url: format!("/{lang}{rest}"),
            current: lang == self.lang,
        });
        let visitor =
            self.visitor.as_ref().map(|visitor| VisitorView { decides: visitor.actor.may(Action::Decide) });
        let view = View {
            lang: self.lang,
            title,
            style_url: self.site.style_url(),
            script_url: &self.desk.script_url,
            visitor,
            languages: languages.into(),
            page,
        };
        match self.desk.templates.render(template, &view) {
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
