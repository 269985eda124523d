//! Signing in by an organisation's own provider: off to its page, and back from it. Plain links and redirects; no script.

use crate::accept_language::preferred;
use crate::pages::Asked;
use crate::problem::Problem;
use crate::rush::Rush;
use crate::session;
use crate::sign_in::home;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use childalert_app::{App, ProviderAnswer};
use childalert_domain::Lang;

/// Off to the provider. By a link, for a form may lead to this site alone.
pub(crate) async fn leave(
    app: web::Data<App>,
    rush: web::Data<Rush>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let id = request.match_info().get("id").unwrap_or_default().to_owned();
    let asked = Asked::of(request).await?;
    if let Err(problem) = rush.allow(&app, &asked.request).await {
        return Ok(asked.refused(&problem));
    }
    match app.ask_provider(&id, asked.lang).await {
        Ok(question) => Ok(HttpResponse::SeeOther()
            .insert_header(("Location", question.url))
            .insert_header(("Cache-Control", "private, no-store"))
            .insert_header(("Referrer-Policy", "no-referrer"))
            .cookie(session::gone_to_provider(&app, &question.browser))
            .finish()),
        Err(error) => Ok(asked.failed(error)),
    }
}

/// Back from it, with an answer.
pub(crate) async fn come_back(
    app: web::Data<App>,
    request: HttpRequest,
    answer: web::Query<ProviderAnswer>,
) -> Result<HttpResponse, Problem> {
    let id = request.match_info().get("id").unwrap_or_default().to_owned();
    let browser = session::back_from_provider(&app, &request);
    let lang = lang(&answer, &request);
    let mut response = match app.answer_provider(&id, answer.into_inner(), browser).await {
        Ok(signed_in) => {
            let place = home(signed_in.lang.code(), signed_in.role);
            let mut response = HttpResponse::SeeOther()
                .insert_header(("Location", place))
                .insert_header(("Cache-Control", "private, no-store"))
                .insert_header(("Referrer-Policy", "no-referrer"))
                .finish();
            // A cookie that cannot be written only leaves them signed out.
            let _ = response.add_cookie(&session::begun(&app, &signed_in.cookie));
            response
        }
        Err(error) => Asked::in_language(request, lang).await?.failed(error),
    };
    // It has served, whatever came of it.
    let _ = response.add_cookie(&session::no_provider(&app));
    Ok(response)
}

/// A query that is no answer.
pub(crate) fn no_answer() -> Problem {
    Problem::new(StatusCode::CONFLICT, "question-over")
}

/// The language of the page that they left.
fn lang(answer: &ProviderAnswer, request: &HttpRequest) -> Lang {
    let sent = answer.state.as_deref().and_then(|state| state.split_once('.')?.1.parse().ok());
    sent.or_else(|| preferred(request.headers())).unwrap_or(Lang::Fr)
}
