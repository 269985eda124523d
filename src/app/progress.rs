//! How far a campaign is: counted from the ledger each time, so that it cannot drift from it.

use crate::views::{Copies, CopiesByChannel, ProgressView};
use crate::{App, AppError};
use childalert_domain::PlacementState;
use childalert_store::{campaigns, placements};
use uuid::Uuid;

impl App {
    /// Counts a campaign's copies.
    pub async fn progress(&self, campaign: Uuid) -> Result<ProgressView, AppError> {
        let (row, counts, older) = self
            .inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let row = campaigns::find(tx, campaign).await?.ok_or(AppError::NotFound("campaign"))?;
                    let counts = placements::counts(tx, campaign).await?;
                    Ok::<_, AppError>((row, counts, placements::older(tx, campaign).await?))
                })
            })
            .await?;
        let retracted = row.state.0.retracted();
        let mut view = ProgressView {
            state: row.state.0,
            epoch: row.epoch,
            copies: 0,
            live: 0,
            moving: 0,
            needs_person: 0,
            owed: 0,
            older: if retracted { 0 } else { older },
            channels: Vec::new(),
        };
        for count in counts {
            let state = PlacementState::named(&count.state)
                .ok_or(childalert_store::StoreError::Unreadable("placements.state"))?;
            view.copies += count.copies;
            if state == PlacementState::Live {
                view.live += count.copies;
            }
            if !state.settled(retracted) {
                view.moving += count.copies;
            }
            if matches!(state, PlacementState::Escalated | PlacementState::Rejected) {
                view.needs_person += count.copies;
            }
            if retracted && state.owed() {
                view.owed += count.copies;
            }
            let copies = Copies { state: count.state, copies: count.copies };
            match view.channels.last_mut().filter(|last| last.channel == count.channel) {
                Some(last) => last.states.push(copies),
                None => view.channels.push(CopiesByChannel { channel: count.channel, states: vec![copies] }),
            }
        }
        Ok(view)
    }
}
