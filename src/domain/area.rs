//! Where a campaign reaches: the whole country, or municipalities. And which languages are at home there.
//!
//! The municipalities are dated reference data (state of March 2020; see `assets/README.md` for their origin).

use crate::{Lang, Province, Refusal, Rule};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// An area. Never an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Area {
    /// The whole country.
    #[serde(rename = "nationwide")]
    Nationwide,
    /// Municipalities by NIS code, such as `21009` (Ixelles/Elsene).
    #[serde(rename = "municipalities")]
    Municipalities(BTreeSet<String>),
}

/// A municipality of the reference data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Municipality {
    /// NIS code, five digits.
    pub nis5: &'static str,
    /// Name in French.
    pub name_fr: &'static str,
    /// Name in Dutch.
    pub name_nl: &'static str,
    /// Name in German where it has one; otherwise the Dutch name in Flanders, the French one elsewhere.
    pub name_de: &'static str,
    /// Language regime as the source writes it: `D` Dutch, `F` French, `DF` both, `Df` and `Fd` with facilities, `Gf`, `Fg`.
    pub regime: &'static str,
    /// Postcodes.
    pub postcodes: Vec<&'static str>,
    /// Province, or the Brussels region.
    pub province: Province,
}

impl Municipality {
    /// Languages on paper, main one first: those of the regime, facilities included.
    pub fn languages(&self) -> Vec<Lang> {
        self.regime
            .chars()
            .filter_map(|c| match c.to_ascii_uppercase() {
                'D' => Some(Lang::Nl),
                'F' => Some(Lang::Fr),
                'G' => Some(Lang::De),
                _ => None,
            })
            .collect()
    }

    /// The languages of its sheet of paper: one, or two.
    pub fn sheet(&self) -> Vec<Lang> {
        match self.languages().as_slice() {
            // Brussels has no first language: both, in page order.
            [Lang::Nl, Lang::Fr] if self.regime == "DF" => vec![Lang::Fr, Lang::Nl],
            languages => languages.iter().copied().take(2).collect(),
        }
    }

    /// Name in a language. English has a word of its own for a few cities, and otherwise takes the name of the
    /// municipality's own first language.
    pub fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Fr => self.name_fr,
            Lang::Nl => self.name_nl,
            Lang::De => self.name_de,
            Lang::En => english_name(self.nis5).unwrap_or_else(|| match self.languages().first() {
                // Brussels has no first language; its French names are the ones known abroad.
                _ if self.regime == "DF" => self.name_fr,
                Some(Lang::Nl) => self.name_nl,
                Some(Lang::De) => self.name_de,
                _ => self.name_fr,
            }),
        }
    }
}

/// The cities that English calls by a name of its own (Liège it writes as French does).
fn english_name(nis5: &str) -> Option<&'static str> {
    match nis5 {
        "11002" => Some("Antwerp"),
        "21004" => Some("Brussels"),
        "31005" => Some("Bruges"),
        "35013" => Some("Ostend"),
        "44021" => Some("Ghent"),
        _ => None,
    }
}

/// All municipalities by NIS code.
pub fn municipalities() -> &'static BTreeMap<&'static str, Municipality> {
    static TABLE: OnceLock<BTreeMap<&'static str, Municipality>> = OnceLock::new();
    TABLE.get_or_init(|| {
        include_str!("../../assets/municipalities.csv").lines().skip(1).filter_map(read_row).collect()
    })
}

/// One row: `nis5,name_fr,name_nl,name_de,language_regime,postcodes,arrondissement,province,region`. The file has no
/// quoted fields; a test counts its rows.
fn read_row(line: &'static str) -> Option<(&'static str, Municipality)> {
    let mut cells = line.split(',');
    let mut next = || cells.next();
    let (nis5, name_fr, name_nl, name_de, regime, postcodes) =
        (next()?, next()?, next()?, next()?, next()?, next()?);
    let province = next().and(next()).and_then(Province::in_register)?;
    let postcodes = postcodes.split_whitespace().collect();
    Some((nis5, Municipality { nis5, name_fr, name_nl, name_de, regime, postcodes, province }))
}

/// One municipality.
pub fn municipality(nis5: &str) -> Option<&'static Municipality> {
    municipalities().get(nis5)
}

impl Area {
    /// Codes that are in no row of the reference data.
    pub fn unknown_codes(&self) -> Vec<&str> {
        match self {
            Area::Nationwide => Vec::new(),
            Area::Municipalities(codes) => {
                codes.iter().map(String::as_str).filter(|code| municipality(code).is_none()).collect()
            }
        }
    }

    /// Everything that is wrong with it: an unknown municipality, or none at all.
    pub fn refusals(&self) -> Vec<Refusal> {
        let none = *self == Area::Municipalities(BTreeSet::new());
        let unknown = self.unknown_codes().into_iter().chain(none.then_some(""));
        unknown.map(|code| Refusal::at(Rule::AREA, "area", code)).collect()
    }

    /// Whether the other area lies within this one.
    pub fn covers(&self, other: &Area) -> bool {
        match (self, other) {
            (Area::Nationwide, _) => true,
            (Area::Municipalities(_), Area::Nationwide) => false,
            (Area::Municipalities(mine), Area::Municipalities(theirs)) => theirs.is_subset(mine),
        }
    }

