//! The account: what its server takes, and the requests that need its token.

use super::timeline::{Found, id_of, is_older, links_to};
use crate::config::MastodonConfig;
use crate::egress::{Answer, Call, Egress};
use crate::secret::Secret;
use crate::social::fault::Fault;
use crate::social::form::form;
use crate::social::networks::{Counting, MASTODON, Network};
use bytes::Bytes;
use childalert_jobs::{Insights, Permit, Picture};
use reqwest::{
    StatusCode, Url,
    header::{AUTHORIZATION, HeaderName, HeaderValue},
};
use serde_json::Value;
use std::{sync::Arc, time::Duration};
use tokio::sync::Mutex;

/// Posts on one page of the timeline: the most that servers give.
const PAGE: usize = 40;
/// Pages that are looked through. An account that posts more than this in one campaign is not the foundation's, and what it has
/// cannot be told.
const PAGES: usize = 10;
/// How long a server may work on a picture, looked at so often.
const PICTURE_LOOKS: u32 = 20;
const PICTURE_PAUSE: Duration = Duration::from_millis(500);

/// The account.
pub(super) struct Account {
    egress: Egress,
    server: Url,
    token: Secret,
    me: Mutex<Option<Arc<Me>>>,
}

/// Who we are there, and what the server takes.
pub(super) struct Me {
    pub(super) id: String,
    pub(super) network: Network,
}

impl Account {
    pub(super) fn new(config: &MastodonConfig, egress: Egress) -> Account {
        Account { egress, server: config.server.clone(), token: config.token.clone(), me: Mutex::new(None) }
    }

