//! Errors as `application/problem+json` (RFC 9457), in the caller's language. One exhaustive map from what the app says to
//! a status, a stable `type` and the keys of the words; what the inside said goes to the log only.

use crate::accept_language::negotiated;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpResponse, ResponseError};
use childalert_app::{AccessFault, AppError, Conflict, KitFailureView, Owing};
use childalert_domain::{Lang, Refusal};
use childalert_poster::ScanError;
use childalert_words as words;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;
use utoipa::ToSchema;

/// Where the types are explained; a stable identifier, not necessarily an address that answers.
const TYPES: &str = "https://childalert.example/problems/";

/// An error on its way to the caller.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    code: &'static str,
    args: Vec<(&'static str, String)>,
    fields: Vec<FieldFault>,
    /// The one field that all of it is about: what is said of the whole is said of it.
    about: Option<&'static str>,
    refusals: Box<[Refusal]>,
    /// Why a file of the kit cannot be made.
    kit: Box<[KitFailureView]>,
}

/// What is wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldFault {
    /// Path, such as `person.date_of_birth`.
    pub field: String,
    /// Code of the words `field-{code}`.
    pub code: &'static str,
    /// What it should be, or its limit.
    pub expected: String,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &'static str) -> Self {
        Problem {
            status,
            code,
            args: Vec::new(),
            fields: Vec::new(),
            about: None,
            refusals: Box::default(),
            kit: Box::default(),
        }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// The same of a form on a page: its fields have names of their own, and a moment is a day and a time there.
    pub(crate) fn of_a_form(mut self, named: impl Fn(&str) -> String) -> Self {
        // One thing at a time: an address that is too short is none either.
        let mut seen = BTreeSet::new();
        self.fields.retain(|fault| seen.insert(fault.field.clone()));
        for fault in &mut self.fields {
            fault.field = named(&fault.field);
            (fault.code, fault.expected) = match (fault.code, fault.expected.as_str()) {
                ("wrong-format", "date-time") => ("no-moment", String::new()),
                ("wrong-format", "date") => ("no-day", String::new()),
                // Codes of the program are nothing to choose from: the page has the words.
                ("not-one-of", _) => ("not-one-of", String::new()),
                (code, expected) => (code, expected.to_owned()),
            };
        }
        for refusal in &mut self.refusals {
            refusal.field = named(&refusal.field);
        }
        self
    }

    /// What of it is about some of the fields; `None`: nothing.
    pub(crate) fn about(mut self, wanted: impl Fn(&str) -> bool) -> Option<Self> {
        self.fields.retain(|fault| wanted(&fault.field));
        self.refusals = self.refusals.into_iter().filter(|refusal| wanted(&refusal.field)).collect();
        let left = !self.fields.is_empty() || !self.refusals.is_empty();
        left.then_some(self)
    }

    /// What was put into its words.
    pub(crate) fn said(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn unauthorised() -> Self {
        Problem::new(StatusCode::UNAUTHORIZED, "unauthorised")
    }

    pub(crate) fn forbidden() -> Self {
        Problem::new(StatusCode::FORBIDDEN, "forbidden")
    }

    pub(crate) fn fields(fields: Vec<FieldFault>) -> Self {
        Problem { fields, ..Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-body") }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Refused(refusals) => {
                let refusals = refusals.into();
                Problem { refusals, ..Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "refused") }
            }
            AppError::NotFound(_) => Problem::new(StatusCode::NOT_FOUND, "not-found"),
            AppError::Conflict(Conflict::Stale) => Problem::new(StatusCode::CONFLICT, "conflict"),
            AppError::Conflict(Conflict::ReferenceTaken) => Problem {
                fields: vec![FieldFault {
                    field: "reference".to_owned(),
                    code: "taken",
                    expected: String::new(),
                }],
                ..Problem::new(StatusCode::CONFLICT, "invalid-body")
            },
            AppError::Conflict(Conflict::AlreadyWithdrawn) => {
                Problem::new(StatusCode::CONFLICT, "already-withdrawn")
            }
            AppError::Conflict(Conflict::TakesBack(campaigns)) => {
                Problem::new(StatusCode::CONFLICT, "takes-back").with("count", campaigns.to_string())
            }
            AppError::NotClosed(owing) => not_closed(&owing),
            AppError::NotEnded => Problem::new(StatusCode::CONFLICT, "not-ended"),
            AppError::Access(fault) => Problem::new(access_status(fault), fault.code()),
            AppError::Clock { behind_s } => {
                Problem::new(StatusCode::CONFLICT, "clock-behind").with("seconds", behind_s.to_string())
            }
            AppError::Scan(error) => scan_problem(error),
            AppError::ShownChanged(_) => Problem::new(StatusCode::CONFLICT, "shown-changed"),
            AppError::Forbidden => Problem::forbidden(),
            AppError::Unauthorised => Problem::unauthorised(),
            AppError::Photo(code) => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, photo_code(code)),
            AppError::Kit(kit) => {
                let kit = kit.into();
                Problem { kit, ..Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "preview-failed") }
            }
            AppError::IdempotencyReused => {
                Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency-reused")
            }
            AppError::InProgress => Problem::new(StatusCode::CONFLICT, "idempotency-in-progress"),
            AppError::Store(error) => {
                tracing::error!(error = ?error, "the database failed");
                Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable")
            }
            AppError::FilesAway => {
                tracing::error!("the file store does not answer");
                Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable")
            }
            AppError::Files(error) => {
                tracing::error!(error = ?error, "the file store failed");
                Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable")
            }
            AppError::Stored(error) => {
                tracing::error!(line = error.line(), "a stored document is unreadable");
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
            }
            AppError::Tampered => {
                tracing::error!("stored bytes do not match their digest");
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
            }
        }
    }
}

