//! A Mastodon server with one account (<https://docs.joinmastodon.org/methods/statuses/>, `…/media/`, `…/instance/#v2`).
//!
//! An `Idempotency-Key` gives back the post that it made, as long as that stands; here for ever, there for an hour.

use super::call::Call;
use super::fault::Step;
use super::posts::{Picture, Post, Posts};
use super::wall::pieces;
use super::wire::Said;
use super::{Refusal, Social, SocialDouble, StartError, posts};
use actix_web::http::Method;
use chrono::{DateTime, SecondsFormat, TimeDelta};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use unicode_segmentation::UnicodeSegmentation;

/// Graphemes in a post, and what each web address counts.
const MOST_TEXT: usize = 500;
const PER_ADDRESS: usize = 23;
/// The account's id.
const ACCOUNT: &str = "109348";

/// A running Mastodon server.
pub type MastodonDouble = SocialDouble<Mastodon>;

/// The server's state.
pub struct Mastodon {
    token: String,
    posts: Posts,
    pictures: HashMap<String, Picture>,
    by_key: HashMap<String, String>,
}

impl SocialDouble<Mastodon> {
    /// Starts a server at a loopback address (port 0: any free one), with a ground-truth log if a path is given.
    pub async fn start(addr: SocketAddr, token: &str, log: Option<PathBuf>) -> Result<Self, StartError> {
        let social = Mastodon {
            token: token.to_owned(),
            posts: posts(log)?,
            pictures: HashMap::new(),
            by_key: HashMap::new(),
        };
        SocialDouble::serve(addr, social)
    }
}

impl Social for Mastodon {
    const TITLE: &'static str = "Mastodon";

    fn step(call: &Call) -> Option<Step> {
        let path: Vec<&str> = call.path.trim_matches('/').split('/').collect();
        Some(match (&call.method, path.as_slice()) {
            (&Method::GET, ["api", "v1", "accounts", "verify_credentials"] | ["api", "v2", "instance"]) => {
                Step::Account
            }
            (&Method::POST, ["api", "v2", "media"]) => Step::Picture,
            (&Method::POST, ["api", "v1", "statuses"]) => Step::Post,
            (&Method::GET, ["api", "v1", "statuses", _]) => Step::Read,
            (&Method::DELETE, ["api", "v1", "statuses", _]) => Step::Delete,
            (&Method::GET, ["api", "v1", "accounts", ACCOUNT, "statuses"]) => Step::List,
            _ => return None,
        })
    }

    fn act(&mut self, call: &Call) -> Said {
        if call.path == "/api/v2/instance" {
            return Said::ok(json!({ "domain": "mastodon.demo.example", "configuration": {
                "statuses": {
                    "max_characters": MOST_TEXT, "characters_reserved_per_url": PER_ADDRESS,
                    "max_media_attachments": 4,
                },
                "media_attachments": { "image_size_limit": 16_777_216, "description_limit": 1_500 },
            } }));
        }
        if call.token.as_deref() != Some(&self.token) {
            return Mastodon::refuse(Refusal::Revoked);
        }
        let id = call.path.rsplit('/').next().unwrap_or_default();
        match Mastodon::step(call) {
            Some(Step::Account) => Said::ok(json!({ "id": ACCOUNT, "acct": "alerts" })),
            Some(Step::Picture) => self.upload(call),
            Some(Step::Post) => self.post(call),
            Some(Step::Read) => {
                self.posts.find(id).map_or_else(not_found, |post| Said::ok(entity(post, call)))
            }
            Some(Step::Delete) => match self.posts.delete(id) {
                Some(post) => {
                    self.by_key.retain(|_, made| *made != post.id);
                    Said::ok(entity(&post, call))
                }
                None => not_found(),
            },
            Some(Step::List) => {
                let limit = call.query.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(20_usize);
                let before = call.query.get("max_id").and_then(|id| id.parse::<u64>().ok());
                let older =
                    |post: &&Post| before.is_none_or(|max| post.id.parse().is_ok_and(|id: u64| id < max));
                let page = self.posts.standing().filter(older).take(limit.min(40));
                Said::ok(page.map(|post| entity(post, call)).collect())
            }
            Some(Step::Publish) | None => not_found(),
        }
    }

    fn pretend_to_delete(&mut self, call: &Call) -> Said {
        let id = call.path.rsplit('/').next().unwrap_or_default();
        self.posts.find(id).map_or_else(not_found, |post| Said::ok(entity(post, call)))
    }

