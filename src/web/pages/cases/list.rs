//! The cases, newest first, and what is to be done next in each.

use super::{asked_by, short_name};
use crate::pages::Reply;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use childalert_app::{Action, CaseStanding};
use childalert_domain::{CampaignState, Lang};
use childalert_words::{Arg, age, campaign_state, text, text_with};
use serde::Serialize;
use uuid::Uuid;

/// Cases on a page.
const MOST: i64 = 50;

#[derive(Serialize)]
pub(super) struct ListPage {
    /// Where a new one is opened; empty for whoever may not.
    pub new: String,
    pub rows: Vec<Row>,
    pub newer: String,
    pub older: String,
}

#[derive(Serialize)]
pub(super) struct Row {
    url: String,
    reference: String,
    person: String,
    age: String,
    worrying: String,
    next: String,
}

pub(super) async fn show(request: HttpRequest) -> Reply {
    let asked = asked_by(request, Action::ReadCases).await?;
    let lang = asked.lang;
    let page = asked.request.query_string().strip_prefix("page=").and_then(|page| page.parse::<u16>().ok());
    let page = page.unwrap_or_default();
    let cases = asked.app.case_standings(MOST, i64::from(page) * MOST).await;
    let cases = cases.map_err(|error| asked.failed(error))?;
    let ids: Vec<String> = cases.iter().map(|case| case.file.id.simple().to_string()).collect();
    asked.looked("cases.look", Uuid::nil(), &ids.join(" ")).await?;
    let to = |page: u16| format!("/{lang}/cases?page={page}");
    let new = asked.may(Action::WriteCases).then(|| format!("/{lang}/cases/new"));
    let full = i64::try_from(cases.len()).is_ok_and(|count| count == MOST);
    let view = ListPage {
        new: new.unwrap_or_default(),
        rows: cases.iter().map(|case| row(lang, case)).collect(),
        newer: page.checked_sub(1).map(to).unwrap_or_default(),
        older: page.checked_add(1).filter(|_| full).map(to).unwrap_or_default(),
    };
    Ok(asked.page(StatusCode::OK, "cases-list", &text(lang, "cases-title"), view))
}

pub(super) fn row(lang: Lang, standing: &CaseStanding) -> Row {
    let file = &standing.file;
    Row {
        url: format!("/{lang}/cases/{}", file.id),
        reference: file.case.reference.clone(),
        person: short_name(&file.case),
        age: age(lang, file.age),
        worrying: if file.worrying { text(lang, "case-worrying") } else { String::new() },
        next: next(lang, standing),
    }
}

/// What is to be done next: what is live comes first, then what the file misses, in the order of the file.
fn next(lang: Lang, standing: &CaseStanding) -> String {
    let file = &standing.file;
    if standing.campaigns.iter().any(|campaign| campaign.state == CampaignState::Live) {
        return text(lang, "case-next-live");
    }
    let misses = |fields: &[&str]| {
        standing.missing.iter().any(|refusal| fields.iter().any(|field| refusal.field.starts_with(field)))
    };
    let steps = [
        (misses(&["sought_for_offence", "person", "requested_by", "criteria"]), "case-next-not-allowed"),
        (misses(&["cell_told_at", "foreign_request"]), "case-next-tell"),
        (file.photos.is_empty(), "case-next-photo"),
        (misses(&["declaration"]), "case-next-declaration"),
        (misses(&["concertation"]), "case-next-heard"),
        (!standing.preparations.is_empty(), "case-next-finish"),
        (standing.campaigns.is_empty(), "case-next-campaign"),
    ];
    match steps.into_iter().find(|(open, _)| *open) {
        Some((_, key)) => text(lang, key),
        None => {
            // What is under way; where all of it is over, how the last one ended.
            let mut open = standing.campaigns.iter().filter(|campaign| !campaign.state.retracted());
            let last = open.next_back().or(standing.campaigns.last());
            let state = last.map(|campaign| campaign_state(lang, campaign.state)).unwrap_or_default();
            text_with(lang, "case-next-state", &[("state", Arg::Text(&state))])
        }
    }
}
