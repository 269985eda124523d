//! A consent that somebody gave on paper or by word of mouth: exactly to which photos, channels, languages and area, until when.

use super::area::{area_of, picker, put_area};
use super::asking::authorities;
use super::form::{Amiss, FormPage, Link, as_it_is, filled, fitted};
use super::{asked_by, case_of, id, scans, standing_of};
use crate::pages::fields::{Choice, Filled, Group, Read, document, put_moment};
use crate::pages::form::{Fields, once};
use crate::pages::shell::{Asked, Reply};
use crate::pages::upload::Upload;
use actix_web::{HttpRequest, HttpResponse, web};
use childalert_app::{Action, CaseView};
use childalert_domain::{Channel, Consent, Lang};
use childalert_poster::scan::MOST_BYTES;
use childalert_words::{Arg, channel, language, text, text_with};
use serde_json::Value;

pub(super) async fn show(request: HttpRequest) -> Reply {
    let asked = asked_by(request, Action::WriteCases).await?;
    let standing = standing_of(&asked).await?;
    // The newest draft says what is to be asked for: it is the beginning of the scope, and every part of it can be left out.
    let mut typed = Fields::new();
    put_moment(&mut typed, "given_at", Some(asked.app.now()));
    if let Some(newest) = standing.campaigns.last()
        && let Ok(campaign) = asked.app.campaign(newest.id).await
    {
        put_area(&mut typed, &campaign.draft.area);
        put_moment(&mut typed, "scope.until", Some(campaign.draft.until));
    }
    Ok(page(&asked, &standing.file, &typed, Amiss::default()))
}

pub(super) async fn save(request: HttpRequest, form: web::Payload) -> Reply {
    let case = id(&request, "id");
    let mut upload = Upload::of(request, form, Action::WriteCases, MOST_BYTES).await?;
    let amiss = scans::take_in(&mut upload, case).await?;
    let posted = upload.posted;
    let amiss = match amiss {
        Some(amiss) => amiss,
        // Looking for a municipality saves nothing.
        None if posted.first("do") == "find" => Amiss::default(),
        None => match fitted::<Consent>(&posted, read(&posted.fields), named) {
            Err(amiss) => amiss,
            Ok(given) => match posted.asked.app.record_consent(&posted.request(), case, given).await {
                Ok(_) => return Ok(posted.then(&format!("/cases/{case}/consent"))),
                Err(error) => Amiss::of(&posted.asked, error, named)?,
            },
        },
    };
    let case = case_of(&posted.asked).await?;
    Ok(page(&posted.asked, &case, &posted.fields, scans::placed(amiss, &case)))
}

/// The area has fields of its own.
fn named(path: &str) -> String {
    if path.starts_with("scope.area") { "area".to_owned() } else { as_it_is(path) }
}

#[cfg(test)]
pub(super) fn fill(consent: &Consent) -> Fields {
    use crate::pages::fields::{code, put};
    let mut fields = Fields::new();
    put(&mut fields, "holder", &consent.holder);
    put(&mut fields, "authority", code(&consent.authority));
    put_moment(&mut fields, "given_at", Some(consent.given_at));
    put(&mut fields, "form", consent.form.map(|form| code(&form)).unwrap_or_default());
    put(&mut fields, "scan", consent.scan.clone().unwrap_or_default());
    put(&mut fields, "note", &consent.note);
    for photo in &consent.scope.photos {
        put(&mut fields, "scope.photos", photo);
    }
    for one in &consent.scope.channels {
        put(&mut fields, "scope.channels", one.name());
    }
    for one in &consent.scope.languages {
        put(&mut fields, "scope.languages", one.code());
    }
    put_area(&mut fields, &consent.scope.area);
    put_moment(&mut fields, "scope.until", Some(consent.scope.until));
    fields
}

pub(super) fn read(fields: &Fields) -> Value {
    let read = Read(fields);
    let scope = document([
        ("photos", read.list("scope.photos")),
        ("channels", read.list("scope.channels")),
        ("languages", read.list("scope.languages")),
        ("area", area_of(fields)),
        ("until", read.moment("scope.until")),
    ]);
    document([
        ("holder", read.text("holder")),
        ("authority", read.one("authority")),
        ("given_at", read.moment("given_at")),
        ("form", read.one("form")),
        ("scan", read.text("scan")),
        ("note", read.text("note")),
        ("scope", scope),
    ])
}

/// The photos of a case to choose from.
pub(super) fn photos(lang: Lang, case: &CaseView) -> Vec<Choice> {
    let photos = case.photos.iter().zip(1_i64..).map(|(photo, number)| {
        let mut said = text_with(lang, "consent-photo", &[("number", Arg::Number(number))]);
        if case.case.official_photo.as_ref() == Some(&photo.sha256) {
            said = format!("{said} ({})", text(lang, "case-photo-is-official"));
        }
        let picture = format!("/api/v1/cases/{}/photos/{}", case.id, photo.sha256);
        Choice { picture, ..Choice::new(&photo.sha256, said) }
    });
    photos.collect()
}

pub(super) fn groups(form: &Filled<'_>, case: &CaseView) -> Vec<Group> {
    let lang = form.lang;
    let ways = vec![
        Choice::new("paper", text(lang, "consent-form-paper")),
        Choice::new("oral", text(lang, "consent-form-oral")),
    ];
    let channels = Channel::all().map(|one| Choice::new(one.name(), channel(lang, one)));
    let languages = Lang::ALL.map(|one| Choice::new(one.code(), language(lang, one)));
    vec![
        form.group(
            String::new(),
            vec![
                form.line("holder").most(160).hint(text(lang, "case-hint-holder")),
                authorities(form),
                form.moment("given_at"),
                form.one("form", ways),
                form.long("note", 3).most(2000).hint(text(lang, "case-hint-consent-note")),
            ],
        ),
        Group {
            title: text(lang, "case-scope"),
            hint: text(lang, "case-scope-hint"),
            fields: vec![
                form.some("scope.photos", photos(lang, case)),
                form.some("scope.channels", channels.collect()),
                form.some("scope.languages", languages.into()),
                form.moment("scope.until"),
            ],
        },
    ]
}

fn page(asked: &Asked, case: &CaseView, typed: &Fields, amiss: Amiss) -> HttpResponse {
    let lang = asked.lang;
    let form = filled(lang, typed, &amiss);
    let (groups, area, scan) = (groups(&form, case), picker(&form), scans::group(&form, case));
    let mut notes = Vec::new();
    if case.photos.is_empty() {
        notes.push(text(lang, "case-photo-first"));
    }
    let status = amiss.status();
    notes.extend(amiss.notes);
    let page = FormPage {
        back: Link::new(format!("/{lang}/cases/{}/consent", case.id), text(lang, "case-consent")),
        lead: text(lang, "case-record-lead"),
        action: format!("/{lang}/cases/{}/consent/record", case.id),
        multipart: true,
        once: once(),
        groups,
        area: Some(area),
        after: vec![scan],
        submit: text(lang, "case-save"),
        errors: amiss.errors,
        notes,
        ..FormPage::default()
    };
    asked.page(status, "cases-form", &text(lang, "case-record"), page)
}
