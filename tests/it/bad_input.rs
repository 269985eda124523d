//! What goes wrong is named: every field, every rule, with the mend, in the caller's language; and nothing is done.

use crate::world::{Engines, FACE, World, text};
use childalert_demo::script;
use reqwest::Method;
use serde_json::{Value, json};

/// A call with everything in the open; status and problem.
async fn call(world: &World, key: &str, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
    let url = format!("{}/api/v1{path}", world.base_url);
    let mut request = world.client.request(method, url).bearer_auth(key);
    request = request.header("Idempotency-Key", uuid()).header("Accept-Language", "en");
    if let Some(body) = body {
        request = request.header("Content-Type", "application/json").body(body.to_string());
    }
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    let text = response.text().await.expect("text");
    (status, serde_json::from_str(&text).unwrap_or_else(|_| panic!("not JSON: {text}")))
}

fn uuid() -> String {
    use childalert_app::Ids;
    childalert_app::SystemIds.id().to_string()
}

/// Fields and codes of a problem.
fn faults(problem: &Value) -> Vec<(String, String)> {
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    errors
        .iter()
        .map(|error| {
            assert!(!text(error, "message").is_empty());
            (text(error, "field"), text(error, "code"))
        })
        .collect()
}

fn rules(problem: &Value) -> Vec<String> {
    let refusals = problem["refusals"].as_array().cloned().unwrap_or_default();
    refusals
        .iter()
        .map(|refusal| {
            assert!(!text(refusal, "message").is_empty() && !text(refusal, "mend").is_empty());
            assert!(!text(refusal, "source").is_empty());
            text(refusal, "rule")
        })
        .collect()
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn every_field_that_is_wrong_is_named_at_once() {
    let world = World::start(Engines::Small, &[]).await;
    let key = crate::world::key(world.settings(), "officer", &[]);
    let mut case = script::case(world.now());
    case["colour"] = json!("red");
    case["reference"] = json!("17");
    case["kind"] = json!("lost");
    case["missing_since"] = json!("yesterday");
    case["person"]["given_name"] = json!(7);
    case["criteria"][0]["criterion"] = json!("under13");
    case["person"].as_object_mut().expect("a person").remove("date_of_birth");
    let (status, problem) = call(&world, &key, Method::POST, "/cases", Some(case)).await;
    assert_eq!(status, 422, "{problem}");
    let expected = [
        ("colour", "unknown"),
        ("criteria.0.criterion", "not-one-of"),
        ("kind", "not-one-of"),
        ("missing_since", "wrong-format"),
        ("person.date_of_birth", "required"),
        ("person.given_name", "wrong-type"),
        ("reference", "pattern"),
    ];
    let expected: Vec<(String, String)> =
        expected.iter().map(|(field, code)| ((*field).to_owned(), (*code).to_owned())).collect();
    assert_eq!(faults(&problem), expected, "{problem}");
    let (_, listed) = call(&world, &key, Method::GET, "/cases", None).await;
    assert_eq!(listed, json!([]), "nothing half-done");

    let url = format!("{}/api/v1/cases", world.base_url);
    let broken = world
        .client
        .post(&url)
        .bearer_auth(&key)
        .header("Content-Type", "application/json")
        .header("Accept-Language", "fr-BE, fr;q=0.9")
        .body("{\"reference\": ")
        .send()
        .await
        .expect("an answer");
    assert_eq!(broken.status(), 400);
    assert_eq!(broken.headers()["content-type"], "application/problem+json");
    assert_eq!(broken.headers()["content-language"], "fr");
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn keys_open_what_their_role_may_and_nothing_else() {
    let world = World::start(Engines::Small, &[]).await;
    let magistrate = crate::world::key(world.settings(), "magistrate", &[]);
    let case = Some(script::case(world.now()));
    assert_eq!(call(&world, "nonsense", Method::GET, "/cases", None).await.0, 401);
    assert_eq!(call(&world, &format!("{magistrate}x"), Method::GET, "/cases", None).await.0, 401);
    assert_eq!(call(&world, &magistrate, Method::POST, "/cases", case).await.0, 403);
    let officer = crate::world::key(world.settings(), "officer", &[]);
    let missing = "00000000-0000-7000-8000-000000000000";
    let decision = Some(json!({"act": "approve", "digest": "0".repeat(64)}));
    let path = format!("/campaigns/{missing}/decisions/question");
    assert_eq!(
        call(&world, &officer, Method::POST, &path, decision).await.0,
        403,
        "an officer decides nothing"
    );
    assert_eq!(call(&world, &officer, Method::GET, &format!("/cases/{missing}"), None).await.0, 404);
    let worker = crate::world::key(world.settings(), "worker", &["page"]);
    assert_eq!(call(&world, &worker, Method::GET, "/cases", None).await.0, 403);
    let job = json!({"act": "place", "id": missing, "epoch": 1});
    let ledger = |key: String, version: &'static str| {
        let request = world.client.post(format!("{}/ledger/v1/begin", world.base_url)).bearer_auth(key);
        request.header("X-Childalert-Protocol", version).json(&job).send()
    };
    assert_eq!(ledger(worker.clone(), "3").await.expect("an answer").status(), 200);
    assert_eq!(ledger(worker, "2").await.expect("an answer").status(), 426, "an older binary is refused");
    assert_eq!(ledger(officer, "3").await.expect("an answer").status(), 403);
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn a_repeated_request_gets_the_same_answer_and_does_nothing_twice() {
    let world = World::start(Engines::Small, &[]).await;
    let key = crate::world::key(world.settings(), "officer", &[]);
    let url = format!("{}/api/v1/cases", world.base_url);
    let case = script::case(world.now());
    let post = |idempotency: Option<&'static str>, body: String| {
        let mut request =
            world.client.post(&url).bearer_auth(&key).header("Content-Type", "application/json");
        if let Some(idempotency) = idempotency {
            request = request.header("Idempotency-Key", idempotency);
        }
        request.body(body).send()
    };
    assert_eq!(post(None, case.to_string()).await.expect("an answer").status(), 400, "no key, no change");
    let (first, second) = tokio::join!(post(Some("a"), case.to_string()), post(Some("a"), case.to_string()));
    let first = first.expect("an answer").text().await.expect("text");
    let second = second.expect("an answer").text().await.expect("text");
    assert_eq!(first, second, "the same answer, also at the same moment");
    let mut other = case.clone();
    other["reference"] = json!("2026-9999");
    let reused = post(Some("a"), other.to_string()).await.expect("an answer");
    assert_eq!(reused.status(), 422);
    assert!(reused.text().await.expect("text").contains("idempotency-reused"));
    let taken = post(Some("b"), case.to_string()).await.expect("an answer");
    assert_eq!(taken.status(), 409, "one reference, one case");
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn a_nineteen_year_old_without_criteria_cannot_be_searched_for() {
    let world = World::start(Engines::Small, &[]).await;
    let key = crate::world::key(world.settings(), "officer", &[]);
    let mut case = script::case(world.now());
    case["person"]["date_of_birth"] =
        json!((world.now() - chrono::TimeDelta::days(19 * 366)).date_naive().to_string());
    case["criteria"] = json!([]);
    case["requested_by"] = json!("foundation");
    let (status, problem) = call(&world, &key, Method::POST, "/cases", Some(case.clone())).await;
    assert_eq!(
        (status, rules(&problem)),
        (422, vec!["eligibility-requester".into(), "eligibility-criterion".into()])
    );
    case["requested_by"] = json!("parents");
    case["criteria"] = json!([{"criterion": "treatment", "reason": "Needs insulin."}]);
    assert_eq!(call(&world, &key, Method::POST, "/cases", Some(case)).await.0, 201);
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn no_campaign_goes_on_after_the_day_on_which_the_search_must_end() {
    let world = World::start(Engines::Small, &[]).await;
    let key = crate::world::key(world.settings(), "officer", &[]);
    let mut case = script::case(world.now());
    let birthday = (world.now() + chrono::TimeDelta::days(3)).date_naive();
    let born = chrono::Datelike::with_year(&birthday, chrono::Datelike::year(&birthday) - 18);
    case["person"]["date_of_birth"] = json!(born.unwrap_or(birthday).to_string());
    case["criteria"] = json!([]);
    let prepared = world.prepare_this_case(case, FACE).await;
    let path = format!("/cases/{}/campaigns", prepared.case);
    let mut draft = script::campaign(world.now(), &prepared.photo);
    let (status, problem) = call(&world, &key, Method::POST, &path, Some(draft.clone())).await;
    assert_eq!((status, rules(&problem)), (422, vec!["period-age".into()]), "{problem}");
    draft["until"] = json!(world.now() + chrono::TimeDelta::days(1));
    assert_eq!(call(&world, &key, Method::POST, &path, Some(draft)).await.0, 201);
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn a_child_alert_for_a_part_of_the_country_is_refused() {
    let world = World::start(Engines::Small, &[]).await;
    let key = crate::world::key(world.settings(), "officer", &[]);
    let prepared = world.prepare_case(FACE).await;
    let path = format!("/cases/{}/campaigns", prepared.case);
    let mut draft = script::campaign(world.now(), &prepared.photo);
    draft["kind"] = json!("child_alert");
    draft["until"] = json!(world.now() + chrono::TimeDelta::hours(5));
    let (status, problem) = call(&world, &key, Method::POST, &path, Some(draft.clone())).await;
    assert_eq!((status, rules(&problem)), (422, vec!["child-alert-area".into()]));
    draft["area"] = json!("nationwide");
    assert_eq!(call(&world, &key, Method::POST, &path, Some(draft)).await.0, 201);
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn a_launch_without_papers_lists_everything_that_is_missing() {
    let world = World::start(Engines::Small, &[]).await;
    let key = crate::world::key(world.settings(), "officer", &[]);
    let mut case = script::case(world.now());
    case["cell_told_at"] = Value::Null;
    let (_, case) = call(&world, &key, Method::POST, "/cases", Some(case)).await;
    let case = text(&case, "id");
    let taken =
        world.officer.post_picture(&format!("/cases/{case}/photos"), FACE.to_vec()).await.expect("a photo");
    let photo = text(&taken, "sha256");
    let prepared = crate::world::Prepared { case, photo, consent: String::new() };
    let campaign = world.drafted(&prepared, script::campaign(world.now(), &prepared.photo)).await;
    let launch = format!("/campaigns/{}/launch", campaign.id);
    world.frozen(&campaign).await;
    let (status, problem) = call(&world, &key, Method::POST, &launch, None).await;
    let expected = [
        "declaration-missing",
        "cell-not-told",
        "concertation",
        "concertation",
        "concertation",
        "concertation",
        "concertation",
        "consent-missing",
        "decision-missing",
    ];
    assert_eq!((status, rules(&problem)), (422, expected.map(str::to_owned).to_vec()), "{problem}");
    let copies = world.officer.get(&format!("/campaigns/{}/placements", campaign.id)).await.expect("a list");
    assert_eq!(copies, json!([]), "nothing was planned");
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn a_consent_that_says_no_form_is_refused_in_the_caller_s_language() {
    let world = World::start(Engines::Small, &[]).await;
    let key = crate::world::key(world.settings(), "officer", &[]);
    let case = text(&world.officer.post("/cases", script::case(world.now())).await.expect("a case"), "id");
    let path = format!("/cases/{case}/consents");
    let mut consent = script::consent(world.now(), &"0".repeat(64));
    for field in ["form", "note"] {
        consent.as_object_mut().expect("an object").remove(field);
    }
    for (lang, message) in [
        ("fr", "Il n’est pas dit comment cet accord a été donné."),
        ("nl", "Er staat niet bij hoe deze toestemming gegeven is."),
        ("de", "Es steht nicht dabei, wie diese Zustimmung gegeben wurde."),
        ("en", "It is not said how this consent was given."),
    ] {
        let request = world.client.post(format!("{}/api/v1{path}", world.base_url)).bearer_auth(&key);
        let request = request.header("Accept-Language", lang).header("Idempotency-Key", lang).json(&consent);
        let refused = request.send().await.expect("an answer");
        assert_eq!(refused.status(), 422);
        let refused: Value = serde_json::from_str(&refused.text().await.expect("text")).expect("JSON");
        assert_eq!(rules(&refused), ["consent-form"]);
        let refusal = &refused["refusals"][0];
        assert_eq!((&refusal["field"], &refusal["message"]), (&json!("form"), &json!(message)), "{refused}");
    }
    consent["form"] = json!("oral");
    let (status, refused) = call(&world, &key, Method::POST, &path, Some(consent.clone())).await;
    assert_eq!((status, rules(&refused)), (422, vec!["consent-note".to_owned()]), "{refused}");
    consent["note"] = json!("Heard by the officer on the telephone, on a number that the police have.");
    let (status, case) = call(&world, &key, Method::POST, &path, Some(consent)).await;
    assert_eq!((status, &case["consents"][0]["form"]), (201, &json!("oral")), "{case}");
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn photos_that_cannot_be_used_are_refused_with_the_reason() {
    let world = World::start(Engines::Small, &[]).await;
    let case = text(&world.officer.post("/cases", script::case(world.now())).await.expect("a case"), "id");
    let path = format!("/cases/{case}/photos");
    let refused = async |picture: Vec<u8>| {
        let error = world.officer.post_picture(&path, picture).await.expect_err("a refusal");
        error.to_string()
    };
    let truncated = std::fs::read("tests/data/photos/truncated.jpg").expect("the photo");
    assert!(refused(truncated).await.contains("photo-damaged"));
    assert!(refused(huge_png()).await.contains("photo-too-many-pixels"));
    assert!(refused(b"%PDF-1.7".to_vec()).await.contains("photo-unknown-format"));
    assert!(refused(Vec::new()).await.contains("photo-unknown-format"));
    assert!(refused(vec![0xff; 32 * 1024 * 1024]).await.contains("photo-too-large"));
    let view = world.officer.get(&format!("/cases/{case}")).await.expect("the case");
    assert_eq!(view["photos"], json!([]));
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn a_focus_outside_the_photo_is_refused_and_one_inside_is_kept() {
    let world = World::start(Engines::Small, &[]).await;
    let key = crate::world::key(world.settings(), "officer", &[]);
    let case = text(&world.officer.post("/cases", script::case(world.now())).await.expect("a case"), "id");
    let nobody = std::fs::read("tests/data/photos/no-face.png").expect("the photo");
    let taken = world.officer.post_picture(&format!("/cases/{case}/photos"), nobody).await.expect("a photo");
    let path = format!("/cases/{case}/photos/{}/focus", text(&taken, "sha256"));
    let put = async |body: Value| call(&world, &key, Method::PUT, &path, Some(body)).await;
    let (_, view) = call(&world, &key, Method::GET, &format!("/cases/{case}"), None).await;
    assert_eq!(view["photos"][0]["warnings"][1]["mend"], "Move the frame by hand.");

    let (status, problem) = put(json!({"focus_x": 1001, "focus_y": -1, "zoom": 2})).await;
    let expected = [("focus_x", "too-large"), ("focus_y", "too-small"), ("zoom", "unknown")]
        .map(|(field, code)| (field.to_owned(), code.to_owned()));
    assert_eq!((status, faults(&problem)), (422, expected.to_vec()), "{problem}");
    for focus in [json!({"focus_x": 0.5, "focus_y": 0.5}), json!({"focus_x": 500})] {
        assert_eq!(put(focus).await.0, 422);
    }
    let (status, moved) = put(json!({"focus_x": 1000, "focus_y": 0})).await;
    assert_eq!((status, &moved["focus_x"], &moved["focus_y"]), (200, &json!(1000), &json!(0)));
    let other = format!("/cases/{case}/photos/{}/focus", "5e".repeat(32));
    assert_eq!(
        call(&world, &key, Method::PUT, &other, Some(json!({"focus_x": 1, "focus_y": 1}))).await.0,
        404
    );
    let magistrate = crate::world::key(world.settings(), "magistrate", &[]);
    let focus = json!({"focus_x": 1, "focus_y": 1});
    assert_eq!(call(&world, &magistrate, Method::PUT, &path, Some(focus)).await.0, 403);
    let (_, view) = call(&world, &key, Method::GET, &format!("/cases/{case}"), None).await;
    assert_eq!(view["photos"][0]["focus_x"], 1000);
}

/// The header of a PNG of 40,000 × 40,000 pixels, and nothing else.
fn huge_png() -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(40_000_u32.to_be_bytes());
    chunk.extend(40_000_u32.to_be_bytes());
    chunk.extend([8, 6, 0, 0, 0]);
    let mut crc = u32::MAX;
    for byte in &chunk {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    png.extend(chunk);
    png.extend((!crc).to_be_bytes());
    png
}
