//! What a provider's word gives somebody who is signed in: the proof before a first passkey, where no passkey can give it. The word
//! that signed them in is not enough. A provider lets in again, without a question, whoever it has let in before, and so whoever sits
//! at a browser that was left open; a passkey made there would outlast the session by years. So they sign in there anew.

use super::proof::{good, still_open};
use super::provider::provider_of;
use super::{AccessFault, Visitor};
use crate::once::{Act, record};
use crate::{App, AppError};
use childalert_provider::Identity;
use childalert_store::accounts::{self, ProviderOf};

impl App {
    /// The provider that vouches for a visitor who has no passkey, by its id and what people call it. None: a passkey of theirs is
    /// asked.
    pub async fn provider_that_vouches(
        &self,
        visitor: &Visitor,
    ) -> Result<Option<(String, String)>, AppError> {
        let (inner, visitor) = (self.inner.clone(), visitor.clone());
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let (_, account) = still_open(tx, &visitor).await?;
                    if !good(tx, account.id).await?.is_empty() {
                        return Ok(None);
                    }
                    let provider = provider_of(&inner, &account).ok_or(AccessFault::RecoveryNeeded)?;
                    Ok(Some((provider.id().to_owned(), provider.name().to_owned())))
                })
            })
            .await
    }

    /// Notes in a visitor's session that they have signed in anew there. Somebody else's word, in the same browser, is refused.
    pub(super) async fn vouch(
        &self,
        visitor: Visitor,
        provider: ProviderOf,
        identity: Identity,
    ) -> Result<(), AppError> {
        let (inner, now) = (self.inner.clone(), self.inner.clock.now());
        let at = identity.signed_in_at.ok_or(AccessFault::ProviderNotAnew)?;
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let (own, by) = (visitor.actor.id, visitor.actor.to_string());
                    tx.own_account(own).await?;
                    let (session, account) = still_open(tx, &visitor).await?;
                    let linked = accounts::of_provider(tx, &provider, &identity.subject).await?;
                    if account.provider_of().as_ref() != Some(&provider)
                        || linked.is_none_or(|linked| linked.id != own)
                    {
                        return Err(AccessFault::ProviderOther.into());
                    }
                    accounts::vouch_session(tx, session.id, at).await?;
                    let act = Act {
                        actor: &by,
                        act: "session.prove",
                        subject: own,
                        campaign: None,
                        reason: "",
                        detail: "provider".to_owned(),
                    };
                    record(tx, inner.ids.id(), now, act);
                    Ok(())
                })
            })
            .await
    }
}
