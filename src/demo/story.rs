//! The whole story, told through the API: a case, its papers, the proof, the decision, the launch, the copies filling up,
//! the retraction, everything back. What the service says is compared with what really happened outside.

use crate::client::{CallError, Caller, text};
use crate::doubles::mail::{CaughtMail, MailCatcher};
use crate::doubles::network::NetworkDouble;
use crate::doubles::social::{facebook::FacebookDouble, mastodon::MastodonDouble, telegram::TelegramDouble};
use crate::script;
use crate::summary::{KitFile, Phase, Summary};
use chrono::{DateTime, Utc};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Keys to the API.
pub struct Keys {
    /// Of the case officer.
    pub officer: String,
    /// The magistrate's invitation: people have passkeys, not keys.
    pub magistrate_link: String,
}

/// Where the story is told.
pub struct Stage<'a> {
    /// The service's address.
    pub base_url: String,
    /// The actors' keys.
    pub keys: Keys,
    /// A drawn face, JPEG.
    pub face: Vec<u8>,
    /// Now.
    pub now: DateTime<Utc>,
    /// Where mail ends.
    pub mail: &'a MailCatcher,
    /// Bluesky.
    pub network: &'a NetworkDouble,
    /// Mastodon.
    pub mastodon: &'a MastodonDouble,
    /// The Facebook Page.
    pub facebook: &'a FacebookDouble,
    /// The Telegram channel.
    pub telegram: &'a TelegramDouble,
    /// Says a line to whoever watches.
    pub say: &'a (dyn Fn(&str) + Sync),
}

