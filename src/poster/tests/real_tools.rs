//! The kit judged by the programs that others read it with. Debian: `apt-get install poppler-utils zbar-tools
//! libimage-exiftool-perl`.

mod specimen;

use childalert_poster::intake::take_in;
use childalert_poster::{Format, Media, Photo, Report};
use chrono::NaiveDate;
use specimen::{file, render};
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
        take_in(original, NaiveDate::default()).expect("a good photo")
    });
    PHOTO.clone()
}

fn poster(folder: &Folder, photo: &Photo, languages: &[&str]) -> String {
    printed(folder, photo, languages, Format::A4)
}

fn printed(folder: &Folder, photo: &Photo, languages: &[&str], format: Format) -> String {
    let order = specimen::order(photo, languages);
    let rendered =
        render(&order, file(&order, format), std::slice::from_ref(photo)).expect("the specimen fits");
    folder.write(&format!("{}.pdf", format.name()), &rendered.bytes)
}

/// A page as a picture: grey, so many dots per inch.
fn page(folder: &Folder, pdf: &str, dpi: u32) -> image::GrayImage {
    let stem = folder.write("page", b"");
    run("pdftoppm", &["-r", &dpi.to_string(), "-gray", "-png", "-singlefile", pdf, &stem]);
    image::open(format!("{stem}.png")).expect("pdftoppm wrote a PNG").into_luma8()
}

/// Height in millimetres of the tallest run of rows that hold ink (or, on a dark band, paper) within a part of the page
/// given in millimetres: left, top, right, bottom.
fn tallest(page: &image::GrayImage, dpi: u32, [left, top, right, bottom]: [f32; 4], dark: bool) -> f32 {
    let dots = |mm: f32| (mm / 25.4 * dpi as f32).round() as u32;
    let (mut run, mut most) = (0_u32, 0_u32);
    for y in dots(top)..dots(bottom).min(page.height()) {
        let inked = (dots(left)..dots(right).min(page.width())).any(|x| {
            let grey = page.get_pixel(x, y).0[0];
            if dark { grey < 110 } else { grey > 150 }
        });
        run = if inked { run + 1 } else { 0 };
        most = most.max(run);
    }
    most as f32 / dpi as f32 * 25.4
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
        "12 ans · jaar",
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

/// Letters and digits only: where a tool breaks lines or turns punctuation around is its own affair.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The words of a text, each as its letters in alphabetical order: pdftotext turns the two letters of an Arabic ligature
/// around.
fn jumbled(text: &str) -> std::collections::BTreeSet<String> {
    let jumble = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters.into_iter().collect::<String>()
    };
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(jumble).collect()
}

#[test]
fn pdftotext_finds_every_field_in_every_language() {
    let folder = Folder::new();
    for (notices, lang) in [
        ("notice.json", "fr"),
        ("notice.json", "nl"),
        ("notice.json", "de"),
        ("notice.json", "en"),
        ("notice-arabic.json", "ar"),
    ] {
        let order = specimen::demo(notices, &specimen::face(), lang);
        let notice = order.notices.iter().find(|n| n.lang == lang).expect("a notice in the language");
        for format in [Format::A4, Format::A5Shop, Format::VignetteSheet] {
            let made = render(&order, file(&order, format), &[specimen::face()]).expect("the demo fits");
            let path = folder.write("read.pdf", &made.bytes);
            let text = run("pdftotext", &[&path, "-"]);
            let mut fields =
                vec![&notice.name, &notice.age, &notice.number, &notice.number_abroad, &order.reference];
            fields.extend(notice.facts.iter().flat_map(|fact| [&fact.label, &fact.value]));
            fields.push(if format == Format::VignetteSheet { &notice.discreet } else { &notice.headline });
            fields.push(&notice.appeal);
            // A text of several lines may be broken by what stands beside it: word by word.
            let found = jumbled(&text);
            for field in fields {
                let missing: Vec<String> = jumbled(field).difference(&found).cloned().collect();
                assert!(missing.is_empty(), "{} {lang}: {missing:?} of {field} in: {text}", format.name());
            }
        }
    }
}

