//! A Facebook Page, through the Graph API (<https://developers.facebook.com/docs/pages-api/posts>).
//!
//! Facebook knows no idempotency and lets nobody choose an id. So a post is made in three steps: the picture is uploaded as a
//! temporary one, which nobody sees and which goes by itself within a day; the post is made with it, *unpublished*; its id is
//! written down in the ledger; and only then it is published. Whatever the public can see has an id in the ledger: nothing is
//! ever searched for, a second publication of the same post changes nothing, and one that is still on its way when the post is
//! deleted publishes nothing.

mod answer;

use crate::channel::{Channel, Prepared, misaddressed, without_ledger};
use crate::config::FacebookConfig;
use crate::egress::{Call, Egress};
use crate::social::fault::Fault;
use crate::social::form::form;
use crate::social::networks::FACEBOOK;
use crate::social::picture::is_what_was_decided;
use answer::Copy;
use async_trait::async_trait;
use bytes::Bytes;
use childalert_jobs::{Act, Content, Insights, Ledger, Outcome, Permit, Picture, Reason, Standing};
use reqwest::{
    Url,
    header::{AUTHORIZATION, HeaderValue},
};
use serde_json::{Value, json};

/// One Page.
pub struct Facebook {
    egress: Egress,
    config: FacebookConfig,
}

/// Where a post stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    Published,
    /// Only the Page's own people can see it.
    Unpublished,
    No,
}

impl Facebook {
    /// The channel for the configured Page.
    pub fn new(config: &FacebookConfig, egress: Egress) -> Facebook {
        Facebook { egress, config: config.clone() }
    }

    async fn place(&self, permit: &Permit, ledger: &dyn Ledger) -> Outcome {
        let copy = match self.unpublished(permit, ledger).await {
            Ok(copy) => copy,
            Err(outcome) => return outcome,
        };
        let refused = match ledger.keep_id(permit.id(), &copy.to_string()).await {
            Ok(Standing::Good) => None,
            Ok(Standing::Stop) => Some(Outcome::RetryAfter { ms: 0, reason: Reason::PermitExpired }),
            Err(fault) => Some(without_ledger(&fault)),
        };
        if let Some(outcome) = refused {
            // Nobody may know of it, so nobody would delete it. What remains of it can be seen by the Page's own people only.
            if let Err(fault) = self.delete(permit, &copy).await {
                tracing::warn!(?fault, "an unpublished post stays on the Page");
            }
            return outcome;
        }
        crash_point!("facebook.place.after_draft");
        match self.post(permit, &copy.post, &json!({ "is_published": true })).await {
            Ok(answer) if answer["success"] == true => live(&copy),
            Ok(_) => Fault::Nonsense.after_write(),
            Err(fault) => fault.after_write(),
        }
    }

    /// The post, unpublished: the one that an earlier attempt made, or a new one. Nothing of it can be seen, so whatever goes
    /// wrong may be done again.
    async fn unpublished(&self, permit: &Permit, ledger: &dyn Ledger) -> Result<Copy, Outcome> {
        let Content::Post { text, link, picture, .. } = permit.content() else {
            return Err(misaddressed(self.name(), permit));
        };
        if let Some(copy) = self.known(permit).map_err(Fault::nothing_done)? {
            match self.stands(permit, &copy.post).await.map_err(Fault::nothing_done)? {
                Stands::Published => return Err(live(&copy)),
                Stands::Unpublished => return Ok(copy),
                // What is read as missing may only not be there yet: the ledger is about to forget it for another.
                Stands::No => self.delete(permit, &copy).await.map_err(Fault::nothing_done)?,
            }
        }
        let message = FACEBOOK.compose(text, link, &picture.alt).map_err(|mistake| {
            tracing::error!(error = %mistake, "the post does not fit the network: nothing was sent");
            Outcome::Rejected { reason: Reason::ContentRefused }
        })?;
        let bytes =
            ledger.file(permit.id(), &picture.sha256).await.map_err(|fault| without_ledger(&fault))?;
        if !is_what_was_decided(picture, &bytes, FACEBOOK.picture) {
            return Err(Outcome::Rejected { reason: Reason::ContentRefused });
        }
        let made = async {
            let photo = self.upload(permit, picture, &bytes).await?;
            crash_point!("facebook.place.after_photo");
            let order = json!({
                "message": message, "published": false, "attached_media": [{ "media_fbid": photo }],
            });
            let answer = self.post(permit, &format!("{}/feed", self.config.page), &order).await?;
            Copy::of(answer["id"].as_str().unwrap_or_default(), &photo).ok_or(Fault::Nonsense)
        };
        made.await.map_err(|fault| match fault {
            Fault::Refused => Outcome::Rejected { reason: Reason::ContentRefused },
            fault => fault.nothing_done(),
        })
    }

