//! The parts that posters and pictures share: the headline's band, the appeal's columns, the lines beside the number.

use super::Content;
use super::draft::{Draft, Line, Spot};
use crate::error::PosterError;
use crate::fonts::{ASCENT, CAPITAL};
use crate::measures::Headline;
use crate::merge::{part_by_part, side_by_side, with_shared_end};
use crate::order::Notice;
use crate::sheet::{BLACK, Ink, RED, Rect, Role, WHITE};
use crate::text::{Align, Fall, Shaped, Weight, block_height};

/// Between two headlines, in em.
const HEADLINE_GAP: f32 = 1.2;
/// The divider between them: red let half through, still visible as a grey line on a mono printer.
const DIVIDER: Ink = Ink(0xef, 0xb4, 0xb8);

/// The red band over `band`, its headline(s) between `margin` left and right, all in the same size: on one line, or, where
/// that is too narrow, each on two smaller ones in a column of its own.
pub(super) fn headline(draft: &mut Draft, content: &Content, band: Rect, margin: f32, sizes: Headline) {
    draft.sheet.fill(vec![band], RED);
    let room = Rect { x: band.x + margin, width: band.width - 2.0 * margin, ..band };
    let texts = distinct(content, |n| &n.headline);
    let mut shaped: Vec<Shaped> = texts.iter().map(|(_, t)| draft.setter.shape(t, Weight::Bold)).collect();
    let lines: Vec<Line<'_>> =
        texts.iter().enumerate().map(|(n, (lang, text))| headline_line(n, lang, text)).collect();

    let widths: Vec<f32> = shaped.iter_mut().map(Shaped::width).collect();
    let gaps = HEADLINE_GAP * (texts.len() - 1) as f32;
    let em = (room.width / (widths.iter().sum::<f32>() + gaps)).min(sizes.line.largest());
    if em >= sizes.line.smallest() {
        let y = band.y + (band.height + em * CAPITAL) / 2.0;
        for (line, shaped) in lines.iter().zip(&mut shaped) {
            draft.put_line(line, shaped, Spot { x: room.x, y, width: room.width }, em);
        }
        if let [first, second] = widths.as_slice() {
            divider(draft, (room.x + first * em + room.right() - second * em) / 2.0, y, em);
        }
        return;
    }

    const LEADING: f32 = 1.08;
    let gap = sizes.stacked.largest() * HEADLINE_GAP * 0.6;
    let width = (room.width - gap * (texts.len() - 1) as f32) / texts.len() as f32;
    let height = |lines: usize, em: f32| em * (CAPITAL + (lines - 1) as f32 * LEADING);
    let fits = |shaped: &mut Shaped, em: f32| {
        shaped.break_to(width, em).is_some_and(|lines| height(lines, em) <= band.height * 0.74)
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
        let y = band.y + (band.height - height(count, em)) / 2.0 + em * CAPITAL;
        let x = room.x + n as f32 * (width + gap);
        draft.put_block(line, shaped, Spot { x, y, width }, em, LEADING);
    }
    if texts.len() == 2 {
        let tall = em * 2.0;
        divider(draft, room.x + width + gap / 2.0, band.y + (band.height + tall * CAPITAL) / 2.0, tall);
    }
}

fn headline_line<'a>(n: usize, lang: &'a str, text: &'a str) -> Line<'a> {
    Line {
        field: format!("notices.{lang}.headline"),
        text,
        weight: Weight::Bold,
        lang: Some(lang),
        role: Role::Heading,
        ink: WHITE,
        align: if n == 0 { Align::Left } else { Align::Right },
    }
}

/// The upright stroke between two headlines, as tall as a capital of `em` on the baseline `y`.
fn divider(draft: &mut Draft, x: f32, y: f32, em: f32) {
    let (thick, tall) = (em * 0.045, em * CAPITAL);
    draft.sheet.fill(vec![Rect::new(x - thick / 2.0, y - tall, thick, tall)], DIVIDER);
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
            align: Align::Left,
        };
        if fitting.is_none() && !shaped.fits(width, area.height, em, LEADING) {
            draft.block_too_long(&line, width, area.height, em, LEADING);
            continue;
        }
        let x = area.x + n as f32 * (width + gap);
        let lines = shaped.break_to(width, em).unwrap_or_default();
        draft.put_block(&line, shaped, Spot { x, y: area.y + em * ASCENT, width }, em, LEADING);
        end = end.max(area.y + block_height(lines, em, LEADING));
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
        reference => format!("{label} {reference}"),
    };
    side_by_side(&[reference.trim(), &with_shared_end(&content.each(|n| &n.valid_until))])
}
