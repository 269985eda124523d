//! The promises, from the outside: what was decided is what goes out, and what is over stays over.

use crate::world::{Engines, FACE, ROLES, World, text};
use childalert_demo::script;
use serde_json::{Value, json};
use std::process::Command;

#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn any_edit_makes_a_new_proof_that_needs_a_new_decision() {
    let world = World::start(Engines::Small, &[]).await;
    let prepared = world.prepare_case(FACE).await;
    let mut draft = script::campaign(world.now(), &prepared.photo);
    let campaign = world.drafted(&prepared, draft.clone()).await;
    let first = text(&world.frozen(&campaign).await, "digest");
    world.approve(&campaign, &first).await;

    draft["notices"][0]["hair"] = json!("châtains, courts");
    let url = format!("{}/api/v1/campaigns/{}", world.base_url, campaign.id);
    let key = crate::world::key(world.settings(), "officer", &[]);
    let edit = |version: i64| {
        let request = world.client.put(format!("{url}?version={version}")).bearer_auth(&key);
        request.header("Idempotency-Key", format!("edit {version}").replace(' ', "-")).json(&draft).send()
    };
    assert_eq!(edit(7).await.expect("an answer").status(), 409, "made on another version");
    assert_eq!(edit(1).await.expect("an answer").status(), 200);
    let launch = format!("/campaigns/{}/launch", campaign.id);
    let refused = world.officer.post(&launch, json!({})).await.expect_err("not decided on any more");
    assert!(refused.to_string().contains("campaign-state"), "{refused}");

    let second = text(&world.frozen(&campaign).await, "digest");
    assert_ne!(first, second);
    let old = json!({"act": "approve", "digest": first});
    let refused = world.magistrate().await.decide(&campaign.id, old).await.expect_err("the old digest");
    assert!(refused.to_string().contains("decision-old-digest"), "{refused}");
    let refused = world.officer.post(&launch, json!({})).await.expect_err("not decided on");
    assert!(refused.to_string().contains("decision-old-digest"), "{refused}");
    world.approve(&campaign, &second).await;
    world.launch(&campaign).await;
    world.settled(&campaign).await;
    assert!(world.page(&format!("/fr/a/{}", campaign.code)).await.1.contains("courts"));
    world.retract(&campaign).await;
    world.retract(&campaign).await;
    let progress = world.settled(&campaign).await;
    assert_eq!(progress["epoch"], 2, "saying it twice does no harm");
    let refused = world.officer.post(&launch, json!({})).await.expect_err("what is over stays over");
    assert!(refused.to_string().contains("campaign-state"), "{refused}");
}

#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn a_discreet_campaign_never_reaches_site_feeds_or_social_networks() {
    let world = World::start(Engines::Small, &[]).await;
    let prepared = world.prepare_case(FACE).await;
    let mut draft = script::campaign(world.now(), &prepared.photo);
    draft["kind"] = json!("discreet");
    let path = format!("/cases/{}/campaigns", prepared.case);
    let refused = world.officer.post(&path, draft.clone()).await.expect_err("public channels");
    let said = refused.to_string();
    assert_eq!(said.matches("channel-kind").count(), 3, "page, feed and bluesky, each named: {said}");
    draft["channels"] = json!(["email"]);
    let campaign = world.drafted(&prepared, draft).await;
    let proof = world.frozen(&campaign).await;
    world.approve(&campaign, &text(&proof, "digest")).await;
    world.launch(&campaign).await;
    world.settled(&campaign).await;
    assert_eq!(world.mails().len(), 12);
    assert_eq!(world.page(&format!("/fr/a/{}", campaign.code)).await.0, 404);
    for path in ["/fr/", "/fr/feed.atom"] {
        assert!(!world.page(path).await.1.contains("Éloïse"));
    }
    assert!(world.posts(&campaign).await.is_empty());
    let (status, check) = world.page(&format!("/fr/c/{}", campaign.code)).await;
    assert!(status == 200 && !check.contains("Éloïse"), "the check page names nobody: {check}");
    let mailed: Value = serde_json::from_str(&text(&proof, "canonical")).expect("JSON");
    let mailed = text(&mailed["mails"][0], "html");
    let from = mailed.find(&format!("{}/k/", world.base_url)).expect("a picture by its address");
    let picture = mailed[from..].split('"').next().expect("an address");
    let name = picture.rsplit('/').next().expect("a file's name");
    let face = world.client.get(picture).send().await.expect("an answer");
    assert_eq!(face.status(), 200, "whoever was chosen to be written to sees the picture");
    let guessed = world.page(&format!("/k/{}/{name}", campaign.code)).await.0;
    assert_eq!(guessed, 404, "and whoever reads the code off their card does not");
    let face = face.bytes().await.expect("a picture");
    world.retract(&campaign).await;
    let card = world.client.get(picture).send().await.expect("an answer").bytes().await.expect("a picture");
    assert_ne!(face, card, "the neutral card takes its place");
}

