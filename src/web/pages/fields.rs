//! The fields of a form: how one is shown with its label, its mistake and what is on file meanwhile; and how what was typed is read
//! into the document that the API would have been sent. A field is named as its path in that document.

use super::form::{Errors, Fields, all};
use childalert_app::{clock_in_brussels, moment_in_brussels};
use childalert_domain::Lang;
use childalert_words::{Arg, date_time, field_name, text, text_with};
use chrono::{DateTime, NaiveDate, NaiveTime, Timelike, Utc};
use serde::Serialize;
use serde_json::{Map, Value};

/// Fields that belong together.
#[derive(Serialize)]
pub(super) struct Group {
    pub title: String,
    pub hint: String,
    pub fields: Vec<Field>,
}

/// A field as it is shown.
#[derive(Default, Serialize)]
pub(super) struct Field {
    /// The template that shows it.
    partial: &'static str,
    /// What kind of input it is, or of choices.
    kind: &'static str,
    id: String,
    name: String,
    label: String,
    hint: String,
    error: String,
    /// What is on file, where somebody else changed it meanwhile.
    on_file: String,
    /// The ids of all that is said of it.
    described: String,
    value: String,
    /// Of a moment: the time, its name and the day's, and the moment as it is on file.
    time: String,
    day_label: String,
    time_label: String,
    was: String,
    /// The most characters; empty: as many as there are.
    most: String,
    /// Rows of a long text.
    rows: u8,
    /// The language that it is written in, where that is not the page's.
    lang: String,
    choices: Vec<Choice>,
}

/// One of several.
#[derive(Clone, Default, Serialize)]
pub(super) struct Choice {
    pub id: String,
    /// What kind of input it is, and its field's name.
    pub kind: &'static str,
    pub name: String,
    pub value: String,
    pub text: String,
    pub hint: String,
    pub checked: bool,
    /// A picture of it, or empty.
    pub picture: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Choice {
        Choice { value: value.into(), text: text.into(), ..Choice::default() }
    }

    pub fn hint(self, hint: impl Into<String>) -> Choice {
        Choice { hint: hint.into(), ..self }
    }
}

impl Field {
    /// What helps to fill it in.
    pub fn hint(mut self, hint: String) -> Field {
        self.hint = hint;
        self.describe();
        self
    }

    /// The most characters.
    pub fn most(mut self, most: usize) -> Field {
        self.most = most.to_string();
        self
    }

    /// Another label than its name.
    pub fn label(mut self, label: String) -> Field {
        self.label = label;
        self
    }

    /// The language that it is to be written in.
    pub fn written_in(mut self, lang: Lang) -> Field {
        lang.code().clone_into(&mut self.lang);
        self
    }

    fn describe(&mut self) {
        let said = [(&self.hint, "hint"), (&self.error, "error"), (&self.on_file, "file")];
        let ids = said.iter().filter(|(said, _)| !said.is_empty()).map(|(_, of)| format!("{}.{of}", self.id));
        self.described = ids.collect::<Vec<_>>().join(" ");
    }
}

/// A form that is shown: what was typed, what is wrong with it, and what is on file if that changed meanwhile.
#[derive(Clone, Copy)]
pub(super) struct Filled<'a> {
    pub lang: Lang,
    pub typed: &'a Fields,
    pub errors: Option<&'a Errors>,
    pub on_file: Option<&'a Fields>,
}

