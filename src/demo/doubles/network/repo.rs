//! The account's repository: records, the files they mention, and a head that every write moves.

use super::answer::Refusal;
use super::cid;
use super::record::{self, BlobRef, POSTS};
use crate::doubles::truth_log::TruthLog;
use actix_web::web::Bytes;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};

/// What happened to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// It came to stand.
    Created,
    /// Another one took its place under the same key.
    Replaced,
    /// It went.
    Deleted,
}

/// What became of a record, whatever anybody was told. The log has one a line: `{"order", "at_ms", "what", "collection",
/// "rkey"}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TruthEvent {
    /// Rises by one with every event; 1 is the first after the start.
    pub order: u64,
    /// Milliseconds since the double was started.
    pub at_ms: u64,
    /// What happened.
    pub what: Happened,
    /// Such as `app.bsky.feed.post`.
    pub collection: String,
    /// The record's key.
    pub rkey: String,
}

/// A record that stands.
pub(super) struct Record {
    cid: String,
    pub(super) value: Value,
}

struct File {
    media_type: String,
    bytes: Bytes,
    /// Whether a record has mentioned it: before, nobody can fetch it.
    kept: bool,
}

/// A file as it is served.
pub(super) struct Served {
    pub(super) media_type: String,
    pub(super) bytes: Bytes,
}

/// What a write insists on.
#[derive(Clone, Copy, Default)]
pub(super) struct Swap<'a> {
    /// The head must be this one.
    pub(super) commit: Option<&'a str>,
    /// The record must be this one, or (`Some(None)`) must not exist.
    pub(super) record: Option<Option<&'a str>>,
}

/// A write of a record, as a call asks for it.
pub(super) struct Write<'a> {
    pub(super) collection: &'a str,
    pub(super) rkey: Option<&'a str>,
    pub(super) record: &'a Map<String, Value>,
    pub(super) validate: Option<bool>,
    pub(super) swap: Swap<'a>,
}

pub(super) struct Repo {
    pub(super) did: String,
    records: BTreeMap<(String, String), Record>,
    files: HashMap<String, File>,
    head: String,
    commits: u64,
    keys_made: u64,
    truth: Vec<TruthEvent>,
    log: TruthLog,
}

impl Repo {
    pub(super) fn new(did: String, log: TruthLog) -> Self {
        let head = cid::of_value(did.as_bytes());
        Repo {
            did,
            records: BTreeMap::new(),
            files: HashMap::new(),
            head,
            commits: 0,
            keys_made: 0,
            truth: Vec::new(),
            log,
        }
    }

    pub(super) fn create(&mut self, write: &Write<'_>) -> Result<Value, Refusal> {
        let rkey = match write.rkey {
            Some(rkey) => rkey.to_owned(),
            None => {
                self.keys_made += 1;
                cid::tid(self.keys_made)
            }
        };
        let (value, status) = record::accept(write.collection, &rkey, write.record, write.validate)?;
        self.check_head(write.swap.commit)?;
        if self.get(write.collection, &rkey).is_some() {
            // The reference server has no name for this: its tree of records throws, and it says 500.
            return Err(Refusal::inside());
        }
        self.put_down(write.collection, &rkey, value, status)
    }

    pub(super) fn put(&mut self, rkey: &str, write: &Write<'_>) -> Result<Value, Refusal> {
        let (value, status) = record::accept(write.collection, rkey, write.record, write.validate)?;
        let cid = cid::of_value(value.to_string().as_bytes());
        let standing = self.get(write.collection, rkey).map(|record| record.cid.clone());
        if standing.as_ref() == Some(&cid) {
            // Nothing to change, so no commit: the head stays, and no swap is looked at.
            return Ok(stripped(json!({
                "uri": self.uri(write.collection, rkey), "cid": cid, "validationStatus": status,
            })));
        }
        self.check_head(write.swap.commit)?;
        check_record(standing.as_deref(), write.swap.record)?;
        self.put_down(write.collection, rkey, value, status)
    }