    /// Whether a postcode lies in the area. An unknown postcode lies only in the whole country.
    pub fn has_postcode(&self, postcode: &str) -> bool {
        match self {
            Area::Nationwide => true,
            Area::Municipalities(codes) => codes
                .iter()
                .filter_map(|code| municipality(code))
                .any(|municipality| municipality.postcodes.contains(&postcode)),
        }
    }

    /// The sheets of paper that the area needs, each with one or two languages (never more on a sheet): from the language
    /// regime of its municipalities; for the whole country FR+NL (Brussels), NL, FR and DE+FR.
    pub fn sheets(&self) -> Vec<Vec<Lang>> {
        let sheets: BTreeSet<Vec<Lang>> = match self {
            Area::Nationwide => BTreeSet::from([
                vec![Lang::Fr, Lang::Nl],
                vec![Lang::Nl],
                vec![Lang::Fr],
                vec![Lang::De, Lang::Fr],
            ]),
            Area::Municipalities(codes) => {
                codes.iter().filter_map(|code| municipality(code)).map(Municipality::sheet).collect()
            }
        };
        sheets.into_iter().collect()
    }

    /// The languages that the area asks for, in page order: those of its sheets.
    pub fn languages(&self) -> BTreeSet<Lang> {
        self.sheets().into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_data_reads_whole() {
        assert_eq!(municipalities().len(), 581);
        let ixelles = municipality("21009").expect("Ixelles");
        assert_eq!((ixelles.name_nl, ixelles.regime), ("Elsene", "DF"));
        assert!(municipalities().values().all(|m| !m.languages().is_empty() && !m.postcodes.is_empty()));
    }

    #[test]
    fn names_are_spelled_as_people_of_each_language_write_them() {
        let name = |code: &str, lang: Lang| municipality(code).expect("a known code").name(lang);
        assert_eq!(name("25014", Lang::Fr), "Braine-l'Alleud");
        assert_eq!(name("52022", Lang::De), "Fontaine-l'Évêque");
        assert_eq!(name("12014", Lang::Nl), "Heist-op-den-Berg");
        assert_eq!((name("62063", Lang::De), name("62063", Lang::En)), ("Lüttich", "Liège"));
        assert_eq!((name("21004", Lang::De), name("21004", Lang::En)), ("Brüssel", "Brussels"));
        assert_eq!((name("21009", Lang::De), name("21009", Lang::En)), ("Ixelles", "Ixelles"));
        assert_eq!((name("24062", Lang::De), name("24062", Lang::En)), ("Löwen", "Leuven"));
        assert_eq!((name("63012", Lang::De), name("63012", Lang::En)), ("Büllingen", "Büllingen"));
        // What the source had lost: a capital after a hyphen is never a preposition or an article.
        for place in municipalities().values() {
            for name in [place.name_fr, place.name_nl, place.name_de] {
                let inner = name.split('-').skip(1);
                let raised = ["Sur", "Sous", "Lez", "Le", "La", "De", "En", "Op", "Den", "Ten", "Au", "A"];
                assert!(inner.clone().all(|word| !raised.contains(&word)), "{name}");
                assert!(!inner.clone().any(|word| word.starts_with("L'")), "{name}");
            }
        }
    }

    #[test]
    fn sheets_follow_the_language_regime() {
        let area = |codes: &[&str]| Area::Municipalities(codes.iter().map(|c| (*c).to_owned()).collect());
        assert_eq!(area(&["21009"]).sheets(), [[Lang::Fr, Lang::Nl]]);
        assert_eq!(area(&["11001"]).sheets(), [[Lang::Nl]]);
        assert_eq!(area(&["63023"]).sheets(), [[Lang::De, Lang::Fr]], "Eupen: German with facilities");
        let languages = |area: Area| area.languages().into_iter().collect::<Vec<_>>();
        assert_eq!(languages(area(&["11001", "21009"])), [Lang::Fr, Lang::Nl]);
        assert_eq!(languages(Area::Nationwide), [Lang::Fr, Lang::Nl, Lang::De]);
        assert_eq!(languages(area(&[])), []);
    }

    #[test]
    fn an_area_with_an_unknown_municipality_or_none_at_all_is_refused() {
        let area = |codes: &[&str]| Area::Municipalities(codes.iter().map(|c| (*c).to_owned()).collect());
        assert_eq!(Area::Nationwide.refusals(), []);
        assert_eq!(area(&["21009"]).refusals(), []);
        assert_eq!(area(&[]).refusals(), [Refusal::at(Rule::AREA, "area", "")]);
        assert_eq!(area(&["21009", "99999"]).refusals(), [Refusal::at(Rule::AREA, "area", "99999")]);
    }

    #[test]
    fn every_municipality_is_in_one_of_the_ten_provinces_or_in_brussels() {
        let count = |province| municipalities().values().filter(|m| m.province == province).count();
        assert_eq!(Province::ALL.map(count), [69, 19, 60, 65, 69, 84, 42, 44, 38, 27, 64]);
        assert!(Province::ALL.into_iter().all(|province| province.code().parse() == Ok(province)));
    }
}
