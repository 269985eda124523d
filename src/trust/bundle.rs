//! Everything that shows a publication was lawful, in one file that can be checked without the service: a tar archive (POSIX
//! ustar) with the frozen proof, its files, the consents, the signed decisions and the entries of the trail, listed in a
//! manifest that the installation has signed.
//!
//! The archive has one form: what is read is written again and compared, so that not even a byte between two files can hide
//! anything.

use crate::{InstallationKey, PublicKey, SignedDecision, encoded};
use childalert_domain::{Digest, Proof, Sealed};
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use uuid::Uuid;

const FORMAT: &str = "childalert-bundle/1";
const MANIFEST: &str = "manifest.json";
const SIGNATURE: &str = "manifest.sig";
const PROOF: &str = "proof.json";
const DECISIONS: &str = "decisions.json";
const CONSENTS: &str = "consents.json";
const TRAIL: &str = "trail.json";
/// The largest bundle, in bytes, that is read.
const MOST_BYTES: usize = 512 * 1024 * 1024;

/// A file of the kit or a photo.
#[derive(Clone, PartialEq, Eq)]
pub struct BundleItem {
    /// Its name in the archive, such as `files/poster-a4-fr-nl.pdf`.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A consent or an override as it stood in the file, with what its digest in the trail was made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consented {
    /// Its id.
    pub id: Uuid,
    /// The paper.
    pub body: String,
    /// The trail's digest is over this and the body, so that it tells nobody anything once the paper is gone.
    pub salt: String,
}

impl Consented {
    /// The digest that the trail has of a paper.
    pub fn digest(salt: &str, body: &str) -> Digest {
        Digest::of(format!("{salt}\n{body}").as_bytes())
    }
}

/// An entry of the trail with the seal before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrailExtract {
    /// The seal before.
    pub previous: Digest,
    /// The entry and its seal.
    pub sealed: Sealed,
}

/// What goes into a bundle.
pub struct Bundle {
    /// The frozen proof.
    pub proof: Proof,
    /// The kit's files and the photos.
    pub items: Vec<BundleItem>,
    /// Consents and overrides of the case.
    pub consents: Vec<Consented>,
    /// The decisions over the proof.
    pub decisions: Vec<SignedDecision>,
    /// The entries of the campaign and of its case, and those that registered the deciders' passkeys.
    pub trail: Vec<TrailExtract>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    format: String,
    campaign: Uuid,
    proof: Digest,
    /// Of each part of the proof, so that a difference can be named.
    parts: BTreeMap<String, Digest>,
    made_at: DateTime<Utc>,
    installation: PublicKey,
    items: Vec<Listed>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    name: String,
    sha256: Digest,
    bytes: u64,
}

/// What does not hold in a bundle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleFault {
    /// Not an archive that this program has written, or of another version.
    #[error("the file is not a proof bundle of this version: {0}")]
    Unreadable(&'static str),
    /// The archive holds bytes that belong to nothing.
    #[error("the archive was written by something else: it holds bytes that belong to no file")]
    NotCanonical,
    /// The installation's signature does not fit the manifest.
    #[error("manifest.json: the installation's signature does not fit")]
    Signature,
    /// Signed by another installation than the one that is trusted.
    #[error("manifest.json: it is signed by another installation than the key given")]
    Installation,
    /// A file that is listed is not there.
    #[error("{0}: it is missing")]
    Missing(String),
    /// A file that is not listed is there.
    #[error("{0}: it does not belong to the bundle")]
    Unlisted(String),
    /// A file is not the one that was listed or decided on.
    #[error("{0}: it is not the file that was decided on")]
    File(String),
    /// A part of the proof.
    #[error("proof.json: {0} differs from what was decided on")]
    Part(String),
    /// The proof as a whole.
    #[error("proof.json: it is not the proof that was decided on")]
    Proof,
    /// A decision.
    #[error("decisions.json, decision {number}: {reason}")]
    Decision {
        /// From 1.
        number: usize,
        /// Why.
        reason: String,
    },
    /// Nobody decided that this may go out.
    #[error("decisions.json: no decision lets this proof out")]
    NotDecided,
    /// A consent is not the one that was recorded.
    #[error("consents.json, paper {0}: it is not the one that the trail has recorded")]
    Consent(Uuid),
    /// An entry of the trail.
    #[error("trail.json, entry {0}: its seal does not fit")]
    Entry(i64),
}

