//! The scan that a paper's form brings along: taken in as soon as it arrives, so that a mistake in a field beside it loses nothing.

use super::form::Amiss;
use crate::pages::fields::{Choice, Filled, Group};
use crate::pages::shell::Instead;
use crate::pages::upload::{NoFile, Upload};
use crate::problem::Problem;
use childalert_app::{AppError, CaseView};
use childalert_domain::Lang;
use childalert_poster::ScanError;
use childalert_words::{day_month_time, text};
use uuid::Uuid;

/// What a browser offers to choose from.
const ACCEPTS: &str = "application/pdf,image/jpeg,image/png";

/// Takes the scan in, where there is one, and chooses it in the form.
pub(super) async fn take_in(upload: &mut Upload, case: Uuid) -> Result<Option<Amiss>, Instead> {
    let posted = &mut upload.posted;
    let taken = match &upload.file {
        Ok(None) => return Ok(None),
        Ok(Some(bytes)) => {
            // The same file in the same form is the same scan, whatever is typed beside it.
            let mut request = posted.request_for("scan");
            request.key = format!("{}-{}", request.key, posted.first("file.sha256"));
            request.digest = posted.first("file.sha256").to_owned();
            posted.asked.app.take_in_scan(&request, case, bytes.clone()).await
        }
        Err(NoFile::Lost) => {
            let lang = posted.asked.lang;
            return Ok(Some(Amiss::at(lang, "file", text(lang, "form-file-lost"))));
        }
        Err(NoFile::TooLarge) => {
            Err(posted.asked.app.refuse_scan(&posted.visitor.actor, case, ScanError::TooLarge).await)
        }
    };
    match taken {
        Ok(scan) => {
            posted.fields.retain(|(name, _)| name != "scan");
            posted.fields.push(("scan".to_owned(), scan.sha256));
            Ok(None)
        }
        Err(error @ AppError::Scan(_)) => {
            Ok(Some(Amiss::in_fields(posted.asked.lang, Problem::from(error), |_| "file".to_owned())))
        }
        Err(error) => Err(posted.asked.failed(error)),
    }
}

/// On a case's first paper there is none to choose from yet: what is said of that is said where it is sent.
pub(super) fn placed(amiss: Amiss, case: &CaseView) -> Amiss {
    if case.scans.is_empty() { amiss.moved("scan", "file") } else { amiss }
}

/// The scans of the file to choose from, and another to send.
pub(super) fn group(form: &Filled<'_>, case: &CaseView) -> Group {
    let lang: Lang = form.lang;
    let none = Choice::new("", text(lang, "case-scan-none"));
    let scans = case.scans.iter().map(|scan| {
        let what = if scan.media_type == "application/pdf" { "PDF" } else { "JPEG" };
        Choice::new(&scan.sha256, format!("{what}, {}", day_month_time(lang, scan.recorded_at)))
    });
    let chosen = form.one("scan", std::iter::once(none).chain(scans).collect());
    let file =
        form.file("file", ACCEPTS).label(text(lang, "case-scan-add")).hint(text(lang, "case-scan-hint"));
    let fields = if case.scans.is_empty() { vec![file] } else { vec![chosen, file] };
    form.group(text(lang, "case-scan"), fields)
}
