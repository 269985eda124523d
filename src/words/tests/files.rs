//! The four languages say the same things.

use crate::bundle::sources;
use crate::{Arg, text, text_with};
use childalert_domain::{Lang, Rule};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Every message of a language with the variables that it uses.
pub(super) fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, source) in sources(lang) {
        let mut current = String::new();
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                current = line.split_once(" =").expect("`key = text`").0.to_owned();
                let twice = messages.insert(current.clone(), BTreeSet::new());
                assert!(twice.is_none(), "{lang}/{name}: `{current}` is there twice");
            }
            let variables = line.split('$').skip(1).map(|rest| {
                rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            });
            if let Some(of_message) = messages.get_mut(&current) {
                of_message.extend(variables);
            }
        }
    }
    messages
}

#[test]
fn the_four_languages_have_the_same_keys_and_variables() {
    let french = messages(Lang::Fr);
    assert!(french.len() > 300, "the files were read: {}", french.len());
    for lang in Lang::ALL {
        let messages = messages(lang);
        for (key, variables) in &french {
            let theirs = messages.get(key).unwrap_or_else(|| panic!("{lang} lacks `{key}`"));
            assert_eq!(theirs, variables, "the variables of `{key}` in {lang} and fr");
        }
        for key in messages.keys() {
            assert!(french.contains_key(key), "fr lacks `{key}`");
        }
    }
}

#[test]
fn every_language_file_is_embedded() {
    for lang in Lang::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/words").join(lang.code());
        let on_disk: BTreeSet<String> = std::fs::read_dir(folder)
            .expect("the language's folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        let embedded: BTreeSet<String> = sources(lang).iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(on_disk, embedded, "{lang}");
    }
}

#[test]
fn every_message_of_every_language_fills_in_without_error_or_isolation_marks() {
    for lang in Lang::ALL {
        for (key, variables) in messages(lang) {
            for value in
                [Arg::Text("Éloïse"), Arg::Text("unsaid"), Arg::Number(0), Arg::Number(1), Arg::Number(2)]
            {
                let args: Vec<(&str, Arg<'_>)> =
                    variables.iter().map(|name| (name.as_str(), value)).collect();
                // A message that could not be filled in panics in `text_with`.
                let text = text_with(lang, &key, &args);
                assert!(!text.trim().is_empty(), "{lang}: `{key}` is empty");
                assert!(
                    !text.contains(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '{', '}']),
                    "{lang}: {text}"
                );
                assert!(!text.contains("  ") && text.trim() == text, "{lang}: `{key}`: {text:?}");
            }
        }
    }
}

#[test]
fn french_keeps_its_no_break_spaces_and_apostrophes() {
    for (name, source) in sources(Lang::Fr) {
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            assert!(!line.contains('\''), "{name}: a straight apostrophe in: {line}");
            let characters: Vec<char> = line.chars().collect();
            for (at, pair) in characters.windows(2).enumerate() {
                let address = line.contains("http") || line.contains("T16:40");
                match *pair {
                    [before, ':' | ';' | '!' | '?' | '»'] if !address => {
                        assert_eq!(before, '\u{a0}', "{name}, column {at}: {line}");
                    }
                    ['«', after] => assert_eq!(after, '\u{a0}', "{name}, column {at}: {line}"),
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn the_number_is_never_broken_over_two_lines() {
    for lang in Lang::ALL {
        for (name, source) in sources(lang) {
            for line in source.lines().filter(|line| !line.starts_with('#')) {
                assert!(!line.contains("116 000") && !line.contains("116000"), "{lang}/{name}: {line}");
            }
        }
        assert!(text(lang, "page-call").contains("116\u{a0}000"));
    }
}

#[test]
fn every_rule_of_the_domain_has_words_and_no_words_are_left_over() {
    let known = messages(Lang::En);
    let wanted: BTreeSet<String> = Rule::ALL
        .iter()
        .flat_map(|rule| [format!("rule-{}", rule.code), format!("rule-{}-mend", rule.code)])
        .collect();
    let written: BTreeSet<String> = known.into_keys().filter(|key| key.starts_with("rule-")).collect();
    assert_eq!(written, wanted);
}

#[test]
fn every_problem_has_its_mend_and_field_errors_name_the_field() {
    let known = messages(Lang::En);
    for (key, variables) in &known {
        if key.starts_with("problem-") && !key.ends_with("-mend") {
            assert!(known.contains_key(&format!("{key}-mend")), "`{key}` says no mend");
        }
        if key.starts_with("field-") {
            assert!(variables.contains("field"), "`{key}` does not name the field");
        }
    }
    let codes = "unauthorised forbidden not-found conflict refused invalid-body invalid-json too-large \
                 unsupported-media idempotency-missing idempotency-reused idempotency-in-progress too-many-requests \
                 unavailable internal photo-too-large photo-too-many-pixels photo-too-small photo-unknown-format \
                 photo-damaged photo-not-taken-in photo-not-a-picture photo-unsupported photo-truncated \
                 photo-animated photo-broken kit-text-too-long kit-no-glyph kit-missing kit-too-many \
                 kit-facts-differ kit-no-notice kit-photo-mismatch kit-photo-unreadable kit-out-of-range \
                 kit-file-too-large kit-not-written already-withdrawn takes-back worker-version kit-photo-missing kit-render-failed";
    assert!(codes.split_whitespace().all(|code| known.contains_key(&format!("problem-{code}"))));
    let photos = "low-resolution no-face-found several-faces older-than-a-year";
    for code in photos.split_whitespace() {
        let key = format!("photo-warning-{code}");
        assert!(known.contains_key(&key) && known.contains_key(&format!("{key}-mend")));
    }
    let copies = "credentials-refused content-refused quota-reached unreachable no-answer outside-fault overtaken \
                  permit-expired still-there some-refused not-configured parked untraceable out-of-reach not-logged deletes-reserved \
                  window-closed";
    for code in copies.split_whitespace() {
        let key = format!("copy-{code}");
        assert!(known.contains_key(&key) && known.contains_key(&format!("{key}-mend")), "{key}");
    }
    let fields = "required unknown wrong-type wrong-format too-short too-long too-small too-large too-few too-many \
                  not-one-of pattern duplicate";
    assert!(fields.split_whitespace().all(|code| known.contains_key(&format!("field-{code}"))));
}