    pub(super) fn delete(&mut self, collection: &str, rkey: &str, swap: Swap<'_>) -> Result<Value, Refusal> {
        let Some(record) = self.get(collection, rkey) else { return Ok(json!({})) };
        let standing = record.cid.clone();
        self.check_head(swap.commit)?;
        check_record(Some(&standing), swap.record)?;
        let key = (collection.to_owned(), rkey.to_owned());
        let gone = self.records.remove(&key);
        self.forget_files_of(gone);
        self.note(Happened::Deleted, collection, rkey);
        Ok(json!({ "commit": self.commit(&format!("delete {collection}/{rkey}")) }))
    }

    /// Commits and says that the record is gone, though it stands.
    pub(super) fn pretend_to_delete(&mut self, collection: &str, rkey: &str) -> Value {
        json!({ "commit": self.commit(&format!("pretend {collection}/{rkey}")) })
    }

    pub(super) fn get(&self, collection: &str, rkey: &str) -> Option<&Record> {
        self.records.get(&(collection.to_owned(), rkey.to_owned()))
    }

    pub(super) fn get_answer(
        &self,
        collection: &str,
        rkey: &str,
        cid: Option<&str>,
    ) -> Result<Value, Refusal> {
        let uri = self.uri(collection, rkey);
        match self.get(collection, rkey).filter(|record| cid.is_none_or(|cid| cid == record.cid)) {
            Some(record) => Ok(json!({ "uri": uri, "cid": record.cid, "value": record.value })),
            None => Err(Refusal::bad("RecordNotFound", format!("Could not locate record: {uri}"))),
        }
    }

    /// The records of a collection with their keys, by falling key: newest first, as keys are times.
    pub(super) fn newest_first(&self, collection: &str) -> impl DoubleEndedIterator<Item = (&str, &Record)> {
        let of_collection = self.records.iter().filter(move |((name, _), _)| name == collection);
        of_collection.map(|((_, rkey), record)| (rkey.as_str(), record)).rev()
    }

    pub(super) fn list(&self, collection: &str, limit: usize, cursor: Option<&str>, reverse: bool) -> Value {
        let entry = |(rkey, record): (&str, &Record)| {
            let uri = self.uri(collection, rkey);
            (rkey.to_owned(), json!({ "uri": uri, "cid": record.cid, "value": record.value }))
        };
        let all = self.newest_first(collection);
        let page: Vec<(String, Value)> = if reverse {
            all.rev()
                .filter(|(rkey, _)| cursor.is_none_or(|cursor| *rkey > cursor))
                .take(limit)
                .map(entry)
                .collect()
        } else {
            all.filter(|(rkey, _)| cursor.is_none_or(|cursor| *rkey < cursor))
                .take(limit)
                .map(entry)
                .collect()
        };
        let last = page.last().map(|(rkey, _)| rkey.clone());
        let records: Vec<Value> = page.into_iter().map(|(_, record)| record).collect();
        stripped(json!({ "records": records, "cursor": last }))
    }

    pub(super) fn head(&self) -> Value {
        json!({ "cid": self.head, "rev": cid::tid(self.commits) })
    }

    /// Takes a file. Until a record mentions it, nobody can fetch it.
    pub(super) fn upload(&mut self, declared: &str, bytes: Bytes) -> Value {
        let cid = cid::of_file(&bytes);
        let media_type = sniffed(&bytes).unwrap_or(declared).to_owned();
        let answer = json!({ "blob": {
            "$type": "blob", "ref": { "$link": cid }, "mimeType": media_type, "size": bytes.len(),
        }});
        self.files.entry(cid).or_insert(File { media_type, bytes, kept: false });
        answer
    }

    pub(super) fn file(&self, cid: &str) -> Result<Served, Refusal> {
        match self.files.get(cid).filter(|file| file.kept) {
            Some(file) => Ok(Served { media_type: file.media_type.clone(), bytes: file.bytes.clone() }),
            None => Err(Refusal::invalid("Blob not found")),
        }
    }

    pub(super) fn truth(&self) -> Vec<TruthEvent> {
        self.truth.clone()
    }

    pub(super) fn standing(&self) -> Vec<String> {
        self.newest_first(POSTS).rev().map(|(rkey, _)| rkey.to_owned()).collect()
    }

