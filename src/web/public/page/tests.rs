//! One answer, asked for in every way.

use super::*;
use actix_web::body::to_bytes;
use actix_web::http::header::{ACCEPT_ENCODING, HeaderName};
use actix_web::test::TestRequest;
use std::io::Read;

const WORDS: &str = "Disparue : une enfant de douze ans. Appelez le 116 000, jour et nuit. ";

fn text(status: StatusCode) -> Page {
    Page::packed(status, "text/html; charset=utf-8", WORDS.repeat(50))
}

async fn asked(page: &Page, headers: &[(HeaderName, &str)]) -> (HttpResponse<()>, Bytes) {
    let mut request = TestRequest::default();
    for (name, value) in headers {
        request = request.append_header((name, *value));
    }
    let (head, body) = page.answer(&request.to_http_request()).into_parts();
    (head, to_bytes(body).await.expect("a body in memory"))
}

fn said<'a>(head: &'a HttpResponse<()>, name: &HeaderName) -> &'a str {
    head.headers().get(name).map_or("", |value| value.to_str().expect("text"))
}

fn decoded(coding: &str, bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    match coding {
        "br" => brotli::Decompressor::new(bytes, 4096).read_to_end(&mut plain).expect("brotli"),
        "gzip" => flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain).expect("gzip"),
        "zstd" => return zstd::decode_all(bytes).expect("zstd"),
        other => panic!("a coding that nobody asked for: {other}"),
    };
    plain
}

#[actix_web::test]
async fn each_twin_reads_back_as_the_page_and_has_a_tag_of_its_own() {
    let page = text(StatusCode::OK);
    let (plain, whole) = asked(&page, &[]).await;
    assert_eq!(whole, WORDS.repeat(50));
    assert_eq!((said(&plain, &CONTENT_ENCODING), said(&plain, &VARY)), ("identity", "Accept-Encoding"));
    let mut tags = vec![said(&plain, &ETAG).to_owned()];
    for coding in ["br", "zstd", "gzip"] {
        let (head, body) = asked(&page, &[(ACCEPT_ENCODING, coding)]).await;
        assert_eq!(said(&head, &CONTENT_ENCODING), coding);
        assert_eq!(decoded(coding, &body), whole);
        assert!(body.len() < whole.len() / 10, "{coding}: {}", body.len());
        assert_eq!(said(&head, &VARY), "Accept-Encoding");
        tags.push(said(&head, &ETAG).to_owned());
    }
    let each: std::collections::BTreeSet<&String> = tags.iter().collect();
    assert_eq!(each.len(), 4, "{tags:?}");
    assert!(tags.iter().all(|tag| tag.starts_with('"') && tag.ends_with('"')), "strong: {tags:?}");
    let again = text(StatusCode::OK);
    assert_eq!(
        said(&asked(&again, &[]).await.0, &ETAG),
        tags[0],
        "the same bytes, the same tag, on every node"
    );
}

#[actix_web::test]
async fn whoever_has_it_is_told_that_nothing_has_changed_and_nothing_more() {
    let page = text(StatusCode::OK).varied("Accept, Accept-Language");
    let (first, _) = asked(&page, &[(ACCEPT_ENCODING, "br")]).await;
    let tag = said(&first, &ETAG).to_owned();
    for sent in [tag.clone(), format!("\"other\", W/{tag}"), "*".to_owned()] {
        let (head, body) = asked(&page, &[(ACCEPT_ENCODING, "br"), (IF_NONE_MATCH, sent.as_str())]).await;
        assert_eq!((head.status(), body.len()), (StatusCode::NOT_MODIFIED, 0), "{sent}");
        for name in [ETAG, VARY, CACHE_CONTROL, CONTENT_SECURITY_POLICY] {
            assert_eq!(said(&head, &name), said(&first, &name), "{name}");
        }
        assert_eq!(said(&head, &CONTENT_ENCODING), "");
    }
    let others = [tag.replace("-br", "-gzip"), tag.replace("-br", ""), "\"other\"".to_owned()];
    for other in others.iter().map(String::as_str).chain([""]) {
        let (head, _) = asked(&page, &[(ACCEPT_ENCODING, "br"), (IF_NONE_MATCH, other)]).await;
        assert_eq!(head.status(), StatusCode::OK, "{other}");
    }
}

#[actix_web::test]
async fn what_is_over_or_not_there_is_never_unchanged() {
    for status in [StatusCode::GONE, StatusCode::NOT_FOUND, StatusCode::SERVICE_UNAVAILABLE] {
        let page = text(status);
        let (first, _) = asked(&page, &[]).await;
        let (head, body) = asked(&page, &[(IF_NONE_MATCH, said(&first, &ETAG))]).await;
        assert_eq!(head.status(), status);
        assert!(!body.is_empty());
        assert_eq!(said(&head, &RETRY_AFTER).is_empty(), status != StatusCode::SERVICE_UNAVAILABLE);
    }
}

#[actix_web::test]
async fn a_picture_is_given_as_it_is() {
    let page = Page::file(StatusCode::OK, "image/jpeg", Bytes::from(vec![7; 9000]));
    let (head, body) = asked(&page, &[(ACCEPT_ENCODING, "gzip, br")]).await;
    assert_eq!((said(&head, &CONTENT_ENCODING), said(&head, &VARY), body.len()), ("identity", "", 9000));
    assert_eq!(said(&head, &HeaderName::from_static("x-robots-tag")), "noindex, noarchive");
}
