//! Every kind of JPEG, PNG and WebP that cameras, phones and programs write.

use crate::pictures::{alike, code, decoded, jpeg, png, portrait, take_in, with_chunk};
use crate::promise::kept;
use childalert_poster::PhotoWarning;
use childalert_poster::intake::LONGEST_SIDE;
use image::{DynamicImage, GrayImage, Luma, Rgb, RgbImage};

/// Taken in, and shows the portrait.
fn shows_the_portrait(what: &str, bytes: &[u8], tolerance: u8) {
    let photo = take_in(bytes).unwrap_or_else(|error| panic!("{what}: {error}"));
    kept(&photo);
    assert!(alike(&decoded(&photo.jpeg), &DynamicImage::ImageRgb8(portrait()), tolerance), "{what}");
}

#[test]
fn every_jpeg_is_taken_in() {
    shows_the_portrait("progressive", &jpeg(&portrait(), |encoder| encoder.set_progressive(true)), 16);
    shows_the_portrait("restarts", &jpeg(&portrait(), |encoder| encoder.set_restart_interval(5)), 16);
    for factor in [
        jpeg_encoder::SamplingFactor::R_4_4_4,
        jpeg_encoder::SamplingFactor::R_4_2_2,
        jpeg_encoder::SamplingFactor::R_4_2_0,
        jpeg_encoder::SamplingFactor::R_4_4_0,
    ] {
        let picture = jpeg(&portrait(), |encoder| encoder.set_sampling_factor(factor));
        shows_the_portrait(&format!("{factor:?}"), &picture, 16);
    }
    let grey = DynamicImage::ImageRgb8(portrait()).into_luma8();
    let mut bytes = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 85);
    encoder.encode(&grey, 800, 1000, jpeg_encoder::ColorType::Luma).expect("encodes");
    let photo = take_in(&bytes).expect("greyscale");
    kept(&photo);
    assert!(alike(&decoded(&photo.jpeg), &DynamicImage::ImageLuma8(grey), 8));
}

/// Adobe's programs write inverted inks, and a segment of their own. Without that one, nobody can say.
#[test]
fn four_inks_are_understood_with_adobe_s_mark_and_refused_without() {
    let rgb = portrait();
    let inks: Vec<u8> = rgb
        .pixels()
        .flat_map(|pixel| {
            let lightest = pixel.0.into_iter().max().unwrap_or_default().max(1);
            let ink = |channel: u8| {
                255 - u8::try_from(u32::from(channel) * 255 / u32::from(lightest)).unwrap_or(255)
            };
            [ink(pixel.0[0]), ink(pixel.0[1]), ink(pixel.0[2]), 255 - lightest]
        })
        .collect();
    for (what, kind) in
        [("CMYK", jpeg_encoder::ColorType::Cmyk), ("YCCK", jpeg_encoder::ColorType::CmykAsYcck)]
    {
        let mut bytes = Vec::new();
        jpeg_encoder::Encoder::new(&mut bytes, 90).encode(&inks, 800, 1000, kind).expect("encodes");
        shows_the_portrait(what, &bytes, 24);
        assert_eq!(code(&without_adobe(&bytes)), "unsupported", "{what}");
    }
    assert_eq!(code(&without_adobe(photo!("cmyk.jpg"))), "unsupported");
}

fn without_adobe(jpeg: &[u8]) -> Vec<u8> {
    let mark = jpeg.windows(9).position(|bytes| bytes[..2] == [0xff, 0xee] && bytes[4..] == *b"Adobe");
    let mark = mark.expect("Adobe's mark");
    let length = 2 + usize::from(jpeg[mark + 2]) * 256 + usize::from(jpeg[mark + 3]);
    [&jpeg[..mark], &jpeg[mark + length..]].concat()
}

