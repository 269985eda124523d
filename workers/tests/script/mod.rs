//! What the tests of the workers share: a ledger that plays a script and writes down what it was told, and a proxy that
//! breaks one request.
#![allow(dead_code, reason = "each test binary uses its part")]

pub mod proxy;

use async_trait::async_trait;
use bytes::Bytes;
use childalert_jobs::{
    Act, Begun, Content, Finished, Job, Ledger, LedgerFault, Outcome, Part, PartReport, Permit, PermitId,
    Picture, RenderFailure, RenderPermit, RenderedFile, Standing, placement_queue, retraction_queue,
};
use childalert_queue::{MemoryQueue, Queue};
use childalert_workers::{Roles, run};
use std::{
    collections::{HashMap, VecDeque},
    future::pending,
    hash::{BuildHasher, Hasher},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::sync::watch;
use uuid::Uuid;

/// What the ledger was asked or told, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    Begin,
    Checkpoint(Vec<PartReport>),
    KeepId(String),
    Finish(Outcome),
    FinishRender(Result<Vec<RenderedFile>, Vec<RenderFailure>>),
    /// Written by a channel of the test itself.
    Channel(&'static str),
}

/// Plays its script; when a script is at its end, all is well.
#[derive(Default)]
pub struct ScriptedLedger {
    begins: Mutex<VecDeque<Result<Begun, LedgerFault>>>,
    standings: Mutex<VecDeque<Result<Standing, LedgerFault>>>,
    finishes: Mutex<VecDeque<Result<Finished, LedgerFault>>>,
    /// What no queue took, by channel: handed over to who asks for it, as far as is asked for.
    pub waiting: Mutex<HashMap<String, VecDeque<Job>>>,
    pub render: Mutex<Option<RenderPermit>>,
    pub files: Mutex<HashMap<String, Bytes>>,
    log: watch::Sender<Vec<Entry>>,
}

impl ScriptedLedger {
    pub fn permitting(permits: impl IntoIterator<Item = Permit>) -> Arc<ScriptedLedger> {
        ScriptedLedger::beginning(permits.into_iter().map(|permit| Ok(Begun::Permit(Box::new(permit)))))
    }

    pub fn beginning(begins: impl IntoIterator<Item = Result<Begun, LedgerFault>>) -> Arc<ScriptedLedger> {
        let ledger =
            ScriptedLedger { begins: Mutex::new(begins.into_iter().collect()), ..Default::default() };
        Arc::new(ledger)
    }

    pub fn standing(&self, script: impl IntoIterator<Item = Result<Standing, LedgerFault>>) {
        self.standings.lock().unwrap().extend(script);
    }

    pub fn finishing(&self, script: impl IntoIterator<Item = Result<Finished, LedgerFault>>) {
        self.finishes.lock().unwrap().extend(script);
    }

    pub fn note(&self, entry: Entry) {
        self.log.send_modify(|log| log.push(entry));
    }

    pub fn log(&self) -> Vec<Entry> {
        self.log.borrow().clone()
    }

    /// Waits until the log fulfils a condition; fails the test after two minutes (of the clock that the test runs on).
    pub async fn until(&self, condition: impl FnMut(&Vec<Entry>) -> bool) -> Vec<Entry> {
        let mut log = self.log.subscribe();
        let met = tokio::time::timeout(Duration::from_secs(120), log.wait_for(condition)).await;
        match met {
            Ok(log) => log.unwrap().clone(),
            Err(_) => panic!("the ledger was told only {:?}", self.log()),
        }
    }

    pub async fn outcome(&self) -> Outcome {
        let log = self.until(|log| outcomes(log).next().is_some()).await;
        outcomes(&log).last().unwrap().clone()
    }

    pub fn checkpoints(&self) -> Vec<Vec<PartReport>> {
        let log = self.log();
        log.into_iter()
            .filter_map(|e| if let Entry::Checkpoint(parts) = e { Some(parts) } else { None })
            .collect()
    }
}

fn outcomes(log: &[Entry]) -> impl Iterator<Item = &Outcome> {
    log.iter().filter_map(|entry| if let Entry::Finish(outcome) = entry { Some(outcome) } else { None })
}

pub fn away() -> LedgerFault {
    LedgerFault::Unreachable("the test took it away".into())
}

#[async_trait]
impl Ledger for ScriptedLedger {
    async fn begin(&self, _: &Job) -> Result<Begun, LedgerFault> {
        self.note(Entry::Begin);
        let next = self.begins.lock().unwrap().pop_front();
        next.unwrap_or(Ok(Begun::Refused { refusal: childalert_jobs::Refusal::NotDue }))
    }

    async fn checkpoint(&self, _: PermitId, parts: &[PartReport]) -> Result<Standing, LedgerFault> {
        self.note(Entry::Checkpoint(parts.to_vec()));
        self.standings.lock().unwrap().pop_front().unwrap_or(Ok(Standing::Good))
    }

    async fn keep_id(&self, _: PermitId, outside_id: &str) -> Result<Standing, LedgerFault> {
        self.note(Entry::KeepId(outside_id.to_owned()));
        self.standings.lock().unwrap().pop_front().unwrap_or(Ok(Standing::Good))
    }

    async fn finish(&self, _: PermitId, outcome: &Outcome) -> Result<Finished, LedgerFault> {
        self.note(Entry::Finish(outcome.clone()));
        self.finishes.lock().unwrap().pop_front().unwrap_or(Ok(Finished::Recorded))
    }

    async fn file(&self, _: PermitId, sha256: &str) -> Result<Bytes, LedgerFault> {
        self.files.lock().unwrap().get(sha256).cloned().ok_or(LedgerFault::Refused("no such file"))
    }

    async fn waiting_retractions(&self, channel: &str, most: u16) -> Result<Vec<Job>, LedgerFault> {
        let mut waiting = self.waiting.lock().unwrap();
        let Some(waiting) = waiting.get_mut(channel) else { return Ok(Vec::new()) };
        let handed_over = waiting.len().min(usize::from(most));
        Ok(waiting.drain(..handed_over).collect())
    }

    async fn begin_render(&self, _: &Job) -> Result<Option<RenderPermit>, LedgerFault> {
        self.note(Entry::Begin);
        Ok(self.render.lock().unwrap().take())
    }

    async fn store_file(&self, _: PermitId, _: &str, bytes: Bytes) -> Result<String, LedgerFault> {
        let name = sha256(&bytes);
        self.files.lock().unwrap().insert(name.clone(), bytes);
        Ok(name)
    }

    async fn finish_render(
        &self,
        _: PermitId,
        kit: Result<Vec<RenderedFile>, Vec<RenderFailure>>,
    ) -> Result<Finished, LedgerFault> {
        self.note(Entry::FinishRender(kit));
        Ok(Finished::Recorded)
    }
}

pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    format!("{:x}", Sha256::digest(bytes))
}

