//! What the network answers: JSON, a file, an error of the protocol's shape, or nothing at all.

use crate::doubles::bodies::Broken;
use actix_web::HttpResponse;
use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, RETRY_AFTER, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::web::Bytes;
use serde_json::{Value, json};

/// A successful answer's content.
pub(super) enum Answer {
    Json(Value),
    File { cid: String, media_type: String, bytes: Bytes },
}

/// A refusal: `{"error", "message"}` with a status (<https://atproto.com/specs/xrpc#error-responses>).
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    error: &'static str,
    message: String,
    retry_after: Option<u64>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, error: &'static str, message: impl Into<String>) -> Self {
        Refusal { status, error, message: message.into(), retry_after: None }
    }

    /// The commonest one: 400 with a name of its own.
    pub(super) fn bad(error: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error, message)
    }

    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::bad("InvalidRequest", message)
    }

    pub(super) fn inside() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError", "Internal Server Error")
    }

    pub(super) fn too_many(retry_after: Option<u64>) -> Self {
        let refusal = Self::new(StatusCode::TOO_MANY_REQUESTS, "RateLimitExceeded", "Rate Limit Exceeded");
        Refusal { retry_after, ..refusal }
    }
}

/// What goes onto the wire.
pub(super) enum Reply {
    Said(Result<Answer, Refusal>),
    /// A page that has no business there.
    Html,
    /// The connection ends before the first byte.
    Silence,
}

impl Reply {
    pub(super) fn into_response(self) -> HttpResponse<BoxBody> {
        match self {
            Reply::Said(Ok(Answer::Json(value))) => HttpResponse::Ok().json(value),
            // These headers are the reference server's: a file must never act as a page.
            Reply::Said(Ok(Answer::File { cid, media_type, bytes })) => HttpResponse::Ok()
                .content_type(media_type)
                .insert_header((CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
                .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{cid}\"")))
                .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
                .body(bytes),
            Reply::Said(Err(refusal)) => {
                let mut response = HttpResponse::build(refusal.status);
                if let Some(seconds) = refusal.retry_after {
                    response.insert_header((RETRY_AFTER, seconds.to_string()));
                }
                response.json(json!({ "error": refusal.error, "message": refusal.message }))
            }
            Reply::Html => HttpResponse::Ok()
                .content_type("text/html; charset=utf-8")
                .body("<!doctype html><title>One moment</title><p>We are checking your connection.</p>"),
            Reply::Silence => HttpResponse::Ok().body(Broken),
        }
    }
}
