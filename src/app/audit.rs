//! The trail as a whole: read, checked, marked with checkpoints; and a note of every look at personal data.

use crate::once::{Act, record};
use crate::{Actor, App, AppError};
use childalert_domain::{Sealed, TrailBreak, TrailHead, TrailReader};
use childalert_store::{StoreError, trail};
use childalert_trust::{Checkpoint, InstallationKey};
use uuid::Uuid;

/// Entries read at once.
const PAGE: i64 = 1000;

/// What a check of the trail found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrailVerdict {
    /// Every seal holds, and every checkpoint is met.
    Holds(TrailHead),
    /// It does not hold.
    Broken(TrailBreak),
}

impl App {
    /// The entries after a number, oldest first.
    pub async fn trail_after(&self, seq: i64, limit: i64) -> Result<Vec<Sealed>, AppError> {
        let read =
            self.inner.store.read(move |tx| Box::pin(async move { trail::after(tx, seq, limit).await }));
        let entries: Result<_, StoreError> = read.await;
        Ok(entries?)
    }

    /// Reads the whole trail and checks every seal, and what checkpoints have seen.
    pub async fn verify_trail(&self, checkpoints: &[TrailHead]) -> Result<TrailVerdict, AppError> {
        let mut reader = TrailReader::new(checkpoints);
        let mut seq = 0;
        loop {
            let entries = self.trail_after(seq, PAGE).await?;
            for entry in &entries {
                if let Err(broken) = reader.read(entry) {
                    return Ok(TrailVerdict::Broken(broken));
                }
            }
            match entries.last() {
                Some(last) => seq = last.entry.seq,
                None => break,
            }
        }
        Ok(reader.end().map_or_else(TrailVerdict::Broken, TrailVerdict::Holds))
    }

    /// Where the trail stands, signed.
    pub async fn trail_checkpoint(&self, key: &InstallationKey) -> Result<Checkpoint, AppError> {
        let read = self.inner.store.read(move |tx| Box::pin(async move { trail::head(tx).await }));
        let head: Result<_, StoreError> = read.await;
        Ok(Checkpoint::sign(head?, self.inner.clock.now(), key))
    }

    /// Notes a look at personal data, before it is shown: what cannot be noted is not shown.
    pub async fn looked(
        &self,
        (actor, request): (&Actor, &str),
        act: &'static str,
        subject: Uuid,
        detail: String,
    ) -> Result<(), AppError> {
        let (by, request) = (actor.to_string(), request.to_owned());
        let (inner, now) = (self.inner.clone(), self.inner.clock.now());
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    tx.comes_from(request);
                    let act = Act { actor: &by, act, subject, campaign: None, reason: "", detail };
                    record(tx, inner.ids.id(), now, act);
                    Ok(())
                })
            })
            .await
    }
}
