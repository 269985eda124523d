//! Calling people to copies that resist, until one of them takes each in hand. The mail names nobody and brings a link that opens
//! without a sign-in: at that hour the person may have a telephone and nothing else. It can take a copy in hand, have it tried
//! again, and say that it is gone; it cannot publish anything.

use crate::accounts::{AccessFault, Token};
use crate::campaigns::settle_in;
use crate::copies::ledger_of;
use crate::messages::{About, Template, tell};
use crate::noted::Tried;
use crate::once::{Act, record};
use crate::{Action, App, AppError, Inner, Role};
use childalert_domain::{Channel, Lang, PlacementEvent, PlacementState, Refusal, Rule};
use childalert_store::accounts::AccountRow;
use childalert_store::hands::{self, Resisting};
use childalert_store::links::{self, LinkRow};
use childalert_store::{StoreError, Tx, accounts, campaigns, cases, messages, placements};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A copy that was to be made and is not out after this long needs somebody who looks.
const LATE: TimeDelta = TimeDelta::minutes(10);
/// Whoever took a copy in hand is left in peace for so long; then the others are called again.
const TAKEN_FOR: TimeDelta = TimeDelta::minutes(30);
/// How often people are called while something is owed back that nobody has taken.
const CALL_AGAIN: TimeDelta = TimeDelta::minutes(5);
/// How often where nothing is out that should not be.
const CALL_AGAIN_TO_MAKE: TimeDelta = TimeDelta::minutes(30);
/// Something new calls at once, and not more often than this.
const CALL_AT_MOST: TimeDelta = TimeDelta::minutes(1);
/// How long the link of a call opens anything.
const LINK_OPENS: TimeDelta = TimeDelta::hours(24);
/// How long a note may be, in characters.
const LONGEST_NOTE: usize = 2_000;
/// In the trail: done with the link of a call, and not by somebody who was signed in.
const BY_LINK: &str = "by_link";
/// What the link opens.
const PURPOSE: &str = "hand";

/// What the link of a call shows.
pub struct HandSheet {
    /// Whose link it is.
    pub name: String,
    /// The case's number.
    pub reference: String,
    /// The copies.
    pub copies: Vec<HandCopy>,
    /// Copies that are owed back, these included: what the service itself is still taking back waits for nobody, and is not gone.
    pub owed: i64,
}

/// A copy that resists.
pub struct HandCopy {
    /// Its id.
    pub id: Uuid,
    /// Where.
    pub channel: Channel,
    /// In which language.
    pub lang: Lang,
    /// Why, as a code.
    pub reason: Option<String>,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Where it stands outside.
    pub url: Option<String>,
    /// It must go; otherwise it is to be made.
    pub over: bool,
    /// A person can say that it is gone.
    pub closable: bool,
    /// A person can have it tried again.
    pub again: bool,
    /// Nobody has taken it in hand, or too long ago.
    pub free: bool,
    /// Who sees to it, and since when.
    pub taken: Option<(String, DateTime<Utc>)>,
}

/// What somebody with the link does about a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hand {
    /// Takes all that nobody has.
    Take,
    /// Has one tried again.
    Again(Uuid),
    /// Says of one that it is gone, and how they know.
    Gone(Uuid, String),
}

impl App {
    /// Calls people to copies that nobody has taken in hand; how many messages.
    pub async fn call_people(&self) -> Result<usize, AppError> {
        let now = self.inner.clock.now();
        let read = self
            .inner
            .store
            .read(move |tx| Box::pin(async move { hands::resisting(tx, now - LATE, now - TAKEN_FOR).await }));
        let found: Result<_, StoreError> = read.await;
        let mut by_campaign: BTreeMap<Uuid, Vec<Resisting>> = BTreeMap::new();
        for copy in found? {
            by_campaign.entry(copy.campaign_id).or_default().push(copy);
        }
        let mut calls = 0;
        for (campaign, copies) in by_campaign {
            let inner = self.inner.clone();
            let called: Result<usize, AppError> = self
                .inner
                .store
                .write(move |tx| Box::pin(async move { call(tx, &inner, campaign, &copies, now).await }))
                .await;
            // One campaign must not stand in the way of the others.
            match called {
                Ok(called) => calls += called,
                Err(error) => tracing::error!(%campaign, %error, "nobody could be called to its copies"),
            }
        }
        if calls > 0 {
            self.inner.committed();
        }
        Ok(calls)
    }

