//! The ledger of a campaign's copies as people read it, and what is left of it as evidence.

use super::{Page, Problems, ok};
use crate::accept;
use crate::accept_language::negotiated;
use crate::caller::Caller;
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::http::header::ContentEncoding;
use actix_web::{HttpRequest, HttpResponse, get, web};
use childalert_app::{Action, App, CopyView, LedgerView, STATEMENT_LOOK, statement_report};
use childalert_domain::{Digest, Lang};
use childalert_words::copy_reason;
use serde::Deserialize;
use uuid::Uuid;

/// Every copy of a campaign counted, and those that are owed back or need a person: since when, whose they are, and what to do.
#[utoipa::path(tag = "placements", params(Page), responses((status = 200, body = LedgerView), Problems))]
#[get("/campaigns/{id}/ledger")]
pub(crate) async fn ledger(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    page: web::Query<Page>,
    http: HttpRequest,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCampaigns)?;
    let (limit, offset) = page.bounds();
    let (mut ledger, lang) = (app.ledger(*id, limit, offset).await?, negotiated(http.headers()));
    for open in &mut ledger.open {
        say_why(&mut open.copy, lang);
    }
    Ok(ok(&ledger))
}

/// Puts the copy's reason in words. What the outside said in its own is in none of them.
pub(super) fn say_why(copy: &mut CopyView, lang: Lang) {
    if let Some(said) = copy.reason.as_deref().and_then(|reason| copy_reason(lang, reason)) {
        (copy.message, copy.mend) = (said.title, said.mend);
    }
}

/// The language of a document.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct InLanguage {
    /// `fr`, `nl`, `de` or `en`; that of `Accept-Language` where absent.
    #[param(value_type = Option<String>)]
    lang: Option<Lang>,
}

/// What proves that every copy of a closed campaign is accounted for, without the child's name or face: canonical JSON (RFC
/// 8785), of which `Repr-Digest` has the SHA-256, or a PDF for `Accept: application/pdf`. While a copy is owed the answer is 409
/// and says how many are, and whose they are.
#[utoipa::path(
    tag = "placements", params(InLanguage),
    responses(
        (status = 200, content((super::Bytes = "application/json"), (super::Bytes = "application/pdf"))),
        Problems
    )
)]
#[get("/campaigns/{id}/closing-statement")]
pub(crate) async fn closing_statement(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    query: web::Query<InLanguage>,
    http: HttpRequest,
) -> Result<HttpResponse, Problem> {
    match accept::preferred(http.headers(), &["application/json", "application/pdf"]) {
        0 => statement_json(&app, &caller, *id).await,
        _ => statement_pdf(&app, &caller, *id, query.lang, &http).await,
    }
}

/// The closing statement as a PDF, for those who cannot name the form that they want.
#[utoipa::path(
    tag = "placements", params(InLanguage),
    responses((status = 200, body = super::Bytes, content_type = "application/pdf"), Problems)
)]
#[get("/campaigns/{id}/closing-statement.pdf")]
pub(crate) async fn closing_statement_as_pdf(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    query: web::Query<InLanguage>,
    http: HttpRequest,
) -> Result<HttpResponse, Problem> {
    statement_pdf(&app, &caller, *id, query.lang, &http).await
}

async fn statement_json(app: &App, caller: &Caller, id: Uuid) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCampaigns)?;
    let statement = app.closing_statement(id).await?;
    let (file, digest) = file_of(&statement)?;
    caller.looks(app, STATEMENT_LOOK, id, digest.to_string()).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header(ContentEncoding::Identity)
        .insert_header(("Cache-Control", "private, no-store"))
        .insert_header(("Vary", "Accept"))
        .insert_header(("Repr-Digest", format!("sha-256=:{}:", base64(digest.bytes()))))
        .insert_header(("Content-Disposition", named(&statement.code, "json")))
        .body(file))
}

async fn statement_pdf(
    app: &App,
    caller: &Caller,
    id: Uuid,
    lang: Option<Lang>,
    http: &HttpRequest,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCampaigns)?;
    let statement = app.closing_statement(id).await?;
    let digest = file_of(&statement)?.1;
    caller.looks(app, STATEMENT_LOOK, id, digest.to_string()).await?;
    let report = statement_report(&statement, digest, lang.unwrap_or_else(|| negotiated(http.headers())));
    let fault = || Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal");
    let made = web::block(move || childalert_poster::report(&report)).await.map_err(|_| fault())?;
    let made = made.map_err(|errors| {
        tracing::error!(?errors, "a closing statement could not be set");
        fault()
    })?;
    Ok(HttpResponse::Ok()
        .content_type(made.media_type)
        .insert_header(("Cache-Control", "private, no-store"))
        .insert_header(("Vary", "Accept, Accept-Language"))
        .insert_header(("Content-Disposition", named(&statement.code, "pdf")))
        .body(made.bytes))
}

fn file_of(statement: &childalert_app::ClosingStatement) -> Result<(String, Digest), Problem> {
    let file =
        statement.canonical().map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal"))?;
    let digest = Digest::of(file.as_bytes());
    Ok((file, digest))
}

fn named(code: &str, extension: &str) -> String {
    format!("inline; filename=\"closing-statement-{code}.{extension}\"")
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
