//! In which coding a caller takes an answer that is there in several.

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue};
use actix_web::middleware::Next;

/// A coding other than the bytes as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    /// RFC 7932.
    Brotli,
    /// RFC 8878.
    Zstd,
    /// RFC 1952.
    Gzip,
}

impl Coding {
    /// All, the smallest result first: so the first of equals is the best.
    pub(crate) const ALL: [Coding; 3] = [Coding::Brotli, Coding::Zstd, Coding::Gzip];

    /// Its name in `Accept-Encoding` and `Content-Encoding`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Coding::Brotli => "br",
            Coding::Zstd => "zstd",
            Coding::Gzip => "gzip",
        }
    }
}

/// What the headers weigh most of what we have; `None`: the bytes as they are, which also answers who takes nothing else and
/// forbids them, since an answer that is read by chance is worth more than none (RFC 9110, 12.5.3).
pub(crate) fn chosen(headers: &HeaderMap) -> Option<Coding> {
    let mut best: Option<(f32, Coding)> = None;
    for coding in Coding::ALL {
        let weight = weight(headers, coding.name()).unwrap_or(0.0);
        if weight > best.map_or(0.0, |(most, _)| most) {
            best = Some((weight, coding));
        }
    }
    let as_they_are = named(headers, "identity").unwrap_or(0.0);
    best.filter(|(weight, _)| *weight >= as_they_are).map(|(_, coding)| coding)
}

/// Who takes no coding of ours is asked for none, before compression: that answers 406 to whoever forbids the bytes as they are.
pub(crate) async fn never_refused<B: MessageBody>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, actix_web::Error> {
    if chosen(request.headers()).is_none() {
        request.headers_mut().insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    }
    next.call(request).await
}

/// By its own name, else by the word for all.
fn weight(headers: &HeaderMap, coding: &str) -> Option<f32> {
    named(headers, coding).or_else(|| named(headers, "*"))
}

fn named(headers: &HeaderMap, wanted: &str) -> Option<f32> {
    let lines = headers.get_all(ACCEPT_ENCODING).filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).take(20).find_map(|item| {
        let mut parts = item.split(';').map(str::trim);
        let name = parts.next()?;
        let other_name = wanted == "gzip" && name.eq_ignore_ascii_case("x-gzip");
        if !name.eq_ignore_ascii_case(wanted) && !other_name {
            return None;
        }
        let q = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        // What is no number says no.
        Some(q.map_or(1.0, |q| q.parse().unwrap_or(0.0)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::CONTENT_ENCODING;
    use actix_web::middleware::{Compress, from_fn};
    use actix_web::test::{TestRequest, call_service, init_service, read_body};
    use actix_web::{App, web};

    #[test]
    fn the_heaviest_coding_wins_and_the_smallest_of_equals() {
        let wanted = |lines: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(ACCEPT_ENCODING, HeaderValue::from_static(line));
            }
            chosen(&headers).map_or("as they are", Coding::name)
        };
        assert_eq!(wanted(&["gzip, deflate, br, zstd"]), "br");
        assert_eq!(wanted(&["gzip, deflate", "zstd"]), "zstd");
        assert_eq!(wanted(&["gzip;q=1.0, br;q=0.5, zstd ; q=0.5"]), "gzip");
        assert_eq!(wanted(&["X-GZIP"]), "gzip");
        assert_eq!(wanted(&["*"]), "br");
        assert_eq!(wanted(&["br;q=0, *;q=0.3"]), "zstd");
        assert_eq!(wanted(&["identity, br;q=0.5"]), "as they are", "it weighs more");
        assert_eq!(wanted(&["identity;q=0.5, br;q=0.5"]), "br");
        for none in [&[][..], &[""], &["identity"], &["deflate"], &["br;q=0"], &["br;q=much"], &["*;q=0"]] {
            assert_eq!(wanted(none), "as they are", "{none:?}");
        }
    }

    #[actix_web::test]
    async fn whoever_takes_nothing_that_we_have_gets_the_bytes_as_they_are() {
        let words = "Disparue : une enfant de douze ans. ".repeat(100);
        let said = words.clone();
        let route = web::get().to(move || std::future::ready(said.clone()));
        let app = App::new().route("/", route).wrap(Compress::default()).wrap(from_fn(never_refused::<_>));
        let service = init_service(app).await;
        let asked = async |line: &'static str| {
            let request = TestRequest::default().insert_header((ACCEPT_ENCODING, line)).to_request();
            let response = call_service(&service, request).await;
            let coding = response.headers().get(CONTENT_ENCODING).and_then(|value| value.to_str().ok());
            let coding = coding.filter(|coding| *coding != "identity").unwrap_or_default().to_owned();
            (response.status().as_u16(), coding, read_body(response).await)
        };
        for line in
            ["*;q=0", "identity;q=0", "identity;q=0, *;q=0", "br;q=0, identity;q=0", "nothing-known", ""]
        {
            let (status, coding, body) = asked(line).await;
            assert_eq!((status, coding.as_str(), &body[..]), (200, "", words.as_bytes()), "{line}");
        }
        let (status, coding, body) = asked("identity;q=0, br").await;
        assert!(status == 200 && coding == "br" && body.len() < words.len(), "{status} {coding}");
    }
}
