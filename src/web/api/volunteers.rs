//! Volunteers.

use super::{Page, Problems, created, ok};
use crate::caller::Caller;
use crate::checked::Checked;
use crate::problem::Problem;
use actix_web::{HttpResponse, delete, get, post, web};
use childalert_app::{Action, App, NewVolunteer, VolunteerView};
use uuid::Uuid;

/// Adds a volunteer, or changes the one with the same address.
#[utoipa::path(tag = "volunteers", request_body = NewVolunteer, responses((status = 201, body = VolunteerView), Problems))]
#[post("/volunteers")]
pub(crate) async fn save(
    app: web::Data<App>,
    caller: Caller,
    body: Checked<NewVolunteer>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::Volunteers, &body.bytes)?;
    Ok(created(&app.save_volunteer(&request, body.value).await?))
}

/// Leaves a volunteer alone from now on. Corrections of what they were sent still reach them, so name and address stay: this
/// is no erasure of their data.
#[utoipa::path(tag = "volunteers", responses((status = 200, body = VolunteerView), Problems))]
#[delete("/volunteers/{id}")]
pub(crate) async fn deactivate(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::Volunteers, &[])?;
    Ok(ok(&app.deactivate_volunteer(&request, *id).await?))
}

/// Volunteers by team and name.
#[utoipa::path(tag = "volunteers", params(Page), responses((status = 200, body = Vec<VolunteerView>), Problems))]
#[get("/volunteers")]
pub(crate) async fn list(
    app: web::Data<App>,
    caller: Caller,
    page: web::Query<Page>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::Volunteers)?;
    let (limit, offset) = page.bounds();
    let volunteers = app.volunteers(limit, offset).await?;
    caller.looks(&app, "volunteers.look", Uuid::nil(), volunteers.len().to_string()).await?;
    Ok(ok(&volunteers))
}
