//! What must hold of every sheet, whatever the words: nothing outside it, nothing over anything else, and an error that
//! tells the truth about how much to cut.

use crate::error::{Code, PosterError};
use crate::fonts::{FACES, library};
use crate::order::{Fact, FileOrder, Format, KitOrder, KitPhoto, Notice};
use crate::sheet::{Item, Rect, Shape, Sheet};
use crate::studio::laid_out;
use proptest::prelude::*;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{GlyphId, MetadataProvider};

/// Words in many letters; `arabic`: mostly in Arabic ones.
fn words_in(most: usize, arabic: bool) -> impl Strategy<Value = String> {
    let own = if arabic { 20 } else { 1 };
    let word = prop_oneof![
        own => "[\u{627}-\u{63a}\u{641}-\u{64a}]{2,8}",
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
    let arabic = lang == "ar";
    let words = move |most| words_in(most, arabic);
    let facts = prop::collection::vec((words(2), words(6)), facts..=facts);
    // At most 35 words, of which some are two.
    let head = (words(2), words(4), words(3), words(17));
    let number = || "[0-9]{2,4}( [0-9]{2,3}){0,4}";
    let native = prop_oneof![
        3 => Just(String::new()),
        1 => "[\u{627}-\u{63a}\u{641}-\u{64a}]{2,9}",
        1 => "[\u{5d0}-\u{5ea}]{2,9}",
        1 => "[\u{10d0}-\u{10f0}]{2,9}",
        1 => "[\u{1200}-\u{1206}]{2,6}",
        1 => "[\u{4e00}-\u{4e20}]{2,4}",
    ];
    let foot = (number(), words(6), prop::option::of(number()), words(4), words(3), native, words(6));
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
        name_native: foot.5,
        discreet: foot.6,
        card_label: "N°".to_owned(),
    })
}

fn order() -> impl Strategy<Value = KitOrder> {
    let notices =
        (0..=6_usize, prop_oneof![4 => Just("fr"), 1 => Just("ar")]).prop_flat_map(|(facts, lang)| {
            (notice(lang, facts), prop::option::of(notice("nl", facts)), 1..=2_usize)
        });
    notices.prop_map(|(first, second, photos)| {
        let notices: Vec<Notice> = std::iter::once(first).chain(second).collect();
        let languages = notices.iter().map(|n| n.lang.clone()).collect();
        KitOrder {
            files: vec![FileOrder { name: "poster.pdf".to_owned(), format: Format::A4, languages, cards: 1 }],
            notices,
            photos: vec![KitPhoto { sha256: String::new(), focus: None }; photos],
            check_url: "https://alert.example/n/2026-0417".to_owned(),
            reference: "2026-0417".to_owned(),
        }
    })
}

/// Every format that has words, and each sheet of paper once.
const FORMATS: [Format; 10] = [
    Format::A4,
    Format::A4Saving,
    Format::A3Shop,
    Format::A5,
    Format::VignetteSheet,
    Format::ScreenTall,
    Format::ScreenWide,
    Format::SocialWide,
    Format::SocialSquare,
    Format::SocialStory,
];

fn lay_out(order: &KitOrder, format: Format) -> Result<Sheet, Vec<PosterError>> {
    let file = FileOrder { format, ..order.files[0].clone() };
    let (sheets, _) = laid_out(order, &file)?;
    Ok(sheets.into_iter().next().unwrap_or_else(|| Sheet::new(0.0, 0.0)))
}

