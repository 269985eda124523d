//! The display list to PDF 1.7. The sheet's unit is the millimetre.
//!
//! Fonts are subset before they are handed to the writer, which embeds them as they are. Whatever the writer stamps on
//! its own (dates, producer, conformance, random ids) is replaced in `tags`, so that equal sheets give equal bytes.

use super::tags;
use crate::crop::Jpeg;
use crate::fonts::FACES;
use crate::measures::POINTS_PER_MM;
use crate::sheet::{Glyph, Ink, Item, Rect, Role, Shape, Sheet, TextLine};
use printpdf::{
    Codepoint, Color, CurTransMat, DictItem, ExternalStream, ExternalXObject, FontId, LinePoint, Mm, Op,
    PaintMode, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon,
    PolygonRing, Pt, Px, Rgb, TextItem, TextMatrix, WindingOrder, XObject, XObjectId, XObjectTransform,
};
use std::collections::BTreeSet;
use subsetter::GlyphRemapper;

/// Paints sheets, one a page. `title` and `lang` describe the document. `None`: a font could not be subset or the file not
/// written.
pub(crate) fn paint_pdf(sheets: &[Sheet], photos: &[&Jpeg], title: &str, lang: &str) -> Option<Vec<u8>> {
    let fonts = Fonts::used_by(sheets)?;
    let mut document = PdfDocument::new("");
    for (face, subset) in fonts.faces.iter().enumerate() {
        if let Some((_, parsed)) = subset {
            document.resources.fonts.map.insert(font_id(face), PdfFont::new(parsed.clone()));
        }
    }
    for (index, photo) in photos.iter().enumerate() {
        document.resources.xobjects.map.insert(photo_id(index), XObject::External(photo_stream(photo)));
    }
    for sheet in sheets {
        let outside = sheet.outside;
        let mut canvas = Canvas { ops: Vec::new(), height: sheet.height, outside, fonts: &fonts, marked: 0 };
        for item in &sheet.items {
            canvas.item(item)?;
        }
        let (width, height) = (sheet.width + 2.0 * outside, sheet.height + 2.0 * outside);
        document.pages.push(PdfPage::new(Mm(width), Mm(height), canvas.ops));
    }
    let options =
        PdfSaveOptions { optimize: true, subset_fonts: false, secure: true, image_optimization: None };
    let written = printpdf::serialize::to_lopdf_doc(&document, &options, &mut Vec::new());
    tags::finish(written, sheets, title, lang)
}

fn font_id(face: usize) -> FontId {
    FontId(format!("Face{face}"))
}

fn photo_id(index: usize) -> XObjectId {
    XObjectId(format!("Photo{index}"))
}

/// The subset of every face that the sheets use.
struct Fonts {
    faces: Vec<Option<(GlyphRemapper, ParsedFont)>>,
}

impl Fonts {
    fn used_by(sheets: &[Sheet]) -> Option<Fonts> {
        let mut used = vec![BTreeSet::new(); FACES.len()];
        for item in sheets.iter().flat_map(|sheet| &sheet.items) {
            if let Shape::Text { glyphs, .. } = &item.shape {
                for glyph in glyphs {
                    used[glyph.face].insert(glyph.id);
                }
            }
        }
        let faces = FACES.iter().zip(&used).map(|(face, used)| {
            if used.is_empty() {
                return Some(None);
            }
            let ids: Vec<u16> = used.iter().copied().collect();
            let map = GlyphRemapper::new_from_glyphs_sorted(&ids);
            let subset = subsetter::subset(face.bytes, 0, &map).ok()?;
            let mut parsed = ParsedFont::from_bytes(&subset, 0, &mut Vec::new())?;
            parsed.font_name = Some(format!("{}+{}", subset_tag(&ids), face.name));
            Some(Some((map, parsed)))
        });
        Some(Fonts { faces: faces.collect::<Option<_>>()? })
    }

    /// The glyph's number in its subset.
    fn remapped(&self, glyph: &Glyph) -> Option<u16> {
        self.faces[glyph.face].as_ref().and_then(|(map, _)| map.get(glyph.id))
    }
}

/// Six capital letters that name a choice of glyphs (ISO 32000-1, 9.6.4): the same choice, the same letters (FNV-1a).
fn subset_tag(ids: &[u16]) -> String {
    let hash = ids.iter().flat_map(|id| id.to_be_bytes()).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let letters = std::iter::successors(Some(hash), |rest| Some(rest / 26)).take(6);
    letters.map(|rest| char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0))).collect()
}

