//! The display list: everything that a sheet shows, placed. Layout writes it once; the painters only draw it.
//!
//! Lengths are in the sheet's own unit (millimetres on paper, pixels on a screen), y grows downwards. The items stand in
//! reading order, which becomes the order in which a screen reader speaks a PDF.

/// A laid-out sheet. Its origin is the top left corner of what is left when it has been trimmed; bleed and crop marks lie
/// outside of it, at negative places and beyond width and height.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sheet {
    pub width: f32,
    pub height: f32,
    pub items: Vec<Item>,
    /// How far colour goes on beyond the trim, and how much of the medium there is beyond it, on every side.
    pub bleed: f32,
    pub outside: f32,
}

/// One thing on the sheet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    pub role: Role,
    /// The language it is in, where it is in one.
    pub lang: Option<String>,
    pub shape: Shape,
}

/// What an item is to a reader who cannot see the sheet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Role {
    /// Decoration: not spoken.
    Artifact,
    /// What the sheet is about; once.
    Title,
    Heading,
    Paragraph,
    Figure {
        alt: String,
    },
    /// A cell of a table; tables and their rows are counted. `scope`: it is the head of its row or column.
    Cell {
        table: u32,
        row: u32,
        scope: Option<Scope>,
    },
}

/// What a head is the head of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Row,
    Column,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// Rectangles filled as one path, so that neighbours show no seam. `whole`: one figure, such as a QR code, that is
    /// moved but never turned around.
    Fill { rects: Vec<Rect>, ink: Ink, whole: bool },
    /// The n-th photo, already cropped to this rectangle's proportions.
    Photo { index: usize, rect: Rect },
    /// Glyphs of one size and colour, line by line.
    Text { glyphs: Vec<Glyph>, lines: Vec<TextLine>, em: f32, ink: Ink },
}

/// Where a line of text begins and ends, and how many glyphs it has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TextLine {
    pub glyphs: usize,
    pub left: f32,
    pub right: f32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rect {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Rect {
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Rect { x, y, width, height }
    }

    pub fn right(self) -> f32 {
        self.x + self.width
    }

    pub fn bottom(self) -> f32 {
        self.y + self.height
    }

    /// The smallest rectangle around both.
    pub fn around(self, other: Rect) -> Rect {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Rect::new(x, y, self.right().max(other.right()) - x, self.bottom().max(other.bottom()) - y)
    }

    /// The part of it below `y`; of no height where nothing is.
    pub fn below(self, y: f32) -> Rect {
        let top = self.y.max(y).min(self.bottom());
        Rect { y: top, height: self.bottom() - top, ..self }
    }

    fn moved(self, x: f32, y: f32) -> Rect {
        Rect { x: self.x + x, y: self.y + y, ..self }
    }
}

/// A glyph with its origin on the baseline.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Glyph {
    /// Index into [`crate::fonts::FACES`].
    pub face: usize,
    pub id: u16,
    pub x: f32,
    pub y: f32,
    /// Where its characters begin in the text: the order in which it is read, which from right to left is not the order in
    /// which it stands.
    pub at: usize,
    /// The characters it stands for, so that text can be copied out of a PDF.
    pub text: String,
}

/// An sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ink(pub u8, pub u8, pub u8);

/// Only black, white, grey and the one red: a black-and-white laser keeps them all apart.
pub(crate) const BLACK: Ink = Ink(0, 0, 0);
pub(crate) const WHITE: Ink = Ink(255, 255, 255);
/// 10:1 on white.
pub(crate) const GREY: Ink = Ink(0x40, 0x40, 0x40);
/// The thin line between two rows of a table.
pub(crate) const LINE: Ink = Ink(0xd9, 0xde, 0xe2);
/// The signal red of the pages, a shade darker: white on it is 7.4:1.
pub(crate) const RED: Ink = Ink(0xb0, 0x0c, 0x17);
/// The neutral card's ground: nothing of the alert's red or black.
pub(crate) const SLATE: Ink = Ink(0x26, 0x32, 0x3b);

impl Sheet {
    pub fn new(width: f32, height: f32) -> Self {
        Sheet { width, height, items: Vec::new(), bleed: 0.0, outside: 0.0 }
    }

    /// Adds decoration: a band, a rule.
    pub fn fill(&mut self, rects: Vec<Rect>, ink: Ink) {
        self.decorate(rects, ink, false);
    }

    /// Adds one figure made of rectangles: the modules of a code.
    pub fn symbol(&mut self, rects: Vec<Rect>, ink: Ink) {
        self.decorate(rects, ink, true);
    }

    fn decorate(&mut self, rects: Vec<Rect>, ink: Ink, whole: bool) {
        self.items.push(Item { role: Role::Artifact, lang: None, shape: Shape::Fill { rects, ink, whole } });
    }

    /// Adds a line or block of text.
    pub fn text(&mut self, role: Role, lang: Option<&str>, set: Set, em: f32, ink: Ink) {
        let Set { glyphs, lines } = set;
        let lang = lang.map(str::to_owned);
        self.items.push(Item { role, lang, shape: Shape::Text { glyphs, lines, em, ink } });
    }

    /// The sheet turned around for a language that is read from right to left: every thing stands at the mirrored place,
    /// none is itself mirrored.
    pub fn turned_around(mut self) -> Sheet {
        let width = self.width;
        let turned = |rect: &mut Rect| rect.x = width - rect.right();
        for item in &mut self.items {
            match &mut item.shape {
                Shape::Photo { rect, .. } => turned(rect),
                Shape::Fill { rects, whole: false, .. } => rects.iter_mut().for_each(turned),
                Shape::Fill { rects, whole: true, .. } => {
                    let Some(around) = rects.iter().copied().reduce(Rect::around) else { continue };
                    let across = width - around.right() - around.x;
                    rects.iter_mut().for_each(|rect| rect.x += across);
                }
                Shape::Text { glyphs, lines, .. } => {
                    let mut rest = glyphs.as_mut_slice();
                    for line in lines {
                        let (here, after) = rest.split_at_mut(line.glyphs.min(rest.len()));
                        let across = width - line.right - line.left;
                        here.iter_mut().for_each(|glyph| glyph.x += across);
                        (line.left, line.right) = (width - line.right, width - line.left);
                        rest = after;
                    }
                }
            }
        }
        self
    }

    /// Puts another sheet's things on this one, its corner at `x`, `y`.
    pub fn place(&mut self, other: &Sheet, x: f32, y: f32) {
        self.items.extend(other.items.iter().cloned().map(|mut item| {
            match &mut item.shape {
                Shape::Photo { rect, .. } => *rect = rect.moved(x, y),
                Shape::Fill { rects, .. } => rects.iter_mut().for_each(|rect| *rect = rect.moved(x, y)),
                Shape::Text { glyphs, lines, .. } => {
                    for glyph in glyphs {
                        (glyph.x, glyph.y) = (glyph.x + x, glyph.y + y);
                    }
                    for line in lines {
                        (line.left, line.right) = (line.left + x, line.right + x);
                    }
                }
            }
            item
        }));
    }
}

/// A text in its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Set {
    pub glyphs: Vec<Glyph>,
    pub lines: Vec<TextLine>,
}