#[test]
fn every_png_is_taken_in() {
    let rgb = DynamicImage::ImageRgb8(portrait());
    shows_the_portrait("16 bits", &png(&DynamicImage::ImageRgb16(rgb.to_rgb16())), 8);
    shows_the_portrait("16 bits and alpha", &png(&DynamicImage::ImageRgba16(rgb.to_rgba16())), 8);
    for grey in [
        DynamicImage::ImageLuma8(rgb.to_luma8()),
        DynamicImage::ImageLuma16(rgb.to_luma16()),
        DynamicImage::ImageLumaA8(rgb.to_luma_alpha8()),
        DynamicImage::ImageLumaA16(rgb.to_luma_alpha16()),
    ] {
        let photo = take_in(&png(&grey)).expect("grey");
        kept(&photo);
        assert!(alike(&decoded(&photo.jpeg), &grey, 8), "{:?}", grey.color());
    }
    let ramp = GrayImage::from_fn(400, 500, |x, _| Luma([u8::try_from(x / 2).unwrap_or(255)]));
    let photo = take_in(&png(&DynamicImage::ImageLuma8(ramp))).expect("a grey ramp");
    assert_eq!((photo.width, photo.height), (400, 500));
}

/// Four colours, one of them see-through: paper shines through it.
#[test]
fn a_palette_with_transparency_is_taken_in() {
    let (width, height) = (400_u32, 400_u32);
    let header = [&width.to_be_bytes(), &height.to_be_bytes(), [8, 3, 0, 0].as_slice(), &[0]].concat();
    let rows: Vec<u8> =
        (0..height).flat_map(|row| std::iter::once(0).chain([(row / 100) as u8; 400])).collect();
    // zlib, stored blocks.
    let mut data = vec![0x78, 0x01];
    for (index, block) in rows.chunks(0xffff).enumerate() {
        let last = u8::from((index + 1) * 0xffff >= rows.len());
        let length = u16::try_from(block.len()).expect("a block");
        data.push(last);
        data.extend_from_slice(&length.to_le_bytes());
        data.extend_from_slice(&(!length).to_le_bytes());
        data.extend_from_slice(block);
    }
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in &rows {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    data.extend_from_slice(&(b << 16 | a).to_be_bytes());
    // Each chunk is put in at 33, behind a header: so they come in the opposite order.
    let mut bytes = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 25]].concat();
    for (kind, body) in [
        (b"IEND", [].as_slice()),
        (b"IDAT", &data),
        (b"tRNS", &[255, 255, 0, 128]),
        (b"PLTE", &[200, 0, 0, 0, 200, 0, 0, 0, 200, 0, 0, 0]),
        (b"IHDR", &header),
    ] {
        bytes = with_chunk(&bytes, kind, body);
    }
    bytes.drain(8..33);
    let photo = take_in(&bytes).expect("a palette");
    kept(&photo);
    let stored = decoded(&photo.jpeg).into_rgb8();
    for (row, colour) in
        [(50, [200, 0, 0]), (150, [0, 200, 0]), (250, [255, 255, 255]), (350, [127, 127, 127])]
    {
        let pixel = stored.get_pixel(200, row).0;
        assert!(pixel.iter().zip(colour).all(|(a, b)| a.abs_diff(b) <= 6), "{row}: {pixel:?}");
    }
}

#[test]
fn a_panorama_of_41_megapixels_is_taken_in() {
    let wide =
        RgbImage::from_fn(12_000, 3_420, |x, y| Rgb([(x / 50) as u8, (y / 20) as u8, ((x + y) / 70) as u8]));
    let photo = take_in(&jpeg(&wide, |_| ())).expect("a panorama");
    kept(&photo);
    assert_eq!((photo.width, photo.height), (LONGEST_SIDE, 855));
    // What is printed of it is 684 pixels wide.
    assert!(photo.warnings.contains(&PhotoWarning::LowResolution { dpi: 145 }));

    let narrow = png(&DynamicImage::ImageRgb8(RgbImage::new(8000, 420)));
    assert_eq!(take_in(&narrow).map(|photo| (photo.width, photo.height)), Ok((LONGEST_SIDE, 157)));
}
