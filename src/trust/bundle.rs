//! Everything that shows a publication was lawful, in one file that can be checked without the service: the frozen proof, its
//! files, the consents, the signed decisions and the entries of the trail, listed in a manifest that the installation has signed.
//!
//! The installation's signature keeps strangers out. Against whoever holds that key there are the passkeys' signatures, the
//! trail, which says what there must be beside what there is, and the checkpoints of the trail that were kept elsewhere.

mod archive;
mod fault;
mod history;
mod stretch;

use crate::{InstallationKey, PublicKey, SignedDecision, encoded};
use archive::{archive, opened};
use childalert_domain::{Digest, Proof, TrailHead};
use chrono::{DateTime, Utc};
pub use fault::BundleFault;
pub use history::{Ended, History};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
pub use stretch::{Link, Registration, TrailStretch};
use uuid::Uuid;

const FORMAT: &str = "childalert-bundle/2";
const MANIFEST: &str = "manifest.json";
const SIGNATURE: &str = "manifest.sig";
const PROOF: &str = "proof.json";
const DECISIONS: &str = "decisions.json";
const CONSENTS: &str = "consents.json";
const TRAIL: &str = "trail.json";
const REGISTRATIONS: &str = "registrations.json";

/// A file of the kit or a photo.
#[derive(Clone, PartialEq, Eq)]
pub struct BundleItem {
    /// Its name in the archive, such as `files/poster-a4-fr-nl.pdf`.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A consent, a refusal of one or an override as it stands in the file, with what its digest in the trail was made with.
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

/// What goes into a bundle.
pub struct Bundle {
    /// The frozen proof.
    pub proof: Proof,
    /// Versions that were out before it.
    pub older: Vec<Proof>,
    /// The kits' files and the photos; an older version's under [`folder_of`].
    pub items: Vec<BundleItem>,
    /// The case.
    pub case: Uuid,
    /// Consents, refusals and overrides of the case.
    pub consents: Vec<Consented>,
    /// Every decision over the campaign.
    pub decisions: Vec<SignedDecision>,
    /// The trail from the case's first entry on: the entries of the campaign and of its case, and the digests of all others.
    pub trail: TrailStretch,
    /// The entries that registered the deciders' passkeys.
    pub registrations: Vec<Registration>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    format: String,
    case: Uuid,
    campaign: Uuid,
    proof: Digest,
    /// Of each part of the proof, so that a difference can be named.
    parts: BTreeMap<String, Digest>,
    made_at: DateTime<Utc>,
    /// Where the trail stood.
    head: TrailHead,
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

/// What a good bundle proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// The campaign.
    pub campaign: Uuid,
    /// The proof's digest.
    pub proof: Digest,
    /// Every decision over the campaign, as the trail has their order. Their signatures hold.
    pub decisions: Vec<SignedDecision>,
    /// What became of it.
    pub history: History,
    /// Files of the kit.
    pub files: usize,
    /// Consents, refusals and overrides that the trail has recorded.
    pub consents: usize,
    /// Versions that were out before this one.
    pub older: usize,
    /// Entries of the trail about the campaign and its case.
    pub entries: usize,
    /// Where the trail stood.
    pub head: TrailHead,
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
            item(REGISTRATIONS, canonical(&self.registrations)?),
        ];
        for decision in &self.decisions {
            let name = key_name(&decision.key);
            if items.iter().all(|item| item.name != name) {
                items.push(item(&name, decision.key.pem().into_bytes()));
            }
        }
        for older in &self.older {
            let name = format!("{}{PROOF}", folder_of(older.digest()));
            items.push(item(&name, older.canonical().as_bytes().to_vec()));
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
            case: self.case,
            campaign: self.proof.content().campaign,
            proof: self.proof.digest(),
            parts: parts(self.proof.canonical()).ok_or(BundleFault::Proof)?,
            made_at: at,
            head: self.trail.head(),
            installation: key.public(),
            items: items.iter().map(listed).collect(),
        })?;
        let signature = encoded::encoded(&key.sign(&signed(&manifest)));
        items.insert(0, item(MANIFEST, manifest));
        items.insert(1, item(SIGNATURE, signature.into_bytes()));
        archive(&items)
    }
}

