//! The kit as a caller orders it: what comes out, and what is refused.

mod specimen;

use childalert_poster::{
    Code, EndedWords, Focus, Format, KitOrder, KitPhoto, Media, Photo, PosterError, RenderedBytes, Studio,
    ended,
};
use specimen::{face, file, order, render};

fn all(order: &KitOrder) -> Vec<Result<RenderedBytes, Vec<PosterError>>> {
    order.files.iter().map(|file| render(order, file, &[face()])).collect()
}

fn refusals(order: &KitOrder) -> Vec<(String, Code)> {
    let errors = render(order, &order.files[0], &[face()]).expect_err("the order is at fault");
    errors.into_iter().map(|error| (error.field, error.code)).collect()
}

/// Width, height and pages of every format: points after the trim, or pixels.
const SIZES: [(Format, u32, u32, u32); 17] = [
    (Format::A4, 595, 842, 1),
    (Format::A4Saving, 595, 842, 1),
    (Format::A3, 842, 1191, 1),
    (Format::A5, 420, 595, 1),
    (Format::A4Shop, 595, 842, 1),
    (Format::A3Shop, 842, 1191, 1),
    (Format::A5Shop, 420, 595, 1),
    (Format::Vignette, 298, 421, 3),
    (Format::VignetteShop, 298, 421, 3),
    (Format::VignetteSheet, 595, 842, 1),
    (Format::ScreenTall, 1080, 1920, 1),
    (Format::ScreenWide, 1920, 1080, 1),
    (Format::SocialWide, 1200, 630, 1),
    (Format::SocialSquare, 1080, 1080, 1),
    (Format::SocialStory, 1080, 1920, 1),
    (Format::Page, 1000, 1250, 1),
    (Format::PageSmall, 600, 750, 1),
];

#[test]
fn every_format_has_its_size_and_the_same_order_gives_the_same_bytes() {
    for languages in [&["fr", "nl"][..], &["fr"]] {
        let order = order(&face(), languages);
        let kit = Studio::new(vec![face()]).kit(&order, |_| {}).expect("the specimen fits");
        let sizes: Vec<_> =
            kit.iter().map(|(file, made)| (file.format, made.width, made.height, made.pages)).collect();
        assert_eq!(sizes, SIZES);
        for (file, made) in &kit {
            assert_eq!(made.media_type, file.format.media().media_type());
            assert_eq!(render(&order, file, &[face()]).as_ref(), Ok(made), "{}", file.name);
        }
        let named: std::collections::BTreeSet<&str> =
            kit.iter().map(|(file, _)| file.name.as_str()).collect();
        assert_eq!(named.len(), kit.len(), "every file has a name of its own");
    }
}

#[test]
fn the_photo_alone_has_no_language_in_its_name() {
    let order = order(&face(), &["nl"]);
    assert_eq!(file(&order, Format::Page).name, "page.jpg");
    assert_eq!(file(&order, Format::PageSmall).name, "page-small.jpg");
    assert_eq!(file(&order, Format::A4Shop).name, "poster-a4-shop-nl.pdf");
    assert!(Format::ALL.iter().all(|format| Format::named(format.name()) == Some(*format)));
}

#[test]
fn a_photo_is_measured_at_the_size_at_which_it_is_printed() {
    let portrait = |format: Format| format.printed_dpi(1200, 1500);
    assert_eq!((portrait(Format::A4), portrait(Format::A3Shop)), (Some(254), Some(179)));
    assert_eq!((portrait(Format::Vignette), portrait(Format::ScreenTall)), (Some(544), None));
}

#[test]
fn english_has_no_cards_and_no_sheet() {
    let files = childalert_poster::kit_files(Format::ALL, &[vec!["fr", "nl"]], &["fr", "nl", "en"], 4);
    let english = files.iter().filter(|file| file.languages.contains(&"en".to_owned()));
    assert!(
        english.clone().count() == 5 && english.into_iter().all(|file| file.format.media() == Media::Jpeg)
    );
    assert!(files.iter().any(|file| file.name == "vignette-a4-nl.pdf"));
}

