//! What a provider says of itself (OpenID Connect Discovery 1.0) and its keys: asked for when needed, kept for an hour.

use crate::Fault;
use crate::egress::{Egress, NoAnswer};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
    CoreSubjectIdentifierType,
};
use openidconnect::{AdditionalProviderMetadata, DiscoveryError, IssuerUrl, ProviderMetadata};
use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// How long it is believed.
const FRESH: Duration = Duration::from_secs(60 * 60);
/// How soon it is asked again after it did not answer.
const PAUSE: Duration = Duration::from_secs(5);
/// How often at once it is asked for keys that are not among those known, with one more every [`PAUSE`]: a provider that changes its
/// keys twice in a minute is followed, and one that signs with keys that it never shows is left alone.
const RENEWALS: NonZeroU32 = NonZeroU32::MIN.saturating_add(2);

/// What a provider says of itself, with its keys.
pub(crate) type Known = ProviderMetadata<
    Announced,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// What it says beside what Discovery 1.0 names.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Announced {
    /// Every answer says by whom it is (RFC 9207, chapter 3).
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for Announced {}

/// What is known of one provider.
pub(crate) struct Metadata {
    issuer: IssuerUrl,
    asked: Mutex<Asked>,
    renewals: DefaultDirectRateLimiter,
}

#[derive(Default)]
struct Asked {
    found: Option<(Arc<Known>, Instant)>,
    failed_at: Option<Instant>,
}

impl Metadata {
    /// `None`: the issuer is no address.
    pub fn new(issuer: &str) -> Option<Metadata> {
        let issuer = IssuerUrl::new(issuer.to_owned()).ok()?;
        let quota = Quota::with_period(PAUSE)?.allow_burst(RENEWALS);
        Some(Metadata { issuer, asked: Mutex::default(), renewals: RateLimiter::direct(quota) })
    }

    /// What it says, not older than an hour where it answers. One request asks, however many wait.
    pub async fn get(&self, egress: &Egress) -> Result<Arc<Known>, Fault> {
        let mut asked = self.asked.lock().await;
        if asked.found.as_ref().is_none_or(|(_, at)| at.elapsed() >= FRESH) {
            self.ask(&mut asked, egress).await;
        }
        asked.found.as_ref().map(|(found, _)| found.clone()).ok_or(Fault::Unreachable)
    }

    /// What it says now, for a key that is not among those of `known`; nothing where there is nothing newer.
    pub async fn newer(&self, known: &Arc<Known>, egress: &Egress) -> Option<Arc<Known>> {
        let mut asked = self.asked.lock().await;
        let newer = |asked: &Asked| {
            asked.found.as_ref().map(|(found, _)| found.clone()).filter(|found| !Arc::ptr_eq(found, known))
        };
        // Another request may have asked meanwhile.
        if newer(&asked).is_none() && self.renewals.check().is_ok() {
            self.ask(&mut asked, egress).await;
        }
        newer(&asked)
    }

    /// What was known before stays where there is no answer: its keys may well be good still.
    async fn ask(&self, asked: &mut Asked, egress: &Egress) {
        if asked.failed_at.is_some_and(|at| at.elapsed() < PAUSE) {
            return;
        }
        let out = egress.clone();
        let http = move |request| out.clone().send(request);
        match Known::discover_async(self.issuer.clone(), &http).await {
            Ok(found) => *asked = Asked { found: Some((Arc::new(found), Instant::now())), failed_at: None },
            Err(error) => {
                let why = reason(&error);
                tracing::warn!(issuer = self.issuer.as_str(), why, "the provider could not be asked");
                asked.failed_at = Some(Instant::now());
            }
        }
    }
}

/// For the log: never what the provider wrote.
fn reason(error: &DiscoveryError<NoAnswer>) -> &'static str {
    match error {
        DiscoveryError::Request(NoAnswer::NotPrivate) => "it names an address without TLS",
        DiscoveryError::Request(NoAnswer::TooLong) => "its answer is too long",
        DiscoveryError::Request(_) => "no answer",
        DiscoveryError::Parse(_) => "its answer cannot be read",
        DiscoveryError::Response(..) => "its answer is no success",
        DiscoveryError::UrlParse(_) => "its address cannot be used",
        DiscoveryError::Validation(_) => "it calls itself by another issuer than the configuration does",
        _ => "its answer cannot be used",
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    /// What a provider says of itself; `more` are further members.
    fn document(issuer: &str, more: &str) -> String {
        format!(
            r#"{{{more} "issuer": "{issuer}", "authorization_endpoint": "{issuer}/auth", "token_endpoint": "{issuer}/token",
            "jwks_uri": "{issuer}/jwks", "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"]}}"#
        )
    }

    pub(crate) fn known(issuer: &str, more: &str) -> Known {
        serde_json::from_str(&document(issuer, more)).expect("metadata")
    }

    /// A provider that counts how often it is asked for its keys, and answers nothing else once it is told to be away.
    async fn provider() -> (String, Arc<AtomicUsize>, Arc<AtomicUsize>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let issuer = format!("http://localhost:{}", listener.local_addr().expect("an address").port());
        let (asked, away) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (counted, gone, own) = (asked.clone(), away.clone(), issuer.clone());
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut request = [0; 4096];
                let length = stream.read(&mut request).await.unwrap_or_default();
                let for_keys = request[..length].starts_with(b"GET /jwks");
                counted.fetch_add(usize::from(for_keys), Ordering::Relaxed);
                let body = if for_keys { r#"{"keys": []}"#.to_owned() } else { document(&own, "") };
                let status = if gone.load(Ordering::Relaxed) > 0 { "503 Away" } else { "200 OK" };
                let head = format!(
                    "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close",
                    body.len()
                );
                let _ = stream.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).await;
            }
        });
        (issuer, asked, away)
    }

    fn egress() -> Egress {
        let _ = rustls::crypto::ring::default_provider().install_default();
        Egress::new().expect("a client")
    }

    #[tokio::test]
    async fn a_key_that_is_unknown_is_looked_for_at_once_but_not_without_end() {
        let (issuer, asked, _) = provider().await;
        let (metadata, egress) = (Metadata::new(&issuer).expect("an issuer"), egress());
        let first = metadata.get(&egress).await.expect("its metadata");
        let mut known = first.clone();
        for time in 1..=3 {
            known = metadata.newer(&known, &egress).await.expect("something newer");
            assert_eq!(asked.load(Ordering::Relaxed), 1 + time);
        }
        assert!(metadata.newer(&known, &egress).await.is_none(), "enough for now");
        assert!(metadata.newer(&first, &egress).await.is_some(), "what others found meanwhile is newer");
        assert_eq!(asked.load(Ordering::Relaxed), 4);
    }

    #[tokio::test]
    async fn a_provider_that_is_away_is_left_alone_for_a_while_and_its_keys_stay() {
        let (issuer, asked, away) = provider().await;
        let (metadata, egress) = (Metadata::new(&issuer).expect("an issuer"), egress());
        let known = metadata.get(&egress).await.expect("its metadata");
        away.store(1, Ordering::Relaxed);
        assert!(metadata.newer(&known, &egress).await.is_none());
        away.store(0, Ordering::Relaxed);
        assert!(metadata.newer(&known, &egress).await.is_none(), "not within the pause");
        assert_eq!(asked.load(Ordering::Relaxed), 1);
        assert!(metadata.get(&egress).await.is_ok());
    }
}
