//! Cases, and the papers, photos and scans in their files.

use crate::engine::{execute, query};
use crate::{StoreError, Tx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A case; `body` is a `childalert_domain::Case` as JSON.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CaseRow {
    /// Its id.
    pub id: Uuid,
    /// The foundation's number, as in `body`.
    pub reference: String,
    /// The file.
    pub body: String,
    /// Whether it is an exercise, as in `body`. The engine lets nobody change it.
    pub drill: bool,
    /// Rises with each change.
    pub version: i64,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}

/// What kind of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperKind {
    /// `childalert_domain::Declaration`.
    Declaration,
    /// `childalert_domain::Consent`.
    Consent,
    /// `childalert_domain::ConsentDenied`.
    Denied,
    /// `childalert_domain::Override`.
    Override,
    /// `childalert_domain::Heard`.
    Heard,
}

impl PaperKind {
    /// Name in the table.
    pub fn name(self) -> &'static str {
        match self {
            PaperKind::Declaration => "declaration",
            PaperKind::Consent => "consent",
            PaperKind::Denied => "denied",
            PaperKind::Override => "override",
            PaperKind::Heard => "heard",
        }
    }
}

/// A paper; `body` is the domain type of its kind as JSON.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PaperRow {
    /// Its id.
    pub id: Uuid,
    /// Whose file it is in.
    pub case_id: Uuid,
    /// [`PaperKind::name`].
    pub kind: String,
    /// The paper.
    pub body: String,
    /// What the trail's digest of the paper is made with; random, and erased with it.
    pub salt: String,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// A cleaned photo.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PhotoRow {
    /// Whose.
    pub case_id: Uuid,
    /// SHA-256 of the cleaned bytes, hex.
    pub sha256: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// Where the face is, thousandths from the left.
    pub focus_x: i64,
    /// Thousandths from the top.
    pub focus_y: i64,
    /// Warnings' codes, separated by spaces.
    pub warnings: String,
    /// When it was taken in.
    pub recorded_at: DateTime<Utc>,
}

/// A scan of a paper.
#[derive(Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ScanRow {
    /// Whose.
    pub case_id: Uuid,
    /// SHA-256 of the stored bytes, hex.
    pub sha256: String,
    /// `application/pdf` or `image/jpeg`.
    pub media_type: String,
    /// Size.
    pub bytes: i64,
    /// What the trail's digest of it is made with; random, and erased with it.
    pub salt: String,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

const INSERT: &str = "INSERT INTO cases (id, reference, body, drill, version, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const UPDATE: &str = "UPDATE cases SET body = $1, version = version + 1, updated_at = $2
    WHERE id = $3 AND version = $4";
const FIND: &str =
    "SELECT id, reference, body, drill, version, created_at, updated_at FROM cases WHERE id = $1";
const LIST: &str = "SELECT id, reference, body, drill, version, created_at, updated_at FROM cases
    ORDER BY created_at DESC, id LIMIT $1 OFFSET $2";
const INSERT_PAPER: &str = "INSERT INTO papers (id, case_id, kind, body, salt, recorded_by, recorded_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const UPDATE_PAPER: &str = "UPDATE papers SET body = $1 WHERE id = $2";
const FIND_PAPER: &str =
    "SELECT id, case_id, kind, body, salt, recorded_by, recorded_at FROM papers WHERE id = $1";
const PAPERS: &str = "SELECT id, case_id, kind, body, salt, recorded_by, recorded_at FROM papers
    WHERE case_id = $1 ORDER BY recorded_at, id";
const INSERT_PHOTO: &str =
    "INSERT INTO photos (case_id, sha256, width, height, focus_x, focus_y, warnings, recorded_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (case_id, sha256) DO NOTHING";
const FIND_PHOTO: &str =
    "SELECT case_id, sha256, width, height, focus_x, focus_y, warnings, recorded_at FROM photos
    WHERE case_id = $1 AND sha256 = $2";
const MOVE_FOCUS: &str = "UPDATE photos SET focus_x = $1, focus_y = $2, warnings = $3
    WHERE case_id = $4 AND sha256 = $5";
const PHOTOS: &str =
    "SELECT case_id, sha256, width, height, focus_x, focus_y, warnings, recorded_at FROM photos
    WHERE case_id = $1 ORDER BY recorded_at, sha256";

