//! Taking in a scan of a paper: a consent that somebody signed, a note of what was said. It is evidence, and it comes from
//! outside: pictures are encoded anew as photos are, and a PDF is kept as it came, if it is a PDF and nothing else, does
//! nothing by itself and carries nothing hidden.

mod lexer;
mod pdf;

use crate::crop::{self, Jpeg};
use crate::intake::{self, PhotoError};

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 20 * 1024 * 1024;
/// JPEG quality of what is stored: handwriting must stay legible.
const QUALITY: u8 = 85;

/// A scan fit to be stored and handed out again.
pub struct Scan {
    /// The file.
    pub bytes: Vec<u8>,
    /// `application/pdf` or `image/jpeg`.
    pub media_type: &'static str,
}

/// Why a scan was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// More than [`MOST_BYTES`].
    #[error("the document is larger than 20 MB: scan it at 200 or 300 dpi, or take a photo of it")]
    TooLarge,
    /// A picture of more than [`intake::MOST_PIXELS`], however few bytes it has.
    #[error("the picture has more than 50 megapixels: scan it at 200 or 300 dpi")]
    TooManyPixels,
    /// A picture whose shorter side is under [`intake::LEAST_SIDE`]: nobody can read a page from it.
    #[error(
        "the picture is too small to be read, its shorter side needs 400 pixels: scan it anew at 200 or 300 dpi"
    )]
    TooSmall,
    /// Neither PDF nor JPEG nor PNG, by its first bytes.
    #[error("the document is no PDF, JPEG or PNG: scan it anew")]
    Unreadable,
    /// A JPEG or PNG of a rare kind: one that moves, or that might come out in false colours.
    #[error("the picture is a rare kind of JPEG or PNG: open it and save it anew, or scan the paper anew")]
    Unsupported,
    /// A PDF that is cut off, does not fit its own description, or holds more than it shows.
    #[error("the document is damaged, or hides something beside its pages: scan it anew")]
    Damaged,
    /// A PDF that does something by itself, or carries a file.
    #[error("the document holds a program, a form or an attached file: print it to PDF or scan the paper")]
    Active,
    /// A PDF with a link and with something that happens when it is opened or left, which may be that it follows the link.
    #[error("the document has a link, and does something by itself: print it to PDF or scan the paper")]
    OnItsOwn,
    /// A PDF that is locked.
    #[error("the document is locked: save it without a password, or scan the paper")]
    Locked,
}

impl ScanError {
    /// Stable name, for machines and for the message catalogue.
    pub fn code(self) -> &'static str {
        match self {
            ScanError::TooLarge => "too_large",
            ScanError::TooManyPixels => "too_many_pixels",
            ScanError::TooSmall => "too_small",
            ScanError::Unreadable => "unreadable",
            ScanError::Unsupported => "unsupported",
            ScanError::Damaged => "damaged",
            ScanError::Active => "active",
            ScanError::OnItsOwn => "on_its_own",
            ScanError::Locked => "locked",
        }
    }
}

/// Takes a scan in. What it is, its first bytes say: neither a name nor a header of the request is asked.
pub fn take_in(bytes: Vec<u8>) -> Result<Scan, ScanError> {
    if bytes.len() > MOST_BYTES {
        return Err(ScanError::TooLarge);
    }
    match bytes.as_slice() {
        [b'%', b'P', b'D', b'F', b'-', ..] => {
            pdf::check(&bytes)?;
            Ok(Scan { bytes, media_type: "application/pdf" })
        }
        [0xff, 0xd8, 0xff, ..] | [0x89, b'P', b'N', b'G', ..] => {
            let (pixels, _) = intake::pixels(&bytes).map_err(refused)?;
            let Jpeg { bytes, .. } = crop::encode(&pixels, QUALITY).ok_or(ScanError::Unreadable)?;
            Ok(Scan { bytes, media_type: "image/jpeg" })
        }
        _ => Err(ScanError::Unreadable),
    }
}

fn refused(error: PhotoError) -> ScanError {
    match error {
        PhotoError::TooLarge { .. } => ScanError::TooLarge,
        PhotoError::TooManyPixels { .. } => ScanError::TooManyPixels,
        PhotoError::TooSmall { .. } => ScanError::TooSmall,
        PhotoError::Damaged => ScanError::Damaged,
        PhotoError::Animated | PhotoError::Unsupported => ScanError::Unsupported,
        PhotoError::UnknownFormat | PhotoError::NotTakenIn => ScanError::Unreadable,
    }
}
