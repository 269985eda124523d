//! The four languages that everything the public reads comes in.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A language of the service. The order (FR, NL, DE, EN) is the order on pages and posters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// French.
    Fr,
    /// Dutch.
    Nl,
    /// German.
    De,
    /// English: web, feeds and screens only, never paper.
    En,
}

impl Lang {
    /// All four, in order.
    pub const ALL: [Lang; 4] = [Lang::Fr, Lang::Nl, Lang::De, Lang::En];

    /// ISO 639-1 code, lower case.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Fr => "fr",
            Lang::Nl => "nl",
            Lang::De => "de",
            Lang::En => "en",
        }
    }
}

/// A language code that is none of the four.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the language must be one of fr, nl, de, en")]
pub struct UnknownLang;

impl FromStr for Lang {
    type Err = UnknownLang;
    fn from_str(s: &str) -> Result<Self, UnknownLang> {
        Lang::ALL.into_iter().find(|l| l.code() == s).ok_or(UnknownLang)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
