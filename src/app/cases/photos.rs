//! Taking a photo in: checked, turned upright, stripped of everything but the picture, and kept under its SHA-256. And
//! moving the point that its crops follow.

use super::dossier::photo_view;
use crate::once::{Act, record};
use crate::views::{FocusOrder, PhotoView};
use crate::{App, AppError, Request, today_in_brussels};
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
            let today = today_in_brussels(self.inner.clock.now());
            tokio::task::spawn_blocking(move || take_in(&bytes, today))
                .await
                .map_err(|_| AppError::Photo("damaged"))?
                .map_err(|error| AppError::Photo(error.code()))?
        };
        let (width, height, focus) = (cleaned.width, cleaned.height, cleaned.focus);
        let warnings: Vec<&str> = cleaned.warnings.iter().map(PhotoWarning::code).collect();
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
                // Sent again, it stays as it is: somebody may have moved its focus since.
                let row = cases::find_photo(tx, case, &sha256).await?.unwrap_or(row);
                let act = Act {
                    actor: &actor,
                    act: "photo.take_in",
                    subject: case,
                    campaign: None,
                    reason: "",
                    detail: sha256,
                };
                record(tx, entry, now, act);
                Ok(photo_view(&row))
            })
        })
        .await
    }

    /// Moves the point that the crops of a photo follow. It holds for every proof that is ordered from now on; one that was
    /// ordered before keeps what it was ordered with. With the frame put by hand, that no face was found is settled.
    pub async fn move_focus(
        &self,
        request: &Request,
        case: Uuid,
        sha256: Digest,
        focus: FocusOrder,
    ) -> Result<PhotoView, AppError> {
        let entry = self.inner.ids.id();
        let actor = request.actor.to_string();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                tx.own_case(case).await?;
                let found = cases::find_photo(tx, case, &sha256.to_string()).await?;
                let before = found.ok_or(AppError::NotFound("photo"))?;
                let settled = PhotoWarning::NoFaceFound.code();
                let warnings: Vec<&str> =
                    before.warnings.split_whitespace().filter(|code| *code != settled).collect();
                let row = PhotoRow {
                    focus_x: i64::from(focus.focus_x.min(1000)),
                    focus_y: i64::from(focus.focus_y.min(1000)),
                    warnings: warnings.join(" "),
                    ..before.clone()
                };
                if row != before {
                    cases::move_focus(tx, &row).await?;
                    let detail = format!("{sha256} {} {}", row.focus_x, row.focus_y);
                    let act = Act {
                        actor: &actor,
                        act: "photo.focus",
                        subject: case,
                        campaign: None,
                        reason: "",
                        detail,
                    };
                    record(tx, entry, now, act);
                }
                Ok(photo_view(&row))
            })
        })
        .await
    }

    /// A photo's bytes.
    pub async fn photo(&self, case: Uuid, sha256: Digest) -> Result<Bytes, AppError> {
        self.inner
            .store
            .read(move |tx| Box::pin(async move { cases::find_photo(tx, case, &sha256.to_string()).await }))
            .await?
            .ok_or(AppError::NotFound("photo"))?;
        self.inner.files.get(sha256).await
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a share of one, clamped")]
fn thousandths(share: f32) -> i64 {
    (share.clamp(0.0, 1.0) * 1000.0).round() as i64
}
