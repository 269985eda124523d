//! A campaign's copies as they change, as server-sent events.

use super::Problems;
use super::copies::say_why;
use crate::accept_language::negotiated;
use crate::caller::Caller;
use crate::problem::Problem;
use actix_web::http::header::ContentEncoding;
use actix_web::{HttpRequest, HttpResponse, get, web};
use bytes::Bytes;
use childalert_app::{Action, App, CopyView, Mark, ProgressView};
use childalert_domain::{CampaignState, Lang};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::stream;
use serde::Serialize;
use std::collections::HashMap;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;
use utoipa::ToSchema;
use uuid::Uuid;

/// Other nodes' changes are seen after this long at most.
const LOOK: Duration = Duration::from_secs(1);
/// A burst of changes becomes one look.
const GATHER: Duration = Duration::from_millis(20);
/// A comment now and then, so that a dead connection is noticed.
const PULSE: Duration = Duration::from_secs(15);
/// A change is dated before its transaction waits for its locks, and by its own node's clock: it may be seen this much later
/// than one that is dated after it.
const LATE: TimeDelta = TimeDelta::seconds(30);
/// Copies read at once. A client that reads slowly holds no more of them here.
const PAGE: i64 = 500;

/// One event of the stream.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "describes the events in the document")]
pub(crate) enum CampaignEvent {
    /// `event: copy`
    Copy(CopyView),
    /// `event: progress`
    Progress(ProgressView),
}

/// Streams `copy` events, one for every copy as it stands and then one whenever a copy changes, and `progress` events with the
/// counts, until the campaign is closed. Each `copy` event says all there is to say of its copy and has an `id`; whoever
/// was cut off sends the last one as `Last-Event-ID` and gets what changed since, at least once. 204: that was the end.
#[utoipa::path(
    tag = "placements",
    params(("Last-Event-ID" = Option<String>, Header, description = "The `id` of the last event that was read")),
    responses(
        (status = 200, body = CampaignEvent, content_type = "text/event-stream"),
        (status = 204, description = "The campaign is closed, and the caller has seen it"),
        Problems
    )
)]
#[get("/campaigns/{id}/events")]
pub(crate) async fn events(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    http: HttpRequest,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadCampaigns)?;
    let first = app.progress(*id).await?;
    let last = http.headers().get("Last-Event-ID").and_then(|id| Place::read(id.to_str().ok()?));
    if first.state == CampaignState::Closed && last.is_some_and(|last| last.end) {
        // A browser that is answered so does not come again.
        return Ok(HttpResponse::NoContent().finish());
    }
    let watcher = Watcher::new(app.get_ref().clone(), *id, negotiated(http.headers()), last, first);
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

/// How far a reader has come: the id of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    mark: Mark,
    /// Whether the campaign was closed by then.
    end: bool,
}

const START: Mark = Mark { at: DateTime::UNIX_EPOCH, copy: Uuid::nil() };

impl Place {
    fn read(id: &str) -> Option<Place> {
        let (at, rest) = id.split_once('-')?;
        let (copy, end) = rest.strip_suffix("-end").map_or((rest, false), |copy| (copy, true));
        let at = DateTime::from_timestamp_micros(at.parse().ok()?)?;
        Some(Place { mark: Mark { at, copy: copy.parse().ok()? }, end })
    }

    fn written(self) -> String {
        let Place { mark: Mark { at, copy }, end } = self;
        format!("{}-{copy}{}", at.timestamp_micros(), if end { "-end" } else { "" })
    }
}

struct Watcher {
    app: App,
    changes: watch::Receiver<u64>,
    id: Uuid,
    lang: Lang,
    /// The newest change that was sent.
    mark: Mark,
    /// The changes that were sent of late, so that none is sent twice where a look reaches back. No more than there are copies.
    sent: HashMap<Uuid, DateTime<Utc>>,
    /// Where the look under way goes on; `None`: it is over.
    looking: Option<Mark>,
    /// The counts, taken before the look under way: what they count, the look has seen.
    counted: Option<ProgressView>,
    told: Option<ProgressView>,
    pulse: Instant,
    over: bool,
}

