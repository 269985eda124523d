//! How fast it comes back: the table of figures to reach, as far as the channels go that there are. Real servers and real
//! processes as in the random half, but nothing goes wrong, and time is everybody's own.

use crate::campaigns::{Approved, Case, Desk};
use crate::chance::Chance;
use crate::installation::{Installation, ROLES};
use crate::{say, servers, truth};
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Campaigns that are live as a whole when they are taken back; as many as Mastodon lets an account delete in time.
const WHOLE: usize = 10;
/// Campaigns that are taken back in the midst of their launch.
const HALF_WAY: usize = 20;
/// Campaigns that are taken back while the broker is away.
const WITHOUT_BROKER: usize = 3;
/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(120);
const EVERYWHERE: [&str; 7] = ["page", "feed", "bluesky", "facebook", "telegram", "email", "mastodon"];

/// A row of the table: what was measured, in milliseconds.
type Measured = BTreeMap<String, Vec<u64>>;

/// Prints the table; whether everything came back and nothing was begun too late.
pub async fn run() -> bool {
    let installation = Installation::prepare(1).await;
    installation.observe();
    let _serve = installation.serve();
    assert!(installation.answers(Duration::from_secs(30)).await, "the service does not answer");
    let _staff: Vec<_> = ROLES.iter().map(|role| installation.work(role, &[])).collect();
    let desk = Desk::open(&installation, Instant::now() + Duration::from_secs(3_600));
    desk.volunteers().await;
    let case = desk.case(0).await;
    let table = Table { installation: &installation, desk: &desk, case };
    let mut measured = Measured::new();

    for _ in 0..WHOLE {
        let campaign = table.approved(&EVERYWHERE).await;
        table.live(&campaign).await;
        table.retracted(&campaign, &mut measured).await;
    }
    say(&format!("{WHOLE} campaigns, live on every channel, were taken back"));
    let mut chance = Chance::from_seed(1);
    for _ in 0..HALF_WAY {
        let campaign = table.approved(&EVERYWHERE[..6]).await;
        assert!(desk.launch(&campaign).await, "it is launched");
        tokio::time::sleep(chance.between(1, 300)).await;
        table.retracted(&campaign, &mut Measured::new()).await;
    }
    say(&format!("{HALF_WAY} campaigns were taken back in the midst of their launch"));
    let late = installation.after_retraction().expect("the database answers").len();

    let mut without = Measured::new();
    let mut campaigns = Vec::new();
    for _ in 0..WITHOUT_BROKER {
        let campaign = table.approved(&EVERYWHERE[..6]).await;
        table.live(&campaign).await;
        campaigns.push(campaign);
    }
    assert!(servers::kill("rabbitmq"), "the broker is there to be killed");
    for campaign in &campaigns {
        table.retracted(campaign, &mut without).await;
    }
    assert!(servers::start("rabbitmq", None), "the broker comes back");

    let sent = desk.sent.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    let compared = truth::compare(&installation, &sent).await;
    compared.lines().iter().for_each(|line| say(line));
    println!(
        "\n| from the retraction's answer on | times | p50 | p95 | worst | aim |\n| --- | --- | --- | --- | --- | --- |"
    );
    let mut reached = true;
    for (what, took) in &measured {
        let (aim, good) = aim(what, took);
        reached &= good;
        println!("{} {aim} |", row(what, took));
    }
    for (what, took) in without.iter().filter(|(what, _)| what.starts_with(ALL)) {
        let usual = measured.get(what).and_then(|took| took.iter().max().copied()).unwrap_or_default();
        let slower = took.iter().max().copied().unwrap_or_default().saturating_sub(usual);
        let good = slower <= 10_000;
        reached &= good;
        let (row, said) = (row(&format!("{what}, the broker wholly down"), took), verdict(good));
        println!("{row} 10 s slower at most: {slower} ms, {said} |");
    }
    println!("\nbegun after the retraction, by the order of the campaign's lock: {late}");
    compared.good() && late == 0 && reached
}

/// What everything together is called.
const ALL: &str = "all channels";

