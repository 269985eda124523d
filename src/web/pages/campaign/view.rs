//! What a room shows of the ledger: the bar, a row a channel, and the copies that are open.

use crate::pages::form::once;
use crate::pages::said::{Resisting, web_address, with_more};
use childalert_app::{ChannelLedgerView, Holder, LedgerView, OpenCopyView};
use childalert_domain::{Channel, Lang, PlacementState};
use childalert_words::{
    Arg, channel, clock, day_month_time, duration, language, placement_state, text, text_with,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

/// How wide the bar is, in its own units.
const WIDTH: i64 = 1000;

#[derive(Serialize)]
pub(super) struct BarView {
    /// Such as `264 of 291 copies live, 18 on their way`.
    text: String,
    segments: Vec<Segment>,
}

#[derive(Serialize)]
struct Segment {
    /// `done`, `moving`, `owed` or `stuck`.
    class: &'static str,
    x: i64,
    width: i64,
}

#[derive(Serialize)]
pub(super) struct ChannelRow {
    name: String,
    copies: i64,
    states: Vec<StateView>,
    /// How long it took to come back, or what the network tells of it.
    more: Vec<String>,
}

#[derive(Serialize)]
struct StateView {
    class: &'static str,
    text: String,
}

#[derive(Serialize)]
pub(super) struct OpenRow {
    id: String,
    once: String,
    title: String,
    state: String,
    since: String,
    why: String,
    mend: String,
    holder: String,
    url: Option<String>,
    /// Somebody can take it in hand, have it tried again, answer for it.
    takeable: bool,
    again: bool,
    closable: bool,
    ask: String,
    answer: String,
    note: String,
    /// Until when a program may still delete it.
    window: String,
}

/// What is said of the states, from the ledger's point of view.
fn class(state: PlacementState, over: bool) -> &'static str {
    match state {
        PlacementState::Live if !over => "done",
        PlacementState::Withdrawn | PlacementState::Corrected | PlacementState::Suppressed => "done",
        PlacementState::Closed => "done",
        PlacementState::Escalated | PlacementState::Rejected => "stuck",
        PlacementState::Unknown => "owed",
        PlacementState::Live | PlacementState::Withdrawing => "owed",
        PlacementState::Planned | PlacementState::Placing => "moving",
    }
}

/// Every copy in one bar; `None` while there is none.
pub(super) fn bar(lang: Lang, ledger: &LedgerView) -> Option<BarView> {
    let over = ledger.state.retracted();
    let mut sums = [("done", 0), ("moving", 0), ("owed", 0), ("stuck", 0)];
    for copies in ledger.channels.iter().flat_map(|channel| &channel.states) {
        let state = PlacementState::named(&copies.state)?;
        let class = class(state, over);
        sums.iter_mut().filter(|(known, _)| *known == class).for_each(|(_, sum)| *sum += copies.copies);
    }
    let all = ledger.copies;
    if all == 0 {
        return None;
    }
    let mut x = 0;
    let mut segments = Vec::new();
    for (class, sum) in sums.into_iter().filter(|(_, sum)| *sum > 0) {
        // Each can be seen, however few they are.
        let width = (sum * WIDTH / all).max(WIDTH / 100).min(WIDTH - x);
        segments.push(Segment { class, x, width });
        x += width;
    }
    if let Some(last) = segments.last_mut() {
        last.width = WIDTH - last.x;
    }
    let [(_, done), (_, moving), (_, owed), (_, stuck)] = sums;
    let key = if over { "room-bar-over" } else { "room-bar" };
    let numbers = [("done", done), ("all", all), ("moving", moving), ("owed", owed), ("stuck", stuck)];
    let text = text_with(lang, key, &numbers.map(|(name, number)| (name, Arg::Number(number))));
    Some(BarView { text, segments })
}

/// A row a channel.
pub(super) fn channels(lang: Lang, ledger: &LedgerView) -> Vec<ChannelRow> {
    let over = ledger.state.retracted();
    ledger.channels.iter().map(|row| channel_row(lang, row, over)).collect()
}

