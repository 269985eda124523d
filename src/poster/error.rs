//! Why a file could not be made: always a field to change, a stable code, and the mend.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The text does not fit, even at its smallest legible size.
    TextTooLong,
    /// No embedded font holds a character.
    NoGlyph,
    /// The field must not be empty.
    Missing,
    /// The field must hold a telephone number.
    NotANumber,
    /// There are more entries than the format holds.
    TooMany,
    /// The two languages of a sheet do not have the same number of facts.
    FactsDiffer,
    /// The file asks for a language that has no notice.
    NoNotice,
    /// The bytes handed over are not the photo that the order names.
    PhotoMismatch,
    /// The photo's bytes could not be decoded.
    PhotoUnreadable,
    /// A number lies outside its range.
    OutOfRange,
    /// A file has no cards, or more than can be counted back.
    CardsOutOfRange,
    /// More words than anybody remembers.
    TooManyWords,
    /// The file came out larger than the format allows.
    FileTooLarge,
    /// The file could not be written. A fault of this program, not of the order.
    NotWritten,
}

impl Code {
    /// The stable name, for machines and for the message catalogue.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::TextTooLong => "text_too_long",
            Code::NoGlyph => "no_glyph",
            Code::Missing => "missing",
            Code::NotANumber => "not_a_number",
            Code::TooMany => "too_many",
            Code::FactsDiffer => "facts_differ",
            Code::NoNotice => "no_notice",
            Code::PhotoMismatch => "photo_mismatch",
            Code::PhotoUnreadable => "photo_unreadable",
            Code::OutOfRange => "out_of_range",
            Code::CardsOutOfRange => "cards_out_of_range",
            Code::TooManyWords => "too_many_words",
            Code::FileTooLarge => "file_too_large",
            Code::NotWritten => "not_written",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One reason why one file could not be made. Carries no text of the notice but the one character of `no_glyph`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PosterError {
    /// The order's field, such as `notices.fr.appeal` or `notices.nl.facts.2.value`.
    pub field: String,
    /// What is wrong with it.
    pub code: Code,
    /// The file, such as `poster-a4-fr-nl.pdf`.
    pub file: String,
    /// [`Code::TextTooLong`]: how many characters to cut. [`Code::TooMany`]: how many entries.
    pub excess: Option<u32>,
    /// [`Code::NoGlyph`]: the character.
    pub character: Option<char>,
}

impl PosterError {
    pub(crate) fn new(field: impl Into<String>, code: Code) -> Self {
        PosterError { field: field.into(), code, file: String::new(), excess: None, character: None }
    }

    pub(crate) fn too_long(field: impl Into<String>, excess: u32) -> Self {
        PosterError { excess: Some(excess), ..PosterError::new(field, Code::TextTooLong) }
    }

    pub(crate) fn no_glyph(field: impl Into<String>, character: char) -> Self {
        PosterError { character: Some(character), ..PosterError::new(field, Code::NoGlyph) }
    }

    /// The same error, of this file.
    pub(crate) fn of(mut self, file: &str) -> Self {
        self.file = file.to_owned();
        self
    }
}

impl fmt::Display for PosterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PosterError { field, code, file, excess, character } = self;
        let excess = excess.unwrap_or_default();
        match code {
            Code::TextTooLong => {
                let characters = if excess == 1 { "character" } else { "characters" };
                write!(f, "{field} does not fit on {file} at a legible size: cut {excess} {characters}")
            }
            Code::NoGlyph => {
                let c = character.unwrap_or(char::REPLACEMENT_CHARACTER);
                let point = u32::from(c);
                write!(f, "{field} holds U+{point:04X}, which no font of {file} has: write it another way")
            }
            Code::Missing => write!(f, "{field} is empty, and {file} needs it: fill it in"),
            Code::NotANumber => {
                write!(f, "{field} is no telephone number: {file} sets digits, spaces and + . / - only")
            }
            Code::TooMany => write!(f, "{field} has {excess} entries too many for {file}: remove them"),
            Code::FactsDiffer => {
                write!(f, "{field}: the two languages of {file} differ in number: give each fact in both")
            }
            Code::NoNotice => {
                write!(f, "{field}: {file} asks for a language without a notice: write the notice")
            }
            Code::PhotoMismatch => {
                write!(f, "{field}: {file} needs the very photo that was approved: fetch it by its SHA-256")
            }
            Code::PhotoUnreadable => {
                write!(f, "{field}: the photo for {file} cannot be decoded: take it in again")
            }
            Code::OutOfRange => write!(f, "{field} is out of range for {file}: give a value from 0 to 1"),
            Code::CardsOutOfRange => {
                write!(f, "{field} of {file} must be from 1 to 400: say how many to number")
            }
            Code::TooManyWords => {
                write!(
                    f,
                    "{field} has {excess} words too many for {file}: nobody remembers more than 35, cut some"
                )
            }
            Code::FileTooLarge => {
                write!(f, "{file} came out too large because of {field}: use a photo with less noise")
            }
            Code::NotWritten => write!(f, "{file} could not be written"),
        }
    }
}

impl std::error::Error for PosterError {}
