//! What comes out, as a person would read it.

use crate::{
    age, area, campaign_state, channel, clock, criterion, date, date_numeric, date_time, day_month,
    day_month_short, day_month_time, day_month_time_short, field_error, field_name, kind, kit_failure,
    language, party, placement_state, province, retraction_reason, role, rule,
};
use childalert_domain::{
    Area, CampaignState, Channel, Criterion, Kind, Lang, Party, PlacementState, Province, Refusal,
    RetractionReason, Rule,
};
use chrono::{DateTime, Utc};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

/// No-break spaces as plain ones, for comparing.
fn plain(text: String) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn moments_read_as_people_write_them_by_the_clock_of_brussels() {
    let winter = at("2026-11-21T15:40:00Z");
    let written = |of: fn(Lang, DateTime<Utc>) -> String| Lang::ALL.map(|lang| plain(of(lang, winter)));
    assert_eq!(
        written(date_time),
        [
            "21 novembre 2026 à 16 h 40",
            "21 november 2026 om 16.40 uur",
            "21. November 2026 um 16.40 Uhr",
            "21 November 2026 at 16:40"
        ]
    );
    assert_eq!(
        written(date),
        ["21 novembre 2026", "21 november 2026", "21. November 2026", "21 November 2026"]
    );
    assert_eq!(written(day_month), ["21 novembre", "21 november", "21. November", "21 November"]);
    assert_eq!(written(day_month_short), ["21 nov.", "21 nov.", "21. Nov.", "21 Nov"]);
    assert_eq!(
        written(day_month_time),
        ["21 novembre, 16 h 40", "21 november, 16.40 uur", "21. November, 16.40 Uhr", "21 November, 16:40"]
    );
    assert_eq!(
        written(day_month_time_short),
        ["21 nov., 16 h 40", "21 nov., 16.40 uur", "21. Nov., 16.40 Uhr", "21 Nov, 16:40"]
    );
    assert_eq!(written(date_numeric), ["21/11/2026", "21/11/2026", "21.11.2026", "21/11/2026"]);
    assert!(clock(Lang::Fr, winter).contains("16\u{a0}h\u{a0}40"), "an hour is never broken over two lines");
}

#[test]
fn summer_time_full_hours_and_the_first_of_a_month_read_right() {
    // 00:05 on 1 July by the clock of Brussels is still 30 June in UTC.
    let summer = at("2026-06-30T22:05:00Z");
    assert_eq!(
        Lang::ALL.map(|lang| plain(day_month_time(lang, summer))),
        ["1er juillet, 0 h 05", "1 juli, 0.05 uur", "1. Juli, 0.05 Uhr", "1 July, 00:05"]
    );
    let full_hour = at("2026-11-28T17:00:00Z");
    assert_eq!(Lang::ALL.map(|lang| plain(clock(lang, full_hour))), ["18 h", "18 uur", "18 Uhr", "18:00"]);
}

#[test]
fn ages_read_right_below_one_at_one_and_above() {
    let ages = |years| Lang::ALL.map(|lang| plain(age(lang, years)));
    assert_eq!(ages(12), ["12 ans", "12 jaar", "12 Jahre", "12 years old"]);
    assert_eq!(ages(1), ["1 an", "1 jaar", "1 Jahr", "1 year old"]);
    assert_eq!(ages(0), ["moins d’un an", "jonger dan één jaar", "unter einem Jahr", "under one year old"]);
}

#[test]
fn an_area_names_its_municipalities_and_counts_the_rest() {
    let of = |codes: &[&str]| Area::Municipalities(codes.iter().map(|code| (*code).to_owned()).collect());
    assert_eq!(area(Lang::De, &Area::Nationwide), "ganz Belgien");
    assert_eq!(area(Lang::Nl, &of(&["21009"])), "Elsene");
    assert_eq!(area(Lang::De, &of(&["21004", "21009"])), "Brüssel, Ixelles");
    assert_eq!(area(Lang::Fr, &of(&["25014"])), "Braine-l’Alleud");
    assert_eq!(area(Lang::Fr, &of(&["21009", "21005"])), "Etterbeek, Ixelles");
    let many = of(&["21001", "21002", "21003", "21005", "21009", "21010"]);
    assert_eq!(
        area(Lang::Fr, &many),
        "Anderlecht, Auderghem, Berchem-Sainte-Agathe, Etterbeek et 2 autres communes"
    );
}

#[test]
fn everything_that_has_a_code_has_a_name_in_every_language() {
    for lang in Lang::ALL {
        let mut names = Vec::new();
        names.extend(Channel::all().map(|of| channel(lang, of)));
        names.extend(Kind::ALL.map(|of| kind(lang, of)));
        names.extend(PlacementState::ALL.map(|of| placement_state(lang, of)));
        names.extend(
            [
                CampaignState::Draft,
                CampaignState::Proposed,
                CampaignState::Approved,
                CampaignState::Opposed,
                CampaignState::Live,
                CampaignState::Ended,
                CampaignState::Closed,
            ]
            .map(|of| campaign_state(lang, of)),
        );
        names.extend(
            [
                Criterion::Under13,
                Criterion::Disability,
                Criterion::Treatment,
                Criterion::MortalDanger,
                Criterion::Threatened,
                Criterion::OutOfCharacter,
            ]
            .map(|of| criterion(lang, of)),
        );
        names.extend(
            [Party::Magistrate, Party::Police, Party::Foundation, Party::Cell, Party::Parents]
                .map(|of| party(lang, of)),
        );
        names.extend(Province::ALL.map(|of| province(lang, of)));
        names.extend(RetractionReason::ALL.map(|of| retraction_reason(lang, of)));
        names.extend(Lang::ALL.map(|of| language(lang, of)));
        // A code that no file names panics in `text`, and answers itself in a release.
        assert!(names.iter().all(|name| !name.contains('_') && !name.contains("state-")), "{names:?}");
        assert!(role(lang, "operator").is_some());
        assert_eq!(role(lang, "stranger"), None);
    }
}

