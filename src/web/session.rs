//! The session's cookie, and the proof that a change comes from our own pages.

use crate::problem::Problem;
use actix_web::HttpRequest;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::StatusCode;
use actix_web::http::header::ORIGIN;
use childalert_app::{App, Token};

/// Behind https the prefix makes browsers hold to it: this host alone, sent over https alone. On a machine of one's own, without
/// https, a browser would not take it.
fn name(app: &App) -> &'static str {
    if secure(app) { "__Host-childalert" } else { "childalert" }
}

fn secure(app: &App) -> bool {
    app.public_url().starts_with("https://")
}

/// The cookie for a session that begins. No script can read it, and no other site's form sends it.
pub(crate) fn begun(app: &App, cookie: &childalert_app::Cookie) -> Cookie<'static> {
    let seconds = (cookie.until - app.now()).num_seconds();
    made(app, name(app), cookie.token.text().to_owned(), Duration::seconds(seconds))
}

/// The cookie that takes it away again.
pub(crate) fn ended(app: &App) -> Cookie<'static> {
    made(app, name(app), String::new(), Duration::ZERO)
}

fn made(app: &App, name: &'static str, value: String, age: Duration) -> Cookie<'static> {
    Cookie::build(name, value)
        .path("/")
        .http_only(true)
        .secure(secure(app))
        .same_site(SameSite::Lax)
        .max_age(age)
        .finish()
}

/// The same for the cookie of somebody who is at their provider's page.
fn name_at_provider(app: &App) -> &'static str {
    if secure(app) { "__Host-childalert-provider" } else { "childalert-provider" }
}

/// The cookie by which a browser is known again when it comes back from a provider. The provider's redirect is a visit from
/// elsewhere, for which `Lax` is what lets it be sent.
pub(crate) fn gone_to_provider(app: &App, cookie: &childalert_app::Cookie) -> Cookie<'static> {
    let seconds = (cookie.until - app.now()).num_seconds();
    made(app, name_at_provider(app), cookie.token.text().to_owned(), Duration::seconds(seconds))
}

/// Takes it away again.
pub(crate) fn no_provider(app: &App) -> Cookie<'static> {
    made(app, name_at_provider(app), String::new(), Duration::ZERO)
}

/// What the browser that comes back was given.
pub(crate) fn back_from_provider(app: &App, request: &HttpRequest) -> Option<Token> {
    request.cookie(name_at_provider(app)).map(|cookie| Token::sent(cookie.value()))
}

/// The token that the browser sent.
pub(crate) fn sent(app: &App, request: &HttpRequest) -> Option<Token> {
    request.cookie(name(app)).map(|cookie| Token::sent(cookie.value()))
}

/// A change that a cookie vouches for must come from a page of ours: browsers say so, and cannot be made not to.
pub(crate) fn from_our_pages(app: &App, request: &HttpRequest) -> Result<(), Problem> {
    if request.method().is_safe() {
        return Ok(());
    }
    let origin = request.headers().get(ORIGIN).and_then(|origin| origin.to_str().ok());
    match origin == Some(app.public_url()) {
        true => Ok(()),
        false => Err(Problem::new(StatusCode::FORBIDDEN, "other-site")),
    }
}
