//! The doubles' pages, as a person who tries the demonstration sees them.

use crate::anywhere;
use crate::mail::{letter_to, lettre_to};
use crate::network::{Author, PICTURE, RKEY, network};
use childalert_demo::doubles::mail::MailCatcher;
use lettre::message::{MultiPart, header};
use lettre::{AsyncTransport, Message};
use reqwest::Response;
use serde_json::json;

async fn get(url: String) -> Response {
    crate::client().get(url).send().await.unwrap()
}

async fn page(url: String) -> String {
    let response = get(url).await;
    assert_eq!(response.status(), 200);
    assert!(
        response.headers()["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'")
    );
    response.text().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn caught_mails_can_be_read_newest_first_and_a_correction_leads_back_to_its_alert() {
    let catcher = MailCatcher::start(anywhere(), None).await.unwrap();
    let web = format!("http://{}", catcher.serve_web(anywhere()).await.unwrap());
    assert!(page(format!("{web}/")).await.contains("No mail yet"));

    let first = Message::builder()
        .from("alerts@foundation.example".parse().unwrap())
        .to("a@volunteers.example".parse().unwrap())
        .subject("Alert <now>")
        .message_id(Some("<0198.3@foundation.example>".into()))
        .multipart(MultiPart::alternative_plain_html(
            "Look & call <us>".to_owned(),
            "<html><HEAD><title>x</title></HEAD><body><a href=\"https://foundation.example/n\">Notice</a></body></html>".to_owned(),
        ))
        .unwrap();
    let mailer = lettre_to(&catcher);
    mailer.send(first).await.unwrap();
    mailer.send(letter_to("a@volunteers.example")).await.unwrap();

    let list = page(format!("{web}/")).await;
    let (newer, older) = (list.find("/mails/2").unwrap(), list.find("/mails/1").unwrap());
    assert!(
        newer < older && list.contains("Alert &lt;now&gt;") && list.contains("Élodie Specimen — disparition")
    );

    let correction = page(format!("{web}/mails/2")).await;
    assert!(correction.contains(r#"<a href="/mails/1">Alert &lt;now&gt;</a>"#), "{correction}");
    let alert = page(format!("{web}/mails/1")).await;
    assert!(alert.contains("Look &amp; call &lt;us&gt;") && alert.contains("a@volunteers.example"));
    assert!(alert.contains(r#"src="/mails/1/html" sandbox="allow-popups allow-popups-to-escape-sandbox""#));

    let html = get(format!("{web}/mails/1/html")).await;
    let policy = html.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("sandbox allow-popups") && policy.contains("default-src 'none'"), "{policy}");
    assert!(!policy.contains("script"));
    assert!(html.text().await.unwrap().contains(r#"<HEAD><base target="_blank"><title>"#));
    assert_eq!(get(format!("{web}/mails/1/raw")).await.bytes().await.unwrap(), *catcher.mails()[0].raw);
    assert_eq!(get(format!("{web}/mails/3")).await.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_without_html_has_no_frame() {
    let catcher = MailCatcher::start(anywhere(), None).await.unwrap();
    let web = format!("http://{}", catcher.serve_web(anywhere()).await.unwrap());
    let plain = Message::builder()
        .from("alerts@foundation.example".parse().unwrap())
        .to("a@volunteers.example".parse().unwrap())
        .header(header::ContentType::TEXT_PLAIN)
        .body(String::from("Plain words"))
        .unwrap();
    lettre_to(&catcher).send(plain).await.unwrap();
    let shown = page(format!("{web}/mails/1")).await;
    assert!(shown.contains("Plain words") && shown.contains("(no subject)") && !shown.contains("<iframe"));
    assert_eq!(get(format!("{web}/mails/1/html")).await.status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_timeline_shows_what_stands_with_picture_and_link_and_nothing_that_was_deleted() {
    let network = network().await;
    let author = Author::of(&network).await;
    let url = format!("{}/", network.url());
    assert!(page(url.clone()).await.contains("Nothing is posted here"));

    let blob = author.upload("image/png", PICTURE.to_vec()).await.done()["blob"].clone();
    let mut creation = author.creation(RKEY, "Disparition à Liège <script>\nfoundation.example/é");
    creation["record"]["facets"] = json!([{
        "index": { "byteStart": 31, "byteEnd": 52 },
        "features": [{ "$type": "app.bsky.richtext.facet#link", "uri": "https://foundation.example/n?a=1&b=\"2" }],
    }]);
    creation["record"]["embed"] = json!({ "$type": "app.bsky.embed.images", "images": [
        { "image": blob, "alt": "Dessin \"d'un\" visage", "aspectRatio": { "width": 1, "height": 1 } },
    ] });
    author.post("repo.createRecord", creation).await.done();

    let shown = page(url.clone()).await;
    assert!(shown.contains("Disparition à Liège &lt;script&gt;") && !shown.contains("<script"), "{shown}");
    assert!(shown.contains(">foundation.example/é</a>"), "{shown}");
    assert!(shown.contains("https://foundation.example/n?a") && !shown.contains("b=\"2"));
    assert!(shown.contains("Dessin &quot;d") && !shown.contains("Dessin \"d"));
    assert!(shown.contains("21 November 2026, 18:04 UTC") && shown.contains(r#"<p lang="fr">"#));
    let src = shown
        .split("<img src=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&")
        .replace("&#x3D;", "=");
    assert_eq!(*get(format!("{}{src}", network.url())).await.bytes().await.unwrap(), *PICTURE);

    author.delete(RKEY).await.done();
    let shown = page(url).await;
    assert!(shown.contains("Nothing is posted here") && !shown.contains("Disparition"));
}
