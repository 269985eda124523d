//! A social network inside the process: the part of an AT Protocol server (a PDS) that posting and taking back needs.
//!
//! What it answers was compared with the reference server (`@atproto/pds` 0.4): one conversation is held with both, and
//! every status, error name and message in it must agree. Among what one might not expect: a key that is taken is a 500
//! without a name; deleting what is not there is a 200 with no commit, and fences nothing; an unchanged `putRecord`
//! moves no head either; a picture can be fetched until the last post that shows it is deleted.
//!
//! Left out, or otherwise than there:
//! - one account, made at the start; no e-mail sign-in, app passwords, OAuth, `deleteSession`, `applyWrites`, and no
//!   `didDoc` in a session, which is a setting there;
//! - no clock: tokens do not run out by themselves (ask for [`Fault::RevokedToken`]), revisions and server-made keys
//!   count from a fixed day, and a 429 comes without `RateLimit-*` headers;
//! - no signatures and no tree: CIDs of commits and records are hashes of the right shape, those of files are true;
//! - of the record types only `app.bsky.feed.post` is known and checked, with links and pictures in it; other embeds
//!   and other types pass unchecked, as unknown ones do there. Pictures of more than 1,000,000 bytes are refused, as
//!   older servers do;
//! - a query with a parameter missing is a 400 here, and a method that is not listed in [`Endpoint`] a 501; there,
//!   some of these are 500s or go on to another server;
//! - no rate limits but those asked for, no firehose, no moderation.

mod answer;
mod cid;
mod endpoint;
mod fault;
mod input;
mod page;
mod record;
mod repo;
mod sessions;
mod xrpc;

pub use endpoint::Endpoint;
pub use fault::Fault;
pub use repo::{Happened, TruthEvent};

use super::listener::{StartError, WebServer};
use super::truth_log::TruthLog;
use fault::Faults;
use repo::Repo;
use sessions::Sessions;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The running network, with a page at `/` on which a person sees what is posted. It stops when dropped.
pub struct NetworkDouble {
    server: WebServer,
    network: Arc<Network>,
}

impl NetworkDouble {
    /// Starts a network with one account at a loopback address (port 0: any free one), with a ground-truth log if a
    /// path is given.
    pub async fn start(
        addr: SocketAddr,
        handle: &str,
        password: &str,
        log: Option<PathBuf>,
    ) -> Result<Self, StartError> {
        let log = TruthLog::open(log)?;
        let sessions = Sessions::new(handle, password);
        let repo = Repo::new(sessions.did.clone(), log);
        let network =
            Arc::new(Network { state: Mutex::new(State { sessions, repo, faults: Faults::default() }) });
        let shared = network.clone();
        let server = WebServer::start(addr, move |routes| {
            xrpc::routes(routes, shared.clone());
            page::routes(routes);
        })?;
        Ok(NetworkDouble { server, network })
    }

    /// Where it listens.
    pub fn addr(&self) -> SocketAddr {
        self.server.addr()
    }

    /// Its address as a service's setting: `http://…`, no slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr())
    }

    /// The account's DID.
    pub fn did(&self) -> String {
        self.network.state().repo.did.clone()
    }

    /// Makes the next `times` calls of `endpoint` meet a fault. Faults of one endpoint come in the order in which they
    /// were asked for.
    ///
    /// # Panics
    /// If [`Fault::DeleteSaysYesButKeeps`] is asked of anything but [`Endpoint::DeleteRecord`]: such a test would pass
    /// without its fault.
    pub fn fault(&self, fault: Fault, times: u32, endpoint: Endpoint) {
        assert!(
            fault != Fault::DeleteSaysYesButKeeps || endpoint == Endpoint::DeleteRecord,
            "only deleteRecord can say that it deleted"
        );
        self.network.state().faults.add(fault, times, endpoint);
    }

    /// Forgets the faults still to come.
    pub fn clear_faults(&self) {
        self.network.state().faults.clear();
    }

    /// How many calls of `endpoint` have met a fault so far: the proof that it happened.
    pub fn faults_met(&self, endpoint: Endpoint) -> u32 {
        self.network.state().faults.met(endpoint)
    }

    /// All that happened to records, in order, whatever anybody was told.
    pub fn truth(&self) -> Vec<TruthEvent> {
        self.network.state().repo.truth()
    }

    /// The keys of the posts that stand, lowest first.
    pub fn standing(&self) -> Vec<String> {
        self.network.state().repo.standing()
    }
}

/// What the calls share. One lock: calls take effect one after the other, as the transactions of a real one do.
struct Network {
    state: Mutex<State>,
}

struct State {
    sessions: Sessions,
    repo: Repo,
    faults: Faults,
}

impl Network {
    fn state(&self) -> MutexGuard<'_, State> {
        // A test that panicked elsewhere may still ask what happened.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
