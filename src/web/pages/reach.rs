//! How far something reaches, in words: for whoever decides, and for whoever launches.

use childalert_app::ReachOf;
use childalert_domain::{Lang, Recall};
use childalert_words::{Arg, channel, language, text, text_with};
use serde::Serialize;

/// One channel.
#[derive(Serialize)]
pub(super) struct ReachView {
    channel: String,
    who: String,
    /// How it is taken back.
    back: String,
}

/// What is said of a channel.
pub(super) fn reach_view(lang: Lang, reach: &ReachOf) -> ReachView {
    let languages: Vec<String> = reach.languages.iter().map(|one| language(lang, *one)).collect();
    let languages = languages.join(", ");
    let who = match reach.people {
        Some(people) => {
            let people = i64::try_from(people).unwrap_or(i64::MAX);
            let args = [("count", Arg::Number(people)), ("languages", Arg::Text(&languages))];
            text_with(lang, "launch-people", &args)
        }
        None => text_with(lang, "launch-everybody", &[("languages", Arg::Text(&languages))]),
    };
    let facts = reach.channel.facts();
    let back = match (facts.recall, facts.withdrawable_s) {
        (Recall::Correct, _) => text(lang, "launch-corrected"),
        (Recall::Delete, None) => text(lang, "launch-deleted"),
        (Recall::Delete, Some(seconds)) => {
            text_with(lang, "launch-window", &[("hours", Arg::Number(i64::from(seconds / 3600)))])
        }
    };
    ReachView { channel: channel(lang, reach.channel), who, back }
}
