//! What several pages say, in the same words on each.

use super::fields::code;
use childalert_domain::{
    Advice, Authority, Channel, ConsentDenied, ConsentForm, Denial, Lang, Recall, Refusal,
};
use childalert_words::{Arg, channel, copy_reason, day_month_time, language, rule, text, text_with};

/// Channels, in a list.
pub(super) fn channels<'a>(lang: Lang, all: impl IntoIterator<Item = &'a Channel>) -> String {
    all.into_iter().map(|one| channel(lang, *one)).collect::<Vec<_>>().join(", ")
}

/// Languages, in a list.
pub(super) fn languages(lang: Lang, all: impl IntoIterator<Item = Lang>) -> String {
    all.into_iter().map(|one| language(lang, one)).collect::<Vec<_>>().join(", ")
}

/// What it is about, and what is said of it; the first alone where nothing is.
pub(super) fn with_more(lang: Lang, what: String, more: &str) -> String {
    match more.trim() {
        "" => what,
        more => text_with(lang, "room-said", &[("what", Arg::Text(&what)), ("more", Arg::Text(more))]),
    }
}

/// What a rule says, and what to do.
pub(super) fn against(lang: Lang, refusal: &Refusal) -> String {
    let said = rule(lang, refusal);
    format!("{} {}", said.title, said.mend)
}

/// In what capacity somebody speaks.
pub(super) fn capacity(lang: Lang, authority: Authority) -> String {
    text(lang, &format!("authority-{}", code(&authority)))
}

/// What somebody who was heard advised.
pub(super) fn advice(lang: Lang, advice: Advice) -> String {
    text(lang, &format!("advice-{}", code(&advice)))
}

/// How a consent was given.
pub(super) fn consent_form(lang: Lang, form: Option<ConsentForm>) -> String {
    match form {
        Some(ConsentForm::Paper) => text(lang, "consent-form-paper"),
        Some(ConsentForm::Oral) => text(lang, "consent-form-oral"),
        None => text(lang, "consent-form-link"),
    }
}

/// Who refused, or could not be asked, and when.
pub(super) fn denied(lang: Lang, denied: &ConsentDenied) -> String {
    let key = match denied.outcome {
        Denial::Refused => "decide-refused",
        Denial::NotAsked => "decide-not-asked",
    };
    let (authority, when) = (capacity(lang, denied.authority), day_month_time(lang, denied.at));
    let args = [("who", denied.holder.as_str()), ("authority", &authority), ("when", &when)];
    text_with(lang, key, &args.map(|(name, value)| (name, Arg::Text(value))))
}

/// The first twelve digits of a digest, for people to compare.
pub(super) fn fingerprint(digest: &str) -> String {
    let digits = digest.get(..12).unwrap_or(digest).as_bytes().chunks(4);
    digits.map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

/// What whoever sees to a copy is told, and how they answer for it.
#[derive(Default)]
pub(super) struct Resisting {
    pub why: String,
    pub mend: String,
    pub ask: String,
    pub answer: String,
}

impl Resisting {
    /// Of a copy on a channel, for the reason that is on record. `closable`: it is a person's to see to, and what the service would do
    /// by itself is no answer.
    pub fn of(lang: Lang, channel: Channel, reason: Option<&str>, closable: bool) -> Resisting {
        let (why, mend) = match reason.and_then(|reason| copy_reason(lang, reason)) {
            Some(said) => (said.title, said.mend),
            None => (text(lang, "hand-waits"), text(lang, "hand-waits-mend")),
        };
        let told = channel.facts().recall == Recall::Correct;
        let mend = match (closable, told) {
            (true, true) => text(lang, "hand-tell-mend"),
            (true, false) => text(lang, "hand-delete-mend"),
            (false, _) => mend,
        };
        let (ask, answer) = match told {
            true => (text(lang, "hand-told-note"), text(lang, "hand-told")),
            false => (text(lang, "hand-note"), text(lang, "hand-gone")),
        };
        Resisting { why, mend, ask, answer }
    }
}

/// An address that a browser may be led to: what a channel told us is not trusted with another.
pub(super) fn web_address(url: Option<String>) -> Option<String> {
    url.filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}
