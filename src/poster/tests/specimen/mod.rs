//! An invented notice in French and Dutch.
#![allow(dead_code, reason = "each test binary uses its own part")]

use childalert_poster::{
    Fact, FileOrder, Format, KitOrder, KitPhoto, Notice, Photo, PosterError, RenderedBytes, Studio, kit_files,
};
use sha2::{Digest, Sha256};

/// The drawn face.
pub fn face() -> Photo {
    let jpeg = include_bytes!("../../../../assets/demo/face.jpg").to_vec();
    Photo::from_stored(jpeg).expect("the demo face went through the intake")
}

/// Lower-case hex SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn facts(facts: [(&str, &str); 6]) -> Vec<Fact> {
    facts.map(|(label, value)| Fact { label: label.to_owned(), value: value.to_owned() }).to_vec()
}

fn french() -> Notice {
    Notice {
        lang: "fr".to_owned(),
        headline: "DISPARUE".to_owned(),
        name: "Éloïse V.".to_owned(),
        age: "12 ans".to_owned(),
        facts: facts([
            ("Depuis", "21 novembre, 16 h 40"),
            ("Lieu", "Ixelles, quartier Flagey"),
            ("Taille", "1 m 52, mince"),
            ("Cheveux", "châtains, mi-longs"),
            ("Yeux", "bruns"),
            ("Vêtements", "veste orange, jean bleu"),
        ]),
        appeal:
            "Éloïse est partie à pied et n’est pas rentrée. Vous l’avez vue ? N’intervenez pas vous-même : \
                 appelez, jour et nuit."
                .to_owned(),
        number: "116 000".to_owned(),
        number_note: "gratuit, 24 h / 24".to_owned(),
        number_abroad: "+32 2 475 44 99".to_owned(),
        valid_until: "valable jusqu’au 28.11.2026".to_owned(),
        check: "Toujours recherchée ?".to_owned(),
        reference_label: "Réf.".to_owned(),
        photo_alt: "Portrait dessiné d’une fille aux cheveux bruns".to_owned(),
        discreet: "Ne pas afficher : à remettre en main propre".to_owned(),
        card_label: "N°".to_owned(),
        ..Notice::default()
    }
}

fn dutch() -> Notice {
    Notice {
        lang: "nl".to_owned(),
        headline: "VERMIST".to_owned(),
        name: "Éloïse V.".to_owned(),
        age: "12 jaar".to_owned(),
        facts: facts([
            ("Sinds", "21 november, 16.40 uur"),
            ("Plaats", "Elsene, Flageywijk"),
            ("Lengte", "1 m 52, slank"),
            ("Haar", "kastanjebruin, halflang"),
            ("Ogen", "bruin"),
            ("Kleding", "oranje jas, blauwe jeans"),
        ]),
        appeal: "Éloïse ging te voet weg en kwam niet thuis. Hebt u haar gezien? Grijp niet zelf in: bel, dag en nacht."
            .to_owned(),
        number: "116 000".to_owned(),
        number_note: "gratis, 24 u / 24".to_owned(),
        number_abroad: "+32 2 475 44 99".to_owned(),
        valid_until: "geldig tot 28.11.2026".to_owned(),
        check: "Nog gezocht?".to_owned(),
        reference_label: "Réf.".to_owned(),
        photo_alt: "Getekend portret van een meisje met bruin haar".to_owned(),
        discreet: "Niet ophangen: persoonlijk afgeven".to_owned(),
        card_label: "Nr.".to_owned(),
        ..Notice::default()
    }
}

/// An order for every format with these languages on each sheet, of this photo.
pub fn order(photo: &Photo, languages: &[&str]) -> KitOrder {
    let mut files = kit_files(Format::ALL, &[languages.to_vec()], languages, 3);
    // Pictures too with all the languages: more to fit.
    for file in &mut files {
        let alone = matches!(file.format, Format::Page | Format::PageSmall) || file.format.is_vignette();
        if !alone && file.languages.len() < languages.len() {
            *file = FileOrder::new(file.format, languages, 3);
        }
    }
    files.dedup_by_key(|file| file.format);
    KitOrder {
        notices: vec![french(), dutch()],
        files,
        photos: vec![KitPhoto { sha256: sha256(&photo.jpeg), focus: None }],
        check_url: "https://alert.example/n/2026-0417".to_owned(),
        reference: "2026-0417".to_owned(),
    }
}

/// The demonstration's notice, or another one beside it.
pub fn demo(file: &str, photo: &Photo, lang: &str) -> KitOrder {
    let path = format!("{}/../../assets/demo/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the demonstration's notice");
    let whole: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    KitOrder {
        notices: serde_json::from_value(whole["notices"].clone()).expect("notices"),
        files: kit_files(Format::ALL, &[vec![lang]], &[lang], 3),
        photos: vec![KitPhoto { sha256: sha256(&photo.jpeg), focus: None }],
        check_url: "https://alert.example/c/r7k2m9q4".to_owned(),
        reference: "2026-0417".to_owned(),
    }
}

/// The order's file of a format.
pub fn file(order: &KitOrder, format: Format) -> &FileOrder {
    order.files.iter().find(|file| file.format == format).expect("the specimen has every format")
}

/// One file, made in a studio of its own.
pub fn render(
    order: &KitOrder,
    file: &FileOrder,
    photos: &[Photo],
) -> Result<RenderedBytes, Vec<PosterError>> {
    Studio::new(photos.to_vec()).render(order, file)
}
