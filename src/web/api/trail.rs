//! The trail, for whoever looks after what is kept of whom.

use super::{After, Problems, ok};
use crate::caller::Caller;
use crate::problem::Problem;
use actix_web::{HttpResponse, get, web};
use childalert_app::{Action, App, TrailView};

/// The trail, oldest first: who did what, when, on what, and why. Each entry is sealed with the hash of the one before it.
#[utoipa::path(tag = "trail", params(After), responses((status = 200, body = Vec<TrailView>), Problems))]
#[get("/trail")]
pub(crate) async fn read(
    app: web::Data<App>,
    caller: Caller,
    page: web::Query<After>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadTrail)?;
    let limit = i64::from(page.limit.unwrap_or(100).clamp(1, 1000));
    let entries = app.trail_after(page.after.unwrap_or(0), limit).await?;
    Ok(ok(&entries.into_iter().map(TrailView::from).collect::<Vec<_>>()))
}