impl Watcher {
    fn new(app: App, id: Uuid, lang: Lang, last: Option<Place>, first: ProgressView) -> Watcher {
        let mark = last.map_or(START, |last| last.mark);
        Watcher {
            changes: app.changes(),
            app,
            id,
            lang,
            mark,
            sent: HashMap::new(),
            looking: Some(back_from(mark)),
            counted: Some(first),
            told: None,
            pulse: Instant::now(),
            over: false,
        }
    }

    async fn next_bytes(&mut self) -> Option<Bytes> {
        while !self.over {
            if let Some(from) = self.looking {
                let told = self.look(from).await;
                if !told.is_empty() {
                    self.pulse = Instant::now();
                    return Some(told.into());
                }
                continue;
            }
            if let Some(view) = self.counted.take() {
                self.over = view.state == CampaignState::Closed;
                if self.told.as_ref() != Some(&view) {
                    let text = serde_json::to_string(&view).ok()?;
                    // Only the end has an id of its own: elsewhere the last copy's stands.
                    let id = match self.over {
                        true => format!("id: {}\n", Place { mark: self.mark, end: true }.written()),
                        false => String::new(),
                    };
                    self.told = Some(view);
                    self.pulse = Instant::now();
                    return Some(format!("event: progress\n{id}data: {text}\n\n").into());
                }
                continue;
            }
            if self.pulse.elapsed() >= PULSE {
                self.pulse = Instant::now();
                return Some(Bytes::from_static(b": still here\n\n"));
            }
            self.wait().await?;
        }
        None
    }

    /// Until there is something to look for. `None`: the service ends.
    async fn wait(&mut self) -> Option<()> {
        let from = match tokio::time::timeout(LOOK, self.changes.changed()).await {
            // Ours: what is newest. The next look after a while finds what was dated earlier.
            Ok(Ok(())) => {
                tokio::time::sleep(GATHER).await;
                self.mark
            }
            Ok(Err(_)) => return None,
            Err(_) => back_from(self.mark),
        };
        self.changes.mark_unchanged();
        // A database that does not answer is asked again at the next look.
        self.counted = self.app.progress(self.id).await.ok();
        let over = self.counted.as_ref().is_some_and(|view| view.state == CampaignState::Closed);
        self.looking = self.counted.as_ref().map(|_| if over { back_from(self.mark) } else { from });
        Some(())
    }

    /// One page of changes, as events.
    async fn look(&mut self, from: Mark) -> String {
        let Ok(page) = self.app.copies_changed(self.id, from, PAGE).await else {
            (self.looking, self.counted) = (None, None);
            return String::new();
        };
        let whole = page.len() == usize::try_from(PAGE).unwrap_or(usize::MAX);
        self.looking = page.last().filter(|_| whole).map(|(mark, _)| *mark);
        let mut told = String::new();
        for (mark, mut copy) in page {
            if self.sent.insert(mark.copy, mark.at) == Some(mark.at) {
                continue;
            }
            self.mark = self.mark.max(mark);
            say_why(&mut copy, self.lang);
            let Ok(text) = serde_json::to_string(&copy) else { continue };
            let id = Place { mark: self.mark, end: false }.written();
            told.push_str(&format!("event: copy\nid: {id}\ndata: {text}\n\n"));
        }
        let oldest = back_from(self.mark).at;
        self.sent.retain(|_, at| *at >= oldest);
        told
    }
}

/// So far behind a mark that what was dated before it and is seen after it is found.
fn back_from(mark: Mark) -> Mark {
    Mark { at: mark.at.checked_sub_signed(LATE).unwrap_or(START.at), copy: Uuid::nil() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_an_event_reads_back_and_anything_else_does_not() {
        let at = DateTime::from_timestamp_micros(1_793_689_200_123_457).expect("a moment");
        let copy = Uuid::from_u128(7);
        for end in [false, true] {
            let place = Place { mark: Mark { at, copy }, end };
            assert_eq!(Place::read(&place.written()), Some(place));
        }
        for other in ["", "1", "x-y", "1793689200123457-", "9999999999999999999-00000000", "-end"] {
            assert_eq!(Place::read(other), None, "{other}");
        }
    }
}
