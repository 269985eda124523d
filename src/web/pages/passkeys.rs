//! The visitor's own passkeys: making another, taking one away. Both ask for fresh proof first, which is a page of its own.

use super::shell::{Asked, Instead, Message, Reply};
use super::sign_in::PasskeyPage;
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse};
use childalert_app::{AccessFault, AppError, Visitor};
use childalert_domain::Lang;
use childalert_words::{Arg, day_month_time, text, text_with};
use serde::Serialize;

/// Where somebody wanted to go when they were asked for proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Errand {
    Add,
    Remove(String),
}

impl Errand {
    /// As it stands in an address: `add`, or `remove.` and a passkey's id.
    pub fn read(text: &str) -> Option<Errand> {
        match text.strip_prefix("remove.") {
            Some(id) if is_id(id) => Some(Errand::Remove(id.to_owned())),
            Some(_) => None,
            None => (text == "add").then_some(Errand::Add),
        }
    }

    fn name(&self) -> String {
        match self {
            Errand::Add => "add".to_owned(),
            Errand::Remove(id) => format!("remove.{id}"),
        }
    }

    /// The page that asks for proof first.
    fn proof(&self, lang: Lang) -> String {
        format!("/{lang}/account/proof/{}", self.name())
    }

    /// The page.
    pub fn page(&self, lang: Lang) -> String {
        match self {
            Errand::Add => format!("/{lang}/account/passkeys/add"),
            Errand::Remove(id) => format!("/{lang}/account/passkeys/{id}/remove"),
        }
    }
}

/// Base64url, as browsers name their passkeys.
fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 1400
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
}

#[derive(Serialize)]
struct RemovePage {
    made: String,
    used: String,
    url: String,
}

/// Asks the device for the visitor's passkey, and leads back to what they wanted. Who has none is led to their provider.
pub(super) async fn prove(request: HttpRequest) -> Reply {
    let errand = request.match_info().get("errand").and_then(Errand::read);
    let asked = Asked::of(request).await?;
    let visitor = asked.visitor_who_may(None)?;
    let errand = errand.ok_or_else(|| asked.refused(&missing()))?;
    let lang = asked.lang;
    match asked.app.provider_that_vouches(visitor).await {
        Ok(None) => {}
        Ok(Some((_, name))) => return Ok(vouch(&asked, &name)),
        Err(error) => return Err(asked.failed(error)),
    }
    let page = PasskeyPage {
        act: "get",
        from: format!("/auth/proof/{}", errand.name()),
        to: String::new(),
        lines: vec![text(lang, "proof-text")],
        button: text(lang, "proof-button"),
        providers: Vec::new(),
        note: String::new(),
    };
    Ok(asked.page(StatusCode::OK, "passkey", &text(lang, "proof-title"), page))
}

/// The way to the provider, before a first passkey.
fn vouch(asked: &Asked, name: &str) -> HttpResponse {
    let lang = asked.lang;
    let page = Message {
        text: text(lang, "proof-provider-text"),
        link: Some(format!("{}/provider", Errand::Add.proof(lang))),
        link_text: text_with(lang, "sign-in-provider", &[("name", Arg::Text(name))]),
    };
    asked.page(StatusCode::OK, "message", &text(lang, "proof-title"), page)
}

pub(super) async fn add(request: HttpRequest) -> Reply {
    let asked = Asked::of(request).await?;
    let visitor = asked.visitor_who_may(None)?;
    proven(&asked, visitor, &Errand::Add).await?;
    let lang = asked.lang;
    let page = PasskeyPage {
        act: "create",
        from: "/auth/passkeys".to_owned(),
        to: String::new(),
        lines: vec![text(lang, "passkey-add-text")],
        button: text(lang, "invitation-button"),
        providers: Vec::new(),
        note: String::new(),
    };
    Ok(asked.page(StatusCode::OK, "passkey", &text(lang, "passkey-add-title"), page))
}

/// Asks once more: it cannot be undone.
pub(super) async fn before_removing(request: HttpRequest) -> Reply {
    let asked = Asked::of(request).await?;
    let visitor = asked.visitor_who_may(None)?;
    let id = id(&asked)?;
    let errand = Errand::Remove(id.clone());
    proven(&asked, visitor, &errand).await?;
    let (_, _, passkeys) =
        asked.app.own_account(visitor.actor.id).await.map_err(|error| asked.failed(error))?;
    let Some(passkey) = passkeys.iter().find(|one| one.id == id && one.revoked_at.is_none()) else {
        return Err(asked.failed(AppError::NotFound("passkey")));
    };
    let lang = asked.lang;
    let when = |key, at| text_with(lang, key, &[("when", Arg::Text(&day_month_time(lang, at)))]);
    let page = RemovePage {
        made: when("account-passkey-since", passkey.created_at),
        used: passkey.used_at.map(|at| when("account-passkey-used", at)).unwrap_or_default(),
        url: errand.page(lang),
    };
    Ok(asked.page(StatusCode::OK, "remove-passkey", &text(lang, "passkey-remove-title"), page))
}

pub(super) async fn remove(request: HttpRequest) -> Reply {
    let asked = Asked::of(request).await?;
    asked.is_from_our_pages()?;
    let visitor = asked.visitor_who_may(None)?;
    let id = id(&asked)?;
    match asked.app.remove_passkey(visitor, id.clone()).await {
        Ok(_) => Ok(asked.said(
            StatusCode::OK,
            &text(asked.lang, "passkey-removed"),
            text(asked.lang, "passkey-removed-text"),
        )),
        Err(AppError::Access(AccessFault::ProofNeeded)) => Ok(to_proof(&asked, &Errand::Remove(id))),
        Err(error) => Err(asked.failed(error)),
    }
}

/// Lets through who has just proven who they are; others get the page that asks for it, or the reason why none can.
async fn proven(asked: &Asked, visitor: &Visitor, errand: &Errand) -> Result<(), Instead> {
    match asked.app.is_proven(visitor).await {
        Ok(()) => Ok(()),
        Err(AppError::Access(AccessFault::ProofNeeded | AccessFault::SignInAgain)) => {
            Err(to_proof(asked, errand).into())
        }
        Err(error) => Err(asked.failed(error)),
    }
}

fn to_proof(asked: &Asked, errand: &Errand) -> HttpResponse {
    HttpResponse::SeeOther().insert_header(("Location", errand.proof(asked.lang))).finish()
}

fn id(asked: &Asked) -> Result<String, Instead> {
    let id = asked.request.match_info().get("id").filter(|id| is_id(id));
    id.map(str::to_owned).ok_or_else(|| asked.refused(&missing()))
}

fn missing() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "not-found")
}

#[cfg(test)]
mod tests {
    use super::Errand;

    #[test]
    fn an_errand_leads_to_our_own_pages_alone() {
        for good in ["add", "remove.aZ09-_"] {
            assert_eq!(Errand::read(good).expect("an errand").name(), good);
        }
        for bad in ["", "remove.", "remove./x", "remove.a%2f", "//evil.example", "account", "add.x"] {
            assert_eq!(Errand::read(bad), None, "{bad}");
        }
    }
}
