//! Every role against every route of the API: the table of permissions and what the service does are one thing. A route without
//! a case here fails the test.

use crate::world::{Engines, World};
use childalert_app::{Action, Role};
use childalert_demo::client::{CallError, Caller};
use childalert_demo::script;
use chrono::{DateTime, Utc};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const NOBODY: &str = "00000000-0000-7000-8000-000000000000";
const DIGEST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Who may, for one route.
enum Opens {
    /// Those whom the table lets do it.
    To(Action),
    /// Anybody who is signed in.
    ToPeople,
}

struct Route {
    method: Method,
    path: &'static str,
    opens: Opens,
    body: Option<Value>,
}

fn routes(now: DateTime<Utc>) -> Vec<Route> {
    use Action as A;
    let get = |path, action| Route { method: Method::GET, path, opens: Opens::To(action), body: None };
    let post =
        |path, action, body| Route { method: Method::POST, path, opens: Opens::To(action), body: Some(body) };
    let put =
        |path, action, body| Route { method: Method::PUT, path, opens: Opens::To(action), body: Some(body) };
    let photo = "0".repeat(64);
    let account =
        json!({"email": "someone@foundation.example", "name": "Invented", "lang": "fr", "role": "volunteer"});
    let heard = script::concertation(now).remove(0);
    let denied = json!({"holder": "A", "authority": "parent", "outcome": "refused", "at": now});
    let over = json!({
        "campaign": NOBODY, "ground": "child_in_danger", "reasons": "Needs medicine before tonight.", "at": now
    });
    let ask = json!({"campaign": NOBODY, "holder": "A", "authority": "parent", "lang": "fr"});
    let decision = json!({"act": "approve", "digest": DIGEST});
    let answer = json!({"question": NOBODY, "credential": {
        "id": "AA", "response": {"authenticatorData": "AA", "clientDataJSON": "AA", "signature": "AA"}
    }});
    let reason = json!({"reason": "because"});
    vec![
        get("/cases", A::ReadCases),
        post("/cases", A::WriteCases, script::case(now)),
        get("/cases/{id}", A::ReadCases),
        put("/cases/{id}", A::WriteCases, script::case(now)),
        post("/cases/{id}/declarations", A::WriteCases, script::declaration(now)),
        post("/cases/{id}/consents", A::WriteCases, script::consent(now, &photo)),
        post("/cases/{id}/denials", A::WriteCases, denied),
        post("/cases/{id}/overrides", A::WriteCases, over),
        post("/cases/{id}/concertation", A::WriteCases, heard),
        post("/cases/{id}/consent-requests", A::AskConsent, ask),
        get("/cases/{id}/consent-requests", A::ReadCases),
        post("/cases/{id}/consent-requests/{asking}/revocation", A::AskConsent, json!({})),
        post("/consents/{id}/withdrawal", A::WriteCases, json!({})),
        post("/cases/{id}/photos", A::WriteCases, json!({})),
        put("/cases/{id}/photos/{sha256}/focus", A::WriteCases, json!({"focus_x": 1, "focus_y": 1})),
        get("/cases/{id}/photos/{sha256}", A::ReadCases),
        post("/cases/{id}/scans", A::WriteCases, json!({})),
        get("/cases/{id}/scans/{sha256}", A::ReadCases),
        post("/cases/{id}/campaigns", A::PrepareCampaigns, script::campaign(now, &photo)),
        get("/campaigns", A::ReadCampaigns),
        get("/campaigns/{id}", A::ReadCampaigns),
        put("/campaigns/{id}", A::PrepareCampaigns, script::campaign(now, &photo)),
        post("/campaigns/{id}/launch", A::Launch, json!({})),
        post("/campaigns/{id}/update", A::Launch, json!({})),
        post("/campaigns/{id}/retraction", A::Retract, json!({"reason": "found_safe"})),
        get("/campaigns/{id}/trail", A::ReadCampaigns),
        get("/campaigns/{id}/messages", A::ReadCampaigns),
        get("/cases/{id}/messages", A::ReadCases),
        post("/campaigns/{id}/proofs", A::PrepareCampaigns, json!({})),
        get("/campaigns/{id}/proofs", A::ReadCampaigns),
        get("/proofs/{id}", A::ReadCampaigns),
        get("/proofs/{id}/files/{name}", A::ReadCampaigns),
        get("/campaigns/{id}/preview/{name}", A::ReadCampaigns),
        post("/campaigns/{id}/decisions/question", A::Decide, decision),
        post("/campaigns/{id}/decisions", A::Decide, answer),
        get("/campaigns/{id}/decisions", A::ReadCampaigns),
        get("/campaigns/{id}/placements", A::ReadCampaigns),
        get("/campaigns/{id}/progress", A::ReadCampaigns),
        get("/campaigns/{id}/events", A::ReadCampaigns),
        get("/campaigns/{id}/ledger", A::ReadCampaigns),
        get("/campaigns/{id}/closing-statement", A::ReadCampaigns),
        get("/campaigns/{id}/closing-statement.pdf", A::ReadCampaigns),
        post("/placements/{id}/taking", A::SettlePlacements, json!({})),
        post("/placements/{id}/retry", A::SettlePlacements, json!({})),
        post(
            "/placements/{id}/closure",
            A::SettlePlacements,
            json!({"by": "A. Someone", "note": "Taken down by hand."}),
        ),
        get("/volunteers", A::Volunteers),
        post("/volunteers", A::Volunteers, script::volunteers(".roles").remove(0)),
        Route {
            method: Method::DELETE,
            path: "/volunteers/{id}",
            opens: Opens::To(A::Volunteers),
            body: None,
        },
        get("/accounts", A::ReadAccounts),
        post("/accounts", A::ManageAccounts, account),
        post("/accounts/{id}/role", A::ManageAccounts, json!({"role": "volunteer", "reason": "because"})),
        post("/accounts/{id}/suspend", A::ManageAccounts, json!({})),
        post("/accounts/{id}/recovery", A::ManageAccounts, reason),
        get("/confirmations", A::ReadAccounts),
        post("/confirmations/{id}/confirm", A::ConfirmAccounts, json!({})),
        post("/confirmations/{id}/decline", A::ConfirmAccounts, json!({})),
        get("/trail", A::ReadTrail),
        get("/health", A::ReadHealth),
        Route { method: Method::GET, path: "/me", opens: Opens::ToPeople, body: None },
        // Last: it ends the session that asks.
        Route {
            method: Method::POST,
            path: "/me/sign-out-everywhere",
            opens: Opens::ToPeople,
            body: Some(json!({})),
        },
    ]
}

