//! What is wrong with a request, field by field, with a photo, with a kit that could not be rendered, and with a copy: from the codes of
//! the checks to words.

use crate::refusal::UNSAID;
use crate::{Arg, RuleWords, field_name, has, text, text_with};
use childalert_domain::Lang;

/// What is wrong with one field and how to mend it. `code` is one of the language files' `field-{code}`; `expected` is what
/// the check says: a limit, the names of JSON types (`string, integer`), of a JSON Schema format (`date-time`), or of the
/// values allowed; empty where it says nothing. An empty `field` is the whole body.
pub fn field_error(lang: Lang, code: &str, field: &str, expected: &str) -> String {
    let field = if field.is_empty() { text(lang, "request-body") } else { field_name(lang, field) };
    let said = match code {
        "wrong-type" => types(lang, expected),
        "wrong-format" => known(lang, "format", expected).unwrap_or_default(),
        _ => expected.to_owned(),
    };
    let limit = match expected.parse() {
        Ok(limit) => Arg::Number(limit),
        Err(_) => Arg::Text(expected),
    };
    let said = if said.is_empty() { UNSAID } else { &said };
    let args = [("field", Arg::Text(&field)), ("expected", Arg::Text(said)), ("limit", limit)];
    text_with(lang, &format!("field-{code}"), &args)
}

/// Why one file of a kit could not be made. `code` is the renderer's, such as `text_too_long`; `excess` how many characters
/// are too many. A code without words of its own is told as a failure.
pub fn kit_failure(
    lang: Lang,
    code: &str,
    field: &str,
    excess: Option<u32>,
    character: Option<char>,
) -> RuleWords {
    let named = format!("problem-kit-{}", code.replace('_', "-"));
    let key = if has(&named) { named.as_str() } else { "problem-kit-render-failed" };
    let field = field_name(lang, field);
    let character = character.map(String::from).unwrap_or_default();
    let args = [
        ("field", Arg::Text(&field)),
        ("excess", Arg::Number(i64::from(excess.unwrap_or_default()))),
        ("character", Arg::Text(&character)),
    ];
    RuleWords { title: text_with(lang, key, &args), mend: text_with(lang, &format!("{key}-mend"), &args) }
}

/// What an officer should know of a photo. `code` is the intake's, such as `no_face_found`; `None`: it has no words.
pub fn photo_warning(lang: Lang, code: &str) -> Option<RuleWords> {
    let key = format!("photo-warning-{}", code.replace('_', "-"));
    has(&key).then(|| RuleWords { title: text(lang, &key), mend: text(lang, &format!("{key}-mend")) })
}

/// Why a copy is not where it should be. `code` is a reason of the ledger, such as `no_answer`; `None`: it has no words.
pub fn copy_reason(lang: Lang, code: &str) -> Option<RuleWords> {
    let key = format!("copy-{}", code.replace('_', "-"));
    has(&key).then(|| RuleWords { title: text(lang, &key), mend: text(lang, &format!("{key}-mend")) })
}

fn known(lang: Lang, group: &str, name: &str) -> Option<String> {
    let key = format!("{group}-{name}");
    has(&key).then(|| text(lang, &key))
}

/// `string, integer` as `a text or a whole number`. Types that have no words are left out.
fn types(lang: Lang, names: &str) -> String {
    names
        .split(", ")
        .filter_map(|name| known(lang, "type", name))
        .reduce(|first, second| {
            text_with(lang, "type-or", &[("first", Arg::Text(&first)), ("second", Arg::Text(&second))])
        })
        .unwrap_or_default()
}
