//! The campaign's lock: plans and begins share it, the retraction has it alone.

use crate::database::Database;
use crate::sample::{self, planned};
use crate::write;
use childalert_domain::{CampaignState, PlacementState};
use childalert_store::placements::{self, PlacementRow, State};
use childalert_store::trail::{self, Entry};
use childalert_store::{Store, StoreError, campaigns, cases, proofs};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::{Barrier, oneshot};
use tokio::task::JoinSet;
use uuid::Uuid;

/// Counts what the laws do under the lock, as its last act in the transaction. The lock is held until the commit, so
/// between a begin and the retraction this is the order of their commits.
#[derive(Default)]
struct Order(AtomicI64);

impl Order {
    fn next(&self) -> i64 {
        self.0.fetch_add(1, Ordering::SeqCst)
    }
}

/// Invariant I1, hundreds of times: workers that begin and plan race the retraction of the same campaign.
pub async fn nothing_is_planned_or_begun_after_the_retraction(database: Arc<Database>) {
    const ROUNDS: i64 = 200;
    const AT_ONCE: usize = 3;
    const WORKERS: i64 = 3;
    let store = database.store().await;
    let made = campaigns_with_a_copy_a_worker(&store, ROUNDS, WORKERS).await;
    let order = Arc::new(Order::default());
    let mut rounds = JoinSet::new();
    let (mut begun, mut refused) = (0, 0);
    for (round, (campaign, copies)) in made.into_iter().enumerate() {
        if rounds.len() == AT_ONCE {
            let (yes, no) = rounds.join_next().await.expect("a round runs").expect("the round holds");
            (begun, refused) = (begun + yes, refused + no);
        }
        rounds.spawn(race(store.clone(), campaign, copies, order.clone(), round));
    }
    while let Some(round) = rounds.join_next().await {
        let (yes, no) = round.expect("the round holds");
        (begun, refused) = (begun + yes, refused + no);
    }
    assert_eq!(begun + refused, ROUNDS * WORKERS);
    assert!(begun > 0 && refused > 0, "there was a race: {begun} came before, {refused} after");

    // Every begin that was committed before its campaign's retraction has a lower number, and nothing is left planned.
    const LATE: &str = "SELECT COUNT(*) FROM trail b JOIN trail r ON r.campaign_id = b.campaign_id
        WHERE b.act = 'begin' AND r.act = 'retract' AND CAST(b.detail AS BIGINT) > CAST(r.detail AS BIGINT)";
    assert_eq!(database.number(LATE).await, 0, "begins that committed after the retraction");
    let retractions = database.number("SELECT COUNT(*) FROM trail WHERE act = 'retract'").await;
    let begins = database.number("SELECT COUNT(*) FROM trail WHERE act = 'begin'").await;
    assert_eq!((retractions, begins), (ROUNDS, begun));
    assert_eq!(database.number("SELECT COUNT(*) FROM placements WHERE state = 'planned'").await, 0);
    let placing = database.number("SELECT COUNT(*) FROM placements WHERE state = 'placing'").await;
    assert_eq!(placing, begun, "what was begun before is still owed");
}