/// An id in the path that is none.
pub(crate) fn bad_path() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "not-found")
}

/// A query that is missing something, or has a wrong value: which, can be told from what was sent and what the reader says it
/// lacks. Whole numbers are all that the queries of the API have, and `retract`.
pub(crate) fn bad_query(sent: &str, error: &str) -> Problem {
    let fault = |field: &str, code, expected: &str| FieldFault {
        field: field.to_owned(),
        code,
        expected: expected.to_owned(),
    };
    let mut faults = Vec::new();
    if let Some(lacks) = error.split("missing field `").nth(1).and_then(|rest| rest.split('`').next()) {
        faults.push(fault(lacks, "required", ""));
    }
    for (name, value) in form_urlencoded::parse(sent.as_bytes()) {
        match name.as_ref() {
            "retract" if !["true", "false"].contains(&value.as_ref()) => {
                faults.push(fault("retract", "not-one-of", "true, false"));
            }
            "lang" if value.parse::<Lang>().is_err() => {
                faults.push(fault("lang", "not-one-of", "fr, nl, de, en"));
            }
            "version" | "limit" | "offset" | "after" if value.parse::<u32>().is_err() => {
                faults.push(fault(&name, "wrong-type", "integer"));
            }
            _ => {}
        }
    }
    if faults.is_empty() {
        faults.push(fault("query", "wrong-format", ""));
    }
    Problem::fields(faults)
}

/// A body that is not the JSON it should be.
pub(crate) fn bad_json() -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "invalid-json")
}

fn access_status(fault: AccessFault) -> StatusCode {
    match fault {
        AccessFault::LinkUnknown => StatusCode::NOT_FOUND,
        AccessFault::LinkUsed | AccessFault::LinkExpired => StatusCode::GONE,
        AccessFault::QuestionOver
        | AccessFault::Settled
        | AccessFault::EmailTaken
        | AccessFault::ProviderTaken
        | AccessFault::LastPasskey => StatusCode::CONFLICT,
        AccessFault::PasskeyUnknown
        | AccessFault::PasskeyRefused
        | AccessFault::PasskeyCloned
        | AccessFault::ProviderRefused => StatusCode::UNAUTHORIZED,
        AccessFault::AccountClosed
        | AccessFault::SamePerson
        | AccessFault::ProviderUnknown
        | AccessFault::ProviderTooWeak
        | AccessFault::ProviderNotAnew
        | AccessFault::ProviderOther
        | AccessFault::ProofNeeded
        | AccessFault::SignInAgain
        | AccessFault::RecoveryNeeded
        | AccessFault::PasskeyNeeded => StatusCode::FORBIDDEN,
        AccessFault::ProviderUnreachable => StatusCode::BAD_GATEWAY,
        AccessFault::NoPasskeysHere => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Who stands between a campaign and its closing statement.
fn not_closed(owing: &Owing) -> Problem {
    let people = if owing.people.is_empty() { "unsaid".to_owned() } else { owing.people.join(", ") };
    Problem::new(StatusCode::CONFLICT, "not-closed")
        .with("count", owing.owed.to_string())
        .with("service", (owing.owed - owing.waiting - owing.taken).to_string())
        .with("waiting", owing.waiting.to_string())
        .with("taken", owing.taken.to_string())
        .with("people", people)
}

/// A scan's refusal. The field at fault is the whole body, under the name by which papers name it.
fn scan_problem(error: ScanError) -> Problem {
    let problem = match error {
        ScanError::TooLarge => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "scan-too-large"),
        ScanError::TooManyPixels => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "scan-too-many-pixels"),
        ScanError::TooSmall => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "scan-too-small"),
        ScanError::Unsupported => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "scan-unsupported"),
        ScanError::Active => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "scan-active"),
        ScanError::OnItsOwn => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "scan-on-its-own"),
        ScanError::Locked => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "scan-locked"),
        ScanError::Damaged => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "scan-damaged"),
        ScanError::Unreadable => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "scan-unreadable"),
    };
    Problem { about: Some("scan"), ..problem }
}

