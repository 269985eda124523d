//! The notice that `childalert kit` reads: JSON with every word as it is to be printed. One schema is both what
//! `--schema` prints and what the file is held against, so that every wrong field is named at once, with what it
//! should be.

use crate::report::nearest;
use childalert_poster::{EndedWords, Notice};
use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::error::Category;

/// http or https, and a host: anything else is no address that a telephone opens.
const WEB_ADDRESS: &str = r"^https?://[^\s/?#@:.-][^\s/?#@]*([/?#]\S*)?$";

/// A notice for `childalert kit`: every word as it is to be printed.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoticeFile {
    /// The case's public reference, such as `2026-0417`.
    pub reference: String,
    /// Where the QR code leads: the page that says whether the alert still stands.
    #[schemars(regex(pattern = WEB_ADDRESS))]
    pub check_url: String,
    /// One per language. In every language the same facts in the same order.
    #[schemars(length(min = 1))]
    pub notices: Vec<Notice>,
    /// Languages of each sheet of paper, one or two: `[["fr", "nl"], ["de"]]`. Without it each language has its own.
    #[serde(default)]
    #[schemars(inner(length(min = 1, max = 2)))]
    pub sheets: Vec<Vec<String>>,
    /// The neutral words for the end, per language: no name. Without them there are no *ended* cards.
    #[serde(default)]
    pub ended: Vec<EndedWords>,
    /// How many vignettes are numbered.
    #[serde(default = "cards")]
    #[schemars(range(min = 1, max = 400))]
    pub cards: u32,
    /// Where the middle of the face is on each photo, in shares from its left and top. Without it the face is looked for.
    #[serde(default)]
    pub focus: Vec<Point>,
}

/// A point of a photo, in shares of its width and height, 0 to 1.
#[derive(Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Point {
    /// From the left.
    #[schemars(range(min = 0, max = 1))]
    pub x: f32,
    /// From the top.
    #[schemars(range(min = 0, max = 1))]
    pub y: f32,
}

/// Ten A4 sheets.
fn cards() -> u32 {
    40
}

/// What a notice holds.
pub(crate) fn schema() -> Value {
    schemars::schema_for!(NoticeFile).into()
}

/// The notice in a file of this name, or everything that is wrong with it.
pub(crate) fn parse(name: &str, bytes: &[u8]) -> Result<NoticeFile, Vec<String>> {
    let whole = |fault: String| vec![format!("{name}: {fault}")];
    let text = std::str::from_utf8(bytes).map_err(|_| {
        whole("it is no text in UTF-8: name the notice, a JSON file, or save it as UTF-8".to_owned())
    })?;
    // Some editors put a mark before the text.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(whole(
            "it is empty: write a notice into it, as `childalert kit --schema` tells".to_owned(),
        ));
    }
    let written: Value = serde_json::from_str(text).map_err(|error| whole(not_json(&error)))?;
    let faults = faults(&written);
    if !faults.is_empty() {
        return Err(faults);
    }
    let notice: NoticeFile = serde_json::from_str(text).map_err(|error| whole(misfit(&error)))?;
    let faults = notice.language_faults();
    if faults.is_empty() { Ok(notice) } else { Err(faults) }
}

impl NoticeFile {
    /// What a schema cannot say of the notices' languages.
    fn language_faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (n, notice) in self.notices.iter().enumerate() {
            let lang = &notice.lang;
            if !is_language(lang) {
                faults
                    .push(format!("notices.{n}.lang: is {lang:?}; give a language such as fr, nl or pt-BR"));
            }
            if self.notices[..n].iter().any(|earlier| earlier.lang == *lang) {
                faults.push(format!("notices.{n}.lang: there are two notices in {lang:?}; leave one out"));
            }
        }
        faults
    }
}

/// Whether it looks like a BCP 47 language: it becomes part of file names.
fn is_language(lang: &str) -> bool {
    lang.split('-')
        .all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn not_json(error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Eof => "it ends too early: a quote or a bracket is not closed".to_owned(),
        _ => format!(
            "line {}, column {}: this is not JSON; look there, or just before, for a comma, quote or bracket \
             too few or too many",
            error.line(),
            error.column()
        ),
    }
}

