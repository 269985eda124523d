//! Shaping, line breaking and fitting of text.
//!
//! A text is shaped once, at [`SHAPED_EM`]; unhinted outlines scale, so every size tried afterwards only breaks lines anew.

use crate::fonts::{ASCENT, CAPITAL, DESCENT, Library, library};
use crate::sheet::Glyph;
use parley::{FontContext, FontWeight, Layout, LayoutContext, PositionedLayoutItem, StyleProperty};

/// The size at which text is shaped.
const SHAPED_EM: f32 = 1000.0;
/// A size that was just too large is tried this much smaller.
const STEP: f32 = 0.97;

/// Regular or bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Where lines stand in their width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// The sizes that a text may take, as capital heights in the sheet's unit: as set if there is room, never smaller than
/// what is still legible.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Fall {
    pub from: f32,
    pub to: f32,
}

impl Fall {
    pub const fn new(from: f32, to: f32) -> Self {
        Fall { from, to }
    }

    /// The largest em.
    pub fn largest(self) -> f32 {
        self.from / CAPITAL
    }

    /// The smallest em.
    pub fn smallest(self) -> f32 {
        self.to / CAPITAL
    }

    /// The largest em that `fits`, of steps of 3 %. What fits at one size fits at every smaller one.
    pub fn largest_fitting(self, mut fits: impl FnMut(f32) -> bool) -> Option<f32> {
        let (largest, smallest) = (self.largest(), self.smallest());
        let smaller = |em: &f32| (*em > smallest).then(|| (em * STEP).max(smallest));
        let ems: Vec<f32> = std::iter::successors(Some(largest), smaller).collect();
        ems.get(ems.partition_point(|em| !fits(*em))).copied()
    }
}

/// Makes text fit for setting: line ends and runs of spaces become one space; invisible characters go, so that no
/// direction mark or soft hyphen changes what is read. No-break spaces stay. `Err`: the first character without a glyph.
pub(crate) fn clean(text: &str) -> Result<String, char> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            '\u{ad}'
            | '\u{61c}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}' => {}
            c if c.is_control() || !library().holds(c) => return Err(c),
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
    Ok(out)
}

/// Shapes texts. One per sheet: it keeps caches.
pub(crate) struct Setter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
}

/// A shaped text.
pub(crate) struct Shaped {
    layout: Layout<()>,
    text: String,
}

impl Setter {
    pub fn new() -> Self {
        Setter { fonts: library().context.clone(), layouts: LayoutContext::new() }
    }

    /// Shapes a text that [`clean`] has passed.
    pub fn shape(&mut self, text: &str, weight: Weight) -> Shaped {
        let mut builder = self.layouts.ranged_builder(&mut self.fonts, text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(Library::families()));
        builder.push_default(StyleProperty::FontSize(SHAPED_EM));
        builder.push_default(StyleProperty::FontWeight(match weight {
            Weight::Regular => FontWeight::NORMAL,
            Weight::Bold => FontWeight::BOLD,
        }));
        let mut layout = builder.build(text);
        layout.break_all_lines(None);
        Shaped { layout, text: text.to_owned() }
    }

    /// How many characters must go from the end of `text` until what is left `fits`.
    pub fn excess(&mut self, text: &str, weight: Weight, mut fits: impl FnMut(&mut Shaped) -> bool) -> u32 {
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        // ends[..kept] fit; partition_point needs a monotone predicate, and more text never fits better.
        let kept = ends.partition_point(|end| fits(&mut self.shape(text[..*end].trim_end(), weight)));
        u32::try_from(ends.len() - kept).unwrap_or(u32::MAX)
    }
}

impl Shaped {
    /// Width of the text on one line, in em.
    pub fn width(&mut self) -> f32 {
        self.layout.break_all_lines(None);
        self.layout.width() / SHAPED_EM
    }

    /// Breaks the text to `width` at this em. `None`: a word alone is wider.
    pub fn break_to(&mut self, width: f32, em: f32) -> Option<usize> {
        // A hair of tolerance: a line that was measured to be exactly as wide as its room must not break.
        let room = width / em * SHAPED_EM * 1.0001;
        self.layout.break_all_lines(Some(room));
        (self.layout.width() <= room).then(|| self.layout.len())
    }

    /// The largest em at which the text fills at most `width` × `height`, left broken at that size.
    pub fn fit(&mut self, width: f32, height: f32, sizes: Fall, leading: f32) -> Option<f32> {
        let em = sizes.largest_fitting(|em| self.fits(width, height, em, leading))?;
        self.fits(width, height, em, leading).then_some(em)
    }

    /// Whether the text fills at most `width` × `height` at this em.
    pub fn fits(&mut self, width: f32, height: f32, em: f32, leading: f32) -> bool {
        self.break_to(width, em).is_some_and(|lines| block_height(lines, em, leading) <= height)
    }

