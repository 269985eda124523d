//! The officer's file and a new campaign, on pages alone: forms as a browser without a script sends them.

use crate::browsing::{cookie, enrol, field, filled};
use crate::world::{Engines, FACE, World, invite};
use childalert_app::{Action, Role, clock_in_brussels};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{Client, RequestBuilder, redirect};
use serde_json::json;

const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// Somebody who has signed in, in a browser.
struct Officer<'a> {
    world: &'a World,
    client: Client,
    cookie: String,
}

/// A page, or where it sends to.
struct Answer {
    status: u16,
    place: String,
    body: String,
}

impl<'a> Officer<'a> {
    async fn signed_in(world: &'a World, role: &str) -> Officer<'a> {
        let none = redirect::Policy::none();
        let client = Client::builder().no_proxy().redirect(none).build().expect("a client");
        let link = invite(world.settings(), role, &format!("{role}-pages@foundation.example"));
        let (_, _, enrolled) = enrol(&client, &world.base_url, &link).await;
        let cookie = cookie(&enrolled).expect("a cookie");
        Officer { world, client, cookie }
    }

    async fn sent(&self, request: RequestBuilder) -> Answer {
        let request = request.header("Cookie", &self.cookie).header("Origin", &self.world.base_url);
        let response = request.send().await.expect("an answer");
        let place =
            response.headers().get("location").and_then(|place| place.to_str().ok()).unwrap_or_default();
        let (status, place) = (response.status().as_u16(), place.to_owned());
        Answer { status, place, body: response.text().await.expect("a page") }
    }

    async fn see(&self, path: &str) -> String {
        let answer = self.sent(self.client.get(format!("{}{path}", self.world.base_url))).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }

    /// Sends a form; `once` makes one of two sendings.
    async fn send(&self, path: &str, once: u32, fields: &[(&str, &str)]) -> Answer {
        let once = format!("00000000-0000-4000-8000-{once:012}");
        let mut form = vec![("once", once.as_str())];
        form.extend_from_slice(fields);
        self.sent(filled(self.client.post(format!("{}{path}", self.world.base_url)), &form)).await
    }

    /// Sends a step's form as it was shown a moment ago.
    async fn step(&self, path: &str, once: u32, fields: &[(&str, &str)]) -> Answer {
        let seen = field(&self.see(path).await, "seen");
        let mut sent = fields.to_vec();
        sent.push(("seen", seen.as_str()));
        self.send(path, once, &sent).await
    }

    /// Sends a form with a file.
    async fn upload(&self, path: &str, once: u32, fields: &[(&str, &str)], file: &[u8]) -> Answer {
        let once = format!("00000000-0000-4000-8000-{once:012}");
        let mut body = Vec::new();
        for (name, value) in [("once", once.as_str())].iter().chain(fields) {
            body.extend_from_slice(
                format!("--border\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .as_bytes(),
            );
        }
        let head = "--border\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\
            Content-Type: application/octet-stream\r\n\r\n";
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--border--\r\n");
        let request = self.client.post(format!("{}{path}", self.world.base_url));
        self.sent(request.header("Content-Type", "multipart/form-data; boundary=border").body(body)).await
    }
}

fn day(at: DateTime<Utc>) -> String {
    clock_in_brussels(at).date().to_string()
}

fn time(at: DateTime<Utc>) -> String {
    clock_in_brussels(at).format("%H:%M").to_string()
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn a_campaign_is_prepared_from_the_facts_to_the_draft_on_pages_alone() {
    let world = World::start(Engines::Small, &[]).await;
    let officer = Officer::signed_in(&world, "officer").await;
    let (now, hours) = (world.now(), TimeDelta::hours);
    let (missing, told, heard) = (now - hours(3), now - hours(2), now - hours(1));
    let until = now + TimeDelta::days(5);

    // The facts: what is wrong is named with its field, and what was typed is kept.
    assert!(officer.see("/en/cases").await.contains("New case"));
    let reference = field(&officer.see("/en/cases/new").await, "reference");
    let (missing_day, missing_time, told_day, told_time) =
        (day(missing), time(missing), day(told), time(told));
    let mut facts = vec![
        ("reference", reference.as_str()),
        ("person.family_name", "Invented"),
        ("person.date_of_birth", "2015-03-09"),
        ("person.grammar", "masculine"),
        ("kind", "undefined"),
        ("missing_since.date", missing_day.as_str()),
        ("missing_since.time", missing_time.as_str()),
        ("requested_by", "parents"),
        ("criteria", "under_13"),
        ("criteria.under_13", "Eleven years old."),
        ("cell_told_at.date", told_day.as_str()),
        ("cell_told_at.time", told_time.as_str()),
    ];
    let wrong = officer.send("/en/cases/new", 1, &facts).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("href=\"#person.given_name\"") && wrong.body.contains("Eleven years old."));
    facts.push(("person.given_name", "Noé"));
    let too_old: Vec<_> = facts
        .iter()
        .map(
            |(name, value)| {
                if *name == "person.date_of_birth" { (*name, "1980-01-01") } else { (*name, *value) }
            },
        )
        .collect();
    let refused = officer.send("/en/cases/new", 2, &too_old).await;
    assert!(refused.status == 422 && refused.body.contains("(P 2.1)"), "the rule, with its source");
    let opened = officer.send("/en/cases/new", 3, &facts).await;
    let again = officer.send("/en/cases/new", 3, &facts).await;
    assert_eq!((opened.status, again.status, &opened.place), (303, 303, &again.place), "a double click");
    let case = opened.place;

    // Two officers at once: the second sees what the first made of it, beside what they typed.
    let page = officer.see(&format!("{case}/facts")).await;
    let version = field(&page, "version");
    let with = |text: &'static str, version: &str| {
        let mut fields: Vec<(String, String)> =
            facts.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        fields.push(("circumstances".to_owned(), text.to_owned()));
        fields.push(("version".to_owned(), version.to_owned()));
        fields
    };
    let send = async |once, fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        officer.send(&format!("{case}/facts"), once, &fields).await
    };
    assert_eq!(send(4, with("Seen at the station.", &version)).await.status, 303);
    let stale = send(5, with("Seen at the market.", &version)).await;
    assert_eq!(stale.status, 409);
    assert!(
        stale.body.contains("Now on file: Seen at the station.")
            && stale.body.contains("Seen at the market.")
    );
    let newer = field(&stale.body, "version");
    assert_eq!(
        send(6, with("Seen at the market.", &newer)).await.status,
        303,
        "sent again, it is a decision"
    );

