//! How many readers a notice's page bears, beside nginx giving the same bytes from files on the same machine in the same run; and
//! whether anybody is shown what was taken back, by another node, while all of them read.
//!
//! `tests/rush.sh` starts the servers that it needs.

#[path = "../tests/it/world.rs"]
#[allow(dead_code, reason = "the scenarios use the rest of it")]
mod world;

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use world::{Campaign, Engines, FACE, Process, ROLES, World, free_port};

/// How long each is read, in seconds.
const SECONDS: u64 = 8;
/// Lines at once.
const LINES: u32 = 64;

#[expect(clippy::print_stdout, reason = "this is the report")]
fn say(line: &str) {
    println!("{line}");
}

/// wrk on an address, for so many seconds.
fn wrk(url: &str, seconds: u64, coding: &str) -> Command {
    let mut command = Command::new("wrk");
    command.args(["-t2", &format!("-c{LINES}"), &format!("-d{seconds}s"), "--latency", "--timeout", "10s"]);
    command.args(["-H", &format!("Accept-Encoding: {coding}"), url]);
    command
}

/// Requests a second, and the 99th percentile, as wrk says them.
fn figures(output: &Output) -> (String, String, bool) {
    let said = String::from_utf8_lossy(&output.stdout);
    let after = |name: &str| {
        let line = said.lines().find_map(|line| line.trim().strip_prefix(name));
        line.unwrap_or("?").trim().to_owned()
    };
    let failed = said.contains("Non-2xx") || said.contains("Socket errors");
    (after("Requests/sec:"), after("99%"), failed)
}

fn read(name: &str, url: &str, coding: &str) {
    let output = wrk(url, SECONDS, coding).output().expect("tests/rush.sh installs wrk");
    let (rate, p99, failed) = figures(&output);
    let note = if failed { ", with answers that were not 200" } else { "" };
    say(&format!("| {name}, {coding} | {rate} | {p99}{note} |"));
}

/// nginx with one file and its twins, and nothing to write down.
fn nginx(folder: &Path, port: u16) -> Process {
    let brotli = Path::new("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so");
    let (module, on) = match brotli.exists() {
        true => (format!("load_module {};", brotli.display()), "brotli_static on;"),
        false => (String::new(), ""),
    };
    let place = folder.display();
    let text = format!(
        "daemon off; worker_processes auto; pid {place}/pid; error_log {place}/error.log; {module}
        events {{ worker_connections 1024; }}
        http {{ access_log off; default_type text/html; sendfile on; tcp_nopush on; keepalive_requests 100000000;
            client_body_temp_path {place}/t1; proxy_temp_path {place}/t2; fastcgi_temp_path {place}/t3;
            uwsgi_temp_path {place}/t4; scgi_temp_path {place}/t5; open_file_cache max=100;
            server {{ listen 127.0.0.1:{port}; root {place}/www; gzip_static on; {on} }} }}"
    );
    std::fs::write(folder.join("nginx.conf"), text).expect("a file");
    let mut command = Command::new("nginx");
    command.arg("-p").arg(folder).arg("-c").arg(folder.join("nginx.conf")).stderr(Stdio::null());
    Process(command.spawn().expect("tests/rush.sh installs nginx"))
}

async fn bytes(world: &World, url: &str, coding: &str) -> Vec<u8> {
    let answer = world.client.get(url).header("Accept-Encoding", coding).send().await.expect("an answer");
    assert_eq!(answer.status(), 200, "{url}");
    answer.bytes().await.expect("a page").to_vec()
}

/// The same page from memory and from files.
async fn beside_nginx(world: &World, ours: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    // nginx reads as nobody.
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.path(), open).expect("its permissions");
    let www = folder.path().join("www");
    std::fs::create_dir(&www).expect("a folder");
    for (coding, ending) in [("identity", ""), ("br", ".br"), ("gzip", ".gz")] {
        let page = bytes(world, ours, coding).await;
        say(&format!("{coding}: {} bytes", page.len()));
        std::fs::write(www.join(format!("page.html{ending}")), page).expect("a file");
    }
    let port = free_port();
    let nginx = nginx(folder.path(), port);
    let theirs = format!("http://127.0.0.1:{port}/page.html");
    world.until("nginx", async || world.client.get(&theirs).send().await.ok().map(|_| ())).await;
    say("\n| | requests/s | p99 |\n| --- | --- | --- |");
    for coding in ["identity", "gzip", "br"] {
        read("nginx", &theirs, coding);
        read("childalert", ours, coding);
    }
    // Its workers outlive a master that is killed.
    let mut stop = Command::new("nginx");
    stop.arg("-p").arg(folder.path()).arg("-c").arg(folder.path().join("nginx.conf")).args(["-s", "stop"]);
    let stopped = stop.stderr(Stdio::null()).status().expect("nginx runs");
    assert!(stopped.success(), "nginx goes on");
    drop(nginx);
}

/// One campaign goes out and comes back while everybody reads another's page; how late the last old page was.
async fn under_a_rush(world: &World, other: &str, read: &Campaign, moves: &Campaign) -> Duration {
    let page = format!("{other}/fr/a/{}", moves.code);
    let mut rush = wrk(&format!("{other}/fr/a/{}", read.code), 3 * SECONDS, "br");
    let rush = std::thread::spawn(move || rush.output().expect("wrk runs"));
    tokio::time::sleep(Duration::from_secs(1)).await;
    world.launch(moves).await;
    world
        .until("the page", async || {
            let status = world.client.get(&page).send().await.ok()?.status();
            (status == 200).then_some(())
        })
        .await;
    world.retract(moves).await;
    assert!(!rush.is_finished(), "the rush was over before the retraction");
    let retracted = Instant::now();
    let mut last = Duration::ZERO;
    while retracted.elapsed() < Duration::from_secs(3) {
        let asked = retracted.elapsed();
        let status = world.client.get(&page).send().await.expect("an answer").status();
        if status == 200 {
            last = asked;
        }
    }
    let (rate, p99, failed) = figures(&rush.join().expect("wrk ends"));
    assert!(!failed, "somebody was refused");
    say(&format!("| childalert, br, while another campaign goes out and comes back | {rate} | {p99} |"));
    last
}

#[tokio::main]
async fn main() {
    // Named by `cargo bench --workspace` and the like; its servers are not there then.
    if std::env::var_os("CHILDALERT_TEST_PDS_URL").is_none() {
        say("tests/rush.sh starts what this needs");
        return;
    }
    let world = World::start(Engines::Distributed, &ROLES).await;
    let (_other, other) = world.another_node().await;

    let prepared = world.prepare_case(FACE).await;
    let read = world.approved(&prepared).await;
    let moves = world.approved(&prepared).await;
    world.launch(&read).await;
    world.settled(&read).await;
    beside_nginx(&world, &format!("{other}/fr/a/{}", read.code)).await;
    let last = under_a_rush(&world, &other, &read, &moves).await;
    say(&format!(
        "\nthe last old page, on another node than the one that took it back: asked for {last:?} after"
    ));
    assert!(last < Duration::from_secs(1), "an old page after a second");
}