/// What is learnt later counts from that moment: a fact that forbids the search is recorded, and takes everything back.
async fn a_fact_that_forbids_the_search_takes_everything_back(world: &World) {
    let prepared = world.prepare_case(FACE).await;
    let (live, waiting) = (world.approved(&prepared).await, world.approved(&prepared).await);
    world.launch(&live).await;
    world.settled(&live).await;
    let key = crate::world::key(world.settings(), "officer", &[]);
    let mut case =
        world.officer.get(&format!("/cases/{}", prepared.case)).await.expect("the case")["case"].clone();
    let change = |query: &str, idempotency: &'static str, case: &Value| {
        let url = format!("{}/api/v1/cases/{}?version={query}", world.base_url, prepared.case);
        let request = world.client.put(url).bearer_auth(&key).header("Idempotency-Key", idempotency);
        request.json(case).send()
    };
    case["cell_told_at"] = json!(world.now());
    assert_eq!(change("1", "told", &case).await.expect("an answer").status(), 200);
    assert_eq!(world.page(&format!("/fr/a/{}", live.code)).await.0, 200, "this fact forbids nothing");
    case["sought_for_offence"] = json!(true);
    let stale = change("1&retract=true", "stale", &case).await.expect("an answer");
    assert_eq!(stale.status(), 409, "made on another version");
    for silent in ["2", "2&retract=false"] {
        let refused = change(silent, "sought", &case).await.expect("an answer");
        assert_eq!(refused.status(), 409, "a slip of the pen takes nothing back");
        let problem: Value = serde_json::from_str(&refused.text().await.expect("text")).expect("JSON");
        assert!(text(&problem, "type").ends_with("takes-back"), "{problem}");
        assert!(text(&problem, "title").contains("one live campaign"), "{problem}");
    }
    assert_eq!(world.page(&format!("/fr/a/{}", live.code)).await.0, 200);
    for _ in 0..2 {
        let changed = change("2&retract=true", "meant", &case).await.expect("an answer");
        assert_eq!(changed.status(), 200);
        let view: Value = serde_json::from_str(&changed.text().await.expect("text")).expect("JSON");
        assert_eq!((&view["version"], &view["case"]["sought_for_offence"]), (&json!(3), &json!(true)));
        assert_eq!(view["retracted"], json!([live.id]), "what was taken back is named");
    }
    assert_eq!(world.page(&format!("/fr/a/{}", live.code)).await.0, 410);
    world.settled(&live).await;
    assert!(world.posts(&live).await.is_empty());
    let view = world.officer.get(&format!("/campaigns/{}", live.id)).await.expect("the campaign");
    assert_eq!(view["ended_reason"], "not_permitted");
    let trail = world.officer.get(&format!("/campaigns/{}/trail", live.id)).await.expect("the trail");
    assert_eq!(trail.to_string().matches("campaign.retract").count(), 1, "{trail}");
    let launch = format!("/campaigns/{}/launch", waiting.id);
    let refused = world.officer.post(&launch, json!({})).await.expect_err("nobody may search");
    assert!(refused.to_string().contains("purpose"), "{refused}");
}

#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn a_fact_that_forbids_the_search_takes_everything_back_on_sqlite_and_memory() {
    a_fact_that_forbids_the_search_takes_everything_back(&World::start(Engines::Small, &[]).await).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL, RabbitMQ, a PDS and a mail server: tests/run.sh starts them"]
async fn a_fact_that_forbids_the_search_takes_everything_back_on_postgres_and_rabbitmq() {
    a_fact_that_forbids_the_search_takes_everything_back(&World::start(Engines::Distributed, &ROLES).await)
        .await;
}

