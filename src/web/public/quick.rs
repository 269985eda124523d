//! The short way for a rush: what lies in memory and still holds is given before anything else of the service is asked. No route is
//! looked for, no span is opened, nothing is packed; whatever is not there goes the long way, which puts it there.

use super::files::Site;
use super::kept::Key;
use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;
use actix_web::web;

/// Gives what lies ready.
pub(crate) async fn quick<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, actix_web::Error> {
    let found = (request.method() == Method::GET)
        .then(|| Key::at(request.path()))
        .flatten()
        .and_then(|key| request.app_data::<web::Data<Site>>()?.kept().ready(&key));
    let Some(page) = found else { return Ok(next.call(request).await?.map_into_left_body()) };
    let response = page.answer(request.request());
    Ok(request.into_response(response).map_into_right_body())
}
