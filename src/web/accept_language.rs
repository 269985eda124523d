//! Which of the four languages a caller reads best.

use actix_web::http::header::ACCEPT_LANGUAGE;
use actix_web::http::header::HeaderMap;
use childalert_domain::Lang;

/// The language of the `Accept-Language` header with the highest weight that is one of ours; English if none is.
pub(crate) fn negotiated(headers: &HeaderMap) -> Lang {
    preferred(headers).unwrap_or(Lang::En)
}

/// The same, or nothing where the header names none of ours.
pub(crate) fn preferred(headers: &HeaderMap) -> Option<Lang> {
    let header = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(f32, Lang)> = None;
    for item in header.split(',').take(20) {
        let mut parts = item.split(';');
        let tag = parts.next()?.trim().to_ascii_lowercase();
        let weight = parts
            .find_map(|part| part.trim().strip_prefix("q="))
            .map_or(Some(1.0), |q| q.parse::<f32>().ok())
            .filter(|weight| *weight > 0.0);
        let primary = tag.split('-').next().unwrap_or_default();
        if let (Ok(lang), Some(weight)) = (primary.parse::<Lang>(), weight)
            && best.is_none_or(|(most, _)| weight > most)
        {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

#[cfg(test)]
mod tests {
    use super::negotiated;
    use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap, HeaderValue};
    use childalert_domain::Lang;

    #[test]
    fn the_heaviest_of_our_languages_wins() {
        let with = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(value));
            negotiated(&headers)
        };
        assert_eq!(with("nl-BE,nl;q=0.9,en;q=0.8"), Lang::Nl);
        assert_eq!(with("es, en;q=0.3, fr-BE;q=0.7"), Lang::Fr);
        assert_eq!(with("es"), Lang::En);
        assert_eq!(with("de;q=0, ;;q=x"), Lang::En);
    }
}
