//! The end of every job: report first, acknowledge after. What the ledger does not know yet must not be forgotten.

use childalert_jobs::{Finished, LedgerFault};
use childalert_queue::Delivery;
use std::time::Duration;

/// Pauses between the tries of a report: each three times the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LAST_PAUSE: Duration = Duration::from_millis(2_700);
/// A key or version that was refused is mended by a person; until then there is no hurry.
const UNTIL_MENDED: Duration = Duration::from_secs(30);

/// Reports while there is leave (`remaining`), then acknowledges. If the ledger stays away, the delivery is dropped: it
/// comes again, and by then the ledger has a row whose deadline has passed and knows what to do with it.
pub(crate) async fn finish<Fut>(
    delivery: Delivery,
    remaining: impl Fn() -> Duration,
    report: impl Fn() -> Fut,
) where
    Fut: Future<Output = Result<Finished, LedgerFault>>,
{
    let mut pause = FIRST_PAUSE;
    loop {
        match report().await {
            Ok(Finished::Recorded) => return delivery.done().await,
            Ok(Finished::Late) => {
                tracing::warn!("the report came too late: somebody else answers for it now");
                return delivery.done().await;
            }
            Err(LedgerFault::Unreachable(_)) if pause <= LAST_PAUSE && remaining() > pause => {
                tokio::time::sleep(pause).await;
                pause *= 3;
            }
            Err(LedgerFault::Unreachable(_)) => {
                tracing::error!("the ledger could not be told the outcome: its sweep has to find out");
                return drop(delivery);
            }
            Err(fault) => return give_back(delivery, &fault, UNTIL_MENDED).await,
        }
    }
}

/// Gives a delivery back that the ledger did not let begin or end: soon, if it was only away.
pub(crate) async fn give_back(delivery: Delivery, fault: &LedgerFault, if_away: Duration) {
    match fault {
        LedgerFault::Unreachable(_) => {
            tracing::warn!("{fault}: the job waits");
            delivery.later(if_away).await;
        }
        LedgerFault::KeyRefused | LedgerFault::VersionRefused => {
            tracing::error!("{fault}");
            delivery.later(UNTIL_MENDED).await;
        }
        LedgerFault::Refused(_) => {
            tracing::error!("{fault}: the job is parked for a person to look at");
            delivery.park().await;
        }
    }
}
