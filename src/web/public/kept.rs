//! Answers kept in memory for as long as they hold. What the site shows is asked of the database a few times a second, while
//! somebody reads, in one statement; as long as the answer is the same, pages are given from memory. This node's own changes are
//! seen at once, those of others within [`ASKED_EVERY`] or so. A page that is older than [`OLDEST`] is never given: where the
//! database does not answer, nobody can know whether a child is still searched for, and the site says so.
//!
//! The order makes it true. What the site shows is read first, and a page is made after it: so a page is at least as new as the
//! state that it is kept under, and a state never comes back. Time counts from before the question, not from its answer.

use super::page::Page;
use crate::problem::Problem;
use actix_web::http::StatusCode;
use childalert_app::{App, AppError, Shown};
use childalert_domain::Lang;
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::Mutex as Turn;
use tokio::time::{Instant, sleep, timeout};

/// While pages are read, the database is asked this often.
const ASKED_EVERY: Duration = Duration::from_millis(250);
/// For so long after the question its answer is relied upon: what is left of the second is for the way to the reader.
const RELIED_ON: Duration = Duration::from_millis(800);
/// The oldest state that an answer may show.
const OLDEST: Duration = Duration::from_secs(1);
/// After this a question was in vain, and the next in turn puts it again, on another connection.
const ANSWER: Duration = Duration::from_secs(2);
/// How long a reader waits, in all.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a page may take to be made: longer than anybody waits, so that what is slow is there for those who ask again.
const MAKING: Duration = Duration::from_secs(15);
/// A page changes with time alone only where the feed forgets a deletion, after a month.
const LONGEST: Duration = Duration::from_secs(600);
/// What nobody has asked about for so long is not kept any longer: of a child who was found nothing stays here for want of readers.
const UNREAD: Duration = Duration::from_secs(10);
/// What is kept at most: bytes, and pages.
const MOST_BYTES: usize = 32 * 1024 * 1024;
const MOST_PAGES: usize = 4096;

/// What is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// The front page of a language.
    Front(Lang),
    /// The feed of a language.
    Feed(Lang),
    /// A notice in a language, by its code.
    Notice(Lang, String),
    /// Whether a search is on, as a page, by its code.
    Check(Lang, String),
    /// The same for programs.
    State(String),
    /// A file of a kit, by the kit's code and the file's name.
    File(String, String),
}

impl Key {
    /// What an address names, where it names the same for everybody: the routes of [`configure`](super::configure) say it at length.
    pub(super) fn at(path: &str) -> Option<Key> {
        // What is written in another way than it is kept is for the routes to read.
        if path.contains('%') {
            return None;
        }
        let mut parts = path.strip_prefix('/')?.split('/');
        let found = match (parts.next()?, parts.next()?, parts.next()) {
            ("k", code, Some(name)) => Key::File(code.to_owned(), name.to_owned()),
            (lang, "", None) => Key::Front(lang.parse().ok()?),
            (lang, "feed.atom", None) => Key::Feed(lang.parse().ok()?),
            (lang, "a", Some(code)) => Key::Notice(lang.parse().ok()?, code.to_owned()),
            _ => return None,
        };
        parts.next().is_none().then_some(found)
    }
}

/// A page that was made.
pub(super) enum Made {
    /// To be kept for as long as it holds.
    Keep(Page),
    /// For this reader alone: of addresses that nobody knows there is no end.
    Once(Page),
}

/// Where pages come from.
pub(super) trait Source: 'static {
    /// What the site shows.
    type State: PartialEq + 'static;
    /// Rises with each change that this node has made.
    fn change(&self) -> u64;
    /// Asks what the site shows.
    async fn shown(&self) -> Result<Self::State, AppError>;
}

impl Source for App {
    type State = Shown;

    fn change(&self) -> u64 {
        App::change(self)
    }

    async fn shown(&self) -> Result<Shown, AppError> {
        App::shown(self).await
    }
}

/// The memory.
pub(super) struct Kept<S: Source> {
    source: S,
    known: Mutex<Known<S::State>>,
    /// One question at a time; whoever waits for their turn takes the answer that came meanwhile.
    turn: Turn<()>,
    asking_ahead: AtomicBool,
    pages: Mutex<Pages>,
    uses: AtomicU64,
}

struct Known<T> {
    state: Option<T>,
    answer: Option<Answer>,
    /// When a question was last in vain.
    in_vain: Option<Instant>,
}

/// What is known of the state, without the state itself.
#[derive(Clone, Copy)]
struct Answer {
    /// Rises with every state that differs from the one before.
    generation: u64,
    /// Just before the question was put.
    asked: Instant,
    /// This node's changes by then.
    change: u64,
}

