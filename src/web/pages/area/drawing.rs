//! The outlines of the municipalities: the map that an area is picked on, which is an asset of its own, and the small map that shows
//! an area on a page. Drawn by us; nothing is loaded from anywhere.

use crate::public::hashed;
use childalert_domain::{Area, Lang, municipality};
use childalert_words::{Arg, area, text_with};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

const SCRIPT: &str = include_str!("../../../../assets/script/map.js");

/// What is smaller than this has a ring around it on the small map, in units of the drawing: it would be a speck.
const SPECK: i32 = 400;

/// The smallest ring's radius, and the room between an area and its ring.
const RING: i32 = 130;

/// One outline: its box, and its SVG path of whole numbers.
#[derive(Clone, Copy)]
struct Outline {
    x: i32,
    y: i32,
    width: i32,
    height: i32,
    path: &'static str,
}

/// The drawing, as `assets/map/make.py` wrote it. One unit is about 70 m.
struct Drawing {
    width: i32,
    height: i32,
    view_box: String,
    country: &'static str,
    /// The lines between provinces.
    provinces: &'static str,
    /// By NIS code.
    places: BTreeMap<&'static str, Outline>,
}

static DRAWING: LazyLock<Drawing> = LazyLock::new(|| {
    let rows = include_str!("../../../../assets/map/outlines.csv").lines().skip(1);
    let mut places: BTreeMap<_, _> = rows.filter_map(read_row).collect();
    // The tests see that they are there.
    let (width, height) = places.remove("frame").map(|frame| (frame.width, frame.height)).unwrap_or_default();
    let mut line = |key: &str| places.remove(key).map(|outline| outline.path).unwrap_or_default();
    let (country, provinces) = (line("country"), line("provinces"));
    Drawing { width, height, view_box: format!("0 0 {width} {height}"), country, provinces, places }
});

/// One row: `key,x,y,width,height,path`.
fn read_row(row: &'static str) -> Option<(&'static str, Outline)> {
    let mut cells = row.splitn(6, ',');
    let key = cells.next()?;
    let mut number = || cells.next()?.parse().ok();
    let (x, y, width, height) = (number()?, number()?, number()?, number()?);
    Some((key, Outline { x, y, width, height, path: cells.next()? }))
}

/// A file under the hash of its content.
struct Asset {
    name: String,
    media_type: &'static str,
    body: String,
}

impl Asset {
    fn new(name: &str, media_type: &'static str, body: String) -> Asset {
        Asset { name: hashed(name, body.as_bytes()), media_type, body }
    }
}

static MAP: LazyLock<Asset> = LazyLock::new(|| Asset::new("map.svg", "image/svg+xml", whole_map()));
static MAP_SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("map.js", "text/javascript; charset=utf-8", SCRIPT.to_owned()));

/// The map of the municipalities, as a picture.
#[derive(Serialize)]
pub(super) struct MapView {
    /// Where it is.
    pub url: String,
    /// Its measures tell the browser how much room it needs before it is there.
    width: i32,
    height: i32,
}

impl MapView {
    pub fn new() -> MapView {
        MapView { url: format!("/assets/{}", MAP.name), width: DRAWING.width, height: DRAWING.height }
    }
}

/// Where the script is that brings it to life.
pub(super) fn script_url() -> String {
    format!("/assets/{}", MAP_SCRIPT.name)
}

/// The map and its script, each with its name under `/assets/` and its media type.
pub(crate) fn assets() -> impl Iterator<Item = (String, &'static str, &'static [u8])> {
    let assets: [&'static Asset; 2] = [&MAP, &MAP_SCRIPT];
    assets.into_iter().map(|asset| (asset.name.clone(), asset.media_type, asset.body.as_bytes()))
}

/// The map as a picture that needs no stylesheet: greys that are seen on white and on black. The script puts it into the page, where the
/// stylesheet has the say, and reads from it what each municipality is found by and which languages it asks for.
fn whole_map() -> String {
    let Drawing { width, height, view_box, country, provinces, places } = &*DRAWING;
    let mut map = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"{view_box}\" \
         stroke-linejoin=\"round\">\n\
         <g fill=\"#89939c\" fill-opacity=\".22\" stroke=\"#89939c\" stroke-width=\"3\">\n"
    );
    for (code, outline) in places {
        let Some(place) = municipality(code) else { continue };
        let languages: Vec<_> = place.sheet().into_iter().map(Lang::code).collect();
        // Nothing of this needs escaping: codes, plain letters, digits and bars. Writing to a string cannot fail.
        let _ = writeln!(
            map,
            "<path data-place=\"{code}\" data-languages=\"{}\" data-keys=\"{}\" d=\"{}\"/>",
            languages.join(" "),
            place.search_keys(),
            outline.path
        );
    }
    let _ = write!(
        map,
        "</g>\n<g fill=\"none\" stroke=\"#89939c\" stroke-width=\"9\">\n<path class=\"lines\" d=\"{provinces}\"/>\n\
         <path class=\"lines\" d=\"{country}\"/>\n</g>\n</svg>\n"
    );
    map
}

