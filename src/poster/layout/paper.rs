//! The poster: one child, read from the top: what, who, since when and where, what to do, whom to call.

use super::Content;
use super::draft::{Draft, Line, Spot};
use super::facts;
use super::parts::{appeal, headline, line, longest, number_notes, reference_and_validity};
use crate::error::PosterError;
use crate::fonts::{ASCENT, CAPITAL};
use crate::measures::Paper;
use crate::merge::side_by_side;
use crate::qr::Qr;
use crate::sheet::{BLACK, Item, Rect, Role, Shape, Sheet, WHITE};
use crate::text::{Align, Fall, Shaped, Weight, block_height};

/// The width that the distances below are meant for; other sheets scale them.
const MEANT_FOR: f32 = 210.0;

/// Lays a poster out.
pub(crate) fn lay_out_paper(paper: &Paper, content: &Content) -> Result<Sheet, Vec<PosterError>> {
    let qr = Qr::of(&content.check_url).map_err(|error| vec![error])?;
    let mut draft = Draft::new(paper.width, paper.height);
    let k = paper.width / MEANT_FOR;
    let (left, width) = (paper.margin, paper.width - 2.0 * paper.margin);

    let head = Rect::new(0.0, 0.0, paper.width, 26.0 * k);
    headline(&mut draft, content, head, paper.margin, paper.headline);

    let photo = Rect::new(left, head.bottom() + 7.0 * k, paper.photo.0, paper.photo.1);
    let alt = side_by_side(&content.each(|n| &n.photo_alt));
    let lang = content.common_lang().map(str::to_owned);
    draft.sheet.items.push(Item { role: Role::Figure { alt }, lang, shape: Shape::Photo(photo) });

    let name = Rect::new(left, photo.bottom() + 2.6 * k, width, 20.4 * k);
    name_and_age(&mut draft, paper, content, name);

    let beside = photo.right() + 8.0 * k;
    let place = facts::Place {
        area: Rect::new(beside, photo.y, left + width - beside, photo.height),
        fact: paper.fact,
        label: paper.label,
        rule: 0.3 * k,
    };
    let count = content.notices.iter().map(|n| n.facts.len()).min().unwrap_or(0);
    facts::column(&mut draft, content, &place, count);

    // From the bottom up: the black band, the small print on it, and what is between is the appeal's.
    let foot_height = qr.outer(paper.qr) + 7.6 * k;
    let foot = Rect::new(0.0, paper.height - foot_height, paper.width, foot_height);
    let body_top = name.bottom() + 4.6 * k;
    let small = small_print(&content.check_url, content);
    let rows = small_rows(&mut draft, paper, &small, width, 8.0 * k);
    let small_top = foot.y - 2.2 * k - rows.height;
    let body = Rect::new(left, body_top, width, small_top - 2.0 * k - body_top);
    appeal(&mut draft, content, body, 8.0 * k, paper.appeal);
    put_small_print(&mut draft, content, &rows, Spot { x: left, y: small_top, width });
    foot_band(&mut draft, paper, content, &qr, foot, k);
    draft.finish()
}

/// Name large at the left, age beside it; a name too long for one line stands on two smaller ones.
fn name_and_age(draft: &mut Draft, paper: &Paper, content: &Content, area: Rect) {
    let name = side_by_side(&content.each(|n| &n.name));
    let age = side_by_side(&content.each(|n| &n.age));
    let name_line = Line {
        role: Role::Heading,
        ..line(content, longest(content, "name", |n| &n.name), &name, Weight::Bold, BLACK)
    };
    let age_line = Line {
        align: Align::Right,
        ..line(content, longest(content, "age", |n| &n.age), &age, Weight::Regular, BLACK)
    };
    let mut name_shape = draft.setter.shape(&name, Weight::Bold);
    let mut age_shape = draft.setter.shape(&age, Weight::Regular);
    let spot = Spot { x: area.x, y: area.bottom(), width: area.width };

    let (name_width, age_width) = (name_shape.width(), age_shape.width());
    let age_beside = |em: f32| {
        let room = area.width - name_width * em - em * 0.55;
        let age_em = if age_width > 0.0 { (room / age_width).min(paper.age.largest()).min(em) } else { em };
        (age_em >= paper.age.smallest() && room >= 0.0).then_some(age_em)
    };
    let largest = paper.name.largest_fitting(|em| age_beside(em).is_some());
    if let Some((em, age_em)) = largest.and_then(|em| age_beside(em).map(|age_em| (em, age_em))) {
        draft.put_line(&name_line, &mut name_shape, spot, em);
        if !age.is_empty() {
            draft.put_line(&age_line, &mut age_shape, spot, age_em);
        }
        return;
    }

    const LEADING: f32 = 1.1;
    let name_column = area.width * 0.66;
    let sizes = paper.name_stacked;
    match name_shape.fit(name_column, area.height * 1.08, sizes, LEADING) {
        Some(em) => {
            let lines = name_shape.break_to(name_column, em).unwrap_or(1);
            let first = area.bottom() - (lines - 1) as f32 * em * LEADING;
            draft.put_block(
                &name_line,
                &name_shape,
                Spot { y: first, width: name_column, ..spot },
                em,
                LEADING,
            );
        }
        None => {
            draft.block_too_long(&name_line, name_column, area.height * 1.08, sizes.smallest(), LEADING);
        }
    }
    let x = area.x + name_column + area.width * 0.02;
    let age_spot = Spot { x, width: area.right() - x, ..spot };
    let sizes = Fall::new(sizes.from, paper.note.to.min(paper.age.to));
    if !age.is_empty() {
        draft.line(&age_line, age_spot, sizes);
    }
}

