//! Finding a municipality as somebody types it: in any of its languages, with or without accents, hyphens and capitals, `st` for
//! *saint*, *sint* and *Sankt*; or by postcode.

use crate::{Lang, Municipality, municipalities};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// What is looked for has at least so many letters or digits; with less, half of the country would answer.
pub const SHORTEST_SEARCH: usize = 2;

/// A text as it is compared: lower case, without accents, words of letters and digits with one space between them.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => plain.push('a'),
            'ç' => plain.push('c'),
            'è' | 'é' | 'ê' | 'ë' => plain.push('e'),
            'ì' | 'í' | 'î' | 'ï' => plain.push('i'),
            'ñ' => plain.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => plain.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => plain.push('u'),
            'ý' | 'ÿ' => plain.push('y'),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'ß' => plain.push_str("ss"),
            // An accent that stands for itself, as some keyboards send it.
            '\u{300}'..='\u{36f}' => {}
            letter if letter.is_alphanumeric() => plain.push(letter),
            _ if plain.is_empty() || plain.ends_with(' ') => {}
            _ => plain.push(' '),
        }
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// The same with one word for every saint, however it is written.
fn with_saints(plain: &str) -> String {
    let words = plain.split(' ').map(|word| match word {
        "st" | "sint" | "sankt" => "saint",
        "ste" => "sainte",
        word => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

impl Municipality {
    /// What it is found by, as [`plain`] text: `|liege|luik|luttich|4000|4020|…|`. A search is found where it stands right after a bar
    /// or a space.
    pub fn search_keys(&self) -> String {
        let mut names = BTreeSet::new();
        for lang in Lang::ALL {
            let name = plain(self.name(lang));
            names.insert(with_saints(&name));
            names.insert(name);
        }
        let keys = names.iter().map(String::as_str).chain(self.postcodes.iter().copied());
        keys.fold("|".to_owned(), |keys, key| keys + key + "|")
    }
}

/// The municipalities that a search may mean, in the order of their names in `lang`: those of exactly that name or postcode first, then
/// those whose name begins so, then those with a later word that does. None for a search that is too short.
pub fn find_municipalities(search: &str, lang: Lang) -> Vec<&'static Municipality> {
    static KEYS: OnceLock<Vec<(String, &'static Municipality)>> = OnceLock::new();
    let keys = KEYS.get_or_init(|| municipalities().values().map(|m| (m.search_keys(), m)).collect());
    let search = plain(search);
    if search.chars().count() < SHORTEST_SEARCH {
        return Vec::new();
    }
    let searches = [with_saints(&search), search];
    let stands = |keys: &str, before: char, after: &str| {
        searches.iter().any(|search| keys.contains(&format!("{before}{search}{after}")))
    };
    let mut found: Vec<_> = keys
        .iter()
        .filter_map(|(keys, municipality)| {
            let ranks = [('|', "|"), ('|', ""), (' ', "")];
            let rank = ranks.iter().position(|(before, after)| stands(keys, *before, after))?;
            Some((rank, plain(municipality.name(lang)), *municipality))
        })
        .collect();
    found.sort_by(|(a, a_name, _), (b, b_name, _)| (a, a_name).cmp(&(b, b_name)));
    found.into_iter().map(|(_, _, municipality)| municipality).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(search: &str) -> Vec<&'static str> {
        find_municipalities(search, Lang::Fr).into_iter().map(|municipality| municipality.name_fr).collect()
    }

    #[test]
    fn a_municipality_is_found_in_any_of_its_languages_without_accents_or_capitals() {
        for search in ["liege", "LIÈGE", "Lie\u{300}ge", "Luik", "lüttich", "Luttich", " liège "] {
            assert_eq!(found(search).first(), Some(&"Liège"), "{search}");
        }
        assert_eq!(found("antwerp").first(), Some(&"Anvers"), "in English too");
        assert_eq!(found("s gravenbrakel"), ["Braine-le-Comte"]);
        assert_eq!(found("braine l alleud"), found("Braine-l’Alleud"));
        assert_eq!(found("écaussinnes"), found("ecaussinnes"));
    }

    #[test]
    fn a_municipality_is_found_by_each_of_its_postcodes() {
        assert_eq!(found("4000"), ["Liège", "Saint-Nicolas"], "one postcode, two municipalities");
        assert_eq!(found("4032"), ["Liège"]);
        assert_eq!(found("1050"), ["Ixelles"]);
        assert!(found("105").contains(&"Ixelles"), "while it is being typed");
        for municipality in municipalities().values() {
            for postcode in &municipality.postcodes {
                let found = find_municipalities(postcode, Lang::En);
                assert!(found.contains(&municipality), "{postcode}");
            }
        }
    }

    #[test]
    fn a_saint_is_found_however_it_is_written() {
        for search in ["st-gilles", "saint gilles", "St. Gilles", "sint-gillis", "st gillis", "saint-gil"] {
            assert!(found(search).contains(&"Saint-Gilles"), "{search}: {:?}", found(search));
        }
        assert_eq!(found("st vith"), ["Saint-Vith"]);
        assert_eq!(found("Sankt Vith"), ["Saint-Vith"]);
        assert_eq!(found("ste ode"), ["Sainte-Ode"]);
        assert!(found("st-etienne").contains(&"Court-Saint-Étienne"), "a later word");
    }

    #[test]
    fn exact_names_come_first_and_a_search_that_says_nothing_finds_nothing() {
        assert_eq!(found("mons").first(), Some(&"Mons"));
        assert_eq!(found("huy").first(), Some(&"Huy"));
        assert_eq!(found("saint-nicolas").len(), 2, "two have the same name in French");
        for search in ["", "  ", "-", "l", "no such place", "|", "10500"] {
            assert!(found(search).is_empty(), "{search:?}: {:?}", found(search));
        }
    }
}
