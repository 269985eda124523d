//! Where a kit is made: order in, bytes out. A studio holds the photos of one kit, decodes each once and keeps what it has
//! cut out of them, so that the second file, or the same file with one word changed, costs only its words.

use crate::crop::{self, Jpeg, Pixels, Sizes, Target};
use crate::error::{Code, PosterError};
use crate::intake::{Photo, decode_stored};
use crate::layout::{
    Content, finished, four_to_a_sheet, lay_out_cards, lay_out_ended, lay_out_paper, lay_out_picture,
};
use crate::measures::{Finish, MM_PER_INCH, Measure, PAGE, POINTS_PER_MM, Paper, PerSheet};
use crate::order::{EndedWords, FileOrder, Focus, Format, KitOrder, Media};
use crate::paint::{paint_pdf, paint_pixels};
use crate::sheet::{Rect, SLATE, Shape, Sheet, WHITE};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A finished file.
#[derive(Clone, PartialEq, Eq)]
pub struct RenderedBytes {
    /// The file.
    pub bytes: Vec<u8>,
    /// `application/pdf` or `image/jpeg`.
    pub media_type: &'static str,
    /// Width in pixels (pictures) or points (PDF, after the trim).
    pub width: u32,
    /// Height in the same unit.
    pub height: u32,
    /// Pages; 1 for a picture.
    pub pages: u32,
}

impl fmt::Debug for RenderedBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RenderedBytes { bytes, media_type, width, height, pages } = self;
        write!(f, "RenderedBytes({media_type}, {width}×{height}, {pages} p., {} bytes)", bytes.len())
    }
}

impl RenderedBytes {
    fn picture(jpeg: Jpeg) -> Self {
        let Jpeg { bytes, width, height } = jpeg;
        RenderedBytes { bytes, media_type: Media::Jpeg.media_type(), width, height, pages: 1 }
    }
}

/// The photos of one kit, and what was cut out of them so far.
pub struct Studio {
    photos: Vec<Stored>,
    cuts: Mutex<HashMap<(usize, Cut), Place>>,
}

/// Where a piece is put once it is made; `None` in it: it cannot be made small enough.
type Place = Arc<OnceLock<Option<Made>>>;

struct Stored {
    photo: Photo,
    sha256: String,
    decoded: OnceLock<Option<Sizes>>,
}

/// A piece of a photo: where, how large, and as what. Lengths in whole units, so that equal ones are equal.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Cut {
    /// Middle of the face, in ten-thousandths.
    focus: (u32, u32),
    /// Proportions, in tenths.
    proportions: (u32, u32),
    target: Target,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Pixels,
    /// A JPEG of at most so many bytes, from this quality downwards.
    Jpeg {
        quality: u8,
        most_bytes: usize,
    },
}

#[derive(Clone)]
enum Made {
    Pixels(Arc<Pixels>),
    Jpeg(Arc<Jpeg>),
}

/// A photo that an order names, found in the studio.
#[derive(Clone, Copy)]
struct Shown {
    /// Which of the order's photos.
    place: usize,
    /// Which of the studio's.
    index: usize,
    focus: Focus,
}

/// Every file of an order, or every reason why one cannot be made.
pub type Kit = Result<Vec<(FileOrder, RenderedBytes)>, Vec<PosterError>>;

impl Studio {
    /// A studio for these photos, in any order.
    pub fn new(photos: Vec<Photo>) -> Studio {
        let stored = |photo: Photo| {
            let sha256 = hex(&Sha256::digest(&photo.jpeg));
            Stored { photo, sha256, decoded: OnceLock::new() }
        };
        Studio { photos: photos.into_iter().map(stored).collect(), cuts: Mutex::default() }
    }