const INSERT_SCAN: &str =
    "INSERT INTO scans (case_id, sha256, media_type, bytes, salt, recorded_by, recorded_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (case_id, sha256) DO NOTHING";
const FIND_SCAN: &str = "SELECT case_id, sha256, media_type, bytes, salt, recorded_by, recorded_at FROM scans
    WHERE case_id = $1 AND sha256 = $2";
const SCANS: &str = "SELECT case_id, sha256, media_type, bytes, salt, recorded_by, recorded_at FROM scans
    WHERE case_id = $1 ORDER BY recorded_at, sha256";

/// Opens a case.
pub async fn insert(tx: &mut Tx, row: &CaseRow) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        row.id,
        &row.reference,
        &row.body,
        row.drill,
        row.version,
        row.created_at,
        row.updated_at
    )?;
    Ok(())
}

/// Replaces the file if it is still at `version`; whether it was.
pub async fn update(
    tx: &mut Tx,
    id: Uuid,
    version: i64,
    body: &str,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, UPDATE, body, at, id, version)? == 1)
}

/// One case.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<CaseRow>, StoreError> {
    query!(tx, fetch_optional, FIND, id)
}

/// Cases, newest first.
pub async fn list(tx: &mut Tx, limit: i64, offset: i64) -> Result<Vec<CaseRow>, StoreError> {
    query!(tx, fetch_all, LIST, limit, offset)
}

/// Puts a paper in the file.
pub async fn insert_paper(tx: &mut Tx, row: &PaperRow) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT_PAPER,
        row.id,
        row.case_id,
        &row.kind,
        &row.body,
        &row.salt,
        &row.recorded_by,
        row.recorded_at
    )?;
    Ok(())
}

/// Replaces a paper's text (a consent that is withdrawn).
pub async fn update_paper(tx: &mut Tx, id: Uuid, body: &str) -> Result<bool, StoreError> {
    Ok(execute!(tx, UPDATE_PAPER, body, id)? == 1)
}

/// One paper.
pub async fn find_paper(tx: &mut Tx, id: Uuid) -> Result<Option<PaperRow>, StoreError> {
    query!(tx, fetch_optional, FIND_PAPER, id)
}

/// A case's papers, oldest first.
pub async fn papers(tx: &mut Tx, case: Uuid) -> Result<Vec<PaperRow>, StoreError> {
    query!(tx, fetch_all, PAPERS, case)
}

/// Adds a photo; the same one again changes nothing.
pub async fn insert_photo(tx: &mut Tx, row: &PhotoRow) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT_PHOTO,
        row.case_id,
        &row.sha256,
        row.width,
        row.height,
        row.focus_x,
        row.focus_y,
        &row.warnings,
        row.recorded_at
    )?;
    Ok(())
}

/// One photo of a case.
pub async fn find_photo(tx: &mut Tx, case: Uuid, sha256: &str) -> Result<Option<PhotoRow>, StoreError> {
    query!(tx, fetch_optional, FIND_PHOTO, case, sha256)
}

/// Stores a photo's focus and what is left of its warnings; whether the case has the photo.
pub async fn move_focus(tx: &mut Tx, row: &PhotoRow) -> Result<bool, StoreError> {
    let changed =
        execute!(tx, MOVE_FOCUS, row.focus_x, row.focus_y, &row.warnings, row.case_id, &row.sha256)?;
    Ok(changed == 1)
}

/// A case's photos, oldest first.
pub async fn photos(tx: &mut Tx, case: Uuid) -> Result<Vec<PhotoRow>, StoreError> {
    query!(tx, fetch_all, PHOTOS, case)
}

/// Adds a scan; the same one again changes nothing.
pub async fn insert_scan(tx: &mut Tx, row: &ScanRow) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT_SCAN,
        row.case_id,
        &row.sha256,
        &row.media_type,
        row.bytes,
        &row.salt,
        &row.recorded_by,
        row.recorded_at
    )?;
    Ok(())
}

/// One scan of a case.
pub async fn find_scan(tx: &mut Tx, case: Uuid, sha256: &str) -> Result<Option<ScanRow>, StoreError> {
    query!(tx, fetch_optional, FIND_SCAN, case, sha256)
}

/// A case's scans, oldest first.
pub async fn scans(tx: &mut Tx, case: Uuid) -> Result<Vec<ScanRow>, StoreError> {
    query!(tx, fetch_all, SCANS, case)
}
