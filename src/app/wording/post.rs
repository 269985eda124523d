//! The words of a post on a social network: the notice, cut to what the network takes.

use childalert_domain::{Channel, Fact, NoticeText, PostText};
use childalert_words::{Arg, text_with};

/// Since when, and where: never dropped.
const KEPT_FACTS: usize = 2;

/// The longest post of a channel, link included. Bluesky: 300 graphemes (lexicon `app.bsky.feed.post`). Characters are
/// counted here; a grapheme has one or more of them, so the count errs on the safe side.
fn longest(channel: Channel) -> Option<usize> {
    match channel.name() {
        "bluesky" => Some(300),
        _ => None,
    }
}

/// The post, so that it fits together with a space and a link of `link_length` characters. Facts are dropped from the end,
/// then the appeal, then the note beside the number; the headline, the name, the age, since when, where and the number
/// never are.
pub(crate) fn post_text(channel: Channel, notice: &NoticeText, link_length: usize) -> PostText {
    let room = longest(channel).map(|longest| longest.saturating_sub(link_length + 1));
    let fits = |text: &String| room.is_none_or(|room| text.chars().count() <= room);
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
