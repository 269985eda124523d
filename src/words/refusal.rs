//! A refusal of the rules in words: what is missing, and what to do about it.

use crate::names::{known_field, named};
use crate::{Arg, date_time, has, text_with};
use childalert_domain::{Lang, Refusal, Rule};
use chrono::DateTime;

/// The words of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleWords {
    /// What is missing or stands against it, in one sentence.
    pub title: String,
    /// What to do about it.
    pub mend: String,
}

/// Stands in the variables for "not said", so that a text can choose a wording without it.
pub(crate) const UNSAID: &str = "unsaid";

/// The value of a refusal, made readable. What cannot be read as what it should be is not shown at all.
enum Shown {
    Words(String),
    Count(i64),
    Nothing,
}

fn shown(lang: Lang, refusal: &Refusal) -> Shown {
    let value = refusal.value.as_str();
    let is = |rule: Rule| rule.code == refusal.rule;
    let any = |rules: &[Rule]| rules.iter().any(|rule| is(*rule));
    let words = if any(&[Rule::CONSENT_CHANNEL, Rule::CHANNEL_KIND]) {
        named(lang, "channel", value)
    } else if any(&[Rule::CONSENT_LANGUAGE, Rule::NO_NOTICE, Rule::NOTICE_TWICE]) {
        named(lang, "language", value)
    } else if any(&[Rule::CONCERTATION, Rule::OPPOSED, Rule::FOUNDATION_REFUSES]) {
        named(lang, "party", value)
    } else if is(Rule::CAMPAIGN_STATE) {
        named(lang, "campaign-state", value)
    } else if is(Rule::PLACEMENT_STATE) {
        named(lang, "placement-state", value)
    } else if any(&[
        Rule::CONSENT_PERIOD,
        Rule::PERIOD_PAST,
        Rule::PERIOD_CHILD_ALERT,
        Rule::PERIOD_LONG,
        Rule::PERIOD_AGE,
        Rule::DECISION_PERIOD,
    ]) {
        DateTime::parse_from_rfc3339(value).ok().map(|at| date_time(lang, at.to_utc()))
    } else if any(&[Rule::AGE, Rule::TOO_MANY_WORDS, Rule::TOO_MANY_FACTS]) {
        return value.parse().map_or(Shown::Nothing, Shown::Count);
    } else if any(&[Rule::CONSENT_PHOTO, Rule::OLD_DIGEST]) {
        fingerprint(value)
    } else {
        None
    };
    words.map_or(Shown::Nothing, Shown::Words)
}

/// The first twelve digits of a digest in three groups, as people compare them aloud.
fn fingerprint(value: &str) -> Option<String> {
    let digits = value.get(..12)?;
    let hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    hex.then(|| format!("{} {} {}", &digits[..4], &digits[4..8], &digits[8..]))
}

/// What a refusal says, in the reader's language. No code of the program shows in it.
pub fn rule(lang: Lang, refusal: &Refusal) -> RuleWords {
    let shown = shown(lang, refusal);
    let value = match &shown {
        Shown::Words(words) => Arg::Text(words),
        Shown::Count(count) => Arg::Number(*count),
        Shown::Nothing => Arg::Text(UNSAID),
    };
    let part = known_field(lang, &refusal.field);
    let args = [
        ("value", value),
        ("field", Arg::Text(&refusal.field)),
        ("part", Arg::Text(part.as_deref().unwrap_or(UNSAID))),
    ];
    let key = format!("rule-{}", refusal.rule);
    debug_assert!(has(&key), "no words for the rule `{}`", refusal.rule);
    RuleWords { title: text_with(lang, &key, &args), mend: text_with(lang, &format!("{key}-mend"), &args) }
}
