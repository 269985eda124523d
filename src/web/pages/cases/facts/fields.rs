//! The facts as fields, and back: what a case says, filled into the form and read again, is the same case.

use crate::pages::cases::form::hidden;
use crate::pages::fields::{Choice, Field, Filled, Group, Read, code, document, put, put_moment};
use crate::pages::form::{Fields, Kept};
use childalert_domain::{Case, Criterion, DisappearanceKind, Grammar, Requester};
use childalert_words::{Arg, criterion, text, text_with};
use serde_json::Value;

const CRITERIA: [Criterion; 6] = [
    Criterion::Under13,
    Criterion::Disability,
    Criterion::Treatment,
    Criterion::MortalDanger,
    Criterion::Threatened,
    Criterion::OutOfCharacter,
];
const KINDS: [DisappearanceKind; 5] = [
    DisappearanceKind::Runaway,
    DisappearanceKind::ThirdPartyAbduction,
    DisappearanceKind::InternationalAbduction,
    DisappearanceKind::UnaccompaniedMinor,
    DisappearanceKind::Undefined,
];
const REQUESTERS: [Requester; 4] =
    [Requester::Parents, Requester::InterestedPerson, Requester::JudicialAuthorities, Requester::Foundation];
const GRAMMARS: [Grammar; 3] = [Grammar::Feminine, Grammar::Masculine, Grammar::Neutral];

/// The field of the reason why a criterion holds.
fn reason_of(held: Criterion) -> String {
    format!("criteria.{}", code(&held))
}

/// A case in the fields of the form.
pub(in crate::pages::cases) fn fill(case: &Case) -> Fields {
    let mut fields = Fields::new();
    let person = &case.person;
    put(&mut fields, "reference", &case.reference);
    put(&mut fields, "person.given_name", &person.given_name);
    put(&mut fields, "person.family_name", &person.family_name);
    put(&mut fields, "person.date_of_birth", person.date_of_birth.to_string());
    put(&mut fields, "person.grammar", code(&person.grammar));
    put(&mut fields, "person.protected_status", yes(person.protected_status));
    put(&mut fields, "kind", code(&case.kind));
    put_moment(&mut fields, "missing_since", Some(case.missing_since));
    put(&mut fields, "requested_by", code(&case.requested_by));
    for held in &case.criteria {
        put(&mut fields, "criteria", code(&held.criterion));
        put(&mut fields, &reason_of(held.criterion), &held.reason);
    }
    put(&mut fields, "circumstances", &case.circumstances);
    put_moment(&mut fields, "cell_told_at", case.cell_told_at);
    if let Some(foreign) = &case.foreign_request {
        put(&mut fields, "foreign_request", "yes");
        put(&mut fields, "foreign_request.organisation", &foreign.organisation);
        put(&mut fields, "foreign_request.country", &foreign.country);
        put_moment(&mut fields, "foreign_request.prosecutor_told_at", foreign.prosecutor_told_at);
        put_moment(&mut fields, "foreign_request.cell_told_at", foreign.cell_told_at);
    }
    put(&mut fields, "official_photo", case.official_photo.clone().unwrap_or_default());
    put(&mut fields, "sought_for_offence", yes(case.sought_for_offence));
    put(&mut fields, "drill", yes(case.drill));
    fields
}

fn yes(it_is: bool) -> &'static str {
    if it_is { "yes" } else { "" }
}

/// The case that the fields say, as the API would be sent it.
pub(in crate::pages::cases) fn read(fields: &Fields) -> Value {
    let read = Read(fields);
    let person = document([
        ("given_name", read.text("person.given_name")),
        ("family_name", read.text("person.family_name")),
        ("date_of_birth", read.day("person.date_of_birth")),
        ("grammar", read.one("person.grammar")),
        ("protected_status", read.yes("person.protected_status").into()),
    ]);
    let criteria = ticked(fields)
        .map(|held| document([("criterion", code(&held).into()), ("reason", read.text(&reason_of(held)))]));
    let foreign = read.yes("foreign_request").then(|| {
        let country = read.text("foreign_request.country");
        let country = country.as_str().map_or(Value::Null, |country| country.to_uppercase().into());
        document([
            ("organisation", read.text("foreign_request.organisation")),
            ("country", country),
            ("prosecutor_told_at", read.moment("foreign_request.prosecutor_told_at")),
            ("cell_told_at", read.moment("foreign_request.cell_told_at")),
        ])
    });
    document([
        ("reference", read.text("reference")),
        ("person", person),
        ("kind", read.one("kind")),
        ("missing_since", read.moment("missing_since")),
        ("requested_by", read.one("requested_by")),
        ("criteria", criteria.collect::<Vec<_>>().into()),
        ("circumstances", read.text("circumstances")),
        ("cell_told_at", read.moment("cell_told_at")),
        ("foreign_request", foreign.unwrap_or_default()),
        ("official_photo", read.text("official_photo")),
        ("sought_for_offence", read.yes("sought_for_offence").into()),
        ("drill", read.yes("drill").into()),
    ])
}

fn ticked(fields: &Fields) -> impl Iterator<Item = Criterion> {
    CRITERIA.into_iter().filter(|held| Read(fields).all("criteria").any(|ticked| ticked == code(held)))
}

