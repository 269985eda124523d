//! The magistrate's pages: what waits, and one campaign with everything that a decision rests on, on one screen of a phone.

use super::shell::Asked;
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use childalert_app::{Action, DeskEntry, Sheet};
use childalert_domain::{CampaignState, DecisionAct, Kind, Lang};
use childalert_words::{
    Arg, age, area, channel, criterion, date_time, day_month_time, kind, language, party, text, text_with,
};
use chrono::TimeDelta;
use serde::Serialize;
use uuid::Uuid;

#[derive(Serialize)]
struct ListPage {
    waiting: Vec<Row>,
    live: Vec<Row>,
    mine: Vec<Mine>,
}

#[derive(Serialize)]
struct Row {
    url: String,
    reference: String,
    kind: String,
    when: String,
}

#[derive(Serialize)]
struct Mine {
    said: String,
    when: String,
}

#[derive(Serialize)]
struct SheetPage {
    campaign: Uuid,
    digest: String,
    /// The first twelve digits, for people to compare.
    fingerprint: String,
    person: String,
    reference: String,
    kind: String,
    missing: String,
    circumstances: String,
    criteria: Vec<String>,
    heard: Vec<String>,
    consents: Vec<String>,
    channels: String,
    area: String,
    languages: String,
    period: String,
    notices: Vec<NoticeView>,
    files: Vec<FileView>,
    count: usize,
    acts: Vec<ActView>,
    /// Where it can be extended: the ends to choose from.
    ends: Vec<EndView>,
    decisions: Vec<String>,
}

#[derive(Serialize)]
struct EndView {
    /// RFC 3339.
    value: String,
    text: String,
}

#[derive(Serialize)]
struct NoticeView {
    lang: Lang,
    headline: String,
    appeal: String,
    picture: Option<String>,
    alt: String,
}

#[derive(Serialize)]
struct FileView {
    name: String,
    url: String,
}

#[derive(Serialize)]
struct ActView {
    act: &'static str,
    text: String,
}

pub(super) async fn list(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let asked = Asked::of(request).await?;
    let visitor = match asked.visitor_who_may(Some(Action::Decide)) {
        Ok(visitor) => visitor,
        Err(instead) => return Ok(*instead),
    };
    let lang = asked.lang;
    let desk = match asked.app.magistrates_desk(&visitor.actor).await {
        Ok(desk) => desk,
        Err(error) => return Ok(asked.failed(error)),
    };
    let row = |entry: &DeskEntry| Row {
        url: format!("/{lang}/decide/{}", entry.campaign),
        reference: entry.reference.clone(),
        kind: kind(lang, entry.kind),
        when: match entry.until {
            Some(until) => said(lang, "decide-until", date_time(lang, until)),
            None => said(lang, "decide-waiting-since", day_month_time(lang, entry.since)),
        },
    };
    let page = ListPage {
        waiting: desk.waiting.iter().map(row).collect(),
        live: desk.live.iter().map(row).collect(),
        mine: desk
            .mine
            .iter()
            .map(|(reference, decision)| Mine {
                said: text_with(
                    lang,
                    "decide-said",
                    &[("who", Arg::Text(reference)), ("what", Arg::Text(&decided(lang, decision.act)))],
                ),
                when: day_month_time(lang, decision.at),
            })
            .collect(),
    };
    Ok(asked.page(StatusCode::OK, "decide-list", &text(lang, "decide-title"), page))
}

pub(super) async fn show(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let campaign = request.match_info().get("campaign").and_then(|id| id.parse().ok()).unwrap_or_default();
    let asked = Asked::of(request).await?;
    let visitor = match asked.visitor_who_may(Some(Action::Decide)) {
        Ok(visitor) => visitor,
        Err(instead) => return Ok(*instead),
    };
    let lang = asked.lang;
    match asked.app.sheet(&visitor.actor, &asked.number(), campaign).await {
        Ok(sheet) => {
            let page = sheet_page(lang, sheet);
            Ok(asked.page(StatusCode::OK, "decide", &text(lang, "decide-your"), page))
        }
        Err(error) => Ok(asked.failed(error)),
    }
}

fn said(lang: Lang, key: &str, when: String) -> String {
    text_with(lang, key, &[("when", Arg::Text(&when))])
}

fn decided(lang: Lang, act: DecisionAct) -> String {
    text(lang, &format!("decide-act-{}", act.name()))
}

