//! Withdrawing a consent that the officer was told of: asks first, for it may take back what is out.

use super::consents::consented;
use super::form::{FormPage, Link};
use super::{asked_by, case_of, id};
use crate::pages::Reply;
use crate::pages::form::{Posted, once};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use childalert_app::{Action, AppError, Conflict};
use childalert_words::text;

pub(super) async fn show(request: HttpRequest) -> Reply {
    let asked = asked_by(request, Action::WriteCases).await?;
    let case = case_of(&asked).await?;
    let lang = asked.lang;
    let paper = id(&asked.request, "paper");
    let Some(consent) = case.consents.iter().find(|consent| consent.id == paper) else {
        return Err(asked.failed(AppError::NotFound("consent")));
    };
    let row = consented(lang, &consent.consent);
    let to_list = format!("/{lang}/cases/{}/consent", case.id);
    let page = FormPage {
        back: Link::new(to_list.clone(), text(lang, "case-consent")),
        lead: row.text,
        notes: row.lines.into_iter().chain([text(lang, "case-withdraw-what")]).collect(),
        action: format!("{to_list}/{paper}/withdraw"),
        once: once(),
        submit: text(lang, "case-withdraw-yes"),
        other: vec![Link::new(to_list, text(lang, "case-withdraw-no"))],
        ..FormPage::default()
    };
    Ok(asked.page(StatusCode::OK, "cases-form", &text(lang, "case-withdraw-sure"), page))
}

pub(super) async fn save(request: HttpRequest, form: web::Payload) -> Reply {
    let (case, paper) = (id(&request, "id"), id(&request, "paper"));
    let posted = Posted::of(request, form, Action::WriteCases).await?;
    let asked = &posted.asked;
    // Only one of this case: an address that somebody put together withdraws nothing.
    match asked.app.case(case).await {
        Ok(file) if file.consents.iter().any(|consent| consent.id == paper) => {}
        Ok(_) => return Err(asked.failed(AppError::NotFound("consent"))),
        Err(error) => return Err(asked.failed(error)),
    }
    match asked.app.withdraw_consent(&posted.request(), paper).await {
        // By somebody else meanwhile: the list says since when.
        Ok(_) | Err(AppError::Conflict(Conflict::AlreadyWithdrawn)) => {
            Ok(posted.then(&format!("/cases/{case}/consent")))
        }
        Err(error) => Err(asked.failed(error)),
    }
}
