//! What a provider's word gives of passkeys, and what it does not.

use super::stage::{Browser, code, trail, world};
use crate::browser::browse;
use crate::browsing::{cookie, enrol};
use crate::world::{Engines, FACE, World, invite_with, text};
use childalert_demo::doubles::passkey::SoftPasskey;
use serde_json::json;

/// Signs in at the provider anew, and comes back to where a first passkey is made.
async fn vouched(browser: &mut Browser, login: &str) {
    let back = browser.through(ANEW, login).await;
    let page = browser.go(&back, None).await;
    assert_eq!((page.status, page.location.as_str()), (303, "/en/account/passkeys/add"), "{}", page.body);
}

/// A visitor's way to their provider, before a first passkey.
const ANEW: &str = "/en/account/proof/add/provider";

#[tokio::test]
#[ignore = "needs a provider: tests/run.sh starts one"]
async fn a_first_passkey_takes_a_provider_that_has_just_asked_who_somebody_is() {
    let world = world(Engines::Small).await;
    for (login, id) in [("dora", "honest"), ("fred", "stale"), ("gina", "timeless")] {
        let email = format!("{login}@police.example");
        invite_with(world.settings(), "officer", &email, &["--provider", id]).expect("an invitation");
    }
    let asks = async |browser: &mut Browser| {
        let (status, said) = browser.post("/auth/passkeys/question", &json!({})).await;
        (status.as_u16(), code(&said).to_owned())
    };
    let refused = (403, "sign-in-again".to_owned());
    let mut dora = Browser::new(&world);
    assert_eq!(dora.go(ANEW, None).await.location, "/en/sign-in", "nobody is signed in");
    dora.sign_in("honest", "dora").await;
    let asked = dora.go(ANEW, None).await.location;
    assert!(asked.contains("prompt=login") && asked.contains("max_age=300"), "{asked}");
    let plain = dora.go("/en/sign-in/provider/honest", None).await.location;
    assert!(
        !plain.contains("prompt=") && !plain.contains("max_age="),
        "signing in asks nobody twice: {plain}"
    );

    // Who answers with an hour-old sign-in, or does not say how old it is, gives nothing.
    let words = [
        ("fr", "ne confirme pas que vous venez"),
        ("nl", "bevestigt niet dat u zich net"),
        ("de", "bestätigt nicht, dass Sie sich gerade"),
        ("en", "does not say that you have just"),
    ];
    for (id, login) in [("stale", "fred"), ("timeless", "gina")] {
        let mut browser = Browser::new(&world);
        assert_eq!(browser.sign_in(id, login).await.status, 303, "{id}: for signing in it is enough");
        for (lang, said) in words {
            let back = browser.through(&ANEW.replace("/en/", &format!("/{lang}/")), login).await;
            let page = browser.go(&back, None).await;
            assert!(page.status == 403 && page.body.contains(said), "{id} {lang}: {}", page.body);
        }
        assert_eq!(asks(&mut browser).await, refused, "{id}");
    }

    // Somebody else's word in her browser; her own, brought to another session of hers, or to none.
    dora.forget_provider();
    let back = dora.through(ANEW, "fred").await;
    let page = dora.go(&back, None).await;
    assert!(page.status == 403 && page.body.contains("confirmed somebody else"), "{}", page.body);
    assert_eq!(asks(&mut dora).await, refused);
    dora.forget_provider();
    let mut other = Browser::new(&world);
    other.sign_in("honest", "dora").await;
    for (session, status) in [(true, 409), (false, 401)] {
        let mut thief = dora.clone();
        let back = thief.through(ANEW, "dora").await;
        thief.cookies.retain(|(_, name), _| name != "childalert");
        if session {
            thief
                .cookies
                .extend(other.cookies.clone().into_iter().filter(|((_, name), _)| name == "childalert"));
        }
        assert_eq!(thief.go(&back, None).await.status, status, "another session: {session}");
    }
    assert_eq!((asks(&mut dora).await, asks(&mut other).await), (refused.clone(), refused));

    // Both are vouched for. Once a passkey was made in one, the provider's word gives none in the other.
    vouched(&mut dora, "dora").await;
    vouched(&mut other, "dora").await;
    let mut answers = Vec::new();
    for browser in [&dora, &other] {
        let asked = browser.post("/auth/passkeys/question", &json!({})).await.1;
        let (_, credential) = SoftPasskey::create(&asked["options"], &world.base_url).expect("a passkey");
        answers.push(json!({"question": asked["question"], "credential": credential}));
    }
    assert_eq!(dora.post("/auth/passkeys", &answers[0]).await.0, 200);
    let (status, said) = other.post("/auth/passkeys", &answers[1]).await;
    assert_eq!((status.as_u16(), code(&said)), (403, "proof-needed"), "{said}");
    assert_eq!(other.go(ANEW, None).await.status, 403, "a passkey is asked from now on");
    let trail = trail(&world);
    for noted in ["session.prove", "provider-not-anew", "provider-other"] {
        assert!(trail.contains(noted), "{noted} is not in:\n{trail}");
    }
}

#[tokio::test]
#[ignore = "needs a provider: tests/run.sh starts one"]
async fn a_decision_takes_a_passkey_however_somebody_came_in() {
    let world = world(Engines::Small).await;
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

    // The provider's word has let her in; for a first passkey she signs in there anew.
    let (status, said) = mia.post("/auth/passkeys/question", &json!({})).await;
    assert_eq!((status.as_u16(), code(&said)), (403, "sign-in-again"), "{said}");
    assert_eq!(mia.go("/en/account/passkeys/add", None).await.location, "/en/account/proof/add");
    let page = mia.go("/en/account/proof/add", None).await.body;
    assert!(
        page.contains("href=\"/en/account/proof/add/provider\"") && page.contains("You have no passkey yet"),
        "{page}"
    );
    vouched(&mut mia, "mia").await;
    assert_eq!(mia.go("/en/account/passkeys/add", None).await.status, 200);
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
    let (mut first, credential, enrolled) = enrol(&browser.client, &world.base_url, &link).await;
    let cookie = cookie(&enrolled).expect("a cookie");
    let (_, value) = cookie.split_once('=').expect("a value");
    let host = world.base_url.split('/').nth(2).expect("a host").to_owned();
    browser.cookies.insert((host, "childalert".to_owned()), value.to_owned());

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

/// In a real browser that runs no script at all: sign-in page, provider, account. Then with one: a passkey added and removed.
#[tokio::test]
#[ignore = "needs Chromium and a provider: tests/run.sh has both"]
async fn a_browser_signs_in_by_the_provider_without_a_script() {
    let world = world(Engines::Small).await;
    let with = ["--provider", "honest"];
    invite_with(world.settings(), "officer", "eva@police.example", &with).expect("an invitation");
    let input = json!({"origin": world.base_url, "provider": "honest", "login": "eva"});
    let said = browse("provider.mjs", input).await;
    assert_eq!(said["failures"], json!([]), "{said}\n{}", world.log("serve.log"));
    assert_eq!(said["passkeys"], json!([0, 1, 0]), "before, after adding, after removing: {said}");
}
