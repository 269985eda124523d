//! What people do meanwhile: they draft, decide, launch, extend and end campaigns, and ask again when no answer comes, with the
//! same Idempotency-Key. What was answered is written down: it must be true at the end.

use crate::chance::Chance;
use crate::installation::Installation;
use crate::world::{FACE, text};
use childalert_demo::client::{CallError, Caller};
use childalert_demo::script;
use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The channels of a campaign without limits on what may be taken back.
const UNLIMITED: [&str; 6] = ["page", "feed", "bluesky", "facebook", "telegram", "email"];
/// Campaigns on Mastodon within the time in which it lets an account delete 24 copies; each has two.
const ON_MASTODON: usize = 10;

/// A campaign that the service was asked to launch.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    pub id: String,
    pub code: String,
    /// The launch was answered.
    pub launched: bool,
    /// The retraction was answered.
    pub retracted: bool,
    /// What was seen of it outside after that.
    pub seen_late: Vec<String>,
}

/// A case with its papers.
pub struct Case {
    id: String,
    photo: String,
    consent: String,
}

/// A campaign that may be launched.
pub struct Approved {
    pub id: String,
    pub code: String,
    digest: String,
}

/// The people at their desk.
pub struct Desk<'a> {
    pub installation: &'a Installation,
    pub sent: Mutex<Vec<Sent>>,
    on_mastodon: Mutex<VecDeque<chrono::DateTime<Utc>>>,
    keys: AtomicU64,
    until: Instant,
}

