//! The questions: one to each part, each within its time.

use super::channels::{SILENT, newest};
use super::findings::check;
use super::{LIMIT, Told};
use crate::views::{HealthCheck, HealthPart as P};
use crate::{App, AppError};
use childalert_domain::{Channel, Sealed};
use childalert_jobs::{placement_queue, retraction_queue};
use childalert_store::health::{self, ChannelRow, TroubleRow, WorkerSeen};
use childalert_store::{StoreError, Tx, outbox, trail};
use chrono::{DateTime, TimeDelta, Utc};
use std::time::Duration;
use tokio::time::Instant;

/// An answer that takes longer than this is late.
const SLOW_MS: i64 = 1_000;
/// Clocks may differ by so much before people are told.
const APART: TimeDelta = TimeDelta::seconds(5);
/// And a node's clock may stand behind the trail by so much before nothing can be decided or made.
const BEHIND: TimeDelta = TimeDelta::minutes(2);
/// A call that waits longer than this is late, and one that waits longer than that is stuck.
const LATE: TimeDelta = TimeDelta::seconds(10);
const STUCK: TimeDelta = TimeDelta::seconds(60);
/// For how long a message that was given up is told of.
const GIVEN_UP: TimeDelta = TimeDelta::days(7);
/// Entries of the trail whose seals are checked anew: the whole of it is read by a command of its own.
const NEWEST: i64 = 100;

/// Why a part did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Not within its time.
    Silent,
    /// With a fault; it stands in the log.
    Failed,
}

impl Trouble {
    fn code(self) -> &'static str {
        match self {
            Trouble::Silent => "silent",
            Trouble::Failed => "failed",
        }
    }
}

/// What the database said.
pub(super) struct Database {
    pub check: HealthCheck,
    /// Its own clock, less ours, where it has one.
    pub clock: Option<TimeDelta>,
}

/// What is written down of the service's own doings.
pub(super) struct Records {
    waiting: i64,
    waiting_since: Option<DateTime<Utc>>,
    pub workers: Vec<WorkerSeen>,
    given_up: i64,
    latest: Option<DateTime<Utc>>,
    newest: Option<(i64, DateTime<Utc>)>,
    seals_hold: bool,
}

/// What became of copies, channel by channel.
pub(crate) struct Copies {
    pub channels: Vec<ChannelRow>,
    pub troubles: Vec<TroubleRow>,
}

/// By channel: jobs that wait to make copies, and to take them back.
pub(crate) type Depths = Vec<(String, Option<u64>, Option<u64>)>;

/// Asks one part, for so long; and how long it took, in milliseconds.
async fn within<T, E: std::fmt::Debug>(
    limit: Duration,
    part: &'static str,
    question: impl Future<Output = Result<T, E>>,
) -> (Told<T>, i64) {
    let asked = Instant::now();
    let answer = match tokio::time::timeout(limit, question).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => {
            tracing::warn!(part, ?error, "a part of the service does not work");
            Err(Trouble::Failed)
        }
        Err(_) => {
            tracing::warn!(part, "a part of the service does not answer");
            Err(Trouble::Silent)
        }
    };
    (answer, i64::try_from(asked.elapsed().as_millis()).unwrap_or(i64::MAX))
}

