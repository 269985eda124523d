//! What every form of a case has: one template, its fields, and what happens when it cannot be saved.

use crate::pages::area::AreaPicker;
use crate::pages::fields::{Field, Filled, Group};
use crate::pages::form::{Errors, Fields, Kept, Posted, once};
use crate::pages::shell::{Asked, Instead};
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use childalert_app::{AppError, Conflict};
use childalert_domain::Lang;
use childalert_words::text;
use serde::Serialize;
use uuid::Uuid;

/// A link.
#[derive(Clone, Default, Serialize)]
pub(super) struct Link {
    pub url: String,
    pub text: String,
}

impl Link {
    pub fn new(url: String, text: String) -> Link {
        Link { url, text }
    }
}

/// A step of several.
#[derive(Serialize)]
pub(super) struct Step {
    pub url: String,
    pub text: String,
    pub current: bool,
}

/// A form's page.
#[derive(Default, Serialize)]
pub(super) struct FormPage {
    pub back: Link,
    pub steps: Vec<Step>,
    pub errors: Option<Errors>,
    pub lead: String,
    pub notes: Vec<String>,
    pub action: String,
    pub multipart: bool,
    pub once: String,
    pub hidden: Vec<Kept>,
    pub groups: Vec<Group>,
    pub area: Option<AreaPicker>,
    /// What comes after the area: a file stands last, so that what was typed is read before it.
    pub after: Vec<Group>,
    pub submit: String,
    pub other: Vec<Link>,
}

/// A field that goes along unseen.
pub(super) fn hidden(name: &str, value: impl ToString) -> Kept {
    Kept { name: name.to_owned(), value: value.to_string() }
}

/// Back to the case's file.
pub(super) fn to_file(lang: Lang, case: Uuid) -> Link {
    Link::new(format!("/{lang}/cases/{case}"), text(lang, "case-back"))
}

/// Why a form is shown again.
#[derive(Default)]
pub(super) struct Amiss {
    pub status: Option<StatusCode>,
    pub errors: Option<Errors>,
    /// Said above the form.
    pub notes: Vec<String>,
    /// Somebody else changed what it is about.
    pub stale: bool,
}

impl Amiss {
    /// Of what went wrong. What no form can mend is answered with a page of its own.
    pub fn of(asked: &Asked, error: AppError, named: impl Fn(&str) -> String) -> Result<Amiss, Instead> {
        match error {
            AppError::Conflict(Conflict::Stale) => Ok(Amiss {
                status: Some(StatusCode::CONFLICT),
                notes: vec![text(asked.lang, "case-changed-meanwhile")],
                stale: true,
                ..Amiss::default()
            }),
            // Gone back to, changed, and sent again: what it was first is done.
            AppError::IdempotencyReused => Ok(Amiss {
                status: Some(StatusCode::CONFLICT),
                notes: vec![text(asked.lang, "case-sent-before")],
                stale: true,
                ..Amiss::default()
            }),
            error @ (AppError::Refused(_)
            | AppError::Conflict(Conflict::ReferenceTaken)
            | AppError::Photo(_)
            | AppError::Scan(_)) => Ok(Amiss::in_fields(asked.lang, Problem::from(error), named)),
            error => Err(asked.failed(error)),
        }
    }

    /// Of fields that are wrong. `named`: what a path of the document is called on the page.
    pub fn in_fields(lang: Lang, problem: Problem, named: impl Fn(&str) -> String) -> Amiss {
        let problem = problem.of_a_form(named);
        let errors = Errors::of(lang, &problem, |field| (!field.is_empty()).then(|| field.to_owned()));
        Amiss { status: Some(problem.status_code()), errors: Some(errors), ..Amiss::default() }
    }

    /// Of one thing with one field.
    pub fn at(lang: Lang, field: &str, said: String) -> Amiss {
        let errors = Errors::at(text(lang, "problem-invalid-body"), field, said);
        Amiss { status: Some(StatusCode::UNPROCESSABLE_ENTITY), errors: Some(errors), ..Amiss::default() }
    }

    /// Of something that was typed where nothing would keep it: what it belongs to is not ticked.
    pub fn untaken(lang: Lang, field: &str) -> Amiss {
        Amiss::at(lang, field, text(lang, "form-without-tick"))
    }

    /// With what is said of one field said of another.
    pub fn moved(self, from: &str, to: &str) -> Amiss {
        Amiss { errors: self.errors.map(|errors| errors.moved(from, to)), ..self }
    }

    /// The status of its page.
    pub fn status(&self) -> StatusCode {
        self.status.unwrap_or(StatusCode::OK)
    }
}

/// A plain form of a few fields about a case, as most papers are.
pub(super) struct Simple<'a> {
    pub case: Uuid,
    /// The rest of its address below the case.
    pub place: &'a str,
    pub title: String,
    pub lead: String,
    pub back: Link,
    pub multipart: bool,
}

impl Simple<'_> {
    /// The page.
    pub fn page(self, asked: &Asked, amiss: Amiss, groups: Vec<Group>) -> HttpResponse {
        let lang = asked.lang;
        let status = amiss.status();
        let page = FormPage {
            back: self.back,
            lead: self.lead,
            action: format!("/{lang}/cases/{}/{}", self.case, self.place),
            multipart: self.multipart,
            once: once(),
            groups,
            submit: text(lang, "case-save"),
            errors: amiss.errors,
            notes: amiss.notes,
            ..FormPage::default()
        };
        asked.page(status, "cases-form", &self.title, page)
    }
}

/// The same for one group without a title.
pub(super) fn untitled(fields: Vec<Field>) -> Vec<Group> {
    vec![Group { title: String::new(), hint: String::new(), fields }]
}

/// What was typed and what is wrong with it.
pub(super) fn filled<'a>(lang: Lang, typed: &'a Fields, amiss: &'a Amiss) -> Filled<'a> {
    Filled { lang, typed, errors: amiss.errors.as_ref(), on_file: None }
}

/// A path is its field's name, but for the list that it is in.
pub(super) fn as_it_is(path: &str) -> String {
    path.split('.').filter(|part| part.parse::<usize>().is_err()).collect::<Vec<_>>().join(".")
}

/// What a form makes of a document: the value, or the form again.
pub(super) fn fitted<T>(
    posted: &Posted,
    value: serde_json::Value,
    named: impl Fn(&str) -> String,
) -> Result<T, Amiss>
where
    T: serde::de::DeserializeOwned + utoipa::ToSchema + 'static,
{
    posted.fit(value).map_err(|problem| Amiss::in_fields(posted.asked.lang, problem, named))
}