/// A field in which something was typed that [`read`] leaves out.
pub(in crate::pages::cases) fn untaken(fields: &Fields) -> Option<String> {
    let read = Read(fields);
    let not_held = CRITERIA.into_iter().filter(|held| ticked(fields).all(|ticked| ticked != *held));
    let foreign = ["organisation", "country", "prosecutor_told_at", "cell_told_at"];
    let foreign = foreign.into_iter().filter(|_| !read.yes("foreign_request"));
    read.first_typed(not_held.map(reason_of).chain(foreign.map(|part| format!("foreign_request.{part}"))))
}

/// What a path of the document is called on the page.
pub(in crate::pages::cases) fn named(path: &str, fields: &Fields) -> String {
    let Some(rest) = path.strip_prefix("criteria.") else { return path.to_owned() };
    let index = rest.split('.').next().and_then(|index| index.parse().ok());
    let held = index.and_then(|index| ticked(fields).nth(index));
    held.map_or_else(|| "criteria".to_owned(), reason_of)
}

/// What no field of the form shows goes along unseen.
pub(super) fn unseen(typed: &Fields, new: bool) -> Vec<Kept> {
    // Whether it is an exercise is said once, when the case is opened.
    let once = |name: &str| ["reference", "drill"].contains(&name);
    let kept = typed.iter().filter(|(name, _)| name == "official_photo" || (once(name) && !new));
    kept.map(|(name, value)| hidden(name, value)).collect()
}

/// What was typed, with the rest as it is on file.
pub(super) fn with_unseen(typed: &Fields, on_file: &Fields) -> Fields {
    let unseen = |name: &str| ["official_photo", "reference", "drill"].contains(&name);
    let typed = typed.iter().filter(|(name, _)| !unseen(name));
    typed.chain(on_file.iter().filter(|(name, _)| unseen(name))).cloned().collect()
}

/// The form.
pub(in crate::pages::cases) fn groups(form: &Filled<'_>, new: bool) -> Vec<Group> {
    let lang = form.lang;
    let named = |group: &str, value: String| {
        let said = match group {
            "kind" => text(lang, &format!("case-kind-{}", value.replace('_', "-"))),
            "requester" => text(lang, &format!("case-requester-{}", value.replace('_', "-"))),
            _ => text(lang, &format!("case-grammar-{value}")),
        };
        Choice::new(value, said)
    };
    let reference = form.line("reference").most(11).hint(text(lang, "case-hint-reference"));
    let mut groups = Vec::new();
    if new {
        let drill = form.yes("drill", text(lang, "case-drill")).hint(text(lang, "case-hint-drill"));
        groups.push(form.group(String::new(), vec![reference, drill]));
    }
    groups.extend([
        form.group(
            text(lang, "case-group-person"),
            vec![
                form.line("person.given_name").most(80),
                form.line("person.family_name").most(80),
                form.day("person.date_of_birth"),
                form.one("person.grammar", GRAMMARS.iter().map(|one| named("grammar", code(one))).collect())
                    .hint(text(lang, "case-hint-grammar")),
                form.yes("person.protected_status", text(lang, "case-protected")),
            ],
        ),
        form.group(
            text(lang, "case-group-disappearance"),
            vec![
                form.moment("missing_since"),
                form.one("kind", KINDS.iter().map(|one| named("kind", code(one))).collect()),
                form.one(
                    "requested_by",
                    REQUESTERS.iter().map(|one| named("requester", code(one))).collect(),
                ),
                form.long("circumstances", 5).most(5000).hint(text(lang, "case-hint-circumstances")),
            ],
        ),
        criteria(form),
        form.group(
            text(lang, "case-group-authorities"),
            vec![
                form.moment("cell_told_at").hint(text(lang, "case-hint-cell")),
                form.yes("sought_for_offence", text(lang, "case-offence"))
                    .hint(text(lang, "case-hint-offence")),
            ],
        ),
        form.group(
            text(lang, "case-group-foreign"),
            vec![
                form.yes("foreign_request", text(lang, "case-foreign")),
                form.line("foreign_request.organisation").most(160),
                form.line("foreign_request.country").most(2).hint(text(lang, "case-hint-country")),
                form.moment("foreign_request.prosecutor_told_at"),
                form.moment("foreign_request.cell_told_at"),
            ],
        ),
    ]);
    groups
}

/// Which of the six hold, and why each does.
fn criteria(form: &Filled<'_>) -> Group {
    let lang = form.lang;
    let choices = CRITERIA.iter().map(|one| Choice::new(code(one), criterion(lang, *one))).collect();
    let ticks = form.some("criteria", choices).hint(text(lang, "case-hint-criteria"));
    let reasons = CRITERIA.iter().map(|held| {
        let held_as = criterion(lang, *held);
        let label = text_with(lang, "case-reason-of", &[("criterion", Arg::Text(&held_as))]);
        form.line(&reason_of(*held)).most(500).label(label)
    });
    let fields: Vec<Field> = std::iter::once(ticks).chain(reasons).collect();
    form.group(text(lang, "case-group-criteria"), fields)
}