    async fn upload(&self, permit: &Permit, picture: &Picture, bytes: &Bytes) -> Result<String, Fault> {
        let fields = [("published", "false"), ("temporary", "true"), ("alt_text_custom", &picture.alt)];
        let (media_type, body) = form(&fields, ("source", picture, bytes)).ok_or(Fault::Refused)?;
        let url = self.node(&format!("{}/photos", self.config.page));
        let answer = self.exchange(permit, Call::post(url, media_type, body)).await?;
        let id = answer["id"].as_str().filter(|id| answer::is_id(id));
        id.map(str::to_owned).ok_or(Fault::Nonsense)
    }

    async fn probe(&self, permit: &Permit) -> Result<Outcome, Fault> {
        // Nothing is published before its id is known.
        let Some(copy) = self.known(permit)? else { return Ok(Outcome::Absent) };
        Ok(match self.stands(permit, &copy.post).await? {
            Stands::Published => live(&copy),
            Stands::Unpublished | Stands::No => Outcome::Absent,
        })
    }

    async fn withdraw(&self, permit: &Permit) -> Result<Outcome, Fault> {
        let Some(copy) = self.known(permit)? else { return Ok(Outcome::Absent) };
        self.delete(permit, &copy).await?;
        crash_point!("facebook.withdraw.after_delete");
        for id in [&copy.post, &copy.photo] {
            if self.stands(permit, id).await? != Stands::No {
                return Ok(Outcome::RetryAfter { ms: 2_000, reason: Reason::StillThere });
            }
        }
        Ok(Outcome::Absent)
    }

