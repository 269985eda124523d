//! Every template in four languages, in strict mode.

use super::{WORST, asked, case, draft, empty, file, preparation, standing};
use crate::pages::area::AreaPicker;
use crate::pages::cases::area::picker;
use crate::pages::cases::form::{Amiss, FormPage, Link, Step as StepView, filled, hidden};
use crate::pages::cases::list::ListPage;
use crate::pages::cases::steps::{self, Step};
use crate::pages::cases::{
    check, consents, declaration, denial, facts, heard, list, photos, prepare, record,
};
use crate::pages::fields::{Filled, Group};
use crate::pages::form::{Errors, Fields};
use childalert_domain::{FactKind, Lang};
use childalert_words::has;
use serde::Serialize;

fn rendered<P: Serialize>(lang: Lang, template: &str, page: P) -> String {
    let page = crate::pages::shell::rendered(lang, template, "x", page);
    assert!(!page.contains("<script>alert"), "{template}: what was typed is escaped");
    assert!(!page.contains("style=") && !page.contains("onclick"), "{template}: the policy forbids both");
    for part in page.split(" id=\"").skip(1) {
        let id = part.split('"').next().unwrap_or_default();
        assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{template}: `{id}` is there once");
    }
    // What is said of a field is there.
    for part in page.split("aria-describedby=\"").skip(1) {
        for id in part.split('"').next().unwrap_or_default().split(' ') {
            assert!(page.contains(&format!(" id=\"{id}\"")), "{template}: `{id}` is named and not there");
        }
    }
    page
}

fn form(groups: Vec<Group>, area: Option<AreaPicker>, errors: Option<Errors>) -> FormPage {
    FormPage {
        back: Link::new("/fr/cases".to_owned(), WORST.to_owned()),
        steps: vec![StepView { url: "/x".to_owned(), text: WORST.to_owned(), current: true }],
        errors,
        lead: WORST.to_owned(),
        notes: vec![WORST.to_owned()],
        action: "/fr/cases/new".to_owned(),
        multipart: true,
        once: "1".to_owned(),
        hidden: vec![hidden("kept", WORST)],
        groups,
        area,
        after: Vec::new(),
        submit: WORST.to_owned(),
        other: vec![Link::new("/x".to_owned(), WORST.to_owned())],
    }
}

#[test]
fn every_form_renders_in_every_language_with_its_mistakes_and_with_what_is_on_file() {
    for lang in Lang::ALL {
        let nothing = Fields::new();
        let errors = Errors::at(WORST.to_owned(), "person.given_name", WORST.to_owned());
        let typed = facts::fields::fill(&case());
        let plain = Filled { lang, typed: &typed, errors: None, on_file: None };
        let against = Filled { errors: Some(&errors), on_file: Some(&nothing), ..plain };
        let amiss = Amiss::default();
        for (form_of, new) in [(&plain, true), (&against, false)] {
            rendered(lang, "cases-form", form(facts::fields::groups(form_of, new), None, None));
        }
        let shown = rendered(
            lang,
            "cases-form",
            form(
                facts::fields::groups(&against, true),
                None,
                Some(Errors::at(WORST.to_owned(), "kind", WORST.to_owned())),
            ),
        );
        assert!(
            shown.contains("href=\"#kind\"") && shown.contains("id=\"kind\""),
            "the summary leads to the field"
        );
        let declared = declaration::fill(&super::declaration());
        rendered(
            lang,
            "cases-form",
            form(declaration::groups(&filled(lang, &declared, &amiss), &file()), None, None),
        );
        let given = record::fill(&super::consent());
        let given = filled(lang, &given, &amiss);
        rendered(lang, "cases-form", form(record::groups(&given, &file()), Some(picker(&given)), None));
        let empty = filled(lang, &nothing, &amiss);
        rendered(
            lang,
            "cases-form",
            form(record::groups(&empty, &self::empty().file), Some(picker(&empty)), None),
        );
        for fields in [heard::fields(&empty), denial::fields(&empty)] {
            rendered(lang, "cases-form", form(crate::pages::cases::form::untitled(fields), None, None));
        }
        let mut typed = steps::fill(&draft());
        typed.push(("find".to_owned(), "1".to_owned()));
        let typed = filled(lang, &typed, &amiss);
        for step in Step::all(typed.typed) {
            let area = (step == Step::Area).then(|| picker(&typed));
            rendered(lang, "cases-form", form(steps::groups(step, &typed, &file()), area, None));
            rendered(lang, "cases-form", form(steps::groups(step, &empty, &file()), None, None));
        }
    }
}

