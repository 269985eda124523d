//! The picture for posts and link previews: photo at the left, and at the right what is read in three seconds.

use super::Content;
use super::draft::{Draft, Line, Spot};
use super::facts;
use super::parts::{headline, line, longest, number_notes, reference_and_validity};
use crate::error::PosterError;
use crate::fonts::{ASCENT, CAPITAL};
use crate::measures::Wide;
use crate::merge::side_by_side;
use crate::sheet::{BLACK, Item, Rect, Role, Shape, Sheet, WHITE};
use crate::text::{Fall, Weight, block_height};

/// Lays a wide picture out.
pub(crate) fn lay_out_wide(wide: &Wide, content: &Content) -> Result<Sheet, Vec<PosterError>> {
    let mut draft = Draft::new(wide.width, wide.height);
    let photo = Rect::new(0.0, 0.0, wide.photo.0, wide.photo.1);
    let words = Rect::new(photo.right(), 0.0, wide.width - photo.right(), wide.height);
    let (x, width) = (words.x + wide.padding, words.width - 2.0 * wide.padding);
    draft.sheet.fill(vec![words], WHITE);

    let head = Rect { height: wide.head, ..words };
    headline(&mut draft, content, head, wide.padding, wide.headline);
    let alt = side_by_side(&content.each(|n| &n.photo_alt));
    draft.sheet.items.push(Item { role: Role::Figure { alt }, lang: None, shape: Shape::Photo(photo) });

    let foot = Rect { y: wide.height - wide.foot, height: wide.foot, ..words };
    let name_end = name(&mut draft, wide, content, Spot { x, y: head.bottom() + wide.padding * 0.55, width });
    let age = side_by_side(&content.each(|n| &n.age));
    let mut y = name_end;
    if !age.is_empty() {
        let age_line = line(content, longest(content, "age", |n| &n.age), &age, Weight::Regular, BLACK);
        y += wide.age.from + wide.padding * 0.62;
        let em = draft.line(&age_line, Spot { x, y, width }, wide.age);
        y += em * 0.24;
    }
    let top = y + wide.padding * 0.25;
    let place = facts::Place {
        area: Rect::new(x, top, width, foot.y - wide.padding * 0.3 - top),
        fact: wide.fact,
        label: wide.label,
        rule: 0.0,
    };
    let count = content.notices.iter().map(|n| n.facts.len()).min().unwrap_or(0).min(wide.facts);
    facts::row(&mut draft, content, &place, count, wide.padding);
    foot_band(&mut draft, wide, content, foot, Spot { x, y: foot.y, width });
    draft.finish()
}

/// The name on one line, or smaller on two. Returns where it ends.
fn name(draft: &mut Draft, wide: &Wide, content: &Content, spot: Spot) -> f32 {
    const LEADING: f32 = 1.1;
    let name = side_by_side(&content.each(|n| &n.name));
    let name_line = Line {
        role: Role::Heading,
        ..line(content, longest(content, "name", |n| &n.name), &name, Weight::Bold, BLACK)
    };
    let height = block_height(1, wide.name.largest(), LEADING) * 1.1;
    let mut shaped = draft.setter.shape(&name, Weight::Bold);
    let Some(em) = shaped.fit(spot.width, height, wide.name, LEADING) else {
        draft.block_too_long(&name_line, spot.width, height, wide.name.smallest(), LEADING);
        return spot.y + height;
    };
    let lines = shaped.break_to(spot.width, em).unwrap_or(1);
    let first = spot.y + em * ASCENT;
    draft.put_block(&name_line, &shaped, Spot { y: first, ..spot }, em, LEADING);
    first + (lines - 1) as f32 * em * LEADING
}

/// The black band: number at the left, its notes at the right, reference and period under it.
fn foot_band(draft: &mut Draft, wide: &Wide, content: &Content, foot: Rect, spot: Spot) {
    const LEADING: f32 = 1.24;
    draft.sheet.fill(vec![foot], BLACK);
    let number = side_by_side(&content.each(|n| &n.number));
    let number_line = Line {
        role: Role::Heading,
        ..line(content, longest(content, "number", |n| &n.number), &number, Weight::Bold, WHITE)
    };
    let mut shaped = draft.setter.shape(&number, Weight::Bold);
    let em = draft.line_em(&number_line, &mut shaped, spot.width * 0.6, wide.number);
    let number_width = shaped.width() * em;
    let baseline = foot.y + wide.padding * 0.7 + em * CAPITAL;
    draft.put_line(&number_line, &mut shaped, Spot { x: spot.x - em * 0.035, y: baseline, ..spot }, em);

    let small = reference_and_validity(content);
    let small_field = longest(content, "valid_until", |n| &n.valid_until);
    let small_spot = Spot { y: foot.bottom() - wide.padding * 0.58, ..spot };
    draft.line(&line(content, small_field, &small, Weight::Regular, WHITE), small_spot, wide.small);

    let note_field = longest(content, "number_note", |n| &n.number_note);
    let abroad_field = longest(content, "number_abroad", |n| &n.number_abroad);
    let mut notes: Vec<(&str, String)> =
        number_notes(content).into_iter().map(|note| (note_field.as_str(), note)).collect();
    notes.push((&abroad_field, side_by_side(&content.each(|n| &n.number_abroad))));
    notes.retain(|(_, note)| !note.is_empty());
    let x = spot.x + number_width + wide.padding * 0.7;
    let width = spot.x + spot.width - x;
    let mut widest: f32 = 0.1;
    for (_, note) in &notes {
        widest = widest.max(draft.setter.shape(note, Weight::Regular).width());
    }
    let height = small_spot.y - wide.small.from * 1.5 - (baseline - em * CAPITAL);
    let room = height / (CAPITAL + notes.len().saturating_sub(1) as f32 * LEADING);
    let em = (width / widest).min(room).min(wide.note.largest()).max(wide.note.smallest());
    let block = em * (CAPITAL + notes.len().saturating_sub(1) as f32 * LEADING);
    let top = baseline - wide.number.from + (wide.number.from - block).max(0.0) / 2.0;
    for (n, (field, note)) in notes.iter().enumerate() {
        let y = top + em * CAPITAL + n as f32 * em * LEADING;
        let size = Fall::new(em * CAPITAL, em * CAPITAL * 0.999);
        draft.line(
            &line(content, (*field).to_owned(), note, Weight::Regular, WHITE),
            Spot { x, y, width },
            size,
        );
    }
}
