//! What is going on in the house: what is out and how its copies stand, what waits for whom, what is being prepared.

use super::desk::newer_version;
use crate::copies::ledger_of;
use crate::{App, AppError, Inner};
use childalert_domain::{Area, CampaignDraft, CampaignState, Kind};
use childalert_store::campaigns::{self, CampaignRow};
use childalert_store::{Tx, cases, proofs};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// Drafts and closed campaigns that are looked through.
const MOST: i64 = 100;
/// Shown however old they are.
const GOING_ON: [CampaignState; 4] =
    [CampaignState::Live, CampaignState::Ended, CampaignState::Approved, CampaignState::Proposed];
/// How long a closed one stays in sight.
const CLOSED_FOR: TimeDelta = TimeDelta::days(7);

/// A campaign on the board. It has the name that the public reads, and only while the public reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardEntry {
    /// Its id.
    pub campaign: Uuid,
    /// The case's number.
    pub reference: String,
    /// The name as the public sees it, while it is live; empty otherwise.
    pub name: String,
    /// What kind.
    pub kind: Kind,
    /// Where.
    pub area: Area,
    /// How it stands; a draft until its proof is there to be decided on.
    pub state: CampaignState,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Until when it may be out, while it is live.
    pub until: Option<DateTime<Utc>>,
    /// Copies in all.
    pub copies: i64,
    /// Of these, live ones.
    pub live: i64,
    /// Of these, those that are owed back.
    pub owed: i64,
    /// Of these, those that need a person.
    pub needs_person: i64,
    /// A newer version of what is out waits: for a decision (`false`), or to be put in its place (`true`).
    pub newer_decided: Option<bool>,
}

/// The board, each list in the order in which it wants looking at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// Out now, the one that ends first first.
    pub live: Vec<BoardEntry>,
    /// Ended, and not everything is back: the oldest first.
    pub ending: Vec<BoardEntry>,
    /// Decided on, and to be launched: the oldest first.
    pub approved: Vec<BoardEntry>,
    /// Waiting for a magistrate, the oldest first.
    pub waiting: Vec<BoardEntry>,
    /// Being prepared, sent back or opposed: the newest first.
    pub preparing: Vec<BoardEntry>,
    /// Closed in the last week, the newest first.
    pub closed: Vec<BoardEntry>,
}

impl App {
    /// What is going on.
    pub async fn board(&self) -> Result<Board, AppError> {
        let (inner, now) = (self.inner.clone(), self.inner.clock.now());
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let mut board = Board::default();
                    // Whatever is out or waits, however old; of the others, the newest.
                    let mut rows = Vec::new();
                    for state in GOING_ON {
                        rows.extend(campaigns::in_state(tx, state).await?);
                    }
                    let rest = campaigns::list(tx, MOST, 0).await?;
                    rows.extend(rest.into_iter().filter(|row| !GOING_ON.contains(&row.state.0)));
                    for row in rows {
                        let long_closed = row.closed_at.is_some_and(|at| at + CLOSED_FOR < now);
                        if long_closed || unlaunched(&row, now) {
                            continue;
                        }
                        let entry = match entry(tx, &inner, &row).await {
                            Ok(entry) => entry,
                            // One that cannot be read must not hide the others.
                            Err(AppError::Stored(error)) => {
                                tracing::error!(campaign = %row.id, line = error.line(), "a campaign's draft is unreadable");
                                continue;
                            }
                            Err(error) => return Err(error),
                        };
                        let list = match entry.state {
                            CampaignState::Live => &mut board.live,
                            CampaignState::Ended => &mut board.ending,
                            CampaignState::Approved => &mut board.approved,
                            CampaignState::Proposed => &mut board.waiting,
                            CampaignState::Draft | CampaignState::Opposed => &mut board.preparing,
                            CampaignState::Closed => &mut board.closed,
                        };
                        list.push(entry);
                    }
                    board.live.sort_by_key(|entry| entry.until);
                    for list in [&mut board.ending, &mut board.approved, &mut board.waiting] {
                        list.sort_by_key(|entry| entry.since);
                    }
                    for list in [&mut board.preparing, &mut board.closed] {
                        list.sort_by_key(|entry| std::cmp::Reverse(entry.since));
                    }
                    Ok(board)
                })
            })
            .await
    }
}

/// A draft that nobody has touched for a month is no longer going on.
fn unlaunched(row: &CampaignRow, now: DateTime<Utc>) -> bool {
    let preparing = matches!(row.state.0, CampaignState::Draft | CampaignState::Opposed);
    preparing && row.updated_at + TimeDelta::days(31) < now
}

async fn entry(tx: &mut Tx, inner: &Inner, row: &CampaignRow) -> Result<BoardEntry, AppError> {
    let mut draft: CampaignDraft = serde_json::from_str(&row.body)?;
    // What is out, and not what it may become: the draft goes on beside it.
    if row.state.0 == CampaignState::Live
        && let Some(live) = row.live_proof
    {
        let proof = inner.proof_in(tx, live).await?;
        let content = proof.content();
        draft.area = content.area.clone();
        draft.shown_name = content.notices.first().map(|notice| notice.name.clone()).unwrap_or_default();
    }
    // While its proof is being made, or where it could not be, no magistrate can decide on it.
    let proven = match row.state.0 {
        CampaignState::Proposed => proofs::newest(tx, row.id).await?.and_then(|proof| proof.frozen_at),
        _ => None,
    };
    let state = match (row.state.0, proven) {
        (CampaignState::Proposed, None) => CampaignState::Draft,
        (state, _) => state,
    };
    let case = cases::find(tx, row.case_id).await?.ok_or(AppError::NotFound("case"))?;
    let since = match state {
        CampaignState::Live => row.launched_at,
        CampaignState::Ended => row.ended_at,
        CampaignState::Closed => row.closed_at,
        CampaignState::Proposed => proven,
        CampaignState::Draft | CampaignState::Approved | CampaignState::Opposed => None,
    };
    let counts = match row.launched_at {
        Some(_) => Some(ledger_of(tx, row).await?),
        None => None,
    };
    let count = |of: fn(&crate::LedgerView) -> i64| counts.as_ref().map(of).unwrap_or_default();
    Ok(BoardEntry {
        campaign: row.id,
        reference: case.reference,
        name: if state == CampaignState::Live { draft.shown_name } else { String::new() },
        kind: draft.kind,
        area: draft.area,
        state,
        since: since.unwrap_or(row.updated_at),
        until: row.until.filter(|_| state == CampaignState::Live),
        copies: count(|ledger| ledger.copies),
        live: count(|ledger| ledger.live),
        owed: count(|ledger| ledger.owed),
        needs_person: count(|ledger| ledger.needs_person),
        newer_decided: newer_version(tx, row).await?.map(|(_, decided)| decided),
    })
}
