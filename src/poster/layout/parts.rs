//! The parts that posters and pictures share: the headline's band, the appeal's columns, the lines beside the number.

use super::Content;
use super::draft::{Align, Draft, Line, Spot};
use crate::error::PosterError;
use crate::fonts::{ASCENT, CAPITAL, DESCENT};
use crate::measures::{Headline, Naming};
use crate::merge::{part_by_part, side_by_side, with_shared_end, with_shared_start};
use crate::order::Notice;
use crate::sheet::{BLACK, Ink, RED, Rect, Role, WHITE};
use crate::text::{Fall, Shaped, Weight};

/// Between two headlines, in em.
const HEADLINE_GAP: f32 = 1.2;
/// The divider between them: red let half through, still visible as a grey line on a mono printer.
const DIVIDER: Ink = Ink(0xef, 0xb4, 0xb8);

/// How bands are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bands {
    /// Filled, with white letters.
    Solid,
    /// A rule and black letters: a printer that runs low does not streak.
    Ruled,
}

impl Bands {
    /// The ink of letters on a band.
    pub fn letters(self) -> Ink {
        match self {
            Bands::Solid => WHITE,
            Bands::Ruled => BLACK,
        }
    }
}

/// How a headline's band is set.
pub(super) struct Head {
    pub band: Rect,
    /// How much of the band from its bottom may hold text.
    pub text: f32,
    pub margin: f32,
    pub sizes: Headline,
    pub bands: Bands,
}

/// The red band, its headline(s) between the margins, all in the same size: on one line, or, where that is too narrow, each
/// on two smaller ones in a column of its own.
pub(super) fn headline(draft: &mut Draft, content: &Content, head: &Head) {
    let Head { band, margin, sizes, bands, .. } = *head;
    match bands {
        Bands::Solid => draft.sheet.fill(vec![band], RED),
        Bands::Ruled => {
            let thick = band.height * 0.06;
            let rule = Rect::new(margin, band.bottom() - thick, band.width - 2.0 * margin, thick);
            draft.sheet.fill(vec![rule], BLACK);
        }
    }
    let band = Rect { y: band.bottom() - head.text, height: head.text, ..band };
    let room = Rect { x: band.x + margin, width: band.width - 2.0 * margin, ..band };
    let texts = distinct(content, |n| &n.headline);
    let mut shaped: Vec<Shaped> = texts.iter().map(|(_, t)| draft.setter.shape(t, Weight::Bold)).collect();
    let lines: Vec<Line<'_>> =
        texts.iter().enumerate().map(|(n, (lang, text))| headline_line(n, lang, text, bands)).collect();

    let widths: Vec<f32> = shaped.iter_mut().map(Shaped::width).collect();
    let gaps = HEADLINE_GAP * (texts.len() - 1) as f32;
    // Letters that reach deep keep inside the band, capitals in its middle.
    let deepest = shaped.iter().map(Shaped::descent).fold(DESCENT, f32::max);
    let held = band.height / (CAPITAL + 2.0 * deepest);
    let em = (room.width / (widths.iter().sum::<f32>() + gaps)).min(sizes.line.largest()).min(held);
    if em >= sizes.line.smallest() {
        let y = band.y + (band.height + em * CAPITAL) / 2.0;
        for (line, shaped) in lines.iter().zip(&mut shaped) {
            draft.put_line(line, shaped, Spot { x: room.x, y, width: room.width }, em);
        }
        if let [first, second] = widths.as_slice() {
            divider(draft, (room.x + first * em + room.right() - second * em) / 2.0, y, em, bands);
        }
        return;
    }

    const LEADING: f32 = 1.08;
    let gap = sizes.stacked.largest() * HEADLINE_GAP * 0.6;
    let width = (room.width - gap * (texts.len() - 1) as f32) / texts.len() as f32;
    let height = |shaped: &Shaped, lines: usize, em: f32| {
        em * (CAPITAL + (lines - 1) as f32 * shaped.leading(LEADING))
    };
    let fits = |shaped: &mut Shaped, em: f32| {
        let depth = 2.0 * shaped.descent() * em;
        shaped.break_to(width, em).is_some_and(|lines| {
            let height = height(shaped, lines, em);
            height <= band.height * 0.74 && height + depth <= band.height
        })
    };
    let Some(em) = sizes.stacked.largest_fitting(|em| shaped.iter_mut().all(|s| fits(s, em))) else {
        let em = sizes.stacked.smallest();
        for (line, shaped) in lines.iter().zip(&mut shaped) {
            if !fits(shaped, em) {
                let excess = draft.setter.excess(line.text, Weight::Bold, |part| fits(part, em));
                draft.errors.push(PosterError::too_long(&line.field, excess));
            }
        }
        return;
    };
    for (n, (line, shaped)) in lines.iter().zip(&mut shaped).enumerate() {
        let count = shaped.break_to(width, em).unwrap_or(1);
        let y = band.y + (band.height - height(shaped, count, em)) / 2.0 + em * CAPITAL;
        let x = room.x + n as f32 * (width + gap);
        draft.put_block(line, shaped, Spot { x, y, width }, em, LEADING);
    }
    if texts.len() == 2 {
        let tall = em * 2.0;
        divider(
            draft,
            room.x + width + gap / 2.0,
            band.y + (band.height + tall * CAPITAL) / 2.0,
            tall,
            bands,
        );
    }
}

