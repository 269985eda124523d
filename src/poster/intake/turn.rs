//! Turning a picture upright, a tile at a time: pixel by pixel down the columns would miss the cache at every step.

use crate::crop::Pixels;
use image::metadata::Orientation;

/// Side of a tile, in pixels.
const TILE: usize = 32;

/// The picture as its orientation says it is to be seen.
pub(super) fn turned(pixels: Pixels, orientation: Orientation) -> Pixels {
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let (right, bottom) = (width.saturating_sub(1), height.saturating_sub(1));
    match orientation {
        Orientation::NoTransforms => pixels,
        Orientation::FlipHorizontal => taken(&pixels, false, |x, y| (right - x, y)),
        Orientation::Rotate180 => taken(&pixels, false, |x, y| (right - x, bottom - y)),
        Orientation::FlipVertical => taken(&pixels, false, |x, y| (x, bottom - y)),
        Orientation::Rotate90FlipH => taken(&pixels, true, |x, y| (y, x)),
        Orientation::Rotate90 => taken(&pixels, true, |x, y| (y, bottom - x)),
        Orientation::Rotate270FlipH => taken(&pixels, true, |x, y| (right - y, bottom - x)),
        Orientation::Rotate270 => taken(&pixels, true, |x, y| (right - y, x)),
    }
}

/// Takes each pixel from where `source` says.
fn taken(from: &Pixels, on_its_side: bool, source: impl Fn(usize, usize) -> (usize, usize)) -> Pixels {
    let (width, height) = if on_its_side { (from.height, from.width) } else { (from.width, from.height) };
    let (pixels, _) = from.rgb.as_chunks::<3>();
    let mut rgb = vec![0; from.rgb.len()];
    let (across, down) = (width as usize, height as usize);
    let (out, _) = rgb.as_chunks_mut::<3>();
    for top in (0..down).step_by(TILE) {
        for left in (0..across).step_by(TILE) {
            for y in top..(top + TILE).min(down) {
                let line = &mut out[y * across..][..across];
                for (x, pixel) in line.iter_mut().enumerate().skip(left).take(TILE) {
                    let (column, row) = source(x, y);
                    *pixel = pixels[row * from.width as usize + column];
                }
            }
        }
    }
    Pixels { rgb, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, RgbImage};

    #[test]
    fn every_orientation_turns_as_the_image_crate_has_it() {
        let (width, height) = (70, 33);
        let rgb: Vec<u8> = (0..width * height * 3).map(|byte: u32| (byte * 7 % 251) as u8).collect();
        for exif in 1..=8 {
            let orientation = Orientation::from_exif(exif).expect("eight orientations");
            let picture = RgbImage::from_raw(width, height, rgb.clone()).expect("a picture");
            let mut expected = DynamicImage::ImageRgb8(picture);
            expected.apply_orientation(orientation);
            let turned = turned(Pixels { rgb: rgb.clone(), width, height }, orientation);
            assert_eq!((turned.width, turned.height), (expected.width(), expected.height()), "{exif}");
            assert!(turned.rgb == expected.into_bytes(), "{exif}");
        }
    }
}
