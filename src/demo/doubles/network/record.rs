//! Which records the network takes: the rules for a post (`app.bsky.feed.post`), as far as ours have to keep them.

use super::answer::Refusal;
use super::cid;
use chrono::DateTime;
use serde_json::{Map, Value};
use unicode_segmentation::UnicodeSegmentation;

/// The collection of posts.
pub(super) const POSTS: &str = "app.bsky.feed.post";

const MOST_TEXT_BYTES: usize = 3000;
const MOST_TEXT_GRAPHEMES: usize = 300;
const MOST_LANGUAGES: usize = 3;
const MOST_PICTURES: usize = 4;
/// Newer servers take two million; whoever keeps to this is taken by both.
const MOST_PICTURE_BYTES: u64 = 1_000_000;

/// The value with its `$type`, and what the answer says of its validation.
pub(super) fn accept(
    collection: &str,
    rkey: &str,
    record: &Map<String, Value>,
    validate: Option<bool>,
) -> Result<(Value, Option<&'static str>), Refusal> {
    let mut record = record.clone();
    match record.get("$type") {
        None => drop(record.insert("$type".into(), collection.into())),
        Some(Value::String(kind)) if kind == collection => {}
        Some(kind) => {
            let kind = kind.as_str().unwrap_or("something else");
            return Err(Refusal::invalid(format!("Invalid $type: expected {collection}, got {kind}")));
        }
    }
    let status = match (validate, collection == POSTS) {
        (Some(false), _) => None,
        (_, true) => {
            if !cid::is_tid(rkey) {
                return Err(Refusal::invalid(format!(
                    "Invalid record key for {POSTS}: Invalid TID string (got \"{rkey}\") at $"
                )));
            }
            post(&record).map_err(|fault| Refusal::invalid(format!("Invalid {POSTS} record: {fault}")))?;
            Some("valid")
        }
        (Some(true), false) => return Err(Refusal::invalid(format!("Unknown lexicon type: {collection}"))),
        (None, false) => Some("unknown"),
    };
    Ok((Value::Object(record), status))
}

fn post(record: &Map<String, Value>) -> Result<(), String> {
    let text = text(record, "text", "$.record")?;
    if text.len() > MOST_TEXT_BYTES {
        return Err(too_big("string", MOST_TEXT_BYTES, text.len(), "$.record.text"));
    }
    let graphemes = text.graphemes(true).count();
    if graphemes > MOST_TEXT_GRAPHEMES {
        return Err(too_big("grapheme", MOST_TEXT_GRAPHEMES, graphemes, "$.record.text"));
    }
    let created = self::text(record, "createdAt", "$.record")?;
    if DateTime::parse_from_rfc3339(created).is_err() {
        return Err(format!("Invalid datetime (got \"{created}\") at $.record.createdAt"));
    }
    if let Some(langs) = record.get("langs") {
        let langs = list(langs, "$.record.langs")?;
        if langs.len() > MOST_LANGUAGES {
            return Err(too_big("array", MOST_LANGUAGES, langs.len(), "$.record.langs"));
        }
        if !langs.iter().all(Value::is_string) {
            return Err("Expected string value type at $.record.langs".into());
        }
    }
    if let Some(facets) = record.get("facets") {
        for (n, item) in list(facets, "$.record.facets")?.iter().enumerate() {
            facet(item, &format!("$.record.facets[{n}]"))?;
        }
    }
    match record.get("embed") {
        Some(embed) if embed["$type"] == "app.bsky.embed.images" => pictures(embed),
        _ => Ok(()),
    }
}

