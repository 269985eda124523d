//! What the public site shows: rows of the ledger that are live, in campaigns that are live, and nothing else. There is no
//! copy to forget: the moment a retraction commits, these answers change.

use crate::{App, AppError};
use bytes::Bytes;
use childalert_domain::{
    CampaignDraft, CampaignState, ClosingText, Lang, NoticeText, Proof, ProofContent, ProofFile,
};
use childalert_store::campaigns::{self, CampaignRow};
use childalert_store::placements::{self, PlacementRow};
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;
use uuid::Uuid;

/// How long a feed says that an entry was deleted (RFC 6721), for readers that come by seldom.
const DELETIONS_KEPT: TimeDelta = TimeDelta::days(30);

/// A notice's page.
pub(crate) fn page_url(public_url: &str, lang: Lang, code: &str) -> String {
    format!("{public_url}/{lang}/a/{code}")
}

/// The page behind the QR of every copy: active or ended.
pub(crate) fn check_url(public_url: &str, code: &str) -> String {
    format!("{public_url}/c/{code}")
}

/// A file of the kit, by the kit's own code: the public one does not open it.
pub(crate) fn kit_url(public_url: &str, kit_code: &str, name: &str) -> String {
    format!("{public_url}/k/{kit_code}/{name}")
}

/// The feed of a language.
pub(crate) fn feed_url(public_url: &str, lang: Lang) -> String {
    format!("{public_url}/{lang}/feed.atom")
}

/// The check page in one language.
fn check_url_in(public_url: &str, lang: Lang, code: &str) -> String {
    format!("{public_url}/{lang}/c/{code}")
}

/// What comes after a post's address at most: see [`marked`].
pub(crate) const LONGEST_MARK: usize = "?v=9999.99".len();

/// A post's address with a mark where it is not the first of its language: a post is found again on its network by the address in
/// it, and two of them must never be taken for one another.
pub(crate) fn marked(link: String, epoch: i64, batch: i64) -> String {
    match (epoch, batch) {
        (..=1, 0) => link,
        _ => format!("{link}?v={epoch}.{batch}"),
    }
}

/// Where a post leads: the notice's page where the campaign has one, the check page otherwise.
pub(crate) fn link(public_url: &str, lang: Lang, code: &str, draft: &CampaignDraft) -> String {
    let has_page = draft.channels.iter().any(|channel| channel.name() == "page");
    if has_page { page_url(public_url, lang, code) } else { check_url_in(public_url, lang, code) }
}

/// The same, of a frozen proof.
pub(crate) fn link_of(public_url: &str, lang: Lang, content: &ProofContent) -> String {
    let has_page = content.channels.iter().any(|channel| channel.name() == "page");
    match has_page {
        true => page_url(public_url, lang, &content.code),
        false => check_url_in(public_url, lang, &content.code),
    }
}

