//! Who is let in, and to what: from the outside, as people and thieves come.

use crate::browsing::{cookie, enrol, token};
use crate::world::{Engines, FACE, World, invite, text};
use childalert_demo::client::Caller;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

/// A browser without anything of its own.
struct Browser<'a> {
    world: &'a World,
    origin: String,
    cookie: Option<String>,
}

impl<'a> Browser<'a> {
    fn new(world: &'a World) -> Self {
        Browser { world, origin: world.base_url.clone(), cookie: None }
    }

    async fn post(&self, path: &str, body: &Value) -> Response {
        let request = self.world.client.post(format!("{}{path}", self.world.base_url));
        let request = request.header("Origin", &self.origin).header("Accept-Language", "en").json(body);
        let request = match &self.cookie {
            Some(cookie) => request.header("Cookie", cookie),
            None => request,
        };
        request.send().await.expect("an answer")
    }

    async fn me(&self) -> StatusCode {
        let request = self.world.client.get(format!("{}/api/v1/me", self.world.base_url));
        let request = request.header("Cookie", self.cookie.clone().unwrap_or_default());
        request.send().await.expect("an answer").status()
    }
}

async fn problem(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    let body: Value = serde_json::from_str(&response.text().await.expect("text")).unwrap_or_default();
    let code = body["type"].as_str().and_then(|code| code.rsplit('/').next()).unwrap_or_default().to_owned();
    assert!(body["title"].as_str().is_some_and(|title| !title.is_empty()), "words: {body}");
    assert!(body["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "a mend: {body}");
    (status, code)
}

async fn json_of(response: Response) -> Value {
    assert!(response.status().is_success(), "{}", response.status());
    serde_json::from_str(&response.text().await.expect("text")).expect("JSON")
}

async fn question(browser: &Browser<'_>) -> Value {
    json_of(browser.post("/auth/sign-in/question", &json!({})).await).await
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn a_link_works_once_and_a_stolen_one_not_at_all() {
    let world = World::start(Engines::Small, &[]).await;
    let browser = Browser::new(&world);
    let link = invite(world.settings(), "officer", "officer@foundation.example");
    let (_, _, enrolled) = enrol(&world.client, &world.base_url, &link).await;
    assert_eq!(enrolled.status(), 200);
    let set = enrolled.headers()["set-cookie"].to_str().expect("text");
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax") && set.contains("Path=/"), "{set}");
    let path = format!("/auth/invitation/{}/question", token(&link));
    let again = browser.post(&path, &json!({})).await;
    assert_eq!(problem(again).await, (410, "link-used".to_owned()));
    let page = world.page(&format!("/en/invitation/{}", token(&link))).await;
    assert!(page.0 == 410 && page.1.contains("already been used"), "{}", page.1);
    let guess = browser.post("/auth/invitation/guess/question", &json!({})).await;
    assert_eq!(problem(guess).await, (404, "link-unknown".to_owned()));
    // A newer invitation ends the older one.
    let older = invite(world.settings(), "officer", "second@foundation.example");
    let newer = invite(world.settings(), "officer", "second@foundation.example");
    let path = |link: &str| format!("/auth/invitation/{}/question", token(link));
    assert_eq!(browser.post(&path(&older), &json!({})).await.status(), 404);
    assert_eq!(browser.post(&path(&newer), &json!({})).await.status(), 200);
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn a_passkey_signs_in_and_nothing_else_does() {
    let world = World::start(Engines::Small, &[]).await;
    let mut browser = Browser::new(&world);
    let link = invite(world.settings(), "officer", "officer@foundation.example");
    let (mut passkey, _, enrolled) = enrol(&world.client, &world.base_url, &link).await;
    let first = cookie(&enrolled).expect("a cookie");

    // Session fixation: a cookie that somebody planted is not taken up.
    browser.cookie = Some("childalert=planted".to_owned());
    let asked = question(&browser).await;
    let answer = json!({"question": asked["question"], "credential": passkey.get(&asked["options"]).expect("an answer")});
    let signed_in = browser.post("/auth/sign-in", &answer).await;
    let second = cookie(&signed_in).expect("a cookie");
    assert!(second != "childalert=planted" && second != first);
    assert_eq!(browser.me().await, 401, "the planted one opens nothing");
    browser.cookie = Some(second.clone());
    assert_eq!(browser.me().await, 200);

    // Replayed: the same answer, and the same answer to another question.
    assert_eq!(
        problem(browser.post("/auth/sign-in", &answer).await).await,
        (409, "question-over".to_owned())
    );
    let asked = question(&browser).await;
    let replayed = json!({"question": asked["question"], "credential": answer["credential"]});
    assert_eq!(
        problem(browser.post("/auth/sign-in", &replayed).await).await,
        (401, "passkey-refused".to_owned())
    );

    // Another origin: the request's, and the one that the passkey saw.
    let asked = question(&browser).await;
    let phished = passkey.copy().expect("a copy").on_page_of("https://evil.example").get(&asked["options"]);
    let phished = json!({"question": asked["question"], "credential": phished.expect("an answer")});
    assert_eq!(
        problem(browser.post("/auth/sign-in", &phished).await).await,
        (401, "passkey-refused".to_owned())
    );
    let evil =
        Browser { origin: "https://evil.example".to_owned(), cookie: browser.cookie.clone(), world: &world };
    let crossed = evil.post("/api/v1/me/sign-out-everywhere", &json!({})).await;
    assert_eq!(problem(crossed).await, (403, "other-site".to_owned()));

    // A copy of the passkey: its counter stands where the original's was.
    let mut thief = passkey.copy().expect("a copy");
    let asked = question(&browser).await;
    let answer = json!({"question": asked["question"], "credential": passkey.get(&asked["options"]).expect("an answer")});
    assert_eq!(browser.post("/auth/sign-in", &answer).await.status(), 200);
    let asked = question(&browser).await;
    let answer = json!({"question": asked["question"], "credential": thief.get(&asked["options"]).expect("an answer")});
    assert_eq!(
        problem(browser.post("/auth/sign-in", &answer).await).await,
        (401, "passkey-cloned".to_owned())
    );
    assert_eq!(browser.me().await, 401, "all sessions of the account have ended");
    let asked = question(&browser).await;
    let answer = json!({"question": asked["question"], "credential": passkey.get(&asked["options"]).expect("an answer")});
    assert_eq!(
        problem(browser.post("/auth/sign-in", &answer).await).await,
        (401, "passkey-unknown".to_owned())
    );
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn power_is_given_by_two_and_taken_by_one() {
    let world = World::start(Engines::Small, &[]).await;
    let (first, second) = (world.person("administrator").await, world.person("administrator").await);
    let new = json!({"email": "m@court.example", "name": "Invented", "lang": "nl", "role": "magistrate", "reason": "new"});
    let invited = first.post("/accounts", new.clone()).await.expect("it is asked");
    assert!(invited["state"] == "waiting" && invited["link"].is_null(), "{invited}");
    let twice = first.post("/accounts", new).await.expect_err("one account an address");
    assert!(twice.to_string().contains("email-taken"), "{twice}");
    let waiting = first.get("/confirmations").await.expect("a list");
    let confirm = format!("/confirmations/{}/confirm", text(&waiting[0], "id"));
    let alone = first.post(&confirm, json!({})).await.expect_err("who asked cannot confirm");
    assert!(alone.to_string().contains("same-person"), "{alone}");
    let confirmed = second.post(&confirm, json!({})).await.expect("the second person's word");
    let link = text(&confirmed, "link");
    let settled = second.post(&confirm, json!({})).await.expect_err("it is settled");
    assert!(settled.to_string().contains("settled"), "{settled}");
    let magistrate = Caller::invited(&world.client, &world.base_url, &link).await.expect("they follow it");
    magistrate.get("/cases").await.expect("a magistrate reads cases");

    // A volunteer is raised by two, and the raised one has to sign in anew.
    let new = json!({"email": "v@foundation.example", "name": "Invented", "lang": "fr", "role": "volunteer"});
    let volunteer = first.post("/accounts", new).await.expect("one is enough for a volunteer");
    let id = text(&volunteer, "id");
    let mut person = Caller::invited(&world.client, &world.base_url, &text(&volunteer, "link"))
        .await
        .expect("they follow it");
    let raise = json!({"role": "officer", "reason": "joins the team"});
    let asked = first.post(&format!("/accounts/{id}/role"), raise).await.expect("it is asked");
    assert_eq!(asked["role"], "volunteer");
    assert!(person.get("/cases").await.is_err(), "not yet");
    let waiting = second.get("/confirmations").await.expect("a list");
    second
        .post(&format!("/confirmations/{}/confirm", text(&waiting[0], "id")), json!({}))
        .await
        .expect("a yes");
    assert!(person.get("/me").await.is_err(), "the session was given to a volunteer");
    person.sign_in_again().await.expect("with the same passkey");
    person.get("/cases").await.expect("an officer reads cases");

    // Suspended by one; back by two, with a new passkey alone.
    first.post(&format!("/accounts/{id}/suspend"), json!({})).await.expect("one is enough");
    assert!(person.get("/me").await.is_err());
    assert!(person.sign_in_again().await.is_err());
    let asked = first
        .post(&format!("/accounts/{id}/recovery"), json!({"reason": "lost phone"}))
        .await
        .expect("asked");
    let path = format!("/confirmations/{}/confirm", text(&asked, "id"));
    let link = text(&second.post(&path, json!({})).await.expect("a yes"), "link");
    let mut again = Caller::invited(&world.client, &world.base_url, &link).await.expect("they follow it");
    again.get("/cases").await.expect("an officer reads cases");
    assert!(person.sign_in_again().await.is_err(), "the lost passkey opens nothing");

    // Suspended once more, and back by whoever stands at the console: by a new passkey alone, and by the name given there.
    first.post(&format!("/accounts/{id}/suspend"), json!({})).await.expect("one is enough");
    let link = invite(world.settings(), "officer", "v@foundation.example");
    let console = Caller::invited(&world.client, &world.base_url, &link).await.expect("they follow it");
    console.get("/cases").await.expect("an officer reads cases");
    assert!(again.sign_in_again().await.is_err(), "nor does the one that was suspended");

    // Whoever was suspended, or has come in another way, while an invitation waited for its second person stays as they are.
    let new = json!({"email": "w@court.example", "name": "Invented", "lang": "nl", "role": "magistrate", "reason": "new"});
    let waits = first.post("/accounts", new).await.expect("it is asked");
    first.post(&format!("/accounts/{}/suspend", text(&waits, "id")), json!({})).await.expect("suspended");
    let waiting = second.get("/confirmations").await.expect("a list");
    let path = format!("/confirmations/{}/confirm", text(&waiting[0], "id"));
    let over = second.post(&path, json!({})).await.expect_err("the question is over");
    assert!(over.to_string().contains("settled"), "{over}");
}

/// A scan of a paper: who may open it, as what it is sent, and that each look is known of later.
#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn a_scan_is_opened_by_those_who_may_and_each_look_is_noted() {
    let world = World::start(Engines::Small, &[]).await;
    let case = text(
        &world.officer.post("/cases", childalert_demo::script::case(world.now())).await.expect("a case"),
        "id",
    );
    let scans = format!("/cases/{case}/scans");
    let taken = world.officer.post_picture(&scans, FACE.to_vec()).await.expect("it is taken in");
    let path = format!("{scans}/{}", text(&taken, "sha256"));
    let (magistrate, operator) = (world.magistrate().await, world.person("operator").await);
    let bytes = magistrate.bytes(&path).await.expect("a magistrate may");
    assert_eq!(childalert_domain::Digest::of(&bytes).to_string(), text(&taken, "sha256"));
    operator.bytes(&path).await.expect_err("an operator may not");
    let anybody =
        world.client.get(format!("{}/api/v1{path}", world.base_url)).send().await.expect("an answer");
    assert_eq!(anybody.status(), 401);
    let key = crate::world::key(world.settings(), "officer", &[]);
    let request = world.client.get(format!("{}/api/v1{path}", world.base_url)).bearer_auth(&key);
    let sent = request.send().await.expect("an answer");
    let header = |name: &str| sent.headers()[name].to_str().expect("text").to_owned();
    assert_eq!(header("content-disposition"), "attachment; filename=\"scan.jpg\"");
    assert!(
        header("cache-control").contains("no-store") && header("content-security-policy").contains("sandbox")
    );

    for (lang, title) in [
        ("fr", "Ce document ne peut pas être lu."),
        ("nl", "Dit document kan niet gelezen worden."),
        ("de", "Dieses Dokument kann nicht gelesen werden."),
        ("en", "This document cannot be read."),
    ] {
        let request = world.client.post(format!("{}/api/v1{scans}", world.base_url)).bearer_auth(&key);
        let request = request.header("Accept-Language", lang).header("Idempotency-Key", lang).body("MZ");
        let refused = request.send().await.expect("an answer");
        assert_eq!(refused.status(), 422);
        let refused: Value = serde_json::from_str(&refused.text().await.expect("text")).expect("JSON");
        assert_eq!(
            (&refused["title"], &refused["errors"][0]["field"]),
            (&json!(title), &json!("scan")),
            "{refused}"
        );
    }
    let trail = world.person("privacy_officer").await.get("/trail?limit=1000").await.expect("the trail");
    let entries = trail.as_array().expect("entries");
    let count = |act: &str| entries.iter().filter(|entry| entry.to_string().contains(act)).count();
    assert_eq!(count("\"act\":\"scan.look\""), 2, "the magistrate's, and the key's: {trail}");
    assert_eq!(count("scan-unreadable"), 4, "{trail}");
    assert!(!trail.to_string().contains(&text(&taken, "sha256")), "by a digest that tells nothing");
}