/// A small map of an area for a page that shows it and lets nobody change it: `{{> area-map page.map}}`.
#[derive(Serialize)]
pub(crate) struct AreaMap {
    /// What it shows, in words.
    label: String,
    view_box: &'static str,
    country: &'static str,
    provinces: &'static str,
    /// One path for all that is filled.
    filled: String,
    /// Around what would not be seen.
    ring: Option<Ring>,
}

/// A circle, in units of the drawing.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Ring {
    x: i32,
    y: i32,
    radius: i32,
}

impl AreaMap {
    /// The map of an area. Municipalities that are in no row of the reference data are not on it.
    pub fn of(lang: Lang, shown: &Area) -> AreaMap {
        let Drawing { view_box, country, provinces, places, .. } = &*DRAWING;
        let (filled, ring) = match shown {
            Area::Nationwide => ((*country).to_owned(), None),
            Area::Municipalities(codes) => {
                let outlines: Vec<_> = codes.iter().filter_map(|code| places.get(code.as_str())).collect();
                (outlines.iter().map(|outline| outline.path).collect(), ring(&outlines))
            }
        };
        let label = text_with(lang, "area-map", &[("area", Arg::Text(&area(lang, shown)))]);
        AreaMap { label, view_box, country, provinces, filled, ring }
    }
}

fn ring(outlines: &[&Outline]) -> Option<Ring> {
    let left = outlines.iter().map(|o| o.x).min()?;
    let top = outlines.iter().map(|o| o.y).min()?;
    let width = outlines.iter().map(|o| o.x + o.width).max()? - left;
    let height = outlines.iter().map(|o| o.y + o.height).max()? - top;
    let wide = width.max(height);
    (wide < SPECK).then(|| Ring { x: left + width / 2, y: top + height / 2, radius: wide / 2 + RING })
}

#[cfg(test)]
mod tests {
    use super::*;
    use childalert_domain::municipalities;
    use std::collections::BTreeSet;

    fn codes(codes: &[&str]) -> Area {
        Area::Municipalities(codes.iter().map(|code| (*code).to_owned()).collect())
    }

    #[test]
    fn every_municipality_of_the_domain_has_an_outline_and_nothing_else_has() {
        let drawn: BTreeSet<_> = DRAWING.places.keys().copied().collect();
        assert_eq!(drawn, municipalities().keys().copied().collect());
        assert!(DRAWING.view_box.starts_with("0 0 4000 "), "{}", DRAWING.view_box);
        for (key, path) in DRAWING
            .places
            .iter()
            .map(|(code, outline)| (*code, outline.path))
            .chain([("country", DRAWING.country), ("provinces", DRAWING.provinces)])
        {
            assert!(path.starts_with('M') && path.len() > 20, "{key}: {path}");
            assert!(path.chars().all(|c| c.is_ascii_digit() || "Mlz- ".contains(c)), "{key}: {path}");
        }
        assert!(DRAWING.places.values().all(|outline| outline.path.ends_with('z')));
    }

    #[test]
    fn the_map_is_light_holds_every_municipality_and_is_found_by_its_name_alone() {
        let all: Vec<_> = assets().collect();
        let (_, media_type, bytes) = all.iter().find(|(name, ..)| *name == MAP.name).expect("the map");
        assert_eq!(*media_type, "image/svg+xml");
        assert!(bytes.len() < 250_000, "{} bytes", bytes.len());
        assert_eq!(MAP.body.matches("<path data-place=").count(), municipalities().len());
        let liege = MAP.body.lines().find(|line| line.contains("\"62063\"")).expect("Liège");
        assert!(liege.contains("data-languages=\"fr\"") && liege.contains("|luik|"), "{liege}");
        assert!(MAP.body.contains("data-place=\"21009\" data-languages=\"fr nl\""), "Ixelles");
        assert!(!MAP.body.contains("style"), "the policy of the pages forbids it");
        assert!(all.iter().any(|(name, ..)| *name == MAP_SCRIPT.name));
    }

    #[test]
    fn a_small_map_fills_what_is_chosen_and_rings_what_would_not_be_seen() {
        let ixelles = AreaMap::of(Lang::Fr, &codes(&["21009"]));
        assert_eq!(ixelles.filled, DRAWING.places["21009"].path);
        assert!(ixelles.ring.is_some() && ixelles.label.ends_with("Ixelles"), "{}", ixelles.label);
        let far = AreaMap::of(Lang::Nl, &codes(&["21009", "62063", "99999"]));
        let both = [DRAWING.places["21009"].path, DRAWING.places["62063"].path].concat();
        assert_eq!((far.filled, far.ring), (both, None));
        let whole = AreaMap::of(Lang::En, &Area::Nationwide);
        assert_eq!((whole.filled.as_str(), whole.ring), (DRAWING.country, None));
        assert_eq!(whole.label, "Map of Belgium. Marked: the whole of Belgium");
        assert_eq!(AreaMap::of(Lang::De, &codes(&[])).filled, "");
    }
}
