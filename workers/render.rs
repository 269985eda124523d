//! Renders the kit of a proof: photos in, files out, each stored under the SHA-256 of its bytes.
//!
//! Rendering is work for the processor and runs on a thread of its own. A thread cannot be stopped from outside, so a render
//! that hangs keeps its slot: its job is reported as failed and acknowledged (no storm of redeliveries), one more render
//! may run beside it, and if that hangs too, this worker takes no more until it is restarted.

use crate::finish::{finish, give_back};
use bytes::Bytes;
use childalert_jobs::{
    BootTime, Finished, Ledger, LedgerFault, PermitId, RenderFailure, RenderPermit, RenderedFile,
};
use childalert_poster::{FileOrder, KitOrder, Photo, RenderedBytes, Studio};
use childalert_queue::Delivery;
use sha2::{Digest, Sha256};
use std::{sync::Arc, time::Duration};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::Instrument;

/// How long a kit may take, however long the permit runs.
const LIMIT: Duration = Duration::from_secs(60);
/// One render at a time, and one more for when a thread hangs.
const SLOTS: usize = 2;

/// The render role.
pub(crate) struct Renders {
    ledger: Arc<dyn Ledger>,
    slots: Arc<Semaphore>,
    render: Renderer,
}

/// Makes every file of a kit. A function pointer, so that a test can put one there that hangs.
type Renderer = fn(&KitOrder, Vec<Photo>) -> childalert_poster::Kit;

/// The kit, or why there is none.
type Kit = Result<Vec<RenderedFile>, Vec<RenderFailure>>;

impl Renders {
    pub(crate) fn new(ledger: Arc<dyn Ledger>) -> Renders {
        Renders { ledger, slots: Arc::new(Semaphore::new(SLOTS)), render: in_studio }
    }

    /// Handles one delivery from beginning to acknowledgement.
    pub(crate) async fn handle(&self, delivery: Delivery) {
        let span = tracing::info_span!("render.handle", proof = %delivery.job.id);
        self.take(delivery).instrument(span).await;
    }

    async fn take(&self, delivery: Delivery) {
        let Ok(slot) = Arc::clone(&self.slots).try_acquire_owned() else {
            tracing::error!("every render of this worker hangs: restart it");
            return delivery.later(Duration::from_secs(30)).await;
        };
        let asked = BootTime::now();
        let permit = match self.ledger.begin_render(&delivery.job).await {
            Ok(Some(permit)) => permit,
            Ok(None) => return delivery.done().await,
            Err(fault) => return give_back(delivery, &fault, Duration::from_secs(1)).await,
        };
        crash_point!("render.render.after_begin");
        let until = permit.until(asked);
        let kit = match self.make(&permit, until, slot).await {
            Ok(kit) => kit,
            Err(fault) => return give_back(delivery, &fault, Duration::from_secs(5)).await,
        };
        crash_point!("render.render.after_store");
        match &kit {
            Ok(files) => tracing::info!(files = files.len(), "rendered"),
            Err(failures) => tracing::warn!(failures = failures.len(), "the kit could not be rendered"),
        }
        // After the limit there may be no leave left; the report is still worth a few tries.
        let remaining = || until.remaining().max(Duration::from_secs(1));
        finish(delivery, remaining, || self.report(permit.id, &kit)).await;
    }

    async fn report(&self, permit: PermitId, kit: &Kit) -> Result<Finished, LedgerFault> {
        self.ledger.finish_render(permit, kit.clone()).await
    }

    async fn make(
        &self,
        permit: &RenderPermit,
        until: BootTime,
        slot: OwnedSemaphorePermit,
    ) -> Result<Kit, LedgerFault> {
        let Ok(order) = serde_json::from_value::<KitOrder>(permit.order.clone()) else {
            tracing::error!("the kit's order cannot be read");
            return Ok(Err(vec![failure("", "order_unreadable")]));
        };
        let mut photos = Vec::with_capacity(order.photos.len());
        for photo in &order.photos {
            photos.push((photo.sha256.clone(), self.ledger.file(permit.id, &photo.sha256).await?));
        }
        let render = self.render;
        let work = tokio::task::spawn_blocking(move || {
            // Kept until the thread comes back, which it may never do.
            let _slot = slot;
            render_all(render, &order, photos)
        });
        let made = match tokio::time::timeout(LIMIT.min(until.remaining()), work).await {
            Ok(Ok(Ok(made))) => made,
            Ok(Ok(Err(failures))) => return Ok(Err(failures)),
            Ok(Err(_)) => {
                tracing::error!("rendering panicked");
                return Ok(Err(vec![failure("", "render_failed")]));
            }
            Err(_) => {
                tracing::error!("rendering took too long and was given up");
                return Ok(Err(vec![failure("", "render_timed_out")]));
            }
        };
        let mut files = Vec::with_capacity(made.len());
        for (file, rendered) in made {
            let bytes = Bytes::from(rendered.bytes);
            let size = bytes.len() as u64;
            let sha256 = self.ledger.store_file(permit.id, rendered.media_type, bytes).await?;
            files.push(RenderedFile {
                name: file.name,
                sha256,
                media_type: rendered.media_type.to_owned(),
                bytes: size,
                width: rendered.width,
                height: rendered.height,
                languages: file.languages,
                format: file.format.name().to_owned(),
            });
        }
        Ok(Ok(files))
    }
}

