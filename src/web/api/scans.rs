//! Scans of papers.

use super::{Problems, created};
use crate::caller::Caller;
use crate::checked::read;
use crate::problem::Problem;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use childalert_app::{Action, App, AppError, ScanView};
use childalert_domain::Digest;
use childalert_poster::ScanError;
use childalert_poster::scan::MOST_BYTES;
use uuid::Uuid;

/// Takes the scan of a paper in: a PDF, JPEG or PNG as the body, up to 20 MB; its first bytes say what it is. A picture is encoded
/// anew without its metadata; it has 50 megapixels at most, and 400 pixels across at least. A PDF is kept as it came, if it is pages and
/// nothing else: one with a script, a form that sends, an attached file, a link beside something that happens by itself, or a lock, and
/// one that is damaged or hides something, is refused. Each is told its own reason, and noted.
#[utoipa::path(
    tag = "scans",
    request_body(content(
        (super::Bytes = "application/pdf"),
        (super::Bytes = "image/jpeg"),
        (super::Bytes = "image/png"),
        (super::Bytes = "application/octet-stream")
    )),
    responses((status = 201, body = ScanView), Problems)
)]
#[post("/cases/{id}/scans")]
pub(crate) async fn take_in(
    app: web::Data<App>,
    caller: Caller,
    asked: HttpRequest,
    id: web::Path<Uuid>,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::WriteCases)?;
    let announced: Option<usize> =
        asked.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    // What says that it is too large is not read; what does not say so, up to the limit.
    let body = match announced {
        Some(length) if length > MOST_BYTES => None,
        _ => match read(payload.into_inner(), MOST_BYTES, "20 MB").await {
            Ok(bytes) => Some(bytes),
            Err(problem) if problem.to_string() == "too-large" => None,
            Err(problem) => return Err(problem),
        },
    };
    let Some(bytes) = body else {
        return Err(app.refuse_scan(caller.actor(), *id, ScanError::TooLarge).await.into());
    };
    let request = caller.request(Action::WriteCases, &bytes)?;
    Ok(created(&app.take_in_scan(&request, *id, bytes).await?))
}

/// A scan, to be saved and not shown by the browser.
#[utoipa::path(
    tag = "scans",
    responses((status = 200, body = super::Bytes, content_type = "application/octet-stream"), Problems)
)]
#[get("/cases/{id}/scans/{sha256}")]
pub(crate) async fn show(
    app: web::Data<App>,
    caller: Caller,
    path: web::Path<(Uuid, String)>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCases)?;
    let (case, sha256) = path.into_inner();
    let digest: Digest = sha256.parse().map_err(|_| AppError::NotFound("scan"))?;
    let scan = app.scan(case, digest).await?;
    caller.looks(&app, "scan.look", case, scan.sealed).await?;
    let kind = if scan.media_type == "application/pdf" { "pdf" } else { "jpg" };
    Ok(HttpResponse::Ok()
        .content_type(scan.media_type)
        .insert_header(("Content-Disposition", format!("attachment; filename=\"scan.{kind}\"")))
        .insert_header(("Content-Security-Policy", "sandbox; default-src 'none'"))
        .insert_header(("X-Content-Type-Options", "nosniff"))
        .insert_header(("Cache-Control", "private, no-store"))
        .body(scan.bytes))
}
