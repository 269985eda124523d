//! Order in, bytes out.

use crate::crop::{self, Jpeg, Subject, Target};
use crate::error::{Code, PosterError};
use crate::intake::Photo;
use crate::layout::{Content, lay_out_ended, lay_out_paper, lay_out_wide};
use crate::measures::{A4, MM_PER_INCH, PAGE, PAGE_QUALITY, Paper, SOCIAL_WIDE};
use crate::order::{EndedWords, FileOrder, Focus, Format, KitOrder};
use crate::paint::{paint_pdf, paint_pixels};
use crate::sheet::{SLATE, Sheet, WHITE};
use sha2::{Digest, Sha256};
use std::fmt;

/// A finished file.
#[derive(Clone, PartialEq, Eq)]
pub struct RenderedBytes {
    /// The file.
    pub bytes: Vec<u8>,
    /// `application/pdf` or `image/jpeg`.
    pub media_type: &'static str,
    /// Width in pixels (pictures) or points (PDF).
    pub width: u32,
    /// Height in the same unit.
    pub height: u32,
}

impl fmt::Debug for RenderedBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RenderedBytes { bytes, media_type, width, height } = self;
        write!(f, "RenderedBytes({media_type}, {width}×{height}, {} bytes)", bytes.len())
    }
}

impl RenderedBytes {
    fn of(jpeg: Jpeg) -> Self {
        let Jpeg { bytes, width, height } = jpeg;
        RenderedBytes { bytes, media_type: "image/jpeg", width, height }
    }
}

/// Makes one file of the order. `photos` holds the photos that the order names, in any order. The same input gives the
/// same bytes. Every reason why it cannot be made is returned at once.
pub fn render(
    order: &KitOrder,
    file: &FileOrder,
    photos: &[Photo],
) -> Result<RenderedBytes, Vec<PosterError>> {
    let made = match file.format {
        Format::A4 => poster(&A4, order, file, photos),
        Format::SocialWide => social(order, file, photos),
        Format::Page => page(order, photos),
    };
    made.map_err(|errors| errors.into_iter().map(|error| error.of(&file.name)).collect())
}

/// The neutral card that takes the place of `format` when the alert has ended: no name, no face. One to four languages,
/// in the order given.
pub fn ended(format: Format, words: &[EndedWords]) -> Result<RenderedBytes, Vec<PosterError>> {
    let made = match format {
        Format::A4 => lay_out_ended((A4.width, A4.height), WHITE, words).and_then(|sheet| {
            let (title, lang) = (joined_titles(words), words.first().map_or("", |w| &w.lang));
            pdf(&sheet, None, &title, lang, A4.file_bytes)
        }),
        Format::SocialWide => lay_out_ended((SOCIAL_WIDE.width, SOCIAL_WIDE.height), SLATE, words)
            .and_then(|sheet| jpeg(&sheet, None, SOCIAL_WIDE.quality)),
        Format::Page => lay_out_ended((PAGE.0 as f32, PAGE.1 as f32), SLATE, words)
            .and_then(|sheet| jpeg(&sheet, None, PAGE_QUALITY)),
    };
    made.map_err(|errors| errors.into_iter().map(|error| error.of(format.name())).collect())
}

fn joined_titles(words: &[EndedWords]) -> String {
    words.iter().map(|w| w.title.as_str()).collect::<Vec<_>>().join(" · ")
}

fn poster(
    paper: &Paper,
    order: &KitOrder,
    file: &FileOrder,
    photos: &[Photo],
) -> Result<RenderedBytes, Vec<PosterError>> {
    let found = main_photo(order, photos);
    let sheet = Content::of(order, file).and_then(|content| Ok((lay_out_paper(paper, &content)?, content)));
    let ((photo, focus), (sheet, content)) = both(found, sheet)?;
    let printed = |mm: f32| (mm / MM_PER_INCH * paper.dpi).round() as u32;
    let size = (printed(paper.photo.0), printed(paper.photo.1));
    let jpeg = if crop::usable_as_is(photo, paper.photo, size, paper.photo_bytes) {
        Jpeg { bytes: photo.jpeg.clone(), width: photo.width, height: photo.height }
    } else {
        let pixels =
            crop::cut(photo, focus, paper.photo, Target::AtMost(size.0, size.1)).ok_or_else(unreadable)?;
        crop::encode_within(&pixels, paper.photo_bytes)
            .ok_or_else(|| vec![PosterError::new("photos.0", Code::FileTooLarge)])?
    };
    // The headline alone: a title shows in window bars, histories and indexes, where a child's name has no place.
    let title = crate::merge::side_by_side(&content.each(|n| &n.headline));
    let lang = content.notices.first().map_or("", |n| &n.lang);
    pdf(&sheet, Some(&jpeg), &title, lang, paper.file_bytes)
}

