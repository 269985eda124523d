//! The engine inside the process, for `childalert serve` without a broker, and for tests. Jobs live in memory and are
//! gone with it: the sweep of the database rings again for those that still matter.
//!
//! No task runs behind it: a consumer that waits for a job also waits for the first delayed one to fall due.

use crate::{Answer, Consumer, DELIVERY_LIMIT, Delivery, PublishError, Queue, Source};
use async_trait::async_trait;
use childalert_jobs::{Job, PARKED_QUEUE};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until};

/// No worker asks for more; it keeps the sum of moment and delay inside what a clock can show.
const LONGEST_DELAY: Duration = Duration::from_hours(24);

/// Queues in memory, made at their first mention.
#[derive(Default)]
pub struct MemoryQueue {
    engine: Arc<Engine>,
}

impl MemoryQueue {
    /// An engine with nothing in it.
    pub fn new() -> Self {
        MemoryQueue::default()
    }
}

impl Drop for MemoryQueue {
    fn drop(&mut self) {
        self.engine.closed.store(true, Ordering::Release);
        for line in locked(&self.engine.lines).values() {
            line.changed.notify_waiters();
        }
    }
}

#[async_trait]
impl Queue for MemoryQueue {
    async fn publish(&self, queue: &str, job: &Job) -> Result<(), PublishError> {
        self.engine.line(queue).push(Entry { job: *job, attempt: 1 });
        Ok(())
    }

    async fn consume(&self, queue: &str, prefetch: u16) -> Consumer {
        let slots = Arc::new(Semaphore::new(usize::from(prefetch.max(1))));
        let line = self.engine.line(queue);
        Consumer { source: Box::new(Puller { engine: Arc::clone(&self.engine), line, slots }) }
    }

    async fn ready(&self) -> bool {
        true
    }

    async fn depth(&self, queue: &str) -> Option<u64> {
        let line = locked(&self.engine.lines).get(queue).cloned();
        Some(line.map_or(0, |line| locked(&line.stock).waiting(Instant::now()) as u64))
    }
}

#[derive(Default)]
struct Engine {
    lines: Mutex<HashMap<String, Arc<Line>>>,
    closed: AtomicBool,
}

impl Engine {
    fn line(&self, name: &str) -> Arc<Line> {
        let mut lines = locked(&self.lines);
        if let Some(line) = lines.get(name) {
            return Arc::clone(line);
        }
        let line = Arc::new(Line { keeps: name == PARKED_QUEUE, ..Line::default() });
        lines.insert(name.to_owned(), Arc::clone(&line));
        line
    }
}

/// One queue.
#[derive(Default)]
struct Line {
    stock: Mutex<Stock>,
    /// Told when a job arrived, when a delay was added, and at shutdown.
    changed: Notify,
    /// The parked queue: nothing is ever parked out of it.
    keeps: bool,
}

impl Line {
    fn push(&self, entry: Entry) {
        locked(&self.stock).ready.push_back(entry);
        self.changed.notify_one();
    }

    fn push_delayed(&self, entry: Entry, due: Instant) {
        locked(&self.stock).delay(entry, due);
        // Everybody: each waits until the earliest moment that it knew of.
        self.changed.notify_waiters();
    }
}

#[derive(Clone, Copy)]
struct Entry {
    job: Job,
    attempt: u32,
}

#[derive(Default)]
struct Stock {
    ready: VecDeque<Entry>,
    delayed: BTreeMap<(Instant, u64), Entry>,
    /// Tells entries apart that fall due at the same moment, and keeps their order.
    delays: u64,
}

impl Stock {
    fn delay(&mut self, entry: Entry, due: Instant) {
        self.delays += 1;
        self.delayed.insert((due, self.delays), entry);
    }

    /// Lets in what has fallen due, and says how many wait.
    fn waiting(&mut self, now: Instant) -> usize {
        while let Some(first) = self.delayed.first_entry()
            && first.key().0 <= now
        {
            self.ready.push_back(first.remove());
        }
        self.ready.len()
    }

    fn next_due(&self) -> Option<Instant> {
        self.delayed.first_key_value().map(|((due, _), _)| *due)
    }
}

/// One consumer: it pulls when it is asked, so nothing is lost when it goes.
struct Puller {
    engine: Arc<Engine>,
    line: Arc<Line>,
    slots: Arc<Semaphore>,
}

#[async_trait]
impl Source for Puller {
    async fn next(&mut self) -> Option<Delivery> {
        let slot = Arc::clone(&self.slots).acquire_owned().await.ok()?;
        loop {
            // Registered before the look, so that nothing slips between the look and the wait.
            let mut changed = pin!(self.line.changed.notified());
            changed.as_mut().enable();
            if self.engine.closed.load(Ordering::Acquire) {
                return None;
            }
            let due = {
                let mut stock = locked(&self.line.stock);
                stock.waiting(Instant::now());
                if let Some(entry) = stock.ready.pop_front() {
                    if !stock.ready.is_empty() {
                        // One notice may stand for several arrivals: pass it on.
                        self.line.changed.notify_one();
                    }
                    drop(stock);
                    return Some(self.deliver(entry, slot));
                }
                stock.next_due()
            };
            match due {
                Some(due) => tokio::select! { () = changed => {} () = sleep_until(due) => {} },
                None => changed.await,
            }
        }
    }
}

impl Puller {
    fn deliver(&self, entry: Entry, slot: OwnedSemaphorePermit) -> Delivery {
        let answer = MemoryAnswer {
            engine: Arc::clone(&self.engine),
            line: Arc::clone(&self.line),
            entry,
            _slot: slot,
        };
        Delivery { job: entry.job, attempt: entry.attempt, answer: Some(Box::new(answer)) }
    }
}

struct MemoryAnswer {
    engine: Arc<Engine>,
    line: Arc<Line>,
    entry: Entry,
    _slot: OwnedSemaphorePermit,
}

#[async_trait]
impl Answer for MemoryAnswer {
    async fn done(self: Box<Self>) {}

    async fn later(self: Box<Self>, delay: Duration) {
        self.line.push_delayed(self.entry, Instant::now() + delay.min(LONGEST_DELAY));
    }

    async fn park(self: Box<Self>) {
        if self.line.keeps {
            self.dropped();
        } else {
            self.engine.line(PARKED_QUEUE).push(Entry { attempt: 1, ..self.entry });
        }
    }

    fn dropped(self: Box<Self>) {
        if self.entry.attempt >= DELIVERY_LIMIT && !self.line.keeps {
            tracing::warn!(job = %self.entry.job.id, "job parked: delivered {DELIVERY_LIMIT} times without an answer");
            self.engine.line(PARKED_QUEUE).push(Entry { attempt: 1, ..self.entry });
        } else {
            self.line.push(Entry { attempt: self.entry.attempt.saturating_add(1), ..self.entry });
        }
    }
}

/// Nothing in here is left half-done by a panic, so a poisoned lock is as good as a sound one.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
