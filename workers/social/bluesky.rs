//! Bluesky, through the account's own server (AT Protocol, <https://atproto.com/specs/xrpc>).
//!
//! Every attempt to post one placement writes the same record under the same key, and names the repository's head that was
//! read before the ledger was asked. So a retraction has a fence that needs no timing assumption: it makes any commit,
//! which moves the head, and from then on no earlier request can take effect, however late it arrives. Only then does it
//! delete the post and read back that it is gone.

mod account;
mod fault;
mod record;

use crate::channel::{Channel, Prepared, misaddressed, without_ledger};
use crate::config::BlueskyConfig;
use crate::egress::Egress;
use crate::social::picture::is_what_was_decided;
use account::{Account, Session};
use async_trait::async_trait;
use childalert_jobs::{Act, Content, Insights, Ledger, Outcome, Permit, Reason};
use fault::Fault;
use record::{Post, RecordKey};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::time::Duration;

/// The collection of posts.
const POSTS: &str = "app.bsky.feed.post";
/// The collection of the record that is rewritten to move the head. It holds nothing but an opaque number.
const FENCES: &str = "org.childalert.fence";
/// Largest picture that every server takes (`app.bsky.embed.images`; newer ones take twice as much).
const PICTURE_LIMIT: usize = 1_000_000;
/// How often a deleted post is read back before the ledger is asked to come back later, and the pause between.
const READ_BACKS: u32 = 3;
const READ_BACK_PAUSE: Duration = Duration::from_millis(200);

/// One account on Bluesky.
pub struct Bluesky {
    account: Account,
}

impl Bluesky {
    /// The channel for the configured account.
    pub fn new(config: &BlueskyConfig, egress: Egress) -> Bluesky {
        Bluesky { account: Account::new(config, egress) }
    }

    async fn place(&self, permit: &Permit, head: &str, ledger: &dyn Ledger) -> Outcome {
        let Content::Post { lang, text, link, picture, created_at } = permit.content() else {
            return misaddressed(self.name(), permit);
        };
        let post = match Post::compose(text, link, lang, created_at) {
            Ok(post) => post,
            Err(mistake) => {
                tracing::error!(error = %mistake, "the post does not fit the network: nothing was sent");
                return Outcome::Rejected { reason: Reason::ContentRefused };
            }
        };
        let Some(key) = RecordKey::derive(created_at, permit.id().id) else {
            return misaddressed(self.name(), permit);
        };
        let bytes = match ledger.file(permit.id(), &picture.sha256).await {
            Ok(bytes) => bytes,
            Err(fault) => return without_ledger(&fault),
        };
        if !is_what_was_decided(picture, &bytes, PICTURE_LIMIT) {
            return Outcome::Rejected { reason: Reason::ContentRefused };
        }
        let blob = match self.account.upload(permit, &picture.media_type, bytes).await {
            Ok(blob) => blob,
            // A picture that nothing refers to is not published.
            Err(Fault::Said { .. }) => return Outcome::Rejected { reason: Reason::ContentRefused },
            Err(fault) => return fault.nothing_done(),
        };
        crash_point!("bluesky.place.after_blob");
        let session = match self.account.session(Some(permit)).await {
            Ok(session) => session,
            Err(fault) => return fault.nothing_done(),
        };
        let order = json!({
            "repo": session.did, "collection": POSTS, "rkey": key.as_str(), "swapCommit": head,
            "record": post.record(picture, &blob),
        });
        let live = live(&session, &key);
        match self.account.write(permit, "com.atproto.repo.createRecord", &order).await {
            Ok(answer) if answer["uri"] == uri(&session, &key) => live,
            Ok(_) => Fault::Nonsense.after_write(permit.id()),
            // What servers answer when the record is there already, from an attempt whose answer was lost, is a fault of
            // their own like any other. So a look is worth more than the answer: a record under our key is ours.
            Err(fault @ Fault::Server) => match self.stands(permit, &session, &key).await {
                Ok(true) => live,
                Ok(false) | Err(_) => fault.after_write(permit.id()),
            },
            Err(fault) => fault.after_write(permit.id()),
        }
    }

    async fn probe(&self, permit: &Permit) -> Outcome {
        let Some(key) = key_of(permit) else { return misaddressed(self.name(), permit) };
        let found = async {
            let session = self.account.session(Some(permit)).await?;
            let stands = self.stands(permit, &session, &key).await?;
            Ok::<_, Fault>(if stands { live(&session, &key) } else { Outcome::Absent })
        };
        found.await.unwrap_or_else(|fault| fault.nothing_done())
    }

    async fn withdraw(&self, permit: &Permit) -> Outcome {
        let Some(derived) = key_of(permit) else { return misaddressed(self.name(), permit) };
        self.take_back(permit, derived).await.unwrap_or_else(|fault| fault.nothing_done())
    }

