//! The ledger over HTTP, for a worker that runs elsewhere with a key of its own. The key opens its channels only; there is
//! no database password in this process.

use crate::secret::Secret;
use async_trait::async_trait;
use bytes::Bytes;
use childalert_jobs::{
    Begun, BootTime, Finished, Insights, Job, Ledger, LedgerFault, Outcome, PROTOCOL_VERSION, PartReport,
    Permit, PermitId, Presence, RenderFailure, RenderPermit, RenderedFile, Standing,
};
use reqwest::{
    RequestBuilder, StatusCode, Url,
    header::{CONTENT_TYPE, HeaderMap, HeaderValue},
};
use serde::{Serialize, de::DeserializeOwned};
use std::time::Duration;

/// How long a question may take. Files take longer than answers.
const QUESTION_LIMIT: Duration = Duration::from_secs(10);
const FILE_LIMIT: Duration = Duration::from_secs(60);

/// The service's ledger, asked from elsewhere.
pub struct RemoteLedger {
    client: reqwest::Client,
    base: Url,
}

/// Why there is no such ledger to ask.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum RemoteLedgerError {
    /// The address is none.
    #[error(
        "the ledger's address is not a web address: write the service's, such as https://alerts.example.org"
    )]
    Address,
    /// The key is empty or holds characters that no key has.
    #[error("the ledger's key cannot be sent: write it as `childalert key create --role worker` printed it")]
    Key,
}

/// The body of a checkpoint.
#[derive(Serialize)]
struct Checkpoint<'a> {
    permit: PermitId,
    parts: &'a [PartReport],
}

/// The body of an outside id.
#[derive(Serialize)]
struct OutsideId<'a> {
    permit: PermitId,
    outside_id: &'a str,
}

/// The body of a finish.
#[derive(Serialize)]
struct Finish<'a> {
    permit: PermitId,
    outcome: &'a Outcome,
}

/// What a copy's network said.
#[derive(Serialize)]
struct Measured {
    permit: PermitId,
    insights: Insights,
}

/// The body of a question for what waits on one channel: retractions that the queue did not take, copies to measure.
#[derive(Serialize)]
struct Waiting<'a> {
    channel: &'a str,
    most: u16,
}

/// The body of a render's finish.
#[derive(Serialize)]
struct FinishRender {
    permit: PermitId,
    kit: Kit,
}

/// A kit, or why there is none, as it travels.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Kit {
    Files(Vec<RenderedFile>),
    Failures(Vec<RenderFailure>),
}

/// The answer to a stored file.
#[derive(serde::Deserialize)]
struct Stored {
    sha256: String,
}

impl RemoteLedger {
    /// The ledger of the service at `base`, opened with `key`. Connects only when asked something.
    pub fn new(base: &str, key: &Secret) -> Result<RemoteLedger, RemoteLedgerError> {
        let base = Url::parse(base).map_err(|_| RemoteLedgerError::Address)?;
        if !matches!(base.scheme(), "http" | "https") || base.host().is_none() {
            return Err(RemoteLedgerError::Address);
        }
        if key.is_empty() {
            return Err(RemoteLedgerError::Key);
        }
        let mut bearer =
            HeaderValue::from_str(&format!("Bearer {}", key.expose())).map_err(|_| RemoteLedgerError::Key)?;
        bearer.set_sensitive(true);
        let mut headers = HeaderMap::new();
        headers.insert(reqwest::header::AUTHORIZATION, bearer);
        headers.insert("x-childalert-protocol", HeaderValue::from(PROTOCOL_VERSION));
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(crate::tls::client_config())
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(Duration::from_secs(5))
            .user_agent(concat!("childalert-worker/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers)
            .build()
            .expect("the client's settings are constants");
        Ok(RemoteLedger { client, base })
    }

    fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        let stem = url.path().trim_end_matches('/').to_owned();
        url.set_path(&format!("{stem}/ledger/v1/{path}"));
        url
    }

    fn url_under(&self, path: &str, permit: PermitId) -> Url {
        let mut url = self.url(path);
        url.query_pairs_mut()
            .append_pair("id", &permit.id.to_string())
            .append_pair("fence", &permit.fence.to_string());
        url
    }

    async fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, LedgerFault> {
        let body = serde_json::to_vec(body).map_err(away)?;
        let request = self.client.post(self.url(path)).header(CONTENT_TYPE, "application/json");
        let answer = ask(request.body(body).timeout(QUESTION_LIMIT)).await?;
        serde_json::from_slice(&answer).map_err(away)
    }
}

#[async_trait]
impl Ledger for RemoteLedger {
    async fn begin(&self, job: &Job) -> Result<Begun, LedgerFault> {
        let asked = BootTime::now();
        Ok(match self.post("begin", job).await? {
            Begun::Permit(permit) => Begun::Permit(Box::new(permit.counted_from(asked))),
            refused @ Begun::Refused { .. } => refused,
        })
    }

