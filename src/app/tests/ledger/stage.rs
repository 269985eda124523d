//! A service with a clock that the test sets, and a campaign on it: not decided yet, or launched with one copy.

use crate::database::Database;
use bytes::Bytes;
use childalert_app::{
    Actor, App, Authority, Clock, Files, Ids, InProcessLedger, ManualClock, PlacementView, Request,
    Retraction, Role, Settings, SystemIds, WorkerScope,
};
use childalert_demo::script;
use childalert_domain::{CampaignDraft, CampaignState, Case, Kind, PlacementState, RetractionReason};
use childalert_jobs::{
    Act, Begun, Finished, Job, Ledger, LedgerFault, Outcome, Permit, Refusal, RenderedFile,
};
use childalert_queue::MemoryQueue;
use childalert_store::Store;
use chrono::TimeDelta;
use serde::de::DeserializeOwned;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;
use uuid::Uuid;

/// The face that every case here has.
pub const FACE: &[u8] = include_bytes!("../../../../assets/demo/face.jpg");

/// The service. Neither relay nor sweep runs by itself: each test says when.
pub struct Stage {
    pub app: App,
    pub ledger: InProcessLedger,
    clock: Arc<ManualClock>,
    pub campaign: Uuid,
    /// The one copy.
    pub post: Uuid,
    folder: TempDir,
}

/// Somebody who asks, with a new Idempotency-Key each time.
pub fn by(role: Role) -> Request {
    let actor = Actor { id: SystemIds.id(), role, scopes: None, person: false };
    Request { actor, key: SystemIds.code(), digest: SystemIds.code(), id: String::new() }
}

fn read<T: DeserializeOwned>(value: serde_json::Value) -> T {
    serde_json::from_value(value).expect("the script fits the types")
}

impl Stage {
    /// A campaign that was launched on a social network in one language, and nothing done since.
    pub async fn launched(database: &Database) -> Stage {
        Stage::launched_on("bluesky", database).await
    }

    /// The same, on another channel.
    pub async fn launched_on(channel: &str, database: &Database) -> Stage {
        let prepared = Prepared::on(channel, database, Vec::new()).await;
        prepared.launched().await;
        prepared.staged().await
    }

    /// Where its files are.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Lets time pass.
    pub fn after(&self, seconds: i64) {
        self.clock.advance(TimeDelta::seconds(seconds));
    }

    pub async fn retract(&self) {
        let retraction = Retraction { reason: RetractionReason::FoundSafe };
        self.app.retract(&by(Role::Operator), self.campaign, retraction).await.expect("a retraction");
    }

    /// What a worker is told that heard the doorbell.
    pub async fn begin(&self, act: Act) -> Result<Permit, Refusal> {
        match self.try_begin(act).await.expect("an answer") {
            Begun::Permit(permit) => Ok(*permit),
            Begun::Refused { refusal } => Err(refusal),
        }
    }

    /// The same, where the ledger may have no answer.
    pub async fn try_begin(&self, act: Act) -> Result<Begun, LedgerFault> {
        self.ledger.begin(&Job { act, id: self.post, epoch: 1 }).await
    }

    pub async fn finish(&self, permit: &Permit, outcome: &Outcome) -> Finished {
        self.ledger.finish(permit.id(), outcome).await.expect("an answer")
    }

    /// A copy whose making was begun, and not reported in time.
    pub async fn lost(&self) -> Permit {
        let permit = self.begin(Act::Place).await.expect("leave");
        self.after(60);
        self.app.sweep_once().await.expect("the deadline passes");
        assert_eq!(self.state().await, PlacementState::Unknown);
        permit
    }

    /// Takes back what is found, which is nothing, until the ledger believes it.
    pub async fn withdraw_blindly(&self) {
        while self.state().await != PlacementState::Withdrawn {
            let permit = self.begin(Act::Withdraw).await.expect("leave");
            assert_eq!(self.finish(&permit, &Outcome::Absent).await, Finished::Recorded);
            self.after(2);
        }
    }

    pub async fn campaign_state(&self) -> CampaignState {
        self.app.campaign(self.campaign).await.expect("the campaign").state
    }

    /// What people read of a copy.
    pub async fn copy(&self, id: Uuid) -> PlacementView {
        let copies = self.app.placements(self.campaign, 100, 0).await.expect("the copies");
        copies.into_iter().find(|copy| copy.id == id).expect("the copy")
    }

    pub async fn state(&self) -> PlacementState {
        self.copy(self.post).await.state
    }
}

/// A campaign whose proof is frozen and waits for a decision; its kit is no more than a byte a file.
pub struct Prepared {
    pub app: App,
    pub ledger: InProcessLedger,
    pub clock: Arc<ManualClock>,
    pub case: Uuid,
    pub campaign: Uuid,
    /// The proof's digest.
    pub digest: String,
    authorities: Vec<Authority>,
    folder: TempDir,
}

impl Prepared {
    /// In one language, on one channel.
    pub async fn on(channel: &str, database: &Database, authorities: Vec<Authority>) -> Prepared {
        Prepared::made(&[channel], database, authorities).await
    }

    /// A drill in all four languages, on both training channels.
    pub async fn drill(database: &Database, authorities: Vec<Authority>) -> Prepared {
        Prepared::made(&["training", "training_mail"], database, authorities).await
    }

