//! The API as a client sees it: one key, JSON in and out, an Idempotency-Key with every POST.

use reqwest::{Client, Method, StatusCode};
use serde_json::Value;
use std::sync::atomic::{AtomicU32, Ordering};

/// A caller with a key.
pub struct Caller {
    client: Client,
    base_url: String,
    key: String,
    posts: AtomicU32,
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
            key: key.to_owned(),
            posts: AtomicU32::new(0),
        }
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Result<Value, CallError> {
        self.call(Method::GET, path, None).await
    }

    /// Posts JSON.
    pub async fn post(&self, path: &str, body: Value) -> Result<Value, CallError> {
        self.call(
            Method::POST,
            path,
            Some(("application/json", serde_json::to_vec(&body).unwrap_or_default())),
        )
        .await
    }

    /// Posts a picture.
    pub async fn post_picture(&self, path: &str, picture: Vec<u8>) -> Result<Value, CallError> {
        self.call(Method::POST, path, Some(("image/jpeg", picture))).await
    }

    /// Reads bytes.
    pub async fn bytes(&self, path: &str) -> Result<Vec<u8>, CallError> {
        let url = format!("{}/api/v1{path}", self.base_url);
        let response = self.client.get(url).bearer_auth(&self.key).send().await?.error_for_status()?;
        Ok(response.bytes().await?.to_vec())
    }

    async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<(&'static str, Vec<u8>)>,
    ) -> Result<Value, CallError> {
        let what = format!("{method} {path}");
        let url = format!("{}/api/v1{path}", self.base_url);
        let mut request = self.client.request(method, url).bearer_auth(&self.key);
        if let Some((media_type, body)) = body {
            let number = self.posts.fetch_add(1, Ordering::Relaxed);
            request = request
                .header("Idempotency-Key", format!("demo-{number}"))
                .header("Content-Type", media_type)
                .body(body);
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
