//! Can we launch, and can we take back, right now? One screen for whoever runs the service. What must be seen to stands on top.

use super::shell::{Asked, Message, Reply, in_path};
use crate::api::WHO_ASKS;
use crate::health_words::say;
use crate::session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use childalert_app::{Action, AppError, ChannelHealth, HealthState, HealthView};
use childalert_domain::Lang;
use childalert_words::{Arg, channel, copy_reason, day_month_time, duration, moment, text, text_with};
use serde::Serialize;

#[derive(Serialize)]
struct Page {
    verdicts: [Line; 2],
    parts: Vec<Line>,
    channels: Vec<Line>,
    at: String,
    version: String,
    running_since: String,
    providers: String,
}

/// One thing that was looked at.
#[derive(Serialize)]
struct Line {
    name: String,
    /// `good`, `look` or `down`: a class of the stylesheet.
    state: &'static str,
    /// The same in words: a state is never told by its look alone.
    state_text: String,
    said: String,
    mend: String,
    /// Where it is from, number by number.
    facts: Vec<String>,
}

pub(super) async fn show(request: HttpRequest) -> Reply {
    let lang = in_path(&request);
    let mut asked = Asked::by_nobody(request, lang)?;
    if let Some(cookie) = session::sent(&asked.app, &asked.request) {
        match tokio::time::timeout(WHO_ASKS, asked.app.visitor(&cookie)).await {
            Ok(Ok(visitor)) => asked.visitor = Some(visitor),
            Ok(Err(AppError::Store(_))) | Err(_) => return Ok(without_database(&asked)),
            // Not signed in any more.
            Ok(Err(_)) => {}
        }
    }
    asked.visitor_who_may(Some(Action::ReadHealth))?;
    let mut view = asked.app.health().await;
    say(&mut view, lang);
    Ok(asked.page(StatusCode::OK, "health", &text(lang, "health-title"), page(lang, &view)))
}

/// Who somebody is, only the database knows: so this page cannot tell of its absence to whoever asks. What it can say, it says.
fn without_database(asked: &Asked) -> HttpResponse {
    let lang = asked.lang;
    let again = Message {
        text: text(lang, "health-no-database-text"),
        link: Some(format!("/{lang}/health")),
        link_text: text(lang, "health-again"),
    };
    let title = text(lang, "health-no-database");
    asked.page(StatusCode::SERVICE_UNAVAILABLE, "message", &title, again)
}

fn page(lang: Lang, view: &HealthView) -> Page {
    let verdict = |key: &str, state: HealthState| Line {
        name: text(lang, &format!("health-{key}")),
        said: text(lang, &format!("health-{key}-{}", state.name())),
        ..Line::new(lang, state)
    };
    let mut checks: Vec<_> = view.checks.iter().collect();
    checks.sort_by_key(|check| std::cmp::Reverse(check.state));
    let mut channels: Vec<_> = view.channels.iter().collect();
    channels.sort_by_key(|channel| std::cmp::Reverse(channel.state));
    Page {
        verdicts: [verdict("launch", view.launch), verdict("take-back", view.take_back)],
        parts: checks
            .into_iter()
            .map(|check| Line {
                name: text(lang, &format!("health-part-{}", check.part.name())),
                said: check.message.clone(),
                mend: check.mend.clone(),
                ..Line::new(lang, check.state)
            })
            .collect(),
        channels: channels.into_iter().map(|one| channel_line(lang, one, view)).collect(),
        at: moment(lang, view.at),
        version: view.version.clone(),
        running_since: day_month_time(lang, view.running_since),
        providers: view.providers.join(", "),
    }
}

impl Line {
    fn new(lang: Lang, state: HealthState) -> Line {
        Line {
            name: String::new(),
            state: state.name(),
            state_text: text(lang, &format!("health-state-{}", state.name())),
            said: String::new(),
            mend: String::new(),
            facts: Vec::new(),
        }
    }
}

fn channel_line(lang: Lang, one: &ChannelHealth, view: &HealthView) -> Line {
    let unused = one.found == "unused";
    let counted =
        |key: &str, count: i64| (count > 0).then(|| text_with(lang, key, &[("count", Arg::Number(count))]));
    let queued = |key: &str, jobs: Option<u64>| {
        counted(key, i64::try_from(jobs.unwrap_or_default()).unwrap_or(i64::MAX))
    };
    let at = |key: &str, when| {
        let when = day_month_time(lang, when);
        text_with(lang, key, &[("when", Arg::Text(&when))])
    };
    let seen = one.worker_seen_at.filter(|_| !unused).map(|seen| {
        let ago = duration(lang, (view.at - seen).num_milliseconds());
        text_with(lang, "health-fact-seen", &[("ago", Arg::Text(&ago))])
    });
    let trouble = one.failed_at.map(|failed| {
        // What failed last says why above.
        let reason = one.reason.as_deref().filter(|_| one.found != "failing");
        let why = reason.and_then(|reason| copy_reason(lang, reason));
        let why = why.map(|why| why.title).unwrap_or_default();
        format!("{} {why}", at("health-fact-failed", failed)).trim_end().to_owned()
    });
    let facts = [
        seen,
        one.live_at.map(|live| at("health-fact-live", live)),
        trouble,
        counted("health-fact-standing", one.standing),
        counted("health-fact-person", one.needs_person),
        queued("health-fact-to-make", one.to_make),
        queued("health-fact-to-take-back", one.to_take_back),
    ];
    let state_text = match unused {
        true => text(lang, "health-state-off"),
        false => text(lang, &format!("health-state-{}", one.state.name())),
    };
    Line {
        name: one.channel.parse().map(|named| channel(lang, named)).unwrap_or_default(),
        state_text,
        said: one.message.clone(),
        mend: one.mend.clone(),
        facts: facts.into_iter().flatten().collect(),
        ..Line::new(lang, one.state)
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, page};
    use crate::health_words::{say, tests::everything};
    use crate::pages::shell::rendered;
    use childalert_domain::Lang;

    fn shown(lang: Lang) -> (Page, String) {
        let mut view = everything();
        say(&mut view, lang);
        let html = rendered(lang, "health", "Health", page(lang, &view));
        (page(lang, &view), html)
    }

    #[test]
    fn the_page_says_everything_that_can_be_found_in_every_language() {
        for lang in Lang::ALL {
            let (page, html) = shown(lang);
            for line in page.parts.iter().chain(&page.channels).chain(&page.verdicts) {
                assert!(!line.name.is_empty() && !line.said.is_empty());
                assert!(html.contains(&handlebars::html_escape(&line.said)), "{lang}: {}", line.said);
                assert!(html.contains(&format!(r#"class="state {}""#, line.state)));
            }
            assert!(!html.contains("<script>") && !html.contains("style="), "{lang}");
        }
    }

    #[test]
    fn what_is_down_stands_first() {
        let (page, _) = shown(Lang::En);
        let order = |state: &str| ["down", "look", "good"].iter().position(|one| *one == state);
        assert!(page.parts.is_sorted_by_key(|line| order(line.state)));
        assert!(page.channels.is_sorted_by_key(|line| order(line.state)));
    }
}