    async fn checkpoint(&self, permit: PermitId, parts: &[PartReport]) -> Result<Standing, LedgerFault> {
        self.post("checkpoint", &Checkpoint { permit, parts }).await
    }

    async fn keep_id(&self, permit: PermitId, outside_id: &str) -> Result<Standing, LedgerFault> {
        self.post("outside-id", &OutsideId { permit, outside_id }).await
    }

    async fn finish(&self, permit: PermitId, outcome: &Outcome) -> Result<Finished, LedgerFault> {
        self.post("finish", &Finish { permit, outcome }).await
    }

    async fn waiting_retractions(&self, channel: &str, most: u16) -> Result<Vec<Job>, LedgerFault> {
        self.post("retractions", &Waiting { channel, most }).await
    }

    async fn to_measure(&self, channel: &str, most: u16) -> Result<Vec<Permit>, LedgerFault> {
        let asked = BootTime::now();
        let permits: Vec<Permit> = self.post("measures/collect", &Waiting { channel, most }).await?;
        Ok(permits.into_iter().map(|permit| permit.counted_from(asked)).collect())
    }

    async fn measured(&self, permit: PermitId, insights: Insights) -> Result<(), LedgerFault> {
        self.post("measures", &Measured { permit, insights }).await
    }

    async fn file(&self, permit: PermitId, sha256: &str) -> Result<Bytes, LedgerFault> {
        // The name goes into the path.
        if sha256.len() != 64 || !sha256.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(LedgerFault::Refused("a file is named by its SHA-256 in hex"));
        }
        let url = self.url_under(&format!("files/{sha256}"), permit);
        ask(self.client.get(url).timeout(FILE_LIMIT)).await
    }

    async fn here(&self, does: &[Presence]) -> Result<(), LedgerFault> {
        self.post("here", &does).await
    }

    async fn begin_render(&self, job: &Job) -> Result<Option<RenderPermit>, LedgerFault> {
        self.post("renders/begin", job).await
    }

    async fn store_file(
        &self,
        permit: PermitId,
        media_type: &str,
        bytes: Bytes,
    ) -> Result<String, LedgerFault> {
        let request = self.client.put(self.url_under("renders/files", permit)).timeout(FILE_LIMIT);
        let answer = ask(request.header(CONTENT_TYPE, media_type).body(bytes)).await?;
        let stored: Stored = serde_json::from_slice(&answer).map_err(away)?;
        Ok(stored.sha256)
    }

    async fn finish_render(
        &self,
        permit: PermitId,
        kit: Result<Vec<RenderedFile>, Vec<RenderFailure>>,
    ) -> Result<Finished, LedgerFault> {
        let kit = kit.map_or_else(Kit::Failures, Kit::Files);
        self.post("renders/finish", &FinishRender { permit, kit }).await
    }
}

async fn ask(request: RequestBuilder) -> Result<Bytes, LedgerFault> {
    let response = request.send().await.map_err(away)?;
    let status = response.status();
    match status {
        _ if status.is_success() => response.bytes().await.map_err(away),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(LedgerFault::KeyRefused),
        StatusCode::UPGRADE_REQUIRED => Err(LedgerFault::VersionRefused),
        // Busy, not wrong.
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => Err(unexpected(status)),
        _ if status.is_client_error() => Err(LedgerFault::Refused(match status {
            StatusCode::NOT_FOUND => "there is nothing at this address: check the ledger's address",
            StatusCode::PAYLOAD_TOO_LARGE => "what was sent is too large",
            _ => "it does not understand what was asked",
        })),
        _ => Err(unexpected(status)),
    }
}

fn unexpected(status: StatusCode) -> LedgerFault {
    LedgerFault::Unreachable(format!("the ledger answered {}", status.as_u16()).into())
}

fn away(error: impl std::error::Error + Send + Sync + 'static) -> LedgerFault {
    LedgerFault::Unreachable(Box::new(error))
}
