//! For load balancers and the person on duty: is the process alive, can it do its work.

use crate::public::read;
use actix_web::{HttpResponse, web};
use childalert_app::App;
use futures_util::future::join;
use serde_json::json;
use std::time::Duration;
use tokio::time::timeout;

/// A part that does not answer within this is not ready: who asks has a limit as well, and would learn nothing.
const LIMIT: Duration = Duration::from_secs(2);

pub(crate) fn configure(config: &mut web::ServiceConfig) {
    config.route("/healthz", read().to(alive)).route("/readyz", read().to(ready));
}

async fn alive() -> HttpResponse {
    HttpResponse::Ok().json(json!({"alive": true}))
}

/// A missing queue does not make the service unready: the database is the truth, the sweep goes on, and retraction still
/// works; it is said all the same.
async fn ready(app: web::Data<App>) -> HttpResponse {
    let (database, queue) = join(in_time(app.database_ready()), in_time(app.queue_ready())).await;
    let mut response = if database { HttpResponse::Ok() } else { HttpResponse::ServiceUnavailable() };
    response.json(json!({"database": database, "queue": queue}))
}

async fn in_time(asks: impl Future<Output = bool>) -> bool {
    timeout(LIMIT, asks).await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::{Duration, LIMIT, in_time};
    use std::future::{pending, ready};
    use std::time::Instant;

    #[actix_web::test]
    async fn a_part_that_hangs_is_not_ready_after_its_time() {
        let asked = Instant::now();
        assert!(in_time(ready(true)).await && !in_time(ready(false)).await);
        assert!(asked.elapsed() < Duration::from_secs(1));
        assert!(!in_time(pending()).await && asked.elapsed() < LIMIT * 2, "{:?}", asked.elapsed());
    }
}
