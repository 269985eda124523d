//! For load balancers and the person on duty: is the process alive, can it do its work.

use crate::public::read;
use actix_web::{HttpResponse, web};
use childalert_app::App;
use serde_json::json;

pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config.route("/healthz", read().to(alive)).route("/readyz", read().to(ready));
}

async fn alive() -> HttpResponse {
    HttpResponse::Ok().json(json!({"alive": true}))
}

/// A missing queue does not make the service unready: the database is the truth, the sweep goes on, and retraction still
/// works; it is said all the same.
async fn ready(app: web::Data<App>) -> HttpResponse {
    let (database, queue) = (app.database_ready().await, app.queue_ready().await);
    let mut response = if database { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    response.json(json!({"database": database, "queue": queue}))
}
