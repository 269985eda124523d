//! From whatever colours a file holds to opaque sRGB.

use crate::crop::Pixels;
use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// Lays a picture with transparent parts over white paper. Sixteen bits become eight on the way: no second copy of a large
/// picture stands in memory.
pub(super) fn over_white(picture: DynamicImage) -> Pixels {
    let (width, height) = (picture.width(), picture.height());
    let rgb = match picture {
        DynamicImage::ImageRgba16(picture) => picture
            .pixels()
            .flat_map(|pixel| {
                let [r, g, b, alpha] = pixel.0.map(|channel| (u32::from(channel) + 128) / 257);
                [r, g, b].map(|channel| over(channel, alpha))
            })
            .collect(),
        picture if picture.color().has_alpha() => {
            let mut pixels = picture.into_rgba8().into_raw();
            for at in 0..pixels.len() / 4 {
                let [r, g, b, alpha] = [0, 1, 2, 3].map(|channel| u32::from(pixels[at * 4 + channel]));
                pixels[at * 3..][..3].copy_from_slice(&[r, g, b].map(|channel| over(channel, alpha)));
            }
            pixels.truncate(pixels.len() / 4 * 3);
            pixels
        }
        picture => picture.into_rgb8().into_raw(),
    };
    Pixels { width, height, rgb }
}

/// A channel over white, from 0 to 255 each.
fn over(channel: u32, alpha: u32) -> u8 {
    u8::try_from((channel * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
}

/// Converts in place from the colours of an embedded ICC profile. A profile that is not of RGB (the decoder has already
/// turned CMYK and grey to RGB) or that makes no sense leaves the pixels as they are: near enough to know a face.
pub(super) fn to_srgb(rgb: &mut Vec<u8>, profile: &[u8]) {
    let Ok(profile) = ColorProfile::new_from_slice(profile) else { return };
    if profile.color_space != DataColorSpace::Rgb {
        return;
    }
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) =
        profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, TransformOptions::default())
    else {
        return;
    };
    let mut converted = vec![0; rgb.len()];
    if transform.transform(rgb, &mut converted).is_ok() {
        *rgb = converted;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgba, RgbaImage};

    #[test]
    fn transparent_parts_become_paper_and_not_black() {
        let mut picture = RgbaImage::from_pixel(1, 2, Rgba([200, 10, 10, 255]));
        picture.put_pixel(0, 1, Rgba([200, 10, 10, 0]));
        assert_eq!(over_white(DynamicImage::ImageRgba8(picture)).rgb, [200, 10, 10, 255, 255, 255]);
    }

    #[test]
    fn a_wide_gamut_profile_is_converted_and_a_foreign_one_left_alone() {
        let p3 = ColorProfile::new_display_p3().encode().expect("moxcms writes what it reads");
        let mut pixels = vec![128, 128, 128, 200, 60, 60];
        to_srgb(&mut pixels, &p3);
        assert_eq!(&pixels[..3], &[128, 128, 128], "grey stays grey");
        assert!(pixels[3] > 205 && pixels[4] < 55, "a red of P3 is a stronger red in sRGB: {pixels:?}");

        let grey = ColorProfile::new_gray_with_gamma(2.2).encode().expect("moxcms writes what it reads");
        for foreign in [grey.as_slice(), b"not a profile"] {
            let before = pixels.clone();
            to_srgb(&mut pixels, foreign);
            assert_eq!(pixels, before);
        }
    }
}
