//! What is ordered: the notices, the photos, and the files to make of them. It travels as JSON inside a render permit.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The kit of one proof.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KitOrder {
    /// One notice per language.
    pub notices: Vec<Notice>,
    /// The files to make.
    pub files: Vec<FileOrder>,
    /// The photos, the main one first.
    pub photos: Vec<KitPhoto>,
    /// The notice's own page, which says whether the alert still stands. Goes into the QR code and the small print.
    pub check_url: String,
    /// The case's public reference, such as `2026-0417`.
    pub reference: String,
}

/// What the public reads, in one language. Every word is final: nothing is translated, dated or abbreviated here.
///
/// `Debug` shows the language only: names stay out of logs.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// BCP 47 language, such as `fr`.
    pub lang: String,
    /// The band at the top, such as `DISPARUE`.
    pub headline: String,
    /// The child's name as decided, such as `Éloïse V.`.
    pub name: String,
    /// Such as `12 ans`.
    pub age: String,
    /// At most six, the most telling first. In every language the same facts in the same order.
    pub facts: Vec<Fact>,
    /// What happened and what to do: at most 35 words.
    pub appeal: String,
    /// The number to call, such as `116 000`.
    pub number: String,
    /// Such as `gratuit, 24 h / 24`.
    pub number_note: String,
    /// The number for calls from abroad. Empty where there is none.
    pub number_abroad: String,
    /// Such as `valable jusqu'au 28.11.2026`.
    pub valid_until: String,
    /// The question that the QR code answers, such as `Toujours recherchée ?`.
    pub check: String,
    /// What stands before the reference, such as `Réf.`.
    pub reference_label: String,
    /// What the photo shows, for those who cannot see it.
    pub photo_alt: String,
}

impl fmt::Debug for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Notice({})", self.lang)
    }
}

/// One line of the description. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Such as `Taille`.
    pub label: String,
    /// Such as `1 m 52, mince`.
    pub value: String,
}

impl fmt::Debug for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fact")
    }
}

/// One file of the kit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileOrder {
    /// Such as `poster-a4-fr-nl.pdf`: format and languages, never a person.
    pub name: String,
    /// What to make.
    pub format: Format,
    /// One language or two, in the order in which they stand on the sheet.
    pub languages: Vec<String>,
}

/// What can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A4 poster for any printer: PDF, at most 500 kB.
    A4,
    /// Picture for posts and link previews: JPEG, 1200 × 630.
    SocialWide,
    /// The photo alone for the notice's page: JPEG, 4:5, at most 1000 × 1250.
    Page,
}

impl Format {
    /// The format's name in file names and reports.
    pub fn name(self) -> &'static str {
        match self {
            Format::A4 => "a4",
            Format::SocialWide => "social_wide",
            Format::Page => "page",
        }
    }
}

/// A photo of the kit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KitPhoto {
    /// SHA-256 of the stored JPEG, lower-case hex: only this very photo is printed.
    pub sha256: String,
    /// Where the officer put the middle of the face. `None`: the photo's own proposal.
    pub focus: Option<Focus>,
}

/// A point of a photo, in shares of its width and height from the top left corner, each 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Focus {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

impl Default for Focus {
    /// Upper centre: where the face is in most portraits.
    fn default() -> Self {
        Focus { x: 0.5, y: 0.42 }
    }
}

/// What stands on the neutral card that takes the place of a picture when the alert has ended: no name, no face.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedWords {
    /// BCP 47 language.
    pub lang: String,
    /// Such as `Alerte terminée`.
    pub title: String,
    /// Such as `Merci. Veuillez retirer l'affiche.`
    pub text: String,
}
