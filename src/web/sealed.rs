//! What every answer says to browsers, whoever made it and whatever went wrong: an answer that says less has forgotten it.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::middleware::Next;
use actix_web::web;
use childalert_app::App;

/// No page: it loads nothing, runs nothing, sends nothing, and nobody frames it.
const POLICY: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Of this host alone: the foundation's other hosts are its own affair.
const HTTPS_FOR_A_YEAR: &str = "max-age=31536000";

const OF_ALL: [(HeaderName, &str); 5] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Adds what an answer lacks. Outside of compression, so that it sees every answer.
pub(crate) async fn seal<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    let app = request.app_data::<web::Data<App>>();
    let secure = app.is_some_and(|app| app.public_url().starts_with("https://"));
    let mut response = next.call(request).await?;
    let failed = response.status().is_client_error() || response.status().is_server_error();
    let headers = response.headers_mut();
    for (name, value) in OF_ALL {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    // What is wrong now may be right in a moment, whoever says so.
    if failed && !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if secure {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HTTPS_FOR_A_YEAR));
    }
    // A word to our own compression, and none of the protocol (RFC 9110, 8.4.1).
    if headers.get(CONTENT_ENCODING).is_some_and(|coding| coding == "identity") {
        headers.remove(CONTENT_ENCODING);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::StatusCode;
    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, call_service, init_service};
    use actix_web::{App as ActixApp, HttpResponse};

    #[actix_web::test]
    async fn an_error_that_does_not_say_how_long_it_holds_is_kept_by_nobody() {
        let answers = |status: u16, kept: &'static str| {
            web::get().to(move || {
                let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let mut answer = HttpResponse::build(status);
                if !kept.is_empty() {
                    answer.insert_header((CACHE_CONTROL, kept));
                }
                std::future::ready(answer.finish())
            })
        };
        let app = ActixApp::new()
            .route("/found", answers(200, ""))
            .route("/gone", answers(410, "max-age=1"))
            .route("/away", answers(503, ""))
            .wrap(from_fn(seal));
        let service = init_service(app).await;
        for (path, kept) in
            [("/found", ""), ("/gone", "max-age=1"), ("/away", "no-store"), ("/none", "no-store")]
        {
            let answer = call_service(&service, TestRequest::with_uri(path).to_request()).await;
            let said = answer.headers().get(CACHE_CONTROL).map(|value| value.to_str().expect("text"));
            assert_eq!(said.unwrap_or_default(), kept, "{path}");
        }
    }
}
