//! The chain launch → begin → finish, on both engine pairs, beside the broker's own publish-confirm-ack rate in the same
//! run. The outside is a double that says yes at once, so that what is measured is ours.
//!
//! `tests/bench.sh` starts the servers and runs it; `cargo bench --bench chain` alone measures SQLite and memory only.

#[path = "../src/app/tests/ledger/magistrate.rs"]
mod magistrate;

use async_trait::async_trait;
use bytes::Bytes;
use childalert_app::{
    Actor, App, Clock, DecisionOrder, Files, Ids, InProcessLedger, Request, Retraction, Role, Settings,
    SystemClock, SystemIds, WorkerScope,
};
use childalert_demo::script;
use childalert_domain::{CampaignDraft, DecisionAct, RetractionReason};
use childalert_jobs::{
    Act, Begun, Finished, Job, Ledger, LedgerFault, Outcome, PartReport, Permit, PermitId, RenderFailure,
    RenderPermit, RenderedFile, Standing,
};
use childalert_queue::{AmqpConfig, AmqpQueue, MemoryQueue, Queue, measure_round_trip};
use childalert_store::Store;
use childalert_trust::{InstallationKey, verify};
use childalert_workers::Roles;
use childalert_workers::channel::{Channel, Prepared};
use childalert_workers::config::WorkersConfig;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Placements in a launch: single recipients, so that each is one begin and one finish.
const PLACEMENTS: usize = 2_000;
/// Decisions over the campaign, after the one that let it out.
const DECISIONS: usize = 40;
/// Acts under way at once.
const IN_FLIGHT: u16 = 16;

#[tokio::main]
async fn main() {
    say(&format!(
        "{PLACEMENTS} placements, {IN_FLIGHT} acts under way at once, the outside says yes at once"
    ));
    let folder = tempfile::tempdir().expect("a folder");
    let file = format!("sqlite:{}", folder.path().join("chain.db").display());
    chain("SQLite + memory", &file, Arc::new(MemoryQueue::new())).await;
    let servers = (std::env::var("CHILDALERT_TEST_POSTGRES_URL"), std::env::var("CHILDALERT_TEST_AMQP_URL"));
    let (Ok(database), Ok(broker)) = servers else {
        say("PostgreSQL + RabbitMQ: not measured, no servers (run tests/bench.sh)");
        return;
    };
    let config =
        AmqpConfig { url: broker, queues: childalert::queues(), connection_name: "chain bench".to_owned() };
    let queue = Arc::new(AmqpQueue::connect(config).expect("a broker address"));
    while !queue.ready().await {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    chain("PostgreSQL + RabbitMQ", &database, queue.clone()).await;
    for in_flight in [16, 64, 128] {
        let trip = measure_round_trip(&*queue, "placements.page.v1", 10_000, in_flight).await;
        say(&format!(
            "the broker alone, {in_flight:>3} in flight: {:.0} publish-confirms/s, {:.0} acks/s, publish p99 {:?}",
            trip.publishes_per_second, trip.acks_per_second, trip.publish_p99
        ));
    }
}

fn say(line: &str) {
    #[expect(clippy::print_stdout, reason = "this is the report")]
    {
        println!("{line}");
    }
}

/// Says yes to everything, at once.
struct Yes;

#[async_trait]
impl Channel for Yes {
    fn name(&self) -> &'static str {
        "email"
    }

    async fn act(&self, permit: &Permit, _: Prepared, _: &dyn Ledger) -> Outcome {
        match permit.act() {
            Act::Correct => Outcome::Corrected,
            _ => Outcome::Live { outside_id: permit.id().id.to_string(), url: None },
        }
    }
}

/// The ledger with a stopwatch.
struct Timed {
    ledger: InProcessLedger,
    begins: Mutex<Vec<Duration>>,
    finishes: Mutex<Vec<Duration>>,
}

