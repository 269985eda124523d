//! Posts as the server tells of them (<https://docs.joinmastodon.org/entities/Status/>).

use super::account::Account;
use childalert_jobs::Outcome;
use chrono::{DateTime, TimeDelta};
use serde_json::Value;

/// How far two clocks may be apart before a post of ours is taken for older than it is.
const CLOCKS_APART: TimeDelta = TimeDelta::minutes(10);

/// A post that stands.
pub(super) struct Found {
    pub(super) id: String,
    /// Of which server: a number is another post on another one.
    host: String,
    url: Option<String>,
}

impl Found {
    /// The post's id, and its address where it is on this server.
    pub(super) fn read(post: &Value, account: &Account) -> Option<Found> {
        let id = id_of(post["id"].as_str()?)?.to_owned();
        let host = account.host().to_owned();
        Some(Found { id, host, url: post["url"].as_str().and_then(|url| account.own_address(url)) })
    }

    pub(super) fn live(self) -> Outcome {
        Outcome::Live { outside_id: format!("{}/{}", self.host, self.id), url: self.url }
    }
}

/// An id that can stand in an address. Mastodon's are numbers; other servers that speak its interface have letters.
pub(super) fn id_of(text: &str) -> Option<&str> {
    let plain = (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
    plain.then_some(text)
}

/// Whether a link in the post leads exactly there. The text is HTML, as the server made it.
pub(super) fn links_to(post: &Value, link: &str) -> bool {
    let link = link.replace('&', "&amp;");
    post["content"].as_str().is_some_and(|content| content.contains(&format!("href=\"{link}\"")))
}

/// Whether the post is certainly older than that moment.
pub(super) fn is_older(post: &Value, moment: &str) -> bool {
    let read = |text: &str| DateTime::parse_from_rfc3339(text).ok();
    match (post["created_at"].as_str().and_then(read), read(moment)) {
        (Some(posted), Some(moment)) => posted + CLOCKS_APART < moment,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_post_is_known_by_the_whole_link_and_by_nothing_less() {
        let link = "https://alerts.example.org/fr/a/kf7";
        let post =
            |href: &str| json!({ "content": format!("<p>x <a href=\"{href}\" rel=\"nofollow\">y</a></p>") });
        assert!(links_to(&post(link), link));
        assert!(!links_to(&post("https://alerts.example.org/fr/a/kf7x"), link));
        assert!(!links_to(&post("https://evil.example/?u=https://alerts.example.org/fr/a/kf7"), link));
        assert!(!links_to(&json!({ "content": link }), link));
        assert!(links_to(&post("https://a.example/?a=1&amp;b=2"), "https://a.example/?a=1&b=2"));
    }

    #[test]
    fn only_plain_ids_reach_an_address() {
        assert_eq!(id_of("113532"), Some("113532"));
        for id in ["", "../1", "1?x", "1/2", &"1".repeat(65)] {
            assert_eq!(id_of(id), None);
        }
    }

    #[test]
    fn a_post_is_older_only_if_no_clock_can_be_wrong() {
        let at = |at: &str| json!({ "created_at": at });
        let moment = "2026-11-21T12:00:00Z";
        assert!(is_older(&at("2026-11-21T11:40:00.000Z"), moment));
        assert!(!is_older(&at("2026-11-21T11:55:00.000Z"), moment));
        assert!(!is_older(&at("yesterday"), moment));
    }
}
