//! What each page is made of. Addresses are absolute, times are moments in UTC, words are those frozen in the proof.

use childalert_domain::{ClosingText, Lang, NoticeText};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// What all pages share.
#[derive(Clone, Debug)]
pub struct PublicSite {
    /// Address of the stylesheet, such as `/assets/site.css?v=1f2e`.
    pub style_url: String,
    /// The fonts that every page reads.
    pub fonts: Fonts,
    /// The front page of each language.
    pub fronts: Vec<LanguageLink>,
}

/// Addresses of the fonts that a browser should fetch before it has read the stylesheet: the page never moves for them.
#[derive(Clone, Debug, Serialize)]
pub struct Fonts {
    /// Of ordinary words.
    pub regular: String,
    /// Of what stands out.
    pub bold: String,
}

/// A page about the service itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaf {
    /// Who decides on an alert, what it is for, and what becomes of it.
    HowItWorks,
    /// Which personal data are used, why, and for how long.
    Privacy,
    /// How far the site can be used by everybody, after the European model statement.
    Accessibility,
}

impl Leaf {
    /// All, in the order of the foot of each page.
    pub const ALL: [Leaf; 3] = [Leaf::HowItWorks, Leaf::Privacy, Leaf::Accessibility];

    /// Its place under a language.
    pub fn path(self) -> &'static str {
        match self {
            Leaf::HowItWorks => "how-it-works",
            Leaf::Privacy => "privacy",
            Leaf::Accessibility => "accessibility",
        }
    }

    /// The one at a place.
    pub fn at(path: &str) -> Option<Leaf> {
        Leaf::ALL.into_iter().find(|leaf| leaf.path() == path)
    }
}

/// The same page in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageLink {
    /// The language.
    pub lang: Lang,
    /// Where.
    pub url: String,
}

/// A JPEG picture of the kit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PictureRef {
    /// Where.
    pub url: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A notice that stands.
pub struct NoticePage<'a> {
    /// The language.
    pub lang: Lang,
    /// Its words.
    pub notice: &'a NoticeText,
    /// The face.
    pub picture: Option<PictureRef>,
    /// The same face for a small screen; proofs from before there was one have none.
    pub small_picture: Option<PictureRef>,
    /// The picture that other sites show with a link to the page.
    pub social_picture: Option<PictureRef>,
    /// The page in its languages, this one included.
    pub languages: &'a [LanguageLink],
    /// The poster as PDF.
    pub poster: Option<(&'a str, &'a [Lang])>,
    /// The address to pass on.
    pub share_url: &'a str,
    /// Where a copy of the page, on paper or as a picture, can be asked whether it still holds.
    pub check_url: &'a str,
    /// The language's feed.
    pub feed_url: &'a str,
    /// The page's own address.
    pub canonical_url: &'a str,
    /// Since when it stands.
    pub active_since: DateTime<Utc>,
}

/// What stands where a notice stood.
pub struct EndedPage<'a> {
    /// The language.
    pub lang: Lang,
    /// The neutral words of the proof; where it had none in this language, the site's own are used.
    pub closing: Option<&'a ClosingText>,
    /// The page in its languages.
    pub languages: &'a [LanguageLink],
}

/// How the campaign of a poster stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckStanding<'a> {
    /// The search is on.
    Active {
        /// The notice's page; discreet campaigns have none.
        notice_url: Option<&'a str>,
    },
    /// It ended.
    Ended,
    /// It is a drill: nobody is searched for.
    Exercise {
        /// Whether it is over.
        ended: bool,
    },
    /// No campaign has this code.
    Unknown,
}

/// The page behind the QR code.
pub struct CheckPage<'a> {
    /// The language.
    pub lang: Lang,
    /// How the campaign stands.
    pub standing: CheckStanding<'a>,
    /// The page in its languages.
    pub languages: &'a [LanguageLink],
}

/// All notices that stand.
#[derive(Serialize)]
pub struct FrontPage<'a> {
    /// The language.
    pub lang: Lang,
    /// The notices, newest first.
    pub active: &'a [FrontEntry<'a>],
    /// The language's feed.
    pub feed_url: &'a str,
}

/// A notice on the front page.
#[derive(Serialize)]
pub struct FrontEntry<'a> {
    /// The name as it is shown.
    pub name: &'a str,
    /// Such as `12 ans`.
    pub age: &'a str,
    /// Where the person was last seen.
    pub place: &'a str,
    /// Such as `21 novembre, 16 h 40`.
    pub since: &'a str,
    /// The notice's page.
    pub url: &'a str,
    /// The face, as small as there is.
    pub picture: Option<PictureRef>,
    /// The notice's language, where it is not the page's,
    pub other_language: Option<Lang>,
    /// and how the page says so.
    pub in_other: Option<String>,
}

/// A language's feed.
#[derive(Serialize)]
pub struct Feed<'a> {
    /// The language.
    pub lang: Lang,
    /// The front page of the language.
    pub base_url: &'a str,
    /// The feed's own address, which is its id too.
    pub self_url: &'a str,
    /// When anything in it last changed, deletions included.
    pub updated: DateTime<Utc>,
    /// What stands, newest first.
    pub entries: &'a [FeedEntry<'a>],
    /// What was deleted.
    pub deleted: &'a [DeletedEntry],
}

/// A notice in the feed.
#[derive(Serialize)]
pub struct FeedEntry<'a> {
    /// `urn:uuid:…`, the same for ever.
    pub id: String,
    /// The notice's page.
    pub url: &'a str,
    /// Where a copy of the entry can be asked whether it still holds.
    pub check_url: &'a str,
    /// Such as `DISPARUE : Éloïse V., 12 ans`.
    pub title: &'a str,
    /// The appeal.
    pub summary: &'a str,
    /// Since when it stands.
    pub published: DateTime<Utc>,
    /// When it last changed.
    pub updated: DateTime<Utc>,
    /// The picture.
    pub picture: Option<PictureRef>,
}

/// A notice that was taken out of the feed (RFC 6721): readers drop their copy.
#[derive(Serialize)]
pub struct DeletedEntry {
    /// The entry's id, `urn:uuid:…`.
    pub id: String,
    /// When.
    pub when: DateTime<Utc>,
}