/// One campaign: its workers and its retraction start together. How many workers began, and how many were refused.
async fn race(
    store: Store,
    campaign: sample::Campaign,
    copies: Vec<PlacementRow>,
    order: Arc<Order>,
    round: usize,
) -> (i64, i64) {
    let mut workers = JoinSet::new();
    // The retraction comes first in one round, later in the next.
    let before = round % (copies.len() + 1);
    let mut retraction = None;
    for (number, copy) in copies.into_iter().enumerate() {
        if number == before {
            retraction = Some(tokio::spawn(retract(store.clone(), campaign.clone(), order.clone())));
        }
        let (store, campaign, order) = (store.clone(), campaign.clone(), order.clone());
        workers.spawn(async move {
            write!(store, [], tx => {
                tx.share_campaign(campaign.id).await?;
                let now = campaigns::find(tx, campaign.id).await?.expect("the campaign is there");
                if now.state.0.retracted() {
                    return Ok(false);
                }
                // Long enough for a retraction that is not kept out to commit in between.
                tokio::time::sleep(Duration::from_millis(1)).await;
                let next = planned(&campaign, "mastodon", 100 + copy.batch);
                placements::plan(tx, &next).await?;
                let row = PlacementRow { state: State(PlacementState::Placing), fence: 1, ..copy.clone() };
                assert!(placements::save(tx, &copy, &row).await?, "a live campaign's own copy can be begun");
                record(tx, "begin", campaign.id, &order).await?;
                Ok(true)
            })
            .expect("a begin is carried out or refused")
        });
    }
    match retraction {
        Some(retraction) => retraction.await.expect("the retraction does not panic"),
        None => retract(store, campaign, order).await,
    }
    let (mut begun, mut refused) = (0, 0);
    while let Some(worker) = workers.join_next().await {
        match worker.expect("the worker does not panic") {
            true => begun += 1,
            false => refused += 1,
        }
    }
    (begun, refused)
}

async fn retract(store: Store, campaign: sample::Campaign, order: Arc<Order>) {
    write!(store, [], tx => {
        tx.own_campaign(campaign.id).await?;
        let at = sample::second(9);
        assert!(campaigns::retract(tx, campaign.id, CampaignState::Live, "found_safe", "magistrate:2", at).await?);
        let planned = (PlacementState::Planned, false);
        placements::move_all(tx, campaign.id, planned, PlacementState::Suppressed, None, at).await?;
        record(tx, "retract", campaign.id, &order).await
    })
    .expect("the retraction commits");
}

async fn record(
    tx: &mut childalert_store::Tx,
    act: &str,
    campaign: Uuid,
    order: &Order,
) -> Result<(), StoreError> {
    let entry = Entry { detail: order.next().to_string(), ..sample::entry(act, campaign) };
    trail::append(tx, entry);
    Ok(())
}

/// Live campaigns in one transaction, each with a planned copy for every worker.
async fn campaigns_with_a_copy_a_worker(
    store: &Store,
    number: i64,
    workers: i64,
) -> Vec<(sample::Campaign, Vec<PlacementRow>)> {
    write!(store, [], tx => {
        let mut made = Vec::new();
        for _ in 0..number {
            let case = sample::case();
            let row = sample::campaign(case.id, CampaignState::Approved);
            let proof = sample::proof(row.id, 1);
            cases::insert(tx, &case).await?;
            campaigns::insert(tx, &row).await?;
            proofs::insert(tx, &proof, sample::second(60)).await?;
            campaigns::launch(tx, row.id, proof.id, sample::second(3600), sample::second(0)).await?;
            let campaign = sample::Campaign { id: row.id, code: row.code, proof: proof.id };
            let mut copies = Vec::new();
            for batch in 0..workers {
                let copy = planned(&campaign, "mastodon", batch);
                placements::plan(tx, &copy).await?;
                copies.push(copy);
            }
            made.push((campaign, copies));
        }
        Ok(made)
    })
    .expect("the campaigns are written")
}

pub async fn many_hold_a_campaigns_lock_together(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::id();
    // Each goes on only when all ten hold it.
    let meeting = Arc::new(Barrier::new(10));
    let mut holders = JoinSet::new();
    for _ in 0..10 {
        let (store, meeting) = (store.clone(), meeting.clone());
        holders.spawn(async move {
            write!(store, [], tx => {
                tx.share_campaign(campaign).await?;
                meeting.wait().await;
                Ok(())
            })
        });
    }
    let met = tokio::time::timeout(Duration::from_secs(9), holders.join_all()).await;
    assert!(met.expect("nobody waits for another").iter().all(Result::is_ok));
}

