//! The proof by faults: `tests/faults.sh` starts real servers and runs this. Real `childalert serve` and `childalert-worker`
//! processes reach the database, the broker, the ledger and the outside through proxies of our own; then they are killed,
//! stopped, cut off and confused while campaigns are launched, changed and ended; and in the end the ledger is compared with
//! what really stands outside.
//!
//! | file | what it is |
//! | --- | --- |
//! | `random.rs`, `budget.rs` | the random half: storm, calm, comparison |
//! | `systematic.rs`, `cases.rs` | the systematic half: every crash point, each kind of fault, before and after the retraction |
//! | `figures.rs` | how fast it comes back where nothing goes wrong |
//! | `installation.rs`, `processes.rs`, `proxy.rs`, `servers.rs` | what is under test, and the hands on it |
//! | `campaigns.rs` | people who launch, change and end campaigns, and ask again until they are answered |
//! | `chaos.rs`, `chance.rs` | what goes wrong, from a seed |
//! | `observer.rs`, `truth.rs` | what happened inside and outside, and what the four numbers mean |
//!
//! The last line is for programs. Anything but four zeros ends with 1.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is the report")]

mod budget;
mod campaigns;
mod cases;
mod chance;
mod chaos;
mod figures;
mod installation;
mod observer;
mod processes;
mod proxy;
mod random;
mod servers;
mod systematic;
mod truth;
#[path = "../it/world.rs"]
#[allow(dead_code, reason = "the scenarios use the rest of it")]
mod world;

use budget::Budget;
use std::process::ExitCode;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use tokio::signal::unix::{SignalKind, signal};

static BEGAN: OnceLock<Instant> = OnceLock::new();

/// A line of the report, with the time since the beginning.
fn say(line: &str) {
    println!("{:6.1} s  {line}", BEGAN.get_or_init(Instant::now).elapsed().as_secs_f64());
}

/// What was asked for.
enum Asked {
    /// The random half.
    Random {
        minutes: f64,
        seed: u64,
        /// What was spent before this began.
        spent: Duration,
    },
    /// The systematic half.
    Systematic,
    /// The table of figures.
    Figures,
    /// Every point of it once: what `tests/run.sh` runs, by this name among the other tests.
    EachPointOnce,
}

const EACH_POINT_ONCE: &str = "every_crash_point_once";

impl Asked {
    /// `None`: nothing was asked for, as when `cargo test` runs every target.
    fn read() -> Option<Asked> {
        let given: Vec<String> = std::env::args().skip(1).collect();
        let has = |name: &str| given.iter().any(|argument| argument == name);
        if has("--systematic") {
            return Some(Asked::Systematic);
        }
        if has("--figures") {
            return Some(Asked::Figures);
        }
        if has("--include-ignored") || has("--ignored") {
            let mut names = given.iter().filter(|argument| !argument.starts_with("--")).peekable();
            let meant = names.peek().is_none() || names.any(|name| EACH_POINT_ONCE.contains(name.as_str()));
            return meant.then_some(Asked::EachPointOnce);
        }
        let value = |name: &str| {
            let at = given.iter().position(|argument| argument == name)?;
            given.get(at + 1)?.parse::<f64>().ok()
        };
        let minutes = value("--minutes")?;
        let seed = value("--seed").map_or(1, |seed| seed as u64);
        let spent = Duration::from_secs_f64(value("--spent").unwrap_or(0.0));
        Some(Asked::Random { minutes, seed, spent })
    }
}

fn main() -> ExitCode {
    let Some(asked) = Asked::read() else {
        println!("faults: nothing was asked for; tests/faults.sh asks");
        return ExitCode::SUCCESS;
    };
    BEGAN.get_or_init(Instant::now);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let code = runtime.block_on(async {
        let (mut interrupted, mut ended) = (
            signal(SignalKind::interrupt()).expect("a signal can be waited for"),
            signal(SignalKind::terminate()).expect("a signal can be waited for"),
        );
        // Whoever interrupts gets the processes swept up: they end with the run that is dropped.
        tokio::select! {
            good = run(&asked) => if good { ExitCode::SUCCESS } else { ExitCode::FAILURE },
            _ = interrupted.recv() => ExitCode::from(130),
            _ = ended.recv() => ExitCode::from(143),
        }
    });
    runtime.shutdown_timeout(Duration::from_secs(1));
    code
}

async fn run(asked: &Asked) -> bool {
    match *asked {
        Asked::Random { minutes, seed, spent } => random(&Budget::of(minutes, spent), seed).await,
        Asked::Systematic => systematic(false).await,
        Asked::Figures => figures::run().await,
        Asked::EachPointOnce => {
            let good = systematic(true).await;
            // As the other tests' programs say it.
            let (verdict, passed) = if good { ("ok", 1) } else { ("FAILED", 0) };
            println!("test {EACH_POINT_ONCE} ... {verdict}");
            println!("test result: {verdict}. {passed} passed; {} failed; 0 ignored", 1 - passed);
            good
        }
    }
}

async fn systematic(part: bool) -> bool {
    let report = systematic::run(part).await;
    let (runs, reached, wrong) = (report.runs, report.reached(), report.wrong());
    println!("{{\"runs\":{runs},\"reached\":{reached},\"wrong\":{wrong}}}");
    reached == runs && wrong == 0
}

async fn random(budget: &Budget, seed: u64) -> bool {
    let storm = random::run(budget, seed).await;
    let verdict = &storm.verdict;
    for line in verdict.lines() {
        say(&line);
    }
    if !storm.trail_holds {
        say("the audit trail does not verify");
    }
    if !storm.sends_agree {
        say("the send log and the ledger do not agree");
    }
    println!(
        "{{\"campaigns\":{},\"kills\":{},\"lost\":{},\"orphans\":{},\"late\":{},\"unowned\":{}}}",
        storm.campaigns,
        storm.kills,
        verdict.lost.len(),
        verdict.orphans.len(),
        verdict.late.len(),
        verdict.unowned.len(),
    );
    verdict.good() && storm.trail_holds && storm.sends_agree
}