impl Filled<'_> {
    /// A group of fields, titled by the words of a key.
    pub fn group(&self, title: String, fields: Vec<Field>) -> Group {
        Group { title, hint: String::new(), fields }
    }

    /// One line.
    pub fn line(&self, name: &str) -> Field {
        let same = |value: &str| value.to_owned();
        Field {
            partial: "field-input",
            kind: "text",
            value: first(self.typed, name),
            ..self.field(name, same)
        }
    }

    /// A whole number.
    pub fn number(&self, name: &str) -> Field {
        Field { kind: "number", ..self.line(name) }
    }

    /// Several lines.
    pub fn long(&self, name: &str, rows: u8) -> Field {
        Field { partial: "field-long", rows, ..self.line(name) }
    }

    /// A day.
    pub fn day(&self, name: &str) -> Field {
        Field { kind: "date", ..self.line(name) }
    }

    /// A file to send.
    pub fn file(&self, name: &str, accepts: &str) -> Field {
        Field {
            partial: "field-file",
            kind: "file",
            value: accepts.to_owned(),
            ..self.field(name, |_| String::new())
        }
    }

    /// A day and a time, by the country's clock.
    pub fn moment(&self, name: &str) -> Field {
        let lang = self.lang;
        let said = |was: &str| {
            DateTime::parse_from_rfc3339(was).map(|at| date_time(lang, at.to_utc())).unwrap_or_default()
        };
        let was = format!("{name}.was");
        let mut field = self.field(name, |_| String::new());
        if let Some(on_file) = self.on_file
            && Read(self.typed).moment(name) != Read(on_file).moment(name)
        {
            field.on_file = said_on_file(lang, &said(&first(on_file, &was)));
            field.describe();
        }
        Field {
            partial: "field-moment",
            value: first(self.typed, &format!("{name}.date")),
            time: first(self.typed, &format!("{name}.time")),
            was: first(self.typed, &was),
            day_label: text(lang, "form-day"),
            time_label: text(lang, "form-time"),
            ..field
        }
    }

    /// One of several.
    pub fn one(&self, name: &str, choices: Vec<Choice>) -> Field {
        self.choice(name, "radio", choices)
    }

    /// Any of several.
    pub fn some(&self, name: &str, choices: Vec<Choice>) -> Field {
        self.choice(name, "checkbox", choices)
    }

    /// Yes, or not.
    pub fn yes(&self, name: &str, said: String) -> Field {
        self.some(name, vec![Choice::new("yes", said)])
    }

    fn choice(&self, name: &str, kind: &'static str, mut choices: Vec<Choice>) -> Field {
        let texts: Vec<(String, String)> =
            choices.iter().map(|choice| (choice.value.clone(), choice.text.clone())).collect();
        let said = |value: &str| {
            let found = texts.iter().find(|(known, _)| known == value);
            found.map(|(_, text)| text.clone()).unwrap_or_default()
        };
        let field = self.field(name, said);
        for (index, choice) in choices.iter_mut().enumerate() {
            choice.id = if index == 0 { name.to_owned() } else { format!("{name}-{}", choice.value) };
            (choice.kind, choice.name) = (kind, name.to_owned());
            choice.checked = all(self.typed, name).any(|typed| typed == choice.value);
        }
        Field { partial: "field-choices", kind, choices, ..field }
    }

    fn field(&self, name: &str, said: impl Fn(&str) -> String) -> Field {
        let on_file = self.on_file.filter(|on_file| all(on_file, name).ne(all(self.typed, name)));
        let on_file = on_file.map(|on_file| {
            let values: Vec<String> =
                all(on_file, name).map(said).filter(|value| !value.is_empty()).collect();
            said_on_file(self.lang, &values.join(", "))
        });
        let mut field = Field {
            id: name.to_owned(),
            name: name.to_owned(),
            label: capital(&field_name(self.lang, name)),
            error: self.errors.map(|errors| errors.about(name)).unwrap_or_default(),
            on_file: on_file.unwrap_or_default(),
            ..Field::default()
        };
        field.describe();
        field
    }
}

fn said_on_file(lang: Lang, value: &str) -> String {
    match value {
        "" => text(lang, "form-on-file-nothing"),
        value => text_with(lang, "form-on-file", &[("value", Arg::Text(value))]),
    }
}

/// With a capital at the beginning, as labels have.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn first(fields: &Fields, name: &str) -> String {
    all(fields, name).next().unwrap_or_default().to_owned()
}

/// What was typed, read.
#[derive(Clone, Copy)]
pub(super) struct Read<'a>(pub &'a Fields);

/// Stands for a moment or a day that nobody can read: what holds the document against its schema says so.
const UNREADABLE: &str = "?";

impl<'a> Read<'a> {
    /// Without blanks around it; `Null` where nothing was typed.
    pub fn text(self, name: &str) -> Value {
        match first(self.0, name).trim() {
            "" => Value::Null,
            typed => typed.into(),
        }
    }

    /// The only value of a choice.
    pub fn one(self, name: &str) -> Value {
        self.text(name)
    }

