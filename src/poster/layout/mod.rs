//! From words to a display list. One module per kind of sheet, and the parts they share.

mod card;
mod draft;
mod ended;
mod facts;
mod finish;
mod paper;
mod parts;
mod picture;
#[cfg(test)]
mod properties;
mod report;

pub(crate) use card::{four_to_a_sheet, lay_out_cards};
pub(crate) use ended::lay_out_ended;
pub(crate) use finish::finished;
pub(crate) use paper::lay_out_paper;
pub(crate) use picture::lay_out_picture;
pub(crate) use report::lay_out_report;

use crate::error::{Code, PosterError};
use crate::order::{Fact, FileOrder, KitOrder, Notice};
use crate::text::{clean, is_right_to_left, right_to_left};

/// The words of one file, cleaned, every character known to have a glyph.
pub(crate) struct Content {
    /// One or two, as they stand on the sheet.
    pub notices: Vec<Notice>,
    pub check_url: String,
    pub reference: String,
    /// How many photos of the child there are to show.
    pub photos: usize,
}

/// The most photos of one child.
const MOST_PHOTOS: usize = 2;
/// The most words of an appeal: short descriptions are recalled better.
const MOST_WORDS: usize = 35;
/// The most facts that a notice may have.
const MOST_FACTS: usize = 6;

impl Content {
    /// Picks the file's languages out of the order and checks everything that does not depend on sizes.
    pub fn of(order: &KitOrder, file: &FileOrder) -> Result<Self, Vec<PosterError>> {
        let mut errors = Vec::new();
        match file.languages.len() {
            0 => errors.push(PosterError::new("languages", Code::Missing)),
            1 | 2 => {}
            many => errors.push(PosterError {
                excess: u32::try_from(many - 2).ok(),
                ..PosterError::new("languages", Code::TooMany)
            }),
        }
        let mut notices = Vec::new();
        for lang in &file.languages {
            match order.notices.iter().find(|n| n.lang == *lang) {
                Some(notice) => notices.push(clean_notice(notice, &mut errors)),
                None => errors.push(PosterError::new(format!("notices.{lang}"), Code::NoNotice)),
            }
        }
        if let [first, second] = notices.as_slice()
            && first.facts.len() != second.facts.len()
        {
            errors.push(PosterError::new(format!("notices.{}.facts", second.lang), Code::FactsDiffer));
        }
        if let Some(excess @ 1..) = order.photos.len().checked_sub(MOST_PHOTOS) {
            let excess = u32::try_from(excess).ok();
            errors.push(PosterError { excess, ..PosterError::new("photos", Code::TooMany) });
        }
        let mut cleaned = |field: &str, text: &str| {
            clean(text).unwrap_or_else(|c| {
                errors.push(PosterError::no_glyph(field, c));
                String::new()
            })
        };
        let check_url = cleaned("check_url", &order.check_url);
        let reference = cleaned("reference", &order.reference);
        if errors.is_empty() {
            Ok(Content { notices, check_url, reference, photos: order.photos.len() })
        } else {
            Err(errors)
        }
    }

    /// One field of every notice.
    pub fn each(&self, field: impl Fn(&Notice) -> &str) -> Vec<&str> {
        self.notices.iter().map(field).collect()
    }

    /// The language that the sheet begins with.
    pub fn first_lang(&self) -> &str {
        self.notices.first().map_or("", |notice| &notice.lang)
    }

    /// A number, address or name that shares a line with others: set apart where letters on the sheet are written from right
    /// to left, or those would turn its halves around (UAX 9, rules W2 and N1).
    pub fn apart(&self, text: &str) -> String {
        let turned = |text: &str| text.chars().any(is_right_to_left);
        let mixed =
            self.notices.iter().any(|n| right_to_left(&n.lang) || turned(&n.name) || turned(&n.name_native));
        if mixed && !text.is_empty() { format!("\u{2068}{text}\u{2069}") } else { text.to_owned() }
    }

    /// The language of what stands in one text for the whole sheet: none where two are mixed.
    pub fn common_lang(&self) -> Option<&str> {
        match self.notices.as_slice() {
            [one] => Some(&one.lang),
            _ => None,
        }
    }
}

fn clean_notice(notice: &Notice, errors: &mut Vec<PosterError>) -> Notice {
    let lang = &notice.lang;
    let mut cleaned = |field: &str, text: &str, needed: bool| {
        let field = format!("notices.{lang}.{field}");
        let text = clean(text).unwrap_or_else(|c| {
            errors.push(PosterError::no_glyph(&field, c));
            String::from("-")
        });
        if needed && text.is_empty() {
            errors.push(PosterError::new(&field, Code::Missing));
        }
        text
    };
    let facts = notice
        .facts
        .iter()
        .enumerate()
        .map(|(n, fact)| Fact {
            label: cleaned(&format!("facts.{n}.label"), &fact.label, true),
            value: cleaned(&format!("facts.{n}.value"), &fact.value, true),
        })
        .collect();
    let notice = Notice {
        lang: lang.clone(),
        headline: cleaned("headline", &notice.headline, true),
        name: cleaned("name", &notice.name, true),
        name_native: cleaned("name_native", &notice.name_native, false),
        age: cleaned("age", &notice.age, false),
        facts,
        appeal: cleaned("appeal", &notice.appeal, false),
        number: cleaned("number", &notice.number, true),
        number_note: cleaned("number_note", &notice.number_note, false),
        number_abroad: cleaned("number_abroad", &notice.number_abroad, false),
        valid_until: cleaned("valid_until", &notice.valid_until, false),
        check: cleaned("check", &notice.check, false),
        reference_label: cleaned("reference_label", &notice.reference_label, false),
        photo_alt: cleaned("photo_alt", &notice.photo_alt, true),
        discreet: cleaned("discreet", &notice.discreet, false),
        card_label: cleaned("card_label", &notice.card_label, false),
    };
    if let Some(excess @ 1..) = notice.appeal.split_whitespace().count().checked_sub(MOST_WORDS) {
        let excess = u32::try_from(excess).ok();
        let field = format!("notices.{lang}.appeal");
        errors.push(PosterError { excess, ..PosterError::new(field, Code::TooManyWords) });
    }
    // Nobody dials a letter, and the number is set so large that only digits keep to its band.
    let dialled =
        |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '+' | '.' | '/' | '-');
    for (field, text) in [("number", &notice.number), ("number_abroad", &notice.number_abroad)] {
        if !text.chars().all(dialled) {
            errors.push(PosterError::new(format!("notices.{lang}.{field}"), Code::NotANumber));
        }
    }
    if let Some(excess @ 1..) = notice.facts.len().checked_sub(MOST_FACTS) {
        errors.push(PosterError {
            excess: u32::try_from(excess).ok(),
            ..PosterError::new(format!("notices.{lang}.facts"), Code::TooMany)
        });
    }
    notice
}
