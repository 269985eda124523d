//! A campaign's progress as it happens, as server-sent events.

use super::Problems;
use crate::caller::Caller;
use crate::problem::Problem;
use actix_web::http::header::ContentEncoding;
use actix_web::{HttpResponse, get, web};
use bytes::Bytes;
use childalert_app::{Action, App, ProgressView};
use childalert_domain::CampaignState;
use futures_util::stream;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;
use uuid::Uuid;

/// Other nodes' changes are seen after this long at most.
const LOOK: Duration = Duration::from_secs(1);
/// A burst of changes becomes one event.
const GATHER: Duration = Duration::from_millis(20);
/// A comment now and then, so that a dead connection is noticed.
const PULSE: Duration = Duration::from_secs(15);

/// Streams `progress` events (a `ProgressView` each) until the campaign is closed.
#[utoipa::path(
    tag = "placements",
    responses((status = 200, body = ProgressView, content_type = "text/event-stream"), Problems)
)]
#[get("/campaigns/{id}/events")]
pub(crate) async fn events(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCampaigns)?;
    let first = app.progress(*id).await?;
    let watcher = Watcher {
        changes: app.changes(),
        app: app.get_ref().clone(),
        id: *id,
        next: Some(first),
        sent: None,
        pulse: Instant::now(),
        over: false,
    };
    let body = stream::unfold(watcher, |mut watcher| async move {
        let bytes = watcher.next_bytes().await?;
        Some((Ok::<Bytes, Infallible>(bytes), watcher))
    });
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        // Compression would hold events back.
        .insert_header(ContentEncoding::Identity)
        .insert_header(("Cache-Control", "no-store"))
        .insert_header(("X-Accel-Buffering", "no"))
        .streaming(body))
}

struct Watcher {
    app: App,
    changes: watch::Receiver<u64>,
    id: Uuid,
    next: Option<ProgressView>,
    sent: Option<ProgressView>,
    pulse: Instant,
    over: bool,
}

impl Watcher {
    async fn next_bytes(&mut self) -> Option<Bytes> {
        if self.over {
            return None;
        }
        loop {
            if let Some(view) = self.next.take()
                && self.sent.as_ref() != Some(&view)
            {
                let text = serde_json::to_string(&view).ok()?;
                self.over = view.state == CampaignState::Closed;
                self.sent = Some(view);
                self.pulse = Instant::now();
                return Some(format!("event: progress\ndata: {text}\n\n").into());
            }
            if self.pulse.elapsed() >= PULSE {
                self.pulse = Instant::now();
                return Some(Bytes::from_static(b": still here\n\n"));
            }
            // A change, or a look after a while; the service's end ends the stream.
            match tokio::time::timeout(LOOK, self.changes.changed()).await {
                Ok(Ok(())) => tokio::time::sleep(GATHER).await,
                Ok(Err(_)) => return None,
                Err(_) => {}
            }
            self.changes.mark_unchanged();
            // A database that does not answer is asked again at the next look.
            self.next = self.app.progress(self.id).await.ok();
        }
    }
}
