//! The magistrate's pages: what waits, and one campaign with everything that a decision rests on, on one screen of a phone.

use super::area::AreaMap;
use super::private;
use super::reach::{ReachView, reach_view};
use super::said::{advice, capacity, channels, consent_form, denied, fingerprint, languages, with_more};
use super::shell::{Asked, Reply};
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use childalert_app::{Action, DeskEntry, Sheet};
use childalert_domain::{CampaignState, DecisionAct, Kind, Lang};
use childalert_words::{Arg, age, area, criterion, date_time, day_month_time, kind, party, text, text_with};
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
    /// Which of two versions this is, and where the other one is.
    version: Option<VersionView>,
    /// That it is an exercise.
    exercise: Option<String>,
    /// Words that may be private.
    private: Vec<String>,
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
    /// When and by whom it was put to them, and who prepared it.
    asked: String,
    /// Whom it reaches, in a sentence.
    reach: String,
    reaches: Vec<ReachView>,
    /// Every word and file.
    proof_url: String,
    map: AreaMap,
    notices: Vec<NoticeView>,
    files: Vec<FileView>,
    count: usize,
    acts: Vec<ActView>,
    /// Where it can be extended: the ends to choose from.
    ends: Vec<EndView>,
    decisions: Vec<String>,
}

#[derive(Serialize)]
struct VersionView {
    text: String,
    other: String,
    url: String,
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

pub(super) async fn list(request: HttpRequest) -> Reply {
    let asked = Asked::of(request).await?;
    let visitor = asked.visitor_who_may(Some(Action::Decide))?;
    let lang = asked.lang;
    let desk = asked.app.magistrates_desk(&visitor.actor).await.map_err(|error| asked.failed(error))?;
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

pub(super) async fn show(request: HttpRequest) -> Reply {
    let campaign = request.match_info().get("campaign").and_then(|id| id.parse().ok()).unwrap_or_default();
    let asked = Asked::of(request).await?;
    let visitor = asked.visitor_who_may(Some(Action::Decide))?;
    let lang = asked.lang;
    let out = asked.request.query_string() == OUT;
    match asked.app.sheet(&visitor.actor, &asked.number(), campaign, out).await {
        Ok(sheet) => {
            let page = sheet_page(lang, sheet);
            Ok(asked.page(StatusCode::OK, "decide", &text(lang, "decide-your"), page))
        }
        Err(error) => Err(asked.failed(error)),
    }
}

/// Asks for the version that is out, where a newer one waits.
const OUT: &str = "version=out";

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
        CampaignState::Live if sheet.newer && sheet.newer_decided => {
            &[DecisionAct::Return, DecisionAct::Oppose]
        }
        CampaignState::Live if sheet.newer => {
            &[DecisionAct::Approve, DecisionAct::Require, DecisionAct::Return, DecisionAct::Oppose]
        }
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
    let words = content.notices.iter().flat_map(|notice| {
        let facts = notice.facts.iter().map(|fact| fact.value.as_str());
        facts.chain([notice.appeal.as_str()])
    });
    SheetPage {
        campaign: sheet.campaign,
        version: version(lang, &sheet),
        exercise: sheet.case.drill.then(|| text(lang, "drill-decide")),
        private: private::warnings(lang, words),
        fingerprint: fingerprint(&digest),
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
                let (who, what) = (party(lang, heard.party), advice(lang, heard.advice));
                let said =
                    text_with(lang, "decide-said", &[("who", Arg::Text(&who)), ("what", Arg::Text(&what))]);
                if heard.note.is_empty() { said } else { format!("{said} ({})", heard.note) }
            })
            .collect(),
        consents: said_of_consent(lang, &sheet),
        asked: asked_by(lang, &sheet),
        reach: reach_sentence(lang, &sheet),
        reaches: sheet.reach.iter().map(|reach| reach_view(lang, reach)).collect(),
        proof_url: format!("/{lang}/campaigns/{}/proof?of={}", sheet.campaign, sheet.proof),
        map: AreaMap::of(lang, &content.area),
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
            .map(|decision| {
                let said = format!("{}, {}", decided(lang, decision.act), day_month_time(lang, decision.at));
                with_more(lang, said, &decision.reasons)
            })
            .collect(),
        digest,
    }
}