fn headline_line<'a>(n: usize, lang: &'a str, text: &'a str, bands: Bands) -> Line<'a> {
    Line {
        field: format!("notices.{lang}.headline"),
        text,
        weight: Weight::Bold,
        lang: Some(lang),
        role: Role::Title,
        ink: bands.letters(),
        align: if n == 0 { Align::Left } else { Align::Right },
    }
}

/// The upright stroke between two headlines, as tall as a capital of `em` on the baseline `y`.
fn divider(draft: &mut Draft, x: f32, y: f32, em: f32, bands: Bands) {
    let (thick, tall) = (em * 0.045, em * CAPITAL);
    let ink = if bands == Bands::Solid { DIVIDER } else { BLACK };
    draft.sheet.fill(vec![Rect::new(x - thick / 2.0, y - tall, thick, tall)], ink);
}

/// One field's texts with their languages, equal ones once.
pub(super) fn distinct<'a>(
    content: &'a Content,
    field: impl Fn(&'a Notice) -> &'a str,
) -> Vec<(&'a str, &'a str)> {
    let mut texts: Vec<(&str, &str)> = Vec::new();
    for notice in &content.notices {
        let text = field(notice);
        if !text.is_empty() && texts.iter().all(|(_, t)| *t != text) {
            texts.push((&notice.lang, text));
        }
    }
    texts
}

/// The path of a field whose texts of all languages share one line: that of the longest.
pub(super) fn longest(content: &Content, name: &str, field: impl Fn(&Notice) -> &str) -> String {
    let longest = content.notices.iter().max_by_key(|n| field(n).chars().count());
    format!("notices.{}.{name}", longest.map_or("", |n| &n.lang))
}

/// A line in one language or in a mixture of two.
pub(super) fn line<'a>(
    content: &'a Content,
    field: String,
    text: &'a str,
    weight: Weight,
    ink: Ink,
) -> Line<'a> {
    Line { field, text, weight, lang: content.common_lang(), role: Role::Paragraph, ink, align: Align::Left }
}

/// The appeal: one column per language, side by side in the same size, in a box. Returns where the text ends.
pub(super) fn appeal(draft: &mut Draft, content: &Content, area: Rect, gap: f32, sizes: Fall) -> f32 {
    const LEADING: f32 = 1.28;
    let texts = distinct(content, |n| &n.appeal);
    if texts.is_empty() {
        return area.y;
    }
    let columns = texts.len() as f32;
    let width = (area.width - gap * (columns - 1.0)) / columns;
    let mut shaped: Vec<Shaped> = texts.iter().map(|(_, t)| draft.setter.shape(t, Weight::Regular)).collect();
    let fitting =
        sizes.largest_fitting(|em| shaped.iter_mut().all(|s| s.fits(width, area.height, em, LEADING)));
    let em = fitting.unwrap_or(sizes.smallest());
    let mut end = area.y;
    for (n, ((lang, text), shaped)) in texts.iter().zip(&mut shaped).enumerate() {
        let line = Line {
            field: format!("notices.{lang}.appeal"),
            text,
            weight: Weight::Regular,
            lang: Some(lang),
            role: Role::Paragraph,
            ink: BLACK,
            align: Align::Start,
        };
        if fitting.is_none() && !shaped.fits(width, area.height, em, LEADING) {
            draft.block_too_long(&line, width, area.height, em, LEADING);
            continue;
        }
        let x = area.x + n as f32 * (width + gap);
        let lines = shaped.break_to(width, em).unwrap_or_default();
        draft.put_block(&line, shaped, Spot { x, y: area.y + em * ASCENT, width }, em, LEADING);
        end = end.max(area.y + shaped.height(lines, em, LEADING));
    }
    end
}

