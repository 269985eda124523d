//! Forms of people who sign in: read, vouched for, and turned into requests. A form that is sent twice does one thing, and
//! nothing that was typed is lost: neither by a mistake in it nor by a session that ended meanwhile.

use super::shell::{Asked, Instead};
use crate::checked::Schemas;
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use childalert_app::{Action, Request, Visitor};
use childalert_domain::Lang;
use childalert_words::text;
use futures_util::StreamExt;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use uuid::Uuid;

/// The largest form without a file, in bytes.
pub(super) const MOST_FORM: usize = 64 * 1024;
/// The field that makes one request of a form that is sent twice.
const ONCE: &str = "once";

/// A form's fields, in their order; a name may come more than once.
pub(super) type Fields = Vec<(String, String)>;

/// Reads the fields of a form.
pub(super) async fn read(asked: &Asked, form: &mut web::Payload) -> Result<Fields, Instead> {
    let mut body = Vec::new();
    while let Some(chunk) = form.next().await {
        let chunk: Bytes = chunk.map_err(|_| asked.refused(&broken()))?;
        body.extend_from_slice(&chunk);
        if body.len() > MOST_FORM {
            let limit = format!("{} kB", MOST_FORM / 1024);
            let problem = Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large").with("limit", limit);
            return Err(asked.refused(&problem));
        }
    }
    Ok(form_urlencoded::parse(&body).map(|(name, value)| (name.into_owned(), tidy(&value))).collect())
}

/// What was typed, with the line ends that the database has, each of which a browser counts as one, and without what it cannot hold.
pub(super) fn tidy(value: &str) -> String {
    value.replace("\r\n", "\n").replace('\0', "")
}

/// A form that did not arrive whole.
pub(super) fn broken() -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "form-broken")
}

/// Every value of a field, without blanks around them.
pub(super) fn all<'a>(fields: &'a Fields, name: &'a str) -> impl Iterator<Item = &'a str> {
    fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.trim())
}

/// A form that somebody who may do it has sent from one of our pages.
pub(super) struct Posted {
    pub asked: Asked,
    pub visitor: Visitor,
    pub fields: Fields,
}

impl Posted {
    /// Reads the form; or answers with the page that whoever sent it gets instead.
    pub async fn of(request: HttpRequest, form: web::Payload, action: Action) -> Result<Posted, Instead> {
        Posted::of_several(request, form, |_| action).await
    }

    /// The same of one of several forms of a page: what it asks for, in its field `do`, tells who may send it.
    pub async fn of_several(
        request: HttpRequest,
        mut form: web::Payload,
        may: impl FnOnce(&str) -> Action,
    ) -> Result<Posted, Instead> {
        let asked = Asked::of(request).await?;
        asked.is_from_our_pages()?;
        let fields = read(&asked, &mut form).await?;
        if asked.visitor.is_none() {
            return Err(signed_out(asked, &fields, false));
        }
        let action = may(all(&fields, "do").next().unwrap_or_default());
        let visitor = asked.visitor_who_may(Some(action))?.clone();
        Ok(Posted { asked, visitor, fields })
    }

    /// The first value of a field, without blanks around it; empty where there is none.
    pub fn first<'a>(&'a self, name: &'a str) -> &'a str {
        all(&self.fields, name).next().unwrap_or_default()
    }

    /// The request that the form makes: a form that is sent again, by a double click or after the back button, is the same one.
    pub fn request(&self) -> Request {
        self.request_for("")
    }

    /// One of several requests that the form makes, by a name of its own.
    pub fn request_for(&self, part: &str) -> Request {
        let mut hash = Sha256::new();
        hash.update(self.asked.request.path().as_bytes());
        hash.update(part.as_bytes());
        for (name, value) in &self.fields {
            for piece in [name, value] {
                hash.update([0]);
                hash.update(piece.as_bytes());
            }
        }
        let digest = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        // A form without its number was not made by a page of ours: it is a request of its own.
        let once = self.first(ONCE).parse::<Uuid>().unwrap_or_else(|_| number());
        Request {
            actor: self.visitor.actor.clone(),
            key: format!("form-{once}{part}"),
            digest,
            id: self.asked.number(),
        }
    }

