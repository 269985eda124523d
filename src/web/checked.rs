//! A JSON body that fits its schema. The schemas are those of the OpenAPI document, so that the document cannot promise
//! what the service refuses; and *every* field that is wrong is named, not the first.

use crate::MOST_JSON;
use crate::problem::{FieldFault, Problem};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest, web};
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::OnceLock;
use utoipa::ToSchema;
use utoipa::openapi::OpenApi;

/// Validators by schema name, each compiled when it is first needed: together they take more memory than all the rest of the
/// service at rest.
pub(crate) struct Schemas {
    components: Value,
    compiled: HashMap<String, OnceLock<Option<Validator>>>,
}

impl Schemas {
    /// The schemas of the document.
    pub(crate) fn new(document: &OpenApi) -> Self {
        let components = serde_json::to_value(&document.components).unwrap_or_default();
        let names = components["schemas"].as_object().into_iter().flat_map(|all| all.keys());
        let compiled = names.map(|name| (name.clone(), OnceLock::new())).collect();
        Schemas { components, compiled }
    }

    /// One that cannot be compiled is a fault of this program, found by its tests.
    fn compile(&self, name: &str) -> Option<Validator> {
        let schema = json!({
            "$ref": format!("#/components/schemas/{name}"),
            "components": self.components,
        });
        let validator = jsonschema::options().should_validate_formats(true).build(&schema);
        if validator.is_err() {
            tracing::error!(name, "a schema of the OpenAPI document cannot be compiled");
        }
        validator.ok()
    }

    /// The value as a `T`, if it fits the schema of that; or everything that is wrong with it.
    pub(crate) fn fit<T: DeserializeOwned + ToSchema + 'static>(&self, value: Value) -> Result<T, Problem> {
        let faults = self.faults(&T::name(), &value).unwrap_or_default();
        if !faults.is_empty() {
            return Err(Problem::fields(faults));
        }
        // What the schema cannot say (a date that does not exist, say) is said by the type.
        serde_json::from_value(value).map_err(|_| {
            let fault =
                FieldFault { field: String::new(), code: "wrong-format", expected: T::name().into_owned() };
            Problem::fields(vec![fault])
        })
    }

    fn faults(&self, name: &str, value: &Value) -> Option<Vec<FieldFault>> {
        let validator = self.compiled.get(name)?.get_or_init(|| self.compile(name)).as_ref()?;
        let mut faults: Vec<FieldFault> = validator.iter_errors(value).flat_map(|e| faults(&e)).collect();
        faults.sort_by(|a, b| a.field.cmp(&b.field));
        faults.dedup();
        Some(faults)
    }
}

/// A body that fits the schema of `T`, with its bytes for the request's digest.
pub(crate) struct Checked<T> {
    pub value: T,
    pub bytes: Bytes,
}

impl<T: DeserializeOwned + ToSchema + 'static> FromRequest for Checked<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let json =
            request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
                value.split(';').next().is_some_and(|kind| kind.trim() == "application/json")
            });
        let schemas = request.app_data::<web::Data<Schemas>>().cloned();
        let payload = payload.take();
        Box::pin(async move {
            if !json {
                let problem = Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media");
                return Err(problem.with("expected", "application/json"));
            }
            let bytes = read(payload, MOST_JSON, "256 kB").await?;
            let invalid = || Problem::new(StatusCode::BAD_REQUEST, "invalid-json");
            // A zero character is text to JSON, and to nobody else.
            if bytes.windows(6).any(|six| six == b"\\u0000") {
                return Err(invalid());
            }
            let value: Value = serde_json::from_slice(&bytes).map_err(|_| invalid())?;
            let Some(schemas) = schemas else {
                return Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal"));
            };
            let value = schemas.fit(value)?;
            Ok(Checked { value, bytes })
        })
    }
}