    // Papers and photo.
    let (heard_day, heard_time) = (day(heard), time(heard));
    let declaration = [
        ("police_service", "Invented zone"),
        ("report_number", "BR.37.L3.000001/2026"),
        ("declared_at.date", told_day.as_str()),
        ("declared_at.time", told_time.as_str()),
        ("verification", "details"),
        ("verification.contact", "Duty inspector"),
        ("verification.magistrate", "Invented"),
    ];
    let declared = officer.upload(&format!("{case}/declaration"), 7, &declaration, b"").await;
    assert_eq!(declared.status, 303, "{}", declared.body);

    // The session ends while a scan is sent: what was typed is kept, and the file is asked for again instead of left out.
    let stranger = Officer { world: &world, client: officer.client.clone(), cookie: String::new() };
    let kept = stranger.upload(&format!("{case}/declaration"), 70, &declaration, b"%PDF-1.7").await;
    assert!(kept.status == 401 && kept.body.contains("Only the file cannot be kept"), "{}", kept.body);
    let lost = field(&kept.body, "file.lost");
    let again: Vec<_> = declaration.iter().copied().chain([("file.lost", lost.as_str())]).collect();
    let asked = officer.send(&format!("{case}/declaration"), 70, &again).await;
    assert!(asked.status == 422 && asked.body.contains("href=\"#file\""), "{}", asked.body);
    assert_eq!(field(&asked.body, "report_number"), "BR.37.L3.000001/2026");

    // Typed without its tick: asked about, and not dropped.
    let unticked: Vec<_> =
        facts.iter().copied().chain([("criteria.treatment", "Insulin."), ("version", &newer)]).collect();
    let asked = officer.send(&format!("{case}/facts"), 71, &unticked).await;
    assert!(asked.status == 422 && asked.body.contains("href=\"#criteria.treatment\""), "{}", asked.body);
    assert!(asked.body.contains("Insulin."));
    for (once, party) in (8..).zip(["magistrate", "police", "foundation", "cell", "parents"]) {
        let said = [
            ("party", party),
            ("at.date", heard_day.as_str()),
            ("at.time", heard_time.as_str()),
            ("advice", "favourable"),
        ];
        assert_eq!(officer.send(&format!("{case}/heard/add"), once, &said).await.status, 303, "{party}");
    }
    let kind = officer.upload(&format!("{case}/photo"), 20, &[], b"a letter, not a picture").await;
    assert!(kind.status == 422 && kind.body.contains("href=\"#file\""), "{}", kind.body);
    assert_eq!(officer.upload(&format!("{case}/photo"), 21, &[], FACE).await.status, 303);
    let photos = officer.see(&format!("{case}/photo")).await;
    let photo = photos.split("/photos/").nth(1).and_then(|rest| rest.get(..64)).expect("a photo").to_owned();
    let framed = [("focus_x", "500"), ("focus_y", "400")];
    assert_eq!(officer.send(&format!("{case}/photo/{photo}/frame"), 22, &framed).await.status, 303);
    let beyond = [("focus_x", "5000"), ("focus_y", "400")];
    assert_eq!(officer.send(&format!("{case}/photo/{photo}/frame"), 23, &beyond).await.status, 422);
    assert_eq!(officer.send(&format!("{case}/photo/{photo}/official"), 24, &[]).await.status, 303);
    let stranger = "0".repeat(64);
    assert_eq!(officer.send(&format!("{case}/photo/{stranger}/official"), 25, &[]).await.status, 404);

