//! The send logs, which workers write where they are, compared with the ledger: two accounts of the same thing, kept by different
//! processes on different disks. They differ where a database was restored from a backup, where a row was changed by hand, and
//! where somebody else used the account.

use crate::{App, AppError};
use childalert_domain::{Channel, PlacementState, Reach};
use childalert_jobs::{Act, Ended, Sending};
use childalert_store::{StoreError, messages, parts, placements};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Rows read at once.
const PAGE: usize = 500;
/// A copy that went live since then may not stand in the lines that were read.
const JUST_NOW: TimeDelta = TimeDelta::minutes(5);

/// Send logs, read line by line.
#[derive(Clone, Debug, Default)]
pub struct SendLogs {
    lines: u64,
    began: Option<DateTime<Utc>>,
    sends: BTreeMap<Uuid, Sends>,
}

#[derive(Clone, Debug)]
struct Sends {
    fence: i64,
    tells: bool,
    placed: bool,
    /// Of a batch of mail: what became of the notice to each recipient, as far as it is written.
    parts: BTreeMap<i32, Option<Ended>>,
}

/// What differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SendsReport {
    /// Lines read.
    pub lines: u64,
    /// Copies and messages that they are about.
    pub copies: u64,
    /// Sent, and the ledger knows of no such copy.
    pub unknown: Vec<Uuid>,
    /// Sent under leave that the ledger has not given yet: it is older than the log.
    pub ahead: Vec<Uuid>,
    /// Live in the ledger since the logs began, and no log has it sent.
    pub unlogged: Vec<Uuid>,
}

impl SendsReport {
    /// Whether both say the same.
    pub fn agrees(&self) -> bool {
        self.unknown.is_empty() && self.ahead.is_empty() && self.unlogged.is_empty()
    }
}

/// Whether a copy there is something sent: our own site the service shows itself, and a drill's copies stand nowhere.
fn needs_sending(channel: Channel) -> bool {
    !matches!(channel.facts().reach, Reach::PublicSite | Reach::Training)
}

impl SendLogs {
    /// One line more; whether it is one of a send log.
    pub fn read(&mut self, line: &str) -> bool {
        let Ok(line) = serde_json::from_str::<Sending>(line) else { return false };
        let Ok(at) = DateTime::parse_from_rfc3339(&line.at) else { return false };
        let at = at.with_timezone(&Utc);
        self.lines += 1;
        self.began = Some(self.began.map_or(at, |began| began.min(at)));
        let tells = line.act == Act::Tell;
        let sends = self.sends.entry(line.placement);
        let sends = sends.or_insert(Sends { fence: 0, tells, placed: false, parts: BTreeMap::new() });
        // What certainly did not leave says nothing of the outside; the line before it said perhaps.
        sends.fence = sends.fence.max(line.fence);
        sends.placed |= line.act == Act::Place && line.ended != Some(Ended::NotSent);
        if let (Act::Place, Some(part)) = (line.act, line.part) {
            sends.parts.insert(part, line.ended);
        }
        true
    }
}

impl App {
    /// Compares all send logs of the workers with the ledger.
    pub async fn compare_sends(&self, logs: &SendLogs) -> Result<SendsReport, AppError> {
        let mut report = SendsReport {
            lines: logs.lines,
            copies: u64::try_from(logs.sends.len()).unwrap_or(u64::MAX),
            ..SendsReport::default()
        };
        let sends: Vec<(Uuid, Sends)> = logs.sends.iter().map(|(id, sends)| (*id, sends.clone())).collect();
        for page in sends.chunks(PAGE) {
            let page = page.to_vec();
            let known = self.inner.store.read(move |tx| {
                Box::pin(async move {
                    let mut known = Vec::new();
                    for (id, sends) in page {
                        let fence = match sends.tells {
                            true => messages::find(tx, id).await?.map(|row| row.fence),
                            false => placements::find(tx, id).await?.map(|row| row.fence),
                        };
                        // Sent, or perhaps, and to be sent again: the ledger is older than the log.
                        let sent = sends
                            .parts
                            .iter()
                            .filter(|(_, ended)| matches!(ended, None | Some(Ended::Done | Ended::Perhaps)));
                        let sent: Vec<i64> = sent.map(|(part, _)| i64::from(*part)).collect();
                        let untold = match sent.is_empty() {
                            true => false,
                            false => {
                                let waiting = parts::unsent(tx, id).await?;
                                sent.iter().any(|part| waiting.contains(part))
                            }
                        };
                        known.push((id, sends, fence, untold));
                    }
                    Ok::<_, StoreError>(known)
                })
            });
            for (id, sends, fence, untold) in known.await? {
                match fence {
                    None => report.unknown.push(id),
                    Some(fence) if fence < sends.fence || untold => report.ahead.push(id),
                    Some(_) => {}
                }
            }
        }
        if let Some(began) = logs.began {
            report.unlogged = self.live_without_send(logs, began).await?;
        }
        Ok(report)
    }

    async fn live_without_send(&self, logs: &SendLogs, began: DateTime<Utc>) -> Result<Vec<Uuid>, AppError> {
        let mut unlogged = Vec::new();
        let mut after = Uuid::nil();
        loop {
            let rows = self.inner.store.read(move |tx| {
                Box::pin(
                    async move { placements::in_state_after(tx, PlacementState::Live, after, PAGE).await },
                )
            });
            let rows = rows.await?;
            let Some(last) = rows.last() else { return Ok(unlogged) };
            after = last.id;
            let outside = rows.iter().filter(|row| row.channel.parse().is_ok_and(needs_sending));
            // What was made while the logs were read stands in their next lines.
            let since = outside.filter(|row| {
                row.planned_at >= began && row.live_at < Some(self.inner.clock.now() - JUST_NOW)
            });
            let missing = since.filter(|row| !logs.sends.get(&row.id).is_some_and(|sends| sends.placed));
            unlogged.extend(missing.map(|row| row.id));
        }
    }
}
