//! The posts that stand, and the ground truth of what happened to them.

use crate::doubles::truth_log::TruthLog;
use actix_web::web::Bytes;
use serde::Serialize;

/// What happened to a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// It was made, and only its own people can see it.
    Drafted,
    /// From now on the public can see it.
    Published,
    /// It went.
    Deleted,
}

/// What became of a post, whatever anybody was told. The log has one a line: `{"order", "at_ms", "what", "id"}`; no texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TruthEvent {
    /// Rises by one with every event; 1 is the first after the start.
    pub order: u64,
    /// Milliseconds since the double was started.
    pub at_ms: u64,
    /// What happened.
    pub what: Happened,
    /// The post's id.
    pub id: String,
    /// Where the post leads; empty where it leads nowhere. Not in the log.
    pub link: String,
}

/// A picture as it was uploaded.
#[derive(Clone)]
pub(super) struct Picture {
    pub(super) media_type: String,
    pub(super) bytes: Bytes,
    /// The description for those who cannot see it.
    pub(super) alt: String,
}

/// A post.
#[derive(Clone)]
pub(super) struct Post {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) lang: String,
    pub(super) picture: Picture,
    pub(super) public: bool,
}

#[doc(hidden)]
pub struct Posts {
    /// Oldest first.
    posts: Vec<Post>,
    truth: Vec<TruthEvent>,
    log: TruthLog,
    last: u64,
}

impl Posts {
    pub(super) fn new(log: TruthLog) -> Self {
        Posts { posts: Vec::new(), truth: Vec::new(), log, last: 0 }
    }

    /// A number that no other thing here has.
    pub(super) fn number(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    /// Takes a post in.
    pub(super) fn add(&mut self, post: Post) {
        self.note(if post.public { Happened::Published } else { Happened::Drafted }, &post);
        self.posts.push(post);
    }

    /// Publishes a post; whether it is there.
    pub(super) fn publish(&mut self, id: &str) -> bool {
        let Some(post) = self.posts.iter_mut().find(|post| post.id == id) else { return false };
        if !std::mem::replace(&mut post.public, true) {
            let post = post.clone();
            self.note(Happened::Published, &post);
        }
        true
    }

    /// Deletes a post; what it was.
    pub(super) fn delete(&mut self, id: &str) -> Option<Post> {
        let at = self.posts.iter().position(|post| post.id == id)?;
        let post = self.posts.remove(at);
        self.note(Happened::Deleted, &post);
        Some(post)
    }

    pub(super) fn find(&self, id: &str) -> Option<&Post> {
        self.posts.iter().find(|post| post.id == id)
    }

    /// What the public can see, newest first.
    pub(super) fn standing(&self) -> impl Iterator<Item = &Post> {
        self.posts.iter().rev().filter(|post| post.public)
    }

    pub(super) fn truth(&self) -> Vec<TruthEvent> {
        self.truth.clone()
    }

    fn note(&mut self, what: Happened, post: &Post) {
        #[derive(Serialize)]
        struct Change<'a> {
            what: Happened,
            id: &'a str,
        }
        let moment = self.log.note(&Change { what, id: &post.id });
        let link = post.text.split_whitespace().find(|word| word.starts_with("http")).unwrap_or_default();
        let (id, link) = (post.id.clone(), link.to_owned());
        self.truth.push(TruthEvent { order: moment.order, at_ms: moment.at_ms, what, id, link });
    }
}
