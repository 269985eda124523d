//! The ledger as people read it: what became of every copy, what is still owed and whose it is, and what changed last.

use crate::views::{
    ChannelLedgerView, Copies, CopyView, Holder, HolderView, InsightsView, LedgerView, OpenCopyView, TookView,
};
use crate::{App, AppError};
use childalert_domain::PlacementState;
use childalert_store::campaigns::CampaignRow;
use childalert_store::copies::{self, CopyRow, Gone, Tally};
use childalert_store::{StoreError, Tx, accounts, campaigns, insights};
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use uuid::Uuid;

/// Where somebody who watches has come to: the time of a change, and the copy that it was of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// When the copy changed.
    pub at: DateTime<Utc>,
    /// Which copy.
    pub copy: Uuid,
}

/// Who stands between a campaign and its closing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Owing {
    /// Copies that are owed.
    pub owed: i64,
    /// Of these, those that need a person, and that nobody has taken.
    pub waiting: i64,
    /// Who has taken others.
    pub people: Vec<String>,
    /// How many those are.
    pub taken: i64,
}

impl App {
    /// The ledger of a campaign, with a page of what is open.
    pub async fn ledger(&self, campaign: Uuid, limit: i64, offset: i64) -> Result<LedgerView, AppError> {
        self.inner
            .store
            .read(move |tx| Box::pin(async move { ledger(tx, campaign, limit, offset).await }))
            .await
    }

    /// Copies that changed after a mark, in the order of their changes, each with its own mark.
    ///
    /// A change is dated before it is committed, by the clock of the node that made it: one that was dated earlier may be seen
    /// later. Whoever reads on from a mark looks a while behind it.
    pub async fn copies_changed(
        &self,
        campaign: Uuid,
        after: Mark,
        limit: i64,
    ) -> Result<Vec<(Mark, CopyView)>, AppError> {
        let rows: Vec<CopyRow> = self
            .inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    Ok::<_, AppError>(copies::changed(tx, campaign, (after.at, after.copy), limit).await?)
                })
            })
            .await?;
        let marked = |row: CopyRow| (Mark { at: row.updated_at, copy: row.id }, copy_view(row));
        Ok(rows.into_iter().map(marked).collect())
    }
}

/// How a campaign's copies stand, without those that are open one by one.
pub(crate) async fn ledger_of(tx: &mut Tx, row: &CampaignRow) -> Result<LedgerView, AppError> {
    let over = row.state.0.retracted();
    let mut view = LedgerView {
        state: row.state.0,
        epoch: row.epoch,
        launched_at: row.launched_at,
        retracted_at: row.ended_at,
        last_gone_at: None,
        closed_at: row.closed_at,
        copies: 0,
        live: 0,
        withdrawn: 0,
        corrected: 0,
        suppressed: 0,
        answered: 0,
        owed: 0,
        needs_person: 0,
        channels: Vec::new(),
        open_copies: 0,
        open: Vec::new(),
    };
    for tally in copies::tally(tx, row.id).await? {
        view.count(tally, over);
    }
    Ok(view)
}

/// The ledger of a campaign, with a page of what is open.
pub(crate) async fn ledger(
    tx: &mut Tx,
    campaign: Uuid,
    limit: i64,
    offset: i64,
) -> Result<LedgerView, AppError> {
    let row = campaigns::find(tx, campaign).await?.ok_or(AppError::NotFound("campaign"))?;
    let over = row.state.0.retracted();
    let mut view = ledger_of(tx, &row).await?;
    let received = insights::of_campaign(tx, campaign).await?;
    for channel in &mut view.channels {
        channel.insights = InsightsView::sum(received.iter().filter(|row| row.channel == channel.channel));
    }
    if let Some(ended) = row.ended_at {
        for gone in copies::back(tx, campaign, ended).await? {
            view.last_gone_at = view.last_gone_at.max(Some(gone.last_at));
            let channel = view.channels.iter_mut().find(|channel| channel.channel == gone.channel);
            if let Some(channel) = channel {
                channel.took = Some(took(&gone, ended));
            }
        }
    }
    let open = copies::open(tx, campaign, over, limit, offset).await?;
    let names = names(tx, open.iter().filter_map(|copy| copy.taken_by.clone())).await?;
    view.open = open.into_iter().map(|copy| open_view(copy, &row, &names)).collect();
    Ok(view)
}

