//! The post as a record of the network (`app.bsky.feed.post`, `app.bsky.richtext.facet`, `app.bsky.embed.images`), and the
//! key it is stored under.

use childalert_jobs::Picture;
use chrono::DateTime;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use unicode_segmentation::UnicodeSegmentation;
use uuid::Uuid;

/// Longest text, in characters as a reader sees them.
const GRAPHEMES: usize = 300;
/// Longest text in bytes of UTF-8.
const BYTES: usize = 3_000;
/// Between the text and the link.
const GAP: &str = "\n\n";
/// The digits of a record key, in sorting order (<https://atproto.com/specs/tid>).
const DIGITS: &[u8; 32] = b"234567abcdefghijklmnopqrstuvwxyz";

/// A record key: a TID of 13 characters. The same placement always has the same one, so that a second attempt meets the
/// first one's record, and a retraction knows what to delete without being told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RecordKey(String);

impl RecordKey {
    /// The key of a placement. Its time is `created_at` to the second; the rest (the microseconds and the clock's number,
    /// 20 + 10 bits) comes from the placement's id, because the placements of one launch share their `created_at`.
    pub(super) fn derive(created_at: &str, placement: Uuid) -> Option<RecordKey> {
        let seconds = u64::try_from(DateTime::parse_from_rfc3339(created_at).ok()?.timestamp()).ok()?;
        let hash = Sha256::digest(placement.as_bytes());
        let word =
            |at: usize| u64::from(u32::from_be_bytes([hash[at], hash[at + 1], hash[at + 2], hash[at + 3]]));
        let micros = seconds.checked_mul(1_000_000)? + word(0) % 1_000_000;
        let number = (micros << 10) | (word(4) % 1_024);
        // The top bit is always 0, and the next ten are beyond any year that matters.
        let key = (0..13).rev().map(|digit| char::from(DIGITS[(number >> (5 * digit)) as usize & 31]));
        (micros < 1 << 53).then(|| RecordKey(key.collect()))
    }

    /// The key in an address such as `at://did:plc:…/app.bsky.feed.post/3l…`, if it is one of this account's posts.
    pub(super) fn in_uri(uri: &str, did: &str, collection: &str) -> Option<RecordKey> {
        let key = uri.strip_prefix("at://")?.strip_prefix(did)?.strip_prefix('/')?;
        let key = key.strip_prefix(collection)?.strip_prefix('/')?;
        let plain = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric());
        plain.then(|| RecordKey(key.to_owned()))
    }

    /// As text.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// A post that fits.
pub(super) struct Post<'a> {
    text: String,
    link: &'a str,
    link_starts: usize,
    lang: &'a str,
    created_at: &'a str,
}

/// The text with its link does not fit. It is refused and not cut: every word was decided on.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "content.text with its link has {graphemes} characters and {bytes} bytes; the network takes 300 and 3000: shorten the text of the notice"
)]
pub(super) struct TooLong {
    graphemes: usize,
    bytes: usize,
}

