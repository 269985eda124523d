//! What is true of each network, with the official page that says so. Deletion windows, quotas of deletions and quarantines
//! are the ledger's and stand in its own table (`src/domain/channel.rs`).
//!
//! | | Bluesky | Mastodon | Facebook Page | Telegram channel |
//! | --- | --- | --- | --- | --- |
//! | a second try meets the first by | record key | `Idempotency-Key`, for an hour; after it the timeline is searched | the unpublished post's id, kept first | nothing |
//! | fence against a late request | the repository's head | none | deletion of the known id | none |
//! | read back by | `getRecord` | `GET statuses/:id` is 404, and the timeline lacks the link | `GET` is error 100, subcode 33, while the page itself can be read | an edit that changes nothing: "message to edit not found"; the public preview lacks the link |
//! | deletion | always | 30 in 30 minutes | always | for 48 hours |
//! | limit reached | 429, `ratelimit-reset` | 429, `X-RateLimit-Reset` (ISO 8601) | error 4, 17, 32, 341, 613, 80001; minutes in `X-Business-Use-Case-Usage` | 429, `parameters.retry_after` |
//! | credentials refused | `ExpiredToken` and others | 401, 403 | error 190, 10, 200 to 299 | 401, 403, 404 |
//! | picture described to those who cannot see it | `alt` | `description` | `alt_text_custom` | no field: the caption says it |

use unicode_segmentation::UnicodeSegmentation;

/// How a network counts a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// Characters as a reader sees them, but every web address counts as this many, however long it is.
    GraphemesAndAddresses(usize),
    /// Code units of UTF-16.
    Utf16,
    /// Unicode characters.
    Characters,
}

/// What is true of one network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    /// The channel's name.
    pub name: &'static str,
    /// How it counts.
    pub counting: Counting,
    /// The longest text, link included, in what it counts.
    pub longest: usize,
    /// The longest description of a picture, in characters; `None`: it takes none.
    pub alt: Option<usize>,
    /// The largest picture, in bytes.
    pub picture: usize,
    /// The page that says so.
    pub source: &'static str,
}

/// Mastodon's defaults: what a server answers under `/api/v2/instance` goes before them.
pub const MASTODON: Network = Network {
    name: "mastodon",
    counting: Counting::GraphemesAndAddresses(23),
    longest: 500,
    alt: Some(1_500),
    picture: 16 * 1024 * 1024,
    source: "https://docs.joinmastodon.org/user/posting/",
};

/// A Facebook Page. No page of Meta's names the limit; this is what the Graph API refuses to exceed.
pub const FACEBOOK: Network = Network {
    name: "facebook",
    counting: Counting::Characters,
    longest: 63_206,
    alt: Some(1_000),
    picture: 10 * 1024 * 1024,
    source: "https://developers.facebook.com/docs/graph-api/reference/page/photos/",
};

/// A Telegram channel: a photo's caption, after entities parsing. Ours has no entities.
pub const TELEGRAM: Network = Network {
    name: "telegram",
    counting: Counting::Utf16,
    longest: 1_024,
    alt: None,
    picture: 10 * 1024 * 1024,
    source: "https://core.telegram.org/bots/api#sendphoto",
};

/// The text with its link, or the description, does not fit. It is refused and not cut: every word was decided on.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{field} counts {counted} on {network}, which takes {most} ({source_page}): shorten the text of the notice"
)]
pub struct TooLong {
    /// Which part of the content.
    pub field: &'static str,
    /// What it counts.
    pub counted: usize,
    /// What the network takes.
    pub most: usize,
    /// The network.
    pub network: &'static str,
    /// The page that says so.
    pub source_page: &'static str,
}

/// Between the text and the link.
const GAP: &str = "\n\n";

