//! What is broken off half-way: requests whose client goes away, and a retraction whose service is killed inside it.

use crate::world::{Engines, FACE, World, text};
use childalert_demo::script;
use serde_json::{Value, json};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

/// Requests that nobody waits for.
const ABORTED: usize = 10_000;
/// Clients at once.
const CLIENTS: usize = 16;

/// Asks the database itself.
fn ask(world: &World, statement: &str) -> String {
    let (_, database) =
        world.settings().iter().find(|(name, _)| name == "CHILDALERT_DATABASE_URL").expect("a database");
    let output = Command::new("psql").args(["-qAtX", database, "-c", statement]).output().expect("psql runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs PostgreSQL and RabbitMQ: tests/run.sh starts them"]
async fn ten_thousand_requests_broken_off_leave_whole_cases_and_a_clean_pool() {
    let world = World::start(Engines::Distributed, &[]).await;
    let officer = crate::world::key(world.settings(), "officer", &[]);
    let (next, whole) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let address = world.base_url.trim_start_matches("http://");
    let clients = (0..CLIENTS).map(|_| async {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= ABORTED {
                return;
            }
            let mut case = script::case(world.now());
            case["reference"] = format!("2026-{:05}", number + 1).into();
            let body = case.to_string();
            let request = format!(
                "POST /api/v1/cases HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {officer}\r\nIdempotency-Key: \
                 aborted-{number}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                body.len()
            );
            let mut line = TcpStream::connect(address).await.expect("the service listens");
            // Some leave in the midst of their own words, the others while they are answered.
            let said = if number % 4 == 0 { request.len() - body.len() / 2 } else { request.len() };
            line.write_all(&request.as_bytes()[..said]).await.expect("it is asked");
            if said == request.len() {
                whole.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_micros((number * 37 % 4_000) as u64)).await;
            }
            // With unread words the connection is reset, not closed.
            line.set_zero_linger().expect("a socket's option");
        }
    });
    futures_util::future::join_all(clients).await;

    // What had begun comes to its end, and the service is as quick as ever.
    world
        .until("the end of the last request", async || {
            let running = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
                AND application_name = 'childalert' AND state <> 'idle'";
            (ask(&world, running) == "0").then_some(())
        })
        .await;
    // One statement sees one moment: a request that is still at work is in all three or in none of them.
    let counted = ask(
        &world,
        "SELECT (SELECT count(*) FROM cases), (SELECT count(*) FROM trail WHERE act = 'case.open'),
            (SELECT count(*) FROM idempotency WHERE key LIKE 'aborted-%')",
    );
    let counted: Vec<usize> = counted.split('|').map(|number| number.parse().expect("a number")).collect();
    let &[opened, noted, kept] = counted.as_slice() else { panic!("three numbers, not {counted:?}") };
    assert_eq!((opened, opened), (noted, kept), "each case has its entry in the trail and its answer");
    let whole = whole.load(Ordering::Relaxed);
    assert!(opened > 0 && opened < whole, "{opened} of {whole}: some were broken off before, some after");
    let again = (0..40).map(|_| world.officer.get("/cases?limit=1"));
    let answered = tokio::time::timeout(crate::world::PATIENCE, futures_util::future::join_all(again)).await;
    assert!(answered.expect("every connection of the pool is good").iter().all(Result::is_ok));
}

/// Holds a table's lock in a session of its own until it is dropped.
struct Holder(Child);

impl Holder {
    async fn of(world: &World, table: &str) -> Holder {
        let (_, database) =
            world.settings().iter().find(|(name, _)| name == "CHILDALERT_DATABASE_URL").expect("a database");
        let statement = format!("BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(60)");
        let psql = Command::new("psql")
            .args(["-qAtX", database, "-c", &statement])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let holder = Holder(psql.expect("psql runs"));
        let held = format!(
            "SELECT count(*) FROM pg_locks WHERE relation = '{table}'::regclass AND mode = 'AccessExclusiveLock' AND granted"
        );
        world.until("the table's lock", async || (ask(world, &held) == "1").then_some(())).await;
        holder
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        // Its session at the server is ended by the test.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs PostgreSQL and RabbitMQ: tests/run.sh starts them"]
async fn a_service_killed_inside_a_retraction_has_taken_back_all_or_nothing() {
    let mut world = World::start(Engines::Distributed, &["page", "feed", "render"]).await;
    let prepared = world.prepare_case(FACE).await;
    let mut draft = script::campaign(world.now(), &prepared.photo);
    draft["channels"] = json!(["page", "feed"]);
    let campaign = world.drafted(&prepared, draft).await;
    let proof = world.frozen(&campaign).await;
    world.approve(&campaign, &text(&proof, "digest")).await;
    world.launch(&campaign).await;
    world.settled(&campaign).await;

    let holder = Holder::of(&world, "outbox").await;
    let request = json!({"reason": "found_safe"});
    let path = format!("/campaigns/{}/retraction", campaign.id);
    let asking = async { world.officer.post_under("killed-inside", &path, request.clone()).await };
    // Campaign and copies are written, and the doorbells cannot be: it has its locks and waits for the table.
    let inside = "SELECT count(*) FROM pg_locks waiting WHERE relation = 'outbox'::regclass AND NOT granted AND 2 <=
        (SELECT count(*) FROM pg_locks own WHERE own.pid = waiting.pid AND locktype = 'advisory' AND mode = 'ExclusiveLock'
            AND granted)";
    let watching =
        world.until("the middle of the retraction", async || (ask(&world, inside) == "1").then_some(()));
    tokio::select! {
        answered = asking => panic!("answered without its doorbells: {answered:?}"),
        () = watching => {}
    }
    world.service().kill();
    ask(
        &world,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()",
    );
    drop(holder);

    let states = "SELECT string_agg(DISTINCT state, ' ') FROM placements";
    let left = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'childalert'";
    world.until("the end of its transaction", async || (ask(&world, left) == "0").then_some(())).await;
    assert_eq!(
        (ask(&world, "SELECT state FROM campaigns"), ask(&world, states)),
        ("live".to_owned(), "live".to_owned())
    );
    assert_eq!(ask(&world, "SELECT count(*) FROM trail WHERE act = 'campaign.retract'"), "0");
    world.serve().await;
    assert_eq!(world.page(&format!("/fr/a/{}", campaign.code)).await.0, 200, "nothing of it was done");
    let again: Value = world.officer.post_under("killed-inside", &path, request).await.expect("a retraction");
    assert_eq!(again["state"], "ended");
    world.settled(&campaign).await;
    assert_eq!(ask(&world, states), "withdrawn");
    assert_eq!(world.page(&format!("/fr/a/{}", campaign.code)).await.0, 410);
}
