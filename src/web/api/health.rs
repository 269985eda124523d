//! How the service is, for monitors: the twin of the administrator's page.

use crate::accept_language::negotiated;
use crate::caller::Caller;
use crate::health_words::say;
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse, get, web};
use childalert_app::{Action, App, HealthState, HealthView};
use std::time::Duration;

/// How long the database may take to tell who asks.
pub(crate) const WHO_ASKS: Duration = Duration::from_secs(2);

/// Whether a campaign can be launched and taken back right now, and how each part and channel stands. Answers in some four seconds
/// at most, whatever hangs: with 503 where either is not possible, and where the database does not tell who asks.
#[utoipa::path(
    tag = "health",
    responses(
        (status = 200, body = HealthView),
        (status = 503, body = HealthView, description = "No campaign can be launched, or none taken back."),
        super::Problems
    )
)]
#[get("/health")]
pub(crate) async fn show(app: web::Data<App>, http: HttpRequest) -> Result<HttpResponse, Problem> {
    let caller = tokio::time::timeout(WHO_ASKS, Caller::extract(&http)).await;
    caller
        .map_err(|_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable"))??
        .may(Action::ReadHealth)?;
    let mut view = app.health().await;
    say(&mut view, negotiated(http.headers()));
    let status = match view.launch.max(view.take_back) {
        HealthState::Good | HealthState::Look => StatusCode::OK,
        HealthState::Down => StatusCode::SERVICE_UNAVAILABLE,
    };
    Ok(HttpResponse::build(status).insert_header(("Cache-Control", "private, no-store")).json(view))
}
