//! A whole drill from the outside: everything happens as it would, and nobody outside can have noticed.

use crate::world::{Campaign, Engines, FACE, World, text};
use childalert_demo::script;
use childalert_store::{Store, StoreError, campaigns};
use serde_json::{Value, json};

/// What the sheets of a drill say, and the check page behind their code.
const SAID: [(&str, &str, &str); 4] = [
    ("fr", "EXERCICE", "Non, ceci est un exercice"),
    ("nl", "OEFENING", "Nee, dit is een oefening"),
    ("de", "ÜBUNG", "Nein, das ist eine Übung"),
    ("en", "EXERCISE", "No, this is an exercise"),
];

/// Somebody whom a real case would be told to.
const AUTHORITY: &str =
    "[[authorities]]\nname = \"cell\"\nemail = \"cell@authority.example\"\nlang = \"nl\"\n";

/// What the check page tells a program.
async fn state(world: &World, campaign: &Campaign) -> String {
    let url = format!("{}/c/{}", world.base_url, campaign.code);
    let answer = world.client.get(url).header("Accept", "application/json").send().await.expect("an answer");
    let said: Value = serde_json::from_str(&answer.text().await.expect("text")).expect("JSON");
    text(&said, "state")
}

/// The code under which the public site would have the campaign's files: in a drill nobody is told it, so it is looked up where
/// the service keeps it.
async fn kit_code(world: &World, campaign: &Campaign) -> String {
    let file = world.folder.path().join("data").join("childalert.db");
    let store = Store::open(&format!("sqlite:{}", file.display()), 1).await.expect("the service's database");
    let id = campaign.id.parse().expect("an id");
    let found = store
        .read::<_, StoreError, _>(move |tx| Box::pin(async move { campaigns::find(tx, id).await }))
        .await;
    store.close().await;
    found.expect("the store answers").expect("the campaign").kit_code
}

/// That nobody outside can have noticed anything, and `kit`, the addresses that its files would have, are nobody's; to whom each message would have gone, and what of.
async fn nobody_noticed(
    world: &World,
    campaign: &Campaign,
    case: &str,
    kit: &[String],
) -> Vec<(String, String)> {
    for address in kit {
        assert_eq!(world.page(address).await.0, 404, "{address}");
    }
    for (lang, _, check) in SAID {
        for path in ["", "feed.atom"] {
            let (status, page) = world.page(&format!("/{lang}/{path}")).await;
            assert!(
                status == 200 && !page.contains("Éloïse") && !page.contains(&campaign.code),
                "{lang}: {page}"
            );
        }
        assert_eq!(world.page(&format!("/{lang}/a/{}", campaign.code)).await.0, 404, "{lang}");
        let (status, page) = world.page(&format!("/{lang}/c/{}", campaign.code)).await;
        assert!(status == 200 && page.contains(check) && !page.contains("Éloïse"), "{lang}: {page}");
    }
    assert!(world.mails().is_empty());
    let messages = world.officer.get(&format!("/cases/{case}/messages")).await.expect("the messages");
    let messages = messages.as_array().expect("a list");
    assert!(messages.iter().all(|message| message["state"] == "exercise"), "{messages:?}");
    messages.iter().map(|message| (text(message, "recipient"), text(message, "template"))).collect()
}

/// That the authority would have been told of this, had it been meant.
fn would_be_told(messages: &[(String, String)], templates: &[&str]) {
    for template in templates {
        let there = messages.iter().any(|(to, of)| to == "authority:cell" && of == template);
        assert!(there, "{template}: {messages:?}");
    }
}