impl App {
    /// Reads, and writes something that means nothing: what can only be read takes nothing back.
    pub(super) async fn probe_database(&self) -> Database {
        let (store, clock) = (&self.inner.store, self.inner.clock.clone());
        let reads = store.read::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                let before = clock.now();
                let theirs = health::clock(tx).await?;
                Ok(theirs.map(|theirs| theirs - (before + (clock.now() - before) / 2)))
            })
        });
        let now = self.inner.clock.now();
        let writes = store.write::<_, StoreError, _>(move |tx| {
            Box::pin(async move { health::write_canary(tx, now).await })
        });
        let ((read, took_ms), (written, writing_ms)) =
            tokio::join!(within(LIMIT, "database", reads), within(LIMIT, "database", writes));
        let took_ms = took_ms.max(writing_ms);
        let found = match (read, written) {
            (Err(trouble), _) => trouble.code(),
            (Ok(_), Err(_)) => "read_only",
            (Ok(_), Ok(())) if took_ms > SLOW_MS => "slow",
            (Ok(_), Ok(())) => "answers",
        };
        Database { check: check(P::Database, found).took(took_ms), clock: read.ok().flatten() }
    }

    /// What the service has written down of its own doings.
    pub(super) async fn probe_records(&self) -> Told<Records> {
        let since = self.inner.clock.now() - GIVEN_UP;
        let reads = self.inner.store.read(move |tx| Box::pin(records(tx, since)));
        within(LIMIT, "records", reads).await.0
    }

    /// What became of copies.
    pub(super) async fn probe_copies(&self) -> Told<Copies> {
        let reads = self.inner.store.read::<_, StoreError, _>(|tx| {
            Box::pin(async move {
                Ok(Copies { channels: health::channels(tx).await?, troubles: health::troubles(tx).await? })
            })
        });
        within(LIMIT, "copies", reads).await.0
    }

    pub(super) async fn probe_broker(&self) -> HealthCheck {
        let asks = async { Ok::<_, AppError>(self.inner.queue.ready().await) };
        match within(LIMIT, "broker", asks).await {
            (Ok(true), took_ms) => check(P::Broker, "answers").took(took_ms),
            (Ok(false), took_ms) => check(P::Broker, "away").took(took_ms),
            (Err(_), took_ms) => check(P::Broker, "silent").took(took_ms),
        }
    }

    /// Keeps something and reads it back.
    pub(super) async fn probe_files(&self) -> HealthCheck {
        let now = self.inner.clock.now();
        let (kept, took_ms) = within(LIMIT, "files", self.inner.files.canary(now)).await;
        let found = match kept {
            Err(trouble) => trouble.code(),
            Ok(false) => "altered",
            // Nothing is made or shown before what has ended was compared with the files.
            Ok(true) if !self.inner.ends_compared.initialized() => "not_compared",
            Ok(true) if took_ms > SLOW_MS => "slow",
            Ok(true) => "keeps",
        };
        check(P::Files, found).took(took_ms)
    }

    /// How many jobs wait in each queue, as far as the broker tells in time.
    pub(super) async fn probe_depths(&self) -> Depths {
        let queue = &self.inner.queue;
        let asks = Channel::all().map(|channel| async move {
            let (to_make, to_take_back) = (placement_queue(channel.name()), retraction_queue(channel.name()));
            let (to_make, to_take_back) = tokio::join!(queue.depth(&to_make), queue.depth(&to_take_back));
            (channel.name().to_owned(), to_make, to_take_back)
        });
        let all = async { Ok::<_, AppError>(futures_util::future::join_all(asks).await) };
        within(LIMIT, "queues", all).await.0.unwrap_or_default()
    }

    /// This machine's clock, against the database server's and against what the trail has seen.
    pub(super) fn clock_check(&self, apart: Option<TimeDelta>, records: &Told<Records>) -> HealthCheck {
        let Ok(records) = records else { return check(P::Clock, "unknown") };
        let behind = records.latest.map_or(TimeDelta::zero(), |latest| latest - self.inner.clock.now());
        let apart = apart.unwrap_or_default();
        match () {
            () if behind > BEHIND => check(P::Clock, "behind").counted(behind.num_seconds()),
            () if apart.abs() > APART => check(P::Clock, "apart").counted(apart.num_seconds().abs()),
            () => check(P::Clock, "agrees"),
        }
    }

    /// What the configuration gives, and what it lacks.
    pub(super) fn settings_checks(&self) -> [HealthCheck; 3] {
        let inner = &self.inner;
        let named = i64::try_from(inner.settings.authorities.len()).unwrap_or(i64::MAX);
        [
            check(P::Passkeys, if inner.passkeys.is_some() { "ready" } else { "none" }),
            check(P::Authorities, if named > 0 { "named" } else { "none" }).counted(named),
            check(P::Signature, if inner.installation.get().is_some() { "ready" } else { "none" }),
        ]
    }
}

