//! Cutting a stored photo to a format's proportions around the face, and to its size.

use crate::intake::Photo;
use crate::order::Focus;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// Where the face's middle comes to stand in the crop, from its top: eyes on the upper third.
const FACE_AT: f32 = 0.42;
/// Qualities to try until a JPEG is small enough.
const QUALITIES: [u8; 6] = [86, 80, 72, 64, 54, 44];

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

/// Cuts and shrinks. `None`: the photo's bytes cannot be decoded.
pub(crate) fn cut(photo: &Photo, focus: Focus, proportions: (f32, f32), target: Target) -> Option<Pixels> {
    let decoded = crate::intake::decode_stored(&photo.jpeg)?;
    let (left, top, w, h) = crop_box((decoded.width, decoded.height), proportions, focus);
    let (width, height) = match target {
        Target::Exactly(width, height) => (width, height),
        Target::AtMost(width, height) if w > width || h > height => (width, height),
        Target::AtMost(..) => (w, h),
    };
    let source = ImageRef::new(decoded.width, decoded.height, &decoded.rgb, PixelType::U8x3).ok()?;
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
#[derive(Clone, Copy, Debug)]
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

/// What a JPEG shows: colour may be stored at half the resolution in a photograph, but not where letters have edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Photograph,
    Letters,
}

/// Encodes a photograph at the best quality that keeps to `most_bytes`. `None`: not even the lowest does.
pub(crate) fn encode_within(pixels: &Pixels, most_bytes: usize) -> Option<Jpeg> {
    QUALITIES
        .iter()
        .filter_map(|quality| encode(pixels, Subject::Photograph, *quality))
        .find(|jpeg| jpeg.bytes.len() <= most_bytes)
}

/// Encodes a baseline JPEG without any metadata. The Huffman tables stay the standard ones: optimised tables would come
/// with one scan per component, which some decoders paint in false colours (see `intake::jpeg`).
pub(crate) fn encode(pixels: &Pixels, subject: Subject, quality: u8) -> Option<Jpeg> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(match subject {
        Subject::Photograph => SamplingFactor::R_4_2_0,
        Subject::Letters => SamplingFactor::R_4_4_4,
    });
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
}