/// The JPEG as it is, not decoded and encoded again.
fn photo_stream(photo: &Jpeg) -> ExternalXObject {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let dict = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(photo.width.into())),
        ("Height", DictItem::Int(photo.height.into())),
        ("ColorSpace", name("DeviceRGB")),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Filter", name("DCTDecode")),
    ];
    let dict = dict.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    let size = |pixels: u32| Some(Px(pixels as usize));
    ExternalXObject {
        stream: ExternalStream { dict, content: photo.bytes.clone(), compress: false },
        width: size(photo.width),
        height: size(photo.height),
        dpi: None,
    }
}

struct Canvas<'a> {
    ops: Vec<Op>,
    height: f32,
    /// What lies beyond the trim, on every side.
    outside: f32,
    fonts: &'a Fonts,
    /// How many marked contents there are: the next one's number.
    marked: i64,
}

impl Canvas<'_> {
    /// Draws one item as marked content: decoration as an artifact, all else numbered for the structure tree.
    fn item(&mut self, item: &Item) -> Option<()> {
        let tag = tags::tag(&item.role).to_owned();
        match item.role {
            Role::Artifact => self.ops.push(Op::BeginMarkedContent { tag }),
            Role::Title | Role::Heading | Role::Paragraph | Role::Figure { .. } | Role::Cell { .. } => {
                let map = [("MCID".to_owned(), DictItem::Int(self.marked))].into();
                self.marked += 1;
                self.ops
                    .push(Op::BeginMarkedContentWithProperties { tag, properties: DictItem::Dict { map } });
            }
        }
        match &item.shape {
            Shape::Fill { rects, ink, .. } => self.fill(rects, *ink),
            Shape::Photo { index, rect } => self.photo(*index, *rect),
            Shape::Text { glyphs, lines, em, ink } => self.text(glyphs, lines, *em, *ink)?,
        }
        self.ops.push(Op::EndMarkedContent);
        Some(())
    }

    fn x(&self, x: f32) -> Pt {
        Pt((x + self.outside) * POINTS_PER_MM)
    }

    fn y(&self, y: f32) -> Pt {
        Pt((self.height + self.outside - y) * POINTS_PER_MM)
    }

    fn ink(&mut self, Ink(r, g, b): Ink) {
        let share = |channel: u8| f32::from(channel) / 255.0;
        let col = Color::Rgb(Rgb::new(share(r), share(g), share(b), None));
        self.ops.push(Op::SetFillColor { col });
    }

    fn fill(&mut self, rects: &[Rect], ink: Ink) {
        self.ink(ink);
        let rings = rects.iter().map(|rect| {
            let corners = [
                (rect.x, rect.y),
                (rect.right(), rect.y),
                (rect.right(), rect.bottom()),
                (rect.x, rect.bottom()),
            ];
            let point = |(x, y)| LinePoint { p: Point { x: self.x(x), y: self.y(y) }, bezier: false };
            PolygonRing { points: corners.map(point).to_vec() }
        });
        let polygon =
            Polygon { rings: rings.collect(), mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    fn photo(&mut self, index: usize, rect: Rect) {
        let matrix = CurTransMat::Raw([
            rect.width * POINTS_PER_MM,
            0.0,
            0.0,
            rect.height * POINTS_PER_MM,
            self.x(rect.x).0,
            self.y(rect.bottom()).0,
        ]);
        let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
        self.ops.extend([
            Op::SaveGraphicsState,
            Op::SetTransformationMatrix { matrix },
            Op::UseXobject { id: photo_id(index), transform },
            Op::RestoreGraphicsState,
        ]);
    }

    fn text(&mut self, glyphs: &[Glyph], lines: &[TextLine], em: f32, ink: Ink) -> Option<()> {
        self.ops.push(Op::StartTextSection);
        self.ink(ink);
        let mut current = None;
        // In the order in which it is read, line by line: every glyph has its own place.
        let mut rest = glyphs;
        let mut read: Vec<&Glyph> = Vec::with_capacity(glyphs.len());
        for line in lines {
            let (here, after) = rest.split_at(line.glyphs.min(rest.len()));
            let from = read.len();
            read.extend(here);
            read[from..].sort_by_key(|glyph| glyph.at);
            rest = after;
        }
        for glyph in read {
            if current != Some(glyph.face) {
                current = Some(glyph.face);
                let font = PdfFontHandle::External(font_id(glyph.face));
                self.ops.push(Op::SetFont { font, size: Pt(em * POINTS_PER_MM) });
            }
            let matrix = TextMatrix::Translate(self.x(glyph.x), self.y(glyph.y));
            let codepoint = Codepoint::with_cid(self.fonts.remapped(glyph)?, 0.0, glyph.text.clone());
            self.ops.push(Op::SetTextMatrix { matrix });
            self.ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(vec![codepoint])] });
        }
        self.ops.push(Op::EndTextSection);
        Some(())
    }
}
