//! From the draft to the words and files of a proof.

use crate::cases::CaseFile;
use crate::wording::{MailInputs, NoticeInputs, closing_text, mail_text, notice_text, post_text};
use crate::{AppError, site};
use childalert_domain::{
    CampaignDraft, Channel, Kind, Lang, MailText, NoticeText, PostText, ProofContent, ProofPhoto, Reach,
};
use childalert_poster as poster;
use childalert_store::campaigns::CampaignRow;
use chrono::NaiveDate;

/// The proof's content with every word, and no rendered file yet.
pub(super) fn draft_content(
    public_url: &str,
    campaign: &CampaignRow,
    draft: &CampaignDraft,
    file: &CaseFile,
    version: i64,
    today: NaiveDate,
) -> Result<ProofContent, AppError> {
    let mut drafts: Vec<_> = draft.notices.iter().collect();
    drafts.sort_by_key(|notice| notice.lang);
    let notices: Vec<NoticeText> = drafts
        .into_iter()
        .map(|notice| {
            notice_text(&NoticeInputs {
                draft: notice,
                shown_name: draft.shown_name.trim(),
                shown_name_native: draft.shown_name_native.trim(),
                kind: draft.kind,
                age: file.case.person.age_on(today),
                grammar: file.case.person.grammar,
                missing_since: file.case.missing_since,
                until: draft.until,
            })
        })
        .collect();
    let reference = &file.case.reference;
    let has_page = draft.channels.iter().any(|channel| channel.name() == "page");
    Ok(ProofContent {
        format: "childalert-proof/1".to_owned(),
        campaign: campaign.id,
        version,
        reference: reference.clone(),
        kind: draft.kind,
        code: campaign.code.clone(),
        channels: draft.channels.clone(),
        area: draft.area.clone(),
        until: draft.until,
        photos: photos(draft, file)?,
        files: Vec::new(),
        posts: posts(public_url, &campaign.code, draft, &notices),
        mails: mails(public_url, campaign, draft, &notices, reference, has_page),
        closings: notices.iter().map(|notice| closing_text(notice.lang, draft.kind, reference)).collect(),
        notices,
    })
}

fn photos(draft: &CampaignDraft, file: &CaseFile) -> Result<Vec<ProofPhoto>, AppError> {
    let share = |thousandths: i64| u32::try_from(thousandths.clamp(0, 1000)).unwrap_or_default();
    draft
        .photos
        .iter()
        .filter_map(|sha256| file.photos.iter().find(|photo| photo.sha256 == *sha256))
        .map(|photo| {
            Ok(ProofPhoto {
                sha256: photo.sha256.parse().map_err(|_| AppError::Tampered)?,
                focus_x: share(photo.focus_x),
                focus_y: share(photo.focus_y),
            })
        })
        .collect()
}

fn posts(public_url: &str, code: &str, draft: &CampaignDraft, notices: &[NoticeText]) -> Vec<PostText> {
    let social = |channel: &&Channel| matches!(channel.facts().reach, Reach::Social | Reach::Training);
    draft
        .channels
        .iter()
        .filter(social)
        .flat_map(|channel| {
            notices.iter().map(|notice| {
                let link = site::link(public_url, notice.lang, code, draft);
                post_text(*channel, notice, link.chars().count() + site::LONGEST_MARK + 1)
            })
        })
        .collect()
}

fn mails(
    public_url: &str,
    campaign: &CampaignRow,
    draft: &CampaignDraft,
    notices: &[NoticeText],
    reference: &str,
    has_page: bool,
) -> Vec<MailText> {
    let (code, kit_code) = (&campaign.code, &campaign.kit_code);
    let by_mail = draft.channels.iter().any(|channel| channel.facts().reach == Reach::Volunteers);
    notices
        .iter()
        .filter(|_| by_mail)
        .map(|notice| {
            let page_url = has_page.then(|| site::page_url(public_url, notice.lang, code));
            let sheet = poster_in(draft, notice.lang);
            let poster_url =
                sheet.as_ref().map(|sheet| site::kit_url(public_url, kit_code, &sheet_name(sheet)));
            mail_text(
                notice,
                &MailInputs {
                    kind: draft.kind,
                    area: &draft.area,
                    page_url: page_url.as_deref(),
                    check_url: &site::check_url(public_url, code),
                    poster: poster_url.as_deref().zip(sheet.as_deref()),
                    picture_url: &site::kit_url(public_url, kit_code, &social_name(notice.lang)),
                    reference,
                    update: campaign.live_proof.is_some(),
                },
            )
        })
        .collect()
}

