//! A photo's focus and warnings, from the intake to the order of a kit.

use bytes::Bytes;
use childalert_app::{
    Actor, App, AppError, Files, FocusOrder, Ids, InProcessLedger, ManualClock, PhotoView, Request, Role,
    Settings, SystemIds, WorkerScope,
};
use childalert_demo::script;
use childalert_domain::Digest;
use childalert_jobs::{Act, Job, Ledger};
use childalert_queue::MemoryQueue;
use childalert_store::Store;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;
use uuid::Uuid;

const FACE: &[u8] = include_bytes!("../../../assets/demo/face.jpg");

struct Office {
    app: App,
    case: Uuid,
    _folder: tempfile::TempDir,
}

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).expect("the script fits the types")
}

fn now() -> chrono::DateTime<chrono::Utc> {
    childalert_app::Clock::now(&ManualClock::default())
}

/// An officer who asks, with a new Idempotency-Key each time.
fn officer() -> Request {
    let actor = Actor { id: SystemIds.id(), role: Role::Officer, scopes: None, person: false };
    Request { actor, key: SystemIds.code(), digest: SystemIds.code(), id: String::new() }
}

impl Office {
    async fn open() -> Office {
        let folder = tempfile::tempdir().expect("a folder");
        let database = format!("sqlite://{}/office.db", folder.path().display());
        let store = Store::open(&database, 2).await.expect("a database");
        store.migrate().await.expect("a schema");
        let files = Files::open(&folder.path().join("files").display().to_string()).expect("a folder");
        let settings = Settings {
            public_url: "http://127.0.0.1:1".to_owned(),
            batch_size: 1,
            authorities: Vec::new(),
            providers: Vec::new(),
        };
        let (clock, ids) = (Arc::new(ManualClock::default()), Arc::new(SystemIds));
        let app = App::new(store, Arc::new(MemoryQueue::new()), files, clock, ids, settings);
        let case = app.open_case(&officer(), read(script::case(now()))).await.expect("a case").id;
        Office { app, case, _folder: folder }
    }

    async fn take_in(&self, bytes: &'static [u8]) -> PhotoView {
        let taken = self.app.take_in_photo(&officer(), self.case, Bytes::from_static(bytes)).await;
        taken.expect("the photo is taken in")
    }

    async fn put(&self, photo: &PhotoView, focus_x: u16, focus_y: u16) -> Result<PhotoView, AppError> {
        let sha256: Digest = photo.sha256.parse().expect("a digest");
        self.app.move_focus(&officer(), self.case, sha256, FocusOrder { focus_x, focus_y }).await
    }

    /// Orders a proof and reads where its kit has the face.
    async fn focus_of(&self, proof: Uuid) -> (f64, f64) {
        let ledger = InProcessLedger::new(self.app.clone(), WorkerScope::Any);
        let job = Job { act: Act::Render, id: proof, epoch: 0 };
        let permit = ledger.begin_render(&job).await.expect("the ledger answers").expect("a permit");
        let focus = &permit.order["photos"][0]["focus"];
        let thousandths = |share: &Value| (share.as_f64().expect("a share") * 1000.0).round();
        (thousandths(&focus["x"]), thousandths(&focus["y"]))
    }
}

fn codes(photo: &PhotoView) -> Vec<&str> {
    photo.warnings.iter().map(|warning| warning.code.as_str()).collect()
}

#[tokio::test]
async fn the_face_is_proposed_and_the_officer_moves_it() {
    let office = Office::open().await;
    let photo = office.take_in(FACE).await;
    assert!((450..550).contains(&photo.focus_x) && (460..560).contains(&photo.focus_y), "the drawn face");

    let moved = office.put(&photo, 250, 1000).await.expect("moved");
    assert_eq!((moved.focus_x, moved.focus_y), (250, 1000));
    // Put where it is, and sent again: it stays as it is.
    office.put(&photo, 250, 1000).await.expect("the same again");
    let again = office.take_in(FACE).await;
    assert_eq!((again.sha256, again.focus_x, again.focus_y), (photo.sha256.clone(), 250, 1000));
    let case = office.app.case(office.case).await.expect("the case");
    assert_eq!((case.photos.len(), case.photos[0].focus_x, case.photos[0].focus_y), (1, 250, 1000));
    // No further than the edge, whatever a caller within the process says.
    let far = office.put(&photo, u16::MAX, 0).await.expect("moved");
    assert_eq!((far.focus_x, far.focus_y), (1000, 0));

    let stranger = PhotoView { sha256: "5e".repeat(32), ..photo };
    assert!(matches!(office.put(&stranger, 1, 1).await, Err(AppError::NotFound("photo"))));
}

#[tokio::test]
async fn a_focus_that_is_moved_changes_nothing_in_a_proof_that_was_ordered() {
    let office = Office::open().await;
    let photo = office.take_in(FACE).await;
    office.put(&photo, 300, 310).await.expect("moved");
    let draft = read(script::campaign(now(), &photo.sha256));
    let campaign = office.app.draft_campaign(&officer(), office.case, draft).await.expect("a campaign").id;
    let first = office.app.order_proof(&officer(), campaign).await.expect("a proof").id;
    office.put(&photo, 700, 710).await.expect("moved");
    assert_eq!(office.focus_of(first).await, (300.0, 310.0));
    let second = office.app.order_proof(&officer(), campaign).await.expect("another proof").id;
    assert_eq!(office.focus_of(second).await, (700.0, 710.0));
}

#[tokio::test]
async fn that_no_face_was_found_is_settled_when_the_frame_is_put_by_hand() {
    let office = Office::open().await;
    let flat: &[u8] = include_bytes!("../../../tests/data/photos/no-face.png");
    let photo = office.take_in(flat).await;
    assert_eq!(codes(&photo), ["low_resolution", "no_face_found"]);
    let moved = office.put(&photo, photo.focus_x as u16, photo.focus_y as u16).await.expect("confirmed");
    assert_eq!(codes(&moved), ["low_resolution"]);
}
