//! From the wire to the account and back: which call this is, which fault it meets, what it does.

use super::answer::{Answer, Refusal, Reply};
use super::endpoint::Endpoint;
use super::fault::Fault;
use super::input::Input;
use super::repo::{Swap, Write};
use super::{Network, State, sessions};
use actix_web::http::{Method, StatusCode, header};
use actix_web::web::{self, Bytes, Data, Path, PayloadConfig, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// The largest file (the reference server's setting for development).
const MOST_FILE_BYTES: usize = 5 * 1024 * 1024;
/// The largest JSON body.
const MOST_JSON_BYTES: usize = 150 * 1024;

/// Registers the protocol's routes.
pub(super) fn routes(routes: &mut ServiceConfig, network: Arc<Network>) {
    routes
        .app_data(Data::from(network))
        .app_data(PayloadConfig::new(MOST_FILE_BYTES))
        .route("/xrpc/{method}", web::get().to(receive))
        .route("/xrpc/{method}", web::post().to(receive));
}

/// A call, taken off the wire whole.
struct Call {
    endpoint: Endpoint,
    query: HashMap<String, String>,
    authorization: Option<String>,
    content_type: Option<String>,
    body: Bytes,
}

async fn receive(
    request: HttpRequest,
    method: Path<String>,
    query: Query<HashMap<String, String>>,
    body: Result<Bytes, actix_web::Error>,
    network: Data<Network>,
) -> HttpResponse {
    let Some(endpoint) = Endpoint::find(request.method() == Method::POST, &method) else {
        let refusal =
            Refusal::new(StatusCode::NOT_IMPLEMENTED, "MethodNotImplemented", "Method Not Implemented");
        return Reply::Said(Err(refusal)).into_response();
    };
    let most = if endpoint == Endpoint::UploadBlob { MOST_FILE_BYTES } else { MOST_JSON_BYTES };
    let Some(body) = body.ok().filter(|body| body.len() <= most) else {
        let refusal =
            Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "PayloadTooLarge", "request entity too large");
        return Reply::Said(Err(refusal)).into_response();
    };
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let call = Call {
        endpoint,
        query: query.into_inner(),
        authorization: header(header::AUTHORIZATION),
        content_type: header(header::CONTENT_TYPE),
        body,
    };
    // A task of its own: a call that was received takes effect even if the caller hangs up while it waits.
    match tokio::spawn(async move { meet(&network, &call).await }).await {
        Ok(reply) => reply.into_response(),
        Err(_) => Reply::Said(Err(Refusal::inside())).into_response(),
    }
}

