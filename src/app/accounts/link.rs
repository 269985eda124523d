//! Links that are sent to people.

use super::{AccessFault, hash};
use crate::{AppError, Inner};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use childalert_store::Tx;
use childalert_store::links::{self, LinkRow};
use chrono::{DateTime, TimeDelta, Utc};
use std::fmt;
use uuid::Uuid;

/// The secret part of a link: 256 random bits. It is shown to the one who made it, and kept nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// A token that somebody sent.
    pub fn sent(text: &str) -> Token {
        Token(text.to_owned())
    }

    pub(crate) fn new(inner: &Inner) -> Token {
        Token(URL_SAFE_NO_PAD.encode(inner.ids.secret()))
    }

    /// For the address that is sent.
    pub fn text(&self) -> &str {
        &self.0
    }

    pub(crate) fn hash(&self) -> String {
        hash(&self.0)
    }
}

/// What a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A first passkey.
    Invitation,
    /// A new passkey in place of those that were lost.
    Recovery,
    /// A holder of parental authority's consent.
    Consent,
}

impl Purpose {
    pub fn name(self) -> &'static str {
        match self {
            Purpose::Invitation => "invitation",
            Purpose::Recovery => "recovery",
            Purpose::Consent => "consent",
        }
    }

    /// How long it opens anything.
    fn good_for(self) -> TimeDelta {
        match self {
            Purpose::Invitation => TimeDelta::days(3),
            Purpose::Recovery => TimeDelta::hours(12),
            // Withdrawing must be as easy as giving, as long as anything may be out.
            Purpose::Consent => TimeDelta::days(400),
        }
    }
}

/// Makes a link; unused ones of the same subject end.
pub(crate) async fn make_link(
    tx: &mut Tx,
    id: Uuid,
    purpose: Purpose,
    subject: Uuid,
    token: &Token,
    (by, now): (&str, DateTime<Utc>),
) -> Result<(), AppError> {
    links::revoke_of(tx, subject, now).await?;
    let row = LinkRow {
        id,
        purpose: purpose.name().to_owned(),
        subject,
        hash: token.hash(),
        created_by: by.to_owned(),
        created_at: now,
        expires_at: now + purpose.good_for(),
        used_at: None,
        revoked_at: None,
    };
    Ok(links::insert(tx, &row).await?)
}

/// The link of a token, if it still opens something.
pub(crate) async fn good_link(
    tx: &mut Tx,
    token: &Token,
    purposes: &[Purpose],
    now: DateTime<Utc>,
) -> Result<LinkRow, AppError> {
    let link = links::find(tx, &token.hash())
        .await?
        .filter(|link| purposes.iter().any(|purpose| purpose.name() == link.purpose))
        .filter(|link| link.revoked_at.is_none())
        .ok_or(AccessFault::LinkUnknown)?;
    if link.used_at.is_some() {
        return Err(AccessFault::LinkUsed.into());
    }
    if link.expires_at <= now {
        return Err(AccessFault::LinkExpired.into());
    }
    Ok(link)
}