impl<'a> Desk<'a> {
    /// People who begin nothing after `until`.
    pub fn open(installation: &'a Installation, until: Instant) -> Desk<'a> {
        Desk {
            installation,
            sent: Mutex::default(),
            on_mastodon: Mutex::default(),
            keys: AtomicU64::new(0),
            until,
        }
    }

    pub fn officer(&self) -> &Caller {
        &self.installation.world.officer
    }

    fn over(&self) -> bool {
        Instant::now() >= self.until
    }

    /// Posts until there is an answer, as somebody does who does not know what became of the first time. `None`: refused, or
    /// the time is over.
    pub async fn persist(&self, path: &str, body: Value) -> Option<Value> {
        let key = format!("faults-{}", self.keys.fetch_add(1, Ordering::Relaxed));
        // What was asked for is asked to its end, a little beyond the time.
        while Instant::now() < self.until + Duration::from_secs(20) {
            match self.installation.hasty.post_under(&key, path, body.clone()).await {
                Ok(answer) => return Some(answer),
                Err(error) if passes(&error) => tokio::time::sleep(Duration::from_millis(150)).await,
                Err(error) => {
                    if std::env::var_os("CHILDALERT_FAULTS_VERBOSE").is_some() {
                        eprintln!("refused: {error}");
                    }
                    return None;
                }
            }
        }
        None
    }

    /// Reads until there is an answer.
    async fn read(&self, path: &str) -> Option<Value> {
        while !self.over() {
            match self.installation.hasty.get(path).await {
                Ok(answer) => return Some(answer),
                Err(error) if passes(&error) => tokio::time::sleep(Duration::from_millis(150)).await,
                Err(_) => return None,
            }
        }
        None
    }

    /// A case with everything that a launch needs.
    pub async fn case(&self, number: usize) -> Case {
        let (officer, now) = (self.officer(), self.installation.world.now());
        let mut opened = script::case(now);
        opened["reference"] = format!("2026-{:04}", number + 1).into();
        let id = text(&officer.post("/cases", opened).await.expect("a case"), "id");
        let path = |rest: &str| format!("/cases/{id}/{rest}");
        officer.post(&path("declarations"), script::declaration(now)).await.expect("a declaration");
        for heard in script::concertation(now) {
            officer.post(&path("concertation"), heard).await.expect("a word");
        }
        let taken = officer.post_picture(&path("photos"), FACE.to_vec()).await.expect("a photo");
        let photo = text(&taken, "sha256");
        let consent = self.consent(&id, &photo).await.expect("a consent");
        Case { id, photo, consent }
    }

    async fn consent(&self, case: &str, photo: &str) -> Option<String> {
        let now = self.installation.world.now();
        let mut consent = script::consent(now, photo);
        consent["given_at"] = json!(now);
        consent["scope"]["channels"] = json!([UNLIMITED.as_slice(), &["mastodon"]].concat());
        let view = self.persist(&format!("/cases/{case}/consents"), consent).await?;
        let given = view["consents"].as_array()?;
        let newest = given.iter().max_by_key(|consent| consent["given_at"].as_str().map(str::to_owned))?;
        newest["id"].as_str().map(str::to_owned)
    }

    pub async fn volunteers(&self) {
        for volunteer in script::volunteers(&self.installation.world.tag) {
            self.officer().post("/volunteers", volunteer).await.expect("a volunteer");
        }
    }

    /// A campaign in `languages`, decided on, on all of these channels.
    pub async fn approved(
        &self,
        case: &Case,
        channels: &[&str],
        languages: usize,
        until: Option<chrono::DateTime<Utc>>,
    ) -> Option<Approved> {
        let mut draft = script::campaign(self.installation.world.now(), &case.photo);
        draft["channels"] = json!(channels);
        draft["notices"].as_array_mut()?.truncate(languages);
        if let Some(until) = until {
            draft["until"] = json!(until);
        }
        let view = self.persist(&format!("/cases/{}/campaigns", case.id), draft).await?;
        let (id, code) = (text(&view, "id"), text(&view, "code"));
        let digest = self.frozen(&id).await?;
        let order = json!({"act": "approve", "digest": digest});
        self.decide(&id, order, |campaign| campaign["state"] == "approved").await?;
        Some(Approved { id, code, digest })
    }

    /// Orders a kit until one was rendered: a render may be given up while everybody is killed. Its digest.
    async fn frozen(&self, campaign: &str) -> Option<String> {
        loop {
            let ordered = self.persist(&format!("/campaigns/{campaign}/proofs"), json!({})).await?;
            let proof = text(&ordered, "id");
            loop {
                let proof = self.read(&format!("/proofs/{proof}")).await?;
                match proof["state"].as_str() {
                    Some("frozen") => return proof["digest"].as_str().map(str::to_owned),
                    Some("failed") => break,
                    _ => tokio::time::sleep(Duration::from_millis(50)).await,
                }
            }
        }
    }

    /// The magistrate decides, and looks whether it was taken where no answer came.
    async fn decide(&self, campaign: &str, order: Value, done: impl Fn(&Value) -> bool) -> Option<()> {
        while !self.over() {
            let magistrate = self.installation.world.magistrate().await;
            match magistrate.decide(campaign, order.clone()).await {
                Ok(_) => return Some(()),
                Err(error) => {
                    let known = self.read(&format!("/campaigns/{campaign}")).await?;
                    if done(&known) {
                        return Some(());
                    }
                    if !passes(&error) {
                        return None;
                    }
                    tokio::time::sleep(Duration::from_millis(150)).await;
                }
            }
        }
        None
    }

    /// Launches; whether it was answered. Written down before it is asked: it may go out without an answer.
    pub async fn launch(&self, campaign: &Approved) -> bool {
        let sent = Sent { id: campaign.id.clone(), code: campaign.code.clone(), ..Sent::default() };
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).push(sent);
        let launched = self.persist(&format!("/campaigns/{}/launch", campaign.id), json!({})).await.is_some();
        self.note(&campaign.id, |sent| sent.launched = launched);
        launched
    }

    /// Puts a newer version in the place of the one that is out, if it comes to that.
    async fn update(&self, campaign: &mut Approved) -> Option<()> {
        let path = format!("/campaigns/{}", campaign.id);
        let view = self.read(&path).await.filter(|view| view["state"] == "live")?;
        let mut draft = view["draft"].clone();
        draft["notices"][0]["appeal"] = json!("Vu ailleurs : regardez encore une fois.");
        let edit = format!("{path}?version={}", view["version"]);
        if self.installation.hasty.call(reqwest::Method::PUT, &edit, Some(draft)).await.is_err() {
            // It may have been taken all the same.
            self.read(&path).await.filter(|now| now["version"] != view["version"])?;
        }
        let digest = self.frozen(&campaign.id).await?;
        self.decide(&campaign.id, json!({"act": "approve", "digest": digest}), |_| false).await?;
        self.persist(&format!("{path}/update"), json!({})).await?;
        campaign.digest = digest;
        Some(())
    }

    /// Takes a campaign back; whether it was answered.
    pub async fn retract(&self, campaign: &Approved) -> bool {
        let order = json!({"reason": "found_safe"});
        let path = format!("/campaigns/{}/retraction", campaign.id);
        let retracted = self.persist(&path, order).await.is_some();
        if retracted {
            self.gone_for_the_public(campaign).await;
        }
        retracted
    }

