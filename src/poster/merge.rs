//! Two languages on one sheet: what they say alike stands once, what differs stands side by side.

/// Between two languages.
const JOINT: &str = " · ";

/// Each different text once, side by side: `12 ans · 12 jaar`, `116 000`.
pub(crate) fn side_by_side(texts: &[&str]) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for text in texts {
        if !text.is_empty() && !kept.contains(text) {
            kept.push(text);
        }
    }
    kept.join(JOINT)
}

/// Side by side, with the last words once where both end alike: `valable jusqu'au · geldig tot 28.11.2026`.
pub(crate) fn with_shared_end(texts: &[&str]) -> String {
    let (&[first, second], false) = (texts, texts.iter().any(|t| t.is_empty())) else {
        return side_by_side(texts);
    };
    let (a, b): (Vec<&str>, Vec<&str>) = (first.split(' ').collect(), second.split(' ').collect());
    let shared = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    if shared == 0 || shared == a.len() || shared == b.len() {
        return side_by_side(texts);
    }
    let starts = [a[..a.len() - shared].join(" "), b[..b.len() - shared].join(" ")];
    format!("{} {}", side_by_side(&[&starts[0], &starts[1]]), a[a.len() - shared..].join(" "))
}

/// Side by side, with the first words once where both begin alike: `12 ans · jaar`.
pub(crate) fn with_shared_start(texts: &[&str]) -> String {
    let (&[first, second], false) = (texts, texts.iter().any(|t| t.is_empty())) else {
        return side_by_side(texts);
    };
    let (a, b): (Vec<&str>, Vec<&str>) = (first.split(' ').collect(), second.split(' ').collect());
    let shared = a.iter().zip(b.iter()).take_while(|(a, b)| a == b).count();
    if shared == 0 || shared == a.len() || shared == b.len() {
        return side_by_side(texts);
    }
    format!("{} {}", a[..shared].join(" "), side_by_side(&[&a[shared..].join(" "), &b[shared..].join(" ")]))
}

/// The parts of a list, merged one by one: `gratuit, 24 h / 24` and `gratis, 24 u / 24` become `gratuit · gratis` and
/// `24 h / 24 · 24 u / 24`. `None` where the lists differ in length.
pub(crate) fn part_by_part(texts: &[&str]) -> Option<Vec<String>> {
    let lists: Vec<Vec<&str>> = texts.iter().map(|t| t.split(", ").collect()).collect();
    let length = lists.first()?.len();
    if lists.iter().any(|list| list.len() != length) {
        return None;
    }
    Some((0..length).map(|n| side_by_side(&lists.iter().map(|list| list[n]).collect::<Vec<_>>())).collect())
}

/// A fact's value on one line: `1 m 52, mince · slank`, `bruns · bruin`. Part by part only where a part is alike in both:
/// elsewhere each language keeps its own phrase whole.
pub(crate) fn on_one_line(texts: &[&str]) -> String {
    part_by_part(texts)
        .filter(|parts| parts.len() > 1 && parts.iter().any(|part| !part.contains(JOINT)))
        .map_or_else(|| side_by_side(texts), |parts| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_languages_say_alike_stands_once() {
        assert_eq!(side_by_side(&["12 ans", "12 jaar"]), "12 ans · 12 jaar");
        assert_eq!(side_by_side(&["Ixelles", "Ixelles"]), "Ixelles");
        assert_eq!(on_one_line(&["1 m 52, mince", "1 m 52, slank"]), "1 m 52, mince · slank");
        assert_eq!(
            on_one_line(&["châtains, longs", "kastanjebruin, lang"]),
            "châtains, longs · kastanjebruin, lang"
        );
        assert_eq!(
            with_shared_end(&["valable jusqu'au 28.11.2026", "geldig tot 28.11.2026"]),
            "valable jusqu'au · geldig tot 28.11.2026"
        );
        assert_eq!(with_shared_start(&["12 ans", "12 jaar"]), "12 ans · jaar");
        assert_eq!(with_shared_start(&["12 ans", "12 ans"]), "12 ans");
        assert_eq!(with_shared_start(&["12 ans", "aged 12"]), "12 ans · aged 12");
        assert_eq!(with_shared_end(&["28.11.2026", "tot 28.11.2026"]), "28.11.2026 · tot 28.11.2026");
        assert_eq!(
            part_by_part(&["gratuit, 24 h / 24", "gratis, 24 u / 24"]),
            Some(vec!["gratuit · gratis".to_owned(), "24 h / 24 · 24 u / 24".to_owned()])
        );
        assert_eq!(part_by_part(&["gratuit", "gratis, dag en nacht"]), None);
    }
}
