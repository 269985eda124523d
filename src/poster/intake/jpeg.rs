//! The frame of a JPEG file (ISO/IEC 10918-1, annex B): its dimensions, whether it carries anything beside the picture,
//! and whether it is all there. Decoders are lenient and paint grey where bytes are missing: a poster must not.

use super::{Decoded, PhotoError};
use image::{DynamicImage, RgbImage};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// What stands before the first scan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    pub width: u32,
    pub height: u32,
    pub components: u8,
    /// Baseline, and no segment that could hold metadata: no application data but JFIF's, no comment.
    pub bare: bool,
    /// Sequential, with a scan for each component. Lawful and very rare; `zune-jpeg` up to 0.5.16 decodes it without an
    /// error to stripes of green (its issues 422 and 448), so it must not reach the decoder.
    pub one_scan_each: bool,
    /// One pass over the picture, or one for each component; else progressive.
    sequential: bool,
    /// Adobe's mark: four inks are inverted, as its programs write them.
    adobe: bool,
}

/// One marker segment.
struct Segment<'a> {
    marker: u8,
    body: &'a [u8],
    /// Where the next one begins.
    end: usize,
}

const START_OF_SCAN: u8 = 0xda;
const END_OF_IMAGE: u8 = 0xd9;

/// The segment at `at`; any number of fill bytes may stand before its marker.
fn segment(bytes: &[u8], mut at: usize) -> Option<Segment<'_>> {
    if *bytes.get(at)? != 0xff {
        return None;
    }
    while *bytes.get(at)? == 0xff {
        at += 1;
    }
    let marker = *bytes.get(at)?;
    at += 1;
    if matches!(marker, 0x01 | 0xd0..=0xd9) {
        return Some(Segment { marker, body: &[], end: at });
    }
    let length = usize::from(*bytes.get(at)?) << 8 | usize::from(*bytes.get(at + 1)?);
    let body = bytes.get(at + 2..at.checked_add(length)?)?;
    Some(Segment { marker, body, end: at + length })
}

impl Header {
    /// Reads as far as the first scan. `None`: no JPEG, or broken before that.
    pub fn read(bytes: &[u8]) -> Option<Header> {
        if !bytes.starts_with(&[0xff, 0xd8]) {
            return None;
        }
        let mut header = Header { bare: true, ..Header::default() };
        let mut at = 2;
        loop {
            let Segment { marker, body, end } = segment(bytes, at)?;
            at = end;
            match marker {
                START_OF_SCAN => {
                    header.one_scan_each = header.sequential && *body.first()? < header.components;
                    return (header.components > 0).then_some(header);
                }
                END_OF_IMAGE => return None,
                // Frame headers, all but the tables that share their range of numbers.
                0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                    let [_, h1, h0, w1, w0, components, ..] = *body else { return None };
                    header.height = u32::from(h1) << 8 | u32::from(h0);
                    header.width = u32::from(w1) << 8 | u32::from(w0);
                    header.components = components;
                    header.bare &= marker == 0xc0;
                    header.sequential = matches!(marker, 0xc0 | 0xc1);
                }
                0xe0 => header.bare &= body.starts_with(b"JFIF\0") && body.len() <= 14,
                0xe1..=0xef | 0xfe => {
                    header.bare = false;
                    header.adobe |= marker == 0xee && body.starts_with(b"Adobe");
                }
                // Tables of the decoder: quantisation, Huffman, restart interval.
                0xdb | 0xc4 | 0xdd => {}
                _ => header.bare = false,
            }
        }
    }

    /// Whether the colours will come out as they are meant. Of four inks without Adobe's mark nobody can say whether they are
    /// inverted.
    pub fn is_understood(&self) -> bool {
        let colours = match self.components {
            1 | 3 => true,
            4 => self.adobe,
            _ => false,
        };
        colours && !self.one_scan_each
    }
}

/// Whether the file is one scan and nothing behind it: no second picture, no metadata after the first.
pub(super) fn is_one_scan(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        let Some(Segment { marker, end, .. }) = segment(bytes, at) else { return false };
        at = end;
        if marker == START_OF_SCAN {
            break;
        }
    }
    end_of_scan(bytes, at).is_some_and(|at| bytes[at..] == [0xff, END_OF_IMAGE])
}

/// Where the end-of-image marker stands. `None`: the file does not go on to it.
pub(super) fn end_of_image(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    let mut scans = 0;
    loop {
        let begins = at;
        let Segment { marker, end, .. } = segment(bytes, at)?;
        at = end;
        match marker {
            END_OF_IMAGE => return (scans > 0).then_some(begins),
            START_OF_SCAN => {
                scans += 1;
                at = end_of_scan(bytes, at)?;
            }
            _ => {}
        }
    }
}

/// Where the entropy-coded data that begins at `at` ends: at the first marker that is no stuffing and no restart.
fn end_of_scan(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match *bytes.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

/// Decodes strictly: what the scans do not hold is not made up. A sequential file is given to the decoder without its
/// end-of-image marker, behind which it would read zeros for ever; so a frame that promises more than its scan holds is
/// found out. (Progressive files end with the marker: of them a frame that lies is believed, and the officer sees it.)
pub(super) fn decode(bytes: &[u8], header: Header) -> Result<Decoded, PhotoError> {
    let end = end_of_image(bytes).ok_or(PhotoError::Damaged)?;
    let bytes = if header.sequential { &bytes[..end] } else { bytes };
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let rgb = decoder.decode().map_err(|_| PhotoError::Damaged)?;
    let info = decoder.info().ok_or(PhotoError::Damaged)?;
    let picture =
        RgbImage::from_raw(info.width.into(), info.height.into(), rgb).ok_or(PhotoError::Damaged)?;
    Ok(Decoded {
        picture: DynamicImage::ImageRgb8(picture),
        profile: decoder.icc_profile(),
        exif: decoder.exif().cloned(),
    })
}