    /// What the link shows.
    pub async fn hand_sheet(&self, token: &Token) -> Result<HandSheet, AppError> {
        let (token, now) = (token.clone(), self.inner.clock.now());
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let (link, account) = opened(tx, &token, now).await?;
                    let campaign = campaigns::find(tx, link.subject).await?;
                    let campaign = campaign.ok_or(AppError::NotFound("campaign"))?;
                    let reference = cases::find(tx, campaign.case_id).await?.map(|case| case.reference);
                    let mut copies = Vec::new();
                    for copy in hands::of_campaign(tx, campaign.id, now - LATE).await? {
                        copies.push(hand_copy(tx, copy, now).await?);
                    }
                    let owed = ledger_of(tx, &campaign).await?.owed;
                    let reference = reference.unwrap_or_default();
                    Ok(HandSheet { name: account.name, reference, copies, owed })
                })
            })
            .await
    }

    /// Does what somebody with the link asks for.
    pub async fn hand(&self, token: &Token, request: String, hand: Hand) -> Result<(), AppError> {
        let (inner, now) = (self.inner.clone(), self.inner.clock.now());
        let (link, token) = (self.link_behind(token).await?, token.clone());
        let done = self
            .inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    tx.comes_from(request);
                    let (link, account) = opened(tx, &token, now).await?;
                    carry_out(tx, &inner, link.subject, &account, hand, now).await
                })
            })
            .await;
        self.inner.committed();
        // A stranger's guess is nobody's, and whoever has an old link cannot fill the trail with it.
        let Some(link) = link else { return done };
        let campaign = Some(link.subject);
        let tried = Tried { actor: "link", act: "placement.hand", subject: link.id, campaign };
        self.noted_of_link(done, tried).await
    }

    async fn link_behind(&self, token: &Token) -> Result<Option<LinkRow>, AppError> {
        let hash = token.hash();
        let read = self.inner.store.read(move |tx| Box::pin(async move { links::find(tx, &hash).await }));
        let found: Result<_, StoreError> = read.await;
        Ok(found?.filter(|link| link.purpose == PURPOSE))
    }

    /// Says that the caller sees to a copy that resists.
    pub async fn take_placement(
        &self,
        request: &crate::Request,
        id: Uuid,
    ) -> Result<crate::PlacementView, AppError> {
        let (inner, actor) = (self.inner.clone(), request.actor.to_string());
        self.once(request, move |tx, now| {
            Box::pin(async move {
                if !take(tx, &inner, id, (&actor, ""), now).await? {
                    let row = placements::find(tx, id).await?.ok_or(AppError::NotFound("placement"))?;
                    return Err(Refusal::at(Rule::PLACEMENT_STATE, "state", row.state.0.name()).into());
                }
                let row = placements::find(tx, id).await?.ok_or(AppError::NotFound("placement"))?;
                Ok(crate::campaigns::placement_view(row))
            })
        })
        .await
    }
}

/// The link, if it opens something, and who was sent it.
async fn opened(tx: &mut Tx, token: &Token, now: DateTime<Utc>) -> Result<(LinkRow, AccountRow), AppError> {
    let link = links::find(tx, &token.hash()).await?.filter(|link| link.purpose == PURPOSE);
    let link = link.filter(|link| link.revoked_at.is_none()).ok_or(AccessFault::LinkUnknown)?;
    if link.expires_at <= now {
        return Err(AccessFault::LinkExpired.into());
    }
    let account = link.created_by.parse().map_err(|_| StoreError::Unreadable("links.created_by"))?;
    // Whoever has left since, was suspended, or has another role now, has no business here any more.
    let may = |account: &AccountRow| account.state == "active" && settles(account);
    let account = accounts::find(tx, account).await?.filter(may);
    Ok((link, account.ok_or(AccessFault::LinkUnknown)?))
}

