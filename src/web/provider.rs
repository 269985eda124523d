//! Signing in by an organisation's own provider: off to its page, and back from it. Plain links and redirects; no script.

use crate::accept_language::preferred;
use crate::pages::{Asked, Errand, Reply};
use crate::problem::Problem;
use crate::rush::Rush;
use crate::session;
use crate::sign_in::home;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use childalert_app::{App, AppError, ProviderAnswer, ProviderAnswered, ProviderQuestion, Returning};
use childalert_domain::Lang;

/// Off to the provider. By a link, for a form may lead to this site alone.
pub(crate) async fn leave(app: web::Data<App>, rush: web::Data<Rush>, request: HttpRequest) -> Reply {
    let id = request.match_info().get("id").unwrap_or_default().to_owned();
    let asked = Asked::of(request).await?;
    rush.allow(&app, &asked.request).await.map_err(|problem| asked.refused(&problem))?;
    off(&asked, app.ask_provider(&id, asked.lang).await)
}

/// Off to the visitor's provider, to sign in there anew.
pub(crate) async fn leave_to_sign_in_anew(
    app: web::Data<App>,
    rush: web::Data<Rush>,
    request: HttpRequest,
) -> Reply {
    let asked = Asked::of(request).await?;
    let visitor = asked.visitor_who_may(None)?;
    rush.allow(&app, &asked.request).await.map_err(|problem| asked.refused(&problem))?;
    off(&asked, app.ask_provider_anew(visitor, asked.lang).await)
}

fn off(asked: &Asked, question: Result<ProviderQuestion, AppError>) -> Reply {
    let question = question.map_err(|error| asked.failed(error))?;
    Ok(to(question.url).cookie(session::gone_to_provider(&asked.app, &question.browser)).finish())
}

/// Back from it, with an answer.
pub(crate) async fn come_back(
    app: web::Data<App>,
    request: HttpRequest,
    answer: web::Query<ProviderAnswer>,
) -> Reply {
    let id = request.match_info().get("id").unwrap_or_default().to_owned();
    let returning = Returning {
        browser: session::back_from_provider(&app, &request),
        session: session::sent(&app, &request),
    };
    let lang = lang(&answer, &request);
    let mut response = match app.answer_provider(&id, answer.into_inner(), returning).await {
        Ok(ProviderAnswered::SignedIn(signed_in)) => to(home(signed_in.lang.code(), signed_in.role))
            .cookie(session::begun(&app, &signed_in.cookie))
            .finish(),
        Ok(ProviderAnswered::Vouched) => to(Errand::Add.page(lang)).finish(),
        Err(error) => match Asked::in_language(request, lang).await {
            Ok(asked) => asked.failed(error).into(),
            Err(instead) => instead.into(),
        },
    };
    // It has served, whatever came of it; a cookie that cannot be written ends by itself in ten minutes.
    let _ = response.add_cookie(&session::no_provider(&app));
    Ok(response)
}

/// Elsewhere, without a word of where from.
fn to(place: String) -> HttpResponseBuilder {
    let mut response = HttpResponse::SeeOther();
    response
        .insert_header(("Location", place))
        .insert_header(("Cache-Control", "private, no-store"))
        .insert_header(("Referrer-Policy", "no-referrer"));
    response
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
