//! The network as people see it: a timeline of the posts that stand, each with its picture, its words and its link.

use super::Network;
use super::record::{BlobRef, POSTS};
use crate::doubles::pages::{Page, show};
use actix_web::Responder;
use actix_web::http::StatusCode;
use actix_web::web::{self, Data, ServiceConfig};
use chrono::DateTime;
use serde::Serialize;
use serde_json::Value;

/// Registers the page's route.
pub(super) fn routes(routes: &mut ServiceConfig) {
    routes.route("/", web::get().to(timeline));
}

#[derive(Serialize)]
struct Timeline {
    handle: String,
    count: usize,
    posts: Vec<Post>,
}

impl Page for Timeline {
    const TEMPLATE: &'static str = "timeline";
}

#[derive(Serialize)]
struct Post {
    rkey: String,
    lang: String,
    created_at: String,
    created: String,
    text: Vec<Piece>,
    pictures: Vec<Picture>,
}

/// A stretch of text, perhaps a link.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Piece {
    text: String,
    link: Option<String>,
}

#[derive(Serialize)]
struct Picture {
    src: String,
    alt: String,
}

async fn timeline(network: Data<Network>) -> impl Responder {
    let page = {
        let state = network.state();
        let post =
            |(rkey, record): (&str, &super::repo::Record)| Post::read(&state.repo.did, rkey, &record.value);
        let posts: Vec<Post> = state.repo.newest_first(POSTS).map(post).collect();
        Timeline { handle: state.sessions.handle.clone(), count: posts.len(), posts }
    };
    show(StatusCode::OK, &page)
}

impl Post {
    fn read(did: &str, rkey: &str, value: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let created_at = text(&value["createdAt"]);
        let created = DateTime::parse_from_rfc3339(&created_at)
            .map(|at| at.to_utc().format("%-d %B %Y, %H:%M UTC").to_string())
            .unwrap_or_default();
        let images = value["embed"]["images"].as_array().map(Vec::as_slice).unwrap_or_default();
        let picture = |image: &Value| {
            let blob = BlobRef::read(&image["image"])?;
            let src = format!("/xrpc/com.atproto.sync.getBlob?did={did}&cid={}", blob.cid);
            Some(Picture { src, alt: text(&image["alt"]) })
        };
        Post {
            rkey: rkey.to_owned(),
            lang: text(&value["langs"][0]),
            created_at,
            created,
            text: pieces(value["text"].as_str().unwrap_or_default(), &value["facets"]),
            pictures: images.iter().filter_map(picture).collect(),
        }
    }
}

/// Cuts a text at its link facets, whose places are counted in bytes of UTF-8
/// (<https://docs.bsky.app/docs/advanced-guides/post-richtext>). A facet that does not fit is passed over, as clients do.
fn pieces(text: &str, facets: &Value) -> Vec<Piece> {
    let mut links: Vec<(usize, usize, &str)> = facets
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .filter_map(|facet| {
            let end = |name: &str| usize::try_from(facet["index"][name].as_u64()?).ok();
            let mut features = facet["features"].as_array()?.iter();
            let link = features.find(|feature| feature["$type"] == "app.bsky.richtext.facet#link")?;
            let uri = link["uri"].as_str()?;
            let web = uri.starts_with("https://") || uri.starts_with("http://");
            web.then_some((end("byteStart")?, end("byteEnd")?, uri))
        })
        .collect();
    links.sort_unstable();
    let mut pieces = Vec::new();
    let mut done = 0;
    let plain = |text: &str| Piece { text: text.to_owned(), link: None };
    for (start, end, uri) in links {
        if start < done {
            continue;
        }
        let (Some(before), Some(linked)) = (text.get(done..start), text.get(start..end)) else { continue };
        if !before.is_empty() {
            pieces.push(plain(before));
        }
        pieces.push(Piece { text: linked.to_owned(), link: Some(uri.to_owned()) });
        done = end;
    }
    if done < text.len() {
        pieces.push(plain(&text[done..]));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn facet(start: usize, end: usize, uri: &str) -> Value {
        json!({ "index": { "byteStart": start, "byteEnd": end },
                "features": [{ "$type": "app.bsky.richtext.facet#link", "uri": uri }] })
    }

    #[test]
    fn a_link_begins_and_ends_where_its_bytes_say() {
        // "é" and "🔎" are two and four bytes: a count in characters would cut elsewhere.
        let text = "Été 🔎 ici.";
        let cut = pieces(text, &json!([facet(11, 14, "https://example.org/a")]));
        let piece =
            |text: &str, link: Option<&str>| Piece { text: text.into(), link: link.map(str::to_owned) };
        assert_eq!(
            cut,
            [piece("Été 🔎 ", None), piece("ici", Some("https://example.org/a")), piece(".", None)]
        );
    }

    #[test]
    fn a_facet_that_does_not_fit_or_does_not_lead_to_the_web_makes_no_link() {
        let text = "Été";
        for facet in [
            facet(1, 2, "https://example.org"),
            facet(0, 9, "https://example.org"),
            facet(0, 5, "javascript:alert(1)"),
        ] {
            assert_eq!(pieces(text, &json!([facet])), [Piece { text: text.into(), link: None }]);
        }
    }
}
