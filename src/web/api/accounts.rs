//! Accounts, and what waits for a second person. Only for people who are signed in.

use super::{Page, Problems, created, ok};
use crate::caller::Caller;
use crate::checked::Checked;
use crate::problem::Problem;
use actix_web::{HttpResponse, get, post, web};
use childalert_app::{
    AccountView, Action, App, ConfirmationView, Invited, NewAccount, PasskeyView, ReasonOrder, RoleOrder,
    SessionView,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// The caller's own account.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnAccount {
    /// The account.
    account: AccountView,
    /// Sessions that are open.
    sessions: Vec<SessionView>,
    /// Passkeys, revoked ones included.
    passkeys: Vec<PasskeyView>,
}

/// Sessions that were ended.
#[derive(Serialize, ToSchema)]
pub(crate) struct Ended {
    /// How many.
    ended: u64,
}

/// Invites somebody. For a role that can do harm, a second person must confirm before there is a link.
#[utoipa::path(tag = "accounts", request_body = NewAccount, responses((status = 201, body = Invited), Problems))]
#[post("/accounts")]
pub(crate) async fn invite(
    app: web::Data<App>,
    caller: Caller,
    body: Checked<NewAccount>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::ManageAccounts, &body.bytes)?;
    Ok(created(&app.invite(&request, body.value).await?))
}

/// Accounts, oldest first.
#[utoipa::path(tag = "accounts", params(Page), responses((status = 200, body = Vec<AccountView>), Problems))]
#[get("/accounts")]
pub(crate) async fn list(
    app: web::Data<App>,
    caller: Caller,
    page: web::Query<Page>,
) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadAccounts)?;
    let (limit, offset) = page.bounds();
    let accounts = app.accounts(limit, offset).await?;
    let ids: Vec<String> = accounts.iter().map(|account| account.id.simple().to_string()).collect();
    caller.looks(&app, "accounts.look", Uuid::nil(), ids.join(" ")).await?;
    Ok(ok(&accounts))
}

/// Gives an account another role: at once where it reaches less far, after a second person's word where it reaches further.
#[utoipa::path(tag = "accounts", request_body = RoleOrder, responses((status = 200, body = AccountView), Problems))]
#[post("/accounts/{id}/role")]
pub(crate) async fn change_role(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    body: Checked<RoleOrder>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::ManageAccounts, &body.bytes)?;
    Ok(ok(&app.change_role(&request, *id, body.value).await?))
}

/// Suspends an account: its sessions end at once. One person is enough.
#[utoipa::path(tag = "accounts", responses((status = 200, body = AccountView), Problems))]
#[post("/accounts/{id}/suspend")]
pub(crate) async fn suspend(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::ManageAccounts, &[])?;
    Ok(ok(&app.suspend_account(&request, *id).await?))
}

/// Asks for a new passkey for somebody who lost theirs, or for a suspended account to be opened again. Takes two people.
#[utoipa::path(
    tag = "accounts", request_body = ReasonOrder, responses((status = 201, body = ConfirmationView), Problems)
)]
#[post("/accounts/{id}/recovery")]
pub(crate) async fn recover(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
    body: Checked<ReasonOrder>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::ManageAccounts, &body.bytes)?;
    Ok(created(&app.recover_account(&request, *id, body.value.reason).await?))
}

/// What waits for a second person.
#[utoipa::path(tag = "accounts", responses((status = 200, body = Vec<ConfirmationView>), Problems))]
#[get("/confirmations")]
pub(crate) async fn confirmations(app: web::Data<App>, caller: Caller) -> Result<HttpResponse, Problem> {
    caller.may(Action::ReadAccounts)?;
    Ok(ok(&app.confirmations().await?))
}

/// The second person's yes: neither the one who asked, nor the one whom it is about. Where it makes a link, the answer has it,
/// once.
#[utoipa::path(tag = "accounts", responses((status = 200, body = Invited), Problems))]
#[post("/confirmations/{id}/confirm")]
pub(crate) async fn confirm(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::ConfirmAccounts, &[])?;
    Ok(ok(&app.confirm(&request, *id).await?))
}

/// The second person's no.
#[utoipa::path(tag = "accounts", responses((status = 200, body = AccountView), Problems))]
#[post("/confirmations/{id}/decline")]
pub(crate) async fn decline(
    app: web::Data<App>,
    caller: Caller,
    id: web::Path<Uuid>,
) -> Result<HttpResponse, Problem> {
    let request = caller.request(Action::ConfirmAccounts, &[])?;
    Ok(ok(&app.decline(&request, *id).await?))
}

/// The caller's own account, open sessions and passkeys.
#[utoipa::path(tag = "accounts", responses((status = 200, body = OwnAccount), Problems))]
#[get("/me")]
pub(crate) async fn me(app: web::Data<App>, caller: Caller) -> Result<HttpResponse, Problem> {
    let (account, sessions, passkeys) = app.own_account(caller.person()?.actor.id).await?;
    Ok(ok(&OwnAccount { account, sessions, passkeys }))
}

/// Signs the caller out everywhere, here too.
#[utoipa::path(tag = "accounts", responses((status = 200, body = Ended), Problems))]
#[post("/me/sign-out-everywhere")]
pub(crate) async fn sign_out_everywhere(
    app: web::Data<App>,
    caller: Caller,
) -> Result<HttpResponse, Problem> {
    caller.person()?;
    let request = caller.own_request(&[])?;
    Ok(ok(&Ended { ended: app.sign_out_everywhere(&request).await? }))
}
