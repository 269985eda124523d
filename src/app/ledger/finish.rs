//! What became of it.

use super::late::keep_outside_id;
use super::{MOST_UNCLEAR, OWED_AT_MOST, channel_of, held, in_parts, looked_at, over_since, situation};
use crate::campaigns::withdrawal;
use crate::ledger::WorkerScope;
use crate::{App, AppError};
use childalert_domain::{Channel, PlacementEvent, PlacementState, Report, ReportKind, next};
use childalert_jobs::{Act, Finished, Outcome, PermitId, Reason, placement_queue, retraction_queue};
use childalert_store::campaigns::CampaignRow;
use childalert_store::outbox::{self, Bell};
use childalert_store::placements::{self, PlacementRow, State};
use childalert_store::{Tx, parts};
use chrono::{DateTime, TimeDelta, Utc};

impl App {
    /// Records a report. Under an older permit it is refused: somebody else answers for the placement now. Where the copy is,
    /// is kept all the same.
    pub(super) async fn finish(
        &self,
        scope: &WorkerScope,
        permit: PermitId,
        outcome: Outcome,
    ) -> Result<Finished, AppError> {
        let inner = self.inner.clone();
        let scope = scope.clone();
        let said = outcome.clone();
        let finished = self
            .inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let (was, campaign) = held(tx, &scope, permit).await?;
                    let now = inner.clock.now();
                    if was.fence != permit.fence {
                        keep_outside_id(tx, &inner, &was, &campaign, (permit, &said), now).await?;
                        return Ok::<_, AppError>(Finished::Late);
                    }
                    match settle_report(tx, &was, &campaign, &said, now).await? {
                        true => Ok(Finished::Recorded),
                        false => Ok(Finished::Late),
                    }
                })
            })
            .await;
        let finished = match finished {
            // Far less often than a copy it is one of the service's own messages.
            Err(AppError::NotFound("placement")) => {
                self.finish_message(permit, &outcome).await?.ok_or(AppError::NotFound("placement"))?
            }
            finished => finished?,
        };
        self.inner.committed();
        Ok(finished)
    }
}

/// Moves the row as the report says and rings for what follows; whether the row could still move.
pub(crate) async fn settle_report(
    tx: &mut Tx,
    was: &PlacementRow,
    campaign: &CampaignRow,
    outcome: &Outcome,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let mut situation = situation(was, campaign);
    let retracted = situation.retracted;
    let channel = channel_of(was)?;
    let absent_since = match outcome {
        Outcome::Absent => Some(was.absent_since.unwrap_or(now)),
        _ => None,
    };
    let quarantine = quarantine(was, channel, retracted);
    situation.absence_held = *outcome == Outcome::Absent && outlasted(was, channel, quarantine);
    let (outcome, unclear) = &counted(tx, was, channel, outcome).await?;
    let report = report(was.state.0, channel, outcome, retracted);
    // An attempt without a clear answer may still take effect: that is never forgotten.
    situation.partly_out |= report == Report::Place(ReportKind::Unknown);
    let Some(mut state) = next(was.state.0, PlacementEvent::Reported(report), situation) else {
        return Ok(false);
    };
    let owed_back = state == PlacementState::Withdrawing && was.state.0 != PlacementState::Withdrawing;
    let pause = match outcome {
        // Asked for the making: the end does not wait for it.
        Outcome::RetryAfter { .. } if owed_back => TimeDelta::zero(),
        Outcome::RetryAfter { ms, .. } => {
            TimeDelta::milliseconds(i64::try_from(*ms).unwrap_or(LONGEST_PAUSE_MS).min(LONGEST_PAUSE_MS))
        }
        _ => TimeDelta::zero(),
    };
    // The outside asks for a longer pause than a child should wait: a person is told now, not after it.
    if state == PlacementState::Withdrawing && pause >= OWED_AT_MOST {
        state = next(state, PlacementEvent::Escalate, situation).unwrap_or(state);
    }
    let mut row = PlacementRow {
        state: State(state),
        partly_out: situation.partly_out,
        unclear: *unclear,
        // The permit is used up: the same report, repeated because its answer was lost, must not count twice.
        fence: was.fence + 1,
        deadline: None,
        not_before: (pause > TimeDelta::zero()).then(|| now + pause),
        absent_since,
        updated_at: now,
        reason: reason(outcome).map(str::to_owned),
        due_at: due_at(state, outcome, was, now, pause.max(asked_by(outcome, quarantine)))
            .map(|due| looked_at(state, due, over_since(was, campaign), now)),
        ..was.clone()
    };
    if let Outcome::Live { outside_id, url } = outcome {
        row.outside_id = Some(outside_id.clone());
        row.url.clone_from(url);
        row.live_at = Some(now);
        let window = channel.facts().withdrawable_s.map(|window| now + TimeDelta::seconds(i64::from(window)));
        row.withdrawable_until = match report {
            // Found, and made some time before.
            Report::Probe(_) => {
                let since_planned = channel.facts().withdrawable_s;
                let since_planned =
                    since_planned.map(|window| was.planned_at + TimeDelta::seconds(i64::from(window)));
                was.withdrawable_until.or(since_planned)
            }
            _ => window,
        };
        if state == PlacementState::Live {
            row.due_at = row.withdrawable_until.map(|until| until - OWNED_BEFORE);
        }
    }
    if !state.owed() {
        row.gone_at = Some(now);
    }
    if !placements::save(tx, was, &row).await? {
        return Ok(false);
    }
    // Of a batch that is over, whoever was reported as not written to is not written to any more: a newer version goes before it, or
    // nothing. The others' batches were seen to by the retraction itself.
    if retracted && in_parts(channel) {
        parts::suppress_of(tx, was.id).await?;
    }
    // Its doorbell rings now, not at the next sweep.
    if owed_back {
        ring_to_take_back(tx, &row, channel, now).await?;
    }
    if row.over_at.is_some() && !state.owed() && !in_parts(channel) {
        ring_for_the_newer(tx, &row, now).await?;
    }
    // Those who have an older one were told by this.
    if in_parts(channel) && row.epoch > 1 && was.state.0 == PlacementState::Placing {
        placements::wake_older(tx, &row, now).await?;
    }
    Ok(true)
}