/// What a good bundle proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// The campaign.
    pub campaign: Uuid,
    /// The proof's digest.
    pub proof: Digest,
    /// Decisions whose signatures hold.
    pub decisions: Vec<SignedDecision>,
    /// Files of the kit.
    pub files: usize,
    /// Consents and overrides that the trail has recorded.
    pub consents: usize,
    /// Entries of the trail.
    pub entries: usize,
    /// Who signed the bundle; to be compared with the key that the foundation has published.
    pub installation: PublicKey,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

impl Bundle {
    /// Writes the archive, signed.
    pub fn write(&self, at: DateTime<Utc>, key: &InstallationKey) -> Result<Vec<u8>, BundleFault> {
        let mut items = vec![
            item(PROOF, self.proof.canonical().as_bytes().to_vec()),
            item(DECISIONS, canonical(&self.decisions)?),
            item(CONSENTS, canonical(&self.consents)?),
            item(TRAIL, canonical(&self.trail)?),
        ];
        for decision in &self.decisions {
            let name = key_name(&decision.key);
            if items.iter().all(|item| item.name != name) {
                items.push(item(&name, decision.key.pem().into_bytes()));
            }
        }
        items.extend(self.items.iter().cloned());
        items.sort_by(|a, b| a.name.cmp(&b.name));
        let listed = |item: &BundleItem| Listed {
            name: item.name.clone(),
            sha256: Digest::of(&item.bytes),
            bytes: item.bytes.len() as u64,
        };
        let manifest = canonical(&Manifest {
            format: FORMAT.to_owned(),
            campaign: self.proof.content().campaign,
            proof: self.proof.digest(),
            parts: parts(self.proof.canonical()).ok_or(BundleFault::Proof)?,
            made_at: at,
            installation: key.public(),
            items: items.iter().map(listed).collect(),
        })?;
        let signature = encoded::encoded(&key.sign(&signed(&manifest)));
        items.insert(0, item(MANIFEST, manifest));
        items.insert(1, item(SIGNATURE, signature.into_bytes()));
        archive(&items)
    }
}

/// Checks a bundle; `trusted` is the installation's key, where that is known from elsewhere. Everything that does not hold is
/// named at once.
pub fn verify(bytes: &[u8], trusted: Option<&PublicKey>) -> Result<Proven, Vec<BundleFault>> {
    let items = opened(bytes).map_err(|fault| vec![fault])?;
    let mut faults = Vec::new();
    if archive(&items).as_deref() != Ok(bytes) {
        faults.push(BundleFault::NotCanonical);
    }
    let find = |name: &str| items.iter().find(|item| item.name == name).map(|item| item.bytes.as_slice());
    let Some(manifest_bytes) = find(MANIFEST) else {
        return Err(vec![BundleFault::Missing(MANIFEST.to_owned())]);
    };
    let manifest: Manifest = read(manifest_bytes, MANIFEST).map_err(|fault| vec![fault])?;
    if manifest.format != FORMAT {
        return Err(vec![BundleFault::Unreadable("its manifest has another format")]);
    }
    let signature = find(SIGNATURE)
        .and_then(|text| std::str::from_utf8(text).ok())
        .and_then(encoded::decoded)
        .unwrap_or_default();
    if !manifest.installation.verifies(&signed(manifest_bytes), &signature) {
        faults.push(BundleFault::Signature);
    }
    if trusted.is_some_and(|trusted| *trusted != manifest.installation) {
        faults.push(BundleFault::Installation);
    }
    for listed in &manifest.items {
        match find(&listed.name) {
            None => faults.push(BundleFault::Missing(listed.name.clone())),
            // The proof and the papers are looked into below, where what differs has a name.
            Some(bytes) if listed.name != PROOF && Digest::of(bytes) != listed.sha256 => {
                faults.push(BundleFault::File(listed.name.clone()));
            }
            Some(_) => {}
        }
    }
    let known: BTreeSet<&str> = manifest.items.iter().map(|listed| listed.name.as_str()).collect();
    let unlisted =
        items.iter().map(|item| item.name.as_str()).filter(|name| ![MANIFEST, SIGNATURE].contains(name));
    faults.extend(
        unlisted.filter(|name| !known.contains(name)).map(|name| BundleFault::Unlisted(name.to_owned())),
    );

    let proof = find(PROOF).and_then(|bytes| std::str::from_utf8(bytes).ok());
    faults.extend(proof_faults(proof, &manifest));
    if let Some(proof) = proof.and_then(|text| Proof::thaw(text.to_owned(), Digest::of(text.as_bytes()))) {
        faults.extend(file_faults(&proof, find));
    }
    let parsed = |name: &'static str| find(name).ok_or(BundleFault::Missing(name.to_owned()));
    let decisions: Vec<SignedDecision> =
        taken(parsed(DECISIONS).and_then(|b| read(b, DECISIONS)), &mut faults);
    let consents: Vec<Consented> = taken(parsed(CONSENTS).and_then(|b| read(b, CONSENTS)), &mut faults);
    let trail: Vec<TrailExtract> = taken(parsed(TRAIL).and_then(|b| read(b, TRAIL)), &mut faults);
    for TrailExtract { previous, sealed } in &trail {
        if sealed.entry.seal(*previous).ok() != Some(sealed.hash) {
            faults.push(BundleFault::Entry(sealed.entry.seq));
        }
    }
    faults.extend(decision_faults(&decisions, &trail, &manifest));
    let recorded = |paper: &&Consented| {
        let detail = format!("{} {}", paper.id, Consented::digest(&paper.salt, &paper.body));
        trail.iter().all(|extract| extract.sealed.entry.detail != detail)
    };
    faults.extend(consents.iter().filter(recorded).map(|paper| BundleFault::Consent(paper.id)));
    faults.dedup();
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Proven {
        campaign: manifest.campaign,
        proof: manifest.proof,
        files: manifest.items.iter().filter(|listed| listed.name.starts_with("files/")).count(),
        consents: consents.len(),
        entries: trail.len(),
        installation: manifest.installation,
        made_at: manifest.made_at,
        decisions,
    })
}

