//! A Telegram channel behind the Bot API (<https://core.telegram.org/bots/api>), with its public preview at `/s/NAME`.

use super::call::Call;
use super::fault::Step;
use super::posts::{Picture, Post, Posts};
use super::wall::Shown;
use super::wire::{Body, Said};
use super::{Refusal, Social, SocialDouble, StartError, posts};
use crate::doubles::pages::{Page, show};
use actix_web::http::{Method, StatusCode};
use serde::Serialize;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::PathBuf;

/// Code units of UTF-16 in a caption.
const MOST_CAPTION: usize = 1_024;
/// Messages on the preview.
const PREVIEWED: usize = 20;

/// A running Bot API with one bot in one channel.
pub type TelegramDouble = SocialDouble<Telegram>;

/// The channel's state.
pub struct Telegram {
    /// Without the sign before it.
    name: String,
    token: String,
    posts: Posts,
}

#[derive(Serialize)]
struct Preview<'a> {
    title: &'static str,
    name: &'a str,
    posts: Vec<Shown>,
}

impl Page for Preview<'_> {
    const TEMPLATE: &'static str = "preview";
}

impl SocialDouble<Telegram> {
    /// Starts a channel called `name` at a loopback address (port 0: any free one), with a ground-truth log if a path is given.
    pub async fn start(
        addr: SocketAddr,
        name: &str,
        token: &str,
        log: Option<PathBuf>,
    ) -> Result<Self, StartError> {
        let social = Telegram { name: name.to_owned(), token: token.to_owned(), posts: posts(log)? };
        SocialDouble::serve(addr, social)
    }
}

impl Social for Telegram {
    const TITLE: &'static str = "Telegram channel";

    fn step(call: &Call) -> Option<Step> {
        let path: Vec<&str> = call.path.trim_matches('/').split('/').collect();
        Some(match (&call.method, path.as_slice()) {
            (&Method::GET, ["s", _]) => Step::List,
            (&Method::POST, [_, "sendPhoto"]) => Step::Post,
            (&Method::POST, [_, "deleteMessage"]) => Step::Delete,
            (&Method::POST, [_, "editMessageReplyMarkup"]) => Step::Read,
            _ => return None,
        })
    }

    fn act(&mut self, call: &Call) -> Said {
        if call.path == format!("/s/{}", self.name) {
            return self.preview();
        }
        if call.path.split('/').nth(1) != Some(&format!("bot{}", self.token)) {
            return Telegram::refuse(Refusal::Revoked);
        }
        if call.text("chat_id").strip_prefix('@') != Some(&self.name) {
            return refused(400, "Bad Request: chat not found");
        }
        let number = call.fields.get("message_id").map(Value::to_string).unwrap_or_default();
        match Telegram::step(call) {
            Some(Step::Post) => self.send(call),
            Some(Step::Delete) => match self.posts.delete(&number) {
                Some(_) => result(json!(true)),
                None => refused(400, "Bad Request: message to delete not found"),
            },
            Some(Step::Read) => match self.posts.find(&number) {
                Some(_) => refused(
                    400,
                    "Bad Request: message is not modified: specified new message content and reply markup are exactly the \
                     same as a current content and reply markup of the message",
                ),
                None => refused(400, "Bad Request: message to edit not found"),
            },
            _ => refused(404, "Not Found"),
        }
    }

    fn pretend_to_delete(&mut self, _: &Call) -> Said {
        result(json!(true))
    }

    fn refuse(refusal: Refusal) -> Said {
        match refusal {
            Refusal::Revoked => refused(401, "Unauthorized"),
            Refusal::TooMany(retry_after) => {
                let mut said = json!({
                    "ok": false, "error_code": 429, "description": "Too Many Requests",
                });
                if let Some(seconds) = retry_after {
                    said["parameters"] = json!({ "retry_after": seconds });
                }
                Said::refused(429, said)
            }
            Refusal::Inside => refused(502, "Bad Gateway"),
            Refusal::ErrorInside => {
                Said::ok(json!({ "ok": false, "error_code": 500, "description": "Internal Server Error" }))
            }
            Refusal::TooOld => refused(400, "Bad Request: message can't be deleted for everyone"),
        }
    }

    fn posts(&self) -> &Posts {
        &self.posts
    }
}

impl Telegram {
    fn send(&mut self, call: &Call) -> Said {
        let Some((media_type, bytes)) = call.file("photo") else {
            return refused(400, "Bad Request: there is no photo in the request");
        };
        let caption = call.text("caption");
        if caption.encode_utf16().count() > MOST_CAPTION {
            return refused(400, "Bad Request: message caption is too long");
        }
        let number = self.posts.number();
        self.posts.add(Post {
            id: number.to_string(),
            text: caption.to_owned(),
            lang: String::new(),
            picture: Picture { media_type: media_type.to_owned(), bytes: bytes.clone(), alt: String::new() },
            public: true,
        });
        result(json!({
            "message_id": number, "date": 1_795_284_245, "caption": caption,
            "chat": { "id": -1_001_234_567_890_i64, "username": self.name, "type": "channel" },
        }))
    }

    fn preview(&self) -> Said {
        let mut posts: Vec<Shown> = self.posts.standing().take(PREVIEWED).map(Shown::of).collect();
        posts.reverse();
        let page = show(StatusCode::OK, &Preview { title: Telegram::TITLE, name: &self.name, posts });
        Said { status: StatusCode::OK, body: Body::Page(page), headers: Vec::new() }
    }
}

fn result(result: Value) -> Said {
    Said::ok(json!({ "ok": true, "result": result }))
}

fn refused(status: u16, description: &str) -> Said {
    Said::refused(status, json!({ "ok": false, "error_code": status, "description": description }))
}