    /// From the answer on the page must not show the notice, to anybody, ever.
    async fn gone_for_the_public(&self, campaign: &Approved) {
        let seen = self.public_page(campaign).await;
        self.note(&campaign.id, |sent| {
            sent.retracted = true;
            if seen == Some(200) {
                sent.seen_late.push(format!("the page of {} stood after the retraction", sent.code));
            }
        });
    }

    async fn public_page(&self, campaign: &Approved) -> Option<u16> {
        let world = &self.installation.world;
        let url = format!("{}/fr/a/{}", world.base_url, campaign.code);
        Some(world.client.get(url).send().await.ok()?.status().as_u16())
    }

    fn note(&self, id: &str, change: impl FnOnce(&mut Sent)) {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sent) = sent.iter_mut().find(|sent| sent.id == id) {
            change(sent);
        }
    }

    /// Goes on with one case until the time is over.
    pub async fn work(&self, mut case: Case, mut stock: Vec<Approved>, mut chance: Chance) {
        while !self.over() {
            let mut campaign = match stock.pop() {
                Some(campaign) => campaign,
                None => match self.another(&case, &mut chance).await {
                    Some(campaign) => campaign,
                    None => continue,
                },
            };
            if !self.launch(&campaign).await {
                continue;
            }
            if !chance.percent(30) {
                self.pause(chance.between(1, 3_000)).await;
            }
            if chance.percent(20) {
                self.update(&mut campaign).await;
            }
            if chance.percent(25) {
                let later = self.installation.world.now() + TimeDelta::hours(7 * 24 + 12);
                let order = json!({"act": "extend", "digest": campaign.digest, "until": later, "reasons": "Still missing."});
                self.decide(&campaign.id, order, |_| false).await;
            }
            match chance.below(10) {
                0..3 => {}
                3..8 => {
                    self.retract(&campaign).await;
                }
                8 => {
                    let order = json!({"act": "end", "digest": campaign.digest, "reasons": "Found."});
                    let ended = |known: &Value| known["ended_reason"] == "magistrate_order";
                    if self.decide(&campaign.id, order, ended).await.is_some() {
                        self.gone_for_the_public(&campaign).await;
                    }
                }
                _ => {
                    let path = format!("/consents/{}/withdrawal", case.consent);
                    if self.persist(&path, json!({})).await.is_some() {
                        self.gone_for_the_public(&campaign).await;
                    }
                    // What was decided on stays so: it is covered again by what the mother says now.
                    if let Some(consent) = self.consent(&case.id, &case.photo).await {
                        case.consent = consent;
                    }
                }
            }
        }
    }

    /// Drafts another campaign; now and then one whose period runs out soon.
    pub async fn another(&self, case: &Case, chance: &mut Chance) -> Option<Approved> {
        let mut channels = UNLIMITED.to_vec();
        if self.room_on_mastodon() {
            channels.push("mastodon");
        }
        // Without a page of its own every post leads to the check page.
        if chance.percent(15) {
            channels.retain(|channel| *channel != "page");
        }
        let soon = chance.percent(10);
        let until = soon.then(|| self.installation.hurried_now() + TimeDelta::minutes(4));
        self.approved(case, &channels, 2, until).await
    }

    fn room_on_mastodon(&self) -> bool {
        let now = self.installation.hurried_now();
        let mut lately = self.on_mastodon.lock().unwrap_or_else(PoisonError::into_inner);
        while lately.front().is_some_and(|first| *first + TimeDelta::minutes(90) < now) {
            lately.pop_front();
        }
        if lately.len() >= ON_MASTODON {
            return false;
        }
        lately.push_back(now);
        true
    }

    async fn pause(&self, length: Duration) {
        let left = self.until.saturating_duration_since(Instant::now());
        tokio::time::sleep(length.min(left)).await;
    }
}

/// Whether asking again may help: nobody answered, or the service was not itself.
fn passes(error: &CallError) -> bool {
    match error {
        CallError::NoAnswer(_) => true,
        CallError::Refused { status, problem, .. } => {
            status.is_server_error() || status.as_u16() == 429 || problem.to_string().contains("in-progress")
        }
        CallError::Unanswerable(_) | CallError::Lacks(_) => false,
    }
}
