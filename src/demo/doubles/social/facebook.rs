//! A Facebook Page behind the Graph API (<https://developers.facebook.com/docs/graph-api/reference/page/photos/>,
//! `…/page/feed/`, `…/page-post/`): a temporary picture, an unpublished post with it, its publication, deletion.

use super::call::Call;
use super::fault::Step;
use super::posts::{Picture, Post, Posts};
use super::wire::Said;
use super::{Refusal, Social, SocialDouble, StartError, posts};
use actix_web::http::Method;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::PathBuf;

/// The version that is asked for.
const VERSION: &str = "v24.0";

/// A running Graph API with one Page.
pub type FacebookDouble = SocialDouble<Facebook>;

/// The Page's state.
pub struct Facebook {
    page: String,
    token: String,
    posts: Posts,
    pictures: HashMap<String, Picture>,
}

impl SocialDouble<Facebook> {
    /// Starts a Page at a loopback address (port 0: any free one), with a ground-truth log if a path is given. `page` is its
    /// number.
    pub async fn start(
        addr: SocketAddr,
        page: &str,
        token: &str,
        log: Option<PathBuf>,
    ) -> Result<Self, StartError> {
        let social = Facebook {
            page: page.to_owned(),
            token: token.to_owned(),
            posts: posts(log)?,
            pictures: HashMap::new(),
        };
        SocialDouble::serve(addr, social)
    }

    /// The API's address as a service's setting.
    pub fn api(&self) -> String {
        format!("{}/{VERSION}", self.url())
    }

    /// How many pictures can still be fetched by their ids, whether a post shows them or not.
    pub fn pictures(&self) -> usize {
        self.network.state().social.pictures.len()
    }
}

impl Social for Facebook {
    const TITLE: &'static str = "Facebook Page";

    fn step(call: &Call) -> Option<Step> {
        let path: Vec<&str> = call.path.trim_matches('/').split('/').collect();
        Some(match (&call.method, path.as_slice()) {
            (&Method::POST, [VERSION, _, "photos"]) => Step::Picture,
            (&Method::POST, [VERSION, _, "feed"]) => Step::Post,
            (&Method::POST, [VERSION, _]) => Step::Publish,
            (&Method::DELETE, [VERSION, _]) => Step::Delete,
            (&Method::GET, [VERSION, _]) => Step::Read,
            _ => return None,
        })
    }

    fn act(&mut self, call: &Call) -> Said {
        if call.token.as_deref() != Some(&self.token) {
            return Facebook::refuse(Refusal::Revoked);
        }
        let node = call.path.trim_matches('/').split('/').nth(1).unwrap_or_default();
        match Facebook::step(call) {
            Some(Step::Picture) if node == self.page => self.upload(call),
            Some(Step::Post) if node == self.page => self.post(call),
            Some(Step::Publish) if call.fields.get("is_published") == Some(&json!(true)) => {
                if self.posts.publish(node) { yes() } else { nothing_there(node) }
            }
            Some(Step::Delete) if self.pictures.remove(node).is_some() => yes(),
            Some(Step::Delete) => self.posts.delete(node).map_or_else(|| nothing_there(node), |_| yes()),
            Some(Step::Read) if node == self.page || self.pictures.contains_key(node) => {
                Said::ok(json!({ "id": node }))
            }
            Some(Step::Read) => match self.posts.find(node) {
                Some(post) => Said::ok(json!({ "id": node, "is_published": post.public })),
                None => nothing_there(node),
            },
            _ => nothing_there(node),
        }
    }

    fn pretend_to_delete(&mut self, _: &Call) -> Said {
        yes()
    }

    fn refuse(refusal: Refusal) -> Said {
        match refusal {
            Refusal::Revoked => error(401, 190, 460, "Error validating access token"),
            Refusal::TooMany(None) => error(400, 4, 0, "Application request limit reached"),
            Refusal::TooMany(Some(seconds)) => Said {
                headers: vec![("x-business-use-case-usage", usage(seconds.div_ceil(60)))],
                ..error(400, 80_001, 0, "There have been too many calls to this Page account")
            },
            Refusal::Inside => error(500, 2, 0, "An unexpected error has occurred"),
            Refusal::ErrorInside => error(200, 1, 0, "An unknown error occurred"),
            Refusal::TooOld => error(400, 100, 0, "Invalid parameter"),
        }
    }

    fn posts(&self) -> &Posts {
        &self.posts
    }
}

impl Facebook {
    fn upload(&mut self, call: &Call) -> Said {
        let (Some((media_type, bytes)), "false", "true") =
            (call.file("source"), call.text("published"), call.text("temporary"))
        else {
            return error(400, 324, 0, "Missing or invalid image file");
        };
        let picture = Picture {
            media_type: media_type.to_owned(),
            bytes: bytes.clone(),
            alt: call.text("alt_text_custom").to_owned(),
        };
        let id = format!("90{}", self.posts.number());
        self.pictures.insert(id.clone(), picture);
        Said::ok(json!({ "id": id }))
    }

    fn post(&mut self, call: &Call) -> Said {
        let media = call.fields.get("attached_media").and_then(|media| media[0]["media_fbid"].as_str());
        let Some(picture) = media.and_then(|id| self.pictures.get(id)).cloned() else {
            return error(400, 100, 0, "Invalid parameter");
        };
        let post = Post {
            id: format!("{}_{}", self.page, self.posts.number()),
            text: call.text("message").to_owned(),
            lang: String::new(),
            picture,
            public: call.fields.get("published") != Some(&json!(false)),
        };
        let answer = json!({ "id": post.id });
        self.posts.add(post);
        Said::ok(answer)
    }
}

fn yes() -> Said {
    Said::ok(json!({ "success": true }))
}

fn nothing_there(id: &str) -> Said {
    let message = format!(
        "Unsupported request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not \
         support this operation"
    );
    error(400, 100, 33, &message)
}

/// <https://developers.facebook.com/docs/graph-api/overview/rate-limiting/>
fn usage(minutes: u64) -> String {
    json!({ "417": [{
        "type": "pages", "call_count": 100, "total_cputime": 25, "total_time": 25,
        "estimated_time_to_regain_access": minutes,
    }] })
    .to_string()
}

/// <https://developers.facebook.com/docs/graph-api/guides/error-handling/>
fn error(status: u16, code: i64, subcode: i64, message: &str) -> Said {
    let mut error: Value =
        json!({ "message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A1" });
    if subcode != 0 {
        error["error_subcode"] = subcode.into();
    }
    Said::refused(status, json!({ "error": error }))
}
