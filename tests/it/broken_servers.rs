//! Servers of this test's own, so that they can be killed, wiped and driven to their limits while everybody else's run on.

use crate::world::{Engines, FACE, ROLES, World, give_host};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A PostgreSQL and a RabbitMQ that end with this value.
struct Servers(TempDir);

impl Servers {
    fn start() -> Servers {
        let folder =
            tempfile::Builder::new().prefix("childalert-own.").tempdir().expect("a temporary folder");
        let servers = Servers(folder);
        servers.run("up.sh", &["postgres", "rabbitmq"]);
        servers
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, script: &str, names: &[&str]) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers").join(script);
        let mut bash = Command::new("bash");
        bash.arg(script).arg(self.folder()).args(names).stdin(Stdio::null()).stdout(Stdio::null());
        let mut ran = bash.status().expect("bash runs");
        // What was killed may hold on to its port or its data for a moment.
        for _ in 0..5 {
            if ran.success() {
                return;
            }
            std::thread::sleep(Duration::from_millis(500));
            ran = bash.status().expect("bash runs");
        }
        panic!("the servers do not start: see {}", self.folder().display());
    }

    /// A value of the file that says where they are.
    fn value(&self, name: &str) -> String {
        let order = format!(". {}/env && printf %s \"${name}\"", self.folder().display());
        let output = Command::new("bash").args(["-c", &order]).output().expect("bash runs");
        String::from_utf8(output.stdout).expect("text")
    }

    /// `kill -9`, children included.
    fn kill(&self, name: &str) {
        let pids = std::fs::read_to_string(self.folder().join("pids")).expect("the servers' numbers");
        let newest = pids.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(' ')).next_back();
        let leader: u32 =
            newest.and_then(|rest| rest.split(' ').next()?.parse().ok()).expect("a process number");
        let order = format!("kill -KILL -- -{leader}");
        assert!(Command::new("bash").args(["-c", &order]).status().expect("bash runs").success());
    }

    fn broker_says(&self, words: &[&str]) {
        let rabbitmqctl = PathBuf::from(self.value("CHILDALERT_TEST_RABBITMQCTL"));
        let said = Command::new(rabbitmqctl).arg("-q").args(words).stdout(Stdio::null()).status();
        assert!(said.expect("rabbitmqctl runs").success(), "{words:?}");
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        self.run("down.sh", &[]);
    }
}

async fn queue_is(world: &World, ready: bool) {
    let what = format!("\"queue\":{ready}");
    world
        .until("the broker's state", async || world.page("/readyz").await.1.contains(&what).then_some(()))
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs PostgreSQL, RabbitMQ, a PDS and a mail server: tests/run.sh starts them"]
async fn servers_in_alarm_killed_or_wiped_lose_nothing_that_was_answered() {
    let servers = Servers::start();
    let mut world = World::prepare_on(Engines::Distributed, &|name| servers.value(name));
    world.serve().await;
    for role in ROLES {
        world.work(role, &[]);
    }
    let prepared = world.prepare_case(FACE).await;
    let campaigns =
        [world.approved(&prepared).await, world.approved(&prepared).await, world.approved(&prepared).await];

    // Memory alarm: the broker takes no message from anybody. A retraction goes another way.
    world.launch(&campaigns[0]).await;
    world.settled(&campaigns[0]).await;
    servers.broker_says(&["set_vm_memory_high_watermark", "absolute", "1MB"]);
    let began = Instant::now();
    world.retract(&campaigns[0]).await;
    let progress = world.settled(&campaigns[0]).await;
    let took = began.elapsed();
    assert_eq!((&progress["owed"], &progress["needs_person"]), (&0.into(), &0.into()), "{progress}");
    assert!(world.posts(&campaigns[0]).await.is_empty());
    let alarms = Command::new(servers.value("CHILDALERT_TEST_RABBITMQCTL"))
        .args(["-q", "eval", "rabbit_alarm:get_alarms()."])
        .output();
    let alarms = String::from_utf8_lossy(&alarms.expect("rabbitmqctl runs").stdout).into_owned();
    assert!(alarms.contains("memory"), "the alarm stood until the end: {alarms}");
    assert!(took < Duration::from_secs(20), "it took {took:?}");
    servers.broker_says(&["set_vm_memory_high_watermark", "absolute", "1GB"]);

    // Killed, and everything that it knew is gone.
    world.launch(&campaigns[1]).await;
    servers.kill("rabbitmq");
    queue_is(&world, false).await;
    std::fs::remove_dir_all(servers.folder().join("rabbitmq/data")).expect("the broker's data");
    servers.run("up.sh", &["rabbitmq"]);
    give_host(&world.host(), &|name| servers.value(name));
    queue_is(&world, true).await;
    let progress = world.settled(&campaigns[1]).await;
    assert_eq!(progress["live"], progress["copies"], "{progress}");
    assert_eq!(world.posts(&campaigns[1]).await.len(), 4);

    // Killed the moment that the launch was answered, with a retraction under way.
    world.launch(&campaigns[2]).await;
    world.retract(&campaigns[1]).await;
    servers.kill("postgres");
    // A signal takes a moment to reach every process of the server.
    let gone = async || world.officer.get("/cases").await.is_err().then_some(());
    world.until("the end of the database", gone).await;
    servers.run("up.sh", &["postgres"]);
    let progress = world.settled(&campaigns[2]).await;
    assert_eq!(progress["live"], progress["copies"], "{progress}");
    let progress = world.settled(&campaigns[1]).await;
    assert_eq!((&progress["owed"], &progress["needs_person"]), (&0.into(), &0.into()), "{progress}");
    assert_eq!((world.posts(&campaigns[1]).await.len(), world.posts(&campaigns[2]).await.len()), (0, 4));
    let mut mails = world.mails();
    mails.sort();
    let of_three = mails.chunk_by(|one, other| one == other).all(|same| same.len() <= 3);
    assert!(of_three, "nobody was written to twice of one campaign: {mails:?}");
}
