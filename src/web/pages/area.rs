//! Where a campaign reaches, picked by hand: on a map of the municipalities, by name or postcode, or from the list of a province. It is
//! a part of somebody else's form, and works without a script.
//!
//! To embed it: have an [`AreaPicker`] in the page's context, and write `{{> area-picker page.picker}}` inside `<form method="post">`.
//! When the form comes back, [`Picked::read`] takes the picker's own fields out of it and leaves the others alone:
//!
//! | field | what |
//! | --- | --- |
//! | `reach` | `nationwide` or `places` |
//! | `place` | NIS code of a chosen municipality; as many as there are |
//! | `province` | code of a province that was ticked as a whole |
//! | `find` | what is searched for |
//! | `do` | `find`: show the form again with what was found; the form's own buttons may use the name for other values |
//!
//! [`Picked::area`] is the area; what is wrong with it the rules say (`Area::refusals`): show the form again with
//! `AreaPicker::of(lang, &picked).told(error)`, and let the summary of errors lead to `#area`. A draft that was saved begins with
//! `Picked::from(&draft.area)`.
//!
//! Enter in any text field presses the first submit button of the form: where the picker is not the first thing with one, put an unseen
//! one before it that does what is wanted. The picker brings its own script and needs nothing of the layout.
//!
//! A page that shows an area without changing it has an [`AreaMap`]: `{{> area-map page.map}}`.

mod drawing;

#[cfg(test)]
mod tests;

pub(super) use drawing::{AreaMap, assets};

use childalert_domain::{
    Area, Lang, Municipality, Province, SHORTEST_SEARCH, find_municipalities, municipalities, plain,
};
use childalert_words::{Arg, language, province, text, text_with};
use serde::Serialize;
use std::collections::BTreeSet;

/// The longest search, in characters.
const LONGEST_SEARCH: usize = 60;

/// What was picked, as it came from a form or stands in a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Picked {
    /// Whether it is the whole country; `None` where nothing was said.
    nationwide: Option<bool>,
    /// NIS codes, unknown ones included: the rules refuse them. Kept while the whole country is chosen.
    places: BTreeSet<String>,
    /// What is searched for.
    find: String,
}

impl From<&Area> for Picked {
    fn from(area: &Area) -> Picked {
        match area {
            Area::Nationwide => Picked { nationwide: Some(true), ..Picked::default() },
            Area::Municipalities(codes) => {
                Picked { nationwide: Some(false), places: codes.clone(), ..Picked::default() }
            }
        }
    }
}

impl Picked {
    /// Takes it out of the fields of a form. A province that was ticked stands for its municipalities.
    pub fn read(fields: &[(String, String)]) -> Picked {
        let mut picked = Picked::default();
        for (name, value) in fields {
            match (name.as_str(), value.as_str()) {
                ("reach", "nationwide") => picked.nationwide = Some(true),
                ("reach", "places") => picked.nationwide = Some(false),
                ("place", code) => {
                    picked.places.insert(code.to_owned());
                }
                ("province", code) => {
                    let Ok(province) = code.parse() else { continue };
                    picked.places.extend(of_province(province).map(|place| place.nis5.to_owned()));
                }
                ("find", search) => picked.find = search.trim().chars().take(LONGEST_SEARCH).collect(),
                _ => {}
            }
        }
        picked
    }

    /// Whether nothing was picked at all.
    pub fn is_empty(&self) -> bool {
        self.nationwide.is_none() && self.places.is_empty()
    }

    /// The codes of the municipalities that were chosen, kept ones included.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(String::as_str)
    }

    /// The area. Where neither the country nor municipalities were chosen it holds none, which the rules refuse.
    pub fn area(&self) -> Area {
        match self.nationwide {
            Some(true) => Area::Nationwide,
            Some(false) | None => Area::Municipalities(self.places.clone()),
        }
    }
}

fn of_province(province: Province) -> impl Iterator<Item = &'static Municipality> {
    municipalities().values().filter(move |place| place.province == province)
}

/// The picker within a form. What it shows, and nothing of the campaign.
#[derive(Serialize)]
pub(crate) struct AreaPicker {
    lang: Lang,
    nationwide: bool,
    places: bool,
    error: Option<String>,
    find: String,
    longest: usize,
    shortest: usize,
    /// What came of the search; `None` where there was none.
    hits: Option<String>,
    chosen: Vec<PlaceView>,
    count: usize,
    /// Found and not chosen.
    found: Vec<PlaceView>,
    /// Names of those that were found and are chosen already.
    already: Vec<String>,
    provinces: Vec<ProvinceView>,
    /// The languages that the area asks for, in words.
    languages: String,
    /// What each is called, for the script.
    language_names: Vec<LanguageView>,
    map: drawing::MapView,
    script_url: String,
}

