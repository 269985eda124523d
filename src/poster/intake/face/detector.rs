//! The cascade: quick classifiers over windows of every size, then networks over what they have seen.

use super::WINDOW;
use super::grey::Grey;
use super::lab::Features;
use super::mlp::{Gradients, Seen};
use super::model::Model;

/// A square that may hold a face, in pixels of the grey picture. It may reach beyond the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Window {
    pub x: i32,
    pub y: i32,
    pub side: i32,
    pub score: f32,
}

/// Pixels from one window to the next.
const STEP: usize = 4;
/// Each size of the picture is so much smaller than the one before it.
const SHRINK: f32 = 0.8;
/// Windows that share more than this are one, while networks still look at them, and at the end.
const SAME: f32 = 0.8;
const SAME_FACE: f32 = 0.3;
/// No more windows of a view are looked at again, the most promising first: the time does not depend on what the picture shows.
/// A photograph has a tenth of them.
const MOST: usize = 2000;

/// All faces that the model sees in the picture.
pub(super) fn detect(model: &Model, picture: &Grey) -> Vec<Window> {
    let mut windows = Vec::new();
    for mut seen in first_look(model, picture) {
        seen.sort_by(|a, b| b.score.total_cmp(&a.score));
        seen.truncate(MOST);
        windows.extend(merged(seen, SAME));
    }
    for (index, stage) in model.stages.iter().enumerate() {
        let look = |window: &Window| {
            let side = usize::try_from(window.side).ok().filter(|side| *side >= 2)?;
            let gradients = Gradients::of(&picture.window(window.x, window.y, side));
            stage.look(&gradients).map(|seen| window.moved(&seen))
        };
        windows = windows.iter().filter_map(look).collect();
        windows = match index {
            0 => merged(windows, SAME),
            last if last + 1 == model.stages.len() => merged(windows, SAME_FACE),
            _ => windows,
        };
    }
    windows
}

/// What each view sees.
fn first_look(model: &Model, picture: &Grey) -> Vec<Vec<Window>> {
    let mut seen = vec![Vec::new(); model.views.len()];
    let mut scale = 1.0_f32;
    loop {
        let scaled = |length: usize| (length as f32 * scale) as usize;
        let (width, height) = (scaled(picture.width), scaled(picture.height));
        if width.min(height) < WINDOW {
            return seen;
        }
        let features = Features::of(&picture.resized(width, height));
        for y in (0..=height - WINDOW).step_by(STEP) {
            for x in (0..=width - WINDOW).step_by(STEP) {
                for (view, seen) in model.views.iter().zip(&mut seen) {
                    let Some(score) = features.score(view, x, y) else { continue };
                    let whole = |length: usize| (length as f32 / scale).round() as i32;
                    seen.push(Window { x: whole(x), y: whole(y), side: whole(WINDOW), score });
                }
            }
        }
        scale *= SHRINK;
    }
}

impl Window {
    fn moved(&self, seen: &Seen) -> Window {
        let (x, y, side) = (self.x as f32, self.y as f32, self.side as f32);
        let grown = (seen.growth * side + side).round();
        let placed = |from: f32, shift: f32| (shift * side + from + (side - grown) * 0.5).round() as i32;
        Window { x: placed(x, seen.right), y: placed(y, seen.down), side: grown as i32, score: seen.score }
    }

    /// The share of the common area in the area of both.
    fn overlap(&self, other: &Window) -> f32 {
        let along = |a: i32, b: i32| (a + self.side).min(b + other.side) - a.max(b);
        let (width, height) = (along(self.x, other.x), along(self.y, other.y));
        if width <= 0 || height <= 0 {
            return 0.0;
        }
        let common = width as f32 * height as f32;
        let area = |window: &Window| window.side as f32 * window.side as f32;
        common / (area(self) + area(other) - common)
    }
}

/// Of windows that share more than `most` the best, with the score of all of them.
fn merged(mut windows: Vec<Window>, most: f32) -> Vec<Window> {
    windows.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<Window> = Vec::new();
    let mut open = vec![true; windows.len()];
    for index in 0..windows.len() {
        if !open[index] {
            continue;
        }
        let mut best = windows[index];
        for (other, open) in windows[index..].iter().zip(&mut open[index..]).skip(1) {
            if *open && windows[index].overlap(other) > most {
                *open = false;
                best.score += other.score;
            }
        }
        kept.push(best);
    }
    kept
}
