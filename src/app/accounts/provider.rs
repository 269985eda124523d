//! Signing in through an organisation's own provider (OpenID Connect). The protocol is spoken where HTTP is; here it is decided
//! whom the provider's word makes somebody. It never makes an account: whoever is not invited is nobody.

use super::session::begin;
use super::{AccessFault, SignedIn, lang, role};
use crate::once::{Act, record};
use crate::{App, AppError};
use childalert_store::{accounts, links};

/// What a provider says of somebody, checked.
#[derive(Clone)]
pub struct ProviderIdentity {
    /// The provider.
    pub issuer: String,
    /// Its own, lasting name for the person.
    pub subject: String,
    /// Their address, where the provider vouches for it.
    pub verified_email: Option<String>,
}

impl App {
    /// Signs in whom the provider knows: by the account that was linked before, or, the first time, by an address that both know
    /// and the provider vouches for.
    pub async fn sign_in_with_provider(&self, identity: ProviderIdentity) -> Result<SignedIn, AppError> {
        let (inner, now) = (self.inner.clone(), self.inner.clock.now());
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let ProviderIdentity { issuer, subject, verified_email } = &identity;
                    let account = match accounts::of_provider(tx, issuer, subject).await? {
                        Some(account) => account,
                        None => {
                            let email = verified_email.as_ref().ok_or(AccessFault::ProviderUnknown)?;
                            let account = accounts::find_by_email(tx, &super::invite::address(email))
                                .await?
                                .filter(|account| ["invited", "active"].contains(&account.state.as_str()))
                                .ok_or(AccessFault::ProviderUnknown)?;
                            accounts::link_provider(tx, issuer, subject, account.id, now).await?;
                            let by = format!("{}:{}", account.role, account.id);
                            let act = Act {
                                actor: &by,
                                act: "account.link",
                                subject: account.id,
                                campaign: None,
                                reason: "",
                                detail: issuer.clone(),
                            };
                            record(tx, inner.ids.id(), now, act);
                            account
                        }
                    };
                    match account.state.as_str() {
                        "active" => {}
                        "invited" => {
                            accounts::set(tx, account.id, &account.role, "active", now).await?;
                            links::revoke_of(tx, account.id, now).await?;
                        }
                        _ => return Err(AccessFault::AccountClosed.into()),
                    }
                    let cookie = begin(tx, &inner, &account, "provider", now).await?;
                    Ok(SignedIn { cookie, role: role(&account)?, lang: lang(&account) })
                })
            })
            .await
    }
}