/// Does a call, or what a fault makes of it.
async fn meet(network: &Network, call: &Call) -> Reply {
    let fault = network.state().faults.next(call.endpoint);
    if let Some(Fault::Delay(ms)) = fault {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
    let mut state = network.state();
    match fault {
        None | Some(Fault::Delay(_)) => Reply::Said(act(&mut state, call)),
        Some(Fault::ServerErrorButDone) => {
            drop(act(&mut state, call));
            Reply::Said(Err(Refusal::inside()))
        }
        Some(Fault::DropAnswerButDone) => {
            drop(act(&mut state, call));
            Reply::Silence
        }
        Some(Fault::ServerErrorNotDone) => Reply::Said(Err(Refusal::inside())),
        Some(Fault::TooManyRequests { retry_after }) => Reply::Said(Err(Refusal::too_many(retry_after))),
        Some(Fault::HtmlAnswer) => Reply::Html,
        Some(Fault::RevokedToken) => Reply::Said(Err(match call.endpoint {
            Endpoint::CreateSession => sessions::wrong_password(),
            Endpoint::RefreshSession => sessions::revoked(),
            _ => state.sessions.expire(call.authorization.as_deref()),
        })),
        Some(Fault::DeleteSaysYesButKeeps) => Reply::Said(pretend(&mut state, call)),
    }
}

fn act(state: &mut State, call: &Call) -> Result<Answer, Refusal> {
    let authorization = call.authorization.as_deref();
    let value = match call.endpoint {
        Endpoint::CreateSession => {
            let input = call.input()?;
            state.sessions.log_in(input.text("identifier")?, input.text("password")?)?
        }
        Endpoint::RefreshSession => state.sessions.refresh(authorization)?,
        Endpoint::DescribeServer => json!({
            "did": "did:web:localhost",
            "availableUserDomains": [".test"],
            "inviteCodeRequired": true,
            "links": {},
            "contact": {},
        }),
        Endpoint::UploadBlob => {
            state.sessions.check(authorization)?;
            let Some(declared) = &call.content_type else {
                return Err(Refusal::invalid("Request encoding (Content-Type) required but not provided"));
            };
            state.repo.upload(declared, call.body.clone())
        }
        Endpoint::CreateRecord | Endpoint::PutRecord => {
            state.sessions.check(authorization)?;
            let input = call.input()?;
            let write = Write {
                collection: input.collection()?,
                rkey: input.record_key()?,
                record: input.object("record")?,
                validate: input.flag("validate")?,
                swap: Swap { commit: input.cid("swapCommit")?, record: input.nullable_cid("swapRecord")? },
            };
            if call.endpoint == Endpoint::PutRecord {
                let rkey = input.required_record_key()?;
                state.own(&input)?;
                state.repo.put(rkey, &write)?
            } else {
                state.own(&input)?;
                state.repo.create(&write)?
            }
        }
        Endpoint::DeleteRecord => {
            state.sessions.check(authorization)?;
            let input = call.input()?;
            let (collection, rkey) = (input.collection()?, input.required_record_key()?);
            let swap = Swap { commit: input.cid("swapCommit")?, record: input.cid("swapRecord")?.map(Some) };
            state.own(&input)?;
            state.repo.delete(collection, rkey, swap)?
        }
        Endpoint::GetRecord => {
            let (repo, collection, rkey) =
                (call.parameter("repo")?, call.parameter("collection")?, call.parameter("rkey")?);
            state.known(repo)?;
            state.repo.get_answer(collection, rkey, call.query.get("cid").map(String::as_str))?
        }
        Endpoint::ListRecords => {
            let (repo, collection) = (call.parameter("repo")?, call.parameter("collection")?);
            let limit = match call.query.get("limit").map(|limit| limit.parse()) {
                None => 50,
                Some(Ok(limit @ 1..=100)) => limit,
                Some(_) => return Err(Refusal::invalid("limit is a number from 1 to 100")),
            };
            let reverse = call.query.get("reverse").is_some_and(|reverse| reverse == "true");
            state.known(repo)?;
            state.repo.list(collection, limit, call.query.get("cursor").map(String::as_str), reverse)
        }
        Endpoint::GetLatestCommit => {
            let did = call.parameter("did")?;
            state.sessions.check_if_any(authorization)?;
            state.held_here(did)?;
            state.repo.head()
        }
        Endpoint::GetBlob => {
            let (did, cid) = (call.parameter("did")?, call.parameter("cid")?);
            state.sessions.check_if_any(authorization)?;
            state.held_here(did)?;
            let file = state.repo.file(cid)?;
            return Ok(Answer::File { cid: cid.to_owned(), media_type: file.media_type, bytes: file.bytes });
        }
    };
    Ok(Answer::Json(value))
}

/// Says yes to a deletion and keeps the record.
fn pretend(state: &mut State, call: &Call) -> Result<Answer, Refusal> {
    state.sessions.check(call.authorization.as_deref())?;
    let input = call.input()?;
    let (collection, rkey) = (input.collection()?, input.required_record_key()?);
    state.own(&input)?;
    Ok(Answer::Json(state.repo.pretend_to_delete(collection, rkey)))
}

impl Call {
    fn input(&self) -> Result<Input, Refusal> {
        Input::read(self.content_type.as_deref(), &self.body)
    }

    fn parameter(&self, name: &str) -> Result<&str, Refusal> {
        let value = self.query.get(name).map(String::as_str);
        value.ok_or_else(|| Refusal::invalid(format!("Params must have the property \"{name}\"")))
    }
}

impl State {
    /// A write names the repository it is meant for; there is one.
    fn own(&self, input: &Input) -> Result<(), Refusal> {
        if self.sessions.is_account(input.text("repo")?) {
            Ok(())
        } else {
            Err(Refusal::new(StatusCode::FORBIDDEN, "AccountNotFound", "Account not found"))
        }
    }

    fn known(&self, repo: &str) -> Result<(), Refusal> {
        if self.sessions.is_account(repo) {
            Ok(())
        } else {
            Err(Refusal::invalid(format!("Could not find repo: {repo}")))
        }
    }

    fn held_here(&self, did: &str) -> Result<(), Refusal> {
        if did == self.repo.did {
            Ok(())
        } else {
            Err(Refusal::bad("RepoNotFound", format!("Could not find repo for DID: {did}")))
        }
    }
}
