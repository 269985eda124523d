//! A Telegram channel, through a bot that may post, edit and delete there (<https://core.telegram.org/bots/api>).
//!
//! A bot cannot read a channel's history, and Telegram knows no idempotency: a message whose number was lost with the answer is
//! found, if at all, on the channel's public preview, by the link to the notice. What is found there is adopted; what is not is
//! no proof, because the preview lags and may be switched off. So the service never sends again by itself, and a person looks.
//!
//! A message whose number is known is read back by an edit that changes nothing: of one that stands Telegram says that it is
//! not modified, of one that is gone that it is not found. That comes from Telegram's own store and not from a cache. Before a
//! copy is called gone, the preview, which is read as the public reads it, must not show it either.
//!
//! A bot deletes a message for 48 hours: the ledger keeps until when, and gives the copy to a person before.

mod answer;
mod preview;

use crate::channel::{Channel, Prepared, misaddressed, without_ledger};
use crate::config::TelegramConfig;
use crate::egress::{Call, Egress};
use crate::social::fault::Fault;
use crate::social::form::form;
use crate::social::networks::TELEGRAM;
use crate::social::picture::is_what_was_decided;
use async_trait::async_trait;
use childalert_jobs::{Act, Content, Insights, Ledger, Outcome, Permit, Reason, hurry};
use reqwest::{Url, header::HeaderValue};
use serde_json::{Value, json};
use std::time::Duration;

/// How often the preview is looked at for a message whose number nobody knows, and the pause between: it lags by seconds.
const LOOKS: u32 = 4;
const LOOK_PAUSE: Duration = Duration::from_millis(1_500);

/// Shorter where a test lets time run faster: the leave is shorter there too.
fn look_pause() -> Duration {
    LOOK_PAUSE / hurry().map_or(1, |hurry| hurry.times.max(1))
}

/// One bot in one channel.
pub struct Telegram {
    egress: Egress,
    config: TelegramConfig,
}

/// Whether a message stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    Yes,
    No,
    /// Telegram does not let this bot edit it, and so does not tell.
    NobodySays,
}

impl Telegram {
    /// The channel for the configured bot.
    pub fn new(config: &TelegramConfig, egress: Egress) -> Telegram {
        Telegram { egress, config: config.clone() }
    }

    async fn place(&self, permit: &Permit, ledger: &dyn Ledger) -> Outcome {
        let Content::Post { text, link, picture, .. } = permit.content() else {
            return misaddressed(self.name(), permit);
        };
        let caption = match TELEGRAM.compose(text, link, &picture.alt) {
            Ok(caption) => caption,
            Err(mistake) => {
                tracing::error!(error = %mistake, "the post does not fit the network: nothing was sent");
                return Outcome::Rejected { reason: Reason::ContentRefused };
            }
        };
        // Somebody was here before: what they made, if it shows, is this copy.
        if permit.id().fence > 1
            && let Ok(Some(number)) = self.found(permit, link).await
        {
            return self.live(number);
        }
        let bytes = match ledger.file(permit.id(), &picture.sha256).await {
            Ok(bytes) => bytes,
            Err(fault) => return without_ledger(&fault),
        };
        if !is_what_was_decided(picture, &bytes, TELEGRAM.picture) {
            return Outcome::Rejected { reason: Reason::ContentRefused };
        }
        // No parse mode: the words are words, whatever signs they hold.
        let fields = [("chat_id", self.config.channel.as_str()), ("caption", &caption)];
        let Some((media_type, body)) = form(&fields, ("photo", picture, &bytes)) else {
            return Outcome::Rejected { reason: Reason::ContentRefused };
        };
        match self.exchange(permit, Call::post(self.method("sendPhoto"), media_type, body)).await {
            Ok(sent) => match sent["message_id"].as_i64().filter(|number| *number > 0) {
                Some(number) => self.live(number),
                None => Fault::Nonsense.after_write(),
            },
            Err(fault) => fault.after_write(),
        }
    }

    async fn probe(&self, permit: &Permit, link: &str) -> Outcome {
        match self.look_for(permit, link).await {
            Ok(Some(outcome)) => outcome,
            Ok(None) => Outcome::Unknown { reason: Reason::Untraceable },
            Err(fault) => fault.nothing_done(),
        }
    }

    /// Whether the copy stands; `None`: nobody can say.
    async fn look_for(&self, permit: &Permit, link: &str) -> Result<Option<Outcome>, Fault> {
        if let Some(number) = self.known(permit)? {
            return Ok(match self.stands(permit, number).await? {
                Stands::Yes => Some(self.live(number)),
                Stands::No => Some(Outcome::Absent),
                Stands::NobodySays => None,
            });
        }
        for look in 1..=LOOKS {
            if let Some(number) = self.found(permit, link).await? {
                return Ok(Some(self.live(number)));
            }
            if look < LOOKS {
                tokio::time::sleep(look_pause()).await;
            }
        }
        Ok(None)
    }