/// The words of a photo's refusal.
fn photo_code(code: &str) -> &'static str {
    match code {
        "too_large" => "photo-too-large",
        "too_many_pixels" => "photo-too-many-pixels",
        "too_small" => "photo-too-small",
        "unknown_format" => "photo-unknown-format",
        "animated" => "photo-animated",
        "not_taken_in" => "photo-not-taken-in",
        "unsupported" => "photo-unsupported",
        _ => "photo-damaged",
    }
}

/// The document as it is sent.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Document {
    /// Stable identifier of the kind of problem.
    r#type: String,
    /// What is wrong, in one sentence.
    pub(crate) title: String,
    /// What to do about it.
    pub(crate) detail: String,
    /// The HTTP status.
    pub(crate) status: u16,
    /// Every field that is wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
    /// Every rule that refuses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refusals: Vec<RuleError>,
}

/// A field that is wrong.
#[derive(Serialize, ToSchema)]
struct FieldError {
    /// Path, such as `person.date_of_birth`; empty for the whole body.
    field: String,
    /// Stable code.
    code: String,
    /// What is wrong and how to mend it.
    message: String,
}

/// A rule that refuses.
#[derive(Serialize, ToSchema)]
struct RuleError {
    /// Stable code of the rule.
    rule: String,
    /// The document and chapter it comes from.
    source: String,
    /// The field at fault, where there is one.
    #[serde(skip_serializing_if = "String::is_empty")]
    field: String,
    /// What is missing.
    message: String,
    /// What to do about it.
    mend: String,
}

impl Document {
    /// What is wrong, point by point: the field's path (empty: none), and what is said of it.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (&str, String)> {
        let errors = self.errors.iter().map(|error| (error.field.as_str(), error.message.clone()));
        let refusals = self.refusals.iter().map(|refusal| {
            (refusal.field.as_str(), format!("{} {} ({})", refusal.message, refusal.mend, refusal.source))
        });
        errors.chain(refusals)
    }
}

