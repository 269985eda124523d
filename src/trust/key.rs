//! Public keys: a passkey's, or the installation's.

use crate::encoded;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use childalert_domain::Digest;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey, VerificationAlgorithm,
};
use serde::{Deserialize, Serialize};

/// With what a key signs; names as in the registry of COSE algorithms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Algorithm {
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256")]
    Es256,
    /// RSA, PKCS #1 1.5, with SHA-256.
    #[serde(rename = "RS256")]
    Rs256,
    /// Ed25519.
    #[serde(rename = "EdDSA")]
    EdDsa,
}

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicKey {
    /// With what it signs.
    pub algorithm: Algorithm,
    /// ES256: the uncompressed point, 65 bytes. RS256: `RSAPublicKey` in DER (RFC 8017, A.1.1). EdDSA: 32 bytes.
    #[serde(with = "encoded")]
    pub key: Vec<u8>,
}

impl PublicKey {
    /// Whether `signature` is this key's over `message`.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        let algorithm: &dyn VerificationAlgorithm = match self.algorithm {
            Algorithm::Es256 => &ECDSA_P256_SHA256_ASN1,
            Algorithm::Rs256 => &RSA_PKCS1_2048_8192_SHA256,
            Algorithm::EdDsa => &ED25519,
        };
        UnparsedPublicKey::new(algorithm, &self.key).verify(message, signature).is_ok()
    }

    /// SHA-256 over the key's PEM text: what the trail has of it, and what people compare.
    pub fn fingerprint(&self) -> Digest {
        Digest::of(self.pem().as_bytes())
    }

    /// As `SubjectPublicKeyInfo` in PEM, for other tools (`openssl dgst -verify`).
    pub fn pem(&self) -> String {
        // The algorithm's identifier in DER (RFC 5480, RFC 8410, RFC 3279).
        let identifier: &[u8] = match self.algorithm {
            Algorithm::Es256 => &[
                0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
                0x48, 0xce, 0x3d, 0x03, 0x01, 0x07,
            ],
            Algorithm::Rs256 => {
                &[0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00]
            }
            Algorithm::EdDsa => &[0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70],
        };
        let mut bits = vec![0];
        bits.extend_from_slice(&self.key);
        let mut whole = identifier.to_vec();
        whole.extend(der(0x03, &bits));
        let text = STANDARD.encode(der(0x30, &whole));
        let lines: Vec<&str> =
            text.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok()).collect();
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"))
    }

    /// An RSA key from its modulus and exponent, both big-endian.
    pub fn rsa(modulus: &[u8], exponent: &[u8]) -> PublicKey {
        let mut numbers = der_number(modulus);
        numbers.extend(der_number(exponent));
        PublicKey { algorithm: Algorithm::Rs256, key: der(0x30, &numbers) }
    }
}

fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let bytes: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    let mut out = vec![tag];
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => {
            out.push(0x80 | u8::try_from(bytes.len()).unwrap_or(0));
            out.extend(bytes);
        }
    }
    out.extend_from_slice(content);
    out
}

fn der_number(number: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = number.iter().copied().skip_while(|byte| *byte == 0).collect();
    let mut content = Vec::new();
    // A leading bit would make it negative.
    if digits.first().is_none_or(|first| *first >= 0x80) {
        content.push(0);
    }
    content.extend(digits);
    der(0x02, &content)
}
