//! What a print shop needs beyond the trim: colour that goes on, and marks where to cut.

use crate::measures::{Finish, MARK_LENGTH, MARK_ROOM, MARK_THICKNESS};
use crate::sheet::{BLACK, Rect, Shape, Sheet};

/// Colour that touches the trim this closely goes on beyond it, in millimetres.
const TOUCHING: f32 = 0.01;

/// The sheet with its bleed and crop marks, where the finish has them.
pub(crate) fn finished(mut sheet: Sheet, finish: Finish) -> Sheet {
    let bleed = finish.bleed;
    if bleed <= 0.0 {
        return sheet;
    }
    let (width, height) = (sheet.width, sheet.height);
    for item in &mut sheet.items {
        if let Shape::Fill { rects, whole: false, .. } = &mut item.shape {
            for rect in rects {
                *rect = beyond(*rect, width, height, bleed);
            }
        }
    }
    sheet.bleed = bleed;
    sheet.outside = bleed + MARK_ROOM;
    // A millimetre clear of the bleed, so that no mark is ever left on a sheet that was cut a little off.
    let near = bleed + 1.0;
    let (length, thick) = (MARK_LENGTH, MARK_THICKNESS);
    let mut marks = Vec::new();
    for x in [0.0, width] {
        for y in [-near - length, height + near] {
            marks.push(Rect::new(x - thick / 2.0, y, thick, length));
        }
    }
    for y in [0.0, height] {
        for x in [-near - length, width + near] {
            marks.push(Rect::new(x, y - thick / 2.0, length, thick));
        }
    }
    sheet.fill(marks, BLACK);
    sheet
}

fn beyond(rect: Rect, width: f32, height: f32, bleed: f32) -> Rect {
    let mut out = rect;
    if rect.x <= TOUCHING {
        (out.x, out.width) = (rect.x - bleed, out.width + bleed);
    }
    if rect.right() >= width - TOUCHING {
        out.width += bleed;
    }
    if rect.y <= TOUCHING {
        (out.y, out.height) = (rect.y - bleed, out.height + bleed);
    }
    if rect.bottom() >= height - TOUCHING {
        out.height += bleed;
    }
    out
}
