//! A case's file: opened, completed with papers and photos, read.

mod consents;
mod dossier;
mod open;
mod papers;
mod photos;

pub(crate) use dossier::{CaseFile, case_file};
