//! Campaigns: drafted, edited, launched, retracted.

use super::photos::say_warnings;
use super::{MadeOn, Page, Problems, created, ok};
use crate::accept_language::negotiated;
use crate::caller::Caller;
use crate::checked::Checked;
use crate::problem::Problem;
use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use childalert_app::{Action, App, CampaignView, MessageView, Retraction, TrailView};
use childalert_domain::CampaignDraft;
use uuid::Uuid;

/// Makes a campaign for a case.
#[utoipa::path(tag = "campaigns", request_body = CampaignDraft, responses((status = 201, body = CampaignView), Problems))]
#[post("/cases/{id}/campaigns")]
pub(crate) async fn draft(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    body: Checked<CampaignDraft>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::PrepareCampaigns, &body.bytes)?;
    Ok(created(&app.draft_campaign(&request, *id, body.value).await?))
}

/// Campaigns, newest first.
#[utoipa::path(tag = "campaigns", params(Page), responses((status = 200, body = Vec<CampaignView>), Problems))]
#[get("/campaigns")]
pub(crate) async fn list(
    app: web::Data<App>,
    caller: Caller,
    page: web::Query<Page>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCampaigns)?;
    let (limit, offset) = page.bounds();
    Ok(ok(&app.campaigns(limit, offset).await?))
}

/// One campaign.
#[utoipa::path(tag = "campaigns", responses((status = 200, body = CampaignView), Problems))]
#[get("/campaigns/{id}")]
pub(crate) async fn show(
    app: web::Data<App>,
    caller: Caller,
    asked: HttpRequest,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCampaigns)?;
    let mut campaign = app.campaign(*id).await?;
    caller.looks(&app, "campaign.look", *id, "").await?;
    say_warnings(&mut campaign.warnings, negotiated(asked.headers()));
    Ok(ok(&campaign))
}

/// Replaces a campaign's draft. Whatever was frozen or decided before is void.
#[utoipa::path(
    tag = "campaigns", params(MadeOn), request_body = CampaignDraft,
    responses((status = 200, body = CampaignView), Problems)
)]
#[put("/campaigns/{id}")]
pub(crate) async fn edit(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    made_on: web::Query<MadeOn>,
    body: Checked<CampaignDraft>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::PrepareCampaigns, &body.bytes)?;
    Ok(ok(&app.edit_campaign(&request, *id, made_on.version, body.value).await?))
}

/// Launches a decided campaign. Everything that is missing is listed.
#[utoipa::path(tag = "campaigns", responses((status = 200, body = CampaignView), Problems))]
#[post("/campaigns/{id}/launch")]
pub(crate) async fn launch(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::Launch, &[])?;
    Ok(ok(&app.launch(&request, *id, None).await?))
}

/// Puts the newest version, once it is decided on, in the place of the one that is out. Everything that is missing is listed.
#[utoipa::path(tag = "campaigns", responses((status = 200, body = CampaignView), Problems))]
#[post("/campaigns/{id}/update")]
pub(crate) async fn update(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::Launch, &[])?;
    Ok(ok(&app.update_campaign(&request, *id, None).await?))
}

/// Takes everything back. One person is enough; saying it twice does no harm.
#[utoipa::path(tag = "campaigns", request_body = Retraction, responses((status = 200, body = CampaignView), Problems))]
#[post("/campaigns/{id}/retraction")]
pub(crate) async fn retract(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    body: Checked<Retraction>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::Retract, &body.bytes)?;
    Ok(ok(&app.retract(&request, *id, body.value).await?))
}

/// Who did what in a campaign, oldest first.
#[utoipa::path(tag = "campaigns", responses((status = 200, body = Vec<TrailView>), Problems))]
#[get("/campaigns/{id}/trail")]
pub(crate) async fn trail(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCampaigns)?;
    Ok(ok(&app.trail(*id).await?))
}

/// What the service told the authorities and the people concerned of a campaign, and what became of each message.
#[utoipa::path(tag = "campaigns", responses((status = 200, body = Vec<MessageView>), Problems))]
#[get("/campaigns/{id}/messages")]
pub(crate) async fn messages(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCampaigns)?;
    Ok(ok(&app.campaign_messages(*id).await?))
}
