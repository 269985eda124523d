//! Signing in by an organisation's own provider, from the outside: a real one, and one client of it for each way in which its
//! word may be wrong.

use crate::world::{Engines, FACE, World, childalert, invite_with, text, variable};
use childalert_demo::doubles::passkey::SoftPasskey;
use reqwest::header::{LOCATION, SET_COOKIE};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Clients whose tokens are spoilt: tests/servers/oidc.mjs says how.
const SPOILT: [&str; 10] =
    ["nonce", "audience", "party", "issuer", "expired", "old", "unsigned", "shared", "foreign", "hash"];

/// A service that knows the provider under the name of each of its clients.
async fn world() -> World {
    let mut world = World::prepare(Engines::Small);
    let issuer = variable("CHILDALERT_TEST_OIDC_ISSUER");
    let secret = world.folder.path().join("provider-secret");
    std::fs::write(&secret, "an-invented-secret-for-tests-only\n").expect("a secret file");
    let section = |id: &str, more: &str| {
        format!(
            "[[providers]]\nid = \"{id}\"\nname = \"Police (invented), {id}\"\nissuer = \"{issuer}\"\nclient_id = \"{id}\"\n{more}\n"
        )
    };
    let secret = format!("client_secret_file = \"{}\"", secret.display());
    let mut file: String = ["honest"].iter().chain(&SPOILT).map(|id| section(id, &secret)).collect();
    file += &section("public", "");
    file += &section("strong", &format!("{secret}\namr = [\"mfa\"]"));
    file += &section("weak", &format!("{secret}\namr = [\"mfa\"]"));
    file += "[[providers]]\nid = \"away\"\nname = \"Away\"\nissuer = \"http://localhost:9\"\nclient_id = \"away\"\n";
    let path = world.folder.path().join("childalert.toml");
    std::fs::write(&path, file).expect("a configuration");
    world.set("CHILDALERT_CONFIG", &path.display().to_string());
    world.serve().await;
    world
}

/// A page as a browser gets it.
struct Page {
    status: u16,
    location: String,
    set: Vec<String>,
    body: String,
}

/// A browser: it keeps cookies and follows nothing by itself.
struct Browser {
    client: Client,
    base_url: String,
    /// By host and name.
    cookies: BTreeMap<(String, String), String>,
}

impl Browser {
    fn new(world: &World) -> Browser {
        let client = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build();
        Browser {
            client: client.expect("a client"),
            base_url: world.base_url.clone(),
            cookies: BTreeMap::new(),
        }
    }

