//! Scans of papers: of a consent that was signed, of a note about what was said. Checked, kept under their SHA-256, seen by those
//! alone who may see the consents, and every look is noted.

use super::dossier::scan_view;
use crate::accounts::Token;
use crate::noted::Tried;
use crate::once::{Act, record};
use crate::views::ScanView;
use crate::{Actor, App, AppError, Request};
use bytes::Bytes;
use childalert_domain::Digest;
use childalert_poster::ScanError;
use childalert_poster::scan::take_in;
use childalert_store::StoreError;
use childalert_store::cases::{self, ScanRow};
use childalert_trust::Consented;
use uuid::Uuid;

/// A scan to hand out.
pub struct ScanFile {
    /// The bytes.
    pub bytes: Bytes,
    /// `application/pdf` or `image/jpeg`.
    pub media_type: String,
    /// What the trail has of it.
    pub sealed: String,
}

/// What the trail has of a scan: a digest over its salt and its own.
fn sealed(scan: &ScanRow) -> String {
    Consented::digest(&scan.salt, &scan.sha256).to_string()
}

impl App {
    /// Takes a scan in for a case. A refused one is noted: somebody tried to bring a program in, or a paper is missing.
    pub async fn take_in_scan(
        &self,
        request: &Request,
        case: Uuid,
        bytes: Bytes,
    ) -> Result<ScanView, AppError> {
        let checked = {
            // A picture is decoded: one at a time, as photos are.
            let _slot = self.inner.photo_slots.acquire().await.map_err(|_| AppError::InProgress)?;
            tokio::task::spawn_blocking(move || take_in(bytes.into()))
                .await
                .unwrap_or(Err(ScanError::Damaged))
        };
        let scan = match checked {
            Ok(scan) => scan,
            Err(error) => return Err(self.refuse_scan(&request.actor, case, error).await),
        };
        // Before the bytes are kept: those of a case that does not exist could never be erased.
        self.case_exists(case).await?;
        let size = i64::try_from(scan.bytes.len()).unwrap_or(i64::MAX);
        let sha256 = self.inner.files.put(scan.bytes.into()).await?.to_string();
        let salt = Token::new(&self.inner).text().to_owned();
        let (entry, actor) = (self.inner.ids.id(), request.actor.to_string());
        self.once(request, move |tx, now| {
            Box::pin(async move {
                cases::find(tx, case).await?.ok_or(AppError::NotFound("case"))?;
                let row = ScanRow {
                    case_id: case,
                    sha256: sha256.clone(),
                    media_type: scan.media_type.to_owned(),
                    bytes: size,
                    salt,
                    recorded_by: actor.clone(),
                    recorded_at: now,
                };
                cases::insert_scan(tx, &row).await?;
                // Sent again, it is the one that is there.
                let row = cases::find_scan(tx, case, &sha256).await?.unwrap_or(row);
                let (act, detail) = ("scan.take_in", sealed(&row));
                record(
                    tx,
                    entry,
                    now,
                    Act { actor: &actor, act, subject: case, campaign: None, reason: "", detail },
                );
                Ok(scan_view(&row))
            })
        })
        .await
    }

    async fn case_exists(&self, case: Uuid) -> Result<(), AppError> {
        let found = self.inner.store.read(move |tx| Box::pin(async move { cases::find(tx, case).await }));
        let found: Result<_, StoreError> = found.await;
        found?.map(drop).ok_or(AppError::NotFound("case"))
    }

    /// Notes that a scan was refused, and why.
    pub async fn refuse_scan(&self, actor: &Actor, case: Uuid, error: ScanError) -> AppError {
        let (actor, act) = (actor.to_string(), "scan.take_in");
        let refused: Result<(), AppError> = Err(AppError::Scan(error));
        let noted = self.noted(refused, Tried { actor: &actor, act, subject: case, campaign: None }).await;
        noted.err().unwrap_or(AppError::Scan(error))
    }

    /// A scan's bytes.
    pub async fn scan(&self, case: Uuid, sha256: Digest) -> Result<ScanFile, AppError> {
        let row = self
            .inner
            .store
            .read(move |tx| Box::pin(async move { cases::find_scan(tx, case, &sha256.to_string()).await }))
            .await?
            .ok_or(AppError::NotFound("scan"))?;
        let bytes = self.inner.files.get(sha256).await?;
        Ok(ScanFile { bytes, sealed: sealed(&row), media_type: row.media_type })
    }
}
