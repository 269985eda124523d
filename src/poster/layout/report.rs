//! The document of record: from the top down, page after page. Lines rather than boxes, black and grey.

use super::draft::{Align, Draft, Line, Spot};
use crate::error::{Code, PosterError};
use crate::fonts::{ASCENT, DESCENT};
use crate::measures::{A4, REPORT};
use crate::qr::Qr;
use crate::report::{Block, Report, Section};
use crate::sheet::{BLACK, GREY, Ink, LINE, Rect, Role, Scope, Sheet};
use crate::text::{Fall, Shaped, Weight, clean};

/// Lays a report out.
pub(crate) fn lay_out_report(report: &Report) -> Result<Vec<Sheet>, Vec<PosterError>> {
    let qr = Qr::of(&report.check_url).map_err(|error| vec![error])?;
    let mut flow = Flow {
        draft: Draft::new(A4.width, A4.height, &report.lang),
        lang: &report.lang,
        done: Vec::new(),
        y: REPORT.margin,
        tables: 0,
    };
    opening(&mut flow, report, &qr);
    for (n, part) in report.sections.iter().enumerate() {
        section(&mut flow, part, n);
    }
    flow.finish(&report.footer)
}

/// How a text is set.
#[derive(Clone, Copy)]
struct Style {
    sizes: Fall,
    weight: Weight,
    ink: Ink,
    leading: f32,
}

const fn style(sizes: Fall, weight: Weight, ink: Ink) -> Style {
    Style { sizes, weight, ink, leading: 1.35 }
}

const TITLE: Style = Style { leading: 1.12, ..style(REPORT.title, Weight::Bold, BLACK) };
const LEAD: Style = style(REPORT.lead, Weight::Bold, BLACK);
const HEADING: Style = style(REPORT.heading, Weight::Bold, BLACK);
const BODY: Style = style(REPORT.body, Weight::Regular, BLACK);
const STRONG: Style = style(REPORT.body, Weight::Bold, BLACK);
const MUTED: Style = style(REPORT.body, Weight::Regular, GREY);
const SMALL: Style = style(REPORT.small, Weight::Regular, GREY);
const HEAD: Style = Style { leading: 1.2, ..style(REPORT.small, Weight::Bold, GREY) };

/// A text that is broken to its width, and how high it is.
struct Broken {
    shaped: Shaped,
    em: f32,
    height: f32,
}

/// Where the next thing goes.
struct Flow<'a> {
    draft: Draft,
    lang: &'a str,
    done: Vec<Sheet>,
    y: f32,
    tables: u32,
}