/// What fits the schema and yet cannot be read: a field that stands twice, or 40.0 for 40.
fn misfit(error: &serde_json::Error) -> String {
    let (said, line) = (error.to_string(), error.line());
    match said.strip_prefix("duplicate field `").and_then(|rest| rest.split('`').next()) {
        Some(field) => format!("line {line}: {field} stands twice; keep one"),
        None => format!(
            "line {line}: this value cannot be used; write whole numbers without a fraction, such as 40"
        ),
    }
}

/// Every field that does not fit the schema.
fn faults(notice: &Value) -> Vec<String> {
    let schema = schema();
    // A schema that cannot be compiled is a fault of this program, which its tests would find.
    let Ok(validator) = jsonschema::validator_for(&schema) else { return Vec::new() };
    validator.iter_errors(notice).flat_map(|error| worded(&error, notice, &schema)).collect()
}

/// What a validation error says, in words of our own.
fn worded(error: &ValidationError<'_>, notice: &Value, schema: &Value) -> Vec<String> {
    use ValidationErrorKind as K;
    let pointer = error.instance_path().as_str();
    let reason = match error.kind() {
        K::AdditionalProperties { unexpected } => {
            let unknown =
                |name: &String| format!("{}: {}", place(pointer, name, notice), no_such_field(name, schema));
            return unexpected.iter().map(unknown).collect();
        }
        K::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            return vec![format!(
                "{}: is missing; write {}",
                place(pointer, name, notice),
                wanted(name, schema)
            )];
        }
        K::Type { kind } => format!("is {}; write {}", found(notice.pointer(pointer)), type_name(kind)),
        K::MinItems { limit } => format!("has too few entries; give at least {limit}"),
        K::MaxItems { limit } => format!("has too many entries; give at most {limit}"),
        K::Minimum { limit } => format!("is too small; write at least {limit}"),
        K::Maximum { limit } => format!("is too large; write at most {limit}"),
        K::Pattern { .. } => {
            "is no web address; write http or https and a host, such as https://alert.example/c/r7k2m9q4"
                .to_owned()
        }
        _ => "does not fit; `childalert kit --schema` tells what it holds".to_owned(),
    };
    vec![format!("{}: {reason}", place(pointer, "", notice))]
}

fn no_such_field(name: &str, schema: &Value) -> String {
    let known = shapes(schema).filter_map(|shape| shape["properties"].as_object()).flat_map(|all| all.keys());
    match nearest(name, known.map(String::as_str)) {
        Some(meant) => format!("there is no such field; did you mean {meant}?"),
        None => "there is no such field; take it out, or see `childalert kit --schema`".to_owned(),
    }
}

/// What to write for a field: its type, and what it is for.
fn wanted(name: &str, schema: &Value) -> String {
    let property = shapes(schema).find_map(|shape| shape["properties"].get(name));
    let kind = named_type(property.and_then(|property| property["type"].as_str()).unwrap_or_default());
    match property.and_then(|property| property["description"].as_str()) {
        Some(purpose) => format!("{kind}: {}", purpose.split_whitespace().collect::<Vec<_>>().join(" ")),
        None => kind.to_owned(),
    }
}

/// The notice's own shape, and those inside it.
fn shapes(schema: &Value) -> impl Iterator<Item = &Value> {
    let inner = schema["$defs"].as_object().into_iter().flat_map(|shapes| shapes.values());
    std::iter::once(schema).chain(inner)
}

fn type_name(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Single(one) => named_type(&one.to_string()),
        TypeKind::Multiple(_) => named_type(""),
    }
}

fn named_type(name: &str) -> &'static str {
    match name {
        "string" => "a text in quotes",
        "integer" => "a whole number",
        "number" => "a number",
        "array" => "a list in square brackets",
        "object" => "an object in braces",
        "boolean" => "true or false",
        _ => "something else",
    }
}

fn found(value: Option<&Value>) -> &'static str {
    match value {
        None | Some(Value::Null) => "nothing (null)",
        Some(Value::Bool(_)) => "true or false",
        Some(Value::Number(_)) => "a number",
        Some(Value::String(_)) => "a text",
        Some(Value::Array(_)) => "a list",
        Some(Value::Object(_)) => "an object",
    }
}