fn settles(account: &AccountRow) -> bool {
    account.role.parse().is_ok_and(|role| Action::SettlePlacements.roles().contains(&role))
}

/// Makes the link that a call brings: for one account, to one campaign.
pub(crate) async fn make_link(
    tx: &mut Tx,
    inner: &Inner,
    (account, campaign): (Uuid, Uuid),
    now: DateTime<Utc>,
) -> Result<Token, AppError> {
    let token = Token::new(inner);
    let row = LinkRow {
        id: inner.ids.id(),
        purpose: PURPOSE.to_owned(),
        subject: campaign,
        hash: token.hash(),
        created_by: account.to_string(),
        created_at: now,
        expires_at: now + LINK_OPENS,
        used_at: None,
        revoked_at: None,
    };
    links::insert(tx, &row).await?;
    Ok(token)
}

async fn call(
    tx: &mut Tx,
    inner: &Inner,
    campaign: Uuid,
    copies: &[Resisting],
    now: DateTime<Utc>,
) -> Result<usize, AppError> {
    // Of two nodes that call at once, the later one sees the earlier's message.
    tx.own_request("call", &campaign.to_string()).await?;
    let Some(row) = campaigns::find(tx, campaign).await? else { return Ok(0) };
    let owed_back = copies.iter().any(|copy| copy.is_over);
    let newest = copies.iter().map(since).max();
    let again = if owed_back { CALL_AGAIN } else { CALL_AGAIN_TO_MAKE };
    let reference = cases::find(tx, row.case_id).await?.map(|case| case.reference).unwrap_or_default();
    let mut channels: Vec<&str> = copies.iter().map(|copy| copy.channel.as_str()).collect();
    channels.sort_unstable();
    channels.dedup();
    let facts = [
        ("reference", reference),
        ("count", copies.len().to_string()),
        ("channels", channels.join(" ")),
        ("owed", if owed_back { "yes" } else { "no" }.to_owned()),
    ];
    let about = About { case: Some(row.case_id), campaign: Some(campaign), facts: facts.into() };
    let mut calls = 0;
    let on_duty = on_duty(tx).await?;
    let nobody = on_duty.is_empty();
    for account in on_duty {
        let recipient = format!("account:{}", account.id);
        let last = messages::last(tx, campaign, Template::Resists.name(), &recipient).await?;
        let due = last.is_none_or(|last| {
            let is_new = newest.is_some_and(|newest| newest > last.created_at);
            last.created_at + if is_new { CALL_AT_MOST } else { again } <= now
        });
        if due {
            tell(tx, inner, &recipient, Template::Resists, &about, now).await?;
            calls += 1;
        }
    }
    if nobody
        && copies.iter().all(|copy| copy.taken_by.is_none())
        && newest.is_some_and(|newest| newest > now - CALL_AT_MOST)
    {
        tracing::error!(%campaign, copies = copies.len(), "copies resist, and there is nobody to call: invite an operator");
    }
    Ok(calls)
}

/// Since when it needs somebody. Every attempt moves a copy that is still to be made.
fn since(copy: &Resisting) -> DateTime<Utc> {
    match copy.state.0 {
        PlacementState::Escalated | PlacementState::Rejected => copy.since,
        _ => copy.planned_at + LATE,
    }
}