/// Who may forbid a launch may also end it: an opposition that comes while the campaign is out binds at once.
async fn an_opposition_takes_back_what_is_out(world: &World) {
    let prepared = world.prepare_case(FACE).await;
    let mut draft = script::campaign(world.now(), &prepared.photo);
    draft["channels"] = json!(["page"]);
    let concertation = format!("/cases/{}/concertation", prepared.case);
    let say = async |party: &str, advice: &str, minutes: i64| {
        let at = world.now() - chrono::TimeDelta::minutes(minutes);
        let word = json!({"party": party, "at": at, "advice": advice, "note": "Said by telephone."});
        world.officer.post(&concertation, word).await.expect("a word");
    };
    for (party, reason) in [("foundation", "not_permitted"), ("magistrate", "magistrate_order")] {
        let campaign = world.drafted(&prepared, draft.clone()).await;
        let proof = world.frozen(&campaign).await;
        world.approve(&campaign, &text(&proof, "digest")).await;
        world.launch(&campaign).await;
        world.settled(&campaign).await;
        let page = format!("/fr/a/{}", campaign.code);
        say("police", "against", 0).await;
        say(party, "conditional", 0).await;
        say(party, "against", 240).await;
        assert_eq!(world.page(&page).await.0, 200, "advice, and a word that was overtaken, bind nobody");
        say(party, "against", 0).await;
        assert_eq!(world.page(&page).await.0, 410);
        let view = world.officer.get(&format!("/campaigns/{}", campaign.id)).await.expect("the campaign");
        assert_eq!(view["ended_reason"], reason);
        say(party, "favourable", 0).await;
    }
}

#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn an_opposition_takes_back_what_is_out_on_sqlite_and_memory() {
    an_opposition_takes_back_what_is_out(&World::start(Engines::Small, &[]).await).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL, RabbitMQ, a PDS and a mail server: tests/run.sh starts them"]
async fn an_opposition_takes_back_what_is_out_on_postgres_and_rabbitmq() {
    an_opposition_takes_back_what_is_out(&World::start(Engines::Distributed, &ROLES).await).await;
}

/// The magistrate requires *the* diffusion, not whatever else the case may bring.
async fn an_override_covers_the_campaign_that_it_names_and_no_other(world: &World) {
    let prepared = world.prepare_case(FACE).await;
    let mut draft = script::campaign(world.now(), &prepared.photo);
    draft["channels"] = json!(["page"]);
    let overrides = format!("/cases/{}/overrides", prepared.case);
    let mut campaigns = Vec::new();
    for _ in 0..3 {
        let campaign = world.drafted(&prepared, draft.clone()).await;
        let proof = world.frozen(&campaign).await;
        world.approve(&campaign, &text(&proof, "digest")).await;
        campaigns.push(campaign);
    }
    let over = |campaign: &str| {
        json!({
            "campaign": campaign, "ground": "child_in_danger", "at": world.now(),
            "reasons": "The child needs medicine before tonight."
        })
    };
    let refused =
        world.officer.post(&overrides, over(&prepared.case)).await.expect_err("no campaign of the case");
    assert!(refused.to_string().contains("override-campaign"), "{refused}");
    let mut nameless = over(&campaigns[0].id);
    nameless.as_object_mut().expect("an override").remove("campaign");
    let refused = world.officer.post(&overrides, nameless).await.expect_err("for which campaign?");
    assert!(refused.to_string().contains("required"), "{refused}");
    world.officer.post(&overrides, over(&campaigns[0].id)).await.expect("an override");
    world.launch(&campaigns[0]).await;
    world.launch(&campaigns[1]).await;
    let withdrawal = format!("/consents/{}/withdrawal", prepared.consent);
    world.officer.post(&withdrawal, json!({})).await.expect("a withdrawal");
    for (campaign, state) in campaigns.iter().zip(["live", "ended", "approved"]) {
        let view = world.officer.get(&format!("/campaigns/{}", campaign.id)).await.expect("the campaign");
        assert!(view["state"] == state || (state == "ended" && view["state"] == "closed"), "{view}");
    }
    let launch = format!("/campaigns/{}/launch", campaigns[2].id);
    let refused = world.officer.post(&launch, json!({})).await.expect_err("nothing covers it");
    assert!(refused.to_string().contains("consent-missing"), "{refused}");
}

#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn an_override_covers_the_campaign_that_it_names_and_no_other_on_sqlite_and_memory() {
    an_override_covers_the_campaign_that_it_names_and_no_other(&World::start(Engines::Small, &[]).await)
        .await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL, RabbitMQ, a PDS and a mail server: tests/run.sh starts them"]
async fn an_override_covers_the_campaign_that_it_names_and_no_other_on_postgres_and_rabbitmq() {
    an_override_covers_the_campaign_that_it_names_and_no_other(
        &World::start(Engines::Distributed, &ROLES).await,
    )
    .await;
}