    /// Asked once; again after a refusal, which may mean that the server's limits have changed.
    pub(super) async fn me(&self, permit: &Permit) -> Result<Arc<Me>, Fault> {
        let mut kept = self.me.lock().await;
        if let Some(me) = kept.as_ref() {
            return Ok(Arc::clone(me));
        }
        let account = self.read(permit, self.endpoint("/api/v1/accounts/verify_credentials")).await?;
        let id = id_of(account["id"].as_str().unwrap_or_default()).ok_or(Fault::Nonsense)?;
        let instance = self.read(permit, self.endpoint("/api/v2/instance")).await?;
        let limits = &instance["configuration"];
        let limit = |group: &str, name: &str, usual: usize| {
            limits[group][name].as_u64().and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usual)
        };
        let network = Network {
            longest: limit("statuses", "max_characters", MASTODON.longest),
            counting: Counting::GraphemesAndAddresses(limit("statuses", "characters_reserved_per_url", 23)),
            picture: limit("media_attachments", "image_size_limit", MASTODON.picture),
            alt: Some(limit("media_attachments", "description_limit", 1_500)),
            ..MASTODON
        };
        let me = Arc::new(Me { id: id.to_owned(), network });
        *kept = Some(Arc::clone(&me));
        Ok(me)
    }

    /// Uploads a picture with its description, and waits until the server has worked it in; its id.
    pub(super) async fn upload(
        &self,
        permit: &Permit,
        picture: &Picture,
        bytes: &Bytes,
    ) -> Result<String, Fault> {
        let (media_type, body) =
            form(&[("description", &picture.alt)], ("file", picture, bytes)).ok_or(Fault::Refused)?;
        let call = Call::post(self.endpoint("/api/v2/media"), media_type, body);
        let (mut status, answer) = self.exchange(permit, call).await?;
        let id = id_of(answer["id"].as_str().unwrap_or_default()).ok_or(Fault::Nonsense)?;
        // 202: taken, and being worked on. 206: still being worked on (<https://docs.joinmastodon.org/methods/media/>).
        for _ in 0..PICTURE_LOOKS {
            match status {
                StatusCode::ACCEPTED | StatusCode::PARTIAL_CONTENT => {}
                _ => return Ok(id.to_owned()),
            }
            tokio::time::sleep(PICTURE_PAUSE).await;
            let call = Call::get(self.endpoint(&format!("/api/v1/media/{id}")));
            status = self.exchange(permit, call).await?.0;
        }
        Err(Fault::Server)
    }

    /// Posts.
    pub(super) async fn post(&self, permit: &Permit, key: &str, order: &Value) -> Result<Value, Fault> {
        let json = HeaderValue::from_static("application/json");
        let key = HeaderValue::from_str(key).map_err(|_| Fault::Refused)?;
        let call = Call::post(self.endpoint("/api/v1/statuses"), json, order.to_string().into())
            .header(HeaderName::from_static("idempotency-key"), key);
        let posted = self.exchange(permit, call).await;
        if matches!(posted, Err(Fault::Refused)) {
            *self.me.lock().await = None;
        }
        Ok(posted?.1)
    }

    /// Deletes a post and its picture. One that is not there is as good as deleted.
    pub(super) async fn delete(&self, permit: &Permit, id: &str) -> Result<(), Fault> {
        let mut url = self.endpoint(&format!("/api/v1/statuses/{id}"));
        // Else the picture's own address shows it for another day.
        url.set_query(Some("delete_media=true"));
        match self.exchange(permit, Call::delete(url)).await {
            Ok(_) | Err(Fault::Missing) => Ok(()),
            Err(fault) => Err(fault),
        }
    }

    /// The post with this id, if it stands.
    pub(super) async fn post_by_id(&self, permit: &Permit, id: &str) -> Result<Option<Found>, Fault> {
        match self.read(permit, self.endpoint(&format!("/api/v1/statuses/{id}"))).await {
            Ok(answer) => {
                Found::read(&answer, self).filter(|post| post.id == id).map(Some).ok_or(Fault::Nonsense)
            }
            Err(Fault::Missing) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// How a post was received (<https://docs.joinmastodon.org/entities/Status/>): a server counts no views.
    pub(super) async fn insights(&self, permit: &Permit, id: &str) -> Result<Option<Insights>, Fault> {
        let post = self.read(permit, self.endpoint(&format!("/api/v1/statuses/{id}"))).await?;
        let count = |name: &str| post[name].as_i64();
        Ok((post["id"] == id).then(|| Insights {
            reach: None,
            reactions: count("favourites_count"),
            shares: count("reblogs_count"),
            replies: count("replies_count"),
        }))
    }

    /// The own posts since `created_at` that have the link, newest first.
    pub(super) async fn with_link(
        &self,
        permit: &Permit,
        link: &str,
        created_at: &str,
    ) -> Result<Vec<Found>, Fault> {
        let me = self.me(permit).await?;
        let mut found = Vec::new();
        let mut before: Option<String> = None;
        for _ in 0..PAGES {
            let mut url = self.endpoint(&format!("/api/v1/accounts/{}/statuses", me.id));
            url.query_pairs_mut()
                .append_pair("limit", &PAGE.to_string())
                .append_pair("exclude_reblogs", "true");
            if let Some(before) = &before {
                url.query_pairs_mut().append_pair("max_id", before);
            }
            let answer = self.read(permit, url).await?;
            let posts = answer.as_array().ok_or(Fault::Nonsense)?;
            for post in posts {
                let read = Found::read(post, self).ok_or(Fault::Nonsense)?;
                before = Some(read.id.clone());
                if links_to(post, link) {
                    found.push(read);
                }
            }
            // A page is as long as the server likes: only an empty one, or an older post, is the end.
            if posts.last().is_none_or(|oldest| is_older(oldest, created_at)) {
                return Ok(found);
            }
        }
        Err(Fault::Nonsense)
    }

    /// The server's name.
    pub(super) fn host(&self) -> &str {
        self.server.host_str().unwrap_or_default()
    }

    /// The id that the ledger knows, if it knows one. A post on another server is not ours to delete, and that it is not found here
    /// says nothing.
    pub(super) fn known<'p>(&self, permit: &'p Permit) -> Result<Option<&'p str>, Fault> {
        let Some(known) = permit.outside_id() else { return Ok(None) };
        let id = known.split_once('/').filter(|(host, _)| *host == self.host()).and_then(|(_, id)| id_of(id));
        id.map(Some).ok_or(Fault::Elsewhere)
    }

    /// An address of the same server, as people see it. What the answer says otherwise is not shown to anybody.
    pub(super) fn own_address(&self, text: &str) -> Option<String> {
        let url = Url::parse(text).ok()?;
        let same = url.host() == self.server.host() && url.scheme() == self.server.scheme();
        (same && url.username().is_empty()).then(|| url.to_string())
    }

    async fn read(&self, permit: &Permit, url: Url) -> Result<Value, Fault> {
        Ok(self.exchange(permit, Call::get(url)).await?.1)
    }

    async fn exchange(&self, permit: &Permit, call: Call) -> Result<(StatusCode, Value), Fault> {
        let mut token = HeaderValue::from_str(&format!("Bearer {}", self.token.expose()))
            .map_err(|_| Fault::Credentials)?;
        token.set_sensitive(true);
        let answer =
            self.egress.send(permit, call.header(AUTHORIZATION, token)).await.map_err(Fault::Egress)?;
        judge(&answer)
    }

    fn endpoint(&self, path: &str) -> Url {
        let mut url = self.server.clone();
        url.set_path(path);
        url
    }
}

/// Reads an answer: the body of a success, or the fault. Errors are `{"error": "…"}`
/// (<https://docs.joinmastodon.org/entities/Error/>), whose words are the server's and go no further.
fn judge(answer: &Answer) -> Result<(StatusCode, Value), Fault> {
    let status = answer.status;
    if status.is_success() {
        let body: Value = serde_json::from_slice(&answer.body).map_err(|_| Fault::Nonsense)?;
        return match body.get("error") {
            // `null` for a picture that is fine.
            Some(error) if !error.is_null() => Err(Fault::Nonsense),
            _ if body.is_object() || body.is_array() => Ok((status, body)),
            _ => Err(Fault::Nonsense),
        };
    }
    tracing::debug!(status = status.as_u16(), "the network refused");
    Err(match status {
        StatusCode::TOO_MANY_REQUESTS => Fault::Quota(answer.pause()),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Fault::Credentials,
        StatusCode::NOT_FOUND | StatusCode::GONE => Fault::Missing,
        _ if status.is_client_error() => Fault::Refused,
        _ if status.is_server_error() => Fault::Server,
        _ => Fault::Nonsense,
    })
}
