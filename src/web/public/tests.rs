//! What is said where nothing can be given.

use super::pages::Pages;
use super::*;
use actix_web::body::to_bytes;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use actix_web::test::TestRequest;

fn ready() -> Ready {
    let fonts = pages::Fonts { regular: "/assets/r.woff2".to_owned(), bold: "/assets/b.woff2".to_owned() };
    let site = pages::PublicSite { style_url: "/assets/site.css".to_owned(), fonts, fronts: Vec::new() };
    Ready::new(&Pages::new(site), "https://alert.example")
}

/// Status, media type, how long it may be kept, when to ask again, what engines may do with it, and the body.
async fn said(key: &Key, status: StatusCode) -> (u16, [String; 4], String) {
    let problem =
        Problem::new(status, if status == StatusCode::NOT_FOUND { "not-found" } else { "unavailable" });
    let answer = instead(&ready(), key, Lang::Nl, &problem).answer(&TestRequest::default().to_http_request());
    let header = |name: &str| {
        let value = answer.headers().get(name).map(|value| value.to_str().expect("text").to_owned());
        value.unwrap_or_default()
    };
    let headers = [CONTENT_TYPE.as_str(), CACHE_CONTROL.as_str(), RETRY_AFTER.as_str(), "X-Robots-Tag"];
    let (status, headers) = (answer.status().as_u16(), headers.map(header));
    let body = to_bytes(answer.into_body()).await.expect("a body in memory");
    (status, headers, String::from_utf8(body.to_vec()).expect("text"))
}

#[actix_web::test]
async fn where_nobody_can_know_people_get_a_page_and_programs_what_they_understand() {
    let (code, away) = ("code".to_owned(), StatusCode::SERVICE_UNAVAILABLE);
    let keys = [
        (Key::Front(Lang::Nl), HTML),
        (Key::Notice(Lang::Nl, code.clone()), HTML),
        (Key::Check(Lang::Nl, code.clone()), HTML),
        (Key::File(code.clone(), "poster.pdf".to_owned()), HTML),
        (Key::Feed(Lang::Nl), "text/plain; charset=utf-8"),
        (Key::State(code), "application/json"),
    ];
    for (key, media_type) in keys {
        let (status, headers, body) = said(&key, away).await;
        assert_eq!(status, 503, "{key:?}");
        assert_eq!(headers, [media_type, "no-store", "5", "noindex, noarchive"], "{key:?}");
        assert_eq!(body.contains("<html"), media_type == HTML, "{key:?}: {body}");
        assert_eq!(body == r#"{"state":"unavailable"}"#, matches!(key, Key::State(_)), "{key:?}: {body}");
    }
}

#[actix_web::test]
async fn a_file_that_is_not_there_is_not_found_and_stays_out_of_every_index() {
    let file = Key::File("code".to_owned(), "poster.pdf".to_owned());
    let (status, [media_type, kept, _, robots], body) = said(&file, StatusCode::NOT_FOUND).await;
    assert_eq!((status, media_type.as_str(), robots.as_str()), (404, HTML, "noindex, noarchive"));
    assert!(kept.contains("max-age=0") && body.contains("<html"), "{kept}: {body}");
    // That a page is not found is never told by a problem: what says so then is broken.
    let notice = Key::Notice(Lang::Nl, "code".to_owned());
    assert_eq!(said(&notice, StatusCode::NOT_FOUND).await.0, 503);
}
