//! The main job, end to end, on both engine pairs: out to every channel, and back from every channel, compared with what
//! the social network and the mail server hold.

use crate::world::{Engines, FACE, ROLES, World};
use serde_json::json;

async fn everything_goes_out_and_comes_back(world: &World) {
    let prepared = world.prepare_case(FACE).await;
    let campaign = world.approved(&prepared).await;
    let page = |lang: &str| format!("/{lang}/a/{}", campaign.code);
    assert_eq!(world.page(&page("fr")).await.0, 404, "nothing shows before the launch");
    assert!(world.posts(&campaign).await.is_empty());

    world.launch(&campaign).await;
    let progress = world.settled(&campaign).await;
    assert_eq!(progress["live"], progress["copies"], "{progress}");
    for lang in ["fr", "nl", "de", "en"] {
        let (status, body) = world.page(&page(lang)).await;
        assert_eq!(status, 200);
        assert!(body.contains("Éloïse V.") && body.contains("116"), "{body}");
        let (_, feed) = world.page(&format!("/{lang}/feed.atom")).await;
        assert!(feed.contains("Éloïse V.") && feed.contains(&campaign.code), "{feed}");
    }
    every_public_address_answers_a_look(world, &campaign).await;
    assert_eq!(world.posts(&campaign).await.len(), 4);
    let told = world.mails();
    assert_eq!(told.len(), 12, "every volunteer of the area is told once: {told:?}");
    assert!(told.iter().all(|(_, correction)| !correction));

    world.retract(&campaign).await;
    let (status, body) = world.page(&page("fr")).await;
    assert_eq!(status, 410, "gone the moment the retraction is answered");
    assert!(!body.contains("Éloïse"), "the end never names the child");
    let progress = world.settled(&campaign).await;
    assert_eq!(progress["owed"], 0);
    assert!(world.posts(&campaign).await.is_empty());
    let mails = world.mails();
    let corrected: Vec<_> = mails.iter().filter(|(_, correction)| *correction).collect();
    assert_eq!((mails.len(), corrected.len()), (24, 12), "everybody who was told is told of the end");
    for channel in ["page", "feed", "bluesky"] {
        assert_eq!(world.copies(&campaign, channel, "withdrawn").await, 4, "{channel}");
    }
    for lang in ["fr", "nl", "de", "en"] {
        let (_, feed) = world.page(&format!("/{lang}/feed.atom")).await;
        assert!(!feed.contains("Éloïse") && feed.contains("deleted-entry"), "{feed}");
        let (status, check) = world.page(&format!("/{lang}/c/{}", campaign.code)).await;
        assert!(status == 200 && !check.contains("Éloïse"), "{check}");
    }
    world.closed(&campaign).await;
    for log in ["serve.log", "page.log", "feed.log", "bluesky.log", "email.log", "render.log"] {
        let log = world.log(log);
        for name in ["Éloïse", "Vandamme", "volunteers.example", "Flagey"] {
            assert!(!log.contains(name), "personal data in a log: {name}");
        }
    }
}

/// HEAD is GET without the body, wherever the public may look.
async fn every_public_address_answers_a_look(world: &World, campaign: &crate::world::Campaign) {
    let page = format!("/fr/a/{}", campaign.code);
    let (_, html) = world.page(&page).await;
    let linked = |stem: &str| {
        let from = html.find(stem).unwrap_or_else(|| panic!("no {stem} in {html}"));
        html[from..].split('"').next().unwrap_or_default().to_owned()
    };
    let check = format!("/c/{}", campaign.code);
    let known = [page, format!("/nl{check}"), check, linked("/k/"), linked("/assets/")];
    let fixed = ["/fr/", "/fr/feed.atom", "/robots.txt", "/healthz", "/readyz"].map(str::to_owned);
    for path in known.into_iter().chain(fixed) {
        assert!(world.look(&path).starts_with("HTTP/1.1 200 "), "{path}");
    }
    assert!(world.look("/").starts_with("HTTP/1.1 302 "));
    assert!(world.look("/fr/a/nobody").starts_with("HTTP/1.1 404 "));
}