/// `/notices/0/facts/1` and `value` as it is called everywhere else: `notices.fr.facts.1.value`.
fn place(pointer: &str, last: &str, notice: &Value) -> String {
    let mut names: Vec<&str> = pointer.split('/').skip(1).collect();
    let list = names.first().copied().filter(|list| matches!(*list, "notices" | "ended"));
    let entry = list.zip(names.get(1).and_then(|n| n.parse::<usize>().ok()));
    let lang = entry.and_then(|(list, n)| notice[list][n]["lang"].as_str()).filter(|lang| !lang.is_empty());
    if let (Some(name), Some(lang)) = (names.get_mut(1), lang) {
        *name = lang;
    }
    if !last.is_empty() {
        names.push(last);
    }
    if names.is_empty() { "the notice".to_owned() } else { names.join(".") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"reference": "2026-0417", "check_url": "https://alert.example/c/r7k2m9q4", "notices": [
        {"lang": "fr", "headline": "DISPARUE", "name": "Éloïse V.", "facts": [], "number": "116 000"}]}"#;

    fn refused(text: &str) -> Vec<String> {
        parse("notice.json", text.as_bytes()).err().unwrap_or_default()
    }

    #[test]
    fn the_schema_compiles_and_a_good_notice_fits_it() {
        assert!(jsonschema::validator_for(&schema()).is_ok());
        assert_eq!(refused(GOOD), [""; 0]);
        assert_eq!(refused(&format!("\u{feff}{GOOD}")), [""; 0], "a byte order mark is no fault");
    }

    #[test]
    fn every_missing_field_is_named_with_what_it_holds() {
        let faults = refused("{}");
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(
            faults
                .iter()
                .any(|fault| fault.starts_with("reference: is missing; write a text in quotes: The case")),
            "{faults:?}"
        );
        assert_eq!(refused("[]"), ["the notice: is a list; write an object in braces"]);
    }

    #[test]
    fn wrong_fields_are_all_named_as_the_notice_names_them() {
        let text = GOOD.replace("\"headline\"", "\"headlines\"").replace("\"116 000\"", "116000").replacen(
            "{",
            "{\"cards\": 500, \"focus\": [{\"x\": 0.5, \"y\": 7}], ",
            1,
        );
        let faults = refused(&text).join("\n");
        for part in [
            "notices.fr.headlines: there is no such field; did you mean headline?",
            "notices.fr.headline: is missing",
            "notices.fr.number: is a number; write a text in quotes",
            "cards: is too large; write at most 400",
            "focus.0.y: is too large; write at most 1",
        ] {
            assert!(faults.contains(part), "{part} is not in:\n{faults}");
        }
    }

    #[test]
    fn only_a_web_address_is_one() {
        for wrong in [
            "",
            "hello world",
            "javascript:alert(1)",
            "ftp://x.example",
            "https://",
            "https:///x",
            "https://a b",
            "http://@x",
        ] {
            let faults = refused(&GOOD.replace("https://alert.example/c/r7k2m9q4", wrong));
            assert!(
                faults.len() == 1 && faults[0].starts_with("check_url: is no web address"),
                "{wrong}: {faults:?}"
            );
        }
        for right in ["http://localhost:8080/c/x", "https://élan.example?x=1#y", "https://alert.example"] {
            assert_eq!(refused(&GOOD.replace("https://alert.example/c/r7k2m9q4", right)), [""; 0], "{right}");
        }
    }

    #[test]
    fn what_is_no_json_is_told_in_plain_words() {
        assert!(refused(" \n")[0].contains("it is empty"));
        assert!(refused("{\"reference\": ")[0].contains("it ends too early"));
        assert!(refused("{\n\"reference\" 5}")[0].contains("line 2, column"));
        assert!(
            refused(&GOOD.replacen("{", "{\"reference\": \"x\", ", 1))[0].contains("reference stands twice")
        );
        assert!(parse("face.jpg", b"\xff\xd8\xff").err().is_some_and(|faults| faults[0].contains("UTF-8")));
    }
}
