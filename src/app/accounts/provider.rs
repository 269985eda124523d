//! Signing in through an organisation's own provider (OpenID Connect). The protocol is spoken in a room of its own; here it is
//! decided to whom an answer belongs, and whom the provider's word makes somebody. It never makes an account: whoever is not
//! invited is nobody.

use super::link::Purpose;
use super::session::{PROVIDER, begin};
use super::{AccessFault, Cookie, SignedIn, Token, lang, role};
use crate::noted::Tried;
use crate::once::{Act, record};
use crate::{App, AppError, Inner, Settings};
use childalert_domain::Lang;
use childalert_provider::{Fault, Identity, Provider, Secrets};
use childalert_store::accounts::AccountRow;
use childalert_store::links::QuestionRow;
use childalert_store::{StoreError, Tx, accounts, links};
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

/// What is kept of a question until its answer comes.
#[derive(Serialize, Deserialize)]
struct Asked {
    provider: String,
    /// SHA-256 of what the browser was given.
    browser: String,
    secrets: Secrets,
}

/// The providers of the settings. One that cannot be used is left out: `config check` has said why.
pub(crate) fn providers(settings: &Settings) -> Vec<Provider> {
    let one = |one: &childalert_provider::ProviderSettings| {
        let back = format!("{}/auth/provider/{}", settings.public_url, one.id);
        Provider::new(one.clone(), back)
    };
    settings.providers.iter().filter_map(one).collect()
}

impl App {
    /// The providers that people may choose: each one's id and name.
    pub fn providers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.inner.providers.iter().map(|provider| (provider.id(), provider.name()))
    }

    /// What people call the provider of an issuer, where it is configured.
    pub fn provider_of(&self, issuer: &str) -> Option<&str> {
        self.inner.providers.iter().find(|one| one.issuer() == issuer).map(Provider::name)
    }

    /// Asks a provider who somebody is.
    pub async fn ask_provider(&self, id: &str, lang: Lang) -> Result<ProviderQuestion, AppError> {
        let provider = found(&self.inner, id)?;
        let secret = || Token::new(&self.inner).text().to_owned();
        let secrets = Secrets { nonce: secret(), verifier: secret() };
        let (browser, question, now) = (Token::new(&self.inner), self.inner.ids.id(), self.inner.clock.now());
        // The language comes back with it, for the words where it goes wrong.
        let state = format!("{}.{lang}", question.simple());
        let url = provider.address(state, &secrets, lang.code()).await.map_err(refusal)?;
        let asked = Asked { provider: id.to_owned(), browser: browser.hash(), secrets };
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

    /// Signs in whom the provider knows, if the answer is to a question of this browser's, and is the first one.
    pub async fn answer_provider(
        &self,
        id: &str,
        answer: ProviderAnswer,
        browser: Option<Token>,
    ) -> Result<SignedIn, AppError> {
        let state = answer.state.as_deref().and_then(|state| state.split('.').next());
        let question = state.and_then(|id| Uuid::parse_str(id).ok()).ok_or(AccessFault::QuestionOver)?;
        // Taken out in a transaction of its own: an answer that does not hold uses the question up too.
        let asked = self.answered(question, "provider").await?;
        let asked: Asked = serde_json::from_str(&asked.body)?;
        let signed_in = self.signed_in_by(id, asked, answer, browser).await;
        let subject = match &signed_in {
            Err((_, Some(account))) => *account,
            _ => question,
        };
        let signed_in = signed_in.map_err(|(error, _)| error);
        let tried = Tried { actor: "nobody", act: "session.begin", subject, campaign: None };
        self.noted(signed_in, tried).await
    }

    /// The error has the account that it is about, where one is known.
    async fn signed_in_by(
        &self,
        id: &str,
        asked: Asked,
        answer: ProviderAnswer,
        browser: Option<Token>,
    ) -> Result<SignedIn, (AppError, Option<Uuid>)> {
        let nobody = |error: AppError| (error, None);
        if asked.provider != id || browser.is_none_or(|browser| browser.hash() != asked.browser) {
            return Err(nobody(AccessFault::QuestionOver.into()));
        }
        let provider = found(&self.inner, id).map_err(nobody)?;
        if answer.iss.is_some_and(|issuer| issuer != provider.issuer()) {
            return Err(nobody(AccessFault::ProviderRefused.into()));
        }
        let code = answer.code.ok_or_else(|| nobody(AccessFault::ProviderRefused.into()))?;
        let now = self.inner.clock.now();
        let identity = provider.identify(&code, &asked.secrets, now).await;
        let identity = identity.map_err(|fault| nobody(refusal(fault).into()))?;
        let inner = self.inner.clone();
        let welcomed: Result<_, AppError> = self
            .inner
            .store
            .write(move |tx| Box::pin(async move { welcome(tx, &inner, &identity, now).await }))
            .await;
        match welcomed.map_err(nobody)? {
            Ok(signed_in) => Ok(signed_in),
            Err((fault, account)) => Err((fault.into(), account)),
        }
    }
}

