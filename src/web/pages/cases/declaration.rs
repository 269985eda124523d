//! The declaration to the police, and how it was verified. A later one replaces it.

use super::form::{Amiss, Simple, as_it_is, filled, fitted, to_file};
use super::{asked_by, case_of, id, scans};
use crate::pages::fields::{Choice, Filled, Group, Read, document, put, put_moment};
use crate::pages::form::Fields;
use crate::pages::shell::{Asked, Reply};
use crate::pages::upload::Upload;
use actix_web::{HttpRequest, HttpResponse, web};
use childalert_app::{Action, CaseView};
use childalert_domain::{Declaration, Verification};
use childalert_poster::scan::MOST_BYTES;
use childalert_words::text;
use serde_json::Value;

pub(super) async fn show(request: HttpRequest) -> Reply {
    let asked = asked_by(request, Action::WriteCases).await?;
    let case = case_of(&asked).await?;
    let typed = case.declaration.as_ref().map(|there| fill(&there.declaration)).unwrap_or_default();
    Ok(page(&asked, &case, &typed, Amiss::default()))
}

pub(super) async fn save(request: HttpRequest, form: web::Payload) -> Reply {
    let case = id(&request, "id");
    let mut upload = Upload::of(request, form, Action::WriteCases, MOST_BYTES).await?;
    let amiss = scans::take_in(&mut upload, case).await?;
    let posted = upload.posted;
    let untaken = untaken(&posted.fields).map(|field| Amiss::untaken(posted.asked.lang, &field));
    let amiss = match (amiss.or(untaken), fitted::<Declaration>(&posted, read(&posted.fields), as_it_is)) {
        (Some(amiss), _) | (None, Err(amiss)) => amiss,
        (None, Ok(said)) => match posted.asked.app.record_declaration(&posted.request(), case, said).await {
            Ok(_) => return Ok(posted.then(&format!("/cases/{case}"))),
            Err(error) => Amiss::of(&posted.asked, error, as_it_is)?,
        },
    };
    let case = case_of(&posted.asked).await?;
    Ok(page(&posted.asked, &case, &posted.fields, scans::placed(amiss, &case)))
}

pub(super) fn fill(declaration: &Declaration) -> Fields {
    let mut fields = Fields::new();
    put(&mut fields, "police_service", &declaration.police_service);
    put(&mut fields, "report_number", &declaration.report_number);
    put_moment(&mut fields, "declared_at", Some(declaration.declared_at));
    match &declaration.verification {
        Some(Verification::Details { contact, magistrate }) => {
            put(&mut fields, "verification", "details");
            put(&mut fields, "verification.contact", contact);
            put(&mut fields, "verification.magistrate", magistrate);
        }
        Some(Verification::CellLookup { contact }) => {
            put(&mut fields, "verification", "cell_lookup");
            put(&mut fields, "verification.contact", contact);
        }
        None => put(&mut fields, "verification", "not_yet"),
    }
    put(&mut fields, "scan", declaration.scan.clone().unwrap_or_default());
    fields
}

pub(super) fn read(fields: &Fields) -> Value {
    let read = Read(fields);
    let contact = ("contact", read.text("verification.contact"));
    let verification = match read.one("verification").as_str() {
        Some("details") => document([
            ("by", "details".into()),
            contact,
            ("magistrate", read.text("verification.magistrate")),
        ]),
        Some("cell_lookup") => document([("by", "cell_lookup".into()), contact]),
        _ => Value::Null,
    };
    document([
        ("police_service", read.text("police_service")),
        ("report_number", read.text("report_number")),
        ("declared_at", read.moment("declared_at")),
        ("verification", verification),
        ("scan", read.text("scan")),
    ])
}

/// A field in which something was typed that [`read`] leaves out.
pub(super) fn untaken(fields: &Fields) -> Option<String> {
    let left_out: &[&str] = match Read(fields).one("verification").as_str() {
        Some("details") => &[],
        Some("cell_lookup") => &["verification.magistrate"],
        _ => &["verification.contact", "verification.magistrate"],
    };
    Read(fields).first_typed(left_out.iter().map(ToString::to_string))
}

pub(super) fn groups(form: &Filled<'_>, case: &CaseView) -> Vec<Group> {
    let lang = form.lang;
    let ways = vec![
        Choice::new("details", text(lang, "case-verified-details")),
        Choice::new("cell_lookup", text(lang, "case-verified-cell")),
        Choice::new("not_yet", text(lang, "case-verified-not")),
    ];
    vec![
        form.group(
            String::new(),
            vec![
                form.line("police_service").most(200),
                form.line("report_number").most(60),
                form.moment("declared_at"),
            ],
        ),
        form.group(
            text(lang, "case-verification"),
            vec![
                form.one("verification", ways).hint(text(lang, "case-hint-verification")),
                form.line("verification.contact").most(200),
                form.line("verification.magistrate").most(200).hint(text(lang, "case-hint-magistrate")),
            ],
        ),
        scans::group(form, case),
    ]
}

fn page(asked: &Asked, case: &CaseView, typed: &Fields, amiss: Amiss) -> HttpResponse {
    let lang = asked.lang;
    let groups = groups(&filled(lang, typed, &amiss), case);
    Simple {
        case: case.id,
        place: "declaration",
        title: text(lang, "case-declaration"),
        lead: text(lang, "case-declaration-lead"),
        back: to_file(lang, case.id),
        multipart: true,
    }
    .page(asked, amiss, groups)
}
