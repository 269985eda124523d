//! What parents say, by their link and on paper, and what follows from it.

use crate::browsing::filled;
use crate::world::{Engines, FACE, World, text};
use serde_json::json;

/// Submits a form as whoever has the link, and follows to the page that it leads to.
async fn submit(world: &World, path: &str, fields: &[(&str, &str)]) -> (u16, String) {
    let request = world.client.post(format!("{}{path}", world.base_url)).header("Origin", &world.base_url);
    let response = filled(request, fields).send().await.expect("an answer");
    (response.status().as_u16(), response.text().await.expect("a page"))
}

/// A parent without an account: reads, agrees to less than everything, agrees to all, and takes it back by the same link.
#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn a_parent_agrees_and_takes_it_back_by_one_link() {
    let world = World::start(Engines::Small, &[]).await;
    let prepared = world.prepare_case(FACE).await;
    // What the officer recorded on paper is withdrawn: only the link counts from here.
    world
        .officer
        .post(&format!("/consents/{}/withdrawal", prepared.consent), json!({}))
        .await
        .expect("withdrawn");
    let draft = childalert_demo::script::campaign(world.now(), &prepared.photo);
    let campaign = world.drafted(&prepared, draft).await;
    let requests = format!("/cases/{}/consent-requests", prepared.case);
    let ask =
        json!({"campaign": campaign.id, "holder": "Anna (invented)", "authority": "parent", "lang": "nl"});
    let early =
        world.officer.post(&requests, ask.clone()).await.expect_err("there is nothing to look at yet");
    assert!(early.to_string().contains("proof-missing"), "{early}");
    let digest = text(&world.frozen(&campaign).await, "digest");
    let asked = world.officer.post(&requests, ask).await.expect("a link");
    let link = text(&asked, "link");
    let path = link.trim_start_matches(&world.base_url).to_owned();
    assert!(path.starts_with("/nl/consent/"), "{path}");
    let (status, page) = world.page(&path).await;
    assert_eq!(status, 200);
    for shown in ["Anna (invented)", "oranje jas", "Ik ga akkoord", "Ik weiger", "E-mail"] {
        assert!(page.to_lowercase().contains(&shown.to_lowercase()), "{shown}: {page}");
    }
    let picture = page.split("src=\"").nth(2).and_then(|rest| rest.split('"').next());
    let picture = page
        .split("<img src=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .or(picture)
        .expect("a picture");
    assert_eq!(
        world.client.get(format!("{}{picture}", world.base_url)).send().await.expect("it").status(),
        200
    );

    let photo = prepared.photo.as_str();
    let until = (world.now() + chrono::TimeDelta::days(7)).to_rfc3339();
    let unseen = submit(&world, &path, &[("answer", "agree"), ("photo", photo)]).await;
    assert!(unseen.0 == 409 && unseen.1.contains("bekijk het opnieuw"), "an answer to what? {}", unseen.1);
    let nothing = [("answer", "agree"), ("photo", photo), ("shown", digest.as_str())];
    let nothing = submit(&world, &path, &nothing).await;
    assert!(nothing.0 == 422 && nothing.1.contains("Vink minstens één kanaal aan"), "{}", nothing.1);
    let all = |channels: &[&'static str]| {
        let mut fields =
            vec![("answer", "agree"), ("photo", photo), ("area", "yes"), ("until", until.as_str())];
        fields.push(("shown", digest.as_str()));
        fields.extend(channels.iter().map(|channel| ("channel", *channel)));
        fields.extend(["fr", "nl", "de", "en"].map(|lang| ("language", lang)));
        fields
    };
    let (status, page) = submit(&world, &path, &all(&["page", "feed"])).await;
    assert!(status == 200 && page.contains("U gaat akkoord"), "{status} {page}");
    world.approve(&campaign, &digest).await;
    let launch = format!("/campaigns/{}/launch", campaign.id);
    let refused = world.officer.post(&launch, json!({})).await.expect_err("she agreed to two channels");
    assert!(refused.to_string().contains("consent-channel"), "{refused}");
    // She changes her mind, by the same link.
    let (status, page) = submit(&world, &format!("{path}/withdraw"), &[]).await;
    assert!(status == 200 && page.contains("Uw akkoord is ingetrokken"), "{page}");
    let (status, page) = submit(&world, &path, &all(&["page", "feed", "bluesky", "email"])).await;
    assert!(status == 200 && page.contains("U gaat akkoord"), "{page}");
    world.launch(&campaign).await;
    world.settled(&campaign).await;
    assert_eq!(world.posts(&campaign).await.len(), 4);

    // It ends, and another notice goes out on the same consent: her page says so, and withdrawing takes that one back.
    world.retract(&campaign).await;
    world.closed(&campaign).await;
    let (_, page) = world.page(&path).await;
    assert!(page.contains("Dit bericht is afgelopen"), "{page}");
    let mut draft = childalert_demo::script::campaign(world.now(), &prepared.photo);
    // Within her consent.
    draft["until"] = json!(world.now() + chrono::TimeDelta::days(3));
    let campaign = world.drafted(&prepared, draft).await;
    let digest = text(&world.frozen(&campaign).await, "digest");
    world.approve(&campaign, &digest).await;
    world.launch(&campaign).await;
    world.settled(&campaign).await;
    let (_, page) = world.page(&path).await;
    assert!(page.contains("U gaat akkoord") && page.contains("een ander bericht"), "{page}");
    assert!(!page.contains("afgelopen") && !page.contains("Alles is weggehaald"), "{page}");

    let (_, page) = world.page(&format!("{path}/withdraw")).await;
    assert!(
        page.contains("Ja, ik trek mijn akkoord in") && page.contains("Nee, mijn akkoord behouden"),
        "{page}"
    );
    let (status, page) = submit(&world, &format!("{path}/withdraw"), &[]).await;
    assert!(status == 200 && page.contains("Uw akkoord is ingetrokken"), "{page}");
    world.closed(&campaign).await;
    assert_eq!(world.posts(&campaign).await.len(), 0);
    let (_, page) = world.page(&path).await;
    assert!(page.contains("Alles is weggehaald, en wij hebben het nagekeken"), "{page}");
    assert!(!page.contains("Anna") && !page.contains("oranje"), "nobody is named any more: {page}");
    let (status, page) = submit(&world, &format!("{path}/withdraw"), &[]).await;
    assert!(status == 200 && page.contains("Uw akkoord is ingetrokken"), "sent twice: {page}");
    let (status, page) = world.page(&format!("{path}x")).await;
    let calls = page.replace('\u{a0}', " ").contains("116 000");
    assert!(status == 404 && calls, "a link that opens nothing: {page}");
    assert!(!page.contains("/sign-in"), "and nobody to sign in: {page}");
    let trail =
        world.person("privacy_officer").await.get("/trail?limit=1000").await.expect("the trail").to_string();
    for act in ["consent.ask", "consent.give", "consent.withdraw", "campaign.retract"] {
        assert!(trail.contains(act), "{act}");
    }
    assert!(trail.contains("\"actor\":\"holder:") && !trail.contains("Anna"), "by reference");
}

