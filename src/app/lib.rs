//! The use cases: one operation, one file. Each takes who asks and what, does its work in one transaction, and answers
//! with what the caller may see. Beside them the machinery that carries them out: the ledger that workers ask, the relay
//! that rings the queue, the sweep that finds what a lost doorbell left behind.

mod accounts;
mod actor;
mod allowed;
mod audit;
mod campaigns;
mod cases;
mod clock;
mod copies;
mod ended;
mod error;
mod files;
mod hands;
mod health;
mod import;
mod keys;
mod ledger;
mod messages;
mod noted;
mod once;
mod progress;
mod relay;
mod sends;
mod shown;
mod site;
mod sweep;
mod views;
mod volunteers;
mod wording;

pub use accounts::{
    AccessFault, AccountUse, AccountView, CONSOLE, Challenge, ConfirmationView, Cookie, Enrolled, Invitation,
    Invited, NewAccount, PasskeyView, ProviderAnswer, ProviderAnswered, ProviderQuestion, ReasonOrder,
    Returning, RoleOrder, SessionView, SignedIn, Token, Visitor,
};
pub use actor::{Actor, Role, UnknownRole};
pub use allowed::{Action, UnknownAction, While};
pub use audit::TrailVerdict;
pub use campaigns::{
    Board, BoardEntry, CampaignOfCase, CaseStanding, DecisionQuestion, Desk, DeskEntry, FormFields, Lately,
    LaunchSheet, Preparation, ReachOf, Room, STATEMENT_LOOK, Sheet, StepTyped,
};
pub use cases::{ConsentAnswer, ConsentAsk, ConsentAsked, ConsentSheet, CopiesOf, ScanFile};
pub use childalert_provider::{ClientSecret, ProviderSettings, is_private_address};
pub use childalert_trust::ClosingStatement;
pub use clock::{
    Clock, Ids, ManualClock, SystemClock, SystemIds, clock_in_brussels, moment_in_brussels, today_in_brussels,
};
pub use copies::{Mark, Owing};
pub use error::{AppError, Changed, Conflict};
pub use files::{Files, FilesUrlError};
pub use hands::{Hand, HandCopy, HandSheet};
pub use health::{CHANNEL_FINDINGS, FINDINGS as HEALTH_FINDINGS};
pub use import::{ImportReport, ImportedRow, RowError, RowOutcome};
pub use keys::{KeyOrder, NewKey};
pub use ledger::{InProcessLedger, WorkerScope};
pub use messages::{Authority, MessageView};
pub use once::Request;
pub use sends::{SendLogs, SendsReport};
pub use shown::Shown;
pub use site::{KitFile, PublicNotice, SiteEntry, SiteFeed, Standing};
pub use views::{
    CampaignView, CaseChangeView, CaseView, ChannelHealth, ChannelLedgerView, ConsentView, Copies,
    CopiesByChannel, CopyView, DecisionOrder, DecisionView, DeclarationView, DenialView, FocusOrder,
    HealthCheck, HealthPart, HealthState, HealthView, HeardView, Holder, HolderView, InsightsView,
    KitFailureView, LedgerView, OpenCopyView, OverrideView, PhotoView, PhotoWarningView, PlacementView,
    ProgressView, ProofFileView, ProofView, Retraction, ScanView, SignedAnswer, SignedCredential,
    SignedResponse, TookView, TrailView, VolunteerView,
};
pub use volunteers::NewVolunteer;
pub use wording::statement_report;

use childalert_domain::Proof;
use childalert_provider::Provider;
use childalert_queue::Queue;
use childalert_store::Store;
use childalert_trust::InstallationKey;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};
use tokio::sync::{Notify, Semaphore, watch};
use uuid::Uuid;

/// What the service is told at its start.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the public reaches the site, such as `https://alert.example.org`, without a slash at the end.
    pub public_url: String,
    /// How many recipients a batch has.
    pub batch_size: usize,
    /// Who is told of each worrying case, launch and end.
    pub authorities: Vec<Authority>,
    /// Organisations' own providers, by which people may sign in.
    pub providers: Vec<ProviderSettings>,
}

/// The service's inside. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub store: Store,
    pub queue: Arc<dyn Queue>,
    pub files: Files,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub settings: Settings,
    /// Something was written to the outbox.
    pub bell: Notify,
    /// Something changed that somebody may be watching.
    pub changes: watch::Sender<u64>,
    /// Frozen proofs, which never change: read and checked once.
    pub proofs: Mutex<HashMap<Uuid, Arc<Proof>>>,
    /// Checks passkeys; none where the site has no domain of its own.
    pub passkeys: Option<accounts::Passkeys>,
    /// Organisations' own providers.
    pub providers: Vec<Provider>,
    /// Signs closing statements, where this service has it.
    pub installation: OnceLock<InstallationKey>,
    /// Photos are decoded a few at a time: a decoded one takes 200 MB.
    pub photo_slots: Semaphore,
    /// Which campaigns' ends are kept outside the database.
    pub marked: Mutex<ended::Marked>,
    /// Whether they were compared with the database.
    pub ends_compared: tokio::sync::OnceCell<()>,
    /// Since when this process runs.
    pub running_since: chrono::DateTime<chrono::Utc>,
    /// How the service was when somebody asked last.
    pub health: health::Last,
}

impl App {
    /// Puts the service together.
    pub fn new(
        store: Store,
        queue: Arc<dyn Queue>,
        files: Files,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        settings: Settings,
    ) -> App {
        App {
            inner: Arc::new(Inner {
                store,
                queue,
                files,
                running_since: clock.now(),
                health: health::Last::default(),
                clock,
                ids,
                passkeys: accounts::Passkeys::new(&settings.public_url),
                providers: accounts::providers(&settings),
                settings,
                bell: Notify::new(),
                changes: watch::channel(0).0,
                proofs: Mutex::new(HashMap::new()),
                installation: OnceLock::new(),
                photo_slots: Semaphore::new(1),
                marked: Mutex::default(),
                ends_compared: tokio::sync::OnceCell::new(),
            }),
        }
    }

    /// Gives the service the installation's key. Once: a statement must read the same each time.
    pub fn sign_with(&self, key: InstallationKey) {
        // The first one stays.
        let _ = self.inner.installation.set(key);
    }

    /// Where the public reaches the site.
    pub fn public_url(&self) -> &str {
        &self.inner.settings.public_url
    }

    /// The moment, by this service's clock.
    pub fn now(&self) -> chrono::DateTime<chrono::Utc> {
        self.inner.clock.now()
    }

    /// Told of every change; the number only rises.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.inner.changes.subscribe()
    }

    /// Whether the database answers.
    pub async fn database_ready(&self) -> bool {
        self.inner
            .store
            .read(|tx| Box::pin(async move { childalert_store::outbox::waiting(tx).await }))
            .await
            .is_ok()
    }

    /// Whether the queue can take jobs.
    pub async fn queue_ready(&self) -> bool {
        self.inner.queue.ready().await
    }
}

impl Inner {
    /// To be called after every commit: wakes the relay and whoever watches.
    pub fn committed(&self) {
        self.bell.notify_one();
        self.changes.send_modify(|version| *version += 1);
    }
}
