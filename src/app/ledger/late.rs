//! A report that comes too late moves nothing, but it may say where the copy is.

use super::finish::ring_to_take_back;
use super::{channel_of, in_parts};
use crate::AppError;
use childalert_domain::PlacementState;
use childalert_jobs::Outcome;
use childalert_store::Tx;
use childalert_store::placements::{self, PlacementRow};
use chrono::{DateTime, Utc};

/// Keeps the outside's id of a copy that stands, where the row has none: on a network that cannot be searched it is the only
/// way to take the copy back. Whoever looks for the copy without it may have found nothing, so their permit and what was
/// read back so far are void.
pub(super) async fn keep_outside_id(
    tx: &mut Tx,
    was: &PlacementRow,
    outcome: &Outcome,
    retracted: bool,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let Outcome::Live { outside_id, url } = outcome else { return Ok(()) };
    let channel = channel_of(was)?;
    let owed_back =
        matches!(was.state.0, PlacementState::Withdrawing | PlacementState::Escalated) && retracted;
    let sought = owed_back || matches!(was.state.0, PlacementState::Unknown | PlacementState::Escalated);
    // A batch is accounted for recipient by recipient, and needs no id.
    if !sought || was.outside_id.is_some() || in_parts(channel) {
        return Ok(());
    }
    let row = PlacementRow {
        outside_id: Some(outside_id.clone()),
        url: url.clone(),
        live_at: was.live_at.or(Some(now)),
        partly_out: true,
        fence: was.fence + 1,
        deadline: None,
        due_at: Some(now),
        absent_since: None,
        updated_at: now,
        ..was.clone()
    };
    if placements::save(tx, was, &row).await? && owed_back {
        ring_to_take_back(tx, &row, channel, now).await?;
    }
    Ok(())
}
