//! Scans of papers as they arrive, and as nobody should send them.

mod specimen;

use childalert_poster::scan::{MOST_BYTES, take_in};
use childalert_poster::{Format, Scan, ScanError};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Document, Object, Stream, dictionary};
use proptest::prelude::*;
use std::io::Write;

/// A page with a line of text, and what else `add` puts into it.
fn document(add: impl Fn(&mut Document)) -> Document {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let content = document.add_object(Stream::new(dictionary! {}, b"BT (Signed) Tj ET".to_vec()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    let kids = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, kids.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    add(&mut document);
    document
}

/// As old programs write it, and with its objects packed as new ones do.
fn both(document: Document) -> [Vec<u8>; 2] {
    let (mut plain, mut packed) = (Vec::new(), Vec::new());
    document.clone().save_to(&mut plain).expect("it is written");
    document.clone().save_modern(&mut packed).expect("it is written");
    [plain, packed]
}

fn plain(add: impl Fn(&mut Document)) -> Vec<u8> {
    let [plain, _] = both(document(add));
    plain
}

/// A key of the catalog.
fn with(key: &'static str, value: impl Into<Object> + Clone) -> Document {
    document(|document| document.catalog_mut().expect("a catalog").set(key, value.clone()))
}

fn refusal(bytes: &[u8]) -> Option<ScanError> {
    take_in(bytes.to_vec()).err()
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|found| found == from).expect("it is there");
    [&bytes[..at], to, &bytes[at + from.len()..]].concat()
}

#[test]
fn a_pdf_of_pages_is_kept_byte_for_byte() {
    let [old, new] = both(document(|_| {}));
    assert!(!new.windows(8).any(|eight| eight == b"/Catalog"), "its objects are packed");
    let order = specimen::order(&specimen::face(), &["fr"]);
    let poster = specimen::render(&order, specimen::file(&order, Format::A4), &[specimen::face()]);
    let poster = poster.expect("a poster").bytes;
    for bytes in [old, new, poster] {
        let Scan { bytes: kept, media_type } = take_in(bytes.clone()).expect("it is taken");
        assert!(kept == bytes && media_type == "application/pdf");
    }
}

#[test]
fn a_pdf_that_turns_to_a_page_or_has_a_link_does_nothing_by_itself() {
    let link = dictionary! { "S" => "URI", "URI" => Object::string_literal("https://childalert.example") };
    let link = with("Link", dictionary! { "Type" => "Annot", "A" => link });
    for document in [with("OpenAction", vec![Object::Integer(3), "Fit".into()]), link] {
        for bytes in both(document) {
            assert_eq!(refusal(&bytes), None);
        }
    }
}

#[test]
fn whatever_acts_or_carries_a_file_is_refused_wherever_it_stands() {
    let script = || dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    let action = |kind: &'static str| dictionary! { "S" => kind };
    let url = || Object::string_literal("https://evil.example");
    let active = [
        with("OpenAction", script()),
        with(
            "Names",
            dictionary! { "JavaScript" => dictionary! { "Names" => vec![url(), script().into()] } },
        ),
        with("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => vec![] } }),
        with("AcroForm", dictionary! { "XFA" => vec![] }),
        with("A", action("Launch")),
        with("A", dictionary! { "S" => "SubmitForm", "F" => url() }),
        with("A", action("ImportData")),
        with("A", action("GoToR")),
        with("A", action("GoToE")),
        with("Annot", dictionary! { "Subtype" => "RichMedia" }),
        with("Annot", dictionary! { "Subtype" => "FileAttachment" }),
        with("Annot", dictionary! { "Subtype" => "3D" }),
        with("Collection", dictionary! {}),
        with("AF", vec![dictionary! { "F" => url(), "EF" => dictionary! { "F" => url() } }.into()]),
        // Nothing refers to it, and yet a reader could be brought to it.
        document(|document| {
            document.add_object(script());
        }),
    ];
    for document in active {
        for (packed, bytes) in both(document).iter().enumerate() {
            let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(600)]).into_owned();
            assert_eq!(refusal(bytes), Some(ScanError::Active), "{packed}: {shown}");
        }
    }
}

#[test]
fn a_link_that_may_be_followed_on_opening_is_told_as_that_and_not_as_a_program() {
    let to = |url: &str| dictionary! { "S" => "URI", "URI" => Object::string_literal(url) };
    let shown = || dictionary! { "S" => "GoTo", "D" => vec![Object::Integer(3), "Fit".into()] };
    // Which action is meant where one refers to another is not followed: a link beside it is enough to refuse.
    let beside = document(|document| {
        let catalog = document.catalog_mut().expect("a catalog");
        catalog.set("OpenAction", shown());
        catalog.set("Link", dictionary! { "Type" => "Annot", "A" => to("https://childalert.example") });
    });
    let on_opening = with("OpenAction", to("https://evil.example"));
    let on_leaving = with("AA", dictionary! { "WC" => to("https://evil.example") });
    for document in [beside, on_opening, on_leaving] {
        for bytes in both(document) {
            assert_eq!(refusal(&bytes), Some(ScanError::OnItsOwn));
        }
    }
    for bytes in both(with("OpenAction", shown())) {
        assert_eq!(refusal(&bytes), None, "it turns to a page");
    }
}

