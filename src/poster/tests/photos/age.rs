//! The photo's age, from the camera's clock.

use crate::pictures::{exif, jpeg, png, portrait, take_in, with_chunk, with_exif, with_segment};
use crate::promise::kept;
use childalert_poster::PhotoWarning;
use image::DynamicImage;

fn is_old(bytes: &[u8]) -> bool {
    let photo = take_in(bytes).expect("the photo is good whatever its metadata");
    kept(&photo);
    photo.warnings.contains(&PhotoWarning::OlderThanAYear)
}

#[test]
fn a_photo_older_than_a_year_gets_a_warning_and_nonsense_is_ignored() {
    let picture = jpeg(&portrait(), |_| ());
    for (date, old) in [
        ("2025:11:25 23:59:59", true),
        ("2025:11:26 00:00:00", false),
        ("2012:02:29 08:00:00", true),
        ("2027:01:01 00:00:00", false),
        ("1970:01:01 00:00:00", false),
        ("2020:13:45 99:99:99", false),
        ("0000:00:00 00:00:00", false),
        ("    :  :     :  :  ", false),
        ("last summer", false),
        ("", false),
    ] {
        assert_eq!(is_old(&with_exif(&picture, &exif(date))), old, "{date:?}");
    }
    assert!(!is_old(&picture), "a photo without a date");
}

#[test]
fn the_date_is_read_from_a_png_and_a_webp_as_well() {
    let exif = exif("2020:05:17 12:30:00");
    let png = png(&DynamicImage::ImageRgb8(portrait()));
    assert!(is_old(&with_chunk(&png, b"eXIf", &exif)));

    // Extended header (EXIF flag, 800 × 1000), the picture as it was, and the metadata behind it.
    let simple = photo!("portrait.webp");
    let mut webp = simple[..12].to_vec();
    webp.extend_from_slice(b"VP8X\x0a\0\0\0\x08\0\0\0\x1f\x03\0\xe7\x03\0");
    webp.extend_from_slice(&simple[12..]);
    webp.extend_from_slice(b"EXIF");
    webp.extend_from_slice(&u32::try_from(exif.len()).expect("small").to_le_bytes());
    webp.extend_from_slice(&exif);
    webp.resize(webp.len().next_multiple_of(2), 0);
    let size = u32::try_from(webp.len() - 8).expect("a small file");
    webp[4..8].copy_from_slice(&size.to_le_bytes());
    assert!(is_old(&webp));
}

#[test]
fn broken_and_huge_metadata_is_no_reason_to_refuse_a_photo() {
    let picture = jpeg(&portrait(), |_| ());
    let good = exif("2020:05:17 12:30:00");
    for cut in 0..good.len() {
        is_old(&with_exif(&picture, &good[..cut]));
    }
    // A directory that points to itself, one of 65,535 entries, and a text of 4 GB.
    let mut circle = good.clone();
    circle[18..22].copy_from_slice(&8_u32.to_le_bytes());
    let mut many = good.clone();
    many[8..10].copy_from_slice(&[0xff, 0xff]);
    let mut long = good.clone();
    long[32..36].copy_from_slice(&[0xff; 4]);
    for (broken, readable) in [(circle, false), (many, true), (long, false)] {
        assert_eq!(is_old(&with_exif(&picture, &broken)), readable);
    }
    // The largest segment, and hundreds of them.
    let mut huge = picture.clone();
    for _ in 0..300 {
        huge = with_segment(&huge, 0xe1, &[b"Exif\0\0".as_slice(), &vec![0xaa; 65_000]].concat());
    }
    is_old(&huge);
    let last = with_exif(&picture, &[good.as_slice(), &vec![0; 65_000]].concat());
    assert!(is_old(&last), "a date before a lot of nothing");
}
