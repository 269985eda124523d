//! Cutting a stored photo to a format's proportions around the face, and to its size.

use crate::intake::Photo;
use crate::measures::MM_PER_INCH;
use crate::order::Focus;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use std::sync::OnceLock;

/// Where the face's middle comes to stand in the crop, from its top: eyes on the upper third.
const FACE_AT: f32 = 0.42;
/// Qualities to try until a JPEG is small enough.
const QUALITIES: [u8; 7] = [92, 86, 80, 72, 64, 54, LOWEST_QUALITY];
/// Below it a face is no longer that face.
pub(crate) const LOWEST_QUALITY: u8 = 44;

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
pub fn crop_box(photo: (u32, u32), proportions: (f32, f32), focus: Focus) -> (u32, u32, u32, u32) {
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

/// A decoded photo, and the same again at half its sides, a quarter, an eighth, each made when it is first wanted: a small piece
/// is cut out of the smallest that still has twice its pixels a side, for it need not read all the others.
pub(crate) struct Sizes {
    levels: [OnceLock<Option<Pixels>>; 4],
}

impl Sizes {
    pub fn of(photo: Pixels) -> Sizes {
        Sizes { levels: [OnceLock::from(Some(photo)), OnceLock::new(), OnceLock::new(), OnceLock::new()] }
    }

    fn level(&self, halvings: usize) -> Option<&Pixels> {
        let level = self.levels.get(halvings)?;
        level.get_or_init(|| halved(self.level(halvings.checked_sub(1)?)?)).as_ref()
    }

    /// Cuts and shrinks. `None`: there are too few pixels for the size.
    pub fn cut(&self, focus: Focus, proportions: (f32, f32), target: Target) -> Option<Pixels> {
        let photo = self.level(0)?;
        let (left, top, w, h) = crop_box((photo.width, photo.height), proportions, focus);
        let (width, height) = match target {
            Target::Exactly(width, height) => (width, height),
            Target::AtMost(width, height) if w > width || h > height => (width, height),
            Target::AtMost(..) => (w, h),
        };
        let enough = |halvings: &usize| w >> halvings >= 2 * width && h >> halvings >= 2 * height;
        let halvings = (1..self.levels.len()).take_while(enough).last().unwrap_or(0);
        let source = self.level(halvings)?;
        let scaled = |length: u32| f64::from(length) / f64::from(1_u32 << halvings);
        let (left, top) = (scaled(left), scaled(top));
        let right = (left + scaled(w)).min(f64::from(source.width));
        let bottom = (top + scaled(h)).min(f64::from(source.height));
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).crop(
            left,
            top,
            right - left,
            bottom - top,
        );
        resized(source, (width, height), &options)
    }
}

/// Half the sides; an odd row or column at the end is left out.
fn halved(photo: &Pixels) -> Option<Pixels> {
    let (width, height) = (photo.width / 2, photo.height / 2);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Box)).crop(
        0.0,
        0.0,
        f64::from(width * 2),
        f64::from(height * 2),
    );
    resized(photo, (width, height), &options)
}

fn resized(source: &Pixels, (width, height): (u32, u32), options: &ResizeOptions) -> Option<Pixels> {
    let source = ImageRef::new(source.width, source.height, &source.rgb, PixelType::U8x3).ok()?;
    let mut out = Image::new(width, height, PixelType::U8x3);
    Resizer::new().resize(&source, &mut out, options).ok()?;
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
/// does. Which one it will be is told by an eighth of the picture, so that the whole is encoded once or twice.
pub(crate) fn encode_within(pixels: &Pixels, best: u8, most_bytes: usize) -> Option<Jpeg> {
    let qualities = &QUALITIES[QUALITIES.partition_point(|quality| *quality > best)..];
    let (sample, share) = sample(pixels);
    let too_large = |quality: &u8| {
        encode(&sample, *quality).is_none_or(|jpeg| jpeg.bytes.len() as f32 * share > most_bytes as f32)
    };
    let likely = match qualities.first() {
        Some(first) if sample.height > 0 && too_large(first) => 1 + qualities[1..].partition_point(too_large),
        _ => 0,
    };
    let fits = |quality: &u8| encode(pixels, *quality).filter(|jpeg| jpeg.bytes.len() <= most_bytes);
    // The last is tried in any case: it is the whole that counts, not the sample.
    qualities[likely.min(qualities.len().saturating_sub(1))..].iter().find_map(fits)
}

/// Every eighth strip of a picture, as high as a block of a JPEG with halved colour, and how many times the whole is larger.
fn sample(pixels: &Pixels) -> (Pixels, f32) {
    const STRIP: usize = 16;
    const EVERY: usize = 8;
    let strip = pixels.width as usize * 3 * STRIP;
    let strips = pixels.rgb.chunks_exact(strip.max(1)).skip(EVERY / 2).step_by(EVERY);
    let rgb: Vec<u8> = strips.flatten().copied().collect();
    let height = (rgb.len() / strip.max(1) * STRIP) as u32;
    let share = pixels.height as f32 / height.max(1) as f32;
    (Pixels { rgb, width: pixels.width, height }, share)
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