#[test]
fn a_home_printer_gets_at_most_half_a_megabyte() {
    let original = include_bytes!("../../../tests/data/photos/phone-orientation6-gps.jpg");
    let photo =
        childalert_poster::intake::take_in(original, chrono::NaiveDate::default()).expect("a good photo");
    let order = order(&photo, &["fr", "nl"]);
    for format in [Format::A4, Format::A4Saving, Format::A5, Format::Vignette, Format::VignetteSheet] {
        let made = render(&order, file(&order, format), std::slice::from_ref(&photo)).expect("it fits");
        assert!(made.bytes.len() <= 500_000, "{}: {made:?}", format.name());
    }
}

#[test]
fn a_picture_is_what_it_says_it_is() {
    let order = order(&face(), &["fr", "nl"]);
    for file in order.files.iter().filter(|file| file.format.media() == Media::Jpeg) {
        let rendered = render(&order, file, &[face()]).expect("the specimen fits");
        let picture = image::load_from_memory(&rendered.bytes).expect("a JPEG").into_rgb8();
        assert_eq!((picture.width(), picture.height()), (rendered.width, rendered.height));
        assert!(rendered.bytes.len() < 800_000, "{rendered:?}");
    }
    let social = render(&order, file(&order, Format::SocialWide), &[face()]).expect("the specimen fits");
    let social = image::load_from_memory(&social.bytes).expect("a JPEG").into_rgb8();
    let close = |(x, y): (u32, u32), wanted: [u8; 3]| {
        let found = social.get_pixel(x, y).0;
        assert!(found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) < 12), "{found:?} at {x}, {y}");
    };
    close((520, 8), [0xb0, 0x0c, 0x17]);
    close((1190, 620), [0, 0, 0]);
    close((1190, 250), [255, 255, 255]);
    // The drawn girl's orange jacket: the photo is upright and in its place.
    close((252, 600), [0xe8, 0x72, 0x2e]);
}

/// Contrast of two colours, 1 to 21.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    // WCAG 2.2, relative luminance.
    let luminance = |rgb: [u8; 3]| {
        let linear = rgb.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    };
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

/// The darkest and the lightest colour within left, top, right, bottom, by luminance.
fn extremes(picture: &image::RgbImage, [left, top, right, bottom]: [u32; 4]) -> ([u8; 3], [u8; 3]) {
    let within = (top..bottom).flat_map(|y| (left..right).map(move |x| (x, y)));
    let colours: Vec<[u8; 3]> = within.map(|(x, y)| picture.get_pixel(x, y).0).collect();
    let lightness = |rgb: &[u8; 3]| (contrast(*rgb, [0; 3]) * 1000.0) as u32;
    let darkest = colours.iter().min_by_key(|rgb| lightness(rgb)).copied().expect("an area");
    let lightest = colours.iter().max_by_key(|rgb| lightness(rgb)).copied().expect("an area");
    (darkest, lightest)
}

#[test]
fn every_letter_stands_out_from_its_ground_by_seven_to_one() {
    let order = order(&face(), &["fr"]);
    let picture = |bytes: &[u8]| image::load_from_memory(bytes).expect("a JPEG").into_rgb8();
    let square = render(&order, file(&order, Format::SocialSquare), &[face()]).expect("the specimen fits");
    let square = picture(&square.bytes);
    for (what, area) in [
        ("headline", [30, 20, 700, 110]),
        ("first label", [572, 156, 800, 186]),
        ("name", [30, 830, 500, 915]),
        ("number", [30, 935, 500, 1020]),
        ("reference", [30, 1045, 500, 1075]),
    ] {
        let (dark, light) = extremes(&square, area);
        assert!(contrast(dark, light) >= 7.0, "{what}: {dark:?} on {light:?}");
    }
    let words = EndedWords {
        lang: "fr".into(),
        title: "Recherche terminée".into(),
        text: "Merci.".into(),
        ..EndedWords::default()
    };
    let card = picture(&ended(Format::SocialSquare, &[words]).expect("it fits").bytes);
    let (dark, light) = extremes(&card, [0, 0, 1080, 1080]);
    assert!(contrast(dark, light) >= 7.0, "the neutral card: {dark:?} on {light:?}");
}