#[async_trait]
impl Ledger for Timed {
    async fn begin(&self, job: &Job) -> Result<Begun, LedgerFault> {
        let began = Instant::now();
        let begun = self.ledger.begin(job).await;
        self.begins.lock().expect("no panic").push(began.elapsed());
        begun
    }
    async fn finish(&self, permit: PermitId, outcome: &Outcome) -> Result<Finished, LedgerFault> {
        let began = Instant::now();
        let finished = self.ledger.finish(permit, outcome).await;
        self.finishes.lock().expect("no panic").push(began.elapsed());
        finished
    }
    async fn checkpoint(&self, permit: PermitId, parts: &[PartReport]) -> Result<Standing, LedgerFault> {
        self.ledger.checkpoint(permit, parts).await
    }
    async fn keep_id(&self, permit: PermitId, outside_id: &str) -> Result<Standing, LedgerFault> {
        self.ledger.keep_id(permit, outside_id).await
    }
    async fn file(&self, permit: PermitId, sha256: &str) -> Result<Bytes, LedgerFault> {
        self.ledger.file(permit, sha256).await
    }
    async fn begin_render(&self, job: &Job) -> Result<Option<RenderPermit>, LedgerFault> {
        self.ledger.begin_render(job).await
    }
    async fn store_file(&self, permit: PermitId, kind: &str, bytes: Bytes) -> Result<String, LedgerFault> {
        self.ledger.store_file(permit, kind, bytes).await
    }
    async fn finish_render(
        &self,
        permit: PermitId,
        kit: Result<Vec<RenderedFile>, Vec<RenderFailure>>,
    ) -> Result<Finished, LedgerFault> {
        self.ledger.finish_render(permit, kit).await
    }
}

/// Somebody who asks, with a new Idempotency-Key each time.
fn by(role: Role) -> Request {
    let id = SystemIds.id();
    let actor = Actor { id, role, scopes: None, person: false };
    Request { actor, key: SystemIds.code(), digest: SystemIds.code(), id: String::new() }
}

fn read<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> T {
    serde_json::from_value(value).expect("the script fits the types")
}

async fn chain(name: &str, database: &str, queue: Arc<dyn Queue>) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(database, 20).await.expect("a database");
    store.migrate().await.expect("a schema");
    let files = Files::open(&folder.path().display().to_string()).expect("a folder for files");
    let settings = Settings {
        public_url: "http://localhost:1".to_owned(),
        batch_size: 1,
        authorities: Vec::new(),
        providers: Vec::new(),
    };
    let app = App::new(store, queue.clone(), files, Arc::new(SystemClock), Arc::new(SystemIds), settings);
    let (stop, stopped) = watch::channel(false);
    let ledger = Arc::new(Timed {
        ledger: InProcessLedger::new(app.clone(), WorkerScope::Any),
        begins: Mutex::default(),
        finishes: Mutex::default(),
    });
    let (relay, sweep) = (app.clone(), app.clone());
    let (relay_stop, sweep_stop) = (stopped.clone(), stopped.clone());
    let mut tasks = tokio::task::JoinSet::new();
    tasks.spawn(async move { relay.run_relay(relay_stop).await });
    tasks.spawn(async move { sweep.run_sweep(sweep_stop).await });
    let render = Roles::named(["render"], &WorkersConfig::default()).expect("a role");
    for roles in [render, Roles::only(Arc::new(Yes), IN_FLIGHT)] {
        let (ledger, queue, mut stopped) = (ledger.clone(), queue.clone(), stopped.clone());
        tasks.spawn(async move {
            let shutdown = async move {
                // An error means that the sender is gone: that is the end as well.
                let _ = stopped.wait_for(|stop| *stop).await;
            };
            childalert_workers::run(ledger, queue, roles, shutdown).await;
        });
    }

    let campaign = approved(&app).await;
    ledger.begins.lock().expect("no panic").clear();
    let began = Instant::now();
    app.launch(&by(Role::Officer), campaign, None).await.expect("a launch");
    let planned = began.elapsed();
    let placed = until(&app, campaign, |progress| progress.live == progress.copies).await - began;
    report(name, "placed", planned, placed);
    latency("begin", &ledger.begins);
    latency("finish", &ledger.finishes);

    trust(&app, campaign).await;
    let began = Instant::now();
    let retraction = Retraction { reason: RetractionReason::FoundSafe };
    app.retract(&by(Role::Operator), campaign, retraction).await.expect("a retraction");
    let planned = began.elapsed();
    let corrected = until(&app, campaign, |progress| progress.owed == 0).await - began;
    report(name, "taken back", planned, corrected);
    // Everybody listens until here.
    let _ = stop.send(true);
    while tasks.join_next().await.is_some() {}
}