/// Reads a body up to a limit.
pub(crate) async fn read(mut payload: Payload, most: usize, limit: &str) -> Result<Bytes, Problem> {
    let mut body = web::BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "invalid-json"))?;
        if body.len() + chunk.len() > most {
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large").with("limit", limit));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// What a validation error says, field by field, without a word of the validator's own.
fn faults(error: &ValidationError<'_>) -> Vec<FieldFault> {
    use ValidationErrorKind as K;
    let path = path(error.instance_path().as_str(), "");
    let one = |code: &'static str, expected: String| vec![FieldFault { field: path.clone(), code, expected }];
    match error.kind() {
        K::AdditionalProperties { unexpected } | K::UnevaluatedProperties { unexpected } => unexpected
            .iter()
            .map(|name| FieldFault {
                field: self::path(error.instance_path().as_str(), name),
                code: "unknown",
                expected: String::new(),
            })
            .collect(),
        K::Required { property } => vec![FieldFault {
            field: self::path(error.instance_path().as_str(), property.as_str().unwrap_or_default()),
            code: "required",
            expected: String::new(),
        }],
        K::Type { kind } => one("wrong-type", type_name(kind)),
        K::Format { format } => one("wrong-format", format.clone()),
        K::MinLength { limit } => one("too-short", limit.to_string()),
        K::MaxLength { limit } => one("too-long", limit.to_string()),
        K::MinItems { limit } => one("too-few", limit.to_string()),
        K::MaxItems { limit } => one("too-many", limit.to_string()),
        K::Minimum { limit } => one("too-small", limit.to_string()),
        K::Maximum { limit } => one("too-large", limit.to_string()),
        K::Enum { options } => one("not-one-of", listed(options)),
        K::Pattern { pattern } => one("pattern", example(pattern).to_owned()),
        K::UniqueItems => one("duplicate", String::new()),
        K::OneOfNotValid { context } | K::AnyOf { context } => nearest(context, &path),
        _ => one("wrong-format", String::new()),
    }
}

/// Of several shapes, the one that the value fits best speaks: an optional field's own complaint, not that it might have
/// been null.
fn nearest(context: &[Vec<ValidationError<'_>>], path: &str) -> Vec<FieldFault> {
    let not_null = |errors: &&Vec<ValidationError<'_>>| {
        !errors.iter().any(
            |error| matches!(error.kind(), ValidationErrorKind::Type { kind } if type_name(kind) == "null"),
        )
    };
    let best = context.iter().filter(not_null).min_by_key(|errors| errors.len());
    match best {
        Some(errors) if !errors.is_empty() => errors.iter().flat_map(faults).collect(),
        _ => vec![FieldFault { field: path.to_owned(), code: "wrong-format", expected: String::new() }],
    }
}

fn type_name(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(one) => one.to_string(),
        TypeKind::Multiple(several) => {
            let names: Vec<String> =
                several.into_iter().map(|one| one.to_string()).filter(|name| name != "null").collect();
            names.join(", ")
        }
    }
}

/// Something that fits a pattern of ours: an expression is nothing to read.
fn example(pattern: &str) -> &str {
    match pattern {
        "^[0-9]{4}-[0-9]{3,6}$" => "2026-0417",
        "^[0-9a-f]{64}$" => "e3b0c442…, 64 × 0-9 a-f",
        "^[A-Z]{2}$" => "FR",
        other => other,
    }
}

fn listed(options: &Value) -> String {
    let names: Vec<&str> =
        options.as_array().map(|all| all.iter().filter_map(Value::as_str).collect()).unwrap_or_default();
    names.join(", ")
}

/// `/notices/0/appeal` and `x` as `notices.0.appeal.x`.
fn path(pointer: &str, last: &str) -> String {
    let mut segments: Vec<&str> = pointer.split('/').filter(|segment| !segment.is_empty()).collect();
    if !last.is_empty() {
        segments.push(last);
    }
    segments.join(".")
}

#[cfg(test)]
mod tests {
    use super::Schemas;

    #[test]
    fn every_schema_of_the_document_can_be_compiled() {
        let schemas = Schemas::new(&crate::openapi());
        assert!(schemas.compiled.len() > 40, "the document was read");
        for name in schemas.compiled.keys() {
            assert!(schemas.compile(name).is_some(), "{name}");
        }
    }
}
