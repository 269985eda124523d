//! One request, one effect: the business rows, the kept answer and the doorbells commit together.

use crate::{Actor, App, AppError};
use childalert_store::idempotency::{self, Kept};
use childalert_store::trail;
use childalert_store::{Tx, Work};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// Who asks, and under which Idempotency-Key.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who.
    pub actor: Actor,
    /// The client's key.
    pub key: String,
    /// SHA-256 over method, path and body, hex.
    pub digest: String,
    /// The request's number, as the log has it; empty where there is none.
    pub id: String,
}

impl App {
    /// Does `work` once per Idempotency-Key: a repeated request gets the kept answer, another request under the same key
    /// is refused.
    pub(crate) async fn once<T, F>(&self, request: &Request, work: F) -> Result<T, AppError>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx, DateTime<Utc>) -> Work<'t, T, AppError> + Send + 'static,
    {
        let Request { key, digest, id, .. } = request.clone();
        let actor = request.actor.to_string();
        let now = self.inner.clock.now();
        let done = self
            .inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    tx.comes_from(id);
                    tx.own_request(&actor, &key).await?;
                    if let Some(kept) = idempotency::find(tx, &actor, &key).await? {
                        return answer(&kept, &digest);
                    }
                    let value = work(tx, now).await?;
                    let kept = Kept { request: digest, response: serde_json::to_string(&value)? };
                    idempotency::keep(tx, &actor, &key, &kept, now).await.map_err(|error| {
                        if error.is_duplicate() { AppError::InProgress } else { error.into() }
                    })?;
                    Ok(value)
                })
            })
            .await;
        match done {
            Ok(value) => {
                self.inner.committed();
                Ok(value)
            }
            // The same request committed while this one ran: its answer is there now.
            Err(AppError::InProgress) => self.kept(request).await,
            Err(error) => Err(error),
        }
    }

    async fn kept<T: DeserializeOwned + Send + 'static>(&self, request: &Request) -> Result<T, AppError> {
        let (actor, key, digest) = (request.actor.to_string(), request.key.clone(), request.digest.clone());
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let kept = idempotency::find(tx, &actor, &key).await?.ok_or(AppError::InProgress)?;
                    answer(&kept, &digest)
                })
            })
            .await
    }
}

fn answer<T: DeserializeOwned>(kept: &Kept, digest: &str) -> Result<T, AppError> {
    if kept.request != digest {
        return Err(AppError::IdempotencyReused);
    }
    Ok(serde_json::from_str(&kept.response)?)
}

/// A trail entry to append.
pub(crate) struct Act<'a> {
    pub actor: &'a str,
    pub act: &'static str,
    pub subject: Uuid,
    pub campaign: Option<Uuid>,
    /// A code, where the act alone does not say why.
    pub reason: &'a str,
    pub detail: String,
}

/// Appends to the trail.
pub(crate) fn record(tx: &mut Tx, id: Uuid, at: DateTime<Utc>, act: Act<'_>) {
    let entry = trail::Entry {
        id,
        at,
        actor: act.actor.to_owned(),
        act: act.act.to_owned(),
        subject: act.subject,
        campaign_id: act.campaign,
        request: String::new(),
        reason: act.reason.to_owned(),
        detail: act.detail,
    };
    trail::append(tx, entry);
}
