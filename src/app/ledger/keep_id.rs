//! The outside's id of a copy that nobody can see yet, written down before it is published: whatever becomes of the worker,
//! the copy can be found and deleted.

use super::{held, situation};
use crate::ledger::WorkerScope;
use crate::{App, AppError};
use childalert_domain::PlacementState;
use childalert_jobs::{PermitId, Standing};
use childalert_store::placements::{self, PlacementRow};

impl App {
    /// Keeps the id and says whether the copy may be published. Under an older permit it may not, and neither may it once the
    /// campaign is retracted: then the id is kept for those who take it back.
    pub(super) async fn keep_id(
        &self,
        scope: &WorkerScope,
        permit: PermitId,
        outside_id: String,
    ) -> Result<Standing, AppError> {
        let inner = self.inner.clone();
        let scope = scope.clone();
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let (was, campaign) = held(tx, &scope, permit).await?;
                    if was.fence != permit.fence || was.state.0 != PlacementState::Placing {
                        return Ok::<_, AppError>(Standing::Stop);
                    }
                    let row = PlacementRow {
                        outside_id: Some(outside_id),
                        // From now on something of it is outside, though only we can see it.
                        partly_out: true,
                        updated_at: inner.clock.now(),
                        ..was.clone()
                    };
                    let kept = placements::save(tx, &was, &row).await?;
                    let stop = !kept || situation(&was, &campaign).retracted;
                    Ok(if stop { Standing::Stop } else { Standing::Good })
                })
            })
            .await
    }
}
