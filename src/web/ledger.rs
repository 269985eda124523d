//! The ledger for workers elsewhere: the same calls as in the process, behind a key that opens only its channels.

use crate::MOST_FILE;
use crate::caller::Caller;
use crate::checked::read;
use crate::problem::{Problem, bad_json};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use childalert_app::{App, InProcessLedger};
use childalert_jobs::{
    Job, Ledger, LedgerFault, Outcome, PROTOCOL_VERSION, PartReport, PermitId, RenderFailure, RenderedFile,
};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config.service(
        web::scope("/ledger/v1")
            .app_data(
                web::JsonConfig::default().limit(4 * 1024 * 1024).error_handler(|_, _| bad_json().into()),
            )
            .route("/begin", web::post().to(begin))
            .route("/checkpoint", web::post().to(checkpoint))
            .route("/finish", web::post().to(finish))
            .route("/files/{sha256}", web::get().to(file))
            .route("/renders/begin", web::post().to(begin_render))
            .route("/renders/files", web::put().to(store_file))
            .route("/renders/finish", web::post().to(finish_render)),
    );
}

#[derive(Deserialize)]
struct Checkpoint {
    permit: PermitId,
    parts: Vec<PartReport>,
}

#[derive(Deserialize)]
struct Finish {
    permit: PermitId,
    outcome: Outcome,
}

#[derive(Deserialize)]
struct FinishRender {
    permit: PermitId,
    kit: Kit,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kit {
    Files(Vec<RenderedFile>),
    Failures(Vec<RenderFailure>),
}

/// A permit named in the query.
#[derive(Deserialize)]
struct Named {
    id: Uuid,
    fence: i64,
}

/// The ledger for this caller, if it speaks today's protocol: an older binary must not act on rules that have changed.
fn open(app: &App, caller: &Caller, request: &HttpRequest) -> Result<InProcessLedger, Problem> {
    let version = request
        .headers()
        .get("X-Childalert-Protocol")
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<u32>().ok());
    if version != Some(PROTOCOL_VERSION) {
        return Err(Problem::new(StatusCode::UPGRADE_REQUIRED, "worker-version"));
    }
    Ok(InProcessLedger::new(app.clone(), caller.scope()?))
}

fn fault(fault: LedgerFault) -> Problem {
    match fault {
        LedgerFault::KeyRefused => Problem::forbidden(),
        LedgerFault::VersionRefused => Problem::new(StatusCode::UPGRADE_REQUIRED, "worker-version"),
        LedgerFault::Refused(_) => Problem::new(StatusCode::NOT_FOUND, "not-found"),
        LedgerFault::Unreachable(error) => {
            tracing::error!(%error, "the ledger failed");
            Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable")
        }
    }
}

async fn begin(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    job: web::Json<Job>,
) -> Result<HttpResponse, Problem> {
    let ledger = open(&app, &caller, &request)?;
    Ok(HttpResponse::Ok().json(ledger.begin(&job).await.map_err(fault)?))
}

async fn checkpoint(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    body: web::Json<Checkpoint>,
) -> Result<HttpResponse, Problem> {
    let ledger = open(&app, &caller, &request)?;
    Ok(HttpResponse::Ok().json(ledger.checkpoint(body.permit, &body.parts).await.map_err(fault)?))
}

async fn finish(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    body: web::Json<Finish>,
) -> Result<HttpResponse, Problem> {
    let ledger = open(&app, &caller, &request)?;
    Ok(HttpResponse::Ok().json(ledger.finish(body.permit, &body.outcome).await.map_err(fault)?))
}

async fn file(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    sha256: web::Path<String>,
    named: web::Query<Named>,
) -> Result<HttpResponse, Problem> {
    let ledger = open(&app, &caller, &request)?;
    let permit = PermitId { id: named.id, fence: named.fence };
    let bytes: Bytes = ledger.file(permit, &sha256).await.map_err(fault)?;
    Ok(HttpResponse::Ok().content_type("application/octet-stream").body(bytes))
}

async fn begin_render(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    job: web::Json<Job>,
) -> Result<HttpResponse, Problem> {
    let ledger = open(&app, &caller, &request)?;
    Ok(HttpResponse::Ok().json(ledger.begin_render(&job).await.map_err(fault)?))
}

async fn store_file(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    named: web::Query<Named>,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let ledger = open(&app, &caller, &request)?;
    let bytes = read(payload.into_inner(), MOST_FILE, "31 MB").await?;
    let permit = PermitId { id: named.id, fence: named.fence };
    let sha256 = ledger.store_file(permit, "", bytes).await.map_err(fault)?;
    Ok(HttpResponse::Ok().json(json!({"sha256": sha256})))
}

async fn finish_render(
    app: web::Data<App>,
    caller: Caller,
    request: HttpRequest,
    body: web::Json<FinishRender>,
) -> Result<HttpResponse, Problem> {
    let ledger = open(&app, &caller, &request)?;
    let FinishRender { permit, kit } = body.into_inner();
    let kit = match kit {
        Kit::Files(files) => Ok(files),
        Kit::Failures(failures) => Err(failures),
    };
    Ok(HttpResponse::Ok().json(ledger.finish_render(permit, kit).await.map_err(fault)?))
}
