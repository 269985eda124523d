//! A report half-way through a batch, before and after each recipient.

use super::content::part_state;
use super::{held, situation};
use crate::ledger::WorkerScope;
use crate::{App, AppError};
use childalert_domain::PlacementState;
use childalert_jobs::{PartReport, PartState, PermitId, Standing};
use childalert_store::parts;
use childalert_store::placements::{self, PlacementRow};

impl App {
    /// Records the parts and says whether to go on. Parts reported under an older permit are not recorded, and neither is
    /// a new `Sending` once the campaign is retracted: then the worker must stop before it sends.
    pub(super) async fn checkpoint(
        &self,
        scope: &WorkerScope,
        permit: PermitId,
        reports: Vec<PartReport>,
    ) -> Result<Standing, AppError> {
        let inner = self.inner.clone();
        let scope = scope.clone();
        let standing = self
            .inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let (was, campaign) = held(tx, &scope, permit).await?;
                    if was.fence != permit.fence {
                        return Ok::<_, AppError>(Standing::Stop);
                    }
                    let placing = was.state.0 == PlacementState::Placing;
                    let sending = reports.iter().any(|report| report.state == PartState::Sending);
                    // Nobody new is written to once the campaign is retracted or the making is over.
                    let stop = (placing && situation(&was, &campaign).retracted) || (sending && !placing);
                    let mut out = was.partly_out;
                    for report in &reports {
                        if stop && report.state == PartState::Sending {
                            continue;
                        }
                        out |= matches!(report.state, PartState::Sending | PartState::Sent);
                        let state = match report.state {
                            // Has the copy, and could not be told of the end.
                            PartState::Refused if !placing => "uncorrected",
                            state => part_state(state),
                        };
                        parts::set(tx, was.id, i64::from(report.number), state).await?;
                    }
                    if out != was.partly_out {
                        let row =
                            PlacementRow { partly_out: true, updated_at: inner.clock.now(), ..was.clone() };
                        if !placements::save(tx, &was, &row).await? {
                            return Ok(Standing::Stop);
                        }
                    }
                    Ok(if stop { Standing::Stop } else { Standing::Good })
                })
            })
            .await;
        match standing {
            // Far less often than a copy it is one of the service's own messages.
            Err(AppError::NotFound("placement")) => {
                self.message_standing(permit).await?.ok_or(AppError::NotFound("placement"))
            }
            standing => standing,
        }
    }
}
