//! All or nothing: whoever refuses, panics, goes away or dies in the middle of a transaction.

use crate::database::Database;
use crate::sample;
use crate::{read, write};
use childalert_store::cases::{self, PaperRow};
use childalert_store::idempotency::{self, Kept};
use childalert_store::{Engine, Store, StoreError, Tx};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Barrier, oneshot};
use uuid::Uuid;

/// The two halves that the laws write: neither may be there without the other.
async fn first_half(tx: &mut Tx, subject: Uuid) -> Result<(), StoreError> {
    half(tx, "first", subject).await
}

async fn second_half(tx: &mut Tx, subject: Uuid) -> Result<(), StoreError> {
    half(tx, "second", subject).await
}

/// Written at once, unlike the trail, which waits for the end of the transaction.
async fn half(tx: &mut Tx, name: &str, subject: Uuid) -> Result<(), StoreError> {
    let kept = Kept { request: String::new(), response: String::new() };
    idempotency::keep(tx, name, &subject.to_string(), &kept, sample::at(0)).await
}

const ALL: &str = "SELECT COUNT(*) FROM idempotency";
const FIRSTS: &str = "SELECT COUNT(*) FROM idempotency WHERE actor = 'first'";
const SECONDS: &str = "SELECT COUNT(*) FROM idempotency WHERE actor = 'second'";
const HALVES: &str =
    "SELECT COUNT(*) FROM (SELECT key FROM idempotency GROUP BY key HAVING COUNT(*) <> 2) AS halves";

pub async fn a_refused_write_leaves_nothing(database: Arc<Database>) {
    let store = database.store().await;
    // More often than there are connections: none may be lost.
    for round in 0..30 {
        let subject = sample::id();
        let refused: Result<(), StoreError> = write!(store, [], tx => {
            first_half(tx, subject).await?;
            if round % 2 == 0 {
                return Err(StoreError::Unreadable("the caller's own reason"));
            }
            // A constraint refuses: there is no such case.
            let paper = PaperRow {
                id: sample::id(),
                case_id: sample::id(),
                kind: "consent".to_owned(),
                body: String::new(),
                salt: "salt".to_owned(),
                recorded_by: String::new(),
                recorded_at: sample::at(0),
            };
            cases::insert_paper(tx, &paper).await?;
            second_half(tx, subject).await
        });
        let error = refused.expect_err("the work was refused");
        assert_eq!(matches!(error, StoreError::Unreadable("the caller's own reason")), round % 2 == 0);
        assert!(!error.is_duplicate());
    }
    assert_eq!(database.number(ALL).await, 0);
    the_pool_is_clean(&database, &store).await;
}

pub async fn a_panicking_write_leaves_nothing(database: Arc<Database>) {
    let store = database.store().await;
    for round in 0..30 {
        let subject = sample::id();
        let broken: Result<(), StoreError> = write!(store, [], tx => {
            first_half(tx, subject).await?;
            assert!(round > 100, "a fault in the work, made by this test");
            second_half(tx, subject).await
        });
        assert!(matches!(broken, Err(StoreError::Interrupted)));
    }
    assert_eq!(database.number(ALL).await, 0);
    the_pool_is_clean(&database, &store).await;
}

pub async fn a_caller_who_goes_away_leaves_whole_transactions_and_a_clean_pool(database: Arc<Database>) {
    const CALLERS: usize = 500;
    let store = database.store().await;
    let mut reached = 0;
    for caller in 0..CALLERS {
        let (in_the_middle, middle) = oneshot::channel();
        let (go_on, gone_on) = oneshot::channel::<()>();
        let store = store.clone();
        let call = tokio::spawn(async move {
            let subject = sample::id();
            write!(store, [], tx => {
                first_half(tx, subject).await?;
                // Nobody waits any more where the caller went away before.
                let _ = in_the_middle.send(());
                let _ = gone_on.await;
                second_half(tx, subject).await
            })
        });
        // Half of them leave in the very middle, the others at any point, waiting for a connection or beginning included.
        if caller % 2 == 0 {
            middle.await.expect("the work begins");
            reached += 1;
            call.abort();
            let _ = call.await;
            let _ = go_on.send(());
        } else {
            let _ = go_on.send(());
            for _ in 0..caller % 40 {
                tokio::task::yield_now().await;
            }
            call.abort();
        }
    }
    the_pool_is_clean(&database, &store).await;
    assert_eq!(database.number(HALVES).await, 0);
    let (firsts, seconds) = (database.number(FIRSTS).await, database.number(SECONDS).await);
    assert_eq!(firsts, seconds);
    // A transaction that has begun is the store's: it ends, whoever has gone away.
    assert!(firsts >= reached, "{firsts} of at least {reached} transactions were carried to their end");
}

