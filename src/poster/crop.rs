//! Cutting a stored photo to a format's proportions around the face, and to its size.

use crate::intake::Photo;
use crate::measures::MM_PER_INCH;
use crate::order::Focus;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// Where the face's middle comes to stand in the crop, from its top: eyes on the upper third.
const FACE_AT: f32 = 0.42;
/// Qualities to try until a JPEG is small enough.
const QUALITIES: [u8; 7] = [92, 86, 80, 72, 64, 54, 44];

/// A JPEG with its size in pixels.
#[derive(Clone, Debug)]
pub(crate) struct Jpeg {
    pub bytes: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// Pixels, three bytes each.
pub(crate) struct Pixels {
    pub rgb: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// The largest part of a photo with the given proportions around `focus`: left, top, width, height in whole pixels.
pub(crate) fn crop_box(photo: (u32, u32), proportions: (f32, f32), focus: Focus) -> (u32, u32, u32, u32) {
    let (width, height) = (photo.0 as f32, photo.1 as f32);
    let wanted = proportions.0 / proportions.1;
    let (w, h) = if width / height > wanted { (height * wanted, height) } else { (width, width / wanted) };
    let (w, h) = ((w.round() as u32).clamp(1, photo.0), (h.round() as u32).clamp(1, photo.1));
    let left = (focus.x * width - w as f32 / 2.0).round().clamp(0.0, (photo.0 - w) as f32) as u32;
    let top = (focus.y * height - h as f32 * FACE_AT).round().clamp(0.0, (photo.1 - h) as f32) as u32;
    (left, top, w, h)
}

/// Dots per inch at which a photo prints at a size in millimetres, once it is cropped to that size's proportions.
pub(crate) fn dpi(photo: (u32, u32), printed: (f32, f32)) -> u32 {
    let (_, _, cropped, _) = crop_box(photo, printed, Focus::default());
    (cropped as f32 / (printed.0 / MM_PER_INCH)).round() as u32
}

/// Cuts and shrinks decoded pixels. `None`: there are too few of them for their size.
pub(crate) fn cut(source: &Pixels, focus: Focus, proportions: (f32, f32), target: Target) -> Option<Pixels> {
    let (left, top, w, h) = crop_box((source.width, source.height), proportions, focus);
    let (width, height) = match target {
        Target::Exactly(width, height) => (width, height),
        Target::AtMost(width, height) if w > width || h > height => (width, height),
        Target::AtMost(..) => (w, h),
    };
    let source = ImageRef::new(source.width, source.height, &source.rgb, PixelType::U8x3).ok()?;
    let mut out = Image::new(width, height, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).crop(
        f64::from(left),
        f64::from(top),
        f64::from(w),
        f64::from(h),
    );
    Resizer::new().resize(&source, &mut out, &options).ok()?;
    Some(Pixels { rgb: out.into_vec(), width, height })
}

/// The size to come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    /// Shrunk or enlarged to this size.
    Exactly(u32, u32),
    /// Shrunk to this size, never enlarged.
    AtMost(u32, u32),
}

/// Whether the whole photo already has these proportions and is not larger: then its own bytes will do.
pub(crate) fn usable_as_is(
    photo: &Photo,
    proportions: (f32, f32),
    target: (u32, u32),
    most_bytes: usize,
) -> bool {
    let whole = crop_box((photo.width, photo.height), proportions, Focus::default());
    (whole.2, whole.3) == (photo.width, photo.height)
        && photo.width <= target.0
        && photo.height <= target.1
        && photo.jpeg.len() <= most_bytes
}

/// Encodes a photograph at the best quality, from `best` downwards, that keeps to `most_bytes`. `None`: not even the lowest
/// does.
pub(crate) fn encode_within(pixels: &Pixels, best: u8, most_bytes: usize) -> Option<Jpeg> {
    let mut qualities: &[u8] = &QUALITIES[QUALITIES.partition_point(|quality| *quality > best)..];
    // The best one mostly fits at once; if not, halving finds the next in two or three tries.
    let mut found = encode(pixels, *qualities.first()?).filter(|jpeg| jpeg.bytes.len() <= most_bytes);
    if found.is_some() {
        return found;
    }
    qualities = &qualities[1..];
    while !qualities.is_empty() {
        let middle = qualities.len() / 2;
        let jpeg = encode(pixels, qualities[middle])?;
        if jpeg.bytes.len() <= most_bytes {
            found = Some(jpeg);
            qualities = &qualities[..middle];
        } else {
            qualities = &qualities[middle + 1..];
        }
    }
    found
}

/// Encodes a baseline JPEG without any metadata. The Huffman tables stay the standard ones: optimised tables would come
/// with one scan per component, which some decoders paint in false colours (see `intake::jpeg`).
///
/// Colour is stored at half the resolution, as every network stores it anyway: letters are black or white, and their edges
/// lie in the brightness.
pub(crate) fn encode(pixels: &Pixels, quality: u8) -> Option<Jpeg> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
    let (width, height) = (u16::try_from(pixels.width).ok()?, u16::try_from(pixels.height).ok()?);
    encoder.encode(&pixels.rgb, width, height, ColorType::Rgb).ok()?;
    Some(Jpeg { bytes, width: pixels.width, height: pixels.height })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crop_follows_the_face_and_stays_inside_the_photo() {
        let portrait = (4.0, 5.0);
        assert_eq!(crop_box((1000, 1250), portrait, Focus::default()), (0, 0, 1000, 1250));
        assert_eq!(crop_box((3000, 1000), portrait, Focus { x: 0.5, y: 0.5 }), (1100, 0, 800, 1000));
        assert_eq!(crop_box((3000, 1000), portrait, Focus { x: 1.0, y: 0.5 }), (2200, 0, 800, 1000));
        assert_eq!(crop_box((800, 3000), portrait, Focus { x: 0.0, y: 0.3 }), (0, 480, 800, 1000));
        assert_eq!(crop_box((800, 3000), portrait, Focus { x: 0.0, y: 0.0 }), (0, 0, 800, 1000));
    }

    #[test]
    fn the_crop_has_the_same_size_wherever_the_focus_is() {
        for photo in [(1417, 1771), (3000, 2000), (401, 2999), (3000, 157)] {
            let (_, _, width, height) = crop_box(photo, (120.0, 150.0), Focus::default());
            for step in 0..=20 {
                let focus = Focus { x: step as f32 / 20.0, y: 1.0 - step as f32 / 20.0 };
                let (left, top, w, h) = crop_box(photo, (120.0, 150.0), focus);
                assert_eq!((w, h), (width, height));
                assert!(left + w <= photo.0 && top + h <= photo.1);
            }
        }
    }
}
