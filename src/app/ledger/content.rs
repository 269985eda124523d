//! What a permit lets out: read from the frozen proof, never from the draft.

use super::training::training_content;
use crate::{AppError, Inner, site};
use childalert_domain::{Kind, Lang, Proof};
use childalert_jobs::{Act, Content, Part, PartState, Picture};
use childalert_store::campaigns::CampaignRow;
use childalert_store::placements::PlacementRow;
use childalert_store::{StoreError, Tx, parts};
use chrono::SecondsFormat;

/// The content for one act on one placement.
pub(super) async fn permit_content(
    tx: &mut Tx,
    inner: &Inner,
    campaign: &CampaignRow,
    row: &PlacementRow,
    proof: &Proof,
    act: Act,
) -> Result<Content, AppError> {
    let lang: Lang = row.lang.parse().map_err(|_| StoreError::Unreadable("placements.lang"))?;
    let content = proof.content();
    // By the proof, and before the channel is looked at: no channel with a way out takes what this is.
    if content.kind == Kind::Drill {
        return training_content(campaign, row, proof, (lang, act), inner.clock.now());
    }
    let public_url = &inner.settings.public_url;
    match row.channel.as_str() {
        "page" => Ok(Content::Site {
            lang: row.lang.clone(),
            url: site::page_url(public_url, lang, &content.code),
            marker: site::kit_url(public_url, &campaign.kit_code, ""),
        }),
        "feed" => Ok(Content::Site {
            lang: row.lang.clone(),
            url: site::feed_url(public_url, lang),
            marker: format!("<id>urn:uuid:{}</id>", row.id),
        }),
        "email" => mail(tx, row, proof, lang, act).await,
        _ => post(inner, row, proof, lang),
    }
}

fn post(inner: &Inner, row: &PlacementRow, proof: &Proof, lang: Lang) -> Result<Content, AppError> {
    let content = proof.content();
    let words = content
        .posts
        .iter()
        .find(|post| post.channel.name() == row.channel && post.lang == lang)
        .ok_or(AppError::NotFound("post"))?;
    let picture = content.file("social_wide", lang).ok_or(AppError::NotFound("picture"))?;
    Ok(Content::Post {
        lang: row.lang.clone(),
        text: words.text.clone(),
        link: site::marked(site::link_of(&inner.settings.public_url, lang, content), row.epoch, row.batch),
        picture: Picture {
            sha256: picture.sha256.to_string(),
            media_type: picture.media_type.clone(),
            width: picture.width,
            height: picture.height,
            alt: words.alt.clone(),
        },
        created_at: row.planned_at.to_rfc3339_opts(SecondsFormat::Millis, true),
    })
}

/// To make the copy: those who were not written to yet. To correct it: everybody who has it, or may have it.
async fn mail(
    tx: &mut Tx,
    row: &PlacementRow,
    proof: &Proof,
    lang: Lang,
    act: Act,
) -> Result<Content, AppError> {
    let content = proof.content();
    let correcting = act == Act::Correct;
    let words = if correcting {
        content.closings.iter().find(|closing| closing.lang == lang).map(|closing| &closing.mail)
    } else {
        content.mails.iter().find(|mail| mail.lang == lang)
    }
    .ok_or(AppError::NotFound("mail"))?;
    let states = if correcting { ["sent", "sending", "sending"] } else { ["planned"; 3] };
    let recipients = parts::recipients(tx, row.id, states).await?;
    Ok(Content::Mail {
        lang: row.lang.clone(),
        subject: words.subject.clone(),
        text: words.text.clone(),
        html: words.html.clone(),
        parts: recipients
            .into_iter()
            .map(|recipient| Part {
                number: i32::try_from(recipient.number).unwrap_or(i32::MAX),
                address: recipient.email,
                name: recipient.name,
            })
            .collect(),
    })
}

/// A part's state, as the column has it.
pub(super) fn part_state(state: PartState) -> &'static str {
    match state {
        PartState::Planned => "planned",
        PartState::Sending => "sending",
        PartState::Sent => "sent",
        PartState::Refused => "refused",
        PartState::Correcting => "correcting",
        PartState::Corrected => "corrected",
        PartState::Suppressed => "suppressed",
    }
}
