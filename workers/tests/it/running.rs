//! The order of things in the runner: read, begin, act, finish, acknowledge; and what goes wrong in between.

use crate::script::{Entry, ScriptedLedger, away, mail, permit};
use async_trait::async_trait;
use childalert_jobs::{
    Act, Begun, Finished, Job, Ledger, LedgerFault, Outcome, PARKED_QUEUE, Permit, PermitId, Reason, Refusal,
    placement_queue, retraction_queue,
};
use childalert_queue::{MemoryQueue, Queue};
use childalert_workers::{
    Roles,
    channel::{Channel, Prepared},
    run,
};
use std::{future::pending, sync::Arc, time::Duration};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// A channel that writes into the ledger's log what it is asked, and answers by placement: see [`job`].
struct Double {
    log: Arc<ScriptedLedger>,
    /// Placing waits for a permit of this.
    gate: Semaphore,
}

const PANICS: u128 = 13;
const HANGS: u128 = 14;

fn job(id: u128, act: Act) -> Job {
    Job { act, id: Uuid::from_u128(id), epoch: 1 }
}

fn leave(id: u128, act: Act) -> Permit {
    permit(Uuid::from_u128(id), act, mail(&[]))
}

#[async_trait]
impl Channel for Double {
    fn name(&self) -> &'static str {
        "double"
    }

    async fn prepare(&self, _: Act) -> Prepared {
        self.log.note(Entry::Channel("prepare"));
        Prepared::Head("head".into())
    }

    async fn act(&self, permit: &Permit, prepared: Prepared, _: &dyn Ledger) -> Outcome {
        assert_eq!(prepared, Prepared::Head("head".into()));
        self.log.note(Entry::Channel(permit.act().name()));
        match permit.id().id.as_u128() {
            PANICS => panic!("the test wants it"),
            HANGS => pending().await,
            _ if permit.act() == Act::Place => drop(self.gate.acquire().await),
            _ => {}
        }
        Outcome::Absent
    }
}

struct Stage {
    ledger: Arc<ScriptedLedger>,
    queue: Arc<MemoryQueue>,
    channel: Arc<Double>,
}

impl Stage {
    fn new(ledger: Arc<ScriptedLedger>) -> Stage {
        let channel = Arc::new(Double { log: Arc::clone(&ledger), gate: Semaphore::new(1) });
        Stage { ledger, queue: Arc::new(MemoryQueue::new()), channel }
    }

    fn start(&self, in_flight: u16) -> tokio::task::JoinHandle<()> {
        self.start_until(in_flight, pending())
    }