/// What of the proof is not what the manifest has, by name.
fn proof_faults(proof: Option<&str>, manifest: &Manifest) -> Vec<BundleFault> {
    let Some(text) = proof else { return vec![BundleFault::Proof] };
    if Digest::of(text.as_bytes()) == manifest.proof {
        return Vec::new();
    }
    let Some(found) = parts(text) else { return vec![BundleFault::Proof] };
    let names: BTreeSet<&String> = found.keys().chain(manifest.parts.keys()).collect();
    let differs = |name: &&&String| found.get(**name) != manifest.parts.get(**name);
    let mut faults: Vec<BundleFault> =
        names.iter().filter(differs).map(|name| BundleFault::Part(part_name(name).to_owned())).collect();
    if faults.is_empty() {
        faults.push(BundleFault::Proof);
    }
    faults
}

/// What a part of the proof is called by people.
fn part_name(part: &str) -> &str {
    match part {
        "notices" => "a text of the notice",
        "channels" => "the channels",
        "area" => "the area",
        "until" => "the period",
        "files" => "the list of files",
        "photos" => "the photos",
        "posts" => "the text of a post",
        "mails" => "the text of an e-mail",
        "closings" => "the closing message",
        other => other,
    }
}

/// Files that the proof names and that are not there, or are others.
fn file_faults<'a>(proof: &Proof, find: impl Fn(&str) -> Option<&'a [u8]>) -> Vec<BundleFault> {
    let content = proof.content();
    let files = content.files.iter().map(|file| (format!("files/{}", file.name), file.sha256));
    let photos = content.photos.iter().map(|photo| (format!("photos/{}.jpg", photo.sha256), photo.sha256));
    files
        .chain(photos)
        .filter_map(|(name, sha256)| match find(&name) {
            None => Some(BundleFault::Missing(name)),
            Some(bytes) => (Digest::of(bytes) != sha256).then_some(BundleFault::File(name)),
        })
        .collect()
}

