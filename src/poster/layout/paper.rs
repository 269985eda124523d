//! The poster: one child, read from the top: what, who, since when and where, what to do, whom to call.

use super::Content;
use super::draft::{Align, Draft, Line, Spot};
use super::facts;
use super::parts::{
    Bands, Head, appeal, headline, line, longest, name_and_age, notes_and_abroad, number_notes,
    reference_and_validity,
};
use crate::error::PosterError;
use crate::fonts::{ASCENT, CAPITAL};
use crate::measures::Paper;
use crate::merge::side_by_side;
use crate::qr::Qr;
use crate::sheet::{BLACK, Ink, Item, Rect, Role, Shape, Sheet, WHITE};
use crate::text::{Fall, Weight, block_height};

/// The width that the distances below are meant for; other sheets scale them.
const MEANT_FOR: f32 = 210.0;

/// Lays a poster out.
pub(crate) fn lay_out_paper(
    paper: &Paper,
    saving: bool,
    content: &Content,
) -> Result<Sheet, Vec<PosterError>> {
    let qr = Qr::of(&content.check_url).map_err(|error| vec![error])?;
    let mut draft = Draft::new(paper.width, paper.height, content.first_lang());
    let k = paper.width / MEANT_FOR;
    let (left, width) = (paper.margin, paper.width - 2.0 * paper.margin);
    let bands = if saving { Bands::Ruled } else { Bands::Solid };

    let band = Rect::new(0.0, 0.0, paper.width, 26.0 * k);
    let head = Head { band, text: band.height, margin: paper.margin, sizes: paper.headline, bands };
    headline(&mut draft, content, &head);

    let photo = Rect::new(left, band.bottom() + 7.0 * k, paper.photo.0, paper.photo.1);
    figure(&mut draft, content, 0, photo);

    let beside = beside(&mut draft, paper, content, photo, left + width, k);
    if let Some(second) = beside.second {
        figure(&mut draft, content, 1, second);
    }
    // Beside a second photo under the facts there is less room for words.
    let words = match beside.second {
        Some(second) if second.y > photo.bottom() => second.x - 4.0 * k - left,
        _ => width,
    };
    let name = Rect::new(left, photo.bottom() + 2.6 * k, words, 20.4 * k);
    let name_end = name_and_age(&mut draft, content, &paper.naming, name);
    let count = least_facts(content);
    facts::column(&mut draft, content, &facts_in(paper, beside.facts, k), count);

    // From the bottom up: the black band, the small print on it, and what is between is the appeal's.
    let foot_height = qr.outer(paper.qr) + 7.6 * k;
    let foot = Rect::new(0.0, paper.height - foot_height, paper.width, foot_height);
    let body_top = name_end.max(name.bottom() + 4.6 * k);
    let small = small_print(&content.check_url, content);
    let rows = small_rows(&mut draft, paper.small, &small, width, 8.0 * k);
    let small_top = foot.y - 2.2 * k - rows.height;
    let body = Rect::new(left, body_top, words, small_top - 2.0 * k - body_top);
    appeal(&mut draft, content, body, 8.0 * k, paper.appeal);
    put_small_print(&mut draft, content, &rows, Spot { x: left, y: small_top, width }, BLACK);
    foot_band(&mut draft, paper, content, &qr, foot, bands);
    draft.finish()
}

/// A photo in its place.
pub(super) fn figure(draft: &mut Draft, content: &Content, index: usize, rect: Rect) {
    let alt = side_by_side(&content.each(|n| &n.photo_alt));
    let lang = content.common_lang().map(str::to_owned);
    draft.sheet.items.push(Item { role: Role::Figure { alt }, lang, shape: Shape::Photo { index, rect } });
}

/// What stands beside the main photo.
struct Beside {
    facts: Rect,
    second: Option<Rect>,
}

fn facts_in(paper: &Paper, area: Rect, k: f32) -> facts::Place {
    facts::Place { area, fact: paper.fact, label: paper.label, rule: 0.3 * k }
}

fn least_facts(content: &Content) -> usize {
    content.notices.iter().map(|n| n.facts.len()).min().unwrap_or(0)
}

/// Beside the photo: the second photo where there is one, as large as the facts under it leave room for, and the facts.
/// Where they leave none, the second photo stands under them.
fn beside(draft: &mut Draft, paper: &Paper, content: &Content, photo: Rect, right: f32, k: f32) -> Beside {
    let from = |x: f32| Rect::new(x, photo.y, right - x, photo.height);
    let whole = from(photo.right() + 8.0 * k);
    let Some((largest, least)) = paper.second.filter(|_| content.photos > 1) else {
        return Beside { facts: whole, second: None };
    };
    let area = from(photo.right() + 5.0 * k);
    let under = |height: f32| {
        let taken = height + 4.0 * k;
        Rect { y: area.y + taken, height: area.height - taken, ..area }
    };
    let steps = 12;
    let heights: Vec<f32> =
        (0..=steps).map(|n| largest.1 + (least.1 - largest.1) * n as f32 / steps as f32).collect();
    let count = least_facts(content);
    let fitting = heights.partition_point(|height| {
        !facts::column_fits(draft, content, &facts_in(paper, under(*height), k), count)
    });
    match heights.get(fitting) {
        Some(height) => {
            let second = Rect { width: height * largest.0 / largest.1, height: *height, ..area };
            Beside { facts: under(*height), second: Some(second) }
        }
        None => {
            let beneath = Rect::new(right - least.0, photo.bottom() + 4.0 * k, least.0, least.1);
            Beside { facts: whole, second: Some(beneath) }
        }
    }
}

