//! The closing statement: read from the rows and the trail as they are, so that it says the same each time until a copy turns up.

use super::show::find;
use crate::accounts::CONSOLE;
use crate::copies::owing;
use crate::once::{Act, record};
use crate::{App, AppError, site};
use childalert_domain::{Channel, Digest, ProofContent, Sealed, TrailHead};
use childalert_store::campaigns::{self, CampaignRow, DecisionRow};
use childalert_store::copies::{self, CopyRow, Gone};
use childalert_store::{StoreError, Tx, proofs, trail};
use childalert_trust::{
    Answered, ChannelAccount, ClosingStatement, InstallationKey, Replaced, SignedDecision, StatedDecision,
    Took,
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The act under which it is noted that a statement was taken out, with its digest.
pub const STATEMENT_LOOK: &str = "statement.look";

impl App {
    /// What proves that every copy of a closed campaign is accounted for. Refused while one is owed.
    pub async fn closing_statement(&self, campaign: Uuid) -> Result<ClosingStatement, AppError> {
        let inner = self.inner.clone();
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let url = &inner.settings.public_url;
                    statement(tx, campaign, url, inner.installation.get()).await
                })
            })
            .await
    }

    /// Notes on the command line that a statement was taken out.
    pub async fn statement_taken(&self, campaign: Uuid, digest: Digest) -> Result<(), AppError> {
        let (inner, now) = (self.inner.clone(), self.inner.clock.now());
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let detail = digest.to_string();
                    let look = Act {
                        actor: CONSOLE,
                        act: STATEMENT_LOOK,
                        subject: campaign,
                        campaign: None,
                        reason: "",
                        detail,
                    };
                    record(tx, inner.ids.id(), now, look);
                    Ok(())
                })
            })
            .await
    }
}

async fn statement(
    tx: &mut Tx,
    campaign: Uuid,
    public_url: &str,
    key: Option<&InstallationKey>,
) -> Result<ClosingStatement, AppError> {
    let row = find(tx, campaign).await?;
    let (Some(ended_at), Some(closed_at)) = (row.ended_at, row.closed_at) else {
        return Err(match row.state.0.retracted() {
            true => AppError::NotClosed(owing(tx, &row).await?),
            false => AppError::NotEnded,
        });
    };
    let entries = trail::of_campaign(tx, campaign).await?;
    let closings: Vec<&Sealed> = of_act(&entries, "campaign.close").collect();
    let closing = closings.last().ok_or(AppError::Tampered)?;
    let trail = TrailHead { seq: closing.entry.seq, hash: closing.hash };
    let answered = answered(copies::closed_by_person(tx, campaign).await?, &entries)?;
    let (copies, channels) = channels(tx, campaign, ended_at).await?;
    let decisions = campaigns::decisions(tx, campaign).await?;
    let replaces = match closings.as_slice() {
        [.., before, _] => Some(replaced(tx, campaign, before, closing, &entries).await?),
        _ => None,
    };
    let statement = ClosingStatement {
        format: ClosingStatement::format(),
        campaign,
        code: row.code.clone(),
        kind: kind(tx, &row).await?,
        epoch: row.epoch,
        check_url: site::check_url(public_url, &row.code),
        launched_at: row.launched_at,
        ended_at,
        ended_reason: row.ended_reason.unwrap_or_default(),
        last_copy_at: channels.iter().filter_map(|one| one.took.as_ref().map(|took| took.last_at)).max(),
        closed_at,
        proofs: let_out(&entries),
        decisions: decisions.iter().map(stated).collect::<Result<_, _>>()?,
        copies,
        channels,
        answered,
        trail,
        checkpoint: None,
        replaces,
        signature: None,
    };
    Ok(match key {
        Some(key) => statement.signed(key)?,
        None => statement,
    })
}

fn of_act<'a>(entries: &'a [Sealed], act: &'static str) -> impl Iterator<Item = &'a Sealed> {
    entries.iter().filter(move |sealed| sealed.entry.act == act)
}

/// Of the proof that was out; of the draft where none ever was.
async fn kind(tx: &mut Tx, row: &CampaignRow) -> Result<childalert_domain::Kind, AppError> {
    if let Some(live) = row.live_proof
        && let Some(canonical) = proofs::find(tx, live).await?.and_then(|proof| proof.canonical)
    {
        return Ok(serde_json::from_str::<ProofContent>(&canonical)?.kind);
    }
    Ok(serde_json::from_str::<childalert_domain::CampaignDraft>(&row.body)?.kind)
}

