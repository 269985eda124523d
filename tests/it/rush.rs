//! Pages that are given from memory: with the tags and codings that spare a rush its bytes, and never after their time, on the
//! node that acts nor on any other.

use crate::world::{Campaign, Engines, FACE, ROLES, World};
use reqwest::Response;
use std::time::{Duration, Instant};

/// After this no node may show what another has taken back.
const A_SECOND: Duration = Duration::from_secs(1);

async fn ask(world: &World, url: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = world.client.get(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.expect("an answer")
}

fn said(answer: &Response, name: &str) -> String {
    answer.headers().get(name).map_or("", |value| value.to_str().expect("text")).to_owned()
}

/// What every answer says to a browser, whatever its status.
fn is_sealed(answer: &Response, what: &str) {
    let policy = said(answer, "content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
        "{what}: {policy}"
    );
    assert!(!policy.contains("unsafe"), "{what}: {policy}");
    assert_eq!(said(answer, "x-content-type-options"), "nosniff", "{what}");
    assert!(["no-referrer", "same-origin"].contains(&said(answer, "referrer-policy").as_str()), "{what}");
    assert!(said(answer, "permissions-policy").contains("geolocation=()"), "{what}");
    assert_ne!(said(answer, "content-encoding"), "identity", "{what}");
}

#[tokio::test]
#[ignore = "needs a PDS and a mail server: tests/run.sh starts them"]
async fn a_page_comes_in_its_codings_and_unchanged_and_is_gone_with_the_retractions_answer() {
    let world = World::start(Engines::Small, &[]).await;
    let prepared = world.prepare_case(FACE).await;
    let campaign = world.approved(&prepared).await;
    let page = format!("{}/fr/a/{}", world.base_url, campaign.code);
    let early = ask(&world, &page, &[]).await;
    is_sealed(&early, "before");
    assert_eq!(early.status(), 404);
    world.launch(&campaign).await;
    world.settled(&campaign).await;

    let plain = ask(&world, &page, &[]).await;
    is_sealed(&plain, "active");
    assert_eq!((plain.status().as_u16(), said(&plain, "content-encoding")), (200, String::new()));
    assert!(said(&plain, "vary").contains("Accept-Encoding"));
    let mut tags = vec![said(&plain, "etag")];
    let length = plain.bytes().await.expect("a page").len();
    for coding in ["br", "zstd", "gzip"] {
        let answer = ask(&world, &page, &[("Accept-Encoding", coding)]).await;
        assert_eq!(said(&answer, "content-encoding"), coding);
        tags.push(said(&answer, "etag"));
        let same = [("Accept-Encoding", coding), ("If-None-Match", tags.last().expect("a tag").as_str())];
        let unchanged = ask(&world, &page, &same).await;
        is_sealed(&unchanged, "unchanged");
        assert_eq!(unchanged.status(), 304);
        assert_eq!(said(&unchanged, "content-security-policy"), said(&answer, "content-security-policy"));
        let compressed = answer.bytes().await.expect("a page").len();
        assert!(compressed < length / 2, "{coding}: {compressed} of {length}");
    }
    assert!(tags.iter().all(|tag| tag.starts_with('"')) && tags.windows(2).all(|pair| pair[0] != pair[1]));

    world.retract(&campaign).await;
    for (coding, tag) in ["identity", "br", "zstd", "gzip"].iter().zip(&tags) {
        let over = ask(&world, &page, &[("Accept-Encoding", *coding), ("If-None-Match", tag.as_str())]).await;
        is_sealed(&over, "over");
        assert_eq!(over.status(), 410, "never unchanged");
    }
    for path in [
        "/fr/",
        "/fr/a/nobody",
        "/xx/a/nobody",
        "/k/none/none.jpg",
        "/robots.txt",
        "/healthz",
        "/api/v1/campaigns",
        "/",
    ] {
        is_sealed(&ask(&world, &format!("{}{path}", world.base_url), &[]).await, path);
    }
    for path in ["/k/none/none.jpg", "/assets/none.css"] {
        let answer = ask(&world, &format!("{}{path}", world.base_url), &[]).await;
        is_sealed(&answer, path);
        let head = ["content-type", "x-robots-tag"].map(|name| said(&answer, name));
        assert_eq!(head, ["text/html; charset=utf-8", "noindex, noarchive"], "{path}");
        assert!(answer.status() == 404 && said(&answer, "cache-control").contains("max-age=0"), "{path}");
    }
    for lang in ["fr", "nl", "de", "en"] {
        for leaf in ["how-it-works", "privacy", "accessibility"] {
            let url = format!("{}/{lang}/{leaf}", world.base_url);
            let answer = ask(&world, &url, &[]).await;
            is_sealed(&answer, leaf);
            assert_eq!(
                (answer.status().as_u16(), said(&answer, "x-robots-tag")),
                (200, String::new()),
                "{url}"
            );
        }
    }
    let other =
        ask(&world, &format!("{}/es/a/{}", world.base_url, campaign.code), &[("Accept-Language", "nl")])
            .await;
    assert_eq!(other.status(), 404);
    let other = other.text().await.expect("a page");
    assert!(
        other.contains(&format!("href=\"/de/a/{}\"", campaign.code)) && other.contains("Kies een taal"),
        "{other}"
    );
}

/// Looks without a pause until a look finds what is new; when the last one began that found what is old. Where nobody can know, the
/// site says so, and that is neither.
async fn until_new(what: &str, look: impl AsyncFn() -> Option<bool>) -> Option<Instant> {
    let began = Instant::now();
    let mut old = None;
    loop {
        let asked = Instant::now();
        match look().await {
            Some(true) => return old,
            Some(false) => old = Some(asked),
            None => {}
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{what} never shows what is new");
    }
}

/// Whether a page has a status; `None` where nobody can know.
async fn has_status(world: &World, url: &str, status: u16) -> Option<bool> {
    let found = ask(world, url, &[]).await.status().as_u16();
    (found != 503).then_some(found == status)
}

async fn shows_in_time(world: &World, other: &str, campaign: &Campaign) {
    let page = format!("{other}/nl/a/{}", campaign.code);
    let feed = format!("{other}/nl/feed.atom");
    let in_feed = async || {
        let answer = ask(world, &feed, &[]).await;
        let known = answer.status() != 503;
        known.then_some(answer.text().await.expect("a feed").contains(&campaign.code))
    };
    // Kept in that node's memory as not there, and then as there.
    until_new("no page", async || has_status(world, &page, 404).await).await;
    until_new("no entry", async || in_feed().await.map(|there| !there)).await;
    world.launch(campaign).await;
    world.settled(campaign).await;
    until_new("the page", async || has_status(world, &page, 200).await).await;
    until_new("the feed", in_feed).await;
    world.retract(campaign).await;
    let retracted = Instant::now();
    let gone = async || Some(has_status(world, &page, 410).await? && !in_feed().await?);
    let old = until_new("the end", gone).await.map_or(Duration::ZERO, |asked| asked - retracted);
    assert!(old < A_SECOND, "what was old was given to who asked {old:?} after the retraction was answered");
}

#[tokio::test]
#[ignore = "needs PostgreSQL, RabbitMQ, a PDS and a mail server: tests/run.sh starts them"]
async fn what_one_node_takes_back_no_other_shows_after_a_second() {
    let world = World::start(Engines::Distributed, &ROLES).await;
    let (_other, watched) = world.another_node().await;
    let prepared = world.prepare_case(FACE).await;
    for _ in 0..3 {
        shows_in_time(&world, &watched, &world.approved(&prepared).await).await;
    }
}
