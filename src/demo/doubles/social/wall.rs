//! The network as people see it: the posts that stand, each with its picture, its words and its link.

use super::posts::Post;
use super::{Network, Social};
use crate::doubles::pages::{Page, show};
use actix_web::http::StatusCode;
use actix_web::web::{Data, Path};
use actix_web::{HttpResponse, Responder};
use serde::Serialize;

#[derive(Serialize)]
struct Wall {
    title: &'static str,
    count: usize,
    posts: Vec<Shown>,
}

impl Page for Wall {
    const TEMPLATE: &'static str = "wall";
}

/// A post as a page shows it.
#[derive(Serialize)]
pub(super) struct Shown {
    id: String,
    lang: String,
    text: Vec<Piece>,
    alt: String,
}

/// A stretch of text, perhaps a link.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) link: Option<String>,
}

impl Shown {
    pub(super) fn of(post: &Post) -> Self {
        Shown {
            id: post.id.clone(),
            lang: post.lang.clone(),
            text: pieces(&post.text),
            alt: post.picture.alt.clone(),
        }
    }
}

pub(super) async fn page<S: Social>(network: Data<Network<S>>) -> impl Responder {
    let posts: Vec<Shown> = network.state().social.posts().standing().map(Shown::of).collect();
    show(StatusCode::OK, &Wall { title: S::TITLE, count: posts.len(), posts })
}

/// The picture of a post that stands.
pub(super) async fn picture<S: Social>(id: Path<String>, network: Data<Network<S>>) -> impl Responder {
    let post = network.state().social.posts().find(&id).filter(|post| post.public).cloned();
    match post {
        Some(post) => HttpResponse::Ok()
            .content_type(post.picture.media_type)
            .insert_header(("Content-Security-Policy", "default-src 'none'; sandbox"))
            .insert_header(("X-Content-Type-Options", "nosniff"))
            .body(post.picture.bytes),
        None => HttpResponse::NotFound().finish(),
    }
}

/// Cuts a text at its web addresses, which networks make links of by themselves.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, from) = rest.split_at(at);
        let (address, after) = from.split_at(from.find(char::is_whitespace).unwrap_or(from.len()));
        if !before.is_empty() {
            pieces.push(Piece { text: before.to_owned(), link: None });
        }
        pieces.push(Piece { text: address.to_owned(), link: Some(address.to_owned()) });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece { text: rest.to_owned(), link: None });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_links_and_nothing_else_does() {
        let piece = |text: &str, link: bool| Piece { text: text.into(), link: link.then(|| text.into()) };
        assert_eq!(
            pieces("Été 🔎 http://a.example/é fin\nhttps://b.example"),
            [
                piece("Été 🔎 ", false),
                piece("http://a.example/é", true),
                piece(" fin\n", false),
                piece("https://b.example", true)
            ]
        );
        assert_eq!(pieces("javascript:alert(1)"), [piece("javascript:alert(1)", false)]);
    }
}
