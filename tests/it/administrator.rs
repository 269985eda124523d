//! The administrator's pages, as a browser without a script uses them.

use crate::browsing::{cookie, enrol, field, filled};
use crate::world::{Engines, World, childalert, invite};
use childalert_demo::client::Caller;
use reqwest::Response;
use serde_json::{Value, json};

/// Somebody who is signed in.
struct Person<'a> {
    world: &'a World,
    cookie: String,
}

impl<'a> Person<'a> {
    async fn with(world: &'a World, role: &str, email: &str) -> Person<'a> {
        Person::invited(world, &invite(world.settings(), role, email)).await.0
    }

    /// Follows an invitation; where it leads to.
    async fn invited(world: &'a World, link: &str) -> (Person<'a>, String) {
        let (_, _, enrolled) = enrol(&world.client, &world.base_url, link).await;
        assert_eq!(enrolled.status(), 200);
        let cookie = cookie(&enrolled).expect("a cookie");
        let next: Value = serde_json::from_str(&enrolled.text().await.expect("text")).expect("JSON");
        (Person { world, cookie }, next["next"].as_str().expect("a place").to_owned())
    }

    async fn get(&self, path: &str) -> (u16, String) {
        let request = self.world.client.get(format!("{}{path}", self.world.base_url));
        read(request.header("Cookie", &self.cookie).send().await.expect("an answer")).await
    }

    /// Submits a form from a page of `origin`; follows to the page that it leads to.
    async fn submit(&self, origin: &str, path: &str, fields: &[(&str, &str)]) -> (u16, String) {
        let request = self.world.client.post(format!("{}{path}", self.world.base_url));
        let request = request.header("Cookie", &self.cookie).header("Origin", origin);
        read(filled(request, fields).send().await.expect("an answer")).await
    }

    async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> (u16, String) {
        self.submit(&self.world.base_url.clone(), path, fields).await
    }
}

async fn read(response: Response) -> (u16, String) {
    (response.status().as_u16(), response.text().await.unwrap_or_default())
}

/// The value of a field after a mark.
fn field_after(page: &str, mark: &str, name: &str) -> String {
    let after = page.split(mark).nth(1).unwrap_or_else(|| panic!("{mark} is not on the page"));
    field(after, name)
}

fn link(page: &str) -> Option<&str> {
    page.split("readonly value=\"").nth(1)?.split('"').next()
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn the_administrator_sees_how_the_service_is_and_a_monitor_reads_the_same() {
    let world = World::start(Engines::Small, &[]).await;
    let invitation = invite(world.settings(), "administrator", "first@foundation.example");
    let (administrator, home) = Person::invited(&world, &invitation).await;
    assert!(home.ends_with("/health"), "{home}");
    let (status, page) = administrator.get("/en/health").await;
    assert!(status == 200 && page.contains("A campaign can be taken back now."), "{page}");
    assert!(page.contains("None is told of launches and ends."), "what is not configured is said: {page}");
    for lang in ["fr", "nl", "de"] {
        assert_eq!(administrator.get(&format!("/{lang}/health")).await.0, 200);
    }

    let mut command = childalert(world.settings());
    let made = command.args(["key", "create", "--role", "administrator", "--scope", "read_health"]);
    let key = String::from_utf8_lossy(&made.output().expect("it runs").stdout).trim().to_owned();
    let monitor = Caller::new(&world.client, &world.base_url, &key);
    let view = monitor.get("/health").await.expect("how it is");
    let found = |part: &str| {
        let checks = view["checks"].as_array().expect("checks");
        checks.iter().find(|check| check["part"] == part).expect(part)["found"].clone()
    };
    assert_eq!([found("database"), found("broker"), found("files")], ["answers", "answers", "keeps"]);
    assert_eq!((found("render"), found("trail")), ("here".into(), "holds".into()), "{view}");
    assert_eq!((&view["launch"], &view["take_back"]), (&json!("look"), &json!("good")), "{view}");
    let channels = view["channels"].as_array().expect("channels");
    assert!(channels.iter().any(|channel| channel["channel"] == "page" && channel["found"] == "ready"));

    let officer = Person::with(&world, "officer", "officer@foundation.example").await;
    assert_eq!(officer.get("/en/health").await.0, 403);
    assert_eq!(officer.get("/en/accounts").await.0, 403);
    assert!(world.page("/en/health").await.1.contains("Sign in"), "a stranger is asked who they are");
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn accounts_are_made_confirmed_and_closed_by_forms() {
    let world = World::start(Engines::Small, &[]).await;
    let first = Person::with(&world, "administrator", "first@foundation.example").await;
    let second = Person::with(&world, "privacy_officer", "second@foundation.example").await;
    let (status, page) = first.get("/en/accounts").await;
    assert!(status == 200 && page.contains("second@foundation.example"), "{page}");
    let once = field_after(&page, "<form class=\"fields\"", "once");

    // What was typed stays, and what is wrong is said at its field.
    let wrong = [
        ("once", once.as_str()),
        ("do", "invite"),
        ("name", "Noor Invented"),
        ("email", "nowhere"),
        ("lang", "nl"),
    ];
    let (status, page) = first.sends("/en/accounts", &wrong).await;
    assert_eq!(status, 422);
    assert!(page.contains("value=\"Noor Invented\"") && page.contains("href=\"#email\""), "{page}");
    assert!(page.contains("id=\"role-wrong\"") && page.contains("e-mail address, such as"), "{page}");

    // The link is shown once, to whoever made it.
    let good = |email: &'static str, role: &'static str, once: &str| {
        [
            ("once", once.to_owned()),
            ("do", "invite".to_owned()),
            ("name", "Noor Invented".to_owned()),
            ("email", email.to_owned()),
            ("lang", "nl".to_owned()),
            ("role", role.to_owned()),
            ("reason", "new here".to_owned()),
        ]
    };
    let send = async |person: &Person<'_>, fields: &[(&str, String)]| {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        person.sends("/en/accounts", &fields).await
    };
    let volunteer = good("noor@foundation.example", "volunteer", &once);
    let (status, page) = send(&first, &volunteer).await;
    assert_eq!(status, 200);
    let invitation = link(&page).expect("the link").to_owned();
    let (_, again) = send(&first, &volunteer).await;
    assert!(link(&again).is_none() && again.contains("was shown once already"), "{again}");
    let (_, home) = Person::invited(&world, &invitation).await;
    assert_eq!(home, "/nl/account");
    let taken = send(&first, &good("noor@foundation.example", "volunteer", "another")).await;
    assert!(taken.0 == 422 && taken.1.contains("href=\"#email\""), "{}", taken.1);

    // Nothing that was typed is lost where the session ended meanwhile: it is sent again after signing in beside it.
    let gone = Person { world: &world, cookie: "nobody=here".to_owned() };
    let (status, page) = send(&gone, &good("late@foundation.example", "volunteer", "late")).await;
    assert!(status == 401 && page.contains("action=\"/en/accounts\""), "{page}");
    assert!(
        page.contains("value=\"late@foundation.example\"") && page.contains("value=\"new here\""),
        "{page}"
    );

    // A role that can do harm waits for somebody else.
    let (status, page) = send(&first, &good("officer@foundation.example", "officer", "a-third")).await;
    assert!(status == 200 && page.contains("waits for a second person now"), "{page}");
    assert!(page.contains("Invite Noor Invented as case officer") && page.contains("another person must"));
    let (_, page) = second.get("/en/accounts").await;
    assert!(!page.contains("value=\"invite\""), "who may not invite has no form for it");
    let mark = "<form class=\"pair\"";
    let (id, once) = (field_after(&page, mark, "id"), field_after(&page, mark, "once"));
    let fields = [("once", once.as_str()), ("id", id.as_str()), ("do", "confirm")];
    let elsewhere = second.submit("https://evil.example", "/en/accounts", &fields).await;
    assert_eq!(elsewhere.0, 403, "no other site confirms anything");
    let own = first.sends("/en/accounts", &fields).await;
    assert!(own.0 == 403 && own.1.contains("Another person is needed"), "{}", own.1);
    let (status, page) = second.sends("/en/accounts", &fields).await;
    assert!(status == 200 && link(&page).is_some(), "{page}");

    // One account: another role, and no more.
    let (_, page) = first.get("/en/accounts").await;
    let row = page.split("officer@foundation.example").next().expect("the rows before");
    let url = row.rsplit("href=\"").next().and_then(|rest| rest.split('"').next()).expect("its address");
    let (status, page) = first.get(url).await;
    assert_eq!(status, 200);
    let keys: Vec<&str> =
        page.split("name=\"once\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let short = [("once", keys[0]), ("do", "role"), ("role", "volunteer"), ("reason", "x")];
    let (status, refused) = first.sends(url, &short).await;
    assert!(status == 422 && refused.contains("href=\"#role_reason\""), "{refused}");
    let lower = [("once", keys[0]), ("do", "role"), ("role", "volunteer"), ("reason", "as agreed")];
    let (status, changed) = first.sends(url, &lower).await;
    assert!(status == 200 && changed.contains("The role is changed."), "{changed}");
    let (status, page) = second.sends(url, &[("once", keys[2]), ("do", "suspend")]).await;
    assert!(status == 403, "{page}");
    let (status, page) = first.sends(url, &[("once", keys[2]), ("do", "suspend")]).await;
    assert!(status == 200 && page.contains("The account is suspended.") && page.contains("suspended</dd>"));
    assert!(!page.contains("value=\"suspend\""), "it is not suspended again");
}