    // Consent by word of mouth: a municipality is looked for first, and nothing is saved by that.
    let (until_day, until_time) = (day(until + TimeDelta::days(1)), time(until));
    let mut consent = vec![
        ("holder", "The father (invented)"),
        ("authority", "parent"),
        ("given_at.date", heard_day.as_str()),
        ("given_at.time", heard_time.as_str()),
        ("form", "oral"),
        ("note", "Said on the telephone to the officer."),
        ("scope.photos", photo.as_str()),
        ("scope.channels", "page"),
        ("scope.channels", "feed"),
        ("scope.languages", "fr"),
        ("scope.until.date", until_day.as_str()),
        ("scope.until.time", until_time.as_str()),
        ("reach", "places"),
    ];
    let looking: Vec<_> = consent.iter().copied().chain([("do", "find"), ("find", "1050")]).collect();
    let found = officer.send(&format!("{case}/consent/record"), 30, &looking).await;
    assert!(
        found.status == 200 && found.body.contains("value=\"21009\"") && found.body.contains("The father")
    );
    consent.push(("place", "21009"));
    assert_eq!(officer.send(&format!("{case}/consent/record"), 31, &consent).await.status, 303);
    let missing_yet = officer.see(&case).await;
    assert!(!missing_yet.contains("Something is missing"), "the file is complete");

    // The campaign, step by step; what is wrong with a step is said there, and kept.
    let begun = officer.send(&format!("{case}/campaign"), 40, &[]).await;
    let steps = begun.place.strip_suffix("/kind").expect("the first step").to_owned();
    let (end_day, end_time) = (day(until), time(until));
    let kind = [
        ("kind", "online"),
        ("until.date", end_day.as_str()),
        ("until.time", end_time.as_str()),
        ("shown_name", "Noé I."),
        ("photos", photo.as_str()),
    ];
    assert_eq!(officer.step(&begun.place, 41, &kind).await.place, format!("{steps}/area"));
    let area = [("reach", "places"), ("place", "21009")];
    assert_eq!(officer.step(&format!("{steps}/area"), 42, &area).await.place, format!("{steps}/channels"));
    let pigeon = officer.step(&format!("{steps}/channels"), 43, &[("channels", "pigeon")]).await;
    assert!(pigeon.status == 422 && pigeon.body.contains("href=\"#channels\""), "{}", pigeon.body);
    let email = officer.step(&format!("{steps}/channels"), 44, &[("channels", "email")]).await;
    assert_eq!(email.status, 422, "an online campaign writes to nobody");
    let channels = [("channels", "page"), ("channels", "feed")];
    let languages = officer.step(&format!("{steps}/channels"), 45, &channels).await.place;
    assert!(officer.see(&languages).await.contains("value=\"nl\" checked"), "the area speaks it");
    let words = officer.step(&languages, 46, &[("languages", "fr")]).await.place;
    assert_eq!(words, format!("{steps}/words-fr"));
    let long = "mot ".repeat(36);
    let too_long = [("notices.fr.place", "Rue de la Paix 12, Ixelles"), ("notices.fr.appeal", long.as_str())];
    assert_eq!(officer.step(&words, 47, &too_long).await.status, 422);
    let unready = officer.step(&format!("{steps}/check"), 48, &[("do", "make")]).await;
    assert_eq!(unready.status, 422);
    assert!(
        unready.body.contains("/words-fr?then&#x3D;check#notices.fr.appeal"),
        "to the step and its field"
    );
    assert!(unready.body.contains("a notice never names a house"), "and what may be private is asked about");
    let right = [
        ("notices.fr.place", "Ixelles, quartier Flagey"),
        ("notices.fr.appeal", "Vous l’avez vu ? Appelez."),
    ];
    assert_eq!(officer.step(&words, 49, &right).await.place, format!("{steps}/check"));
    let check = officer.see(&format!("{steps}/check")).await;
    assert!(
        check.contains("Noé I.") && check.contains("Dutch"),
        "what was answered, and a language that misses"
    );
    // A colleague saved the same step meanwhile: nothing of theirs is replaced unseen.
    let older = field(&officer.see(&words).await, "seen");
    let theirs = [("notices.fr.place", "Etterbeek"), ("notices.fr.appeal", "Vous l’avez vu ? Appelez.")];
    assert_eq!(officer.step(&words, 51, &theirs).await.status, 303);
    let mut mine = right.to_vec();
    mine.push(("seen", older.as_str()));
    let unseen = officer.send(&words, 52, &mine).await;
    assert_eq!(unseen.status, 409, "{}", unseen.body);
    assert!(unseen.body.contains("Etterbeek") && unseen.body.contains("quartier Flagey"), "both are shown");
    assert_eq!(officer.step(&words, 53, &right).await.status, 303, "sent again, it is a decision");

