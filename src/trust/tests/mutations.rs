//! Whoever changes a trail or a bundle, anywhere and however, is found out; and what was changed is named.

use childalert_demo::doubles::passkey::SoftPasskey;
use childalert_domain::{
    Area, Channel, DecisionAct, DecisionStatement, Digest, Kind, Lang, NoticeText, Proof, ProofContent,
    ProofFile, ProofPhoto, Sealed, TrailEntry, TrailHead, TrailReader, trail_start,
};
use childalert_trust::{
    Assertion, Bundle, BundleFault, BundleItem, Consented, InstallationKey, Link, PublicKey, Registration,
    SignedDecision, TrailStretch, verify,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use uuid::Uuid;

const TRAILS: usize = 700_000;
const BUNDLES: usize = 300_000;
const ORIGIN: &str = "https://alert.example.org";

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 123_456_000).expect("a time")
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x01a2_1838_c0b4_7798_ab0e_5120_7ed1_0000 + number)
}

/// Numbers without order, the same ones each time (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

fn rng(seed: u8) -> Numbers {
    Numbers(seed.into())
}

/// A number below `most`.
fn below(rng: &mut Numbers, most: usize) -> usize {
    (rng.next_u64() % most as u64) as usize
}

fn chain(entries: Vec<TrailEntry>) -> Vec<Sealed> {
    let mut hash = trail_start();
    let seal = |entry: TrailEntry| {
        hash = entry.seal(hash).expect("it is sealed");
        Sealed { entry, hash }
    };
    entries.into_iter().map(seal).collect()
}

fn entry(seq: i64, act: &str, detail: &str) -> TrailEntry {
    TrailEntry {
        seq,
        nth: seq,
        id: id(seq as u128),
        at: noon() + TimeDelta::seconds(seq),
        actor: format!("officer:{}", id(900)),
        act: act.to_owned(),
        subject: id(700),
        campaign: Some(id(800)).filter(|_| seq % 2 == 0),
        request: format!("r-{seq}"),
        reason: String::new(),
        detail: detail.to_owned(),
    }
}

fn holds(lines: &[String], seen: &[TrailHead]) -> bool {
    let mut reader = TrailReader::new(seen);
    let read = |line: &String| Sealed::from_line(line).is_some_and(|sealed| reader.read(&sealed).is_ok());
    lines.iter().all(read) && reader.end().is_ok()
}

#[test]
fn every_mutation_of_a_trail_is_found_out() {
    let trail = chain((1..=12).map(|seq| entry(seq, "campaign.edit", &seq.to_string())).collect());
    let other = chain((1..=12).map(|seq| entry(seq, "campaign.edit", "another")).collect());
    let lines: Vec<String> = trail.iter().map(|sealed| sealed.line().expect("a line")).collect();
    let others: Vec<String> = other.iter().map(|sealed| sealed.line().expect("a line")).collect();
    let last = trail.last().expect("an entry");
    let seen = [TrailHead { seq: last.entry.seq, hash: last.hash }];
    assert!(holds(&lines, &seen));
    assert!(!holds(&others, &seen), "one that was written anew");
    let mut rng = rng(1);
    let mut changed = 0;
    while changed < TRAILS {
        let mut mutated = lines.clone();
        let (a, b) = (below(&mut rng, 12), below(&mut rng, 12));
        match below(&mut rng, 6) {
            // A byte.
            0 | 1 => {
                let mut bytes = mutated[a].clone().into_bytes();
                let at = below(&mut rng, bytes.len());
                bytes[at] = (rng.next_u64() & 0x7f) as u8;
                let Ok(line) = String::from_utf8(bytes) else { continue };
                mutated[a] = line;
            }
            // The order.
            2 => mutated.swap(a, b),
            // A cut.
            3 => drop(mutated.drain(a.min(b)..=a.max(b))),
            // A replay.
            4 => mutated.insert(b, mutated[a].clone()),
            // Something from another trail.
            _ => mutated[a].clone_from(&others[b]),
        }
        if mutated != lines {
            changed += 1;
            assert!(!holds(&mutated, &seen), "not found out: {mutated:?}");
        }
    }
}

struct Evidence {
    content: ProofContent,
    file: Vec<u8>,
    photo: Vec<u8>,
    decisions: Vec<SignedDecision>,
    consents: Vec<Consented>,
    trail: TrailStretch,
    registrations: Vec<Registration>,
    key: InstallationKey,
}