/// Decisions that do not hold, or the lack of one that lets the proof out.
fn decision_faults(
    decisions: &[SignedDecision],
    trail: &[TrailExtract],
    manifest: &Manifest,
) -> Vec<BundleFault> {
    let mut faults = Vec::new();
    for (index, decision) in decisions.iter().enumerate() {
        let mut fault = |reason: String| faults.push(BundleFault::Decision { number: index + 1, reason });
        if let Err(error) = decision.check() {
            fault(error.to_string());
        }
        let statement = &decision.statement;
        if statement.proof != manifest.proof || statement.campaign != manifest.campaign {
            fault("it is about another proof".to_owned());
        }
        // Who the passkey belongs to is what the service wrote down when it was registered.
        let registered = trail.iter().map(|extract| &extract.sealed.entry).any(|entry| {
            entry.act == "passkey.add"
                && entry.subject == statement.decider
                && entry.detail == decision.key.fingerprint().to_string()
        });
        if !registered {
            fault("the trail does not say that the passkey is the decider's".to_owned());
        }
    }
    if !decisions.iter().any(|decision| decision.statement.act.lets_out()) {
        faults.push(BundleFault::NotDecided);
    }
    faults
}

fn taken<T: Default>(read: Result<T, BundleFault>, faults: &mut Vec<BundleFault>) -> T {
    read.unwrap_or_else(|fault| {
        faults.push(fault);
        T::default()
    })
}

/// Each part of a proof under its own digest.
fn parts(canonical_proof: &str) -> Option<BTreeMap<String, Digest>> {
    let whole: BTreeMap<String, serde_json::Value> = serde_json::from_str(canonical_proof).ok()?;
    whole.into_iter().map(|(name, part)| Some((name, Digest::of(&canonical(&part).ok()?)))).collect()
}

fn canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, BundleFault> {
    serde_json_canonicalizer::to_vec(value).map_err(|_| BundleFault::Unreadable("it cannot be written"))
}

/// Reads a document that must be canonical: nothing else may say the same.
fn read<T: DeserializeOwned + Serialize>(bytes: &[u8], name: &str) -> Result<T, BundleFault> {
    let value = serde_json::from_slice(bytes).map_err(|_| BundleFault::File(name.to_owned()))?;
    if canonical(&value)? != bytes {
        return Err(BundleFault::File(name.to_owned()));
    }
    Ok(value)
}

fn signed(manifest: &[u8]) -> Vec<u8> {
    let mut message = format!("{FORMAT}\n").into_bytes();
    message.extend_from_slice(manifest);
    message
}

fn key_name(key: &PublicKey) -> String {
    format!("keys/{}.pem", key.fingerprint())
}

fn item(name: &str, bytes: Vec<u8>) -> BundleItem {
    BundleItem { name: name.to_owned(), bytes }
}

/// The archive in its one form: no owner, no time, one mode.
fn archive(items: &[BundleItem]) -> Result<Vec<u8>, BundleFault> {
    const UNWRITABLE: BundleFault = BundleFault::Unreadable("it cannot be written");
    let mut builder = tar::Builder::new(Vec::new());
    for item in items {
        let mut header = tar::Header::new_ustar();
        header.set_path(&item.name).map_err(|_| UNWRITABLE)?;
        header.set_size(item.bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        header.set_cksum();
        builder.append(&header, item.bytes.as_slice()).map_err(|_| UNWRITABLE)?;
    }
    builder.into_inner().map_err(|_| UNWRITABLE)
}

fn opened(bytes: &[u8]) -> Result<Vec<BundleItem>, BundleFault> {
    const DAMAGED: BundleFault = BundleFault::Unreadable("it is not a whole tar archive");
    if bytes.len() > MOST_BYTES {
        return Err(BundleFault::Unreadable("it is too large"));
    }
    let mut items = Vec::new();
    let mut archive = tar::Archive::new(bytes);
    for entry in archive.entries().map_err(|_| DAMAGED)? {
        let mut entry = entry.map_err(|_| DAMAGED)?;
        // Before it is read: a sparse one of a few bytes would claim terabytes.
        if !entry.header().entry_type().is_file() {
            return Err(DAMAGED);
        }
        let name = std::str::from_utf8(&entry.path_bytes()).map_err(|_| DAMAGED)?.to_owned();
        let mut content = Vec::new();
        entry.by_ref().take(MOST_BYTES as u64).read_to_end(&mut content).map_err(|_| DAMAGED)?;
        if items.iter().any(|known: &BundleItem| known.name == name) {
            return Err(BundleFault::Unreadable("it holds two files of one name"));
        }
        items.push(BundleItem { name, bytes: content });
    }
    Ok(items)
}