/// What a figure is to reach, and whether it does.
fn aim(what: &str, took: &[u64]) -> (String, bool) {
    let (p95, worst) = (at(took, 95), at(took, 100));
    let (aim, good) = match what.split(':').next() {
        Some("own site") => ("2 s", worst <= 2_000),
        Some("Mastodon" | "Facebook" | "Telegram") => ("30 s p95", p95 <= 30_000),
        _ if what.starts_with(ALL) => ("5 min", worst <= 300_000),
        _ => return (String::new(), true),
    };
    (format!("{aim}: {}", verdict(good)), good)
}

fn verdict(good: bool) -> &'static str {
    if good { "reached" } else { "FAILED" }
}

/// By the nearest rank.
fn at(took: &[u64], share: usize) -> u64 {
    let mut took = took.to_vec();
    took.sort_unstable();
    took[(took.len() * share).div_ceil(100).max(1) - 1]
}

fn row(what: &str, took: &[u64]) -> String {
    let (p50, p95, worst) = (at(took, 50), at(took, 95), at(took, 100));
    format!("| {what} | {} | {p50} ms | {p95} ms | {worst} ms |", took.len())
}

struct Table<'a> {
    installation: &'a Installation,
    desk: &'a Desk<'a>,
    case: Case,
}

impl Table<'_> {
    async fn approved(&self, channels: &[&str]) -> Approved {
        self.desk.approved(&self.case, channels, 2, None).await.expect("a campaign that is decided on")
    }

    /// Launches it, and waits until every copy stands.
    async fn live(&self, campaign: &Approved) {
        assert!(self.desk.launch(campaign).await, "it is launched");
        self.until(campaign, "every copy is live", |ledger| ledger["live"] == ledger["copies"]).await;
    }

    /// Takes it back and measures until nothing is owed.
    async fn retracted(&self, campaign: &Approved, measured: &mut Measured) {
        let asked = Instant::now();
        assert!(self.desk.retract(campaign).await, "it is taken back");
        let answered = Instant::now();
        let mut note = |what: &str, took: Duration| {
            let took = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            measured.entry(what.to_owned()).or_default().push(took);
        };
        note("the retraction itself, answer and a look at the page included", answered - asked);
        let world = &self.installation.world;
        let (path, feed) = (format!("/fr/a/{}", campaign.code), "/fr/feed.atom");
        let mut waits = vec![
            "own site: page and feed",
            "Mastodon: no post stands",
            "Facebook: no post stands",
            "Telegram: no message stands",
        ];
        while !waits.is_empty() {
            assert!(answered.elapsed() < PATIENCE, "still outside: {waits:?}");
            let mut still = Vec::new();
            for what in waits {
                let networks = &self.installation.networks;
                let stands = match what {
                    "own site: page and feed" => {
                        let (page, feed) = (world.page(&path).await, world.page(feed).await);
                        let entries = feed.1.split("<entry>").skip(1);
                        page.0 == 200 || entries.clone().any(|entry| entry.contains(&campaign.code))
                    }
                    _ => {
                        let texts = match what.split(':').next() {
                            Some("Mastodon") => networks.mastodon.texts(),
                            Some("Facebook") => networks.facebook.texts(),
                            _ => networks.telegram.texts(),
                        };
                        texts.iter().any(|text| text.contains(&campaign.code))
                    }
                };
                match stands {
                    true => still.push(what),
                    false => note(what, answered.elapsed()),
                }
            }
            waits = still;
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let ledger = self.until(campaign, "nothing is owed", |ledger| ledger["owed"] == 0).await;
        note("all channels, read back and past their quarantine, or told by mail", answered.elapsed());
        for channel in ledger["channels"].as_array().into_iter().flatten() {
            if let Some(last) = channel["took"]["max_ms"].as_u64() {
                let name = channel["channel"].as_str().unwrap_or_default();
                note(&format!("the last copy on {name} settled, by the ledger"), Duration::from_millis(last));
            }
        }
    }

    async fn until(&self, campaign: &Approved, what: &str, reached: impl Fn(&Value) -> bool) -> Value {
        let began = Instant::now();
        loop {
            let ledger =
                self.installation.world.officer.get(&format!("/campaigns/{}/ledger", campaign.id)).await;
            if let Ok(ledger) = ledger {
                if reached(&ledger) {
                    return ledger;
                }
                assert!(began.elapsed() < PATIENCE, "not in time: {what}: {ledger}");
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}