pub async fn a_process_that_dies_in_the_middle_leaves_nothing(database: Arc<Database>) {
    let store = database.store().await;
    for _ in 0..3 {
        let (in_the_middle, middle) = oneshot::channel();
        let dying = database.clone();
        let process = tokio::task::spawn_blocking(move || {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
            runtime.spawn(async move {
                let store = Store::open(&dying.url, 2).await.expect("the database opens");
                let subject = sample::id();
                write!(store, [], tx => {
                    first_half(tx, subject).await?;
                    let _ = in_the_middle.send(());
                    std::future::pending::<()>().await;
                    second_half(tx, subject).await
                })
            });
            let reached = middle.blocking_recv();
            runtime.shutdown_background();
            reached
        });
        process.await.expect("the process is over").expect("it died in the middle");
        let subject = sample::id();
        write!(store, [], tx => {
            first_half(tx, subject).await?;
            second_half(tx, subject).await
        })
        .expect("the lock that the dead one held is free");
    }
    assert_eq!(database.number(HALVES).await, 0);
    assert_eq!(database.number(FIRSTS).await, 3);
}

/// A reader that becomes a writer, on two nodes at once: the engine must let neither fail, nor write over the other.
pub async fn writers_of_two_nodes_take_turns(database: Arc<Database>) {
    let nodes = [database.store().await, database.open().await];
    let case = sample::case();
    let id = case.id;
    write!(nodes[0], [], tx => cases::insert(tx, &case).await).expect("a case is written");
    let writers: Vec<_> = (0..40)
        .map(|writer| {
            let store = nodes[writer % 2].clone();
            tokio::spawn(async move {
                write!(store, [], tx => {
                    tx.own_campaign(id).await?;
                    let version = cases::find(tx, id).await?.expect("the case is there").version;
                    assert!(cases::update(tx, id, version, "{}", sample::at(9)).await?);
                    Ok(())
                })
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("the writer does not panic").expect("the writer waits for its turn");
    }
    let now = read!(nodes[1], [], tx => cases::find(tx, id).await).expect("the case is read");
    assert_eq!(now.map(|case| case.version), Some(41));
}

pub async fn a_read_sees_one_view(database: Arc<Database>) {
    let store = database.store().await;
    let case = sample::case();
    write!(store, [case], tx => cases::insert(tx, &case).await).expect("a case is written");
    let (id, writer) = (case.id, store.clone());
    let (before, after) = read!(store, [], tx => {
        let before = cases::find(tx, id).await?;
        write!(writer, [], tx => cases::update(tx, id, 1, "changed in between", sample::at(9)).await)?;
        Ok((before, cases::find(tx, id).await?))
    })
    .expect("the case is read twice");
    assert!(before.as_ref() == Some(&case));
    assert!(after == before, "what is read together belongs together");
    let now = read!(store, [], tx => cases::find(tx, id).await).expect("the case is read");
    assert_eq!(now.map(|case| case.version), Some(2), "the change did happen in between");
}

pub async fn a_read_cannot_write(database: Arc<Database>) {
    let store = database.store().await;
    let case = sample::case();
    read!(store, [case], tx => cases::insert(tx, &case).await).expect_err("reading does not write");
    assert_eq!(database.number("SELECT COUNT(*) FROM cases").await, 0);
    the_pool_is_clean(&database, &store).await;
}

/// Every connection of the pool can be had, works, and is outside any transaction once nobody uses it.
async fn the_pool_is_clean(database: &Database, store: &Store) {
    let at_once = match store.engine() {
        Engine::Sqlite => 1,
        Engine::Postgres => 12,
    };
    let meeting = Arc::new(Barrier::new(at_once));
    let all: Vec<_> = (0..at_once)
        .map(|_| {
            let (store, meeting) = (store.clone(), meeting.clone());
            tokio::spawn(async move {
                let case = sample::case();
                write!(store, [], tx => {
                    cases::insert(tx, &case).await?;
                    meeting.wait().await;
                    Ok(())
                })
            })
        })
        .collect();
    for one in all {
        let written = tokio::time::timeout(Duration::from_secs(9), one).await;
        written.expect("no connection is lost").expect("nothing panics").expect("the connection works");
    }
    if store.engine() == Engine::Postgres {
        const OPEN: &str = "SELECT COUNT(*) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'";
        assert_eq!(database.number(OPEN).await, 0, "no connection was given back inside a transaction");
    }
}
