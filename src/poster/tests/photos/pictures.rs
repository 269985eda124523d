//! Photos for the tests: those of the repository, and what is made from them.

use childalert_poster::intake;
use childalert_poster::{Photo, PhotoError};
use chrono::NaiveDate;
use image::{DynamicImage, RgbImage};

macro_rules! photo {
    ($name:literal) => {
        include_bytes!(concat!("../../../../tests/data/photos/", $name)).as_slice()
    };
}

/// The day of the tests.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 26).expect("a day")
}

pub fn take_in(bytes: &[u8]) -> Result<Photo, PhotoError> {
    intake::take_in(bytes, today())
}

/// Why a file is refused, or `taken in`.
pub fn code(bytes: &[u8]) -> &'static str {
    take_in(bytes).map_or_else(|error| error.code(), |_| "taken in")
}

pub fn decoded(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).expect("the picture decodes")
}

/// Mean colours of an 8 × 10 grid.
fn grid(picture: &DynamicImage) -> Vec<[u8; 3]> {
    picture
        .resize_exact(8, 10, image::imageops::FilterType::Triangle)
        .into_rgb8()
        .pixels()
        .map(|p| p.0)
        .collect()
}

/// Whether two pictures show the same.
pub fn alike(a: &DynamicImage, b: &DynamicImage, tolerance: u8) -> bool {
    grid(a).iter().zip(grid(b)).all(|(a, b)| a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= tolerance))
}

/// The portrait, 800 × 1000.
pub fn portrait() -> RgbImage {
    decoded(photo!("portrait.webp")).into_rgb8()
}

/// A JPEG of a picture.
pub fn jpeg(picture: &RgbImage, adjust: impl FnOnce(&mut jpeg_encoder::Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 85);
    adjust(&mut encoder);
    let side = |length: u32| u16::try_from(length).expect("a small picture");
    let (width, height) = (side(picture.width()), side(picture.height()));
    encoder.encode(picture, width, height, jpeg_encoder::ColorType::Rgb).expect("encodes");
    jpeg
}

/// A JPEG with a segment right after its first marker.
pub fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).expect("a segment holds 64 kB").to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, body, &jpeg[2..]].concat()
}

/// EXIF with a date, as a camera writes it: `2024:05:17 12:30:00`.
pub fn exif(date: &str) -> Vec<u8> {
    let text = [date.as_bytes(), &[0]].concat();
    let count = u32::try_from(text.len()).expect("a short text").to_le_bytes();
    let directory = |tag: u16, kind: u16, count: [u8; 4], value: u32| {
        let entry =
            [&tag.to_le_bytes(), &kind.to_le_bytes(), count.as_slice(), &value.to_le_bytes()].concat();
        [&1_u16.to_le_bytes(), entry.as_slice(), &0_u32.to_le_bytes()].concat()
    };
    // The first directory points to EXIF's own at 26, which points to the text behind it.
    let first = directory(0x8769, 4, 1_u32.to_le_bytes(), 26);
    let own = directory(0x9003, 2, count, 44);
    [b"II*\0\x08\0\0\0".as_slice(), &first, &own, &text].concat()
}

/// A JPEG with EXIF.
pub fn with_exif(jpeg: &[u8], exif: &[u8]) -> Vec<u8> {
    with_segment(jpeg, 0xe1, &[b"Exif\0\0", exif].concat())
}

/// CRC-32 as PNG chunks carry it.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0_u32, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

/// A PNG with a chunk right after its header.
pub fn with_chunk(png: &[u8], kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let named = [kind.as_slice(), body].concat();
    let length = u32::try_from(body.len()).expect("a small chunk").to_be_bytes();
    [&png[..33], &length, &named, &crc32(&named).to_be_bytes(), &png[33..]].concat()
}

/// A PNG of a picture.
pub fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut png = Vec::new();
    picture.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).expect("encodes");
    png
}