fn sheet_name(sheet: &[Lang]) -> String {
    poster::FileOrder::new(poster::Format::A4, &codes(sheet), 0).name
}

fn social_name(lang: Lang) -> String {
    poster::FileOrder::new(poster::Format::SocialWide, &[lang.code()], 0).name
}

fn codes(languages: &[Lang]) -> Vec<&'static str> {
    languages.iter().map(|lang| lang.code()).collect()
}

/// Posters are for walls; only campaigns that have walls have them.
fn posters(draft: &CampaignDraft) -> Vec<Vec<Lang>> {
    match draft.kind {
        Kind::ChildAlert | Kind::PublicPoster | Kind::Drill => draft.sheets(),
        Kind::Discreet | Kind::Online => Vec::new(),
    }
}

/// What each kind of campaign is made of (R p. 6). A discreet one has cards, and the picture in its e-mails.
fn formats(kind: Kind) -> &'static [poster::Format] {
    use poster::Format as F;
    match kind {
        Kind::ChildAlert | Kind::PublicPoster => &[
            F::A4,
            F::A4Saving,
            F::A3,
            F::A5,
            F::A4Shop,
            F::A3Shop,
            F::A5Shop,
            F::ScreenTall,
            F::ScreenWide,
            F::SocialWide,
            F::SocialSquare,
            F::SocialStory,
            F::Page,
            F::PageSmall,
        ],
        Kind::Online => &[F::SocialWide, F::SocialSquare, F::SocialStory, F::Page, F::PageSmall],
        Kind::Discreet => &[F::Vignette, F::VignetteShop, F::VignetteSheet, F::SocialWide],
        // Only what has a headline, which says that it is an exercise: no photo alone. Nothing that a print shop would take.
        Kind::Drill => &[
            F::A4,
            F::A4Saving,
            F::A3,
            F::A5,
            F::ScreenTall,
            F::ScreenWide,
            F::SocialWide,
            F::SocialSquare,
            F::SocialStory,
        ],
    }
}

/// The sheet to print for somebody who reads `lang`: the one that begins with it, or has it.
fn poster_in(draft: &CampaignDraft, lang: Lang) -> Option<Vec<Lang>> {
    let sheets = posters(draft);
    sheets
        .iter()
        .find(|sheet| sheet.first() == Some(&lang))
        .or_else(|| sheets.iter().find(|sheet| sheet.contains(&lang)))
        .or_else(|| sheets.first())
        .cloned()
}

/// What the render worker is asked to make.
pub(super) fn kit_order(public_url: &str, content: &ProofContent, draft: &CampaignDraft) -> poster::KitOrder {
    let sheets: Vec<Vec<&str>> = draft.sheets().iter().map(|sheet| codes(sheet)).collect();
    let languages: Vec<&str> = content.notices.iter().map(|notice| notice.lang.code()).collect();
    let files = poster::kit_files(formats(draft.kind), &sheets, &languages, draft.cards);
    poster::KitOrder {
        notices: content.notices.iter().map(poster_notice).collect(),
        files,
        photos: content.photos.iter().map(poster_photo).collect(),
        check_url: site::check_url(public_url, &content.code),
        reference: content.reference.clone(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "at most 1000")]
fn poster_photo(photo: &ProofPhoto) -> poster::KitPhoto {
    let share = |thousandths: u32| thousandths as f32 / 1000.0;
    poster::KitPhoto {
        sha256: photo.sha256.to_string(),
        focus: Some(poster::Focus { x: share(photo.focus_x), y: share(photo.focus_y) }),
    }
}

fn poster_notice(notice: &NoticeText) -> poster::Notice {
    poster::Notice {
        lang: notice.lang.code().to_owned(),
        headline: notice.headline.clone(),
        name: notice.name.clone(),
        name_native: notice.name_native.clone(),
        age: notice.age.clone(),
        facts: notice
            .facts
            .iter()
            .map(|fact| poster::Fact { label: fact.label.clone(), value: fact.value.clone() })
            .collect(),
        appeal: notice.appeal.clone(),
        number: notice.number.clone(),
        number_note: notice.number_note.clone(),
        number_abroad: notice.number_abroad.clone(),
        valid_until: notice.valid_until.clone(),
        check: notice.check.clone(),
        reference_label: notice.reference_label.clone(),
        photo_alt: notice.photo_alt.clone(),
        discreet: notice.discreet.clone(),
        card_label: notice.card_label.clone(),
    }
}