impl Flow<'_> {
    fn bottom(&self) -> f32 {
        A4.height - REPORT.foot
    }

    /// Turns the page where less than `height` is left of it; whether it did.
    fn room(&mut self, height: f32) -> bool {
        if self.y + height <= self.bottom() || self.y <= REPORT.margin {
            return false;
        }
        let page = std::mem::replace(&mut self.draft.sheet, Sheet::new(A4.width, A4.height));
        self.done.push(page);
        self.y = REPORT.margin;
        true
    }

    /// Breaks a text to a width, smaller where a word alone is wider.
    fn broken(&mut self, field: &str, text: &str, width: f32, style: Style) -> Broken {
        let text = clean(text).unwrap_or_else(|c| {
            self.draft.errors.push(PosterError::no_glyph(field, c));
            String::new()
        });
        let mut shaped = self.draft.setter.shape(&text, style.weight);
        let fitting = style.sizes.largest_fitting(|em| shaped.break_to(width, em).is_some());
        if fitting.is_none() {
            self.draft.errors.push(PosterError::new(field, Code::TextTooLong));
        }
        let em = fitting.unwrap_or(style.sizes.smallest());
        let lines = shaped.break_to(width, em).unwrap_or(1);
        let height = shaped.height(lines, em, style.leading);
        Broken { shaped, em, height }
    }

    fn put(&mut self, broken: &Broken, style: Style, role: Role, align: Align, area: Rect) {
        let line = Line {
            field: String::new(),
            text: "",
            weight: style.weight,
            lang: Some(self.lang),
            role,
            ink: style.ink,
            align,
        };
        let spot = Spot { x: area.x, y: area.y + broken.em * ASCENT, width: area.width };
        self.draft.put_block(&line, &broken.shaped, spot, broken.em, style.leading);
    }

    /// A block of the whole width.
    fn block(&mut self, field: &str, text: &str, style: Style, role: Role, width: f32) {
        if text.is_empty() {
            return;
        }
        let broken = self.broken(field, text, width, style);
        self.room(broken.height);
        let area = Rect::new(REPORT.margin, self.y, width, broken.height);
        self.put(&broken, style, role, Align::Left, area);
        self.y += broken.height;
    }

    fn rule(&mut self, thick: f32, ink: Ink) {
        let width = A4.width - 2.0 * REPORT.margin;
        self.draft.sheet.fill(vec![Rect::new(REPORT.margin, self.y, width, thick)], ink);
    }

    /// A row of cells, each in its column. Two columns are read as one line: nothing is set at the right.
    fn row(&mut self, cells: &[(Broken, Style, Role)], columns: &[Rect], above: f32) {
        let height = cells.iter().map(|(broken, ..)| broken.height).fold(0.0, f32::max);
        for (n, ((broken, style, role), column)) in cells.iter().zip(columns).enumerate() {
            let align = if n == 0 || columns.len() == 2 { Align::Left } else { Align::Right };
            let area = Rect { y: self.y + above, ..*column };
            self.put(broken, *style, role.clone(), align, area);
        }
        self.y += above + height + REPORT.row_gap;
    }

    fn finish(mut self, footer: &str) -> Result<Vec<Sheet>, Vec<PosterError>> {
        let last = std::mem::replace(&mut self.draft.sheet, Sheet::new(A4.width, A4.height));
        let mut sheets = std::mem::take(&mut self.done);
        sheets.push(last);
        let width = A4.width - 2.0 * REPORT.margin;
        let pages = sheets.len();
        for (n, sheet) in sheets.iter_mut().enumerate() {
            std::mem::swap(&mut self.draft.sheet, sheet);
            self.y = A4.height - REPORT.foot * 0.75;
            let text = self.broken("footer", footer, width - 20.0, SMALL);
            let number = self.broken("footer", &format!("{}/{pages}", n + 1), 18.0, SMALL);
            let area = Rect::new(REPORT.margin, self.y, width - 20.0, text.height);
            self.put(&text, SMALL, Role::Artifact, Align::Left, area);
            let area = Rect::new(REPORT.margin + width - 18.0, self.y, 18.0, number.height);
            self.put(&number, SMALL, Role::Artifact, Align::Right, area);
            std::mem::swap(&mut self.draft.sheet, sheet);
        }
        if self.draft.errors.is_empty() { Ok(sheets) } else { Err(self.draft.errors) }
    }
}

/// Sender, title, what it is of, and the code beside them; the sentence under a rule.
fn opening(flow: &mut Flow<'_>, report: &Report, qr: &Qr) {
    let outer = qr.outer(REPORT.qr);
    let width = A4.width - 2.0 * REPORT.margin;
    let beside = width - outer - REPORT.gap;
    // The quiet zone is white like the page: the symbol itself stands on the margin.
    let quiet = (outer - REPORT.qr) / 2.0;
    let left = REPORT.margin + width - REPORT.qr - quiet;
    flow.draft.sheet.symbol(qr.modules(left, REPORT.margin - quiet, REPORT.qr), BLACK);
    flow.block("sender", &report.sender, MUTED, Role::Paragraph, beside);
    flow.y += REPORT.gap * 0.4;
    flow.block("title", &report.title, TITLE, Role::Title, beside);
    flow.y += REPORT.gap * 0.2;
    flow.block("subtitle", &report.subtitle, MUTED, Role::Paragraph, beside);
    let address = report.check_url.strip_prefix("https://").unwrap_or(&report.check_url);
    flow.y = flow.y.max(REPORT.margin + REPORT.qr - REPORT.small.largest() * (ASCENT + DESCENT));
    flow.block("check", &format!("{} {address}", report.check), SMALL, Role::Paragraph, beside);
    flow.y = flow.y.max(REPORT.margin + REPORT.qr) + REPORT.gap * 0.7;
    flow.rule(0.9, BLACK);
    flow.y += REPORT.gap;
    flow.block("lead", &report.lead, LEAD, Role::Paragraph, width);
}

