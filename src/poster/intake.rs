//! Taking in a photo that somebody hands over: checked before it is decoded, turned upright, brought to sRGB, freed of
//! everything but its pixels, and encoded once. What leaves here is all that is ever stored or shown.

mod age;
mod colour;
mod face;
mod jpeg;
mod turn;

use crate::crop::{self, Jpeg, Pixels};
use crate::measures::A4;
use crate::order::Focus;
use chrono::NaiveDate;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, Limits};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io::Cursor;

/// The largest file.
pub const MOST_BYTES: usize = 30 * 1024 * 1024;
/// The largest picture: 50 megapixels.
pub const MOST_PIXELS: u64 = 50_000_000;
/// The shortest side that still makes a face recognisable, in pixels.
pub const LEAST_SIDE: u32 = 400;
/// The longest side of what is stored, in pixels.
pub const LONGEST_SIDE: u32 = 3000;
/// Dots per inch that paper is printed with.
const PRINT_DPI: f32 = 300.0;
/// JPEG quality of what is stored.
const QUALITY: u8 = 90;
/// What a decoder may allocate: 50 megapixels of 16-bit RGBA, and room to work.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;

/// A photo fit to be stored and printed: a baseline JPEG, sRGB, upright, without metadata.
#[derive(Clone, PartialEq)]
pub struct Photo {
    /// The file.
    pub jpeg: Vec<u8>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Where [`take_in`] proposes the face to be; the officer can move it. Of a photo that is read back, the upper centre:
    /// who stored it knows better.
    pub focus: Focus,
    /// What the officer should know. Of a photo that is read back, nothing.
    pub warnings: Vec<PhotoWarning>,
}

impl fmt::Debug for Photo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Photo({}×{}, {} bytes)", self.width, self.height, self.jpeg.len())
    }
}

/// Not wrong, but to be known before a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "warning", rename_all = "snake_case")]
pub enum PhotoWarning {
    /// Fewer than 300 dots per inch when printed on A4.
    LowResolution {
        /// Dots per inch on A4.
        dpi: u32,
    },
    /// No face was found: the crop is the usual one, and must be looked at and moved by hand.
    NoFaceFound,
    /// There is more than one face. A notice shows one child in each photo.
    SeveralFaces,
    /// It was taken more than a year ago, by the camera's clock: the child may look different.
    OlderThanAYear,
}

impl PhotoWarning {
    /// Stable name, for machines and for the message catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            PhotoWarning::LowResolution { .. } => "low_resolution",
            PhotoWarning::NoFaceFound => "no_face_found",
            PhotoWarning::SeveralFaces => "several_faces",
            PhotoWarning::OlderThanAYear => "older_than_a_year",
        }
    }
}

/// Why a photo was refused, and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// More than [`MOST_BYTES`].
    #[error("the file has {megabytes} MB, the limit is 30 MB: save the photo smaller, or take another")]
    TooLarge {
        /// Size, rounded up.
        megabytes: usize,
    },
    /// Neither JPEG nor PNG nor WebP.
    #[error("the file is not a JPEG, PNG or WebP picture: save the photo as JPEG")]
    UnknownFormat,
    /// Several frames.
    #[error("the file is an animation: choose one picture of it and save it as JPEG")]
    Animated,
    /// More than [`MOST_PIXELS`].
    #[error("the picture has {width} × {height} pixels, the limit is 50 megapixels: save it smaller")]
    TooManyPixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// The shorter side is under [`LEAST_SIDE`].
    #[error(
        "the picture has {width} × {height} pixels, the shorter side needs 400: ask for the original photo"
    )]
    TooSmall {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// Cut off, damaged, or not what its header says.
    #[error("the file is damaged or incomplete: ask for it again, or save it anew as JPEG")]
    Damaged,
    /// A lawful but rare kind of JPEG that might come out in false colours.
    #[error("the file is a rare kind of JPEG that cannot be read reliably: open it and save it anew")]
    Unsupported,
    /// [`Photo::from_stored`]: not a file that [`take_in`] has made.
    #[error("the file has not been taken in: pass it through the intake first, which removes its metadata")]
    NotTakenIn,
}

