//! One row a copy, before any of them is made.

use crate::{AppError, Inner};
use childalert_domain::{Channel, Copies, Lang, PlacementState, Proof};
use childalert_jobs::{Act, placement_queue};
use childalert_store::campaigns::CampaignRow;
use childalert_store::placements::{self, PlacementRow, State};
use childalert_store::volunteers;
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
    let planner = Planner { inner, campaign, proof_id, now };
    let mut copies = 0;
    for (channel, lang) in one_each(proof) {
        planner.plan(tx, channel, lang, 0).await?;
        copies += 1;
    }
    for channel in in_batches(proof) {
        copies += planner.plan_batches(tx, channel, proof).await?;
    }
    ring(tx, campaign, proof, now).await?;
    Ok(copies)
}

/// Rings for everything that is planned on the channels of a version.
pub(super) async fn ring(
    tx: &mut Tx,
    campaign: &CampaignRow,
    proof: &Proof,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    for channel in &proof.content().channels {
        let (act, queue) = (Act::Place.name(), placement_queue(channel.name()));
        let planned = PlacementState::Planned.name();
        outbox::ring_all(tx, campaign.id, channel.name(), planned, (act, &queue), now).await?;
    }
    Ok(())
}

/// The copies of a version that are one a language.
pub(super) fn one_each(proof: &Proof) -> Vec<(Channel, Lang)> {
    let content = proof.content();
    let each = content.channels.iter().filter(|channel| channel.facts().copies == Copies::PerLanguage);
    each.flat_map(|channel| content.notices.iter().map(|notice| (*channel, notice.lang))).collect()
}

/// The channels of a version whose copies go to batches of people.
pub(super) fn in_batches(proof: &Proof) -> impl Iterator<Item = Channel> {
    let channels = proof.content().channels.iter().copied();
    channels.filter(|channel| channel.facts().copies == Copies::PerBatch)
}

/// Plans copies of one version of a campaign.
pub(super) struct Planner<'a> {
    pub inner: &'a Inner,
    pub campaign: &'a CampaignRow,
    pub proof_id: Uuid,
    pub now: DateTime<Utc>,
}

impl Planner<'_> {
    /// One copy; where an older one stands in its place, that one has to be gone first.
    pub async fn plan(
        &self,
        tx: &mut Tx,
        channel: Channel,
        lang: Lang,
        batch: i64,
    ) -> Result<PlacementRow, AppError> {
        let row = PlacementRow {
            id: self.inner.ids.id(),
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
            withdrawable_until: None,
            unclear: 0,
            over_at: None,
            taken_by: None,
            taken_at: None,
        };
        placements::plan(tx, &row).await?;
        Ok(row)
    }

    /// One placement a batch of the volunteers of the area.
    pub async fn plan_batches(
        &self,
        tx: &mut Tx,
        channel: Channel,
        proof: &Proof,
    ) -> Result<usize, AppError> {
        let mut copies = 0;
        for (lang, theirs) in recipients(tx, proof).await? {
            for (batch, recipients) in (0_i64..).zip(theirs.chunks(self.inner.settings.batch_size.max(1))) {
                let placement = self.plan(tx, channel, lang, batch).await?.id;
                parts::insert_all(tx, placement, recipients).await?;
                copies += 1;
            }
        }
        Ok(copies)
    }
}

/// The volunteers of the area by the language that they are written to in: their own where there is a notice in it, the first of
/// the campaign otherwise.
pub(super) async fn recipients(tx: &mut Tx, proof: &Proof) -> Result<Vec<(Lang, Vec<Uuid>)>, AppError> {
    let content = proof.content();
    let mut by_lang: Vec<(Lang, Vec<Uuid>)> =
        content.notices.iter().map(|notice| (notice.lang, Vec::new())).collect();
    for volunteer in volunteers::active(tx).await? {
        if !content.area.has_postcode(&volunteer.postcode) {
            continue;
        }
        let own = by_lang.iter().position(|(lang, _)| lang.code() == volunteer.lang);
        if let Some((_, theirs)) = by_lang.get_mut(own.unwrap_or_default()) {
            theirs.push(volunteer.id);
        }
    }
    Ok(by_lang)
}
