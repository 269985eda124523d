//! An invented notice in French and Dutch, for tests and for looking at.

use childalert_poster::{Fact, FileOrder, Format, KitOrder, KitPhoto, Notice, Photo};
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
    }
}

/// An order for every format with these languages, of this photo.
pub fn order(photo: &Photo, languages: &[&str]) -> KitOrder {
    let languages: Vec<String> = languages.iter().map(|lang| (*lang).to_owned()).collect();
    let tail = languages.join("-");
    let file = |name: &str, format| FileOrder { name: name.to_owned(), format, languages: languages.clone() };
    KitOrder {
        notices: vec![french(), dutch()],
        files: vec![
            file(&format!("poster-a4-{tail}.pdf"), Format::A4),
            file(&format!("social-wide-{tail}.jpg"), Format::SocialWide),
            file("page.jpg", Format::Page),
        ],
        photos: vec![KitPhoto { sha256: sha256(&photo.jpeg), focus: None }],
        check_url: "https://alert.example/n/2026-0417".to_owned(),
        reference: "2026-0417".to_owned(),
    }
}