/// What an officer looks at before the proof is what the proof then holds, byte for byte; and a draft that cannot be set says
/// which words to change.
#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn a_preview_is_the_file_that_the_proof_will_hold() {
    let world = World::start(Engines::Small, &[]).await;
    let prepared = world.prepare_case(FACE).await;
    let mut draft = script::campaign(world.now(), &prepared.photo);
    draft["shown_name_native"] = json!("إلويز ف.");
    let campaign = world.drafted(&prepared, draft.clone()).await;
    let preview = format!("/campaigns/{}/preview", campaign.id);
    let names = ["poster-a4-fr-nl.pdf", "social-story-de.jpg"];
    let mut looked_at = Vec::new();
    for name in names {
        looked_at.push(world.officer.bytes(&format!("{preview}/{name}")).await.expect("a preview"));
    }
    let proof = text(&world.frozen(&campaign).await, "id");
    for (name, before) in names.iter().zip(looked_at) {
        let after = world.officer.bytes(&format!("/proofs/{proof}/files/{name}")).await.expect("the file");
        assert!(before == after, "{name}");
    }
    let refused = world.officer.get(&format!("{preview}/poster-a9.pdf")).await.expect_err("no such file");
    assert!(refused.to_string().contains("not-found"), "{refused}");

    draft["notices"][0]["clothing"] = json!("veste 🙂");
    let broken = world.drafted(&prepared, draft).await;
    let look = format!("/campaigns/{}/preview/poster-a4-fr-nl.pdf", broken.id);
    let refused = world.officer.get(&look).await.expect_err("no typeface has it");
    assert!(refused.to_string().contains("no_glyph"), "{refused}");
}

/// A discreet campaign has numbered cards, and nothing for a wall or a network.
#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn a_discreet_campaign_has_cards_and_nothing_for_a_wall() {
    let world = World::start(Engines::Small, &[]).await;
    let prepared = world.prepare_case(FACE).await;
    let mut draft = script::campaign(world.now(), &prepared.photo);
    (draft["kind"], draft["channels"], draft["cards"]) = (json!("discreet"), json!(["email"]), json!(401));
    let path = format!("/cases/{}/campaigns", prepared.case);
    let refused = world.officer.post(&path, draft.clone()).await.expect_err("too many to count back");
    assert!(refused.to_string().contains("cards"), "{refused}");
    draft["cards"] = json!(5);
    let campaign = world.drafted(&prepared, draft).await;
    let proof = world.frozen(&campaign).await;
    let names: Vec<String> =
        proof["files"].as_array().expect("files").iter().map(|file| text(file, "name")).collect();
    assert!(names.contains(&"vignette-a4-fr.pdf".to_owned()), "{names:?}");
    assert!(
        names.iter().all(|name| name.starts_with("vignette") || name.starts_with("social-wide")),
        "{names:?}"
    );
    let (id, path) = (text(&proof, "id"), world.folder.path().join("cards.pdf"));
    let cards =
        world.officer.bytes(&format!("/proofs/{id}/files/vignette-a6-fr.pdf")).await.expect("the cards");
    std::fs::write(&path, cards).expect("written");
    let said =
        Command::new("pdftotext").arg(&path).arg("-").output().expect("pdftotext: tests/run.sh installs it");
    let said = String::from_utf8_lossy(&said.stdout);
    assert!(said.contains("N° 05") && !said.contains("N° 06") && said.contains("Ne pas afficher"), "{said}");
}

/// A phone's photo, rotated and with the place where it was taken in its metadata: none of it anywhere in the kit.
#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn no_metadata_of_a_photo_survives_into_the_kit() {
    let world = World::start(Engines::Small, &[]).await;
    let photo = std::fs::read("tests/data/photos/phone-orientation6-gps.jpg").expect("the photo");
    let before = exif("tests/data/photos/phone-orientation6-gps.jpg");
    assert!(before.contains("GPS"), "the photo has a place in it: {before}");
    let prepared = world.prepare_case(&photo).await;
    let campaign = world.drafted(&prepared, script::campaign(world.now(), &prepared.photo)).await;
    let proof = world.frozen(&campaign).await;
    let id = text(&proof, "id");
    let files: Vec<Value> = proof["files"].as_array().cloned().expect("files");
    assert!(files.len() >= 7, "posters, social pictures and the page's picture: {files:?}");
    for file in files {
        let name = text(&file, "name");
        let bytes = world.officer.bytes(&format!("/proofs/{id}/files/{name}")).await.expect("the file");
        let path = world.folder.path().join(&name);
        std::fs::write(&path, &bytes).expect("written");
        let left = exif(&path.display().to_string());
        for word in ["GPS", "Make", "Camera Model", "Date/Time Original", "Thumbnail"] {
            assert!(!left.contains(word), "{word} is left in {name}: {left}");
        }
    }
    let stored = world.officer.bytes(&format!("/cases/{}/photos/{}", prepared.case, prepared.photo)).await;
    let path = world.folder.path().join("stored.jpg");
    std::fs::write(&path, stored.expect("the photo")).expect("written");
    assert!(!exif(&path.display().to_string()).contains("GPS"));
}

fn exif(path: &str) -> String {
    let output = Command::new("exiftool").arg(path).output().expect("exiftool: tests/run.sh installs it");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
