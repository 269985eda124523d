//! The ledger for workers elsewhere: the same calls as in the process, behind a key that opens only its channels.

use crate::MOST_FILE;
use crate::caller::Caller;
use crate::checked::read;
use crate::problem::{Problem, bad_json};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use childalert_app::{App, InProcessLedger};
use childalert_jobs::{
    Insights, Job, Ledger, LedgerFault, Outcome, PROTOCOL_VERSION, PartReport, PermitId, Presence,
    RenderFailure, RenderedFile,
};
use futures_util::future::LocalBoxFuture;
use serde::{Deserialize, Serialize};
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
            .route("/outside-id", web::post().to(keep_id))
            .route("/finish", web::post().to(finish))
            .route("/retractions", web::post().to(waiting_retractions))
            .route("/measures/collect", web::post().to(to_measure))
            .route("/measures", web::post().to(measured))
            .route("/here", web::post().to(here))
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
struct OutsideId {
    permit: PermitId,
    outside_id: String,
}

#[derive(Deserialize)]
struct Finish {
    permit: PermitId,
    outcome: Outcome,
}

#[derive(Deserialize)]
struct Measured {
    permit: PermitId,
    insights: Insights,
}

#[derive(Deserialize)]
struct Waiting {
    channel: String,
    most: u16,
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

/// The ledger for the caller, if it speaks today's protocol: an older binary must not act on rules that have changed.
struct Opened(InProcessLedger);

impl FromRequest for Opened {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = Caller::from_request(request, payload);
        let version = request
            .headers()
            .get("X-Childalert-Protocol")
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.parse::<u32>().ok());
        let app = request.app_data::<web::Data<App>>().cloned();
        Box::pin(async move {
            let (caller, Some(app)) = (caller.await?, app) else { return Err(Problem::unauthorised()) };
            if version != Some(PROTOCOL_VERSION) {
                return Err(Problem::new(StatusCode::UPGRADE_REQUIRED, "worker-version"));
            }
            let ledger = InProcessLedger::new(App::clone(&app), caller.scope()?);
            Ok(Opened(ledger.with_key(caller.actor().id)))
        })
    }
}

/// What the ledger said, as the answer to the worker.
fn said<T: Serialize>(answer: Result<T, LedgerFault>) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok().json(answer.map_err(fault)?))
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

async fn begin(Opened(ledger): Opened, job: web::Json<Job>) -> Result<HttpResponse, Problem> {
    said(ledger.begin(&job).await)
}

async fn checkpoint(Opened(ledger): Opened, body: web::Json<Checkpoint>) -> Result<HttpResponse, Problem> {
    said(ledger.checkpoint(body.permit, &body.parts).await)
}

async fn keep_id(Opened(ledger): Opened, body: web::Json<OutsideId>) -> Result<HttpResponse, Problem> {
    said(ledger.keep_id(body.permit, &body.outside_id).await)
}

async fn finish(Opened(ledger): Opened, body: web::Json<Finish>) -> Result<HttpResponse, Problem> {
    said(ledger.finish(body.permit, &body.outcome).await)
}

async fn waiting_retractions(
    Opened(ledger): Opened,
    body: web::Json<Waiting>,
) -> Result<HttpResponse, Problem> {
    said(ledger.waiting_retractions(&body.channel, body.most).await)
}

async fn to_measure(Opened(ledger): Opened, body: web::Json<Waiting>) -> Result<HttpResponse, Problem> {
    said(ledger.to_measure(&body.channel, body.most).await)
}

async fn measured(Opened(ledger): Opened, body: web::Json<Measured>) -> Result<HttpResponse, Problem> {
    said(ledger.measured(body.permit, body.insights).await)
}

async fn here(Opened(ledger): Opened, body: web::Json<Vec<Presence>>) -> Result<HttpResponse, Problem> {
    said(ledger.here(&body).await)
}

async fn file(
    Opened(ledger): Opened,
    sha256: web::Path<String>,
    named: web::Query<Named>,
) -> Result<HttpResponse, Problem> {
    let permit = PermitId { id: named.id, fence: named.fence };
    let bytes = ledger.file(permit, &sha256).await.map_err(fault)?;
    Ok(HttpResponse::Ok().content_type("application/octet-stream").body(bytes))
}

async fn begin_render(Opened(ledger): Opened, job: web::Json<Job>) -> Result<HttpResponse, Problem> {
    said(ledger.begin_render(&job).await)
}

async fn store_file(
    Opened(ledger): Opened,
    named: web::Query<Named>,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    let bytes = read(payload.into_inner(), MOST_FILE, "31 MB").await?;
    let permit = PermitId { id: named.id, fence: named.fence };
    said(ledger.store_file(permit, "", bytes).await.map(|sha256| json!({"sha256": sha256})))
}

async fn finish_render(
    Opened(ledger): Opened,
    body: web::Json<FinishRender>,
) -> Result<HttpResponse, Problem> {
    let FinishRender { permit, kit } = body.into_inner();
    let kit = match kit {
        Kit::Files(files) => Ok(files),
        Kit::Failures(failures) => Err(failures),
    };
    said(ledger.finish_render(permit, kit).await)
}