fn channel_row(lang: Lang, row: &ChannelLedgerView, over: bool) -> ChannelRow {
    let states = row.states.iter().filter_map(|copies| {
        let state = PlacementState::named(&copies.state)?;
        let key = format!("room-count-{}", state.name());
        let text = text_with(lang, &key, &[("count", Arg::Number(copies.copies))]);
        Some(StateView { class: class(state, over), text })
    });
    let mut more = Vec::new();
    if let Some(took) = &row.took {
        let last = duration(lang, took.max_ms);
        more.push(text_with(lang, "room-took", &[("last", Arg::Text(&last))]));
    }
    if let Some(seen) = &row.insights {
        let mut count = |key: &str, number: Option<i64>| {
            more.extend(number.map(|number| text_with(lang, key, &[("count", Arg::Number(number))])));
        };
        count("room-reach", seen.reach);
        count("room-shares", seen.shares);
        count("room-reactions", seen.reactions);
        count("room-replies", seen.replies);
    }
    ChannelRow { name: named(lang, &row.channel), copies: row.copies, states: states.collect(), more }
}

fn named(lang: Lang, name: &str) -> String {
    name.parse::<Channel>().map_or_else(|_| name.to_owned(), |one| channel(lang, one))
}

/// The copies that are open; `typed` is what was typed for which of them, so that nothing is lost and nobody answers for another.
pub(super) fn open(lang: Lang, ledger: &LedgerView, typed: Option<(&str, &str)>) -> Vec<OpenRow> {
    ledger.open.iter().map(|row| open_row(lang, row, ledger.state.retracted(), typed)).collect()
}

fn open_row(lang: Lang, row: &OpenCopyView, over: bool, typed: Option<(&str, &str)>) -> OpenRow {
    let copy = &row.copy;
    let persons = row.holder.by == Holder::Person;
    let closable = over && copy.state == PlacementState::Escalated;
    let of = copy.channel.parse::<Channel>();
    let mut said = of.map(|of| Resisting::of(lang, of, copy.reason.as_deref(), closable)).unwrap_or_default();
    if !persons && copy.reason.is_none() {
        // It waits for nobody: the service is at it.
        (said.why, said.mend) = (String::new(), String::new());
    }
    let when = |at: DateTime<Utc>| day_month_time(lang, at);
    let since = when(row.holder.since);
    let holder = match (&row.holder.name, persons) {
        (Some(name), _) => {
            text_with(lang, "hand-taken", &[("name", Arg::Text(name)), ("when", Arg::Text(&since))])
        }
        (None, true) => text(lang, "room-nobody"),
        (None, false) => text(lang, "room-service"),
    };
    let lang_name = copy.lang.parse::<Lang>().map(|one| language(lang, one)).unwrap_or_default();
    let title = format!("{} · {lang_name}", named(lang, &copy.channel));
    OpenRow {
        id: copy.id.to_string(),
        once: once(),
        state: with_more(lang, title.clone(), &placement_state(lang, copy.state)),
        title,
        since: text_with(lang, "hand-since", &[("when", Arg::Text(&when(copy.since)))]),
        why: said.why,
        mend: said.mend,
        url: web_address(copy.url.clone()),
        takeable: persons && row.holder.name.is_none(),
        holder,
        again: persons,
        closable,
        ask: said.ask,
        answer: said.answer,
        note: typed
            .filter(|(of, _)| *of == copy.id.to_string())
            .map(|(_, note)| note.to_owned())
            .unwrap_or_default(),
        window: row
            .withdrawable_until
            .map(|until| text_with(lang, "room-window", &[("when", Arg::Text(&when(until)))]))
            .unwrap_or_default(),
    }
}

/// A time of today by the clock alone, of another day with its date.
pub(super) fn lately(lang: Lang, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if now - at < TimeDelta::hours(12) { clock(lang, at) } else { day_month_time(lang, at) }
}
