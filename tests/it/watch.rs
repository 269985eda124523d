//! A campaign watched from elsewhere: copies as they change, over a connection that is cut, from a node that did none of it; and
//! what is left when it is closed.

use crate::world::{Campaign, Engines, FACE, ROLES, World, childalert, key, text};
use reqwest::Response;
use serde_json::Value;
use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

/// An event as a browser reads it.
#[derive(Debug)]
struct Event {
    kind: String,
    id: String,
    data: Value,
}

/// A connection to the events of a campaign.
struct Watch {
    response: Response,
    text: String,
}

impl Watch {
    async fn ask(world: &World, base_url: &str, campaign: &Campaign, last: Option<&str>) -> Response {
        let key = key(world.settings(), "operator", &[]);
        let url = format!("{base_url}/api/v1/campaigns/{}/events", campaign.id);
        let request = world.client.get(url).bearer_auth(key).header("Accept-Language", "en");
        let request = match last {
            Some(last) => request.header("Last-Event-ID", last),
            None => request,
        };
        request.timeout(Duration::from_secs(300)).send().await.expect("an answer")
    }

    async fn open(world: &World, base_url: &str, campaign: &Campaign, last: Option<&str>) -> Watch {
        let response = Watch::ask(world, base_url, campaign, last).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Watch { response, text: String::new() }
    }

    /// The next event; `None`: the stream has ended.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| {
                    let line = event.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
                    line.unwrap_or_default().to_owned()
                };
                let (kind, id, data) = (field("event"), field("id"), field("data"));
                self.text = rest.to_owned();
                if kind.is_empty() {
                    continue;
                }
                let data = serde_json::from_str(&data).expect("JSON");
                return Some(Event { kind, id, data });
            }
            let chunk = tokio::time::timeout(Duration::from_secs(60), self.response.chunk()).await;
            let chunk = chunk.expect("something is heard within a minute").expect("the line holds")?;
            self.text.push_str(std::str::from_utf8(&chunk).expect("text"));
        }
    }
}

/// What somebody who watches knows of the copies, and the last event that they read.
#[derive(Default)]
struct Room {
    copies: BTreeMap<String, Value>,
    progress: Value,
    last: String,
}

impl Room {
    /// Reads on until the room is as wanted, or the stream ends.
    async fn fill(&mut self, watch: &mut Watch, enough: impl Fn(&Room) -> bool) {
        while !enough(self) {
            let Some(event) = watch.next().await else { return };
            if !event.id.is_empty() {
                self.last = event.id;
            }
            match event.kind.as_str() {
                "copy" => {
                    self.copies.insert(text(&event.data, "id"), event.data);
                }
                "progress" => self.progress = event.data,
                other => panic!("an event of no known kind: {other}"),
            }
        }
    }

    fn all(&self, copies: usize, states: &[&str]) -> bool {
        let there = |copy: &&Value| states.contains(&copy["state"].as_str().unwrap_or_default());
        self.copies.len() == copies && self.copies.values().filter(there).count() == copies
    }
}

async fn a_room_fills_up_and_goes_on_after_a_cut(world: &World, watched: &str) {
    let prepared = world.prepare_case(FACE).await;
    let campaign = world.approved(&prepared).await;
    let mut room = Room::default();
    let mut watch = Watch::open(world, watched, &campaign, None).await;
    world.launch(&campaign).await;
    let progress = world.settled(&campaign).await;
    let copies = usize::try_from(progress["copies"].as_i64().expect("a count")).expect("a count");
    room.fill(&mut watch, |room| {
        room.all(copies, &["live"]) && room.progress["live"].as_i64() == progress["copies"].as_i64()
    })
    .await;
    let page = room.copies.values().find(|copy| copy["channel"] == "page").expect("a page");
    assert!(page["since"].is_string() && page["lang"].is_string(), "{page}");
    assert!(!room.last.is_empty());

    // Cut, and meanwhile everything is taken back.
    drop(watch);
    world.retract(&campaign).await;
    world.settled(&campaign).await;
    let last = room.last.clone();
    let mut watch = Watch::open(world, watched, &campaign, Some(&last)).await;
    room.fill(&mut watch, |_| false).await;
    assert!(room.all(copies, &["withdrawn", "corrected"]), "{:?}", room.copies);
    assert_eq!(room.progress["state"], "closed", "the stream ends with the campaign");
    assert_eq!(Watch::ask(world, watched, &campaign, Some(&room.last)).await.status(), 204, "and not again");

    // Whoever comes late, or with the id of nothing, is told everything.
    for last in [None, Some("nonsense")] {
        let mut late = Room::default();
        late.fill(&mut Watch::open(world, watched, &campaign, last).await, |_| false).await;
        assert_eq!(late.copies, room.copies);
    }
}

#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn a_room_fills_up_and_goes_on_after_a_cut_on_sqlite_and_memory() {
    let world = World::start(Engines::Small, &[]).await;
    let watched = world.base_url.clone();
    a_room_fills_up_and_goes_on_after_a_cut(&world, &watched).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL, RabbitMQ, a PDS and a mail server: tests/run.sh starts them"]
async fn a_room_fills_up_on_another_node_than_the_one_that_acts() {
    let world = World::start(Engines::Distributed, &ROLES).await;
    let (_other, watched) = world.another_node().await;
    a_room_fills_up_and_goes_on_after_a_cut(&world, &watched).await;
}

