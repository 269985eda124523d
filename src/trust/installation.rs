//! The installation's own key: it signs checkpoints of the trail and bundles, so that both can be told from forgeries without
//! asking the service.

use crate::{Algorithm, PublicKey, encoded};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};

/// A private Ed25519 key.
pub struct InstallationKey {
    pair: Ed25519KeyPair,
}

/// The file does not hold such a key.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file does not hold an installation key: make one with `childalert audit key --out FILE`")]
pub struct NotAKey;

impl InstallationKey {
    /// A new key, as the text of its file (PKCS #8 in base64url).
    pub fn generate() -> Result<String, NotAKey> {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| NotAKey)?;
        Ok(encoded::encoded(document.as_ref()))
    }

    /// From the text of its file.
    pub fn read(text: &str) -> Result<Self, NotAKey> {
        let bytes = encoded::decoded(text.trim()).ok_or(NotAKey)?;
        let pair = Ed25519KeyPair::from_pkcs8(&bytes).map_err(|_| NotAKey)?;
        Ok(InstallationKey { pair })
    }

    /// What others check its signatures with.
    pub fn public(&self) -> PublicKey {
        PublicKey { algorithm: Algorithm::EdDsa, key: self.pair.public_key().as_ref().to_vec() }
    }

    /// Signs.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.pair.sign(message).as_ref().to_vec()
    }
}
