//! Who agreed, who refused, who could not be asked, who was asked; and what goes out without consent, and why.

use super::form::{Link, to_file};
use super::{asked_by, case_of};
use crate::pages::fields::code;
use crate::pages::form::once;
use crate::pages::said::{capacity, channels, consent_form, denied, languages};
use crate::pages::shell::{Asked, Reply};
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use childalert_app::{Action, CaseView, ConsentAsked};
use childalert_domain::{ASKED_FROM, Consent, Lang};
use childalert_words::{Arg, area, date_time, day_month_time, text, text_with};
use serde::Serialize;

/// Papers in the file, by what they are.
#[derive(Serialize)]
pub(super) struct PapersPage {
    pub back: Link,
    pub notes: Vec<String>,
    /// A link that was just made, shown this once.
    pub link: String,
    pub parts: Vec<Part>,
    pub actions: Vec<Link>,
}

#[derive(Serialize)]
pub(super) struct Part {
    pub title: String,
    pub rows: Vec<Row>,
    /// Said where there is none.
    pub none: String,
}

/// A paper.
#[derive(Default, Serialize)]
pub(super) struct Row {
    pub text: String,
    pub lines: Vec<String>,
    pub links: Vec<Link>,
    /// What can be done with it in one step.
    pub post: Option<Link>,
    pub once: String,
}

pub(super) async fn show(request: HttpRequest) -> Reply {
    let asked = asked_by(request, Action::ReadCases).await?;
    shown(&asked, String::new(), Vec::new()).await
}

/// The page; with a link that was just made, or with something to say.
pub(super) async fn shown(asked: &Asked, link: String, notes: Vec<String>) -> Reply {
    let case = case_of(asked).await?;
    let askings = asked.app.consents_asked(case.id).await.map_err(|error| asked.failed(error))?;
    let may = |action| asked.may(action);
    let mut page = page(asked.lang, &case, &askings, may(Action::WriteCases), may(Action::AskConsent));
    page.link = link;
    page.notes.splice(0..0, notes);
    Ok(asked.page(StatusCode::OK, "cases-papers", &text(asked.lang, "case-consent"), page))
}

pub(super) fn page(
    lang: Lang,
    case: &CaseView,
    askings: &[ConsentAsked],
    may_write: bool,
    may_ask: bool,
) -> PapersPage {
    let below = |place: &str| format!("/{lang}/cases/{}/consent/{place}", case.id);
    let consents = case.consents.iter().rev().map(|paper| {
        let given = &paper.consent;
        let mut row = consented(lang, given);
        if let Some(scan) = &given.scan {
            let url = format!("/api/v1/cases/{}/scans/{scan}", case.id);
            row.links.push(Link::new(url, text(lang, "case-scan-open")));
        }
        if given.withdrawn_at.is_none() && may_write {
            row.links.push(Link::new(below(&format!("{}/withdraw", paper.id)), text(lang, "case-withdraw")));
        }
        row
    });
    let denials = case.denials.iter().rev().map(|paper| Row {
        text: denied(lang, &paper.denied),
        lines: some(&paper.denied.reasons),
        ..Row::default()
    });
    let overrides = case.overrides.iter().rev().map(|paper| {
        let ground = text(lang, &format!("case-ground-{}", code(&paper.r#override.ground).replace('_', "-")));
        let campaign = format!("/{lang}/campaigns/{}", paper.r#override.campaign);
        Row {
            text: format!("{ground}, {}", day_month_time(lang, paper.r#override.at)),
            lines: some(&paper.r#override.reasons),
            links: vec![Link::new(campaign, text(lang, "case-for-campaign"))],
            ..Row::default()
        }
    });
    let askings = askings.iter().rev().map(|asking| {
        let open = asking.revoked_at.is_none() && may_ask;
        let outcome = match asking.revoked_at {
            Some(at) => {
                let when = day_month_time(lang, at);
                vec![text_with(lang, "case-link-revoked", &[("when", Arg::Text(&when))])]
            }
            None => Vec::new(),
        };
        let lines = vec![text(lang, &format!("case-outcome-{}", asking.outcome))];
        Row {
            text: format!("{}, {}", asking.holder, day_month_time(lang, asking.asked_at)),
            lines: lines.into_iter().chain(outcome).collect(),
            post: open.then(|| {
                Link::new(below(&format!("ask/{}/revoke", asking.id)), text(lang, "case-link-revoke"))
            }),
            once: once(),
            ..Row::default()
        }
    });
    let part = |title: &str, none: &str, rows: Vec<Row>| Part {
        title: title.to_owned(),
        none: none.to_owned(),
        rows,
    };
    let none = text(lang, "case-nobody");
    let notes = (case.age >= ASKED_FROM).then(|| text(lang, "case-consent-young"));
    let asking = may_ask.then(|| Link::new(below("ask"), text(lang, "case-ask")));
    let writing = [("record", "case-record"), ("denied", "case-denied"), ("without", "case-without")];
    let writing = writing.iter().filter(|_| may_write);
    PapersPage {
        back: to_file(lang, case.id),
        notes: notes.into_iter().collect(),
        link: String::new(),
        parts: vec![
            part(&text(lang, "case-consents"), &none, consents.collect()),
            part(&text(lang, "case-denials"), &none, denials.collect()),
            part(&text(lang, "case-askings"), &none, askings.collect()),
            part(&text(lang, "case-overrides"), &text(lang, "case-overrides-none"), overrides.collect()),
        ],
        actions: asking
            .into_iter()
            .chain(writing.map(|(place, key)| Link::new(below(place), text(lang, key))))
            .collect(),
    }
}

fn some(said: &str) -> Vec<String> {
    Some(said.to_owned()).filter(|said| !said.trim().is_empty()).into_iter().collect()
}

/// A consent in words: who, in what capacity, how, and to what exactly.
pub(super) fn consented(lang: Lang, given: &Consent) -> Row {
    let (form, scope) = (consent_form(lang, given.form), &given.scope);
    let channels = channels(lang, &scope.channels);
    let languages = languages(lang, scope.languages.iter().copied());
    let (area, until) = (area(lang, &scope.area), date_time(lang, scope.until));
    let args = [
        ("channels", Arg::Text(&channels)),
        ("languages", Arg::Text(&languages)),
        ("area", Arg::Text(&area)),
        ("photos", Arg::Number(i64::try_from(scope.photos.len()).unwrap_or(i64::MAX))),
        ("until", Arg::Text(&until)),
    ];
    let mut lines = vec![
        format!("{form}, {}", day_month_time(lang, given.given_at)),
        text_with(lang, "case-consent-scope", &args),
    ];
    lines.extend(some(&given.note));
    lines.extend(given.withdrawn_at.map(|at| {
        let when = day_month_time(lang, at);
        text_with(lang, "case-withdrawn", &[("when", Arg::Text(&when))])
    }));
    Row { text: format!("{} ({})", given.holder, capacity(lang, given.authority)), lines, ..Row::default() }
}