/// Runs the roles on one job under one permit, and gives the outcome that the ledger was told.
pub async fn outcome_of(
    roles: Roles,
    channel: &str,
    permit: Permit,
    ledger: &Arc<ScriptedLedger>,
) -> Outcome {
    let queue: Arc<dyn Queue> = Arc::new(MemoryQueue::new());
    let act = permit.act();
    let name = if act.is_retraction() { retraction_queue(channel) } else { placement_queue(channel) };
    queue.publish(&name, &Job { act, id: permit.id().id, epoch: 1 }).await.unwrap();
    let running = tokio::spawn(run(Arc::clone(ledger) as Arc<dyn Ledger>, queue, roles, pending()));
    let outcome = ledger.outcome().await;
    running.abort();
    outcome
}

/// A fresh id. Tests share servers that outlive them.
pub fn fresh_id() -> Uuid {
    let random = || std::collections::hash_map::RandomState::new().build_hasher().finish();
    Uuid::from_u64_pair(random(), random())
}

pub fn permit(id: Uuid, act: Act, content: Content) -> Permit {
    Permit::issue(PermitId { id, fence: 1 }, act, Duration::from_secs(20), None, content)
}

pub fn mail(parts: &[(i32, &str, &str)]) -> Content {
    let part = |&(number, address, name): &(i32, &str, &str)| Part {
        number,
        address: address.to_owned(),
        name: name.to_owned(),
    };
    Content::Mail {
        lang: "fr".into(),
        subject: "Disparue : Éloïse V., 12 ans".into(),
        text: "Affichez, merci.".into(),
        html: "<p>Affichez, merci.</p>".into(),
        parts: parts.iter().map(part).collect(),
    }
}

/// The smallest PNG that decoders take: one grey pixel.
pub const PIXEL: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58,
    126, 155, 85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 104, 0, 0, 0, 130, 0, 129, 119, 205, 114, 182,
    0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

/// A post with [`PIXEL`] for its picture.
pub fn post() -> Content {
    Content::Post {
        lang: "fr".into(),
        text: "Disparue : Éloïse V., 12 ans. Appelez le 116 000.".into(),
        link: "https://alerts.example.org/n/417".into(),
        picture: Picture {
            sha256: sha256(PIXEL),
            media_type: "image/png".into(),
            width: 1,
            height: 1,
            alt: "Portrait d'Éloïse".into(),
        },
        created_at: "2026-11-21T12:00:00Z".into(),
    }
}

/// A ledger with [`PIXEL`] in store.
pub fn ledger_with_picture(permit: &Permit) -> Arc<ScriptedLedger> {
    let ledger = ScriptedLedger::permitting([permit.clone()]);
    ledger.files.lock().unwrap().insert(sha256(PIXEL), Bytes::from_static(PIXEL));
    ledger
}
