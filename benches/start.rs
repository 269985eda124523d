//! How long `childalert serve` takes to answer on an existing database, and how much memory it rests at.
//!
//! `cargo bench --bench start`

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut answered = Vec::new();
    let mut resting = Vec::new();
    // The first start makes the database; it is not counted.
    for round in 0..11 {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port();
        let began = Instant::now();
        let child = Command::new(env!("CARGO_BIN_EXE_childalert"))
            .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data"])
            .arg(folder.path())
            .stderr(Stdio::null())
            .spawn()
            .expect("childalert starts");
        let serving = Serving(child);
        while !healthy(port) {
            assert!(began.elapsed() < Duration::from_secs(20), "it does not answer");
            std::thread::sleep(Duration::from_millis(1));
        }
        let took = began.elapsed();
        std::thread::sleep(Duration::from_secs(1));
        if round > 0 {
            answered.push(took);
            resting.push(resident_kilobytes(serving.0.id()));
        }
    }
    answered.sort();
    resting.sort_unstable();
    let middle = answered.len() / 2;
    #[expect(clippy::print_stdout, reason = "this is the report")]
    {
        println!(
            "start to first answer, 10 starts on an existing database: median {:?}, worst {:?}",
            answered[middle],
            answered[answered.len() - 1]
        );
        println!(
            "resident memory one second later: median {} kB, worst {} kB",
            resting[middle],
            resting[resting.len() - 1]
        );
    }
}

fn healthy(port: u16) -> bool {
    use std::io::{Read, Write};
    let Ok(mut stream) = std::net::TcpStream::connect(("127.0.0.1", port)) else { return false };
    let request = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let mut answer = String::new();
    stream.write_all(request).is_ok()
        && stream.read_to_string(&mut answer).is_ok()
        && answer.contains("200 OK")
}

fn resident_kilobytes(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("the process lives");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a resident size");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}
