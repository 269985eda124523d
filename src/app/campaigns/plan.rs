//! One row a copy, before any of them is made.

use crate::{AppError, Inner};
use childalert_domain::{Channel, Copies, Lang, PlacementState, Proof};
use childalert_jobs::{Act, placement_queue};
use childalert_store::campaigns::CampaignRow;
use childalert_store::placements::{self, PlacementRow, State};
use childalert_store::volunteers::{self, VolunteerRow};
use childalert_store::{Tx, outbox, parts};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// How long after its doorbell the sweep rings again for a placement that nobody began.
const RING_AGAIN: TimeDelta = TimeDelta::seconds(10);

/// Plans every placement of a launched campaign and rings for all of them; how many.
pub(super) async fn plan_placements(
    tx: &mut Tx,
    inner: &Inner,
    campaign: &CampaignRow,
    proof_id: Uuid,
    proof: &Proof,
    now: DateTime<Utc>,
) -> Result<usize, AppError> {
    let content = proof.content();
    let languages: Vec<Lang> = content.notices.iter().map(|notice| notice.lang).collect();
    let planner = Planner { inner, campaign, proof_id, now };
    let mut copies = 0;
    for channel in &content.channels {
        match channel.facts().copies {
            Copies::PerLanguage => {
                for lang in &languages {
                    planner.plan(tx, *channel, *lang, 0).await?;
                    copies += 1;
                }
            }
            Copies::PerBatch => copies += planner.plan_batches(tx, *channel, &languages, proof).await?,
        }
        let bell = (Act::Place.name(), placement_queue(channel.name()));
        let planned = PlacementState::Planned.name();
        outbox::ring_all(tx, campaign.id, channel.name(), planned, (bell.0, &bell.1), now).await?;
    }
    Ok(copies)
}

struct Planner<'a> {
    inner: &'a Inner,
    campaign: &'a CampaignRow,
    proof_id: Uuid,
    now: DateTime<Utc>,
}

impl Planner<'_> {
    async fn plan(&self, tx: &mut Tx, channel: Channel, lang: Lang, batch: i64) -> Result<Uuid, AppError> {
        let id = self.inner.ids.id();
        let row = PlacementRow {
            id,
            campaign_id: self.campaign.id,
            proof_id: self.proof_id,
            epoch: self.campaign.epoch,
            channel: channel.name().to_owned(),
            lang: lang.code().to_owned(),
            batch,
            state: State(PlacementState::Planned),
            partly_out: false,
            fence: 0,
            attempts: 0,
            deadline: None,
            due_at: Some(self.now + RING_AGAIN),
            not_before: None,
            absent_since: None,
            outside_id: None,
            url: None,
            reason: None,
            planned_at: self.now,
            live_at: None,
            gone_at: None,
            updated_at: self.now,
            closed_by: None,
            closed_note: None,
        };
        placements::plan(tx, &row).await?;
        Ok(id)
    }

    /// One placement a batch of volunteers of the area, each in their own language where there is a notice in it, in the
    /// first of the campaign otherwise.
    async fn plan_batches(
        &self,
        tx: &mut Tx,
        channel: Channel,
        languages: &[Lang],
        proof: &Proof,
    ) -> Result<usize, AppError> {
        let area = &proof.content().area;
        let volunteers: Vec<VolunteerRow> = volunteers::active(tx)
            .await?
            .into_iter()
            .filter(|volunteer| area.has_postcode(&volunteer.postcode))
            .collect();
        let mut copies = 0;
        for (index, lang) in languages.iter().enumerate() {
            let theirs: Vec<&VolunteerRow> = volunteers
                .iter()
                .filter(|volunteer| {
                    let own = volunteer.lang == lang.code();
                    let has_own = languages.iter().any(|other| other.code() == volunteer.lang);
                    own || (index == 0 && !has_own)
                })
                .collect();
            for (batch, recipients) in (0_i64..).zip(theirs.chunks(self.inner.settings.batch_size.max(1))) {
                let placement = self.plan(tx, channel, *lang, batch).await?;
                for (number, volunteer) in (1_i64..).zip(recipients) {
                    parts::insert(tx, placement, number, volunteer.id).await?;
                }
                copies += 1;
            }
        }
        Ok(copies)
    }
}