    fn start_until(
        &self,
        in_flight: u16,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> tokio::task::JoinHandle<()> {
        let roles = Roles::only(Arc::clone(&self.channel) as Arc<dyn Channel>, in_flight);
        tokio::spawn(run(Arc::clone(&self.ledger) as _, Arc::clone(&self.queue) as _, roles, shutdown))
    }

    async fn publish(&self, job: Job) {
        let queue =
            if job.act.is_retraction() { retraction_queue("double") } else { placement_queue("double") };
        self.queue.publish(&queue, &job).await.unwrap();
    }

    /// Whether a message is left for somebody else, now that the runner is gone.
    async fn left_over(&self, queue: &str) -> Option<Job> {
        let mut consumer = self.queue.consume(queue, 1).await;
        let delivery = tokio::time::timeout(Duration::from_secs(60), consumer.next()).await.ok()??;
        let job = delivery.job;
        delivery.done().await;
        Some(job)
    }
}

#[tokio::test(start_paused = true)]
async fn a_job_is_read_begun_acted_finished_and_acknowledged_in_this_order() {
    let stage = Stage::new(ScriptedLedger::permitting([leave(1, Act::Place)]));
    stage.publish(job(1, Act::Place)).await;
    let running = stage.start(1);
    let log = stage.ledger.until(|log| log.contains(&Entry::Finish(Outcome::Absent))).await;
    let right =
        [Entry::Channel("prepare"), Entry::Begin, Entry::Channel("place"), Entry::Finish(Outcome::Absent)];
    assert_eq!(log, right);
    tokio::time::sleep(Duration::from_secs(1)).await;
    running.abort();
    assert_eq!(stage.left_over("placements.double.v1").await, None);
}

#[tokio::test(start_paused = true)]
async fn a_refused_job_is_acknowledged_and_never_acted_on() {
    let refused = Begun::Refused { refusal: Refusal::Overtaken };
    let stage = Stage::new(ScriptedLedger::beginning([Ok(refused)]));
    stage.publish(job(1, Act::Place)).await;
    let running = stage.start(1);
    stage.ledger.until(|log| log.contains(&Entry::Begin)).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    running.abort();
    assert_eq!(stage.ledger.log(), [Entry::Channel("prepare"), Entry::Begin]);
    assert_eq!(stage.left_over("placements.double.v1").await, None);
}

#[tokio::test(start_paused = true)]
async fn a_job_whose_outcome_the_ledger_does_not_have_is_not_acknowledged() {
    let stage = Stage::new(ScriptedLedger::permitting([leave(1, Act::Place)]));
    stage.ledger.finishing((0..3).map(|_| Err(away())));
    stage.publish(job(1, Act::Place)).await;
    let running = stage.start(1);
    // The first report failed, the worker is waiting to report again, and is killed.
    stage.ledger.until(|log| log.contains(&Entry::Finish(Outcome::Absent))).await;
    running.abort();
    assert_eq!(stage.left_over("placements.double.v1").await, Some(job(1, Act::Place)));
}

#[tokio::test(start_paused = true)]
async fn a_ledger_that_was_away_hears_the_outcome_and_the_act_is_done_once() {
    let stage = Stage::new(ScriptedLedger::permitting([leave(1, Act::Place)]));
    stage.ledger.finishing([Err(away()), Err(away()), Ok(Finished::Recorded)]);
    stage.publish(job(1, Act::Place)).await;
    let running = stage.start(1);
    tokio::time::sleep(Duration::from_secs(60)).await;
    running.abort();
    let log = stage.ledger.log();
    assert_eq!(log.iter().filter(|entry| **entry == Entry::Finish(Outcome::Absent)).count(), 3);
    assert_eq!(log.iter().filter(|entry| **entry == Entry::Channel("place")).count(), 1);
    assert_eq!(stage.left_over("placements.double.v1").await, None);
}

#[tokio::test(start_paused = true)]
async fn a_job_waits_while_the_ledger_is_away_and_nothing_is_done_meanwhile() {
    let permit = Ok(Begun::Permit(Box::new(leave(1, Act::Place))));
    let stage = Stage::new(ScriptedLedger::beginning([Err(away()), Err(LedgerFault::KeyRefused), permit]));
    stage.publish(job(1, Act::Place)).await;
    let began = tokio::time::Instant::now();
    let running = stage.start(1);
    stage.ledger.outcome().await;
    assert!(began.elapsed() > Duration::from_secs(30), "a refused key is not asked again at once");
    let log = stage.ledger.log();
    let acted = log.iter().position(|entry| *entry == Entry::Channel("place")).unwrap();
    assert_eq!(log[..acted].iter().filter(|entry| **entry == Entry::Begin).count(), 3);
    running.abort();
}

#[tokio::test(start_paused = true)]
async fn a_panic_in_a_channel_is_reported_as_unknown_and_the_next_job_is_handled() {
    let stage = Stage::new(ScriptedLedger::permitting([leave(PANICS, Act::Place), leave(2, Act::Place)]));
    stage.publish(job(PANICS, Act::Place)).await;
    stage.publish(job(2, Act::Place)).await;
    let running = stage.start(1);
    let unknown = Entry::Finish(Outcome::Unknown { reason: Reason::NoAnswer });
    let log = stage.ledger.until(|log| log.contains(&Entry::Finish(Outcome::Absent))).await;
    assert!(log.contains(&unknown));
    running.abort();
}

#[tokio::test(start_paused = true)]
async fn an_act_that_hangs_is_broken_off_after_its_permit_and_reported_as_unknown() {
    let stage = Stage::new(ScriptedLedger::permitting([Permit::issue(
        PermitId { id: Uuid::from_u128(HANGS), fence: 1 },
        Act::Place,
        Duration::from_millis(50),
        None,
        mail(&[]),
    )]));
    stage.publish(job(HANGS, Act::Place)).await;
    let running = stage.start(1);
    assert_eq!(stage.ledger.outcome().await, Outcome::Unknown { reason: Reason::NoAnswer });
    running.abort();
}

#[tokio::test(start_paused = true)]
async fn a_retraction_does_not_stand_behind_a_broadcast() {
    let permits = [leave(1, Act::Place), leave(3, Act::Withdraw)];
    let stage = Stage::new(ScriptedLedger::permitting(permits));
    stage.channel.gate.forget_permits(1);
    let running = stage.start(1);
    for id in [1, 2] {
        stage.publish(job(id, Act::Place)).await;
    }
    stage.ledger.until(|log| log.contains(&Entry::Channel("place"))).await;
    // The one place is taken and one more waits behind it.
    stage.publish(job(3, Act::Withdraw)).await;
    let log = stage.ledger.until(|log| log.contains(&Entry::Finish(Outcome::Absent))).await;
    assert_eq!(
        log[3..],
        [Entry::Channel("prepare"), Entry::Begin, Entry::Channel("withdraw"), Entry::Finish(Outcome::Absent)]
    );
    running.abort();
}

#[tokio::test(start_paused = true)]
async fn a_retraction_that_no_queue_took_is_heard_of_from_the_ledger() {
    let stage = Stage::new(ScriptedLedger::permitting((1..=3).map(|id| leave(id, Act::Withdraw))));
    let withdrawals = |ids: std::ops::RangeInclusive<u128>| ids.map(|id| job(id, Act::Withdraw)).collect();
    let waiting = [("double".to_owned(), withdrawals(1..=3)), ("other".to_owned(), withdrawals(4..=4))];
    stage.ledger.waiting.lock().unwrap().extend(waiting);
    let running = stage.start(2);
    let absent = Entry::Finish(Outcome::Absent);
    let log = stage.ledger.until(|log| log.iter().filter(|entry| **entry == absent).count() == 3).await;
    assert_eq!(log.iter().filter(|entry| **entry == Entry::Channel("withdraw")).count(), 3);
    assert_eq!(log[0], Entry::Channel("prepare"), "read, begun, acted and finished like any other");
    running.abort();
}

#[tokio::test(start_paused = true)]
async fn a_stopping_worker_finishes_what_it_has_begun_and_begins_nothing_more() {
    let stage = Stage::new(ScriptedLedger::permitting([leave(1, Act::Place), leave(2, Act::Place)]));
    stage.channel.gate.forget_permits(1);
    for id in [1, 2] {
        stage.publish(job(id, Act::Place)).await;
    }
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = stage.start_until(1, async { drop(stopped.await) });
    stage.ledger.until(|log| log.contains(&Entry::Channel("place"))).await;
    stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(!running.is_finished(), "the act is still under way");
    stage.channel.gate.add_permits(1);
    running.await.unwrap();
    let log = stage.ledger.log();
    assert_eq!(log.last(), Some(&Entry::Finish(Outcome::Absent)));
    assert_eq!(log.iter().filter(|entry| **entry == Entry::Begin).count(), 1);
    assert_eq!(stage.left_over("placements.double.v1").await, Some(job(2, Act::Place)));
}

#[tokio::test(start_paused = true)]
async fn a_stopping_worker_waits_25_seconds_and_leaves_the_job_to_another() {
    let stage = Stage::new(ScriptedLedger::permitting([leave(HANGS, Act::Withdraw)]));
    stage.publish(job(HANGS, Act::Withdraw)).await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = stage.start_until(1, async { drop(stopped.await) });
    stage.ledger.until(|log| log.contains(&Entry::Channel("withdraw"))).await;
    let asked = tokio::time::Instant::now();
    stop.send(()).unwrap();
    running.await.unwrap();
    // The permit (20 s, and one more) breaks it off before the grace does.
    assert!(asked.elapsed() <= Duration::from_secs(25));
}

#[tokio::test(start_paused = true)]
async fn a_job_that_makes_no_sense_to_the_ledger_is_parked_for_a_person() {
    let stage = Stage::new(ScriptedLedger::beginning([Err(LedgerFault::Refused("it makes no sense"))]));
    stage.publish(job(1, Act::Place)).await;
    let running = stage.start(1);
    stage.ledger.until(|log| log.contains(&Entry::Begin)).await;
    assert_eq!(stage.left_over(PARKED_QUEUE).await, Some(job(1, Act::Place)));
    running.abort();
}