    /// In one language, on these channels.
    pub async fn on_these(channels: &[&str], database: &Database) -> Prepared {
        Prepared::made(channels, database, Vec::new()).await
    }

    async fn made(channels: &[&str], database: &Database, authorities: Vec<Authority>) -> Prepared {
        static CASES: AtomicU32 = AtomicU32::new(1000);

        let (folder, clock) = (tempfile::tempdir().expect("a folder"), Arc::new(ManualClock::default()));
        let store = database.store().await;
        let app = service(store, &folder, &clock, &authorities);
        let ledger = InProcessLedger::new(app.clone(), WorkerScope::Any);
        let (officer, now) = (|| by(Role::Officer), clock.now());
        let drill = channels.iter().all(|name| name.starts_with("training"));
        let mut case: Case = Case { drill, ..read(script::case(now)) };
        case.reference = format!("2026-{}", CASES.fetch_add(1, Ordering::Relaxed));
        let case = app.open_case(&officer(), case).await.expect("a case").id;
        for volunteer in script::volunteers("").into_iter().take(2) {
            app.save_volunteer(&by(Role::Coordinator), read(volunteer)).await.expect("a volunteer");
        }
        let declaration = read(script::declaration(now));
        app.record_declaration(&officer(), case, declaration).await.expect("a declaration");
        for heard in script::concertation(now) {
            app.hear_party(&officer(), case, read(heard)).await.expect("a word");
        }
        let photo = app.take_in_photo(&officer(), case, Bytes::from_static(FACE)).await.expect("a photo");
        let photo = photo.sha256;
        let mut consent = script::consent(now, &photo);
        if drill {
            consent["scope"]["channels"] = channels.into();
        }
        let consent = read(consent);
        app.record_consent(&officer(), case, consent).await.expect("a consent");
        let mut draft: CampaignDraft = read(script::campaign(now, &photo));
        draft.channels = channels.iter().map(|name| name.parse().expect("a channel")).collect();
        match drill {
            true => draft.kind = Kind::Drill,
            false => draft.notices.truncate(1),
        }
        let campaign = app.draft_campaign(&officer(), case, draft).await.expect("a campaign").id;
        let digest = String::new();
        let mut prepared = Prepared { app, ledger, clock, case, campaign, digest, authorities, folder };
        prepared.proven().await;
        prepared
    }

    /// Orders a proof of the draft as it is, and renders it.
    pub async fn proven(&mut self) {
        let proof = self.app.order_proof(&by(Role::Officer), self.campaign).await.expect("a proof").id;
        render(&self.ledger, proof).await;
        self.digest = self.app.proof(proof).await.expect("the proof").digest.expect("it is frozen");
    }

    /// Approves and launches it.
    pub async fn launched(&self) {
        crate::magistrate::approve(&self.app, self.campaign, self.digest.clone()).await;
        self.app.launch(&by(Role::Officer), self.campaign, None).await.expect("a launch");
    }

    /// Its one copy, once it is launched.
    pub async fn staged(self) -> Stage {
        let Prepared { app, ledger, clock, campaign, folder, .. } = self;
        let copies = app.placements(campaign, 10, 0).await.expect("the copies");
        assert_eq!(copies.len(), 1);
        Stage { app, ledger, clock, campaign, post: copies[0].id, folder }
    }

    /// Where its files are.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The service as it is after a restart: nothing but the database, the files and the clock is the same.
    pub fn restarted(&self, store: Store) -> App {
        service(store, &self.folder, &self.clock, &self.authorities)
    }

    /// Another node on the same database, and the queue that it publishes to.
    pub fn beside(&self, store: Store) -> (App, Arc<MemoryQueue>) {
        let queue = Arc::new(MemoryQueue::new());
        (node(store, queue.clone(), &self.folder, &self.clock, &self.authorities), queue)
    }
}

fn service(store: Store, folder: &TempDir, clock: &Arc<ManualClock>, authorities: &[Authority]) -> App {
    node(store, Arc::new(MemoryQueue::new()), folder, clock, authorities)
}

fn node(
    store: Store,
    queue: Arc<MemoryQueue>,
    folder: &TempDir,
    clock: &Arc<ManualClock>,
    authorities: &[Authority],
) -> App {
    let files = Files::open(&folder.path().display().to_string()).expect("a folder for files");
    let settings = Settings {
        public_url: "http://localhost:1".to_owned(),
        batch_size: 10,
        authorities: authorities.to_vec(),
        providers: Vec::new(),
    };
    App::new(store, queue, files, clock.clone(), Arc::new(SystemIds), settings)
}

async fn render(ledger: &InProcessLedger, proof: Uuid) {
    let job = Job { act: Act::Render, id: proof, epoch: 0 };
    let permit = ledger.begin_render(&job).await.expect("an answer").expect("leave to render");
    let mut kit = Vec::new();
    for ordered in permit.order["files"].as_array().expect("files") {
        let stored = ledger.store_file(permit.id, "image/jpeg", Bytes::from_static(b"x")).await;
        kit.push(RenderedFile {
            name: ordered["name"].as_str().expect("a name").to_owned(),
            sha256: stored.expect("a file"),
            media_type: "image/jpeg".to_owned(),
            bytes: 1,
            width: 1,
            height: 1,
            languages: Vec::new(),
            format: String::new(),
        });
    }
    let finished = ledger.finish_render(permit.id, Ok(kit)).await.expect("an answer");
    assert_eq!(finished, Finished::Recorded);
}
