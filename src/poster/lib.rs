//! Notice and photo in, poster and pictures out: PDF for paper, JPEG for screens. Pure: no file, no network, no clock, and
//! the same order gives the same bytes, so that what a magistrate previewed is byte for byte what goes out.
//!
//! One way for every format: the [`order`](KitOrder) is set by the tables in `measures` into one display list (`sheet`),
//! and two painters draw that list, to PDF and to pixels. Neither painter moves anything, so paper and picture cannot
//! disagree. Text that does not fit at its smallest legible size is an error that says how much to cut, never a clipped
//! line; a character that no embedded font holds is an error, never an empty box.
//!
//! Words come from the caller, already in the right language. This crate knows none.

mod contact;
mod crop;
mod error;
mod fonts;
pub mod intake;
mod layout;
mod measures;
mod merge;
mod order;
mod paint;
mod qr;
mod report;
pub mod scan;
mod sheet;
mod studio;
mod text;

pub use contact::contact_sheet;
pub use crop::crop_box;
pub use error::{Code, PosterError};
pub use intake::{Photo, PhotoError, PhotoWarning};
pub use order::{EndedWords, Fact, FileOrder, Focus, Format, KitOrder, KitPhoto, Media, Notice, kit_files};
pub use report::{Block, Report, Section, report};
pub use scan::{Scan, ScanError};
pub use studio::{Kit, RenderedBytes, Studio, ended};
