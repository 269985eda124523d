//! The display list to pixels. The sheet's unit is the pixel.

use crate::crop::Pixels;
use crate::fonts::library;
use crate::sheet::{Glyph, Ink, Rect, Shape, Sheet};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{GlyphId, MetadataProvider};
use tiny_skia::{FillRule, Paint, PathBuilder, Pixmap, PremultipliedColorU8, Transform};

/// Paints a sheet on white. `photo` has exactly the photo rectangle's size. `None`: the sheet is not a picture's size.
pub(crate) fn paint_pixels(sheet: &Sheet, photo: Option<&Pixels>) -> Option<Pixels> {
    let mut canvas = Pixmap::new(sheet.width as u32, sheet.height as u32)?;
    canvas.fill(tiny_skia::Color::WHITE);
    for item in &sheet.items {
        match &item.shape {
            Shape::Fill { rects, ink } => fill(&mut canvas, rects, *ink),
            Shape::Photo(rect) => copy(&mut canvas, *rect, photo?)?,
            Shape::Text { glyphs, em, ink } => text(&mut canvas, glyphs, *em, *ink),
        }
    }
    let rgb = canvas.pixels().iter().flat_map(|p| [p.red(), p.green(), p.blue()]).collect();
    Some(Pixels { rgb, width: canvas.width(), height: canvas.height() })
}

fn paint(ink: Ink) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(ink.0, ink.1, ink.2, 255);
    paint
}

fn fill(canvas: &mut Pixmap, rects: &[Rect], ink: Ink) {
    let mut path = PathBuilder::new();
    for rect in rects {
        if let Some(rect) = tiny_skia::Rect::from_xywh(rect.x, rect.y, rect.width, rect.height) {
            path.push_rect(rect);
        }
    }
    if let Some(path) = path.finish() {
        canvas.fill_path(&path, &paint(ink), FillRule::Winding, Transform::identity(), None);
    }
}

/// Copies the photo pixel by pixel: it was cut to the rectangle's size, so nothing is resampled twice.
fn copy(canvas: &mut Pixmap, rect: Rect, photo: &Pixels) -> Option<()> {
    let (left, top) = (rect.x as usize, rect.y as usize);
    let (width, stride) = (photo.width as usize, canvas.width() as usize);
    let pixels = canvas.pixels_mut();
    for (row, line) in photo.rgb.chunks_exact(width * 3).enumerate() {
        let start = (top + row) * stride + left;
        let target = pixels.get_mut(start..start + width)?;
        for (to, from) in target.iter_mut().zip(line.chunks_exact(3)) {
            *to = PremultipliedColorU8::from_rgba(from[0], from[1], from[2], 255)?;
        }
    }
    Some(())
}

fn text(canvas: &mut Pixmap, glyphs: &[Glyph], em: f32, ink: Ink) {
    let paint = paint(ink);
    for glyph in glyphs {
        let outlines = library().font(glyph.face).outline_glyphs();
        let Some(outline) = outlines.get(GlyphId::from(glyph.id)) else { continue };
        let mut pen = Pen { path: PathBuilder::new(), x: glyph.x, y: glyph.y };
        if outline.draw(DrawSettings::unhinted(Size::new(em), LocationRef::default()), &mut pen).is_err() {
            continue;
        }
        if let Some(path) = pen.path.finish() {
            canvas.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
        }
    }
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
