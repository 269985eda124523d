//! The channel as the public reads it in a browser, `https://t.me/s/CHANNEL`: its last messages, each in an element with
//! `data-post="CHANNEL/NUMBER"`.

use crate::egress::Answer;
use reqwest::StatusCode;

/// The numbers of the messages that have the link; `None` where the answer is no preview of this channel. Names of channels
/// are the same in either case.
pub(super) fn with_link(answer: &Answer, name: &str, link: &str) -> Option<Vec<i64>> {
    if answer.status != StatusCode::OK {
        return None;
    }
    let html = String::from_utf8_lossy(&answer.body);
    // Every channel's preview has this, also an empty one's.
    if !html.contains("tgme_") {
        return None;
    }
    let link = format!("\"{}\"", link.replace('&', "&amp;"));
    let messages = html.split("data-post=\"").skip(1);
    let numbers = messages.filter(|message| message.contains(&link)).filter_map(|message| {
        let (of, number) = message.split('"').next()?.split_once('/')?;
        number.parse().ok().filter(|number| *number > 0 && of.eq_ignore_ascii_case(name))
    });
    Some(numbers.collect())
}

/// How often a message was viewed, as the preview shows it: `812`, `1.2K`, `3M`.
pub(super) fn views(answer: &Answer, name: &str, number: i64) -> Option<i64> {
    if answer.status != StatusCode::OK {
        return None;
    }
    let html = String::from_utf8_lossy(&answer.body);
    let message = html.split("data-post=\"").skip(1).find(|message| {
        let place = message.split('"').next().and_then(|place| place.split_once('/'));
        place.is_some_and(|(of, at)| of.eq_ignore_ascii_case(name) && at.parse() == Ok(number))
    })?;
    let shown = message.split("tgme_widget_message_views\">").nth(1)?.split('<').next()?.trim();
    let (digits, times) = match shown.strip_suffix('K').map(|digits| (digits, 1_000.0)) {
        Some(thousands) => thousands,
        None => shown.strip_suffix('M').map_or((shown, 1.0), |digits| (digits, 1_000_000.0)),
    };
    let count = digits.parse::<f64>().ok().filter(|count| (0.0..1_000_000.0).contains(count))?;
    // Far below where a float counts less than one by one.
    Some((count * times).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    fn seen(status: StatusCode, html: &str) -> Option<Vec<i64>> {
        let answer =
            Answer { status, headers: Default::default(), body: Bytes::copy_from_slice(html.as_bytes()) };
        with_link(&answer, "alerts", "https://a.example/n/7")
    }

    fn message(of: &str, number: &str, link: &str) -> String {
        format!(
            "<div class=\"tgme_widget_message\" data-post=\"{of}/{number}\"><a href=\"{link}\">x</a></div>"
        )
    }

    #[test]
    fn messages_with_the_whole_link_are_found_and_no_others() {
        let html = [
            message("alerts", "4", "https://a.example/n/71"),
            message("Alerts", "5", "https://a.example/n/7"),
            message("other", "6", "https://a.example/n/7"),
            message("alerts", "x", "https://a.example/n/7"),
            message("alerts", "8", "https://a.example/n/7"),
        ];
        assert_eq!(seen(StatusCode::OK, &html.concat()), Some(vec![5, 8]));
        assert_eq!(seen(StatusCode::OK, "<main class=\"tgme_main\">"), Some(vec![]));
    }

    #[test]
    fn views_are_read_as_they_are_rounded_and_of_that_message_alone() {
        let viewed = |number: &str, views: &str| {
            format!(
                "<div data-post=\"Alerts/{number}\"><span class=\"tgme_widget_message_views\">{views}</span></div>"
            )
        };
        let html = [viewed("4", "812"), viewed("5", "1.2K"), viewed("6", "3M"), viewed("7", "many")].concat();
        let of = |number| {
            let body = Bytes::copy_from_slice(html.as_bytes());
            views(&Answer { status: StatusCode::OK, headers: Default::default(), body }, "alerts", number)
        };
        let read = [4, 5, 6, 7, 8].map(of);
        assert_eq!(read, [Some(812), Some(1_200), Some(3_000_000), None, None]);
    }

    #[test]
    fn what_is_no_preview_says_nothing() {
        assert_eq!(seen(StatusCode::FOUND, ""), None);
        assert_eq!(seen(StatusCode::OK, "<h1>One moment</h1>"), None);
        assert_eq!(seen(StatusCode::NOT_FOUND, "tgme_page"), None);
    }
}
