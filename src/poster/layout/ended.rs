//! The neutral card that takes a picture's place when the alert has ended: no name, no face, no red.

use super::draft::{Align, Draft, Line, Spot};
use crate::error::{Code, PosterError};
use crate::fonts::ASCENT;
use crate::order::EndedWords;
use crate::sheet::{Ink, Rect, Role, SLATE, Sheet, WHITE};
use crate::text::{Fall, Weight, clean};

/// Lays the card out: one section per language, all in the same sizes, centred in height within `safe`. `ground` is [`SLATE`] on a
/// screen and [`WHITE`] on paper, where a dark page would cost a cartridge.
pub(crate) fn lay_out_ended(
    (width, height): (f32, f32),
    safe: Rect,
    ground: Ink,
    words: &[EndedWords],
) -> Result<Sheet, Vec<PosterError>> {
    const LEADING: f32 = 1.3;
    /// Between title and text, in the title's em.
    const GAP: f32 = 0.25;
    /// Size of a text beside its title.
    const TEXT: f32 = 0.6;
    let mut draft = Draft::new(width, height, words.first().map_or("", |w| &w.lang));
    if words.is_empty() {
        draft.errors.push(PosterError::new("ended", Code::Missing));
    }
    let words = cleaned(words, &mut draft);
    if !draft.errors.is_empty() {
        return draft.finish();
    }
    let unit = safe.width.min(safe.height);
    let margin = unit * 0.09;
    let room = safe.width - 2.0 * margin;
    let section = (safe.height - 2.0 * margin) / words.len() as f32;
    let titles = Fall::new(unit * 0.07, unit * 0.045);

    let mut shaped: Vec<_> = words
        .iter()
        .map(|w| (draft.setter.shape(&w.title, Weight::Bold), draft.setter.shape(&w.text, Weight::Regular)))
        .collect();
    // Titles and texts shrink together, so that all languages stay alike.
    let fitting = titles.largest_fitting(|title_em| {
        let text_em = title_em * TEXT;
        shaped.iter_mut().all(|(title, text)| {
            let (Some(titles), Some(texts)) = (title.break_to(room, title_em), text.break_to(room, text_em))
            else {
                return false;
            };
            let used = title.height(titles, title_em, 1.15) + text.height(texts, text_em, LEADING);
            used + title_em * GAP <= section * 0.94
        })
    });
    let Some((title_em, text_em)) = fitting.map(|em| (em, em * TEXT)) else {
        let half = section * 0.47;
        for word in &words {
            too_long(&mut draft, word, "title", &word.title, Weight::Bold, (room, half, titles.smallest()));
            too_long(
                &mut draft,
                word,
                "text",
                &word.text,
                Weight::Regular,
                (room, half, titles.smallest() * TEXT),
            );
        }
        if draft.errors.is_empty() {
            draft.errors.push(PosterError::too_long(format!("ended.{}.text", words[0].lang), 1));
        }
        return draft.finish();
    };

    let ink = if ground == WHITE { SLATE } else { WHITE };
    draft.sheet.fill(vec![Rect::new(0.0, 0.0, width, height)], ground);
    for (n, (word, (title, text))) in words.iter().zip(&mut shaped).enumerate() {
        let titles = title.break_to(room, title_em).unwrap_or(1);
        let texts = text.break_to(room, text_em).unwrap_or(1);
        let title_height = title.height(titles, title_em, 1.15) + title_em * GAP;
        let used = title_height + text.height(texts, text_em, LEADING);
        let top = safe.y + margin + n as f32 * section + (section - used) / 2.0;
        let spot = Spot { x: safe.x + margin, y: top + title_em * ASCENT, width: room };
        draft.put_block(&line(word, &word.title, Weight::Bold, ink), title, spot, title_em, 1.15);
        let spot = Spot { y: top + title_height + text_em * ASCENT, ..spot };
        draft.put_block(&line(word, &word.text, Weight::Regular, ink), text, spot, text_em, LEADING);
    }
    draft.finish()
}

fn cleaned(words: &[EndedWords], draft: &mut Draft) -> Vec<EndedWords> {
    let mut checked = |field: String, text: &str| match clean(text) {
        Ok(text) if text.is_empty() => {
            draft.errors.push(PosterError::new(field, Code::Missing));
            text
        }
        Ok(text) => text,
        Err(c) => {
            draft.errors.push(PosterError::no_glyph(field, c));
            String::new()
        }
    };
    words
        .iter()
        .map(|w| EndedWords {
            lang: w.lang.clone(),
            title: checked(format!("ended.{}.title", w.lang), &w.title),
            text: checked(format!("ended.{}.text", w.lang), &w.text),
            ..EndedWords::default()
        })
        .collect()
}

fn line<'a>(word: &'a EndedWords, text: &'a str, weight: Weight, ink: Ink) -> Line<'a> {
    let role = if weight == Weight::Bold { Role::Heading } else { Role::Paragraph };
    Line { field: String::new(), text, weight, lang: Some(&word.lang), role, ink, align: Align::Start }
}

/// Notes the excess of one text in its half of the section.
fn too_long(
    draft: &mut Draft,
    word: &EndedWords,
    name: &str,
    text: &str,
    weight: Weight,
    (room, height, em): (f32, f32, f32),
) {
    let excess = draft.setter.excess(text, weight, |part| part.fits(room, height, em, 1.3));
    if excess > 0 {
        draft.errors.push(PosterError::too_long(format!("ended.{}.{name}", word.lang), excess));
    }
}
