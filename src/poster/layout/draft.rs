//! A sheet in the making: places texts at the largest size that fits, and collects what does not.

use crate::error::PosterError;
use crate::sheet::{Ink, Role, Sheet};
use crate::text::{self, Fall, Setter, Shaped, Weight, right_to_left};

/// The sheet so far, and what is wrong so far. With any error the sheet is thrown away.
pub(super) struct Draft {
    pub setter: Setter,
    pub sheet: Sheet,
    pub errors: Vec<PosterError>,
    /// Laid out from left to right like any other, and turned around at the end.
    right_to_left: bool,
}

/// Where lines stand in their width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// Where the sheet begins.
    Left,
    /// Where it ends.
    Right,
    /// Where the text's own language begins: for blocks of one language beside another.
    Start,
}

/// A text to set on one line, and the field to name if it does not fit.
#[derive(Clone)]
pub(super) struct Line<'a> {
    pub field: String,
    pub text: &'a str,
    pub weight: Weight,
    pub lang: Option<&'a str>,
    pub role: Role,
    pub ink: Ink,
    pub align: Align,
}

/// Where a text goes. `y` is the (first) baseline.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub x: f32,
    pub y: f32,
    pub width: f32,
}

impl Draft {
    /// A sheet whose first language is `lang`.
    pub fn new(width: f32, height: f32, lang: &str) -> Self {
        let right_to_left = right_to_left(lang);
        Draft {
            setter: Setter::new(right_to_left),
            sheet: Sheet::new(width, height),
            errors: Vec::new(),
            right_to_left,
        }
    }

    /// The sheet, if nothing was wrong.
    pub fn finish(self) -> Result<Sheet, Vec<PosterError>> {
        if self.errors.is_empty() { Ok(turned(self.sheet, self.right_to_left)) } else { Err(self.errors) }
    }

    /// The sheet as it is now with `more` on it, for each of many that differ in little.
    pub fn each<T>(
        mut self,
        many: impl Iterator<Item = T>,
        more: impl Fn(&mut Draft, T),
    ) -> Result<Vec<Sheet>, Vec<PosterError>> {
        let common = self.sheet.clone();
        let mut sheets = Vec::new();
        for one in many {
            self.sheet = common.clone();
            more(&mut self, one);
            if !self.errors.is_empty() {
                return Err(self.errors);
            }
            sheets.push(turned(std::mem::replace(&mut self.sheet, Sheet::new(0.0, 0.0)), self.right_to_left));
        }
        Ok(sheets)
    }

    fn align(&self, line: &Line<'_>) -> text::Align {
        let against = line.lang.is_some_and(|lang| right_to_left(lang) != self.right_to_left);
        match line.align {
            Align::Left => text::Align::Left,
            Align::Right => text::Align::Right,
            Align::Start if against => text::Align::Right,
            Align::Start => text::Align::Left,
        }
    }

    /// The largest em at which the shaped text keeps to one line of `width`; notes the excess where there is none.
    pub fn line_em(&mut self, line: &Line<'_>, shaped: &mut Shaped, width: f32, sizes: Fall) -> f32 {
        let smallest = sizes.smallest();
        let em = (width / shaped.width()).min(sizes.largest());
        if em < smallest {
            let excess = self.setter.excess(line.text, line.weight, |part| part.width() * smallest <= width);
            self.errors.push(PosterError::too_long(&line.field, excess));
        }
        em.max(smallest)
    }

    /// Sets a text on one line at the largest size that fits. Returns its em.
    pub fn line(&mut self, line: &Line<'_>, spot: Spot, sizes: Fall) -> f32 {
        if line.text.is_empty() {
            return sizes.smallest();
        }
        let mut shaped = self.setter.shape(line.text, line.weight);
        let em = self.line_em(line, &mut shaped, spot.width, sizes);
        self.put_line(line, &mut shaped, spot, em);
        em
    }

    /// Puts an already measured text on one line at this em.
    pub fn put_line(&mut self, line: &Line<'_>, shaped: &mut Shaped, spot: Spot, em: f32) {
        shaped.width();
        let set = shaped.place(spot.x, spot.y, spot.width, em, 1.0, self.align(line));
        self.sheet.text(line.role.clone(), line.lang, set, em, line.ink);
    }

    /// Puts a text as it was last broken.
    pub fn put_block(&mut self, line: &Line<'_>, shaped: &Shaped, spot: Spot, em: f32, leading: f32) {
        let set = shaped.place(spot.x, spot.y, spot.width, em, leading, self.align(line));
        self.sheet.text(line.role.clone(), line.lang, set, em, line.ink);
    }

    /// Notes that a block does not fit, with the number of characters to cut.
    pub fn block_too_long(&mut self, line: &Line<'_>, width: f32, height: f32, em: f32, leading: f32) {
        let excess = self.setter.excess(line.text, line.weight, |part| part.fits(width, height, em, leading));
        self.errors.push(PosterError::too_long(&line.field, excess.max(1)));
    }
}

fn turned(sheet: Sheet, right_to_left: bool) -> Sheet {
    if right_to_left { sheet.turned_around() } else { sheet }
}
