//! Where the crop is proposed, and what is said when that is a guess.

use crate::pictures::{jpeg, png, portrait, take_in};
use childalert_poster::{Focus, Photo, PhotoWarning};
use image::{DynamicImage, Rgb, RgbImage, imageops};

/// Where the face is in the portrait, as a person would point at it.
const FACE: Focus = Focus { x: 0.46, y: 0.26 };

fn near(focus: Focus, expected: Focus) {
    let away = (focus.x - expected.x).hypot(focus.y - expected.y);
    assert!(away < 0.04, "{focus:?} is not near {expected:?}");
}

fn taken(picture: &RgbImage) -> Photo {
    take_in(&jpeg(picture, |_| ())).expect("a good photo")
}

fn says(photo: &Photo, warning: PhotoWarning) -> bool {
    photo.warnings.contains(&warning)
}

#[test]
fn the_face_is_found_in_every_shape_in_which_the_portrait_arrives() {
    for bytes in [
        photo!("portrait.jpg"),
        photo!("portrait.webp"),
        photo!("cmyk.jpg"),
        photo!("alpha.png"),
        // To be turned first.
        photo!("phone-orientation6-gps.jpg"),
    ] {
        let photo = take_in(bytes).expect("a good photo");
        near(photo.focus, FACE);
        assert!(!says(&photo, PhotoWarning::NoFaceFound) && !says(&photo, PhotoWarning::SeveralFaces));
    }
}

#[test]
fn the_drawn_face_of_the_demonstration_is_found() {
    let photo = take_in(include_bytes!("../../../../assets/demo/face.jpg")).expect("the drawing");
    near(photo.focus, Focus { x: 0.495, y: 0.51 });
    assert!(!says(&photo, PhotoWarning::NoFaceFound) && !says(&photo, PhotoWarning::SeveralFaces));
}

#[test]
fn the_face_is_followed_to_where_it_is() {
    let face = imageops::thumbnail(&portrait(), 480, 600);
    for (x, y) in [(0, 0), (1120, 0), (600, 400), (0, 600), (1120, 600)] {
        let mut wide = RgbImage::from_pixel(1600, 1200, Rgb([110, 120, 130]));
        imageops::overlay(&mut wide, &face, x, y);
        let at = |offset: i64, share: f32, face: f32, whole: f32| (offset as f32 + share * face) / whole;
        let focus = Focus { x: at(x, FACE.x, 480.0, 1600.0), y: at(y, FACE.y, 600.0, 1200.0) };
        near(taken(&wide).focus, focus);
    }
}

#[test]
fn without_a_face_the_usual_crop_is_proposed_and_said_to_be_a_guess() {
    let sea = RgbImage::from_fn(900, 700, |x, y| {
        let wave = (f64::from(x) * 0.05).sin() * 40.0 + f64::from(y) * 0.2;
        Rgb([40, (60.0 + wave.abs()) as u8, 160])
    });
    for nothing in [sea, RgbImage::new(500, 500), RgbImage::from_pixel(401, 4001, Rgb([255; 3]))] {
        let photo = taken(&nothing);
        assert_eq!(photo.focus, Focus::default());
        assert!(says(&photo, PhotoWarning::NoFaceFound));
    }
    // Upside down it is no face to anybody in a hurry.
    assert!(says(&taken(&imageops::rotate180(&portrait())), PhotoWarning::NoFaceFound));
}

#[test]
fn several_faces_get_a_warning_and_the_one_that_stands_out_the_crop() {
    let mut pair = RgbImage::from_pixel(1600, 1000, Rgb([200; 3]));
    imageops::overlay(&mut pair, &portrait(), 0, 0);
    imageops::overlay(&mut pair, &imageops::thumbnail(&portrait(), 560, 700), 900, 200);
    let photo = taken(&pair);
    assert!(says(&photo, PhotoWarning::SeveralFaces));
    near(photo.focus, Focus { x: FACE.x / 2.0, y: FACE.y });
}

#[test]
fn pictures_of_every_proportion_and_of_noise_are_looked_at_without_harm() {
    let mut seed = 1_u32;
    let mut noise = |width, height| {
        RgbImage::from_fn(width, height, |_, _| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            Rgb(seed.to_le_bytes()[1..].try_into().expect("three bytes"))
        })
    };
    for (width, height) in [(400, 400), (401, 403), (400, 5000), (9000, 400), (997, 1009)] {
        let photo = take_in(&png(&DynamicImage::ImageRgb8(noise(width, height)))).expect("a picture");
        assert!((0.0..=1.0).contains(&photo.focus.x) && (0.0..=1.0).contains(&photo.focus.y));
    }
}
