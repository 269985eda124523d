//! A service that knows a provider under many names, and a browser that goes there and back.

use crate::world::{Engines, World, childalert, variable};
use reqwest::header::{LOCATION, SET_COOKIE};
use reqwest::{Client, StatusCode};
use serde_json::Value;
use std::collections::BTreeMap;

/// Clients whose tokens are spoilt: tests/servers/oidc.mjs says how.
pub const SPOILT: [&str; 10] =
    ["nonce", "audience", "party", "issuer", "expired", "old", "unsigned", "shared", "foreign", "hash"];

/// A service that knows the provider under the name of each of its clients.
pub async fn world(engines: Engines) -> World {
    let mut world = World::prepare(engines);
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
    for id in ["stale", "timeless", "rotating"] {
        file += &section(id, &secret);
    }
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
pub struct Page {
    pub status: u16,
    pub location: String,
    pub set: Vec<String>,
    pub body: String,
}

/// A browser: it keeps cookies and follows nothing by itself.
#[derive(Clone)]
pub struct Browser {
    pub client: Client,
    base_url: String,
    /// By host and name.
    pub cookies: BTreeMap<(String, String), String>,
}

impl Browser {
    pub fn new(world: &World) -> Browser {
        let client = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build();
        Browser {
            client: client.expect("a client"),
            base_url: world.base_url.clone(),
            cookies: BTreeMap::new(),
        }
    }

    pub async fn go(&mut self, url: &str, form: Option<&str>) -> Page {
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
    pub async fn up_to_the_way_back(&mut self, lang: &str, id: &str, login: &str) -> String {
        self.through(&format!("/{lang}/sign-in/provider/{id}"), login).await
    }

    /// The same, from whichever page of ours leads there.
    pub async fn through(&mut self, from: &str, login: &str) -> String {
        let mut page = self.go(from, None).await;
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

    pub async fn sign_in(&mut self, id: &str, login: &str) -> Page {
        let back = self.up_to_the_way_back("en", id, login).await;
        self.go(&back, None).await
    }

    /// Signs out at the provider, without a word to us.
    pub fn forget_provider(&mut self) {
        let own = self.base_url.split('/').nth(2).unwrap_or_default().to_owned();
        self.cookies.retain(|(host, _), _| *host == own);
    }

    pub async fn me(&mut self) -> u16 {
        self.go("/api/v1/me", None).await.status
    }

    /// Posts JSON as the script of our pages does: status, and the answer.
    pub async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
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

pub fn code(problem: &Value) -> &str {
    problem["type"].as_str().and_then(|code| code.rsplit('/').next()).unwrap_or_default()
}

/// Everything in the trail, as text.
pub fn trail(world: &World) -> String {
    let file = world.folder.path().join("trail.jsonl");
    let _ = std::fs::remove_file(&file);
    let export = childalert(world.settings()).args(["audit", "export", "--out"]).arg(&file).output();
    let export = export.expect("childalert runs");
    assert!(export.status.success(), "{}", String::from_utf8_lossy(&export.stderr));
    let verify = childalert(world.settings()).args(["audit", "verify"]).output().expect("childalert runs");
    assert!(verify.status.success(), "every seal holds: {}", String::from_utf8_lossy(&verify.stdout));
    std::fs::read_to_string(&file).expect("the trail")
}