#[test]
fn a_language_from_right_to_left_is_read_in_its_own_order() {
    let folder = Folder::new();
    let order = specimen::demo("notice-arabic.json", &specimen::face(), "ar");
    let made = render(&order, file(&order, Format::A4), &[specimen::face()]).expect("the demo fits");
    let path = folder.write("spoken.pdf", &made.bytes);
    // What a screen reader is given: the marked contents, one after the other.
    let spoken = letters(&run("pdfinfo", &["-struct-text", &path]));
    for said in ["مفقودة", "لا تتدخلوا بأنفسكم", "الملابس", "سترة برتقالية"]
    {
        assert!(spoken.contains(&letters(said)), "{said} is not in: {spoken}");
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
    let portrait = include_bytes!("../../../tests/data/photos/portrait.jpg");
    let portrait = take_in(portrait, NaiveDate::default()).expect("a good photo");
    let order = specimen::order(&portrait, &["fr"]);
    let rendered =
        render(&order, &order.files[0], std::slice::from_ref(&portrait)).expect("the specimen fits");
    let stored = portrait.jpeg.as_slice();
    assert!(rendered.bytes.windows(stored.len()).any(|w| w == stored));
}

#[test]
fn the_qr_code_is_read_from_the_page_even_as_a_coarse_grey_print() {
    let folder = Folder::new();
    for (photo, format) in [
        (specimen::face(), Format::A4),
        (phone_photo(), Format::A4),
        (phone_photo(), Format::A4Saving),
        (phone_photo(), Format::A3Shop),
        (phone_photo(), Format::A5),
        (phone_photo(), Format::Vignette),
    ] {
        let languages = if format.is_vignette() { &["fr"][..] } else { &["fr", "nl"] };
        let path = printed(&folder, &photo, languages, format);
        let page = folder.write("page", b"");
        run("pdftoppm", &["-r", "100", "-gray", "-png", "-singlefile", &path, &page]);
        let read = run("zbarimg", &["-q", "--raw", &format!("{page}.png")]);
        assert_eq!(read, "https://alert.example/n/2026-0417", "{}", format.name());
    }
}

/// The specification's table: format, margin, headline, name, number, fact, all capital heights in mm.
const CAPITALS: [(Format, f32, [f32; 4], f32); 3] = [
    (Format::A4, 10.0, [12.0, 14.0, 22.0, 4.0], 1.0),
    (Format::A3, 14.0, [17.0, 20.0, 31.0, 5.7], 297.0 / 210.0),
    (Format::A5, 8.0, [8.5, 10.0, 15.5, 2.8], 148.0 / 210.0),
];

#[test]
fn capitals_measured_on_the_printed_page_are_as_high_as_the_table_says() {
    const DPI: u32 = 300;
    let folder = Folder::new();
    for (format, margin, [headline, name, number, fact], k) in CAPITALS {
        let mut order = specimen::order(&specimen::face(), &["fr"]);
        let notice = &mut order.notices[0];
        // Without accents, descenders, neighbours or round letters, which reach a little beyond the straight ones.
        (notice.name, notice.headline) = ("HIHI".to_owned(), "HIHIHI".to_owned());
        notice.number = "111 111".to_owned();
        (notice.age, notice.appeal) = (String::new(), String::new());
        notice.facts.truncate(1);
        notice.facts[0] = childalert_poster::Fact { label: "x".to_owned(), value: "HIHI".to_owned() };
        (notice.number_note, notice.number_abroad) = (String::new(), String::new());
        let made = render(&order, file(&order, format), &[specimen::face()]).expect("it fits");
        let pdf = folder.write("measured.pdf", &made.bytes);
        let page = page(&folder, &pdf, DPI);
        let width = page.width() as f32 / DPI as f32 * 25.4;
        let photo = [(120.0, 150.0), (170.0, 212.0), (85.0, 106.0)]
            [CAPITALS.iter().position(|row| row.0 == format).unwrap_or(0)];
        let under = 33.0 * k + photo.1;
        let found = [
            ("headline", headline, [margin, 1.0, width - margin, 25.0 * k], false),
            ("name", name, [margin, under + 1.0, width / 2.0, under + 26.0 * k], true),
            ("number", number, [margin, 252.0 * k, width * 0.6, 295.0 * k], false),
            ("fact", fact, [margin + photo.0 + 6.0 * k, 34.5 * k, width - margin, under], true),
        ];
        for (what, wanted, area, dark) in found {
            let height = tallest(&page, DPI, area, dark);
            let off = height - wanted;
            // A dot of rounding at each edge; facts may be a little larger than their least.
            let most = if what == "fact" { 0.35 } else { 0.2 };
            assert!((-0.2..=most).contains(&off), "{} {what}: {height} mm, not {wanted}", format.name());
        }
    }
}

#[test]
fn a_print_shop_finds_its_boxes_and_colour_beyond_the_trim() {
    let folder = Folder::new();
    for (format, width, height) in
        [(Format::A4Shop, 210.0, 297.0), (Format::A3Shop, 297.0, 420.0), (Format::A5Shop, 148.0, 210.0)]
    {
        let path = printed(&folder, &specimen::face(), &["fr", "nl"], format);
        let info = run("pdfinfo", &["-box", &path]);
        let points = |mm: f32| mm / 25.4 * 72.0;
        for (name, beyond) in [("MediaBox", 10.0), ("BleedBox", 3.0), ("TrimBox", 0.0)] {
            let at = info.find(name).unwrap_or_else(|| panic!("{name} is missing in: {info}"));
            let found: Vec<f32> = info[at + name.len() + 1..]
                .split_whitespace()
                .take(4)
                .map(|number| number.parse().expect("a number"))
                .collect();
            let wanted = [10.0 - beyond, 10.0 - beyond, 10.0 + width + beyond, 10.0 + height + beyond];
            let close = found.iter().zip(wanted).all(|(found, mm)| (found - points(mm)).abs() < 0.1);
            assert!(close, "{}: {name} {found:?}", format.name());
        }
        let page = page(&folder, &path, 100);
        let grey = |x: f32, y: f32| {
            page.get_pixel((x / 25.4 * 100.0).round() as u32, (y / 25.4 * 100.0).round() as u32).0[0]
        };
        // Half a millimetre inside the bleed's edge: the red band at the top, the black one at the bottom.
        assert!(grey(7.5, 15.0) < 110 && grey(7.5, 10.0 + height - 5.0) < 40, "{}", format.name());
        assert!(grey(6.0, 15.0) > 240, "nothing beyond the bleed");
        // A crop mark above the left edge of the trim.
        let mark = (0..page.width()).any(|x| page.get_pixel(x, 10).0[0] < 140);
        assert!(mark, "{}: crop marks", format.name());
    }
}

#[test]
fn a_card_is_as_legible_as_the_table_says() {
    const DPI: u32 = 300;
    let folder = Folder::new();
    let mut order = specimen::order(&specimen::face(), &["fr"]);
    let notice = &mut order.notices[0];
    (notice.name, notice.number) = ("HIHI".to_owned(), "111 111".to_owned());
    (notice.age, notice.appeal) = (String::new(), String::new());
    notice.facts.truncate(1);
    notice.facts[0] = childalert_poster::Fact { label: "x".to_owned(), value: "HIHI".to_owned() };
    (notice.number_note, notice.number_abroad) = (String::new(), String::new());
    let made = render(&order, file(&order, Format::Vignette), &[specimen::face()]).expect("it fits");
    let page = page(&folder, &folder.write("measured.pdf", &made.bytes), DPI);
    for (what, wanted, area) in [
        ("name", 6.0, [6.0, 83.5, 60.0, 96.0]),
        ("number", 9.0, [6.0, 119.0, 60.0, 137.0]),
        ("fact", 2.5, [65.6, 15.5, 99.0, 82.0]),
    ] {
        let height = tallest(&page, DPI, area, true);
        assert!((wanted - 0.2..=wanted + 0.3).contains(&height), "{what}: {height} mm, not {wanted}");
    }
}

#[test]
fn pages_look_as_they_were_approved() {
    let folder = Folder::new();
    let approved = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/approved");
    for (format, languages) in [
        (Format::A4, &["fr", "nl"][..]),
        (Format::A4Saving, &["nl"]),
        (Format::A5Shop, &["fr"]),
        (Format::VignetteSheet, &["fr"]),
        (Format::ScreenTall, &["fr", "nl"]),
        (Format::ScreenWide, &["nl"]),
        (Format::SocialWide, &["fr", "nl"]),
        (Format::SocialSquare, &["fr"]),
        (Format::SocialStory, &["fr", "nl"]),
        (Format::A3, &["de"]),
        (Format::A4, &["ar"]),
        (Format::ScreenWide, &["ar"]),
    ] {
        let order = match languages {
            ["de"] => specimen::demo("notice.json", &specimen::face(), "de"),
            ["ar"] => specimen::demo("notice-arabic.json", &specimen::face(), "ar"),
            _ => specimen::order(&specimen::face(), languages),
        };
        let made = render(&order, file(&order, format), &[specimen::face()]).expect("the specimen fits");
        let picture = match format.media() {
            Media::Pdf => {
                let path = folder.write("page.pdf", &made.bytes);
                let page = page(&folder, &path, 120);
                image::imageops::thumbnail(&page, page.width() / 3, page.height() / 3)
            }
            Media::Jpeg => {
                let picture = image::load_from_memory(&made.bytes).expect("a JPEG").into_luma8();
                image::imageops::thumbnail(&picture, picture.width() / 4, picture.height() / 4)
            }
        };
        let name = format!("{approved}/{}-{}.png", format.name(), languages.join("-"));
        if std::env::var_os("CHILDALERT_APPROVE").is_some() {
            picture.save(&name).expect("the approved picture can be written");
        }
        let before = image::open(&name)
            .unwrap_or_else(|error| {
                panic!("{name}: {error}; look at the page, then run with CHILDALERT_APPROVE=1")
            })
            .into_luma8();
        assert_eq!(picture.dimensions(), before.dimensions(), "{name}");
        // Other versions of the programs round elsewhere by a grey or two; a letter that moved is seen at once.
        let apart =
            picture.pixels().zip(before.pixels()).filter(|(a, b)| a.0[0].abs_diff(b.0[0]) > 48).count();
        let most = picture.pixels().len() / 2_000;
        assert!(apart <= most, "{name}: {apart} pixels differ, {most} may");
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
    for file in order.files.iter().filter(|file| file.format.media() == Media::Jpeg) {
        let rendered = render(&order, file, std::slice::from_ref(&photo)).expect("the specimen fits");
        pictures.push(rendered.bytes);
    }
    for picture in pictures {
        assert_eq!(metadata(&folder.write("picture.jpg", &picture)), "");
    }
}

fn report() -> Report {
    use childalert_poster::{Block, Section};
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let table = Block::Table {
        head: words(&["Canal", "Copies", "Supprimées"]),
        rows: vec![words(&["page publique", "4", "4"]), words(&["courriels aux volontaires", "12", "0"])],
    };
    let facts = Block::Facts(vec![("SHA-256".to_owned(), "0123456789abcdef".repeat(4))]);
    Report {
        lang: "fr".to_owned(),
        sender: "Avis de disparition".to_owned(),
        title: "Relevé de clôture".to_owned(),
        subtitle: "Campagne k7q2".to_owned(),
        lead: "Rien ne reste dû.".to_owned(),
        sections: vec![
            Section { heading: "Copies".to_owned(), blocks: vec![table] },
            Section { heading: "Preuve".to_owned(), blocks: vec![facts] },
        ],
        check_url: "https://alert.example/c/k7q2".to_owned(),
        check: "La recherche continue-t-elle ?".to_owned(),
        footer: "Ne nomme personne.".to_owned(),
    }
}

#[test]
fn a_report_is_read_aloud_with_its_tables_and_says_what_it_is() {
    let folder = Folder::new();
    let made = childalert_poster::report(&report()).expect("it fits");
    let path = folder.write("report.pdf", &made.bytes);
    let info = run("pdfinfo", &[&path]);
    for told in ["Title: Relevé de clôture", "Tagged: yes", "Pages: 1", "(A4)"] {
        assert!(info.contains(told), "{told} is missing in: {info}");
    }
    let structure = run("pdfinfo", &["-struct-text", &path]);
    for part in ["H1 (block)", "H2 (block)", "Table", "TR", "TH", "TD"] {
        assert!(structure.contains(part), "{part} is missing in: {structure}");
    }
    let spoken = structure.find("page publique").zip(structure.find("courriels aux volontaires"));
    assert!(spoken.is_some_and(|(first, second)| first < second), "{structure}");
    assert!(run("exiftool", &["-Language", "-s3", &path]).contains("fr"));
    let fonts = run("pdffonts", &[&path]);
    assert_eq!(fonts.matches("CID TrueType Identity-H yes yes yes").count(), 2, "{fonts}");
    let text = run("pdftotext", &["-raw", &path, "-"]);
    assert!(text.contains(&"0123456789abcdef".repeat(4)) && text.contains("Rien ne reste dû."), "{text}");
    let page = folder.write("page", b"");
    run("pdftoppm", &["-r", "150", "-gray", "-png", "-singlefile", &path, &page]);
    assert_eq!(run("zbarimg", &["-q", "--raw", &format!("{page}.png")]), "https://alert.example/c/k7q2");
    assert_eq!(childalert_poster::report(&report()).expect("it fits").bytes, made.bytes, "the same bytes");
}
