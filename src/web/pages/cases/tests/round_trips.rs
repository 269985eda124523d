//! From the document to the fields and back.

use super::{at, case, consent, declaration, draft, file};
use crate::pages::cases::{declaration as declared, facts, record, steps};
use crate::pages::form::{Fields, tidy};
use childalert_domain::{CampaignDraft, Case, Consent, Declaration, Kind, Lang, Verification};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::prelude::{Strategy, any, prop_assert, proptest};
use proptest::{collection, option, sample};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("the document reads")
}

/// As browsers send text of several lines, and as it is read.
fn sent(fields: Fields) -> Fields {
    fields.into_iter().map(|(name, value)| (name, tidy(&value.replace('\n', "\r\n")))).collect()
}

#[test]
fn what_is_on_file_filled_in_and_sent_again_is_the_same() {
    assert!(read::<Case>(facts::fields::read(&sent(facts::fields::fill(&case())))) == case());
    assert!(read::<Declaration>(declared::read(&sent(declared::fill(&declaration())))) == declaration());
    let by_cell = Declaration {
        verification: Some(Verification::CellLookup { contact: "x".to_owned() }),
        ..declaration()
    };
    assert!(read::<Declaration>(declared::read(&declared::fill(&by_cell))) == by_cell);
    let not_yet = Declaration { verification: None, scan: None, ..declaration() };
    assert!(read::<Declaration>(declared::read(&declared::fill(&not_yet))) == not_yet);
    assert!(read::<Consent>(record::read(&sent(record::fill(&consent())))) == consent());
    assert!(read::<CampaignDraft>(steps::read(&sent(steps::fill(&draft())))) == draft());
}

#[test]
fn what_is_typed_without_its_tick_is_asked_about_and_not_dropped() {
    let without = |fields: &Fields, name: &str, value: &str| -> Fields {
        fields.iter().filter(|field| **field != (name.to_owned(), value.to_owned())).cloned().collect()
    };
    let facts = facts::fields::fill(&case());
    assert_eq!(facts::fields::untaken(&facts), None);
    let untaken = |name, value| facts::fields::untaken(&without(&facts, name, value)).unwrap_or_default();
    assert_eq!(untaken("criteria", "out_of_character"), "criteria.out_of_character");
    assert_eq!(untaken("foreign_request", "yes"), "foreign_request.organisation");
    let told = [("foreign_request.cell_told_at.time".to_owned(), "05:00".to_owned())];
    assert_eq!(facts::fields::untaken(&told.into()).as_deref(), Some("foreign_request.cell_told_at"));

    let declaration = declared::fill(&declaration());
    assert_eq!(declared::untaken(&declaration), None);
    for (way, field) in [("not_yet", "verification.contact"), ("cell_lookup", "verification.magistrate")] {
        let mut fields = without(&declaration, "verification", "details");
        fields.push(("verification".to_owned(), way.to_owned()));
        assert_eq!(declared::untaken(&fields).as_deref(), Some(field), "{way}");
    }
}

#[test]
fn the_large_photo_comes_first_whatever_the_order_of_the_ticks() {
    let mut fields = steps::fill(&draft());
    fields.retain(|(name, _)| name != "photos");
    // In the order of the page.
    let pictures = record::photos(Lang::En, &file());
    fields.extend(pictures.into_iter().map(|picture| ("photos".to_owned(), picture.value)));
    assert!(read::<CampaignDraft>(steps::read(&fields)).photos == draft().photos);
}

#[test]
fn a_path_of_the_draft_is_named_by_the_language_of_its_notice() {
    let fields = steps::fill(&draft());
    for (path, name) in [
        ("notices.1.appeal", "notices.nl.appeal"),
        ("notices.nl.appeal", "notices.nl.appeal"),
        ("notices", "languages"),
        ("notices.7", "languages"),
        ("photos.0", "photos"),
        ("area.municipalities.3", "area"),
        ("companion_request", "companion_request.reference"),
        ("until", "until"),
    ] {
        assert_eq!(steps::named(path, &fields), name, "{path}");
    }
    let facts = facts::fields::fill(&case());
    assert_eq!(facts::fields::named("criteria.1.reason", &facts), "criteria.out_of_character");
    assert_eq!(facts::fields::named("person.given_name", &facts), "person.given_name");
}

