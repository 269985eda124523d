//! The papers in a case's file: declaration, consents, overrides, concertation.

use super::{Problems, created, ok};
use crate::caller::Caller;
use crate::checked::Checked;
use crate::problem::Problem;
use actix_web::{HttpResponse, get, post, web};
use childalert_app::{Action, App, CaseView, ConsentAsk, ConsentAsked};
use childalert_domain::{Consent, ConsentDenied, Declaration, Heard, Override};
use uuid::Uuid;

/// Records the declaration to the police; a later one replaces it.
#[utoipa::path(tag = "papers", request_body = Declaration, responses((status = 201, body = CaseView), Problems))]
#[post("/cases/{id}/declarations")]
pub(crate) async fn declare(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    body: Checked<Declaration>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::WriteCases, &body.bytes)?;
    Ok(created(&app.record_declaration(&request, *id, body.value).await?))
}

/// Records a consent: exactly which photos, channels, languages, area, until when; and its `form`, without which it is refused. One on
/// `paper` names its `scan`, an `oral` one has a `note` of who heard it, when, and how they knew who spoke.
#[utoipa::path(tag = "papers", request_body = Consent, responses((status = 201, body = CaseView), Problems))]
#[post("/cases/{id}/consents")]
pub(crate) async fn consent(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    body: Checked<Consent>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::WriteCases, &body.bytes)?;
    Ok(created(&app.record_consent(&request, *id, body.value).await?))
}

/// Records that somebody refused, or could not be asked. A refusal stands against everybody else's consent, and takes back what it
/// leaves without cover.
#[utoipa::path(tag = "papers", request_body = ConsentDenied, responses((status = 201, body = CaseView), Problems))]
#[post("/cases/{id}/denials")]
pub(crate) async fn deny(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    body: Checked<ConsentDenied>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::WriteCases, &body.bytes)?;
    Ok(created(&app.record_denial(&request, *id, body.value).await?))
}

/// Asks a holder of parental authority by a link: it shows exactly what would go out, and lets them agree, refuse, and withdraw.
#[utoipa::path(tag = "papers", request_body = ConsentAsk, responses((status = 201, body = ConsentAsked), Problems))]
#[post("/cases/{id}/consent-requests")]
pub(crate) async fn ask(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    body: Checked<ConsentAsk>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::AskConsent, &body.bytes)?;
    Ok(created(&app.ask_consent(&request, *id, body.value).await?))
}

/// Whom was asked in a case, and what they answered; never the links.
#[utoipa::path(tag = "papers", responses((status = 200, body = Vec<ConsentAsked>), Problems))]
#[get("/cases/{id}/consent-requests")]
pub(crate) async fn asked(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCases)?;
    let asked = app.consents_asked(*id).await?;
    caller.looks(&app, "case.look", *id, "").await?;
    Ok(ok(&asked))
}

/// Takes the link of an asking back. An answer that was given by it stands until it is withdrawn.
#[utoipa::path(tag = "papers", responses((status = 200, body = ConsentAsked), Problems))]
#[post("/cases/{id}/consent-requests/{asking}/revocation")]
pub(crate) async fn revoke_link(
    app: web::Data<App>,
    caller: Caller,
    path: web::Path<(Uuid, Uuid)>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::AskConsent, &[])?;
    let (case, asking) = path.into_inner();
    Ok(ok(&app.revoke_consent_link(&request, case, asking).await?))
}

/// Withdraws a consent, and takes back every copy that nothing else covers.
#[utoipa::path(tag = "papers", responses((status = 200, body = CaseView), Problems))]
#[post("/consents/{id}/withdrawal")]
pub(crate) async fn withdraw(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::WriteCases, &[])?;
    Ok(ok(&app.withdraw_consent(&request, *id).await?))
}

/// Records why one campaign of the case goes out without consent.
#[utoipa::path(tag = "papers", request_body = Override, responses((status = 201, body = CaseView), Problems))]
#[post("/cases/{id}/overrides")]
pub(crate) async fn override_consent(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    body: Checked<Override>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::WriteCases, &body.bytes)?;
    Ok(created(&app.record_override(&request, *id, body.value).await?))
}

/// Records what a party said in the concertation; the last word of each counts. An opposition of the magistrate and a refusal
/// of the foundation take every live campaign of the case back.
#[utoipa::path(tag = "papers", request_body = Heard, responses((status = 201, body = CaseView), Problems))]
#[post("/cases/{id}/concertation")]
pub(crate) async fn hear(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    body: Checked<Heard>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::WriteCases, &body.bytes)?;
    Ok(created(&app.hear_party(&request, *id, body.value).await?))
}
