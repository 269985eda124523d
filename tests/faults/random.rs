//! The random half: a storm of so many minutes, a calm, and the comparison.

use crate::campaigns::Desk;
use crate::chance::Chance;
use crate::chaos::{Chaos, Tally};
use crate::installation::Installation;
use crate::truth::{Verdict, compare};
use crate::world;
use crate::{budget::Budget, say};
use std::time::{Duration, Instant};

/// How many people work at once, each on a case of their own.
const DESKS: usize = 3;
/// What the calm must let pass, in the service's own seconds: four minutes after which whatever is owed has a person, and the
/// longest leave.
const CALM_S: u64 = 390;

/// How it went.
pub struct Storm {
    pub campaigns: usize,
    pub kills: u64,
    pub verdict: Verdict,
    pub trail_holds: bool,
    /// The send log and the ledger say the same.
    pub sends_agree: bool,
}

pub async fn run(budget: &Budget, seed: u64) -> Storm {
    let mut chance = Chance::from_seed(seed);
    let times = budget.hurry(CALM_S);
    say(&format!("seed {seed}; time runs {times} times as fast for the service and its workers"));
    let installation = Installation::prepare(times).await;
    installation.observe();
    let mut chaos = Chaos::before_the_storm(&installation, chance.another());
    assert!(installation.answers(Duration::from_secs(30)).await, "the service does not answer");

    let storm_ends = budget.storm_ends(installation.hurried(CALM_S));
    let desk = Desk::open(&installation, storm_ends);
    desk.volunteers().await;
    let mut desks = Vec::new();
    for number in 0..DESKS {
        let case = desk.case(number).await;
        let campaign = desk.another(&case, &mut chance).await;
        desks.push(desk.work(case, campaign.into_iter().collect(), chance.another()));
    }
    say(&format!("{DESKS} campaigns are decided on; the storm begins"));
    let people = futures_util::future::join_all(desks);
    let progress = report(&desk, storm_ends);
    let weather = async {
        chaos.storm(storm_ends).await;
        say(&format!("the storm is over: {}", told(&chaos.tally)));
        chaos.calm().await;
    };
    // Whatever is still being asked when the storm is over is answered in the calm.
    tokio::join!(weather, people, progress);
    // What fell in the last moment of the storm is started again, as a supervisor does.
    let mended = Instant::now();
    while !installation.answers(Duration::from_secs(1)).await {
        assert!(mended.elapsed() < Duration::from_secs(45), "the service does not come back");
        chaos.look_after_processes();
    }
    let calmed = settle(&installation, &mut chaos, budget.calm_ends(installation.hurried(CALM_S))).await;
    say(&format!("calm after {:.1} s: comparing", calmed.as_secs_f64()));
    let sent = desk.sent.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    let verdict = compare(&installation, &sent).await;
    say(&format!("copies: {}", verdict.ends()));
    let mut verify = world::childalert(installation.world.settings());
    let verified = verify.args(["audit", "verify"]).output().expect("childalert runs");
    let mut compare = world::childalert(installation.world.settings());
    let compared =
        compare.args(["audit", "sends"]).arg(installation.send_log()).output().expect("childalert runs");
    for line in String::from_utf8_lossy(&[compared.stdout, compared.stderr].concat()).lines() {
        say(&format!("send log: {line}"));
    }
    let felt = |pick: fn(&crate::proxy::Felt) -> &std::sync::atomic::AtomicU64| -> u64 {
        let lines = installation.lines.values();
        lines.map(|line| pick(line.felt()).load(std::sync::atomic::Ordering::Relaxed)).sum()
    };
    say(&format!(
        "the lines felt it: {} connections cut, {} refused, {} pieces late, {} swallowed",
        felt(|felt| &felt.cut),
        felt(|felt| &felt.refused),
        felt(|felt| &felt.late),
        felt(|felt| &felt.swallowed),
    ));
    let storm = Storm {
        campaigns: sent.len(),
        kills: chaos.kills(),
        verdict,
        trail_holds: verified.status.success(),
        sends_agree: compared.status.success(),
    };
    keep_logs(&installation, &storm);
    storm
}

/// Tells how it goes, now and then.
async fn report(desk: &Desk<'_>, until: Instant) {
    while Instant::now() < until {
        tokio::time::sleep(until.saturating_duration_since(Instant::now()).min(Duration::from_secs(10)))
            .await;
        let sent = desk.sent.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let count =
            |which: fn(&crate::campaigns::Sent) -> bool| sent.iter().filter(|sent| which(sent)).count();
        say(&format!("{} launched, {} taken back", count(|s| s.launched), count(|s| s.retracted)));
    }
}

/// Waits until nothing moves any more, or the calm is over; how long it took.
async fn settle(installation: &Installation, chaos: &mut Chaos<'_>, until: Instant) -> Duration {
    let began = Instant::now();
    let mut said = began;
    loop {
        chaos.look_after_processes();
        if let Some(copies) = installation.copies() {
            let moving: Vec<_> = copies.iter().filter(|copy| copy.moves()).collect();
            if moving.is_empty() || Instant::now() > until {
                return began.elapsed();
            }
            if said.elapsed() > Duration::from_secs(10) {
                said = Instant::now();
                say(&format!("{} copies still move", moving.len()));
            }
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

fn told(tally: &Tally) -> String {
    let told: Vec<String> = tally.iter().map(|(what, times)| format!("{times} {what}")).collect();
    told.join(", ")
}

/// Where something was found, the logs are what explains it.
fn keep_logs(installation: &Installation, storm: &Storm) {
    let panics = std::fs::read_dir(installation.world.folder.path())
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| std::fs::read_to_string(entry.path()).ok())
        .map(|log| log.matches("panicked at").count())
        .sum::<usize>();
    if panics > 0 {
        say(&format!("{panics} panics stand in the logs"));
    }
    let Some(kept) = std::env::var_os("CHILDALERT_FAULTS_LOGS") else { return };
    if storm.verdict.good() && storm.trail_holds && storm.sends_agree && panics == 0 {
        return;
    }
    let from = installation.world.folder.path();
    let copied = std::process::Command::new("cp").arg("-r").arg(from).arg(&kept).status();
    say(&match copied {
        Ok(status) if status.success() => format!("logs: {}", kept.display()),
        _ => "the logs could not be kept".to_owned(),
    });
}
