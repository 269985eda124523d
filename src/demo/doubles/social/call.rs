//! A call, taken off the wire whole: its address, its fields from JSON or a form, and the file in it.

use actix_web::HttpRequest;
use actix_web::http::{Method, header};
use actix_web::web::Bytes;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::convert::Infallible;

#[doc(hidden)]
pub struct Call {
    pub(super) method: Method,
    /// Under which name and port the caller knows the network.
    pub(super) host: String,
    pub(super) path: String,
    pub(super) query: HashMap<String, String>,
    /// The bearer token.
    pub(super) token: Option<String>,
    pub(super) idempotency_key: Option<String>,
    pub(super) fields: Map<String, Value>,
    /// Field, media type, bytes.
    pub(super) file: Option<(String, String, Bytes)>,
}

impl Call {
    /// Reads a request; `None`: its body is neither JSON nor a form.
    pub(super) async fn read(request: &HttpRequest, body: Bytes) -> Option<Call> {
        let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
        let content_type = header(header::CONTENT_TYPE.as_str()).unwrap_or_default().to_owned();
        let query = request.query_string().split('&').filter_map(|pair| pair.split_once('='));
        let mut call = Call {
            method: request.method().clone(),
            host: request.connection_info().host().to_owned(),
            path: request.path().to_owned(),
            query: query.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            token: header("authorization").and_then(|value| value.strip_prefix("Bearer ")).map(str::to_owned),
            idempotency_key: header("idempotency-key").map(str::to_owned),
            fields: Map::new(),
            file: None,
        };
        if body.is_empty() {
            return Some(call);
        }
        match multer::parse_boundary(&content_type) {
            Ok(boundary) => call.form(boundary, body).await?,
            Err(_) if content_type.starts_with("application/json") => {
                call.fields = serde_json::from_slice(&body).ok()?;
            }
            Err(_) => return None,
        }
        Some(call)
    }

    async fn form(&mut self, boundary: String, body: Bytes) -> Option<()> {
        let whole = futures_util::stream::once(async { Ok::<_, Infallible>(body) });
        let mut form = multer::Multipart::new(whole, boundary);
        while let Some(field) = form.next_field().await.ok()? {
            let name = field.name()?.to_owned();
            match (field.file_name().is_some(), field.content_type().map(ToString::to_string)) {
                (true, Some(media_type)) => self.file = Some((name, media_type, field.bytes().await.ok()?)),
                (true, None) => return None,
                (false, _) => {
                    self.fields.insert(name, field.text().await.ok()?.into());
                }
            }
        }
        Some(())
    }

    /// A text of the body.
    pub(super) fn text(&self, name: &str) -> &str {
        self.fields.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// The file of this field.
    pub(super) fn file(&self, name: &str) -> Option<(&str, &Bytes)> {
        let (field, media_type, bytes) = self.file.as_ref()?;
        (field == name && media_type.starts_with("image/")).then_some((media_type, bytes))
    }
}
