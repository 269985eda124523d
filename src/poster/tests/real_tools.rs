//! The kit judged by the programs that others read it with. Debian: `apt-get install poppler-utils zbar-tools
//! libimage-exiftool-perl`.

mod specimen;

use childalert_poster::intake::take_in;
use childalert_poster::{Photo, render};
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

const HINT: &str = "install it: apt-get install poppler-utils zbar-tools libimage-exiftool-perl";

/// Runs a tool and returns what it says, spaces and lines joined.
fn run(tool: &str, arguments: &[&str]) -> String {
    let output = Command::new(tool)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{tool} cannot be started ({error}); {HINT}"));
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A folder for one test, removed at its end.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Folder(tempfile::tempdir().expect("a temporary folder"))
    }

    fn write(&self, name: &str, bytes: &[u8]) -> String {
        let path: PathBuf = self.0.path().join(name);
        std::fs::write(&path, bytes).expect("the folder can be written to");
        path.to_str().expect("a temporary path is text").to_owned()
    }
}

/// The phone's photo, taken in once.
fn phone_photo() -> Photo {
    static PHOTO: LazyLock<Photo> = LazyLock::new(|| {
        let original = include_bytes!("../../../tests/data/photos/phone-orientation6-gps.jpg");
        take_in(original).expect("a good photo")
    });
    PHOTO.clone()
}

fn poster(folder: &Folder, photo: &Photo, languages: &[&str]) -> String {
    let order = specimen::order(photo, languages);
    let rendered = render(&order, &order.files[0], std::slice::from_ref(photo)).expect("the specimen fits");
    assert!(rendered.bytes.len() <= 500_000, "{rendered:?}");
    folder.write("poster.pdf", &rendered.bytes)
}

#[test]
fn pdftotext_finds_every_field_of_both_languages() {
    let folder = Folder::new();
    let path = poster(&folder, &specimen::face(), &["fr", "nl"]);
    // In the order of the content, which is the order that a screen reader speaks.
    let text = run("pdftotext", &["-raw", &path, "-"]);
    let mut rest = text.as_str();
    for passage in [
        "DISPARUE",
        "VERMIST",
        "Éloïse V.",
        "12 ans · 12 jaar",
        "Depuis · Sinds",
        "21 novembre, 16 h 40",
        "21 november, 16.40 uur",
        "Lieu · Plaats",
        "Ixelles, quartier Flagey",
        "Elsene, Flageywijk",
        "Taille · Lengte",
        "1 m 52, mince · slank",
        "châtains, mi-longs",
        "kastanjebruin, halflang",
        "bruns · bruin",
        "veste orange, jean bleu",
        "oranje jas, blauwe jeans",
        "Éloïse est partie à pied et n’est pas rentrée. Vous l’avez vue ? N’intervenez pas vous-même : appelez, \
         jour et nuit.",
        "Hebt u haar gezien? Grijp niet zelf in: bel, dag en nacht.",
        "Réf. 2026-0417 · valable jusqu’au · geldig tot 28.11.2026",
        "Toujours recherchée ? · Nog gezocht? alert.example/n/2026-0417",
        "116 000",
        "gratuit · gratis, 24 h / 24 · 24 u / 24",
        "+32 2 475 44 99",
    ] {
        let found = rest.find(passage);
        let at = found.unwrap_or_else(|| panic!("{passage:?} is missing, or out of order, in: {text}"));
        rest = &rest[at + passage.len()..];
    }
}

#[test]
fn the_fonts_are_embedded_and_subset() {
    let folder = Folder::new();
    let path = poster(&folder, &specimen::face(), &["fr", "nl"]);
    let fonts = run("pdffonts", &[&path]);
    for face in [
        "+NotoSans-Regular CID TrueType Identity-H yes yes yes",
        "+NotoSans-Bold CID TrueType Identity-H yes yes yes",
    ] {
        assert!(fonts.contains(face), "{fonts}");
    }
    assert_eq!(fonts.matches("TrueType").count(), 2, "{fonts}");
}

