//! Files that are not what they say.

use crate::pictures::{code, jpeg, png, portrait, take_in, with_chunk, with_segment};
use crate::promise::{hold, kept};
use image::{DynamicImage, RgbImage};

fn plain_png() -> Vec<u8> {
    png(&DynamicImage::ImageRgb8(RgbImage::new(400, 400)))
}

#[test]
fn an_animation_is_refused() {
    // An animation control chunk after the header makes an APNG.
    let apng = with_chunk(&plain_png(), b"acTL", b"\0\0\0\x02\0\0\0\0");
    assert_eq!(code(&apng), "animated");

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

    for gif in [b"GIF87a".as_slice(), b"GIF89a\x90\x01\x90\x01\0\0\0\x3b"] {
        assert_eq!(code(gif), "animated");
    }
}

#[test]
fn a_jpeg_that_would_come_out_in_false_colours_is_refused() {
    let one_scan_each = jpeg(&portrait(), |encoder| {
        encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_2_0);
        // Makes one scan per component.
        encoder.set_optimized_huffman_tables(true);
    });
    assert_eq!(code(&one_scan_each), "unsupported");
}

#[test]
fn other_documents_that_call_themselves_photos_are_refused() {
    let picture = photo!("portrait.jpg");
    for document in [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".as_slice(),
        b"<!doctype html><title>photo.jpg</title>",
        b"%PDF-1.7\n1 0 obj",
        b"BM\0\0\0\0",
        b"II*\0\x08\0\0\0",
        b"\0\0\0\x18ftypheic",
        b"PK\x03\x04",
        b"\xff\xd8",
    ] {
        assert_eq!(code(document), "unknown_format");
        // A photo that stands somewhere behind does not help.
        assert_eq!(
            code(&[document, picture].concat()),
            if document.starts_with(&[0xff]) { "damaged" } else { "unknown_format" }
        );
        // Nor do the first bytes of one.
        assert_eq!(code(&[b"\xff\xd8\xff".as_slice(), document].concat()), "damaged");
        assert_eq!(code(&[b"\x89PNG\r\n\x1a\n".as_slice(), document].concat()), "damaged");
        assert_eq!(code(&[b"RIFF\0\0\0\0WEBP".as_slice(), document].concat()), "damaged");
    }
}

/// A file that is a photo and something else at once is taken for the photo, and of the rest nothing is left.
#[test]
fn what_hides_in_a_photo_does_not_come_through() {
    let picture = jpeg(&portrait(), |_| ());
    let script = b"<script>alert(1)</script>";
    let document = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF";
    let clean = take_in(&picture).expect("the picture");
    for (what, bytes) in [
        ("in a comment", with_segment(&picture, 0xfe, script)),
        ("in EXIF", with_segment(&picture, 0xe1, &[b"Exif\0\0".as_slice(), script].concat())),
        ("in a segment nobody knows", with_segment(&picture, 0xef, document)),
        (
            "in XMP",
            with_segment(&picture, 0xe1, &[b"http://ns.adobe.com/xap/1.0/\0".as_slice(), script].concat()),
        ),
        ("behind the end", [&picture, script.as_slice()].concat()),
        ("a whole photo behind the end", [&picture, photo!("phone-orientation6-gps.jpg")].concat()),
    ] {
        let photo = hold(&bytes).expect(what);
        assert!(photo.jpeg == clean.jpeg, "{what}");
    }
    let picture = plain_png();
    let clean = take_in(&picture).expect("the picture");
    for (what, bytes) in [
        ("in a text chunk", with_chunk(&picture, b"tEXt", b"Comment\0<script>")),
        ("in a chunk nobody knows", with_chunk(&picture, b"prVt", document)),
        ("behind the end", [&picture, document.as_slice()].concat()),
    ] {
        let photo = hold(&bytes).expect(what);
        assert!(photo.jpeg == clean.jpeg, "{what}");
    }
}

