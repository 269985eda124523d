//! What is done in a campaign's room: the proof ordered, everything stopped, a copy that resists seen to.

use super::room;
use crate::pages::form::{Errors, Posted};
use crate::pages::shell::Reply;
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, ResponseError, web};
use childalert_app::{Action, AppError, Retraction};
use childalert_domain::{Lang, RetractionReason};
use childalert_words::text;
use uuid::Uuid;

/// The campaign of the path; the nil id, which none has, where it is not an id.
pub(super) fn campaign(request: &HttpRequest) -> Uuid {
    request.match_info().get("campaign").and_then(|id| id.parse().ok()).unwrap_or_default()
}

/// Orders the proof of the draft as it stands.
pub(super) async fn order(request: HttpRequest, form: web::Payload) -> Reply {
    let campaign = campaign(&request);
    let posted = Posted::of(request, form, Action::PrepareCampaigns).await?;
    let posted = at_room(posted, campaign);
    let done = posted.asked.app.order_proof(&posted.request(), campaign).await.map(|_| ());
    after(&posted, campaign, done).await
}

/// Ends the campaign, and takes every copy back.
pub(super) async fn stop(request: HttpRequest, form: web::Payload) -> Reply {
    let campaign = campaign(&request);
    let posted = Posted::of(request, form, Action::Retract).await?;
    let posted = at_room(posted, campaign);
    let Some(reason) = RetractionReason::named(posted.first("reason")) else {
        let said = lacks(posted.asked.lang, "reason", "room-stop-lacks");
        return room::shown(&posted.asked, campaign, StatusCode::UNPROCESSABLE_ENTITY, Some(said), None)
            .await;
    };
    let done = posted.asked.app.retract(&posted.request(), campaign, Retraction { reason }).await.map(|_| ());
    after(&posted, campaign, done).await
}

/// A copy that resists: taken in hand, tried again, or answered for by whoever is signed in.
pub(super) async fn settle(request: HttpRequest, form: web::Payload) -> Reply {
    let campaign = campaign(&request);
    let posted = Posted::of(request, form, Action::SettlePlacements).await?;
    let posted = at_room(posted, campaign);
    let (app, order) = (&posted.asked.app, posted.request());
    let copy = posted.first("copy").parse().unwrap_or_default();
    let done = match posted.first("do") {
        "take" => app.take_placement(&order, copy).await,
        "again" => app.retry_placement(&order, copy).await,
        _ if posted.first("note").is_empty() => {
            let said = lacks(posted.asked.lang, &format!("note-{copy}"), "room-note-lacks");
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return room::shown(&posted.asked, campaign, status, Some(said), None).await;
        }
        _ => {
            let (by, note) = (posted.visitor.name.clone(), posted.first("note").to_owned());
            app.close_placement(&order, copy, by, note).await
        }
    };
    after(&posted, campaign, done.map(|_| ())).await
}

/// The answer's own address, whatever the form's is, is the room's.
fn at_room(mut posted: Posted, campaign: Uuid) -> Posted {
    posted.asked.place = Some(format!("/campaigns/{campaign}"));
    posted
}

/// To the room; or the room with what was refused.
async fn after(posted: &Posted, campaign: Uuid, done: Result<(), AppError>) -> Reply {
    match done {
        Ok(()) => Ok(posted.then(&format!("/campaigns/{campaign}"))),
        Err(error) => {
            let (asked, problem) = (&posted.asked, Problem::from(error));
            let (status, said) = (problem.status_code(), errors(asked.lang, &problem));
            let typed = (posted.first("copy"), posted.first("note"));
            room::shown(asked, campaign, status, Some(said), Some(typed)).await
        }
    }
}

/// One thing that was not said.
fn lacks(lang: Lang, field: &str, key: &str) -> Errors {
    Errors::at(text(lang, "room-lacks"), field, text(lang, key))
}

/// What was wrong; no field of these forms is a field of the API's.
pub(super) fn errors(lang: Lang, problem: &Problem) -> Errors {
    Errors::of(lang, problem, |_| None)
}