#[derive(Default)]
struct Pages {
    /// All are of this generation.
    generation: u64,
    bytes: usize,
    slots: HashMap<Key, Slot>,
}

/// A page that is being made or was, for all who want it.
type Making = Shared<BoxFuture<'static, Result<Arc<Page>, Problem>>>;

struct Slot {
    /// Tells it from another of the same key.
    number: u64,
    making: Making,
    since: Instant,
    weight: usize,
    used: u64,
}

impl<S: Source> Kept<S> {
    pub(super) fn new(source: S) -> Arc<Kept<S>> {
        Arc::new(Kept {
            source,
            known: Mutex::new(Known { state: None, answer: None, in_vain: None }),
            turn: Turn::new(()),
            asking_ahead: AtomicBool::new(false),
            pages: Mutex::default(),
            uses: AtomicU64::new(0),
        })
    }

    /// The page: from memory if it still holds, made anew otherwise, once for all who want it. An error where nobody can know what
    /// it should say.
    pub(super) async fn page(
        self: &Arc<Self>,
        key: &Key,
        make: impl AsyncFn() -> Result<Made, Problem> + 'static,
    ) -> Result<Arc<Page>, Problem> {
        let make = Rc::new(make);
        let found = timeout(PATIENCE, async {
            loop {
                let answer = self.answer().await?;
                let page = self.made(key, answer.generation, &make).await?;
                if answer.asked.elapsed() < OLDEST {
                    return Ok(page);
                }
            }
        });
        found.await.unwrap_or_else(|_| Err(unavailable()))
    }

    /// Forgets, now and then and for as long as the memory is there, what nobody reads any more.
    pub(super) async fn sweep(this: Weak<Self>) {
        loop {
            sleep(UNREAD).await;
            let Some(this) = this.upgrade() else { return };
            let read = locked(&this.known).answer.is_some_and(|answer| answer.asked.elapsed() < UNREAD);
            if !read {
                let mut pages = locked(&this.pages);
                *pages = Pages { generation: pages.generation, ..Pages::default() };
            }
        }
    }

    /// The page, where it lies in memory and still holds.
    pub(super) fn ready(self: &Arc<Self>, key: &Key) -> Option<Arc<Page>> {
        let answer = self.known(self.source.change())?;
        let used = self.uses.fetch_add(1, Ordering::Relaxed);
        let (_, making) = locked(&self.pages).slot(key, answer.generation, used)?;
        making.peek()?.as_ref().ok().cloned()
    }

    /// What can be relied on, or is asked for.
    async fn answer(self: &Arc<Self>) -> Result<Answer, Problem> {
        let change = self.source.change();
        match self.known(change) {
            Some(known) => Ok(known),
            None => self.ask(change, RELIED_ON).await,
        }
    }

    /// What is known and can be relied on; asks ahead of time where that is near.
    fn known(self: &Arc<Self>, change: u64) -> Option<Answer> {
        let known = locked(&self.known).answer.filter(|known| known.holds(change, RELIED_ON))?;
        if known.asked.elapsed() >= ASKED_EVERY && !self.asking_ahead.swap(true, Ordering::AcqRel) {
            let this = self.clone();
            actix_web::rt::spawn(async move {
                // Whoever needs it asks again, and is told.
                let _ = this.ask(change, ASKED_EVERY).await;
                this.asking_ahead.store(false, Ordering::Release);
            });
        }
        Some(known)
    }

    async fn ask(&self, change: u64, age: Duration) -> Result<Answer, Problem> {
        let came = Instant::now();
        let _turn = self.turn.lock().await;
        {
            let known = locked(&self.known);
            if let Some(answer) = known.answer.filter(|answer| answer.holds(change, age)) {
                return Ok(answer);
            }
            if known.in_vain.is_some_and(|at| at >= came) {
                return Err(unavailable());
            }
        }
        let (asked, change) = (Instant::now(), self.source.change());
        match timeout(ANSWER, self.source.shown()).await {
            Ok(Ok(state)) => Ok(self.learn(state, asked, change)),
            Ok(Err(error)) => Err(self.in_vain(&error)),
            Err(late) => Err(self.in_vain(&late)),
        }
    }

    fn learn(&self, state: S::State, asked: Instant, change: u64) -> Answer {
        let mut known = locked(&self.known);
        let before = known.answer.map_or(0, |answer| answer.generation);
        let same = known.state.as_ref() == Some(&state);
        let generation = if same { before } else { before + 1 };
        let answer = Answer { generation, asked, change };
        (known.state, known.answer) = (Some(state), Some(answer));
        drop(known);
        if !same {
            // All of it goes, and not only what is asked for again.
            locked(&self.pages).turn_to(generation);
        }
        answer
    }

