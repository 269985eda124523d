//! Changing what an account may do, and the second person's word.

use super::invite::TO_CONFIRM;
use super::link::{Purpose, Token, make_link};
use super::view::{account_use, account_view, confirmation_view};
use super::{AccessFault, AccountUse, AccountView, ConfirmationView, Invited, RoleOrder, role};
use crate::once::{Act, record};
use crate::{App, AppError, Request, Role};
use childalert_domain::{Refusal, Rule};
use childalert_store::accounts::{self, AccountRow};
use childalert_store::links::{self, ConfirmationRow};
use childalert_store::{StoreError, Tx};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use uuid::Uuid;

impl App {
    /// Accounts, oldest first.
    pub async fn accounts(&self, limit: i64, offset: i64) -> Result<Vec<AccountView>, AppError> {
        let read =
            self.inner.store.read(move |tx| Box::pin(async move { accounts::list(tx, limit, offset).await }));
        let rows: Result<_, StoreError> = read.await;
        rows?.into_iter().map(account_view).collect()
    }

    /// The same, with how each is used.
    pub async fn accounts_and_their_use(&self, limit: i64, offset: i64) -> Result<Vec<AccountUse>, AppError> {
        let read = self
            .inner
            .store
            .read(move |tx| Box::pin(async move { accounts::list_used(tx, limit, offset).await }));
        let rows: Result<_, StoreError> = read.await;
        rows?.into_iter().map(account_use).collect()
    }

    /// One account.
    pub async fn account(&self, id: Uuid) -> Result<AccountView, AppError> {
        let read = self.inner.store.read(move |tx| Box::pin(async move { accounts::find(tx, id).await }));
        let row: Result<_, StoreError> = read.await;
        account_view(row?.ok_or(AppError::NotFound("account"))?)
    }

    /// What waits for a second person.
    pub async fn confirmations(&self) -> Result<Vec<ConfirmationView>, AppError> {
        let now = self.inner.clock.now();
        let read = self
            .inner
            .store
            .read(move |tx| Box::pin(async move { links::open_confirmations(tx, now).await }));
        let rows: Result<_, StoreError> = read.await;
        Ok(rows?.into_iter().map(confirmation_view).collect())
    }