/// Rings for the copy that waited for this one's end.
pub(crate) async fn ring_for_the_newer(
    tx: &mut Tx,
    older: &PlacementRow,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    for newer in placements::planned_there(tx, older).await? {
        let (id, epoch) = (newer.id, newer.epoch);
        let act = Act::Place.name().to_owned();
        let bell = Bell { id, act, epoch, queue: placement_queue(&newer.channel), rung_at: now };
        outbox::ring(tx, &bell).await?;
    }
    Ok(())
}

/// Rings for a copy that is owed back.
pub(crate) async fn ring_to_take_back(
    tx: &mut Tx,
    row: &PlacementRow,
    channel: Channel,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let bell = Bell {
        id: row.id,
        act: withdrawal(channel).name().to_owned(),
        epoch: row.epoch,
        queue: retraction_queue(channel.name()),
        rung_at: now,
    };
    Ok(outbox::ring(tx, &bell).await?)
}

/// Which act the report is on follows from where the row stands, because a deadline that passes, a retraction and every
/// report raise the fence: a placing row is being made, an unknown one probed, a retracted one taken back.
fn report(state: PlacementState, channel: Channel, outcome: &Outcome, retracted: bool) -> Report {
    let kind = match outcome {
        Outcome::Live { .. } => ReportKind::Live,
        Outcome::Absent => ReportKind::Absent,
        Outcome::Corrected => ReportKind::Corrected,
        Outcome::Rejected { .. } => ReportKind::Rejected,
        Outcome::Unknown { .. } => ReportKind::Unknown,
        Outcome::RetryAfter { .. } => ReportKind::RetryAfter,
    };
    match state {
        PlacementState::Withdrawing | PlacementState::Escalated if retracted => match withdrawal(channel) {
            Act::Correct => Report::Correct(kind),
            _ => Report::Withdraw(kind),
        },
        PlacementState::Unknown => Report::Probe(kind),
        _ => Report::Place(kind),
    }
}

/// Whether the quarantine of "absent" had passed when the newest permit was given. When it is reported does not count: what
/// was read early and told late says nothing of the time between.
fn outlasted(was: &PlacementRow, channel: Channel, quarantine: TimeDelta) -> bool {
    let leave = TimeDelta::seconds(i64::from(channel.facts().leave_s));
    let begun = was.deadline.map(|end| end - leave);
    quarantine.is_zero()
        || was.absent_since.zip(begun).is_some_and(|(since, begun)| since + quarantine <= begun)
}

/// How long before the outside lets nobody but a person take a copy back it becomes somebody's: a night.
const OWNED_BEFORE: TimeDelta = TimeDelta::hours(8);

/// How long "absent" must hold before it is believed. Longest after a retraction, where an attempt had no answer and nobody was
/// ever told the copy's id: what is still on its way can only be waited for.
fn quarantine(was: &PlacementRow, channel: Channel, retracted: bool) -> TimeDelta {
    let facts = channel.facts();
    let may_come = retracted && was.partly_out && was.outside_id.is_none();
    TimeDelta::milliseconds(i64::from(if may_come { facts.late_ms } else { facts.quarantine_ms }))
}

/// How often a copy is looked for at least while "absent" is not believed yet.
const LOOK_AGAIN: TimeDelta = TimeDelta::seconds(30);

