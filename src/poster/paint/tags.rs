//! What makes a PDF readable aloud and reproducible: structure tree, language, alternative text, honest metadata.

use crate::measures::POINTS_PER_MM;
use crate::sheet::{Role, Scope, Sheet};
use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;

/// The structure type of an item (ISO 32000-1, 14.8.4).
pub(super) fn tag(role: &Role) -> &'static str {
    match role {
        Role::Artifact => "Artifact",
        Role::Title => "H1",
        Role::Heading => "H2",
        Role::Paragraph => "P",
        Role::Figure { .. } => "Figure",
        Role::Cell { scope: Some(_), .. } => "TH",
        Role::Cell { scope: None, .. } => "TD",
    }
}

/// Completes the document and writes it.
pub(super) fn finish(mut document: Document, sheets: &[Sheet], title: &str, lang: &str) -> Option<Vec<u8>> {
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let structure = structure_tree(&mut document, sheets, &pages);
    for (number, (page, sheet)) in pages.iter().zip(sheets).enumerate() {
        let page = document.get_object_mut(*page).and_then(Object::as_dict_mut).ok()?;
        page.set("StructParents", i64::try_from(number).ok()?);
        page.set("Tabs", "S");
        page.remove(b"Annots");
        set_boxes(page, sheet);
    }

    let catalog = document.catalog_mut().ok()?;
    catalog.set("Lang", text(lang));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("StructTreeRoot", structure);
    catalog.remove(b"PageLayout");
    catalog.remove(b"PageMode");
    catalog.remove(b"OutputIntents");
    catalog.remove(b"Metadata");

    // The writer's own dictionary claims a conformance, a producer and dates.
    let info = document.add_object(dictionary! { "Title" => text(title) });
    document.trailer.set("Info", info);
    document.trailer.remove(b"ID");
    document.version = "1.7".to_owned();
    document.prune_objects();
    document.renumber_objects();
    compress(&mut document)?;

    // The identifier is drawn from the content, not from a counter or a clock: written as noughts, and then filled in.
    let nought = Object::String(vec![0; 16], StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![nought.clone(), nought]);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).ok()?;
    let id: String = Sha256::digest(&bytes)[..16].iter().map(|byte| format!("{byte:02X}")).collect();
    let noughts = "0".repeat(id.len());
    for _ in 0..2 {
        // The trailer stands last, and nothing in it looks like this but the two identifiers.
        let end = bytes.len().saturating_sub(TRAILER);
        let at = bytes[end..].windows(noughts.len()).position(|found| found == noughts.as_bytes())?;
        bytes[end + at..][..id.len()].copy_from_slice(id.as_bytes());
    }
    Some(bytes)
}

/// The trailer's dictionary lies within so many bytes of the end.
const TRAILER: usize = 1000;

/// Deflates what is not yet packed. The writer's own way tries hardest, which takes three times as long for two bytes in a
/// hundred.
fn compress(document: &mut Document) -> Option<()> {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream.dict.get(b"Filter").is_err()
        {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(5));
            encoder.write_all(&stream.content).ok()?;
            let packed = encoder.finish().ok()?;
            stream.dict.set("Filter", "FlateDecode");
            stream.set_content(packed);
        }
    }
    Some(())
}

/// A text string in UTF-16, which every reader understands.
fn text(text: &str) -> Object {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}

/// Where the sheet is cut, and how far its colour goes on (ISO 32000-1, 14.11.2).
fn set_boxes(page: &mut Dictionary, sheet: &Sheet) {
    let around = |beyond: f32| -> Object {
        let from = (sheet.outside - beyond) * POINTS_PER_MM;
        let to = |length: f32| (sheet.outside + length + beyond) * POINTS_PER_MM;
        vec![from.into(), from.into(), to(sheet.width).into(), to(sheet.height).into()].into()
    };
    page.set("MediaBox", around(sheet.outside));
    page.set("CropBox", around(sheet.outside));
    page.set("BleedBox", around(sheet.bleed));
    page.set("TrimBox", around(0.0));
}

/// One element per item that is read, in the sheets' order; cells within their rows and tables. Returns the root.
fn structure_tree(document: &mut Document, sheets: &[Sheet], pages: &[ObjectId]) -> ObjectId {
    let root = document.new_object_id();
    let whole = document.new_object_id();
    let mut tables = Tables::default();
    let mut elements: Vec<Object> = Vec::new();
    let mut parents: Vec<Object> = Vec::new();
    for (number, (sheet, page)) in sheets.iter().zip(pages).enumerate() {
        let mut of_page: Vec<Object> = Vec::new();
        for item in sheet.items.iter().filter(|item| item.role != Role::Artifact) {
            let marked = i64::try_from(of_page.len()).unwrap_or(i64::MAX);
            let mut element: Dictionary = dictionary! {
                "Type" => "StructElem",
                "S" => tag(&item.role),
                "P" => whole,
                "Pg" => *page,
                "K" => marked,
            };
            if let Some(lang) = &item.lang {
                element.set("Lang", text(lang));
            }
            if let Role::Figure { alt } = &item.role {
                element.set("Alt", text(alt));
            }
            let Role::Cell { table, row, scope } = item.role else {
                let element = document.add_object(element);
                of_page.push(element.into());
                elements.push(element.into());
                continue;
            };
            if let Some(scope) = scope {
                let of = if scope == Scope::Row { "Row" } else { "Column" };
                element.set("A", dictionary! { "O" => "Table", "Scope" => of });
            }
            let new = !tables.0.contains_key(&table);
            let (of_table, rows) =
                tables.0.entry(table).or_insert_with(|| (document.new_object_id(), BTreeMap::new()));
            if new {
                elements.push((*of_table).into());
            }
            let (of_row, cells) = rows.entry(row).or_insert_with(|| (document.new_object_id(), Vec::new()));
            element.set("P", *of_row);
            let element = document.add_object(element);
            cells.push(element.into());
            of_page.push(element.into());
        }
        parents.push(i64::try_from(number).unwrap_or(i64::MAX).into());
        parents.push(of_page.into());
    }
    tables.write(document, whole);
    document.set_object(
        whole,
        dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => elements },
    );
    document.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => whole,
            "ParentTree" => dictionary! { "Nums" => parents },
            "ParentTreeNextKey" => i64::try_from(pages.len()).unwrap_or(i64::MAX),
        },
    );
    root
}

/// A row's element and its cells.
type Row = (ObjectId, Vec<Object>);

/// The tables so far, by number: the element of each, and its rows.
#[derive(Default)]
struct Tables(BTreeMap<u32, (ObjectId, BTreeMap<u32, Row>)>);

impl Tables {
    fn write(self, document: &mut Document, whole: ObjectId) {
        for (table, rows) in self.0.into_values() {
            let mut of_table: Vec<Object> = Vec::new();
            for (row, cells) in rows.into_values() {
                of_table.push(row.into());
                let element = dictionary! { "Type" => "StructElem", "S" => "TR", "P" => table, "K" => cells };
                document.set_object(row, element);
            }
            let element =
                dictionary! { "Type" => "StructElem", "S" => "Table", "P" => whole, "K" => of_table };
            document.set_object(table, element);
        }
    }
}
