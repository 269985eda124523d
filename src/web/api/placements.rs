//! The ledger of copies, and what a person does with one that resists.

use super::{Page, Problems, ok};
use crate::accept_language::negotiated;
use crate::caller::Caller;
use crate::checked::Checked;
use crate::problem::Problem;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use childalert_app::{Action, App, PlacementView, ProgressView};
use childalert_domain::Lang;
use childalert_words::copy_reason;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A campaign's copies.
#[utoipa::path(tag = "placements", params(Page), responses((status = 200, body = Vec<PlacementView>), Problems))]
#[get("/campaigns/{id}/placements")]
pub(crate) async fn list(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    page: web::Query<Page>,
    http: HttpRequest,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCampaigns)?;
    let (limit, offset) = page.bounds();
    let (copies, lang) = (app.placements(*id, limit, offset).await?, negotiated(http.headers()));
    Ok(ok(&copies.into_iter().map(|copy| worded(copy, lang)).collect::<Vec<_>>()))
}

/// A copy with its reason in words. What the outside said in its own is in none of them.
fn worded(mut copy: PlacementView, lang: Lang) -> PlacementView {
    if let Some(said) = copy.reason.as_deref().and_then(|reason| copy_reason(lang, reason)) {
        (copy.message, copy.mend) = (said.title, said.mend);
    }
    copy
}

/// How many copies are in which state.
#[utoipa::path(tag = "placements", responses((status = 200, body = ProgressView), Problems))]
#[get("/campaigns/{id}/progress")]
pub(crate) async fn progress(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCampaigns)?;
    Ok(ok(&app.progress(*id).await?))
}

/// Tries a refused or escalated copy again.
#[utoipa::path(tag = "placements", responses((status = 200, body = PlacementView), Problems))]
#[post("/placements/{id}/retry")]
pub(crate) async fn retry(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    http: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::SettlePlacements, &[])?;
    Ok(ok(&worded(app.retry_placement(&request, *id).await?, negotiated(http.headers()))))
}

/// Says that the caller sees to a copy that resists: the others are not called any more, for half an hour.
#[utoipa::path(tag = "placements", responses((status = 200, body = PlacementView), Problems))]
#[post("/placements/{id}/taking")]
pub(crate) async fn take(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    http: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::SettlePlacements, &[])?;
    Ok(ok(&worded(app.take_placement(&request, *id).await?, negotiated(http.headers()))))
}

/// Who answers for a copy that resists, and how.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Closure {
    /// Name of the person.
    #[schema(min_length = 1, max_length = 120)]
    by: String,
    /// What was done.
    #[schema(min_length = 1, max_length = 2000)]
    note: String,
}

/// Closes an escalated copy of a retracted campaign: a named person saw to it.
#[utoipa::path(tag = "placements", request_body = Closure, responses((status = 200, body = PlacementView), Problems))]
#[post("/placements/{id}/closure")]
pub(crate) async fn close(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    body: Checked<Closure>,
    http: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::SettlePlacements, &body.bytes)?;
    let Closure { by, note } = body.value;
    Ok(ok(&worded(app.close_placement(&request, *id, by, note).await?, negotiated(http.headers()))))
}