/// Why the story stopped.
#[derive(Debug, thiserror::Error)]
pub enum StoryError {
    /// A call failed.
    #[error(transparent)]
    Call(#[from] CallError),
    /// Something did not come about in time.
    #[error("{0} did not happen within {1} s")]
    TooLong(&'static str, u64),
    /// The kit could not be made.
    #[error("the kit could not be rendered: {0}")]
    Kit(Value),
    /// The ledger and the outside disagree.
    #[error("{what}: the ledger says {ledger}, and outside there are {outside}")]
    Disagree {
        /// Of what: a channel, or the corrections.
        what: &'static str,
        /// The ledger's number.
        ledger: usize,
        /// The true number.
        outside: usize,
    },
}

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Tells the story.
pub async fn tell(stage: &Stage<'_>) -> Result<Summary, StoryError> {
    let client = Client::builder().no_proxy().build().map_err(CallError::from)?;
    let officer = Caller::new(&client, &stage.base_url, &stage.keys.officer);
    let say = stage.say;
    say("childalert: a demonstration with an invented child and a drawn face");
    say("");
    wait_for("the service's start", || async {
        Ok::<_, StoryError>(client.get(format!("{}/healthz", stage.base_url)).send().await.is_ok())
    })
    .await?;
    let campaign = prepare(stage, &officer).await?;
    let proof = prove(stage, &officer, &campaign.id).await?;
    let digest = text(&proof, "digest")?;
    let magistrate = Caller::invited(&client, &stage.base_url, &stage.keys.magistrate_link).await?;
    let decision = json!({"act": "approve", "digest": digest, "reasons": ""});
    magistrate.decide(&campaign.id, decision).await?;
    say("decision    the magistrate approves exactly this proof, signed with a passkey (played in software)");
    let kit = fetch_kit(&officer, &proof).await?;
    say("");

    let launch = watch(stage, &client, &officer, &campaign, Turn::Launch).await?;
    let posts = standing(stage);
    for (channel, outside) in posts {
        compare(channel, launch.count(channel, "live"), outside)?;
    }
    let written = volunteers_mail(stage);
    let told: Vec<String> = posts.iter().map(|(channel, posts)| format!("{posts} on {channel}")).collect();
    say(&format!("            outside, in truth: posts: {}; {written} e-mails", told.join(", ")));
    say("");
    let retraction = watch(stage, &client, &officer, &campaign, Turn::Retract).await?;
    for (channel, outside) in standing(stage) {
        compare(channel, 0, outside)?;
    }
    let corrected = volunteers_mail(stage) - written;
    compare("corrections of e-mails", written, corrected)?;
    say(&format!("            outside, in truth: 0 posts, {corrected} corrections for {written} e-mails"));
    let told = stage.mail.mails().len() - written - corrected;
    say(&format!("authorities were told {told} times by mail: of the case, the launch and the end"));
    Ok(Summary::new(launch, retraction, kit, campaign.page_url, campaign.check_url))
}

/// How many posts the public can see on each network, in truth.
fn standing(stage: &Stage<'_>) -> [(&'static str, usize); 4] {
    [
        ("bluesky", stage.network.standing().len()),
        ("mastodon", stage.mastodon.standing().len()),
        ("facebook", stage.facebook.standing().len()),
        ("telegram", stage.telegram.standing().len()),
    ]
}

/// Mail that volunteers had; the authorities have theirs.
fn volunteers_mail(stage: &Stage<'_>) -> usize {
    let theirs = |mail: &CaughtMail| mail.to.iter().any(|to| to.ends_with("@volunteers.example"));
    stage.mail.mails().iter().filter(|mail| theirs(mail)).count()
}

fn compare(what: &'static str, ledger: usize, outside: usize) -> Result<(), StoryError> {
    if ledger == outside { Ok(()) } else { Err(StoryError::Disagree { what, ledger, outside }) }
}

struct Campaign {
    id: String,
    page_url: String,
    check_url: String,
}

/// Case, papers, photo, volunteers, campaign.
async fn prepare(stage: &Stage<'_>, officer: &Caller) -> Result<Campaign, StoryError> {
    let (now, say) = (stage.now, stage.say);
    let case = text(&officer.post("/cases", script::case(now)).await?, "id")?;
    say("case        2026-0417 opened: 12 years old, worrying (under 13; out of character)");
    officer.post(&format!("/cases/{case}/declarations"), script::declaration(now)).await?;
    say("declaration to the police, verified with the service");
    for heard in script::concertation(now) {
        officer.post(&format!("/cases/{case}/concertation"), heard).await?;
    }
    say("concertation magistrate, police, foundation, Missing Persons Cell and parents heard");
    let photo = officer.post_picture(&format!("/cases/{case}/photos"), stage.face.clone()).await?;
    let photo = text(&photo, "sha256")?;
    say("photo       taken in, metadata removed");
    officer.post(&format!("/cases/{case}/consents"), script::consent(now, &photo)).await?;
    let channels = script::CHANNELS.len();
    say(&format!(
        "consent     of the mother: this photo, {channels} channels, 4 languages, this area, one week"
    ));
    let volunteers = script::volunteers("");
    for volunteer in &volunteers {
        officer.post("/volunteers", volunteer.clone()).await?;
    }
    say(&format!("volunteers  {} in the area", volunteers.len()));
    let mut draft = script::campaign(now, &photo);
    draft["channels"] = json!(script::CHANNELS);
    let campaign = officer.post(&format!("/cases/{case}/campaigns"), draft).await?;
    say("campaign    public posters, Brussels and Walloon Brabant");
    let page_url = campaign["pages"]["fr"].as_str().ok_or(CallError::Lacks("pages"))?.to_owned();
    Ok(Campaign { id: text(&campaign, "id")?, page_url, check_url: text(&campaign, "check_url")? })
}

/// The frozen proof.
async fn prove(stage: &Stage<'_>, officer: &Caller, campaign: &str) -> Result<Value, StoryError> {
    let began = Instant::now();
    let proof = officer.post(&format!("/campaigns/{campaign}/proofs"), json!({})).await?;
    let path = format!("/proofs/{}", text(&proof, "id")?);
    let proof = loop {
        let proof = officer.get(&path).await?;
        match proof["state"].as_str() {
            Some("frozen") => break proof,
            Some("failed") => return Err(StoryError::Kit(proof["failures"].clone())),
            _ if began.elapsed() > PATIENCE => {
                return Err(StoryError::TooLong("the kit", PATIENCE.as_secs()));
            }
            _ => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    };
    let files = proof["files"].as_array().map_or(0, Vec::len);
    let digest = text(&proof, "digest")?;
    (stage.say)(&format!(
        "proof       {files} files rendered and frozen in {} ms, fingerprint {} {} {}",
        began.elapsed().as_millis(),
        &digest[..4],
        &digest[4..8],
        &digest[8..12]
    ));
    Ok(proof)
}

async fn fetch_kit(officer: &Caller, proof: &Value) -> Result<Vec<KitFile>, StoryError> {
    let id = text(proof, "id")?;
    let mut kit = Vec::new();
    for file in proof["files"].as_array().into_iter().flatten() {
        let name = text(file, "name")?;
        let content = officer.bytes(&format!("/proofs/{id}/files/{name}")).await?;
        kit.push(KitFile { name, sha256: text(file, "sha256")?, content });
    }
    Ok(kit)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Launch,
    Retract,
}

/// Launches or retracts, and watches the page and the ledger until everything has settled.
async fn watch(
    stage: &Stage<'_>,
    client: &Client,
    officer: &Caller,
    campaign: &Campaign,
    turn: Turn,
) -> Result<Phase, StoryError> {
    let began = Instant::now();
    let page = watch_page(client, campaign.page_url.clone(), turn);
    let (path, body) = match turn {
        Turn::Launch => ("launch", json!({})),
        Turn::Retract => ("retraction", json!({"reason": "found_safe"})),
    };
    let path = format!("/campaigns/{}/{path}", campaign.id);
    let act = async {
        officer.post(&path, body).await?;
        let committed = began.elapsed();
        let settled = follow(stage, officer, campaign, turn, began).await?;
        Ok::<_, StoryError>((committed, settled))
    };
    let (page, act) = tokio::join!(page, act);
    let ((committed, (settled, progress)), page_after) = (act?, page?.duration_since(began));
    let (said, shown) = match turn {
        Turn::Launch => ("launch     ", "page live"),
        Turn::Retract => ("retraction ", "page gone"),
    };
    (stage.say)(&format!(
        "{said} committed after {:.1} ms, {shown} after {:.1} ms, everything settled after {:.0} ms",
        millis(committed),
        millis(page_after),
        millis(settled)
    ));
    Ok(Phase { page_ms: millis(page_after), settled_ms: millis(settled), progress })
}

fn millis(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 10_000.0).round() / 10.0
}

/// Asks for the page like a reader, again and again, until it is live or gone; the moment of that answer.
async fn watch_page(client: &Client, url: String, turn: Turn) -> Result<Instant, StoryError> {
    let wanted = match turn {
        Turn::Launch => StatusCode::OK,
        Turn::Retract => StatusCode::GONE,
    };
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        let status = client.get(&url).send().await.map_err(CallError::from)?.status();
        if status == wanted {
            return Ok(Instant::now());
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    Err(StoryError::TooLong("the page", PATIENCE.as_secs()))
}

/// Follows the ledger, saying what changes, until nothing moves.
async fn follow(
    stage: &Stage<'_>,
    officer: &Caller,
    campaign: &Campaign,
    turn: Turn,
    began: Instant,
) -> Result<(Duration, Value), StoryError> {
    let path = format!("/campaigns/{}/progress", campaign.id);
    let mut said = String::new();
    while began.elapsed() < PATIENCE {
        let progress = officer.get(&path).await?;
        let line = line(&progress);
        if line != said {
            (stage.say)(&format!("{:>8.0} ms {line}", millis(began.elapsed())));
            said = line;
        }
        let open = if turn == Turn::Launch { "moving" } else { "owed" };
        if progress[open].as_i64() == Some(0) {
            return Ok((began.elapsed(), progress));
        }
        tokio::time::sleep(Duration::from_millis(15)).await;
    }
    Err(StoryError::TooLong("the end of all movement", PATIENCE.as_secs()))
}

/// `bluesky 4 live · email 2 placing, 3 live · …`
fn line(progress: &Value) -> String {
    let channels = progress["channels"].as_array().into_iter().flatten();
    let told: Vec<String> = channels
        .map(|channel| {
            let states: Vec<String> = channel["states"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|state| format!("{} {}", state["copies"], state["state"].as_str().unwrap_or_default()))
                .collect();
            format!("{} {}", channel["channel"].as_str().unwrap_or_default(), states.join(", "))
        })
        .collect();
    told.join(" · ")
}

async fn wait_for<F, Fut>(what: &'static str, mut ready: F) -> Result<(), StoryError>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<bool, StoryError>>,
{
    let began = Instant::now();
    while !ready().await? {
        if began.elapsed() > PATIENCE {
            return Err(StoryError::TooLong(what, PATIENCE.as_secs()));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}
