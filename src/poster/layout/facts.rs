//! The description: facts of one or two languages, merged, in cells of label and value.

use super::Content;
use super::draft::{Align, Draft, Line, Spot};
use crate::error::PosterError;
use crate::fonts::DESCENT;
use crate::merge::{on_one_line, side_by_side};
use crate::sheet::{BLACK, GREY, Rect, Role};
use crate::text::{Fall, Setter, Shaped, Weight};

/// Line distances, in the em of the value unless said otherwise.
const LEADING: f32 = 1.14;
const LABEL_TO_VALUE: f32 = 1.16;
const AFTER: f32 = 0.45;
const BETWEEN: f32 = 0.16;
/// From the rule to the label's baseline, in the label's em.
const RULE_TO_LABEL: f32 = 1.5;

/// One fact, shaped.
struct Cell {
    label: Shaped,
    label_text: String,
    /// All languages on one line.
    joined: Shaped,
    joined_text: String,
    /// Each language on lines of its own.
    apart: Vec<Value>,
    /// How much deeper than Latin its letters reach, in em: lines and cells are further apart by as much.
    deeper: f32,
}

/// A value in one language.
struct Value {
    lang: String,
    text: String,
    loose: Shaped,
    /// The same text, which breaks after commas only: `veste orange, / jean bleu`.
    phrased: Shaped,
}

impl Value {
    fn of(setter: &mut Setter, lang: &str, text: String) -> Value {
        let phrases =
            text.split(", ").map(|phrase| phrase.replace(' ', "\u{a0}")).collect::<Vec<_>>().join(", ");
        Value {
            lang: lang.to_owned(),
            loose: setter.shape(&text, Weight::Bold),
            phrased: setter.shape(&phrases, Weight::Bold),
            text,
        }
    }

    /// How many lines it takes, and the shape to put: phrase by phrase where that takes no more lines.
    fn broken(&mut self, width: f32, em: f32) -> Option<(usize, &Shaped)> {
        let lines = self.loose.break_to(width, em)?;
        match self.phrased.break_to(width, em) {
            Some(phrased) if phrased <= lines => Some((phrased, &self.phrased)),
            _ => Some((lines, &self.loose)),
        }
    }
}

/// How a cell is set at a given size.
#[derive(Clone, Copy, PartialEq)]
enum Setting {
    Joined,
    /// `values` of them on `lines` altogether.
    Apart {
        lines: usize,
        values: usize,
    },
}

impl Setting {
    /// Space between two values of which one takes several lines, in em: it must be seen where a language begins.
    fn between(self) -> f32 {
        match self {
            Setting::Apart { lines, values } if lines > values => BETWEEN,
            Setting::Apart { .. } | Setting::Joined => 0.0,
        }
    }

    /// Distance from the first baseline to the last, in em.
    fn depth(self, leading: f32) -> f32 {
        match self {
            Setting::Joined => 0.0,
            Setting::Apart { lines, values } => {
                (lines - 1) as f32 * leading + (values - 1) as f32 * self.between()
            }
        }
    }
}

impl Cell {
    fn of(setter: &mut Setter, content: &Content, n: usize, cut: usize) -> Cell {
        let shorter =
            |text: &str| text.chars().take(text.chars().count().saturating_sub(cut)).collect::<String>();
        let values: Vec<String> =
            content.notices.iter().map(|notice| shorter(&notice.facts[n].value)).collect();
        let borrowed: Vec<&str> = values.iter().map(String::as_str).collect();
        let joined_text = on_one_line(&borrowed);
        let label_text = side_by_side(&content.each(|notice| &notice.facts[n].label));
        let mut apart: Vec<Value> = Vec::new();
        for (notice, value) in content.notices.iter().zip(&values) {
            if apart.iter().all(|other| other.text != *value) {
                apart.push(Value::of(setter, &notice.lang, value.clone()));
            }
        }
        let joined = setter.shape(&joined_text, Weight::Bold);
        Cell {
            label: setter.shape(&label_text, Weight::Regular),
            deeper: joined.descent() - DESCENT,
            joined,
            label_text,
            joined_text,
            apart,
        }
    }

    /// Height from its rule to the next.
    fn height(&self, setting: Setting, em: f32, label_em: f32) -> f32 {
        let depth = setting.depth(LEADING + self.deeper);
        label_em * RULE_TO_LABEL + em * (LABEL_TO_VALUE + depth + self.deeper + AFTER)
    }