/// The ink of an item.
fn ink(item: &Item) -> Option<Rect> {
    match &item.shape {
        Shape::Photo { rect, .. } => Some(*rect),
        Shape::Fill { rects, .. } => rects.iter().copied().reduce(Rect::around),
        Shape::Text { glyphs, em, .. } => {
            let metrics: Vec<GlyphMetrics<'_>> = (0..FACES.len())
                .map(|face| library().font(face).glyph_metrics(Size::new(*em), LocationRef::default()))
                .collect();
            let boxes = glyphs.iter().filter_map(|glyph| {
                let bounds = metrics[glyph.face].bounds(GlyphId::from(glyph.id))?;
                let (width, height) = (bounds.x_max - bounds.x_min, bounds.y_max - bounds.y_min);
                Some(Rect::new(glyph.x + bounds.x_min, glyph.y - bounds.y_max, width, height))
            });
            boxes.filter(|b| b.width > 0.0 && b.height > 0.0).reduce(Rect::around)
        }
    }
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
                Shape::Photo { .. } => (0.0, true),
                // A QR code is read too, by a phone.
                Shape::Fill { whole, .. } => (0.0, *whole),
            };
            ink(item).map(|rect| (rect, em, spoken))
        })
        .collect();
    for (rect, _, _) in &inked {
        let edge = sheet.outside + hair;
        let inside = rect.x >= -edge
            && rect.y >= -edge
            && rect.right() <= sheet.width + edge
            && rect.bottom() <= sheet.height + edge;
        prop_assert!(inside, "{rect:?} reaches outside the sheet");
    }
    // What is read keeps inside the trim.
    for (rect, _, _) in inked.iter().filter(|(_, _, spoken)| *spoken) {
        prop_assert!(
            rect.x >= -hair && rect.right() <= sheet.width + hair && rect.bottom() <= sheet.height + hair,
            "{rect:?} would be cut off"
        );
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
                ["name_native"] => &mut notice.name_native,
                ["age"] => &mut notice.age,
                ["appeal"] => &mut notice.appeal,
                ["number"] => &mut notice.number,
                ["number_note"] => &mut notice.number_note,
                ["number_abroad"] => &mut notice.number_abroad,
                ["valid_until"] => &mut notice.valid_until,
                ["check"] => &mut notice.check,
                ["discreet"] => &mut notice.discreet,
                ["card_label"] => &mut notice.card_label,
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
    // A failure tells soon: without an end to the shrinking it would look like a test that hangs.
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.max(1_000),
        failure_persistence: None,
        max_shrink_time: 20_000,
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_is_painted_outside_the_sheet_or_over_another_text(
        order in order(),
        chosen in prop::array::uniform2(0..FORMATS.len()),
    ) {
        for format in chosen.map(|n| FORMATS[n]) {
            let mut order = order.clone();
            let mut rounds = 0;
            loop {
                match lay_out(&order, format) {
                    Ok(sheet) => {
                        // The words are not in what is printed of an order: a failure must show them.
                        let words = || serde_json::to_string(&order.notices).unwrap_or_default();
                        check(&sheet).map_err(|e| TestCaseError::fail(format!("{}: {e}\n{}", format.name(), words())))?;
                        break;
                    }
                    Err(errors) => {
                        prop_assert!(!errors.is_empty());
                        prop_assert!(
                            rounds < 60,
                            "{}: what the errors say to cut must be enough: {errors:?}\n{}",
                            format.name(),
                            serde_json::to_string(&order.notices).unwrap_or_default()
                        );
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
    fn any_string_at_all_gives_a_sheet_or_errors_that_name_a_field(
        // Any characters at all, and every second time only such as there are typefaces for.
        texts in prop_oneof![
            prop::array::uniform5(any::<String>()),
            prop::array::uniform5("[ -~\u{a1}-\u{17f}\u{391}-\u{3c9}\u{410}-\u{44f}\u{5d0}-\u{5ea}\u{627}-\u{64a}]{0,30}"),
        ],
        chosen in 0..FORMATS.len(),
    ) {
        let [headline, name, appeal, label, value] = texts;
        let number = "116 000".to_owned();
        let facts = vec![Fact { label, value }];
        let notice = Notice {
            lang: "fr".to_owned(), headline, name, age: String::new(), facts, appeal, number,
            discreet: "Ne pas afficher".to_owned(), photo_alt: "Portrait".to_owned(), ..Notice::default()
        };
        let order = KitOrder {
            notices: vec![notice],
            files: vec![FileOrder { name: "x.pdf".into(), format: Format::A4, languages: vec!["fr".into()], cards: 1 }],
            photos: Vec::new(),
            check_url: "https://alert.example".to_owned(),
            reference: String::new(),
        };
        for format in [FORMATS[chosen]] {
            match lay_out(&order, format) {
                Ok(sheet) => check(&sheet)?,
                Err(errors) => prop_assert!(errors.iter().all(|e| e.field.starts_with("notices.fr."))),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// What can no longer be recalled must at least tell where to ask. On a screen in the street nobody could use it.
    #[test]
    fn the_address_that_answers_whether_the_search_is_on_stands_on_everything_that_is_kept(order in order()) {
        for format in FORMATS.iter().filter(|format| ![Format::ScreenTall, Format::ScreenWide].contains(format)) {
            let Ok(sheet) = lay_out(&order, *format) else { continue };
            let said = |item: &Item| match &item.shape {
                Shape::Text { glyphs, .. } => {
                    let mut glyphs: Vec<_> = glyphs.iter().collect();
                    glyphs.sort_by_key(|glyph| glyph.at);
                    glyphs.iter().map(|glyph| glyph.text.as_str()).collect::<String>()
                }
                Shape::Fill { .. } | Shape::Photo { .. } => String::new(),
            };
            let found = sheet.items.iter().any(|item| said(item).contains("alert.example/n/2026-0417"));
            prop_assert!(found, "{}", format.name());
        }
    }
}