fn content(file: &[u8], photo: &[u8]) -> ProofContent {
    let notice = json!({
        "lang": "fr", "headline": "DISPARUE", "name": "Éloïse V.", "age": "12 ans", "facts": [], "appeal": "Aidez-nous.",
        "number": "116 000", "number_note": "gratuit", "number_abroad": "+32 2 475 44 99", "valid_until": "", "check": "?",
        "reference_label": "Réf.", "photo_alt": "Photo",
    });
    ProofContent {
        format: "childalert-proof/1".to_owned(),
        campaign: id(800),
        version: 1,
        reference: "2026-0417".to_owned(),
        kind: Kind::Online,
        code: "r7k2m9q4".to_owned(),
        channels: Channel::all().filter(|channel| channel.name() == "page").collect(),
        area: Area::Nationwide,
        until: noon() + TimeDelta::days(3),
        notices: vec![serde_json::from_value::<NoticeText>(notice).expect("a notice")],
        photos: vec![ProofPhoto { sha256: Digest::of(photo), focus_x: 500, focus_y: 400 }],
        files: vec![ProofFile {
            name: "page-fr.jpg".to_owned(),
            sha256: Digest::of(file),
            media_type: "image/jpeg".to_owned(),
            bytes: file.len() as u64,
            width: 1,
            height: 1,
            languages: vec![Lang::Fr],
            format: "page".to_owned(),
        }],
        posts: Vec::new(),
        mails: Vec::new(),
        closings: Vec::new(),
    }
}

/// Signs as a browser would.
fn signed(statement: DecisionStatement) -> (SignedDecision, SoftPasskey) {
    let text = |bytes: &[u8]| data_encoding::BASE64URL_NOPAD.encode(bytes);
    let options = json!({ "publicKey": {
        "challenge": text(b"registering"), "rp": { "id": "alert.example.org" }, "user": { "id": text(id(600).as_bytes()) },
    } });
    let (mut passkey, registered) = SoftPasskey::create(&options, ORIGIN).expect("a passkey");
    let nonce = vec![7; 32];
    let challenge = statement.challenge(&nonce).expect("a challenge");
    let answer =
        passkey.get(&json!({ "publicKey": { "challenge": text(challenge.bytes()) } })).expect("an answer");
    let bytes = |value: &serde_json::Value| {
        data_encoding::BASE64URL_NOPAD.decode(value.as_str().expect("text").as_bytes()).expect("base64url")
    };
    let said = &answer["response"];
    let assertion = Assertion {
        credential_id: bytes(&answer["id"]),
        authenticator_data: bytes(&said["authenticatorData"]),
        client_data_json: bytes(&said["clientDataJSON"]),
        signature: bytes(&said["signature"]),
    };
    // The last 64 bytes of the coordinates stand at the end of the attestation.
    let attestation = bytes(&registered["response"]["attestationObject"]);
    let y = &attestation[attestation.len() - 32..];
    let x = &attestation[attestation.len() - 67..attestation.len() - 35];
    let key = PublicKey { algorithm: childalert_trust::Algorithm::Es256, key: [&[4], x, y].concat() };
    let decision = SignedDecision {
        statement,
        nonce,
        assertion,
        key,
        rp_id: "alert.example.org".to_owned(),
        origin: ORIGIN.to_owned(),
    };
    decision.check().expect("the signature holds");
    (decision, passkey)
}

/// An entry of the campaign (from 1) or, where `case`, on its case.
fn of(case: bool, nth: i64, act: &str, detail: &str) -> TrailEntry {
    let (subject, campaign) = if case { (id(700), None) } else { (id(800), Some(id(800))) };
    TrailEntry { nth, subject, campaign, ..entry(0, act, detail) }
}

/// Seals the links anew after `before`, as whoever has the database can.
fn sealed_anew(before: TrailHead, links: Vec<Link>) -> TrailStretch {
    let mut head = before;
    let seal = |link: Link| {
        head.seq += 1;
        match link {
            Link::Entry(Sealed { entry, .. }) => {
                let at = noon() + TimeDelta::seconds(head.seq);
                let entry = TrailEntry { seq: head.seq, at, ..entry };
                head.hash = entry.seal(head.hash).expect("it is sealed");
                Link::Entry(Sealed { entry, hash: head.hash })
            }
            Link::Other(digest) => {
                head.hash = childalert_domain::trail_seal(head.hash, digest);
                Link::Other(digest)
            }
        }
    };
    TrailStretch { before, links: links.into_iter().map(seal).collect() }
}

