//! The vignette: a numbered card that is handed to one chosen person, who is told not to hang it up.

use super::Content;
use super::draft::{Align, Draft, Line, Spot};
use super::facts;
use super::paper::{figure, number_and_notes, put_small_print, small_print, small_rows};
use super::parts::{appeal, line, longest, name_and_age};
use crate::error::{Code, PosterError};
use crate::measures::{A4, Paper};
use crate::merge::side_by_side;
use crate::qr::Qr;
use crate::sheet::{BLACK, Rect, Role, Sheet, WHITE};
use crate::text::{Fall, Weight};

/// The most cards in one file.
const MOST_CARDS: u32 = 400;
/// How much of the top line the card's number takes.
const NUMBER_ROOM: f32 = 0.24;

/// Lays the cards numbered 1 to `cards` out.
pub(crate) fn lay_out_cards(
    paper: &Paper,
    content: &Content,
    cards: u32,
) -> Result<Vec<Sheet>, Vec<PosterError>> {
    if !(1..=MOST_CARDS).contains(&cards) {
        return Err(vec![PosterError::new("cards", Code::CardsOutOfRange)]);
    }
    let qr = Qr::of(&content.check_url).map_err(|error| vec![error])?;
    let mut draft = Draft::new(paper.width, paper.height, content.first_lang());
    let (left, width) = (paper.margin, paper.width - 2.0 * paper.margin);
    let top = Rect::new(left, paper.margin - 1.0, width, 5.6);
    what_for(&mut draft, paper, content, top);

    let photo = Rect::new(left, top.bottom() + 1.6, paper.photo.0, paper.photo.1);
    figure(&mut draft, content, 0, photo);
    let beside = photo.right() + 3.4;
    let area = Rect::new(beside, photo.y, left + width - beside, photo.height);
    let count = content.notices.iter().map(|n| n.facts.len()).min().unwrap_or(0);
    let place = facts::Place { area, fact: paper.fact, label: paper.label, rule: 0.2 };
    facts::column(&mut draft, content, &place, count);

    let name = Rect::new(left, photo.bottom() + 1.2, width, 9.0);
    let name_end = name_and_age(&mut draft, content, &paper.naming, name);

    let outer = qr.outer(paper.qr);
    let code = Rect::new(left + width - outer, paper.height - paper.margin + 1.0 - outer, outer, outer);
    let body_top = name_end.max(name.bottom() + 2.0);
    let body = Rect::new(left, body_top, width, code.y - 1.0 - body_top);
    appeal(&mut draft, content, body, 4.0, paper.appeal);

    draft.sheet.fill(vec![Rect::new(left, code.y - 0.4, width, 0.4)], BLACK);
    draft.sheet.fill(vec![code], WHITE);
    draft.sheet.symbol(qr.modules(code.x, code.y, paper.qr), BLACK);
    let words = code.x - 2.0 - left;
    let small = small_print(&content.check_url, content);
    let rows = small_rows(&mut draft, paper.small, &small, words, 3.0);
    let small_top = code.bottom() - 1.0 - rows.height;
    let number_area = Rect::new(left, code.y + 0.6, words, small_top - code.y - 0.6);
    number_and_notes(&mut draft, paper, content, number_area, BLACK);
    put_small_print(&mut draft, content, &rows, Spot { x: left, y: small_top, width: words }, BLACK);
    let digits = cards.to_string().len().max(2);
    let label = side_by_side(&content.each(|n| &n.card_label));
    draft.each(1..=cards, |draft, card| {
        let number = format!("{label} {card:0digits$}").trim().to_owned();
        number_at(draft, paper, content, &number, top);
    })
}

/// The line at the top: that the card is not for a wall, and room for its number.
fn what_for(draft: &mut Draft, paper: &Paper, content: &Content, top: Rect) {
    for notice in content.notices.iter().filter(|notice| notice.discreet.is_empty()) {
        let field = format!("notices.{}.discreet", notice.lang);
        draft.errors.push(PosterError::new(field, Code::Missing));
    }
    let words = side_by_side(&content.each(|n| &n.discreet));
    let words_line = Line {
        role: Role::Heading,
        ..line(content, longest(content, "discreet", |n| &n.discreet), &words, Weight::Bold, BLACK)
    };
    let width = top.width * (1.0 - NUMBER_ROOM);
    draft.line(&words_line, Spot { x: top.x, y: baseline(paper, top), width }, paper.headline.line);
    draft.sheet.fill(vec![Rect::new(top.x, top.bottom() - 0.4, top.width, 0.4)], BLACK);
}

/// The card's number at the right of the top line: by it the card is counted back.
fn number_at(draft: &mut Draft, paper: &Paper, content: &Content, number: &str, top: Rect) {
    let field = longest(content, "card_label", |n| &n.card_label);
    let number_line = Line { align: Align::Right, ..line(content, field, number, Weight::Bold, BLACK) };
    let width = top.width * NUMBER_ROOM * 0.9;
    let spot = Spot { x: top.right() - width, y: baseline(paper, top), width };
    draft.line(&number_line, spot, Fall::new(paper.headline.line.from, paper.headline.line.to * 0.8));
}

fn baseline(paper: &Paper, top: Rect) -> f32 {
    top.y + paper.headline.line.from + 1.2
}

/// Four cards a sheet, with marks where to cut: at the edges and where the cuts cross.
pub(crate) fn four_to_a_sheet(cards: &[Sheet]) -> Vec<Sheet> {
    /// Longer than the strip that a printer leaves white.
    const TICK: f32 = 8.0;
    const CROSS: f32 = 4.0;
    const THICK: f32 = 0.2;
    let (across, down) = (A4.width / 2.0, A4.height / 2.0);
    let upright = |y: f32, length: f32| Rect::new(across - THICK / 2.0, y, THICK, length);
    let lying = |x: f32, length: f32| Rect::new(x, down - THICK / 2.0, length, THICK);
    cards
        .chunks(4)
        .map(|four| {
            let mut sheet = Sheet::new(A4.width, A4.height);
            for (n, card) in four.iter().enumerate() {
                sheet.place(card, across * (n % 2) as f32, down * (n / 2) as f32);
            }
            let marks = [
                upright(0.0, TICK),
                upright(A4.height - TICK, TICK),
                upright(down - CROSS, 2.0 * CROSS),
                lying(0.0, TICK),
                lying(A4.width - TICK, TICK),
                lying(across - CROSS, 2.0 * CROSS),
            ];
            for mark in marks {
                sheet.fill(vec![mark], BLACK);
            }
            sheet
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::A6;

    #[test]
    fn four_cards_fill_a_sheet() {
        assert!((A6.width * 2.0 - A4.width).abs() < 0.01);
        assert!((A6.height * 2.0 - A4.height).abs() < 0.01);
    }
}
