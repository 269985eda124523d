//! The render role, with the real poster crate.

use crate::script::{Entry, ScriptedLedger, sha256};
use bytes::Bytes;
use childalert_jobs::{Act, Job, Ledger, PermitId, RENDER_QUEUE, RenderFailure, RenderPermit, RenderedFile};
use childalert_poster::{Fact, FileOrder, Format, KitOrder, KitPhoto, Notice, intake};
use childalert_queue::{MemoryQueue, Queue};
use childalert_workers::{Roles, config::WorkersConfig, run};
use serde_json::{Value, json};
use std::{future::pending, sync::Arc};
use uuid::Uuid;

fn photo() -> Bytes {
    let drawn = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../assets/demo/face.jpg")).unwrap();
    intake::take_in(&drawn, chrono::NaiveDate::default()).unwrap().jpeg.into()
}

fn order(sha256: String) -> KitOrder {
    let notice = Notice {
        lang: "fr".into(),
        headline: "DISPARUE".into(),
        name: "Éloïse V.".into(),
        age: "12 ans".into(),
        facts: vec![Fact { label: "Taille".into(), value: "1 m 52, mince".into() }],
        appeal: "Vue pour la dernière fois à la gare. Appelez le 116 000.".into(),
        number: "116 000".into(),
        number_note: "gratuit, 24 h / 24".into(),
        number_abroad: "+32 2 475 44 99".into(),
        valid_until: "valable jusqu'au 28.11.2026".into(),
        check: "Toujours recherchée ?".into(),
        reference_label: "Réf.".into(),
        photo_alt: "Portrait d'Éloïse".into(),
        ..Notice::default()
    };
    let file =
        |name: &str, format| FileOrder { name: name.into(), format, languages: vec!["fr".into()], cards: 0 };
    KitOrder {
        notices: vec![notice],
        files: vec![
            file("social-fr.jpg", Format::SocialWide),
            file("page-fr.jpg", Format::Page),
            file("poster-a4-fr.pdf", Format::A4),
        ],
        photos: vec![KitPhoto { sha256, focus: None }],
        check_url: "https://alerts.example.org/n/417".into(),
        reference: "2026-0417".into(),
    }
}

async fn render(
    order: Value,
    files: &[Bytes],
) -> (Result<Vec<RenderedFile>, Vec<RenderFailure>>, Arc<ScriptedLedger>) {
    let id = PermitId { id: Uuid::from_u128(1), fence: 1 };
    let ledger = ScriptedLedger::permitting([]);
    *ledger.render.lock().unwrap() = Some(RenderPermit { id, leave_ms: 60_000, order });
    for file in files {
        ledger.files.lock().unwrap().insert(sha256(file), file.clone());
    }
    let queue: Arc<dyn Queue> = Arc::new(MemoryQueue::new());
    queue.publish(RENDER_QUEUE, &Job { act: Act::Render, id: id.id, epoch: 0 }).await.unwrap();
    let roles = Roles::named(["render"], &WorkersConfig::default()).unwrap();
    let running = tokio::spawn(run(Arc::clone(&ledger) as Arc<dyn Ledger>, queue, roles, pending()));
    let log = ledger.until(|log| matches!(log.last(), Some(Entry::FinishRender(_)))).await;
    running.abort();
    let Some(Entry::FinishRender(kit)) = log.last().cloned() else { unreachable!() };
    (kit, ledger)
}

#[tokio::test]
async fn a_kit_is_rendered_stored_and_reported_file_by_file() {
    let photo = photo();
    let order = serde_json::to_value(order(sha256(&photo))).unwrap();
    let (kit, ledger) = render(order, &[photo]).await;
    let kit = kit.unwrap();
    let names: Vec<_> = kit.iter().map(|file| (file.name.as_str(), file.format.as_str())).collect();
    let right = [("social-fr.jpg", "social_wide"), ("page-fr.jpg", "page"), ("poster-a4-fr.pdf", "a4")];
    assert_eq!(names, right);
    assert_eq!((kit[0].width, kit[0].height), (1_200, 630));
    let stored = ledger.files.lock().unwrap();
    for file in &kit {
        assert_eq!(stored[&file.sha256].len() as u64, file.bytes);
    }
    assert!(stored[&kit[2].sha256].starts_with(b"%PDF"));
}

#[tokio::test]
async fn a_kit_that_cannot_be_made_tells_the_field_and_stores_nothing() {
    let photo = photo();
    let mut too_long = order(sha256(&photo));
    too_long.notices[0].appeal = "inconsolablement-inconsolablement ".repeat(35);
    let (kit, ledger) = render(serde_json::to_value(too_long).unwrap(), &[photo]).await;
    let failures = kit.unwrap_err();
    let appeal = failures.iter().find(|failure| failure.field == "notices.fr.appeal").unwrap();
    assert_eq!(appeal.code, "text_too_long");
    assert!(appeal.excess.is_some());
    assert_eq!(ledger.files.lock().unwrap().len(), 1, "only the photo");
}

#[tokio::test]
async fn a_photo_that_cannot_be_read_and_an_order_that_makes_no_sense_are_failures_not_loops() {
    let broken = Bytes::from_static(b"no photo");
    let order = serde_json::to_value(order(sha256(&broken))).unwrap();
    let (kit, _) = render(order, &[broken]).await;
    assert_eq!(kit.unwrap_err()[0].field, "photos.0");
    let (kit, _) = render(json!({ "files": 3 }), &[]).await;
    assert_eq!(kit.unwrap_err()[0].code, "order_unreadable");
}
