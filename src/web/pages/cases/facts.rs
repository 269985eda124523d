//! The facts of a case: opened, and changed by one officer while another may be changing them too.

pub(super) mod fields;

use super::form::{Amiss, FormPage, Link, fitted, hidden, to_file};
use super::{asked_by, case_of, id};
use crate::pages::fields::Filled;
use crate::pages::form::{Fields, Posted, once};
use crate::pages::shell::{Asked, Reply};
use actix_web::{HttpRequest, HttpResponse, web};
use childalert_app::{Action, AppError, Conflict, clock_in_brussels};
use childalert_domain::Case;
use childalert_words::{Arg, text, text_with};
use chrono::Datelike;
use uuid::Uuid;

pub(super) async fn new(request: HttpRequest) -> Reply {
    let asked = asked_by(request, Action::WriteCases).await?;
    let reference = next_reference(&asked).await.map_err(|error| asked.failed(error))?;
    let typed =
        vec![("reference".to_owned(), reference), ("person.grammar".to_owned(), "neutral".to_owned())];
    Ok(page(&asked, None, &typed, Amiss::default(), None))
}

/// The number after the highest of this year.
async fn next_reference(asked: &Asked) -> Result<String, AppError> {
    let year = clock_in_brussels(asked.app.now()).year();
    let newest = asked.app.newest_references().await?;
    let of_year = newest.iter().filter_map(|reference| {
        let (of, number) = reference.split_once('-')?;
        number.parse::<u32>().ok().filter(|_| of.parse() == Ok(year))
    });
    Ok(format!("{year}-{:04}", of_year.max().unwrap_or_default() + 1))
}

pub(super) async fn open(request: HttpRequest, form: web::Payload) -> Reply {
    let posted = Posted::of(request, form, Action::WriteCases).await?;
    let amiss = match typed(&posted) {
        Err(amiss) => amiss,
        Ok(case) => match posted.asked.app.open_case(&posted.request(), case).await {
            Ok(case) => return Ok(posted.then(&format!("/cases/{}", case.id))),
            Err(error) => Amiss::of(&posted.asked, error, |path| fields::named(path, &posted.fields))?,
        },
    };
    Ok(page(&posted.asked, None, &posted.fields, amiss, None))
}

pub(super) async fn show(request: HttpRequest) -> Reply {
    let asked = asked_by(request, Action::WriteCases).await?;
    let case = case_of(&asked).await?;
    let typed = fields::fill(&case.case);
    Ok(page(&asked, Some((case.id, case.version)), &typed, Amiss::default(), None))
}

pub(super) async fn change(request: HttpRequest, form: web::Payload) -> Reply {
    let case = id(&request, "id");
    let posted = Posted::of(request, form, Action::WriteCases).await?;
    let asked = &posted.asked;
    // What has no version was not made by a page of ours: it is held against what is there now, and shown.
    let version = posted.first("version").parse().unwrap_or_default();
    let changed = match typed(&posted) {
        Ok(changed) => changed,
        Err(amiss) => return Ok(page(asked, Some((case, version)), &posted.fields, amiss, None)),
    };
    let retract = posted.first("retract") == "yes";
    match asked.app.change_case(&posted.request(), case, version, changed, retract).await {
        Ok(_) => Ok(posted.then(&format!("/cases/{case}"))),
        Err(AppError::Conflict(Conflict::TakesBack(count))) => {
            Ok(sure(asked, (case, version), &posted.fields, count))
        }
        Err(error) => {
            let amiss = Amiss::of(asked, error, |path| fields::named(path, &posted.fields))?;
            if !amiss.stale {
                return Ok(page(asked, Some((case, version)), &posted.fields, amiss, None));
            }
            let now = case_of(asked).await?;
            let on_file = fields::fill(&now.case);
            // What no field of this form shows is as it is on file.
            let typed = fields::with_unseen(&posted.fields, &on_file);
            Ok(page(asked, Some((case, now.version)), &typed, amiss, Some(&on_file)))
        }
    }
}

/// The case that was typed; or the form again.
fn typed(posted: &Posted) -> Result<Case, Amiss> {
    if let Some(field) = fields::untaken(&posted.fields) {
        return Err(Amiss::untaken(posted.asked.lang, &field));
    }
    fitted(posted, fields::read(&posted.fields), |path| fields::named(path, &posted.fields))
}

/// The form: of a new case, or of one at a version.
fn page(
    asked: &Asked,
    case: Option<(Uuid, i64)>,
    typed: &Fields,
    amiss: Amiss,
    on_file: Option<&Fields>,
) -> HttpResponse {
    let lang = asked.lang;
    let form = Filled { lang, typed, errors: amiss.errors.as_ref(), on_file };
    let groups = fields::groups(&form, case.is_none());
    let mut unseen = fields::unseen(typed, case.is_none());
    let (back, action, title, submit) = match case {
        Some((id, version)) => {
            unseen.push(hidden("version", version));
            let action = format!("/{lang}/cases/{id}/facts");
            (to_file(lang, id), action, text(lang, "case-facts"), text(lang, "case-save"))
        }
        None => {
            let back = Link::new(format!("/{lang}/cases"), text(lang, "cases-title"));
            (back, format!("/{lang}/cases/new"), text(lang, "case-new"), text(lang, "case-open"))
        }
    };
    let status = amiss.status();
    let page = FormPage {
        back,
        action,
        once: once(),
        hidden: unseen,
        groups,
        submit,
        errors: amiss.errors,
        notes: amiss.notes,
        ..FormPage::default()
    };
    asked.page(status, "cases-form", &title, page)
}

/// Asks whether it is meant: the change takes live campaigns back.
fn sure(asked: &Asked, (case, version): (Uuid, i64), typed: &Fields, count: usize) -> HttpResponse {
    let lang = asked.lang;
    let count = Arg::Number(i64::try_from(count).unwrap_or(i64::MAX));
    let mut kept: Vec<_> = typed
        .iter()
        .filter(|(name, _)| !["once", "version", "retract", "do"].contains(&name.as_str()))
        .map(|(name, value)| hidden(name, value))
        .collect();
    kept.extend([hidden("version", version), hidden("retract", "yes")]);
    let page = FormPage {
        back: to_file(lang, case),
        action: format!("/{lang}/cases/{case}/facts"),
        once: once(),
        hidden: kept,
        lead: text_with(lang, "problem-takes-back", &[("count", count)]),
        notes: vec![text(lang, "case-sure-text")],
        submit: text(lang, "case-sure-yes"),
        other: vec![Link::new(format!("/{lang}/cases/{case}/facts"), text(lang, "case-sure-no"))],
        ..FormPage::default()
    };
    asked.page(actix_web::http::StatusCode::CONFLICT, "cases-form", &text(lang, "case-sure"), page)
}
