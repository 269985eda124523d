//! A passkey in software, for the demonstration and for tests: what a phone does with a fingerprint, this does without asking
//! anybody. Speaks WebAuthn as a browser and its authenticator do together (level 3; attestation "none").

use data_encoding::BASE64URL_NOPAD;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};

/// Present, verified, and with the new key's data.
const REGISTERING: u8 = 0x45;
/// Present and verified.
const ANSWERING: u8 = 0x05;

/// One passkey of one person for one site.
pub struct SoftPasskey {
    pair: EcdsaKeyPair,
    id: Vec<u8>,
    user: Vec<u8>,
    rp_id: String,
    origin: String,
    /// Counts its signatures, as most authenticators do.
    pub counter: u32,
    /// The private key, to make a copy of it.
    pkcs8: Vec<u8>,
}

/// What was asked cannot be answered.
#[derive(Debug, thiserror::Error)]
#[error("the question lacks {0}")]
pub struct Unanswerable(&'static str);

impl SoftPasskey {
    /// Makes a passkey as the options of `navigator.credentials.create` ask, on a page of `origin`; with it, what the browser hands
    /// over.
    pub fn create(options: &Value, origin: &str) -> Result<(SoftPasskey, Value), Unanswerable> {
        let asked = &options["publicKey"];
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random)
            .map_err(|_| Unanswerable("randomness"))?;
        let mut id = vec![0; 16];
        random.fill(&mut id).map_err(|_| Unanswerable("randomness"))?;
        let passkey = SoftPasskey {
            pair: pair(pkcs8.as_ref())?,
            id,
            user: bytes(&asked["user"]["id"], "user.id")?,
            rp_id: asked["rp"]["id"].as_str().ok_or(Unanswerable("rp.id"))?.to_owned(),
            origin: origin.to_owned(),
            counter: 0,
            pkcs8: pkcs8.as_ref().to_vec(),
        };
        let client = passkey.client_data("webauthn.create", &asked["challenge"])?;
        let mut data = passkey.authenticator_data(REGISTERING);
        data.extend([0; 16]);
        data.extend((passkey.id.len() as u16).to_be_bytes());
        data.extend(&passkey.id);
        data.extend(passkey.cose_key());
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}.
        let mut attestation = vec![0xa3];
        attestation.extend(b"\x63fmt\x64none\x67attStmt\xa0\x68authData\x59");
        attestation.extend((data.len() as u16).to_be_bytes());
        attestation.extend(data);
        let id = BASE64URL_NOPAD.encode(&passkey.id);
        let credential = json!({
            "id": id,
            "rawId": id,
            "type": "public-key",
            "response": {
                "attestationObject": BASE64URL_NOPAD.encode(&attestation),
                "clientDataJSON": BASE64URL_NOPAD.encode(&client),
                "transports": ["internal"],
            },
            "clientExtensionResults": {},
        });
        Ok((passkey, credential))
    }

    /// Answers the options of `navigator.credentials.get`.
    pub fn get(&mut self, options: &Value) -> Result<Value, Unanswerable> {
        self.counter += 1;
        let client = self.client_data("webauthn.get", &options["publicKey"]["challenge"])?;
        let data = self.authenticator_data(ANSWERING);
        let mut message = data.clone();
        message.extend(digest(&SHA256, &client).as_ref());
        let signature =
            self.pair.sign(&SystemRandom::new(), &message).map_err(|_| Unanswerable("randomness"))?;
        let id = BASE64URL_NOPAD.encode(&self.id);
        Ok(json!({
            "id": id,
            "rawId": id,
            "type": "public-key",
            "response": {
                "authenticatorData": BASE64URL_NOPAD.encode(&data),
                "clientDataJSON": BASE64URL_NOPAD.encode(&client),
                "signature": BASE64URL_NOPAD.encode(signature.as_ref()),
                "userHandle": BASE64URL_NOPAD.encode(&self.user),
            },
            "clientExtensionResults": {},
        }))
    }

    /// A copy, as a thief would have it.
    pub fn copy(&self) -> Result<SoftPasskey, Unanswerable> {
        Ok(SoftPasskey {
            pair: pair(&self.pkcs8)?,
            id: self.id.clone(),
            user: self.user.clone(),
            rp_id: self.rp_id.clone(),
            origin: self.origin.clone(),
            counter: self.counter,
            pkcs8: self.pkcs8.clone(),
        })
    }

    /// The same passkey used on a page of another site.
    #[must_use]
    pub fn on_page_of(mut self, origin: &str) -> SoftPasskey {
        origin.clone_into(&mut self.origin);
        self
    }

    fn client_data(&self, kind: &str, challenge: &Value) -> Result<Vec<u8>, Unanswerable> {
        let challenge = challenge.as_str().ok_or(Unanswerable("challenge"))?;
        let data =
            json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false });
        Ok(data.to_string().into_bytes())
    }

    fn authenticator_data(&self, flags: u8) -> Vec<u8> {
        let mut data = digest(&SHA256, self.rp_id.as_bytes()).as_ref().to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// CBOR: {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053, 7.1.1).
    fn cose_key(&self) -> Vec<u8> {
        let point = self.pair.public_key().as_ref();
        let mut key = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
        key.extend(&point[1..33]);
        key.extend([0x22, 0x58, 0x20]);
        key.extend(&point[33..65]);
        key
    }
}

fn pair(pkcs8: &[u8]) -> Result<EcdsaKeyPair, Unanswerable> {
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8, &SystemRandom::new())
        .map_err(|_| Unanswerable("a key"))
}

fn bytes(value: &Value, name: &'static str) -> Result<Vec<u8>, Unanswerable> {
    value.as_str().and_then(|text| BASE64URL_NOPAD.decode(text.as_bytes()).ok()).ok_or(Unanswerable(name))
}
