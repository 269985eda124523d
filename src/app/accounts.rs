//! People: invited by a link that works once, known by their passkeys, signed in by a cookie of which only a hash is kept.

mod confirm;
mod enrol;
mod invite;
mod link;
mod passkeys;
mod proof;
mod provider;
mod session;
mod sign_in;
mod view;
mod vouch;
mod welcome;

pub(crate) use confirm::is;
pub use enrol::{Enrolled, Invitation};
pub use invite::{CONSOLE, Invited, NewAccount};
pub use link::Token;
pub(crate) use link::{Purpose, good_link, make_link};
pub(crate) use provider::providers;
pub use provider::{ProviderAnswer, ProviderAnswered, ProviderQuestion, Returning};
pub use session::{Cookie, Visitor};
pub use sign_in::{Challenge, SignedIn};
pub use view::{AccountUse, AccountView, ConfirmationView, PasskeyView, ReasonOrder, RoleOrder, SessionView};

use crate::{AppError, Role};
use childalert_domain::{Digest, Lang};
use childalert_store::accounts::{AccountRow, PasskeyRow};
use childalert_trust::{Algorithm, PublicKey};
use webauthn_rs::prelude::{COSEAlgorithm, COSEKeyType, Passkey, Url, Webauthn, WebauthnBuilder};

/// Why somebody is not let in, or a passkey not taken. Each has its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessFault {
    /// No such link, or one that was taken back.
    LinkUnknown,
    /// It was used.
    LinkUsed,
    /// Its time is over.
    LinkExpired,
    /// The question was answered before, or not in time.
    QuestionOver,
    /// No account has this passkey, or it was revoked.
    PasskeyUnknown,
    /// The passkey's answer does not hold.
    PasskeyRefused,
    /// The passkey's counter went backwards: there may be a copy of it. It was revoked.
    PasskeyCloned,
    /// The account is suspended, or waits for a second person.
    AccountClosed,
    /// Who asked for something cannot confirm it, nor can the one whom it is about.
    SamePerson,
    /// It was confirmed or declined before, or waited too long.
    Settled,
    /// There is an account with the address.
    EmailTaken,
    /// The site's address is an IP address, to which no browser gives passkeys.
    NoPasskeysHere,
    /// The organisation's provider refused, or answered what cannot be checked.
    ProviderRefused,
    /// Nobody here is known by what the provider says.
    ProviderUnknown,
    /// The provider does not answer.
    ProviderUnreachable,
    /// It does not vouch for the way of signing in that is required.
    ProviderTooWeak,
    /// It does not say that somebody signed in anew, as they were asked to.
    ProviderNotAnew,
    /// Its word is about somebody else than who is signed in here.
    ProviderOther,
    /// Another account is already bound to that account of the provider.
    ProviderTaken,
    /// A passkey must answer again before this.
    ProofNeeded,
    /// Somebody must sign in anew at their provider before this.
    SignInAgain,
    /// All passkeys were taken away for a reason: two people give a new one.
    RecoveryNeeded,
    /// Without this passkey the account could not be opened any more.
    LastPasskey,
    /// A decision is signed with a passkey, and there is none yet.
    PasskeyNeeded,
}

impl AccessFault {
    /// Code of its words, and in the trail.
    pub fn code(self) -> &'static str {
        match self {
            AccessFault::LinkUnknown => "link-unknown",
            AccessFault::LinkUsed => "link-used",
            AccessFault::LinkExpired => "link-expired",
            AccessFault::QuestionOver => "question-over",
            AccessFault::PasskeyUnknown => "passkey-unknown",
            AccessFault::PasskeyRefused => "passkey-refused",
            AccessFault::PasskeyCloned => "passkey-cloned",
            AccessFault::AccountClosed => "account-closed",
            AccessFault::SamePerson => "same-person",
            AccessFault::Settled => "settled",
            AccessFault::EmailTaken => "email-taken",
            AccessFault::NoPasskeysHere => "no-passkeys-here",
            AccessFault::ProviderRefused => "provider-refused",
            AccessFault::ProviderUnknown => "provider-unknown",
            AccessFault::ProviderUnreachable => "provider-unreachable",
            AccessFault::ProviderTooWeak => "provider-too-weak",
            AccessFault::ProviderNotAnew => "provider-not-anew",
            AccessFault::ProviderOther => "provider-other",
            AccessFault::ProviderTaken => "provider-taken",
            AccessFault::ProofNeeded => "proof-needed",
            AccessFault::SignInAgain => "sign-in-again",
            AccessFault::RecoveryNeeded => "recovery-needed",
            AccessFault::LastPasskey => "last-passkey",
            AccessFault::PasskeyNeeded => "passkey-needed",
        }
    }
}

/// Checks passkeys for one site.
pub(crate) struct Passkeys {
    pub webauthn: Webauthn,
    pub rp_id: String,
    pub origin: String,
}

impl Passkeys {
    /// `None`: the site has no domain of its own.
    pub fn new(public_url: &str) -> Option<Passkeys> {
        let url = Url::parse(public_url).ok()?;
        let rp_id = url.domain()?.to_owned();
        let webauthn = WebauthnBuilder::new(&rp_id, &url)
            .and_then(|builder| builder.rp_name("Child Alert").build())
            .ok()?;
        let origin = url.origin().ascii_serialization();
        Some(Passkeys { webauthn, rp_id, origin })
    }
}

/// The public key of a passkey, as a bundle shows it. `None`: of a kind that is not accepted.
pub(crate) fn public_key(passkey: &Passkey) -> Option<PublicKey> {
    let cose = passkey.get_public_key();
    match (&cose.type_, &cose.key) {
        (COSEAlgorithm::ES256, COSEKeyType::EC_EC2(point)) => {
            let mut key = vec![0x04];
            key.extend_from_slice(&point.x);
            key.extend_from_slice(&point.y);
            Some(PublicKey { algorithm: Algorithm::Es256, key })
        }
        (COSEAlgorithm::RS256, COSEKeyType::RSA(rsa)) => Some(PublicKey::rsa(&rsa.n, &rsa.e)),
        _ => None,
    }
}

fn role(row: &AccountRow) -> Result<Role, AppError> {
    row.role.parse().map_err(|_| AppError::Unauthorised)
}

fn lang(row: &AccountRow) -> Lang {
    row.lang.parse().unwrap_or(Lang::Fr)
}

fn passkey(row: &PasskeyRow) -> Result<Passkey, AppError> {
    Ok(serde_json::from_str(&row.body)?)
}

fn hash(secret: &str) -> String {
    Digest::of(secret.as_bytes()).to_string()
}

impl From<AccessFault> for AppError {
    fn from(fault: AccessFault) -> Self {
        AppError::Access(fault)
    }
}
