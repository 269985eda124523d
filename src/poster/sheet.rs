//! The display list: everything that a sheet shows, placed. Layout writes it once; the painters only draw it.
//!
//! Lengths are in the sheet's own unit (millimetres on paper, pixels on a screen), y grows downwards. The items stand in
//! reading order, which becomes the order in which a screen reader speaks a PDF.

/// A laid-out sheet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sheet {
    pub width: f32,
    pub height: f32,
    pub items: Vec<Item>,
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
    Heading,
    Paragraph,
    Figure {
        alt: String,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// Rectangles filled as one path, so that neighbours show no seam.
    Fill { rects: Vec<Rect>, ink: Ink },
    /// The main photo, already cropped to this rectangle's proportions.
    Photo(Rect),
    /// Glyphs of one size and colour.
    Text { glyphs: Vec<Glyph>, em: f32, ink: Ink },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rect {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Rect {
    pub fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Rect { x, y, width, height }
    }

    pub fn right(self) -> f32 {
        self.x + self.width
    }

    pub fn bottom(self) -> f32 {
        self.y + self.height
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
pub(crate) const RED: Ink = Ink(0xc2, 0x0e, 0x1a);
/// The neutral card's ground: nothing of the alert's red or black.
pub(crate) const SLATE: Ink = Ink(0x26, 0x32, 0x3b);

impl Sheet {
    pub fn new(width: f32, height: f32) -> Self {
        Sheet { width, height, items: Vec::new() }
    }

    /// Adds decoration: a band, a rule, the modules of a code.
    pub fn fill(&mut self, rects: Vec<Rect>, ink: Ink) {
        self.items.push(Item { role: Role::Artifact, lang: None, shape: Shape::Fill { rects, ink } });
    }

    /// Adds a line or block of text.
    pub fn text(&mut self, role: Role, lang: Option<&str>, glyphs: Vec<Glyph>, em: f32, ink: Ink) {
        let lang = lang.map(str::to_owned);
        self.items.push(Item { role, lang, shape: Shape::Text { glyphs, em, ink } });
    }
}
