//! What a magistrate signs, and what can be shown of it years later.

use crate::world::{Engines, FACE, World, childalert, text};
use serde_json::json;

/// Everything about one decision: what is refused before anybody signs, what is signed, and that it is proven elsewhere.
#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn a_signed_decision_is_proven_without_the_service() {
    let world = World::start(Engines::Small, &[]).await;
    let prepared = world.prepare_case(FACE).await;
    let campaign = world.approved(&prepared).await;
    world.launch(&campaign).await;
    world.settled(&campaign).await;
    let magistrate = world.magistrate().await;

    // Longer, and not shorter; then to the end.
    let live = world.officer.get(&format!("/campaigns/{}", campaign.id)).await.expect("the campaign");
    let digest =
        text(&magistrate.get(&format!("/proofs/{}", text(&live, "live_proof"))).await.expect("it"), "digest");
    let before = json!({"act": "extend", "digest": digest, "reasons": "more", "until": world.now()});
    let refused = magistrate.decide(&campaign.id, before).await.expect_err("it ends before");
    assert!(refused.to_string().contains("extension-period"), "{refused}");
    let late = json!({"act": "approve", "digest": digest});
    let refused = magistrate.decide(&campaign.id, late).await.expect_err("it is live");
    assert!(refused.to_string().contains("campaign-state"), "{refused}");

    let folder = world.folder.path();
    let bundle = folder.join("proof.tar");
    let run = |arguments: &[&str]| {
        let output = childalert(world.settings()).args(arguments).output().expect("childalert runs");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr),
        )
    };
    let path = bundle.display().to_string();
    let point = folder.join("checkpoint.json").display().to_string();
    assert_eq!(run(&["audit", "checkpoint", "--out", &point]).0, Some(0));
    let (code, said) = run(&["proof", "export", &campaign.id, "--out", &path]);
    assert_eq!(code, Some(0), "{said}");
    // On another machine: no settings, no service, no database.
    let elsewhere = |file: &str| {
        let arguments = ["proof", "verify", file, "--checkpoint", &point];
        let output = childalert(&[]).args(arguments).output().expect("childalert runs");
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let (code, said) = elsewhere(&path);
    assert_eq!(code, Some(0), "{said}");
    for part in ["decision    approve", &digest, "out from    20", "not when this was written", "1, each met"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    // And by a tool that nobody here wrote.
    let signature_holds = std::process::Command::new("bash")
        .arg("-c")
        .arg(include_str!("verify_by_openssl.sh"))
        .arg("verify")
        .arg(&path)
        .output()
        .expect("bash runs");
    assert!(signature_holds.status.success(), "{}", String::from_utf8_lossy(&signature_holds.stderr));

    let bytes = std::fs::read(&bundle).expect("the bundle");
    let changed = |from: &str, to: &str| {
        let at = bytes.windows(from.len()).position(|found| found == from.as_bytes()).expect(from);
        let mut bytes = bytes.clone();
        bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
        let file = folder.join("changed.tar");
        std::fs::write(&file, bytes).expect("it is written");
        let (code, said) = elsewhere(&file.display().to_string());
        assert_eq!(code, Some(1), "{said}");
        said
    };
    assert!(changed("veste orange", "veste 0range").contains("differs from what was decided on"));
    assert!(changed(r#""act":"approve""#, r#""act":"require""#).contains("decision 1"));
    assert!(changed("%PDF-1.7", "%PDF-1.6").contains("it is not the file that was decided on"));

    let (code, said) = run(&["audit", "verify"]);
    assert_eq!(code, Some(0), "{said}");
    let trail = folder.join("trail.jsonl").display().to_string();
    assert_eq!(run(&["audit", "export", "--out", &trail]).0, Some(0));
    let lines = std::fs::read_to_string(&trail).expect("the trail");
    assert!(
        lines.contains("case.open") && lines.contains("campaign.decide") && lines.contains("passkey.add")
    );
    assert!(!lines.contains("Vandamme") && !lines.contains("@"), "no name and no address");
    assert_eq!(run(&["audit", "verify", &trail, "--checkpoint", &point]).0, Some(0));
    let (code, said) = run(&["audit", "checkpoint", "--out", &point]);
    assert!(code != Some(0) && said.contains("nothing is written over it"), "{said}");
    std::fs::remove_file(&point).expect("it goes");
    assert_eq!(run(&["audit", "checkpoint", "--out", &point]).0, Some(0));
    let (code, said) = elsewhere(&path);
    assert!(code == Some(1) && said.contains("a checkpoint has seen entry"), "later than the bundle: {said}");
    let cut: Vec<&str> = lines.lines().collect();
    std::fs::write(&trail, cut[..cut.len() - 2].join("\n")).expect("it is cut");
    let (code, said) = run(&["audit", "verify", &trail, "--checkpoint", &point]);
    assert!(code == Some(1) && said.contains("it was cut"), "{said}");

    let end = json!({"act": "end", "digest": digest, "reasons": "The inquiry asks for it."});
    magistrate.decide(&campaign.id, end).await.expect("an order");
    world.closed(&campaign).await;
    let ended = world.officer.get(&format!("/campaigns/{}", campaign.id)).await.expect("the campaign");
    assert_eq!(ended["ended_reason"], "magistrate_order");
    std::fs::remove_file(&path).expect("it goes");
    assert_eq!(run(&["proof", "export", &campaign.id, "--out", &path]).0, Some(0));
    let (code, said) = elsewhere(&path);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("decision    end") && said.contains("magistrate_order (magistrate:"), "{said}");
}