/// Checks a bundle; `trusted` is the installation's key, where that is known from elsewhere, and `seen` what checkpoints have seen
/// of the trail. Everything that does not hold is named at once.
pub fn verify(
    bytes: &[u8],
    trusted: Option<&PublicKey>,
    seen: &[TrailHead],
) -> Result<Proven, Vec<BundleFault>> {
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
        faults.extend(file_faults(&proof, "", find));
    }
    let parsed = |name: &'static str| find(name).ok_or(BundleFault::Missing(name.to_owned()));
    let decisions: Vec<SignedDecision> =
        taken(parsed(DECISIONS).and_then(|b| read(b, DECISIONS)), &mut faults);
    let consents: Vec<Consented> = taken(parsed(CONSENTS).and_then(|b| read(b, CONSENTS)), &mut faults);
    let trail = parsed(TRAIL).and_then(|b| read::<TrailStretch>(b, TRAIL));
    let registrations: Vec<Registration> =
        taken(parsed(REGISTRATIONS).and_then(|b| read(b, REGISTRATIONS)), &mut faults);
    faults.extend(registrations.iter().filter_map(Registration::fault));
    let (mut entries, mut older) = (0, BTreeSet::new());
    let about = history::About { case: manifest.case, campaign: manifest.campaign, proof: manifest.proof };
    let mut history = History::default();
    match trail {
        Ok(trail) => {
            entries = trail.entries().count();
            older = history::were_out(&trail, &about);
            faults.extend(older.iter().flat_map(|digest| older_faults(*digest, find)));
            faults.extend(trail.faults(manifest.head, seen));
            faults.extend(history::left_out(&trail, &about));
            faults.extend(history::paper_faults(&consents, &trail));
            let (found, more) = history::follow(&decisions, &registrations, &trail, &about);
            history = found;
            faults.extend(more);
        }
        Err(fault) => faults.push(fault),
    }
    faults.dedup();
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Proven {
        campaign: manifest.campaign,
        proof: manifest.proof,
        files: manifest.items.iter().filter(|listed| listed.name.starts_with("files/")).count(),
        consents: consents.len(),
        older: older.len(),
        entries,
        head: manifest.head,
        history,
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

/// Where an older version's proof and files stand in the archive.
pub fn folder_of(older: Digest) -> String {
    format!("older/{older}/")
}

/// What is amiss with a version that was out before.
fn older_faults<'a>(digest: Digest, find: impl Fn(&str) -> Option<&'a [u8]>) -> Vec<BundleFault> {
    let folder = folder_of(digest);
    let name = format!("{folder}{PROOF}");
    let Some(text) = find(&name).and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
        return vec![BundleFault::Missing(name)];
    };
    match Proof::thaw(text.to_owned(), digest) {
        Some(proof) => file_faults(&proof, &folder, find),
        None => vec![BundleFault::File(name)],
    }
}

/// Files that the proof names and that are not there, or are others.
fn file_faults<'a>(proof: &Proof, folder: &str, find: impl Fn(&str) -> Option<&'a [u8]>) -> Vec<BundleFault> {
    let content = proof.content();
    let files = content.files.iter().map(|file| (format!("{folder}files/{}", file.name), file.sha256));
    let photos =
        content.photos.iter().map(|photo| (format!("{folder}photos/{}.jpg", photo.sha256), photo.sha256));
    files
        .chain(photos)
        .filter_map(|(name, sha256)| match find(&name) {
            None => Some(BundleFault::Missing(name)),
            Some(bytes) => (Digest::of(bytes) != sha256).then_some(BundleFault::File(name)),
        })
        .collect()
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
