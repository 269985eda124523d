//! What a browser does for whoever sits at it, by hand: forms, cookies, and the passkey that an invitation asks for.

use childalert_demo::doubles::passkey::SoftPasskey;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};

/// What a link is known by.
pub fn token(link: &str) -> &str {
    link.rsplit('/').next().expect("a token")
}

/// Follows an invitation: the passkey that is made for it, with what it said, and the service's answer.
pub async fn enrol(client: &Client, base_url: &str, link: &str) -> (SoftPasskey, Value, Response) {
    let path = format!("{base_url}/auth/invitation/{}", token(link));
    let post = async |path: &str, body: &Value| {
        client.post(path).header("Origin", base_url).json(body).send().await.expect("an answer")
    };
    let asked = post(&format!("{path}/question"), &json!({})).await;
    assert_eq!(asked.status(), 200);
    let asked: Value = asked.json().await.expect("JSON");
    let (passkey, credential) = SoftPasskey::create(&asked["options"], base_url).expect("a passkey");
    let answer = json!({"question": asked["question"], "credential": credential});
    let answered = post(&path, &answer).await;
    (passkey, credential, answered)
}

/// The cookie that an answer sets, as it is sent back.
pub fn cookie(response: &Response) -> Option<String> {
    let header = response.headers().get("set-cookie")?.to_str().ok()?;
    Some(header.split(';').next()?.to_owned())
}

/// A request with a form's fields.
pub fn filled(request: RequestBuilder, fields: &[(&str, &str)]) -> RequestBuilder {
    let pair = |(name, value): &(&str, &str)| format!("{}={}", encoded(name), encoded(value));
    let body: Vec<String> = fields.iter().map(pair).collect();
    request.header("Content-Type", "application/x-www-form-urlencoded").body(body.join("&"))
}

fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// The value that a page has in a field.
pub fn field(page: &str, name: &str) -> String {
    let value = page.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("the field");
    value.split('"').next().unwrap_or_default().to_owned()
}
