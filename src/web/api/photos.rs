//! Photos.

use super::{Problems, created, ok};
use crate::MOST_FILE;
use crate::accept_language::negotiated;
use crate::caller::Caller;
use crate::checked::{Checked, read};
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, get, post, put, web};
use childalert_app::{Action, App, AppError, FocusOrder, PhotoView, PhotoWarningView};
use childalert_domain::{Digest, Lang};
use childalert_words::photo_warning;
use uuid::Uuid;

/// Takes a photo in: a JPEG, PNG or WebP as the body, up to 30 MB and 50 megapixels. It is turned upright, and all its
/// metadata (the place where it was taken above all) is removed before anything is stored. The answer proposes where the face
/// is, and warns of what an officer should know.
#[utoipa::path(
    tag = "photos",
    request_body(content(
        (super::Bytes = "image/jpeg"),
        (super::Bytes = "image/png"),
        (super::Bytes = "image/webp"),
        (super::Bytes = "application/octet-stream")
    )),
    responses((status = 201, body = PhotoView), Problems)
)]
#[post("/cases/{id}/photos")]
pub(crate) async fn take_in(
    app: web::Data<App>,
    caller: Caller,
    asked: HttpRequest,
    id: web::Path<Uuid>,
    payload: web::Payload,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::WriteCases)?;
    let bytes = read(payload.into_inner(), MOST_FILE, "30 MB").await.map_err(|problem| {
        let too_large = problem.to_string() == "too-large";
        if too_large { Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "photo-too-large") } else { problem }
    })?;
    let request = caller.request(Action::WriteCases, &bytes)?;
    Ok(created(&worded(app.take_in_photo(&request, *id, bytes).await?, negotiated(asked.headers()))))
}

/// Moves the middle of the face: the crop of every format follows it. A proof that was ordered before stays as it is.
#[utoipa::path(
    tag = "photos",
    request_body = FocusOrder,
    responses((status = 200, body = PhotoView), Problems)
)]
#[put("/cases/{id}/photos/{sha256}/focus")]
pub(crate) async fn focus(
    app: web::Data<App>,
    caller: Caller,
    asked: HttpRequest,
    path: web::Path<(Uuid, String)>,
    body: Checked<FocusOrder>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::WriteCases, &body.bytes)?;
    let (case, sha256) = path.into_inner();
    let moved = app.move_focus(&request, case, digest(&sha256)?, body.value).await?;
    Ok(ok(&worded(moved, negotiated(asked.headers()))))
}

/// A cleaned photo.
#[utoipa::path(
    tag = "photos",
    responses((status = 200, body = super::Bytes, content_type = "image/jpeg"), Problems)
)]
#[get("/cases/{id}/photos/{sha256}")]
pub(crate) async fn show(
    app: web::Data<App>,
    caller: Caller,
    path: web::Path<(Uuid, String)>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCases)?;
    let (case, sha256) = path.into_inner();
    let bytes = app.photo(case, digest(&sha256)?).await?;
    caller.looks(&app, "photo.look", case, sha256).await?;
    Ok(HttpResponse::Ok()
        .content_type("image/jpeg")
        .insert_header(("Cache-Control", "private, no-store"))
        .body(bytes))
}

fn digest(sha256: &str) -> Result<Digest, AppError> {
    sha256.parse().map_err(|_| AppError::NotFound("photo"))
}

/// The warnings in the caller's language.
pub(super) fn worded(mut photo: PhotoView, lang: Lang) -> PhotoView {
    say_warnings(&mut photo.warnings, lang);
    photo
}

/// The words of warnings, in the caller's language.
pub(super) fn say_warnings(warnings: &mut [PhotoWarningView], lang: Lang) {
    for warning in warnings {
        if let Some(said) = photo_warning(lang, &warning.code) {
            (warning.message, warning.mend) = (said.title, said.mend);
        }
    }
}