    /// Every value.
    pub fn all(self, name: &'a str) -> impl Iterator<Item = &'a str> {
        all(self.0, name).filter(|value| !value.is_empty())
    }

    /// Every value, as a list.
    pub fn list(self, name: &str) -> Value {
        all(self.0, name).filter(|value| !value.is_empty()).map(Value::from).collect::<Vec<_>>().into()
    }

    /// Whether it was ticked.
    pub fn yes(self, name: &str) -> bool {
        all(self.0, name).any(|value| value == "yes")
    }

    /// The first of some fields that something was typed in; a moment is typed in its parts.
    pub fn first_typed(self, names: impl IntoIterator<Item = String>) -> Option<String> {
        let parts = ["", ".date", ".time"];
        names.into_iter().find(|name| {
            parts.iter().any(|part| all(self.0, &format!("{name}{part}")).any(|typed| !typed.is_empty()))
        })
    }

    /// A whole number; what is none stays text, which its schema refuses.
    pub fn number(self, name: &str) -> Value {
        match self.text(name) {
            Value::String(typed) => typed.parse::<i64>().map_or(Value::String(typed), Value::from),
            nothing => nothing,
        }
    }

    /// A day as ISO 8601 has it.
    pub fn day(self, name: &str) -> Value {
        match first(self.0, name).as_str() {
            "" => Value::Null,
            typed => day(typed).map_or(UNREADABLE.into(), |day| day.to_string().into()),
        }
    }

    /// A moment as RFC 3339 has it. One that was not touched stays what it was, to the microsecond.
    pub fn moment(self, name: &str) -> Value {
        let part = |part: &str| first(self.0, &format!("{name}.{part}"));
        let (typed_day, typed_time, was) = (part("date"), part("time"), part("was"));
        if typed_day.is_empty() && typed_time.is_empty() {
            return Value::Null;
        }
        let Some(local) = day(&typed_day).zip(time(&typed_time)) else { return UNREADABLE.into() };
        let local = local.0.and_time(local.1);
        let was = DateTime::parse_from_rfc3339(&was).ok().map(|at| at.to_utc()).filter(|was| {
            let shown = clock_in_brussels(*was);
            shown.with_second(0).and_then(|shown| shown.with_nanosecond(0)) == Some(local)
        });
        let at = was.or_else(|| moment_in_brussels(local));
        at.map_or(UNREADABLE.into(), |at| serde_json::to_value(at).unwrap_or_default())
    }
}

/// `2026-11-21`, or as people here write it: `21/11/2026`, `21.11.2026`, `21-11-2026`.
fn day(typed: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = typed.split(['-', '/', '.']).map(str::trim).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let (year, day) = if a.len() == 4 { (a, c) } else { (c, a) };
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, b.parse().ok()?, day.parse().ok()?)
}

/// `16:40`, or as people here write it: `16.40`, `16h40`, `16 h`.
fn time(typed: &str) -> Option<NaiveTime> {
    let mut numbers = typed.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let hour = numbers.next()?.parse().ok()?;
    let minute = numbers.next().unwrap_or("0").parse().ok()?;
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// The fields of a moment.
pub(super) fn put_moment(fields: &mut Fields, name: &str, at: Option<DateTime<Utc>>) {
    let Some(at) = at else { return };
    let local = clock_in_brussels(at);
    let was = serde_json::to_value(at).ok().and_then(|was| was.as_str().map(str::to_owned));
    fields.push((format!("{name}.date"), local.date().to_string()));
    fields.push((format!("{name}.time"), local.format("%H:%M").to_string()));
    fields.push((format!("{name}.was"), was.unwrap_or_default()));
}

/// A field, where there is something in it.
pub(super) fn put(fields: &mut Fields, name: &str, value: impl Into<String>) {
    let value = value.into();
    if !value.is_empty() {
        fields.push((name.to_owned(), value));
    }
}

/// A document of these parts; those that nothing was typed in are left out.
pub(super) fn document<const N: usize>(parts: [(&str, Value); N]) -> Value {
    let parts = parts.into_iter().filter(|(_, value)| !value.is_null());
    parts.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into()
}

/// The code of a value, as its documents have it.
pub(super) fn code<T: Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).ok();
    value.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(day: &str, time: &str, was: &str) -> Fields {
        [("at.date", day), ("at.time", time), ("at.was", was)]
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
            .to_vec()
    }

    #[test]
    fn a_moment_is_read_however_people_write_it() {
        for (day, time) in [
            ("2026-11-21", "16:40"),
            ("21/11/2026", "16h40"),
            ("21.11.2026", "16.40"),
            ("21-11-2026", "16 h 40"),
            (" 21/11/2026 ", "16:40:00"),
        ] {
            assert_eq!(Read(&typed(day, time, "")).moment("at"), "2026-11-21T15:40:00Z", "{day} {time}");
        }
        for (day, time) in [
            ("2026-02-30", "16:40"),
            ("21/11/26", "16:40"),
            ("2026-11-21", ""),
            ("", "16:40"),
            ("x", "y"),
            ("2026-11-21", "25:00"),
        ] {
            assert_eq!(Read(&typed(day, time, "")).moment("at"), UNREADABLE, "{day} {time}");
        }
        assert!(Read(&typed("", "", "")).moment("at").is_null());
    }

    #[test]
    fn summer_time_begins_and_ends() {
        // In the hour that is left out no clock says half past two; in the one that comes twice, what was on file decides.
        assert_eq!(Read(&typed("2026-03-29", "02:30", "")).moment("at"), UNREADABLE);
        assert_eq!(Read(&typed("2026-10-25", "02:30", "")).moment("at"), "2026-10-25T00:30:00Z");
        let second = typed("2026-10-25", "02:30", "2026-10-25T01:30:07.000001Z");
        assert_eq!(Read(&second).moment("at"), "2026-10-25T01:30:07.000001Z");
    }

    #[test]
    fn what_was_touched_is_no_longer_what_was_on_file() {
        let touched = typed("2026-10-25", "02:31", "2026-10-25T01:30:07Z");
        assert_eq!(Read(&touched).moment("at"), "2026-10-25T00:31:00Z");
    }
}
