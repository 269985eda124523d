//! One signed-in account: sessions, and the requests that need one.
//!
//! Servers allow few sign-ins (30 in 5 minutes, 300 a day), so the session is kept, refreshed when it runs out, and made
//! anew only when that fails.

use super::fault::Fault;
use crate::config::BlueskyConfig;
use crate::egress::{Answer, Call, Egress};
use crate::secret::Secret;
use bytes::Bytes;
use childalert_jobs::Permit;
use reqwest::{
    Url,
    header::{AUTHORIZATION, HeaderValue},
};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::Mutex;

/// The account.
pub(super) struct Account {
    egress: Egress,
    service: Url,
    identifier: String,
    password: Secret,
    session: Mutex<Option<Arc<Session>>>,
}

/// A signed-in session.
pub(super) struct Session {
    /// The account's permanent id.
    pub(super) did: String,
    /// The account's name, as it stands in addresses.
    pub(super) handle: String,
    access: Secret,
    refresh: Secret,
}

impl Account {
    pub(super) fn new(config: &BlueskyConfig, egress: Egress) -> Account {
        Account {
            egress,
            service: config.service.clone(),
            identifier: config.identifier.clone(),
            password: config.password.clone(),
            session: Mutex::new(None),
        }
    }

    /// The session; signs in if there is none. The lock is held meanwhile: whoever comes second uses the same session.
    pub(super) async fn session(&self, permit: Option<&Permit>) -> Result<Arc<Session>, Fault> {
        let mut kept = self.session.lock().await;
        if let Some(session) = kept.as_ref() {
            return Ok(Arc::clone(session));
        }
        let session = Arc::new(self.sign_in(permit).await?);
        *kept = Some(Arc::clone(&session));
        Ok(session)
    }

    /// Reads with `GET`.
    pub(super) async fn read(
        &self,
        permit: Option<&Permit>,
        method: &str,
        query: &[(&str, &str)],
    ) -> Result<Value, Fault> {
        let mut url = self.endpoint(method);
        url.query_pairs_mut().extend_pairs(query);
        self.signed(permit, Call::get(url)).await
    }

    /// Writes with `POST`.
    pub(super) async fn write(&self, permit: &Permit, method: &str, order: &Value) -> Result<Value, Fault> {
        let json = HeaderValue::from_static("application/json");
        let call = Call::post(self.endpoint(method), json, order.to_string().into());
        self.signed(Some(permit), call).await
    }

    /// Uploads a picture; gives the reference that a record embeds.
    pub(super) async fn upload(
        &self,
        permit: &Permit,
        media_type: &str,
        bytes: Bytes,
    ) -> Result<Value, Fault> {
        let media_type =
            HeaderValue::from_str(media_type).map_err(|_| Fault::Said { error: String::new() })?;
        let call = Call::post(self.endpoint("com.atproto.repo.uploadBlob"), media_type, bytes);
        let mut answer = self.signed(Some(permit), call).await?;
        let blob = answer["blob"].take();
        if blob.is_object() { Ok(blob) } else { Err(Fault::Nonsense) }
    }

    /// Sends with the session; if it has run out, once more with a new one.
    async fn signed(&self, permit: Option<&Permit>, call: Call) -> Result<Value, Fault> {
        let session = self.session(permit).await?;
        match self.exchange(permit, with_token(call.clone(), &session.access)?).await {
            Err(Fault::StaleSession) => {
                let session = self.renew(permit, &session).await?;
                self.exchange(permit, with_token(call, &session.access)?).await
            }
            answered => answered,
        }
    }

    async fn renew(&self, permit: Option<&Permit>, stale: &Session) -> Result<Arc<Session>, Fault> {
        let mut kept = self.session.lock().await;
        if let Some(session) = kept.as_ref()
            && session.access != stale.access
        {
            return Ok(Arc::clone(session));
        }
        *kept = None;
        let call = Call::post_empty(self.endpoint("com.atproto.server.refreshSession"));
        let refreshed = match self.exchange(permit, with_token(call, &stale.refresh)?).await {
            Ok(answer) => Session::read(&answer)?,
            Err(Fault::StaleSession | Fault::Said { .. }) => self.sign_in(permit).await?,
            Err(fault) => return Err(fault),
        };
        let session = Arc::new(refreshed);
        *kept = Some(Arc::clone(&session));
        Ok(session)
    }

    async fn sign_in(&self, permit: Option<&Permit>) -> Result<Session, Fault> {
        let order = json!({ "identifier": self.identifier, "password": self.password.expose() });
        let json = HeaderValue::from_static("application/json");
        let url = self.endpoint("com.atproto.server.createSession");
        let call = Call::post(url, json, order.to_string().into());
        match self.exchange(permit, call).await {
            Ok(answer) => Session::read(&answer),
            Err(Fault::StaleSession | Fault::Credentials) => {
                tracing::error!("the network refused the account's sign-in: its password must be renewed");
                Err(Fault::Credentials)
            }
            Err(fault) => Err(fault),
        }
    }

    async fn exchange(&self, permit: Option<&Permit>, call: Call) -> Result<Value, Fault> {
        let answer: Answer = match permit {
            Some(permit) => self.egress.send(permit, call).await,
            None => self.egress.ask(call).await,
        }
        .map_err(Fault::Egress)?;
        Fault::judge(answer)
    }

    fn endpoint(&self, method: &str) -> Url {
        let mut url = self.service.clone();
        url.set_path(&format!("/xrpc/{method}"));
        url
    }
}

impl Session {
    fn read(answer: &Value) -> Result<Session, Fault> {
        let text = |name: &str| answer[name].as_str().map(str::to_owned).ok_or(Fault::Nonsense);
        Ok(Session {
            did: text("did")?,
            handle: text("handle")?,
            access: text("accessJwt")?.into(),
            refresh: text("refreshJwt")?.into(),
        })
    }
}

fn with_token(call: Call, token: &Secret) -> Result<Call, Fault> {
    let mut value =
        HeaderValue::from_str(&format!("Bearer {}", token.expose())).map_err(|_| Fault::Nonsense)?;
    value.set_sensitive(true);
    Ok(call.header(AUTHORIZATION, value))
}