fn link(entry: TrailEntry) -> Link {
    Link::Entry(Sealed { entry, hash: trail_start() })
}

fn evidence() -> Evidence {
    let (file, photo) = (b"a picture".to_vec(), b"a photo".to_vec());
    let content = content(&file, &photo);
    let proof = Proof::freeze(content.clone()).expect("it freezes");
    let statement = DecisionStatement {
        format: DecisionStatement::format(),
        campaign: content.campaign,
        proof: proof.digest(),
        act: DecisionAct::Approve,
        reasons: "Weighed.".to_owned(),
        until: content.until,
        decider: id(600),
        asked_at: noon(),
    };
    let (decision, _) = signed(statement);
    let consent = Consented { id: id(500), body: r#"{"holder":"Anna"}"#.to_owned(), salt: "salt".to_owned() };
    let digest = Consented::digest(&consent.salt, &consent.body);
    let added =
        TrailEntry { subject: id(600), ..entry(1, "passkey.add", &decision.key.fingerprint().to_string()) };
    let registered = chain(vec![added]).remove(0);
    let before = TrailHead { seq: 1, hash: registered.hash };
    let statement = decision.statement.digest().expect("it is canonical");
    let decided = TrailEntry {
        actor: format!("magistrate:{}", id(600)),
        ..of(false, 2, "campaign.decide", &format!("{} {statement}", proof.digest()))
    };
    let trail = sealed_anew(
        before,
        vec![
            link(of(true, 1, "case.open", "")),
            Link::Other(Digest::of(b"of another case")),
            link(of(false, 1, "campaign.draft", "")),
            link(of(true, 2, "consent.record", &format!("{} {digest}", consent.id))),
            link(decided),
            Link::Other(Digest::of(b"somebody signs in")),
            link(of(false, 3, "campaign.launch", &format!("{} 18", proof.digest()))),
            link(TrailEntry { reason: "found_safe".to_owned(), ..of(false, 4, "campaign.retract", "") }),
        ],
    );
    let key = InstallationKey::read(&InstallationKey::generate().expect("a key")).expect("a key");
    let registrations = vec![Registration { previous: trail_start(), sealed: registered }];
    Evidence {
        content,
        file,
        photo,
        decisions: vec![decision],
        consents: vec![consent],
        trail,
        registrations,
        key,
    }
}

impl Evidence {
    fn write(&self) -> Vec<u8> {
        let photo = format!("photos/{}.jpg", Digest::of(b"a photo"));
        let bundle = Bundle {
            case: id(700),
            proof: Proof::freeze(self.content.clone()).expect("it freezes"),
            older: Vec::new(),
            items: vec![
                BundleItem { name: "files/page-fr.jpg".to_owned(), bytes: self.file.clone() },
                BundleItem { name: photo, bytes: self.photo.clone() },
            ],
            consents: self.consents.clone(),
            decisions: self.decisions.clone(),
            trail: self.trail.clone(),
            registrations: self.registrations.clone(),
        };
        bundle.write(noon(), &self.key).expect("it is written")
    }

    /// Changes the trail and seals it anew.
    fn rewrite(&mut self, change: impl FnOnce(&mut Vec<Link>)) {
        let mut links = self.trail.links.clone();
        change(&mut links);
        self.trail = sealed_anew(self.trail.before, links);
    }
}

fn entry_of(link: &mut Link) -> &mut TrailEntry {
    match link {
        Link::Entry(sealed) => &mut sealed.entry,
        Link::Other(_) => panic!("not in words"),
    }
}

#[test]
fn a_bundle_proves_what_it_holds() {
    let evidence = evidence();
    let bytes = evidence.write();
    let trusted = evidence.key.public();
    let proven = verify(&bytes, Some(&trusted), &[]).expect("it holds");
    assert_eq!((proven.files, proven.consents, proven.entries), (1, 1, 6));
    assert_eq!(proven.decisions, evidence.decisions);
    assert_eq!(proven.history.launched_at, Some(noon() + TimeDelta::seconds(8)));
    assert_eq!(proven.history.until, Some(evidence.content.until));
    let ended = proven.history.ended.expect("it was taken back");
    assert_eq!((ended.reason.as_str(), ended.at), ("found_safe", noon() + TimeDelta::seconds(9)));
    let other = InstallationKey::read(&InstallationKey::generate().expect("a key")).expect("a key");
    assert_eq!(verify(&bytes, Some(&other.public()), &[]), Err(vec![BundleFault::Installation]));
}

/// An insider who can sign as the installation changes one thing: the magistrate's signature does not follow.
#[test]
fn what_was_changed_is_named() {
    let said = |change: &dyn Fn(&mut Evidence)| {
        let mut evidence = evidence();
        change(&mut evidence);
        let faults = verify(&evidence.write(), None, &[]).expect_err("it is refused");
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    };
    let other = "no decision lets this proof out";
    assert!(said(&|e| e.content.code = "r7k2m9q5".to_owned()).contains(other), "a text");
    assert!(said(&|e| e.content.channels = Channel::all().collect()).contains(other), "a channel");
    assert!(said(&|e| e.content.until += TimeDelta::seconds(1)).contains(other), "the period");
    assert!(
        said(&|e| e.file[0] = b'b').contains("files/page-fr.jpg: it is not the file that was decided on")
    );
    assert!(said(&|e| e.photo[0] = b'b').contains("it is not the file that was decided on"));
    let signature = "decisions.json, decision 1: the signature answers another question than this decision";
    assert!(said(&|e| e.decisions[0].statement.until += TimeDelta::days(1)).contains(signature));
    assert!(said(&|e| e.decisions[0].statement.act = DecisionAct::Require).contains(signature));
    assert!(said(&|e| e.decisions[0].statement.reasons.push('!')).contains(signature));
    assert!(said(&|e| e.decisions[0].nonce[0] = 8).contains(signature));
    assert!(said(&|e| e.decisions.clear()).contains("no decision lets this proof out"));
    assert!(said(&|e| e.decisions.clear()).contains("the decision of entry 6 of the trail is missing"));
    let paper = format!("paper {}", id(500));
    assert!(said(&|e| e.consents[0].body.push(' ')).contains(&format!("{paper}: it is not the one")));
    assert!(
        said(&|e| e.consents.clear()).contains(&format!("{paper}, which the trail has recorded, is missing"))
    );
    let seal = "entry 5: its seal does not fit";
    assert!(said(&|e| entry_of(&mut e.trail.links[3]).detail.push('0')).contains(seal));
    let registered = "does not say that the passkey is the decider's";
    assert!(said(&|e| e.registrations.clear()).contains(registered));
    assert!(
        said(&|e| e.registrations[0].sealed.entry.subject = id(601))
            .contains("entry 1: its seal does not fit")
    );
}

/// The same insider has the database too, and seals the trail anew: what is there must still be what was signed, nothing may be
/// left out, and a checkpoint that was kept elsewhere ends it.
#[test]
fn a_trail_that_was_written_anew_hides_nothing() {
    type Links = Vec<Link>;
    let said = |change: &dyn Fn(&mut Links), seen: &[TrailHead]| {
        let mut evidence = evidence();
        evidence.rewrite(change);
        let faults = verify(&evidence.write(), None, seen).expect_err("it is refused");
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    };
    let hide = |at: usize| move |links: &mut Links| links[at] = Link::Other(Digest::of(b"nothing to see"));
    let no_mandate = "it went out while no decision let it out";
    assert!(said(&hide(4), &[]).contains("an entry before entry 8 is left out"));
    assert!(said(&hide(4), &[]).contains(no_mandate));
    assert!(said(&hide(4), &[]).contains("decision 1: the trail does not have it"));
    assert!(said(&|links| drop(links.remove(2)), &[]).contains("an entry before entry 5 is left out"));
    assert!(said(&hide(0), &[]).contains("an entry before entry 5 is left out"), "the case's first");
    assert!(said(&|links| links.swap(4, 6), &[]).contains(no_mandate), "launched before it was decided");
    let other = |links: &mut Links| entry_of(&mut links[4]).actor = format!("magistrate:{}", id(601));
    assert!(said(&other, &[]).contains("the trail says that somebody else decided"));
    // A later word that takes it back is in the trail, and must be in the bundle.
    let opposed = |links: &mut Links| {
        links.insert(5, link(of(false, 3, "campaign.decide", "0 0")));
        entry_of(&mut links[7]).nth = 4;
        entry_of(&mut links[8]).nth = 5;
    };
    assert!(said(&opposed, &[]).contains("the decision of entry 7 of the trail is missing"));
    // Entries of other threads do not belong.
    let foreign =
        |links: &mut Links| links.push(link(TrailEntry { campaign: Some(id(801)), ..of(false, 1, "x", "") }));
    assert!(said(&foreign, &[]).contains("entry 10: it does not stand in its place"));
    // Only a checkpoint sees that the tail is gone, or another.
    let evidence = evidence();
    let heads = |evidence: &Evidence| evidence.trail.head();
    let seen = [heads(&evidence)];
    assert!(verify(&evidence.write(), None, &seen).is_ok());
    let cut = |links: &mut Links| drop(links.pop());
    assert!(
        said(&cut, &seen)
            .contains("a checkpoint has seen entry 9; the bundle holds the trail from entry 1 to entry 8")
    );
    let reason = |links: &mut Links| entry_of(&mut links[7]).reason = "other".to_owned();
    assert!(said(&reason, &seen).contains("entry 9: it is not the one that a checkpoint has seen"));
}

/// A stranger changes a byte of the file's parts, without the installation's key.
#[test]
fn a_stranger_s_change_is_named_part_by_part() {
    let bytes = evidence().write();
    let change = |from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let at = bytes.windows(from.len()).position(|found| found == from.as_bytes()).expect(from);
        let mut bytes = bytes.clone();
        bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
        let faults = verify(&bytes, None, &[]).expect_err("it is refused");
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    };
    assert!(
        change(r#""channels":["page"]"#, r#""channels":["feed"]"#)
            .contains("proof.json: the channels differs")
    );
    assert!(change(r#""area":"nationwide""#, r#""area":"Nationwide""#).contains("proof.json"));
    assert!(change("a picture", "b picture").contains("files/page-fr.jpg"));
    assert!(change(r#""act":"approve""#, r#""act":"require""#).contains("decision 1"));
    let until = (noon() + TimeDelta::days(3)).format("%Y-%m-%d").to_string();
    let later = (noon() + TimeDelta::days(4)).format("%Y-%m-%d").to_string();
    let said = change(&format!(r#""until":"{until}"#), &format!(r#""until":"{later}"#));
    assert!(said.contains("decision 1") || said.contains("the period"), "{said}");
}

#[test]
fn every_mutation_of_a_bundle_is_found_out() {
    let (one, other) = (evidence(), evidence());
    let (bytes, others) = (one.write(), other.write());
    let trusted = one.key.public();
    assert!(verify(&bytes, Some(&trusted), &[]).is_ok());
    let threads = 2;
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (bytes, others, trusted) = (&bytes, &others, &trusted);
            scope.spawn(move || {
                let mut rng = rng(10 + thread as u8);
                let mut changed = 0;
                while changed < BUNDLES / threads {
                    let mut mutated = bytes.clone();
                    let (a, b) = (below(&mut rng, bytes.len()), below(&mut rng, bytes.len()));
                    match below(&mut rng, 6) {
                        0 | 1 => mutated[a] = rng.next_u64() as u8,
                        2 => mutated.swap(a, b),
                        3 => drop(mutated.drain(a.min(b)..=a.max(b))),
                        4 => {
                            let piece = mutated[a.min(b)..=a.max(b)].to_vec();
                            let at = below(&mut rng, mutated.len());
                            mutated.splice(at..at, piece);
                        }
                        // A block of another bundle of the same kind.
                        _ => {
                            let from = (a / 512 * 512).min(others.len() - 512);
                            let at = b / 512 * 512;
                            let piece = others[from..from + 512].to_vec();
                            let end = (at + 512).min(mutated.len());
                            mutated.splice(at..end, piece);
                        }
                    }
                    if mutated != *bytes {
                        changed += 1;
                        assert!(verify(&mutated, Some(trusted), &[]).is_err(), "not found out");
                    }
                }
            });
        }
    });
}
