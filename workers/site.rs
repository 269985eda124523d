//! The service's own site: pages and feed entries.
//!
//! There is nothing to send: the site shows a row that is live, and no other. So to place is to say yes, and to withdraw is
//! to read the address back as the public does, from outside and past every cache, until the copy is really gone.

use crate::channel::{Channel, Prepared, misaddressed};
use crate::egress::{Answer, Call, Egress, EgressError};
use async_trait::async_trait;
use childalert_jobs::{Act, Content, Ledger, Outcome, Permit, Reason};
use reqwest::{StatusCode, Url};

/// A page or a feed of the own site.
pub struct Site {
    name: &'static str,
    egress: Egress,
}

impl Site {
    /// The channel called `name`.
    pub fn new(name: &'static str, egress: Egress) -> Site {
        Site { name, egress }
    }

    /// Whether the address still shows the copy. `None`: it answered, but with neither the page nor its absence.
    async fn shows(&self, permit: &Permit, url: Url, marker: &str) -> Result<Option<bool>, EgressError> {
        let Answer { status, body, .. } = self.egress.send(permit, Call::get(url)).await?;
        Ok(match status {
            StatusCode::OK => Some(contains(&body, marker.as_bytes())),
            StatusCode::NOT_FOUND | StatusCode::GONE => Some(false),
            _ => None,
        })
    }
}

#[async_trait]
impl Channel for Site {
    fn name(&self) -> &'static str {
        self.name
    }

    async fn act(&self, permit: &Permit, _: Prepared, _: &dyn Ledger) -> Outcome {
        let Content::Site { url: text, marker, .. } = permit.content() else {
            return misaddressed(self.name, permit);
        };
        // An empty marker would be found everywhere.
        let Some(url) = Url::parse(text).ok().filter(|_| !marker.is_empty()) else {
            return misaddressed(self.name, permit);
        };
        let live = Outcome::Live { outside_id: url.path().to_owned(), url: Some(text.clone()) };
        if permit.act() == Act::Place {
            return live;
        }
        match (permit.act(), self.shows(permit, url, marker).await) {
            (Act::Probe, Ok(Some(true))) => live,
            (Act::Probe | Act::Withdraw | Act::Correct, Ok(Some(false))) => Outcome::Absent,
            (Act::Withdraw | Act::Correct, Ok(Some(true))) => {
                Outcome::RetryAfter { ms: 250, reason: Reason::StillThere }
            }
            (Act::Probe | Act::Withdraw | Act::Correct, Ok(None)) => {
                Outcome::RetryAfter { ms: 1_000, reason: Reason::OutsideFault }
            }
            (Act::Probe | Act::Withdraw | Act::Correct, Err(EgressError::PermitExpired)) => {
                EgressError::PermitExpired.outcome()
            }
            (Act::Probe | Act::Withdraw | Act::Correct, Err(_)) => {
                Outcome::RetryAfter { ms: 1_000, reason: Reason::Unreachable }
            }
            (Act::Place | Act::Render | Act::Tell | Act::Measure, _) => misaddressed(self.name, permit),
        }
    }
}

fn contains(body: &[u8], marker: &[u8]) -> bool {
    body.windows(marker.len()).any(|window| window == marker)
}
