//! What makes a PDF readable aloud and reproducible: structure tree, language, alternative text, honest metadata.

use crate::sheet::{Role, Sheet};
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};
use sha2::{Digest, Sha256};

/// The structure type of an item (ISO 32000-1, 14.8.4).
pub(super) fn tag(role: &Role) -> &'static str {
    match role {
        Role::Artifact => "Artifact",
        Role::Heading => "H1",
        Role::Paragraph => "P",
        Role::Figure { .. } => "Figure",
    }
}

/// Completes the document and writes it.
pub(super) fn finish(mut document: Document, sheet: &Sheet, title: &str, lang: &str) -> Option<Vec<u8>> {
    let page = *document.get_pages().get(&1)?;
    let structure = structure_tree(&mut document, sheet, page);
    let page = document.get_object_mut(page).and_then(Object::as_dict_mut).ok()?;
    page.set("StructParents", 0);
    page.set("Tabs", "S");
    page.remove(b"Annots");

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
    document.compress();

    // The identifier is drawn from the content, not from a counter or a clock.
    let digest = Sha256::digest(write(&mut document)?);
    let id = Object::String(digest[..16].to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    write(&mut document)
}

fn write(document: &mut Document) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).ok()?;
    Some(bytes)
}

/// A text string in UTF-16, which every reader understands.
fn text(text: &str) -> Object {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}

/// One element per item that is read, in the sheet's order; returns the root.
fn structure_tree(document: &mut Document, sheet: &Sheet, page: ObjectId) -> ObjectId {
    let root = document.new_object_id();
    let whole = document.new_object_id();
    let mut elements: Vec<Object> = Vec::new();
    for item in sheet.items.iter().filter(|item| item.role != Role::Artifact) {
        let marked = i64::try_from(elements.len()).unwrap_or(i64::MAX);
        let mut element: Dictionary = dictionary! {
            "Type" => "StructElem",
            "S" => tag(&item.role),
            "P" => whole,
            "Pg" => page,
            "K" => marked,
        };
        if let Some(lang) = &item.lang {
            element.set("Lang", text(lang));
        }
        if let Role::Figure { alt } = &item.role {
            element.set("Alt", text(alt));
        }
        elements.push(document.add_object(element).into());
    }
    let parents = dictionary! { "Nums" => vec![0.into(), elements.clone().into()] };
    document.set_object(
        whole,
        dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => elements },
    );
    document.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => whole,
            "ParentTree" => parents,
            "ParentTreeNextKey" => 1,
        },
    );
    root
}