    async fn go(&mut self, url: &str, form: Option<&str>) -> Page {
        let url = if url.starts_with('/') { format!("{}{url}", self.base_url) } else { url.to_owned() };
        let host = url.split('/').nth(2).expect("a host").to_owned();
        let sent: Vec<String> = self
            .cookies
            .iter()
            .filter(|((of, _), _)| *of == host)
            .map(|((_, name), value)| format!("{name}={value}"))
            .collect();
        let request = match form {
            None => self.client.get(&url),
            Some(form) => self
                .client
                .post(&url)
                .header("Origin", url.split('/').take(3).collect::<Vec<_>>().join("/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(form.to_owned()),
        };
        let answer = request.header("Cookie", sent.join("; ")).send().await.expect("an answer");
        let header = |value: &reqwest::header::HeaderValue| value.to_str().expect("text").to_owned();
        let set: Vec<String> = answer.headers().get_all(SET_COOKIE).iter().map(header).collect();
        for cookie in &set {
            let (name, rest) = cookie.split_once('=').expect("a cookie");
            let value = rest.split(';').next().unwrap_or_default();
            let key = (host.clone(), name.to_owned());
            match value.is_empty() {
                true => self.cookies.remove(&key),
                false => self.cookies.insert(key, value.to_owned()),
            };
        }
        let location = answer.headers().get(LOCATION).map(header).unwrap_or_default();
        let location = match location.starts_with('/') && !url.starts_with(&self.base_url) {
            true => format!("{}{location}", url.split('/').take(3).collect::<Vec<_>>().join("/")),
            false => location,
        };
        Page { status: answer.status().as_u16(), location, set, body: answer.text().await.expect("text") }
    }

    /// To the provider, through its form, and up to the address that it sends the browser back to.
    async fn up_to_the_way_back(&mut self, lang: &str, id: &str, login: &str) -> String {
        let mut page = self.go(&format!("/{lang}/sign-in/provider/{id}"), None).await;
        assert_eq!(page.status, 303, "{}", page.body);
        let asked = page.location.clone();
        for part in ["code_challenge_method=S256", "state=", "nonce=", "response_type=code"] {
            assert!(asked.contains(part), "{part}: {asked}");
        }
        let mut at = asked;
        for _ in 0..10 {
            if at.starts_with(&format!("{}/auth/provider/", self.base_url)) {
                return at;
            }
            page = self.go(&at, None).await;
            if page.status == 200 {
                page = self.go(&at, Some(&format!("login={login}"))).await;
            }
            assert_eq!(page.status, 303, "{at}: {}", page.body);
            at = page.location;
        }
        panic!("the provider sends people in a circle: {at}");
    }

    async fn sign_in(&mut self, id: &str, login: &str) -> Page {
        let back = self.up_to_the_way_back("en", id, login).await;
        self.go(&back, None).await
    }

    async fn me(&mut self) -> u16 {
        self.go("/api/v1/me", None).await.status
    }

    /// Posts JSON as the script of our pages does: status, and the answer.
    async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        let cookies: Vec<String> =
            self.cookies.iter().map(|((_, name), value)| format!("{name}={value}")).collect();
        let request = self.client.post(format!("{}{path}", self.base_url)).header("Origin", &self.base_url);
        let request = request.header("Cookie", cookies.join("; ")).header("Accept-Language", "en");
        let request = request.header("Idempotency-Key", path).json(body);
        let answer = request.send().await.expect("an answer");
        let status = answer.status();
        (status, serde_json::from_str(&answer.text().await.expect("text")).unwrap_or_default())
    }
}

fn code(problem: &Value) -> &str {
    problem["type"].as_str().and_then(|code| code.rsplit('/').next()).unwrap_or_default()
}

/// Everything in the trail, as text.
fn trail(world: &World) -> String {
    let file = world.folder.path().join("trail.jsonl");
    let _ = std::fs::remove_file(&file);
    let export = childalert(world.settings()).args(["audit", "export", "--out"]).arg(&file).output();
    let export = export.expect("childalert runs");
    assert!(export.status.success(), "{}", String::from_utf8_lossy(&export.stderr));
    let verify = childalert(world.settings()).args(["audit", "verify"]).output().expect("childalert runs");
    assert!(verify.status.success(), "every seal holds: {}", String::from_utf8_lossy(&verify.stdout));
    std::fs::read_to_string(&file).expect("the trail")
}

#[tokio::test]
#[ignore = "needs a provider: tests/run.sh starts one"]
async fn whom_the_provider_vouches_for_is_let_in_if_invited_by_it_and_nobody_else() {
    let world = world().await;
    let invite = |email: &str, more: &[&str]| invite_with(world.settings(), "officer", email, more);
    let link = invite("anna@police.example", &["--provider", "honest"]).expect("an invitation");
    let page = world.page(&format!("/en/invitation/{}", link.rsplit('/').next().expect("a token"))).await.1;
    assert!(page.contains("/en/sign-in/provider/honest"), "the invitation shows the other way: {page}");
    let page = world.page("/nl/sign-in").await.1;
    assert!(page.contains("Aanmelden met Police (invented), honest"), "{page}");

    let mut anna = Browser::new(&world);
    let back = anna.up_to_the_way_back("de", "honest", "anna").await;
    let mut thief = Browser::new(&world);
    let page = anna.go(&back, None).await;
    assert_eq!((page.status, page.location.as_str()), (303, "/fr/account"), "{}", page.body);
    let session = page.set.iter().find(|cookie| cookie.starts_with("childalert=")).expect("a session");
    assert!(session.contains("HttpOnly") && session.contains("SameSite=Lax"), "{session}");
    assert_eq!(anna.me().await, 200);
    let account = anna.go("/en/account", None).await.body;
    assert!(
        account.contains("Police (invented)") && account.contains("You have no passkey yet"),
        "{account}"
    );

    // Replayed, in the same browser and in another.
    for browser in [&mut anna, &mut thief] {
        let page = browser.go(&back, None).await;
        assert!(
            page.status == 409 && page.body.contains("schon beantwortet"),
            "{}: {}",
            page.status,
            page.body
        );
    }
    assert_eq!(thief.me().await, 401);
    // Again with the provider alone: what was linked opens it.
    assert_eq!(Browser::new(&world).sign_in("honest", "anna").await.status, 303);

    // The invitation was used up by it.
    let used = world.page(&format!("/en/invitation/{}", link.rsplit('/').next().expect("a token"))).await;
    assert_eq!(used.0, 404, "{}", used.1);

    // Known there and unknown here; invited, but not by it; an address that nobody vouches for.
    invite("bert@police.example", &[]).expect("an invitation");
    invite("unsure@police.example", &["--provider", "honest"]).expect("an invitation");
    for login in ["stranger", "bert", "unsure"] {
        let mut browser = Browser::new(&world);
        let page = browser.sign_in("honest", login).await;
        assert!(
            page.status == 403 && page.body.contains("you have no account here"),
            "{login}: {}",
            page.body
        );
        assert_eq!(browser.me().await, 401, "{login}");
    }
    let list = childalert(world.settings()).args(["user", "list"]).output().expect("childalert runs");
    let list = String::from_utf8_lossy(&list.stdout).into_owned();
    assert!(!list.contains("stranger"), "nobody is made by signing in: {list}");

    // Invited by the provider's own name for them: the address decides nothing.
    let bound = ["--provider", "public", "--subject", "sub-dirk"];
    invite("clara@police.example", &bound).expect("an invitation");
    assert_eq!(Browser::new(&world).sign_in("public", "clara").await.status, 403);
    assert_eq!(Browser::new(&world).sign_in("public", "dirk").await.status, 303);
    let twice = invite("else@police.example", &bound).expect_err("it is bound to another account");
    assert!(twice.contains("--subject"), "{twice}");
    let none =
        invite("else@police.example", &["--provider", "nowhere"]).expect_err("there is no such provider");
    assert!(none.contains("--provider"), "{none}");

    let trail = trail(&world);
    for noted in ["account.link", "\"provider\"", "provider-unknown"] {
        assert!(trail.contains(noted), "{noted} is not in:\n{trail}");
    }
    for personal in ["police.example", "sub-", "anna", "stranger"] {
        assert!(!trail.contains(personal), "{personal} is in the trail");
    }
}

#[tokio::test]
#[ignore = "needs a provider: tests/run.sh starts one"]
async fn a_token_that_does_not_hold_signs_nobody_in() {
    let world = world().await;
    let anna = ["--provider", "honest"];
    invite_with(world.settings(), "officer", "anna@police.example", &anna).expect("an invitation");
    assert_eq!(Browser::new(&world).sign_in("honest", "anna").await.status, 303, "the token that holds");
    let said = [
        ("fr", "n’a pas confirmé"),
        ("nl", "heeft uw identiteit niet bevestigd"),
        ("de", "nicht bestätigt"),
        ("en", "did not confirm who you are"),
    ];
    for (id, (lang, said)) in SPOILT.into_iter().zip(said.into_iter().cycle()) {
        let mut browser = Browser::new(&world);
        let back = browser.up_to_the_way_back(lang, id, "anna").await;
        let page = browser.go(&back, None).await;
        assert!(page.status == 401 && page.body.contains(said), "{id}: {} {}", page.status, page.body);
        assert_eq!(browser.me().await, 401, "{id}");
    }
    let log = world.log("serve.log");
    for why in ["nonce", "audience", "issuer", "expired", "signature", "token-hash"] {
        assert!(log.contains(&format!("does not hold: {why}")), "refused for its own reason: {why}\n{log}");
    }
    // A second factor that the configuration requires, vouched for and not.
    assert_eq!(Browser::new(&world).sign_in("strong", "anna").await.status, 303);
    let weak = Browser::new(&world).sign_in("weak", "anna").await;
    assert!(weak.status == 403 && weak.body.contains("safe enough"), "{}", weak.body);
    // A provider that is away holds up nobody else.
    let away = Browser::new(&world).go("/en/sign-in/provider/away", None).await;
    assert!(away.status == 502 && away.body.contains("does not answer"), "{} {}", away.status, away.body);
    assert_eq!(Browser::new(&world).go("/en/sign-in/provider/none", None).await.status, 404);
    let trail = trail(&world);
    assert_eq!(trail.matches("provider-refused").count(), SPOILT.len(), "each refusal is noted:\n{trail}");
    assert!(trail.contains("provider-too-weak"));
}

#[tokio::test]
#[ignore = "needs a provider: tests/run.sh starts one"]
async fn the_way_back_is_for_the_browser_that_left() {
    let world = world().await;
    let anna = ["--provider", "honest"];
    invite_with(world.settings(), "officer", "anna@police.example", &anna).expect("an invitation");
    // What is changed on the way: another's browser, another provider's address, another issuer, a denial, and no answer at all.
    type Change = (&'static str, fn(&str) -> String, u16);
    let changes: [Change; 5] = [
        ("another browser", |back| back.to_owned(), 409),
        ("another provider", |back| back.replace("/provider/honest", "/provider/public"), 409),
        ("another issuer", |back| back.replace("iss=", "iss=https%3A%2F%2Fevil.example&was="), 401),
        ("a denial", |back| back.replace("code=", "error=access_denied&was="), 401),
        (
            "a guessed state",
            |back| back.replace("state=", "state=00000000000070008000000000000000.en&was="),
            409,
        ),
    ];
    for (what, change, status) in changes {
        let mut browser = Browser::new(&world);
        let back = browser.up_to_the_way_back("en", "honest", "anna").await;
        let changed = change(&back);
        let page = match what {
            "another browser" => Browser::new(&world).go(&changed, None).await,
            _ => browser.go(&changed, None).await,
        };
        assert_eq!(page.status, status, "{what}: {}", page.body);
        assert!(page.body.contains("/en/sign-in"), "{what}: the page leads on: {}", page.body);
        assert_eq!(browser.me().await, 401, "{what}");
        if what != "a guessed state" {
            // Used up by the answer that did not hold.
            assert_ne!(browser.go(&back, None).await.status, 303, "{what}, and then the true one");
        }
    }
    let bare = Browser::new(&world).go("/auth/provider/honest?state=a&state=b", None).await;
    assert_eq!(bare.status, 409, "{}", bare.body);
}

#[tokio::test]
#[ignore = "needs a provider: tests/run.sh starts one"]
async fn a_decision_takes_a_passkey_however_somebody_came_in() {
    let world = world().await;
    let prepared = world.prepare_case(FACE).await;
    let draft = childalert_demo::script::campaign(world.now(), &prepared.photo);
    let campaign = world.drafted(&prepared, draft).await;
    let digest = text(&world.frozen(&campaign).await, "digest");
    let with = ["--provider", "honest"];
    invite_with(world.settings(), "magistrate", "mia@police.example", &with).expect("an invitation");
    let mut mia = Browser::new(&world);
    assert_eq!(mia.sign_in("honest", "mia").await.location, "/fr/decide");
    let path = format!("/api/v1/campaigns/{}/decisions", campaign.id);
    let order = json!({"act": "approve", "digest": digest});
    let (status, said) = mia.post(&format!("{path}/question"), &order).await;
    assert_eq!((status.as_u16(), code(&said)), (403, "passkey-needed"), "{said}");

    // The provider has just vouched for her, and she has none yet: a first passkey.
    let asked = mia.post("/auth/passkeys/question", &json!({})).await.1;
    let (mut passkey, credential) =
        SoftPasskey::create(&asked["options"], &world.base_url).expect("a passkey");
    let answer = json!({"question": asked["question"], "credential": credential});
    let (status, said) = mia.post("/auth/passkeys", &answer).await;
    assert!(status == 200 && said["next"] == "/en/account", "{said}");

    // Next time the provider's word alone changes nothing about her passkeys.
    let mut mia = Browser::new(&world);
    mia.sign_in("honest", "mia").await;
    assert_eq!(mia.go("/en/account/passkeys/add", None).await.location, "/en/account/proof/add");
    let (status, said) = mia.post("/auth/passkeys/question", &json!({})).await;
    assert_eq!((status.as_u16(), code(&said)), (403, "proof-needed"), "{said}");
    let account = mia.go("/en/account", None).await.body;
    let remove = account
        .split("href=\"")
        .find(|rest| rest.starts_with("/en/account/passkeys/") && rest.contains("/remove\""));
    let remove = remove.and_then(|rest| rest.split('"').next()).expect("a way to remove it").to_owned();
    let errand = remove.split('/').nth(4).expect("an id");
    assert_eq!(mia.go(&remove, Some("")).await.location, format!("/en/account/proof/remove.{errand}"));
    // Her passkey answers; another question's answer does not.
    let asked = mia.post("/auth/sign-in/question", &json!({})).await.1;
    let other = passkey.get(&asked["options"]).expect("an answer");
    let proof = mia.post("/auth/proof/add/question", &json!({})).await.1;
    let swapped = json!({"question": proof["question"], "credential": other});
    assert_eq!(mia.post("/auth/proof/add", &swapped).await.0, 401);
    let proof = mia.post("/auth/proof/add/question", &json!({})).await.1;
    let answer = json!({"question": proof["question"], "credential": passkey.get(&proof["options"]).expect("an answer")});
    let (status, said) = mia.post("/auth/proof/add", &answer).await;
    assert!(status == 200 && said["next"] == "/en/account/passkeys/add", "{said}");
    assert_eq!(mia.go("/en/account/passkeys/add", None).await.status, 200);

    // She decides with it.
    let asked = mia.post(&format!("{path}/question"), &order).await.1;
    let signed = passkey.get(&asked["options"]).expect("an answer");
    let signed = json!({"question": asked["question"], "credential": {"id": signed["id"], "response": signed["response"]}});
    let (status, said) = mia.post(&path, &signed).await;
    assert!(status.is_success(), "{status} {said}");

    // Her only passkey may go, for the provider lets her in; the other sessions go with it.
    let page = mia.go(&remove, None).await;
    assert!(page.status == 200 && page.body.contains("Remove this passkey?"), "{}", page.body);
    let page = mia.go(&remove, Some("")).await;
    assert!(page.status == 200 && page.body.contains("The passkey is removed"), "{}", page.body);
    assert_eq!(mia.go(&remove, Some("")).await.status, 404, "it is gone");
    assert_eq!(Browser::new(&world).sign_in("honest", "mia").await.status, 303);
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn the_last_way_in_stays_and_a_second_passkey_frees_the_first() {
    let world = World::start(Engines::Small, &[]).await;
    let link = invite_with(world.settings(), "officer", "o@foundation.example", &[]).expect("an invitation");
    let mut browser = Browser::new(&world);
    let path = format!("/auth/invitation/{}", link.rsplit('/').next().expect("a token"));
    let asked = browser.post(&format!("{path}/question"), &json!({})).await.1;
    let (mut first, credential) = SoftPasskey::create(&asked["options"], &world.base_url).expect("a passkey");
    let body = json!({"question": asked["question"], "credential": credential}).to_string();
    let enrolled = browser.client.post(format!("{}{path}", world.base_url)).header("Origin", &world.base_url);
    let enrolled =
        enrolled.header("Content-Type", "application/json").body(body).send().await.expect("an answer");
    let cookie = enrolled.headers()[SET_COOKIE].to_str().expect("text").to_owned();
    let host = world.base_url.split('/').nth(2).expect("a host").to_owned();
    let value = cookie.split(['=', ';']).nth(1).expect("a value").to_owned();
    browser.cookies.insert((host, "childalert".to_owned()), value);

    let id = credential["id"].as_str().expect("an id");
    let remove = format!("/en/account/passkeys/{id}/remove");
    let page = browser.go(&remove, Some("")).await;
    assert!(page.status == 409 && page.body.contains("only way in"), "{} {}", page.status, page.body);
    let evil =
        browser.client.post(format!("{}{remove}", world.base_url)).header("Origin", "https://evil.example");
    assert_eq!(evil.send().await.expect("an answer").status(), 403, "another site's form");

    let asked = browser.post("/auth/passkeys/question", &json!({})).await.1;
    assert_eq!(asked["options"]["publicKey"]["excludeCredentials"][0]["id"], id, "{asked}");
    let (mut second, credential) =
        SoftPasskey::create(&asked["options"], &world.base_url).expect("a passkey");
    let answer = json!({"question": asked["question"], "credential": credential});
    assert_eq!(browser.post("/auth/passkeys", &answer).await.0, 200);
    assert_eq!(browser.post("/auth/passkeys", &answer).await.0, 409, "once");
    let page = browser.go(&remove, Some("")).await;
    assert!(page.status == 200 && page.body.contains("The passkey is removed"), "{}", page.body);

    for (passkey, status) in [(&mut first, 401), (&mut second, 200)] {
        let asked = browser.post("/auth/sign-in/question", &json!({})).await.1;
        let answer = passkey.get(&asked["options"]).expect("an answer");
        let answer = json!({"question": asked["question"], "credential": answer});
        assert_eq!(browser.post("/auth/sign-in", &answer).await.0, status);
    }
    let trail = trail(&world);
    for noted in ["passkey.add", "passkey.revoke", "last-passkey"] {
        assert!(trail.contains(noted), "{noted} is not in:\n{trail}");
    }
}

#[tokio::test]
#[ignore = "needs a provider: tests/run.sh starts one"]
async fn too_many_questions_are_refused_for_a_while_and_said_once() {
    let world = world().await;
    let mut browser = Browser::new(&world);
    let mut refused = None;
    for _ in 0..200 {
        let request = browser.client.post(format!("{}/auth/sign-in/question", world.base_url));
        let answer = request.header("Origin", &world.base_url).send().await.expect("an answer");
        if answer.status() == 429 {
            assert!(answer.headers().contains_key("retry-after"));
            let problem: Value = serde_json::from_str(&answer.text().await.expect("text")).expect("JSON");
            assert_eq!(code(&problem), "too-many-requests");
            refused = Some(());
            break;
        }
        assert_eq!(answer.status(), 200);
    }
    assert!(refused.is_some(), "200 questions at once were answered");
    let words = [
        ("fr", "Trop de demandes"),
        ("nl", "Te veel verzoeken"),
        ("de", "Zu viele Anfragen"),
        ("en", "Too many requests"),
    ];
    for (lang, said) in words {
        // Each second gives one question back: the page is asked until it is refused.
        let mut page = browser.go(&format!("/{lang}/sign-in/provider/honest"), None).await;
        for _ in 0..20 {
            if page.status == 429 {
                break;
            }
            page = browser.go(&format!("/{lang}/sign-in/provider/honest"), None).await;
        }
        assert!(page.status == 429 && page.body.contains(said), "{lang}: {} {}", page.status, page.body);
    }
    // Behind our own proxy somebody else is not held up.
    let request = browser.client.post(format!("{}/auth/sign-in/question", world.base_url));
    let request = request.header("Origin", &world.base_url).header("X-Forwarded-For", "198.51.100.7");
    assert_eq!(request.send().await.expect("an answer").status(), 200);
    let trail = trail(&world);
    assert_eq!(trail.matches("too-many-requests").count(), 1, "{trail}");
    assert!(!trail.contains("127.0.0.1"), "no address is in the trail");
}

/// In a real browser that runs no script at all: sign-in page, provider, account. Then with one: a passkey added and removed.
#[tokio::test]
#[ignore = "needs Chromium and a provider: tests/run.sh has both"]
async fn a_browser_signs_in_by_the_provider_without_a_script() {
    let world = world().await;
    let with = ["--provider", "honest"];
    invite_with(world.settings(), "officer", "eva@police.example", &with).expect("an invitation");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/provider.mjs");
    let input = json!({"origin": world.base_url, "provider": "honest", "login": "eva"}).to_string();
    let run = move || {
        let mut node = Command::new("node")
            .arg(script)
            .arg(variable("CHILDALERT_TEST_BROWSER"))
            .arg(std::env::var("CHILDALERT_TEST_PICTURES").unwrap_or_default())
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
    assert_eq!(said["passkeys"], json!([0, 1, 0]), "before, after adding, after removing: {said}");
}
