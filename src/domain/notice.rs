//! What the public reads: drafted by the officer per language, then frozen word for word.

use crate::{Lang, Refusal, Rule};
use serde::{Deserialize, Serialize};

/// At most six facts on a notice: short descriptions are recalled better.
pub const MAX_FACTS: usize = 6;
/// At most 35 words of appeal per language.
pub const MAX_WORDS: usize = 35;

/// What a fact is about; the label is looked up in the notice's language. The order is the order on the notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// Height and build, such as `1 m 52, mince`.
    Height,
    /// Hair.
    Hair,
    /// Eyes.
    Eyes,
    /// Clothing when last seen.
    Clothing,
    /// Distinguishing sign.
    Sign,
}

impl FactKind {
    /// All, in order.
    pub const ALL: [FactKind; 5] =
        [FactKind::Height, FactKind::Hair, FactKind::Eyes, FactKind::Clothing, FactKind::Sign];

    /// The name in words' keys (`fact-hair`).
    pub fn name(self) -> &'static str {
        match self {
            FactKind::Height => "height",
            FactKind::Hair => "hair",
            FactKind::Eyes => "eyes",
            FactKind::Clothing => "clothing",
            FactKind::Sign => "sign",
        }
    }
}

/// What an officer writes for one language. Name, age and date come from the campaign and the case.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NoticeDraft {
    /// The language.
    pub lang: Lang,
    /// Where the person was last seen: an area, never an address, such as `Ixelles, quartier Flagey`.
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub place: String,
    /// Height and build.
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    #[serde(default)]
    pub height: Option<String>,
    /// Hair.
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    #[serde(default)]
    pub hair: Option<String>,
    /// Eyes.
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    #[serde(default)]
    pub eyes: Option<String>,
    /// Clothing when last seen.
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    #[serde(default)]
    pub clothing: Option<String>,
    /// Distinguishing sign.
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    #[serde(default)]
    pub sign: Option<String>,
    /// What happened and what to do, at most 35 words.
    #[cfg_attr(feature = "openapi", schema(max_length = 400))]
    pub appeal: String,
}

impl NoticeDraft {
    /// The facts given, in order.
    pub fn facts(&self) -> impl Iterator<Item = (FactKind, &str)> {
        FactKind::ALL.into_iter().filter_map(|kind| {
            let value = match kind {
                FactKind::Height => &self.height,
                FactKind::Hair => &self.hair,
                FactKind::Eyes => &self.eyes,
                FactKind::Clothing => &self.clothing,
                FactKind::Sign => &self.sign,
            };
            value.as_deref().map(str::trim).filter(|value| !value.is_empty()).map(|value| (kind, value))
        })
    }
}

/// What is wrong with a draft, field by field.
pub fn draft_refusals(draft: &NoticeDraft) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    let at = |field: &str| format!("notices.{}.{field}", draft.lang);
    for (field, text) in [("place", &draft.place), ("appeal", &draft.appeal)] {
        if text.trim().is_empty() {
            refusals.push(Refusal::at(Rule::EMPTY_TEXT, at(field), ""));
        }
    }
    let words = draft.appeal.split_whitespace().count();
    if words > MAX_WORDS {
        refusals.push(Refusal::at(Rule::TOO_MANY_WORDS, at("appeal"), words.to_string()));
    }
    // Two of the six are always there: since when, and where.
    let facts = draft.facts().count() + 2;
    if facts > MAX_FACTS {
        refusals.push(Refusal::at(Rule::TOO_MANY_FACTS, at("sign"), facts.to_string()));
    }
    refusals
}

/// A label and its value, such as `Cheveux` and `châtains, mi-longs`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Label in the notice's language.
    pub label: String,
    /// Value.
    pub value: String,
}

/// A frozen notice: every word that the public reads in one language.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeText {
    /// The language.
    pub lang: Lang,
    /// Such as `DISPARUE`.
    pub headline: String,
    /// The name as it is shown.
    pub name: String,
    /// The name in its own script; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_native: String,
    /// Such as `12 ans`.
    pub age: String,
    /// At most six.
    pub facts: Vec<Fact>,
    /// What happened, what to do.
    pub appeal: String,
    /// `116 000`.
    pub number: String,
    /// Such as `gratuit, 24 h / 24`.
    pub number_note: String,
    /// `+32 2 475 44 99`.
    pub number_abroad: String,
    /// Such as `valable jusqu’au 28 novembre 2026`.
    pub valid_until: String,
    /// Such as `Toujours recherchée ?`.
    pub check: String,
    /// Such as `Réf.`.
    pub reference_label: String,
    /// What the photo shows, for those who cannot see it.
    pub photo_alt: String,
    /// On the cards of a discreet campaign: that they are not for a wall. Empty elsewhere.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub discreet: String,
    /// What stands before a card's number, such as `N°`. Empty elsewhere.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub card_label: String,
}
