//! From the code that a browser brings back to who somebody is: everything that the provider says is checked (OpenID Connect
//! Core 1.0, chapters 3.1.3.3 to 3.1.3.8), whatever channel it came by.

use crate::egress::NoAnswer;
use crate::{Client, Fault, Identity, Provider, Secrets};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::core::{
    CoreIdTokenClaims, CoreIdTokenVerifier, CoreJwsSigningAlgorithm as Alg, CoreTokenResponse,
    CoreUserInfoClaims,
};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClaimsVerificationError, Nonce, OAuth2TokenResponse,
    PkceCodeVerifier, RequestTokenError, SignatureVerificationError, TokenResponse, UserInfoError,
};

/// How far the provider's clock may be from ours.
const SKEW: TimeDelta = TimeDelta::seconds(60);
/// How old a token may be: it is made when the code is exchanged.
const OLDEST: TimeDelta = TimeDelta::minutes(10);
/// Signatures by a key that the provider alone has. None with a shared secret, and never no signature.
const SIGNED: [Alg; 9] = [
    Alg::RsaSsaPkcs1V15Sha256,
    Alg::RsaSsaPkcs1V15Sha384,
    Alg::RsaSsaPkcs1V15Sha512,
    Alg::RsaSsaPssSha256,
    Alg::RsaSsaPssSha384,
    Alg::RsaSsaPssSha512,
    Alg::EcdsaP256Sha256,
    Alg::EcdsaP384Sha384,
    Alg::EdDsa,
];

impl Provider {
    /// Exchanges the code that came back, and checks who the provider says it is.
    pub async fn identify(
        &self,
        code: &str,
        secrets: &Secrets,
        now: DateTime<Utc>,
    ) -> Result<Identity, Fault> {
        let mut client = self.client().await?;
        let answer = self.exchange(&client, code, secrets).await?;
        let nonce = Nonce::new(secrets.nonce.clone());
        let mut checked = claims(&client, &answer, &nonce, now);
        // The provider may have changed its keys since it was asked.
        if matches!(checked, Err(Unproven::UnknownKey)) && self.metadata.renew(&self.egress).await {
            client = self.client().await?;
            checked = claims(&client, &answer, &nonce, now);
        }
        let claims = checked.map_err(|unproven| match unproven {
            Unproven::UnknownKey => Fault::Refused("key"),
            Unproven::Because(code) => Fault::Refused(code),
        })?;
        self.strong_enough(&claims)?;
        let told = match claims.email() {
            Some(email) => Some((email.as_str().to_owned(), claims.email_verified())),
            None => self.address_of(&client, &answer, &claims).await?,
        };
        Ok(Identity {
            issuer: self.settings.issuer.clone(),
            subject: claims.subject().as_str().to_owned(),
            verified_email: told.and_then(|(email, verified)| (verified == Some(true)).then_some(email)),
        })
    }

    async fn exchange(
        &self,
        client: &Client,
        code: &str,
        secrets: &Secrets,
    ) -> Result<CoreTokenResponse, Fault> {
        let out = self.egress.clone();
        let http = move |request| out.clone().send(request);
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| Fault::Refused("token-endpoint"))?
            .set_pkce_verifier(PkceCodeVerifier::new(secrets.verifier.clone()));
        request.request_async(&http).await.map_err(|error| match error {
            RequestTokenError::ServerResponse(_) => Fault::Refused("code"),
            RequestTokenError::Request(NoAnswer::NotPrivate) => Fault::Refused("token-endpoint"),
            RequestTokenError::Request(_) => Fault::Unreachable,
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Fault::Refused("token-answer"),
        })
    }

    /// What the configuration requires of the way in which somebody signed in there.
    fn strong_enough(&self, claims: &CoreIdTokenClaims) -> Result<(), Fault> {
        let (acr, amr) = (&self.settings.acr, &self.settings.amr);
        let class = claims.auth_context_ref();
        if !acr.is_empty() && !class.is_some_and(|class| acr.iter().any(|one| one == class.as_str())) {
            return Err(Fault::TooWeak("acr"));
        }
        let mut methods = claims.auth_method_refs().into_iter().flatten();
        if !amr.is_empty() && !methods.any(|method| amr.iter().any(|one| one == method.as_str())) {
            return Err(Fault::TooWeak("amr"));
        }
        Ok(())
    }

    /// The address, from where many providers keep it: not in the token, but beside it (chapter 5.3).
    async fn address_of(
        &self,
        client: &Client,
        answer: &CoreTokenResponse,
        claims: &CoreIdTokenClaims,
    ) -> Result<Option<(String, Option<bool>)>, Fault> {
        let subject = claims.subject().clone();
        let Ok(request) = client.user_info(answer.access_token().clone(), Some(subject)) else {
            return Ok(None);
        };
        let out = self.egress.clone();
        let http = move |request| out.clone().send(request);
        let info: CoreUserInfoClaims = request.request_async(&http).await.map_err(|error| match error {
            UserInfoError::Request(_) => Fault::Unreachable,
            _ => Fault::Refused("user-info"),
        })?;
        Ok(info.email().map(|email| (email.as_str().to_owned(), info.email_verified())))
    }
}

/// Why a token proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unproven {
    /// None of the keys that are known has its name.
    UnknownKey,
    /// Anything else.
    Because(&'static str),
}

/// The token's claims, if signature, issuer, audience, times and nonce hold.
fn claims(
    client: &Client,
    answer: &CoreTokenResponse,
    nonce: &Nonce,
    now: DateTime<Utc>,
) -> Result<CoreIdTokenClaims, Unproven> {
    let because = |code| move |_| Unproven::Because(code);
    let token = answer.id_token().ok_or(Unproven::Because("no-token"))?;
    let verifier: CoreIdTokenVerifier<'_> = client
        .id_token_verifier()
        .set_allowed_algs(SIGNED)
        .set_time_fn(move || now - SKEW)
        .set_issue_time_verifier_fn(move |issued| match issued {
            issued if issued > now + SKEW => Err("issued in the future".to_owned()),
            issued if issued < now - OLDEST - SKEW => Err("issued long ago".to_owned()),
            _ => Ok(()),
        });
    let claims = token.claims(&verifier, nonce).map_err(|error| unproven(&error))?;
    if claims.authorized_party().is_some_and(|party| party != client.client_id()) {
        return Err(Unproven::Because("audience"));
    }
    // Optional in this flow, but where it stands it must fit the token beside it (chapter 3.1.3.8).
    if let Some(hash) = claims.access_token_hash() {
        let alg = token.signing_alg().map_err(because("signature"))?;
        let key = token.signing_key(&verifier).map_err(because("signature"))?;
        let actual = AccessTokenHash::from_token(answer.access_token(), alg, key);
        if actual.map_err(|_| Unproven::Because("token-hash"))? != *hash {
            return Err(Unproven::Because("token-hash"));
        }
    }
    Ok(claims.clone())
}

fn unproven(error: &ClaimsVerificationError) -> Unproven {
    Unproven::Because(match error {
        ClaimsVerificationError::Expired(_) => "expired",
        ClaimsVerificationError::InvalidAudience(_) => "audience",
        ClaimsVerificationError::InvalidIssuer(_) => "issuer",
        ClaimsVerificationError::InvalidNonce(_) => "nonce",
        ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey) => {
            return Unproven::UnknownKey;
        }
        ClaimsVerificationError::SignatureVerification(_) => "signature",
        _ => "token",
    })
}
