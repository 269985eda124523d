//! A real browser: with its virtual authenticator, from the invitation to a decision that is proven elsewhere; and a parent's, on
//! a phone, without an account.

use crate::world::{Engines, FACE, World, childalert, invite, text, variable};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs a script of `tests/browser`; what it says.
pub async fn browse(script: &str, input: Value) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser").join(script);
    let pictures = std::env::var("CHILDALERT_TEST_PICTURES").unwrap_or_default();
    // In a thread of its own: the service's answers must not wait for the browser.
    let run = move || {
        let mut node = Command::new("node")
            .arg(script)
            .arg(variable("CHILDALERT_TEST_BROWSER"))
            .arg(pictures)
            .current_dir(variable("CHILDALERT_TEST_BROWSER_HOME"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs");
        node.stdin.take().expect("a pipe").write_all(input.to_string().as_bytes()).expect("it is told");
        node.wait_with_output().expect("it ends")
    };
    let output = tokio::task::spawn_blocking(run).await.expect("it does not panic");
    serde_json::from_slice(&output.stdout).unwrap_or_default()
}

#[tokio::test]
#[ignore = "needs Chromium: tests/run.sh installs it"]
async fn a_magistrate_enrols_signs_in_and_decides_on_a_phone() {
    let world = World::start(Engines::Small, &[]).await;
    let prepared = world.prepare_case(FACE).await;
    let draft = childalert_demo::script::campaign(world.now(), &prepared.photo);
    let campaign = world.drafted(&prepared, draft).await;
    let digest = text(&world.frozen(&campaign).await, "digest");
    let invitation = invite(world.settings(), "magistrate", "browser@court.example");
    let decide = format!("{}/fr/decide/{}", world.base_url, campaign.id);
    let said =
        browse("passkeys.mjs", json!({"invitation": invitation, "decide": decide, "act": "approve"})).await;
    assert_eq!(said["failures"], json!([]), "{said}\n{}", world.log("serve.log"));
    assert_eq!(said["credentials"], 1);
    let shown = text(&said, "shown").replace('\u{a0}', " ");
    for must in [
        "Éloïse Vandamme-Invented, 12 ans",
        "2026-0417",
        "a moins de 13 ans",
        "Ixelles",
        "E-mail",
        &digest[..4],
    ] {
        assert!(shown.to_lowercase().contains(&must.to_lowercase()), "{must}: {shown}");
    }
    let decided = world.officer.get(&format!("/campaigns/{}", campaign.id)).await.expect("the campaign");
    assert_eq!(decided["state"], "approved");
    let bundle = world.folder.path().join("proof.tar").display().to_string();
    let export =
        childalert(world.settings()).args(["proof", "export", &campaign.id, "--out", &bundle]).output();
    assert!(export.expect("childalert runs").status.success());
    let verify = childalert(&[]).args(["proof", "verify", &bundle]).output().expect("childalert runs");
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stdout));
}

#[tokio::test]
#[ignore = "needs Chromium: tests/run.sh installs it"]
async fn a_parent_reads_chooses_agrees_and_takes_it_back_on_a_phone() {
    let world = World::start(Engines::Small, &[]).await;
    let prepared = world.prepare_case(FACE).await;
    let paper = format!("/consents/{}/withdrawal", prepared.consent);
    world.officer.post(&paper, json!({})).await.expect("only the link counts from here");
    let mut draft = childalert_demo::script::campaign(world.now(), &prepared.photo);
    let campaign = world.drafted(&prepared, draft.clone()).await;
    let before = text(&world.frozen(&campaign).await, "digest");
    draft["notices"][0]["clothing"] = json!("veste bleue");
    let edit = format!("/campaigns/{}?version=1", campaign.id);
    world.officer.call(reqwest::Method::PUT, &edit, Some(draft)).await.expect("an edit");
    let digest = text(&world.frozen(&campaign).await, "digest");
    let requests = format!("/cases/{}/consent-requests", prepared.case);
    let mut links = Vec::new();
    for holder in ["Anna (invented)", "Bram (invented)"] {
        let ask = json!({"campaign": campaign.id, "holder": holder, "authority": "parent", "lang": "fr"});
        links.push(text(&world.officer.post(&requests, ask).await.expect("a link"), "link"));
    }
    let said = browse("consent.mjs", json!({"link": links[0], "before": before})).await;
    assert_eq!(said["failures"], json!([]), "{said}\n{}", world.log("serve.log"));
    assert_eq!(said["shown"], json!(digest), "what she answered to");
    assert!(said["rules"].as_u64().is_some_and(|rules| rules > 100), "the pages were looked through: {said}");
    let case = world.officer.get(&format!("/cases/{}", prepared.case)).await.expect("the case");
    let given = &case["consents"][1];
    assert_eq!((&given["holder"], &given["shown"]["proof"]), (&json!("Anna (invented)"), &json!(digest)));
    let channels = given["scope"]["channels"].to_string();
    assert!(["page", "feed", "bluesky"].iter().all(|one| channels.contains(one)), "{channels}");
    assert!(!channels.contains("email"), "{channels}");
    assert_eq!(given["scope"]["photos"], json!([prepared.photo]));
    assert!(given["withdrawn_at"].is_string(), "and she took it back: {given}");

    world.retract(&campaign).await;
    let said = browse("consent.mjs", json!({"link": links[1], "over": "Cet avis est terminé"})).await;
    assert_eq!(said["failures"], json!([]), "{said}");
}

