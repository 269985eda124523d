//! Cases.

use super::photos::worded as worded_photo;
use super::{CaseChange, Page, Problems, created, ok};
use crate::accept_language::negotiated;
use crate::caller::Caller;
use crate::checked::Checked;
use crate::problem::Problem;
use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use childalert_app::{Action, App, CaseChangeView, CaseView, MessageView};
use childalert_domain::{Case, Lang};
use uuid::Uuid;

/// Opens a case. Somebody who may not be searched for is refused at once.
#[utoipa::path(tag = "cases", request_body = Case, responses((status = 201, body = CaseView), Problems))]
#[post("/cases")]
pub(crate) async fn open(
    app: web::Data<App>,
    caller: Caller,
    body: Checked<Case>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::WriteCases, &body.bytes)?;
    Ok(created(&app.open_case(&request, body.value).await?))
}

/// Cases, newest first.
#[utoipa::path(tag = "cases", params(Page), responses((status = 200, body = Vec<CaseView>), Problems))]
#[get("/cases")]
pub(crate) async fn list(
    app: web::Data<App>,
    caller: Caller,
    asked: HttpRequest,
    page: web::Query<Page>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCases)?;
    let (limit, offset) = page.bounds();
    let lang = negotiated(asked.headers());
    let cases = app.cases(limit, offset).await?;
    let ids: Vec<String> = cases.iter().map(|case| case.id.simple().to_string()).collect();
    caller.looks(&app, "cases.look", Uuid::nil(), ids.join(" ")).await?;
    Ok(ok(&cases.into_iter().map(|case| worded(case, lang)).collect::<Vec<_>>()))
}

/// One case with its papers and photos.
#[utoipa::path(tag = "cases", responses((status = 200, body = CaseView), Problems))]
#[get("/cases/{id}")]
pub(crate) async fn show(
    app: web::Data<App>,
    caller: Caller,
    asked: HttpRequest,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCases)?;
    let case = app.case(*id).await?;
    caller.looks(&app, "case.look", *id, "").await?;
    Ok(ok(&worded(case, negotiated(asked.headers()))))
}

/// Replaces a case's file. The reference stays what it is. Where the person may not be searched for any more, nothing is
/// changed while a campaign of the case is live (409), unless `retract` says that all of them are to be taken back; the
/// answer names them.
#[utoipa::path(
    tag = "cases", params(CaseChange), request_body = Case,
    responses((status = 200, body = CaseChangeView), Problems)
)]
#[put("/cases/{id}")]
pub(crate) async fn change(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    change: web::Query<CaseChange>,
    body: Checked<Case>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::WriteCases, &body.bytes)?;
    Ok(ok(&app.change_case(&request, *id, change.version, body.value, change.retract).await?))
}

/// What the service told the authorities and the people concerned of a case, and what became of each message.
#[utoipa::path(tag = "cases", responses((status = 200, body = Vec<MessageView>), Problems))]
#[get("/cases/{id}/messages")]
pub(crate) async fn messages(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCases)?;
    Ok(ok(&app.case_messages(*id).await?))
}

/// The photos' warnings in the caller's language.
fn worded(mut case: CaseView, lang: Lang) -> CaseView {
    case.photos = case.photos.into_iter().map(|photo| worded_photo(photo, lang)).collect();
    case
}