#[test]
fn a_header_that_lies_about_the_size_is_refused() {
    // JPEG: the frame says more lines or columns than the scan holds.
    let picture = jpeg(&portrait(), |_| ());
    let frame = picture.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a frame");
    for (height, width) in [(0_u16, 800_u16), (1000, 0), (0, 0)] {
        let mut lie = picture.clone();
        lie[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
        lie[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
        assert_eq!(code(&lie), "too_small");
    }
    for (height, width) in [(1000_u16, 820_u16), (1040, 800), (6000, 8000), (1000, 8000), (65_000, 700)] {
        let mut lie = picture.clone();
        lie[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
        lie[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
        assert_eq!(code(&lie), "damaged", "{width} × {height}");
    }
    // PNG: the header says more, or less, than the data hold.
    let picture = plain_png();
    for (width, height) in [(400_u32, 401_u32), (4000, 4000), (0, 400), (u32::MAX, 400)] {
        let header = [&width.to_be_bytes(), &height.to_be_bytes(), &picture[24..29]].concat();
        // The other header goes in behind the first one, which is then taken out.
        let mut lie = with_chunk(&picture, b"IHDR", &header);
        lie.drain(8..33);
        let code = code(&lie);
        assert!(matches!(code, "damaged" | "too_small" | "too_many_pixels"), "{width} × {height}: {code}");
    }
    // WebP: the canvas has another size than the picture on it.
    let simple = photo!("portrait.webp");
    let mut webp = simple[..12].to_vec();
    webp.extend_from_slice(b"VP8X\x0a\0\0\0\0\0\0\0\xff\x0f\0\xff\x0f\0");
    webp.extend_from_slice(&simple[12..]);
    let size = u32::try_from(webp.len() - 8).expect("a small file");
    webp[4..8].copy_from_slice(&size.to_le_bytes());
    assert_eq!(code(&webp), "damaged");
}

#[test]
fn nothing_and_next_to_nothing_are_refused() {
    assert_eq!(code(&[]), "unknown_format");
    assert_eq!(code(&[0; 1000]), "unknown_format");
    for good in [photo!("portrait.jpg"), photo!("alpha.png"), photo!("portrait.webp")] {
        for length in (0..64).chain([100, 200, 500, 1000]) {
            assert!(matches!(code(&good[..length]), "unknown_format" | "damaged"), "{length}");
        }
    }
}

#[test]
fn a_colour_profile_that_is_broken_is_no_reason_to_refuse_a_photo() {
    let picture = jpeg(&portrait(), |_| ());
    let clean = take_in(&picture).expect("the picture");
    let profile = moxcms::ColorProfile::new_display_p3().encode().expect("a profile");
    let broken: Vec<Vec<u8>> = vec![
        Vec::new(),
        vec![0xff; 60_000],
        profile[..profile.len() / 2].to_vec(),
        profile[..200].to_vec(),
        [&profile[..128], &[0xff; 4], &profile[132..]].concat(),
    ];
    for profile in broken {
        let photo =
            hold(&with_segment(&picture, 0xe2, &[b"ICC_PROFILE\0\x01\x01", profile.as_slice()].concat()));
        kept(&photo.expect("taken in"));
    }
    // Part 1 of 3, and no other.
    let lone = with_segment(&picture, 0xe2, &[b"ICC_PROFILE\0\x01\x03", profile.as_slice()].concat());
    assert!(hold(&lone).expect("taken in").jpeg == clean.jpeg);
    let whole = with_segment(&picture, 0xe2, &[b"ICC_PROFILE\0\x01\x01", profile.as_slice()].concat());
    assert!(hold(&whole).expect("taken in").jpeg != clean.jpeg, "a good one is heeded");
    // A PNG whose profile is no compressed data.
    assert!(hold(&with_chunk(&plain_png(), b"iCCP", b"name\0\0nonsense")).is_ok());
}