#[test]
fn stories_keep_their_words_clear_of_what_the_network_draws() {
    let order = order(&face(), &["fr", "nl"]);
    let story = render(&order, file(&order, Format::SocialStory), &[face()]).expect("the specimen fits");
    let story = image::load_from_memory(&story.bytes).expect("a JPEG").into_rgb8();
    for (rows, ground) in [(0..250, [0xb0, 0x0c, 0x17]), (1580..1920, [0, 0, 0])] {
        for y in rows {
            for x in 0..1080 {
                let found = story.get_pixel(x, y).0;
                assert!(found.iter().zip(ground).all(|(a, b)| a.abs_diff(b) < 40), "{found:?} at {x}, {y}");
            }
        }
    }
}

#[test]
fn a_second_photo_stands_beside_the_first_on_a4_and_a3_and_nowhere_else() {
    let original = include_bytes!("../../../tests/data/photos/portrait.jpg");
    let everyday =
        childalert_poster::intake::take_in(original, chrono::NaiveDate::default()).expect("a good photo");
    let mut order = order(&face(), &["fr", "nl"]);
    order.photos.push(KitPhoto { sha256: specimen::sha256(&everyday.jpeg), focus: None });
    let photos = [face(), everyday];
    for wanted in &order.files.clone() {
        let made = render(&order, wanted, &photos).expect("it fits");
        let photos = made.bytes.windows(9).filter(|w| w == b"DCTDecode").count();
        let expected = match (wanted.format.media(), wanted.format) {
            (Media::Jpeg, _) => 0,
            (_, Format::A5 | Format::A5Shop) => 1,
            (_, format) if format.is_vignette() => 1,
            _ => 2,
        };
        assert_eq!(photos, expected, "{}", wanted.name);
    }
}

#[test]
fn a_name_in_its_own_script_stands_beside_the_transliteration() {
    for (latin, native) in [
        ("Amina K.", "أمينة ك."),
        ("Noam L.", "נועם ל."),
        ("Nino B.", "ნინო ბ."),
        ("Selam T.", "ሰላም ተ."),
        ("Oleksandra H.", "Олександра Г."),
        ("Li Mei", "李梅"),
        ("Ani S.", "Անի Ս."),
        ("Asha R.", "आशा र."),
        ("Z\u{30c}ofie", "Eléni Παππά"),
    ] {
        let mut order = order(&face(), &["fr", "nl"]);
        for notice in &mut order.notices {
            notice.name = latin.to_owned();
            notice.name_native = native.to_owned();
        }
        let kit = Studio::new(vec![face()]).kit(&order, |_| {});
        assert!(kit.is_ok(), "{native}: {kit:?}");
    }
}

#[test]
fn what_shows_nothing_changes_nothing_and_what_no_font_holds_is_refused() {
    let mut plain = order(&face(), &["fr"]);
    let poster = plain.files[0].clone();
    plain.files = vec![poster.clone()];
    let made = render(&plain, &poster, &[face()]);
    let mut turned = plain.clone();
    turned.notices[0].name = "\u{202e}Éloïse V.\u{202c}\u{200f}".to_owned();
    assert_eq!(render(&turned, &poster, &[face()]), made, "an override of the direction is left out");
    for (bad, character) in [("Éloïse 🙂", '🙂'), ("Élo\u{7}ïse", '\u{7}'), ("Éloïse \u{e000}", '\u{e000}')]
    {
        let mut order = plain.clone();
        order.notices[0].name = bad.to_owned();
        let errors = render(&order, &poster, &[face()]).expect_err("no font has it");
        assert!(!errors[0].to_string().contains("Éloïse"), "an error repeats nothing of a name");
        assert_eq!((errors[0].code, errors[0].character), (Code::NoGlyph, Some(character)));
    }
    for (name, code) in [(String::new(), Code::Missing), ("Anastasia-".repeat(8), Code::TextTooLong)] {
        let mut order = plain.clone();
        order.notices[0].name = name;
        let errors = render(&order, &poster, &[face()]).expect_err("such a name cannot be set");
        assert_eq!((errors[0].field.as_str(), errors[0].code), ("notices.fr.name", code));
    }
}

