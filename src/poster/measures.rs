//! Every measure of every format, in one place. A new size is a new row here.
//!
//! Legibility on paper: a capital of 4 mm per metre of reading distance, 5 for the headline and the number. The second
//! figure of a [`Fall`] is the size under which a text is refused rather than set.

use crate::text::Fall;

/// Sizes of a headline on one line, and on two where one does not hold it.
#[derive(Clone, Copy)]
pub(crate) struct Headline {
    pub line: Fall,
    pub stacked: Fall,
}

/// A sheet of paper. Lengths in millimetres; texts as capital heights.
pub(crate) struct Paper {
    pub width: f32,
    pub height: f32,
    pub margin: f32,
    /// Main photo, 4:5.
    pub photo: (f32, f32),
    pub headline: Headline,
    pub name: Fall,
    /// A name on two lines, where one does not hold it.
    pub name_stacked: Fall,
    pub age: Fall,
    pub number: Fall,
    pub fact: Fall,
    pub label: Fall,
    pub appeal: Fall,
    /// Beside the number: what a call costs, and the number from abroad.
    pub note: Fall,
    pub small: Fall,
    /// Side of the QR symbol, without its quiet zone.
    pub qr: f32,
    /// The photo is not printed finer than this.
    pub dpi: f32,
    /// The most bytes of the photo's JPEG, and of the whole file.
    pub photo_bytes: usize,
    pub file_bytes: usize,
}

/// A4, for any printer.
pub(crate) const A4: Paper = Paper {
    width: 210.0,
    height: 297.0,
    margin: 10.0,
    photo: (120.0, 150.0),
    headline: Headline { line: Fall::new(12.0, 8.0), stacked: Fall::new(8.0, 5.4) },
    name: Fall::new(14.0, 9.0),
    name_stacked: Fall::new(7.5, 6.0),
    age: Fall::new(14.0, 6.0),
    number: Fall::new(22.0, 16.0),
    fact: Fall::new(4.2, 4.0),
    label: Fall::new(2.5, 1.9),
    appeal: Fall::new(5.0, 2.6),
    note: Fall::new(3.6, 2.4),
    small: Fall::new(2.2, 1.7),
    qr: 32.0,
    dpi: 300.0,
    photo_bytes: 400_000,
    file_bytes: 500_000,
};

/// A picture with the photo at the left and the words at the right. Lengths in pixels; texts as capital heights.
pub(crate) struct Wide {
    pub width: f32,
    pub height: f32,
    /// Main photo, 4:5, over the full height.
    pub photo: (f32, f32),
    pub padding: f32,
    /// Height of the headline's band and of the number's.
    pub head: f32,
    pub foot: f32,
    pub headline: Headline,
    pub name: Fall,
    pub age: Fall,
    /// How many facts are shown, the first ones, and their sizes.
    pub facts: usize,
    pub fact: Fall,
    pub label: Fall,
    pub number: Fall,
    pub note: Fall,
    pub small: Fall,
    pub quality: u8,
}

/// Link previews and posts: 1.91:1.
pub(crate) const SOCIAL_WIDE: Wide = Wide {
    width: 1200.0,
    height: 630.0,
    photo: (504.0, 630.0),
    padding: 36.0,
    head: 112.0,
    foot: 162.0,
    headline: Headline { line: Fall::new(52.0, 36.0), stacked: Fall::new(36.0, 19.0) },
    name: Fall::new(60.0, 30.0),
    age: Fall::new(38.0, 24.0),
    facts: 2,
    fact: Fall::new(24.0, 17.0),
    label: Fall::new(15.0, 13.0),
    number: Fall::new(62.0, 44.0),
    note: Fall::new(18.0, 14.0),
    small: Fall::new(13.0, 10.0),
    quality: 88,
};

/// The photo for the page: at most this large, 4:5, in pixels.
pub(crate) const PAGE: (u32, u32) = (1000, 1250);
/// Its JPEG quality.
pub(crate) const PAGE_QUALITY: u8 = 85;

/// Points in a millimetre.
pub(crate) const POINTS_PER_MM: f32 = 72.0 / 25.4;
/// Millimetres in an inch.
pub(crate) const MM_PER_INCH: f32 = 25.4;
