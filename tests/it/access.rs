//! Who is let in, what they sign, and what can be shown of it years later: from the outside, as people and thieves come.

use crate::world::{Engines, FACE, World, childalert, invite, text};
use childalert_demo::client::Caller;
use childalert_demo::doubles::passkey::SoftPasskey;
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

    /// Submits a form, and follows to the page that it leads to.
    async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> (u16, String) {
        let body =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>();
        let request = self.world.client.post(format!("{}{path}", self.world.base_url));
        let request = request.header("Origin", &self.origin);
        let request =
            request.header("Content-Type", "application/x-www-form-urlencoded").body(body.join("&"));
        let response = request.send().await.expect("an answer");
        (response.status().as_u16(), response.text().await.expect("a page"))
    }
}

fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

fn cookie(response: &Response) -> Option<String> {
    let header = response.headers().get("set-cookie")?.to_str().ok()?;
    Some(header.split(';').next()?.to_owned())
}

async fn problem(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    let body: Value = serde_json::from_str(&response.text().await.expect("text")).unwrap_or_default();
    let code = body["type"].as_str().and_then(|code| code.rsplit('/').next()).unwrap_or_default().to_owned();
    assert!(body["title"].as_str().is_some_and(|title| !title.is_empty()), "words: {body}");
    assert!(body["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "a mend: {body}");
    (status, code)
}

/// Follows an invitation by hand: passkey and cookie.
async fn enrol(browser: &Browser<'_>, link: &str) -> (SoftPasskey, Response) {
    let path = format!("/auth/invitation/{}", link.rsplit('/').next().expect("a token"));
    let asked: Value = json_of(browser.post(&format!("{path}/question"), &json!({})).await).await;
    let (passkey, credential) =
        SoftPasskey::create(&asked["options"], &browser.world.base_url).expect("a passkey");
    let answer = json!({"question": asked["question"], "credential": credential});
    (passkey, browser.post(&path, &answer).await)
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
    let (_, enrolled) = enrol(&browser, &link).await;
    assert_eq!(enrolled.status(), 200);
    let set = enrolled.headers()["set-cookie"].to_str().expect("text");
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax") && set.contains("Path=/"), "{set}");
    let path = format!("/auth/invitation/{}/question", link.rsplit('/').next().expect("a token"));
    let again = browser.post(&path, &json!({})).await;
    assert_eq!(problem(again).await, (410, "link-used".to_owned()));
    let page = world.page(&format!("/en/invitation/{}", link.rsplit('/').next().expect("a token"))).await;
    assert!(page.0 == 410 && page.1.contains("already been used"), "{}", page.1);
    let guess = browser.post("/auth/invitation/guess/question", &json!({})).await;
    assert_eq!(problem(guess).await, (404, "link-unknown".to_owned()));
    // A newer invitation ends the older one.
    let older = invite(world.settings(), "officer", "second@foundation.example");
    let newer = invite(world.settings(), "officer", "second@foundation.example");
    let path =
        |link: &str| format!("/auth/invitation/{}/question", link.rsplit('/').next().expect("a token"));
    assert_eq!(browser.post(&path(&older), &json!({})).await.status(), 404);
    assert_eq!(browser.post(&path(&newer), &json!({})).await.status(), 200);
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn a_passkey_signs_in_and_nothing_else_does() {
    let world = World::start(Engines::Small, &[]).await;
    let mut browser = Browser::new(&world);
    let link = invite(world.settings(), "officer", "officer@foundation.example");
    let (mut passkey, enrolled) = enrol(&browser, &link).await;
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
    let again = Caller::invited(&world.client, &world.base_url, &link).await.expect("they follow it");
    again.get("/cases").await.expect("an officer reads cases");
    assert!(person.sign_in_again().await.is_err(), "the lost passkey opens nothing");
}

/// Waits until nothing is owed.
async fn closed(world: &World, campaign: &str) {
    world
        .until("the end", async || {
            let view = world.officer.get(&format!("/campaigns/{campaign}")).await.ok()?;
            (view["state"] == "closed").then_some(())
        })
        .await;
}

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
    assert_eq!(run(&["audit", "checkpoint", "--out", &point]).0, Some(0));
    let (code, said) = elsewhere(&path);
    assert!(code == Some(1) && said.contains("a checkpoint has seen entry"), "later than the bundle: {said}");
    let cut: Vec<&str> = lines.lines().collect();
    std::fs::write(&trail, cut[..cut.len() - 2].join("\n")).expect("it is cut");
    let (code, said) = run(&["audit", "verify", &trail, "--checkpoint", &point]);
    assert!(code == Some(1) && said.contains("it was cut"), "{said}");

    let end = json!({"act": "end", "digest": digest, "reasons": "The inquiry asks for it."});
    magistrate.decide(&campaign.id, end).await.expect("an order");
    closed(&world, &campaign.id).await;
    let ended = world.officer.get(&format!("/campaigns/{}", campaign.id)).await.expect("the campaign");
    assert_eq!(ended["ended_reason"], "magistrate_order");
    assert_eq!(run(&["proof", "export", &campaign.id, "--out", &path]).0, Some(0));
    let (code, said) = elsewhere(&path);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("decision    end") && said.contains("magistrate_order (magistrate:"), "{said}");
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
    assert!(early.to_string().contains("proof-not-frozen"), "{early}");
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

    let browser = Browser::new(&world);
    let photo = prepared.photo.as_str();
    let until = (world.now() + chrono::TimeDelta::days(7)).to_rfc3339();
    let unseen = browser.submit(&path, &[("answer", "agree"), ("photo", photo)]).await;
    assert!(unseen.0 == 409 && unseen.1.contains("bekijk het opnieuw"), "an answer to what? {}", unseen.1);
    let nothing = [("answer", "agree"), ("photo", photo), ("shown", digest.as_str())];
    let nothing = browser.submit(&path, &nothing).await;
    assert!(nothing.0 == 422 && nothing.1.contains("Vink minstens één kanaal aan"), "{}", nothing.1);
    let all = |channels: &[&'static str]| {
        let mut fields =
            vec![("answer", "agree"), ("photo", photo), ("area", "yes"), ("until", until.as_str())];
        fields.push(("shown", digest.as_str()));
        fields.extend(channels.iter().map(|channel| ("channel", *channel)));
        fields.extend(["fr", "nl", "de", "en"].map(|lang| ("language", lang)));
        fields
    };
    let (status, page) = browser.submit(&path, &all(&["page", "feed"])).await;
    assert!(status == 200 && page.contains("U gaat akkoord"), "{status} {page}");
    world.approve(&campaign, &digest).await;
    let launch = format!("/campaigns/{}/launch", campaign.id);
    let refused = world.officer.post(&launch, json!({})).await.expect_err("she agreed to two channels");
    assert!(refused.to_string().contains("consent-channel"), "{refused}");
    // She changes her mind, by the same link.
    let (status, page) = browser.submit(&format!("{path}/withdraw"), &[]).await;
    assert!(status == 200 && page.contains("Uw akkoord is ingetrokken"), "{page}");
    let (status, page) = browser.submit(&path, &all(&["page", "feed", "bluesky", "email"])).await;
    assert!(status == 200 && page.contains("U gaat akkoord"), "{page}");
    world.launch(&campaign).await;
    world.settled(&campaign).await;
    assert_eq!(world.posts(&campaign).await.len(), 4);

    let (_, page) = world.page(&format!("{path}/withdraw")).await;
    assert!(page.contains("Ja, alles weghalen") && page.contains("Nee, mijn akkoord behouden"), "{page}");
    let (status, page) = browser.submit(&format!("{path}/withdraw"), &[]).await;
    assert!(status == 200 && page.contains("Uw akkoord is ingetrokken"), "{page}");
    closed(&world, &campaign.id).await;
    assert_eq!(world.posts(&campaign).await.len(), 0);
    let (_, page) = world.page(&path).await;
    assert!(page.contains("Alles is weggehaald, en wij hebben het nagekeken"), "{page}");
    assert!(!page.contains("Anna") && !page.contains("oranje"), "nobody is named any more: {page}");
    let (status, page) = browser.submit(&format!("{path}/withdraw"), &[]).await;
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
