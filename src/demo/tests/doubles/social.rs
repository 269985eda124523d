//! What the doubles of Mastodon, Facebook and Telegram do, held against what the networks' own pages say of it. The workers' tests
//! drive them through every fault; here is what they do when nothing goes wrong.

use crate::anywhere;
use crate::network::PICTURE;
use childalert_demo::doubles::social::{
    Fault, Happened, Step, facebook::FacebookDouble, mastodon::MastodonDouble, telegram::TelegramDouble,
};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};

const TOKEN: &str = "7:demo";
const LINK: &str = "https://alerts.example.org/fr/a/kf7q2";

/// A form with a picture, as browsers and programs write it (RFC 7578).
fn form(request: RequestBuilder, fields: &[(&str, &str)], file: &str) -> RequestBuilder {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = format!(
        "--x\r\nContent-Disposition: form-data; name=\"{file}\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(PICTURE);
    body.extend_from_slice(b"\r\n--x--\r\n");
    request.header("Content-Type", "multipart/form-data; boundary=x").body(body)
}

async fn said(request: RequestBuilder) -> (u16, Value) {
    let response: Response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

/// Somebody with a token.
struct Caller {
    http: Client,
    base: String,
}

impl Caller {
    fn at(base: String) -> Caller {
        Caller { http: crate::client(), base }
    }

    fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base)).bearer_auth(TOKEN)
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        said(self.ask(Method::GET, path)).await
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        said(self.ask(Method::POST, path).json(&body)).await
    }

    async fn delete(&self, path: &str) -> (u16, Value) {
        said(self.ask(Method::DELETE, path)).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mastodon_counts_links_as_23_and_gives_the_same_post_for_the_same_key() {
    let double = MastodonDouble::start(anywhere(), TOKEN, None).await.unwrap();
    let caller = Caller::at(double.url());
    let media = async || {
        let upload = form(caller.ask(Method::POST, "/api/v2/media"), &[("description", "Élodie")], "file");
        said(upload).await.1["id"].as_str().unwrap().to_owned()
    };
    let post = async |text: String, key: &str| {
        let order =
            json!({ "status": text, "media_ids": [media().await], "visibility": "public", "language": "fr" });
        said(caller.ask(Method::POST, "/api/v1/statuses").header("Idempotency-Key", key).json(&order)).await
    };
    let room = 500 - 23 - 1;
    assert_eq!(post(format!("{} {LINK}", "é".repeat(room + 1)), "a").await.0, 422);
    let (status, first) = post(format!("{} {LINK}", "é".repeat(room)), "a").await;
    assert_eq!(status, 200, "{first}");
    assert!(first["content"].as_str().unwrap().contains(&format!("href=\"{LINK}\"")));
    assert_eq!(first["media_attachments"][0]["description"], "Élodie");
    assert_eq!(post("another".to_owned(), "a").await.1["id"], first["id"]);
    let (_, second) = post("another".to_owned(), "b").await;
    let list = async |query: &str| {
        let (_, posts) = caller.get(&format!("/api/v1/accounts/109348/statuses{query}")).await;
        posts.as_array().unwrap().iter().map(|post| post["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(list("").await, [second["id"].clone(), first["id"].clone()], "newest first");
    assert_eq!(list("?limit=1").await, [second["id"].clone()]);
    let second_id = second["id"].as_str().unwrap();
    assert_eq!(list(&format!("?max_id={second_id}")).await, [first["id"].clone()], "older than that one");

    let path = format!("/api/v1/statuses/{second_id}");
    assert_eq!(caller.delete(&path).await.1["id"], second["id"], "a deletion gives back what it deleted");
    assert_eq!(caller.get(&path).await, (404, json!({ "error": "Record not found" })));
    assert_eq!(caller.delete(&path).await.0, 404);
    let stranger =
        said(caller.http.get(format!("{}/api/v1/accounts/verify_credentials", double.url()))).await;
    assert_eq!(stranger.0, 401);
    double.fault(Fault::TooManyRequests { retry_after: Some(60) }, 1, Step::Delete);
    let limit = caller.ask(Method::DELETE, &path).send().await.unwrap();
    assert_eq!((limit.status().as_u16(), limit.headers().get("retry-after")), (429, None));
    assert_eq!(limit.headers()["x-ratelimit-reset"], "2026-11-21T18:05:05.000000Z");
    assert_eq!(limit.headers()["date"], "Sat, 21 Nov 2026 18:04:05 GMT");
}

#[tokio::test(flavor = "multi_thread")]
async fn facebook_shows_nobody_a_post_before_it_is_published_and_gives_one_error_for_gone_and_not_for_you() {
    let double = FacebookDouble::start(anywhere(), "100044", TOKEN, None).await.unwrap();
    let caller = Caller::at(double.api());
    let fields = [("published", "false"), ("temporary", "true"), ("alt_text_custom", "Élodie")];
    let (_, photo) = said(form(caller.ask(Method::POST, "/100044/photos"), &fields, "source")).await;
    let order = json!({ "message": "Disparue", "published": false, "attached_media": [{ "media_fbid": photo["id"] }] });
    let (_, post) = caller.post("/100044/feed", order).await;
    let path = format!("/{}", post["id"].as_str().unwrap());
    assert_eq!(caller.get(&path).await.1["is_published"], false);
    assert_eq!(double.standing(), [""; 0]);
    let publish = json!({ "is_published": true });
    for _ in 0..2 {
        assert_eq!(caller.post(&path, publish.clone()).await, (200, json!({ "success": true })));
    }
    assert_eq!(double.standing(), [post["id"].as_str().unwrap()]);

    assert_eq!(caller.delete(&path).await.1, json!({ "success": true }));
    let picture = format!("/{}", photo["id"].as_str().unwrap());
    assert_eq!(caller.get(&picture).await.0, 200, "a picture outlives its post");
    caller.delete(&picture).await;
    for gone in [caller.get(&path).await, caller.post(&path, publish).await, caller.delete(&picture).await] {
        let (status, error) = (gone.0, &gone.1["error"]);
        assert_eq!((status, &error["code"], &error["error_subcode"]), (400, &json!(100), &json!(33)));
    }
    let stranger = said(caller.http.get(format!("{}{path}", double.api())).bearer_auth("other")).await;
    assert_eq!((stranger.0, &stranger.1["error"]["code"]), (401, &json!(190)));
    let happened: Vec<Happened> = double.truth().iter().map(|event| event.what).collect();
    assert_eq!(happened, [Happened::Drafted, Happened::Published, Happened::Deleted], "published once");
}

#[tokio::test(flavor = "multi_thread")]
async fn telegram_tells_by_an_edit_that_changes_nothing_and_shows_the_public_a_preview() {
    let double = TelegramDouble::start(anywhere(), "alerts_example", TOKEN, None).await.unwrap();
    let caller = Caller::at(format!("{}/bot{TOKEN}", double.url()));
    let send = async |caption: &str| {
        let fields = [("chat_id", "@alerts_example"), ("caption", caption)];
        said(form(caller.ask(Method::POST, "/sendPhoto"), &fields, "photo")).await
    };
    assert_eq!(send(&"🔎".repeat(513)).await.0, 400, "1,024 code units of UTF-16");
    let (_, sent) = send(&format!("Disparue\n\n{LINK}")).await;
    let number = sent["result"]["message_id"].clone();
    let named = json!({ "chat_id": "@alerts_example", "message_id": number });
    let description = async |method: &str| {
        let (status, said) = caller.post(method, named.clone()).await;
        assert_eq!((status, &said["ok"], &said["error_code"]), (400, &json!(false), &json!(400)));
        said["description"].as_str().unwrap().to_owned()
    };
    let edit = "/editMessageReplyMarkup";
    assert!(description(edit).await.starts_with("Bad Request: message is not modified"));
    let preview = async || {
        let page = caller.http.get(format!("{}/s/alerts_example", double.url())).send().await.unwrap();
        page.text().await.unwrap()
    };
    let shown = preview().await;
    assert!(shown.contains(&format!("data-post=\"alerts_example/{number}\"")), "{shown}");
    assert!(shown.contains(&format!("href=\"{LINK}\"")), "{shown}");

    assert_eq!(caller.post("/deleteMessage", named.clone()).await.1, json!({ "ok": true, "result": true }));
    assert_eq!(description("/deleteMessage").await, "Bad Request: message to delete not found");
    assert_eq!(description(edit).await, "Bad Request: message to edit not found");
    assert!(!preview().await.contains("data-post"));
    let elsewhere = json!({ "chat_id": "@other_channel", "message_id": 1 });
    assert_eq!(caller.post(edit, elsewhere).await.1["description"], "Bad Request: chat not found");
    let stranger = Caller::at(format!("{}/bot8:other", double.url()));
    assert_eq!(stranger.post(edit, named.clone()).await.0, 401);
}