impl Problem {
    pub(crate) fn document(&self, lang: Lang) -> Document {
        // A count is a number to the words, which choose singular or plural by it.
        let arg = |value| match str::parse(value) {
            Ok(count) => words::Arg::Number(count),
            Err(_) => words::Arg::Text(value),
        };
        let args: Vec<(&str, words::Arg<'_>)> =
            self.args.iter().map(|(name, value)| (*name, arg(value.as_str()))).collect();
        let title = words::text_with(lang, &format!("problem-{}", self.code), &args);
        let detail = words::text_with(lang, &format!("problem-{}-mend", self.code), &args);
        let about = self.about.map(|field| FieldError {
            field: field.to_owned(),
            code: self.code.to_owned(),
            message: format!("{title} {detail}"),
        });
        Document {
            r#type: format!("{TYPES}{}", self.code),
            title,
            detail,
            status: self.status.as_u16(),
            errors: self
                .fields
                .iter()
                .map(|fault| field_error(lang, fault))
                .chain(about)
                .chain(self.kit.iter().map(|failure| kit_error(lang, failure)))
                .collect(),
            refusals: self.refusals.iter().map(|refusal| rule_error(lang, refusal)).collect(),
        }
    }
}

fn field_error(lang: Lang, fault: &FieldFault) -> FieldError {
    FieldError {
        field: fault.field.clone(),
        code: fault.code.to_owned(),
        message: words::field_error(lang, fault.code, &fault.field, &fault.expected),
    }
}

fn kit_error(lang: Lang, failure: &KitFailureView) -> FieldError {
    let field = as_drafted(&failure.field);
    let said = words::kit_failure(lang, &failure.code, &field, failure.excess, failure.character);
    FieldError { field, code: failure.code.clone(), message: format!("{} {}", said.title, said.mend) }
}

/// The draft's own name of a field of the notice: all languages show one name.
pub(crate) fn as_drafted(field: &str) -> String {
    match field.rsplit('.').next() {
        Some("name") if field.starts_with("notices.") => "shown_name".to_owned(),
        Some("name_native") if field.starts_with("notices.") => "shown_name_native".to_owned(),
        _ => field.to_owned(),
    }
}

fn rule_error(lang: Lang, refusal: &Refusal) -> RuleError {
    let said = words::rule(lang, refusal);
    RuleError {
        rule: refusal.rule.to_owned(),
        source: refusal.source.to_owned(),
        field: refusal.field.clone(),
        message: said.title,
        mend: said.mend,
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    /// The problem travels beside the response; [`localise`] writes the body, because only there the request is known.
    fn error_response(&self) -> HttpResponse<BoxBody> {
        let mut response = HttpResponse::build(self.status).finish();
        response.extensions_mut().insert(self.clone());
        response
    }
}

/// Writes the body of problems in the language that the request asks for.
pub(crate) async fn localise(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let lang = negotiated(request.headers());
    let mut response = match next.call(request).await {
        Ok(response) => response.map_into_boxed_body(),
        Err(error) => return Err(error),
    };
    let problem = response.response_mut().extensions_mut().remove::<Problem>();
    let Some(problem) = problem else { return Ok(response) };
    let body = serde_json::to_vec(&problem.document(lang)).unwrap_or_default();
    let mut response = response.map_body(|_, _| BoxBody::new(body));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Ok(lang) = HeaderValue::from_str(lang.code()) {
        headers.insert(actix_web::http::header::CONTENT_LANGUAGE, lang);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;
    use childalert_words::has;

    /// Keys that are put together are beyond the reach of the words' own test.
    #[test]
    fn every_problem_has_words() {
        let source = include_str!("problem.rs");
        let files =
            [source, include_str!("ledger.rs"), include_str!("checked.rs"), include_str!("caller.rs")];
        let mut codes = 0;
        for quoted in files.iter().flat_map(|file| file.split("StatusCode::").skip(1)) {
            let Some(code) = quoted.split(')').next().and_then(|call| call.split('"').nth(1)) else {
                continue;
            };
            if code.is_empty() || code.bytes().any(|b| !b.is_ascii_lowercase() && b != b'-') {
                continue;
            }
            codes += 1;
            assert!(has(&format!("problem-{code}")), "no words for problem-{code}");
            assert!(has(&format!("problem-{code}-mend")), "no mend for problem-{code}");
        }
        assert!(codes >= 15, "the codes were not found in the sources");
    }

    #[test]
    fn every_reason_why_a_scan_is_refused_is_its_own_and_names_the_field() {
        use ScanError as E;
        let all = [
            E::TooLarge,
            E::TooManyPixels,
            E::TooSmall,
            E::Unreadable,
            E::Unsupported,
            E::Damaged,
            E::Active,
            E::OnItsOwn,
            E::Locked,
        ];
        for lang in Lang::ALL {
            let mut said = BTreeSet::new();
            for error in all {
                let problem = scan_problem(error);
                assert_eq!(problem.code, format!("scan-{}", error.code().replace('_', "-")));
                let document = problem.document(lang);
                let [field] = document.errors.as_slice() else { panic!("{error:?}: one field") };
                assert_eq!((field.field.as_str(), field.code.as_str()), ("scan", problem.code));
                assert_eq!(field.message, format!("{} {}", document.title, document.detail));
                assert_eq!(document.title.contains("20"), error == E::TooLarge, "{lang} {error:?}");
                said.insert(document.title);
            }
            assert_eq!(said.len(), all.len(), "{lang}: {said:?}");
        }
    }

    #[test]
    fn what_may_have_changed_on_a_consent_page_has_words() {
        use childalert_app::Changed as C;
        for part in [C::Texts, C::Photos, C::Channels, C::Languages, C::Area, C::Until, C::Look] {
            assert!(has(&format!("consent-changed-{}", part.name())), "{part:?}");
        }
    }
}
