//! A call's body, field by field, refused in the words of the reference server.

use super::answer::Refusal;
use super::cid;
use serde_json::{Map, Value};

/// The fields of a JSON body.
pub(super) struct Input(Map<String, Value>);

impl Input {
    pub(super) fn read(content_type: Option<&str>, body: &[u8]) -> Result<Self, Refusal> {
        let Some(encoding) = content_type else {
            return Err(Refusal::invalid("Request encoding (Content-Type) required but not provided"));
        };
        let encoding = encoding.split(';').next().unwrap_or_default().trim();
        if !encoding.eq_ignore_ascii_case("application/json") {
            return Err(Refusal::invalid(format!("Wrong request encoding (Content-Type): {encoding}")));
        }
        match serde_json::from_slice(body) {
            Ok(Value::Object(fields)) => Ok(Input(fields)),
            Ok(_) => Err(Refusal::invalid("Expected object value type at $")),
            Err(_) => Err(Refusal::bad("SyntaxError", "The body is not JSON")),
        }
    }

    pub(super) fn text(&self, field: &str) -> Result<&str, Refusal> {
        self.optional_text(field)?.ok_or_else(|| missing(field))
    }

    pub(super) fn optional_text(&self, field: &str) -> Result<Option<&str>, Refusal> {
        match self.0.get(field) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Refusal::invalid(format!("Expected string value type at $.{field}"))),
        }
    }

    pub(super) fn flag(&self, field: &str) -> Result<Option<bool>, Refusal> {
        match self.0.get(field) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(_) => Err(Refusal::invalid(format!("Expected boolean value type at $.{field}"))),
        }
    }

    pub(super) fn object(&self, field: &str) -> Result<&Map<String, Value>, Refusal> {
        match self.0.get(field) {
            None => Err(missing(field)),
            Some(Value::Object(object)) => Ok(object),
            Some(_) => Err(Refusal::invalid(format!("Expected object value type at $.{field}"))),
        }
    }

    pub(super) fn cid(&self, field: &str) -> Result<Option<&str>, Refusal> {
        let text = self.optional_text(field)?;
        match text {
            Some(text) if !cid::is_cid(text) => {
                Err(Refusal::invalid(format!("Invalid CID string (got \"{text}\") at $.{field}")))
            }
            _ => Ok(text),
        }
    }

    /// A CID, or `null` for "there must be none".
    pub(super) fn nullable_cid(&self, field: &str) -> Result<Option<Option<&str>>, Refusal> {
        if self.0.get(field).is_some_and(Value::is_null) {
            Ok(Some(None))
        } else {
            Ok(self.cid(field)?.map(Some))
        }
    }

    pub(super) fn collection(&self) -> Result<&str, Refusal> {
        let nsid = self.text("collection")?;
        if is_nsid(nsid) {
            Ok(nsid)
        } else {
            Err(Refusal::invalid(format!("Invalid NSID (got \"{nsid}\") at $.collection")))
        }
    }

    pub(super) fn record_key(&self) -> Result<Option<&str>, Refusal> {
        match self.optional_text("rkey")? {
            Some(key) if !is_record_key(key) => {
                Err(Refusal::invalid(format!("Invalid record key (got \"{key}\") at $.rkey")))
            }
            key => Ok(key),
        }
    }

    pub(super) fn required_record_key(&self) -> Result<&str, Refusal> {
        self.record_key()?.ok_or_else(|| missing("rkey"))
    }
}

fn missing(field: &str) -> Refusal {
    Refusal::invalid(format!("Missing required key \"{field}\" at $"))
}

/// <https://atproto.com/specs/nsid>
fn is_nsid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let part = |part: &&str| {
        (1..=63).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    let letter_first = |part: &str| part.starts_with(|c: char| c.is_ascii_alphabetic());
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    text.len() <= 317
        && parts.len() >= 3
        && parts.iter().all(part)
        && letter_first(first)
        && letter_first(last)
        && !last.contains('-')
}

/// <https://atproto.com/specs/record-key>
fn is_record_key(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"_~.:-".contains(&b);
    (1..=512).contains(&text.len()) && text.bytes().all(allowed) && text != "." && text != ".."
}
