//! Doubles of Mastodon, a Facebook Page and a Telegram channel. No server of theirs can be had for a test, so these are made
//! after the official descriptions (each file names its own) and have never been held against the real ones.
//!
//! What they have in common is here: the wire, the faults that can be asked for, the posts with their ground truth, and a page
//! at `/` on which a person sees what is posted. One file each says how the network speaks.
//!
//! Left out of all three: rate limits but those asked for, expiry of tokens, moderation, and everything that the workers do not
//! call. No clock: times in answers are of a fixed day.

mod call;
pub mod facebook;
mod fault;
pub mod mastodon;
mod posts;
pub mod telegram;
mod wall;
mod wire;

pub use fault::{Fault, Step};
pub use posts::{Happened, TruthEvent};

use super::listener::{StartError, WebServer};
use super::truth_log::TruthLog;
use actix_web::web::{self, Data, PayloadConfig};
use call::Call;
use fault::Faults;
use posts::Posts;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use wire::Said;

/// How one network speaks.
pub trait Social: Send + Sized + 'static {
    /// What a person calls it.
    const TITLE: &'static str;

    #[doc(hidden)]
    fn step(call: &Call) -> Option<Step>;

    #[doc(hidden)]
    fn act(&mut self, call: &Call) -> Said;

    #[doc(hidden)]
    fn pretend_to_delete(&mut self, call: &Call) -> Said;

    #[doc(hidden)]
    fn refuse(refusal: Refusal) -> Said;

    #[doc(hidden)]
    fn posts(&self) -> &Posts;
}

/// What every network says in its own words.
#[derive(Clone, Copy, Debug)]
pub enum Refusal {
    /// The token is not good any more.
    Revoked,
    /// Too many requests; come back in so many seconds, said in the network's own way.
    TooMany(Option<u64>),
    /// A fault of its own.
    Inside,
    /// A success that has an error in it.
    ErrorInside,
    /// It is too old for a program to delete.
    TooOld,
}

/// A running network. It stops when dropped.
pub struct SocialDouble<S: Social> {
    server: WebServer,
    network: Arc<Network<S>>,
}

/// What the calls share. One lock: calls take effect one after the other, as the transactions of a real one do.
struct Network<S> {
    state: Mutex<State<S>>,
}

struct State<S> {
    social: S,
    faults: Faults,
    /// Calls that were answered with a fault, and are still to take effect.
    held: Vec<Call>,
}

impl<S> Network<S> {
    fn state(&self) -> MutexGuard<'_, State<S>> {
        // A test that panicked elsewhere may still ask what happened.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The largest picture that any of them takes, and room for the rest of a form.
const MOST_BYTES: usize = 17 * 1024 * 1024;

impl<S: Social> SocialDouble<S> {
    fn serve(addr: SocketAddr, social: S) -> Result<Self, StartError> {
        let network = Arc::new(Network {
            state: Mutex::new(State { social, faults: Faults::default(), held: Vec::new() }),
        });
        let shared = network.clone();
        let server = WebServer::start(addr, move |routes| {
            routes
                .app_data(Data::from(shared.clone()))
                .app_data(PayloadConfig::new(MOST_BYTES))
                .route("/", web::get().to(wall::page::<S>))
                .route("/pictures/{id}", web::get().to(wall::picture::<S>))
                .default_service(web::to(wire::receive::<S>));
        })?;
        Ok(SocialDouble { server, network })
    }

    /// Its address as a service's setting: `http://…`, no slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.server.addr())
    }

    /// Makes the next `times` calls of a step meet a fault. Faults of one step come in the order in which they were asked for.
    ///
    /// # Panics
    /// If a fault of deletions is asked of anything but [`Step::Delete`]: such a test would pass without its fault.
    pub fn fault(&self, fault: Fault, times: u32, step: Step) {
        let of_deletions = matches!(fault, Fault::DeleteSaysYesButKeeps | Fault::TooOldToDelete);
        assert!(!of_deletions || step == Step::Delete, "only a deletion can meet {fault:?}");
        self.network.state().faults.add(fault, times, step);
    }

    /// Forgets the faults still to come.
    pub fn clear_faults(&self) {
        self.network.state().faults.clear();
    }

    /// Lets the calls take effect that met [`Fault::Held`]: late, and with nobody waiting for them.
    pub fn let_go(&self) {
        let mut state = self.network.state();
        for call in std::mem::take(&mut state.held) {
            state.social.act(&call);
        }
    }

    /// How many calls of a step have met a fault so far: the proof that it happened.
    pub fn faults_met(&self, step: Step) -> u32 {
        self.network.state().faults.met(step)
    }

    /// All that happened to posts, in order, whatever anybody was told.
    pub fn truth(&self) -> Vec<TruthEvent> {
        self.network.state().social.posts().truth()
    }

    /// The ids of the posts that the public can see.
    pub fn standing(&self) -> Vec<String> {
        self.network.state().social.posts().standing().map(|post| post.id.clone()).collect()
    }

    /// The texts of the posts that the public can see.
    pub fn texts(&self) -> Vec<String> {
        self.network.state().social.posts().standing().map(|post| post.text.clone()).collect()
    }
}

/// The log of a double, opened before it starts.
fn posts(log: Option<PathBuf>) -> Result<Posts, StartError> {
    Ok(Posts::new(TruthLog::open(log)?))
}
