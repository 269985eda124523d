//! What pages for people who sign in load besides the public stylesheet: scripts and styles of our own, each under the hash of its
//! bytes. What a form can do needs no script.

use crate::public::hashed;
use std::collections::BTreeMap;

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// Every one: what templates call it by, its file's ending, its media type, its bytes.
const ASSETS: &[(&str, &str, &str, &[u8])] = &[
    ("style", "css", STYLE, include_bytes!("../../../assets/style/desk.css")),
    ("passkey", "js", SCRIPT, include_bytes!("../../../assets/script/desk.js")),
    ("live", "js", SCRIPT, include_bytes!("../../../assets/script/live.js")),
    ("crop", "js", SCRIPT, include_bytes!("../../../assets/script/crop.js")),
];

/// The name under `/assets/`.
fn file(name: &str, ending: &str, bytes: &[u8]) -> String {
    hashed(&format!("desk-{name}.{ending}"), bytes)
}

/// Where each is, for templates.
pub(super) fn urls() -> BTreeMap<&'static str, String> {
    ASSETS
        .iter()
        .map(|(name, ending, _, bytes)| (*name, format!("/assets/{}", file(name, ending, bytes))))
        .collect()
}

/// Each with its name under `/assets/` and its media type.
pub(crate) fn assets() -> impl Iterator<Item = (String, &'static str, &'static [u8])> {
    let own = ASSETS
        .iter()
        .map(|(name, ending, media_type, bytes)| (file(name, ending, bytes), *media_type, *bytes));
    own.chain(super::area::assets())
}