    /// The glyphs of the lines as last broken: first baseline at `y`, `width` wide from `x`.
    pub fn place(&self, x: f32, y: f32, width: f32, em: f32, leading: f32, align: Align) -> Vec<Glyph> {
        let scale = em / SHAPED_EM;
        let mut placed = Vec::new();
        let mut baseline = y;
        for line in self.layout.lines() {
            let metrics = line.metrics();
            let start = match align {
                Align::Left => x,
                Align::Right => x + width - (metrics.advance - metrics.hanging_advance) * scale,
            };
            for item in line.items() {
                if let PositionedLayoutItem::GlyphRun(run) = item {
                    self.place_run(&run, start, baseline, scale, &mut placed);
                }
            }
            baseline += em * leading;
        }
        placed
    }

    fn place_run(&self, run: &parley::GlyphRun<'_, ()>, x: f32, y: f32, scale: f32, placed: &mut Vec<Glyph>) {
        let Some(face) = library().face_of(&run.run().font().data) else { return };
        let mut pen = run.offset();
        for cluster in run.run().visual_clusters() {
            let text = &self.text[cluster.text_range()];
            if cluster.is_ligature_continuation() {
                if let Some(last) = placed.last_mut() {
                    last.text.push_str(text);
                }
                continue;
            }
            let glyphs: Vec<_> = cluster.glyphs().collect();
            let mut chars = text.chars();
            for (n, glyph) in glyphs.iter().enumerate() {
                // As many characters as glyphs: one each (a letter and its mark). Otherwise the last glyph takes the rest.
                let text: String = match n + 1 == glyphs.len() {
                    true => chars.by_ref().collect(),
                    false => chars.next().into_iter().collect(),
                };
                placed.push(Glyph {
                    face,
                    id: u16::try_from(glyph.id).unwrap_or(0),
                    x: x + (pen + glyph.x) * scale,
                    y: y - glyph.y * scale,
                    text: text.replace(['\u{a0}', '\u{202f}'], " "),
                });
                pen += glyph.advance;
            }
        }
    }
}

/// Height of a block from the top of its accented capitals to its lowest descender.
pub(crate) fn block_height(lines: usize, em: f32, leading: f32) -> f32 {
    let steps = lines.saturating_sub(1) as f32;
    em * (ASCENT + steps * leading + DESCENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_no_break_spaces_and_loses_what_nobody_sees() {
        assert_eq!(
            clean(" vue\u{a0}?\r\n N’\u{200f}inter\u{ad}venez\u{202f}pas  ").as_deref(),
            Ok("vue\u{a0}? N’intervenez\u{202f}pas")
        );
        assert_eq!(clean("Zoë 花"), Err('花'));
        assert_eq!(clean("a\u{7}b"), Err('\u{7}'));
    }

    #[test]
    fn latin_greek_and_cyrillic_have_glyphs() {
        for text in ["Éloïse Łukasz Őrsi Ğ ẞ ĳ", "Ελένη Παππά", "Олександра Ґ Ї", "· – — ’ « » € ° № ½"]
        {
            assert_eq!(clean(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn a_line_set_at_its_own_width_does_not_break() {
        let mut setter = Setter::new();
        for text in ["kastanjebruin, halflang", "1 m 52, mince · slank", "Wo ist Αννα?"] {
            let mut shaped = setter.shape(text, Weight::Bold);
            let width = shaped.width();
            for em in [3.3_f32, 5.6, 71.0] {
                assert_eq!(shaped.break_to(width * em, em), Some(1), "{text} at {em}");
            }
        }
    }

    #[test]
    fn the_excess_is_what_has_to_go_and_no_more() {
        let mut setter = Setter::new();
        let text = "oranje jas met een kap en witte sportschoenen";
        let fits = |shaped: &mut Shaped| shaped.fits(60.0, 12.0, 5.6, 1.2);
        let excess = setter.excess(text, Weight::Bold, fits) as usize;
        assert!(excess > 0);
        let kept = &text[..text.len() - excess];
        assert!(setter.shape(kept, Weight::Bold).fits(60.0, 12.0, 5.6, 1.2));
        let more = &text[..text.len() - excess + 1];
        assert!(!setter.shape(more, Weight::Bold).fits(60.0, 12.0, 5.6, 1.2));
    }

    #[test]
    fn glyphs_carry_the_text_they_stand_for() {
        let mut setter = Setter::new();
        for text in ["officier affiché", "Z\u{30c}ofie x\u{30c}", "116 000"] {
            let shaped = setter.shape(text, Weight::Regular);
            let said: String =
                shaped.place(0.0, 0.0, 0.0, 1.0, 1.0, Align::Left).iter().map(|g| g.text.as_str()).collect();
            assert_eq!(said, text);
        }
    }
}