    /// On one line if that holds all languages, else each on its own. `None`: a word alone is too wide.
    fn setting(&mut self, width: f32, em: f32) -> Option<Setting> {
        if self.joined.break_to(width, em) == Some(1) {
            return Some(Setting::Joined);
        }
        let lines: Option<usize> =
            self.apart.iter_mut().map(|value| value.broken(width, em).map(|(lines, _)| lines)).sum();
        lines.map(|lines| Setting::Apart { lines, values: self.apart.len() })
    }
}

/// Where facts go and in which sizes.
pub(super) struct Place {
    pub area: Rect,
    /// Capital heights of values and labels.
    pub fact: Fall,
    pub label: Fall,
    /// Thickness of the rule over each fact; 0 for none.
    pub rule: f32,
}

/// Whether the first `count` facts fit in a column, at whatever size.
pub(super) fn column_fits(draft: &mut Draft, content: &Content, place: &Place, count: usize) -> bool {
    let mut cells: Vec<Cell> = (0..count).map(|n| Cell::of(&mut draft.setter, content, n, 0)).collect();
    let (em, label_em) = (place.fact.smallest(), place.label.largest());
    let heights: Option<f32> =
        cells.iter_mut().map(|c| c.setting(place.area.width, em).map(|s| c.height(s, em, label_em))).sum();
    heights.is_some_and(|total| total - em * AFTER <= place.area.height)
}

/// The first `count` facts, one under the other, spread over the area.
pub(super) fn column(draft: &mut Draft, content: &Content, place: &Place, count: usize) {
    let area = place.area;
    let mut cells: Vec<Cell> = (0..count).map(|n| Cell::of(&mut draft.setter, content, n, 0)).collect();
    let Some(label_em) = label_em(draft, content, &mut cells, place) else { return };
    if too_wide(draft, &mut cells, place) {
        return;
    }
    let fits = |cells: &mut [Cell], em: f32| -> Option<f32> {
        let heights: Option<f32> =
            cells.iter_mut().map(|c| c.setting(area.width, em).map(|s| c.height(s, em, label_em))).sum();
        heights.filter(|total| *total - em * AFTER <= area.height)
    };
    let largest = place.fact.largest_fitting(|em| fits(&mut cells, em).is_some());
    let Some((em, total)) = largest.and_then(|em| fits(&mut cells, em).map(|total| (em, total))) else {
        too_high(draft, content, &mut cells, place, label_em);
        return;
    };
    let spare = (area.height - total + em * AFTER) / cells.len().max(1) as f32;
    let spread = spare.min(em * 1.9);
    let mut y = area.y;
    for (n, cell) in cells.iter_mut().enumerate() {
        if place.rule > 0.0 {
            let thick = if n == 0 { place.rule * 1.6 } else { place.rule };
            draft.sheet.fill(vec![Rect::new(area.x, y, area.width, thick)], BLACK);
        }
        put(draft, content, cell, Rect { y, ..area }, em, label_em);
        let setting = cell.setting(area.width, em).unwrap_or(Setting::Joined);
        y += cell.height(setting, em, label_em) + spread;
    }
}

/// The first `count` facts, side by side in cells of equal width.
pub(super) fn row(draft: &mut Draft, content: &Content, place: &Place, count: usize, gap: f32) {
    let mut cells: Vec<Cell> = (0..count).map(|n| Cell::of(&mut draft.setter, content, n, 0)).collect();
    if cells.is_empty() {
        return;
    }
    let width = (place.area.width - gap * (count - 1) as f32) / count as f32;
    let place = Place { area: Rect { width, ..place.area }, ..*place };
    let Some(label_em) = label_em(draft, content, &mut cells, &place) else { return };
    if too_wide(draft, &mut cells, &place) {
        return;
    }
    let fits = |cell: &mut Cell, em: f32| {
        cell.setting(width, em).is_some_and(|s| cell.height(s, em, label_em) <= place.area.height)
    };
    let Some(em) = place.fact.largest_fitting(|em| cells.iter_mut().all(|c| fits(c, em))) else {
        let em = place.fact.smallest();
        for (n, cell) in cells.iter_mut().enumerate() {
            if !fits(cell, em) {
                let cut = cut_until(draft, content, n, |cell| fits(cell, em));
                report(draft, cell, n, cut);
            }
        }
        return;
    };
    for (n, cell) in cells.iter_mut().enumerate() {
        let x = place.area.x + n as f32 * (width + gap);
        put(draft, content, cell, Rect { x, ..place.area }, em, label_em);
    }
}

