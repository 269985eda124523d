//! The ten provinces and the Brussels region: how municipalities are grouped for whoever looks for one.

use std::str::FromStr;

/// A province, or the Brussels region, which belongs to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Province {
    /// Antwerp.
    Antwerp,
    /// The Brussels region.
    Brussels,
    /// East Flanders.
    EastFlanders,
    /// Flemish Brabant.
    FlemishBrabant,
    /// Hainaut.
    Hainaut,
    /// Liège, with the German-speaking Community.
    Liege,
    /// Limburg.
    Limburg,
    /// Luxembourg.
    Luxembourg,
    /// Namur.
    Namur,
    /// Walloon Brabant.
    WalloonBrabant,
    /// West Flanders.
    WestFlanders,
}

impl Province {
    /// All eleven.
    pub const ALL: [Province; 11] = [
        Province::Antwerp,
        Province::Brussels,
        Province::EastFlanders,
        Province::FlemishBrabant,
        Province::Hainaut,
        Province::Liege,
        Province::Limburg,
        Province::Luxembourg,
        Province::Namur,
        Province::WalloonBrabant,
        Province::WestFlanders,
    ];

    /// Stable code, such as `walloon-brabant`.
    pub fn code(self) -> &'static str {
        match self {
            Province::Antwerp => "antwerp",
            Province::Brussels => "brussels",
            Province::EastFlanders => "east-flanders",
            Province::FlemishBrabant => "flemish-brabant",
            Province::Hainaut => "hainaut",
            Province::Liege => "liege",
            Province::Limburg => "limburg",
            Province::Luxembourg => "luxembourg",
            Province::Namur => "namur",
            Province::WalloonBrabant => "walloon-brabant",
            Province::WestFlanders => "west-flanders",
        }
    }

    /// The province that the reference data calls by this name.
    pub(crate) fn in_register(name: &str) -> Option<Province> {
        Some(match name {
            "Antwerpen" => Province::Antwerp,
            "Brussels" => Province::Brussels,
            "Oost-Vlaanderen" => Province::EastFlanders,
            "Vlaams-Brabant" => Province::FlemishBrabant,
            "Hainaut" => Province::Hainaut,
            "Liège" => Province::Liege,
            "Limburg" => Province::Limburg,
            "Luxembourg" => Province::Luxembourg,
            "Namur" => Province::Namur,
            "Brabant Wallon" => Province::WalloonBrabant,
            "West-Vlaanderen" => Province::WestFlanders,
            _ => return None,
        })
    }
}

/// A code that is none of the eleven.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("no province has this code")]
pub struct UnknownProvince;

impl FromStr for Province {
    type Err = UnknownProvince;
    fn from_str(code: &str) -> Result<Self, UnknownProvince> {
        Province::ALL.into_iter().find(|province| province.code() == code).ok_or(UnknownProvince)
    }
}
