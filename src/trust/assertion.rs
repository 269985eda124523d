//! A passkey's answer to a challenge of our own (WebAuthn level 3, 7.2), checked from its raw parts. Signing in goes through
//! a library that makes its own challenges; a decision needs one that says what is decided.

use crate::{PublicKey, encoded};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use childalert_domain::Digest;
use serde::{Deserialize, Serialize};

/// What the browser hands over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assertion {
    /// Which passkey.
    #[serde(with = "encoded")]
    pub credential_id: Vec<u8>,
    /// What the authenticator says of the site, of the person's presence and of itself.
    #[serde(with = "encoded")]
    pub authenticator_data: Vec<u8>,
    /// What the browser says: type, challenge, origin.
    #[serde(with = "encoded")]
    pub client_data_json: Vec<u8>,
    /// Over both.
    #[serde(with = "encoded")]
    pub signature: Vec<u8>,
}

/// What was asked, and where.
#[derive(Clone, Copy, Debug)]
pub struct Ceremony<'a> {
    /// The challenge.
    pub challenge: &'a [u8],
    /// The site's domain, such as `alert.example.org`.
    pub rp_id: &'a str,
    /// The site's address, such as `https://alert.example.org`.
    pub origin: &'a str,
}

/// What an assertion says besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asserted {
    /// The authenticator's signature counter; 0 where it has none.
    pub counter: u32,
}

/// Why an assertion does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssertionFault {
    /// The browser's part cannot be read.
    #[error("what the browser signed cannot be read")]
    Unreadable,
    /// It answers something else, such as a registration.
    #[error("the signature is not an answer to a question")]
    Kind,
    /// It answers another question.
    #[error("the signature answers another question than this decision")]
    Challenge,
    /// It was given to another site.
    #[error("the signature was given to another site")]
    Origin,
    /// It was given within a page of another site.
    #[error("the signature was given in a frame of another site")]
    Framed,
    /// It is for another domain.
    #[error("the signature is for another domain")]
    Domain,
    /// Nobody touched the authenticator.
    #[error("nobody was present when it was signed")]
    NotPresent,
    /// The authenticator did not make sure who touched it.
    #[error("the device did not check who signed")]
    NotVerified,
    /// The key did not sign this.
    #[error("the signature is not this passkey's, or something was changed after it")]
    Signature,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    top_origin: Option<String>,
}

/// RP id hash, flags, counter.
const LEAST: usize = 37;
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;

impl Assertion {
    /// Checks it against what was asked and the key that was registered.
    pub fn check(&self, key: &PublicKey, asked: Ceremony<'_>) -> Result<Asserted, AssertionFault> {
        let client: ClientData =
            serde_json::from_slice(&self.client_data_json).map_err(|_| AssertionFault::Unreadable)?;
        if client.r#type != "webauthn.get" {
            return Err(AssertionFault::Kind);
        }
        if client.challenge != URL_SAFE_NO_PAD.encode(asked.challenge) {
            return Err(AssertionFault::Challenge);
        }
        if client.origin != asked.origin {
            return Err(AssertionFault::Origin);
        }
        if client.cross_origin || client.top_origin.is_some() {
            return Err(AssertionFault::Framed);
        }
        let data = &self.authenticator_data;
        let (Some(domain), Some(flags), Some(counter)) =
            (data.get(..32), data.get(32), data.get(33..LEAST).and_then(|four| four.try_into().ok()))
        else {
            return Err(AssertionFault::Unreadable);
        };
        if domain != Digest::of(asked.rp_id.as_bytes()).bytes() {
            return Err(AssertionFault::Domain);
        }
        if flags & PRESENT == 0 {
            return Err(AssertionFault::NotPresent);
        }
        if flags & VERIFIED == 0 {
            return Err(AssertionFault::NotVerified);
        }
        let mut signed = data.clone();
        signed.extend_from_slice(Digest::of(&self.client_data_json).bytes());
        if !key.verifies(&signed, &self.signature) {
            return Err(AssertionFault::Signature);
        }
        Ok(Asserted { counter: u32::from_be_bytes(counter) })
    }
}
