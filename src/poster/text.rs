//! Shaping, line breaking and fitting of text.
//!
//! A text is shaped once, at [`SHAPED_EM`]; unhinted outlines scale, so every size tried afterwards only breaks lines anew.

use crate::fonts::{ASCENT, CAPITAL, DESCENT, LATIN_FACES, Library, library};
use crate::sheet::{Glyph, Set, TextLine};
use parley::{
    BaseDirection, FontContext, FontWeight, Layout, LayoutContext, PositionedLayoutItem, StyleProperty,
};
use skrifa::instance::{LocationRef, Size};
use skrifa::{GlyphId, MetadataProvider};

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
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' => {}
            // They choose the shape of a letter in Persian and Hindi names, and show nothing of their own.
            c if matches!(c, '\u{200c}' | '\u{200d}') => out.push(c),
            c if c.is_control() || !library().holds(c) => return Err(c),
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
    match boxed(&out) {
        Some(c) => Err(c),
        None => Ok(out),
    }
}

/// The character that would be set as a box although some font holds it: one that stands in a cluster with another of which
/// no single font holds both, such as a Chinese character under a Latin accent.
fn boxed(text: &str) -> Option<char> {
    // One face that holds all of it makes no boxes.
    if text.chars().all(|c| library().holds_in(0, c)) {
        return None;
    }
    let mut setter = Setter::new(false);
    for weight in [Weight::Regular, Weight::Bold] {
        let shaped = setter.shape(text, weight);
        for line in shaped.layout.lines() {
            for item in line.items() {
                let PositionedLayoutItem::GlyphRun(run) = item else { continue };
                for cluster in run.run().visual_clusters() {
                    let letters = &text[cluster.text_range()];
                    if cluster.glyphs().any(|glyph| glyph.id == 0) && !letters.chars().all(is_joiner) {
                        return letters.chars().next();
                    }
                }
            }
        }
    }
    None
}

/// Characters that work on their neighbours and show nothing themselves.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{2066}'..='\u{2069}')
}

/// Shapes texts. One per sheet: it keeps caches.
pub(crate) struct Setter {
    fonts: FontContext,
    layouts: LayoutContext<()>,
    /// The sheet is read from right to left.
    right_to_left: bool,
}

/// A shaped text.
pub(crate) struct Shaped {
    layout: Layout<()>,
    text: String,
    /// How deep its lowest glyph reaches, in em: [`DESCENT`], or more in scripts that reach deeper.
    descent: f32,
}

impl Setter {
    pub fn new(right_to_left: bool) -> Self {
        Setter { fonts: library().context.clone(), layouts: LayoutContext::new(), right_to_left }
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
        // A number or a Latin name on such a sheet keeps its own direction.
        if self.right_to_left && text.chars().any(is_right_to_left) {
            builder.set_base_direction(BaseDirection::Rtl);
        }
        let mut layout = builder.build(text);
        layout.break_all_lines(None);
        let descent = descent(&layout);
        Shaped { layout, text: text.to_owned(), descent }
    }

    /// How many characters must go from the end of `text` until what is left `fits`.
    pub fn excess(&mut self, text: &str, weight: Weight, fits: impl FnMut(&mut Shaped) -> bool) -> u32 {
        self.excess_in(text, weight, str::to_owned, fits)
    }

    /// How many characters must go from the end of `text` until the `line` in which the rest stands `fits`.
    pub fn excess_in(
        &mut self,
        text: &str,
        weight: Weight,
        line: impl Fn(&str) -> String,
        mut fits: impl FnMut(&mut Shaped) -> bool,
    ) -> u32 {
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        // ends[..kept] fit; partition_point needs a monotone predicate, and more text never fits better.
        let kept = ends.partition_point(|end| fits(&mut self.shape(&line(text[..*end].trim_end()), weight)));
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
        self.break_to(width, em).is_some_and(|lines| self.height(lines, em, leading) <= height)
    }

    /// Height of so many lines, from the top of accented capitals to the lowest descender.
    pub fn height(&self, lines: usize, em: f32, leading: f32) -> f32 {
        let steps = lines.saturating_sub(1) as f32;
        em * (ASCENT + steps * self.leading(leading) + self.descent)
    }

    /// The distance of lines, in em: as asked for, or more where the script needs more.
    pub fn leading(&self, asked: f32) -> f32 {
        asked.max(asked + self.descent - DESCENT)
    }

    /// How deep its lowest glyph reaches under the baseline, in em.
    pub fn descent(&self) -> f32 {
        self.descent
    }

    /// The glyphs of the lines as last broken: first baseline at `y`, `width` wide from `x`.
    pub fn place(&self, x: f32, y: f32, width: f32, em: f32, leading: f32, align: Align) -> Set {
        let scale = em / SHAPED_EM;
        let mut set = Set::default();
        let mut baseline = y;
        for line in self.layout.lines() {
            let metrics = line.metrics();
            let advance = (metrics.advance - metrics.hanging_advance) * scale;
            let left = match align {
                Align::Left => x,
                Align::Right => x + width - advance,
            };
            // A line from right to left hangs its last space out at its left.
            let hanging = if self.layout.is_rtl() { metrics.hanging_advance * scale } else { 0.0 };
            let before = set.glyphs.len();
            for item in line.items() {
                if let PositionedLayoutItem::GlyphRun(run) = item {
                    self.place_run(&run, left - hanging, baseline, scale, &mut set.glyphs);
                }
            }
            let glyphs = set.glyphs.len() - before;
            set.lines.push(TextLine { glyphs, left, right: left + advance });
            baseline += em * self.leading(leading);
        }
        set
    }

