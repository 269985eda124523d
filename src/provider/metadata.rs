//! What a provider says of itself (OpenID Connect Discovery 1.0) and its keys: asked for when needed, kept for an hour.

use crate::Fault;
use crate::egress::{Egress, NoAnswer};
use openidconnect::core::CoreProviderMetadata;
use openidconnect::{DiscoveryError, IssuerUrl};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// How long it is believed.
const FRESH: Duration = Duration::from_secs(60 * 60);
/// How soon it is asked for again at most: after a failure, or for a key that is not among those known.
const PAUSE: Duration = Duration::from_secs(5);

/// What is known of one provider.
pub(crate) struct Metadata {
    issuer: IssuerUrl,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    found: Option<Arc<CoreProviderMetadata>>,
    found_at: Option<Instant>,
    asked_at: Option<Instant>,
}

impl Metadata {
    /// `None`: the issuer is no address.
    pub fn new(issuer: &str) -> Option<Metadata> {
        let issuer = IssuerUrl::new(issuer.to_owned()).ok()?;
        Some(Metadata { issuer, known: Mutex::default() })
    }

    /// What it says, not older than an hour where it answers. One request asks, however many wait.
    pub async fn get(&self, egress: &Egress) -> Result<Arc<CoreProviderMetadata>, Fault> {
        let mut known = self.known.lock().await;
        if known.found_at.is_none_or(|at| at.elapsed() >= FRESH) {
            self.ask(&mut known, egress).await;
        }
        known.found.clone().ok_or(Fault::Unreachable)
    }

    /// Asks again, for a key that is not among those known; whether something newer may be there now.
    pub async fn renew(&self, egress: &Egress) -> bool {
        let mut known = self.known.lock().await;
        self.ask(&mut known, egress).await
    }

    /// What was known before stays where there is no answer: its keys may well be good still.
    async fn ask(&self, known: &mut Known, egress: &Egress) -> bool {
        if known.asked_at.is_some_and(|at| at.elapsed() < PAUSE) {
            // Another request has just asked: what it found is as new.
            return known.found_at == known.asked_at;
        }
        let out = egress.clone();
        let http = move |request| out.clone().send(request);
        let found = CoreProviderMetadata::discover_async(self.issuer.clone(), &http).await;
        known.asked_at = Some(Instant::now());
        match found {
            Ok(found) => {
                known.found = Some(Arc::new(found));
                known.found_at = known.asked_at;
                true
            }
            Err(error) => {
                let why = reason(&error);
                tracing::warn!(issuer = self.issuer.as_str(), why, "the provider could not be asked");
                false
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
