//! Who calls: a person by the cookie of their session, or a program by the key in the `Authorization` header; and what they
//! may do.

use crate::problem::Problem;
use crate::session;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use childalert_app::{Action, Actor, App, Request, Visitor, WorkerScope};
use futures_util::future::LocalBoxFuture;
use sha2::{Digest, Sha256};
use tracing_actix_web::RequestId;
use uuid::Uuid;

/// An authenticated caller of one request.
pub(crate) struct Caller {
    actor: Actor,
    scope: WorkerScope,
    visitor: Option<Visitor>,
    request_id: String,
    method_and_path: String,
    idempotency_key: Option<String>,
}

impl Caller {
    /// Whether the caller may do it.
    pub(crate) fn may(&self, action: Action) -> Result<(), Problem> {
        if self.actor.may(action) {
            return Ok(());
        }
        // A key whose role may, but which only a person may.
        let person = !self.actor.person && action.needs_person() && action.roles().contains(&self.actor.role);
        Err(if person { Problem::new(StatusCode::FORBIDDEN, "person-needed") } else { Problem::forbidden() })
    }

    /// Who it is.
    pub(crate) fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The person who is signed in.
    pub(crate) fn person(&self) -> Result<&Visitor, Problem> {
        self.visitor.as_ref().ok_or_else(|| Problem::new(StatusCode::FORBIDDEN, "person-needed"))
    }

    /// What a worker's key opens.
    pub(crate) fn scope(&self) -> Result<WorkerScope, Problem> {
        self.may(Action::Work)?;
        Ok(self.scope.clone())
    }

    /// Notes a look at personal data, before it is shown.
    pub(crate) async fn looks(
        &self,
        app: &App,
        act: &'static str,
        subject: Uuid,
        detail: impl Into<String>,
    ) -> Result<(), Problem> {
        Ok(app.looked((&self.actor, &self.request_id), act, subject, detail.into()).await?)
    }

    /// A request that changes something: the permission, and the mandatory Idempotency-Key.
    pub(crate) fn request(&self, action: Action, body: &[u8]) -> Result<Request, Problem> {
        self.may(action)?;
        self.own_request(body)
    }

    /// A request about the caller's own account.
    pub(crate) fn own_request(&self, body: &[u8]) -> Result<Request, Problem> {
        let key = match self.idempotency_key.clone() {
            // 1 to 200 visible characters: a UUID, a counter, whatever the client likes.
            Some(key) if (1..=200).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()) => key,
            Some(_) => return Err(Problem::new(StatusCode::BAD_REQUEST, "idempotency-unusable")),
            None => return Err(Problem::new(StatusCode::BAD_REQUEST, "idempotency-missing")),
        };
        let mut hash = Sha256::new();
        hash.update(self.method_and_path.as_bytes());
        hash.update([0]);
        hash.update(body);
        let digest = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Request { actor: self.actor.clone(), key, digest, id: self.request_id.clone() })
    }
}

impl FromRequest for Caller {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header =
            |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let key = header(AUTHORIZATION.as_str())
            .and_then(|value| value.strip_prefix("Bearer ").map(|key| key.trim().to_owned()));
        let idempotency_key = header("Idempotency-Key");
        let method_and_path = format!("{} {}", request.method(), request.uri());
        let request_id = request.extensions().get::<RequestId>().map(ToString::to_string).unwrap_or_default();
        let app = request.app_data::<web::Data<App>>().cloned();
        let request = request.clone();
        Box::pin(async move {
            let app = app.ok_or_else(Problem::unauthorised)?;
            let (actor, scope, visitor) = match (key, session::sent(&app, &request)) {
                (Some(key), _) => {
                    let (actor, scope) = app.authenticate(&key).await?;
                    (actor, scope, None)
                }
                (None, Some(cookie)) => {
                    session::from_our_pages(&app, &request)?;
                    let visitor = app.visitor(&cookie).await?;
                    (visitor.actor.clone(), WorkerScope::Channels(Vec::new()), Some(visitor))
                }
                (None, None) => return Err(Problem::unauthorised()),
            };
            Ok(Caller { actor, scope, visitor, request_id, method_and_path, idempotency_key })
        })
    }
}