    /// Makes every file of the order, on as many threads as the machine has cores, and tells of each as it is done. Every
    /// reason of every file is returned at once.
    pub fn kit(&self, order: &KitOrder, done: impl Fn(&FileOrder) + Sync) -> Kit {
        let next = AtomicUsize::new(0);
        let made: Vec<OnceLock<Result<RenderedBytes, Vec<PosterError>>>> =
            order.files.iter().map(|_| OnceLock::new()).collect();
        let work = || {
            while let Some((file, place)) = {
                let n = next.fetch_add(1, Ordering::Relaxed);
                order.files.get(n).zip(made.get(n))
            } {
                place.get_or_init(|| self.render(order, file));
                done(file);
            }
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(order.files.len());
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
        let mut kit = Vec::with_capacity(made.len());
        let mut errors = Vec::new();
        for (file, made) in order.files.iter().zip(made) {
            match made.into_inner().unwrap_or_else(|| Err(not_written())) {
                Ok(rendered) => kit.push((file.clone(), rendered)),
                Err(more) => errors.extend(more),
            }
        }
        if errors.is_empty() { Ok(kit) } else { Err(errors) }
    }

    /// Makes one file of the order. The same input gives the same bytes. Every reason why it cannot be made is returned at
    /// once.
    pub fn render(&self, order: &KitOrder, file: &FileOrder) -> Result<RenderedBytes, Vec<PosterError>> {
        let named = |errors: Vec<PosterError>| errors.into_iter().map(|error| error.of(&file.name)).collect();
        self.make(order, file).map_err(named)
    }

    fn make(&self, order: &KitOrder, file: &FileOrder) -> Result<RenderedBytes, Vec<PosterError>> {
        let shown = self.shown(order);
        let (paper, finish) = match file.format.measure() {
            Measure::Poster(paper, finish) | Measure::Card(paper, finish, _) => (paper, finish),
            Measure::Picture(picture) => {
                let (shown, (mut sheets, _)) = both(shown, laid_out(order, file))?;
                let sheet = sheets.pop().ok_or_else(not_written)?;
                let pixels = self.painted(&sheet, &shown, 1.0)?;
                return jpeg(&pixels, picture.quality);
            }
            Measure::Photo(alone) => {
                let (width, height) = alone.most;
                let photo = self.pixels(shown?[0], as_size(alone.most), Target::AtMost(width, height))?;
                let small = alone.bytes.and_then(|most| crop::encode_within(&photo, alone.quality, most));
                // A photo that no quality makes so small must not keep a notice from going out.
                let made = small.or_else(|| {
                    let quality = if alone.bytes.is_some() { crop::LOWEST_QUALITY } else { alone.quality };
                    crop::encode(&photo, quality)
                });
                return made.map(RenderedBytes::picture).ok_or_else(not_written);
            }
        };
        let (shown, (sheets, content)) = both(shown, laid_out(order, file))?;
        let photos = self.printed(&sheets, &shown, finish)?;
        let photos: Vec<&Jpeg> = photos.iter().map(Arc::as_ref).collect();
        // The headline alone: a title shows in window bars, histories and indexes, where a child's name has no place.
        let title = match file.format.is_vignette() {
            true => crate::merge::side_by_side(&content.each(|n| &n.discreet)),
            false => crate::merge::side_by_side(&content.each(|n| &n.headline)),
        };
        pdf(&sheets, &photos, &title, content.first_lang(), paper, finish)
    }

    /// The photos that the order names, found by their SHA-256.
    fn shown(&self, order: &KitOrder) -> Result<Vec<Shown>, Vec<PosterError>> {
        let mut errors = Vec::new();
        let mut shown = Vec::new();
        if order.photos.is_empty() {
            errors.push(PosterError::new("photos", Code::Missing));
        }
        for (n, wanted) in order.photos.iter().enumerate() {
            let Some(index) = self.photos.iter().position(|stored| stored.sha256 == wanted.sha256) else {
                errors.push(PosterError::new(format!("photos.{n}.sha256"), Code::PhotoMismatch));
                continue;
            };
            let focus = wanted.focus.unwrap_or(self.photos[index].photo.focus);
            if !(0.0..=1.0).contains(&focus.x) || !(0.0..=1.0).contains(&focus.y) {
                errors.push(PosterError::new(format!("photos.{n}.focus"), Code::OutOfRange));
            }
            // To a ten-thousandth, which is finer than a pixel: what is kept under a point was cut at that very point.
            let rounded = |share: f32| (share * 10_000.0).round() / 10_000.0;
            let focus = Focus { x: rounded(focus.x), y: rounded(focus.y) };
            shown.push(Shown { place: n, index, focus });
        }
        if errors.is_empty() { Ok(shown) } else { Err(errors) }
    }

    /// The JPEGs that the sheets show, each no finer than the finish prints it. The main photo has most of the bytes.
    fn printed(
        &self,
        sheets: &[Sheet],
        shown: &[Shown],
        finish: Finish,
    ) -> Result<Vec<Arc<Jpeg>>, Vec<PosterError>> {
        let rects = photo_rects(sheets.first());
        let shares = if rects.len() > 1 { [0.72, 0.28] } else { [1.0, 0.0] };
        let dots = |mm: f32| (mm / MM_PER_INCH * finish.dpi).round() as u32;
        rects
            .into_iter()
            .map(|(index, rect)| {
                let wanted = *shown.get(index).ok_or_else(not_written)?;
                let stored = &self.photos[wanted.index].photo;
                let size = (dots(rect.width), dots(rect.height));
                let most_bytes = (finish.photo_bytes as f32 * shares[index.min(1)]) as usize;
                let proportions = (rect.width, rect.height);
                if crop::usable_as_is(stored, proportions, size, most_bytes) {
                    let Photo { jpeg, width, height, .. } = stored;
                    return Ok(Arc::new(Jpeg { bytes: jpeg.clone(), width: *width, height: *height }));
                }
                let kind = Kind::Jpeg { quality: finish.quality, most_bytes };
                match self.cut(wanted, proportions, Target::AtMost(size.0, size.1), kind)? {
                    Some(Made::Jpeg(jpeg)) => Ok(jpeg),
                    _ => Err(vec![PosterError::new(format!("photos.{index}"), Code::FileTooLarge)]),
                }
            })
            .collect()
    }

    /// A sheet in pixels, `scale` of them to its unit.
    pub(crate) fn painted_in(
        &self,
        order: &KitOrder,
        sheet: &Sheet,
        scale: f32,
    ) -> Result<Pixels, Vec<PosterError>> {
        self.painted(sheet, &self.shown(order)?, scale)
    }

    fn painted(&self, sheet: &Sheet, shown: &[Shown], scale: f32) -> Result<Pixels, Vec<PosterError>> {
        let mut photos = Vec::new();
        for (index, rect) in photo_rects(Some(sheet)) {
            let wanted = *shown.get(index).ok_or_else(not_written)?;
            let size = ((rect.width * scale).round() as u32, (rect.height * scale).round() as u32);
            photos.push(self.pixels(wanted, (rect.width, rect.height), Target::Exactly(size.0, size.1))?);
        }
        let photos: Vec<&Pixels> = photos.iter().map(Arc::as_ref).collect();
        paint_pixels(sheet, &photos, scale).ok_or_else(not_written)
    }

    fn pixels(
        &self,
        wanted: Shown,
        proportions: (f32, f32),
        target: Target,
    ) -> Result<Arc<Pixels>, Vec<PosterError>> {
        match self.cut(wanted, proportions, target, Kind::Pixels)? {
            Some(Made::Pixels(pixels)) => Ok(pixels),
            _ => Err(unreadable(wanted)),
        }
    }

    /// The piece, cut now or before. `None`: it cannot be made small enough. Two threads that want the same piece make it
    /// once.
    fn cut(
        &self,
        wanted: Shown,
        proportions: (f32, f32),
        target: Target,
        kind: Kind,
    ) -> Result<Option<Made>, Vec<PosterError>> {
        let stored = &self.photos[wanted.index];
        let decoded = stored.decoded.get_or_init(|| decode_stored(&stored.photo.jpeg).map(Sizes::of));
        let source = decoded.as_ref().ok_or_else(|| unreadable(wanted))?;
        let whole = |share: f32| (share * 10_000.0).round() as u32;
        let tenths = |length: f32| (length * 10.0).round() as u32;
        let cut = Cut {
            focus: (whole(wanted.focus.x), whole(wanted.focus.y)),
            proportions: (tenths(proportions.0), tenths(proportions.1)),
            target,
            kind,
        };
        let place = {
            let mut cuts = self.cuts.lock().unwrap_or_else(PoisonError::into_inner);
            // A kit has some twenty pieces. More come from a frame that is moved about: the old ones are not wanted again.
            if cuts.len() >= MOST_CUTS {
                cuts.clear();
            }
            Arc::clone(cuts.entry((wanted.index, cut)).or_default())
        };
        let made = place.get_or_init(|| {
            let pixels = source.cut(wanted.focus, proportions, target)?;
            match kind {
                Kind::Pixels => Some(Made::Pixels(Arc::new(pixels))),
                Kind::Jpeg { quality, most_bytes } => {
                    crop::encode_within(&pixels, quality, most_bytes).map(|jpeg| Made::Jpeg(Arc::new(jpeg)))
                }
            }
        });
        Ok(made.clone())
    }
}

/// The sheets of one file that has words, and those words.
pub(crate) fn laid_out(
    order: &KitOrder,
    file: &FileOrder,
) -> Result<(Vec<Sheet>, Content), Vec<PosterError>> {
    let content = Content::of(order, file)?;
    let sheets = match file.format.measure() {
        Measure::Poster(paper, finish) => {
            vec![finished(lay_out_paper(paper, finish.saving, &content)?, finish)]
        }
        Measure::Card(paper, finish, PerSheet::One) => lay_out_cards(paper, &content, file.cards)?
            .into_iter()
            .map(|sheet| finished(sheet, finish))
            .collect(),
        Measure::Card(paper, _, PerSheet::Four) => {
            four_to_a_sheet(&lay_out_cards(paper, &content, file.cards)?)
        }
        Measure::Picture(picture) => vec![lay_out_picture(picture, &content)?],
        Measure::Photo(_) => Vec::new(),
    };
    Ok((sheets, content))
}

/// The neutral card that takes the place of `format` when the alert has ended: no name, no face. One to four languages,
/// in the order given.
pub fn ended(format: Format, words: &[EndedWords]) -> Result<RenderedBytes, Vec<PosterError>> {
    let made = ended_sheets(format, words).and_then(|sheets| match format.measure() {
        Measure::Poster(paper, finish) | Measure::Card(paper, finish, _) => {
            let title = words.iter().map(|w| w.title.as_str()).collect::<Vec<_>>().join(" · ");
            let lang = words.first().map_or("", |w| &w.lang);
            pdf(&sheets, &[], &title, lang, paper, finish)
        }
        Measure::Picture(picture) => ended_picture(&sheets, 1.0, picture.quality),
        Measure::Photo(alone) => {
            ended_picture(&sheets, as_size(alone.most).0 / as_size(PAGE.most).0, alone.quality)
        }
    });
    made.map_err(|errors| errors.into_iter().map(|error| error.of(format.name())).collect())
}

/// The neutral card, laid out. Paper stays white: a dark page would cost a cartridge.
pub(crate) fn ended_sheets(format: Format, words: &[EndedWords]) -> Result<Vec<Sheet>, Vec<PosterError>> {
    let words: Vec<EndedWords> = words.iter().map(|words| words.on(format)).collect();
    let whole = |width, height| Rect::new(0.0, 0.0, width, height);
    let on_paper = |paper: &Paper| {
        lay_out_ended((paper.width, paper.height), whole(paper.width, paper.height), WHITE, &words)
    };
    Ok(match format.measure() {
        Measure::Poster(paper, finish) | Measure::Card(paper, finish, PerSheet::One) => {
            vec![finished(on_paper(paper)?, finish)]
        }
        Measure::Card(paper, _, PerSheet::Four) => four_to_a_sheet(&vec![on_paper(paper)?; 4]),
        Measure::Picture(picture) => {
            vec![lay_out_ended((picture.width, picture.height), picture.safe, SLATE, &words)?]
        }
        // Small ones too, and painted smaller: as many words fit.
        Measure::Photo(_) => {
            let (width, height) = as_size(PAGE.most);
            vec![lay_out_ended((width, height), whole(width, height), SLATE, &words)?]
        }
    })
}

fn ended_picture(sheets: &[Sheet], scale: f32, quality: u8) -> Result<RenderedBytes, Vec<PosterError>> {
    let pixels = sheets.first().and_then(|sheet| paint_pixels(sheet, &[], scale)).ok_or_else(not_written)?;
    jpeg(&pixels, quality)
}

fn as_size((width, height): (u32, u32)) -> (f32, f32) {
    (width as f32, height as f32)
}

/// The photos on a sheet and where they stand, each once, the main one first.
fn photo_rects(sheet: Option<&Sheet>) -> Vec<(usize, Rect)> {
    let mut found: Vec<(usize, Rect)> = Vec::new();
    for item in sheet.map_or(&[][..], |sheet| &sheet.items) {
        if let Shape::Photo { index, rect } = item.shape
            && found.iter().all(|(known, _)| *known != index)
        {
            found.push((index, rect));
        }
    }
    found.sort_by_key(|(index, _)| *index);
    found
}

pub(crate) fn hex(bytes: &[u8]) -> String {
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

fn unreadable(shown: Shown) -> Vec<PosterError> {
    vec![PosterError::new(format!("photos.{}", shown.place), Code::PhotoUnreadable)]
}

fn not_written() -> Vec<PosterError> {
    vec![PosterError::new("", Code::NotWritten)]
}

fn jpeg(pixels: &Pixels, quality: u8) -> Result<RenderedBytes, Vec<PosterError>> {
    crop::encode(pixels, quality).map(RenderedBytes::picture).ok_or_else(not_written)
}

pub(crate) fn pdf(
    sheets: &[Sheet],
    photos: &[&Jpeg],
    title: &str,
    lang: &str,
    paper: &Paper,
    finish: Finish,
) -> Result<RenderedBytes, Vec<PosterError>> {
    let bytes = paint_pdf(sheets, photos, title, lang).ok_or_else(not_written)?;
    // A card more is a page more: the limit is for the first sheet's sake.
    let pages = sheets.len();
    if bytes.len() > finish.file_bytes + pages.saturating_sub(1) * BYTES_PER_PAGE {
        return Err(vec![PosterError::new("photos.0", Code::FileTooLarge)]);
    }
    let points = |mm: f32| (mm * POINTS_PER_MM).round() as u32;
    let (width, height) = match sheets.first() {
        Some(sheet) => (points(sheet.width), points(sheet.height)),
        None => (points(paper.width), points(paper.height)),
    };
    let pages = u32::try_from(pages).unwrap_or(u32::MAX);
    Ok(RenderedBytes { bytes, media_type: Media::Pdf.media_type(), width, height, pages })
}

/// Pieces of photos that are kept.
const MOST_CUTS: usize = 64;
/// What a further page of cards may take.
const BYTES_PER_PAGE: usize = 40_000;
