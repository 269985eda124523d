//! Who was heard on whether and how to publish, and what they said. Nothing is changed afterwards: the last word of each counts.

use super::consents::{PapersPage, Part, Row};
use super::file::said;
use super::form::{Amiss, Link, Simple, as_it_is, filled, fitted, to_file, untitled};
use super::{asked_by, case_of, id, standing_of};
use crate::pages::fields::{Choice, Field, Filled, Read, capital, code, document, put_moment};
use crate::pages::form::{Fields, Posted};
use crate::pages::said::advice;
use crate::pages::shell::{Asked, Reply};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use childalert_app::{Action, CaseStanding};
use childalert_domain::{Advice, Heard, Lang, Party};
use childalert_words::{Arg, day_month_time, party, text, text_with};
use uuid::Uuid;

const PARTIES: [Party; 5] =
    [Party::Magistrate, Party::Police, Party::Foundation, Party::Cell, Party::Parents];
const ADVICE: [Advice; 4] = [Advice::Favourable, Advice::Conditional, Advice::Against, Advice::NotHeard];

pub(super) async fn list(request: HttpRequest) -> Reply {
    let asked = asked_by(request, Action::ReadCases).await?;
    let standing = standing_of(&asked).await?;
    let view = list_page(asked.lang, &standing, asked.may(Action::WriteCases));
    Ok(asked.page(StatusCode::OK, "cases-papers", &text(asked.lang, "case-heard"), view))
}

/// What each said, the last word first; and what misses.
pub(super) fn list_page(lang: Lang, standing: &CaseStanding, may_write: bool) -> PapersPage {
    let file = &standing.file;
    let add = |of: &str| format!("/{lang}/cases/{}/heard/add{of}", file.id);
    let parts = PARTIES.iter().map(|one| {
        let mut heard: Vec<&Heard> =
            file.concertation.iter().map(|heard| &heard.heard).filter(|heard| heard.party == *one).collect();
        heard.sort_by_key(|heard| std::cmp::Reverse(heard.at));
        let rows = heard.into_iter().map(|heard| {
            let when = day_month_time(lang, heard.at);
            let advice = advice(lang, heard.advice);
            let said =
                text_with(lang, "decide-said", &[("who", Arg::Text(&when)), ("what", Arg::Text(&advice))]);
            Row {
                text: said,
                lines: Some(heard.note.clone()).filter(|note| !note.is_empty()).into_iter().collect(),
                ..Row::default()
            }
        });
        Part { title: capital(&party(lang, *one)), rows: rows.collect(), none: text(lang, "case-heard-none") }
    });
    let missing = standing.missing.iter().filter(|refusal| refusal.field == "concertation");
    PapersPage {
        back: to_file(lang, file.id),
        notes: missing.map(|refusal| said(lang, refusal)).collect(),
        link: String::new(),
        parts: parts.collect(),
        actions: may_write.then(|| Link::new(add(""), text(lang, "case-heard-add"))).into_iter().collect(),
    }
}

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
    let amiss = match fitted::<Heard>(&posted, read(&posted.fields), as_it_is) {
        Err(amiss) => amiss,
        Ok(heard) => match posted.asked.app.hear_party(&posted.request(), case, heard).await {
            Ok(_) => return Ok(posted.then(&format!("/cases/{case}/heard"))),
            Err(error) => Amiss::of(&posted.asked, error, as_it_is)?,
        },
    };
    Ok(page(&posted.asked, case, &posted.fields, amiss))
}

pub(super) fn read(fields: &Fields) -> serde_json::Value {
    let read = Read(fields);
    document([
        ("party", read.one("party")),
        ("at", read.moment("at")),
        ("advice", read.one("advice")),
        ("note", read.text("note")),
    ])
}

pub(super) fn fields(form: &Filled<'_>) -> Vec<Field> {
    let lang = form.lang;
    let parties = PARTIES.iter().map(|one| Choice::new(code(one), party(lang, *one))).collect();
    let choices = ADVICE.iter().map(|one| Choice::new(code(one), advice(lang, *one)));
    vec![
        form.one("party", parties),
        form.moment("at"),
        form.one("advice", choices.collect()).hint(text(lang, "case-hint-advice")),
        form.long("note", 4).most(2000).hint(text(lang, "case-hint-note")),
    ]
}

fn page(asked: &Asked, case: Uuid, typed: &Fields, amiss: Amiss) -> HttpResponse {
    let lang = asked.lang;
    let groups = untitled(fields(&filled(lang, typed, &amiss)));
    Simple {
        case,
        place: "heard/add",
        title: text(lang, "case-heard-add"),
        lead: String::new(),
        back: Link::new(format!("/{lang}/cases/{case}/heard"), text(lang, "case-heard")),
        multipart: false,
    }
    .page(asked, amiss, groups)
}