    /// The message with the link on the preview, if one stands: the preview may still show an older one that is gone.
    async fn found(&self, permit: &Permit, link: &str) -> Result<Option<i64>, Fault> {
        for number in self.shown(permit, link).await?.unwrap_or_default() {
            if self.stands(permit, number).await? == Stands::Yes {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }

    async fn withdraw(&self, permit: &Permit, link: &str) -> Outcome {
        self.take_back(permit, link).await.unwrap_or_else(|fault| fault.nothing_done())
    }

    async fn take_back(&self, permit: &Permit, link: &str) -> Result<Outcome, Fault> {
        let known = self.known(permit)?;
        // What is known goes first, whatever the preview says or does not.
        if let Some(number) = known {
            self.delete(permit, number).await?;
        }
        let mut numbers: Vec<i64> = self.shown(permit, link).await?.unwrap_or_default();
        numbers.retain(|shown| Some(*shown) != known);
        let mut found = None;
        for number in &numbers {
            if self.delete(permit, *number).await? {
                found = Some(*number);
            }
        }
        if known.is_none()
            && let Some(found) = found
        {
            // There was one attempt that nobody answered, and this is what it made: from now on its number is known, and
            // whoever comes next reads it back.
            return Ok(self.live(found));
        }
        for number in known.iter().chain(&numbers) {
            match self.stands(permit, *number).await? {
                Stands::No => {}
                Stands::Yes => return Ok(Outcome::RetryAfter { ms: 2_000, reason: Reason::StillThere }),
                Stands::NobodySays => return Ok(Outcome::Rejected { reason: Reason::Untraceable }),
            }
        }
        match self.shown(permit, link).await? {
            Some(shown) if !shown.is_empty() => {
                Ok(Outcome::RetryAfter { ms: 2_000, reason: Reason::StillThere })
            }
            _ if known.is_some() => Ok(Outcome::Absent),
            // It may stand under a number that nobody knows.
            _ => Ok(Outcome::Rejected { reason: Reason::Untraceable }),
        }
    }

    /// Deletes a message; whether it was there.
    async fn delete(&self, permit: &Permit, number: i64) -> Result<bool, Fault> {
        let order = json!({ "chat_id": self.config.channel, "message_id": number });
        let was_there = match self.post(permit, "deleteMessage", &order).await {
            Ok(_) => true,
            Err(Fault::Missing) => false,
            Err(fault) => return Err(fault),
        };
        crash_point!("telegram.withdraw.after_delete");
        Ok(was_there)
    }

    /// Reads a message back by an edit that changes nothing: it has no buttons, and gets none.
    async fn stands(&self, permit: &Permit, number: i64) -> Result<Stands, Fault> {
        let order = json!({ "chat_id": self.config.channel, "message_id": number });
        let url = self.method("editMessageReplyMarkup");
        let call = Call::post(url, HeaderValue::from_static("application/json"), order.to_string().into());
        let answer = self.egress.send(permit, call).await.map_err(Fault::Egress)?;
        answer::stands(&answer)
    }

    /// The numbers of the messages with the link on the public preview; `None` where there is none.
    async fn shown(&self, permit: &Permit, link: &str) -> Result<Option<Vec<i64>>, Fault> {
        let Some(name) = self.config.channel.strip_prefix('@') else { return Ok(None) };
        let mut url = self.config.preview.clone();
        url.set_path(&format!("/s/{name}"));
        let answer = self.egress.send(permit, Call::get(url)).await.map_err(Fault::Egress)?;
        Ok(preview::with_link(&answer, name, link))
    }

    /// The number in the outside id, if one is known. One of another channel is not ours to delete.
    fn known(&self, permit: &Permit) -> Result<Option<i64>, Fault> {
        let Some(known) = permit.outside_id() else { return Ok(None) };
        let number = known.strip_prefix(&self.config.channel).and_then(|rest| rest.strip_prefix('/'));
        number.and_then(|number| number.parse().ok()).map(Some).ok_or(Fault::Elsewhere)
    }

    fn live(&self, number: i64) -> Outcome {
        let channel = &self.config.channel;
        let url = channel.strip_prefix('@').map(|name| format!("https://t.me/{name}/{number}"));
        Outcome::Live { outside_id: format!("{channel}/{number}"), url }
    }

    async fn post(&self, permit: &Permit, method: &str, order: &Value) -> Result<Value, Fault> {
        let json = HeaderValue::from_static("application/json");
        self.exchange(permit, Call::post(self.method(method), json, order.to_string().into())).await
    }

    async fn exchange(&self, permit: &Permit, call: Call) -> Result<Value, Fault> {
        let answer = self.egress.send(permit, call).await.map_err(Fault::Egress)?;
        answer::judge(&answer)
    }

    /// The token is part of the address: no address of this server is ever logged.
    fn method(&self, name: &str) -> Url {
        let mut url = self.config.api.clone();
        url.set_path(&format!("/bot{}/{name}", self.config.token.expose()));
        url
    }
}

#[async_trait]
impl Channel for Telegram {
    fn name(&self) -> &'static str {
        "telegram"
    }

    fn measures(&self) -> bool {
        true
    }

    /// A bot is told nothing of views; the public preview shows them, rounded.
    async fn measure(&self, permit: &Permit) -> Option<Insights> {
        let (number, name) = (self.known(permit).ok()??, self.config.channel.strip_prefix('@')?);
        let mut url = self.config.preview.clone();
        url.set_path(&format!("/s/{name}"));
        let answer = self.egress.send(permit, Call::get(url)).await.ok()?;
        preview::views(&answer, name, number)
            .map(|views| Insights { reach: Some(views), ..Insights::default() })
    }

    async fn act(&self, permit: &Permit, _: Prepared, ledger: &dyn Ledger) -> Outcome {
        let Content::Post { link, .. } = permit.content() else {
            return misaddressed(self.name(), permit);
        };
        match permit.act() {
            Act::Place => self.place(permit, ledger).await,
            Act::Probe => self.probe(permit, link).await,
            Act::Withdraw | Act::Correct => self.withdraw(permit, link).await,
            Act::Render | Act::Tell | Act::Measure => misaddressed(self.name(), permit),
        }
    }
}