/// The pause after which "absent" is to be confirmed.
fn asked_by(outcome: &Outcome, quarantine: TimeDelta) -> TimeDelta {
    if *outcome == Outcome::Absent { quarantine.min(LOOK_AGAIN) } else { TimeDelta::zero() }
}

/// The longest pause that is believed, in milliseconds: an hour.
const LONGEST_PAUSE_MS: i64 = 3_600_000;

/// The report as the ledger's own count has it, and how many attempts had no clear answer by now.
///
/// A batch is counted recipient by recipient. It is corrected only when nobody in it is left who has the copy and was not told,
/// or perhaps not told, of the end: those are for a person. And whatever became of whoever sent it, what it may have reached
/// is known: the rest is sent, unless that has failed too often.
async fn counted(
    tx: &mut Tx,
    was: &PlacementRow,
    channel: Channel,
    outcome: &Outcome,
) -> Result<(Outcome, i64), AppError> {
    let unclear = match (was.state.0, outcome) {
        (PlacementState::Placing, Outcome::Unknown { .. }) => was.unclear + 1,
        (_, Outcome::Live { .. }) => 0,
        _ => was.unclear,
    };
    if !in_parts(channel) {
        return Ok((outcome.clone(), unclear));
    }
    let some = |counts: &[parts::PartCount], states: &[&str]| {
        counts.iter().any(|count| states.contains(&count.state.as_str()))
    };
    let counted = match (was.state.0, outcome) {
        (_, Outcome::Corrected) => {
            let counts = parts::counts(tx, was.id).await?;
            let left = some(&counts, &["uncorrected", "correcting", "sent", "sending"]);
            if left { Outcome::Rejected { reason: Reason::SomeRefused } } else { Outcome::Corrected }
        }
        (PlacementState::Placing, Outcome::Unknown { reason }) => {
            let counts = parts::counts(tx, was.id).await?;
            match some(&counts, &["planned"]) {
                true if unclear >= MOST_UNCLEAR => Outcome::Rejected { reason: *reason },
                true => Outcome::RetryAfter { ms: 0, reason: *reason },
                false if some(&counts, &["sent", "sending"]) => {
                    Outcome::Live { outside_id: format!("mail:{}", was.id), url: None }
                }
                false => Outcome::RetryAfter { ms: 0, reason: *reason },
            }
        }
        _ => outcome.clone(),
    };
    Ok((counted, unclear))
}

/// When the sweep looks at the row next.
fn due_at(
    state: PlacementState,
    outcome: &Outcome,
    was: &PlacementRow,
    now: DateTime<Utc>,
    asked: TimeDelta,
) -> Option<DateTime<Utc>> {
    // One second, doubled with each attempt up to a minute; never before what the outside asked for.
    let exponent = u32::try_from(was.attempts.clamp(0, 6)).unwrap_or_default();
    let backoff = TimeDelta::milliseconds(500 * i64::from(2_u32.pow(exponent)));
    match state {
        PlacementState::Planned | PlacementState::Unknown => {
            Some(now + asked.max(backoff.min(TimeDelta::minutes(1))))
        }
        PlacementState::Withdrawing => match outcome {
            Outcome::Absent | Outcome::RetryAfter { .. } => Some(now + asked),
            _ => Some(now + TimeDelta::seconds(1)),
        },
        // Still tried now and then, so that it resolves by itself when the outside does.
        PlacementState::Escalated => Some(now + asked.max(TimeDelta::minutes(1))),
        _ => None,
    }
}

/// The reason's name in the table and the API.
fn reason(outcome: &Outcome) -> Option<&'static str> {
    let reason = match outcome {
        Outcome::Live { .. } | Outcome::Absent | Outcome::Corrected => return None,
        Outcome::Rejected { reason } | Outcome::Unknown { reason } | Outcome::RetryAfter { reason, .. } => {
            *reason
        }
    };
    Some(reason_name(reason))
}

/// A reason's name.
pub(crate) fn reason_name(reason: Reason) -> &'static str {
    match reason {
        Reason::CredentialsRefused => "credentials_refused",
        Reason::ContentRefused => "content_refused",
        Reason::QuotaReached => "quota_reached",
        Reason::Unreachable => "unreachable",
        Reason::NoAnswer => "no_answer",
        Reason::OutsideFault => "outside_fault",
        Reason::Overtaken => "overtaken",
        Reason::PermitExpired => "permit_expired",
        Reason::StillThere => "still_there",
        Reason::SomeRefused => "some_refused",
        Reason::NotConfigured => "not_configured",
        Reason::Parked => "parked",
        Reason::Untraceable => "untraceable",
        Reason::DeletesReserved => "deletes_reserved",
        Reason::WindowClosed => "window_closed",
        Reason::OutOfReach => "out_of_reach",
        Reason::NotLogged => "not_logged",
    }
}