#[tokio::test]
#[ignore = "needs a mail server: tests/run.sh starts one"]
async fn a_whole_drill_reaches_nobody() {
    let mut world = World::prepare(Engines::Small);
    let sends = world.folder.path().join("sends.jsonl");
    world.set("CHILDALERT_SEND_LOG", &sends.display().to_string());
    let configuration = world.folder.path().join("childalert.toml");
    std::fs::write(&configuration, AUTHORITY).expect("a file");
    world.set("CHILDALERT_CONFIG", &configuration.display().to_string());
    world.serve().await;
    let operator = world.person("operator").await;

    let mut case = script::case(world.now());
    case["drill"] = json!(true);
    case["reference"] = json!("2026-900001");
    let prepared = world.prepare_this_case(case, FACE).await;
    let channels = json!(["training", "training_mail"]);
    let mut consent = script::consent(world.now(), &prepared.photo);
    consent["scope"]["channels"] = channels.clone();
    let path = format!("/cases/{}/consents", prepared.case);
    world.officer.post(&path, consent).await.expect("a consent");

    // What is meant has no place in an exercise, and no channel of an exercise leads outside.
    let mut draft = script::campaign(world.now(), &prepared.photo);
    let path = format!("/cases/{}/campaigns", prepared.case);
    let refused = world.officer.post(&path, draft.clone()).await.expect_err("a real campaign").to_string();
    assert!(refused.contains("drill-case"), "{refused}");
    draft["kind"] = json!("drill");
    let refused = world.officer.post(&path, draft.clone()).await.expect_err("real channels").to_string();
    assert_eq!(refused.matches("channel-kind").count(), 4, "each is named: {refused}");
    draft["channels"] = channels;

    let campaign = world.drafted(&prepared, draft).await;
    let proof = world.frozen(&campaign).await;
    let frozen: Value = serde_json::from_str(&text(&proof, "canonical")).expect("JSON");
    for (notice, (lang, headline, _)) in frozen["notices"].as_array().expect("notices").iter().zip(SAID) {
        assert_eq!((text(notice, "lang").as_str(), text(notice, "headline").as_str()), (lang, headline));
    }
    let files = frozen["files"].as_array().expect("files");
    assert!(files.len() > 10 && files.iter().all(|file| file["format"] != "page"), "{files:?}");
    let code = kit_code(&world, &campaign).await;
    let kit: Vec<String> = files.iter().map(|file| format!("/k/{code}/{}", text(file, "name"))).collect();
    world.approve(&campaign, &text(&proof, "digest")).await;
    world.launch(&campaign).await;
    world.settled(&campaign).await;
    assert_eq!(world.copies(&campaign, "training", "live").await, 4);
    assert_eq!(world.copies(&campaign, "training_mail", "live").await, 4);
    assert_eq!(state(&world, &campaign).await, "exercise");
    let messages = nobody_noticed(&world, &campaign, &prepared.case, &kit).await;
    would_be_told(&messages, &["worrying", "launch"]);

    world.retract(&campaign).await;
    let path = format!("/campaigns/{}/placements?limit=500", campaign.id);
    let resists = world
        .until("one copy that resists", async || {
            let copies = operator.get(&path).await.ok()?;
            let copies = copies.as_array()?.clone();
            copies.into_iter().find(|copy| copy["state"] == "escalated")
        })
        .await;
    assert_eq!((text(&resists, "channel").as_str(), text(&resists, "lang").as_str()), ("training", "de"));
    let path = format!("/placements/{}", text(&resists, "id"));
    operator.post(&format!("{path}/taking"), json!({})).await.expect("it is taken");
    operator.post(&format!("{path}/retry"), json!({})).await.expect("it is tried again");
    world.closed(&campaign).await;
    assert_eq!(world.copies(&campaign, "training", "withdrawn").await, 4);
    assert_eq!(world.copies(&campaign, "training_mail", "corrected").await, 4);
    assert_eq!(state(&world, &campaign).await, "exercise_ended");
    let messages = nobody_noticed(&world, &campaign, &prepared.case, &kit).await;
    would_be_told(&messages, &["worrying", "launch", "end"]);
    // Whatever leaves for the outside is written down before it does.
    let sent = std::fs::read_to_string(&sends).unwrap_or_default();
    assert!(sent.is_empty(), "{sent}");
}