/// Every file of the kit, or every reason why not: the officer mends all in one go.
fn render_all(
    render: Renderer,
    order: &KitOrder,
    stored: Vec<(String, Bytes)>,
) -> Result<Vec<(FileOrder, RenderedBytes)>, Vec<RenderFailure>> {
    let mut failures = Vec::new();
    let mut photos = Vec::with_capacity(stored.len());
    for (index, (sha256, bytes)) in stored.into_iter().enumerate() {
        let field = format!("photos.{index}");
        if format!("{:x}", Sha256::digest(&bytes)) != sha256 {
            failures.push(failure(&field, "photo_mismatch"));
            continue;
        }
        match Photo::from_stored(bytes.into()) {
            Ok(photo) => photos.push(photo),
            Err(error) => failures.push(failure(&field, error.code())),
        }
    }
    if !failures.is_empty() {
        return Err(failures);
    }
    render(order, photos).map_err(|errors| {
        let failure = |error: childalert_poster::PosterError| RenderFailure {
            field: error.field,
            code: error.code.as_str().to_owned(),
            file: error.file,
            excess: error.excess,
            character: error.character,
        };
        errors.into_iter().map(failure).collect()
    })
}

fn in_studio(order: &KitOrder, photos: Vec<Photo>) -> childalert_poster::Kit {
    Studio::new(photos).kit(order, |_| {})
}

fn failure(field: &str, code: &str) -> RenderFailure {
    RenderFailure {
        field: field.to_owned(),
        code: code.to_owned(),
        file: String::new(),
        excess: None,
        character: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_trait::async_trait;
    use childalert_jobs::{Act, Begun, Job, Outcome, PartReport, RENDER_QUEUE, Standing};
    use childalert_queue::{MemoryQueue, Queue};
    use serde_json::json;
    use std::sync::Mutex;
    use uuid::Uuid;

    const NOT_ASKED: LedgerFault = LedgerFault::Refused("a render asks nothing of the kind");

    /// Gives out permits of 100 ms, and keeps the reports.
    #[derive(Default)]
    struct Permitting {
        begun: Mutex<u32>,
        kits: Mutex<Vec<Kit>>,
    }

    #[async_trait]
    impl Ledger for Permitting {
        async fn begin(&self, _: &Job) -> Result<Begun, LedgerFault> {
            Err(NOT_ASKED)
        }
        async fn checkpoint(&self, _: PermitId, _: &[PartReport]) -> Result<Standing, LedgerFault> {
            Err(NOT_ASKED)
        }
        async fn keep_id(&self, _: PermitId, _: &str) -> Result<Standing, LedgerFault> {
            Err(NOT_ASKED)
        }
        async fn finish(&self, _: PermitId, _: &Outcome) -> Result<Finished, LedgerFault> {
            Err(NOT_ASKED)
        }
        async fn file(&self, _: PermitId, _: &str) -> Result<Bytes, LedgerFault> {
            Err(NOT_ASKED)
        }
        async fn begin_render(&self, job: &Job) -> Result<Option<RenderPermit>, LedgerFault> {
            *self.begun.lock().unwrap() += 1;
            let file = json!({ "name": "poster-a4-fr.pdf", "format": "a4", "languages": ["fr"] });
            let order =
                json!({ "notices": [], "files": [file], "photos": [], "check_url": "", "reference": "" });
            Ok(Some(RenderPermit { id: PermitId { id: job.id, fence: 1 }, leave_ms: 100, order }))
        }
        async fn store_file(&self, _: PermitId, _: &str, _: Bytes) -> Result<String, LedgerFault> {
            Err(NOT_ASKED)
        }
        async fn finish_render(&self, _: PermitId, kit: Kit) -> Result<Finished, LedgerFault> {
            self.kits.lock().unwrap().push(kit);
            Ok(Finished::Recorded)
        }
    }

    fn hangs(_: &KitOrder, _: Vec<Photo>) -> childalert_poster::Kit {
        std::thread::sleep(Duration::from_secs(5));
        Err(Vec::new())
    }

    #[test]
    fn a_render_that_hangs_is_reported_and_acknowledged_and_keeps_only_its_own_slot() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (ledger, queue) = (Arc::new(Permitting::default()), MemoryQueue::new());
            let renders = Renders { render: hangs, ..Renders::new(Arc::clone(&ledger) as _) };
            for id in 1..=3 {
                let job = Job { act: Act::Render, id: Uuid::from_u128(id), epoch: 0 };
                queue.publish(RENDER_QUEUE, &job).await.unwrap();
            }
            let mut consumer = queue.consume(RENDER_QUEUE, 1).await;
            for _ in 0..3 {
                renders.handle(consumer.next().await.unwrap()).await;
            }
            let timed_out = || Err(vec![failure("", "render_timed_out")]);
            assert_eq!(*ledger.kits.lock().unwrap(), [timed_out(), timed_out()]);
            // The third was not even begun, and the two that hung do not come again.
            assert_eq!(*ledger.begun.lock().unwrap(), 2);
            let next = tokio::time::timeout(Duration::from_millis(200), consumer.next()).await;
            assert!(next.is_err(), "nothing is delivered again at once");
        });
        runtime.shutdown_background();
    }
}