async fn records(tx: &mut Tx, since: DateTime<Utc>) -> Result<Records, StoreError> {
    let head = trail::head(tx).await?;
    let newest = trail::after(tx, head.seq - NEWEST, NEWEST).await?;
    let before = match newest.first() {
        Some(first) => trail::seal_before(tx, first.entry.seq).await?,
        None => head.hash,
    };
    let seals_hold = |mut seal, entries: &[Sealed]| {
        entries.iter().all(|sealed| {
            let holds = sealed.entry.seal(seal).is_ok_and(|own| own == sealed.hash);
            seal = sealed.hash;
            holds
        })
    };
    Ok(Records {
        waiting: outbox::waiting(tx).await?,
        waiting_since: outbox::waiting_since(tx).await?,
        workers: health::workers(tx).await?,
        given_up: health::failed_messages(tx, since).await?,
        latest: trail::latest_time(tx).await?,
        seals_hold: seals_hold(before, &newest),
        newest: newest.last().map(|last| (last.entry.seq, last.entry.at)),
    })
}

/// What the records tell of calls that wait, the renderer, messages and the trail.
pub(super) fn record_checks(records: &Told<Records>, now: DateTime<Utc>) -> [HealthCheck; 4] {
    let Ok(records) = records else {
        return [P::Outbox, P::Render, P::Messages, P::Trail].map(|part| check(part, "unknown"));
    };
    let waits = match records.waiting_since.map(|since| now - since) {
        None => "empty",
        Some(age) if age > STUCK => "stuck",
        Some(age) if age > LATE => "late",
        Some(_) => "moving",
    };
    let render = newest(&records.workers, "render", now).map(|(seen_at, _)| seen_at);
    let found = match render {
        None => "never",
        Some(seen_at) if seen_at + SILENT <= now => "silent",
        Some(_) => "here",
    };
    let mail = if records.given_up > 0 { "given_up" } else { "sent" };
    let trail = match records.newest {
        _ if !records.seals_hold => "broken",
        None => "empty",
        Some(_) => "holds",
    };
    let (number, at) = records.newest.unzip();
    [
        check(P::Outbox, waits).counted(records.waiting).since(records.waiting_since),
        check(P::Render, found).since(render),
        check(P::Messages, mail).counted(records.given_up),
        check(P::Trail, trail).counted(number.unwrap_or_default()).since(at),
    ]
}

/// Copies that a person must see to, of all channels together.
pub(super) fn copies_check(copies: &Told<Copies>) -> HealthCheck {
    let Ok(copies) = copies else { return check(P::Copies, "unknown") };
    let waiting: i64 = copies.channels.iter().map(|row| row.needs_person).sum();
    let since = copies.channels.iter().filter_map(|row| row.needed_since).min();
    check(P::Copies, if waiting > 0 { "waiting" } else { "none" }).counted(waiting).since(since)
}

#[cfg(test)]
mod tests {
    use super::{Trouble, within};
    use std::time::Duration;

    #[tokio::test]
    async fn a_part_that_hangs_is_silent_after_its_time_and_one_that_fails_fails_at_once() {
        let limit = Duration::from_millis(50);
        let (answer, took) = within(limit, "test", std::future::pending::<Result<(), ()>>()).await;
        assert_eq!(answer, Err(Trouble::Silent));
        assert!(took >= 50, "{took}");
        let (answer, took) = within(limit * 1_000, "test", async { Err::<(), _>("broken") }).await;
        assert!(answer == Err(Trouble::Failed) && took < 25_000, "{took}");
        assert_eq!(within(limit, "test", async { Ok::<_, ()>(7) }).await.0, Ok(7));
    }
}