impl LedgerView {
    fn count(&mut self, tally: Tally, over: bool) {
        let Tally { channel, state, copies, overtaken, .. } = tally;
        let state = state.0;
        self.copies += copies;
        match state {
            PlacementState::Live => self.live += copies,
            PlacementState::Withdrawn => self.withdrawn += copies,
            PlacementState::Corrected => self.corrected += copies,
            PlacementState::Suppressed => self.suppressed += copies,
            PlacementState::Closed => self.answered += copies,
            PlacementState::Planned
            | PlacementState::Placing
            | PlacementState::Unknown
            | PlacementState::Rejected
            | PlacementState::Withdrawing
            | PlacementState::Escalated => {}
        }
        let owed = match state.owed() {
            true if over => copies,
            true => overtaken,
            false => 0,
        };
        let persons = matches!(state, PlacementState::Escalated | PlacementState::Rejected);
        self.owed += owed;
        self.needs_person += if persons { copies } else { 0 };
        self.open_copies += if persons { copies } else { owed };
        let counted = Copies { state: state.name().to_owned(), copies };
        match self.channels.last_mut().filter(|last| last.channel == channel) {
            Some(last) => {
                last.copies += copies;
                last.owed += owed;
                last.states.push(counted);
            }
            None => {
                let states = vec![counted];
                self.channels.push(ChannelLedgerView {
                    channel,
                    copies,
                    owed,
                    states,
                    took: None,
                    insights: None,
                });
            }
        }
    }
}

/// What stands between a campaign and its closing.
pub(crate) async fn owing(tx: &mut Tx, row: &CampaignRow) -> Result<Owing, AppError> {
    let mut owing = Owing::default();
    for tally in copies::tally(tx, row.id).await? {
        owing.owed += if tally.state.0.owed() { tally.copies } else { 0 };
    }
    for held in copies::held(tx, row.id).await? {
        match held.taken_by {
            None => owing.waiting += held.copies,
            Some(by) => {
                owing.taken += held.copies;
                owing.people.push(by);
            }
        }
    }
    let names = names(tx, owing.people.iter().cloned()).await?;
    for person in &mut owing.people {
        *person = named(person, &names);
    }
    Ok(owing)
}

/// What people are called who are written down as a role and an account.
pub(crate) async fn names(
    tx: &mut Tx,
    people: impl Iterator<Item = String>,
) -> Result<HashMap<String, String>, StoreError> {
    let mut names = HashMap::new();
    for person in people {
        let account = person.split_once(':').and_then(|(_, id)| id.parse().ok());
        if let (Some(account), false) = (account, names.contains_key(&person))
            && let Some(account) = accounts::find(tx, account).await?
        {
            names.insert(person, account.name);
        }
    }
    Ok(names)
}

fn named(person: &str, names: &HashMap<String, String>) -> String {
    names.get(person).cloned().unwrap_or_else(|| person.to_owned())
}

fn open_view(copy: CopyRow, campaign: &CampaignRow, names: &HashMap<String, String>) -> OpenCopyView {
    let persons = matches!(copy.state.0, PlacementState::Escalated | PlacementState::Rejected);
    // What was on its way when the campaign ended is owed from then on.
    let ended = campaign.ended_at.filter(|_| campaign.state.0.retracted());
    let owed_since = [ended, copy.over_at].into_iter().flatten().min();
    let holder = match persons {
        true => HolderView {
            by: Holder::Person,
            name: copy.taken_by.as_deref().map(|person| named(person, names)),
            since: copy.taken_at.unwrap_or(copy.since),
        },
        false => HolderView {
            by: Holder::Service,
            name: None,
            since: owed_since.map_or(copy.since, |owed| owed.max(copy.since)),
        },
    };
    OpenCopyView { withdrawable_until: copy.withdrawable_until, copy: copy_view(copy), holder }
}

fn copy_view(row: CopyRow) -> CopyView {
    CopyView {
        id: row.id,
        channel: row.channel,
        lang: row.lang,
        batch: row.batch,
        state: row.state.0,
        since: row.since,
        attempts: row.attempts,
        reason: row.reason,
        message: String::new(),
        mend: String::new(),
        url: row.url,
    }
}

fn took(gone: &Gone, ended: DateTime<Utc>) -> TookView {
    let after = |at: DateTime<Utc>| (at - ended).num_milliseconds().max(0);
    TookView {
        copies: gone.copies,
        p50_ms: after(gone.half_at),
        p95_ms: after(gone.most_at),
        max_ms: after(gone.last_at),
        last_at: gone.last_at,
    }
}
