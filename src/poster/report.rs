//! A plain document of record on A4: a title, one sentence, sections of facts and tables, and the code that leads to the check
//! page. It has nothing of a notice, so that nothing of one can get onto it.

use crate::error::PosterError;
use crate::layout::lay_out_report;
use crate::measures::{A4, HOME};
use crate::studio::{RenderedBytes, pdf};

/// What stands in it. Every word is final.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// BCP 47 language, such as `fr`, read from left to right.
    pub lang: String,
    /// Whose document it is.
    pub sender: String,
    /// What it is; the PDF's title too.
    pub title: String,
    /// Of what.
    pub subtitle: String,
    /// What it says, in one sentence.
    pub lead: String,
    /// The rest.
    pub sections: Vec<Section>,
    /// The address in the QR code.
    pub check_url: String,
    /// What it answers; stands under the code.
    pub check: String,
    /// At the foot of every page, before the page's number.
    pub footer: String,
}

/// A part of a report under its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// Labels and what they say, line by line.
    Facts(Vec<(String, String)>),
    /// A table. Its first column names the row; the others are set at the right.
    Table {
        /// What stands over each column.
        head: Vec<String>,
        /// Each as long as the head.
        rows: Vec<Vec<String>>,
    },
}

/// The report as a tagged PDF of as many pages as it takes. The same report gives the same bytes.
pub fn report(report: &Report) -> Result<RenderedBytes, Vec<PosterError>> {
    let sheets = lay_out_report(report)?;
    pdf(&sheets, &[], &report.title, &report.lang, &A4, HOME)
}