    /// Writes an accepted record and answers for it.
    fn put_down(
        &mut self,
        collection: &str,
        rkey: &str,
        value: Value,
        status: Option<&str>,
    ) -> Result<Value, Refusal> {
        for blob in BlobRef::all(&value) {
            self.check_file(blob)?;
        }
        for blob in BlobRef::all(&value) {
            if let Some(file) = self.files.get_mut(blob.cid) {
                file.kept = true;
            }
        }
        let cid = cid::of_value(value.to_string().as_bytes());
        let key = (collection.to_owned(), rkey.to_owned());
        let before = self.records.insert(key, Record { cid: cid.clone(), value });
        let what = if before.is_some() { Happened::Replaced } else { Happened::Created };
        self.forget_files_of(before);
        self.note(what, collection, rkey);
        let commit = self.commit(&format!("write {collection}/{rkey} {cid}"));
        Ok(stripped(json!({
            "uri": self.uri(collection, rkey), "cid": cid, "commit": commit, "validationStatus": status,
        })))
    }

    fn uri(&self, collection: &str, rkey: &str) -> String {
        format!("at://{}/{collection}/{rkey}", self.did)
    }

    fn check_head(&self, expected: Option<&str>) -> Result<(), Refusal> {
        match expected {
            Some(expected) if expected != self.head => {
                Err(Refusal::bad("InvalidSwap", format!("Commit was at {}", self.head)))
            }
            _ => Ok(()),
        }
    }

    fn check_file(&self, blob: BlobRef<'_>) -> Result<(), Refusal> {
        let Some(file) = self.files.get(blob.cid) else {
            return Err(Refusal::bad("BlobNotFound", format!("Could not find blob: {}", blob.cid)));
        };
        // Once a record has mentioned it, the reference server compares no more.
        if !file.kept && blob.media_type != file.media_type {
            return Err(Refusal::bad(
                "InvalidMimeType",
                format!(
                    "Referenced Mimetype does not match stored blob. Expected: {}, Got: {}",
                    file.media_type, blob.media_type
                ),
            ));
        }
        if !file.kept && blob.size != file.bytes.len() as u64 {
            return Err(Refusal::bad(
                "InvalidSize",
                format!(
                    "Referenced Size does not match stored blob. Expected: {}, Got: {}",
                    file.bytes.len(),
                    blob.size
                ),
            ));
        }
        Ok(())
    }

    /// Drops the files that only this record mentioned.
    fn forget_files_of(&mut self, record: Option<Record>) {
        let Some(record) = record else { return };
        for blob in BlobRef::all(&record.value) {
            let mentions = |other: &Record| BlobRef::all(&other.value).iter().any(|b| b.cid == blob.cid);
            if !self.records.values().any(mentions) {
                self.files.remove(blob.cid);
            }
        }
    }

    fn note(&mut self, what: Happened, collection: &str, rkey: &str) {
        #[derive(Serialize)]
        struct Change<'a> {
            what: Happened,
            collection: &'a str,
            rkey: &'a str,
        }
        let moment = self.log.note(&Change { what, collection, rkey });
        self.truth.push(TruthEvent {
            order: moment.order,
            at_ms: moment.at_ms,
            what,
            collection: collection.to_owned(),
            rkey: rkey.to_owned(),
        });
    }

    fn commit(&mut self, change: &str) -> Value {
        self.commits += 1;
        self.head = cid::of_value(format!("{} {} {change}", self.head, self.commits).as_bytes());
        self.head()
    }
}

fn check_record(standing: Option<&str>, expected: Option<Option<&str>>) -> Result<(), Refusal> {
    match expected {
        Some(expected) if expected != standing => {
            Err(Refusal::bad("InvalidSwap", format!("Record was at {}", standing.unwrap_or("null"))))
        }
        _ => Ok(()),
    }
}

/// Without the fields that are null: the protocol leaves them out.
fn stripped(mut answer: Value) -> Value {
    if let Value::Object(fields) = &mut answer {
        fields.retain(|_, value| !value.is_null());
    }
    answer
}

/// A picture's type by its first bytes, which the reference server believes more than the caller.
fn sniffed(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("image/jpeg"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}