    fn refuse(refusal: Refusal) -> Said {
        let error = |status, error: &str| Said::refused(status, json!({ "error": error }));
        match refusal {
            Refusal::Revoked => error(401, "The access token was revoked"),
            Refusal::TooMany(wait) => {
                Said { headers: wait.map_or_else(Vec::new, reset), ..error(429, "Too many requests") }
            }
            Refusal::Inside => error(503, "Remote SSL certificate could not be verified"),
            Refusal::ErrorInside => error(200, "This method requires an authenticated user"),
            Refusal::TooOld => error(422, "Validation failed"),
        }
    }

    fn posts(&self) -> &Posts {
        &self.posts
    }
}

impl Mastodon {
    fn upload(&mut self, call: &Call) -> Said {
        let Some((media_type, bytes)) = call.file("file") else {
            return Said::refused(422, json!({ "error": "Validation failed: File can't be blank" }));
        };
        let alt = call.text("description").to_owned();
        if alt.chars().count() > 1_500 {
            return Said::refused(422, json!({ "error": "Validation failed: Description is too long" }));
        }
        let id = self.posts.number().to_string();
        let picture = Picture { media_type: media_type.to_owned(), bytes: bytes.clone(), alt: alt.clone() };
        self.pictures.insert(id.clone(), picture);
        Said::ok(json!({ "id": id, "type": "image", "description": alt }))
    }

    fn post(&mut self, call: &Call) -> Said {
        if let Some(made) = call.idempotency_key.as_ref().and_then(|key| self.by_key.get(key)) {
            return self.posts.find(made).map_or_else(not_found, |post| Said::ok(entity(post, call)));
        }
        let text = call.text("status");
        if counted(text) > MOST_TEXT {
            let error = "Validation failed: Text character limit of 500 exceeded";
            return Said::refused(422, json!({ "error": error }));
        }
        let media = call.fields.get("media_ids").and_then(|ids| ids[0].as_str());
        let Some(picture) = media.and_then(|id| self.pictures.remove(id)) else {
            return Said::refused(422, json!({ "error": "Validation failed: Media not found" }));
        };
        let post = Post {
            id: self.posts.number().to_string(),
            text: text.to_owned(),
            lang: call.text("language").to_owned(),
            picture,
            public: call.text("visibility") == "public",
        };
        let answer = entity(&post, call);
        if let Some(key) = &call.idempotency_key {
            self.by_key.insert(key.clone(), post.id.clone());
        }
        self.posts.add(post);
        Said::ok(answer)
    }
}

/// When the limit ends, as a moment (<https://docs.joinmastodon.org/api/rate-limits/>), and what time it is there.
fn reset(seconds: u64) -> Vec<(&'static str, String)> {
    let now = DateTime::UNIX_EPOCH + TimeDelta::seconds(1_795_284_245);
    let then = now + TimeDelta::seconds(seconds.min(86_400).cast_signed());
    vec![
        ("date", now.format("%a, %d %b %Y %H:%M:%S GMT").to_string()),
        ("x-ratelimit-reset", then.to_rfc3339_opts(SecondsFormat::Micros, true)),
    ]
}

fn not_found() -> Said {
    Said::refused(404, json!({ "error": "Record not found" }))
}

/// Graphemes, with each web address at its fixed price.
fn counted(text: &str) -> usize {
    let price = |piece: &super::wall::Piece| match piece.link {
        Some(_) => PER_ADDRESS,
        None => piece.text.graphemes(true).count(),
    };
    pieces(text).iter().map(price).sum()
}

/// <https://docs.joinmastodon.org/entities/Status/>
fn entity(post: &Post, call: &Call) -> Value {
    let html = |piece: &super::wall::Piece| {
        let text = handlebars::html_escape(&piece.text);
        match &piece.link {
            // What stands in an address of ours needs no escape.
            Some(link) => {
                format!("<a href=\"{link}\" target=\"_blank\" rel=\"nofollow noopener\">{text}</a>")
            }
            None => text,
        }
    };
    json!({
        "id": post.id, "created_at": "2026-11-21T18:04:05.000Z", "visibility": "public", "language": post.lang,
        "content": format!("<p>{}</p>", pieces(&post.text).iter().map(html).collect::<String>()),
        "url": format!("http://{}/@alerts/{}", call.host, post.id),
        "media_attachments": [{ "type": "image", "description": post.picture.alt }],
    })
}