impl Network {
    /// The text, then the link, if it fits.
    pub fn compose(&self, text: &str, link: &str, alt: &str) -> Result<String, TooLong> {
        let whole = format!("{text}{GAP}{link}");
        let too_long = |field, counted, most| TooLong {
            field,
            counted,
            most,
            network: self.name,
            source_page: self.source,
        };
        let counted = self.counting.count(&whole);
        if counted > self.longest {
            return Err(too_long("content.text with its link", counted, self.longest));
        }
        match (self.alt, alt.chars().count()) {
            (Some(most), counted) if counted > most => Err(too_long("content.picture.alt", counted, most)),
            _ => Ok(whole),
        }
    }
}

impl Counting {
    /// What a text counts. Never less than the network counts: of an address, the longer of its own length and the fixed one,
    /// because networks differ in what they take for an address.
    pub fn count(self, text: &str) -> usize {
        match self {
            Counting::Characters => text.chars().count(),
            Counting::Utf16 => text.encode_utf16().count(),
            Counting::GraphemesAndAddresses(each) => {
                let own_link = text.rsplit_once(GAP).filter(|(_, link)| is_address(link));
                let (words, link) = own_link.map_or((text, 0), |(words, _)| (words, GAP.len() + each));
                let addresses = words.split_whitespace().filter(|word| word.contains("://"));
                let short: usize =
                    addresses.map(|word| each.saturating_sub(word.graphemes(true).count())).sum();
                words.graphemes(true).count() + short + link
            }
        }
    }
}

/// An address that every server takes for one: web, and without anything that ends it early.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"./-:".contains(&b))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LINK: &str = "https://alerts.example.org/fr/a/kf7q2";

    #[test]
    fn a_link_counts_23_on_mastodon_however_long_and_a_short_address_in_the_text_does_too() {
        let count = |text: &str| MASTODON.counting.count(text);
        assert_eq!(count("👩‍👩‍👧‍👦é"), 2, "characters as a reader sees them");
        assert_eq!(count(&format!("abc\n\n{LINK}")), 3 + 2 + 23);
        assert_eq!(count(&format!("abc\n\n{LINK}{}", "x".repeat(300))), 3 + 2 + 23);
        assert_eq!(count("see http://a.be now"), 4 + 23 + 4);
        assert_eq!(count(&format!("see {LINK} now")), 4 + LINK.len() + 4, "never less than its own length");
    }

    #[test]
    fn telegram_counts_what_utf_16_does() {
        assert_eq!(TELEGRAM.counting.count("é🔎"), 3);
        let room = 1_024 - 2 - LINK.len();
        assert!(TELEGRAM.compose(&"🔎".repeat(room / 2), LINK, "").is_ok());
        let over = TELEGRAM.compose(&"🔎".repeat(room / 2 + 1), LINK, "").err();
        assert_eq!(over.map(|over| (over.counted, over.most)), Some((1_025, 1_024)));
    }

    #[test]
    fn a_description_that_is_too_long_is_refused_where_there_is_one() {
        let alt = "é".repeat(1_501);
        assert_eq!(
            MASTODON.compose("a", LINK, &alt).err().map(|over| over.field),
            Some("content.picture.alt")
        );
        assert!(TELEGRAM.compose("a", LINK, &alt).is_ok(), "nothing is sent of it");
    }

    proptest! {
        #[test]
        fn what_fits_counts_no_more_than_the_network_takes_and_is_never_cut(
            text in "\\PC{0,600}", which in 0_usize..3,
        ) {
            let network = [MASTODON, FACEBOOK, TELEGRAM][which];
            match network.compose(&text, LINK, "") {
                Ok(whole) => {
                    prop_assert_eq!(&whole, &format!("{text}\n\n{LINK}"));
                    prop_assert!(network.counting.count(&whole) <= network.longest);
                }
                Err(over) => prop_assert!(over.counted > network.longest),
            }
        }

        #[test]
        fn no_text_counts_less_than_a_reader_sees(text in "\\PC{0,200}", words in 0_usize..4) {
            let text = format!("{text} {}", "http://a.be/x ".repeat(words));
            let seen = text.graphemes(true).count();
            prop_assert!(MASTODON.counting.count(&text) >= seen + 10 * words);
            prop_assert!(TELEGRAM.counting.count(&text) >= seen);
            prop_assert!(FACEBOOK.counting.count(&text) >= seen);
        }
    }
}