/// An officer, a magistrate, a parent and the public, each at a browser, from the facts to the closing statement.
async fn a_whole_campaign(lang: &str, way: &str) {
    let world = World::start(Engines::Small, &[]).await;
    let input = json!({
        "officer": invite(world.settings(), "officer", "officer@foundation.example"),
        "magistrate": invite(world.settings(), "magistrate", "magistrate@court.example"),
        "face": Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo/face.jpg"),
        "lang": lang,
        "way": way,
    });
    let said = browse("campaign.mjs", input).await;
    assert_eq!(said["failures"], json!([]), "{said:#}\n{}", world.log("serve.log"));
    let looked = said["rules"].as_u64().is_some_and(|rules| rules > 500);
    assert!(looked || way == "bare", "the pages were looked through: {said}");
}

#[tokio::test]
#[ignore = "needs Chromium: tests/run.sh installs it"]
async fn a_campaign_goes_from_the_first_click_to_its_end_in_four_browsers() {
    a_whole_campaign("fr", "easy").await;
}

#[tokio::test]
#[ignore = "needs Chromium: tests/run.sh installs it"]
async fn a_campaign_is_run_on_a_phone_by_keyboard_over_a_slow_network_and_through_a_lost_session() {
    a_whole_campaign("de", "hard").await;
}

#[tokio::test]
#[ignore = "needs Chromium: tests/run.sh installs it"]
async fn a_campaign_is_run_where_no_browser_runs_a_script() {
    a_whole_campaign("nl", "bare").await;
}

#[tokio::test]
#[ignore = "needs Chromium: tests/run.sh installs it"]
async fn every_page_can_be_read_by_everybody() {
    let world = World::start(Engines::Small, &[]).await;
    let prepared = world.prepare_case(FACE).await;
    let mut draft = childalert_demo::script::campaign(world.now(), &prepared.photo);
    draft["channels"] = json!(["page", "feed"]);
    let live = world.drafted(&prepared, draft.clone()).await;
    let proof = world.frozen(&live).await;
    world.approve(&live, &text(&proof, "digest")).await;
    world.launch(&live).await;
    world.settled(&live).await;
    let waiting = world.drafted(&prepared, draft.clone()).await;
    world.frozen(&waiting).await;
    let closed = world.drafted(&prepared, draft).await;
    let proof = world.frozen(&closed).await;
    world.approve(&closed, &text(&proof, "digest")).await;
    world.launch(&closed).await;
    world.settled(&closed).await;
    world.retract(&closed).await;
    world.settled(&closed).await;

    let case = &prepared.case;
    let page = |who: &str, path: String| json!({"who": who, "path": path});
    let mut pages = vec![page("officer", "/now".to_owned()), page("officer", "/account".to_owned())];
    for path in ["", "/new"] {
        pages.push(page("officer", format!("/cases{path}")));
    }
    for path in [
        "",
        "/facts",
        "/photo",
        "/declaration",
        "/heard",
        "/heard/add",
        "/consent",
        "/consent/ask",
        "/consent/record",
        "/consent/denied",
        "/consent/without",
    ] {
        pages.push(page("officer", format!("/cases/{case}{path}")));
    }
    for id in [&live.id, &waiting.id, &closed.id] {
        pages.push(page("officer", format!("/campaigns/{id}")));
        pages.push(page("officer", format!("/campaigns/{id}/proof")));
    }
    pages.push(page("officer", format!("/campaigns/{}/launch", waiting.id)));
    pages.push(page("magistrate", "/decide".to_owned()));
    for id in [&live.id, &waiting.id] {
        pages.push(page("magistrate", format!("/decide/{id}")));
    }
    for path in ["/health", "/accounts", "/account"] {
        pages.push(page("administrator", path.to_owned()));
    }
    for path in ["/", "/how-it-works", "/privacy", "/accessibility", "/sign-in", "/nowhere"] {
        pages.push(json!({"path": path}));
    }
    for id in [&live, &closed] {
        pages.push(json!({"path": format!("/a/{}", id.code)}));
        pages.push(json!({"path": format!("/c/{}", id.code)}));
    }
    let people: serde_json::Map<String, Value> = ["officer", "magistrate", "administrator"]
        .into_iter()
        .map(|role| (role.to_owned(), invite(world.settings(), role, &format!("{role}@look.example")).into()))
        .collect();
    let looked = pages.len() * 4;
    let said = browse("look.mjs", json!({"origin": world.base_url, "people": people, "pages": pages})).await;
    assert_eq!(said["failures"], json!([]), "{said:#}\n{}", world.log("serve.log"));
    assert_eq!(said["looked"], json!(looked));
}