impl PhotoError {
    /// Stable name, for machines and for the message catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            PhotoError::TooLarge { .. } => "too_large",
            PhotoError::UnknownFormat => "unknown_format",
            PhotoError::Animated => "animated",
            PhotoError::TooManyPixels { .. } => "too_many_pixels",
            PhotoError::TooSmall { .. } => "too_small",
            PhotoError::Damaged => "damaged",
            PhotoError::Unsupported => "unsupported",
            PhotoError::NotTakenIn => "not_taken_in",
        }
    }
}

impl Photo {
    /// A photo that [`take_in`] has made, read back from the store. Checks that it is one: no metadata ever slips through
    /// by this door. Does not decode the pixels, and so proposes and warns of nothing: the proposal and the warnings were
    /// stored beside it.
    pub fn from_stored(jpeg: Vec<u8>) -> Result<Photo, PhotoError> {
        let header = jpeg::Header::read(&jpeg).ok_or(PhotoError::NotTakenIn)?;
        let (width, height) = (header.width, header.height);
        let kind = header.bare && header.components == 3 && !header.one_scan_each;
        let sound = kind && jpeg::is_one_scan(&jpeg);
        let sized = width.max(height) <= LONGEST_SIDE && width.min(height) > 0;
        if !sound || !sized {
            return Err(PhotoError::NotTakenIn);
        }
        Ok(Photo { jpeg, width, height, focus: Focus::default(), warnings: Vec::new() })
    }
}

/// Takes a photo in. Size, format and dimensions are checked before anything is decoded. `today` is what the photo's age is
/// counted from.
pub fn take_in(bytes: &[u8], today: NaiveDate) -> Result<Photo, PhotoError> {
    let (pixels, taken_on) = pixels(bytes)?;
    let (found, encoded) = std::thread::scope(|scope| {
        let face = scope.spawn(|| face::find(&pixels));
        let encoded = crop::encode(&pixels, QUALITY);
        // A detector that fails has found nothing.
        (face.join().ok().flatten(), encoded)
    });
    let Jpeg { bytes: jpeg, width, height } = encoded.ok_or(PhotoError::Damaged)?;
    // The officer moves the crop and does not shrink it: the number holds for every focus.
    let dpi = crop::dpi((width, height), A4.photo);
    let older = taken_on.is_some_and(|taken| age::older_than_a_year(taken, today));
    let warnings = [
        ((dpi as f32) < PRINT_DPI).then_some(PhotoWarning::LowResolution { dpi }),
        found.is_none().then_some(PhotoWarning::NoFaceFound),
        found.filter(|found| found.several).map(|_| PhotoWarning::SeveralFaces),
        older.then_some(PhotoWarning::OlderThanAYear),
    ];
    Ok(Photo {
        jpeg,
        width,
        height,
        focus: found.map_or_else(Focus::default, |found| found.focus),
        warnings: warnings.into_iter().flatten().collect(),
    })
}

/// The pixels of a picture that somebody hands over, upright, and the day when it was taken.
pub(crate) fn pixels(bytes: &[u8]) -> Result<(Pixels, Option<NaiveDate>), PhotoError> {
    if bytes.len() > MOST_BYTES {
        return Err(PhotoError::TooLarge { megabytes: bytes.len().div_ceil(1024 * 1024) });
    }
    let damaged = |_| PhotoError::Damaged;
    match bytes {
        [0xff, 0xd8, 0xff, ..] => {
            let header = jpeg::Header::read(bytes).ok_or(PhotoError::Damaged)?;
            check_dimensions(header.width, header.height)?;
            if !header.is_understood() {
                return Err(PhotoError::Unsupported);
            }
            upright(jpeg::decode(bytes, header)?)
        }
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, rest @ ..] => {
            let (width, height) = png_dimensions(rest).ok_or(PhotoError::Damaged)?;
            check_dimensions(width, height)?;
            let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits()).map_err(damaged)?;
            if decoder.is_apng().map_err(damaged)? {
                return Err(PhotoError::Animated);
            }
            upright(decode(decoder)?)
        }
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
            let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(damaged)?;
            if decoder.has_animation() {
                return Err(PhotoError::Animated);
            }
            upright(decode(decoder)?)
        }
        [b'G', b'I', b'F', b'8', ..] => Err(PhotoError::Animated),
        _ => Err(PhotoError::UnknownFormat),
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

