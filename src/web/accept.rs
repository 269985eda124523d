//! Which of several forms of an answer a caller wants.

use actix_web::http::header::{ACCEPT, HeaderMap};

/// The place in `forms` of the media type that the `Accept` header weighs most; the first of equals, and where there is no
/// header or it names none of them.
pub(crate) fn preferred(headers: &HeaderMap, forms: &[&str]) -> usize {
    let Some(header) = headers.get(ACCEPT).and_then(|value| value.to_str().ok()) else { return 0 };
    let mut best = (0, 0.0_f32);
    for (n, form) in forms.iter().enumerate() {
        let weight = weight(header, form);
        if weight > best.1 {
            best = (n, weight);
        }
    }
    best.0
}

/// What the header gives a form: by its own name, else by its kind, else by the word for all (RFC 9110, 12.5.1).
fn weight(header: &str, form: &str) -> f32 {
    let kind = form.split('/').next().unwrap_or_default();
    let mut found = (0, 0.0);
    for item in header.split(',').take(20) {
        let mut parts = item.split(';').map(str::trim);
        let range = parts.next().unwrap_or_default().to_ascii_lowercase();
        let q = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse::<f32>().ok());
        let nearness = match range.split_once('/') {
            _ if range == form => 3,
            Some((of, "*")) if of == kind => 2,
            Some(("*", "*")) => 1,
            _ => 0,
        };
        if nearness > found.0 {
            found = (nearness, q.unwrap_or(0.0));
        }
    }
    found.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::http::header::HeaderValue;

    #[test]
    fn the_heaviest_form_wins_and_the_first_of_equals() {
        let wanted = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, HeaderValue::from_static(value));
            preferred(&headers, &["text/html", "application/json"])
        };
        assert_eq!(wanted("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), 0);
        assert_eq!(wanted("*/*"), 0);
        assert_eq!(wanted("application/json"), 1);
        assert_eq!(wanted("application/json, text/plain, */*"), 0, "as heavy as any");
        assert_eq!(wanted("application/json, text/*;q=0.5"), 1);
        assert_eq!(wanted("image/png"), 0);
        assert_eq!(preferred(&HeaderMap::new(), &["text/html", "application/json"]), 0);
    }
}
