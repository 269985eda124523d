//! Taking a photo in: checked, turned upright, stripped of everything but the picture, and kept under its SHA-256.

use super::dossier::photo_view;
use crate::once::{Act, record};
use crate::views::PhotoView;
use crate::{App, AppError, Request};
use bytes::Bytes;
use childalert_domain::Digest;
use childalert_poster::PhotoWarning;
use childalert_poster::intake::take_in;
use childalert_store::cases::{self, PhotoRow};
use uuid::Uuid;

impl App {
    /// Takes a photo in for a case. The bytes as they came are never stored.
    pub async fn take_in_photo(
        &self,
        request: &Request,
        case: Uuid,
        bytes: Bytes,
    ) -> Result<PhotoView, AppError> {
        let cleaned = {
            let _slot = self.inner.photo_slots.acquire().await.map_err(|_| AppError::InProgress)?;
            tokio::task::spawn_blocking(move || take_in(&bytes))
                .await
                .map_err(|_| AppError::Photo("damaged"))?
                .map_err(|error| AppError::Photo(error.code()))?
        };
        let (width, height, focus) = (cleaned.width, cleaned.height, cleaned.focus);
        let warnings: Vec<&str> = cleaned.warnings.iter().map(warning_code).collect();
        let warnings = warnings.join(" ");
        let sha256 = self.inner.files.put(cleaned.jpeg.into()).await?.to_string();
        let entry = self.inner.ids.id();
        let actor = request.actor.to_string();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                cases::find(tx, case).await?.ok_or(AppError::NotFound("case"))?;
                let row = PhotoRow {
                    case_id: case,
                    sha256: sha256.clone(),
                    width: i64::from(width),
                    height: i64::from(height),
                    focus_x: thousandths(focus.x),
                    focus_y: thousandths(focus.y),
                    warnings,
                    recorded_at: now,
                };
                cases::insert_photo(tx, &row).await?;
                let act = Act {
                    actor: &actor,
                    act: "photo.take_in",
                    subject: case,
                    campaign: None,
                    detail: sha256,
                };
                record(tx, entry, now, act).await?;
                Ok(photo_view(&row))
            })
        })
        .await
    }

    /// A photo's bytes.
    pub async fn photo(&self, case: Uuid, sha256: Digest) -> Result<Bytes, AppError> {
        let known =
            self.inner.store.read(move |tx| Box::pin(async move { cases::photos(tx, case).await })).await?;
        if !known.iter().any(|photo| photo.sha256 == sha256.to_string()) {
            return Err(AppError::NotFound("photo"));
        }
        self.inner.files.get(sha256).await
    }
}

fn warning_code(warning: &PhotoWarning) -> &'static str {
    match warning {
        PhotoWarning::LowResolution { .. } => "low_resolution",
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a share of one, clamped")]
fn thousandths(share: f32) -> i64 {
    (share.clamp(0.0, 1.0) * 1000.0).round() as i64
}