/// The largest size in which every label keeps to its line; errors where there is none.
fn label_em(draft: &mut Draft, content: &Content, cells: &mut [Cell], place: &Place) -> Option<f32> {
    let before = draft.errors.len();
    let mut em = place.label.largest();
    for (n, cell) in cells.iter_mut().enumerate() {
        let field =
            super::parts::longest(content, &format!("facts.{n}.label"), |notice| &notice.facts[n].label);
        let line = line(content, field, &cell.label_text, Weight::Regular);
        em = em.min(draft.line_em(&line, &mut cell.label, place.area.width, place.label));
    }
    (draft.errors.len() == before).then_some(em)
}

/// Whether a word alone is wider than the area at the smallest size; notes each.
fn too_wide(draft: &mut Draft, cells: &mut [Cell], place: &Place) -> bool {
    let before = draft.errors.len();
    let (width, em) = (place.area.width, place.fact.smallest());
    for (n, cell) in cells.iter_mut().enumerate() {
        if cell.setting(width, em).is_some() {
            continue;
        }
        for Value { lang, text, loose, .. } in &mut cell.apart {
            if loose.break_to(width, em).is_none() {
                let excess =
                    draft.setter.excess(text, Weight::Bold, |part| part.break_to(width, em).is_some());
                draft.errors.push(PosterError::too_long(format!("notices.{lang}.facts.{n}.value"), excess));
            }
        }
    }
    draft.errors.len() > before
}

/// Notes how much to cut from the fact with the most lines so that the column fits.
fn too_high(draft: &mut Draft, content: &Content, cells: &mut [Cell], place: &Place, label_em: f32) {
    let (area, em) = (place.area, place.fact.smallest());
    let heights: Vec<f32> = cells
        .iter_mut()
        .map(|c| c.setting(area.width, em).map_or(area.height, |s| c.height(s, em, label_em)))
        .collect();
    let Some(tallest) = (0..cells.len()).max_by(|a, b| heights[*a].total_cmp(&heights[*b])) else { return };
    let others: f32 = heights.iter().sum::<f32>() - heights[tallest] - em * AFTER;
    let cut = cut_until(draft, content, tallest, |cell| {
        cell.setting(area.width, em).is_some_and(|s| others + cell.height(s, em, label_em) <= area.height)
    });
    report(draft, &cells[tallest], tallest, cut);
}

/// How many characters to cut from the n-th value of every language until its cell `fits`.
fn cut_until(
    draft: &mut Draft,
    content: &Content,
    n: usize,
    mut fits: impl FnMut(&mut Cell) -> bool,
) -> usize {
    let longest = content.notices.iter().map(|notice| notice.facts[n].value.chars().count()).max();
    let cuts: Vec<usize> = (1..=longest.unwrap_or(1)).collect();
    let short = cuts.partition_point(|cut| !fits(&mut Cell::of(&mut draft.setter, content, n, *cut)));
    cuts.get(short).copied().unwrap_or(cuts.len())
}

fn report(draft: &mut Draft, cell: &Cell, n: usize, cut: usize) {
    for Value { lang, text, .. } in &cell.apart {
        let excess = cut.min(text.chars().count());
        let field = format!("notices.{lang}.facts.{n}.value");
        draft.errors.push(PosterError::too_long(field, u32::try_from(excess).unwrap_or(u32::MAX)));
    }
}

fn line<'a>(content: &'a Content, field: String, text: &'a str, weight: Weight) -> Line<'a> {
    let ink = if weight == Weight::Bold { BLACK } else { GREY };
    Line { field, text, weight, lang: content.common_lang(), role: Role::Paragraph, ink, align: Align::Start }
}

fn put(draft: &mut Draft, content: &Content, cell: &mut Cell, area: Rect, em: f32, label_em: f32) {
    let mut spot = Spot { x: area.x, y: area.y + label_em * RULE_TO_LABEL, width: area.width };
    let label = line(content, String::new(), &cell.label_text, Weight::Regular);
    draft.put_line(&label, &mut cell.label, spot, label_em);
    spot.y += em * LABEL_TO_VALUE;
    match cell.setting(area.width, em) {
        Some(Setting::Joined) => {
            let value = line(content, String::new(), &cell.joined_text, Weight::Bold);
            draft.put_line(&value, &mut cell.joined, spot, em);
        }
        Some(setting @ Setting::Apart { .. }) => {
            let deeper = cell.deeper;
            for value in &mut cell.apart {
                let lang = value.lang.clone();
                let Some((lines, shaped)) = value.broken(area.width, em) else { continue };
                let value = Line { lang: Some(&lang), ..line(content, String::new(), "", Weight::Bold) };
                draft.put_block(&value, shaped, spot, em, LEADING);
                spot.y += em * (lines as f32 * (LEADING + deeper) + setting.between());
            }
        }
        None => {}
    }
}
