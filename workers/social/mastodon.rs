//! Mastodon, through the account's own server (<https://docs.joinmastodon.org/methods/statuses/>).
//!
//! A second attempt within the hour sends the same `Idempotency-Key` and gets the first one's post. The key is not locked and
//! not for ever, so whoever comes second looks first: a post is known by the link to its notice, which stands in one campaign's
//! posts of one language and nowhere else. After a retraction nothing is sent again: the own timeline is searched for the link,
//! and every post that has it is deleted, with its picture.

mod account;
mod timeline;

use crate::channel::{Channel, Prepared, misaddressed, without_ledger};
use crate::config::MastodonConfig;
use crate::egress::Egress;
use crate::social::fault::Fault;
use crate::social::picture::is_what_was_decided;
use account::Account;
use async_trait::async_trait;
use childalert_jobs::{Act, Content, Insights, Ledger, Outcome, Permit, Reason};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::time::Duration;
use timeline::Found;

/// How often a deleted post is read back before the ledger is asked to come back later, and the pause between.
const READ_BACKS: u32 = 3;
const READ_BACK_PAUSE: Duration = Duration::from_millis(200);

/// One account on Mastodon.
pub struct Mastodon {
    account: Account,
}

impl Mastodon {
    /// The channel for the configured account.
    pub fn new(config: &MastodonConfig, egress: Egress) -> Mastodon {
        Mastodon { account: Account::new(config, egress) }
    }

    async fn place(&self, permit: &Permit, ledger: &dyn Ledger) -> Outcome {
        let Content::Post { lang, text, link, picture, .. } = permit.content() else {
            return misaddressed(self.name(), permit);
        };
        let me = match self.account.me(permit).await {
            Ok(me) => me,
            Err(fault) => return fault.nothing_done(),
        };
        let status = match me.network.compose(text, link, &picture.alt) {
            Ok(status) => status,
            Err(mistake) => {
                tracing::error!(error = %mistake, "the post does not fit the network: nothing was sent");
                return Outcome::Rejected { reason: Reason::ContentRefused };
            }
        };
        // Somebody was here before: what they made, if they did, is this copy.
        if permit.id().fence > 1 {
            match self.found(permit).await {
                Ok(found) => {
                    if let Some(first) = found.into_iter().next() {
                        return first.live();
                    }
                }
                Err(fault) => return fault.nothing_done(),
            }
        }
        let bytes = match ledger.file(permit.id(), &picture.sha256).await {
            Ok(bytes) => bytes,
            Err(fault) => return without_ledger(&fault),
        };
        if !is_what_was_decided(picture, &bytes, me.network.picture) {
            return Outcome::Rejected { reason: Reason::ContentRefused };
        }
        let media = match self.account.upload(permit, picture, &bytes).await {
            Ok(media) => media,
            // A picture that no post has is shown to nobody.
            Err(Fault::Refused) => return Outcome::Rejected { reason: Reason::ContentRefused },
            Err(fault) => return fault.nothing_done(),
        };
        crash_point!("mastodon.place.after_media");
        let order = json!({
            "status": status, "media_ids": [media], "language": lang, "visibility": "public",
        });
        match self.account.post(permit, &idempotency_key(permit), &order).await {
            Ok(answer) => match Found::read(&answer, &self.account) {
                Some(found) => found.live(),
                None => Fault::Nonsense.after_write(),
            },
            // It may be there all the same: a look is worth more than the answer.
            Err(fault @ (Fault::Server | Fault::Nonsense)) => match self.found(permit).await {
                Ok(found) => found.into_iter().next().map_or_else(|| fault.after_write(), Found::live),
                Err(_) => fault.after_write(),
            },
            Err(fault) => fault.after_write(),
        }
    }

    async fn probe(&self, permit: &Permit) -> Outcome {
        match self.found(permit).await {
            Ok(found) => found.into_iter().next().map_or(Outcome::Absent, Found::live),
            Err(fault) => fault.nothing_done(),
        }
    }

    async fn withdraw(&self, permit: &Permit) -> Outcome {
        self.take_back(permit).await.unwrap_or_else(|fault| fault.nothing_done())
    }

    /// Deletes what stands and reads it back. Each look may be of a cache that lags; each deletion counts against the network's
    /// limit, so there is one of each post and no more.
    async fn take_back(&self, permit: &Permit) -> Result<Outcome, Fault> {
        let standing = self.found(permit).await?;
        for post in &standing {
            self.account.delete(permit, &post.id).await?;
        }
        if standing.is_empty() {
            return Ok(Outcome::Absent);
        }
        crash_point!("mastodon.withdraw.after_delete");
        for read_back in 1..=READ_BACKS {
            if self.found(permit).await?.is_empty() {
                return Ok(Outcome::Absent);
            }
            if read_back < READ_BACKS {
                tokio::time::sleep(READ_BACK_PAUSE).await;
            }
        }
        // A copy that resists must not use up the deletions of those that do not.
        let tries = permit.id().fence.clamp(1, 36).unsigned_abs();
        Ok(Outcome::RetryAfter { ms: tries * 5_000, reason: Reason::StillThere })
    }

    /// The posts of this placement that stand: the one whose id is known, if it does, and all that have the link.
    async fn found(&self, permit: &Permit) -> Result<Vec<Found>, Fault> {
        let Content::Post { link, created_at, .. } = permit.content() else { return Err(Fault::Refused) };
        let known = self.account.known(permit)?;
        let mut found = self.account.with_link(permit, link, created_at).await?;
        if let Some(known) = known
            && !found.iter().any(|post| post.id == known)
        {
            found.extend(self.account.post_by_id(permit, known).await?);
        }
        Ok(found)
    }
}

#[async_trait]
impl Channel for Mastodon {
    fn name(&self) -> &'static str {
        "mastodon"
    }

    fn measures(&self) -> bool {
        true
    }

    async fn measure(&self, permit: &Permit) -> Option<Insights> {
        self.account.insights(permit, self.account.known(permit).ok()??).await.ok()?
    }

    async fn act(&self, permit: &Permit, _: Prepared, ledger: &dyn Ledger) -> Outcome {
        if !matches!(permit.content(), Content::Post { .. }) {
            return misaddressed(self.name(), permit);
        }
        match permit.act() {
            Act::Place => self.place(permit, ledger).await,
            Act::Probe => self.probe(permit).await,
            Act::Withdraw | Act::Correct => self.withdraw(permit).await,
            Act::Render | Act::Tell | Act::Measure => misaddressed(self.name(), permit),
        }
    }
}

/// The same for every attempt at one placement. Hashed: the server keeps it.
fn idempotency_key(permit: &Permit) -> String {
    format!("{:x}", Sha256::digest(permit.id().id.as_bytes()))
}
