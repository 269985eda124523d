//! The intake against photos as they arrive in practice, and as nobody should send them.

use childalert_poster::intake::{LEAST_SIDE, LONGEST_SIDE, MOST_BYTES, take_in};
use childalert_poster::{Photo, PhotoWarning};
use image::{DynamicImage, GrayImage, ImageFormat, Luma, RgbImage};
use proptest::prelude::*;
use std::io::Cursor;

macro_rules! photo {
    ($name:literal) => {
        include_bytes!(concat!("../../../tests/data/photos/", $name)).as_slice()
    };
}

fn code(bytes: &[u8]) -> &'static str {
    take_in(bytes).map_or_else(|error| error.code(), |_| "taken in")
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

fn alike(a: &DynamicImage, b: &DynamicImage, tolerance: u8) -> bool {
    grid(a).iter().zip(grid(b)).all(|(a, b)| a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= tolerance))
}

fn decoded(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).expect("the picture decodes")
}

#[test]
fn a_photo_keeps_its_picture_and_its_proportions() {
    let original = decoded(photo!("portrait.jpg"));
    for (bytes, size) in [
        (photo!("portrait.jpg"), (1200, 1500)),
        (photo!("portrait.webp"), (800, 1000)),
        (photo!("cmyk.jpg"), (1200, 1500)),
        (photo!("phone-orientation6-gps.jpg"), (2400, 3000)),
    ] {
        let photo = take_in(bytes).expect("a good photo is taken in");
        assert_eq!((photo.width, photo.height), size);
        // CMYK came through other inks, the rest through one more JPEG.
        assert!(alike(&decoded(&photo.jpeg), &original, 24), "{photo:?} must show the portrait, upright");
    }
}

#[test]
fn transparent_parts_let_white_through_and_not_black() {
    let over = |ground: u8| {
        let original = decoded(photo!("alpha.png")).into_rgba8();
        let (width, height) = original.dimensions();
        let mut paper =
            image::RgbaImage::from_pixel(width, height, image::Rgba([ground, ground, ground, 255]));
        image::imageops::overlay(&mut paper, &original, 0, 0);
        DynamicImage::ImageRgba8(paper)
    };
    let photo = take_in(photo!("alpha.png")).expect("alpha is taken in");
    let stored = decoded(&photo.jpeg);
    assert!(alike(&stored, &over(255), 6));
    assert!(!alike(&stored, &over(0), 60), "the test photo has transparent parts");
}

#[test]
fn what_is_stored_holds_nothing_but_pixels_and_can_be_read_back() {
    let photo = take_in(photo!("phone-orientation6-gps.jpg")).expect("the phone's photo is taken in");
    for trace in [b"Exif".as_slice(), b"GPS", b"PhoneMaker", b"ICC_PROFILE", b"http"] {
        assert!(!photo.jpeg.windows(trace.len()).any(|w| w == trace), "{}", String::from_utf8_lossy(trace));
    }
    assert_eq!(Photo::from_stored(photo.jpeg.clone()).as_ref(), Ok(&photo));
    assert_eq!(photo.warnings, []);
    let small = take_in(photo!("portrait.webp")).expect("the small portrait is taken in");
    assert_eq!(small.warnings, [PhotoWarning::LowResolution { dpi: 169 }]);
}

#[test]
fn only_a_photo_from_the_intake_can_be_read_back() {
    for (name, bytes) in [
        ("with metadata", photo!("phone-orientation6-gps.jpg")),
        ("CMYK", photo!("cmyk.jpg")),
        ("a PNG", photo!("alpha.png")),
        ("truncated", photo!("truncated.jpg")),
        ("nothing", &[]),
    ] {
        let refused = Photo::from_stored(bytes.to_vec()).map_err(|error| error.code());
        assert_eq!(refused, Err("not_taken_in"), "{name}");
    }
}

#[test]
fn the_same_photo_gives_the_same_bytes() {
    assert_eq!(take_in(photo!("portrait.webp")), take_in(photo!("portrait.webp")));
}

