//! The intake against photos as they arrive in practice, and as nobody should send them.

#[macro_use]
mod pictures;
mod age;
mod faces;
mod hostile;
mod kinds;
mod mangled;
mod promise;

use childalert_poster::intake::MOST_BYTES;
use childalert_poster::{Focus, Photo, PhotoWarning};
use image::DynamicImage;
use pictures::{alike, code, decoded, take_in};

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
    promise::kept(&photo);
    assert_eq!(photo.warnings, []);
    let small = take_in(photo!("portrait.webp")).expect("the small portrait is taken in");
    assert_eq!(small.warnings, [PhotoWarning::LowResolution { dpi: 169 }]);
}

#[test]
fn a_photo_that_is_read_back_is_not_looked_at_again() {
    let photo = take_in(photo!("portrait.jpg")).expect("the portrait is taken in");
    assert_ne!(photo.focus, Focus::default());
    let stored = Photo::from_stored(photo.jpeg.clone()).expect("it was taken in");
    assert_eq!((stored.focus, stored.warnings.as_slice()), (Focus::default(), [].as_slice()));
    assert_eq!((stored.jpeg, stored.width, stored.height), (photo.jpeg, photo.width, photo.height));
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
