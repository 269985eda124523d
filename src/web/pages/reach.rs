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
    let back = match reach.channel.facts().recall {
        Recall::Delete => "launch-deleted",
        Recall::Correct => "launch-corrected",
    };
    ReachView { channel: channel(lang, reach.channel), who, back: text(lang, back) }
}
