//! What is ordered: the notices, the photos, and the files to make of them. It travels as JSON inside a render permit.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The kit of one proof.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// BCP 47 language, such as `fr`. A language written from right to left turns its sheet around.
    pub lang: String,
    /// The band at the top, such as `DISPARUE`.
    pub headline: String,
    /// The child's name as decided, such as `Éloïse V.`.
    pub name: String,
    /// The name in its own script, beside the transliteration, such as `أمينة`. Empty where there is none.
    #[serde(default)]
    pub name_native: String,
    /// Such as `12 ans`.
    #[serde(default)]
    pub age: String,
    /// At most six, the most telling first. In every language the same facts in the same order.
    pub facts: Vec<Fact>,
    /// What happened and what to do: at most 35 words.
    #[serde(default)]
    pub appeal: String,
    /// The number to call, such as `116 000`.
    pub number: String,
    /// Such as `gratuit, 24 h / 24`.
    #[serde(default)]
    pub number_note: String,
    /// The number for calls from abroad. Empty where there is none.
    #[serde(default)]
    pub number_abroad: String,
    /// Such as `valable jusqu'au 28.11.2026`.
    #[serde(default)]
    pub valid_until: String,
    /// The question that the QR code answers, such as `Toujours recherchée ?`.
    #[serde(default)]
    pub check: String,
    /// What stands before the reference, such as `Réf.`.
    #[serde(default)]
    pub reference_label: String,
    /// What the photo shows, for those who cannot see it.
    #[serde(default)]
    pub photo_alt: String,
    /// For vignettes: `Ne pas afficher : à remettre en main propre`.
    #[serde(default)]
    pub discreet: String,
    /// For vignettes: what stands before the card's number, such as `N°`.
    #[serde(default)]
    pub card_label: String,
}

impl fmt::Debug for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Notice({})", self.lang)
    }
}

/// One line of the description. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
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
    /// Vignettes: how many, numbered from 1. Of no meaning elsewhere.
    #[serde(default)]
    pub cards: u32,
}

impl FileOrder {
    /// The file of a format in these languages, with the name that it has everywhere: `poster-a4-fr-nl.pdf`.
    pub fn new(format: Format, languages: &[&str], cards: u32) -> Self {
        let languages: Vec<String> = languages.iter().map(|lang| (*lang).to_owned()).collect();
        FileOrder { name: format.file_name(&languages), format, languages, cards }
    }
}

/// The files of a kit: paper for every sheet of languages, cards (too small for two) and pictures for every language, the
/// photo alone once.
pub fn kit_files(formats: &[Format], sheets: &[Vec<&str>], languages: &[&str], cards: u32) -> Vec<FileOrder> {
    let mut files = Vec::new();
    for format in formats {
        match (format.media(), format) {
            // In the languages that paper has: English has none.
            (Media::Pdf, card) if card.is_vignette() => {
                let on_paper = |lang: &&&str| sheets.iter().any(|sheet| sheet.contains(lang));
                files.extend(
                    languages.iter().filter(on_paper).map(|lang| FileOrder::new(*format, &[lang], cards)),
                );
            }
            (Media::Pdf, _) => files.extend(sheets.iter().map(|sheet| FileOrder::new(*format, sheet, cards))),
            // It shows no word; its language is that of its alternative text.
            (Media::Jpeg, Format::Page | Format::PageSmall) => {
                files.extend(languages.first().map(|lang| FileOrder::new(*format, &[lang], cards)));
            }
            (Media::Jpeg, _) => {
                files.extend(languages.iter().map(|lang| FileOrder::new(*format, &[lang], cards)));
            }
        }
    }
    files
}

macro_rules! formats {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $stem:literal, $media:ident;)*) => {
        /// What can be made.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Format {
            $($(#[$doc])* $variant,)*
        }

        impl Format {
            /// All, in the order of a contact sheet.
            pub const ALL: &'static [Format] = &[$(Format::$variant),*];

            /// The format's name in reports and on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Format::$variant => $name),* }
            }

            /// What file names begin with.
            fn stem(self) -> &'static str {
                match self { $(Format::$variant => $stem),* }
            }

            /// PDF or JPEG.
            pub fn media(self) -> Media {
                match self { $(Format::$variant => Media::$media),* }
            }
        }
    };
}

