//! What the forms of the pages on accounts share: what is typed as a document, and what is wrong with each field.

use super::form::{Errors, Posted};
use crate::problem::Problem;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// The fields of these names as a document that fits the same schema as a request to the API. What was left empty is not there.
pub(super) fn fit<T: DeserializeOwned + ToSchema + 'static>(
    posted: &Posted,
    names: &[&str],
) -> Result<T, Problem> {
    let written = names.iter().filter(|name| !posted.first(name).is_empty());
    let value: Map<String, Value> =
        written.map(|name| ((*name).to_owned(), Value::from(posted.first(name)))).collect();
    posted.fit(value.into())
}

/// A field as it is shown: what was typed stays.
#[derive(Serialize)]
pub(super) struct Field {
    value: String,
    /// What is wrong with it; empty where nothing is.
    error: String,
}

impl Field {
    pub fn of(value: &str, name: &str, errors: Option<&Errors>) -> Field {
        let error = errors.map(|errors| errors.about(name)).unwrap_or_default();
        Field { value: value.to_owned(), error }
    }
}