/// Who asks, and who prepared what is asked about: neither of them can approve it.
fn asked_by(lang: Lang, sheet: &Sheet) -> String {
    let (who, at) = &sheet.asked;
    let when = day_month_time(lang, *at);
    let mut said = match who {
        Some(who) => {
            text_with(lang, "decide-asked-by", &[("when", Arg::Text(&when)), ("who", Arg::Text(who))])
        }
        None => text_with(lang, "decide-asked", &[("when", Arg::Text(&when))]),
    };
    if let Some(by) = sheet.prepared_by.as_ref().filter(|by| Some(*by) != who.as_ref()) {
        said = format!("{said} {}", text_with(lang, "decide-prepared-by", &[("who", Arg::Text(by))]));
    }
    said
}

/// Where, by what, in which languages, until when.
fn reach_sentence(lang: Lang, sheet: &Sheet) -> String {
    let content = &sheet.content;
    let channels = channels(lang, &content.channels);
    let languages = languages(lang, content.notices.iter().map(|notice| notice.lang));
    let until = date_time(lang, sheet.until.unwrap_or(content.until));
    let place = area(lang, &content.area);
    let args =
        [("area", place.as_str()), ("channels", &channels), ("languages", &languages), ("until", &until)];
    text_with(lang, "decide-reach-sentence", &args.map(|(name, value)| (name, Arg::Text(value))))
}

fn version(lang: Lang, sheet: &Sheet) -> Option<VersionView> {
    let url = format!("/{lang}/decide/{}", sheet.campaign);
    let (which, url) = match (sheet.newer, sheet.newer_waits) {
        (true, _) => ("newer", format!("{url}?{OUT}")),
        (false, true) => ("out", url),
        (false, false) => return None,
    };
    let said = |part: &str| text(lang, &format!("decide-version-{which}{part}"));
    Some(VersionView { text: said(""), other: said("-other"), url })
}

/// The ends to choose from: hours for a Child Alert, days for the others.
fn ends(lang: Lang, sheet: &Sheet) -> Vec<EndView> {
    let hours: &[i64] = match sheet.content.kind {
        Kind::ChildAlert | Kind::Drill => &[6, 3, 1],
        Kind::PublicPoster | Kind::Discreet | Kind::Online => &[24, 3 * 24, 7 * 24, 30 * 24],
    };
    let Some(until) = sheet.until.filter(|_| sheet.extendable) else { return Vec::new() };
    let ends = hours.iter().map(|hours| until + TimeDelta::hours(*hours));
    ends.map(|end| EndView { value: end.to_rfc3339(), text: date_time(lang, end) }).collect()
}

/// Refusals first: whether to approve or to require turns on them.
fn said_of_consent(lang: Lang, sheet: &Sheet) -> Vec<String> {
    let denials = sheet.denials.iter().map(|denial| with_more(lang, denied(lang, denial), &denial.reasons));
    let consents = sheet.consents.iter().map(|consent| {
        let until = said(lang, "decide-until", date_time(lang, consent.scope.until));
        let authority = capacity(lang, consent.authority);
        let args = [("who", consent.holder.as_str()), ("authority", &authority), ("until", &until)];
        let said = text_with(lang, "decide-consented", &args.map(|(name, value)| (name, Arg::Text(value))));
        with_more(lang, format!("{said}, {}", consent_form(lang, consent.form)), &consent.note)
    });
    let withdrawn = sheet.withdrawn.iter().map(|consent| {
        let when = consent.withdrawn_at.map(|at| day_month_time(lang, at)).unwrap_or_default();
        let authority = capacity(lang, consent.authority);
        let args = [("who", consent.holder.as_str()), ("authority", &authority), ("when", &when)];
        text_with(lang, "decide-withdrawn", &args.map(|(name, value)| (name, Arg::Text(value))))
    });
    let overrides = sheet.overrides.iter().map(|over| over.reasons.clone());
    denials.chain(withdrawn).chain(consents).chain(overrides).collect()
}
