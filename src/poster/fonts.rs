//! The embedded fonts, parsed once per process.
//!
//! Noto Sans covers Latin, Greek and Cyrillic; the faces after it the other scripts that names in Belgium are written in.
//! A further script is one more pair in [`FACES`]: text falls through the list, and a character that none holds is an
//! error.

use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use parley::{FontContext, FontFamily, FontFamilyName};
use skrifa::{FontRef, GlyphId, MetadataProvider, charmap::Charmap};
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// A font file in the program.
pub(crate) struct Face {
    /// PostScript name, as it stands in a PDF.
    pub name: &'static str,
    /// Family, as text styles ask for it.
    pub family: &'static str,
    pub bytes: &'static [u8],
}

macro_rules! face {
    ($name:literal, $family:literal) => {
        Face {
            name: $name,
            family: $family,
            bytes: include_bytes!(concat!("../../assets/fonts/", $name, ".ttf")),
        }
    };
}

/// All faces, families in the order in which text falls through them.
pub(crate) const FACES: [Face; 15] = [
    face!("NotoSans-Regular", "Noto Sans"),
    face!("NotoSans-Bold", "Noto Sans"),
    face!("NotoSansArabic-Regular", "Noto Sans Arabic"),
    face!("NotoSansArabic-Bold", "Noto Sans Arabic"),
    face!("NotoSansHebrew-Regular", "Noto Sans Hebrew"),
    face!("NotoSansHebrew-Bold", "Noto Sans Hebrew"),
    face!("NotoSansGeorgian-Regular", "Noto Sans Georgian"),
    face!("NotoSansGeorgian-Bold", "Noto Sans Georgian"),
    face!("NotoSansArmenian-Regular", "Noto Sans Armenian"),
    face!("NotoSansArmenian-Bold", "Noto Sans Armenian"),
    face!("NotoSansEthiopic-Regular", "Noto Sans Ethiopic"),
    face!("NotoSansEthiopic-Bold", "Noto Sans Ethiopic"),
    face!("NotoSansDevanagari-Regular", "Noto Sans Devanagari"),
    face!("NotoSansDevanagari-Bold", "Noto Sans Devanagari"),
    face!("DroidSansFallbackFull", "Droid Sans Fallback"),
];

/// Faces whose lines are set by Noto Sans's own measures; the others may reach deeper.
pub(crate) const LATIN_FACES: usize = 2;

/// Height of a capital in Noto Sans, in em. The posters' sizes are capital heights, because those are what distance
/// makes illegible.
pub(crate) const CAPITAL: f32 = 0.714;
/// Top of an accented capital, in em.
pub(crate) const ASCENT: f32 = 0.96;
/// Depth of the lowest descender, in em.
pub(crate) const DESCENT: f32 = 0.24;

/// The faces as the shaper and the painters need them.
pub(crate) struct Library {
    /// To clone: the shaper keeps caches in it.
    pub context: FontContext,
    blobs: Vec<Blob<u8>>,
    refs: Vec<FontRef<'static>>,
    charmaps: Vec<Charmap<'static>>,
}

/// The library.
pub(crate) fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let mut collection = Collection::new(options);
        let blobs: Vec<Blob<u8>> = FACES.iter().map(|f| Blob::new(Arc::new(f.bytes))).collect();
        for blob in &blobs {
            collection.register_fonts(blob.clone(), None);
        }
        let refs: Vec<FontRef<'static>> = FACES
            .iter()
            .map(|f| FontRef::new(f.bytes).expect("the embedded fonts are sound: every test draws with them"))
            .collect();
        let charmaps = refs.iter().map(|r| r.charmap()).collect();
        Library {
            context: FontContext { collection, source_cache: SourceCache::default() },
            blobs,
            refs,
            charmaps,
        }
    })
}

impl Library {
    /// Which face the shaper took, by the blob that it hands back.
    pub fn face_of(&self, blob: &Blob<u8>) -> Option<usize> {
        self.blobs.iter().position(|b| b.id() == blob.id())
    }

    /// The face, for outlines.
    pub fn font(&self, face: usize) -> &FontRef<'static> {
        &self.refs[face]
    }

    /// Whether this face holds the character.
    pub fn holds_in(&self, face: usize, c: char) -> bool {
        self.charmaps[face].map(c).is_some_and(|glyph| glyph != GlyphId::NOTDEF)
    }

    /// Whether some face holds this character.
    pub fn holds(&self, c: char) -> bool {
        self.charmaps.iter().any(|m| m.map(c).is_some_and(|g| g != GlyphId::NOTDEF))
    }

    /// The families, in the order in which text falls through them.
    pub fn families() -> FontFamily<'static> {
        let mut names: Vec<FontFamilyName<'static>> = Vec::new();
        for face in &FACES {
            let name = FontFamilyName::Named(Cow::Borrowed(face.family));
            if !names.contains(&name) {
                names.push(name);
            }
        }
        FontFamily::List(Cow::Owned(names))
    }
}
