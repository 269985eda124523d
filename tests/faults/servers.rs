//! PostgreSQL and RabbitMQ themselves: killed, and started again on the same port. They are the ones that tests/servers/up.sh
//! started for this run, by the numbers that it wrote down.

use crate::world::{give_host, variable};
use std::path::PathBuf;
use std::process::{Command, Stdio};

fn folder() -> PathBuf {
    PathBuf::from(variable("CHILDALERT_TEST_SERVERS"))
}

/// `kill -9` of a server with all its children; whether it ran.
pub fn kill(name: &str) -> bool {
    let pids = std::fs::read_to_string(folder().join("pids")).unwrap_or_default();
    let newest = pids.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(' ')).next_back();
    let Some(leader) = newest.and_then(|rest| rest.split(' ').next()?.parse::<u32>().ok()) else {
        return false;
    };
    let order = format!("kill -KILL -- -{leader}");
    Command::new("bash").args(["-c", &order]).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
}

/// Forgets everything that the killed broker knew.
pub fn wipe_broker() {
    // Where it is not there any more, nothing is left of it.
    let _ = std::fs::remove_dir_all(folder().join("rabbitmq/data"));
}

/// Starts a server again and waits until it answers; whether it does. A broker that was wiped gets the virtual host back.
pub fn start(name: &str, host: Option<String>) -> bool {
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/servers/up.sh");
    let mut up = Command::new("bash");
    up.arg(here).arg(folder()).arg(name).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut came = false;
    // A killed server's last children may still hold what it needs.
    for _ in 0..5 {
        came = up.status().is_ok_and(|status| status.success());
        if came {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(500));
    }
    if let Some(host) = host.filter(|_| came) {
        give_host(&host, &variable);
    }
    came
}