#[test]
fn the_list_and_the_file_render_in_every_language_full_and_empty() {
    for lang in Lang::ALL {
        for standing in [standing(), empty()] {
            let rows = vec![list::row(lang, &standing)];
            let page =
                ListPage { new: "/x".to_owned(), rows, newer: "/x".to_owned(), older: "/x".to_owned() };
            rendered(lang, "cases-list", page);
            rendered(lang, "cases-file", crate::pages::cases::file::page(lang, &standing, true, true));
            rendered(lang, "cases-file", crate::pages::cases::file::page(lang, &standing, false, false));
            rendered(lang, "cases-papers", heard::list_page(lang, &standing, true));
            let file = &standing.file;
            let mut papers = consents::page(lang, file, &asked(), true, true);
            papers.link = format!("https://alert.example/{WORST}");
            rendered(lang, "cases-papers", papers);
            rendered(
                lang,
                "cases-photo",
                photos::page(lang, file, Amiss::at(lang, "file", WORST.to_owned()), true),
            );
            rendered(lang, "cases-photo", photos::page(lang, file, Amiss::default(), false));
        }
        let none =
            ListPage { new: String::new(), rows: Vec::new(), newer: String::new(), older: String::new() };
        rendered(lang, "cases-list", none);
    }
}

#[test]
fn what_is_checked_renders_in_every_language_and_warns() {
    for lang in Lang::ALL {
        for changes in [false, true] {
            let preparation = preparation(changes);
            let other = Fields::new();
            let notes = check::warnings(lang, &preparation.fields, &file());
            let amiss = Amiss { notes, ..Amiss::default() };
            assert!(amiss.notes.len() > 4, "the photos' warnings, and a language that the area speaks");
            let on_file = changes.then_some(&other);
            rendered(lang, "cases-check", check::view(lang, &file(), &preparation, amiss, on_file));
        }
    }
}

#[test]
fn what_somebody_wrote_of_a_campaign_that_is_over_is_on_the_page() {
    for lang in Lang::ALL {
        let typed = steps::fill(&draft());
        for step in Step::all(&typed) {
            let page = prepare::over_page(lang, &file(), step, &typed);
            assert!(!page.typed.is_empty(), "{step:?}");
            rendered(lang, "cases-over", page);
        }
    }
}

#[test]
fn what_only_a_colleague_changed_stands_beside_the_answers() {
    let ours = preparation(true);
    let mut theirs = ours.fields.clone();
    theirs.retain(|(_, value)| *value != super::digest('a'));
    theirs.push(("languages".to_owned(), "de".to_owned()));
    theirs.push(("notices.de.appeal".to_owned(), "Nur in ihrer".to_owned()));
    let view = check::view(Lang::En, &file(), &ours, Amiss::default(), Some(&theirs));
    let page = rendered(Lang::En, "cases-check", view);
    assert!(page.contains("Nur in ihrer"), "words of a language that only they have");
    let same = check::view(Lang::En, &file(), &ours, Amiss::default(), Some(&ours.fields));
    assert!(!rendered(Lang::En, "cases-check", same).contains("on-file"), "nothing else than what is there");
}

/// Keys that are put together are beyond the reach of the words' own test.
#[test]
fn what_can_be_chosen_has_words() {
    let codes = [
        (
            "case-kind",
            vec![
                "runaway",
                "third-party-abduction",
                "international-abduction",
                "unaccompanied-minor",
                "undefined",
            ],
        ),
        ("case-requester", vec!["parents", "interested-person", "judicial-authorities", "foundation"]),
        ("case-grammar", vec!["feminine", "masculine", "neutral"]),
        ("case-ground", vec!["magistrate-requires", "child-in-danger"]),
        ("case-outcome", vec!["asked", "agreed", "refused", "withdrawn"]),
        ("case-kind-hint", vec!["child-alert", "public-poster", "discreet", "online"]),
        ("advice", vec!["favourable", "conditional", "against", "not_heard"]),
        ("notice-part", FactKind::ALL.map(FactKind::name).into()),
    ];
    for (group, codes) in codes {
        for code in codes {
            assert!(has(&format!("{group}-{code}")), "{group}-{code}");
        }
    }
}
