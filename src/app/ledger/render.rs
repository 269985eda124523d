//! Rendering a proof's kit, then freezing it.

use super::WorkerScope;
use crate::once::{Act as TrailAct, record};
use crate::{App, AppError};
use bytes::Bytes;
use childalert_domain::{Digest, Lang, Proof, ProofContent, ProofFile};
use childalert_jobs::{Finished, Job, PermitId, RenderFailure, RenderPermit, RenderedFile};
use childalert_store::proofs::{self, ProofRow};
use chrono::TimeDelta;

/// What a render may take.
const LEAVE_S: u32 = 60;
/// Renders that are tried before the kit is given up.
const ATTEMPTS: i64 = 3;
/// The name of the render role in a worker's key.
const ROLE: &str = "render";

impl App {
    pub(super) async fn begin_render(
        &self,
        scope: &WorkerScope,
        job: Job,
    ) -> Result<Option<RenderPermit>, AppError> {
        if !scope.opens(ROLE) {
            return Err(AppError::Forbidden);
        }
        let now = self.inner.clock.now();
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let Some(row) = proofs::find(tx, job.id).await? else { return Ok(None) };
                    if row.state != proofs::RENDERING || row.deadline.is_some_and(|end| end > now) {
                        return Ok(None);
                    }
                    let deadline = now + TimeDelta::seconds(i64::from(LEAVE_S));
                    if !proofs::begin(tx, row.id, row.fence, deadline).await? {
                        return Ok(None);
                    }
                    Ok(Some(RenderPermit {
                        id: PermitId { id: row.id, fence: row.fence + 1 },
                        leave_ms: u64::from(LEAVE_S) * 1000,
                        order: serde_json::from_str(&row.kit_order)?,
                    }))
                })
            })
            .await
    }

    /// The row that a render permit names, if the permit is the newest.
    async fn rendering(&self, scope: &WorkerScope, permit: PermitId) -> Result<ProofRow, AppError> {
        if !scope.opens(ROLE) {
            return Err(AppError::Forbidden);
        }
        self.inner
            .store
            .read(move |tx| Box::pin(async move { proofs::find(tx, permit.id).await }))
            .await?
            .filter(|row| row.fence == permit.fence && row.state == proofs::RENDERING)
            .ok_or(AppError::NotFound("permit"))
    }

    /// A photo of the kit.
    pub(super) async fn render_input(
        &self,
        scope: &WorkerScope,
        permit: PermitId,
        digest: Digest,
    ) -> Result<Bytes, AppError> {
        let row = self.rendering(scope, permit).await?;
        let content: ProofContent = serde_json::from_str(&row.draft)?;
        if !content.photos.iter().any(|photo| photo.sha256 == digest) {
            return Err(AppError::NotFound("file"));
        }
        self.inner.files.get(digest).await
    }

    pub(super) async fn store_rendered(
        &self,
        scope: &WorkerScope,
        permit: PermitId,
        bytes: Bytes,
    ) -> Result<String, AppError> {
        self.rendering(scope, permit).await?;
        Ok(self.inner.files.put(bytes).await?.to_string())
    }

    pub(super) async fn finish_render(
        &self,
        scope: &WorkerScope,
        permit: PermitId,
        kit: Result<Vec<RenderedFile>, Vec<RenderFailure>>,
    ) -> Result<Finished, AppError> {
        let row = match self.rendering(scope, permit).await {
            Ok(row) => row,
            Err(AppError::NotFound(_)) => return Ok(Finished::Late),
            Err(error) => return Err(error),
        };
        let outcome = match kit {
            Ok(files) => Ok(self.assemble(&row, files).await?),
            Err(failures) => Err(failures),
        };
        let (now, entry) = (self.inner.clock.now(), self.inner.ids.id());
        let recorded = self
            .inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let (act, detail, recorded) = match outcome {
                        Ok(proof) => {
                            let digest = proof.digest().to_string();
                            let done =
                                proofs::freeze(tx, row.id, permit.fence, proof.canonical(), &digest, now)
                                    .await?;
                            ("proof.freeze", digest, done)
                        }
                        Err(failures) => {
                            let text = serde_json::to_string(&failures)?;
                            let done = proofs::fail(tx, row.id, permit.fence, &text).await?;
                            ("proof.fail", failures.len().to_string(), done)
                        }
                    };
                    if recorded {
                        let campaign = Some(row.campaign_id);
                        let act =
                            TrailAct { actor: "service", act, subject: row.id, campaign, reason: "", detail };
                        record(tx, entry, now, act);
                    }
                    Ok::<_, AppError>(recorded)
                })
            })
            .await?;
        self.inner.committed();
        Ok(if recorded { Finished::Recorded } else { Finished::Late })
    }

    /// The frozen proof: the words that were fixed when it was ordered, and the files as they lie in the store. Each file is
    /// read back and measured here: a worker's word is not taken for what will be published.
    async fn assemble(&self, row: &ProofRow, files: Vec<RenderedFile>) -> Result<Proof, AppError> {
        let mut content: ProofContent = serde_json::from_str(&row.draft)?;
        let order: childalert_poster::KitOrder = serde_json::from_str(&row.kit_order)?;
        for ordered in &order.files {
            let file =
                files.iter().find(|file| file.name == ordered.name).ok_or(AppError::NotFound("file"))?;
            let sha256: Digest = file.sha256.parse().map_err(|_| AppError::Tampered)?;
            let bytes = self.inner.files.get(sha256).await?;
            content.files.push(ProofFile {
                name: ordered.name.clone(),
                sha256,
                media_type: ordered.format.media().media_type().to_owned(),
                bytes: bytes.len() as u64,
                width: file.width,
                height: file.height,
                languages: ordered.languages.iter().filter_map(|lang| lang.parse::<Lang>().ok()).collect(),
                format: ordered.format.name().to_owned(),
            });
        }
        Ok(Proof::freeze(content)?)
    }

    /// Gives up a kit whose rendering never came to an end; whether it did.
    pub(crate) async fn give_up_render(&self, row: &ProofRow) -> Result<bool, AppError> {
        if row.attempts < ATTEMPTS {
            return Ok(false);
        }
        let failure = RenderFailure {
            field: String::new(),
            code: "render_failed".to_owned(),
            file: String::new(),
            excess: None,
            character: None,
        };
        let failures = serde_json::to_string(&[failure])?;
        let (id, fence) = (row.id, row.fence);
        self.inner
            .store
            .write(move |tx| Box::pin(async move { Ok(proofs::fail(tx, id, fence, &failures).await?) }))
            .await
    }
}
