//! Files of the public site: stylesheet, fonts, and the kit's pictures and posters.

use super::answers::Reply;
use super::pages::{LanguageLink, Pages, PublicSite};
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use bytes::Bytes;
use childalert_app::{App, KitFile};
use childalert_domain::{ClosingText, Digest, Lang};
use childalert_poster::{EndedWords, Format, ended};
use childalert_words::text;
use std::collections::HashMap;
use std::sync::Mutex;

const STYLE: &[u8] = include_bytes!("../../../assets/style/site.css");
const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../assets/fonts/NotoSans-Bold.ttf");

/// Notice pages may not be crawled; the rest may.
const ROBOTS: &str = "User-agent: *\nDisallow: /k/\nDisallow: /c/\nDisallow: /api/\n";

/// What the public site keeps in memory.
pub(crate) struct Site {
    pages: Pages,
    style: String,
    style_url: String,
    /// Neutral cards, by format and languages: after a retraction everybody's mail program asks for the same one.
    cards: Mutex<HashMap<String, (String, Bytes)>>,
}

impl Site {
    pub(crate) fn new(public_url: &str) -> Self {
        let style = format!("site-{}.css", &Digest::of(STYLE).to_string()[..12]);
        let fronts =
            Lang::ALL.map(|lang| LanguageLink { lang, url: format!("{public_url}/{lang}/") }).to_vec();
        let style_url = format!("/assets/{style}");
        let pages = Pages::new(PublicSite { style_url: style_url.clone(), fronts });
        Site { pages, style, style_url, cards: Mutex::default() }
    }

    /// Where the stylesheet is.
    pub(crate) fn style_url(&self) -> &str {
        &self.style_url
    }

    pub(super) fn pages(&self) -> &Pages {
        &self.pages
    }
}

pub(super) async fn robots() -> HttpResponse {
    Reply::text(ROBOTS)
}

/// Browsers ask for it on their own: there is none, and that is no error.
pub(super) async fn no_icon() -> HttpResponse {
    HttpResponse::NoContent().insert_header(("Cache-Control", "public, max-age=86400")).finish()
}

pub(super) async fn asset(site: web::Data<Site>, name: web::Path<String>) -> Result<HttpResponse, Problem> {
    match name.as_str() {
        "noto-sans-regular.ttf" => Ok(Reply::asset("font/ttf", REGULAR)),
        "noto-sans-bold.ttf" => Ok(Reply::asset("font/ttf", BOLD)),
        name if name == site.style => Ok(Reply::asset("text/css; charset=utf-8", STYLE)),
        name => match crate::pages::script(name) {
            Some(script) => Ok(Reply::asset("text/javascript; charset=utf-8", script)),
            None => Err(Problem::new(StatusCode::NOT_FOUND, "not-found")),
        },
    }
}

/// A file of the kit while the campaign is live; the neutral card after it, under the same address.
pub(super) async fn kit(
    app: web::Data<App>,
    site: web::Data<Site>,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Problem> {
    let (code, name) = path.into_inner();
    match app.kit_file(&code, &name).await? {
        KitFile::Live { media_type, bytes } => Ok(Reply::kit(media_type, bytes)),
        KitFile::Ended { format, closings } => {
            let (media_type, bytes) = card(&site, &format, closings).await?;
            Ok(Reply::kit(media_type, bytes))
        }
    }
}

async fn card(site: &Site, format: &str, closings: Vec<ClosingText>) -> Result<(String, Bytes), Problem> {
    let format = Format::named(format).unwrap_or(Format::SocialWide);
    let words: Vec<EndedWords> = closings
        .into_iter()
        .map(|closing| EndedWords {
            lang: closing.lang.code().to_owned(),
            title: closing.title,
            text: closing.text,
            // The frozen words ask for the posters; a picture has none to take down.
            picture_text: text(closing.lang, "closing-text-picture"),
            // Where there are cards, the frozen words are about them.
            card_text: String::new(),
        })
        .collect();
    let key = words
        .iter()
        .fold(format.name().to_owned(), |key, words| format!("{key} {} {}", words.lang, words.text));
    let cards = || site.cards.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(card) = cards().get(&key).cloned() {
        return Ok(card);
    }
    let unavailable = || Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable");
    let made =
        web::block(move || ended(format, &words)).await.map_err(|_| unavailable())?.map_err(|errors| {
            tracing::error!(errors = errors.len(), "the neutral card could not be made");
            unavailable()
        })?;
    let card = (made.media_type.to_string(), Bytes::from(made.bytes));
    cards().insert(key, card.clone());
    Ok(card)
}