#[derive(Serialize)]
struct PlaceView {
    code: &'static str,
    name: String,
    province: &'static str,
}

#[derive(Serialize)]
struct ProvinceView {
    code: &'static str,
    name: String,
    chosen: usize,
    total: usize,
    /// Those that are not shown further up: no municipality has two boxes, which could disagree.
    places: Vec<PlaceView>,
}

#[derive(Serialize)]
struct LanguageView {
    code: Lang,
    name: String,
}

impl AreaPicker {
    /// The picker as it stands with what was picked.
    pub fn of(lang: Lang, picked: &Picked) -> AreaPicker {
        let names = Names::new(lang);
        let is_chosen = |place: &Municipality| picked.places.contains(place.nis5);
        let (already, found): (Vec<_>, Vec<_>) =
            find_municipalities(&picked.find, lang).into_iter().partition(|place| is_chosen(place));
        let searched = plain(&picked.find).chars().count() >= SHORTEST_SEARCH;
        let hits = searched.then(|| match i64::try_from(already.len() + found.len()) {
            Ok(count @ 1..) => text_with(lang, "picker-hits", &[("count", Arg::Number(count))]),
            _ => text(lang, "picker-no-hits"),
        });
        let chosen = names.sorted(municipalities().values().filter(|place| is_chosen(place)));
        let mut provinces: Vec<_> = Province::ALL
            .into_iter()
            .map(|of| ProvinceView {
                code: of.code(),
                name: province(lang, of),
                chosen: of_province(of).filter(|place| is_chosen(place)).count(),
                total: of_province(of).count(),
                places: names
                    .sorted(of_province(of).filter(|place| !is_chosen(place) && !found.contains(place))),
            })
            .collect();
        provinces.sort_by_key(|province| plain(&province.name));
        AreaPicker {
            lang,
            nationwide: picked.nationwide == Some(true),
            // Who has picked municipalities means them.
            places: picked.nationwide == Some(false) || (picked.nationwide.is_none() && !chosen.is_empty()),
            error: None,
            find: picked.find.clone(),
            longest: LONGEST_SEARCH,
            shortest: SHORTEST_SEARCH,
            hits,
            count: chosen.len(),
            chosen,
            found: found.into_iter().map(|place| names.view(place)).collect(),
            already: already.into_iter().map(|place| names.of(place)).collect(),
            provinces,
            languages: languages(lang, &picked.area()),
            language_names: Lang::ALL
                .map(|code| LanguageView { code, name: language(lang, code) })
                .into_iter()
                .filter(|view| view.code != Lang::En)
                .collect(),
            map: drawing::MapView::new(),
            script_url: drawing::script_url(),
        }
    }

    /// The same with what is wrong with the area, in words; nothing where they are empty.
    pub fn told(self, error: String) -> AreaPicker {
        AreaPicker { error: (!error.is_empty()).then_some(error), ..self }
    }
}

/// The languages that an area asks for, such as `français, néerlandais`.
fn languages(lang: Lang, area: &Area) -> String {
    let names: Vec<_> = area.languages().into_iter().map(|of| language(lang, of)).collect();
    if names.is_empty() { text(lang, "picker-no-languages") } else { names.join(", ") }
}

/// How municipalities are called in a language.
struct Names {
    lang: Lang,
    /// Names that more than one has.
    shared: BTreeSet<&'static str>,
}

impl Names {
    fn new(lang: Lang) -> Names {
        let mut seen = BTreeSet::new();
        let names = municipalities().values().map(|place| place.name(lang));
        Names { lang, shared: names.filter(|name| !seen.insert(*name)).collect() }
    }

    /// Its name with the apostrophe of print, which the register does not have, and with its province where another one is called the
    /// same.
    fn of(&self, place: &Municipality) -> String {
        let name = place.name(self.lang);
        let printed = name.replace('\'', "’");
        if self.shared.contains(name) {
            return format!("{printed} ({})", province(self.lang, place.province));
        }
        printed
    }

    fn view(&self, place: &'static Municipality) -> PlaceView {
        PlaceView { code: place.nis5, name: self.of(place), province: place.province.code() }
    }

    fn sorted(&self, places: impl Iterator<Item = &'static Municipality>) -> Vec<PlaceView> {
        let mut views: Vec<_> = places.map(|place| self.view(place)).collect();
        views.sort_by_cached_key(|view| (plain(&view.name), view.code));
        views
    }
}
