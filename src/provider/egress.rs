//! The way out to a provider: TLS or this machine, no redirects, limits on time and size. Trusts what the machine's own
//! store of certificates trusts, for an organisation's provider may well have one of its own authority.

use openidconnect::url::{Host, Url};
use openidconnect::{HttpRequest, HttpResponse};
use std::time::Duration;

/// How long a connection may take to be made, TLS included.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// How long a request may take in all.
const TOTAL_LIMIT: Duration = Duration::from_secs(10);
/// How many bytes of an answer are read: a long list of keys is a few thousand.
const ANSWER_LIMIT: usize = 512 * 1024;

/// The HTTP client of one provider.
#[derive(Clone)]
pub(crate) struct Egress {
    client: reqwest::Client,
}

/// There is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoAnswer {
    #[error("the address is neither https nor on this machine")]
    NotPrivate,
    #[error("the provider did not answer")]
    Lost(#[from] reqwest::Error),
    #[error("the answer is too long")]
    TooLong,
    #[error("the answer is none of HTTP")]
    Malformed(#[from] openidconnect::http::Error),
}

impl Egress {
    /// `None`: the machine has no certificates to check others by.
    pub fn new() -> Option<Egress> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(CONNECT_LIMIT)
            .timeout(TOTAL_LIMIT)
            .user_agent(concat!("childalert/", env!("CARGO_PKG_VERSION")))
            .build();
        match client {
            Ok(client) => Some(Egress { client }),
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "no client for providers can be made"
                );
                None
            }
        }
    }

    /// Asks. A redirect is an answer like any other, and none that is wanted.
    pub async fn send(self, request: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        let request = reqwest::Request::try_from(request).map_err(reqwest::Error::without_url)?;
        if !is_private(request.url()) {
            return Err(NoAnswer::NotPrivate);
        }
        // Without its address: that could hold what the provider put there.
        let mut response = self.client.execute(request).await.map_err(reqwest::Error::without_url)?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(reqwest::Error::without_url)? {
            if body.len() + chunk.len() > ANSWER_LIMIT {
                return Err(NoAnswer::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        let mut answer = openidconnect::http::Response::builder().status(response.status());
        for (name, value) in response.headers() {
            answer = answer.header(name, value);
        }
        Ok(answer.body(body)?)
    }
}

/// Whether an issuer may be asked at this address: TLS, or this machine.
pub fn is_private_address(address: &str) -> bool {
    address.parse().is_ok_and(|url| is_private(&url))
}

/// Whether nobody on the way can read along: TLS, or never on a wire at all.
pub(crate) fn is_private(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_private;

    #[test]
    fn only_tls_and_this_machine_are_private() {
        let private = |url: &str| is_private(&url.parse().expect("a URL"));
        for good in ["https://id.example", "http://localhost:1", "http://127.0.0.1:1/x", "http://[::1]/"] {
            assert!(private(good), "{good}");
        }
        for bad in
            ["http://id.example", "http://localhost.evil.example", "http://10.0.0.1", "ftp://localhost"]
        {
            assert!(!private(bad), "{bad}");
        }
    }
}
