//! Proofs and the decisions over them.

use super::{Problems, created, ok};
use crate::accept_language::negotiated;
use crate::caller::Caller;
use crate::checked::Checked;
use crate::problem::{Problem, as_drafted};
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use childalert_app::{Action, App, DecisionOrder, DecisionQuestion, DecisionView, ProofView, SignedAnswer};
use childalert_domain::{DecisionAct, Lang};
use childalert_words::kit_failure;
use uuid::Uuid;

/// Orders the proof of a campaign's draft as it stands. It is `rendering` at first; read it again until it is `frozen`.
#[utoipa::path(tag = "proofs", responses((status = 201, body = ProofView), Problems))]
#[post("/campaigns/{id}/proofs")]
pub(crate) async fn order(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::PrepareCampaigns, &[])?;
    Ok(created(&app.order_proof(&request, *id).await?))
}

/// A campaign's proofs, oldest first.
#[utoipa::path(tag = "proofs", responses((status = 200, body = Vec<ProofView>), Problems))]
#[get("/campaigns/{id}/proofs")]
pub(crate) async fn list(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCampaigns)?;
    let proofs = app.proofs(*id).await?;
    caller.looks(&app, "proofs.look", *id, "").await?;
    let lang = negotiated(request.headers());
    Ok(ok(&proofs.into_iter().map(|proof| worded(proof, lang)).collect::<Vec<_>>()))
}

/// One proof: once frozen, with its canonical text, its files and its digest.
#[utoipa::path(tag = "proofs", responses((status = 200, body = ProofView), Problems))]
#[get("/proofs/{id}")]
pub(crate) async fn show(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCampaigns)?;
    let proof = app.proof(*id).await?;
    caller.looks(&app, "proof.look", *id, "").await?;
    Ok(ok(&worded(proof, negotiated(request.headers()))))
}

/// A file of a frozen proof.
#[utoipa::path(
    tag = "proofs",
    responses((status = 200, body = super::Bytes, content_type = "application/octet-stream"), Problems)
)]
#[get("/proofs/{id}/files/{name}")]
pub(crate) async fn file(
    app: web::Data<App>,
    caller: Caller,
    path: web::Path<(Uuid, String)>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCampaigns)?;
    let (id, name) = path.into_inner();
    let (media_type, bytes) = app.proof_file(id, &name).await?;
    caller.looks(&app, "proof.look", id, name).await?;
    Ok(file_of(&media_type, bytes))
}

/// A file of the kit as the draft stands, before a proof is ordered: `poster-a4-fr-nl.pdf`, `social-wide-fr.jpg`. Nothing is
/// kept; what does not fit is named field by field.
#[utoipa::path(
    tag = "proofs",
    responses((status = 200, body = super::Bytes, content_type = "application/octet-stream"), Problems)
)]
#[get("/campaigns/{id}/preview/{name}")]
pub(crate) async fn preview(
    app: web::Data<App>,
    caller: Caller,
    path: web::Path<(Uuid, String)>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCampaigns)?;
    let (id, name) = path.into_inner();
    let (media_type, bytes) = app.preview(id, &name).await?;
    caller.looks(&app, "preview.look", id, name).await?;
    Ok(file_of(media_type, bytes))
}

fn file_of(media_type: &str, bytes: bytes::Bytes) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header(("Cache-Control", "private, no-store"))
        .body(bytes)
}

/// Puts a decision before the magistrate who asks: everything that it means, and what their passkey is to sign. All rules are
/// asked first. Not for whoever prepared the campaign.
#[utoipa::path(
    tag = "proofs", request_body = DecisionOrder, responses((status = 201, body = DecisionQuestion), Problems)
)]
#[post("/campaigns/{id}/decisions/question")]
pub(crate) async fn ask(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    body: Checked<DecisionOrder>,
) -> Result<HttpResponse, Problem> {
    caller.may(deciding(body.value.act))?;
    caller.own_request(&body.bytes)?;
    Ok(created(&app.ask_decision(caller.actor(), *id, body.value).await?))
}

/// Decides: the passkey's answer to a question. It is checked against everything that was put before the magistrate, and is
/// kept, so that the decision can be proven without this service.
#[utoipa::path(tag = "proofs", request_body = SignedAnswer, responses((status = 201, body = DecisionView), Problems))]
#[post("/campaigns/{id}/decisions")]
pub(crate) async fn decide(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    body: Checked<SignedAnswer>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::Decide, &body.bytes)?;
    Ok(created(&app.decide(&request, *id, body.value).await?))
}

/// Which row of the table an act is under.
fn deciding(act: DecisionAct) -> Action {
    match act {
        DecisionAct::Extend | DecisionAct::End => Action::ExtendOrEnd,
        DecisionAct::Approve | DecisionAct::Require | DecisionAct::Return | DecisionAct::Oppose => {
            Action::Decide
        }
    }
}

/// A campaign's decisions, oldest first.
#[utoipa::path(tag = "proofs", responses((status = 200, body = Vec<DecisionView>), Problems))]
#[get("/campaigns/{id}/decisions")]
pub(crate) async fn decisions(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCampaigns)?;
    Ok(ok(&app.decisions(*id).await?))
}

/// The failures in the caller's language.
fn worded(mut proof: ProofView, lang: Lang) -> ProofView {
    for failure in &mut proof.failures {
        failure.field = as_drafted(&failure.field);
        let said = kit_failure(lang, &failure.code, &failure.field, failure.excess, failure.character);
        (failure.message, failure.mend) = (said.title, said.mend);
    }
    proof
}
