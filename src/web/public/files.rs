//! Files of the public site: stylesheet, fonts, and the kit's pictures and posters.

use super::given;
use super::kept::{Kept, Key, Made};
use super::page::{Keep, Page};
use super::pages::{Fonts, LanguageLink, Pages, PublicSite};
use super::ready::Ready;
use crate::accept_language::preferred;
use crate::problem::Problem;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use childalert_app::{App, KitFile};
use childalert_domain::{ClosingText, Digest, Lang};
use childalert_poster::{EndedWords, Format, ended};
use childalert_words::text;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

const STYLE: &str = include_str!("../../../assets/style/site.css");

/// The fonts as the stylesheet names them, and their bytes.
const FONTS: [(&str, &[u8]); 4] = [
    ("noto-sans-regular.woff2", include_bytes!("../../../assets/fonts/web/noto-sans-regular.woff2")),
    ("noto-sans-bold.woff2", include_bytes!("../../../assets/fonts/web/noto-sans-bold.woff2")),
    (
        "noto-sans-regular-more.woff2",
        include_bytes!("../../../assets/fonts/web/noto-sans-regular-more.woff2"),
    ),
    ("noto-sans-bold-more.woff2", include_bytes!("../../../assets/fonts/web/noto-sans-bold-more.woff2")),
];

/// Notice pages may not be crawled; the rest may.
const ROBOTS: &str = "User-agent: *\nDisallow: /k/\nDisallow: /c/\nDisallow: /api/\n";

/// What the public site keeps in memory.
pub(crate) struct Site {
    pages: Pages,
    style_url: String,
    /// What is the same whatever is searched for.
    ready: Ready,
    kept: Arc<Kept<App>>,
    /// Stylesheet, fonts and script, by the name under `/assets/`.
    assets: HashMap<String, Page>,
    robots: Page,
    /// Neutral cards, by format and languages: after a retraction everybody's mail program asks for the same one.
    cards: Mutex<HashMap<String, (String, Bytes)>>,
}

impl Site {
    pub(crate) fn new(app: App) -> Self {
        let mut assets = HashMap::new();
        let mut style = STYLE.to_owned();
        let [mut regular, mut bold] = [String::new(), String::new()];
        for (name, bytes) in FONTS {
            let hashed = hashed(name, bytes);
            let url = format!("/assets/{hashed}");
            style = style.replace(&format!("/assets/{name}"), &url);
            match name {
                "noto-sans-regular.woff2" => regular = url,
                "noto-sans-bold.woff2" => bold = url,
                _ => {}
            }
            assets.insert(hashed, Page::file(StatusCode::OK, "font/woff2", Bytes::from_static(bytes)));
        }
        let hashed = hashed("site.css", style.as_bytes());
        let style_url = format!("/assets/{hashed}");
        assets.insert(hashed, Page::packed(StatusCode::OK, "text/css; charset=utf-8", style));
        for (name, media_type, bytes) in crate::pages::assets() {
            assets.insert(name, Page::packed(StatusCode::OK, media_type, bytes));
        }
        let assets = assets.into_iter().map(|(name, page)| (name, page.kept(Keep::ForEver).indexed()));

        let public_url = app.public_url();
        let fronts =
            Lang::ALL.map(|lang| LanguageLink { lang, url: format!("{public_url}/{lang}/") }).to_vec();
        let fonts = Fonts { regular, bold };
        let kept = Kept::new(app.clone());
        tokio::spawn(Kept::sweep(Arc::downgrade(&kept)));
        let pages = Pages::new(PublicSite { style_url: style_url.clone(), fonts, fronts });
        Site {
            style_url,
            ready: Ready::new(&pages, public_url),
            pages,
            kept,
            assets: assets.collect(),
            robots: Page::packed(StatusCode::OK, "text/plain; charset=utf-8", ROBOTS).indexed(),
            cards: Mutex::default(),
        }
    }

    /// Where the stylesheet is.
    pub(crate) fn style_url(&self) -> &str {
        &self.style_url
    }

    pub(super) fn pages(&self) -> &Pages {
        &self.pages
    }

    pub(super) fn ready(&self) -> &Ready {
        &self.ready
    }

    pub(super) fn kept(&self) -> &Arc<Kept<App>> {
        &self.kept
    }
}

/// The name of a file with the hash of its content before its ending: whoever has it has it for ever.
pub(crate) fn hashed(name: &str, bytes: &[u8]) -> String {
    let digest = Digest::of(bytes).to_string();
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{}.{ending}", &digest[..12])
}

pub(super) async fn robots(site: web::Data<Site>, request: HttpRequest) -> HttpResponse {
    site.robots.answer(&request)
}

/// Browsers ask for it on their own: there is none, and that is no error.
pub(super) async fn no_icon() -> HttpResponse {
    HttpResponse::NoContent().insert_header(("Cache-Control", "public, max-age=86400")).finish()
}

pub(super) async fn asset(
    site: web::Data<Site>,
    request: HttpRequest,
    name: web::Path<String>,
) -> HttpResponse {
    let none = || site.ready.not_found(preferred(request.headers()).unwrap_or(Lang::Fr));
    site.assets.get(name.as_str()).unwrap_or_else(none).answer(&request)
}

/// A file of the kit while the campaign is live; the neutral card after it, under the same address.
pub(super) async fn kit(
    app: web::Data<App>,
    site: web::Data<Site>,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    let (code, name) = path.into_inner();
    let lang = preferred(request.headers()).unwrap_or(Lang::Fr);
    let (key, of) = (Key::File(code.clone(), name.clone()), site.clone());
    let file = site.kept.page(&key, async move || {
        let (media_type, bytes) = match app.kit_file(&code, &name).await? {
            KitFile::Live { media_type, bytes } => (media_type, bytes),
            KitFile::Ended { format, closings } => card(&of, &format, closings).await?,
        };
        Ok(Made::Keep(Page::file(StatusCode::OK, &media_type, bytes)))
    });
    given(&site, &request, (&key, lang), file.await)
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