#[test]
fn a_refusal_says_what_is_missing_in_words_and_never_in_codes() {
    let said = |lang, refusal: Refusal| plain(rule(lang, &refusal).title);
    assert_eq!(
        said(Lang::Fr, Refusal::at(Rule::CONSENT_CHANNEL, "channels", "email")),
        "L’accord ne couvre pas ce canal : e-mails aux volontaires."
    );
    assert_eq!(
        said(Lang::Nl, Refusal::at(Rule::CONSENT_LANGUAGE, "languages", "de")),
        "De toestemming geldt niet voor deze taal: Duits."
    );
    assert_eq!(
        said(Lang::De, Refusal::at(Rule::CAMPAIGN_STATE, "state", "live")),
        "Der Stand der Kampagne lässt das nicht zu: wird verbreitet."
    );
    assert_eq!(
        said(Lang::En, Refusal::at(Rule::CONCERTATION, "concertation", "cell")),
        "One party has not been heard: the Missing Persons Cell."
    );
    assert_eq!(
        said(Lang::En, Refusal::at(Rule::DECISION_PERIOD, "until", "2026-11-28T17:00:00+00:00")),
        "The decision must end in the future, and on 28 November 2026 at 18:00 at the latest."
    );
    assert_eq!(
        said(Lang::En, Refusal::at(Rule::DECISION_PERIOD, "decision", "2026-11-28T17:00:00+00:00")),
        "The decision is no longer valid: it ended on 28 November 2026 at 18:00."
    );
    assert_eq!(
        said(Lang::Fr, Refusal::at(Rule::TOO_MANY_WORDS, "notices.nl.appeal", "41")),
        "texte (néerlandais) : 41 mots, et 35 au plus."
    );
    assert_eq!(
        said(Lang::En, Refusal::at(Rule::OLD_DIGEST, "decision", "9f3c71ab04de".repeat(5) + "9f3c")),
        "The decision is about another version than the proof 9f3c 71ab 04de."
    );
    assert_eq!(field_name(Lang::En, "notices.fr.place"), "place (French)");
    assert_eq!(field_name(Lang::De, "notices.nl.facts.2.value"), "Angabe Nr. 3 (Niederländisch)");
    assert_eq!(field_name(Lang::En, "cell_told_at"), "when the Cell was told");
    assert_eq!(field_name(Lang::Fr, "person.given_name"), "prénom");
    assert_eq!(field_name(Lang::En, "criteria.2.reason"), "reason");
    assert_eq!(field_name(Lang::En, "no_such_field"), "no_such_field");
}

#[test]
fn every_rule_reads_whole_with_any_value_and_with_none() {
    for lang in Lang::ALL {
        for wanted in Rule::ALL {
            for value in ["", "18", "email", "de", "cell", "draft", "no_such_code", "2026-11-28T17:00:00Z"] {
                for field in ["", "until", "notices.fr.appeal"] {
                    let words = rule(lang, &Refusal::at(*wanted, field, value));
                    for said in [&words.title, &words.mend] {
                        assert!(said.ends_with('.'), "{lang} {}: {said}", wanted.code);
                        assert!(
                            !said.contains("unsaid") && !said.contains('_') && !said.contains("2026-"),
                            "{lang} {}: a code shows: {said}",
                            wanted.code
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn field_errors_name_the_field_say_what_is_expected_and_never_in_the_words_of_a_schema() {
    let said = |lang, code, field, expected| plain(field_error(lang, code, field, expected));
    assert_eq!(
        said(Lang::Fr, "required", "notices.fr.appeal", ""),
        "« texte (français) » manque : ajoutez-le."
    );
    assert_eq!(
        said(Lang::En, "wrong-type", "until", "string, integer"),
        "“out until” must be a text or a whole number."
    );
    assert_eq!(
        said(Lang::Nl, "wrong-format", "until", "date-time"),
        "“verspreiden tot” moet een datum en een tijd (2026-11-21T16:40:00+01:00) zijn."
    );
    assert_eq!(
        said(Lang::De, "too-short", "holder", "1"),
        "„wer“ ist leer: Schreiben Sie mindestens ein Zeichen."
    );
    assert_eq!(said(Lang::En, "too-long", "holder", "160"), "“who” is too long: 160 characters at most.");
    assert_eq!(
        said(Lang::En, "wrong-format", "", "CampaignDraft"),
        "“the body of the request” does not have the right form.",
        "the name of a Rust type says nothing to anybody"
    );
}

#[test]
fn a_kit_that_fails_says_which_text_to_cut_and_by_how_much() {
    let failure = kit_failure(Lang::En, "text_too_long", "notices.fr.appeal", Some(14), None);
    assert_eq!(failure.title, "This text does not fit on the poster: text (French).");
    assert_eq!(failure.mend, "Remove about 14 characters, then make the proof again.");
    let unknown = kit_failure(Lang::En, "melted", "", None, None);
    assert_eq!(unknown.title, "The poster could not be made.");
}
