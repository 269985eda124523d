//! A case with everything in its file, read in one transaction.

use crate::clock::start_in_brussels;
use crate::views::{
    CaseView, ConsentView, DeclarationView, DenialView, HeardView, OverrideView, PhotoView, PhotoWarningView,
    ScanView,
};
use crate::{AppError, today_in_brussels};
use childalert_domain::{
    Case, Concertation, Consent, ConsentDenied, Declaration, Override, searched_for_until,
};
use childalert_store::Tx;
use childalert_store::cases::{self, CaseRow, PaperKind, PaperRow, PhotoRow, ScanRow};
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// The file, read back into the rules' types.
pub(crate) struct CaseFile {
    pub row: CaseRow,
    pub case: Case,
    pub papers: Vec<PaperRow>,
    pub photos: Vec<PhotoRow>,
    pub scans: Vec<ScanRow>,
}

/// Reads a case's file.
pub(crate) async fn case_file(tx: &mut Tx, id: Uuid) -> Result<CaseFile, AppError> {
    let row = cases::find(tx, id).await?.ok_or(AppError::NotFound("case"))?;
    // The column is what the engine keeps as it was.
    let case = Case { drill: row.drill, ..serde_json::from_str(&row.body)? };
    let papers = cases::papers(tx, id).await?;
    let photos = cases::photos(tx, id).await?;
    let scans = cases::scans(tx, id).await?;
    Ok(CaseFile { row, case, papers, photos, scans })
}

impl CaseFile {
    fn all<T: DeserializeOwned>(&self, kind: PaperKind) -> Result<Vec<(&PaperRow, T)>, AppError> {
        self.papers
            .iter()
            .filter(|paper| paper.kind == kind.name())
            .map(|paper| Ok((paper, serde_json::from_str(&paper.body)?)))
            .collect()
    }

    /// When the person may not be searched for any more.
    pub fn no_longer(&self) -> Option<DateTime<Utc>> {
        searched_for_until(&self.case).map(start_in_brussels)
    }

    /// The newest declaration.
    pub fn declaration(&self) -> Result<Option<Declaration>, AppError> {
        Ok(self.all(PaperKind::Declaration)?.pop().map(|(_, declaration)| declaration))
    }

    /// All consents.
    pub fn consents(&self) -> Result<Vec<Consent>, AppError> {
        Ok(self.all(PaperKind::Consent)?.into_iter().map(|(_, consent)| consent).collect())
    }

    /// Refusals, and those who could not be asked.
    pub fn denials(&self) -> Result<Vec<ConsentDenied>, AppError> {
        Ok(self.all(PaperKind::Denied)?.into_iter().map(|(_, denied)| denied).collect())
    }

    /// All overrides.
    pub fn overrides(&self) -> Result<Vec<Override>, AppError> {
        Ok(self.all(PaperKind::Override)?.into_iter().map(|(_, over)| over).collect())
    }

    /// Everybody who was heard.
    pub fn concertation(&self) -> Result<Concertation, AppError> {
        Ok(Concertation(self.all(PaperKind::Heard)?.into_iter().map(|(_, heard)| heard).collect()))
    }

    /// What a caller sees.
    pub fn view(self, now: DateTime<Utc>) -> Result<CaseView, AppError> {
        let today = today_in_brussels(now);
        let declaration = self.all(PaperKind::Declaration)?.pop().map(|(paper, declaration)| {
            DeclarationView { id: paper.id, recorded_at: paper.recorded_at, declaration }
        });
        let consents = self
            .all(PaperKind::Consent)?
            .into_iter()
            .map(|(paper, consent)| ConsentView { id: paper.id, recorded_at: paper.recorded_at, consent })
            .collect();
        let denials = self
            .all(PaperKind::Denied)?
            .into_iter()
            .map(|(paper, denied)| DenialView { id: paper.id, denied })
            .collect();
        let overrides = self
            .all(PaperKind::Override)?
            .into_iter()
            .map(|(paper, over)| OverrideView {
                id: paper.id,
                recorded_at: paper.recorded_at,
                r#override: over,
            })
            .collect();
        let concertation = self
            .all(PaperKind::Heard)?
            .into_iter()
            .map(|(paper, heard)| HeardView { id: paper.id, heard })
            .collect();
        Ok(CaseView {
            id: self.row.id,
            version: self.row.version,
            worrying: self.case.worrying(today),
            age: self.case.person.age_on(today),
            created_at: self.row.created_at,
            declaration,
            consents,
            denials,
            overrides,
            concertation,
            photos: self.photos.iter().map(photo_view).collect(),
            scans: self.scans.iter().map(scan_view).collect(),
            case: self.case,
        })
    }
}

/// What a caller sees of a photo.
pub(crate) fn photo_view(row: &PhotoRow) -> PhotoView {
    PhotoView {
        sha256: row.sha256.clone(),
        width: row.width,
        height: row.height,
        focus_x: row.focus_x,
        focus_y: row.focus_y,
        warnings: row.warnings.split_whitespace().map(PhotoWarningView::of).collect(),
    }
}

/// What a caller sees of a scan.
pub(crate) fn scan_view(row: &ScanRow) -> ScanView {
    ScanView {
        sha256: row.sha256.clone(),
        media_type: row.media_type.clone(),
        bytes: row.bytes,
        recorded_at: row.recorded_at,
    }
}
