//! Signing in, and the page that an invitation opens.

use super::shell::{Asked, Reply, is_local};
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use childalert_app::Token;
use childalert_domain::Lang;
use childalert_words::{Arg, role, text, text_with};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct PasskeyPage {
    /// `create` or `get`: what the browser is asked to do.
    pub act: &'static str,
    /// Where the question and the answer go.
    pub from: String,
    /// The page that was asked for before; empty: the one that the role begins with.
    pub to: String,
    pub lines: Vec<String>,
    pub button: String,
    pub providers: Vec<ProviderLink>,
    pub note: String,
}

/// The other way in.
#[derive(Serialize)]
pub(super) struct ProviderLink {
    name: String,
    url: String,
}

fn link(lang: Lang, id: &str, name: &str) -> ProviderLink {
    ProviderLink { name: name.to_owned(), url: format!("/{lang}/sign-in/provider/{id}") }
}

pub(super) async fn sign_in(request: HttpRequest) -> Reply {
    let asked = Asked::of(request).await?;
    let lang = asked.lang;
    let page = PasskeyPage {
        act: "get",
        from: "/auth/sign-in".to_owned(),
        to: asked_before(&asked),
        lines: vec![text(lang, "sign-in-text")],
        button: text(lang, "sign-in-button"),
        providers: asked.app.providers().map(|(id, name)| link(lang, id, name)).collect(),
        note: text(lang, "sign-in-lost"),
    };
    Ok(asked.page(StatusCode::OK, "passkey", &text(lang, "sign-in-title"), page))
}

/// Where somebody was going when they were asked to sign in.
fn asked_before(asked: &Asked) -> String {
    let mut query = form_urlencoded::parse(asked.request.query_string().as_bytes());
    let to = query.find(|(name, _)| name == "to").map(|(_, to)| to).filter(|to| is_local(to));
    to.map(|to| format!("/{}{to}", asked.lang)).unwrap_or_default()
}

pub(super) async fn invitation(request: HttpRequest) -> Reply {
    let token = request.match_info().get("token").unwrap_or_default().to_owned();
    let asked = Asked::of(request).await?;
    let lang = asked.lang;
    let invited = asked.app.invitation(&Token::sent(&token)).await.map_err(|error| asked.failed(error))?;
    let role = role(lang, invited.role.name()).unwrap_or_default();
    let welcome = match invited.recovery {
        true => text(lang, "invitation-recovery"),
        false => text_with(lang, "invitation-text", &[("role", Arg::Text(&role))]),
    };
    let page = PasskeyPage {
        act: "create",
        from: format!("/auth/invitation/{token}"),
        to: String::new(),
        lines: vec![welcome, text(lang, "invitation-how")],
        button: text(lang, "invitation-button"),
        providers: invited.provider.iter().map(|(id, name)| link(lang, id, name)).collect(),
        note: String::new(),
    };
    let title = text_with(lang, "invitation-title", &[("name", Arg::Text(&invited.name))]);
    Ok(asked.page(StatusCode::OK, "passkey", &title, page))
}