    async fn take_back(&self, permit: &Permit, derived: RecordKey) -> Result<Outcome, Fault> {
        let session = self.account.session(Some(permit)).await?;
        let mut keys = vec![derived];
        if let Some(known) = permit.outside_id() {
            match RecordKey::in_uri(known, &session.did, POSTS) {
                Some(key) if keys.contains(&key) => {}
                Some(key) => keys.push(key),
                None => {
                    tracing::error!("the post stands in another account than the configured one");
                    return Ok(Outcome::Rejected { reason: Reason::NotConfigured });
                }
            }
        }
        self.move_head(permit, &session).await?;
        crash_point!("bluesky.withdraw.after_fence");
        for key in &keys {
            let order = json!({ "repo": session.did, "collection": POSTS, "rkey": key.as_str() });
            self.account.write(permit, "com.atproto.repo.deleteRecord", &order).await?;
        }
        crash_point!("bluesky.withdraw.after_delete");
        for read_back in 1..=READ_BACKS {
            let mut standing = false;
            for key in &keys {
                standing |= self.stands(permit, &session, key).await?;
            }
            if !standing {
                return Ok(Outcome::Absent);
            }
            if read_back < READ_BACKS {
                tokio::time::sleep(READ_BACK_PAUSE).await;
            }
        }
        Ok(Outcome::RetryAfter { ms: 1_000, reason: Reason::StillThere })
    }

    /// Makes a commit. The record must differ from the last one, or the server makes none: the permit's own number is in
    /// it, hashed, because repositories are public.
    async fn move_head(&self, permit: &Permit, session: &Session) -> Result<(), Fault> {
        let permit_id = permit.id();
        let mut hash = Sha256::new();
        hash.update(permit_id.id.as_bytes());
        hash.update(permit_id.fence.to_be_bytes());
        let order = json!({
            "repo": session.did, "collection": FENCES, "rkey": "self", "validate": false,
            "record": { "$type": FENCES, "value": format!("{:x}", hash.finalize()) },
        });
        let answer = self.account.write(permit, "com.atproto.repo.putRecord", &order).await?;
        if answer["cid"].is_string() { Ok(()) } else { Err(Fault::Nonsense) }
    }

    async fn stands(&self, permit: &Permit, session: &Session, key: &RecordKey) -> Result<bool, Fault> {
        let query = [("repo", session.did.as_str()), ("collection", POSTS), ("rkey", key.as_str())];
        match self.account.read(Some(permit), "com.atproto.repo.getRecord", &query).await {
            Ok(answer) if answer["uri"] == uri(session, key) => Ok(true),
            Ok(_) => Err(Fault::Nonsense),
            Err(Fault::Said { error, .. }) if error == "RecordNotFound" => Ok(false),
            Err(fault) => Err(fault),
        }
    }

    async fn head(&self) -> Result<String, Fault> {
        let session = self.account.session(None).await?;
        let query = [("did", session.did.as_str())];
        let answer = self.account.read(None, "com.atproto.sync.getLatestCommit", &query).await?;
        answer["cid"].as_str().map(str::to_owned).ok_or(Fault::Nonsense)
    }
}

#[async_trait]
impl Channel for Bluesky {
    fn name(&self) -> &'static str {
        "bluesky"
    }

    async fn prepare(&self, act: Act) -> Prepared {
        match act {
            Act::Place => match self.head().await {
                Ok(head) => Prepared::Head(head),
                Err(fault) => Prepared::Failed(fault.nothing_done()),
            },
            Act::Probe | Act::Withdraw | Act::Correct | Act::Render | Act::Tell | Act::Measure => {
                Prepared::Ready
            }
        }
    }

    fn measures(&self) -> bool {
        true
    }

    /// <https://docs.bsky.app/docs/api/app-bsky-feed-get-posts>, which the account's own server passes on: it counts no views.
    async fn measure(&self, permit: &Permit) -> Option<Insights> {
        let uri = permit.outside_id()?;
        let answer =
            self.account.read(Some(permit), "app.bsky.feed.getPosts", &[("uris", uri)]).await.ok()?;
        let post = answer["posts"].as_array()?.iter().find(|post| post["uri"] == uri)?;
        let count = |name: &str| post[name].as_i64();
        let quoted = count("quoteCount").unwrap_or_default();
        Some(Insights {
            reach: None,
            reactions: count("likeCount"),
            shares: count("repostCount").map(|reposts| reposts.saturating_add(quoted)),
            replies: count("replyCount"),
        })
    }

    async fn act(&self, permit: &Permit, prepared: Prepared, ledger: &dyn Ledger) -> Outcome {
        match (permit.act(), prepared) {
            (_, Prepared::Failed(outcome)) => outcome,
            (Act::Place, Prepared::Head(head)) => self.place(permit, &head, ledger).await,
            (Act::Probe, _) => self.probe(permit).await,
            (Act::Withdraw | Act::Correct, _) => self.withdraw(permit).await,
            (Act::Place | Act::Render | Act::Tell | Act::Measure, _) => misaddressed(self.name(), permit),
        }
    }
}

fn key_of(permit: &Permit) -> Option<RecordKey> {
    let Content::Post { created_at, .. } = permit.content() else { return None };
    RecordKey::derive(created_at, permit.id().id)
}

fn uri(session: &Session, key: &RecordKey) -> String {
    format!("at://{}/{POSTS}/{}", session.did, key.as_str())
}

fn live(session: &Session, key: &RecordKey) -> Outcome {
    let url = format!("https://bsky.app/profile/{}/post/{}", session.handle, key.as_str());
    Outcome::Live { outside_id: uri(session, key), url: Some(url) }
}
