//! The network's ground truth, and a client for the tests that talk to it.

use crate::anywhere;
use childalert_demo::doubles::network::{Happened, NetworkDouble};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

pub const HANDLE: &str = "foundation.test";
pub const PASSWORD: &str = "rose-garden-7";
pub const POSTS: &str = "app.bsky.feed.post";
/// A record key as the worker makes them.
pub const RKEY: &str = "3m6bcqz2kk22a";

/// A one-pixel picture.
pub const PICTURE: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\xdac\
d\xf8\xcfP\x0f\0\x03\x86\x01\x80Z4}k\0\0\0\0IEND\xaeB`\x82";

pub async fn network() -> NetworkDouble {
    NetworkDouble::start(anywhere(), HANDLE, PASSWORD, None).await.unwrap()
}

/// An answer: its status and what it says.
#[derive(Debug)]
pub struct Said {
    pub status: u16,
    pub body: Value,
}

impl Said {
    /// Status and error name.
    pub fn refusal(&self) -> (u16, &str) {
        (self.status, self.body["error"].as_str().unwrap_or_default())
    }

    /// What a successful answer says.
    #[track_caller]
    pub fn done(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body
    }
}

/// Somebody signed in.
pub struct Author {
    pub http: Client,
    pub url: String,
    pub did: String,
    pub access: String,
    pub refresh: String,
}

impl Author {
    pub async fn signed_in(url: &str, handle: &str, password: &str) -> Self {
        let http = crate::client();
        let mut author = Author {
            http,
            url: url.into(),
            did: String::new(),
            access: String::new(),
            refresh: String::new(),
        };
        let login =
            author.call("server.createSession", &json!({ "identifier": handle, "password": password }));
        let session = said(login).await.unwrap().done();
        for (field, name) in
            [(&mut author.did, "did"), (&mut author.access, "accessJwt"), (&mut author.refresh, "refreshJwt")]
        {
            *field = session[name].as_str().unwrap().to_owned();
        }
        author
    }

    pub async fn of(network: &NetworkDouble) -> Self {
        Self::signed_in(&network.url(), HANDLE, PASSWORD).await
    }

    /// A procedure of `com.atproto`, unsent and without credentials.
    pub fn call(&self, method: &str, body: &Value) -> RequestBuilder {
        self.request(Method::POST, method).json(body)
    }

    /// Any request to `com.atproto`.
    pub fn request(&self, verb: Method, method: &str) -> RequestBuilder {
        self.http.request(verb, format!("{}/xrpc/com.atproto.{method}", self.url))
    }

    pub async fn post(&self, method: &str, body: Value) -> Said {
        said(self.call(method, &body).bearer_auth(&self.access)).await.unwrap()
    }

    pub async fn get(&self, method: &str, query: &[(&str, &str)]) -> Said {
        said(self.request(Method::GET, method).query(query)).await.unwrap()
    }

    pub async fn create(&self, rkey: &str, text: &str) -> Said {
        self.post("repo.createRecord", self.creation(rkey, text)).await
    }

    pub fn creation(&self, rkey: &str, text: &str) -> Value {
        json!({ "repo": self.did, "collection": POSTS, "rkey": rkey, "record": post(text) })
    }

    pub async fn delete(&self, rkey: &str) -> Said {
        self.post("repo.deleteRecord", json!({ "repo": self.did, "collection": POSTS, "rkey": rkey })).await
    }

    pub async fn read(&self, rkey: &str) -> Said {
        self.get("repo.getRecord", &[("repo", &self.did), ("collection", POSTS), ("rkey", rkey)]).await
    }

    pub async fn head(&self) -> String {
        let head = self.get("sync.getLatestCommit", &[("did", &self.did)]).await.done();
        head["cid"].as_str().unwrap().to_owned()
    }

    pub async fn upload(&self, media_type: &str, bytes: Vec<u8>) -> Said {
        let request = self.request(Method::POST, "repo.uploadBlob").bearer_auth(&self.access);
        said(request.header("content-type", media_type).body(bytes)).await.unwrap()
    }
}

/// Sends a request and takes the answer, which is JSON.
pub async fn said(request: RequestBuilder) -> reqwest::Result<Said> {
    let response = request.send().await?;
    Ok(Said { status: response.status().as_u16(), body: response.json().await? })
}

pub fn post(text: &str) -> Value {
    json!({ "$type": POSTS, "text": text, "createdAt": "2026-11-21T18:04:05.000Z", "langs": ["fr"] })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_truth_tells_what_came_to_stand_and_went_and_the_log_says_the_same_without_texts() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("network.jsonl");
    let network = NetworkDouble::start(anywhere(), HANDLE, PASSWORD, Some(log.clone())).await.unwrap();
    let author = Author::of(&network).await;
    assert_eq!(author.did, network.did());

    author.create(RKEY, "Élodie Specimen, 9 ans").await.done();
    author.create("3m6bcqz2kk22b", "Élodie Specimen, 9 jaar").await.done();
    let replaced = author.creation(RKEY, "Élodie Specimen, dix ans");
    author.post("repo.putRecord", replaced.clone()).await.done();
    // Neither of these changes anything, so nothing happened.
    author.post("repo.putRecord", replaced).await.done();
    author.delete("3m6bcqz2kk22c").await.done();
    let fence = json!({ "repo": author.did, "collection": "org.childalert.fence", "rkey": "self",
                        "record": { "at": 1 } });
    author.post("repo.putRecord", fence).await.done();
    author.delete(RKEY).await.done();

    let truth = network.truth();
    let seen: Vec<_> =
        truth.iter().map(|e| (e.order, e.what, e.collection.as_str(), e.rkey.as_str())).collect();
    assert_eq!(
        seen,
        [
            (1, Happened::Created, POSTS, RKEY),
            (2, Happened::Created, POSTS, "3m6bcqz2kk22b"),
            (3, Happened::Replaced, POSTS, RKEY),
            (4, Happened::Created, "org.childalert.fence", "self"),
            (5, Happened::Deleted, POSTS, RKEY),
        ]
    );
    assert_eq!(network.standing(), ["3m6bcqz2kk22b"]);

    let text = std::fs::read_to_string(log).unwrap();
    let logged: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<Value> = truth
        .iter()
        .map(|e| {
            json!({ "order": e.order, "at_ms": e.at_ms, "what": e.what, "collection": e.collection, "rkey": e.rkey })
        })
        .collect();
    assert_eq!(logged, told);
    assert!(!text.contains("Specimen"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_network_answers_no_more() {
    let network = network().await;
    let author = Author::of(&network).await;
    drop(network);
    for _ in 0..500 {
        if said(author.request(Method::GET, "server.describeServer")).await.is_err() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("still answering");
}