fn facet(item: &Value, at: &str) -> Result<(), String> {
    let item = object(item, at)?;
    let index = object(field(item, "index", at)?, &format!("{at}.index"))?;
    for end in ["byteStart", "byteEnd"] {
        if !field(index, end, &format!("{at}.index"))?.is_u64() {
            return Err(format!("Expected integer value type at {at}.index.{end}"));
        }
    }
    for (n, feature) in list(field(item, "features", at)?, &format!("{at}.features"))?.iter().enumerate() {
        let at = format!("{at}.features[{n}]");
        let feature = object(feature, &at)?;
        if text(feature, "$type", &at)? == "app.bsky.richtext.facet#link" {
            text(feature, "uri", &at)?;
        }
    }
    Ok(())
}

fn pictures(embed: &Value) -> Result<(), String> {
    let at = "$.record.embed";
    let images = list(field(object(embed, at)?, "images", at)?, "$.record.embed.images")?;
    if images.len() > MOST_PICTURES {
        return Err(too_big("array", MOST_PICTURES, images.len(), "$.record.embed.images"));
    }
    for (n, item) in images.iter().enumerate() {
        let at = format!("$.record.embed.images[{n}]");
        let item = object(item, &at)?;
        let image = field(item, "image", &at)?;
        text(item, "alt", &at)?;
        let Some(blob) = BlobRef::read(image) else {
            return Err(format!("Expected blob value type at {at}.image"));
        };
        if !blob.media_type.starts_with("image/") {
            return Err(format!("Expected \"image/*\" (got \"{}\") at {at}.image.mimeType", blob.media_type));
        }
        if blob.size > MOST_PICTURE_BYTES {
            return Err(too_big("blob", MOST_PICTURE_BYTES, blob.size, &format!("{at}.image")));
        }
        if let Some(ratio) = item.get("aspectRatio") {
            let at = format!("{at}.aspectRatio");
            let ratio = object(ratio, &at)?;
            for side in ["width", "height"] {
                if field(ratio, side, &at)?.as_u64().is_none_or(|length| length == 0) {
                    return Err(format!("Expected integer value type of at least 1 at {at}.{side}"));
                }
            }
        }
    }
    Ok(())
}

/// A record's mention of an uploaded file.
#[derive(Clone, Copy)]
pub(super) struct BlobRef<'a> {
    pub(super) cid: &'a str,
    pub(super) media_type: &'a str,
    pub(super) size: u64,
}

impl<'a> BlobRef<'a> {
    pub(super) fn read(value: &'a Value) -> Option<Self> {
        if value["$type"] != "blob" {
            return None;
        }
        let cid = value["ref"]["$link"].as_str().filter(|cid| cid::is_cid(cid))?;
        Some(BlobRef { cid, media_type: value["mimeType"].as_str()?, size: value["size"].as_u64()? })
    }

    /// All mentions anywhere in a record.
    pub(super) fn all(value: &'a Value) -> Vec<Self> {
        match BlobRef::read(value) {
            Some(blob) => vec![blob],
            None => match value {
                Value::Object(fields) => fields.values().flat_map(BlobRef::all).collect(),
                Value::Array(items) => items.iter().flat_map(BlobRef::all).collect(),
                _ => Vec::new(),
            },
        }
    }
}

fn field<'a>(object: &'a Map<String, Value>, name: &str, at: &str) -> Result<&'a Value, String> {
    object.get(name).ok_or_else(|| format!("Missing required key \"{name}\" at {at}"))
}

fn text<'a>(object: &'a Map<String, Value>, name: &str, at: &str) -> Result<&'a str, String> {
    field(object, name, at)?.as_str().ok_or_else(|| format!("Expected string value type at {at}.{name}"))
}

fn list<'a>(value: &'a Value, at: &str) -> Result<&'a Vec<Value>, String> {
    value.as_array().ok_or_else(|| format!("Expected array value type at {at}"))
}

fn object<'a>(value: &'a Value, at: &str) -> Result<&'a Map<String, Value>, String> {
    value.as_object().ok_or_else(|| format!("Expected object value type at {at}"))
}

fn too_big(what: &str, most: impl ToString, got: impl ToString, at: &str) -> String {
    format!("{what} too big (maximum {}, got {}) at {at}", most.to_string(), got.to_string())
}
