//! What must hold of every sheet, whatever the words: nothing outside it, nothing over anything else, and an error that
//! tells the truth about how much to cut.

use super::{Content, lay_out_paper, lay_out_wide};
use crate::error::{Code, PosterError};
use crate::fonts::{FACES, library};
use crate::measures::{A4, SOCIAL_WIDE};
use crate::order::{Fact, FileOrder, Format, KitOrder, Notice};
use crate::sheet::{Item, Rect, Shape, Sheet};
use proptest::prelude::*;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{GlyphId, MetadataProvider};

fn words(most: usize) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => "[A-ZÉÈ]?[a-zéïçœ’]{1,11}",
        1 => "[0-9]{1,4}",
        1 => "[А-Яа-яЇї]{2,9}",
        1 => "[Α-Ρα-ω]{2,9}",
        1 => "[a-z]{12,30}",
        1 => "[a-z]{2,8}, [a-z]{2,8}",
    ];
    prop::collection::vec(word, 1..=most).prop_map(|words| words.join(" "))
}

fn notice(lang: &'static str, facts: usize) -> impl Strategy<Value = Notice> {
    let facts = prop::collection::vec((words(2), words(6)), facts..=facts);
    let head = (words(2), words(4), words(3), words(35));
    let number = || "[0-9]{2,4}( [0-9]{2,3}){0,4}";
    let foot = (number(), words(6), prop::option::of(number()), words(4), words(3));
    (head, facts, foot).prop_map(move |((headline, name, age, appeal), facts, foot)| Notice {
        lang: lang.to_owned(),
        headline,
        name,
        age,
        facts: facts.into_iter().map(|(label, value)| Fact { label, value }).collect(),
        appeal,
        number: foot.0,
        number_note: foot.1,
        number_abroad: foot.2.unwrap_or_default(),
        valid_until: foot.3,
        check: foot.4,
        reference_label: "Réf.".to_owned(),
        photo_alt: "Portrait".to_owned(),
    })
}

fn order() -> impl Strategy<Value = KitOrder> {
    let notices =
        (0..=6_usize).prop_flat_map(|facts| (notice("fr", facts), prop::option::of(notice("nl", facts))));
    notices.prop_map(|(first, second)| {
        let notices: Vec<Notice> = std::iter::once(first).chain(second).collect();
        let languages = notices.iter().map(|n| n.lang.clone()).collect();
        KitOrder {
            files: vec![FileOrder { name: "poster.pdf".to_owned(), format: Format::A4, languages }],
            notices,
            photos: Vec::new(),
            check_url: "https://alert.example/n/2026-0417".to_owned(),
            reference: "2026-0417".to_owned(),
        }
    })
}

fn lay_out(order: &KitOrder, format: Format) -> Result<Sheet, Vec<PosterError>> {
    let content = Content::of(order, &order.files[0])?;
    match format {
        Format::A4 => lay_out_paper(&A4, &content),
        Format::SocialWide | Format::Page => lay_out_wide(&SOCIAL_WIDE, &content),
    }
}

/// The ink of an item.
fn ink(item: &Item) -> Option<Rect> {
    match &item.shape {
        Shape::Photo(rect) => Some(*rect),
        Shape::Fill { rects, .. } => rects.iter().copied().reduce(around),
        Shape::Text { glyphs, em, .. } => {
            let metrics: Vec<GlyphMetrics<'_>> = (0..FACES.len())
                .map(|face| library().font(face).glyph_metrics(Size::new(*em), LocationRef::default()))
                .collect();
            let boxes = glyphs.iter().filter_map(|glyph| {
                let bounds = metrics[glyph.face].bounds(GlyphId::from(glyph.id))?;
                let (width, height) = (bounds.x_max - bounds.x_min, bounds.y_max - bounds.y_min);
                Some(Rect::new(glyph.x + bounds.x_min, glyph.y - bounds.y_max, width, height))
            });
            boxes.filter(|b| b.width > 0.0 && b.height > 0.0).reduce(around)
        }
    }
}

fn around(a: Rect, b: Rect) -> Rect {
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    Rect::new(x, y, a.right().max(b.right()) - x, a.bottom().max(b.bottom()) - y)
}

/// How far two boxes reach into each other.
fn overlap(a: Rect, b: Rect) -> f32 {
    let across = a.right().min(b.right()) - a.x.max(b.x);
    let down = a.bottom().min(b.bottom()) - a.y.max(b.y);
    across.min(down)
}