    /// Deletes the post and its picture, which has an address of its own and outlives its post. What is not there is as good as
    /// deleted.
    async fn delete(&self, permit: &Permit, copy: &Copy) -> Result<(), Fault> {
        for id in [&copy.post, &copy.photo] {
            match self.exchange(permit, Call::delete(self.node(id))).await {
                Ok(answer) if answer["success"] == true => {}
                Ok(_) => return Err(Fault::Nonsense),
                Err(Fault::Missing) => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(())
    }

    /// "Not there" and "not for you" are one error on Facebook, so absence counts only while the Page itself can be read with
    /// the same token.
    async fn stands(&self, permit: &Permit, id: &str) -> Result<Stands, Fault> {
        let mut url = self.node(id);
        url.set_query(Some("fields=id,is_published"));
        match self.exchange(permit, Call::get(url)).await {
            Ok(answer) if answer["id"] != id => Err(Fault::Nonsense),
            Ok(answer) if answer["is_published"] == false => Ok(Stands::Unpublished),
            Ok(_) => Ok(Stands::Published),
            Err(Fault::Missing) => {
                let mut page = self.node(&self.config.page);
                page.set_query(Some("fields=id"));
                match self.exchange(permit, Call::get(page)).await {
                    Ok(answer) if answer["id"] == self.config.page => Ok(Stands::No),
                    Ok(_) => Err(Fault::Nonsense),
                    Err(Fault::Missing) => Err(Fault::Credentials),
                    Err(fault) => Err(fault),
                }
            }
            Err(fault) => Err(fault),
        }
    }

    /// How a post was received (<https://developers.facebook.com/docs/graph-api/reference/page-post/>). How many saw it is asked
    /// apart: small Pages are not told, and the name of that count changes (`post_total_media_view_unique` since November 2025,
    /// <https://developers.facebook.com/documentation/pages-api/platforminsights/page/deprecated-metrics>).
    async fn insights(&self, permit: &Permit) -> Result<Option<Insights>, Fault> {
        let Some(copy) = self.known(permit)? else { return Ok(None) };
        let mut url = self.node(&copy.post);
        url.set_query(Some(
            "fields=id,shares,reactions.summary(total_count).limit(0),comments.summary(total_count).limit(0)",
        ));
        let post = self.exchange(permit, Call::get(url)).await?;
        if post["id"] != copy.post.as_str() {
            return Ok(None);
        }
        let mut url = self.node(&format!("{}/insights/post_total_media_view_unique", copy.post));
        url.set_query(Some("period=lifetime"));
        let seen = self.exchange(permit, Call::get(url)).await.ok();
        Ok(Some(Insights {
            reach: seen.and_then(|seen| seen["data"][0]["values"][0]["value"].as_i64()),
            reactions: post["reactions"]["summary"]["total_count"].as_i64(),
            // A post that nobody shared has no such field.
            shares: Some(post["shares"]["count"].as_i64().unwrap_or_default()),
            replies: post["comments"]["summary"]["total_count"].as_i64(),
        }))
    }

    /// The copy that the ledger knows. One of another Page is not ours to delete.
    fn known(&self, permit: &Permit) -> Result<Option<Copy>, Fault> {
        let Some(known) = permit.outside_id() else { return Ok(None) };
        let copy = Copy::read(known).filter(|copy| copy.is_of(&self.config.page));
        copy.map(Some).ok_or(Fault::Elsewhere)
    }

    async fn post(&self, permit: &Permit, path: &str, order: &Value) -> Result<Value, Fault> {
        let json = HeaderValue::from_static("application/json");
        self.exchange(permit, Call::post(self.node(path), json, order.to_string().into())).await
    }

    async fn exchange(&self, permit: &Permit, call: Call) -> Result<Value, Fault> {
        let mut token = HeaderValue::from_str(&format!("Bearer {}", self.config.token.expose()))
            .map_err(|_| Fault::Credentials)?;
        token.set_sensitive(true);
        let answer =
            self.egress.send(permit, call.header(AUTHORIZATION, token)).await.map_err(Fault::Egress)?;
        answer::judge(&answer)
    }

    fn node(&self, path: &str) -> Url {
        let mut url = self.config.api.clone();
        let stem = url.path().trim_end_matches('/').to_owned();
        url.set_path(&format!("{stem}/{path}"));
        url
    }
}

#[async_trait]
impl Channel for Facebook {
    fn name(&self) -> &'static str {
        "facebook"
    }

    fn measures(&self) -> bool {
        true
    }

    async fn measure(&self, permit: &Permit) -> Option<Insights> {
        self.insights(permit).await.ok()?
    }

    async fn act(&self, permit: &Permit, _: Prepared, ledger: &dyn Ledger) -> Outcome {
        if !matches!(permit.content(), Content::Post { .. }) {
            return misaddressed(self.name(), permit);
        }
        match permit.act() {
            Act::Place => self.place(permit, ledger).await,
            Act::Probe => self.probe(permit).await.unwrap_or_else(Fault::nothing_done),
            Act::Withdraw | Act::Correct => self.withdraw(permit).await.unwrap_or_else(Fault::nothing_done),
            Act::Render | Act::Tell | Act::Measure => misaddressed(self.name(), permit),
        }
    }
}

fn live(copy: &Copy) -> Outcome {
    let url = format!("https://www.facebook.com/{}", copy.post);
    Outcome::Live { outside_id: copy.to_string(), url: Some(url) }
}
