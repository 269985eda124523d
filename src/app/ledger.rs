//! The ledger as workers see it: leave before every outside effect, a report after it. The rules of what may follow what
//! are `childalert_domain::next` alone; here they are carried out under the campaign's lock.

mod begin;
mod checkpoint;
mod content;
mod finish;
mod here;
mod keep_id;
mod late;
mod measure;
mod render;
mod training;
mod waiting;

pub(crate) use finish::{reason_name, ring_for_the_newer, ring_to_take_back, settle_report};

use crate::{App, AppError};
use async_trait::async_trait;
use bytes::Bytes;
use childalert_domain::{Channel, Copies, Digest, PlacementState, Situation};
use childalert_jobs::{
    Begun, Finished, Insights, Job, Ledger, LedgerFault, Outcome, PartReport, Permit, PermitId, Presence,
    RenderFailure, RenderPermit, RenderedFile, Standing,
};
use childalert_store::campaigns::CampaignRow;
use childalert_store::{StoreError, Tx, campaigns, placements};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

/// What a worker may touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkerScope {
    /// Everything: a worker in this process.
    Any,
    /// The channels (and `render`) that its key names.
    Channels(Vec<String>),
}

impl WorkerScope {
    pub(crate) fn opens(&self, name: &str) -> bool {
        match self {
            WorkerScope::Any => true,
            WorkerScope::Channels(names) => names.iter().any(|known| known == name),
        }
    }
}

/// The ledger as a call, for workers in the same process and for the HTTP entry point.
#[derive(Clone)]
pub struct InProcessLedger {
    app: App,
    scope: WorkerScope,
    /// Who asks: the id of a key, or the service itself.
    worker: String,
}

impl InProcessLedger {
    /// The ledger for a worker of this scope.
    pub fn new(app: App, scope: WorkerScope) -> Self {
        InProcessLedger { app, scope, worker: "service".to_owned() }
    }

    /// The same for a worker elsewhere that holds a key.
    pub fn with_key(mut self, key: Uuid) -> Self {
        self.worker = key.to_string();
        self
    }
}

/// How long after a deadline the sweep waits before it calls a placement unknown: a report that is on its way.
pub(crate) const GRACE: TimeDelta = TimeDelta::seconds(1);

/// A copy that is owed back for longer than this has a person: all are withdrawn or owned within five minutes.
pub(crate) const OWED_AT_MOST: TimeDelta = TimeDelta::minutes(4);

/// So many attempts without a clear answer are enough: a person orders the next.
pub(crate) const MOST_UNCLEAR: i64 = 3;

/// Since when a copy is owed back: its campaign ended, or a newer version of the notice goes before it. Who has an older e-mail
/// waits for the newer, and that is nobody's fault.
pub(crate) fn over_since(row: &placements::PlacementRow, campaign: &CampaignRow) -> Option<DateTime<Utc>> {
    let ended = campaign.state.0.retracted().then_some(campaign.ended_at).flatten();
    let over = row.over_at.filter(|_| !channel_of(row).is_ok_and(in_parts));
    [ended, over].into_iter().flatten().min()
}

/// What the rules must know of a copy besides its state.
pub(crate) fn situation(row: &placements::PlacementRow, campaign: &CampaignRow) -> Situation {
    Situation {
        retracted: campaign.state.0.retracted() || row.over_at.is_some(),
        partly_out: row.partly_out,
        absence_held: false,
        worn_out: row.unclear >= MOST_UNCLEAR,
    }
}

/// When the sweep must look at a copy that would be due at `due`. One that is owed back is looked at when its time is up,
/// however long a worker has leave or the outside wants to be left in peace: a person is told then.
fn looked_at(
    state: PlacementState,
    due: DateTime<Utc>,
    over_since: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    match over_since {
        Some(over) if state == PlacementState::Withdrawing => due.min((over + OWED_AT_MOST).max(now)),
        _ => due,
    }
}

/// The row's channel.
pub(crate) fn channel_of(row: &placements::PlacementRow) -> Result<Channel, AppError> {
    row.channel.parse().map_err(|_| StoreError::Unreadable("placements.channel").into())
}

