//! One delivery for a channel, in the order that every guarantee rests on: read, begin, act, finish, acknowledge.

use crate::channel::Channel;
use crate::finish::finish;
use childalert_jobs::{Act, Begun, Ledger, Outcome, Permit, Reason};
use childalert_queue::Delivery;
use futures_util::FutureExt;
use std::{panic::AssertUnwindSafe, time::Duration};
use tracing::Instrument;

/// An act that has not come back this long after its permit ran out is broken off. Its own limits come first.
const OVERRUN: Duration = Duration::from_secs(1);

/// Handles one delivery from beginning to acknowledgement.
pub(crate) async fn handle(channel: &dyn Channel, ledger: &dyn Ledger, delivery: Delivery) {
    let job = delivery.job;
    let span = tracing::info_span!("placement.handle", channel = channel.name(), act = job.act.name(), placement = %job.id);
    take(channel, ledger, delivery).instrument(span).await;
}

async fn take(channel: &dyn Channel, ledger: &dyn Ledger, delivery: Delivery) {
    let job = delivery.job;
    if job.act == Act::Render {
        tracing::error!("a render job stands in the queue of a channel");
        return delivery.park().await;
    }
    let prepared = channel.prepare(job.act).await;
    let permit = match ledger.begin(&job).await {
        Ok(Begun::Permit(permit)) => permit,
        Ok(Begun::Refused { refusal }) => {
            tracing::debug!(?refusal, "nothing to do");
            return delivery.done().await;
        }
        Err(fault) => return crate::finish::give_back(delivery, &fault, Duration::from_secs(1)).await,
    };
    crash_point!("{}.{}.after_begin", channel.name(), job.act.name());
    let outcome = act(channel, &permit, prepared, ledger).await;
    if matches!(outcome, Outcome::Live { .. } | Outcome::Absent | Outcome::Corrected) {
        crash_point!("{}.{}.after_send", channel.name(), job.act.name());
    }
    tracing::info!(fence = permit.id().fence, outcome = outcome.name(), reason = ?reason(&outcome), "acted");
    finish(delivery, || permit.remaining(), || ledger.finish(permit.id(), &outcome)).await;
}

/// The act, with a net under it: if it panics or hangs, nobody knows what it did, and that is what is reported.
async fn act(
    channel: &dyn Channel,
    permit: &Permit,
    prepared: crate::channel::Prepared,
    ledger: &dyn Ledger,
) -> Outcome {
    let act = AssertUnwindSafe(channel.act(permit, prepared, ledger)).catch_unwind();
    match tokio::time::timeout(permit.remaining() + OVERRUN, act).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => {
            tracing::error!("the act panicked: it is not known what it did");
            Outcome::Unknown { reason: Reason::NoAnswer }
        }
        Err(_) => {
            tracing::error!("the act outlived its permit and was broken off");
            Outcome::Unknown { reason: Reason::NoAnswer }
        }
    }
}

fn reason(outcome: &Outcome) -> Option<Reason> {
    match outcome {
        Outcome::Live { .. } | Outcome::Absent | Outcome::Corrected => None,
        Outcome::Rejected { reason } | Outcome::Unknown { reason } | Outcome::RetryAfter { reason, .. } => {
            Some(*reason)
        }
    }
}