/// Whom the provider's word makes somebody: the account that is bound to this name of theirs, or, the first time, the one that
/// was invited with this provider and has the address that it vouches for.
async fn welcome(
    tx: &mut Tx,
    inner: &Inner,
    identity: &Identity,
    now: DateTime<Utc>,
) -> Result<Result<SignedIn, (AccessFault, Option<Uuid>)>, AppError> {
    let Identity { issuer, subject, .. } = identity;
    let linked = accounts::of_provider(tx, issuer, subject).await?;
    let known = match &linked {
        Some(account) => Some(account.id),
        None => invited_address(tx, identity).await?,
    };
    let Some(id) = known else { return Ok(Err((AccessFault::ProviderUnknown, None))) };
    // A suspension, a new role or another link may be under way: what was read above may be old.
    tx.own_account(id).await?;
    let Some(account) = accounts::find(tx, id).await? else {
        return Ok(Err((AccessFault::ProviderUnknown, None)));
    };
    if let Some(fault) = refused(tx, &account, issuer, linked.is_some(), now).await? {
        return Ok(Err((fault, Some(id))));
    }
    if linked.is_none() {
        link(tx, inner, identity, &account, now).await?;
    }
    if account.state == "invited" {
        accounts::set(tx, id, &account.role, "active", now).await?;
        links::revoke_of(tx, id, now).await?;
    }
    let cookie = begin(tx, inner, &account, PROVIDER, now).await?;
    Ok(Ok(SignedIn { cookie, role: role(&account)?, lang: lang(&account) }))
}

/// The account that has the address for which the provider vouches.
async fn invited_address(tx: &mut Tx, identity: &Identity) -> Result<Option<Uuid>, AppError> {
    let Some(email) = &identity.verified_email else { return Ok(None) };
    let account = accounts::find_by_email(tx, &super::invite::address(email)).await?;
    Ok(account.map(|account| account.id))
}

/// Why the provider's word does not open an account, if it does not. Asked before anything is written.
async fn refused(
    tx: &mut Tx,
    account: &AccountRow,
    issuer: &str,
    linked: bool,
    now: DateTime<Utc>,
) -> Result<Option<AccessFault>, AppError> {
    // Another provider may know the same address, and may not open this account by it.
    if account.issuer.as_deref() != Some(issuer) {
        return Ok(Some(AccessFault::ProviderUnknown));
    }
    // Somebody else has the address there now: it was given on, and the account with it was not.
    if !linked && accounts::issuers(tx, account.id).await?.iter().any(|one| one == issuer) {
        return Ok(Some(AccessFault::ProviderUnknown));
    }
    match account.state.as_str() {
        "active" if linked => Ok(None),
        // By the address alone only while the invitation is open: later it may have been given to somebody else.
        "active" => Ok(Some(AccessFault::ProviderUnknown)),
        // The invitation lasts as long by this way as by the other.
        "invited" if links::any_open(tx, account.id, Purpose::Invitation.name(), now).await? => Ok(None),
        "invited" => {
            // What two people ordered for a lost passkey is theirs to give, and no provider's.
            let recovery = links::any_open(tx, account.id, Purpose::Recovery.name(), now).await?;
            Ok(Some(if recovery { AccessFault::RecoveryNeeded } else { AccessFault::LinkExpired }))
        }
        _ => Ok(Some(AccessFault::AccountClosed)),
    }
}

async fn link(
    tx: &mut Tx,
    inner: &Inner,
    identity: &Identity,
    account: &AccountRow,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    accounts::link_provider(tx, &identity.issuer, &identity.subject, account.id, now).await?;
    let by = format!("{}:{}", account.role, account.id);
    let act = Act {
        actor: &by,
        act: "account.link",
        subject: account.id,
        campaign: None,
        reason: "",
        detail: identity.issuer.clone(),
    };
    record(tx, inner.ids.id(), now, act);
    Ok(())
}

fn found<'a>(inner: &'a Inner, id: &str) -> Result<&'a Provider, AppError> {
    inner.providers.iter().find(|provider| provider.id() == id).ok_or(AppError::NotFound("provider"))
}

fn refusal(fault: Fault) -> AccessFault {
    tracing::warn!(%fault, "nobody was signed in by a provider");
    match fault {
        Fault::Unreachable => AccessFault::ProviderUnreachable,
        Fault::Refused(_) => AccessFault::ProviderRefused,
        Fault::TooWeak(_) => AccessFault::ProviderTooWeak,
    }
}