fn social(order: &KitOrder, file: &FileOrder, photos: &[Photo]) -> Result<RenderedBytes, Vec<PosterError>> {
    let found = main_photo(order, photos);
    let sheet = Content::of(order, file).and_then(|content| lay_out_wide(&SOCIAL_WIDE, &content));
    let ((photo, focus), sheet) = both(found, sheet)?;
    let (width, height) = SOCIAL_WIDE.photo;
    let target = Target::Exactly(width as u32, height as u32);
    let pixels = crop::cut(photo, focus, SOCIAL_WIDE.photo, target).ok_or_else(unreadable)?;
    jpeg(&sheet, Some(&pixels), SOCIAL_WIDE.quality)
}

fn page(order: &KitOrder, photos: &[Photo]) -> Result<RenderedBytes, Vec<PosterError>> {
    let (photo, focus) = main_photo(order, photos)?;
    let proportions = (PAGE.0 as f32, PAGE.1 as f32);
    let pixels =
        crop::cut(photo, focus, proportions, Target::AtMost(PAGE.0, PAGE.1)).ok_or_else(unreadable)?;
    crop::encode(&pixels, Subject::Photograph, PAGE_QUALITY).map(RenderedBytes::of).ok_or_else(not_written)
}

/// The first photo of the order, found by its SHA-256, and where its face is.
fn main_photo<'a>(order: &KitOrder, photos: &'a [Photo]) -> Result<(&'a Photo, Focus), Vec<PosterError>> {
    let Some(wanted) = order.photos.first() else {
        return Err(vec![PosterError::new("photos", Code::Missing)]);
    };
    let is_wanted = |photo: &&Photo| hex(&Sha256::digest(&photo.jpeg)) == wanted.sha256;
    let Some(photo) = photos.iter().find(is_wanted) else {
        return Err(vec![PosterError::new("photos.0.sha256", Code::PhotoMismatch)]);
    };
    let focus = wanted.focus.unwrap_or(photo.focus);
    if !(0.0..=1.0).contains(&focus.x) || !(0.0..=1.0).contains(&focus.y) {
        return Err(vec![PosterError::new("photos.0.focus", Code::OutOfRange)]);
    }
    Ok((photo, focus))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Both, or the errors of both.
fn both<A, B>(
    a: Result<A, Vec<PosterError>>,
    b: Result<B, Vec<PosterError>>,
) -> Result<(A, B), Vec<PosterError>> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(mut a), Err(b)) => {
            a.extend(b);
            Err(a)
        }
        (Err(errors), Ok(_)) | (Ok(_), Err(errors)) => Err(errors),
    }
}

fn unreadable() -> Vec<PosterError> {
    vec![PosterError::new("photos.0", Code::PhotoUnreadable)]
}

fn not_written() -> Vec<PosterError> {
    vec![PosterError::new("", Code::NotWritten)]
}

fn jpeg(sheet: &Sheet, photo: Option<&crop::Pixels>, quality: u8) -> Result<RenderedBytes, Vec<PosterError>> {
    paint_pixels(sheet, photo)
        .and_then(|pixels| crop::encode(&pixels, Subject::Letters, quality))
        .map(RenderedBytes::of)
        .ok_or_else(not_written)
}

fn pdf(
    sheet: &Sheet,
    photo: Option<&Jpeg>,
    title: &str,
    lang: &str,
    most_bytes: usize,
) -> Result<RenderedBytes, Vec<PosterError>> {
    let bytes = paint_pdf(sheet, photo, title, lang).ok_or_else(not_written)?;
    if bytes.len() > most_bytes {
        return Err(vec![PosterError::new("photos.0", Code::FileTooLarge)]);
    }
    let points = |mm: f32| (mm * crate::measures::POINTS_PER_MM).round() as u32;
    let (width, height) = (points(sheet.width), points(sheet.height));
    Ok(RenderedBytes { bytes, media_type: "application/pdf", width, height })
}
