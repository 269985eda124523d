//! A real browser, with its virtual authenticator, from the invitation to a decision that is proven elsewhere.

use crate::world::{Engines, FACE, World, childalert, invite, text, variable};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

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
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/passkeys.mjs");
    let pictures = std::env::var("CHILDALERT_TEST_PICTURES").unwrap_or_default();
    let input = json!({"invitation": invitation, "decide": decide, "act": "approve"}).to_string();
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
        node.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it is told");
        node.wait_with_output().expect("it ends")
    };
    let output = tokio::task::spawn_blocking(run).await.expect("it does not panic");
    let said: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
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
