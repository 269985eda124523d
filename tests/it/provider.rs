//! Signing in by an organisation's own provider, from the outside: a real one, and one client of it for each way in which its
//! word may be wrong.

mod passkeys;
mod stage;

use crate::browsing::token;
use crate::world::{Engines, childalert, invite_with};
use futures_util::future::join_all;
use serde_json::Value;
use stage::{Browser, SPOILT, code, trail, world};

#[tokio::test]
#[ignore = "needs a provider: tests/run.sh starts one"]
async fn whom_the_provider_vouches_for_is_let_in_if_invited_by_it_and_nobody_else() {
    let world = world(Engines::Small).await;
    let invite = |email: &str, more: &[&str]| invite_with(world.settings(), "officer", email, more);
    let link = invite("anna@police.example", &["--provider", "honest"]).expect("an invitation");
    let page = world.page(&format!("/en/invitation/{}", token(&link))).await.1;
    assert!(page.contains("/en/sign-in/provider/honest"), "the invitation shows the other way: {page}");
    let page = world.page("/nl/sign-in").await.1;
    assert!(page.contains("Aanmelden met Police (invented), honest"), "{page}");

    let mut anna = Browser::new(&world);
    let back = anna.up_to_the_way_back("de", "honest", "anna").await;
    let mut thief = Browser::new(&world);
    let page = anna.go(&back, None).await;
    assert_eq!((page.status, page.location.as_str()), (303, "/fr/now"), "{}", page.body);
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
    let used = world.page(&format!("/en/invitation/{}", token(&link))).await;
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

    // Another client of the same issuer, which says of them what is true, was not invited.
    for login in ["anna", "bert"] {
        assert_eq!(Browser::new(&world).sign_in("public", login).await.status, 403, "{login}");
    }

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
    let world = world(Engines::Small).await;
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
    invite_with(world.settings(), "officer", "sam@police.example", &["--provider", "strong"])
        .expect("an invitation");
    assert_eq!(Browser::new(&world).sign_in("strong", "sam").await.status, 303);
    let weak = Browser::new(&world).sign_in("weak", "anna").await;
    assert!(weak.status == 403 && weak.body.contains("safe enough"), "{}", weak.body);
    // A provider that is away holds up nobody else.
    let away = Browser::new(&world).go("/en/sign-in/provider/away", None).await;
    assert!(away.status == 502 && away.body.contains("does not answer"), "{} {}", away.status, away.body);
    assert_eq!(Browser::new(&world).go("/en/sign-in/provider/none", None).await.status, 404);
    let trail = trail(&world);
    assert_eq!(trail.matches("provider-refused").count(), SPOILT.len(), "each refusal is noted:\n{trail}");
    assert!(trail.contains("provider-too-weak"));
    // The first word of its own key, and of the next ones within the same second.
    invite_with(world.settings(), "officer", "rosa@police.example", &["--provider", "rotating"])
        .expect("an invitation");
    for time in 1..=3 {
        assert_eq!(Browser::new(&world).sign_in("rotating", "rosa").await.status, 303, "the {time}. key");
    }
}

#[tokio::test]
#[ignore = "needs a provider: tests/run.sh starts one"]
async fn the_way_back_is_for_the_browser_that_left() {
    let world = world(Engines::Small).await;
    let anna = ["--provider", "honest"];
    invite_with(world.settings(), "officer", "anna@police.example", &anna).expect("an invitation");
    let before = trail(&world).lines().count();
    // What is changed on the way.
    type Change = (&'static str, fn(&str) -> String, u16);
    let changes: [Change; 7] = [
        ("another browser", |back| back.to_owned(), 409),
        ("another provider", |back| back.replace("/provider/honest", "/provider/public"), 409),
        ("another issuer", |back| back.replace("iss=", "iss=https%3A%2F%2Fevil.example&was="), 401),
        ("no issuer, where all answers have one", |back| back.replace("iss=", "was="), 401),
        ("a guessed code", |back| back.replace("code=", "code=guessed&was="), 401),
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
    let after = trail(&world);
    assert_eq!(
        after.lines().count(),
        before,
        "nobody fills the trail by an address that anybody can ask for:\n{after}"
    );
}

/// On both engines: one holds everybody off while it writes, and the other locks the account's row.
#[tokio::test]
#[ignore = "needs a provider: tests/run.sh starts one"]
async fn of_answers_at_the_same_moment_one_signs_in() {
    for engines in [Engines::Small, Engines::Distributed] {
        let world = world(engines).await;
        let invite = |login: &str| {
            let email = format!("{login}@police.example");
            invite_with(world.settings(), "officer", &email, &["--provider", "honest"])
                .expect("an invitation")
        };
        // One answer, six times.
        invite("anna");
        let mut anna = Browser::new(&world);
        let back = anna.up_to_the_way_back("en", "honest", "anna").await;
        let copies = vec![(anna.clone(), back); 6];
        let mut statuses = answered_at_once(copies).await;
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409, 409, 409, 409, 409], "one question, one answer");

        // Two people to whom the provider has given the same address, for one invitation.
        invite("bea");
        let mut both = Vec::new();
        for login in ["bea", "bea~2"] {
            let mut browser = Browser::new(&world);
            let back = browser.up_to_the_way_back("en", "honest", login).await;
            both.push((browser, back));
        }
        let mut statuses = answered_at_once(both).await;
        let mut again = Vec::new();
        for login in ["bea", "bea~2"] {
            again.push(Browser::new(&world).sign_in("honest", login).await.status);
        }
        assert_eq!(again, statuses, "who was let in first stays the one");
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 403], "one of them");

        // One person, in two browsers: both are theirs.
        invite("cara");
        let mut both = Vec::new();
        for _ in 0..2 {
            let mut browser = Browser::new(&world);
            let back = browser.up_to_the_way_back("en", "honest", "cara").await;
            both.push((browser, back));
        }
        assert_eq!(answered_at_once(both).await, [303, 303]);
        assert_eq!(trail(&world).matches("account.link").count(), 3, "each account is linked once");
    }
}

/// Brings all answers back at once; the statuses, in their order.
async fn answered_at_once(answers: Vec<(Browser, String)>) -> Vec<u16> {
    let answers =
        answers.into_iter().map(|(mut browser, back)| async move { browser.go(&back, None).await.status });
    join_all(answers).await
}

#[tokio::test]
#[ignore = "needs a provider: tests/run.sh starts one"]
async fn too_many_questions_are_refused_for_a_while_and_said_once() {
    let world = world(Engines::Small).await;
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
