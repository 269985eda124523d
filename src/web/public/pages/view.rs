//! What the templates read: the context with its dates written and its titles made.

use super::context::{Fonts, LanguageLink, PictureRef};
use childalert_domain::{Lang, NoticeText};
use childalert_words::language;
use serde::Serialize;

/// The root of every HTML page.
#[derive(Serialize)]
pub(super) struct View<'a, P> {
    pub lang: Lang,
    pub style_url: &'a str,
    pub fonts: &'a Fonts,
    pub home_url: &'a str,
    pub head: Head<'a>,
    pub languages: Vec<LanguageView<'a>>,
    /// The pages about the service.
    pub leaves: Vec<LeafView>,
    pub page: P,
}

/// What the head of a page says.
#[derive(Serialize)]
pub(super) struct Head<'a> {
    pub title: String,
    /// Whether a search is on: the one time that a page shows the signal colour.
    pub alert: bool,
    pub canonical_url: Option<&'a str>,
    pub feed_url: Option<&'a str>,
    /// Whether search engines and browsers are told of the other languages.
    pub alternates: bool,
    /// Whether search engines may show it: what names nobody.
    pub indexed: bool,
    pub preview: Option<Preview<'a>>,
}

impl Head<'_> {
    /// A page that is no more than its title to others.
    pub(super) fn titled(title: String) -> Self {
        Head {
            title,
            alert: false,
            canonical_url: None,
            feed_url: None,
            alternates: false,
            indexed: false,
            preview: None,
        }
    }
}

/// What other sites show with a link to the page (Open Graph).
#[derive(Serialize)]
pub(super) struct Preview<'a> {
    pub title: String,
    pub description: &'a str,
    pub url: &'a str,
    pub locale: &'static str,
    pub picture: Option<&'a PictureRef>,
    pub alt: &'a str,
}

/// Open Graph's name of a language as the country writes it.
pub(super) fn locale(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "fr_BE",
        Lang::Nl => "nl_BE",
        Lang::De => "de_BE",
        Lang::En => "en_GB",
    }
}

/// A page about the service, as the foot of each page names it.
#[derive(Serialize)]
pub(super) struct LeafView {
    pub url: String,
    pub text: String,
    pub current: bool,
}

/// One of a page's languages.
#[derive(Serialize)]
pub(super) struct LanguageView<'a> {
    lang: Lang,
    /// `FR`.
    code: String,
    /// As its speakers call it.
    name: String,
    url: &'a str,
    current: bool,
}

/// The languages of a page that is read in `current`.
pub(super) fn languages(current: Lang, links: &[LanguageLink]) -> Vec<LanguageView<'_>> {
    links
        .iter()
        .map(|link| LanguageView {
            lang: link.lang,
            code: link.lang.code().to_uppercase(),
            name: language(link.lang, link.lang),
            url: &link.url,
            current: link.lang == current,
        })
        .collect()
}

#[derive(Serialize)]
pub(super) struct NoticeView<'a> {
    pub notice: &'a NoticeText,
    pub picture: Option<&'a PictureRef>,
    pub small_picture: Option<&'a PictureRef>,
    pub poster: Option<PosterView<'a>>,
    pub share_url: &'a str,
    pub check_url: &'a str,
    pub active_since: String,
}

/// The sheet to print.
#[derive(Serialize)]
pub(super) struct PosterView<'a> {
    pub url: &'a str,
    /// `Print the poster`, with its languages where the page's is not among them.
    pub text: String,
}

#[derive(Serialize)]
pub(super) struct EndedView<'a> {
    pub title: &'a str,
    pub text: &'a str,
}

#[derive(Serialize)]
pub(super) struct CheckView<'a> {
    /// `active`, `ended` or `unknown`: a class of the stylesheet.
    pub standing: &'static str,
    pub title: &'a str,
    pub text: &'a str,
    pub notice_url: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct MessageView<'a> {
    pub text: &'a str,
}