impl<'a> Post<'a> {
    /// The text, then the link.
    pub(super) fn compose(
        text: &str,
        link: &'a str,
        lang: &'a str,
        created_at: &'a str,
    ) -> Result<Post<'a>, TooLong> {
        let link_starts = text.len() + GAP.len();
        let text = format!("{text}{GAP}{link}");
        let (graphemes, bytes) = (text.graphemes(true).count(), text.len());
        if graphemes > GRAPHEMES || bytes > BYTES {
            return Err(TooLong { graphemes, bytes });
        }
        Ok(Post { text, link, link_starts, lang, created_at })
    }

    /// The record, byte for byte the same at every attempt.
    pub(super) fn record(&self, picture: &Picture, blob: &Value) -> Value {
        json!({
            "$type": "app.bsky.feed.post",
            "text": self.text,
            "createdAt": self.created_at,
            "langs": [self.lang],
            // Offsets are in bytes of UTF-8, the end is exclusive.
            "facets": [{
                "index": { "byteStart": self.link_starts, "byteEnd": self.text.len() },
                "features": [{ "$type": "app.bsky.richtext.facet#link", "uri": self.link }],
            }],
            "embed": {
                "$type": "app.bsky.embed.images",
                "images": [{
                    "alt": picture.alt,
                    "image": blob,
                    "aspectRatio": { "width": picture.width, "height": picture.height },
                }],
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOON: &str = "2026-11-21T12:00:00Z";

    #[test]
    fn a_key_is_a_valid_tid_of_the_posts_second_and_the_same_each_time() {
        let placement = Uuid::from_u128(7);
        let key = RecordKey::derive(NOON, placement).unwrap();
        assert_eq!(RecordKey::derive("2026-11-21T13:00:00.9+01:00", placement).unwrap(), key);
        assert_eq!(key.as_str().len(), 13);
        assert!(b"234567abcdefghij".contains(&key.as_str().as_bytes()[0]), "the top bit is 0");
        let number = key
            .as_str()
            .bytes()
            .fold(0u64, |sum, digit| sum * 32 + DIGITS.iter().position(|d| *d == digit).unwrap() as u64);
        let noon = DateTime::parse_from_rfc3339(NOON).unwrap().timestamp() as u64;
        assert_eq!((number >> 10) / 1_000_000, noon);
    }

    #[test]
    fn the_placements_of_one_launch_have_different_keys() {
        let keys: std::collections::HashSet<String> =
            (0..2_000).map(|n| RecordKey::derive(NOON, Uuid::from_u128(n)).unwrap().0).collect();
        assert_eq!(keys.len(), 2_000);
    }

    #[test]
    fn a_moment_that_is_none_or_before_1970_has_no_key() {
        for moment in ["yesterday", "", "1969-12-31T23:59:59Z"] {
            assert_eq!(RecordKey::derive(moment, Uuid::nil()), None);
        }
    }

    #[test]
    fn only_an_address_in_the_own_account_and_collection_is_taken_for_a_post() {
        let key = |uri| RecordKey::in_uri(uri, "did:plc:ours", "app.bsky.feed.post").map(|key| key.0);
        assert_eq!(key("at://did:plc:ours/app.bsky.feed.post/3abc"), Some("3abc".into()));
        assert_eq!(key("at://did:plc:oursother/app.bsky.feed.post/3abc"), None);
        assert_eq!(key("at://did:plc:theirs/app.bsky.feed.post/3abc"), None);
        assert_eq!(key("at://did:plc:ours/app.bsky.feed.like/3abc"), None);
        assert_eq!(key("at://did:plc:ours/app.bsky.feed.post/3abc/x"), None);
        assert_eq!(key("at://did:plc:ours/app.bsky.feed.post/"), None);
    }

    #[test]
    fn a_text_with_its_link_fits_to_the_last_character_and_not_one_more() {
        let link = "https://example.org/a";
        let room = GRAPHEMES - GAP.len() - link.len();
        // A family is one character to a reader and 25 bytes.
        let fits = "👩‍👩‍👧‍👦".repeat(100) + &"é".repeat(room - 100);
        assert!(Post::compose(&fits, link, "fr", NOON).is_ok());
        let over = Post::compose(&(fits + "é"), link, "fr", NOON).err().unwrap();
        assert_eq!(over.graphemes, 301);
    }

    proptest! {
        #[test]
        fn the_link_is_exactly_what_its_offsets_cut_out(text in "\\PC{0,200}") {
            let link = "https://example.org/a";
            if let Ok(post) = Post::compose(&text, link, "fr", NOON) {
                let picture = Picture {
                    sha256: String::new(), media_type: "image/jpeg".into(), width: 4, height: 5, alt: "x".into(),
                };
                let record = post.record(&picture, &Value::Null);
                let index = &record["facets"][0]["index"];
                let at = |end: &str| index[end].as_u64().unwrap() as usize;
                let written = record["text"].as_str().unwrap();
                prop_assert_eq!(&written[at("byteStart")..at("byteEnd")], link);
                prop_assert!(written.starts_with(&text));
            }
        }
    }
}