    fn in_vain(&self, error: &dyn std::fmt::Display) -> Problem {
        tracing::error!(%error, "nobody can know what the site shows: it says that it cannot answer");
        locked(&self.known).in_vain = Some(Instant::now());
        unavailable()
    }

    async fn made(
        self: &Arc<Self>,
        key: &Key,
        generation: u64,
        make: &Rc<impl AsyncFn() -> Result<Made, Problem> + 'static>,
    ) -> Result<Arc<Page>, Problem> {
        let use_number = self.uses.fetch_add(1, Ordering::Relaxed);
        let (number, making) = {
            let mut pages = locked(&self.pages);
            pages.slot(key, generation, use_number).unwrap_or_else(|| {
                let making = self.begin(key.clone(), use_number, make.clone());
                pages.keep(key, generation, use_number, making.clone());
                (use_number, making)
            })
        };
        let made = making.await;
        if made.is_err() {
            // Also where the task that made it is gone with its thread.
            locked(&self.pages).forget(key, number);
        }
        made
    }

    /// Makes a page in a task of its own, which outlives its readers: what takes longer than they wait would otherwise be begun
    /// anew for each of them, and never be there.
    fn begin(
        self: &Arc<Self>,
        key: Key,
        number: u64,
        make: Rc<impl AsyncFn() -> Result<Made, Problem> + 'static>,
    ) -> Making {
        let this = self.clone();
        let task = actix_web::rt::spawn(async move {
            let made = timeout(MAKING, make()).await.unwrap_or_else(|_| Err(unavailable()));
            let mut pages = locked(&this.pages);
            match made {
                Ok(Made::Keep(page)) => {
                    pages.weigh(&key, number, page.weight());
                    Ok(Arc::new(page))
                }
                Ok(Made::Once(page)) => {
                    pages.forget(&key, number);
                    Ok(Arc::new(page))
                }
                Err(problem) => {
                    pages.forget(&key, number);
                    Err(problem)
                }
            }
        });
        task.map(|made| made.unwrap_or_else(|_| Err(unavailable()))).boxed().shared()
    }
}

impl Answer {
    fn holds(&self, change: u64, age: Duration) -> bool {
        self.change >= change && self.asked.elapsed() < age
    }
}

impl Pages {
    fn turn_to(&mut self, generation: u64) {
        if self.generation < generation {
            *self = Pages { generation, ..Pages::default() };
        }
    }

    /// The page of a generation that is kept, or being made.
    fn slot(&mut self, key: &Key, generation: u64, used: u64) -> Option<(u64, Making)> {
        self.turn_to(generation);
        let slot = self.slots.get_mut(key).filter(|_| self.generation == generation)?;
        if slot.since.elapsed() >= LONGEST {
            return None;
        }
        slot.used = used;
        Some((slot.number, slot.making.clone()))
    }

    /// Keeps a page that is being made; one of a generation that is over is its reader's alone.
    fn keep(&mut self, key: &Key, generation: u64, number: u64, making: Making) {
        if self.generation != generation {
            return;
        }
        self.remove(key);
        if self.slots.len() >= MOST_PAGES {
            self.remove_oldest();
        }
        let slot = Slot { number, making, since: Instant::now(), weight: 0, used: number };
        self.slots.insert(key.clone(), slot);
    }

    fn weigh(&mut self, key: &Key, number: u64, weight: usize) {
        let Some(slot) = self.slots.get_mut(key).filter(|slot| slot.number == number) else { return };
        slot.weight = weight;
        self.bytes += weight;
        while self.bytes > MOST_BYTES && self.slots.len() > 1 {
            self.remove_oldest();
        }
    }

    fn forget(&mut self, key: &Key, number: u64) {
        if let Entry::Occupied(slot) = self.slots.entry(key.clone())
            && slot.get().number == number
        {
            self.bytes -= slot.remove().weight;
        }
    }

    fn remove(&mut self, key: &Key) {
        if let Some(slot) = self.slots.remove(key) {
            self.bytes -= slot.weight;
        }
    }

    /// The one that was asked for longest ago.
    fn remove_oldest(&mut self) {
        let oldest = self.slots.iter().min_by_key(|(_, slot)| slot.used).map(|(key, _)| key.clone());
        if let Some(oldest) = oldest {
            self.remove(&oldest);
        }
    }
}

fn unavailable() -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable")
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
