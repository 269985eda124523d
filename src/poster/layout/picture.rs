//! Pictures for screens and networks: photo, headline, name, and what is read in a few seconds.

use super::Content;
use super::draft::{Draft, Line, Spot};
use super::facts;
use super::paper::{figure, put_small_print, small_print, small_rows};
use super::parts::{
    Bands, Head, NameRoom, headline, line, longest, name_and_age, name_and_native, name_on_one_line,
    name_too_long, notes_and_abroad, number_notes,
};
use crate::error::PosterError;
use crate::fonts::{ASCENT, CAPITAL, DESCENT};
use crate::measures::{FactsAt, NameAt, Picture};
use crate::merge::{side_by_side, with_shared_start};
use crate::sheet::{BLACK, Rect, Role, Sheet, WHITE};
use crate::text::{Fall, Weight};

const LEADING: f32 = 1.1;

/// Lays a picture out.
pub(crate) fn lay_out_picture(picture: &Picture, content: &Content) -> Result<Sheet, Vec<PosterError>> {
    let mut draft = Draft::new(picture.width, picture.height, content.first_lang());
    let head = Head {
        band: picture.head,
        text: picture.head_text,
        margin: picture.padding,
        sizes: picture.headline,
        bands: Bands::Solid,
    };
    headline(&mut draft, content, &head);
    figure(&mut draft, content, 0, picture.photo);
    let (left, name_end) = match picture.name_at {
        NameAt::Row(area) => (area, name_and_age(&mut draft, content, &picture.naming, area)),
        NameAt::Flow(area) => (name_over_age(&mut draft, picture, content, area), 0.0),
    };
    let count = content.notices.iter().map(|n| n.facts.len()).min().unwrap_or(0).min(picture.facts);
    let place = |area| facts::Place { area, fact: picture.fact, label: picture.label, rule: 0.0 };
    match picture.facts_at {
        Some(FactsAt::Column(area)) => facts::column(&mut draft, content, &place(area), count),
        Some(FactsAt::Row(area)) => {
            // A name in a script that reaches deep pushes them down; there is air above the labels for the others.
            let area = area.below(name_end - picture.label.to);
            facts::row(&mut draft, content, &place(area), count, picture.padding);
        }
        None => facts::row(&mut draft, content, &place(left), count, picture.padding),
    }
    foot_band(&mut draft, picture, content);
    draft.finish()
}

/// The name on one line, in its own script beside it, or both smaller on two, and the age under it. Returns what is left of
/// the area.
fn name_over_age(draft: &mut Draft, picture: &Picture, content: &Content, area: Rect) -> Rect {
    let naming = &picture.naming;
    let spot = Spot { x: area.x, y: area.y, width: area.width };
    let mut y = match name_on_one_line(draft, content, naming, spot) {
        Some(y) => y,
        None => {
            let name = name_and_native(content);
            let field = longest(content, "name", |n| &n.name);
            let name_line = Line { role: Role::Heading, ..line(content, field, &name, Weight::Bold, BLACK) };
            let mut shaped = draft.setter.shape(&name, Weight::Bold);
            let height = naming.name.largest() * (ASCENT + DESCENT) * 1.1;
            let Some(em) = shaped.fit(area.width, height, naming.stacked, LEADING) else {
                let em = naming.stacked.smallest();
                let room = NameRoom { width: area.width, height, em, leading: LEADING };
                name_too_long(draft, content, &room);
                return area;
            };
            let lines = shaped.break_to(area.width, em).unwrap_or(1);
            draft.put_block(&name_line, &shaped, Spot { y: area.y + em * ASCENT, ..spot }, em, LEADING);
            let steps = (lines - 1) as f32 * shaped.leading(LEADING);
            area.y + em * (ASCENT + steps + shaped.descent() - DESCENT)
        }
    };

    let age = with_shared_start(&content.each(|n| &n.age));
    if !age.is_empty() {
        let age_line = line(content, longest(content, "age", |n| &n.age), &age, Weight::Regular, BLACK);
        y += naming.age.from + picture.padding * 0.62;
        // Letters of some scripts reach far deeper than ours.
        let deep = draft.setter.shape(&age, Weight::Regular).descent();
        let em = draft.line(&age_line, Spot { y, ..spot }, naming.age);
        y += em * deep;
    }
    y += picture.padding * 0.25;
    Rect { y, height: (area.bottom() - y).max(1.0), ..area }
}

