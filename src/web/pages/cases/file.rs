//! A case's file as a list of what there is to do: what stands, what misses, and where to mend it.

use super::{asked_by, standing_of};
use crate::pages::Reply;
use crate::pages::form::once;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use childalert_app::{Action, CampaignOfCase, CaseStanding};
use childalert_domain::{CampaignState, Lang, Refusal};
use childalert_words::{Arg, age, campaign_state, day_month_time, kind, rule, text, text_with};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct FilePage {
    pub person: String,
    pub age: String,
    pub reference: String,
    pub worrying: String,
    pub tasks: Vec<Task>,
    pub campaigns: Vec<Campaign>,
    pub begun: Vec<super::form::Link>,
    pub begin: String,
    pub once: String,
    pub may_prepare: bool,
}

/// A part of the file.
#[derive(Serialize)]
pub(super) struct Task {
    url: String,
    title: String,
    state: String,
    /// `done`, `todo` or `wrong`.
    tone: &'static str,
    lines: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Campaign {
    url: String,
    kind: String,
    state: String,
    missing: Vec<String>,
    /// Its id, where it may be changed.
    change: String,
    begin: String,
    once: String,
}

pub(super) async fn show(request: HttpRequest) -> Reply {
    let asked = asked_by(request, Action::ReadCases).await?;
    let standing = standing_of(&asked).await?;
    let may = |action| asked.may(action);
    let view = page(asked.lang, &standing, may(Action::WriteCases), may(Action::PrepareCampaigns));
    let title = format!("{} {}", text(asked.lang, "case-title"), standing.file.case.reference);
    Ok(asked.page(StatusCode::OK, "cases-file", &title, view))
}

pub(super) fn page(lang: Lang, standing: &CaseStanding, may_write: bool, may_prepare: bool) -> FilePage {
    let file = &standing.file;
    let person = &file.case.person;
    let below = |place: &str| format!("/{lang}/cases/{}/{place}", file.id);
    let campaigns =
        standing.campaigns.iter().rev().map(|one| campaign(lang, one, below("campaign"), may_prepare));
    FilePage {
        person: format!("{} {}", person.given_name, person.family_name),
        age: age(lang, file.age),
        reference: file.case.reference.clone(),
        worrying: if file.worrying { text(lang, "case-worrying") } else { String::new() },
        tasks: tasks(lang, standing, may_write, below),
        campaigns: campaigns.collect(),
        begun: standing
            .preparations
            .iter()
            .map(|begun| {
                let when = day_month_time(lang, begun.saved_at);
                let key = if begun.changes.is_some() { "case-begun-change" } else { "case-begun-new" };
                let said = text_with(lang, key, &[("when", Arg::Text(&when))]);
                super::form::Link::new(below(&format!("campaign/{}", begun.id)), said)
            })
            .collect(),
        begin: below("campaign"),
        once: once(),
        may_prepare,
    }
}

/// What a rule misses, with its source and what to do.
pub(super) fn said(lang: Lang, refusal: &Refusal) -> String {
    let words = rule(lang, refusal);
    format!("{} {} ({})", words.title, words.mend, refusal.source)
}

fn tasks(lang: Lang, standing: &CaseStanding, may_write: bool, below: impl Fn(&str) -> String) -> Vec<Task> {
    let file = &standing.file;
    let missing = |fields: &[&str]| -> Vec<String> {
        let about = |refusal: &&Refusal| fields.iter().any(|field| refusal.field.starts_with(field));
        standing.missing.iter().filter(about).map(|refusal| said(lang, refusal)).collect()
    };
    let task = |place: &str, title: &str, done: String, open: Option<String>, lines: Vec<String>| {
        let (tone, state) = match open {
            _ if !lines.is_empty() => ("wrong", text(lang, "case-state-missing")),
            Some(open) => ("todo", open),
            None => ("done", done),
        };
        // These two are forms alone: nothing to see for whoever may not fill them in.
        let open = may_write || !["facts", "declaration"].contains(&place);
        Task {
            url: if open { below(place) } else { String::new() },
            title: title.to_owned(),
            state,
            tone,
            lines,
        }
    };
    let count = |key: &str, number: usize| {
        text_with(lang, key, &[("count", Arg::Number(i64::try_from(number).unwrap_or(i64::MAX)))])
    };
    let complete = text(lang, "case-state-complete");
    let standing_consents =
        file.consents.iter().filter(|consent| consent.consent.withdrawn_at.is_none()).count();
    let answers = standing_consents + file.denials.len() + file.overrides.len();
    let official = file.case.official_photo.is_some();
    let facts = missing(&[
        "person",
        "requested_by",
        "criteria",
        "sought_for_offence",
        "cell_told_at",
        "foreign_request",
    ]);
    vec![
        task("facts", &text(lang, "case-facts"), complete.clone(), None, facts),
        task(
            "photo",
            &text(lang, "case-photos"),
            count(if official { "case-photos-official" } else { "case-photos-count" }, file.photos.len()),
            file.photos.is_empty().then(|| text(lang, "case-photos-none")),
            Vec::new(),
        ),
        task(
            "declaration",
            &text(lang, "case-declaration"),
            text(lang, "case-declaration-verified"),
            None,
            missing(&["declaration"]),
        ),
        task(
            "heard",
            &text(lang, "case-heard"),
            text(lang, "case-heard-all"),
            None,
            missing(&["concertation"]),
        ),
        task(
            "consent",
            &text(lang, "case-consent"),
            count("case-consent-count", standing_consents),
            match answers {
                0 => Some(text(lang, "case-consent-none")),
                _ if standing_consents == 0 => Some(text(lang, "case-consent-without")),
                _ => None,
            },
            Vec::new(),
        ),
    ]
}

fn campaign(lang: Lang, one: &CampaignOfCase, begin: String, may_prepare: bool) -> Campaign {
    let changeable = may_prepare && !matches!(one.state, CampaignState::Ended | CampaignState::Closed);
    Campaign {
        url: format!("/{lang}/campaigns/{}", one.id),
        kind: kind(lang, one.kind),
        state: format!("{} · {}", campaign_state(lang, one.state), day_month_time(lang, one.created_at)),
        missing: one.missing.iter().map(|refusal| said(lang, refusal)).collect(),
        change: if changeable { one.id.to_string() } else { String::new() },
        begin,
        once: once(),
    }
}
