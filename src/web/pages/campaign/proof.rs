//! The proof: every word and every file that would go out, language by language, and what each channel says.

use super::act::campaign as of_path;
use crate::pages::said::{channels, fingerprint};
use crate::pages::shell::{Asked, Reply};
use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use childalert_app::{Action, AppError};
use childalert_domain::{Fact, Lang, NoticeText, ProofContent, ProofFile};
use childalert_words::{Arg, area, channel, date_time, kind, language, text_with};
use serde::Serialize;
use uuid::Uuid;

#[derive(Serialize)]
struct ProofPage {
    campaign: Uuid,
    what: String,
    fingerprint: String,
    digest: String,
    version: i64,
    area: String,
    until: String,
    channels: String,
    languages: Vec<LanguageProof>,
    /// Files that are in no one language: several on one sheet.
    shared: Vec<FileView>,
}

/// Everything that would go out in a language.
#[derive(Serialize)]
struct LanguageProof {
    lang: Lang,
    name: String,
    headline: String,
    facts: Vec<Fact>,
    appeal: String,
    alt: String,
    number: String,
    valid: String,
    pictures: Vec<FileView>,
    papers: Vec<FileView>,
    posts: Vec<PostView>,
    mail: Option<MailView>,
    closing: Option<ClosingView>,
}

#[derive(Serialize)]
struct FileView {
    name: String,
    url: String,
    width: u32,
    height: u32,
    size: String,
}

#[derive(Serialize)]
struct PostView {
    channel: String,
    text: String,
    letters: String,
    alt: String,
}

#[derive(Serialize)]
struct MailView {
    subject: String,
    text: String,
}

#[derive(Serialize)]
struct ClosingView {
    title: String,
    text: String,
    mail: String,
}

pub(super) async fn show(request: HttpRequest) -> Reply {
    let campaign = of_path(&request);
    let asked = Asked::of(request).await?;
    asked.visitor_who_may(Some(Action::ReadCampaigns))?;
    let proofs = asked.app.proofs(campaign).await.map_err(|error| asked.failed(error))?;
    // One of them by its id, or the newest.
    let of = asked.request.query_string().strip_prefix("of=").and_then(|id| id.parse::<Uuid>().ok());
    let frozen = proofs.iter().rev().filter(|proof| of.is_none_or(|of| proof.id == of)).find_map(|proof| {
        let canonical = proof.canonical.as_deref()?;
        Some((proof, serde_json::from_str::<ProofContent>(canonical).map_err(AppError::from)))
    });
    let Some((proof, content)) = frozen else {
        return Ok(asked.to(&format!("/campaigns/{campaign}")));
    };
    let content = content.map_err(|error| asked.failed(error))?;
    asked.looked("proof.look", proof.id, "").await?;
    let digest = proof.digest.clone().unwrap_or_default();
    let page = page(asked.lang, campaign, proof.id, digest, &content);
    let title = text_with(asked.lang, "proof-page-title", &[("reference", Arg::Text(&content.reference))]);
    Ok(asked.page(StatusCode::OK, "proof", &title, page))
}

fn page(lang: Lang, campaign: Uuid, proof: Uuid, digest: String, content: &ProofContent) -> ProofPage {
    let file = |file: &ProofFile| FileView {
        name: file.name.clone(),
        url: format!("/api/v1/proofs/{proof}/files/{}", file.name),
        width: file.width,
        height: file.height,
        size: size(lang, file.bytes),
    };
    ProofPage {
        campaign,
        what: format!("{} · {}", content.reference, kind(lang, content.kind)),
        fingerprint: fingerprint(&digest),
        version: content.version,
        area: area(lang, &content.area),
        until: date_time(lang, content.until),
        channels: channels(lang, &content.channels),
        languages: content.notices.iter().map(|notice| in_language(lang, content, notice, file)).collect(),
        shared: content.files.iter().filter(|one| one.languages.len() != 1).map(file).collect(),
        digest,
    }
}

fn in_language(
    lang: Lang,
    content: &ProofContent,
    notice: &NoticeText,
    file: impl Fn(&ProofFile) -> FileView,
) -> LanguageProof {
    let own = || content.files.iter().filter(|one| one.languages == [notice.lang]);
    let picture = |one: &&ProofFile| one.media_type.starts_with("image/");
    let posts = content.posts.iter().filter(|post| post.lang == notice.lang).map(|post| {
        let letters = i64::try_from(post.text.chars().count()).unwrap_or_default();
        PostView {
            channel: channel(lang, post.channel),
            letters: text_with(lang, "proof-letters", &[("count", Arg::Number(letters))]),
            text: post.text.clone(),
            alt: post.alt.clone(),
        }
    });
    let mail = content.mails.iter().find(|mail| mail.lang == notice.lang);
    let closing = content.closings.iter().find(|closing| closing.lang == notice.lang);
    LanguageProof {
        lang: notice.lang,
        name: language(lang, notice.lang),
        headline: format!("{} · {}, {}", notice.headline, notice.name, notice.age),
        facts: notice.facts.clone(),
        appeal: notice.appeal.clone(),
        alt: notice.photo_alt.clone(),
        number: format!("{} ({})", notice.number, notice.number_note),
        valid: notice.valid_until.clone(),
        pictures: own().filter(picture).map(&file).collect(),
        papers: own().filter(|one| !picture(one)).map(&file).collect(),
        posts: posts.collect(),
        mail: mail.map(|mail| MailView { subject: mail.subject.clone(), text: mail.text.clone() }),
        closing: closing.map(|closing| ClosingView {
            title: closing.title.clone(),
            text: closing.text.clone(),
            mail: closing.mail.text.clone(),
        }),
    }
}

/// A file's size for people, in kB.
fn size(lang: Lang, bytes: u64) -> String {
    let kilobytes = i64::try_from(bytes.div_ceil(1000)).unwrap_or(i64::MAX);
    text_with(lang, "proof-size", &[("count", Arg::Number(kilobytes))])
}