#[test]
fn the_document_says_what_it_is_and_nothing_else() {
    let folder = Folder::new();
    let path = poster(&folder, &specimen::face(), &["fr", "nl"]);
    let info = run("pdfinfo", &[&path]);
    for told in ["Title: DISPARUE · VERMIST", "Tagged: yes", "Pages: 1", "(A4)", "PDF version: 1.7"] {
        assert!(info.contains(told), "{told} is missing in: {info}");
    }
    for silent in ["Producer", "Creator", "Author", "CreationDate", "ModDate", "Éloïse"] {
        assert!(!info.contains(silent), "{silent} has no place in: {info}");
    }
    assert!(run("exiftool", &["-Language", "-s3", &path]).contains("fr"));
    let structure = run("pdfinfo", &["-struct", &path]);
    for element in ["Document", "H1", "Figure", "P"] {
        assert!(structure.contains(element), "{element} is missing in: {structure}");
    }
    let document = lopdf::Document::load(&path).expect("a sound PDF");
    let said = |key: &[u8]| -> Vec<String> {
        let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
        let texts = dictionaries
            .filter_map(|d| d.get(key).ok())
            .filter_map(|text| lopdf::decode_text_string(text).ok());
        texts.collect()
    };
    assert_eq!(
        said(b"Alt"),
        ["Portrait dessiné d’une fille aux cheveux bruns · Getekend portret van een meisje met bruin haar"]
    );
    for lang in ["fr", "nl"] {
        assert!(said(b"Lang").iter().any(|said| said == lang), "{lang}");
    }
}

#[test]
fn the_photo_is_printed_sharp_and_encoded_no_more_than_needed() {
    let folder = Folder::new();
    let path = poster(&folder, &phone_photo(), &["fr", "nl"]);
    let images = run("pdfimages", &["-list", &path]);
    assert!(images.contains("1417 1772 rgb 3 8 jpeg"), "{images}");
    assert!(images.contains(" 300 300 "), "{images}");

    // A photo that already has the right proportions and is not too fine goes in as it is stored.
    let portrait = take_in(include_bytes!("../../../tests/data/photos/portrait.jpg")).expect("a good photo");
    let order = specimen::order(&portrait, &["fr"]);
    let rendered =
        render(&order, &order.files[0], std::slice::from_ref(&portrait)).expect("the specimen fits");
    let stored = portrait.jpeg.as_slice();
    assert!(rendered.bytes.windows(stored.len()).any(|w| w == stored));
}

#[test]
fn the_qr_code_is_read_from_the_page_even_as_a_coarse_grey_print() {
    let folder = Folder::new();
    for photo in [specimen::face(), phone_photo()] {
        let path = poster(&folder, &photo, &["fr", "nl"]);
        let page = folder.write("page", b"");
        run("pdftoppm", &["-r", "100", "-gray", "-png", "-singlefile", &path, &page]);
        let read = run("zbarimg", &["-q", "--raw", &format!("{page}.png")]);
        assert_eq!(read, "https://alert.example/n/2026-0417");
    }
}

#[test]
fn exiftool_finds_no_metadata_in_any_picture() {
    let folder = Folder::new();
    let original =
        folder.write("original.jpg", include_bytes!("../../../tests/data/photos/phone-orientation6-gps.jpg"));
    let told = ["-a", "-G0", "-s", "--File:all", "--ExifTool:all", "--Composite:all", "--JFIF:all"];
    let metadata = |path: &str| run("exiftool", &[&told[..], &[path]].concat());
    assert!(metadata(&original).contains("GPSLatitude"), "the tool would see it");

    let photo = phone_photo();
    let order = specimen::order(&photo, &["fr", "nl"]);
    let mut pictures = vec![photo.jpeg.clone()];
    for file in &order.files[1..] {
        let rendered = render(&order, file, std::slice::from_ref(&photo)).expect("the specimen fits");
        pictures.push(rendered.bytes);
    }
    for picture in pictures {
        assert_eq!(metadata(&folder.write("picture.jpg", &picture)), "");
    }
}
