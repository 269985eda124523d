//! The last page before something goes out: whom it reaches and by what, in one explicit sentence, and everything that stands
//! against it.

use super::act::{campaign as of_path, errors};
use crate::pages::form::{Errors, Posted, once};
use crate::pages::reach::{ReachView, reach_view};
use crate::pages::said::{against, channels};
use crate::pages::shell::{Asked, Reply};
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use childalert_app::{Action, AppError, Conflict, LaunchSheet};
use childalert_domain::{CampaignState, Rule};
use childalert_words::{Arg, area, date_time, kind, text, text_with};
use serde::Serialize;
use uuid::Uuid;

#[derive(Serialize)]
struct LaunchPage {
    campaign: Uuid,
    once: String,
    /// The digest of what is shown, for the launch.
    shown: String,
    what: String,
    errors: Option<Errors>,
    /// What stands against it: nothing can be launched.
    against: Vec<String>,
    /// The explicit sentence.
    sentence: String,
    reach: Vec<ReachView>,
    button: String,
}

pub(super) async fn show(request: HttpRequest) -> Reply {
    let campaign = of_path(&request);
    let asked = Asked::of(request).await?;
    asked.visitor_who_may(Some(Action::Launch))?;
    let sheet = asked.app.before_launch(campaign).await.map_err(|error| asked.failed(error))?;
    match out(&sheet) {
        // It is out, with nothing newer, or over: the back button led here.
        true => Ok(asked.to(&format!("/campaigns/{campaign}"))),
        false => Ok(page(&asked, sheet, StatusCode::OK, None)),
    }
}

pub(super) async fn launch(request: HttpRequest, form: web::Payload) -> Reply {
    let campaign = of_path(&request);
    let posted = Posted::of(request, form, Action::Launch).await?;
    let app = &posted.asked.app;
    // Only what was on the page goes out: a version that was proven and decided on meanwhile is shown first.
    let Ok(seen) = posted.first("shown").parse() else {
        return refused(&posted, campaign, AppError::Conflict(Conflict::Stale)).await;
    };
    let stands = app.campaign(campaign).await.map_err(|error| posted.asked.failed(error))?.state;
    let done = match stands {
        CampaignState::Live => app.update_campaign(&posted.request(), campaign, Some(seen)).await,
        _ => app.launch(&posted.request(), campaign, Some(seen)).await,
    };
    match done {
        Ok(_) => Ok(posted.then(&format!("/campaigns/{campaign}"))),
        Err(error) => refused(&posted, campaign, error).await,
    }
}

/// Nothing went out: the page as things stand now, and why.
async fn refused(posted: &Posted, campaign: Uuid, error: AppError) -> Reply {
    let (asked, problem) = (&posted.asked, Problem::from(error));
    let Ok(sheet) = asked.app.before_launch(campaign).await else { return Err(asked.refused(&problem)) };
    if out(&sheet) {
        // Somebody else was first, or it was sent twice.
        return Ok(posted.then(&format!("/campaigns/{campaign}")));
    }
    let lang = asked.lang;
    if sheet.digest.is_none_or(|digest| digest.to_string() != posted.first("shown")) {
        let said = Errors::at(text(lang, "launch-changed"), "", text(lang, "launch-changed-text"));
        return Ok(page(asked, sheet, StatusCode::CONFLICT, Some(said)));
    }
    // What stands against it is said once.
    let said = sheet.refusals.is_empty().then(|| errors(lang, &problem));
    Ok(page(asked, sheet, problem.status_code(), said))
}

/// Whether there is nothing to launch any more.
fn out(sheet: &LaunchSheet) -> bool {
    let nothing_newer = sheet.refusals.iter().any(|refusal| refusal.rule == Rule::NOTHING_NEWER.code);
    sheet.campaign.state.retracted() || (sheet.update && nothing_newer)
}

fn page(asked: &Asked, sheet: LaunchSheet, status: StatusCode, errors: Option<Errors>) -> HttpResponse {
    let lang = asked.lang;
    let draft = &sheet.campaign.draft;
    let (shown_area, until) = match &sheet.content {
        Some(content) => (&content.area, content.until),
        None => (&draft.area, draft.until),
    };
    let key = if sheet.update { "launch-update-sentence" } else { "launch-sentence" };
    let channels = channels(lang, sheet.reach.iter().map(|reach| &reach.channel));
    let (place, end) = (area(lang, shown_area), date_time(lang, until));
    let args = [("area", place.as_str()), ("channels", &channels), ("until", &end)];
    let against = sheet.refusals.iter().map(|refusal| against(lang, refusal));
    let page = LaunchPage {
        campaign: sheet.campaign.id,
        once: once(),
        shown: sheet.digest.map(|digest| digest.to_string()).unwrap_or_default(),
        what: format!("{} · {}", sheet.reference, kind(lang, draft.kind)),
        errors,
        against: against.collect(),
        sentence: text_with(lang, key, &args.map(|(name, value)| (name, Arg::Text(value)))),
        reach: sheet.reach.iter().map(|reach| reach_view(lang, reach)).collect(),
        button: text(lang, if sheet.update { "launch-update-button" } else { "launch-button" }),
    };
    let title = text(lang, if sheet.update { "launch-update-title" } else { "launch-title" });
    asked.page(status, "launch", &title, page)
}
