//! What the Graph API answers: an object, or `{"error": {"code", "error_subcode", …}}`
//! (<https://developers.facebook.com/docs/graph-api/guides/error-handling/>). The status says less than the code: a limit that
//! was reached is a 400 or a 403.

use crate::egress::Answer;
use crate::social::fault::Fault;
use serde_json::Value;
use std::{fmt, time::Duration};

/// The longest pause that is believed.
const PAUSE_MOST: Duration = Duration::from_secs(15 * 60);

/// A post with its picture, as the ledger keeps it: `PAGE_POST+PHOTO`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Copy {
    /// `PAGE_POST`.
    pub(super) post: String,
    pub(super) photo: String,
}

impl Copy {
    pub(super) fn of(post: &str, photo: &str) -> Option<Copy> {
        let (page, number) = post.split_once('_')?;
        let plain = is_id(page) && is_id(number) && is_id(photo);
        plain.then(|| Copy { post: post.to_owned(), photo: photo.to_owned() })
    }

    pub(super) fn read(text: &str) -> Option<Copy> {
        let (post, photo) = text.split_once('+')?;
        Copy::of(post, photo)
    }

    pub(super) fn is_of(&self, page: &str) -> bool {
        self.post.split_once('_').is_some_and(|(of, _)| of == page)
    }
}

impl fmt::Display for Copy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}", self.post, self.photo)
    }
}

/// An id that can stand in an address.
pub(super) fn is_id(text: &str) -> bool {
    (1..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// Reads an answer: the object of a success, or the fault.
pub(super) fn judge(answer: &Answer) -> Result<Value, Fault> {
    let (status, body) =
        (answer.status, serde_json::from_slice::<Value>(&answer.body).unwrap_or(Value::Null));
    let Some(error) = body.get("error") else {
        return match status {
            _ if status.is_success() && body.is_object() => Ok(body),
            _ if status.is_server_error() => Err(Fault::Server),
            _ => Err(Fault::Nonsense),
        };
    };
    let code = error["code"].as_i64().unwrap_or_default();
    let subcode = error["error_subcode"].as_i64().unwrap_or_default();
    tracing::debug!(status = status.as_u16(), code, subcode, "the network refused");
    // A success with an error in it is neither.
    if status.is_success() {
        return Err(Fault::Nonsense);
    }
    Err(match (code, subcode) {
        (100, 33) => Fault::Missing,
        (4 | 17 | 32 | 341 | 613 | 80_001, _) => Fault::Quota(pause(answer)),
        (190 | 102 | 10 | 200..=299, _) => Fault::Credentials,
        // Unknown, or busy for a while: <https://developers.facebook.com/docs/graph-api/guides/error-handling/#errorcodes>.
        (1 | 2, _) => Fault::Server,
        _ if status.is_client_error() => Fault::Refused,
        _ if status.is_server_error() => Fault::Server,
        _ => Fault::Nonsense,
    })
}

/// How long Facebook asks to wait: minutes in a header of its own, where it says
/// (<https://developers.facebook.com/docs/graph-api/overview/rate-limiting/>).
fn pause(answer: &Answer) -> Duration {
    let usage = answer.headers.get("x-business-use-case-usage").and_then(|value| value.to_str().ok());
    let usage = usage.and_then(|text| serde_json::from_str::<Value>(text).ok()).unwrap_or(Value::Null);
    let cases =
        usage.as_object().into_iter().flatten().flat_map(|(_, cases)| cases.as_array().into_iter().flatten());
    let minutes = cases.filter_map(|case| case["estimated_time_to_regain_access"].as_u64()).max();
    match minutes.filter(|minutes| *minutes > 0) {
        Some(minutes) => Duration::from_secs(minutes.saturating_mul(60)).min(PAUSE_MOST),
        None => answer.pause(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_ids_of_the_own_page_are_taken_for_a_copy() {
        let copy = Copy::read("123_456+789").unwrap();
        assert_eq!(copy.to_string(), "123_456+789");
        assert!(copy.is_of("123") && !copy.is_of("12"));
        for text in ["", "123_456", "123+789", "123_456+7/8", "../1_2+3", "1_2_3+4", "1_2+3+4"] {
            assert_eq!(Copy::read(text), None, "{text}");
        }
    }
}
