//! The one way out: every HTTP request of every channel leaves through here, so that the permit is asked in one place,
//! at the last moment, so that no request goes where none may, so that each is written down where the worker is, and so
//! that what went wrong is told in terms that the ledger can act on.

mod guarded_body;
mod reach;
mod send_log;

use bytes::Bytes;
use childalert_jobs::{BootTime, Ended, Outcome, Permit, Reason};
use chrono::DateTime;
use guarded_body::{GuardedBody, Passage};
use reach::OutOfReach;
use reqwest::{
    Method, StatusCode, Url,
    header::{CACHE_CONTROL, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER},
};
use std::sync::Arc;
use std::time::Duration;

pub use reach::Reach;
pub use send_log::{NotLogged, SendLog};

/// How long a connection may take to be made, TLS included.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// How long a request may take in all, however long the permit runs.
const TOTAL_LIMIT: Duration = Duration::from_secs(20);
/// How many bytes of an answer are read. What is longer is not an answer to anything asked here.
const ANSWER_LIMIT: usize = 1_000_000;
/// How long a connection is kept for the next request of the same act. Short, because a request on a connection that the
/// server has just closed is one that may or may not have arrived.
const IDLE_LIMIT: Duration = Duration::from_secs(2);
/// What to wait after a 429 that does not say how long.
const QUOTA_PAUSE: Duration = Duration::from_secs(30);
/// What to wait at most after a 429, whatever it says: the ledger asks again and hears the rest.
const QUOTA_PAUSE_MOST: Duration = Duration::from_secs(15 * 60);

/// The HTTP client of all channels: rustls, no redirects, no proxy, no private addresses, limits on time and size.
#[derive(Clone, Debug)]
pub struct Egress {
    client: reqwest::Client,
    reach: Reach,
    log: SendLog,
}

/// One request.
#[derive(Clone, Debug)]
pub struct Call {
    method: Method,
    url: Url,
    headers: HeaderMap,
    body: Option<Bytes>,
}

/// What came back, whole.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status code; redirects are answers like any other.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, at most one megabyte.
    pub body: Bytes,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EgressError {
    /// The permit ran out; nothing that could take effect was sent.
    #[error("the permit ran out before the request was sent")]
    PermitExpired,
    /// The address, or every one that its name leads to, lies where no request may go; nothing was sent.
    #[error("the address lies in a network that no request may go to")]
    OutOfReach,
    /// The send log cannot be written; nothing was sent.
    #[error("what is sent cannot be written down")]
    NotLogged,
    /// No connection could be made; nothing was sent.
    #[error("the server could not be reached")]
    NotSent,
    /// The request left, wholly or in part, and no answer came back whole and in time.
    #[error("the request was sent, and no answer came back")]
    MaybeSent,
}

impl EgressError {
    /// The outcome of an act whose request would have changed something outside.
    pub fn outcome(self) -> Outcome {
        match self {
            EgressError::PermitExpired => Outcome::RetryAfter { ms: 0, reason: Reason::PermitExpired },
            EgressError::OutOfReach => Outcome::Rejected { reason: Reason::OutOfReach },
            EgressError::NotLogged => Outcome::RetryAfter { ms: 5_000, reason: Reason::NotLogged },
            EgressError::NotSent => Outcome::RetryAfter { ms: 1_000, reason: Reason::Unreachable },
            EgressError::MaybeSent => Outcome::Unknown { reason: Reason::NoAnswer },
        }
    }
}

impl Egress {
    /// A client that names itself, and the service's public address where the owner of a server can find out who calls.
    pub fn new(public_url: Option<&Url>, reach: Reach, log: SendLog) -> Egress {
        let agent = match public_url {
            Some(url) => format!("childalert/{} (+{url})", env!("CARGO_PKG_VERSION")),
            None => format!("childalert/{}", env!("CARGO_PKG_VERSION")),
        };
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(crate::tls::client_config())
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .dns_resolver(Arc::new(reach.clone()))
            .connect_timeout(CONNECT_LIMIT)
            .pool_idle_timeout(IDLE_LIMIT)
            .user_agent(agent)
            .build()
            .expect("the client's settings are constants");
        Egress { client, reach, log }
    }

    /// Where what leaves is written down, for a channel that has a protocol of its own.
    pub fn log(&self) -> &SendLog {
        &self.log
    }

    /// Sends under a permit. The permit is asked when the request's body is about to be written to the open connection;
    /// a server cannot act on a request whose body it does not have.
    pub async fn send(&self, permit: &Permit, call: Call) -> Result<Answer, EgressError> {
        let leave = permit.remaining();
        if leave.is_zero() {
            return Err(EgressError::PermitExpired);
        }
        self.reach.check(&call.url)?;
        if call.method == Method::GET {
            return self.exchange(Some(leave), call).await;
        }
        let host = call.url.host_str().unwrap_or_default();
        let line = self.log.leaving(permit, host, None).map_err(|NotLogged| EgressError::NotLogged)?;
        let answer = self.exchange(Some(leave), call).await;
        let ended = match &answer {
            Ok(answer) if answer.status.is_success() => Ended::Done,
            Ok(_) => Ended::Answered,
            Err(EgressError::MaybeSent) => Ended::Perhaps,
            Err(_) => Ended::NotSent,
        };
        self.log.ended(line, ended);
        answer
    }

