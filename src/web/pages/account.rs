//! The visitor's own account.

use super::passkeys::Errand;
use super::shell::{Asked, Reply};
use crate::session;
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use childalert_words::{Arg, day_month_time, role, text, text_with};
use serde::Serialize;

#[derive(Serialize)]
struct AccountPage {
    name: String,
    role: String,
    email: String,
    passkeys: Vec<PasskeyLine>,
    /// What people call the provider by whose word they may come in too; empty where there is none.
    provider: String,
    sessions: Vec<String>,
}

#[derive(Serialize)]
struct PasskeyLine {
    made: String,
    used: String,
    remove_url: String,
}

pub(super) async fn show(request: HttpRequest) -> Reply {
    let asked = Asked::of(request).await?;
    let visitor = asked.visitor_who_may(None)?;
    let lang = asked.lang;
    let (account, sessions, passkeys) =
        asked.app.own_account(visitor.actor.id).await.map_err(|error| asked.failed(error))?;
    let when = |key, at| text_with(lang, key, &[("when", Arg::Text(&day_month_time(lang, at)))]);
    let page = AccountPage {
        role: role(lang, account.role.name()).unwrap_or_default(),
        passkeys: passkeys
            .iter()
            .filter(|passkey| passkey.revoked_at.is_none())
            .map(|passkey| PasskeyLine {
                made: when("account-passkey-since", passkey.created_at),
                used: passkey.used_at.map(|at| when("account-passkey-used", at)).unwrap_or_default(),
                remove_url: Errand::Remove(passkey.id.clone()).page(lang),
            })
            .collect(),
        provider: asked.app.provider_name(&account).unwrap_or_default().to_owned(),
        name: account.name,
        email: account.email,
        sessions: sessions.iter().map(|session| when("account-session-since", session.created_at)).collect(),
    };
    Ok(asked.page(StatusCode::OK, "account", &text(lang, "account-title"), page))
}

pub(super) async fn sign_out(request: HttpRequest) -> Reply {
    leave(request, false).await
}

pub(super) async fn sign_out_everywhere(request: HttpRequest) -> Reply {
    leave(request, true).await
}

async fn leave(request: HttpRequest, everywhere: bool) -> Reply {
    let mut asked = Asked::of(request).await?;
    asked.is_from_our_pages()?;
    if let Some(visitor) = asked.visitor.take() {
        match everywhere {
            true => asked.app.sign_out_of_all(&visitor).await,
            false => asked.app.sign_out(&visitor).await,
        }
        .map_err(|error| asked.failed(error))?;
    }
    asked.place = Some("/sign-in".to_owned());
    let said = text(asked.lang, "account-signed-out");
    let mut response = asked.said(StatusCode::OK, &said, String::new());
    // A cookie that cannot be written is only one that the service no longer knows.
    let _ = response.add_cookie(&session::ended(&asked.app));
    Ok(response)
}
