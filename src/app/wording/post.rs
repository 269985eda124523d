//! The words of a post on a social network: the notice, cut to what the network takes.

use childalert_domain::{Channel, Fact, NoticeText, PostText};
use childalert_words::{Arg, text_with};

/// Since when, and where: never dropped.
const KEPT_FACTS: usize = 2;

/// What a network takes, link included, and how it counts.
enum Room {
    /// Bluesky: 300 graphemes (lexicon `app.bsky.feed.post`). Characters are counted here; a grapheme has one or more of them,
    /// so the count errs on the safe side.
    Characters(usize),
    /// Mastodon: 500 graphemes, each web address 23 of them (<https://docs.joinmastodon.org/user/posting/>). A server may take
    /// more; one that takes less refuses what does not fit.
    Addresses(usize, usize),
    /// Telegram: 1,024 code units of UTF-16 in a photo's caption (<https://core.telegram.org/bots/api#sendphoto>).
    Utf16(usize),
}

/// `None`: all there can be fits (Facebook: 63,206 characters).
fn room(channel: Channel) -> Option<Room> {
    match channel.name() {
        "bluesky" => Some(Room::Characters(300)),
        "mastodon" => Some(Room::Addresses(500, 23)),
        "telegram" => Some(Room::Utf16(1_024)),
        _ => None,
    }
}

impl Room {
    /// Whether the text fits together with a space and a link of `link_length` characters.
    fn takes(&self, text: &str, link_length: usize) -> bool {
        match self {
            Room::Characters(most) => text.chars().count() + 1 + link_length <= *most,
            Room::Addresses(most, each) => {
                let addresses = text.split_whitespace().filter(|word| word.contains("://"));
                let short: usize = addresses.map(|word| each.saturating_sub(word.chars().count())).sum();
                // The gap before the link has two characters, and `link_length` counts one of them.
                text.chars().count() + short + 2 + each <= *most
            }
            Room::Utf16(most) => text.encode_utf16().count() + 1 + link_length <= *most,
        }
    }
}

/// The post, so that it fits together with a space and a link of `link_length` characters. Facts are dropped from the end,
/// then the appeal, then the note beside the number; the headline, the name, the age, since when, where and the number
/// never are.
pub(crate) fn post_text(channel: Channel, notice: &NoticeText, link_length: usize) -> PostText {
    let room = room(channel);
    let fits = |text: &String| room.as_ref().is_none_or(|room| room.takes(text, link_length));
    let all = notice.facts.len();
    let with_appeal = (KEPT_FACTS.min(all)..=all).rev().map(|facts| compose(notice, facts, true, true));
    let without = [true, false].into_iter().map(|note| compose(notice, KEPT_FACTS.min(all), false, note));
    let text = with_appeal
        .chain(without)
        .find(fits)
        .unwrap_or_else(|| compose(notice, KEPT_FACTS.min(all), false, false));
    PostText { channel, lang: notice.lang, text, alt: alt(notice) }
}

fn compose(notice: &NoticeText, facts: usize, appeal: bool, note: bool) -> String {
    let mut lines = vec![headline(notice)];
    lines.extend(notice.facts[..facts].iter().map(|fact| line(notice, fact)));
    if appeal && !notice.appeal.is_empty() {
        lines.push(format!("\n{}\n", notice.appeal));
    }
    lines.push(call(notice, note));
    lines.join("\n")
}

fn headline(notice: &NoticeText) -> String {
    let args = [
        ("headline", Arg::Text(&notice.headline)),
        ("name", Arg::Text(&notice.name)),
        ("age", Arg::Text(&notice.age)),
    ];
    text_with(notice.lang, "post-headline", &args)
}

fn line(notice: &NoticeText, fact: &Fact) -> String {
    let args = [("label", Arg::Text(&fact.label)), ("value", Arg::Text(&fact.value))];
    text_with(notice.lang, "post-fact", &args)
}

fn call(notice: &NoticeText, note: bool) -> String {
    let number = ("number", Arg::Text(&notice.number));
    if note {
        text_with(notice.lang, "post-call", &[number, ("note", Arg::Text(&notice.number_note))])
    } else {
        text_with(notice.lang, "post-call-short", &[number])
    }
}

/// The post's picture carries the notice's words: its alternative text says them all, the dropped ones too.
fn alt(notice: &NoticeText) -> String {
    let mut sentences = vec![headline(notice)];
    sentences.extend(notice.facts.iter().map(|fact| line(notice, fact)));
    sentences.push(call(notice, true));
    sentences
        .iter()
        .map(|sentence| format!("{}.", sentence.trim_end_matches('.')))
        .collect::<Vec<_>>()
        .join(" ")
}