fn section(flow: &mut Flow<'_>, part: &Section, n: usize) {
    let width = A4.width - 2.0 * REPORT.margin;
    flow.y += REPORT.gap * 1.3;
    // Never a heading alone at the foot of a page.
    flow.room(REPORT.heading.largest() * 7.0);
    flow.block(&format!("sections.{n}.heading"), &part.heading, HEADING, Role::Heading, width);
    for (m, block) in part.blocks.iter().enumerate() {
        let field = format!("sections.{n}.blocks.{m}");
        flow.y += REPORT.gap * 0.4;
        match block {
            Block::Text(text) => flow.block(&field, text, BODY, Role::Paragraph, width),
            Block::Facts(facts) => put_facts(flow, &field, facts),
            Block::Table { head, rows } => put_table(flow, &field, head, rows),
        }
    }
}

/// Columns side by side: the first has a share of the width, and of the rest each other one has what its widest cell takes and an
/// equal part of what is over.
fn columns(others: &[f32]) -> Vec<Rect> {
    let width = A4.width - 2.0 * REPORT.margin;
    let gap = REPORT.gap * 0.6;
    let first = width * REPORT.label_share;
    let over = width - first - others.iter().map(|taken| taken + gap).sum::<f32>();
    let part = over.max(0.0) / others.len().max(1) as f32;
    let mut x = REPORT.margin + first;
    let mut columns = vec![Rect::new(REPORT.margin, 0.0, first, 0.0)];
    for taken in others {
        columns.push(Rect::new(x + gap, 0.0, taken + part, 0.0));
        x += gap + taken + part;
    }
    columns
}

fn put_facts(flow: &mut Flow<'_>, field: &str, facts: &[(String, String)]) {
    let columns = columns(&[0.0]);
    flow.tables += 1;
    for (row, (label, value)) in (0_u32..).zip(facts) {
        let label = flow.broken(field, label, columns[0].width, MUTED);
        let value = flow.broken(field, value, columns[1].width, BODY);
        flow.room(label.height.max(value.height) + 2.0 * REPORT.row_gap);
        flow.rule(0.2, LINE);
        let cell = |scope| Role::Cell { table: flow.tables, row, scope };
        let cells = [(label, MUTED, cell(Some(Scope::Row))), (value, BODY, cell(None))];
        flow.row(&cells, &columns, REPORT.row_gap);
    }
}

fn put_table(flow: &mut Flow<'_>, field: &str, head: &[String], rows: &[Vec<String>]) {
    let widest = |flow: &mut Flow<'_>, n: usize| {
        let cells = rows.iter().filter_map(|row| clean(row.get(n)?).ok());
        cells.map(|text| flow.draft.setter.shape(&text, BODY.weight).width()).fold(0.0, f32::max)
    };
    let em = BODY.sizes.largest();
    let others: Vec<f32> = (1..head.len()).map(|n| widest(flow, n) * em).collect();
    let columns = columns(&others);
    flow.tables += 1;
    let table = flow.tables;
    put_head(flow, field, head, &columns, Some(table));
    for (row, cells) in (1_u32..).zip(rows) {
        let cells: Vec<(Broken, Style, Role)> = cells
            .iter()
            .enumerate()
            .zip(&columns)
            .map(|((n, text), column)| {
                let (style, scope) = if n == 0 { (STRONG, Some(Scope::Row)) } else { (BODY, None) };
                (flow.broken(field, text, column.width, style), style, Role::Cell { table, row, scope })
            })
            .collect();
        let height = cells.iter().map(|(broken, ..)| broken.height).fold(0.0, f32::max);
        if flow.room(height + 2.0 * REPORT.row_gap) {
            // Said once to a reader who hears it, shown on every page.
            put_head(flow, field, head, &columns, None);
        }
        flow.row(&cells, &columns, REPORT.row_gap);
        flow.rule(0.2, LINE);
    }
}

