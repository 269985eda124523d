//! The kit as a caller orders it: what comes out, and what is refused.

mod specimen;

use childalert_poster::{
    Code, EndedWords, Focus, Format, KitOrder, PosterError, RenderedBytes, ended, render,
};
use specimen::{face, order};

fn all(order: &KitOrder) -> Vec<Result<RenderedBytes, Vec<PosterError>>> {
    order.files.iter().map(|file| render(order, file, &[face()])).collect()
}

fn refusals(order: &KitOrder) -> Vec<(String, Code)> {
    let errors = render(order, &order.files[0], &[face()]).expect_err("the order is at fault");
    errors.into_iter().map(|error| (error.field, error.code)).collect()
}

#[test]
fn every_format_has_its_size_and_the_same_order_gives_the_same_bytes() {
    for languages in [&["fr", "nl"][..], &["fr"]] {
        let order = order(&face(), languages);
        let files = all(&order);
        let sizes: Vec<_> = files
            .iter()
            .map(|file| file.as_ref().map(|f| (f.media_type, f.width, f.height)).expect("the specimen fits"))
            .collect();
        assert_eq!(
            sizes,
            [("application/pdf", 595, 842), ("image/jpeg", 1200, 630), ("image/jpeg", 1000, 1250)]
        );
        assert_eq!(all(&order), files, "{languages:?}");
    }
}

#[test]
fn a_picture_is_what_it_says_it_is() {
    let order = order(&face(), &["fr", "nl"]);
    for file in &order.files[1..] {
        let rendered = render(&order, file, &[face()]).expect("the specimen fits");
        let picture = image::load_from_memory(&rendered.bytes).expect("a JPEG").into_rgb8();
        assert_eq!((picture.width(), picture.height()), (rendered.width, rendered.height));
        assert!(rendered.bytes.len() < 400_000, "{rendered:?}");
    }
    let social = render(&order, &order.files[1], &[face()]).expect("the specimen fits");
    let social = image::load_from_memory(&social.bytes).expect("a JPEG").into_rgb8();
    let close = |(x, y): (u32, u32), wanted: [u8; 3]| {
        let found = social.get_pixel(x, y).0;
        assert!(found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) < 12), "{found:?} at {x}, {y}");
    };
    close((520, 8), [0xc2, 0x0e, 0x1a]);
    close((1190, 620), [0, 0, 0]);
    close((1190, 250), [255, 255, 255]);
    // The drawn girl's orange jacket: the photo is upright and in its place.
    close((252, 600), [0xe8, 0x72, 0x2e]);
}

#[test]
fn a_text_that_is_too_long_names_its_field_its_file_and_how_much_to_cut() {
    let mut order = order(&face(), &["fr", "nl"]);
    order.notices[1].appeal = "Grijp niet zelf in en bel ons dag en nacht. ".repeat(14);
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
fn a_character_without_a_glyph_is_an_error_and_never_a_box() {
    let mut order = order(&face(), &["fr", "nl"]);
    order.notices[0].name = "Éloïse 花".to_owned();
    let errors = render(&order, &order.files[0], &[face()]).expect_err("no font has it");
    let [error] = errors.as_slice() else { panic!("one error, not {errors:?}") };
    assert_eq!((error.field.as_str(), error.code), ("notices.fr.name", Code::NoGlyph));
    assert_eq!(error.character, Some('花'));
    assert!(!error.to_string().contains("Éloïse"), "an error repeats nothing of a name");
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
    let photo = childalert_poster::intake::take_in(&png).expect("a good picture");
    let mut order = order(&photo, &["fr"]);
    let mut middle = |focus| {
        order.photos[0].focus = focus;
        let page = render(&order, &order.files[2], std::slice::from_ref(&photo)).expect("a page picture");
        let page = image::load_from_memory(&page.bytes).expect("a JPEG").into_rgb8();
        page.get_pixel(page.width() / 2, page.height() / 2).0[2]
    };
    assert!(middle(None) > 120, "the middle is blue");
    assert!(middle(Some(Focus { x: 0.95, y: 0.5 })) < 80, "the right end is yellow");
}

#[test]
fn the_ended_card_comes_in_every_format_without_a_name_or_a_face() {
    let words = |lang: &str, title: &str, text: &str| EndedWords {
        lang: lang.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
    };
    let card = [
        words("fr", "Alerte terminée", "Merci. Veuillez retirer l’affiche."),
        words("nl", "Alarm beëindigd", "Bedankt. Gelieve de affiche te verwijderen."),
        words("de", "Alarm beendet", "Danke. Bitte nehmen Sie das Plakat ab."),
        words("en", "Alert ended", "Thank you. Please take the poster down."),
    ];
    let wide = ended(Format::SocialWide, &card).expect("four languages fit");
    assert_eq!((wide.media_type, wide.width, wide.height), ("image/jpeg", 1200, 630));
    assert_eq!(ended(Format::SocialWide, &card), Ok(wide));
    assert_eq!(ended(Format::Page, &card).map(|card| (card.width, card.height)), Ok((1000, 1250)));
    let a4 = ended(Format::A4, &card).expect("four languages fit");
    assert!(a4.bytes.starts_with(b"%PDF-1.7"));
    assert!(!a4.bytes.windows(9).any(|w| w == b"DCTDecode"), "no photo");

    let long = [words("fr", "Alerte terminée", &"Merci de retirer l’affiche. ".repeat(120))];
    let errors = ended(Format::SocialWide, &long).expect_err("too much to read");
    assert_eq!((errors[0].field.as_str(), errors[0].code), ("ended.fr.text", Code::TextTooLong));
    assert_eq!(ended(Format::Page, &[]).map_err(|e| e[0].code), Err(Code::Missing));
}

#[test]
fn an_order_travels_as_json() {
    let order = order(&face(), &["fr", "nl"]);
    let json = serde_json::to_value(&order).expect("serialises");
    assert_eq!(json["files"][1]["format"], "social_wide");
    assert_eq!(serde_json::from_value::<KitOrder>(json).expect("deserialises"), order);
    assert!(!format!("{order:?}").contains("Éloïse"), "a name never reaches a log through Debug");
}