/// What stands by the number: what a call costs, part by part where the languages allow it.
pub(super) fn number_notes(content: &Content) -> Vec<String> {
    let notes = content.each(|n| &n.number_note);
    let parts = part_by_part(&notes).unwrap_or_else(|| vec![side_by_side(&notes)]);
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

/// `Réf. 2026-0417 · valable jusqu'au · geldig tot 28.11.2026`.
pub(super) fn reference_and_validity(content: &Content) -> String {
    let label = side_by_side(&content.each(|n| &n.reference_label));
    let reference = match content.reference.as_str() {
        "" => String::new(),
        reference => format!("{label} {}", content.apart(reference)),
    };
    side_by_side(&[reference.trim(), &with_shared_end(&content.each(|n| &n.valid_until))])
}

/// The name as it is shown: each spelling once.
pub(super) fn name_text(content: &Content) -> String {
    side_by_side(&content.each(|n| &n.name))
}

/// The name in its own script, where there is one.
pub(super) fn native_text(content: &Content) -> String {
    side_by_side(&content.each(|n| &n.name_native))
}

/// A native spelling beside the transliteration is this much smaller.
const NATIVE: f32 = 0.74;
/// What stands between both, and between them and the age, in the name's em.
const NATIVE_GAP: f32 = 0.32;
const AGE_GAP: f32 = 0.55;

/// Name large at the left, in its own script beside it, age at the right; a name too long for one line stands on two
/// smaller ones. Returns where the lowest of it ends.
pub(super) fn name_and_age(draft: &mut Draft, content: &Content, naming: &Naming, area: Rect) -> f32 {
    let (name, native) = (name_text(content), native_text(content));
    let age = with_shared_start(&content.each(|n| &n.age));
    let name_line = Line {
        role: Role::Heading,
        ..line(content, longest(content, "name", |n| &n.name), &name, Weight::Bold, BLACK)
    };
    let age_line = Line {
        align: Align::Right,
        ..line(content, longest(content, "age", |n| &n.age), &age, Weight::Regular, BLACK)
    };
    let mut name_shape = draft.setter.shape(&name, Weight::Bold);
    let mut native_shape = draft.setter.shape(&native, Weight::Bold);
    let mut age_shape = draft.setter.shape(&age, Weight::Regular);
    let spot = Spot { x: area.x, y: area.bottom(), width: area.width };

    let (name_width, age_width) = (name_shape.width(), age_shape.width());
    let native_width = native_shape.width();
    let beside = if native.is_empty() { 0.0 } else { NATIVE_GAP + native_width * NATIVE };
    let age_beside = |em: f32| {
        let room = area.width - (name_width + beside) * em - em * AGE_GAP;
        let age_em = if age_width > 0.0 { (room / age_width).min(naming.age.largest()).min(em) } else { em };
        (age_em >= naming.age.smallest() && room >= 0.0).then_some(age_em)
    };
    let largest = naming.name.largest_fitting(|em| age_beside(em).is_some());
    if let Some((em, age_em)) = largest.and_then(|em| age_beside(em).map(|age_em| (em, age_em))) {
        draft.put_line(&name_line, &mut name_shape, spot, em);
        if !native.is_empty() {
            let native_line = Line { text: &native, lang: None, ..name_line.clone() };
            let x = spot.x + (name_width + NATIVE_GAP) * em;
            let width = native_width * NATIVE * em;
            draft.put_line(&native_line, &mut native_shape, Spot { x, width, ..spot }, em * NATIVE);
        }
        if !age.is_empty() {
            draft.put_line(&age_line, &mut age_shape, spot, age_em);
        }
        let native_depth = if native.is_empty() { 0.0 } else { native_shape.descent() * NATIVE };
        let age_depth = if age.is_empty() { 0.0 } else { age_shape.descent() * age_em };
        return spot.y + (em * name_shape.descent().max(native_depth)).max(age_depth);
    }

    const LEADING: f32 = 1.1;
    let both = name_and_native(content);
    let name_line = Line { text: &both, ..name_line };
    let mut shape = draft.setter.shape(&both, Weight::Bold);
    let name_column = area.width * 0.66;
    let (sizes, height) = (naming.stacked, area.height * 1.08);
    let mut end = area.bottom() + sizes.smallest() * DESCENT;
    match shape.fit(name_column, height, sizes, LEADING) {
        Some(em) => {
            let lines = shape.break_to(name_column, em).unwrap_or(1);
            let first = area.bottom() - (lines - 1) as f32 * em * shape.leading(LEADING);
            let spot = Spot { y: first, width: name_column, ..spot };
            draft.put_block(&name_line, &shape, spot, em, LEADING);
            end = area.bottom() + em * shape.descent();
        }
        None => {
            let room = NameRoom { width: name_column, height, em: sizes.smallest(), leading: LEADING };
            name_too_long(draft, content, &room);
        }
    }
    let x = area.x + name_column + area.width * 0.02;
    let age_spot = Spot { x, width: area.right() - x, ..spot };
    let sizes = Fall::new(sizes.from, naming.age_stacked.min(naming.age.to));
    if !age.is_empty() {
        let em = draft.line(&age_line, age_spot, sizes);
        end = end.max(area.bottom() + em * age_shape.descent());
    }
    end
}

/// What a name on several lines has to fit in.
pub(super) struct NameRoom {
    pub width: f32,
    pub height: f32,
    pub em: f32,
    pub leading: f32,
}

/// The name and after it its spelling in its own script, for more lines than one.
pub(super) fn name_and_native(content: &Content) -> String {
    named(content, &name_text(content), &native_text(content))
}

fn named(content: &Content, name: &str, native: &str) -> String {
    side_by_side(&[&content.apart(name), &content.apart(native)])
}

/// Notes that they do not fit together. What is to be cut is the spelling in the own script where that is enough and some of
/// it stays, else the name.
pub(super) fn name_too_long(draft: &mut Draft, content: &Content, room: &NameRoom) {
    let NameRoom { width, height, em, leading } = *room;
    let (name, native) = (name_text(content), native_text(content));
    let fits = |shaped: &mut Shaped| shaped.fits(width, height, em, leading);
    let setter = &mut draft.setter;
    let of_native = setter.excess_in(&native, Weight::Bold, |part| named(content, &name, part), fits);
    let longest_native = content.notices.iter().map(|n| n.name_native.chars().count()).max();
    let (field, excess) = if (of_native as usize) < longest_native.unwrap_or(0) {
        (longest(content, "name_native", |n| &n.name_native), of_native)
    } else {
        let of_name = setter.excess_in(&name, Weight::Bold, |part| named(content, part, &native), fits);
        (longest(content, "name", |n| &n.name), of_name)
    };
    draft.errors.push(PosterError::too_long(field, excess.max(1)));
}

/// What a call costs at the left and the number from abroad at the right of one line, in the same size.
pub(super) fn notes_and_abroad(
    draft: &mut Draft,
    notes: &Line<'_>,
    abroad: Line<'_>,
    spot: Spot,
    sizes: Fall,
) {
    let abroad = Line { align: Align::Right, ..abroad };
    let notes_width = draft.setter.shape(notes.text, notes.weight).width();
    let abroad_width = draft.setter.shape(abroad.text, abroad.weight).width();
    let together = notes_width + abroad_width + if abroad.text.is_empty() { 0.0 } else { 1.6 };
    let em = (spot.width / together.max(0.1)).min(sizes.largest()).max(sizes.smallest());
    // Never so wide that nothing is left for the notes: then the number from abroad is the one to shorten.
    let room = (abroad_width * em * 1.001).min(spot.width * 0.6);
    let left = if abroad.text.is_empty() { spot.width } else { spot.width - room - 1.5 * em };
    let sizes = Fall::new(em * CAPITAL, sizes.to);
    if !notes.text.is_empty() {
        draft.line(notes, Spot { width: left, ..spot }, sizes);
    }
    if !abroad.text.is_empty() {
        let x = spot.x + spot.width - room;
        draft.line(&abroad, Spot { x, width: room, ..spot }, sizes);
    }
}

/// The name on one line as large as it goes, in its own script beside it, its top at the spot's. Returns its baseline, lower
/// where the script reaches deeper; `None`: there is no room for it.
pub(super) fn name_on_one_line(
    draft: &mut Draft,
    content: &Content,
    naming: &Naming,
    spot: Spot,
) -> Option<f32> {
    let (name, native) = (name_text(content), native_text(content));
    let mut name_shape = draft.setter.shape(&name, Weight::Bold);
    let mut native_shape = draft.setter.shape(&native, Weight::Bold);
    let (name_width, native_width) = (name_shape.width(), native_shape.width());
    let beside = if native.is_empty() { 0.0 } else { NATIVE_GAP + native_width * NATIVE };
    let em = (spot.width / (name_width + beside)).min(naming.name.largest());
    if em < naming.name.smallest() {
        return None;
    }
    let field = longest(content, "name", |n| &n.name);
    let name_line = Line { role: Role::Heading, ..line(content, field, &name, Weight::Bold, BLACK) };
    let spot = Spot { y: spot.y + em * ASCENT, ..spot };
    draft.put_line(&name_line, &mut name_shape, spot, em);
    let mut depth = name_shape.descent();
    if !native.is_empty() {
        let native_line = Line { text: &native, lang: None, ..name_line };
        let native_spot =
            Spot { x: spot.x + (name_width + NATIVE_GAP) * em, width: native_width * NATIVE * em, ..spot };
        draft.put_line(&native_line, &mut native_shape, native_spot, em * NATIVE);
        depth = depth.max(native_shape.descent() * NATIVE);
    }
    Some(spot.y + em * (depth - DESCENT).max(0.0))
}
