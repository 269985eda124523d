//! A real browser: with its virtual authenticator, from the invitation to a decision that is proven elsewhere; and a parent's, on
//! a phone, without an account.

use crate::world::{Engines, FACE, World, childalert, invite, text, variable};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs a script of `tests/browser`; what it says.
async fn browse(script: &str, input: Value) -> Value {
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
