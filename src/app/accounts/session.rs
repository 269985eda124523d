//! Sessions: a cookie of 256 random bits, of which only a hash is kept; an end that use does not move, and an end that it
//! does. Both are checked here, never in the browser.

use super::view::{passkey_view, session_view};
use super::{AccountView, PasskeyView, SessionView, Token, hash, lang, role};
use crate::once::{Act, record};
use crate::{Actor, App, AppError, Inner, Request};
use childalert_domain::Lang;
use childalert_store::accounts::{self, AccountRow, SessionRow};
use childalert_store::{StoreError, Tx};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// A session ends after a shift, however much it is used.
const LONGEST: TimeDelta = TimeDelta::hours(12);
/// And when nobody has used it for so long.
const IDLE: TimeDelta = TimeDelta::minutes(45);
/// Uses are noted to the minute, so that reading does not write each time.
const NOTED: TimeDelta = TimeDelta::minutes(1);

/// How a session begins by a provider's word.
pub(super) const PROVIDER: &str = "provider";

/// A session's cookie, and how long the browser may keep it.
pub struct Cookie {
    /// The secret.
    pub token: Token,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// Somebody who is signed in.
#[derive(Clone)]
pub struct Visitor {
    /// Who.
    pub actor: Actor,
    /// Their language.
    pub lang: Lang,
    /// Their name.
    pub name: String,
    /// The session.
    pub session: Uuid,
}

/// Begins a session: always a new one, so that a cookie that somebody planted before means nothing.
pub(super) async fn begin(
    tx: &mut Tx,
    inner: &Inner,
    account: &AccountRow,
    how: &str,
    now: DateTime<Utc>,
) -> Result<Cookie, AppError> {
    let token = Token::new(inner);
    let row = SessionRow {
        id: inner.ids.id(),
        account_id: account.id,
        hash: token.hash(),
        how: how.to_owned(),
        created_at: now,
        seen_at: now,
        until: now + LONGEST,
        ended_at: None,
        // A link makes a passkey, which has answered by that; a provider's word is none.
        proven_at: (how != PROVIDER).then_some(now),
        vouched_at: None,
    };
    accounts::insert_session(tx, &row).await?;
    let by = format!("{}:{}", account.role, account.id);
    let act = Act {
        actor: &by,
        act: "session.begin",
        subject: account.id,
        campaign: None,
        reason: "",
        detail: how.to_owned(),
    };
    record(tx, inner.ids.id(), now, act);
    Ok(Cookie { token, until: row.until })
}

impl App {
    /// Who sends this cookie. That they did is noted: the session lasts while somebody uses it.
    pub async fn visitor(&self, cookie: &Token) -> Result<Visitor, AppError> {
        let (visitor, seen_at) = self.found(cookie).await?;
        let now = self.inner.clock.now();
        if seen_at + NOTED <= now {
            let id = visitor.session;
            let seen = self
                .inner
                .store
                .write(move |tx| Box::pin(async move { accounts::see_session(tx, id, now).await }));
            seen.await?;
        }
        Ok(visitor)
    }

    /// Who sends this cookie, where a program of ours sends it and nobody may be there: the session goes towards its end all the same.
    pub async fn visitor_unnoted(&self, cookie: &Token) -> Result<Visitor, AppError> {
        Ok(self.found(cookie).await?.0)
    }

    /// Who it is, and when the session was last used.
    async fn found(&self, cookie: &Token) -> Result<(Visitor, DateTime<Utc>), AppError> {
        let now = self.inner.clock.now();
        let hash = hash(cookie.text());
        let found = self.inner.store.read(move |tx| {
            Box::pin(async move {
                let Some(session) = accounts::session(tx, &hash).await? else { return Ok(None) };
                let account = accounts::find(tx, session.account_id).await?;
                Ok::<_, StoreError>(account.map(|account| (session, account)))
            })
        });
        let (session, account) = found.await?.ok_or(AppError::Unauthorised)?;
        let over = session.ended_at.is_some() || session.until <= now || session.seen_at + IDLE <= now;
        if over || account.state != "active" {
            return Err(AppError::Unauthorised);
        }
        let actor = Actor { id: account.id, role: role(&account)?, scopes: None, person: true };
        let visitor = Visitor { actor, lang: lang(&account), name: account.name, session: session.id };
        Ok((visitor, session.seen_at))
    }

    /// Signs out of this session.
    pub async fn sign_out(&self, visitor: &Visitor) -> Result<(), AppError> {
        let (now, entry, session) = (self.inner.clock.now(), self.inner.ids.id(), visitor.session);
        let (by, subject) = (visitor.actor.to_string(), visitor.actor.id);
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    if accounts::end_session(tx, session, now).await? {
                        let (act, detail) = ("session.end", String::new());
                        record(
                            tx,
                            entry,
                            now,
                            Act { actor: &by, act, subject, campaign: None, reason: "", detail },
                        );
                    }
                    Ok::<_, AppError>(())
                })
            })
            .await
    }

    /// Signs out everywhere, by a form: this session too.
    pub async fn sign_out_of_all(&self, visitor: &Visitor) -> Result<(), AppError> {
        let (now, entry) = (self.inner.clock.now(), self.inner.ids.id());
        let (by, subject) = (visitor.actor.to_string(), visitor.actor.id);
        let ended = self.inner.store.write(move |tx| Box::pin(end_all(tx, entry, by, subject, now)));
        ended.await.map(|_| ())
    }

    /// Signs out everywhere: this session too. How many there were.
    pub async fn sign_out_everywhere(&self, request: &Request) -> Result<u64, AppError> {
        let entry = self.inner.ids.id();
        let (by, subject) = (request.actor.to_string(), request.actor.id);
        self.once(request, move |tx, now| Box::pin(end_all(tx, entry, by, subject, now))).await
    }

    /// The caller's own account, sessions and passkeys.
    pub async fn own_account(
        &self,
        account: Uuid,
    ) -> Result<(AccountView, Vec<SessionView>, Vec<PasskeyView>), AppError> {
        let now = self.inner.clock.now();
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let row = accounts::find(tx, account).await?.ok_or(AppError::NotFound("account"))?;
                    let sessions = accounts::sessions(tx, account, now).await?;
                    let passkeys = accounts::passkeys(tx, account).await?;
                    Ok((
                        super::view::account_view(row)?,
                        sessions.into_iter().map(session_view).collect(),
                        passkeys.into_iter().map(passkey_view).collect(),
                    ))
                })
            })
            .await
    }
}

async fn end_all(
    tx: &mut Tx,
    entry: Uuid,
    by: String,
    subject: Uuid,
    now: DateTime<Utc>,
) -> Result<u64, AppError> {
    let ended = accounts::end_sessions(tx, subject, now).await?;
    let (act, detail) = ("session.end_all", ended.to_string());
    record(tx, entry, now, Act { actor: &by, act, subject, campaign: None, reason: "", detail });
    Ok(ended)
}