#[test]
fn a_name_in_disguise_is_known() {
    let bytes = plain(|document| {
        document.catalog_mut().expect("a catalog").set("OpenAction", dictionary! { "S" => "JavaScript" });
    });
    for disguise in [&b"/J#61vaScript"[..], b"/#4Aava#53cript", b"/#4a#61#76#61#53#63#72#69#70#74"] {
        assert_eq!(refusal(&replaced(&bytes, b"/JavaScript", disguise)), Some(ScanError::Active));
    }
}

#[test]
fn a_revision_that_was_replaced_is_read_as_well() {
    let bytes = plain(|document| {
        document.catalog_mut().expect("a catalog").set("OpenAction", dictionary! { "S" => "JavaScript" });
    });
    let clean = plain(|_| {});
    // The clean catalog goes behind, as an update would put it.
    let update =
        clean.windows(4).position(|four| four == b" obj").map(|at| &clean[at - 3..]).expect("objects");
    let updated = |before: &[u8]| refusal(&[before, b"\n", update].concat());
    assert_eq!(updated(&bytes), Some(ScanError::Active));
    assert_eq!(updated(&clean), None, "an update alone does no harm");
}

#[test]
fn a_locked_pdf_is_refused() {
    let bytes = plain(|document| {
        let lock = document.add_object(dictionary! { "Filter" => "Standard", "V" => 5 });
        document.trailer.set("Encrypt", lock);
    });
    assert_eq!(refusal(&bytes), Some(ScanError::Locked));
}

#[test]
fn nothing_may_stand_before_behind_or_between() {
    let bytes = plain(|_| {});
    let damaged = Some(ScanError::Damaged);
    assert_eq!(refusal(&[b"GIF89a", bytes.as_slice()].concat()), Some(ScanError::Unreadable));
    assert_eq!(refusal(&[b"\n", bytes.as_slice()].concat()), Some(ScanError::Unreadable));
    assert_eq!(refusal(&[bytes.as_slice(), b"PK\x03\x04and a whole archive"].concat()), damaged);
    assert_eq!(refusal(&[bytes.as_slice(), b"<script>alert(1)</script>"].concat()), damaged);
    assert_eq!(refusal(&[bytes.as_slice(), b"\r\n\0\0"].concat()), None, "white space is nothing");
    assert_eq!(refusal(&replaced(&bytes, b"endobj", b"endobj <html>")), damaged);
    let comment = [b"endobj %".as_slice(), &[b'x'; 5000], b"\n"].concat();
    assert_eq!(refusal(&replaced(&bytes, b"endobj", &comment)), damaged, "a comment holds half a file");
}

#[test]
fn an_object_may_not_lie_within_a_stream_a_text_or_a_comment() {
    let hidden = b"9 0 obj<</S/JavaScript>>endobj";
    let in_a_stream = plain(|document| {
        document.add_object(Stream::new(dictionary! {}, hidden.to_vec()));
    });
    let in_a_text = plain(|document| {
        document.add_object(Object::string_literal(hidden.to_vec()));
    });
    let comment = [b"endobj % ".as_slice(), hidden, b"\n"].concat();
    let in_a_comment = replaced(&plain(|_| {}), b"endobj", &comment);
    for bytes in [in_a_stream, in_a_text, in_a_comment] {
        assert_eq!(refusal(&bytes), Some(ScanError::Damaged));
    }
    // A stream that says it is longer than it is, so that a reader that believes it passes over an object.
    let long = plain(|document| {
        document
            .add_object(Stream::new(dictionary! {}, b"x\nendstream endobj 9 0 obj<</S/Launch>>".to_vec()));
    });
    assert_eq!(refusal(&long), Some(ScanError::Active));
}

#[test]
fn packed_objects_are_unpacked_up_to_a_limit_or_refused() {
    let packed = |name: &[u8], filter: Object, content: Vec<u8>| {
        let bytes = plain(move |document| {
            let mut stream = Stream::new(dictionary! { "N" => 1, "First" => 4 }, content.clone());
            // lopdf packs by itself, and writes no such stream that it is given.
            stream.dict.set("Type", "Unnamed");
            stream.dict.set("Filter", filter.clone());
            document.add_object(stream);
        });
        replaced(&bytes, b"/Unnamed", name)
    };
    let zlib = |bytes: &[u8]| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("it is packed")
    };
    let script = b"9 0 <</S/JavaScript>>";
    // Whether or not it says that it holds objects.
    for name in [&b"/ObjStm"[..], b"/Other"] {
        let bytes = packed(name, "FlateDecode".into(), zlib(script));
        assert_eq!(refusal(&bytes), Some(ScanError::Active));
    }
    let listed = packed(b"/ObjStm", vec!["FlateDecode".into()].into(), zlib(script));
    assert_eq!(refusal(&listed), Some(ScanError::Active));
    // Twice packed, in another way, or by what is said elsewhere: nobody looked into it.
    let twice = vec!["FlateDecode".into(), "FlateDecode".into()];
    for filter in [twice.into(), "LZWDecode".into(), Object::Reference((1, 0))] {
        assert_eq!(refusal(&packed(b"/ObjStm", filter, zlib(script))), Some(ScanError::Damaged));
    }
    let bomb = zlib(&vec![b' '; 100 * 1024 * 1024]);
    assert!(bomb.len() < 200_000);
    let bytes = packed(b"/ObjStm", "FlateDecode".into(), bomb);
    assert_eq!(refusal(&bytes), Some(ScanError::Damaged));
    let cut = packed(b"/ObjStm", "FlateDecode".into(), zlib(script)[..12].to_vec());
    assert_eq!(refusal(&cut), Some(ScanError::Damaged));
}