fn said(tool: &str, arguments: &[&str]) -> String {
    let output = Command::new(tool).args(arguments).output().expect("tests/run.sh installs it");
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn a_closed_campaign_leaves_a_statement_that_names_nobody_and_can_be_checked() {
    let world = World::start(Engines::Small, &[]).await;
    let prepared = world.prepare_case(FACE).await;
    let campaign = world.approved(&prepared).await;
    world.launch(&campaign).await;
    world.settled(&campaign).await;
    let url = format!("{}/api/v1/campaigns/{}/closing-statement", world.base_url, campaign.id);
    let officer = key(world.settings(), "officer", &[]);
    let asked = async |url: String, accept: &str| {
        let request = world.client.get(url).bearer_auth(&officer).header("Accept", accept);
        request.header("Accept-Language", "en").send().await.expect("an answer")
    };
    let refused = asked(url.clone(), "application/json").await;
    assert_eq!(refused.status(), 409);
    assert!(refused.text().await.expect("a problem").contains("has not ended"));

    world.retract(&campaign).await;
    world.closed(&campaign).await;
    let ledger = world.officer.get(&format!("/campaigns/{}/ledger", campaign.id)).await.expect("the ledger");
    assert_eq!((&ledger["owed"], &ledger["open_copies"]), (&0.into(), &0.into()), "{ledger}");
    assert!(ledger["channels"][0]["took"]["max_ms"].is_i64(), "{ledger}");

    let answer = asked(url.clone(), "application/json").await;
    assert_eq!(answer.status(), 200);
    assert!(answer.headers()["repr-digest"].to_str().expect("text").starts_with("sha-256=:"));
    let json = answer.text().await.expect("JSON");
    let path = |name: &str| world.folder.path().join(name).display().to_string();
    std::fs::write(path("statement.json"), &json).expect("a file");
    let digest = said("sha256sum", &[&path("statement.json")])[..64].to_owned();

    let command = |arguments: &[&str]| {
        let output = childalert(world.settings()).args(arguments).output().expect("childalert runs");
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8_lossy(&said).into_owned())
    };
    let (holds, verdict) = command(&["proof", "verify", &path("statement.json")]);
    assert!(holds && verdict.contains(&digest) && verdict.contains("signed by   installation"), "{verdict}");
    let forged = json.replace("found_safe", "found_dead");
    assert_ne!(forged, json);
    std::fs::write(path("forged.json"), forged).expect("a file");
    let (holds, verdict) = command(&["proof", "verify", &path("forged.json")]);
    assert!(!holds && verdict.contains("it was changed"), "{verdict}");
    let (holds, verdict) = command(&["audit", "verify", "--checkpoint", &path("statement.json")]);
    assert!(holds && verdict.contains("1 checkpoint"), "{verdict}");
    let (written, said_of_it) = command(&["proof", "statement", &campaign.id, "--out", &path("again.json")]);
    assert!(written, "{said_of_it}");
    assert_eq!(std::fs::read_to_string(path("again.json")).expect("a file"), json);

    let mut texts = vec![json.clone()];
    for (lang, title) in [
        ("fr", "Relevé de clôture"),
        ("nl", "Afsluitingsverklaring"),
        ("de", "Abschlusserklärung"),
        ("en", "Closing statement"),
    ] {
        let answer = match lang {
            "en" => asked(url.clone(), "application/pdf").await,
            lang => asked(format!("{url}.pdf?lang={lang}"), "*/*").await,
        };
        assert_eq!(answer.headers()["content-type"], "application/pdf", "{lang}");
        let pdf = path(&format!("statement-{lang}.pdf"));
        std::fs::write(&pdf, answer.bytes().await.expect("a PDF")).expect("a file");
        let words = said("pdftotext", &["-raw", &pdf, "-"]);
        assert!(words.contains(title) && words.contains(&digest), "{words}");
        let info = said("pdfinfo", &[&pdf]);
        assert!(info.contains(&format!("Title: {title}")) && info.contains("Tagged: yes"), "{info}");
        texts.extend([words, info]);
    }
    for text in &texts {
        for name in ["Éloïse", "Vandamme", "2026-0417", "Flagey", &prepared.photo, "Invented"] {
            assert!(!text.contains(name), "{name} in {text}");
        }
    }
    let (status, _) = world.page(&format!("/c/{}", campaign.code)).await;
    assert_eq!(status, 200);
}

#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn the_address_on_every_copy_answers_programs_with_active_or_ended_and_nothing_else() {
    let world = World::start(Engines::Small, &[]).await;
    let prepared = world.prepare_case(FACE).await;
    let campaign = world.approved(&prepared).await;
    let asked = async |code: &str| {
        let url = format!("{}/c/{code}", world.base_url);
        let answer =
            world.client.get(url).header("Accept", "application/json").send().await.expect("an answer");
        let header = |name: &str| answer.headers()[name].to_str().expect("text").to_owned();
        assert!(header("x-robots-tag").contains("noindex"));
        assert_eq!(header("cache-control"), "public, max-age=0, s-maxage=1, must-revalidate");
        assert!(header("vary").contains("Accept-Language"), "{}", header("vary"));
        (answer.status().as_u16(), answer.text().await.expect("text"))
    };
    let unknown = (404, r#"{"state":"unknown"}"#.to_owned());
    assert_eq!(asked(&campaign.code).await, unknown, "nobody outside knows of it yet");
    world.launch(&campaign).await;
    assert_eq!(asked(&campaign.code).await, (200, r#"{"state":"active"}"#.to_owned()));
    let (_, page) = world.page(&format!("/nl/c/{}", campaign.code)).await;
    assert!(page.contains("Ja, er wordt nog gezocht") || page.contains("check active"), "{page}");
    world.retract(&campaign).await;
    assert_eq!(asked(&campaign.code).await, (200, r#"{"state":"ended"}"#.to_owned()));
    assert_eq!(asked("nobody").await, unknown);
}