    let seen = field(&officer.see(&format!("{steps}/check")).await, "seen");
    let make = [("do", "make"), ("seen", seen.as_str())];
    let made = officer.send(&format!("{steps}/check"), 50, &make).await;
    let twice = officer.send(&format!("{steps}/check"), 50, &make).await;
    assert!(made.status == 303 && made.place.starts_with("/en/campaigns/"), "{}", made.body);
    assert_eq!(made.place, twice.place, "a double click makes one");
    let gone = officer.sent(officer.client.get(format!("{}{steps}/check", world.base_url))).await;
    assert!(gone.status == 410 && gone.body.contains("Back to the case"), "what to do next");
    let campaign = made.place.rsplit('/').next().expect("an id");
    let kept = world.officer.get(&format!("/campaigns/{campaign}")).await.expect("the campaign");
    assert_eq!(kept["draft"]["area"], json!({"municipalities": ["21009"]}));
    assert_eq!(kept["draft"]["shown_name"], "Noé I.");
}

/// Pages of a case's file and of a new campaign, and what each takes.
const PAGES: &[(&str, Action)] = {
    use Action as A;
    &[
        ("/cases", A::ReadCases),
        ("/cases/new", A::WriteCases),
        ("/cases/{id}", A::ReadCases),
        ("/cases/{id}/facts", A::WriteCases),
        ("/cases/{id}/photo", A::ReadCases),
        ("/cases/{id}/declaration", A::WriteCases),
        ("/cases/{id}/heard", A::ReadCases),
        ("/cases/{id}/heard/add", A::WriteCases),
        ("/cases/{id}/consent", A::ReadCases),
        ("/cases/{id}/consent/ask", A::AskConsent),
        ("/cases/{id}/consent/record", A::WriteCases),
        ("/cases/{id}/consent/denied", A::WriteCases),
        ("/cases/{id}/consent/without", A::WriteCases),
        ("/cases/{id}/consent/{id}/withdraw", A::WriteCases),
        ("/cases/{id}/campaign/{id}", A::PrepareCampaigns),
        ("/cases/{id}/campaign/{id}/kind", A::PrepareCampaigns),
        ("/cases/{id}/campaign/{id}/check", A::PrepareCampaigns),
    ]
};

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn every_role_opens_the_pages_that_the_table_says_and_a_stranger_none() {
    let world = World::start(Engines::Small, &[]).await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Worker) {
        let person = Officer::signed_in(&world, role.name()).await;
        for (path, action) in PAGES {
            let path = format!("{}/en{}", world.base_url, path.replace("{id}", NOBODY));
            let status = person.sent(person.client.get(&path)).await.status;
            let may = action.roles().contains(&role);
            assert_eq!(status == 403, !may, "{path} as {}: {status}", role.name());
            assert!(!may || [200, 404].contains(&status), "{path} as {}: {status}", role.name());
        }
        if role == Role::Officer {
            for (path, _) in PAGES {
                let path = path.replace("{id}", NOBODY);
                let stranger = person.client.get(format!("{}/en{path}", world.base_url)).send().await;
                let to = format!("/en/sign-in?to={}", path.replace('/', "%2F"));
                assert_eq!(stranger.expect("an answer").headers()["location"], to.as_str(), "{path}");
            }
        }
    }
}
