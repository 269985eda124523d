//! From the code that a browser brings back to who somebody is: everything that the provider says is checked (OpenID Connect
//! Core 1.0, chapters 3.1.3.3 to 3.1.3.8), whatever channel it came by.

use crate::egress::NoAnswer;
use crate::metadata::Known;
use crate::{ANEW, Answer, Client, Fault, Identity, Provider, Secrets};
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
    /// Exchanges the code that came back, and checks who the provider says it is. `anew`: when they were asked to sign in there anew.
    pub async fn identify(
        &self,
        answer: Answer<'_>,
        secrets: &Secrets,
        anew: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<Identity, Fault> {
        let known = self.metadata.get(&self.egress).await?;
        if !is_answer_of(&known, &self.settings.issuer, answer.iss) {
            return Err(Fault::NoWord("iss"));
        }
        let mut client = self.client(&known);
        let answer = self.exchange(&client, answer.code, secrets).await?;
        let nonce = Nonce::new(secrets.nonce.clone());
        let mut checked = claims(&client, &answer, &nonce, now);
        // The provider may have changed its keys since it was asked.
        if matches!(checked, Err(Unproven::UnknownKey))
            && let Some(newer) = self.metadata.newer(&known, &self.egress).await
        {
            client = self.client(&newer);
            checked = claims(&client, &answer, &nonce, now);
        }
        let claims = checked.map_err(|unproven| match unproven {
            Unproven::UnknownKey => Fault::Refused("key"),
            Unproven::Because(code) => Fault::Refused(code),
        })?;
        self.strong_enough(&claims)?;
        let signed_in_at = anew.map(|asked| signed_in_since(asked, claims.auth_time(), now)).transpose()?;
        let told = match claims.email() {
            Some(email) => Some((email.as_str().to_owned(), claims.email_verified())),
            None => self.address_of(&client, &answer, &claims).await?,
        };
        Ok(Identity {
            issuer: self.settings.issuer.clone(),
            subject: claims.subject().as_str().to_owned(),
            verified_email: told.and_then(|(email, verified)| (verified == Some(true)).then_some(email)),
            signed_in_at,
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
            .map_err(|_| Fault::NoWord("token-endpoint"))?
            .set_pkce_verifier(PkceCodeVerifier::new(secrets.verifier.clone()));
        request.request_async(&http).await.map_err(|error| match error {
            RequestTokenError::ServerResponse(_) => Fault::NoWord("code"),
            RequestTokenError::Request(NoAnswer::NotPrivate) => Fault::NoWord("token-endpoint"),
            RequestTokenError::Request(_) => Fault::Unreachable,
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Fault::NoWord("token-answer"),
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

/// Whether an answer says by whom it is, where the provider says that all of its answers do (RFC 9207, chapter 2.4).
fn is_answer_of(known: &Known, issuer: &str, said: Option<&str>) -> bool {
    match said {
        Some(said) => said == issuer,
        None => !known.additional_metadata().authorization_response_iss_parameter_supported,
    }
}

/// When somebody signed in there, if that was after they were asked to, and lately (Core 1.0, chapter 3.1.3.7, point 13).
fn signed_in_since(
    asked: DateTime<Utc>,
    said: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, Fault> {
    match said.ok_or(Fault::NotAnew("no auth_time"))? {
        at if at > now + SKEW => Err(Fault::NotAnew("auth_time in the future")),
        at if at < asked - SKEW => Err(Fault::NotAnew("auth_time before the question")),
        at if at < now - ANEW - SKEW => Err(Fault::NotAnew("auth_time long ago")),
        at => Ok(at.min(now)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::tests::known;

    #[test]
    fn an_answer_without_an_issuer_is_taken_only_from_a_provider_that_sends_none() {
        let ours = "https://id.example";
        for (announced, said, good) in [
            (true, Some(ours), true),
            (true, None, false),
            (false, None, true),
            (false, Some(ours), true),
            (false, Some("https://evil.example"), false),
        ] {
            let more =
                if announced { r#""authorization_response_iss_parameter_supported": true,"# } else { "" };
            assert_eq!(is_answer_of(&known(ours, more), ours, said), good, "{announced} {said:?}");
        }
    }

    #[test]
    fn signing_in_anew_means_after_the_question_and_lately() {
        let at = |seconds: i64| DateTime::from_timestamp(1_800_000_000 + seconds, 0).expect("a time");
        let said = |auth_time: Option<i64>, now: i64| signed_in_since(at(0), auth_time.map(at), at(now)).ok();
        assert_eq!(said(Some(20), 30), Some(at(20)));
        assert_eq!(said(Some(-60), 30), Some(at(-60)), "its clock may be a minute behind");
        assert_eq!(said(Some(90), 30), Some(at(30)), "or ahead, which makes nothing younger");
        assert_eq!(said(Some(-61), 30), None, "it did not ask");
        assert_eq!(said(Some(91), 30), None);
        assert_eq!(said(Some(10), 370), Some(at(10)));
        assert_eq!(said(Some(10), 371), None, "they took their time");
        assert_eq!(said(None, 30), None, "it does not say when");
    }
}
