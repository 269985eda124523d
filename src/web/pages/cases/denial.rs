//! That somebody refused, or could not be asked. A refusal may take back what is out.

use super::asking::authorities;
use super::form::{Amiss, Link, Simple, as_it_is, filled, fitted, untitled};
use super::{asked_by, case_of, id};
use crate::pages::fields::{Choice, Field, Filled, Read, document, put_moment};
use crate::pages::form::{Fields, Posted};
use crate::pages::shell::{Asked, Reply};
use actix_web::{HttpRequest, HttpResponse, web};
use childalert_app::Action;
use childalert_domain::ConsentDenied;
use childalert_words::text;
use uuid::Uuid;

pub(super) async fn show(request: HttpRequest) -> Reply {
    let asked = asked_by(request, Action::WriteCases).await?;
    let case = case_of(&asked).await?.id;
    let mut typed = Fields::new();
    put_moment(&mut typed, "at", Some(asked.app.now()));
    Ok(page(&asked, case, &typed, Amiss::default()))
}

pub(super) async fn save(request: HttpRequest, form: web::Payload) -> Reply {
    let case = id(&request, "id");
    let posted = Posted::of(request, form, Action::WriteCases).await?;
    let amiss = match fitted::<ConsentDenied>(&posted, read(&posted.fields), as_it_is) {
        Err(amiss) => amiss,
        Ok(denied) => match posted.asked.app.record_denial(&posted.request(), case, denied).await {
            Ok(_) => return Ok(posted.then(&format!("/cases/{case}/consent"))),
            Err(error) => Amiss::of(&posted.asked, error, as_it_is)?,
        },
    };
    Ok(page(&posted.asked, case, &posted.fields, amiss))
}

pub(super) fn read(fields: &Fields) -> serde_json::Value {
    let read = Read(fields);
    document([
        ("holder", read.text("holder")),
        ("authority", read.one("authority")),
        ("outcome", read.one("outcome")),
        ("reasons", read.text("reasons")),
        ("at", read.moment("at")),
    ])
}

pub(super) fn fields(form: &Filled<'_>) -> Vec<Field> {
    let lang = form.lang;
    let outcomes = vec![
        Choice::new("refused", text(lang, "case-outcome-refused")).hint(text(lang, "case-refused-hint")),
        Choice::new("not_asked", text(lang, "case-not-asked")),
    ];
    vec![
        form.line("holder").most(160).hint(text(lang, "case-hint-holder")),
        authorities(form),
        form.one("outcome", outcomes),
        form.moment("at"),
        form.long("reasons", 4).most(2000).hint(text(lang, "case-hint-denied")),
    ]
}

fn page(asked: &Asked, case: Uuid, typed: &Fields, amiss: Amiss) -> HttpResponse {
    let lang = asked.lang;
    let groups = untitled(fields(&filled(lang, typed, &amiss)));
    Simple {
        case,
        place: "consent/denied",
        title: text(lang, "case-denied"),
        lead: String::new(),
        back: Link::new(format!("/{lang}/cases/{case}/consent"), text(lang, "case-consent")),
        multipart: false,
    }
    .page(asked, amiss, groups)
}