#[test]
fn cards_are_numbered_and_say_what_they_are_for() {
    let mut order = order(&face(), &["fr", "nl"]);
    let mut cards = file(&order, Format::Vignette).clone();
    for (count, code) in [(0, Code::CardsOutOfRange), (401, Code::CardsOutOfRange)] {
        cards.cards = count;
        let errors = render(&order, &cards, &[face()]).expect_err("out of range");
        assert_eq!((errors[0].field.as_str(), errors[0].code), ("cards", code));
    }
    cards.cards = 9;
    assert_eq!(render(&order, &cards, &[face()]).map(|made| made.pages), Ok(9));
    let sheet = childalert_poster::FileOrder { format: Format::VignetteSheet, ..cards.clone() };
    assert_eq!(render(&order, &sheet, &[face()]).map(|made| made.pages), Ok(3));
    order.notices[0].discreet = String::new();
    let errors = render(&order, &cards, &[face()]).expect_err("a card must say that it is not for a wall");
    assert_eq!((errors[0].field.as_str(), errors[0].code), ("notices.fr.discreet", Code::Missing));
}

#[test]
fn a_text_that_is_too_long_names_its_field_its_file_and_how_much_to_cut() {
    let mut order = order(&face(), &["fr", "nl"]);
    order.notices[1].appeal = "Verantwoordelijkheidsgevoelens ".repeat(35);
    let errors = render(&order, &order.files[0], &[face()]).expect_err("the appeal is too long");
    let [error] = errors.as_slice() else { panic!("one error, not {errors:?}") };
    assert_eq!((error.field.as_str(), error.code), ("notices.nl.appeal", Code::TextTooLong));
    assert_eq!(error.file, "poster-a4-fr-nl.pdf");
    let excess = error.excess.expect("a number of characters") as usize;
    let appeal = order.notices[1].appeal.trim_end().to_owned();
    let kept = appeal.chars().count() - excess;
    order.notices[1].appeal = appeal.chars().take(kept).collect();
    assert!(render(&order, &order.files[0], &[face()]).is_ok(), "cut by {excess}, it fits");
    assert!(error.to_string().contains(&format!("cut {excess} characters")));
}

#[test]
fn a_word_wider_than_its_column_is_refused_and_never_broken_inside() {
    let mut order = order(&face(), &["fr"]);
    order.notices[0].facts[5].value = "Donaudampfschifffahrtskapitänsmütze".to_owned();
    assert_eq!(refusals(&order), [("notices.fr.facts.5.value".to_owned(), Code::TextTooLong)]);
}

#[test]
fn a_long_headline_a_long_name_and_thirty_five_words_still_fit() {
    let mut order = order(&face(), &["fr", "nl"]);
    order.notices[0].headline = "DISPARITION INQUIÉTANTE".to_owned();
    order.notices[1].headline = "ONRUSTWEKKENDE VERDWIJNING".to_owned();
    order.notices[0].appeal = "Marie a quitté la maison à vélo vers dix-sept heures et n’a plus donné de nouvelles. Si \
                               vous la voyez, n’intervenez pas vous-même et appelez immédiatement le numéro gratuit, \
                               de jour comme de nuit."
        .to_owned();
    order.notices[1].appeal = "Marie verliet het huis met de fiets rond zeventien uur en gaf sindsdien geen teken van \
                               leven. Als u haar ziet, grijp niet zelf in en bel onmiddellijk het gratis nummer, dag \
                               en nacht."
        .to_owned();
    for notice in &mut order.notices {
        notice.name = "Marie-Antoinette Vandenbroucke-Delacroix".to_owned();
    }
    for file in all(&order) {
        assert!(file.is_ok(), "{file:?}");
    }
}

