//! Speaks OpenID Connect with an organisation's own provider: the authorization code flow (OpenID Connect Core 1.0, chapter
//! 3.1) with PKCE (RFC 7636). It says who somebody is by the provider's word; whom that makes somebody here is decided
//! elsewhere. The provider is asked when somebody wants to sign in, and never before: one that is away holds up nobody else.

mod egress;
mod identify;
mod metadata;

pub use egress::is_private_address;
pub use openidconnect::ClientSecret;

use chrono::{DateTime, TimeDelta, Utc};
use egress::Egress;
use metadata::{Known, Metadata};
use openidconnect::core::{CoreAuthPrompt, CoreAuthenticationFlow, CoreClient};
use openidconnect::{
    AuthType, AuthenticationContextClass, ClientId, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    LanguageTag, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
};
use serde::{Deserialize, Serialize};

/// How long ago somebody signed in there at most, where they are asked to do so anew.
pub(crate) const ANEW: TimeDelta = TimeDelta::minutes(5);

pub(crate) type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What is configured of a provider.
#[derive(Clone, Debug)]
pub struct ProviderSettings {
    /// Its name in our addresses: `a-z`, `0-9` and `-`.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its issuer identifier, exactly as it writes it itself.
    pub issuer: String,
    /// What it calls us.
    pub client_id: String,
    /// Our password with it; none for a public client, which PKCE alone protects.
    pub client_secret: Option<ClientSecret>,
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// Of these classes of signing in (`acr`) one must be vouched for; empty: whichever.
    pub acr: Vec<String>,
    /// Of these methods (`amr`, RFC 8176) one must have been used; empty: whichever.
    pub amr: Vec<String>,
}

/// The secrets of one conversation. They are kept until the answer comes, and used once.
#[derive(Clone, Serialize, Deserialize)]
pub struct Secrets {
    /// Comes back inside the signed token: 43 characters or more that nobody can guess.
    pub nonce: String,
    /// Proves, when the code is exchanged, that it was asked for here: 43 to 128 characters of base64url.
    pub verifier: String,
}

/// What a browser brings back.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    /// To be exchanged for the provider's word.
    pub code: &'a str,
    /// Who answers (RFC 9207).
    pub iss: Option<&'a str>,
}

/// Who somebody is, by the provider's word, checked.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// Its own, lasting name for the person.
    pub subject: String,
    /// Their address, where the provider vouches for it.
    pub verified_email: Option<String>,
    /// When they signed in there, where they were asked to do so anew.
    pub signed_in_at: Option<DateTime<Utc>>,
}

/// Why nobody is known by it. Nothing that the provider wrote is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It does not answer, or not in time, or too much.
    #[error("the provider cannot be reached")]
    Unreachable,
    /// There is no word of it: what the browser brought is not its answer, or it gave nothing for the code. Anybody can bring this
    /// about.
    #[error("there is no word of the provider: {0}")]
    NoWord(&'static str),
    /// What it said does not hold; the code says what.
    #[error("the provider's answer does not hold: {0}")]
    Refused(&'static str),
    /// It did not vouch for a way of signing in that is strong enough.
    #[error("the provider does not vouch for what is required: {0}")]
    TooWeak(&'static str),
    /// Somebody was to sign in there anew, and it does not say that they did.
    #[error("the provider does not say that somebody signed in anew: {0}")]
    NotAnew(&'static str),
}

impl Fault {
    /// Whether the provider itself has spoken, to us and about somebody.
    pub fn has_spoken(self) -> bool {
        !matches!(self, Fault::Unreachable | Fault::NoWord(_))
    }
}

/// One provider.
pub struct Provider {
    settings: ProviderSettings,
    redirect_url: RedirectUrl,
    egress: Egress,
    metadata: Metadata,
}

impl Provider {
    /// A provider that sends people back to `redirect_url`. Nothing is asked yet. `None`: an address is none.
    pub fn new(settings: ProviderSettings, redirect_url: String) -> Option<Provider> {
        let redirect_url = RedirectUrl::new(redirect_url).ok()?;
        let metadata = Metadata::new(&settings.issuer)?;
        let egress = Egress::new()?;
        Some(Provider { settings, redirect_url, egress, metadata })
    }

    /// Its name in our addresses.
    pub fn id(&self) -> &str {
        &self.settings.id
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Its issuer identifier.
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// Where the browser goes to sign in: `anew`, even if it is signed in there (Core 1.0, chapter 3.1.2.1). `state` comes back with
    /// it, and `lang` is what the provider should speak.
    pub async fn address(
        &self,
        state: String,
        secrets: &Secrets,
        lang: &str,
        anew: bool,
    ) -> Result<String, Fault> {
        let client = self.client(&*self.metadata.get(&self.egress).await?);
        let verifier = PkceCodeVerifier::new(secrets.verifier.clone());
        let nonce = secrets.nonce.clone();
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .add_ui_locale(LanguageTag::new(lang.to_owned()))
            .add_scopes(self.settings.scopes.iter().cloned().map(Scope::new));
        for class in &self.settings.acr {
            request = request.add_auth_context_value(AuthenticationContextClass::new(class.clone()));
        }
        if anew {
            // The prompt makes the provider ask; the age makes it say in the token when it did (chapter 2, `auth_time`).
            request =
                request.add_prompt(CoreAuthPrompt::Login).set_max_age(ANEW.to_std().unwrap_or_default());
        }
        let (url, _, _) = request.url();
        match egress::is_private(&url) {
            true => Ok(url.into()),
            false => Err(Fault::NoWord("authorization-endpoint")),
        }
    }

    /// The client for what the provider says of itself.
    fn client(&self, known: &Known) -> Client {
        let client_id = ClientId::new(self.settings.client_id.clone());
        let client =
            CoreClient::from_provider_metadata(known.clone(), client_id, self.settings.client_secret.clone())
                .set_redirect_uri(self.redirect_url.clone());
        // The standard's default unless the provider lists others without it (Discovery 1.0, chapter 3).
        let by_body = known.token_endpoint_auth_methods_supported().is_some_and(|methods| {
            use openidconnect::core::CoreClientAuthMethod::{ClientSecretBasic, ClientSecretPost};
            methods.contains(&ClientSecretPost) && !methods.contains(&ClientSecretBasic)
        });
        client.set_auth_type(if by_body { AuthType::RequestBody } else { AuthType::BasicAuth })
    }
}
