//! Signing in through an organisation's own provider (OpenID Connect). The protocol is spoken in a room of its own; here it is
//! decided which answer belongs to which question, and which browser. Whom the provider's word makes somebody is decided in
//! `welcome`, and what it gives somebody who is signed in already, in `vouch`.

use super::{AccessFault, AccountView, Cookie, SignedIn, Token, Visitor};
use crate::noted::Tried;
use crate::{App, AppError, Inner, Settings};
use childalert_domain::Lang;
use childalert_provider::{Answer, Fault, Provider, Secrets};
use childalert_store::accounts::{AccountRow, ProviderOf};
use childalert_store::links::QuestionRow;
use childalert_store::{StoreError, links};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long somebody has at their organisation's page.
const TO_RETURN: TimeDelta = TimeDelta::minutes(10);

/// Where to send a browser, and how it is known again.
pub struct ProviderQuestion {
    /// The provider's page.
    pub url: String,
    /// Known to this browser alone: an address that was seen on its way back opens nothing in another.
    pub browser: Cookie,
}

/// What a browser brings back from a provider (RFC 6749, 4.1.2; RFC 9207).
#[derive(Clone, Deserialize)]
pub struct ProviderAnswer {
    /// What was sent along.
    pub state: Option<String>,
    /// To be exchanged for the provider's word.
    pub code: Option<String>,
    /// Who answers.
    pub iss: Option<String>,
}

/// By what a browser that comes back is known: the cookies that it sends.
pub struct Returning {
    /// What it was given when it left.
    pub browser: Option<Token>,
    /// Its session, if it has one.
    pub session: Option<Token>,
}

/// What an answer has led to.
pub enum ProviderAnswered {
    /// Somebody has signed in.
    SignedIn(SignedIn),
    /// Somebody who was signed in is vouched for anew.
    Vouched,
}

/// What is kept of a question until its answer comes.
#[derive(Serialize, Deserialize)]
struct Asked {
    provider: String,
    /// SHA-256 of what the browser was given.
    browser: String,
    secrets: Secrets,
    /// Who is to sign in there anew; nobody where somebody wants to sign in here.
    anew: Option<Anew>,
}

/// A question about somebody who is signed in.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Anew {
    session: Uuid,
    at: DateTime<Utc>,
}

/// The providers of the settings. One that cannot be used is left out: `config check` has said why.
pub(crate) fn providers(settings: &Settings) -> Vec<Provider> {
    let one = |one: &childalert_provider::ProviderSettings| {
        let back = format!("{}/auth/provider/{}", settings.public_url, one.id);
        Provider::new(one.clone(), back)
    };
    settings.providers.iter().filter_map(one).collect()
}

/// What an account is bound to.
pub(super) fn bound(provider: &Provider) -> ProviderOf {
    ProviderOf { id: provider.id().to_owned(), issuer: provider.issuer().to_owned() }
}

/// The provider to which an account is bound, where it is configured.
pub(super) fn provider_of<'a>(inner: &'a Inner, account: &AccountRow) -> Option<&'a Provider> {
    let named = account.provider_of()?;
    inner.providers.iter().find(|one| bound(one) == named)
}