formats! {
    /// A4 poster for any printer, at most 500 kB.
    A4 = "a4", "poster-a4", Pdf;
    /// The same without solid bands, for a printer at home that runs low.
    A4Saving = "a4_saving", "poster-a4-saving", Pdf;
    /// A3 poster.
    A3 = "a3", "poster-a3", Pdf;
    /// A5 flyer.
    A5 = "a5", "flyer-a5", Pdf;
    /// A4 for a print shop: 3 mm of bleed, crop marks.
    A4Shop = "a4_shop", "poster-a4-shop", Pdf;
    /// A3 for a print shop.
    A3Shop = "a3_shop", "poster-a3-shop", Pdf;
    /// A5 for a print shop.
    A5Shop = "a5_shop", "flyer-a5-shop", Pdf;
    /// A6 cards, numbered, one a page: for chosen people and places, never for a wall.
    Vignette = "vignette", "vignette-a6", Pdf;
    /// The same for a print shop.
    VignetteShop = "vignette_shop", "vignette-a6-shop", Pdf;
    /// Four cards on an A4 sheet, with cut marks.
    VignetteSheet = "vignette_sheet", "vignette-a4", Pdf;
    /// Upright digital screens: 1080 × 1920.
    ScreenTall = "screen_tall", "screen-tall", Jpeg;
    /// Lying digital screens: 1920 × 1080.
    ScreenWide = "screen_wide", "screen-wide", Jpeg;
    /// Posts and link previews: 1200 × 630.
    SocialWide = "social_wide", "social-wide", Jpeg;
    /// Square posts: 1080 × 1080.
    SocialSquare = "social_square", "social-square", Jpeg;
    /// Stories: 1080 × 1920, text clear of the top 250 and the bottom 340 pixels.
    SocialStory = "social_story", "social-story", Jpeg;
    /// The photo alone for the notice's page: 4:5, at most 1000 × 1250.
    Page = "page", "page", Jpeg;
    /// The same for a telephone: at most 600 × 750.
    PageSmall = "page_small", "page-small", Jpeg;
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// Paper.
    Pdf,
    /// A picture.
    Jpeg,
}

impl Media {
    /// `application/pdf` or `image/jpeg`.
    pub fn media_type(self) -> &'static str {
        match self {
            Media::Pdf => "application/pdf",
            Media::Jpeg => "image/jpeg",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Media::Pdf => "pdf",
            Media::Jpeg => "jpg",
        }
    }
}

impl Format {
    /// By name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// Dots per inch at which a photo of this size prints on this paper; `None` where it is a picture for screens. The photo
    /// is cropped to the format's proportions, wherever its focus is.
    pub fn printed_dpi(self, width: u32, height: u32) -> Option<u32> {
        crate::measures::printed_photo(self).map(|photo| crate::crop::dpi((width, height), photo))
    }

    /// Whether it is a card of the discreet campaign.
    pub fn is_vignette(self) -> bool {
        matches!(self, Format::Vignette | Format::VignetteShop | Format::VignetteSheet)
    }

    /// The name of its file in these languages, such as `poster-a4-fr-nl.pdf`. The photo alone has no language.
    pub fn file_name(self, languages: &[String]) -> String {
        let extension = self.media().extension();
        match self {
            Format::Page | Format::PageSmall => format!("{}.{extension}", self.stem()),
            _ => format!("{}-{}.{extension}", self.stem(), languages.join("-")),
        }
    }

    /// The name of its neutral card in these languages, such as `ended-poster-a4-fr-nl.pdf`.
    pub fn ended_file_name(self, languages: &[String]) -> String {
        format!("ended-{}-{}.{}", self.stem(), languages.join("-"), self.media().extension())
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EndedWords {
    /// BCP 47 language.
    pub lang: String,
    /// Such as `Recherche terminée`.
    pub title: String,
    /// Such as `Merci. Veuillez retirer l'affiche.`
    pub text: String,
    /// What a picture says instead: there is no poster to take down on a screen or in a post. Empty: `text`.
    #[serde(default)]
    pub picture_text: String,
    /// What a vignette says instead. Empty: `text`.
    #[serde(default)]
    pub card_text: String,
}

impl EndedWords {
    /// The words as the card in place of `format` says them.
    pub(crate) fn on(&self, format: Format) -> EndedWords {
        let own = match format.media() {
            Media::Jpeg => &self.picture_text,
            Media::Pdf if format.is_vignette() => &self.card_text,
            Media::Pdf => &self.text,
        };
        let text = if own.is_empty() { &self.text } else { own };
        EndedWords {
            lang: self.lang.clone(),
            title: self.title.clone(),
            text: text.clone(),
            ..EndedWords::default()
        }
    }
}
