//! The picker as it comes back from a form, and as it is shown.

use super::*;
use childalert_domain::{Refusal, Rule};
use childalert_words::{Escaping, engine};
use handlebars::Handlebars;
use serde_json::json;

fn fields(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn read(sent: &[(&str, &str)]) -> Picked {
    Picked::read(&fields(sent))
}

fn codes(codes: &[&str]) -> Area {
    Area::Municipalities(codes.iter().map(|code| (*code).to_owned()).collect())
}

fn templates() -> Handlebars<'static> {
    let mut templates = engine(Escaping::Markup);
    for (name, source) in [
        ("area-picker", include_str!("../../../../templates/desk/area-picker.hbs")),
        ("area-map", include_str!("../../../../templates/desk/area-map.hbs")),
        ("form", "<form method=\"post\">{{> area-picker page.picker}}</form>"),
        ("room", "<p>{{> area-map page.map}}</p>"),
    ] {
        templates.register_template_string(name, source).expect(name);
    }
    templates
}

/// The picker within a page, as the shell renders it.
fn shown(lang: Lang, picked: &Picked) -> String {
    let page = json!({ "lang": lang, "page": { "picker": AreaPicker::of(lang, picked) } });
    templates().render("form", &page).expect("it renders")
}

#[test]
fn a_posted_area_is_read_and_other_fields_are_left_alone() {
    let sent =
        [("shown_name", "É."), ("reach", "places"), ("place", "62063"), ("place", "21009"), ("do", "next")];
    let picked = read(&sent);
    assert_eq!(picked.area(), codes(&["21009", "62063"]));
    assert!(picked.area().refusals().is_empty());
    assert_eq!(read(&[("place", "21009")]).area(), codes(&["21009"]), "who picks municipalities means them");
}

#[test]
fn the_whole_country_keeps_what_was_picked_for_who_thinks_again() {
    let picked = read(&[("reach", "nationwide"), ("place", "21009")]);
    assert_eq!(picked.area(), Area::Nationwide);
    assert!(shown(Lang::En, &picked).contains("value=\"21009\" checked"));
    let languages = AreaPicker::of(Lang::Fr, &picked).languages;
    assert_eq!(languages, "français, néerlandais, allemand");
}

#[test]
fn a_search_shows_what_it_found_beside_what_is_chosen() {
    let picked = read(&[("reach", "places"), ("find", "  st-gillis "), ("do", "find")]);
    let picker = AreaPicker::of(Lang::Nl, &picked);
    let found: Vec<_> = picker.found.iter().map(|place| place.name.as_str()).collect();
    assert_eq!(found, ["Sint-Gillis", "Sint-Gillis-Waas"]);
    assert_eq!(picker.hits.as_deref(), Some("Gevonden: 2"));
    let alike = AreaPicker::of(Lang::Fr, &read(&[("find", "saint-nicolas")]));
    let found: Vec<_> = alike.found.iter().map(|place| place.name.as_str()).collect();
    assert_eq!(found, ["Saint-Nicolas (Flandre orientale)", "Saint-Nicolas (Liège)"]);
    assert_eq!(read(&[("find", &"é".repeat(500))]).find.chars().count(), LONGEST_SEARCH);
    let nothing = AreaPicker::of(Lang::En, &read(&[("find", "nowhere")]));
    assert!(nothing.hits.is_some_and(|said| said.starts_with("Nothing found")));
    assert_eq!(AreaPicker::of(Lang::En, &read(&[("find", "l")])).hits, None, "too short to be a search");
}

#[test]
fn a_ticked_province_stands_for_its_municipalities() {
    let picked =
        read(&[("reach", "places"), ("province", "brussels"), ("place", "62063"), ("province", "no")]);
    let Area::Municipalities(codes) = picked.area() else { panic!("municipalities") };
    assert_eq!(codes.len(), 20);
    let picker = AreaPicker::of(Lang::De, &picked);
    let brussels = picker.provinces.iter().find(|province| province.code == "brussels").expect("it is there");
    assert_eq!((brussels.chosen, brussels.total, brussels.places.len()), (19, 19, 0));
    assert_eq!(picker.languages, "Französisch, Niederländisch");
}

#[test]
fn what_is_wrong_with_an_area_is_refused_by_the_rule_and_said_beside_it() {
    assert_eq!(read(&[]).area().refusals(), [Refusal::at(Rule::AREA, "area", "")]);
    assert_eq!(read(&[("reach", "places")]).area().refusals(), [Refusal::at(Rule::AREA, "area", "")]);
    let strange = read(&[("reach", "places"), ("place", "\"><b>"), ("place", "21009"), ("place", "99999")]);
    assert_eq!(strange.area().refusals().len(), 2);
    let picker = AreaPicker::of(Lang::En, &strange).told("Choose <i>from</i> the list.".to_owned());
    let page = json!({ "lang": "en", "page": { "picker": picker } });
    let html = templates().render("form", &page).expect("it renders");
    assert!(html.contains("id=\"area-error\"") && !html.contains("<b>") && !html.contains("99999"));
    assert!(html.contains("Choose &lt;i&gt;from"));
    assert_eq!(AreaPicker::of(Lang::En, &Picked::default()).told(String::new()).error, None);
}

#[test]
fn every_municipality_has_exactly_one_box_in_every_language() {
    let area = codes(&["21009", "25014", "62063"]);
    let searched = Picked { find: "saint".to_owned(), ..Picked::from(&area) };
    for lang in Lang::ALL {
        for picked in [Picked::default(), Picked::from(&Area::Nationwide), searched.clone()] {
            let html = shown(lang, &picked);
            for code in municipalities().keys() {
                let boxes = html.matches(&format!("name=\"place\" value=\"{code}\"")).count();
                assert_eq!(boxes, 1, "{lang}: {code}");
            }
            assert!(!html.contains(" style=") && !html.contains("onclick"), "the policy forbids it");
        }
        let html = shown(lang, &searched);
        assert_eq!(html.matches(" checked").count(), 4, "three municipalities and what they are");
        let (chosen, listed) = html.split_once("data-found").expect("what is found comes after");
        assert!(chosen.contains("value=\"62063\" checked") && !listed.contains("value=\"62063\""));
        assert!(html.contains(&drawing::MapView::new().url) && html.contains(&drawing::script_url()));
    }
    let html = shown(Lang::Fr, &searched);
    assert!(html.contains("Braine-l’Alleud") && !html.contains("Braine-l'Alleud"));
}

#[test]
fn the_small_map_says_in_words_what_it_shows() {
    for lang in Lang::ALL {
        for area in [Area::Nationwide, codes(&["21009"]), codes(&["21009", "62063"])] {
            let page = json!({ "lang": lang, "page": { "map": AreaMap::of(lang, &area) } });
            let html = templates().render("room", &page).expect("it renders");
            assert!(html.contains("role=\"img\"") && html.len() < 12_000, "{} bytes", html.len());
            assert!(html.contains(&childalert_words::area(lang, &area)), "{html}");
        }
    }
}
