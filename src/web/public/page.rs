//! An answer of the public site, whole: its bytes, their compressed twins, and the tag by which a browser asks whether they are
//! still the same. Made once, given many times.

use crate::accept_encoding::{Coding, chosen};
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH,
    RETRY_AFTER, VARY,
};
use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;
use childalert_domain::Digest;
use std::io::Write;
use std::sync::OnceLock;

/// Nothing but our own pictures, styles and fonts; no script at all; nobody frames us.
const POLICY: &str = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";
/// Of 11: what is beyond takes ten times as long for a hundredth less.
const BROTLI_QUALITY: i32 = 9;
/// As far back as a page is long.
const BROTLI_WINDOW: i32 = 18;
const ZSTD_LEVEL: i32 = 12;

/// How long others may keep an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// One second in a cache that many share, so that a rush is absorbed; a browser asks each time.
    Briefly,
    /// A file under the hash of its content.
    ForEver,
    /// Not at all: what is wrong now may be right in a moment.
    Never,
}

impl Keep {
    fn header(self) -> &'static str {
        match self {
            Keep::Briefly => "public, max-age=0, s-maxage=1, must-revalidate",
            Keep::ForEver => "public, max-age=31536000, immutable",
            Keep::Never => "no-store",
        }
    }
}

/// An answer, ready to be given.
pub(crate) struct Page {
    status: StatusCode,
    media_type: HeaderValue,
    keep: Keep,
    /// Whether it may stand in an index, or an archive: a returned child has no digital footprint.
    indexed: bool,
    vary: HeaderValue,
    plain: Form,
    /// Made when first asked for; `None`: compressed by its own nature.
    twins: Option<[OnceLock<Option<Form>>; Coding::ALL.len()]>,
}

/// The bytes in one coding.
struct Form {
    bytes: Bytes,
    tag: HeaderValue,
}

impl Page {
    /// Text that may neither be indexed nor archived.
    pub(super) fn packed(status: StatusCode, media_type: &str, body: impl Into<Bytes>) -> Page {
        Page { twins: Some(Default::default()), ..Page::file(status, media_type, body.into()) }.varied("")
    }

    /// A picture, or paper: compressing it again gains nothing.
    pub(super) fn file(status: StatusCode, media_type: &str, bytes: Bytes) -> Page {
        let digest = Digest::of(&bytes).to_string();
        Page {
            status,
            media_type: header(media_type, "application/octet-stream"),
            keep: Keep::Briefly,
            indexed: false,
            vary: HeaderValue::from_static(""),
            plain: Form { tag: tag(&digest[..32], ""), bytes },
            twins: None,
        }
    }

    /// For others to keep as long as this.
    pub(super) fn kept(self, keep: Keep) -> Page {
        Page { keep, ..self }
    }

    /// Search engines may have it.
    pub(super) fn indexed(self) -> Page {
        Page { indexed: true, ..self }
    }

    /// Another one for who asks in another language, or for another form: `also` names those headers.
    pub(super) fn varied(self, also: &'static str) -> Page {
        let also = [also, if self.twins.is_some() { "Accept-Encoding" } else { "" }];
        let named: Vec<&str> = also.into_iter().filter(|names| !names.is_empty()).collect();
        Page { vary: header(&named.join(", "), ""), ..self }
    }

    /// About how many bytes of memory it takes.
    pub(super) fn weight(&self) -> usize {
        let twins = if self.twins.is_some() { self.plain.bytes.len() } else { 0 };
        self.plain.bytes.len() + twins + 1024
    }

    /// In a coding, where there is one and it can be made; and in which it is.
    fn form(&self, coding: Option<Coding>) -> (Option<Coding>, &Form) {
        let twin = coding.zip(self.twins.as_ref()).and_then(|(coding, twins)| {
            let twin = twins.get(coding as usize)?.get_or_init(|| {
                let bytes = encode(coding, &self.plain.bytes).ok()?;
                let whole = self.plain.tag.to_str().ok()?.trim_matches('"');
                Some(Form { bytes: bytes.into(), tag: tag(whole, coding.name()) })
            });
            Some((Some(coding), twin.as_ref()?))
        });
        twin.unwrap_or((None, &self.plain))
    }

    /// The answer to a request: in the coding that it takes, or that nothing has changed (RFC 9110, 13.1.2).
    pub(super) fn answer(&self, request: &HttpRequest) -> HttpResponse {
        let (coding, form) = self.form(chosen(request.headers()));
        let unchanged = self.status.is_success() && has(request.headers(), &form.tag);
        let mut response =
            HttpResponse::build(if unchanged { StatusCode::NOT_MODIFIED } else { self.status });
        response.insert_header((CACHE_CONTROL, self.keep.header()));
        // Also where nothing has changed: a browser takes the headers of that answer for the page's.
        response.insert_header((CONTENT_SECURITY_POLICY, POLICY));
        response.insert_header((ETAG, form.tag.clone()));
        if !self.vary.is_empty() {
            response.insert_header((VARY, self.vary.clone()));
        }
        if !self.indexed {
            response.insert_header(("X-Robots-Tag", "noindex, noarchive"));
        }
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.insert_header((RETRY_AFTER, "5"));
        }
        if unchanged {
            return response.finish();
        }
        response.insert_header((CONTENT_ENCODING, coding.map_or("identity", Coding::name)));
        response.content_type(self.media_type.clone()).body(form.bytes.clone())
    }
}

fn header(value: &str, otherwise: &'static str) -> HeaderValue {
    HeaderValue::from_str(value).unwrap_or(HeaderValue::from_static(otherwise))
}

/// A strong tag: each coding has its own (RFC 9110, 8.8.3).
fn tag(digest: &str, coding: &str) -> HeaderValue {
    let dash = if coding.is_empty() { "" } else { "-" };
    header(&format!("\"{digest}{dash}{coding}\""), "")
}

/// Whether the caller has it.
fn has(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let Ok(tag) = tag.to_str() else { return false };
    let lines = headers.get_all(IF_NONE_MATCH).filter_map(|line| line.to_str().ok());
    let mut named = lines.flat_map(|line| line.split(',')).map(str::trim);
    named.any(|name| name == "*" || name.trim_start_matches("W/") == tag)
}

/// Into memory: it cannot fail but for want of it.
fn encode(coding: Coding, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    match coding {
        Coding::Brotli => {
            let parameters = brotli::enc::BrotliEncoderParams {
                quality: BROTLI_QUALITY,
                lgwin: BROTLI_WINDOW,
                size_hint: bytes.len(),
                ..Default::default()
            };
            let mut encoder = brotli::CompressorWriter::with_params(Vec::new(), 4096, &parameters);
            encoder.write_all(bytes)?;
            Ok(encoder.into_inner())
        }
        Coding::Zstd => zstd::encode_all(bytes, ZSTD_LEVEL),
        Coding::Gzip => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(bytes)?;
            encoder.finish()
        }
    }
}

#[cfg(test)]
mod tests;