    /// To the page that shows what was done, so that a reload does nothing twice.
    pub fn then(&self, place: &str) -> HttpResponse {
        self.asked.to(place)
    }

    /// A document made of the fields, held against the same schema as a request to the API.
    pub fn fit<T: DeserializeOwned + ToSchema + 'static>(&self, value: Value) -> Result<T, Problem> {
        fit(&self.asked.request, value)
    }
}

/// A document held against the same schema as a request to the API.
pub(super) fn fit<T: DeserializeOwned + ToSchema + 'static>(
    request: &HttpRequest,
    value: Value,
) -> Result<T, Problem> {
    match request.app_data::<web::Data<Schemas>>() {
        Some(schemas) => schemas.fit(value),
        None => Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")),
    }
}

/// A number for a form that is shown: what is sent with it is done once.
pub(super) fn once() -> String {
    number().to_string()
}

#[expect(
    clippy::disallowed_methods,
    reason = "it tells one form that is shown from another, and names nothing"
)]
fn number() -> Uuid {
    Uuid::new_v4()
}

/// What is wrong with a form: each line leads to its field.
#[derive(Clone, Serialize)]
pub(super) struct Errors {
    title: String,
    lines: Vec<ErrorLine>,
}

#[derive(Clone, Default, Serialize)]
struct ErrorLine {
    /// The id of the field, or empty.
    field: String,
    /// Where the field is, or empty.
    link: String,
    text: String,
}

impl Errors {
    /// The words of a problem. `place` says which of the page's fields a path of the problem is about (`None`: none of them).
    pub fn of(lang: Lang, problem: &Problem, place: impl Fn(&str) -> Option<String>) -> Errors {
        Errors::elsewhere(lang, problem, |path| {
            let field = place(path)?;
            Some((field.clone(), format!("#{field}")))
        })
    }

    /// The same where the fields are on other pages: `place` says which field, and its address.
    pub fn elsewhere(
        lang: Lang,
        problem: &Problem,
        place: impl Fn(&str) -> Option<(String, String)>,
    ) -> Errors {
        let document = problem.document(lang);
        let mut lines: Vec<ErrorLine> = document
            .lines()
            .map(|(path, text)| {
                let (field, link) = place(path).unwrap_or_default();
                ErrorLine { field, link, text }
            })
            .collect();
        if lines.is_empty() {
            lines.push(ErrorLine { text: document.detail, ..ErrorLine::default() });
        }
        Errors { title: document.title, lines }
    }

    /// One thing that is wrong with one field.
    pub fn at(title: String, field: &str, text: String) -> Errors {
        let link = if field.is_empty() { String::new() } else { format!("#{field}") };
        Errors { title, lines: vec![ErrorLine { field: field.to_owned(), link, text }] }
    }

    /// With what is said of one field said of another.
    pub fn moved(mut self, from: &str, to: &str) -> Errors {
        for line in self.lines.iter_mut().filter(|line| line.field == from) {
            (line.field, line.link) = (to.to_owned(), format!("#{to}"));
        }
        self
    }

    /// What is said of a field; empty where nothing is.
    pub fn about(&self, field: &str) -> String {
        let said = self.lines.iter().filter(|line| line.field == field && !field.is_empty());
        said.map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

#[derive(Serialize)]
struct SignedOut {
    action: String,
    /// A file was sent too, which cannot be kept.
    lost: bool,
    fields: Vec<Kept>,
}

/// A field that goes along unseen.
#[derive(Serialize)]
pub(super) struct Kept {
    pub name: String,
    pub value: String,
}

/// The session ended while the form was filled in: it is kept on the page, to be sent again after signing in beside it.
/// `lost`: without the file that it had.
pub(super) fn signed_out(mut asked: Asked, fields: &Fields, lost: bool) -> Instead {
    // In another language it would be another page, without what was typed.
    asked.place = Some(String::new());
    let fields = fields.iter().map(|(name, value)| Kept { name: name.clone(), value: value.clone() });
    let page = SignedOut { action: asked.request.path().to_owned(), lost, fields: fields.collect() };
    asked.page(StatusCode::UNAUTHORIZED, "signed-out", &text(asked.lang, "form-signed-out"), page).into()
}