/// Who is called: operators; where there are none, officers.
async fn on_duty(tx: &mut Tx) -> Result<Vec<AccountRow>, AppError> {
    let mut active = accounts::list(tx, 10_000, 0).await?;
    active.retain(|account| account.state == "active");
    for role in [Role::Operator, Role::Officer] {
        if active.iter().any(|account| account.role == role.name()) {
            active.retain(|account| account.role == role.name());
            return Ok(active);
        }
    }
    Ok(Vec::new())
}

async fn hand_copy(tx: &mut Tx, copy: Resisting, now: DateTime<Utc>) -> Result<HandCopy, AppError> {
    let taken = match (copy.taken_by.clone(), copy.taken_at) {
        (Some(by), Some(at)) => Some((name_of(tx, &by).await?, at)),
        _ => None,
    };
    let (state, since) = (copy.state.0, since(&copy));
    Ok(HandCopy {
        id: copy.id,
        channel: copy.channel.parse().map_err(|_| StoreError::Unreadable("placements.channel"))?,
        lang: copy.lang.parse().map_err(|_| StoreError::Unreadable("placements.lang"))?,
        reason: copy.reason,
        since,
        free: copy.taken_at.is_none_or(|at| at <= now - TAKEN_FOR),
        url: copy.url,
        over: copy.is_over,
        closable: copy.is_over && state == PlacementState::Escalated,
        again: matches!(state, PlacementState::Escalated | PlacementState::Rejected),
        taken,
    })
}

/// The name of an account, by the reference that rows and the trail have of it; the reference where it has none.
async fn name_of(tx: &mut Tx, by: &str) -> Result<String, AppError> {
    let account = match by.rsplit(':').next().and_then(|id| id.parse().ok()) {
        Some(id) => accounts::find(tx, id).await?,
        None => None,
    };
    Ok(account.map_or_else(|| by.to_owned(), |account| account.name))
}

async fn carry_out(
    tx: &mut Tx,
    inner: &Inner,
    campaign: Uuid,
    account: &AccountRow,
    hand: Hand,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let actor = format!("{}:{}", account.role, account.id);
    let of_it = async |tx: &mut Tx, id: Uuid| -> Result<(), AppError> {
        let row = placements::find(tx, id).await?.filter(|row| row.campaign_id == campaign);
        row.map(|_| ()).ok_or(AppError::NotFound("placement"))
    };
    match hand {
        Hand::Take => {
            for copy in hands::of_campaign(tx, campaign, now - LATE).await? {
                // What has moved since needs nobody any more.
                if copy.taken_at.is_none_or(|at| at <= now - TAKEN_FOR) {
                    take(tx, inner, copy.id, (&actor, BY_LINK), now).await?;
                }
            }
        }
        Hand::Again(id) => {
            of_it(tx, id).await?;
            settle_in(tx, inner, (id, PlacementEvent::Retry), None, (&actor, BY_LINK), now).await?;
        }
        Hand::Gone(id, note) => {
            of_it(tx, id).await?;
            if note.trim().is_empty() || note.chars().count() > LONGEST_NOTE {
                return Err(Refusal::at(Rule::HAND_NOTE, "note", "").into());
            }
            let by = (account.name.clone(), note);
            settle_in(tx, inner, (id, PlacementEvent::ClosedByPerson), Some(by), (&actor, BY_LINK), now)
                .await?;
        }
    }
    Ok(())
}

/// Writes down who sees to a copy; whether it is one that somebody may have to see to.
async fn take(
    tx: &mut Tx,
    inner: &Inner,
    id: Uuid,
    (actor, reason): (&str, &'static str),
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let was = placements::find(tx, id).await?.ok_or(AppError::NotFound("placement"))?;
    tx.share_campaign(was.campaign_id).await?;
    if !placements::take(tx, id, actor, now).await? {
        return Ok(false);
    }
    let act = Act {
        actor,
        act: "placement.take",
        subject: id,
        campaign: Some(was.campaign_id),
        reason,
        detail: was.state.0.name().to_owned(),
    };
    record(tx, inner.ids.id(), now, act);
    Ok(true)
}
