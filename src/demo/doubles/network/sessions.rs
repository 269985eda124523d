//! Who is signed in: one account, its password, and the tokens given out.

use super::answer::Refusal;
use super::cid;
use actix_web::http::StatusCode;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The account and its tokens. Tokens have the shape of the real ones but no times in them: they end by a fault alone.
pub(super) struct Sessions {
    pub(super) did: String,
    pub(super) handle: String,
    password: String,
    issued: u64,
    tokens: HashMap<String, Token>,
}

enum Token {
    Access {
        expired: bool,
    },
    /// With the pair that took its place, once it was used: using it again gives the same pair, as the reference
    /// server does for two hours.
    Refresh {
        successor: Option<Pair>,
    },
}

#[derive(Clone)]
struct Pair {
    access: String,
    refresh: String,
}

impl Sessions {
    pub(super) fn new(handle: &str, password: &str) -> Self {
        let handle = handle.to_lowercase();
        Sessions {
            did: cid::did_for(&handle),
            handle,
            password: password.to_owned(),
            issued: 0,
            tokens: HashMap::new(),
        }
    }

    /// Whether a call means this account, by its DID or its handle.
    pub(super) fn is_account(&self, repo: &str) -> bool {
        repo == self.did || repo.eq_ignore_ascii_case(&self.handle)
    }
    pub(super) fn log_in(&mut self, identifier: &str, password: &str) -> Result<Value, Refusal> {
        if !self.is_account(identifier) || password != self.password {
            return Err(wrong_password());
        }
        let pair = self.issue();
        Ok(self.session(pair))
    }

    pub(super) fn refresh(&mut self, authorization: Option<&str>) -> Result<Value, Refusal> {
        let token = bearer(authorization)?.to_owned();
        let pair = match self.tokens.get(&token) {
            None => return Err(unverified()),
            Some(Token::Access { .. }) => return Err(wrong_type()),
            Some(Token::Refresh { successor: Some(pair) }) => pair.clone(),
            Some(Token::Refresh { successor: None }) => {
                let pair = self.issue();
                self.tokens.insert(token, Token::Refresh { successor: Some(pair.clone()) });
                pair
            }
        };
        Ok(self.session(pair))
    }

    /// Whether a call may act for the account.
    pub(super) fn check(&self, authorization: Option<&str>) -> Result<(), Refusal> {
        match self.tokens.get(bearer(authorization)?) {
            None => Err(unverified()),
            Some(Token::Refresh { .. }) => Err(wrong_type()),
            Some(Token::Access { expired: true }) => Err(expired()),
            Some(Token::Access { expired: false }) => Ok(()),
        }
    }

    /// Public calls need no token, but a wrong one is refused.
    pub(super) fn check_if_any(&self, authorization: Option<&str>) -> Result<(), Refusal> {
        if authorization.is_some() { self.check(authorization) } else { Ok(()) }
    }

    /// Ends the access token of a call, for good.
    pub(super) fn expire(&mut self, authorization: Option<&str>) -> Refusal {
        if let Ok(token) = bearer(authorization)
            && let Some(Token::Access { expired }) = self.tokens.get_mut(token)
        {
            *expired = true;
        }
        expired()
    }

    fn issue(&mut self) -> Pair {
        self.issued += 1;
        let access = self.token("at+jwt", "com.atproto.access");
        let refresh = self.token("refresh+jwt", "com.atproto.refresh");
        self.tokens.insert(access.clone(), Token::Access { expired: false });
        self.tokens.insert(refresh.clone(), Token::Refresh { successor: None });
        Pair { access, refresh }
    }

    fn token(&self, kind: &str, scope: &str) -> String {
        let part = |value: Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let head = part(json!({ "typ": kind, "alg": "HS256" }));
        let claims = part(json!({ "scope": scope, "sub": self.did, "jti": self.issued.to_string() }));
        let signature = BASE64URL_NOPAD.encode(&Sha256::digest(format!("{head}.{claims}")));
        format!("{head}.{claims}.{signature}")
    }

    fn session(&self, pair: Pair) -> Value {
        json!({
            "accessJwt": pair.access,
            "refreshJwt": pair.refresh,
            "did": self.did,
            "handle": self.handle,
            "active": true,
        })
    }
}

pub(super) fn wrong_password() -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, "AuthenticationRequired", "Invalid identifier or password")
}

pub(super) fn revoked() -> Refusal {
    Refusal::bad("ExpiredToken", "Token has been revoked")
}

fn expired() -> Refusal {
    Refusal::bad("ExpiredToken", "Token has expired")
}

fn unverified() -> Refusal {
    Refusal::bad("InvalidToken", "Token could not be verified")
}

fn wrong_type() -> Refusal {
    Refusal::bad("InvalidToken", "Invalid token type")
}

fn bearer(authorization: Option<&str>) -> Result<&str, Refusal> {
    let Some(authorization) = authorization else {
        return Err(Refusal::new(StatusCode::UNAUTHORIZED, "AuthMissing", "Authentication Required"));
    };
    match authorization.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token),
        Some(_) => Err(Refusal::bad("InvalidToken", "Unexpected authorization type")),
        None => Err(Refusal::bad("InvalidToken", "Malformed authorization header")),
    }
}