impl App {
    /// The providers that people may choose: each one's id and name.
    pub fn providers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.inner.providers.iter().map(|provider| (provider.id(), provider.name()))
    }

    /// What people call the provider whose word may open an account, where it is configured.
    pub fn provider_name(&self, account: &AccountView) -> Option<&str> {
        let (id, issuer) = (account.provider.as_deref()?, account.issuer.as_deref()?);
        let named = |one: &&Provider| one.id() == id && one.issuer() == issuer;
        self.inner.providers.iter().find(named).map(Provider::name)
    }

    /// Asks a provider who somebody is.
    pub async fn ask_provider(&self, id: &str, lang: Lang) -> Result<ProviderQuestion, AppError> {
        self.put_to_provider(found(&self.inner, id)?, lang, None).await
    }

    /// Asks a visitor's provider to let them sign in anew, which gives a first passkey.
    pub async fn ask_provider_anew(
        &self,
        visitor: &Visitor,
        lang: Lang,
    ) -> Result<ProviderQuestion, AppError> {
        let provider = self.provider_that_vouches(visitor).await?.ok_or(AccessFault::ProofNeeded)?;
        let anew = Anew { session: visitor.session, at: self.inner.clock.now() };
        self.put_to_provider(found(&self.inner, &provider.0)?, lang, Some(anew)).await
    }

    async fn put_to_provider(
        &self,
        provider: &Provider,
        lang: Lang,
        anew: Option<Anew>,
    ) -> Result<ProviderQuestion, AppError> {
        let secret = || Token::new(&self.inner).text().to_owned();
        let secrets = Secrets { nonce: secret(), verifier: secret() };
        let (browser, question, now) = (Token::new(&self.inner), self.inner.ids.id(), self.inner.clock.now());
        // The language comes back with it, for the words where it goes wrong.
        let state = format!("{}.{lang}", question.simple());
        let url = provider.address(state, &secrets, lang.code(), anew.is_some()).await.map_err(refusal)?;
        let asked = Asked { provider: provider.id().to_owned(), browser: browser.hash(), secrets, anew };
        let row = QuestionRow {
            id: question,
            kind: "provider".to_owned(),
            subject: None,
            body: serde_json::to_string(&asked)?,
            expires_at: now + TO_RETURN,
        };
        let kept = self.inner.store.write(move |tx| Box::pin(async move { links::ask(tx, &row).await }));
        let kept: Result<(), StoreError> = kept.await;
        kept?;
        Ok(ProviderQuestion { url, browser: Cookie { token: browser, until: now + TO_RETURN } })
    }

    /// Takes an answer, if it is to a question of this browser's, and is the first one. Noted in the trail is only what the provider
    /// itself has said of somebody: everything before that, anybody can send as often as they like.
    pub async fn answer_provider(
        &self,
        id: &str,
        answer: ProviderAnswer,
        returning: Returning,
    ) -> Result<ProviderAnswered, AppError> {
        let state = answer.state.as_deref().and_then(|state| state.split('.').next());
        let question = state.and_then(|id| Uuid::parse_str(id).ok()).ok_or(AccessFault::QuestionOver)?;
        // Taken out in a transaction of its own: an answer that does not hold uses the question up too.
        let asked = self.answered(question, "provider").await?;
        let asked: Asked = serde_json::from_str(&asked.body)?;
        if asked.provider != id || returning.browser.is_none_or(|browser| browser.hash() != asked.browser) {
            tracing::warn!(provider = id, "an answer was brought by another browser, or to another address");
            return Err(AccessFault::QuestionOver.into());
        }
        let provider = found(&self.inner, id)?;
        let visitor = match (asked.anew, returning.session) {
            (None, _) => None,
            (Some(anew), session) => {
                let visitor = self.visitor(&session.ok_or(AppError::Unauthorised)?).await?;
                if visitor.session != anew.session {
                    return Err(AccessFault::QuestionOver.into());
                }
                Some(visitor)
            }
        };
        let (actor, act, subject) = match &visitor {
            None => ("nobody".to_owned(), "session.begin", question),
            Some(visitor) => (visitor.actor.to_string(), "session.prove", visitor.actor.id),
        };
        let tried = |subject| Tried { actor: &actor, act, subject, campaign: None };

        let Some(code) = &answer.code else { return Err(refusal(Fault::NoWord("no code")).into()) };
        let answer = Answer { code, iss: answer.iss.as_deref() };
        let asked_at = asked.anew.map(|anew| anew.at);
        let identity = provider.identify(answer, &asked.secrets, asked_at, self.inner.clock.now()).await;
        let identity = match identity {
            Ok(identity) => identity,
            Err(fault) if fault.has_spoken() => {
                return self.noted(Err(refusal(fault).into()), tried(subject)).await;
            }
            Err(fault) => return Err(refusal(fault).into()),
        };
        if let Some(visitor) = visitor {
            let vouched = self.vouch(visitor, bound(provider), identity).await;
            return self.noted(vouched.map(|()| ProviderAnswered::Vouched), tried(subject)).await;
        }
        match self.welcome(bound(provider), identity).await? {
            Ok(signed_in) => Ok(ProviderAnswered::SignedIn(signed_in)),
            Err((fault, account)) => self.noted(Err(fault.into()), tried(account.unwrap_or(subject))).await,
        }
    }
}

fn found<'a>(inner: &'a Inner, id: &str) -> Result<&'a Provider, AppError> {
    inner.providers.iter().find(|provider| provider.id() == id).ok_or(AppError::NotFound("provider"))
}

fn refusal(fault: Fault) -> AccessFault {
    tracing::warn!(%fault, "a provider lets nobody in");
    match fault {
        Fault::Unreachable => AccessFault::ProviderUnreachable,
        Fault::NoWord(_) | Fault::Refused(_) => AccessFault::ProviderRefused,
        Fault::TooWeak(_) => AccessFault::ProviderTooWeak,
        Fault::NotAnew(_) => AccessFault::ProviderNotAnew,
    }
}
