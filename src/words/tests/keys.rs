//! No code and no template names a key that has no words.

use super::files::messages;
use childalert_domain::Lang;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "target" && name != "node_modules") {
                files(&path, extension, found);
            }
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
}

/// The literal right after `opening`, if a literal stands there.
fn literal(rest: &str) -> Option<&str> {
    rest.trim_start().strip_prefix('"')?.split('"').next()
}

/// Keys named in Rust: the second argument of `text(` and `text_with(`; for `&format!("…-{}", …)` what comes before the
/// first brace.
fn keys_in_rust(source: &str) -> Vec<(String, bool)> {
    let mut keys = Vec::new();
    for (at, call) in source.match_indices("text(").chain(source.match_indices("text_with(")) {
        let own_name =
            source[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '.');
        let defined = source[..at].ends_with("fn ");
        let arguments = &source[at + call.len()..];
        let Some((first, second)) = arguments.split_once(',') else { continue };
        // A first argument is a language: a name, or a field.
        let simple = first.trim().chars().all(|c| c.is_alphanumeric() || "_.:*&".contains(c));
        if !own_name || defined || !simple {
            continue;
        }
        if let Some(key) = literal(second) {
            keys.push((key.to_owned(), true));
        } else if let Some(key) = second.trim_start().strip_prefix("&format!(").and_then(literal) {
            // What begins with a brace is all computed: nothing to look for.
            let prefix = key.split('{').next().unwrap_or_default();
            if !prefix.is_empty() {
                keys.push((prefix.to_owned(), false));
            }
        }
    }
    keys
}

/// Keys named in templates: `{{t "key" …}}` and `(t "key" …)`.
fn keys_in_template(source: &str) -> Vec<String> {
    ["{{t ", "{{~t ", "(t "]
        .iter()
        .flat_map(|opening| source.match_indices(opening))
        .filter_map(|(at, opening)| literal(&source[at + opening.len()..]))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_key_that_code_or_a_template_names_has_words() {
    let known: BTreeSet<String> = messages(Lang::En).into_keys().collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace");
    let (mut rust, mut templates) = (Vec::new(), Vec::new());
    files(&root.join("src"), "rs", &mut rust);
    files(&root.join("workers"), "rs", &mut rust);
    files(&root.join("templates"), "hbs", &mut templates);
    let mut seen = 0;
    // This file's own samples name keys that must not exist.
    for path in rust.iter().filter(|path| !path.ends_with("words/tests/keys.rs")) {
        let source = fs::read_to_string(path).expect("a source file");
        let own_crate = path.components().any(|part| part.as_os_str() == "words");
        if !own_crate && !source.contains("childalert_words") {
            continue;
        }
        for (key, whole) in keys_in_rust(&source) {
            let found =
                if whole { known.contains(&key) } else { known.iter().any(|known| known.starts_with(&key)) };
            assert!(found, "{}: no words for the key `{key}`", path.display());
            seen += 1;
        }
    }
    for path in &templates {
        for key in keys_in_template(&fs::read_to_string(path).expect("a template")) {
            assert!(known.contains(&key), "{}: no words for the key `{key}`", path.display());
            seen += 1;
        }
    }
    assert!(seen > 80, "the search found the keys that there are: {seen}");
}

#[test]
fn the_search_for_keys_sees_calls_and_passes_over_what_only_looks_like_one() {
    let source = r#"
        let a = text(lang, "one");
        let b = childalert_words::text_with(
            page.lang,
            "two", &[]);
        let c = text(lang, &format!("three-{}", x));
        pub fn text(lang: Lang, key: &str) -> String {
        writer.text(lang, "not-a-key");
        plaintext(lang, "not-a-key");
    "#;
    let mut keys = keys_in_rust(source);
    keys.sort();
    assert_eq!(keys, [("one".into(), true), ("three-".into(), false), ("two".into(), true)]);
    assert_eq!(keys_in_template(r#"{{t "a"}} {{#if (t "b" x=y)}} {{title}}"#), ["a", "b"]);
}
