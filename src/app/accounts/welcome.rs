//! Whom a provider's word makes somebody. It never makes an account: whoever is not invited is nobody.

use super::link::Purpose;
use super::session::{PROVIDER, begin};
use super::{AccessFault, SignedIn, lang, role};
use crate::once::{Act, record};
use crate::{App, AppError, Inner};
use childalert_provider::Identity;
use childalert_store::accounts::{AccountRow, ProviderOf};
use childalert_store::{Tx, accounts, links};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Why nobody is welcome, and which account it is about where one is known.
type Unwelcome = (AccessFault, Option<Uuid>);

impl App {
    /// Signs in whom the provider knows.
    pub(super) async fn welcome(
        &self,
        provider: ProviderOf,
        identity: Identity,
    ) -> Result<Result<SignedIn, Unwelcome>, AppError> {
        let (inner, now) = (self.inner.clone(), self.inner.clock.now());
        let welcomed = self
            .inner
            .store
            .write(move |tx| Box::pin(async move { welcome(tx, &inner, &provider, &identity, now).await }));
        welcomed.await
    }
}

/// Whom the provider's word makes somebody: the account that is bound to this name of theirs, or, the first time, the one that
/// was invited with this provider and has the address that it vouches for.
async fn welcome(
    tx: &mut Tx,
    inner: &Inner,
    provider: &ProviderOf,
    identity: &Identity,
    now: DateTime<Utc>,
) -> Result<Result<SignedIn, Unwelcome>, AppError> {
    let known = match accounts::of_provider(tx, provider, &identity.subject).await? {
        Some(account) => Some(account.id),
        None => invited_address(tx, identity).await?,
    };
    let Some(id) = known else { return Ok(Err((AccessFault::ProviderUnknown, None))) };
    // A suspension, a new role or another first sign-in may be under way: what was read above may be old.
    tx.own_account(id).await?;
    let Some(account) = accounts::find(tx, id).await? else {
        return Ok(Err((AccessFault::ProviderUnknown, None)));
    };
    let linked = accounts::of_provider(tx, provider, &identity.subject).await?;
    let linked = linked.is_some_and(|linked| linked.id == id);
    if let Some(fault) = refused(tx, &account, provider, linked, now).await? {
        return Ok(Err((fault, Some(id))));
    }
    if !linked {
        link(tx, inner, (provider, &identity.subject), &account, now).await?;
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
    provider: &ProviderOf,
    linked: bool,
    now: DateTime<Utc>,
) -> Result<Option<AccessFault>, AppError> {
    // Another provider may know the same address, and may not open this account by it.
    if account.provider_of().as_ref() != Some(provider) {
        return Ok(Some(AccessFault::ProviderUnknown));
    }
    // Somebody else has the address there now: it was given on, and the account with it was not.
    if !linked && accounts::linked(tx, account.id).await?.contains(provider) {
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
    (provider, subject): (&ProviderOf, &str),
    account: &AccountRow,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    accounts::link_provider(tx, provider, subject, account.id, now).await?;
    let by = format!("{}:{}", account.role, account.id);
    let act = Act {
        actor: &by,
        act: "account.link",
        subject: account.id,
        campaign: None,
        reason: "",
        detail: format!("{} {}", provider.id, provider.issuer),
    };
    record(tx, inner.ids.id(), now, act);
    Ok(())
}
