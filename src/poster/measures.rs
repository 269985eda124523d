//! Every measure of every format, in one place. A new size is a new row here.
//!
//! Legibility on paper: a capital of 4 mm per metre of reading distance, 5 for the headline and the number. The second
//! figure of a [`Fall`] is the size under which a text is refused rather than set.

use crate::order::Format;
use crate::sheet::Rect;
use crate::text::Fall;

/// Points in a millimetre.
pub(crate) const POINTS_PER_MM: f32 = 72.0 / 25.4;
/// Millimetres in an inch.
pub(crate) const MM_PER_INCH: f32 = 25.4;

/// What a format is made of.
#[derive(Clone, Copy)]
pub(crate) enum Measure {
    Poster(&'static Paper, Finish),
    Card(&'static Paper, Finish, PerSheet),
    Picture(&'static Picture),
    /// The photo alone.
    Photo(&'static Alone),
}

/// Cards on a sheet.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum PerSheet {
    One,
    Four,
}

impl Format {
    pub(crate) fn measure(self) -> Measure {
        match self {
            Format::A4 => Measure::Poster(&A4, HOME),
            Format::A4Saving => Measure::Poster(&A4, SAVING),
            Format::A3 => Measure::Poster(&A3, HOME_A3),
            Format::A5 => Measure::Poster(&A5, HOME),
            Format::A4Shop => Measure::Poster(&A4, SHOP),
            Format::A3Shop => Measure::Poster(&A3, SHOP),
            Format::A5Shop => Measure::Poster(&A5, SHOP),
            Format::Vignette => Measure::Card(&A6, HOME, PerSheet::One),
            Format::VignetteShop => Measure::Card(&A6, SHOP, PerSheet::One),
            Format::VignetteSheet => Measure::Card(&A6, HOME, PerSheet::Four),
            Format::ScreenTall => Measure::Picture(&SCREEN_TALL),
            Format::ScreenWide => Measure::Picture(&SCREEN_WIDE),
            Format::SocialWide => Measure::Picture(&SOCIAL_WIDE),
            Format::SocialSquare => Measure::Picture(&SOCIAL_SQUARE),
            Format::SocialStory => Measure::Picture(&SOCIAL_STORY),
            Format::Page => Measure::Photo(&PAGE),
            Format::PageSmall => Measure::Photo(&PAGE_SMALL),
        }
    }
}

/// Width and height of the main photo on a format's paper, in millimetres; `None` on screens.
pub(crate) fn printed_photo(format: Format) -> Option<(f32, f32)> {
    match format.measure() {
        Measure::Poster(paper, _) | Measure::Card(paper, _, _) => Some(paper.photo),
        Measure::Picture(_) | Measure::Photo(_) => None,
    }
}

/// Sizes of a headline on one line, and on two where one does not hold it.
#[derive(Clone, Copy)]
pub(crate) struct Headline {
    pub line: Fall,
    pub stacked: Fall,
}

/// Sizes of a name on one line, and on two, and of the age beside it.
#[derive(Clone, Copy)]
pub(crate) struct Naming {
    pub name: Fall,
    pub stacked: Fall,
    pub age: Fall,
    /// The age of a name on two lines may be smaller.
    pub age_stacked: f32,
}

/// A sheet of paper. Lengths in millimetres; texts as capital heights.
pub(crate) struct Paper {
    pub width: f32,
    pub height: f32,
    pub margin: f32,
    /// Main photo, 4:5.
    pub photo: (f32, f32),
    /// Second photo, 4:5: its largest and its least size. None: the sheet has room for one.
    pub second: Option<((f32, f32), (f32, f32))>,
    pub headline: Headline,
    pub naming: Naming,
    pub number: Fall,
    pub fact: Fall,
    pub label: Fall,
    pub appeal: Fall,
    /// Beside the number: what a call costs, and the number from abroad.
    pub note: Fall,
    pub small: Fall,
    /// Side of the QR symbol, without its quiet zone.
    pub qr: f32,
}

pub(crate) const A4: Paper = Paper {
    width: 210.0,
    height: 297.0,
    margin: 10.0,
    photo: (120.0, 150.0),
    second: Some(((65.0, 81.0), (40.0, 50.0))),
    headline: Headline { line: Fall::new(12.0, 8.0), stacked: Fall::new(8.0, 5.4) },
    naming: Naming {
        name: Fall::new(14.0, 9.0),
        stacked: Fall::new(7.5, 6.0),
        age: Fall::new(14.0, 7.5),
        age_stacked: 4.0,
    },
    number: Fall::new(22.0, 16.0),
    fact: Fall::new(4.2, 4.0),
    label: Fall::new(2.5, 1.9),
    appeal: Fall::new(5.0, 2.6),
    note: Fall::new(3.6, 2.4),
    small: Fall::new(2.2, 1.7),
    qr: 32.0,
};

pub(crate) const A3: Paper = Paper {
    width: 297.0,
    height: 420.0,
    margin: 14.0,
    photo: (170.0, 212.0),
    second: Some(((92.0, 115.0), (57.0, 71.0))),
    headline: Headline { line: Fall::new(17.0, 11.3), stacked: Fall::new(11.3, 7.6) },
    naming: Naming {
        name: Fall::new(20.0, 12.7),
        stacked: Fall::new(10.6, 8.5),
        age: Fall::new(20.0, 10.6),
        age_stacked: 5.7,
    },
    number: Fall::new(31.0, 22.6),
    fact: Fall::new(5.95, 5.7),
    label: Fall::new(3.5, 2.7),
    appeal: Fall::new(7.1, 3.7),
    note: Fall::new(5.1, 3.4),
    small: Fall::new(3.1, 2.4),
    qr: 45.0,
};

pub(crate) const A5: Paper = Paper {
    width: 148.0,
    height: 210.0,
    margin: 8.0,
    photo: (85.0, 106.0),
    second: None,
    headline: Headline { line: Fall::new(8.5, 5.6), stacked: Fall::new(5.6, 3.8) },
    naming: Naming {
        name: Fall::new(10.0, 6.3),
        stacked: Fall::new(5.3, 4.2),
        age: Fall::new(10.0, 5.3),
        age_stacked: 2.8,
    },
    number: Fall::new(15.5, 11.0),
    fact: Fall::new(2.95, 2.8),
    label: Fall::new(1.8, 1.4),
    appeal: Fall::new(3.5, 1.9),
    note: Fall::new(2.5, 1.7),
    small: Fall::new(1.6, 1.3),
    qr: 25.0,
};

/// The vignette: a card for a hand, read at arm's length.
pub(crate) const A6: Paper = Paper {
    width: 105.0,
    height: 148.5,
    margin: 6.0,
    photo: (56.0, 70.0),
    second: None,
    // The line at the top that says what the card is for.
    headline: Headline { line: Fall::new(2.4, 1.6), stacked: Fall::new(1.9, 1.5) },
    naming: Naming {
        name: Fall::new(6.0, 4.4),
        stacked: Fall::new(3.6, 2.8),
        age: Fall::new(6.0, 3.2),
        age_stacked: 2.5,
    },
    number: Fall::new(9.0, 7.0),
    fact: Fall::new(2.6, 2.5),
    label: Fall::new(1.7, 1.6),
    appeal: Fall::new(2.5, 1.8),
    note: Fall::new(2.0, 1.6),
    small: Fall::new(1.6, 1.4),
    qr: 20.0,
};

/// How a sheet is finished for whoever prints it.
#[derive(Clone, Copy)]
pub(crate) struct Finish {
    /// Beyond the trim on every side, in millimetres, with crop marks outside of it. 0: none of both.
    pub bleed: f32,
    /// Rules in place of solid bands.
    pub saving: bool,
    /// Photos are not printed finer than this.
    pub dpi: f32,
    /// The best JPEG quality of a photo.
    pub quality: u8,
    /// The most bytes of the photos' JPEGs together, and of the whole file.
    pub photo_bytes: usize,
    pub file_bytes: usize,
}

pub(crate) const HOME: Finish =
    Finish { bleed: 0.0, saving: false, dpi: 300.0, quality: 86, photo_bytes: 400_000, file_bytes: 500_000 };
const SAVING: Finish = Finish { saving: true, ..HOME };
/// Twice the paper, twice the bytes.
const HOME_A3: Finish = Finish { photo_bytes: 800_000, file_bytes: 1_000_000, ..HOME };
const SHOP: Finish =
    Finish { bleed: 3.0, quality: 92, photo_bytes: 4_000_000, file_bytes: 5_000_000, ..HOME };

/// Room for the crop marks outside the bleed, in millimetres, and their thickness.
pub(crate) const MARK_ROOM: f32 = 7.0;
pub(crate) const MARK_LENGTH: f32 = 5.0;
pub(crate) const MARK_THICKNESS: f32 = 0.2;

/// Where facts stand on a picture.
#[derive(Clone, Copy)]
pub(crate) enum FactsAt {
    /// One under the other.
    Column(Rect),
    /// Side by side.
    Row(Rect),
}

/// Where the name stands on a picture.
#[derive(Clone, Copy)]
pub(crate) enum NameAt {
    /// In this box, the age beside it.
    Row(Rect),
    /// Under the headline with the age under it, and what is left of this box is the facts'.
    Flow(Rect),
}

/// A picture for screens. Lengths in pixels; texts as capital heights.
pub(crate) struct Picture {
    pub width: f32,
    pub height: f32,
    pub photo: Rect,
    pub padding: f32,
    /// The headline's band, and how much of it from the bottom may hold text.
    pub head: Rect,
    pub head_text: f32,
    pub headline: Headline,
    pub name_at: NameAt,
    pub naming: Naming,
    /// Where the facts are; `None`: where the name leaves off.
    pub facts_at: Option<FactsAt>,
    /// How many facts are shown, the first ones, and their sizes.
    pub facts: usize,
    pub fact: Fall,
    pub label: Fall,
    /// The number's band, and how much of it from the top may hold text.
    pub foot: Rect,
    pub foot_text: f32,
    pub number: Fall,
    /// Whether the notes stand beside the number, or under it.
    pub notes_beside: bool,
    pub note: Fall,
    /// Reference, period and address; a screen in the street has no room for them, and nobody there could use them.
    pub small: Option<Fall>,
    /// Where the neutral card's text may stand.
    pub safe: Rect,
    pub quality: u8,
}

/// A document of record on A4. Lengths in millimetres; texts as capital heights.
pub(crate) struct Document {
    pub margin: f32,
    /// What the foot of each page takes, its margin included.
    pub foot: f32,
    /// Between two parts.
    pub gap: f32,
    /// Over and under the text of a row.
    pub row_gap: f32,
    /// The first column's share of the width.
    pub label_share: f32,
    pub title: Fall,
    pub lead: Fall,
    pub heading: Fall,
    pub body: Fall,
    pub small: Fall,
    pub qr: f32,
}

pub(crate) const REPORT: Document = Document {
    margin: 18.0,
    foot: 18.0,
    gap: 5.5,
    row_gap: 1.1,
    label_share: 0.27,
    title: Fall::new(6.4, 4.4),
    lead: Fall::new(3.1, 2.6),
    heading: Fall::new(2.8, 2.4),
    body: Fall::new(2.2, 1.6),
    small: Fall::new(1.8, 1.4),
    qr: 26.0,
};

/// Link previews and posts: 1.91:1.
pub(crate) const SOCIAL_WIDE: Picture = Picture {
    width: 1200.0,
    height: 630.0,
    photo: Rect::new(0.0, 0.0, 504.0, 630.0),
    padding: 36.0,
    head: Rect::new(504.0, 0.0, 696.0, 112.0),
    head_text: 112.0,
    headline: Headline { line: Fall::new(52.0, 36.0), stacked: Fall::new(36.0, 19.0) },
    name_at: NameAt::Flow(Rect::new(540.0, 132.0, 624.0, 325.0)),
    naming: Naming {
        name: Fall::new(60.0, 36.0),
        stacked: Fall::new(36.0, 28.0),
        age: Fall::new(38.0, 24.0),
        age_stacked: 24.0,
    },
    facts_at: None,
    facts: 2,
    fact: Fall::new(24.0, 17.0),
    label: Fall::new(15.0, 13.0),
    foot: Rect::new(504.0, 468.0, 696.0, 162.0),
    foot_text: 162.0,
    number: Fall::new(62.0, 44.0),
    notes_beside: true,
    note: Fall::new(18.0, 14.0),
    small: Some(Fall::new(13.0, 10.0)),
    safe: Rect::new(0.0, 0.0, 1200.0, 630.0),
    quality: 88,
};

/// Square posts.
pub(crate) const SOCIAL_SQUARE: Picture = Picture {
    width: 1080.0,
    height: 1080.0,
    photo: Rect::new(0.0, 130.0, 540.0, 675.0),
    padding: 36.0,
    head: Rect::new(0.0, 0.0, 1080.0, 130.0),
    head_text: 130.0,
    headline: Headline { line: Fall::new(62.0, 44.0), stacked: Fall::new(42.0, 24.0) },
    name_at: NameAt::Row(Rect::new(36.0, 822.0, 1008.0, 78.0)),
    naming: Naming {
        name: Fall::new(58.0, 38.0),
        stacked: Fall::new(30.0, 24.0),
        age: Fall::new(58.0, 28.0),
        age_stacked: 18.0,
    },
    facts_at: Some(FactsAt::Column(Rect::new(572.0, 156.0, 472.0, 640.0))),
    facts: 4,
    fact: Fall::new(30.0, 22.0),
    label: Fall::new(17.0, 14.0),
    foot: Rect::new(0.0, 926.0, 1080.0, 154.0),
    foot_text: 154.0,
    number: Fall::new(66.0, 50.0),
    notes_beside: true,
    note: Fall::new(22.0, 15.0),
    small: Some(Fall::new(14.0, 11.0)),
    safe: Rect::new(0.0, 0.0, 1080.0, 1080.0),
    quality: 88,
};

/// Stories: the network draws its own over the top and the bottom.
pub(crate) const SOCIAL_STORY: Picture = Picture {
    width: 1080.0,
    height: 1920.0,
    photo: Rect::new(0.0, 400.0, 640.0, 800.0),
    padding: 36.0,
    head: Rect::new(0.0, 0.0, 1080.0, 400.0),
    head_text: 150.0,
    headline: Headline { line: Fall::new(66.0, 46.0), stacked: Fall::new(44.0, 26.0) },
    name_at: NameAt::Row(Rect::new(36.0, 1216.0, 1008.0, 88.0)),
    naming: Naming {
        name: Fall::new(64.0, 40.0),
        stacked: Fall::new(33.0, 26.0),
        age: Fall::new(64.0, 30.0),
        age_stacked: 20.0,
    },
    facts_at: Some(FactsAt::Column(Rect::new(672.0, 428.0, 372.0, 762.0))),
    facts: 4,
    fact: Fall::new(28.0, 20.0),
    label: Fall::new(18.0, 14.0),
    foot: Rect::new(0.0, 1340.0, 1080.0, 580.0),
    foot_text: 240.0,
    number: Fall::new(110.0, 80.0),
    notes_beside: true,
    note: Fall::new(24.0, 16.0),
    small: Some(Fall::new(16.0, 12.0)),
    safe: Rect::new(0.0, 250.0, 1080.0, 1330.0),
    quality: 88,
};

/// Upright screens in the street: five seconds, no QR facing traffic.
pub(crate) const SCREEN_TALL: Picture = Picture {
    width: 1080.0,
    height: 1920.0,
    photo: Rect::new(0.0, 170.0, 1080.0, 1240.0),
    padding: 44.0,
    head: Rect::new(0.0, 0.0, 1080.0, 170.0),
    head_text: 170.0,
    headline: Headline { line: Fall::new(76.0, 54.0), stacked: Fall::new(52.0, 34.0) },
    name_at: NameAt::Row(Rect::new(44.0, 1424.0, 992.0, 88.0)),
    naming: Naming {
        name: Fall::new(68.0, 44.0),
        stacked: Fall::new(36.0, 28.0),
        age: Fall::new(68.0, 32.0),
        age_stacked: 24.0,
    },
    facts_at: Some(FactsAt::Row(Rect::new(44.0, 1530.0, 992.0, 128.0))),
    facts: 2,
    fact: Fall::new(30.0, 22.0),
    label: Fall::new(18.0, 15.0),
    foot: Rect::new(0.0, 1668.0, 1080.0, 252.0),
    foot_text: 252.0,
    number: Fall::new(152.0, 150.0),
    notes_beside: false,
    note: Fall::new(24.0, 18.0),
    small: None,
    safe: Rect::new(0.0, 0.0, 1080.0, 1920.0),
    quality: 90,
};

/// Lying screens.
pub(crate) const SCREEN_WIDE: Picture = Picture {
    width: 1920.0,
    height: 1080.0,
    photo: Rect::new(0.0, 0.0, 864.0, 1080.0),
    padding: 56.0,
    head: Rect::new(864.0, 0.0, 1056.0, 170.0),
    head_text: 170.0,
    headline: Headline { line: Fall::new(80.0, 56.0), stacked: Fall::new(54.0, 32.0) },
    name_at: NameAt::Flow(Rect::new(920.0, 200.0, 944.0, 540.0)),
    naming: Naming {
        name: Fall::new(92.0, 56.0),
        stacked: Fall::new(56.0, 44.0),
        age: Fall::new(60.0, 40.0),
        age_stacked: 40.0,
    },
    facts_at: None,
    facts: 2,
    fact: Fall::new(36.0, 26.0),
    label: Fall::new(22.0, 18.0),
    foot: Rect::new(864.0, 770.0, 1056.0, 310.0),
    foot_text: 310.0,
    number: Fall::new(160.0, 150.0),
    notes_beside: false,
    note: Fall::new(28.0, 20.0),
    small: None,
    safe: Rect::new(0.0, 0.0, 1920.0, 1080.0),
    quality: 90,
};

/// A photo without a word.
pub(crate) struct Alone {
    /// At most this large, 4:5, in pixels.
    pub most: (u32, u32),
    /// JPEG quality,
    pub quality: u8,
    /// lowered until it keeps to so many bytes, where that can be.
    pub bytes: Option<usize>,
}

/// The photo for the page.
pub(crate) const PAGE: Alone = Alone { most: (1000, 1250), quality: 85, bytes: None };
/// The same for a telephone: the whole page with it is at most 60 kB.
pub(crate) const PAGE_SMALL: Alone = Alone { most: (600, 750), quality: 80, bytes: Some(28_000) };