pub async fn a_retraction_waits_for_begins_and_lets_no_later_one_pass(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::id();
    let order = Arc::new(Order::default());
    let (held, is_held) = oneshot::channel();
    let (go_on, may_go_on) = oneshot::channel::<()>();
    let first = tokio::spawn({
        let (store, order) = (store.clone(), order.clone());
        async move {
            write!(store, [], tx => {
                tx.share_campaign(campaign).await?;
                let _ = held.send(());
                let _ = may_go_on.await;
                Ok(order.next())
            })
        }
    });
    is_held.await.expect("the first begin holds the lock");
    let retraction = tokio::spawn({
        let (store, order) = (store.clone(), order.clone());
        async move {
            write!(store, [], tx => {
                tx.own_campaign(campaign).await?;
                Ok(order.next())
            })
        }
    });
    waiting_for_a_lock(&database, 1).await;
    // With begins coming all the time the retraction must not starve.
    let later = tokio::spawn({
        let (store, order) = (store.clone(), order.clone());
        async move {
            write!(store, [], tx => {
                tx.share_campaign(campaign).await?;
                Ok(order.next())
            })
        }
    });
    waiting_for_a_lock(&database, 2).await;
    go_on.send(()).expect("the first begin waits for it");
    let mut numbers = Vec::new();
    for one in [first, retraction, later] {
        numbers.push(one.await.expect("it does not panic").expect("it commits"));
    }
    assert_eq!(numbers, [0, 1, 2]);
}

/// Also where the server's own default is to show a transaction only what was there when it began.
pub async fn what_is_read_after_the_wait_is_as_it_is_then(database: Arc<Database>) {
    const STRICTER: &str = "DO $do$ BEGIN EXECUTE format(
        'ALTER DATABASE %I SET default_transaction_isolation TO $$repeatable read$$', current_database());
        END $do$";
    database.store().await;
    database.raw(STRICTER).await.expect("the default is changed");
    let store = database.open().await;
    let campaign = sample::live_campaign(&store).await.id;
    let (held, is_held) = oneshot::channel();
    let (go_on, may_go_on) = oneshot::channel::<()>();
    let retraction = tokio::spawn({
        let store = store.clone();
        async move {
            write!(store, [], tx => {
                tx.own_campaign(campaign).await?;
                let _ = held.send(());
                let _ = may_go_on.await;
                let at = sample::second(9);
                campaigns::retract(tx, campaign, CampaignState::Live, "found_safe", "magistrate:2", at).await
            })
        }
    });
    is_held.await.expect("the retraction holds the lock");
    let begin = tokio::spawn({
        let store = store.clone();
        async move {
            write!(store, [], tx => {
                let before = campaigns::find(tx, campaign).await?;
                tx.share_campaign(campaign).await?;
                Ok((before, campaigns::find(tx, campaign).await?))
            })
        }
    });
    waiting_for_a_lock(&database, 1).await;
    go_on.send(()).expect("the retraction waits for it");
    assert!(retraction.await.expect("no panic").expect("it commits"));
    let (before, after) = begin.await.expect("no panic").expect("it reads");
    let [before, after] = [before, after].map(|row| row.map(|row| (row.state.0, row.epoch)));
    assert_eq!(before, Some((CampaignState::Live, 1)));
    assert_eq!(after, Some((CampaignState::Ended, 2)));
}

pub async fn the_lock_of_one_campaign_does_not_hold_up_another(database: Arc<Database>) {
    let store = database.store().await;
    let (campaign, other_campaign, other) = (sample::id(), sample::id(), store.clone());
    write!(store, [], tx => {
        tx.own_campaign(campaign).await?;
        write!(other, [], tx => tx.own_campaign(other_campaign).await)
    })
    .expect("both are retracted at once");
}

/// Returns once so many transactions wait for a lock.
pub async fn waiting_for_a_lock(database: &Database, number: i64) {
    const WAITING: &str = "SELECT COUNT(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let began = Instant::now();
    while database.number(WAITING).await < number {
        assert!(began.elapsed() < Duration::from_secs(9), "{number} transactions should wait");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}
