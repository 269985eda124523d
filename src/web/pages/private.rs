//! Words that may be private where everybody will read them: a telephone number that is not ours, a house. It is a warning and no rule,
//! for words are not numbers: whoever writes them, and whoever decides on them, is asked to look.

use childalert_domain::Lang;
use childalert_words::{Arg, text_with};

/// How streets are named where a word stands by itself.
const STREETS: [&str; 9] =
    ["rue", "avenue", "chaussée", "boulevard", "allée", "quai", "street", "road", "square"];
/// How they end where it is one word.
const ENDINGS: [&str; 9] =
    ["straat", "laan", "steenweg", "plein", "dreef", "straße", "strasse", "gasse", "allee"];
/// Words between a street and its number.
const BETWEEN: usize = 5;
/// Digits of a number that can be called from anywhere: ITU-T E.164 has 15 at most, and no line here fewer than 9.
const DIGITS: std::ops::RangeInclusive<usize> = 9..=15;

/// What is to be looked at in these words.
pub(super) fn warnings<'a>(lang: Lang, words: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut warnings = Vec::new();
    for text in words {
        let found = [(telephone(text), "private-number"), (house(text), "private-house")];
        for (what, key) in found.into_iter().filter_map(|(what, key)| Some((what?, key))) {
            let said = text_with(lang, key, &[("what", Arg::Text(&what))]);
            if !warnings.contains(&said) {
                warnings.push(said);
            }
        }
    }
    warnings
}

/// A telephone number: from a nought or a plus on, with the marks that people write in it.
fn telephone(text: &str) -> Option<String> {
    let mark = |c: char| c.is_ascii_digit() || "+()/.- \u{a0}\u{202f}".contains(c);
    text.split(|c| !mark(c)).map(|run| run.trim_matches(|c: char| !c.is_ascii_digit() && c != '+')).find_map(
        |run| {
            let digits = run.chars().filter(char::is_ascii_digit).count();
            // A date with its time is as long.
            let date = [".20", "/20", "-20"].iter().any(|year| run.contains(year)) && !run.starts_with('+');
            (run.starts_with(['0', '+']) && DIGITS.contains(&digits) && !date).then(|| run.to_owned())
        },
    )
}

/// A street with the number of a house, in whichever order.
fn house(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let number = |word: &str| {
        let word = bare(word);
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        (1..=4).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && word.len() <= digits.len() + 1
    };
    for (at, word) in words.iter().enumerate() {
        let name = bare(word);
        let one_word = ENDINGS.iter().any(|ending| name.ends_with(ending) && name != *ending);
        if !one_word && !STREETS.contains(&name.as_str()) {
            continue;
        }
        if at > 0 && number(words[at - 1]) && !one_word {
            return Some(words[at - 1..words.len().min(at + 4)].join(" "));
        }
        for to in at..words.len().min(at + 1 + BETWEEN) {
            if to > at && number(words[to]) {
                return Some(words[at..=to].join(" "));
            }
            // Another clause, unless the comma stands before the number itself.
            let ends = words[to].ends_with([',', '.', ';', ':']);
            if ends && !words.get(to + 1).is_some_and(|next| number(next)) {
                break;
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{house, telephone};

    #[test]
    fn a_number_that_can_be_called_is_found_and_ours_is_not() {
        for (text, number) in [
            ("Appelez son papa au 0475 12 34 56.", "0475 12 34 56"),
            ("Bel 02/123.45.67, dag en nacht", "02/123.45.67"),
            ("Anruf: +32 (0)475 12 34 56!", "+32 (0)475 12 34 56"),
        ] {
            assert_eq!(telephone(text).as_deref(), Some(number), "{text}");
        }
        for text in [
            "Appelez le 116 000, jour et nuit.",
            "Le 112 en cas de danger.",
            "Vue le 03.11.2026 à 16.40",
            "Vue le 03.11.2026 16.40",
            "1 m 52, bus 71, ligne 0123",
            "",
        ] {
            assert_eq!(telephone(text), None, "{text}");
        }
    }

    #[test]
    fn a_house_is_found_and_a_street_by_itself_is_not() {
        for text in [
            "Rue de la Paix 12, 1050 Ixelles",
            "12, rue de la Paix",
            "rue de la Paix, 12",
            "gezien in de Kerkstraat 7b te Elsene",
            "Bahnhofstraße 100",
            "Avenue Louise 149",
        ] {
            assert!(house(text).is_some(), "{text}");
        }
        for text in [
            "Ixelles, quartier Flagey",
            "vue rue Neuve, âgée de 12 ans",
            "in de buurt van de Nieuwstraat. Zij is 12 jaar",
            "Elle descend de la rue à pied",
            "1050 Ixelles",
            "straat 12",
        ] {
            assert_eq!(house(text), None, "{text}");
        }
    }
}