/// A refusal of one holder stands against the consent of another, until the magistrate requires it.
#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn one_parent_s_no_stands_unless_the_magistrate_requires_it() {
    let world = World::start(Engines::Small, &[]).await;
    let prepared = world.prepare_case(FACE).await;
    let mut draft = childalert_demo::script::campaign(world.now(), &prepared.photo);
    draft["channels"] = json!(["page"]);
    let campaign = world.drafted(&prepared, draft).await;
    let digest = text(&world.frozen(&campaign).await, "digest");
    world.approve(&campaign, &digest).await;
    world.launch(&campaign).await;
    world.settled(&campaign).await;
    world
        .magistrate()
        .await
        .decide(&campaign.id, json!({"act": "require", "digest": digest, "reasons": "In danger."}))
        .await
        .expect("required while it is live");
    let denied = json!({"holder": "The father (invented)", "authority": "parent", "outcome": "refused", "at": world.now()});
    let denials = format!("/cases/{}/denials", prepared.case);
    world.officer.post(&denials, denied.clone()).await.expect("it is recorded");
    let still = world.officer.get(&format!("/campaigns/{}", campaign.id)).await.expect("the campaign");
    assert_eq!(still["state"], "live", "the magistrate requires it");
    world.retract(&campaign).await;

    let mut draft = childalert_demo::script::campaign(world.now(), &prepared.photo);
    draft["channels"] = json!(["page"]);
    let other = world.drafted(&prepared, draft).await;
    let digest = text(&world.frozen(&other).await, "digest");
    world.approve(&other, &digest).await;
    let launch = format!("/campaigns/{}/launch", other.id);
    let refused = world.officer.post(&launch, json!({})).await.expect_err("the father said no");
    assert!(refused.to_string().contains("consent-refused"), "{refused}");
}
