//! Signing in, and the page that an invitation opens.

use super::shell::Asked;
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use childalert_app::Token;
use childalert_words::{Arg, role, text, text_with};
use serde::Serialize;

#[derive(Serialize)]
struct PasskeyPage {
    /// `create` or `get`: what the browser is asked to do.
    act: &'static str,
    /// Where the question and the answer go.
    from: String,
    lines: Vec<String>,
    button: String,
    provider_url: Option<String>,
    note: String,
}

pub(super) async fn sign_in(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let asked = Asked::of(request).await?;
    let lang = asked.lang;
    let page = PasskeyPage {
        act: "get",
        from: "/auth/sign-in".to_owned(),
        lines: vec![text(lang, "sign-in-text")],
        button: text(lang, "sign-in-button"),
        provider_url: None,
        note: text(lang, "sign-in-lost"),
    };
    Ok(asked.page(StatusCode::OK, "passkey", &text(lang, "sign-in-title"), page))
}

pub(super) async fn invitation(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let token = request.match_info().get("token").unwrap_or_default().to_owned();
    let asked = Asked::of(request).await?;
    let lang = asked.lang;
    let invited = match asked.app.invitation(&Token::sent(&token)).await {
        Ok(invited) => invited,
        Err(error) => return Ok(asked.failed(error)),
    };
    let role = role(lang, invited.role.name()).unwrap_or_default();
    let welcome = match invited.recovery {
        true => text(lang, "invitation-recovery"),
        false => text_with(lang, "invitation-text", &[("role", Arg::Text(&role))]),
    };
    let page = PasskeyPage {
        act: "create",
        from: format!("/auth/invitation/{token}"),
        lines: vec![welcome, text(lang, "invitation-how")],
        button: text(lang, "invitation-button"),
        provider_url: None,
        note: String::new(),
    };
    let title = text_with(lang, "invitation-title", &[("name", Arg::Text(&invited.name))]);
    Ok(asked.page(StatusCode::OK, "passkey", &title, page))
}