#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn the_story_on_sqlite_and_memory() {
    let world = World::start(Engines::Small, &[]).await;
    everything_goes_out_and_comes_back(&world).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL, RabbitMQ, a PDS and a mail server: tests/run.sh starts them"]
async fn the_story_on_postgres_and_rabbitmq_with_workers_apart() {
    let world = World::start(Engines::Distributed, &ROLES).await;
    everything_goes_out_and_comes_back(&world).await;
}

/// Who asked to be left alone hears of no new search, but of the end of the one that they were told of.
async fn a_volunteer_who_leaves_gets_corrections_and_no_more_alerts(world: &World) {
    let prepared = world.prepare_case(FACE).await;
    let (first, second) = (world.approved(&prepared).await, world.approved(&prepared).await);
    world.launch(&first).await;
    world.settled(&first).await;
    let listed = world.officer.get("/volunteers").await.expect("the volunteers");
    let leaver = listed.as_array().expect("a list")[0].clone();
    let key = crate::world::key(world.settings(), "coordinator", &[]);
    let url = format!("{}/api/v1/volunteers/{}", world.base_url, crate::world::text(&leaver, "id"));
    for attempt in ["once", "twice"] {
        let request = world.client.delete(&url).bearer_auth(&key).header("Idempotency-Key", attempt);
        assert_eq!(request.send().await.expect("an answer").status(), 200);
    }
    let mut again = leaver.clone();
    let again = again.as_object_mut().expect("a volunteer");
    again.retain(|name, _| !["id", "active"].contains(&name.as_str()));
    let saved = world.officer.post("/volunteers", json!(again)).await.expect("a list that comes again");
    assert_eq!(saved["active"], false, "does not call back who left");
    world.launch(&second).await;
    world.settled(&second).await;
    world.retract(&first).await;
    world.settled(&first).await;
    let mails = world.mails();
    let told = |of: &str| mails.iter().filter(|(to, correction)| to == of && !correction).count();
    let corrected = |of: &str| mails.iter().filter(|(to, correction)| to == of && *correction).count();
    let (leaver, stayer) =
        (crate::world::text(&leaver, "email"), listed[1]["email"].as_str().expect("an address"));
    assert_eq!((told(&leaver), corrected(&leaver)), (1, 1));
    assert_eq!((told(stayer), corrected(stayer)), (2, 1));
}

#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn a_volunteer_who_leaves_gets_corrections_and_no_more_alerts_on_sqlite_and_memory() {
    a_volunteer_who_leaves_gets_corrections_and_no_more_alerts(&World::start(Engines::Small, &[]).await)
        .await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL, RabbitMQ, a PDS and a mail server: tests/run.sh starts them"]
async fn a_volunteer_who_leaves_gets_corrections_and_no_more_alerts_on_postgres_and_rabbitmq() {
    a_volunteer_who_leaves_gets_corrections_and_no_more_alerts(
        &World::start(Engines::Distributed, &ROLES).await,
    )
    .await;
}

async fn a_withdrawn_consent_takes_everything_back(world: &World) {
    let prepared = world.prepare_case(FACE).await;
    let campaign = world.approved(&prepared).await;
    world.launch(&campaign).await;
    world.settled(&campaign).await;
    let path = format!("/consents/{}/withdrawal", prepared.consent);
    world.officer.post(&path, json!({})).await.expect("a withdrawal");
    let (status, _) = world.page(&format!("/fr/a/{}", campaign.code)).await;
    assert_eq!(status, 410);
    world.settled(&campaign).await;
    assert!(world.posts(&campaign).await.is_empty());
    let view = world.officer.get(&format!("/campaigns/{}", campaign.id)).await.expect("the campaign");
    assert_eq!(view["ended_reason"], "consent_withdrawn");
}

#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn a_withdrawn_consent_takes_everything_back_on_sqlite_and_memory() {
    let world = World::start(Engines::Small, &[]).await;
    a_withdrawn_consent_takes_everything_back(&world).await;
}
