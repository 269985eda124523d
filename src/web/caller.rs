//! Who calls: the key in the `Authorization` header, and what its role may do.

use crate::problem::Problem;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpRequest, web};
use childalert_app::{Actor, App, Permission, Request, WorkerScope};
use futures_util::future::LocalBoxFuture;
use sha2::{Digest, Sha256};

/// An authenticated caller of one request.
pub(crate) struct Caller {
    actor: Actor,
    scope: WorkerScope,
    method_and_path: String,
    idempotency_key: Option<String>,
}

impl Caller {
    /// Whether the caller's role may do it.
    pub(crate) fn may(&self, permission: Permission) -> Result<(), Problem> {
        if self.actor.role.may(permission) { Ok(()) } else { Err(Problem::forbidden()) }
    }

    /// What a worker's key opens.
    pub(crate) fn scope(&self) -> Result<WorkerScope, Problem> {
        self.may(Permission::Work)?;
        Ok(self.scope.clone())
    }

    /// A request that changes something: the permission, and the mandatory Idempotency-Key.
    pub(crate) fn request(&self, permission: Permission, body: &[u8]) -> Result<Request, Problem> {
        self.may(permission)?;
        let key = self
            .idempotency_key
            .clone()
            .ok_or_else(|| Problem::new(StatusCode::BAD_REQUEST, "idempotency-missing"))?;
        let mut hash = Sha256::new();
        hash.update(self.method_and_path.as_bytes());
        hash.update([0]);
        hash.update(body);
        let digest = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Request { actor: self.actor.clone(), key, digest })
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
        // 1 to 200 visible characters: a UUID, a counter, whatever the client likes.
        let idempotency_key = header("Idempotency-Key")
            .filter(|key| (1..=200).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()));
        let method_and_path = format!("{} {}", request.method(), request.uri());
        let app = request.app_data::<web::Data<App>>().cloned();
        Box::pin(async move {
            let (Some(app), Some(key)) = (app, key) else { return Err(Problem::unauthorised()) };
            let (actor, scope) = app.authenticate(&key).await?;
            Ok(Caller { actor, scope, method_and_path, idempotency_key })
        })
    }
}
