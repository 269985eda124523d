//! Keys to the API for programs: a role, and of what it may do as much as the key needs. People have accounts.

use crate::actor::{Actor, Role};
use crate::once::{Act, record};
use crate::{Action, App, AppError, WorkerScope};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use childalert_domain::{Digest, Refusal, Rule};
use childalert_store::keys::{self, KeyRow};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Every key begins so, for scanners that look for leaked secrets.
const PREFIX: &str = "childalert_";

/// A key to make.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyOrder {
    /// What its holder may do.
    pub role: Role,
    /// Whose it is, to find it again.
    #[serde(default)]
    #[schema(max_length = 160)]
    pub name: String,
    /// For a worker: the channels that it serves, and `render`.
    #[serde(default)]
    pub channels: Vec<String>,
    /// What it opens of what its role may do; empty for all of it that a program may do.
    #[serde(default)]
    pub scopes: Vec<Action>,
    /// How many days it is good for; until it is revoked where absent.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 3650)]
    pub days: Option<u16>,
}

impl KeyOrder {
    /// A key with all that a program of the role may do.
    pub fn of(role: Role, name: &str) -> KeyOrder {
        KeyOrder { role, name: name.to_owned(), channels: Vec::new(), scopes: Vec::new(), days: None }
    }
}

/// A key that was just made. The secret is in it, and nowhere else.
pub struct NewKey {
    /// Its id.
    pub id: Uuid,
    /// What the client sends as `Authorization: Bearer …`.
    pub secret: String,
}

impl App {
    /// Makes a key; `by` stands in the trail.
    pub async fn create_key(&self, by: &str, order: KeyOrder) -> Result<NewKey, AppError> {
        let refused: Vec<Refusal> = order
            .scopes
            .iter()
            .filter(|action| !action.roles().contains(&order.role) || action.needs_person())
            .map(|action| Refusal::at(Rule::KEY_SCOPE, "scopes", action.name()))
            .collect();
        if !refused.is_empty() {
            return Err(AppError::Refused(refused));
        }
        let (id, entry) = (self.inner.ids.id(), self.inner.ids.id());
        let secret = URL_SAFE_NO_PAD.encode(self.inner.ids.secret());
        let now = self.inner.clock.now();
        let row = KeyRow {
            id,
            name: order.name,
            role: order.role.name().to_owned(),
            channels: order.channels.join(" "),
            scopes: order.scopes.iter().map(|action| action.name()).collect::<Vec<_>>().join(" "),
            hash: hash(&secret),
            created_at: now,
            expires_at: order.days.map(|days| now + TimeDelta::days(days.into())),
            revoked_at: None,
        };
        let by = by.to_owned();
        let kept = self.inner.store.write(move |tx| {
            Box::pin(async move {
                keys::insert(tx, &row).await?;
                let detail = format!("{} {}", row.role, row.scopes).trim_end().to_owned();
                let act =
                    Act { actor: &by, act: "key.create", subject: id, campaign: None, reason: "", detail };
                record(tx, entry, now, act);
                Ok::<_, AppError>(())
            })
        });
        kept.await?;
        Ok(NewKey { id, secret: format!("{PREFIX}{}_{secret}", id.simple()) })
    }

    /// All keys: id, name, role, channels, and whether they are good.
    pub async fn keys(&self) -> Result<Vec<KeyRow>, AppError> {
        Ok(self.inner.store.read(|tx| Box::pin(async move { keys::list(tx).await })).await?)
    }

    /// Revokes a key; whether it was good until now.
    pub async fn revoke_key(&self, by: &str, id: Uuid) -> Result<bool, AppError> {
        let (now, entry, by) = (self.inner.clock.now(), self.inner.ids.id(), by.to_owned());
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let was_good = keys::revoke(tx, id, now).await?;
                    if was_good {
                        let (act, detail) = ("key.revoke", String::new());
                        let act = Act { actor: &by, act, subject: id, campaign: None, reason: "", detail };
                        record(tx, entry, now, act);
                    }
                    Ok(was_good)
                })
            })
            .await
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
        let scopes = match row.scopes.as_str() {
            "" => None,
            // A scope that this version does not know opens nothing.
            scopes => Some(scopes.split_whitespace().filter_map(|scope| scope.parse().ok()).collect()),
        };
        Ok((Actor { id, role, scopes, person: false }, WorkerScope::Channels(channels)))
    }
}

fn hash(secret: &str) -> String {
    Digest::of(secret.as_bytes()).to_string()
}