    /// Asks something that changes nothing that the public can see: a sign-in, a head to be read before beginning.
    pub async fn ask(&self, call: Call) -> Result<Answer, EgressError> {
        self.reach.check(&call.url)?;
        self.exchange(None, call).await
    }

    async fn exchange(&self, leave: Option<Duration>, call: Call) -> Result<Answer, EgressError> {
        let limit = leave.map_or(TOTAL_LIMIT, |leave| leave.min(TOTAL_LIMIT));
        let mut request = self.client.request(call.method, call.url).headers(call.headers).timeout(limit);
        let mut passage = None;
        if let Some(bytes) = call.body {
            let (body, watch) = GuardedBody::new(bytes, leave.map(|leave| BootTime::now().after(leave)));
            request = request.body(reqwest::Body::wrap(body));
            passage = Some(watch);
        }
        let no_answer = |error: reqwest::Error| {
            // Without its address: that holds record keys and account names.
            let error = error.without_url();
            tracing::debug!(error = &error as &dyn std::error::Error, "no answer from outside");
            match passage.as_ref().map(Passage::seen) {
                Some(guarded_body::Seen::Refused) => EgressError::PermitExpired,
                Some(guarded_body::Seen::Passed) => EgressError::MaybeSent,
                _ if comes_from_reach(&error) => EgressError::OutOfReach,
                Some(guarded_body::Seen::NotAsked) => EgressError::NotSent,
                None if error.is_connect() => EgressError::NotSent,
                None => EgressError::MaybeSent,
            }
        };
        let mut response = request.send().await.map_err(&no_answer)?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(&no_answer)? {
            if body.len() + chunk.len() > ANSWER_LIMIT {
                tracing::debug!("an answer from outside was cut off at its size limit");
                return Err(EgressError::MaybeSent);
            }
            body.extend_from_slice(&chunk);
        }
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        Ok(Answer { status, headers, body: body.into() })
    }
}

impl From<OutOfReach> for EgressError {
    fn from(_: OutOfReach) -> EgressError {
        EgressError::OutOfReach
    }
}

/// Whether a name was resolved and led only to where no request may go.
fn comes_from_reach(error: &reqwest::Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        if error.is::<OutOfReach>() {
            return true;
        }
        cause = error.source();
    }
    false
}

impl Call {
    /// Reads an address, past every cache on the way.
    pub fn get(url: Url) -> Call {
        let call = Call { method: Method::GET, url, headers: HeaderMap::new(), body: None };
        call.header(CACHE_CONTROL, HeaderValue::from_static("no-cache"))
    }

    /// Posts a body.
    pub fn post(url: Url, media_type: HeaderValue, body: Bytes) -> Call {
        let call = Call { method: Method::POST, url, headers: HeaderMap::new(), body: Some(body) };
        call.header(CONTENT_TYPE, media_type)
    }

    /// Deletes what is at an address.
    pub fn delete(url: Url) -> Call {
        Call { method: Method::DELETE, url, headers: HeaderMap::new(), body: None }
    }

    /// Posts nothing.
    pub fn post_empty(url: Url) -> Call {
        Call { method: Method::POST, url, headers: HeaderMap::new(), body: None }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Call {
        self.headers.insert(name, value);
        self
    }
}

impl Answer {
    /// How long the server asks to wait: RFC 9110 `Retry-After`, the `ratelimit-reset` of the AT Protocol's servers in Unix
    /// seconds, or Mastodon's `x-ratelimit-reset` in RFC 3339. A time of day is compared with the server's own `Date`: two clocks need not agree.
    pub fn pause(&self) -> Duration {
        let header = |name: HeaderName| self.headers.get(name).and_then(|v| v.to_str().ok());
        let date = |text: &str| DateTime::parse_from_rfc2822(text).ok().map(|t| t.timestamp());
        let now = header(DATE).and_then(date);
        let until = |then: i64| now.and_then(|now| u64::try_from(then - now).ok());
        let seconds = header(RETRY_AFTER)
            .and_then(|text| text.parse::<u64>().ok().or_else(|| date(text).and_then(until)))
            .or_else(|| {
                let reset = header(HeaderName::from_static("ratelimit-reset"))?;
                until(reset.parse::<i64>().ok()?)
            })
            .or_else(|| {
                let reset = header(HeaderName::from_static("x-ratelimit-reset"))?;
                until(DateTime::parse_from_rfc3339(reset).ok()?.timestamp())
            });
        let pause = seconds.map_or(QUOTA_PAUSE, Duration::from_secs);
        pause.clamp(Duration::from_secs(1), QUOTA_PAUSE_MOST)
    }
}
