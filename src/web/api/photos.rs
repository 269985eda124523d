//! Photos.

use super::{Problems, created};
use crate::MOST_FILE;
use crate::caller::Caller;
use crate::checked::read;
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, get, post, web};
use childalert_app::{App, AppError, Permission, PhotoView};
use childalert_domain::Digest;
use uuid::Uuid;

/// Takes a photo in: a JPEG, PNG or WebP as the body, up to 30 MB and 50 megapixels. It is turned upright, and all its
/// metadata (the place where it was taken above all) is removed before anything is stored.
#[utoipa::path(
    tag = "photos",
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = PhotoView), Problems)
)]
#[post("/cases/{id}/photos")]
pub(crate) async fn take_in(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    caller.may(Permission::WriteCases)?;
    let bytes = read(payload.into_inner(), MOST_FILE, "30 MB").await.map_err(|problem| {
        let too_large = problem.to_string() == "too-large";
        if too_large { Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "photo-too-large") } else { problem }
    })?;
    let request = caller.request(Permission::WriteCases, &bytes)?;
    Ok(created(&app.take_in_photo(&request, *id, bytes).await?))
}

/// A cleaned photo.
#[utoipa::path(
    tag = "photos",
    responses((status = 200, body = Vec<u8>, content_type = "image/jpeg"), Problems)
)]
#[get("/cases/{id}/photos/{sha256}")]
pub(crate) async fn show(
    app: web::Data<App>,
    caller: Caller,
    path: web::Path<(Uuid, String)>,
) -> Result<HttpResponse, Problem> {
    caller.may(Permission::ReadCases)?;
    let (case, sha256) = path.into_inner();
    let sha256: Digest = sha256.parse().map_err(|_| AppError::NotFound("photo"))?;
    let bytes = app.photo(case, sha256).await?;
    Ok(HttpResponse::Ok()
        .content_type("image/jpeg")
        .insert_header(("Cache-Control", "private, no-store"))
        .body(bytes))
}