#[test]
fn a_faulty_order_is_refused_with_all_its_reasons() {
    let photo = face();
    let mut wrong = order(&photo, &["fr", "nl"]);
    wrong.notices[0].headline = " ".to_owned();
    wrong.notices[0].number = "appelez-nous".to_owned();
    wrong.notices[1].facts.pop();
    wrong.photos[0].sha256 = specimen::sha256(b"another photo");
    let field = |name: &str, code| (name.to_owned(), code);
    assert_eq!(
        refusals(&wrong),
        [
            field("photos.0.sha256", Code::PhotoMismatch),
            field("notices.fr.headline", Code::Missing),
            field("notices.fr.number", Code::NotANumber),
            field("notices.nl.facts", Code::FactsDiffer),
        ]
    );

    let mut wrong = order(&photo, &["fr", "de"]);
    wrong.photos[0].focus = Some(Focus { x: f32::NAN, y: 0.5 });
    assert_eq!(
        refusals(&wrong),
        [field("photos.0.focus", Code::OutOfRange), field("notices.de", Code::NoNotice)]
    );

    let mut wrong = order(&photo, &["fr", "nl"]);
    wrong.notices[0].appeal = "mot ".repeat(37);
    (wrong.notices[1].photo_alt, wrong.photos) = (String::new(), vec![wrong.photos[0].clone(); 3]);
    assert_eq!(
        refusals(&wrong),
        [
            field("notices.fr.appeal", Code::TooManyWords),
            field("notices.nl.photo_alt", Code::Missing),
            field("photos", Code::TooMany),
        ]
    );

    let mut wrong = order(&photo, &["fr", "nl", "fr"]);
    wrong.photos.clear();
    let seventh = wrong.notices[0].facts[0].clone();
    wrong.notices[0].facts.push(seventh.clone());
    wrong.notices[1].facts.push(seventh);
    assert_eq!(
        refusals(&wrong)[..3],
        [
            field("photos", Code::Missing),
            field("languages", Code::TooMany),
            field("notices.fr.facts", Code::TooMany)
        ]
    );
}

#[test]
fn the_crop_follows_the_focus_that_the_officer_set() {
    let mut wide = image::RgbImage::from_pixel(1600, 800, image::Rgb([40, 90, 160]));
    for (_, _, pixel) in wide.enumerate_pixels_mut().filter(|(x, _, _)| *x >= 1200) {
        *pixel = image::Rgb([220, 200, 40]);
    }
    let mut png = Vec::new();
    wide.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).expect("encodes");
    let photo =
        childalert_poster::intake::take_in(&png, chrono::NaiveDate::default()).expect("a good picture");
    let mut order = order(&photo, &["fr"]);
    let mut middle = |focus| {
        order.photos[0].focus = focus;
        let page =
            render(&order, file(&order, Format::Page), std::slice::from_ref(&photo)).expect("a page picture");
        let page = image::load_from_memory(&page.bytes).expect("a JPEG").into_rgb8();
        page.get_pixel(page.width() / 2, page.height() / 2).0[2]
    };
    assert!(middle(None) > 120, "the middle is blue");
    assert!(middle(Some(Focus { x: 0.95, y: 0.5 })) < 80, "the right end is yellow");
}

