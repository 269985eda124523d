//! The API as a client sees it: one key, JSON in and out, an Idempotency-Key with every POST.

use crate::doubles::passkey::{SoftPasskey, Unanswerable};
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

/// A caller: a program with a key, or a person with a passkey who has signed in.
pub struct Caller {
    client: Client,
    base_url: String,
    pass: Pass,
    posts: AtomicU32,
}

enum Pass {
    Key(String),
    Person { cookie: String, passkey: Box<Mutex<SoftPasskey>> },
}

/// A call that did not go well.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// No answer.
    #[error("the service did not answer")]
    NoAnswer(#[from] reqwest::Error),
    /// An answer that is no success; the problem document.
    #[error("{what}: {status} {problem}")]
    Refused {
        /// Which call.
        what: String,
        /// The status.
        status: StatusCode,
        /// The problem as the service said it.
        problem: Value,
    },
    /// The passkey could not answer.
    #[error(transparent)]
    Unanswerable(#[from] Unanswerable),
    /// An answer without what the next step needs.
    #[error("the answer lacks {0}")]
    Lacks(&'static str),
}

impl Caller {
    /// A caller.
    pub fn new(client: &Client, base_url: &str, key: &str) -> Self {
        Caller {
            client: client.clone(),
            base_url: base_url.to_owned(),
            pass: Pass::Key(key.to_owned()),
            posts: AtomicU32::new(0),
        }
    }

    /// Follows an invitation, as a person does: makes a passkey, and is signed in.
    pub async fn invited(client: &Client, base_url: &str, link: &str) -> Result<Self, CallError> {
        let token = link.rsplit('/').next().unwrap_or_default();
        let path = format!("/auth/invitation/{token}");
        let asked = person_posts(client, base_url, &format!("{path}/question"), json!({})).await?.0;
        let (passkey, credential) = SoftPasskey::create(&asked["options"], base_url)?;
        let answer = json!({ "question": asked["question"], "credential": credential });
        let cookie = person_posts(client, base_url, &path, answer).await?.1;
        Ok(Caller {
            client: client.clone(),
            base_url: base_url.to_owned(),
            pass: Pass::Person { cookie, passkey: Box::new(Mutex::new(passkey)) },
            posts: AtomicU32::new(0),
        })
    }

    /// Signs in anew, with the passkey that the caller has: a person's second day.
    pub async fn sign_in_again(&mut self) -> Result<(), CallError> {
        let (client, base_url) = (self.client.clone(), self.base_url.clone());
        let asked = person_posts(&client, &base_url, "/auth/sign-in/question", json!({})).await?.0;
        let credential = self.answer(&asked["options"])?;
        let answer = json!({ "question": asked["question"], "credential": credential });
        let fresh = person_posts(&client, &base_url, "/auth/sign-in", answer).await?.1;
        if let Pass::Person { cookie, .. } = &mut self.pass {
            *cookie = fresh;
        }
        Ok(())
    }

    /// Asks for a decision, signs what is asked, and decides: the answer of the service.
    pub async fn decide(&self, campaign: &str, order: Value) -> Result<Value, CallError> {
        let path = format!("/campaigns/{campaign}/decisions");
        let asked = self.post(&format!("{path}/question"), order).await?;
        let credential = self.answer(&asked["options"])?;
        self.post(&path, json!({ "question": asked["question"], "credential": credential })).await
    }

    /// What the person's passkey answers.
    pub fn answer(&self, options: &Value) -> Result<Value, CallError> {
        match &self.pass {
            Pass::Person { passkey, .. } => {
                Ok(passkey.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(options)?)
            }
            Pass::Key(_) => Err(CallError::Lacks("a passkey")),
        }
    }

    fn passed(&self, request: RequestBuilder) -> RequestBuilder {
        match &self.pass {
            Pass::Key(key) => request.bearer_auth(key),
            Pass::Person { cookie, .. } => {
                request.header("Cookie", cookie.as_str()).header("Origin", &self.base_url)
            }
        }
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Result<Value, CallError> {
        self.send(Method::GET, path, None).await
    }

    /// Posts JSON.
    pub async fn post(&self, path: &str, body: Value) -> Result<Value, CallError> {
        self.call(Method::POST, path, Some(body)).await
    }

    /// Posts JSON under a key of the caller's choice: the same one again, after an answer that did not come.
    pub async fn post_under(&self, key: &str, path: &str, body: Value) -> Result<Value, CallError> {
        let body = serde_json::to_vec(&body).unwrap_or_default();
        self.exchange(Method::POST, path, Some(("application/json", body, key.to_owned()))).await
    }

    /// Posts a picture.
    pub async fn post_picture(&self, path: &str, picture: Vec<u8>) -> Result<Value, CallError> {
        self.send(Method::POST, path, Some(("image/jpeg", picture))).await
    }

    /// Reads bytes.
    pub async fn bytes(&self, path: &str) -> Result<Vec<u8>, CallError> {
        let url = format!("{}/api/v1{path}", self.base_url);
        let response = self.passed(self.client.get(url)).send().await?.error_for_status()?;
        Ok(response.bytes().await?.to_vec())
    }

    /// Any call with JSON.
    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value, CallError> {
        let body = body.map(|body| serde_json::to_vec(&body).unwrap_or_default());
        let body = body.or_else(|| (method == Method::DELETE).then(Vec::new));
        self.send(method, path, body.map(|body| ("application/json", body))).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<(&'static str, Vec<u8>)>,
    ) -> Result<Value, CallError> {
        let number = self.posts.fetch_add(u32::from(body.is_some()), Ordering::Relaxed);
        self.exchange(method, path, body.map(|(kind, bytes)| (kind, bytes, format!("demo-{number}")))).await
    }

    async fn exchange(
        &self,
        method: Method,
        path: &str,
        body: Option<(&'static str, Vec<u8>, String)>,
    ) -> Result<Value, CallError> {
        let what = format!("{method} {path}");
        let url = format!("{}/api/v1{path}", self.base_url);
        let mut request = self.passed(self.client.request(method, url));
        if let Some((media_type, body, key)) = body {
            request = request.header("Idempotency-Key", key).header("Content-Type", media_type).body(body);
        }
        let response = request.send().await?;
        let status = response.status();
        let value: Value = serde_json::from_slice(&response.bytes().await?).unwrap_or(Value::Null);
        if status.is_success() { Ok(value) } else { Err(CallError::Refused { what, status, problem: value }) }
    }
}

/// A text of an answer.
pub fn text(value: &Value, name: &'static str) -> Result<String, CallError> {
    value[name].as_str().map(str::to_owned).ok_or(CallError::Lacks(name))
}

/// Posts as the script of our own pages does; the answer, and the session's cookie where it brings one.
async fn person_posts(
    client: &Client,
    base_url: &str,
    path: &str,
    body: Value,
) -> Result<(Value, String), CallError> {
    let body = serde_json::to_vec(&body).unwrap_or_default();
    let request = client.post(format!("{base_url}{path}")).header("Origin", base_url);
    let response = request.header("Content-Type", "application/json").body(body).send().await?;
    let status = response.status();
    let cookie = response.headers().get("set-cookie").and_then(|cookie| cookie.to_str().ok());
    let cookie = cookie.and_then(|cookie| cookie.split(';').next()).unwrap_or_default().to_owned();
    let value: Value = serde_json::from_slice(&response.bytes().await?).unwrap_or(Value::Null);
    match status.is_success() {
        true => Ok((value, cookie)),
        // The path holds the link's token.
        false => Err(CallError::Refused { what: "POST /auth".to_owned(), status, problem: value }),
    }
}