/// The proofs that a launch or an update let out: the trail has their digests, whatever became of the rows.
fn let_out(entries: &[Sealed]) -> Vec<Digest> {
    let out = entries
        .iter()
        .filter(|sealed| ["campaign.launch", "campaign.update"].contains(&sealed.entry.act.as_str()));
    out.filter_map(|sealed| sealed.entry.detail.split(' ').next()?.parse().ok()).collect()
}

fn stated(row: &DecisionRow) -> Result<StatedDecision, AppError> {
    let decision: childalert_domain::Decision = serde_json::from_str(&row.body)?;
    let statement = match row.signed.as_str() {
        "" => None,
        signed => Some(serde_json::from_str::<SignedDecision>(signed)?.statement.digest()?),
    };
    let by = row.decided_by.clone();
    Ok(StatedDecision { act: decision.act, at: decision.at, proof: decision.digest, statement, by })
}

async fn channels(
    tx: &mut Tx,
    campaign: Uuid,
    ended: DateTime<Utc>,
) -> Result<(i64, Vec<ChannelAccount>), AppError> {
    let mut channels: Vec<ChannelAccount> = Vec::new();
    for tally in copies::tally(tx, campaign).await? {
        let channel = named(&tally.channel)?;
        if channels.last().is_none_or(|last| last.channel != channel) {
            channels.push(ChannelAccount::of(channel));
        }
        let counted =
            channels.last_mut().is_some_and(|last| last.add(tally.state.0, tally.copies, tally.made));
        if !counted {
            // A closed campaign owes nothing.
            return Err(AppError::Tampered);
        }
    }
    for gone in copies::back(tx, campaign, ended).await? {
        let channel = named(&gone.channel)?;
        if let Some(account) = channels.iter_mut().find(|account| account.channel == channel) {
            account.took = Some(took(&gone, ended));
        }
    }
    Ok((channels.iter().map(|channel| channel.copies).sum(), channels))
}

fn named(channel: &str) -> Result<Channel, AppError> {
    channel.parse().map_err(|_| StoreError::Unreadable("placements.channel").into())
}

fn took(gone: &Gone, ended: DateTime<Utc>) -> Took {
    let after = |at: DateTime<Utc>| (at - ended).num_milliseconds().max(0);
    Took {
        p50_ms: after(gone.half_at),
        p95_ms: after(gone.most_at),
        max_ms: after(gone.last_at),
        last_at: gone.last_at,
    }
}

/// Who answered for each, by the trail: the row has a name and free words, which may name anybody.
fn answered(closed: Vec<CopyRow>, entries: &[Sealed]) -> Result<Vec<Answered>, AppError> {
    let mut answered = Vec::new();
    for copy in closed {
        let closing =
            of_act(entries, "placement.close").filter(|sealed| sealed.entry.subject == copy.id).last();
        answered.push(Answered {
            copy: copy.id,
            channel: named(&copy.channel)?,
            lang: copy.lang,
            at: copy.gone_at.unwrap_or(copy.since),
            by: closing.map_or_else(String::new, |sealed| sealed.entry.actor.clone()),
            reason: copy.reason,
        });
    }
    Ok(answered)
}

/// The closing before this one: when it was, and which statement was taken out of it.
async fn replaced(
    tx: &mut Tx,
    campaign: Uuid,
    before: &Sealed,
    closing: &Sealed,
    entries: &[Sealed],
) -> Result<Replaced, AppError> {
    let between = |sealed: &&Sealed| (before.entry.seq..closing.entry.seq).contains(&sealed.entry.seq);
    let looks = trail::of_subject(tx, campaign, STATEMENT_LOOK).await?;
    let reopened = of_act(entries, "placement.reopen").find(between);
    Ok(Replaced {
        closed_at: before.entry.at,
        trail: TrailHead { seq: before.entry.seq, hash: before.hash },
        statement: looks.iter().filter(between).find_map(|sealed| sealed.entry.detail.parse().ok()),
        reopened_at: reopened.map_or(closing.entry.at, |sealed| sealed.entry.at),
    })
}
