//! Answers of the public site, with the headers that every one of them needs.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, HttpResponseBuilder};
use bytes::Bytes;

/// Nothing but our own pictures, styles and fonts; no script at all; nobody frames us.
const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";
/// A cache may answer for one second, so that a rush is absorbed and a retraction shows within two.
const BRIEFLY: &str = "public, max-age=0, s-maxage=1, must-revalidate";
/// A file under the hash of its content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Makes the answers.
pub(super) struct Reply;

impl Reply {
    fn with(status: StatusCode, cache: &'static str) -> HttpResponseBuilder {
        let mut response = HttpResponse::build(status);
        response
            .insert_header(("Cache-Control", cache))
            .insert_header(("Content-Security-Policy", POLICY))
            .insert_header(("X-Content-Type-Options", "nosniff"))
            .insert_header(("Referrer-Policy", "no-referrer"))
            .insert_header(("Permissions-Policy", "camera=(), geolocation=(), microphone=()"))
            .insert_header(("Cross-Origin-Opener-Policy", "same-origin"));
        response
    }

    /// Never in an index, never in an archive: a returned child has no digital footprint.
    fn unindexed(status: StatusCode) -> HttpResponseBuilder {
        let mut response = Self::with(status, BRIEFLY);
        response.insert_header(("X-Robots-Tag", "noindex, noarchive"));
        response
    }

    /// A page.
    pub(super) fn html(status: StatusCode, page: String) -> HttpResponse {
        Self::unindexed(status).content_type("text/html; charset=utf-8").body(page)
    }

    /// A feed.
    pub(super) fn feed(feed: String) -> HttpResponse {
        Self::unindexed(StatusCode::OK).content_type("application/atom+xml; charset=utf-8").body(feed)
    }

    /// A file of the kit, or the neutral card in its place.
    pub(super) fn kit(media_type: String, bytes: Bytes) -> HttpResponse {
        Self::unindexed(StatusCode::OK).content_type(media_type).body(bytes)
    }

    /// A stylesheet or font.
    pub(super) fn asset(media_type: &'static str, bytes: &'static [u8]) -> HttpResponse {
        Self::with(StatusCode::OK, FOR_EVER).content_type(media_type).body(bytes)
    }

    /// A small text for programs.
    pub(super) fn text(text: &'static str) -> HttpResponse {
        Self::with(StatusCode::OK, BRIEFLY).content_type("text/plain; charset=utf-8").body(text)
    }

    /// To another page of ours.
    pub(super) fn redirect(place: &str) -> HttpResponse {
        Self::with(StatusCode::FOUND, "no-store")
            .insert_header(("Location", place))
            .insert_header(("Vary", "Accept-Language"))
            .finish()
    }
}
