//! Both pages, in every language, with the worst words there are.

use super::one::{Forms, OnePage};
use super::{AccountLine, InviteForm, LinkPage, ListPage, WaitingLine, done, roles};
use crate::pages::account_form::Field;
use crate::pages::fields::Choice;
use crate::pages::form::Errors;
use crate::pages::shell::rendered;
use childalert_domain::Lang;
use uuid::Uuid;

const HOSTILE: &str = "<script>alert('x')</script>\" onerror=\"x\" &amp; ]]> \u{0}\u{b}\u{fffe}`=";

fn word() -> String {
    HOSTILE.to_owned()
}

fn choice() -> Choice {
    Choice { checked: true, ..Choice::new(word(), word()) }
}

fn list(lang: Lang, errors: Option<Errors>) -> ListPage {
    let about = errors.clone();
    let line = |confirmable| WaitingLine {
        id: Uuid::nil(),
        once: word(),
        what: word(),
        asked: word(),
        reason: word(),
        confirmable,
    };
    ListPage {
        done: word(),
        errors,
        waiting: vec![line(true), line(false)],
        invite: Some(InviteForm {
            once: word(),
            name: Field::of(HOSTILE, "name", about.as_ref()),
            email: Field::of(HOSTILE, "email", about.as_ref()),
            reason: Field::of(HOSTILE, "reason", about.as_ref()),
            role_error: word(),
            languages: vec![choice()],
            roles: roles(lang, "officer"),
            providers: vec![choice()],
        }),
        accounts: vec![AccountLine {
            url: word(),
            name: word(),
            email: word(),
            role: word(),
            state: word(),
            came_in: word(),
            passkeys: i64::MAX,
        }],
        earlier: Some(word()),
        later: Some(word()),
    }
}

fn one(lang: Lang, errors: Option<Errors>, forms: bool) -> OnePage {
    let about = errors.clone();
    let forms = forms.then(|| Forms {
        once: [word(), word(), word()],
        roles: roles(lang, "officer"),
        role_error: word(),
        role_reason: Field::of(HOSTILE, "role_reason", about.as_ref()),
        recover_reason: Field::of(HOSTILE, "recover_reason", about.as_ref()),
        suspends: true,
    });
    OnePage {
        url: word(),
        done: word(),
        own: forms.is_none(),
        errors,
        email: word(),
        role: word(),
        state: word(),
        language: word(),
        made: word(),
        provider: word(),
        forms,
    }
}

fn every_page(lang: Lang) -> Vec<String> {
    let reader =
        ListPage { invite: None, waiting: Vec::new(), earlier: None, later: None, ..list(lang, None) };
    let link = |link| rendered(lang, "account-link", HOSTILE, LinkPage { link, name: word() });
    vec![
        rendered(lang, "accounts", HOSTILE, list(lang, None)),
        rendered(lang, "accounts", HOSTILE, list(lang, Some(Errors::at(word(), "email", word())))),
        rendered(lang, "accounts", HOSTILE, list(lang, Some(Errors::at(word(), "", word())))),
        rendered(lang, "accounts", HOSTILE, reader),
        rendered(lang, "account-of", HOSTILE, one(lang, None, true)),
        rendered(
            lang,
            "account-of",
            HOSTILE,
            one(lang, Some(Errors::at(word(), "role_reason", word())), true),
        ),
        rendered(lang, "account-of", HOSTILE, one(lang, None, false)),
        link(Some(word())),
        link(None),
    ]
}

#[test]
fn every_page_renders_in_every_language_and_nothing_breaks_out_of_it() {
    for lang in Lang::ALL {
        for page in every_page(lang) {
            assert!(!page.contains("<script>alert") && !page.contains("onerror=\"x\""), "{lang}: {page}");
            assert!(!page.contains("style=") && !page.contains('\u{0}'), "{lang}");
            assert_eq!(page.matches("<h1>").count(), 1);
            // Whatever is said of a field is said at the field too.
            for wrong in page.split("aria-describedby=\"").skip(1) {
                let ids = wrong.split('"').next().unwrap_or_default();
                assert!(ids.split(' ').all(|id| page.contains(&format!("id=\"{id}\""))), "{lang}: {ids}");
            }
            for label in page.split("<label for=\"").skip(1) {
                let id = label.split('"').next().unwrap_or_default();
                assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{lang}: {id}");
            }
        }
    }
}

#[test]
fn every_field_has_a_name_and_every_result_its_words() {
    for lang in Lang::ALL {
        assert!(super::FIELDS.iter().all(|field| childalert_words::field_name(lang, field) != *field));
        for code in ["waiting", "declined", "confirmed", "role", "suspended"] {
            assert!(!done(lang, code).is_empty());
        }
        assert!(done(lang, "<b>").is_empty());
        assert_eq!(roles(lang, "officer").iter().filter(|role| role.checked).count(), 1);
        assert!(roles(lang, "").iter().all(|role| role.value != "worker" && !role.text.is_empty()));
    }
}