#[test]
fn a_telephone_gets_a_small_photo_and_no_photo_is_refused_for_its_grain() {
    let small = |photo: &Photo| {
        let order = order(photo, &["fr"]);
        render(&order, file(&order, Format::PageSmall), std::slice::from_ref(photo)).expect("a picture")
    };
    assert!(small(&face()).bytes.len() <= 28_000, "{}", small(&face()).bytes.len());
    // Nothing but grain, which no quality makes small.
    let mut seed = 1_u32;
    let grain = image::RgbImage::from_fn(1000, 1250, |_, _| {
        image::Rgb([8, 16, 24].map(|shift| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> shift) as u8
        }))
    });
    let mut png = Vec::new();
    grain.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).expect("encodes");
    let photo =
        childalert_poster::intake::take_in(&png, chrono::NaiveDate::default()).expect("a good picture");
    assert_eq!((small(&photo).width, small(&photo).height), (600, 750));
}

#[test]
fn the_ended_card_comes_in_every_format_without_a_name_or_a_face() {
    let words = |lang: &str, title: &str, text: &str| EndedWords {
        lang: lang.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        ..EndedWords::default()
    };
    let card = [
        words("fr", "Recherche terminée", "Merci. Veuillez retirer l’affiche."),
        words("nl", "Zoektocht beëindigd", "Bedankt. Gelieve de affiche te verwijderen."),
        words("de", "Suche beendet", "Danke. Bitte nehmen Sie das Plakat ab."),
        words("en", "Search ended", "Thank you. Please take the poster down."),
    ];
    for (format, width, height, _) in SIZES {
        let made = ended(format, &card).expect("four languages fit");
        assert_eq!((made.width, made.height), (width, height), "{}", format.name());
    }
    let wide = ended(Format::SocialWide, &card).expect("four languages fit");
    assert_eq!((wide.media_type, wide.width, wide.height), ("image/jpeg", 1200, 630));
    assert_eq!(ended(Format::SocialWide, &card), Ok(wide));
    assert_eq!(ended(Format::Page, &card).map(|card| (card.width, card.height)), Ok((1000, 1250)));
    let a4 = ended(Format::A4, &card).expect("four languages fit");
    assert!(a4.bytes.starts_with(b"%PDF-1.7"));
    assert!(!a4.bytes.windows(9).any(|w| w == b"DCTDecode"), "no photo");

    let long = [words("fr", "Recherche terminée", &"Merci de retirer l’affiche. ".repeat(120))];
    let errors = ended(Format::SocialWide, &long).expect_err("too much to read");
    assert_eq!((errors[0].field.as_str(), errors[0].code), ("ended.fr.text", Code::TextTooLong));
    assert_eq!(ended(Format::Page, &[]).map_err(|e| e[0].code), Err(Code::Missing));
}

#[test]
fn only_paper_for_walls_is_asked_to_be_taken_down() {
    let said = |text: &str| EndedWords {
        lang: "en".to_owned(),
        title: "Search ended".to_owned(),
        text: text.to_owned(),
        ..EndedWords::default()
    };
    let (poster, picture, card) = ("Please take the poster down.", "Thank you.", "Please destroy this card.");
    let words = EndedWords { picture_text: picture.to_owned(), card_text: card.to_owned(), ..said(poster) };
    for (format, text) in [
        (Format::A4, poster),
        (Format::A5Shop, poster),
        (Format::Vignette, card),
        (Format::VignetteSheet, card),
        (Format::ScreenTall, picture),
        (Format::SocialWide, picture),
        (Format::Page, picture),
    ] {
        let made = ended(format, std::slice::from_ref(&words)).expect("it fits");
        assert!(Ok(made) == ended(format, &[said(text)]), "{}", format.name());
        assert!(ended(format, &[said(poster)]).is_ok(), "without words of its own: the poster's");
    }
}

#[test]
fn an_order_travels_as_json() {
    let order = order(&face(), &["fr", "nl"]);
    let json = serde_json::to_value(&order).expect("serialises");
    assert_eq!(json["files"][12]["format"], "social_wide");
    assert_eq!(serde_json::from_value::<KitOrder>(json).expect("deserialises"), order);
    assert!(!format!("{order:?}").contains("Éloïse"), "a name never reaches a log through Debug");
}
