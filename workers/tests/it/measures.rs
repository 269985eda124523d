//! How copies were received: counts are read where a network has them, and never guessed.

use crate::script::{fresh_id, post};
use childalert_jobs::{Act, Insights, Permit, PermitId};
use childalert_workers::{
    Roles,
    config::{BlueskyConfig, FacebookConfig, MastodonConfig, TelegramConfig, WorkersConfig},
};
use serde_json::{Value, json};
use std::time::Duration;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::path};

const URI: &str = "at://did:plc:a/app.bsky.feed.post/1";

fn config(name: &str, server: &MockServer) -> WorkersConfig {
    let url = || server.uri().parse().unwrap();
    let token = || "a token".to_owned().into();
    let mut config = WorkersConfig::default();
    match name {
        "bluesky" => {
            let (service, identifier) = (url(), "alerts.example.org".to_owned());
            config.bluesky = Some(BlueskyConfig { service, identifier, password: token() });
        }
        "mastodon" => config.mastodon = Some(MastodonConfig { server: url(), token: token() }),
        "facebook" => {
            config.facebook = Some(FacebookConfig { page: "11".into(), token: token(), api: url() })
        }
        _ => {
            let channel = "@alerts".to_owned();
            config.telegram = Some(TelegramConfig { channel, token: token(), api: url(), preview: url() });
        }
    }
    config
}

/// What a worker brings home of a copy, where the network gives these answers.
async fn measured(name: &str, outside_id: &str, answers: &[(&str, ResponseTemplate)]) -> Option<Insights> {
    let server = MockServer::start().await;
    for (place, answer) in answers {
        Mock::given(path(*place)).respond_with(answer.clone()).mount(&server).await;
    }
    let roles = Roles::named([name], &config(name, &server)).unwrap();
    let id = PermitId { id: fresh_id(), fence: 3 };
    let known = Some(outside_id.to_owned());
    let permit = Permit::issue(id, Act::Measure, Duration::from_secs(10), known, post());
    let channel = roles.channel(name).unwrap();
    assert!(channel.measures());
    let said = channel.measure(&permit).await;
    let requests = server.received_requests().await.unwrap();
    let signing_in = |path: &str| path.contains("createSession");
    assert!(
        requests.iter().all(|asked| asked.method == "GET" || signing_in(asked.url.path())),
        "{name} only reads"
    );
    said
}

fn ok(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

fn counts(reach: impl Into<Option<i64>>, [reactions, shares, replies]: [Option<i64>; 3]) -> Option<Insights> {
    Some(Insights { reach: reach.into(), reactions, shares, replies })
}

#[tokio::test]
async fn each_network_is_asked_for_what_it_counts() {
    let session = ok(json!({ "did": "did:plc:a", "handle": "h", "accessJwt": "a", "refreshJwt": "r" }));
    let session = ("/xrpc/com.atproto.server.createSession", session);
    let posts = |uri: &str| {
        let post = json!({ "uri": uri, "likeCount": 7, "repostCount": 4, "quoteCount": 1, "replyCount": 2 });
        ("/xrpc/app.bsky.feed.getPosts", ok(json!({ "posts": [post] })))
    };
    let all = [Some(7), Some(5), Some(2)];
    assert_eq!(measured("bluesky", URI, &[session.clone(), posts(URI)]).await, counts(None, all));
    assert_eq!(measured("bluesky", URI, &[session.clone(), posts("at://another")]).await, None);
    // An own server that passes nothing on.
    assert_eq!(measured("bluesky", URI, &[session]).await, None);

    let status = json!({ "id": "9", "favourites_count": 7, "reblogs_count": 5, "replies_count": 2 });
    assert_eq!(
        measured("mastodon", "127.0.0.1/9", &[("/api/v1/statuses/9", ok(status))]).await,
        counts(None, all)
    );

    let post = json!({
        "id": "11_9", "reactions": { "summary": { "total_count": 7 } }, "shares": { "count": 5 },
        "comments": { "summary": { "total_count": 2 } },
    });
    let viewed = json!({ "data": [{ "values": [{ "value": 812 }] }] });
    let (post, viewed) = (("/11_9", ok(post)), ("/11_9/insights/post_total_media_view_unique", ok(viewed)));
    assert_eq!(measured("facebook", "11_9+5", &[post.clone(), viewed]).await, counts(812, all));
    let small = ("/11_9/insights/post_total_media_view_unique", ok(json!({ "data": [] })));
    assert_eq!(measured("facebook", "11_9+5", &[post, small]).await, counts(None, all), "a small Page");

    let preview = "<main class=\"tgme_main\"><div data-post=\"alerts/9\">\
                   <span class=\"tgme_widget_message_views\">1.2K</span></div>";
    let preview = ("/s/alerts", ResponseTemplate::new(200).set_body_string(preview));
    assert_eq!(measured("telegram", "@alerts/9", &[preview]).await, counts(1_200, [None; 3]));
}

#[tokio::test]
async fn what_makes_no_sense_is_no_count() {
    let page = || ResponseTemplate::new(200).set_body_string("<h1>One moment</h1>");
    let limited = || ResponseTemplate::new(429);
    for (name, id, place) in [
        ("mastodon", "127.0.0.1/9", "/api/v1/statuses/9"),
        ("mastodon", "another.example/9", "/api/v1/statuses/9"),
        ("facebook", "11_9+5", "/11_9"),
        ("telegram", "@alerts/9", "/s/alerts"),
        ("telegram", "@another/9", "/s/alerts"),
        ("facebook", "12_9+5", "/12_9"),
    ] {
        for answer in [page(), limited(), ok(json!({ "id": "another" }))] {
            assert_eq!(measured(name, id, &[(place, answer)]).await, None, "{name}");
        }
    }
}