/// The black band: the number, its notes beside or under it, reference, period and address at the bottom.
fn foot_band(draft: &mut Draft, picture: &Picture, content: &Content) {
    const LEADING: f32 = 1.24;
    let Picture { foot, padding, .. } = *picture;
    draft.sheet.fill(vec![foot], BLACK);
    let bottom = foot.y + picture.foot_text;
    let spot = Spot { x: foot.x + padding, y: foot.y, width: foot.width - 2.0 * padding };
    let number = side_by_side(&content.each(|n| &n.number));
    let number_line = Line {
        role: Role::Heading,
        ..line(content, longest(content, "number", |n| &n.number), &number, Weight::Bold, WHITE)
    };
    let mut shaped = draft.setter.shape(&number, Weight::Bold);
    let width = if picture.notes_beside { spot.width * 0.6 } else { spot.width };
    let em = draft.line_em(&number_line, &mut shaped, width, picture.number);
    let number_width = shaped.width() * em;
    let baseline = foot.y + padding * 0.7 + em * CAPITAL;
    draft.put_line(&number_line, &mut shaped, Spot { x: spot.x - em * 0.035, y: baseline, ..spot }, em);

    let mut end = bottom - padding * 0.5;
    if let Some(sizes) = picture.small {
        // The address too: a picture that somebody kept is asked there whether it still holds.
        let small = small_print(&content.check_url, content);
        let rows = small_rows(draft, sizes, &small, spot.width, padding);
        let top = end - rows.height + sizes.smallest() * DESCENT;
        put_small_print(draft, content, &rows, Spot { y: top, ..spot }, WHITE);
        end = top - sizes.from * 0.4;
    }

    let note_field = longest(content, "number_note", |n| &n.number_note);
    let abroad_field = longest(content, "number_abroad", |n| &n.number_abroad);
    let abroad = side_by_side(&content.each(|n| &n.number_abroad));
    if !picture.notes_beside {
        let notes = number_notes(content).join(", ");
        let spot = Spot { y: baseline + padding * 0.5 + picture.note.from, ..spot };
        let notes_line = line(content, note_field, &notes, Weight::Regular, WHITE);
        let abroad_line = line(content, abroad_field, &abroad, Weight::Bold, WHITE);
        notes_and_abroad(draft, &notes_line, abroad_line, spot, picture.note);
        return;
    }
    let x = spot.x + number_width + padding * 0.7;
    let width = spot.x + spot.width - x;
    let height = end - (baseline - em * CAPITAL);
    // As many lines as the band holds at the smallest size; what is over shares the last.
    let most = 1 + ((height / picture.note.smallest() - CAPITAL) / LEADING).max(0.0) as usize;
    let mut notes: Vec<(&str, String)> =
        number_notes(content).into_iter().map(|note| (note_field.as_str(), note)).collect();
    let lines = most.saturating_sub(usize::from(!abroad.is_empty())).max(1);
    if notes.len() > lines {
        let over: Vec<String> = notes.drain(lines - 1..).map(|(_, note)| note).collect();
        notes.push((note_field.as_str(), over.join(", ")));
    }
    notes.push((&abroad_field, abroad));
    notes.retain(|(_, note)| !note.is_empty());
    let mut widest: f32 = 0.1;
    for (_, note) in &notes {
        widest = widest.max(draft.setter.shape(note, Weight::Regular).width());
    }
    let room = height / (CAPITAL + notes.len().saturating_sub(1) as f32 * LEADING);
    let em = (width / widest).min(room).min(picture.note.largest()).max(picture.note.smallest());
    let block = em * (CAPITAL + notes.len().saturating_sub(1) as f32 * LEADING);
    let top = baseline - picture.number.from + (picture.number.from - block).max(0.0) / 2.0;
    for (n, (field, note)) in notes.iter().enumerate() {
        let y = top + em * CAPITAL + n as f32 * em * LEADING;
        let size = Fall::new(em * CAPITAL, em * CAPITAL * 0.999);
        let note_line = line(content, (*field).to_owned(), note, Weight::Regular, WHITE);
        draft.line(&note_line, Spot { x, y, width }, size);
    }
}
