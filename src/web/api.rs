//! The JSON API under `/api/v1`, documented as OpenAPI 3.1 at `/api/openapi.json`.

mod accounts;
mod campaigns;
mod cases;
mod copies;
mod events;
mod health;
mod papers;
mod photos;
mod placements;
mod proofs;
mod scans;
mod trail;
mod volunteers;

pub(crate) use health::WHO_ASKS;

use crate::problem::Document;
use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Content, OpenApi, Ref, Required, ResponseBuilder};
use utoipa::{IntoParams, IntoResponses, OpenApi as _, ToSchema};
use utoipa_actix_web::AppExt;
use utoipa_actix_web::service_config::ServiceConfig;

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "childalert",
        description = "Missing-child alerts: lawful notices out within minutes, every copy back within seconds.\n\n\
            Every POST, PUT and DELETE needs an `Idempotency-Key`: the same key with the same request gets the same answer and \
            does nothing twice. Errors are `application/problem+json` in the language of `Accept-Language` (fr, nl, de, \
            en) and name everything that is wrong, not the first thing.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(Document)),
    security(("key" = []))
)]
struct Api;

/// The document without paths.
pub(crate) fn document() -> OpenApi {
    let mut document = Api::openapi();
    let key = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A key made with `childalert key create --role …`"))
        .build();
    document.components.get_or_insert_default().add_security_scheme("key", SecurityScheme::Http(key));
    document
}

/// The whole document.
pub fn openapi() -> OpenApi {
    let mut document = actix_web::App::new()
        .into_utoipa_app()
        .openapi(document())
        .service(utoipa_actix_web::scope("/api/v1").configure(configure))
        .split_for_parts()
        .1;
    for item in document.paths.paths.values_mut() {
        for operation in [&mut item.post, &mut item.put, &mut item.delete].into_iter().flatten() {
            asks_for_a_key(operation);
        }
    }
    document
}

/// Declares what every change needs, in one place: the header that [`crate::caller::Caller::request`] asks for, and the answer
/// to a request without it.
fn asks_for_a_key(operation: &mut Operation) {
    let text = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(200));
    let header = ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some(
            "A new one for each action, and the same one when it is tried again: 1 to 200 visible ASCII characters.",
        ))
        .schema(Some(text))
        .build();
    operation.parameters.get_or_insert_default().push(header.into());
    let problem = Content::new(Some(Ref::from_schema_name("Problem")));
    let answer = ResponseBuilder::new()
        .description("The key is missing, or the body is not JSON.")
        .content("application/problem+json", problem);
    operation.responses.responses.insert("400".to_owned(), answer.build().into());
}

pub(crate) async fn serve_document(document: web::Data<OpenApi>) -> HttpResponse {
    HttpResponse::Ok().json(document.get_ref())
}

pub(crate) fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(cases::open)
        .service(cases::list)
        .service(cases::show)
        .service(cases::change)
        .service(cases::messages)
        .service(papers::declare)
        .service(papers::consent)
        .service(papers::ask)
        .service(papers::asked)
        .service(papers::revoke_link)
        .service(papers::deny)
        .service(papers::withdraw)
        .service(papers::override_consent)
        .service(papers::hear)
        .service(photos::take_in)
        .service(photos::focus)
        .service(photos::show)
        .service(scans::take_in)
        .service(scans::show)
        .service(campaigns::draft)
        .service(campaigns::list)
        .service(campaigns::show)
        .service(campaigns::edit)
        .service(campaigns::launch)
        .service(campaigns::update)
        .service(campaigns::retract)
        .service(campaigns::trail)
        .service(campaigns::messages)
        .service(proofs::order)
        .service(proofs::list)
        .service(proofs::show)
        .service(proofs::file)
        .service(proofs::preview)
        .service(proofs::ask)
        .service(proofs::decide)
        .service(proofs::decisions)
        .service(placements::list)
        .service(placements::progress)
        .service(copies::ledger)
        .service(copies::closing_statement)
        .service(copies::closing_statement_as_pdf)
        .service(placements::take)
        .service(placements::retry)
        .service(placements::close)
        .service(events::events)
        .service(volunteers::save)
        .service(volunteers::deactivate)
        .service(volunteers::list)
        .service(accounts::invite)
        .service(accounts::list)
        .service(accounts::change_role)
        .service(accounts::suspend)
        .service(accounts::recover)
        .service(accounts::confirmations)
        .service(accounts::confirm)
        .service(accounts::decline)
        .service(accounts::me)
        .service(accounts::sign_out_everywhere)
        .service(trail::read)
        .service(health::show);
}

/// A page of a list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Page {
    /// How many at most, up to 500; 100 where absent.
    limit: Option<u32>,
    /// How many to skip.
    offset: Option<u32>,
}

impl Page {
    fn bounds(&self) -> (i64, i64) {
        (i64::from(self.limit.unwrap_or(100).clamp(1, 500)), i64::from(self.offset.unwrap_or(0)))
    }
}

/// Where to go on.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct After {
    /// The number of the last entry that was read; 0 where absent.
    after: Option<i64>,
    /// How many at most, up to 1000; 100 where absent.
    limit: Option<u32>,
}

/// The version that a change was made on.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct MadeOn {
    /// The `version` that was read; if somebody changed it since, the answer is 409.
    version: i64,
}

/// How a case's file is changed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CaseChange {
    /// The `version` that was read; if somebody changed it since, the answer is 409.
    version: i64,
    /// Whether live campaigns may be taken back, where the change forbids the search. Without it the answer is then 409 and
    /// says how many there are.
    #[serde(default)]
    #[param(default = false)]
    retract: bool,
}

/// A file.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "describes a body in the document")]
pub(crate) struct Bytes(Vec<u8>);

/// What every operation may answer besides success.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "describes answers in the document; problems are made elsewhere")]
pub(crate) enum Problems {
    /// No key, or not a good one.
    #[response(status = 401, content_type = "application/problem+json")]
    Unauthorised(#[to_schema] Document),
    /// The key's role may not do it.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(#[to_schema] Document),
    /// There is no such thing.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(#[to_schema] Document),
    /// Somebody else was first.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(#[to_schema] Document),
    /// The body is larger than it may be.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(#[to_schema] Document),
    /// The body is of a kind that is not taken.
    #[response(status = 415, content_type = "application/problem+json")]
    Unsupported(#[to_schema] Document),
    /// Fields are wrong, or rules refuse: all of them are listed.
    #[response(status = 422, content_type = "application/problem+json")]
    Refused(#[to_schema] Document),
}

fn created<T: Serialize>(value: &T) -> HttpResponse {
    HttpResponse::Created().json(value)
}

fn ok<T: Serialize>(value: &T) -> HttpResponse {
    HttpResponse::Ok().json(value)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_change_declares_its_key_and_the_answer_without_one() {
        let document = serde_json::to_value(super::openapi()).expect("JSON");
        let mut changes = 0;
        for (path, item) in document["paths"].as_object().expect("paths") {
            for (method, operation) in item.as_object().expect("operations") {
                let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
                let keys = parameters.iter().filter(|parameter| {
                    parameter["name"] == "Idempotency-Key"
                        && parameter["in"] == "header"
                        && parameter["required"] == true
                });
                let changing = ["post", "put", "delete"].contains(&method.as_str());
                assert_eq!(keys.count(), usize::from(changing), "{method} {path}");
                let content = &operation["responses"]["400"]["content"]["application/problem+json"];
                assert_eq!(content["schema"].is_object(), changing, "{method} {path}");
                changes += usize::from(changing);
            }
        }
        assert!(changes > 15, "the document was read: {changes}");
    }
}
