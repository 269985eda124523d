//! The frame of a JPEG file (ISO/IEC 10918-1, annex B): its dimensions, whether it carries anything beside the picture,
//! and whether it is all there. Decoders are lenient and paint grey where bytes are missing: a poster must not.

/// What stands before the first scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub width: u32,
    pub height: u32,
    pub components: u8,
    /// Baseline, and no segment that could hold metadata: no application data but JFIF's, no comment.
    pub bare: bool,
    /// Sequential, with a scan for each component. Lawful and very rare; `zune-jpeg` up to 0.5.16 decodes it without an
    /// error to stripes of green (its issues 422 and 448), so it must not reach the decoder.
    pub one_scan_each: bool,
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
        let mut header = Header { width: 0, height: 0, components: 0, bare: true, one_scan_each: false };
        let mut sequential = false;
        let mut at = 2;
        loop {
            let Segment { marker, body, end } = segment(bytes, at)?;
            at = end;
            match marker {
                START_OF_SCAN => {
                    header.one_scan_each = sequential && *body.first()? < header.components;
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
                    sequential = matches!(marker, 0xc0 | 0xc1);
                }
                0xe0 => header.bare &= body.starts_with(b"JFIF\0") && body.len() <= 14,
                0xe1..=0xef | 0xfe => header.bare = false,
                _ => {}
            }
        }
    }
}

/// Whether the file goes on to its end-of-image marker.
pub(super) fn is_complete(bytes: &[u8]) -> bool {
    let mut at = 2;
    let mut scans = 0;
    while let Some(segment) = segment(bytes, at) {
        at = segment.end;
        match segment.marker {
            END_OF_IMAGE => return scans > 0,
            START_OF_SCAN => {
                scans += 1;
                match end_of_scan(bytes, at) {
                    Some(end) => at = end,
                    None => return false,
                }
            }
            _ => {}
        }
    }
    false
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