/// The small print's texts: reference and period, question, address.
pub(super) fn small_print(url: &str, content: &Content) -> [String; 2] {
    let address = url.strip_prefix("https://").unwrap_or(url);
    let question = side_by_side(&content.each(|n| &n.check));
    [reference_and_validity(content), format!("{question} {}", content.apart(address)).trim().to_owned()]
}

/// The small print, measured: on one row if it holds both texts, else on two.
pub(super) struct SmallRows<'a> {
    texts: &'a [String; 2],
    em: f32,
    one_row: bool,
    pub height: f32,
}

pub(super) fn small_rows<'a>(
    draft: &mut Draft,
    sizes: Fall,
    texts: &'a [String; 2],
    width: f32,
    gap: f32,
) -> SmallRows<'a> {
    let mut widths = [0.0; 2];
    for (n, text) in texts.iter().enumerate() {
        widths[n] = draft.setter.shape(text, Weight::Regular).width();
    }
    let one = ((width - gap) / (widths[0] + widths[1])).min(sizes.largest());
    let two = (width / widths[0].max(widths[1])).min(sizes.largest()).max(sizes.smallest());
    let one_row = one >= sizes.smallest();
    let em = if one_row { one } else { two };
    SmallRows { texts, em, one_row, height: block_height(if one_row { 1 } else { 2 }, em, 1.3) }
}

pub(super) fn put_small_print(
    draft: &mut Draft,
    content: &Content,
    rows: &SmallRows<'_>,
    spot: Spot,
    ink: Ink,
) {
    let [reference, check] = rows.texts;
    let reference_field = match content.valid_until_is_longest() {
        true => longest(content, "valid_until", |n| &n.valid_until),
        false => "reference".to_owned(),
    };
    let check_field = longest(content, "check", |n| &n.check);
    let em = rows.em;
    let size = Fall::new(em * CAPITAL, em * CAPITAL * 0.999);
    let first = Spot { y: spot.y + em * ASCENT, ..spot };
    let second = Spot { y: first.y + if rows.one_row { 0.0 } else { em * 1.3 }, ..spot };
    draft.line(&line(content, reference_field, reference, Weight::Regular, ink), first, size);
    let align = if rows.one_row { Align::Right } else { Align::Left };
    let check_line = Line { align, ..line(content, check_field, check, Weight::Regular, ink) };
    draft.line(&check_line, second, size);
}

impl Content {
    fn valid_until_is_longest(&self) -> bool {
        self.notices.iter().any(|n| n.valid_until.chars().count() >= self.reference.chars().count())
    }
}

/// The black band: the number as large as anything on the sheet, what it costs under it, the QR code at the right.
fn foot_band(draft: &mut Draft, paper: &Paper, content: &Content, qr: &Qr, foot: Rect, bands: Bands) {
    let k = paper.width / MEANT_FOR;
    match bands {
        Bands::Solid => draft.sheet.fill(vec![foot], BLACK),
        Bands::Ruled => {
            let rule = Rect::new(paper.margin, foot.y, foot.width - 2.0 * paper.margin, 1.2 * k);
            draft.sheet.fill(vec![rule], BLACK);
        }
    }
    let outer = qr.outer(paper.qr);
    let code =
        Rect::new(paper.width - paper.margin - outer, foot.y + (foot.height - outer) / 2.0, outer, outer);
    draft.sheet.fill(vec![code], WHITE);
    draft.sheet.symbol(qr.modules(code.x, code.y, paper.qr), BLACK);
    let ink = bands.letters();
    let area = Rect::new(paper.margin, foot.y, code.x - 6.0 * k - paper.margin, foot.height);
    number_and_notes(draft, paper, content, area, ink);
}

/// The number and, under it, what a call costs and the number from abroad, centred in the area's height.
pub(super) fn number_and_notes(draft: &mut Draft, paper: &Paper, content: &Content, area: Rect, ink: Ink) {
    let gap = 5.0 * paper.width / MEANT_FOR;
    let Rect { x, width, .. } = area;
    let number = side_by_side(&content.each(|n| &n.number));
    let number_line = Line {
        role: Role::Heading,
        ..line(content, longest(content, "number", |n| &n.number), &number, Weight::Bold, ink)
    };
    let mut number_shape = draft.setter.shape(&number, Weight::Bold);
    let em = draft.line_em(&number_line, &mut number_shape, width, paper.number);
    let notes = number_notes(content).join(", ");
    let abroad = side_by_side(&content.each(|n| &n.number_abroad));
    let used = em * CAPITAL + gap + paper.note.from;
    let baseline = area.y + (area.height - used) / 2.0 + em * CAPITAL;
    // The digits' left bearing would make the number seem indented beside the lines above it.
    let nudge = em * 0.035;
    draft.put_line(&number_line, &mut number_shape, Spot { x: x - nudge, y: baseline, width }, em);

    let spot = Spot { x, y: baseline + gap + paper.note.from, width };
    let notes_line =
        line(content, longest(content, "number_note", |n| &n.number_note), &notes, Weight::Regular, ink);
    let abroad_field = longest(content, "number_abroad", |n| &n.number_abroad);
    let abroad_line = line(content, abroad_field, &abroad, Weight::Bold, ink);
    notes_and_abroad(draft, &notes_line, abroad_line, spot, paper.note);
}
