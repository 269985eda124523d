//! The display list to pixels.

use crate::crop::Pixels;
use crate::fonts::library;
use crate::sheet::{Glyph, Ink, Rect, Shape, Sheet};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};
use tiny_skia::{FillRule, Paint, PathBuilder, Pixmap, Transform};

/// Paints a sheet on white, `scale` pixels to its unit, with what lies outside its trim. Each photo has exactly the size of
/// its rectangle. `None`: one is missing, or the sheet has no size.
pub(crate) fn paint_pixels(sheet: &Sheet, photos: &[&Pixels], scale: f32) -> Option<Pixels> {
    let side = |length: f32| ((length + 2.0 * sheet.outside) * scale).round() as u32;
    let mut canvas = Pixmap::new(side(sheet.width), side(sheet.height))?;
    canvas.fill(tiny_skia::Color::WHITE);
    let outside = sheet.outside * scale;
    let place = Transform::from_row(scale, 0.0, 0.0, scale, outside, outside);
    for item in &sheet.items {
        match &item.shape {
            Shape::Fill { rects, ink, .. } => fill(&mut canvas, rects, *ink, place),
            Shape::Photo { .. } => {}
            Shape::Text { glyphs, em, ink, .. } => text(&mut canvas, glyphs, *em, *ink, place)?,
        }
    }
    let (width, height) = (canvas.width(), canvas.height());
    let mut pixels = Pixels { rgb: vec![0; canvas.pixels().len() * 3], width, height };
    for (to, from) in pixels.rgb.chunks_exact_mut(3).zip(canvas.data().chunks_exact(4)) {
        to.copy_from_slice(&from[..3]);
    }
    // Nothing ever stands over a photo, so photos come last and whole.
    for item in &sheet.items {
        if let Shape::Photo { index, rect } = &item.shape {
            let corner = |at: f32| (at * scale + outside).round() as usize;
            copy(&mut pixels, (corner(rect.x), corner(rect.y)), photos.get(*index)?);
        }
    }
    Some(pixels)
}

fn paint(ink: Ink) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(ink.0, ink.1, ink.2, 255);
    paint
}

fn fill(canvas: &mut Pixmap, rects: &[Rect], ink: Ink, place: Transform) {
    // A band is no path: this is many times faster.
    if let [rect] = rects {
        if let Some(rect) = tiny_skia::Rect::from_xywh(rect.x, rect.y, rect.width, rect.height) {
            canvas.fill_rect(rect, &paint(ink), place, None);
        }
        return;
    }
    let mut path = PathBuilder::new();
    for rect in rects {
        if let Some(rect) = tiny_skia::Rect::from_xywh(rect.x, rect.y, rect.width, rect.height) {
            path.push_rect(rect);
        }
    }
    if let Some(path) = path.finish() {
        canvas.fill_path(&path, &paint(ink), FillRule::Winding, place, None);
    }
}

/// Copies the photo row by row: it was cut to the rectangle's size, so nothing is resampled twice. Rounding may put its last
/// row or column a pixel beyond a scaled sheet.
fn copy(pixels: &mut Pixels, (left, top): (usize, usize), photo: &Pixels) {
    let stride = pixels.width as usize * 3;
    let length = (photo.width as usize * 3).min(stride.saturating_sub(left * 3));
    let rows = pixels.rgb.chunks_exact_mut(stride).skip(top);
    for (row, line) in rows.zip(photo.rgb.chunks_exact(photo.width as usize * 3)) {
        row[left * 3..left * 3 + length].copy_from_slice(&line[..length]);
    }
}

/// `None`: a font has an outline that cannot be drawn. Then there is no picture, rather than one with a letter less.
fn text(canvas: &mut Pixmap, glyphs: &[Glyph], em: f32, ink: Ink, place: Transform) -> Option<()> {
    let paint = paint(ink);
    let size = Size::new(em);
    for run in glyphs.chunk_by(|a, b| a.face == b.face) {
        let outlines = library().font(run[0].face).outline_glyphs();
        // One path a run: a fill costs more than the outlines in it.
        let mut path = PathBuilder::new();
        for glyph in run {
            let Some(outline) = outlines.get(GlyphId::from(glyph.id)) else { continue };
            let mut pen = Pen { path, x: glyph.x, y: glyph.y };
            let drawn = outline.draw(DrawSettings::unhinted(size, LocationRef::default()), &mut pen);
            path = pen.path;
            drawn.ok()?;
        }
        if let Some(path) = path.finish() {
            canvas.fill_path(&path, &paint, FillRule::Winding, place, None);
        }
    }
    Some(())
}

/// Draws an outline with its origin at `x`, `y`, turning its upward axis down.
struct Pen {
    path: PathBuilder,
    x: f32,
    y: f32,
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.x + x, self.y - y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.x + x, self.y - y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(self.x + cx, self.y - cy, self.x + x, self.y - y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let (ox, oy) = (self.x, self.y);
        self.path.cubic_to(ox + cx0, oy - cy0, ox + cx1, oy - cy1, ox + x, oy - y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