/// Width and height as the first chunk says, which must be the header (PNG specification, 5.6).
fn png_dimensions(chunks: &[u8]) -> Option<(u32, u32)> {
    let header = chunks.get(..16)?;
    let number = |at: usize| header[at..at + 4].iter().fold(0_u32, |n, byte| n << 8 | u32::from(*byte));
    (&header[4..8] == b"IHDR").then(|| (number(8), number(12)))
}

fn check_dimensions(width: u32, height: u32) -> Result<(), PhotoError> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PhotoError::TooManyPixels { width, height });
    }
    if width.min(height) < LEAST_SIDE {
        return Err(PhotoError::TooSmall { width, height });
    }
    Ok(())
}

/// What a file holds.
struct Decoded {
    picture: DynamicImage,
    profile: Option<Vec<u8>>,
    exif: Option<Vec<u8>>,
}

fn decode(mut decoder: impl ImageDecoder) -> Result<Decoded, PhotoError> {
    let (width, height) = decoder.dimensions();
    check_dimensions(width, height)?;
    decoder.set_limits(limits()).map_err(|_| PhotoError::Damaged)?;
    let profile = decoder.icc_profile().ok().flatten();
    let exif = decoder.exif_metadata().ok().flatten();
    let picture = DynamicImage::from_decoder(decoder).map_err(|_| PhotoError::Damaged)?;
    Ok(Decoded { picture, profile, exif })
}

/// Upright sRGB pixels, no side longer than [`LONGEST_SIDE`], and the day when the photo was taken. A profile, an orientation
/// or a date that cannot be read is no reason to refuse a photo that can.
fn upright(decoded: Decoded) -> Result<(Pixels, Option<NaiveDate>), PhotoError> {
    let Decoded { picture, profile, exif } = decoded;
    let orientation = exif.as_deref().and_then(Orientation::from_exif_chunk);
    let mut pixels = shrink(colour::over_white(picture)).ok_or(PhotoError::Damaged)?;
    if let Some(profile) = profile {
        colour::to_srgb(&mut pixels.rgb, &profile);
    }
    let pixels = turn::turned(pixels, orientation.unwrap_or(Orientation::NoTransforms));
    Ok((pixels, exif.and_then(age::taken_on)))
}

fn shrink(pixels: Pixels) -> Option<Pixels> {
    let longest = pixels.width.max(pixels.height);
    if longest <= LONGEST_SIDE {
        return Some(pixels);
    }
    let scaled = |side: u32| {
        let scaled = u64::from(side) * u64::from(LONGEST_SIDE) / u64::from(longest);
        u32::try_from(scaled).unwrap_or(LONGEST_SIDE).max(1)
    };
    let (width, height) = (scaled(pixels.width), scaled(pixels.height));
    let source = ImageRef::new(pixels.width, pixels.height, &pixels.rgb, PixelType::U8x3).ok()?;
    let mut out = Image::new(width, height, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(&source, &mut out, &options).ok()?;
    Some(Pixels { width, height, rgb: out.into_vec() })
}

/// The pixels of a stored photo.
pub(crate) fn decode_stored(jpeg: &[u8]) -> Option<Pixels> {
    let decoder = JpegDecoder::new(Cursor::new(jpeg)).ok()?;
    let (width, height) = decoder.dimensions();
    check_dimensions(width.max(LEAST_SIDE), height.max(LEAST_SIDE)).ok()?;
    let rgb = DynamicImage::from_decoder(decoder).ok()?.into_rgb8().into_raw();
    Some(Pixels { rgb, width, height })
}
