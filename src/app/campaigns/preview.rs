//! A look at one file of the kit as the draft stands, before a proof is ordered: made by the same code, kept nowhere.

use super::kit::{draft_content, kit_order};
use super::show::find;
use crate::cases::case_file;
use crate::views::KitFailureView;
use crate::{App, AppError, today_in_brussels};
use bytes::Bytes;
use childalert_domain::{CampaignDraft, Digest, Refusal, Rule};
use childalert_poster::{Photo, PosterError, Studio};
use uuid::Uuid;

impl App {
    /// One file of the kit by its name, such as `poster-a4-fr-nl.pdf`: media type and bytes. What does not fit is named.
    pub async fn preview(&self, campaign: Uuid, name: &str) -> Result<(&'static str, Bytes), AppError> {
        let (now, inner) = (self.inner.clock.now(), self.inner.clone());
        let order = self
            .inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let row = find(tx, campaign).await?;
                    let file = case_file(tx, row.case_id).await?;
                    let draft: CampaignDraft = serde_json::from_str(&row.body)?;
                    let url = &inner.settings.public_url;
                    let content = draft_content(url, &row, &draft, &file, 0, today_in_brussels(now))?;
                    Ok::<_, AppError>(kit_order(url, &content, &draft))
                })
            })
            .await?;
        let wanted = order.files.iter().find(|file| file.name == name).cloned();
        let wanted = wanted.ok_or(AppError::NotFound("file"))?;
        let mut photos = Vec::with_capacity(order.photos.len());
        for photo in &order.photos {
            let digest: Digest = photo.sha256.parse().map_err(|_| AppError::Tampered)?;
            let bytes = self.inner.files.get(digest).await?;
            photos.push(Photo::from_stored(bytes.into()).map_err(|_| AppError::Tampered)?);
        }
        if photos.is_empty() {
            return Err(Refusal::at(Rule::PHOTOS, "photos", "0").into());
        }
        let _slot = self.inner.photo_slots.acquire().await.map_err(|_| AppError::InProgress)?;
        let made = tokio::task::spawn_blocking(move || Studio::new(photos).render(&order, &wanted)).await;
        let made = made.map_err(|_| AppError::Kit(Vec::new()))?;
        let made = made.map_err(|errors| AppError::Kit(errors.into_iter().map(failure).collect()))?;
        Ok((made.media_type, made.bytes.into()))
    }
}

fn failure(error: PosterError) -> KitFailureView {
    KitFailureView {
        code: error.code.as_str().to_owned(),
        field: error.field,
        file: error.file,
        excess: error.excess,
        character: error.character,
        message: String::new(),
        mend: String::new(),
    }
}