/// The small print's texts: reference and period, question, address.
fn small_print(url: &str, content: &Content) -> [String; 2] {
    let address = url.strip_prefix("https://").unwrap_or(url);
    let question = side_by_side(&content.each(|n| &n.check));
    [reference_and_validity(content), format!("{question} {address}").trim().to_owned()]
}

/// The small print, measured: on one row if it holds both texts, else on two.
struct SmallRows<'a> {
    texts: &'a [String; 2],
    em: f32,
    one_row: bool,
    height: f32,
}

fn small_rows<'a>(
    draft: &mut Draft,
    paper: &Paper,
    texts: &'a [String; 2],
    width: f32,
    gap: f32,
) -> SmallRows<'a> {
    let mut widths = [0.0; 2];
    for (n, text) in texts.iter().enumerate() {
        widths[n] = draft.setter.shape(text, Weight::Regular).width();
    }
    let sizes = paper.small;
    let one = ((width - gap) / (widths[0] + widths[1])).min(sizes.largest());
    let two = (width / widths[0].max(widths[1])).min(sizes.largest()).max(sizes.smallest());
    let one_row = one >= sizes.smallest();
    let em = if one_row { one } else { two };
    SmallRows { texts, em, one_row, height: block_height(if one_row { 1 } else { 2 }, em, 1.3) }
}

fn put_small_print(draft: &mut Draft, content: &Content, rows: &SmallRows<'_>, spot: Spot) {
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
    draft.line(&line(content, reference_field, reference, Weight::Regular, BLACK), first, size);
    let align = if rows.one_row { Align::Right } else { Align::Left };
    let check_line = Line { align, ..line(content, check_field, check, Weight::Regular, BLACK) };
    draft.line(&check_line, second, size);
}

impl Content {
    fn valid_until_is_longest(&self) -> bool {
        self.notices.iter().any(|n| n.valid_until.chars().count() >= self.reference.chars().count())
    }
}

/// The black band: the number as large as anything on the sheet, what it costs under it, the QR code at the right.
fn foot_band(draft: &mut Draft, paper: &Paper, content: &Content, qr: &Qr, foot: Rect, k: f32) {
    draft.sheet.fill(vec![foot], BLACK);
    let outer = qr.outer(paper.qr);
    let code =
        Rect::new(paper.width - paper.margin - outer, foot.y + (foot.height - outer) / 2.0, outer, outer);
    draft.sheet.fill(vec![code], WHITE);
    draft.sheet.fill(qr.modules(code.x, code.y, paper.qr), BLACK);

    let width = code.x - 6.0 * k - paper.margin;
    let number = side_by_side(&content.each(|n| &n.number));
    let number_line = Line {
        role: Role::Heading,
        ..line(content, longest(content, "number", |n| &n.number), &number, Weight::Bold, WHITE)
    };
    let mut number_shape = draft.setter.shape(&number, Weight::Bold);
    let em = draft.line_em(&number_line, &mut number_shape, width, paper.number);
    let notes = number_notes(content).join(", ");
    let abroad = side_by_side(&content.each(|n| &n.number_abroad));
    let gap = 5.0 * k;
    let used = em * CAPITAL + gap + paper.note.from;
    let baseline = foot.y + (foot.height - used) / 2.0 + em * CAPITAL;
    // The digits' left bearing would make the number seem indented beside the lines above it.
    let nudge = em * 0.035;
    let spot = Spot { x: paper.margin - nudge, y: baseline, width };
    draft.put_line(&number_line, &mut number_shape, spot, em);

    let spot = Spot { x: paper.margin, y: baseline + gap + paper.note.from, width };
    let notes_line =
        line(content, longest(content, "number_note", |n| &n.number_note), &notes, Weight::Regular, WHITE);
    let abroad_line = Line {
        align: Align::Right,
        ..line(content, longest(content, "number_abroad", |n| &n.number_abroad), &abroad, Weight::Bold, WHITE)
    };
    let mut notes_shape: Shaped = draft.setter.shape(&notes, Weight::Regular);
    let mut abroad_shape = draft.setter.shape(&abroad, Weight::Bold);
    let abroad_width = abroad_shape.width();
    let together = notes_shape.width() + abroad_width + if abroad.is_empty() { 0.0 } else { 1.6 };
    let em = (width / together.max(0.1)).min(paper.note.largest()).max(paper.note.smallest());
    // Never so wide that nothing is left for the notes: then the number from abroad is the one to shorten.
    let abroad_room = (abroad_width * em * 1.001).min(width * 0.6);
    let notes_room = if abroad.is_empty() { width } else { width - abroad_room - 1.5 * em };
    let sizes = Fall::new(em * CAPITAL, paper.note.to);
    if !notes.is_empty() {
        draft.line(&notes_line, Spot { width: notes_room, ..spot }, sizes);
    }
    if !abroad.is_empty() {
        let x = paper.margin + width - abroad_room;
        draft.line(&abroad_line, Spot { x, width: abroad_room, ..spot }, sizes);
    }
}
