//! Where a browser makes a passkey and signs in with one: questions and answers as JSON, for the script of our own pages. What
//! the pages themselves say is theirs.

use crate::accept_language::negotiated;
use crate::pages::{Errand, known};
use crate::problem::{Problem, bad_json, bad_path};
use crate::rush::{self, Rush};
use crate::{MOST_JSON, provider, session};
use actix_web::{HttpRequest, HttpResponse, web};
use childalert_app::{App, Role, Token, Visitor};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config.service(
        web::scope("/auth")
            .app_data(web::JsonConfig::default().limit(MOST_JSON).error_handler(|_, _| bad_json().into()))
            .route("/sign-in/question", web::post().to(ask_to_sign_in))
            .route("/sign-in", web::post().to(sign_in))
            .route("/sign-out", web::post().to(sign_out))
            .route("/invitation/{token}/question", web::post().to(ask_to_enrol))
            .route("/invitation/{token}", web::post().to(enrol))
            .route("/proof/{errand}/question", web::post().to(ask_for_proof))
            .route("/proof/{errand}", web::post().to(prove))
            .route("/passkeys/question", web::post().to(ask_to_add))
            .route("/passkeys", web::post().to(add))
            .service(
                web::resource("/provider/{id}")
                    .app_data(web::QueryConfig::default().error_handler(|_, _| provider::no_answer().into()))
                    .route(web::get().to(provider::come_back)),
            ),
    );
}

#[derive(Deserialize)]
struct Answer {
    question: Uuid,
    credential: Value,
}

async fn ask_to_sign_in(
    app: web::Data<App>,
    rush: web::Data<Rush>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    session::from_our_pages(&app, &request)?;
    if let Err(problem) = rush.allow(&app, &request).await {
        return Ok(rush::later(&problem));
    }
    let asked = app.ask_to_sign_in().await?;
    Ok(private().json(json!({ "question": asked.question, "options": asked.options })))
}

async fn sign_in(
    app: web::Data<App>,
    request: HttpRequest,
    answer: web::Json<Answer>,
) -> Result<HttpResponse, Problem> {
    session::from_our_pages(&app, &request)?;
    let Answer { question, credential } = answer.into_inner();
    let signed_in = app.sign_in(question, read(credential)?).await?;
    let next = home(signed_in.lang.code(), signed_in.role);
    Ok(private().cookie(session::begun(&app, &signed_in.cookie)).json(json!({ "next": next })))
}

async fn sign_out(app: web::Data<App>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    session::from_our_pages(&app, &request)?;
    if let Some(cookie) = session::sent(&app, &request)
        && let Some(visitor) = known(app.visitor(&cookie).await)?
    {
        app.sign_out(&visitor).await?;
    }
    Ok(private().cookie(session::ended(&app)).json(json!({})))
}

async fn ask_to_enrol(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
) -> Result<HttpResponse, Problem> {
    session::from_our_pages(&app, &request)?;
    let (question, options) = app.ask_to_enrol(&Token::sent(&token)).await?;
    Ok(private().json(json!({ "question": question, "options": options })))
}

async fn enrol(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    answer: web::Json<Answer>,
) -> Result<HttpResponse, Problem> {
    session::from_our_pages(&app, &request)?;
    let Answer { question, credential } = answer.into_inner();
    let enrolled = app.enrol(&Token::sent(&token), question, read(credential)?).await?;
    let next = home(enrolled.lang.code(), enrolled.role);
    Ok(private().cookie(session::begun(&app, &enrolled.cookie)).json(json!({ "next": next })))
}

async fn ask_for_proof(app: web::Data<App>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let visitor = visitor(&app, &request).await?;
    let asked = app.ask_for_proof(&visitor).await?;
    Ok(private().json(json!({ "question": asked.question, "options": asked.options })))
}

async fn prove(
    app: web::Data<App>,
    request: HttpRequest,
    errand: web::Path<String>,
    answer: web::Json<Answer>,
) -> Result<HttpResponse, Problem> {
    let visitor = visitor(&app, &request).await?;
    let errand = Errand::read(&errand).ok_or_else(bad_path)?;
    let Answer { question, credential } = answer.into_inner();
    app.prove(&visitor, question, read(credential)?).await?;
    Ok(private().json(json!({ "next": errand.page(negotiated(request.headers())) })))
}

async fn ask_to_add(app: web::Data<App>, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let visitor = visitor(&app, &request).await?;
    let asked = app.ask_to_add_passkey(&visitor).await?;
    Ok(private().json(json!({ "question": asked.question, "options": asked.options })))
}

async fn add(
    app: web::Data<App>,
    request: HttpRequest,
    answer: web::Json<Answer>,
) -> Result<HttpResponse, Problem> {
    let visitor = visitor(&app, &request).await?;
    let Answer { question, credential } = answer.into_inner();
    app.add_passkey(&visitor, question, read(credential)?).await?;
    Ok(private().json(json!({ "next": format!("/{}/account", negotiated(request.headers())) })))
}

/// Whose session it is, for a change that comes from our own pages.
async fn visitor(app: &App, request: &HttpRequest) -> Result<Visitor, Problem> {
    session::from_our_pages(app, request)?;
    let cookie = session::sent(app, request).ok_or_else(Problem::unauthorised)?;
    Ok(app.visitor(&cookie).await?)
}

/// A passkey's answer in the shape that the library reads.
fn read<T: DeserializeOwned>(credential: Value) -> Result<T, Problem> {
    serde_json::from_value(credential).map_err(|_| bad_json())
}

/// Where somebody of a role goes after signing in.
pub(crate) fn home(lang: &str, role: Role) -> String {
    match role {
        Role::Magistrate => format!("/{lang}/decide"),
        Role::Officer | Role::Operator => format!("/{lang}/now"),
        Role::Administrator => format!("/{lang}/health"),
        _ => format!("/{lang}/account"),
    }
}

fn private() -> actix_web::HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response.insert_header(("Cache-Control", "private, no-store"));
    response
}