/// Whether it can be a code at all; anything else never reaches the database.
fn plausible(code: &str) -> bool {
    code.len() <= 32 && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A notice that stands.
#[derive(Clone)]
pub struct PublicNotice {
    /// Its words.
    pub notice: NoticeText,
    /// Public code.
    pub code: String,
    /// Languages whose page stands, with their addresses.
    pub languages: Vec<(Lang, String)>,
    /// The page's picture: address, width, height.
    pub picture: Option<(String, u32, u32)>,
    /// The same for a small screen, where the proof has one.
    pub small_picture: Option<(String, u32, u32)>,
    /// The picture for link previews.
    pub social_picture: Option<(String, u32, u32)>,
    /// The sheet to print, and the languages on it: paper has the languages of the area.
    pub poster: Option<(String, Vec<Lang>)>,
    /// Its own address.
    pub url: String,
    /// The check page, for what cannot be recalled of it.
    pub check_url: String,
    /// The feed of its language.
    pub feed_url: String,
    /// Since when it stands.
    pub live_at: DateTime<Utc>,
}

/// What a notice's or check page answers.
#[derive(Clone)]
pub enum Standing<T> {
    /// It stands.
    Active(T),
    /// It stood, and ended.
    Ended {
        /// The neutral words, where the campaign's notice had this language.
        closing: Option<ClosingText>,
        /// Languages that the notice had.
        languages: Vec<Lang>,
    },
    /// It is a drill: nobody is searched for.
    Exercise {
        /// Whether it is over.
        ended: bool,
    },
    /// There never was one, or not yet.
    Unknown,
}

/// A notice on the front page.
#[derive(Clone)]
pub struct SiteEntry {
    /// The placement's id.
    pub id: Uuid,
    /// Its campaign.
    pub campaign: Uuid,
    /// Its page, or the check page where it has none.
    pub url: String,
    /// The check page.
    pub check_url: String,
    /// Its words.
    pub notice: NoticeText,
    /// The picture: address, width, height.
    pub picture: Option<(String, u32, u32)>,
    /// Since when it stands.
    pub live_at: DateTime<Utc>,
}

/// A language's feed.
#[derive(Clone)]
pub struct SiteFeed {
    /// What stands, newest first.
    pub entries: Vec<SiteEntry>,
    /// What was deleted: the entry's id, and when.
    pub deleted: Vec<(Uuid, DateTime<Utc>)>,
}

/// A file of the kit as the public gets it.
#[derive(Clone)]
pub enum KitFile {
    /// The file.
    Live {
        /// Such as `image/jpeg`.
        media_type: String,
        /// The bytes.
        bytes: Bytes,
    },
    /// The campaign ended: the neutral card takes its place.
    Ended {
        /// `a4`, `social_wide` and so on.
        format: String,
        /// In whose languages.
        closings: Vec<ClosingText>,
    },
}

impl App {
    /// A notice's page.
    pub async fn public_notice(&self, code: &str, lang: Lang) -> Result<Standing<PublicNotice>, AppError> {
        self.ends_compared().await?;
        if !plausible(code) {
            return Ok(Standing::Unknown);
        }
        let code = code.to_owned();
        let found = self
            .inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let campaign = campaigns::find_by_code(tx, &code).await?;
                    let live = placements::live_of_code(tx, &code, "page").await?;
                    Ok::<_, AppError>(campaign.map(|campaign| (campaign, live)))
                })
            })
            .await?;
        let Some((campaign, live)) = found else { return Ok(Standing::Unknown) };
        if let Some(ended) = self.ended(&campaign, lang).await? {
            return Ok(ended);
        }
        let own = live.iter().find(|row| row.lang == lang.code());
        let (Some(row), Some(proof)) = (own, self.live_proof(&campaign).await?) else {
            return Ok(Standing::Unknown);
        };
        Ok(self.notice_of(&campaign, &proof, lang, row, &live).map_or(Standing::Unknown, Standing::Active))
    }

    fn notice_of(
        &self,
        campaign: &CampaignRow,
        proof: &Proof,
        lang: Lang,
        row: &PlacementRow,
        live: &[PlacementRow],
    ) -> Option<PublicNotice> {
        let content = proof.content();
        let url = &self.inner.settings.public_url;
        let notice = content.notices.iter().find(|notice| notice.lang == lang)?;
        let kit = &campaign.kit_code;
        let picture = |file: &ProofFile| (kit_url(url, kit, &file.name), file.width, file.height);
        Some(PublicNotice {
            notice: notice.clone(),
            code: content.code.clone(),
            languages: content
                .notices
                .iter()
                .map(|notice| notice.lang)
                .filter(|lang| live.iter().any(|row| row.lang == lang.code()))
                .map(|lang| (lang, page_url(url, lang, &content.code)))
                .collect(),
            picture: content.files.iter().find(|file| file.format == "page").map(picture),
            small_picture: content.files.iter().find(|file| file.format == "page_small").map(picture),
            social_picture: content.file("social_wide", lang).map(picture),
            poster: content
                .file("a4", lang)
                .or_else(|| content.files.iter().find(|file| file.format == "a4"))
                .map(|file| (kit_url(url, kit, &file.name), file.languages.clone())),
            url: page_url(url, lang, &content.code),
            check_url: check_url(url, &content.code),
            feed_url: feed_url(url, lang),
            live_at: row.live_at.unwrap_or(row.updated_at),
        })
    }

    /// What the check page says: active, with the notice's page if there is one in this language; of a drill that it is one, from
    /// its first draft on, because sheets of it may lie about.
    pub async fn check(&self, code: &str, lang: Lang) -> Result<Standing<Option<String>>, AppError> {
        self.ends_compared().await?;
        if !plausible(code) {
            return Ok(Standing::Unknown);
        }
        let code = code.to_owned();
        let (campaign, drill) = self
            .inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let campaign = campaigns::find_by_code(tx, &code).await?;
                    Ok::<_, AppError>((campaign, campaigns::drill_by_code(tx, &code).await?))
                })
            })
            .await?;
        if let Some(drill) = drill {
            return Ok(Standing::Exercise { ended: drill.state.0.retracted() });
        }
        let Some(campaign) = campaign else { return Ok(Standing::Unknown) };
        if let Some(ended) = self.ended(&campaign, lang).await? {
            return Ok(ended);
        }
        if campaign.state.0 != CampaignState::Live {
            return Ok(Standing::Unknown);
        }
        Ok(Standing::Active(match self.public_notice(&campaign.code, lang).await? {
            Standing::Active(notice) => Some(notice.url),
            Standing::Ended { .. } | Standing::Exercise { .. } | Standing::Unknown => None,
        }))
    }

    /// All notices that stand: in a language where they have it, in another one of theirs where they do not. A face is looked for
    /// in every language.
    pub async fn front(&self, lang: Lang) -> Result<Vec<SiteEntry>, AppError> {
        self.ends_compared().await?;
        let mut entries: Vec<SiteEntry> = Vec::new();
        for other in std::iter::once(lang).chain(Lang::ALL.into_iter().filter(|other| *other != lang)) {
            for entry in self.entries(other, "page").await? {
                if entries.iter().all(|known| known.campaign != entry.campaign) {
                    entries.push(entry);
                }
            }
        }
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.live_at));
        Ok(entries)
    }

    /// The feed of a language.
    pub async fn feed(&self, lang: Lang) -> Result<SiteFeed, AppError> {
        self.ends_compared().await?;
        let entries = self.entries(lang, "feed").await?;
        let since = self.inner.clock.now() - DELETIONS_KEPT;
        let deleted = self
            .inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let mut deleted = Vec::new();
                    for campaign in campaigns::ended_since(tx, since).await? {
                        let rows = placements::of_campaign(tx, campaign.id, 10_000, 0).await?;
                        let was_live = |row: &PlacementRow| {
                            row.channel == "feed" && row.lang == lang.code() && row.live_at.is_some()
                        };
                        let when = campaign.ended_at.unwrap_or(campaign.updated_at);
                        deleted.extend(rows.into_iter().filter(was_live).map(|row| (row.id, when)));
                    }
                    Ok::<_, AppError>(deleted)
                })
            })
            .await?;
        Ok(SiteFeed { entries, deleted })
    }

    async fn entries(&self, lang: Lang, channel: &'static str) -> Result<Vec<SiteEntry>, AppError> {
        let rows = self
            .inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let mut rows = Vec::new();
                    for row in placements::live_on_site(tx, channel).await? {
                        if row.lang == lang.code()
                            && let Some(campaign) = campaigns::find(tx, row.campaign_id).await?
                        {
                            rows.push((row, campaign.kit_code));
                        }
                    }
                    Ok::<_, AppError>(rows)
                })
            })
            .await?;
        let url = &self.inner.settings.public_url;
        let mut entries = Vec::new();
        for (row, kit) in rows {
            let proof = self.frozen(row.proof_id).await?;
            let content = proof.content();
            let Some(notice) = content.notices.iter().find(|notice| notice.lang == lang) else { continue };
            let by_format = |format: &str| content.files.iter().find(|file| file.format == format);
            let page = if channel == "page" { by_format("page_small") } else { None };
            let page = page.or_else(|| by_format("page"));
            entries.push(SiteEntry {
                id: row.id,
                campaign: row.campaign_id,
                url: link_of(url, lang, content),
                check_url: check_url(url, &content.code),
                notice: notice.clone(),
                picture: page.map(|file| (kit_url(url, &kit, &file.name), file.width, file.height)),
                live_at: row.live_at.unwrap_or(row.updated_at),
            });
        }
        Ok(entries)
    }

    /// A file of the kit: the file while the campaign is live, the neutral card after it.
    pub async fn kit_file(&self, kit_code: &str, name: &str) -> Result<KitFile, AppError> {
        self.ends_compared().await?;
        if !plausible(kit_code) {
            return Err(AppError::NotFound("file"));
        }
        let kit_code = kit_code.to_owned();
        let campaign = self
            .inner
            .store
            .read(move |tx| Box::pin(async move { campaigns::find_by_kit_code(tx, &kit_code).await }))
            .await?
            .ok_or(AppError::NotFound("file"))?;
        let proof = self.live_proof(&campaign).await?.ok_or(AppError::NotFound("file"))?;
        let file =
            proof.content().files.iter().find(|file| file.name == name).ok_or(AppError::NotFound("file"))?;
        if campaign.state.0 != CampaignState::Live {
            let closings = &proof.content().closings;
            let theirs = closings.iter().filter(|closing| file.languages.contains(&closing.lang));
            return Ok(KitFile::Ended { format: file.format.clone(), closings: theirs.cloned().collect() });
        }
        let bytes = self.inner.files.get(file.sha256).await?;
        Ok(KitFile::Live { media_type: file.media_type.clone(), bytes })
    }

    async fn live_proof(&self, campaign: &CampaignRow) -> Result<Option<Arc<Proof>>, AppError> {
        match campaign.live_proof {
            Some(id) => Ok(Some(self.frozen(id).await?)),
            None => Ok(None),
        }
    }

    /// The answer for a campaign that was out and ended.
    async fn ended<T>(&self, campaign: &CampaignRow, lang: Lang) -> Result<Option<Standing<T>>, AppError> {
        if !campaign.state.0.retracted() {
            return Ok(None);
        }
        let Some(proof) = self.live_proof(campaign).await? else { return Ok(Some(Standing::Unknown)) };
        let closings = &proof.content().closings;
        Ok(Some(Standing::Ended {
            closing: closings.iter().find(|closing| closing.lang == lang).cloned(),
            languages: closings.iter().map(|closing| closing.lang).collect(),
        }))
    }
}