/// The row that a permit names, held under its campaign's lock, and the campaign. Whether the permit is still the newest, its
/// fence tells. Campaign first, then row: the order in which everything here locks.
async fn held(
    tx: &mut Tx,
    scope: &WorkerScope,
    permit: PermitId,
) -> Result<(placements::PlacementRow, CampaignRow), AppError> {
    let row = placements::find(tx, permit.id).await?.ok_or(AppError::NotFound("placement"))?;
    if !scope.opens(&row.channel) {
        return Err(AppError::Forbidden);
    }
    tx.share_campaign(row.campaign_id).await?;
    let campaign = campaigns::find(tx, row.campaign_id)
        .await?
        .ok_or(StoreError::Unreadable("placements.campaign_id"))?;
    // Held: a checkpoint or the sweep at the same moment must not make a good report look late.
    let row = placements::hold(tx, permit.id).await?.ok_or(AppError::NotFound("placement"))?;
    Ok((row, campaign))
}

/// Whether recipients of a batch on this channel are kept one by one.
pub(crate) fn in_parts(channel: Channel) -> bool {
    channel.facts().copies == Copies::PerBatch
}

impl From<AppError> for LedgerFault {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NotFound(what) => LedgerFault::Refused(what),
            AppError::Forbidden => LedgerFault::KeyRefused,
            other => LedgerFault::Unreachable(Box::new(other)),
        }
    }
}

#[async_trait]
impl Ledger for InProcessLedger {
    async fn begin(&self, job: &Job) -> Result<Begun, LedgerFault> {
        Ok(self.app.begin(&self.scope, *job).await?)
    }

    async fn checkpoint(&self, permit: PermitId, parts: &[PartReport]) -> Result<Standing, LedgerFault> {
        Ok(self.app.checkpoint(&self.scope, permit, parts.to_vec()).await?)
    }

    async fn keep_id(&self, permit: PermitId, outside_id: &str) -> Result<Standing, LedgerFault> {
        Ok(self.app.keep_id(&self.scope, permit, outside_id.to_owned()).await?)
    }

    async fn finish(&self, permit: PermitId, outcome: &Outcome) -> Result<Finished, LedgerFault> {
        Ok(self.app.finish(&self.scope, permit, outcome.clone()).await?)
    }

    async fn file(&self, permit: PermitId, sha256: &str) -> Result<Bytes, LedgerFault> {
        let digest: Digest = sha256.parse().map_err(|_| LedgerFault::Refused("not a SHA-256"))?;
        Ok(self.app.permitted_file(&self.scope, permit, digest).await?)
    }

    async fn waiting_retractions(&self, channel: &str, most: u16) -> Result<Vec<Job>, LedgerFault> {
        Ok(self.app.waiting_retractions(&self.scope, channel, most).await?)
    }

    async fn to_measure(&self, channel: &str, most: u16) -> Result<Vec<Permit>, LedgerFault> {
        Ok(self.app.to_measure(&self.scope, channel, most).await?)
    }

    async fn measured(&self, permit: PermitId, insights: Insights) -> Result<(), LedgerFault> {
        Ok(self.app.measured(&self.scope, permit, insights).await?)
    }

    async fn here(&self, does: &[Presence]) -> Result<(), LedgerFault> {
        Ok(self.app.worker_is_here(&self.scope, &self.worker, does).await?)
    }

    async fn begin_render(&self, job: &Job) -> Result<Option<RenderPermit>, LedgerFault> {
        Ok(self.app.begin_render(&self.scope, *job).await?)
    }

    async fn store_file(
        &self,
        permit: PermitId,
        _media_type: &str,
        bytes: Bytes,
    ) -> Result<String, LedgerFault> {
        Ok(self.app.store_rendered(&self.scope, permit, bytes).await?)
    }

    async fn finish_render(
        &self,
        permit: PermitId,
        kit: Result<Vec<RenderedFile>, Vec<RenderFailure>>,
    ) -> Result<Finished, LedgerFault> {
        Ok(self.app.finish_render(&self.scope, permit, kit).await?)
    }
}

impl App {
    /// The bytes of a file that the permit's proof names.
    async fn permitted_file(
        &self,
        scope: &WorkerScope,
        permit: PermitId,
        digest: Digest,
    ) -> Result<Bytes, AppError> {
        let row = self
            .inner
            .store
            .read(move |tx| Box::pin(async move { placements::find(tx, permit.id).await }))
            .await?;
        let Some(row) = row else {
            // A proof being rendered: its photos.
            return self.render_input(scope, permit, digest).await;
        };
        if !scope.opens(&row.channel) {
            return Err(AppError::Forbidden);
        }
        if row.fence != permit.fence || row.state.0 != PlacementState::Placing {
            return Err(AppError::NotFound("permit"));
        }
        let proof = self.frozen(row.proof_id).await?;
        if !proof.content().files.iter().any(|file| file.sha256 == digest) {
            return Err(AppError::NotFound("file"));
        }
        self.inner.files.get(digest).await
    }
}
