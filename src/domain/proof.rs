//! The frozen kit: everything that would go out, under one digest. A decision names the digest, so that what the
//! magistrate decided on is what is published, byte for byte.

use crate::{Area, Channel, Digest, Kind, Lang, NoticeText, Scope};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A photo of the kit, with the metadata already taken out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofPhoto {
    /// SHA-256 of the cleaned bytes.
    pub sha256: Digest,
    /// Where the face is, 0 to 1 from the left, in thousandths (whole numbers canonicalise safely).
    pub focus_x: u32,
    /// From the top, in thousandths.
    pub focus_y: u32,
}

/// A rendered file.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofFile {
    /// File name in the kit.
    pub name: String,
    /// SHA-256 of the bytes.
    pub sha256: Digest,
    /// Such as `application/pdf`.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Width in pixels or points.
    pub width: u32,
    /// Height in the same unit.
    pub height: u32,
    /// Languages on it.
    pub languages: Vec<Lang>,
    /// Format name.
    pub format: String,
}

/// The words of a post.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostText {
    /// On which channel.
    pub channel: Channel,
    /// In which language.
    pub lang: Lang,
    /// The text, without the link.
    pub text: String,
    /// Alternative text of the picture.
    pub alt: String,
}

/// The words of an e-mail.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailText {
    /// In which language.
    pub lang: Lang,
    /// Subject.
    pub subject: String,
    /// Plain body.
    pub text: String,
    /// HTML body.
    pub html: String,
}

/// The neutral words for the end, decided on together with the rest so that a retraction never waits for words. They
/// never name the child (V ch. 5).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingText {
    /// In which language.
    pub lang: Lang,
    /// Title of the neutral page and card.
    pub title: String,
    /// Its text.
    pub text: String,
    /// The correction to those who had the e-mail.
    pub mail: MailText,
}

/// Everything that would go out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofContent {
    /// `childalert-proof/1`.
    pub format: String,
    /// The campaign.
    pub campaign: Uuid,
    /// Number of the proof within its campaign, from 1.
    pub version: i64,
    /// The case's reference; no other name of the case goes in.
    pub reference: String,
    /// What kind of campaign.
    pub kind: Kind,
    /// Public code of the campaign: in the addresses of its pages, and in the QR of every copy.
    pub code: String,
    /// Channels.
    pub channels: BTreeSet<Channel>,
    /// Area.
    pub area: Area,
    /// Until when.
    pub until: DateTime<Utc>,
    /// One per language.
    pub notices: Vec<NoticeText>,
    /// One or two.
    pub photos: Vec<ProofPhoto>,
    /// The rendered kit.
    pub files: Vec<ProofFile>,
    /// Posts, one per social channel and language.
    pub posts: Vec<PostText>,
    /// E-mails to volunteers, one per language.
    pub mails: Vec<MailText>,
    /// For the end.
    pub closings: Vec<ClosingText>,
}

impl ProofContent {
    /// RFC 8785 text. Two equal contents have equal text.
    pub fn canonical(&self) -> Result<String, serde_json::Error> {
        serde_json_canonicalizer::to_string(self)
    }

    /// What a consent must cover for this to go out.
    pub fn scope(&self) -> Scope {
        Scope {
            photos: self.photos.iter().map(|photo| photo.sha256.to_string()).collect(),
            channels: self.channels.clone(),
            languages: self.notices.iter().map(|notice| notice.lang).collect(),
            area: self.area.clone(),
            until: self.until,
        }
    }

    /// The rendered file of a format in a language.
    pub fn file(&self, format: &str, lang: Lang) -> Option<&ProofFile> {
        self.files.iter().find(|file| file.format == format && file.languages.first() == Some(&lang)).or_else(
            || self.files.iter().find(|file| file.format == format && file.languages.contains(&lang)),
        )
    }
}

/// A frozen proof. Only [`Proof::freeze`] and [`Proof::thaw`] make one, and both compute the digest from the content.
#[derive(Clone)]
pub struct Proof {
    content: ProofContent,
    canonical: String,
    digest: Digest,
}

impl Proof {
    /// Freezes content.
    pub fn freeze(content: ProofContent) -> Result<Self, serde_json::Error> {
        let canonical = content.canonical()?;
        let digest = Digest::of(canonical.as_bytes());
        Ok(Proof { content, canonical, digest })
    }

    /// Reads a stored proof back. `None` if the text is not what `digest` was made of.
    pub fn thaw(canonical: String, digest: Digest) -> Option<Self> {
        // Over the stored text itself: what was frozen stays provable when later versions know more fields.
        let content: ProofContent = serde_json::from_str(&canonical).ok()?;
        (Digest::of(canonical.as_bytes()) == digest).then_some(Proof { content, canonical, digest })
    }

    /// What it holds.
    pub fn content(&self) -> &ProofContent {
        &self.content
    }

    /// Its canonical text.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// Its digest.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}