fn sheet_page(lang: Lang, sheet: Sheet) -> SheetPage {
    let content = &sheet.content;
    let person = &sheet.case.person;
    let file_url = |name: &str| format!("/api/v1/proofs/{}/files/{name}", sheet.proof);
    let joined = |words: Vec<String>| words.join(", ");
    let notices = content.notices.iter().map(|notice| {
        let picture = content.file("social_wide", notice.lang);
        NoticeView {
            lang: notice.lang,
            headline: format!("{} · {}, {}", notice.headline, notice.name, notice.age),
            appeal: notice.appeal.clone(),
            picture: picture.map(|file| file_url(&file.name)),
            alt: notice.photo_alt.clone(),
        }
    });
    let acts: &[DecisionAct] = match sheet.state {
        CampaignState::Proposed => {
            &[DecisionAct::Approve, DecisionAct::Require, DecisionAct::Return, DecisionAct::Oppose]
        }
        CampaignState::Approved => &[DecisionAct::Return, DecisionAct::Oppose],
        CampaignState::Live if sheet.extendable => {
            &[DecisionAct::Extend, DecisionAct::End, DecisionAct::Require]
        }
        CampaignState::Live => &[DecisionAct::End, DecisionAct::Require],
        _ => &[],
    };
    let digest = sheet.digest.to_string();
    SheetPage {
        campaign: sheet.campaign,
        fingerprint: digest.as_bytes()[..12]
            .chunks(4)
            .map(String::from_utf8_lossy)
            .collect::<Vec<_>>()
            .join(" "),
        person: format!("{} {}, {}", person.given_name, person.family_name, age(lang, sheet.age)),
        reference: sheet.case.reference.clone(),
        kind: kind(lang, content.kind),
        missing: format!("{} {}", text(lang, "notice-since"), day_month_time(lang, sheet.case.missing_since)),
        circumstances: sheet.case.circumstances.clone(),
        criteria: sheet.criteria.iter().map(|held| criterion(lang, *held)).collect(),
        heard: sheet
            .heard
            .iter()
            .map(|heard| {
                let advice = serde_json::to_value(heard.advice).ok();
                let advice = advice.as_ref().and_then(|value| value.as_str()).unwrap_or_default();
                let (who, what) = (party(lang, heard.party), text(lang, &format!("advice-{advice}")));
                let said =
                    text_with(lang, "decide-said", &[("who", Arg::Text(&who)), ("what", Arg::Text(&what))]);
                if heard.note.is_empty() { said } else { format!("{said} ({})", heard.note) }
            })
            .collect(),
        consents: sheet
            .consents
            .iter()
            .filter(|consent| consent.withdrawn_at.is_none())
            .map(|consent| {
                let until = said(lang, "decide-until", date_time(lang, consent.scope.until));
                format!("{}, {until}", consent.holder)
            })
            .chain(sheet.overrides.iter().map(|over| over.reasons.clone()))
            .collect(),
        channels: joined(content.channels.iter().map(|one| channel(lang, *one)).collect()),
        area: area(lang, &content.area),
        languages: joined(content.notices.iter().map(|notice| language(lang, notice.lang)).collect()),
        period: said(lang, "decide-until", date_time(lang, sheet.until.unwrap_or(content.until))),
        notices: notices.collect(),
        count: content.files.len(),
        files: content
            .files
            .iter()
            .map(|file| FileView { name: file.name.clone(), url: file_url(&file.name) })
            .collect(),
        acts: acts
            .iter()
            .map(|act| ActView { act: act.name(), text: text(lang, &format!("decide-{}", act.name())) })
            .collect(),
        ends: ends(lang, &sheet),
        decisions: sheet
            .decisions
            .iter()
            .map(|decision| format!("{}, {}", decided(lang, decision.act), day_month_time(lang, decision.at)))
            .collect(),
        digest,
    }
}

/// The ends to choose from: hours for a Child Alert, days for the others.
fn ends(lang: Lang, sheet: &Sheet) -> Vec<EndView> {
    let hours: &[i64] = match sheet.content.kind {
        Kind::ChildAlert => &[6, 3, 1],
        Kind::PublicPoster | Kind::Discreet | Kind::Online => &[24, 3 * 24, 7 * 24, 30 * 24],
    };
    let Some(until) = sheet.until.filter(|_| sheet.extendable) else { return Vec::new() };
    let ends = hours.iter().map(|hours| until + TimeDelta::hours(*hours));
    ends.map(|end| EndView { value: end.to_rfc3339(), text: date_time(lang, end) }).collect()
}