#[test]
fn a_bad_photo_is_refused_with_its_reason() {
    assert_eq!(code(photo!("truncated.jpg")), "damaged");
    assert_eq!(code(photo!("too-small.jpg")), "too_small");
    assert_eq!(code(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "unknown_format");
    assert_eq!(code(b"GIF89a"), "animated");
    assert_eq!(code(&[]), "unknown_format");
    let mut heavy = photo!("portrait.jpg").to_vec();
    heavy.resize(MOST_BYTES + 1, 0);
    assert_eq!(code(&heavy), "too_large");
    // Metadata of phones quotes whole little JPEGs: their end must not be taken for the picture's.
    let cut = photo!("phone-orientation6-gps.jpg");
    assert_eq!(code(&cut[..cut.len() / 2]), "damaged");
}

#[test]
fn a_picture_bomb_is_refused_by_its_header() {
    // 40,000 × 40,000 pixels would take 4.8 GB. The file ends after its header: had anything tried to decode it, the
    // reason would be another one.
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bomb.extend_from_slice(&40_000_u32.to_be_bytes());
    bomb.extend_from_slice(&40_000_u32.to_be_bytes());
    bomb.extend_from_slice(&[8, 2, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(code(&bomb), "too_many_pixels");

    // The same in JPEG: a frame header of 65,500 × 65,500.
    let mut jpeg = photo!("portrait.jpg").to_vec();
    let frame = jpeg.windows(2).position(|w| w == [0xff, 0xc0]).expect("a baseline frame");
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
    assert_eq!(code(&jpeg), "too_many_pixels");
}

#[test]
fn an_animation_is_refused() {
    let mut png = png_of(LEAST_SIDE);
    // An animation control chunk after the header makes an APNG.
    let control = *b"\0\0\0\x08acTL\0\0\0\x02\0\0\0\0";
    let mut chunk = control.to_vec();
    chunk.extend_from_slice(&crc32(&control[4..]).to_be_bytes());
    png.splice(33..33, chunk);
    assert_eq!(code(&png), "animated");

    let mut webp = photo!("portrait.webp").to_vec();
    let frames = webp.split_off(12);
    // Extended header: animation flag, 800 × 1000.
    webp.extend_from_slice(b"VP8X\x0a\0\0\0\x02\0\0\0\x1f\x03\0\xe7\x03\0");
    webp.extend_from_slice(b"ANIM\x06\0\0\0\0\0\0\0\0\0");
    let mut frame = b"\0\0\0\0\0\0\x1f\x03\0\xe7\x03\0\x64\0\0\0".to_vec();
    frame.extend_from_slice(&frames);
    webp.extend_from_slice(b"ANMF");
    webp.extend_from_slice(&u32::try_from(frame.len()).expect("a small frame").to_le_bytes());
    webp.extend_from_slice(&frame);
    let size = u32::try_from(webp.len() - 8).expect("a small file");
    webp[4..8].copy_from_slice(&size.to_le_bytes());
    assert_eq!(code(&webp), "animated");
}

#[test]
fn a_jpeg_that_would_come_out_in_false_colours_is_refused() {
    let picture = decoded(photo!("portrait.webp")).into_rgb8();
    let mut jpeg = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 85);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_2_0);
    // Makes one scan per component.
    encoder.set_optimized_huffman_tables(true);
    encoder.encode(&picture, 800, 1000, jpeg_encoder::ColorType::Rgb).expect("encodes");
    assert_eq!(code(&jpeg), "unsupported");
}

#[test]
fn a_progressive_jpeg_a_grey_png_and_a_panorama_are_taken_in() {
    let picture = decoded(photo!("portrait.webp"));
    let mut progressive = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut progressive, 85);
    encoder.set_progressive(true);
    encoder.encode(&picture.to_rgb8(), 800, 1000, jpeg_encoder::ColorType::Rgb).expect("encodes");
    let photo = take_in(&progressive).expect("progressive");
    assert!(alike(&decoded(&photo.jpeg), &picture, 16));

    let mut grey = Vec::new();
    let image = GrayImage::from_fn(400, 500, |x, _| Luma([u8::try_from(x / 2).unwrap_or(255)]));
    image.write_to(&mut Cursor::new(&mut grey), ImageFormat::Png).expect("encodes");
    assert_eq!(take_in(&grey).map(|p| (p.width, p.height)), Ok((400, 500)));

    let mut panorama = Vec::new();
    RgbImage::new(8000, 420).write_to(&mut Cursor::new(&mut panorama), ImageFormat::Png).expect("encodes");
    assert_eq!(take_in(&panorama).map(|p| (p.width, p.height)), Ok((LONGEST_SIDE, 157)));
}

fn png_of(side: u32) -> Vec<u8> {
    let mut png = Vec::new();
    RgbImage::new(side, side).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).expect("encodes");
    png
}

/// CRC-32 as PNG chunks carry it.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0_u32, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mangled_file_is_taken_in_or_refused_but_never_panics(
        which in 0..3_usize,
        cut in prop::option::of(0.0..1.0_f64),
        spots in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 0..12),
    ) {
        let good = [photo!("portrait.webp"), photo!("alpha.png"), photo!("too-small.jpg")][which];
        let mut bytes = good.to_vec();
        for (at, byte) in spots {
            let at = (at * at * bytes.len() as f64) as usize;
            bytes[at] = byte;
        }
        if let Some(share) = cut {
            bytes.truncate((share * bytes.len() as f64) as usize);
        }
        if let Ok(photo) = take_in(&bytes) {
            prop_assert_eq!(Photo::from_stored(photo.jpeg.clone()), Ok(photo));
        }
    }
}