fn check(sheet: &Sheet) -> Result<(), TestCaseError> {
    let hair = sheet.width * 1e-4;
    let inked: Vec<(Rect, f32, bool)> = sheet
        .items
        .iter()
        .filter_map(|item| {
            let (em, spoken) = match &item.shape {
                Shape::Text { em, .. } => (*em, true),
                Shape::Photo(_) => (0.0, true),
                Shape::Fill { .. } => (0.0, false),
            };
            ink(item).map(|rect| (rect, em, spoken))
        })
        .collect();
    for (rect, _, _) in &inked {
        let inside = rect.x >= -hair
            && rect.y >= -hair
            && rect.right() <= sheet.width + hair
            && rect.bottom() <= sheet.height + hair;
        prop_assert!(inside, "{rect:?} reaches outside the sheet");
    }
    let spoken: Vec<_> = inked.iter().filter(|(_, _, spoken)| *spoken).collect();
    for (n, (a, em, _)) in spoken.iter().enumerate() {
        for (b, other, _) in &spoken[n + 1..] {
            // Accents and descenders of neighbouring lines may lean into each other's line, letters may not.
            let lean = em.min(*other) * 0.3 + hair;
            prop_assert!(overlap(*a, *b) <= lean, "{a:?} lies over {b:?}");
        }
    }
    Ok(())
}

/// Cuts what the error names, as a person would.
fn mend(order: &mut KitOrder, error: &PosterError) -> Result<(), TestCaseError> {
    prop_assert_eq!(error.code, Code::TextTooLong, "{}", error);
    let cut = error.excess.unwrap_or(0) as usize;
    prop_assert!(cut > 0, "{} must say how much", error);
    let path: Vec<&str> = error.field.split('.').collect();
    let text = match path.as_slice() {
        ["notices", lang, rest @ ..] => {
            let notice = order.notices.iter_mut().find(|n| n.lang == *lang);
            let Some(notice) = notice else { return Err(TestCaseError::fail(error.field.clone())) };
            match rest {
                ["headline"] => &mut notice.headline,
                ["name"] => &mut notice.name,
                ["age"] => &mut notice.age,
                ["appeal"] => &mut notice.appeal,
                ["number"] => &mut notice.number,
                ["number_note"] => &mut notice.number_note,
                ["number_abroad"] => &mut notice.number_abroad,
                ["valid_until"] => &mut notice.valid_until,
                ["check"] => &mut notice.check,
                ["facts", n, part] => {
                    let fact = n.parse::<usize>().ok().and_then(|n| notice.facts.get_mut(n));
                    match (fact, *part) {
                        (Some(fact), "label") => &mut fact.label,
                        (Some(fact), "value") => &mut fact.value,
                        _ => return Err(TestCaseError::fail(error.field.clone())),
                    }
                }
                _ => return Err(TestCaseError::fail(error.field.clone())),
            }
        }
        _ => return Err(TestCaseError::fail(error.field.clone())),
    };
    let left = text.chars().count().saturating_sub(cut).max(1);
    *text = text.chars().take(left).collect();
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_painted_outside_the_sheet_or_over_another_text(order in order()) {
        for format in [Format::A4, Format::SocialWide] {
            let mut order = order.clone();
            let mut rounds = 0;
            loop {
                match lay_out(&order, format) {
                    Ok(sheet) => {
                        check(&sheet)?;
                        break;
                    }
                    Err(errors) => {
                        prop_assert!(!errors.is_empty());
                        prop_assert!(rounds < 60, "what the errors say to cut must be enough: {errors:?}");
                        for error in &errors {
                            mend(&mut order, error)?;
                        }
                    }
                }
                rounds += 1;
            }
        }
    }

    #[test]
    fn any_string_at_all_gives_a_sheet_or_errors_that_name_a_field(texts in prop::array::uniform5(any::<String>())) {
        let [headline, name, appeal, label, value] = texts;
        let number = "116 000".to_owned();
        let facts = vec![Fact { label, value }];
        let notice = Notice {
            lang: "fr".to_owned(), headline, name, age: String::new(), facts, appeal, number,
            number_note: String::new(), number_abroad: String::new(), valid_until: String::new(),
            check: String::new(), reference_label: String::new(), photo_alt: String::new(),
        };
        let order = KitOrder {
            notices: vec![notice],
            files: vec![FileOrder { name: "x.pdf".into(), format: Format::A4, languages: vec!["fr".into()] }],
            photos: Vec::new(),
            check_url: "https://alert.example".to_owned(),
            reference: String::new(),
        };
        for format in [Format::A4, Format::SocialWide] {
            match lay_out(&order, format) {
                Ok(sheet) => check(&sheet)?,
                Err(errors) => prop_assert!(errors.iter().all(|e| e.field.starts_with("notices.fr."))),
            }
        }
    }
}
