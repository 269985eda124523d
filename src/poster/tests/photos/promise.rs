//! What the intake promises of any bytes whatever: a photo without metadata that can be read back, or an error. Shared with
//! the fuzz target.

use childalert_poster::intake::{self, LONGEST_SIDE};
use childalert_poster::{Photo, PhotoError};
use chrono::NaiveDate;

/// Takes bytes in and checks the promise.
pub fn hold(bytes: &[u8]) -> Result<Photo, PhotoError> {
    let taken = intake::take_in(bytes, NaiveDate::default());
    if let Ok(photo) = &taken {
        kept(photo);
    }
    taken
}

/// Checks a photo that was taken in.
pub fn kept(photo: &Photo) {
    assert!(photo.width.max(photo.height) <= LONGEST_SIDE);
    assert!((0.0..=1.0).contains(&photo.focus.x) && (0.0..=1.0).contains(&photo.focus.y));
    holds_pixels_only(&photo.jpeg);
    let stored = Photo::from_stored(photo.jpeg.clone()).expect("what was taken in can be read back");
    assert_eq!((stored.width, stored.height), (photo.width, photo.height));
}

/// Walks through a JPEG and allows nothing but what decoding needs.
fn holds_pixels_only(jpeg: &[u8]) {
    assert_eq!(&jpeg[..2], [0xff, 0xd8]);
    let mut at = 2;
    loop {
        assert_eq!(jpeg[at], 0xff, "a marker at {at}");
        let marker = jpeg[at + 1];
        let length = usize::from(jpeg[at + 2]) << 8 | usize::from(jpeg[at + 3]);
        let body = &jpeg[at + 4..at + 2 + length];
        match marker {
            // JFIF without a thumbnail.
            0xe0 => assert!(body.starts_with(b"JFIF\0") && body.len() == 14, "application data"),
            0xc0 | 0xc4 | 0xdb => {}
            0xda => break,
            other => panic!("segment {other:#x} in what is stored"),
        }
        at += 2 + length;
    }
    // Nothing hides behind the picture's end.
    let end = jpeg.windows(2).position(|pair| pair == [0xff, 0xd9]).expect("an end");
    assert_eq!(end + 2, jpeg.len());
}
