//! The notice: what the public reads, in one language.

use childalert_domain::{Fact, Grammar, Kind, NoticeDraft, NoticeText};
use childalert_words::{Arg, age, date_time, day_month_time, text, text_with};
use chrono::{DateTime, Utc};

/// The European number for missing children, as it is written (P 2.2).
const NUMBER: &str = "116 000";
/// The foundation's desk, for calls from abroad.
const NUMBER_ABROAD: &str = "+32 2 475 44 99";

/// What a notice is made of.
pub(crate) struct NoticeInputs<'a> {
    /// What the officer wrote.
    pub draft: &'a NoticeDraft,
    /// The name as the public sees it.
    pub shown_name: &'a str,
    /// The name in its own script; empty where there is none.
    pub shown_name_native: &'a str,
    /// What kind of campaign: only a discreet one has cards.
    pub kind: Kind,
    /// In whole years, on the day of the freeze.
    pub age: i32,
    /// How sentences about the person are worded.
    pub grammar: Grammar,
    /// Since when.
    pub missing_since: DateTime<Utc>,
    /// When the campaign ends.
    pub until: DateTime<Utc>,
}

/// The notice in the draft's language. Its first two facts are always since when, and where.
pub(crate) fn notice_text(inputs: &NoticeInputs<'_>) -> NoticeText {
    let NoticeInputs { draft, shown_name, grammar, .. } = inputs;
    let lang = draft.lang;
    let drill = inputs.kind == Kind::Drill;
    let (headline, check) = match grammar {
        // On every file of the kit, and where each post begins: a sheet that is left lying cannot be taken for a search.
        _ if drill => (text(lang, "drill-headline"), text(lang, "drill-check")),
        Grammar::Feminine => (text(lang, "notice-headline-feminine"), text(lang, "notice-check-feminine")),
        Grammar::Masculine => (text(lang, "notice-headline-masculine"), text(lang, "notice-check-masculine")),
        Grammar::Neutral => (text(lang, "notice-headline-neutral"), text(lang, "notice-check-neutral")),
    };
    let age = age(lang, inputs.age);
    let mut facts = vec![
        Fact { label: text(lang, "notice-since"), value: day_month_time(lang, inputs.missing_since) },
        Fact { label: text(lang, "notice-place"), value: draft.place.trim().to_owned() },
    ];
    facts.extend(draft.facts().map(|(kind, value)| Fact {
        label: text(lang, &format!("fact-{}", kind.name())),
        value: value.to_owned(),
    }));
    let until = date_time(lang, inputs.until);
    let (photo_alt, valid_until) = match drill {
        true => ("drill-photo-alt", "drill-valid-until"),
        false => ("notice-photo-alt", "notice-valid-until"),
    };
    let photo_alt = text_with(lang, photo_alt, &[("name", Arg::Text(shown_name)), ("age", Arg::Text(&age))]);
    let on_card = |key| if inputs.kind == Kind::Discreet { text(lang, key) } else { String::new() };
    NoticeText {
        lang,
        headline,
        name: (*shown_name).to_owned(),
        name_native: inputs.shown_name_native.to_owned(),
        age,
        facts,
        appeal: draft.appeal.trim().to_owned(),
        number: NUMBER.to_owned(),
        number_note: match drill {
            true => text(lang, "drill-number-note"),
            false => text(lang, "notice-number-note"),
        },
        number_abroad: NUMBER_ABROAD.to_owned(),
        valid_until: text_with(lang, valid_until, &[("when", Arg::Text(&until))]),
        check,
        reference_label: text(lang, "notice-reference"),
        photo_alt,
        discreet: on_card("notice-discreet"),
        card_label: on_card("notice-card"),
    }
}
