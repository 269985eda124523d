//! A case's file: opened, completed with papers and photos, read.

mod answering;
mod asking;
mod consents;
mod dossier;
mod open;
mod papers;
mod photos;
mod scans;

pub use answering::{ConsentAnswer, ConsentSheet, CopiesOf};
pub use asking::{ConsentAsk, ConsentAsked};
pub(crate) use dossier::{CaseFile, case_file};
pub use scans::ScanFile;

use childalert_store::cases::PaperRow;
use childalert_trust::Consented;

/// What the trail has of a paper: its id, and a digest over its salt and its text.
fn sealed(paper: &PaperRow) -> String {
    format!("{} {}", paper.id, Consented::digest(&paper.salt, &paper.body))
}
