//! The double does not lie: one conversation, with every answer a worker may come to depend on, held with the double and,
//! where one is at hand, with a real server.

use crate::network::{Author, HANDLE, PASSWORD, PICTURE, POSTS, RKEY, network, post, said};
use reqwest::Method;
use serde_json::{Value, json};

const FENCE: &str = "org.childalert.fence";

#[tokio::test(flavor = "multi_thread")]
async fn the_double_answers_as_a_server_does() {
    let network = network().await;
    converse(&network.url(), HANDLE, PASSWORD).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a PDS: tests/run.sh starts one"]
async fn a_real_server_answers_as_the_double_does() {
    let setting = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
    converse(
        setting("CHILDALERT_TEST_PDS_URL").trim_end_matches('/'),
        &setting("CHILDALERT_TEST_PDS_HANDLE"),
        &setting("CHILDALERT_TEST_PDS_PASSWORD"),
    )
    .await;
}

async fn converse(url: &str, handle: &str, password: &str) {
    let author = Author::signed_in(url, handle, password).await;
    // A server that lives longer than this test still has what the last run left.
    for rkey in [RKEY, "3m6bcqz2kk22b", "3m6bcqz2kk22c"] {
        author.delete(rkey).await.done();
    }
    signing_in(&author, handle, password).await;
    creating(&author).await;
    validating(&author).await;
    replacing(&author).await;
    deleting(&author).await;
    listing(&author, handle).await;
    pictures(&author).await;
}

/// Status, error name and message of a refusal.
#[track_caller]
fn refused(said: &crate::network::Said, status: u16, error: &str, message: &str) {
    let got = (said.refusal(), said.body["message"].as_str().unwrap_or_default());
    assert_eq!(got, ((status, error), message));
}

/// Whether this has the shape of a CID of a record or commit.
fn is_cid(value: &Value) -> bool {
    value.as_str().is_some_and(|cid| cid.len() == 59 && cid.starts_with("bafyrei"))
}

async fn signing_in(author: &Author, handle: &str, password: &str) {
    let login = |identifier: &str, password: &str| {
        said(author.call("server.createSession", &json!({ "identifier": identifier, "password": password })))
    };
    for (identifier, password) in [(handle, "wrong"), ("nobody.test", password)] {
        let answer = login(identifier, password).await.unwrap();
        refused(&answer, 401, "AuthenticationRequired", "Invalid identifier or password");
    }
    let session = login(&handle.to_uppercase(), password).await.unwrap().done();
    assert_eq!((&session["handle"], &session["did"]), (&json!(handle), &json!(author.did)));
    assert_eq!(session["active"], true);
    assert_eq!(login(&author.did, password).await.unwrap().status, 200);
    let incomplete = author.call("server.createSession", &json!({ "identifier": handle }));
    refused(
        &said(incomplete).await.unwrap(),
        400,
        "InvalidRequest",
        "Missing required key \"password\" at $",
    );

    let creation = author.creation(RKEY, "nobody may");
    let attempt = |request: reqwest::RequestBuilder| said(request);
    let bare = || author.call("repo.createRecord", &creation);
    refused(&attempt(bare()).await.unwrap(), 401, "AuthMissing", "Authentication Required");
    let made_up = attempt(bare().bearer_auth("made.up.token")).await.unwrap();
    refused(&made_up, 400, "InvalidToken", "Token could not be verified");
    let mistaken = attempt(bare().bearer_auth(&author.refresh)).await.unwrap();
    refused(&mistaken, 400, "InvalidToken", "Invalid token type");
    let basic = attempt(bare().header("authorization", "Basic YTpi")).await.unwrap();
    refused(&basic, 400, "InvalidToken", "Unexpected authorization type");

    let renew = |token: &str| said(author.request(Method::POST, "server.refreshSession").bearer_auth(token));
    let mistaken = renew(&author.access).await.unwrap();
    refused(&mistaken, 400, "InvalidToken", "Invalid token type");
    let first = renew(&author.refresh).await.unwrap().done();
    let second = renew(&author.refresh).await.unwrap().done();
    assert_eq!(first["did"], author.did);
    // A token used twice, by a client that lost the first answer, is not refused: it gives the same successor.
    let successor = |session: &Value| {
        let token = session["refreshJwt"].as_str().unwrap().split('.').nth(1).unwrap().to_owned();
        let claims = data_encoding::BASE64URL_NOPAD.decode(token.as_bytes()).unwrap();
        serde_json::from_slice::<Value>(&claims).unwrap()["jti"].clone()
    };
    assert_eq!(successor(&first), successor(&second));
    let renewed = bare_with(author, first["accessJwt"].as_str().unwrap());
    assert_eq!(said(renewed).await.unwrap().status, 200);

    let server = author.get("server.describeServer", &[]).await.done();
    assert!(server["did"].as_str().unwrap().starts_with("did:web:"));
    assert!(server["availableUserDomains"].is_array());
}

/// A deletion of what is not there, with this token: the smallest call that needs one.
fn bare_with(author: &Author, token: &str) -> reqwest::RequestBuilder {
    let nothing = json!({ "repo": author.did, "collection": POSTS, "rkey": "3m6bcqz2kk22c" });
    author.call("repo.deleteRecord", &nothing).bearer_auth(token)
}

async fn creating(author: &Author) {
    let before = author.head().await;
    let created = author.create(RKEY, "one").await.done();
    assert_eq!(created["uri"], format!("at://{}/{POSTS}/{RKEY}", author.did));
    assert_eq!(created["validationStatus"], "valid");
    assert!(is_cid(&created["cid"]) && is_cid(&created["commit"]["cid"]));
    let head = author.head().await;
    assert_eq!(created["commit"]["cid"], head);
    assert_ne!(head, before);

    let again = author.create(RKEY, "one").await;
    refused(&again, 500, "InternalServerError", "Internal Server Error");
    let mut stale = author.creation(RKEY, "one");
    stale["swapCommit"] = json!(before);
    let answer = author.post("repo.createRecord", stale.clone()).await;
    refused(&answer, 400, "InvalidSwap", &format!("Commit was at {head}"));
    stale["rkey"] = json!("3m6bcqz2kk22b");
    let answer = author.post("repo.createRecord", stale.clone()).await;
    refused(&answer, 400, "InvalidSwap", &format!("Commit was at {head}"));
    assert_eq!(author.head().await, head);
    stale["swapCommit"] = json!(head);
    author.post("repo.createRecord", stale).await.done();

    let mut unnamed = author.creation(RKEY, "two");
    unnamed.as_object_mut().unwrap().remove("rkey");
    let made = author.post("repo.createRecord", unnamed).await.done();
    let rkey = made["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    assert_eq!(rkey.len(), 13);
    author.delete(&rkey).await.done();

    let stood = author.read(RKEY).await.done();
    assert_eq!((&stood["value"], &stood["cid"]), (&post("one"), &created["cid"]));
    let absent = author.read("3m6bcqz2kk22c").await;
    let message = format!("Could not locate record: at://{}/{POSTS}/3m6bcqz2kk22c", author.did);
    refused(&absent, 400, "RecordNotFound", &message);
    let unknown = author.get("sync.getLatestCommit", &[("did", "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa")]).await;
    let message = "Could not find repo for DID: did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
    refused(&unknown, 400, "RepoNotFound", message);
}

async fn validating(author: &Author) {
    let head = author.head().await;
    let with = |changes: Value| {
        let mut body = author.creation("3m6bcqz2kk22c", "three");
        for (name, value) in changes.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    };
    let record = |changes: Value| {
        let mut record = post("three");
        for (name, value) in changes.as_object().unwrap() {
            record[name] = value.clone();
        }
        with(json!({ "record": record }))
    };
    let family = "👩‍👩‍👧‍👦";
    for (body, message) in [
        (with(json!({ "rkey": "a/b" })), "Invalid record key (got \"a/b\") at $.rkey"),
        (
            with(json!({ "rkey": "self" })),
            "Invalid record key for app.bsky.feed.post: Invalid TID string (got \"self\") at $",
        ),
        (with(json!({ "collection": "foo" })), "Invalid NSID (got \"foo\") at $.collection"),
        (with(json!({ "swapCommit": "nonsense" })), "Invalid CID string (got \"nonsense\") at $.swapCommit"),
        (
            with(json!({ "collection": FENCE, "validate": true, "record": { "n": 1 } })),
            "Unknown lexicon type: org.childalert.fence",
        ),
        (
            record(json!({ "$type": "app.bsky.feed.like" })),
            "Invalid $type: expected app.bsky.feed.post, got app.bsky.feed.like",
        ),
        (
            record(json!({ "text": "a".repeat(301) })),
            "Invalid app.bsky.feed.post record: grapheme too big (maximum 300, got 301) at $.record.text",
        ),
        (
            record(json!({ "text": family.repeat(121) })),
            "Invalid app.bsky.feed.post record: string too big (maximum 3000, got 3025) at $.record.text",
        ),
        (
            record(json!({ "createdAt": "yesterday" })),
            "Invalid app.bsky.feed.post record: Invalid datetime (got \"yesterday\") at $.record.createdAt",
        ),
        (
            with(json!({ "record": { "createdAt": "2026-11-21T18:04:05.000Z" } })),
            "Invalid app.bsky.feed.post record: Missing required key \"text\" at $.record",
        ),
    ] {
        refused(&author.post("repo.createRecord", body).await, 400, "InvalidRequest", message);
    }
    let elsewhere = with(json!({ "repo": "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa" }));
    refused(&author.post("repo.createRecord", elsewhere).await, 403, "AccountNotFound", "Account not found");
    let untyped = author.request(Method::POST, "repo.createRecord").bearer_auth(&author.access);
    let untyped = said(untyped.header("content-type", "text/plain").body("{}")).await.unwrap();
    refused(&untyped, 400, "InvalidRequest", "Wrong request encoding (Content-Type): text/plain");
    let broken = author.request(Method::POST, "repo.createRecord").bearer_auth(&author.access);
    let broken = said(broken.header("content-type", "application/json").body("{")).await.unwrap();
    assert_eq!(broken.refusal(), (400, "SyntaxError"));
    assert_eq!(author.head().await, head);

    // 300 graphemes of many bytes each pass as long as their bytes do.
    author.post("repo.createRecord", record(json!({ "text": family.repeat(120) }))).await.done();
    author.delete("3m6bcqz2kk22c").await.done();
}

async fn replacing(author: &Author) {
    // A number of its own in every run: an unchanged record makes no commit.
    let start = author.head().await;
    let fence = |n: &str| {
        json!({ "repo": author.did, "collection": FENCE, "rkey": "self", "validate": false,
                "record": { "after": start, "n": n } })
    };
    let first = author.post("repo.putRecord", fence("first")).await.done();
    let moved = author.head().await;
    assert_eq!(first["commit"]["cid"], moved);
    assert_eq!(first.get("validationStatus"), None);
    let same = author.post("repo.putRecord", fence("first")).await.done();
    assert_eq!((&same["cid"], same.get("commit")), (&first["cid"], None));
    assert_eq!(author.head().await, moved);

    let with = |n: &str, field: &str, cid: Value| {
        let mut body = fence(n);
        body[field] = cid;
        body
    };
    let stale = author.post("repo.putRecord", with("second", "swapCommit", json!(start))).await;
    refused(&stale, 400, "InvalidSwap", &format!("Commit was at {moved}"));
    let standing = format!("Record was at {}", first["cid"].as_str().unwrap());
    for other in [json!(start), Value::Null] {
        let stale = author.post("repo.putRecord", with("second", "swapRecord", other)).await;
        refused(&stale, 400, "InvalidSwap", &standing);
    }
    author.post("repo.putRecord", with("second", "swapRecord", first["cid"].clone())).await.done();
    let mut unnamed = fence("third");
    unnamed.as_object_mut().unwrap().remove("rkey");
    let unnamed = author.post("repo.putRecord", unnamed).await;
    refused(&unnamed, 400, "InvalidRequest", "Missing required key \"rkey\" at $");
}

async fn deleting(author: &Author) {
    let body = |rkey: &str, swap: &str| json!({ "repo": author.did, "collection": POSTS, "rkey": rkey, "swapCommit": swap });
    let head = author.head().await;
    let deleted = author.delete(RKEY).await.done();
    let moved = author.head().await;
    assert_eq!(deleted["commit"]["cid"], moved);
    assert_ne!(head, moved);
    // What is not there is deleted without a commit, and without a look at the swap: this fences nothing.
    assert_eq!(author.delete(RKEY).await.done(), json!({}));
    assert_eq!(author.post("repo.deleteRecord", body(RKEY, &head)).await.done(), json!({}));
    assert_eq!(author.head().await, moved);
    let stale = author.post("repo.deleteRecord", body("3m6bcqz2kk22b", &head)).await;
    refused(&stale, 400, "InvalidSwap", &format!("Commit was at {moved}"));
    let unsigned = author.call("repo.deleteRecord", &body("3m6bcqz2kk22b", &moved));
    refused(&said(unsigned).await.unwrap(), 401, "AuthMissing", "Authentication Required");
    author.post("repo.deleteRecord", body("3m6bcqz2kk22b", &moved)).await.done();
    // A key can be used again once its record is gone.
    author.create(RKEY, "one").await.done();
    author.delete(RKEY).await.done();
}

async fn listing(author: &Author, handle: &str) {
    // A collection of its own: whatever else the account has posted does not count.
    const LISTED: &str = "org.childalert.listed";
    for rkey in ["a", "b", "c"] {
        let body = json!({ "repo": handle, "collection": LISTED, "rkey": rkey, "record": { "n": rkey } });
        author.post("repo.putRecord", body).await.done();
    }
    let list = async |query: &[(&str, &str)]| {
        let query = [&[("repo", handle), ("collection", LISTED)], query].concat();
        let page = author.get("repo.listRecords", &query).await.done();
        let keys: Vec<String> = page["records"]
            .as_array()
            .unwrap()
            .iter()
            .map(|record| record["value"]["n"].as_str().unwrap().to_owned())
            .collect();
        (keys.concat(), page["cursor"].as_str().unwrap_or("none").to_owned())
    };
    let page = |keys: &str, cursor: &str| (keys.to_owned(), cursor.to_owned());
    assert_eq!(list(&[]).await, page("cba", "a"));
    assert_eq!(list(&[("limit", "2")]).await, page("cb", "b"));
    assert_eq!(list(&[("limit", "2"), ("cursor", "b")]).await, page("a", "a"));
    assert_eq!(list(&[("cursor", "a")]).await, page("", "none"));
    assert_eq!(list(&[("reverse", "true"), ("limit", "2")]).await, page("ab", "b"));
    assert_eq!(list(&[("reverse", "true"), ("cursor", "b")]).await, page("c", "c"));
    let nobody = [("repo", "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"), ("collection", LISTED)];
    let unknown = author.get("repo.listRecords", &nobody).await;
    refused(&unknown, 400, "InvalidRequest", "Could not find repo: did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
}

async fn pictures(author: &Author) {
    let unsigned = author.request(Method::POST, "repo.uploadBlob").header("content-type", "image/png");
    let unsigned = said(unsigned.body(PICTURE)).await.unwrap();
    refused(&unsigned, 401, "AuthMissing", "Authentication Required");
    let huge = author.upload("image/png", vec![1; 5 * 1024 * 1024 + 1]).await;
    refused(&huge, 413, "PayloadTooLarge", "request entity too large");

    // The type is what the bytes say, not what the caller says. The picture has bytes of its own in every run.
    let mut bytes = PICTURE.to_vec();
    bytes.extend_from_slice(author.head().await.as_bytes());
    let uploaded = author.upload("image/jpeg", bytes.clone()).await.done();
    let blob = &uploaded["blob"];
    assert_eq!(
        (&blob["$type"], &blob["mimeType"], &blob["size"]),
        (&json!("blob"), &json!("image/png"), &json!(bytes.len()))
    );
    let cid = blob["ref"]["$link"].as_str().unwrap();
    let fetch = async || {
        let query = [("did", author.did.as_str()), ("cid", cid)];
        author.request(Method::GET, "sync.getBlob").query(&query).send().await.unwrap()
    };
    assert_eq!(fetch().await.status(), 400, "nothing mentions it yet");

    let shown = |image: Value, alt: Value| {
        let mut body = author.creation(RKEY, "with a picture");
        let image = json!({ "image": image, "alt": alt, "aspectRatio": { "width": 1, "height": 1 } });
        body["record"]["embed"] = json!({ "$type": "app.bsky.embed.images", "images": [image] });
        body
    };
    let changed = |name: &str, value: Value| {
        let mut image = blob.clone();
        image[name] = value;
        shown(image, json!("A drawn face"))
    };
    let absent = json!({ "$link": "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq" });
    for (body, error, message) in [
        (changed("ref", absent), "BlobNotFound", "Could not find blob: bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq".to_owned()),
        (changed("mimeType", json!("image/jpeg")), "InvalidMimeType", "Referenced Mimetype does not match stored blob. Expected: image/png, Got: image/jpeg".into()),
        (changed("size", json!(5)), "InvalidSize", format!("Referenced Size does not match stored blob. Expected: {}, Got: 5", bytes.len())),
        (changed("size", json!(2_500_000)), "InvalidRequest", "Invalid app.bsky.feed.post record: blob too big (maximum 1000000, got 2500000) at $.record.embed.images[0].image".into()),
    ] {
        refused(&author.post("repo.createRecord", body).await, 400, error, &message);
    }
    let mut undescribed = shown(blob.clone(), Value::Null);
    undescribed["record"]["embed"]["images"][0].as_object_mut().unwrap().remove("alt");
    let message =
        "Invalid app.bsky.feed.post record: Missing required key \"alt\" at $.record.embed.images[0]";
    refused(&author.post("repo.createRecord", undescribed).await, 400, "InvalidRequest", message);
    assert_eq!(author.read(RKEY).await.status, 400, "a refused picture leaves no post");

    author.post("repo.createRecord", shown(blob.clone(), json!("A drawn face"))).await.done();
    let served = fetch().await;
    assert_eq!(served.headers()["content-type"], "image/png");
    assert_eq!(served.headers()["content-security-policy"], "default-src 'none'; sandbox");
    assert_eq!(*served.bytes().await.unwrap(), *bytes);
    // The picture goes with the last post that shows it.
    author.delete(RKEY).await.done();
    assert_eq!(fetch().await.status(), 400);
}