/// What signing in and deciding cost the service, and how long a bundle takes to be checked.
async fn trust(app: &App, campaign: uuid::Uuid) {
    let mut magistrate = magistrate::Person::invited(app, Role::Magistrate).await;
    let live = app.campaign(campaign).await.expect("the campaign").live_proof.expect("it is live");
    let digest = app.proof(live).await.expect("the proof").digest.expect("it is frozen");
    let (sign_ins, decisions, checks) = (Mutex::default(), Mutex::default(), Mutex::default());
    let keep = |kept: &Mutex<Vec<Duration>>, took| kept.lock().expect("no panic").push(took);
    for number in 0..200 {
        keep(&sign_ins, magistrate.signs_in(app).await);
        // More than any campaign has: what it costs is read through each time.
        if number >= DECISIONS {
            continue;
        }
        let order = DecisionOrder {
            act: DecisionAct::Require,
            digest: digest.clone(),
            reasons: "In danger.".to_owned(),
            until: None,
        };
        keep(&decisions, magistrate.decides(app, campaign, order).await);
    }
    latency("sign in", &sign_ins);
    latency("decide", &decisions);
    let key = InstallationKey::read(&InstallationKey::generate().expect("a key")).expect("a key");
    let bundle = app.evidence(campaign).await.expect("evidence").write(app.now(), &key).expect("a bundle");
    for _ in 0..20 {
        let began = Instant::now();
        verify(&bundle, Some(&key.public()), &[]).expect("it holds");
        keep(&checks, began.elapsed());
    }
    say(&format!("    a bundle of {:.1} MB with {} decisions:", bundle.len() as f64 / 1e6, DECISIONS + 1));
    latency("verify", &checks);
}

fn report(name: &str, what: &str, planned: Duration, whole: Duration) {
    let rate = PLACEMENTS as f64 / whole.as_secs_f64();
    say(&format!(
        "{name}: committed after {planned:.0?}, all {what} after {whole:.0?}: {rate:.0} placements/s"
    ));
}

fn latency(what: &str, durations: &Mutex<Vec<Duration>>) {
    let mut durations = durations.lock().expect("no panic");
    durations.sort();
    let at = |share: f64| durations[((durations.len() - 1) as f64 * share) as usize];
    say(&format!("    {what}: p50 {:.1?}, p99 {:.1?}, worst {:.1?}", at(0.5), at(0.99), at(1.0)));
}

async fn until(
    app: &App,
    campaign: uuid::Uuid,
    reached: impl Fn(&childalert_app::ProgressView) -> bool,
) -> Instant {
    let began = Instant::now();
    loop {
        let progress = app.progress(campaign).await.expect("progress");
        if reached(&progress) {
            return Instant::now();
        }
        assert!(began.elapsed() < Duration::from_secs(300), "it does not end");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A campaign with `PLACEMENTS` volunteers and an approved proof.
async fn approved(app: &App) -> uuid::Uuid {
    let officer = || by(Role::Officer);
    let now = SystemClock.now();
    let mut opened = script::case(now);
    opened["reference"] = format!("2026-{}", now.timestamp() % 1_000_000).into();
    let case = app.open_case(&officer(), read(opened)).await.expect("a case").id;
    app.record_declaration(&officer(), case, read(script::declaration(now))).await.expect("a declaration");
    for heard in script::concertation(now) {
        app.hear_party(&officer(), case, read(heard)).await.expect("a word");
    }
    let face = Bytes::from_static(include_bytes!("../assets/demo/face.jpg"));
    let photo = app.take_in_photo(&officer(), case, face).await.expect("a photo").sha256;
    app.record_consent(&officer(), case, read(script::consent(now, &photo))).await.expect("a consent");
    let mut list = String::from("email,name,lang,team,postcode,phone\n");
    for number in 0..PLACEMENTS {
        list.push_str(&format!("v{number}@volunteers.example,Volunteer {number},fr,Bench,1050,\n"));
    }
    app.import_volunteers(list.as_bytes(), false, false).await.expect("volunteers");
    let mut draft: CampaignDraft = read(script::campaign(now, &photo));
    draft.channels.retain(|channel| channel.name() == "email");
    draft.notices.truncate(1);
    let campaign = app.draft_campaign(&officer(), case, draft).await.expect("a campaign").id;
    let proof = app.order_proof(&officer(), campaign).await.expect("a proof").id;
    let digest = loop {
        let proof = app.proof(proof).await.expect("the proof");
        assert!(proof.failures.is_empty(), "the kit could not be made");
        if let Some(digest) = proof.digest {
            break digest;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    magistrate::approve(app, campaign, digest).await;
    campaign
}