fn put_head(flow: &mut Flow<'_>, field: &str, head: &[String], columns: &[Rect], table: Option<u32>) {
    let role = |table: Option<u32>| match table {
        Some(table) => Role::Cell { table, row: 0, scope: Some(Scope::Column) },
        None => Role::Artifact,
    };
    let mut cells: Vec<(Broken, Style, Role)> = head
        .iter()
        .zip(columns)
        .map(|(text, column)| (flow.broken(field, text, column.width, HEAD), HEAD, role(table)))
        .collect();
    let height = cells.iter().map(|(broken, ..)| broken.height).fold(0.0, f32::max);
    flow.room(height + 6.0 * REPORT.body.largest());
    // They stand on the rule under them.
    let above = flow.y;
    for ((broken, style, role), (n, column)) in cells.drain(..).zip(columns.iter().enumerate()) {
        let align = if n == 0 { Align::Left } else { Align::Right };
        let area = Rect { y: above + height - broken.height, ..*column };
        flow.put(&broken, style, role, align, area);
    }
    flow.y = above + height + REPORT.row_gap * 0.6;
    flow.rule(0.45, BLACK);
    flow.y += 0.45;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(rows: usize) -> Report {
        let row = |n: usize| (0..5).map(|column| format!("{n}.{column}")).collect::<Vec<_>>();
        let table = Block::Table { head: vec!["Canal".to_owned(); 5], rows: (0..rows).map(row).collect() };
        let facts = Block::Facts(vec![("Sceau".to_owned(), "f".repeat(64))]);
        let section = |blocks| Section { heading: "Copies".to_owned(), blocks };
        Report {
            lang: "fr".to_owned(),
            title: "Relevé de clôture".to_owned(),
            check_url: "https://alert.example/c/abcdefgh".to_owned(),
            sections: vec![section(vec![table]), section(vec![facts])],
            footer: "Relevé".to_owned(),
            ..Report::default()
        }
    }

    #[test]
    fn a_table_goes_on_over_pages_and_nothing_stands_below_the_last_line() {
        let sheets = lay_out_report(&long(90)).expect("it fits");
        assert_eq!(sheets.len(), 3);
        for sheet in &sheets {
            for item in &sheet.items {
                let crate::sheet::Shape::Text { glyphs, .. } = &item.shape else { continue };
                assert!(glyphs.iter().all(|glyph| glyph.y < A4.height - REPORT.foot * 0.5));
                assert!(glyphs.iter().all(|glyph| glyph.x > REPORT.margin * 0.9 && glyph.x < A4.width));
            }
        }
        let cells = |scope: Option<Scope>| {
            let items = sheets.iter().flat_map(|sheet| &sheet.items);
            items.filter(|item| matches!(item.role, Role::Cell { scope: own, .. } if own == scope)).count()
        };
        assert_eq!(cells(Some(Scope::Column)), 5, "the head is said once");
        assert_eq!((cells(Some(Scope::Row)), cells(None)), (91, 4 * 90 + 1));
    }

    #[test]
    fn a_character_without_a_glyph_is_named() {
        let report = Report { lead: "🙂".to_owned(), ..long(1) };
        let errors = lay_out_report(&report).expect_err("no font has it");
        assert_eq!((errors[0].field.as_str(), errors[0].character), ("lead", Some('🙂')));
    }
}
