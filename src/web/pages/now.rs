//! What is going on: what is out, what is stuck, what waits for whom. The first page of whoever is on duty.

use super::shell::{Asked, Reply};
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use childalert_app::{Action, App, AppError, BoardEntry};
use childalert_domain::Lang;
use childalert_words::{Arg, area, campaign_state, date_time, day_month_time, kind, text, text_with};
use serde::Serialize;

#[derive(Serialize)]
struct NowPage {
    /// Whether the visitor may open a case.
    opens_cases: bool,
    board: BoardView,
}

/// What changes while somebody looks.
#[derive(Serialize)]
struct BoardView {
    /// Nothing is out and nothing waits.
    quiet: bool,
    live: Vec<EntryView>,
    ending: Vec<EntryView>,
    approved: Vec<EntryView>,
    waiting: Vec<EntryView>,
    preparing: Vec<EntryView>,
    closed: Vec<EntryView>,
}

#[derive(Serialize)]
struct EntryView {
    url: String,
    reference: String,
    name: String,
    what: String,
    when: String,
    /// How its copies stand.
    copies: String,
    /// What somebody has to do.
    todo: Vec<String>,
}

pub(super) async fn show(request: HttpRequest) -> Reply {
    let asked = Asked::of(request).await?;
    let visitor = asked.visitor_who_may(Some(Action::ReadCampaigns))?;
    let board = board(&asked.app, asked.lang).await.map_err(|error| asked.failed(error))?;
    let page = NowPage { opens_cases: visitor.actor.may(Action::WriteCases), board };
    Ok(asked.page(StatusCode::OK, "now", &text(asked.lang, "now-title"), page))
}

/// The part that changes, for the page's own script.
pub(super) async fn live(request: HttpRequest) -> Reply {
    let asked = Asked::by_itself(request).await?;
    asked.visitor_who_may(Some(Action::ReadCampaigns))?;
    let board = board(&asked.app, asked.lang).await.map_err(|error| asked.failed(error))?;
    Ok(asked.fragment("now-board", "board", board))
}

async fn board(app: &App, lang: Lang) -> Result<BoardView, AppError> {
    let board = app.board().await?;
    let views =
        |entries: &[BoardEntry]| entries.iter().map(|entry| entry_view(lang, entry)).collect::<Vec<_>>();
    let view = BoardView {
        quiet: false,
        live: views(&board.live),
        ending: views(&board.ending),
        approved: views(&board.approved),
        waiting: views(&board.waiting),
        preparing: views(&board.preparing),
        closed: views(&board.closed),
    };
    let quiet = [&view.live, &view.ending, &view.approved, &view.waiting, &view.preparing, &view.closed]
        .iter()
        .all(|list| list.is_empty());
    Ok(BoardView { quiet, ..view })
}

fn entry_view(lang: Lang, entry: &BoardEntry) -> EntryView {
    let when = match entry.until {
        Some(until) => {
            let (since, until) = (day_month_time(lang, entry.since), date_time(lang, until));
            text_with(lang, "room-since-until", &[("since", Arg::Text(&since)), ("until", Arg::Text(&until))])
        }
        None => {
            let (state, since) = (campaign_state(lang, entry.state), day_month_time(lang, entry.since));
            text_with(lang, "now-state-since", &[("state", Arg::Text(&state)), ("when", Arg::Text(&since))])
        }
    };
    let count = |key: &str, count: i64| text_with(lang, key, &[("count", Arg::Number(count))]);
    let mut todo = Vec::new();
    if entry.needs_person > 0 {
        todo.push(count("now-needs-person", entry.needs_person));
    }
    if entry.owed > 0 {
        todo.push(count("now-owed", entry.owed));
    }
    todo.extend(
        entry
            .newer_decided
            .map(|decided| text(lang, if decided { "now-newer-approved" } else { "now-newer-waits" })),
    );
    let copies = match entry.copies {
        0 => String::new(),
        copies => text_with(
            lang,
            "now-copies",
            &[("live", Arg::Number(entry.live)), ("copies", Arg::Number(copies))],
        ),
    };
    EntryView {
        url: format!("/{lang}/campaigns/{}", entry.campaign),
        reference: entry.reference.clone(),
        name: entry.name.clone(),
        what: format!("{} · {}", kind(lang, entry.kind), area(lang, &entry.area)),
        when,
        copies,
        todo,
    }
}
