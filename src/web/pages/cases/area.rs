//! The area in the forms of a case: the picker's fields, and the area that they say.

use crate::pages::area::{AreaPicker, Picked};
use crate::pages::fields::Filled;
use crate::pages::form::Fields;
use childalert_domain::{Area, Lang, municipality};
use childalert_words::{Arg, area, text, text_with};
use serde_json::{Value, json};

/// The picker with what was picked, and with what is wrong with it.
pub(super) fn picker(form: &Filled<'_>) -> AreaPicker {
    let error = form.errors.map(|errors| errors.about("area")).unwrap_or_default();
    AreaPicker::of(form.lang, &Picked::read(form.typed)).told(error)
}

/// The area that was chosen, as the API would be sent it; null where none was.
pub(super) fn area_of(fields: &Fields) -> Value {
    let picked = Picked::read(fields);
    if picked.is_empty() { Value::Null } else { json!(picked.area()) }
}

/// An area in the fields.
pub(super) fn put_area(fields: &mut Fields, area: &Area) {
    let mut put = |name: &str, value: &str| fields.push((name.to_owned(), value.to_owned()));
    match area {
        Area::Nationwide => put("reach", "nationwide"),
        Area::Municipalities(codes) => {
            put("reach", "places");
            for code in codes {
                put("place", code);
            }
        }
    }
}

/// The fields with every province that was ticked as its municipalities: so it is kept, and so it can be unpicked. Municipalities stay
/// while the whole country is chosen.
pub(super) fn spelled_out(fields: &Fields) -> Fields {
    let picked = Picked::read(fields);
    let mut spelled: Fields = fields
        .iter()
        .filter(|(name, _)| !["reach", "place", "province"].contains(&name.as_str()))
        .cloned()
        .collect();
    if picked.is_empty() {
        return spelled;
    }
    let area = picked.area();
    put_area(&mut spelled, &area);
    if area == Area::Nationwide {
        spelled.extend(picked.places().map(|code| ("place".to_owned(), code.to_owned())));
    }
    spelled
}

/// What was chosen, with the name of every municipality; empty where nothing was.
pub(super) fn in_full(lang: Lang, fields: &Fields) -> String {
    let picked = Picked::read(fields);
    match picked.area() {
        Area::Nationwide => area(lang, &Area::Nationwide),
        Area::Municipalities(codes) => names(lang, codes.iter()),
    }
}

/// What is on file where it is another area than the one that was chosen: by name, what only one of the two has.
pub(super) fn beside(lang: Lang, chosen: &Fields, on_file: &Fields) -> Option<String> {
    let (ours, theirs) = (Picked::read(chosen).area(), Picked::read(on_file).area());
    if ours == theirs {
        return None;
    }
    let (said, more, less) = match (&ours, &theirs) {
        (Area::Municipalities(ours), Area::Municipalities(theirs)) => {
            let (more, less) = (names(lang, theirs.difference(ours)), names(lang, ours.difference(theirs)));
            (area(lang, &Area::Municipalities(theirs.clone())), more, less)
        }
        (_, theirs) => (area(lang, theirs), String::new(), String::new()),
    };
    let part = |key: &str, names: String| {
        (!names.is_empty()).then(|| text_with(lang, key, &[("names", Arg::Text(&names))]))
    };
    let said = match said.as_str() {
        "" => text(lang, "form-on-file-nothing"),
        said => text_with(lang, "form-on-file", &[("value", Arg::Text(said))]),
    };
    let parts = [Some(said), part("case-area-only-there", more), part("case-area-only-here", less)];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

fn names<'a>(lang: Lang, codes: impl Iterator<Item = &'a String>) -> String {
    let mut names: Vec<String> = codes
        .map(|code| {
            municipality(code).map_or_else(|| code.clone(), |place| place.name(lang).replace('\'', "’"))
        })
        .collect();
    names.sort_unstable();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(typed: &[(&str, &str)]) -> Fields {
        typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn municipalities_are_kept_while_the_whole_country_is_chosen() {
        let typed = fields(&[("reach", "nationwide"), ("place", "21009"), ("once", "1")]);
        let kept = spelled_out(&typed);
        assert_eq!(kept, fields(&[("once", "1"), ("reach", "nationwide"), ("place", "21009")]));
        assert_eq!(area_of(&kept), json!(Area::Nationwide));
        let back: Fields = kept.into_iter().filter(|(name, _)| name != "reach").collect();
        assert_eq!(in_full(Lang::En, &back), in_full(Lang::En, &fields(&[("place", "21009")])));
    }

    #[test]
    fn an_area_that_somebody_else_chose_is_told_by_its_names() {
        let (ours, theirs) =
            (fields(&[("place", "21009")]), fields(&[("place", "21009"), ("place", "63023")]));
        let added = names(Lang::En, ["63023".to_owned()].iter());
        for lang in Lang::ALL {
            assert_eq!(beside(lang, &ours, &ours), None);
            assert!(beside(Lang::En, &ours, &theirs).is_some_and(|said| said.contains(&added)));
            assert!(beside(lang, &ours, &fields(&[("reach", "nationwide")])).is_some());
            assert!(beside(lang, &ours, &Fields::new()).is_some());
        }
    }
}