/// The status of a call, with ids of nothing: whoever may is told that there is no such thing.
async fn status(caller: &Caller, route: &Route) -> u16 {
    let path = route.path.replace("{id}", NOBODY).replace("{asking}", NOBODY);
    let path = path.replace("{sha256}", DIGEST).replace("{name}", "none.pdf");
    let path = if route.method == Method::PUT { format!("{path}?version=1") } else { path };
    match caller.call(route.method.clone(), &path, route.body.clone()).await {
        Ok(_) => 200,
        Err(CallError::Refused { status, .. }) => status.as_u16(),
        Err(error) => panic!("{} {}: {error}", route.method, route.path),
    }
}

#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn every_role_may_do_what_the_table_says_on_every_route() {
    let world = World::start(Engines::Small, &[]).await;
    let routes = routes(world.now());
    let document = childalert_web::openapi();
    let document = serde_json::to_value(document).expect("JSON");
    let documented: BTreeSet<String> = document["paths"]
        .as_object()
        .expect("paths")
        .iter()
        .flat_map(|(path, item)| {
            let path = path.trim_start_matches("/api/v1").to_owned();
            item.as_object()
                .expect("operations")
                .keys()
                .map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    let here: BTreeSet<String> =
        routes.iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    assert_eq!(documented, here, "every route has a case here, and every case a route");

    let mut callers: Vec<(Role, bool, Caller)> = Vec::new();
    for role in Role::ALL {
        if role != Role::Worker {
            callers.push((role, true, world.person(role.name()).await));
        }
        let channels: &[&str] = if role == Role::Worker { &["page"] } else { &[] };
        let key = crate::world::key(world.settings(), role.name(), channels);
        callers.push((role, false, Caller::new(&world.client, &world.base_url, &key)));
    }
    let mut calls = 0;
    for route in &routes {
        for (role, person, caller) in &callers {
            let may = match route.opens {
                Opens::To(action) => action.roles().contains(role) && (*person || !action.needs_person()),
                Opens::ToPeople => *person,
            };
            let status = status(caller, route).await;
            let what = format!("{} {} as {} ({person})", route.method, route.path, role.name());
            // A passkey that nobody has is refused as well: by what it is, not by the role.
            let refused = status == 403 || status == 401 && !(may && route.path.ends_with("/decisions"));
            assert_eq!(refused, !may, "{what}: {status}");
            calls += 1;
        }
    }
    println!("{calls} calls: {} routes, {} callers", routes.len(), callers.len());
    let stranger = Caller::new(&world.client, &world.base_url, "nobody");
    for route in &routes {
        assert_eq!(status(&stranger, route).await, 401, "{} {}", route.method, route.path);
    }
}

/// A key opens no more than its scopes.
#[tokio::test]
#[ignore = "needs the servers' addresses: tests/run.sh sets them"]
async fn a_key_opens_its_scopes_alone() {
    let world = World::start(Engines::Small, &[]).await;
    let make = |arguments: &[&str]| {
        let mut command = crate::world::childalert(world.settings());
        let output =
            command.args(["key", "create", "--role", "officer"]).args(arguments).output().expect("it runs");
        (output.status.success(), String::from_utf8_lossy(&output.stdout).trim().to_owned(), output.stderr)
    };
    let (made, key, _) = make(&["--scope", "read_cases", "--days", "1"]);
    assert!(made);
    let caller = Caller::new(&world.client, &world.base_url, &key);
    caller.get("/cases").await.expect("its scope");
    let refused = caller.get("/campaigns").await.expect_err("not its scope");
    assert!(refused.to_string().contains("403"), "{refused}");
    let (made, _, said) = make(&["--scope", "read_trail"]);
    assert!(!made && String::from_utf8_lossy(&said).contains("key scopes"), "{said:?}");
}
