//! Where the child's face is, so that the crop can be proposed around it. A proposal: the officer sees it and can move it.
//!
//! The method and the model are SeetaFace's (Wu and others, "Funnel-structured cascade for multi-view face detection with
//! alignment awareness", 2016), after the crate `rustface` 0.1.7 (BSD-2-Clause, `assets/models/LICENSE.txt`). It is written
//! anew here because that crate moves raw pointers to wherever its networks say a face might be, which a picture made for
//! the purpose could lead out of its memory; here the worst such a picture can do is to be cropped badly.

mod detector;
mod grey;
mod lab;
mod mlp;
mod model;

use crate::crop::Pixels;
use crate::order::Focus;
use detector::Window;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use grey::Grey;

/// Side of what the classifiers look at, in pixels.
const WINDOW: usize = 40;
/// Faces are looked for in a copy of about so many pixels, such as 400 × 500: a face is found from a tenth of its sides.
const AREA: f32 = 200_000.0;
/// What scores less is no face. A portrait scores ten and more, a pattern that resembles a face two or three.
const CERTAIN: f32 = 4.5;
/// Another face counts from this share of the chosen one's side: somebody beside the child, not a picture on the wall.
const BESIDE: f32 = 0.35;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// The middle of the face that stands out.
    pub focus: Focus,
    /// There is another one.
    pub several: bool,
}

/// Looks for the face: the largest and most certain one, rather in the middle. `None`: there is none.
pub(super) fn find(photo: &Pixels) -> Option<Found> {
    let grey = grey_copy(photo)?;
    let (width, height) = (grey.width as f32, grey.height as f32);
    let mut faces = detector::detect(model::MODEL.as_ref()?, &grey);
    faces.retain(|face| face.score >= CERTAIN);
    let middle = |face: &Window| Focus {
        x: ((face.x as f32 + face.side as f32 / 2.0) / width).clamp(0.0, 1.0),
        y: ((face.y as f32 + face.side as f32 / 2.0) / height).clamp(0.0, 1.0),
    };
    let weight = |face: &Window| {
        let (at, usual) = (middle(face), Focus::default());
        let away = (at.x - usual.x).hypot(at.y - usual.y);
        face.side as f32 * face.score.sqrt() * (1.0 - away)
    };
    let best = *faces.iter().max_by(|a, b| weight(a).total_cmp(&weight(b)))?;
    let beside = |face: &Window| {
        let (dx, dy) = (face.x - best.x, face.y - best.y);
        // A face within a face is the same one, seen twice.
        dx.abs().max(dy.abs()) * 2 > best.side && face.side as f32 >= best.side as f32 * BESIDE
    };
    Some(Found { focus: middle(&best), several: faces.iter().any(beside) })
}

/// A small grey copy. `None`: the photo is too narrow to hold a face.
fn grey_copy(photo: &Pixels) -> Option<Grey> {
    let shrink = (AREA / (photo.width as f32 * photo.height as f32)).sqrt().min(1.0);
    let scaled = |side: u32| (side as f32 * shrink).round() as u32;
    let (width, height) = (scaled(photo.width), scaled(photo.height));
    if (width.min(height) as usize) < WINDOW {
        return None;
    }
    let source = ImageRef::new(photo.width, photo.height, &photo.rgb, PixelType::U8x3).ok()?;
    let mut small = Image::new(width, height, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
    Resizer::new().resize(&source, &mut small, &options).ok()?;
    let pixels = small.buffer().chunks_exact(3).map(|rgb| {
        // ITU-R BT.601, in thousandths.
        let light = 299 * u32::from(rgb[0]) + 587 * u32::from(rgb[1]) + 114 * u32::from(rgb[2]);
        u8::try_from((light + 500) / 1000).unwrap_or(u8::MAX)
    });
    Some(Grey { pixels: pixels.collect(), width: width as usize, height: height as usize })
}