#[test]
fn every_field_of_a_step_is_its_own() {
    for step in steps::Step::all(&steps::fill(&draft())) {
        assert_eq!(steps::Step::named(&step.name()), Some(step));
        for name in step.names() {
            assert_eq!(steps::Step::of_field(&name), step, "{name}");
        }
    }
    assert_eq!(steps::Step::named("words-xx"), None);
    assert_eq!(steps::chosen_kind(&steps::fill(&draft())), Some(Kind::PublicPoster));
}

fn words() -> impl Strategy<Value = String> {
    "\\PC{1,40}"
        .prop_map(|words| words.replace('\0', "").trim().to_owned())
        .prop_filter("words", |words| !words.is_empty())
}

fn moment() -> impl Strategy<Value = DateTime<Utc>> {
    (0_i64..2_000_000_000_000_000)
        .prop_map(|micros| at("1980-01-01T00:00:00Z") + TimeDelta::microseconds(micros))
}

/// As JSON: a person's own words are not to be printed by anything, and so their types cannot be.
fn criteria() -> impl Strategy<Value = Value> {
    let all = vec!["under_13", "disability", "treatment", "mortal_danger", "threatened", "out_of_character"];
    (sample::subsequence(all, 0..=6), collection::vec(words(), 6)).prop_map(|(held, reasons)| {
        let held = held.into_iter().zip(reasons);
        held.map(|(criterion, reason)| json!({"criterion": criterion, "reason": reason})).collect::<Value>()
    })
}

fn person() -> impl Strategy<Value = Value> {
    let grammar = sample::select(vec!["feminine", "masculine", "neutral"]);
    let fields = (words(), words(), 0_i64..40_000, grammar, any::<bool>());
    fields.prop_map(|(given_name, family_name, days, grammar, protected_status)| {
        let born = NaiveDate::from_ymd_opt(1930, 1, 1).expect("a date") + TimeDelta::days(days);
        json!({
            "given_name": given_name,
            "family_name": family_name,
            "date_of_birth": born,
            "grammar": grammar,
            "protected_status": protected_status,
        })
    })
}

fn foreign_request() -> impl Strategy<Value = Value> {
    let fields = (words(), "[A-Z]{2}", option::of(moment()), option::of(moment()));
    fields.prop_map(|(organisation, country, prosecutor, cell)| {
        json!({
            "organisation": organisation,
            "country": country,
            "prosecutor_told_at": prosecutor,
            "cell_told_at": cell,
        })
    })
}

fn any_case() -> impl Strategy<Value = Value> {
    let kinds = vec![
        "third_party_abduction",
        "international_abduction",
        "runaway",
        "unaccompanied_minor",
        "undefined",
    ];
    let requesters = vec!["parents", "interested_person", "judicial_authorities", "foundation"];
    let circumstances = collection::vec(words(), 0..4).prop_map(|lines| lines.join("\n"));
    let first = (person(), sample::select(kinds), moment(), sample::select(requesters), criteria());
    let photo = option::of("[0-9a-f]{64}");
    let rest =
        (circumstances, option::of(moment()), option::of(foreign_request()), photo, any::<(bool, bool)>());
    (first, rest).prop_map(|(first, rest)| {
        let (person, kind, missing_since, requested_by, criteria) = first;
        let (circumstances, cell_told_at, foreign_request, official_photo, (sought, drill)) = rest;
        json!({
            "reference": "2026-0417",
            "person": person,
            "kind": kind,
            "missing_since": missing_since,
            "requested_by": requested_by,
            "criteria": criteria,
            "circumstances": circumstances,
            "cell_told_at": cell_told_at,
            "foreign_request": foreign_request,
            "official_photo": official_photo,
            "sought_for_offence": sought,
            "drill": drill,
        })
    })
}

proptest! {
    #[test]
    fn whatever_a_case_says_filled_in_and_read_back_is_the_same(said in any_case()) {
        let case: Case = read(said);
        let fields = sent(facts::fields::fill(&case));
        prop_assert!(read::<Case>(facts::fields::read(&fields)) == case);
    }
}
