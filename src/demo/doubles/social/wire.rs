//! From the wire to the network and back: which step a call is, which fault it meets, what it does.

use super::call::Call;
use super::fault::Fault;
use super::{Network, Refusal, Social};
use crate::doubles::bodies::{Broken, Slow};
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue, LOCATION};
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::Value;
use std::time::Duration;

/// What the network says.
#[doc(hidden)]
pub struct Said {
    pub(super) status: StatusCode,
    pub(super) body: Body,
    /// What it adds to the usual headers.
    pub(super) headers: Vec<(&'static str, String)>,
}

/// A body of an answer.
#[doc(hidden)]
pub enum Body {
    /// JSON.
    Json(Value),
    /// A page that is ready.
    Page(HttpResponse),
}

impl Said {
    pub(super) fn ok(body: Value) -> Self {
        Said { status: StatusCode::OK, body: Body::Json(body), headers: Vec::new() }
    }

    pub(super) fn refused(status: u16, body: Value) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Said { status, body: Body::Json(body), headers: Vec::new() }
    }

    fn into_response(self) -> HttpResponse {
        let mut response = match self.body {
            Body::Json(body) => HttpResponse::build(self.status).json(body),
            Body::Page(page) => page,
        };
        for (name, value) in self.headers {
            let value = HeaderValue::try_from(value).expect("the doubles write their headers themselves");
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
        response
    }
}

/// Takes any call.
pub(super) async fn receive<S: Social>(
    request: HttpRequest,
    body: Result<Bytes, actix_web::Error>,
    network: Data<Network<S>>,
) -> HttpResponse {
    let call = match body {
        Ok(body) => Call::read(&request, body).await,
        Err(_) => None,
    };
    let Some(call) = call else { return HttpResponse::BadRequest().finish() };
    let Some(step) = S::step(&call) else { return HttpResponse::NotFound().finish() };
    let fault = network.state().faults.next(step);
    let act = |call: &Call| network.state().social.act(call);
    match fault {
        None => act(&call).into_response(),
        Some(Fault::ServerErrorButDone) => {
            act(&call);
            S::refuse(Refusal::Inside).into_response()
        }
        Some(Fault::ServerErrorNotDone) => S::refuse(Refusal::Inside).into_response(),
        Some(Fault::DropAnswerButDone) => {
            act(&call);
            HttpResponse::Ok().body(Broken)
        }
        Some(Fault::Late(ms)) => {
            let network = network.clone();
            // The caller has its answer, and may be gone.
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(ms)).await;
                network.state().social.act(&call);
            });
            S::refuse(Refusal::Inside).into_response()
        }
        Some(Fault::Held) => {
            network.state().held.push(call);
            S::refuse(Refusal::Inside).into_response()
        }
        Some(Fault::TooManyRequests { retry_after }) => {
            S::refuse(Refusal::TooMany(retry_after)).into_response()
        }
        Some(Fault::HtmlAnswer) => HttpResponse::Ok()
            .content_type("text/html; charset=utf-8")
            .body("<!doctype html><title>One moment</title><p>We are checking your connection.</p>"),
        Some(Fault::ErrorInside) => S::refuse(Refusal::ErrorInside).into_response(),
        Some(Fault::Redirect(to)) => HttpResponse::Found().insert_header((LOCATION, to)).finish(),
        Some(Fault::HugeAnswerButDone) => {
            act(&call);
            HttpResponse::Ok().content_type("application/json").body(vec![b' '; 10_000_000])
        }
        Some(Fault::SlowAnswerButDone) => {
            let said = act(&call);
            let body = match said.body {
                Body::Json(body) => body.to_string(),
                Body::Page(_) => String::from("<!doctype html>"),
            };
            HttpResponse::Ok().content_type("application/json").body(Slow::new(body.into()))
        }
        Some(Fault::RevokedToken) => S::refuse(Refusal::Revoked).into_response(),
        Some(Fault::TooOldToDelete) => S::refuse(Refusal::TooOld).into_response(),
        Some(Fault::DeleteSaysYesButKeeps) => network.state().social.pretend_to_delete(&call).into_response(),
    }
}