#[test]
fn a_table_that_promises_entries_without_end_costs_nothing() {
    let bytes = plain(|document| {
        let table = dictionary! {
            "Type" => "XRef", "Size" => 9, "W" => vec![0.into(), 0.into(), 0.into()],
            "Index" => vec![0.into(), i64::MAX.into()],
        };
        document.add_object(Stream::new(table, Vec::new()));
    });
    // Nothing is read by it: the file is taken for what lies in it.
    assert_eq!(refusal(&bytes), None);
}

#[test]
fn half_a_pdf_is_none() {
    for bytes in both(document(|_| {})) {
        // Without its last line ends it is whole.
        for length in 7..bytes.len() - 2 {
            assert_eq!(refusal(&bytes[..length]), Some(ScanError::Damaged), "{length} of {}", bytes.len());
        }
    }
}

#[test]
fn pictures_are_encoded_anew_without_what_a_camera_wrote() {
    let phone = include_bytes!("../../../tests/data/photos/phone-orientation6-gps.jpg");
    let png = include_bytes!("../../../tests/data/photos/alpha.png");
    for picture in [phone.as_slice(), png] {
        let scan = take_in(picture.to_vec()).expect("it is taken");
        assert_eq!(scan.media_type, "image/jpeg");
        for trace in [b"Exif".as_slice(), b"GPS", b"PhoneMaker", b"IEND"] {
            assert!(!scan.bytes.windows(trace.len()).any(|found| found == trace));
        }
    }
    let cut = include_bytes!("../../../tests/data/photos/truncated.jpg");
    assert_eq!(refusal(cut), Some(ScanError::Damaged));
    for other in [&b"RIFF\0\0\0\0WEBP"[..], b"GIF89a", b"PK\x03\x04", b"<html>", b""] {
        assert_eq!(refusal(other), Some(ScanError::Unreadable));
    }
}

#[test]
fn a_picture_of_a_wrong_size_or_a_rare_kind_is_told_so() {
    let chunk = |kind: &[u8], content: &[u8]| {
        let (length, named) = (u32::try_from(content.len()).expect("short"), [kind, content].concat());
        let mut sum = flate2::Crc::new();
        sum.update(&named);
        [&length.to_be_bytes()[..], &named, &sum.sum().to_be_bytes()].concat()
    };
    // 100 megapixels in 33 bytes: what the header says is enough.
    let side = 10_000_u32.to_be_bytes();
    let header = chunk(b"IHDR", &[&side[..], &side, &[8, 2, 0, 0, 0]].concat());
    let huge = [b"\x89PNG\r\n\x1a\n".as_slice(), &header].concat();
    let still = include_bytes!("../../../tests/data/photos/alpha.png");
    let moving = [&still[..33], &chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]), &still[33..]].concat();
    // Four inks, of which nobody can say what they mean.
    let inks = replaced(include_bytes!("../../../tests/data/photos/cmyk.jpg"), b"Adobe", b"Other");
    let small = include_bytes!("../../../tests/data/photos/too-small.jpg");
    assert_eq!(refusal(&huge), Some(ScanError::TooManyPixels));
    assert_eq!(refusal(small), Some(ScanError::TooSmall));
    assert_eq!(refusal(&moving), Some(ScanError::Unsupported));
    assert_eq!(refusal(&inks), Some(ScanError::Unsupported));
    assert_eq!(refusal(b"\x89PNG and no more"), Some(ScanError::Unreadable));
}

#[test]
fn a_file_over_the_limit_is_not_looked_at() {
    assert_eq!(refusal(&vec![b'%'; MOST_BYTES + 1]), Some(ScanError::TooLarge));
}

proptest! {
    /// Whatever is done to the bytes, it is answered; and what is taken holds no program.
    #[test]
    fn mangled_bytes_are_taken_or_refused_and_never_act(at in 0usize..1000, byte: u8, cut in 0usize..40) {
        for mut bytes in both(with("OpenAction", dictionary! { "S" => "JavaScript" })) {
            let at = at % bytes.len();
            bytes[at] = byte;
            let until = (at + 1 + cut).min(bytes.len());
            bytes.drain(at + 1..until);
            if let Ok(scan) = take_in(bytes) {
                prop_assert!(!scan.bytes.windows(11).any(|found| found == b"/JavaScript"));
            }
        }
    }
}