    fn place_run(&self, run: &parley::GlyphRun<'_, ()>, x: f32, y: f32, scale: f32, placed: &mut Vec<Glyph>) {
        let Some(face) = library().face_of(&run.run().font().data) else { return };
        let mut pen = run.offset();
        // From right to left the rest of a ligature comes before its glyph.
        let mut held = String::new();
        for cluster in run.run().visual_clusters() {
            let range = cluster.text_range();
            let text = &self.text[range.clone()];
            // They have done their work in the shaper.
            if text.chars().all(is_joiner) {
                continue;
            }
            if cluster.is_ligature_continuation() {
                match placed.last_mut() {
                    Some(last) if !cluster.is_rtl() => last.text.push_str(text),
                    _ => held.insert_str(0, text),
                }
                continue;
            }
            let glyphs: Vec<_> = cluster.glyphs().collect();
            let whole = format!("{text}{}", std::mem::take(&mut held));
            let mut chars = whole.chars().filter(|c| !is_joiner(*c));
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
                    at: range.start,
                    text: text.replace(['\u{a0}', '\u{202f}'], " "),
                });
                pen += glyph.advance;
            }
        }
    }
}

/// How deep the glyphs of a text on one line reach, in em. What Noto Sans's own faces hold keeps to [`DESCENT`].
fn descent(layout: &Layout<()>) -> f32 {
    let mut deepest = DESCENT;
    for line in layout.lines() {
        for item in line.items() {
            let PositionedLayoutItem::GlyphRun(run) = item else { continue };
            let Some(face) = library().face_of(&run.run().font().data).filter(|face| *face >= LATIN_FACES)
            else {
                continue;
            };
            let metrics = library().font(face).glyph_metrics(Size::new(1.0), LocationRef::default());
            for glyph in run.glyphs() {
                if let Some(bounds) = metrics.bounds(GlyphId::new(glyph.id)) {
                    deepest = deepest.max(-bounds.y_min - glyph.y / SHAPED_EM);
                }
            }
        }
    }
    deepest
}

/// Whether it is a letter of a script that is written from right to left (Hebrew to Mandaic, and their presentation forms).
pub(crate) fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// Whether a language is read from right to left.
pub(crate) fn right_to_left(lang: &str) -> bool {
    let primary = lang.split(['-', '_']).next().unwrap_or_default();
    matches!(primary, "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi")
}

/// Height of a block of Latin text from the top of its accented capitals to its lowest descender.
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
        assert_eq!(clean("Zoë 🙂"), Err('🙂'));
        assert_eq!(clean("a\u{7}b"), Err('\u{7}'));
    }

    #[test]
    fn the_scripts_of_names_have_glyphs() {
        for text in [
            "Éloïse Łukasz Őrsi Ğ ẞ ĳ",
            "Ελένη Παππά",
            "Олександра Ґ Ї",
            "أمينة פרידה ნინო Անի ሰላም आशा 李梅 サクラ",
            "· – — ’ « » € ° № ½",
        ] {
            assert_eq!(clean(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn a_letter_under_a_mark_of_another_font_is_refused_and_never_a_box() {
        for text in ["中\u{301}", "ሰ\u{301}"] {
            assert_eq!(clean(text).ok(), None, "{text}");
        }
        assert_eq!(clean("Zoe\u{301} ישׂראל").as_deref(), Ok("Zoe\u{301} ישׂראל"));
    }

    #[test]
    fn arabic_joins_and_reaches_deeper_than_latin() {
        let mut setter = Setter::new(false);
        let joined = setter.shape("مع", Weight::Regular);
        let apart = setter.shape("م\u{200c}ع", Weight::Regular);
        let ids = |shaped: &Shaped| -> Vec<u16> {
            shaped.place(0.0, 0.0, 0.0, 1.0, 1.0, Align::Left).glyphs.iter().map(|glyph| glyph.id).collect()
        };
        assert_ne!(ids(&joined), ids(&apart), "a letter takes the shape that its neighbour asks for");
        assert!(joined.descent() > DESCENT);
        assert!((setter.shape("Ägypten", Weight::Bold).descent() - DESCENT).abs() < f32::EPSILON);
    }

    #[test]
    fn a_line_set_at_its_own_width_does_not_break() {
        let mut setter = Setter::new(false);
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
        let mut setter = Setter::new(false);
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
        let mut setter = Setter::new(false);
        for text in [
            "officier affiché",
            "Z\u{30c}ofie x\u{30c}",
            "116 000",
            "لا يعلق على الأقدام",
            "الملابس إلى الأمام",
            "נועם ב-12 במאי",
        ] {
            let shaped = setter.shape(text, Weight::Regular);
            let mut glyphs = shaped.place(0.0, 0.0, 0.0, 1.0, 1.0, Align::Left).glyphs;
            glyphs.sort_by_key(|glyph| glyph.at);
            let said: String = glyphs.iter().map(|g| g.text.as_str()).collect();
            assert_eq!(said, text);
        }
    }
}
