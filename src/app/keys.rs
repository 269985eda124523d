//! Keys to the API by role, until people have accounts.

use crate::actor::{Actor, Role};
use crate::{App, AppError, WorkerScope};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use childalert_domain::Digest;
use childalert_store::keys::{self, KeyRow};
use chrono::TimeDelta;
use uuid::Uuid;

/// Every key begins so, for scanners that look for leaked secrets.
const PREFIX: &str = "childalert_";

/// A key that was just made. The secret is in it, and nowhere else.
pub struct NewKey {
    /// Its id.
    pub id: Uuid,
    /// What the client sends as `Authorization: Bearer …`.
    pub secret: String,
}

impl App {
    /// Makes a key. `channels` matters for workers: what their key opens (channels, and `render`).
    pub async fn create_key(
        &self,
        role: Role,
        name: &str,
        channels: &[String],
        valid_for: Option<TimeDelta>,
    ) -> Result<NewKey, AppError> {
        let id = self.inner.ids.id();
        let secret = URL_SAFE_NO_PAD.encode(self.inner.ids.secret());
        let now = self.inner.clock.now();
        let row = KeyRow {
            id,
            name: name.to_owned(),
            role: role.name().to_owned(),
            channels: channels.join(" "),
            hash: hash(&secret),
            created_at: now,
            expires_at: valid_for.map(|length| now + length),
            revoked_at: None,
        };
        self.inner.store.write(move |tx| Box::pin(async move { keys::insert(tx, &row).await })).await?;
        Ok(NewKey { id, secret: format!("{PREFIX}{}_{secret}", id.simple()) })
    }

    /// All keys: id, name, role, channels, and whether they are good.
    pub async fn keys(&self) -> Result<Vec<KeyRow>, AppError> {
        Ok(self.inner.store.read(|tx| Box::pin(async move { keys::list(tx).await })).await?)
    }

    /// Revokes a key; whether it was good until now.
    pub async fn revoke_key(&self, id: Uuid) -> Result<bool, AppError> {
        let now = self.inner.clock.now();
        Ok(self.inner.store.write(move |tx| Box::pin(async move { keys::revoke(tx, id, now).await })).await?)
    }

    /// Who sends this key, and, for a worker, what it opens.
    pub async fn authenticate(&self, sent: &str) -> Result<(Actor, WorkerScope), AppError> {
        let (id, secret) = sent
            .strip_prefix(PREFIX)
            .and_then(|rest| rest.split_once('_'))
            .and_then(|(id, secret)| Some((Uuid::try_parse(id).ok()?, secret)))
            .ok_or(AppError::Unauthorised)?;
        let now = self.inner.clock.now();
        let row = self
            .inner
            .store
            .read(move |tx| Box::pin(async move { keys::find(tx, id).await }))
            .await?
            .ok_or(AppError::Unauthorised)?;
        // The hash of 256 random bits: comparing hashes tells an attacker nothing about the secret.
        let good = row.hash == hash(secret)
            && row.revoked_at.is_none()
            && row.expires_at.is_none_or(|end| end > now);
        if !good {
            return Err(AppError::Unauthorised);
        }
        let role = row.role.parse().map_err(|_| AppError::Unauthorised)?;
        let channels = row.channels.split_whitespace().map(str::to_owned).collect();
        Ok((Actor { id, role }, WorkerScope::Channels(channels)))
    }
}

fn hash(secret: &str) -> String {
    Digest::of(secret.as_bytes()).to_string()
}