    /// Gives an account another role: at once where it reaches less far, after a second person's word where it reaches further.
    /// Its sessions end either way, for they were given to another role.
    pub async fn change_role(
        &self,
        request: &Request,
        account: Uuid,
        order: RoleOrder,
    ) -> Result<AccountView, AppError> {
        let (entry, waiting) = (self.inner.ids.id(), self.inner.ids.id());
        let own = request.actor.id;
        let by = request.actor.to_string();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                if order.role == Role::Worker {
                    return Err(Refusal::at(Rule::ACCOUNT_ROLE, "role", "").into());
                }
                if account == own {
                    return Err(AccessFault::SamePerson.into());
                }
                let row = found(tx, account).await?;
                let before = role(&row)?;
                let (act, campaign) = ("account.role", None);
                let detail = format!("{} {}", before.name(), order.role.name());
                if order.role.raises(Some(before)) {
                    let row = ConfirmationRow {
                        id: waiting,
                        act: "raise".to_owned(),
                        account_id: account,
                        detail: order.role.name().to_owned(),
                        reason: order.reason,
                        asked_by: by.clone(),
                        asked_at: now,
                        expires_at: now + TO_CONFIRM,
                        settled_by: None,
                        settled_at: None,
                        settled_as: None,
                    };
                    links::ask_confirmation(tx, &row).await?;
                    let act = "account.role.ask";
                    record(
                        tx,
                        entry,
                        now,
                        Act { actor: &by, act, subject: account, campaign, reason: "", detail },
                    );
                } else if order.role != before {
                    accounts::set(tx, account, order.role.name(), &row.state, now).await?;
                    accounts::end_sessions(tx, account, now).await?;
                    record(
                        tx,
                        entry,
                        now,
                        Act { actor: &by, act, subject: account, campaign, reason: "", detail },
                    );
                }
                account_view(found(tx, account).await?)
            })
        })
        .await
    }

    /// Suspends an account: one person is enough. Its sessions end, and its passkeys open nothing.
    pub async fn suspend_account(&self, request: &Request, account: Uuid) -> Result<AccountView, AppError> {
        let entry = self.inner.ids.id();
        let by = request.actor.to_string();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                let row = found(tx, account).await?;
                accounts::set(tx, account, &row.role, "suspended", now).await?;
                accounts::end_sessions(tx, account, now).await?;
                links::revoke_of(tx, account, now).await?;
                let (act, detail) = ("account.suspend", row.state.clone());
                record(
                    tx,
                    entry,
                    now,
                    Act { actor: &by, act, subject: account, campaign: None, reason: "", detail },
                );
                account_view(found(tx, account).await?)
            })
        })
        .await
    }

    /// Asks for a new passkey for somebody who lost theirs, or for a suspended account to be opened again. Takes two.
    pub async fn recover_account(
        &self,
        request: &Request,
        account: Uuid,
        reason: String,
    ) -> Result<ConfirmationView, AppError> {
        let (id, entry) = (self.inner.ids.id(), self.inner.ids.id());
        let own = request.actor.id;
        let by = request.actor.to_string();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                if account == own {
                    return Err(AccessFault::SamePerson.into());
                }
                let row = found(tx, account).await?;
                let row = ConfirmationRow {
                    id,
                    act: "recover".to_owned(),
                    account_id: account,
                    detail: row.role,
                    reason,
                    asked_by: by.clone(),
                    asked_at: now,
                    expires_at: now + TO_CONFIRM,
                    settled_by: None,
                    settled_at: None,
                    settled_as: None,
                };
                links::ask_confirmation(tx, &row).await?;
                let (act, detail) = ("account.recover.ask", id.to_string());
                record(
                    tx,
                    entry,
                    now,
                    Act { actor: &by, act, subject: account, campaign: None, reason: "", detail },
                );
                Ok(confirmation_view(row))
            })
        })
        .await
    }

    /// The second person's yes: neither the one who asked, nor the one whom it is about.
    pub async fn confirm(&self, request: &Request, confirmation: Uuid) -> Result<Invited, AppError> {
        let (entry, link) = (self.inner.ids.id(), self.inner.ids.id());
        let by = request.actor.to_string();
        let who = request.actor.id;
        let token = Token::new(&self.inner);
        let (made, hash) = (Arc::new(AtomicBool::new(false)), token.clone());
        let done = made.clone();
        let account = self
            .once(request, move |tx, now| {
                Box::pin(async move {
                    let asked = open(tx, confirmation, who, now).await?;
                    let account = asked.account_id;
                    let row = found(tx, account).await?;
                    match asked.act.as_str() {
                        "raise" => {
                            accounts::set(tx, account, &asked.detail, &row.state, now).await?;
                            accounts::end_sessions(tx, account, now).await?;
                        }
                        "invite" => {
                            // Suspended since, or invited from the console, perhaps as somebody else: this question is over.
                            if row.state != "waiting" || row.role != asked.detail {
                                return Err(AccessFault::Settled.into());
                            }
                            accounts::set(tx, account, &row.role, "invited", now).await?;
                            make_link(tx, link, Purpose::Invitation, account, &hash, (&by, now)).await?;
                            done.store(true, Ordering::Relaxed);
                        }
                        // Whoever has the lost device must be out before the link is made.
                        "recover" => {
                            accounts::revoke_passkeys(tx, account, "recovered", now).await?;
                            accounts::end_sessions(tx, account, now).await?;
                            accounts::set(tx, account, &row.role, "invited", now).await?;
                            make_link(tx, link, Purpose::Recovery, account, &hash, (&by, now)).await?;
                            done.store(true, Ordering::Relaxed);
                        }
                        _ => return Err(StoreError::Unreadable("confirmations.act").into()),
                    }
                    settle(tx, confirmation, &by, "confirmed", now).await?;
                    let (act, detail) = ("account.confirm", format!("{} {}", asked.act, asked.detail));
                    let (subject, campaign) = (account, None);
                    record(tx, entry, now, Act { actor: &by, act, subject, campaign, reason: "", detail });
                    account_view(found(tx, account).await?)
                })
            })
            .await?;
        let link = made.load(Ordering::Relaxed).then(|| self.invitation_address(&account.lang, &token));
        Ok(Invited { account, link })
    }

    /// The second person's no; the one who asked may say it too.
    pub async fn decline(&self, request: &Request, confirmation: Uuid) -> Result<AccountView, AppError> {
        let entry = self.inner.ids.id();
        let by = request.actor.to_string();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                let asked =
                    links::confirmation(tx, confirmation).await?.ok_or(AppError::NotFound("confirmation"))?;
                settle(tx, confirmation, &by, "declined", now).await?;
                let (act, detail) = ("account.decline", format!("{} {}", asked.act, asked.detail));
                let (subject, campaign) = (asked.account_id, None);
                record(tx, entry, now, Act { actor: &by, act, subject, campaign, reason: "", detail });
                account_view(found(tx, subject).await?)
            })
        })
        .await
    }
}

/// Whether `by`, as it stands in a row, is this account.
pub(crate) fn is(by: &str, account: Uuid) -> bool {
    by.split_once(':').is_some_and(|(_, id)| id == account.to_string())
}

/// An account that is about to be changed: nobody else changes it until this transaction ends.
async fn found(tx: &mut Tx, account: Uuid) -> Result<AccountRow, AppError> {
    tx.own_account(account).await?;
    accounts::find(tx, account).await?.ok_or(AppError::NotFound("account"))
}

async fn open(
    tx: &mut Tx,
    confirmation: Uuid,
    who: Uuid,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<ConfirmationRow, AppError> {
    let asked = links::confirmation(tx, confirmation).await?.ok_or(AppError::NotFound("confirmation"))?;
    if asked.settled_at.is_some() || asked.expires_at <= now {
        return Err(AccessFault::Settled.into());
    }
    // By who they are, not by the role that they have at the moment: a role can be changed in between.
    if is(&asked.asked_by, who) || asked.account_id == who {
        return Err(AccessFault::SamePerson.into());
    }
    Ok(asked)
}

async fn settle(
    tx: &mut Tx,
    confirmation: Uuid,
    by: &str,
    settled_as: &str,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), AppError> {
    // Of two at once, one finds it settled.
    match links::settle(tx, confirmation, by, settled_as, now).await? {
        true => Ok(()),
        false => Err(AccessFault::Settled.into()),
    }
}
