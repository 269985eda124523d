//! The public site as text: a typed context in, HTML or Atom out. Nothing here knows of HTTP or of the database, so that a
//! test can render every page in every language with the worst words there are.
//!
//! Pages work without scripts and carry neither inline style nor inline script: the content security policy forbids both.
//! None may be indexed or archived: what is online for a day must not stay for years in somebody's cache.

mod context;
mod view;

#[cfg(test)]
mod tests;

pub use context::{
    CheckPage, CheckStanding, DeletedEntry, EndedPage, Feed, FeedEntry, Fonts, FrontEntry, FrontPage,
    LanguageLink, Leaf, NoticePage, PictureRef, PublicSite,
};

use childalert_domain::Lang;
use childalert_words::{Arg, Escaping, day_month_time_short, engine, language, text, text_with};
use handlebars::Handlebars;
use serde::Serialize;
use view::{CheckView, EndedView, Head, LeafView, MessageView, NoticeView, PosterView, Preview, View};

/// The templates, parsed once.
pub struct Pages {
    site: PublicSite,
    templates: Handlebars<'static>,
}

impl Pages {
    /// Parses the embedded templates.
    pub fn new(site: PublicSite) -> Pages {
        let mut templates = engine(Escaping::Markup);
        for (name, source) in [
            ("layout", include_str!("../../../templates/public/layout.hbs")),
            ("notice", include_str!("../../../templates/public/notice.hbs")),
            ("ended", include_str!("../../../templates/public/ended.hbs")),
            ("check", include_str!("../../../templates/public/check.hbs")),
            ("front", include_str!("../../../templates/public/front.hbs")),
            ("message", include_str!("../../../templates/public/message.hbs")),
            ("other-language", include_str!("../../../templates/public/other-language.hbs")),
            ("how-it-works", include_str!("../../../templates/public/how-it-works.hbs")),
            ("privacy", include_str!("../../../templates/public/privacy.hbs")),
            ("accessibility", include_str!("../../../templates/public/accessibility.hbs")),
            ("feed", include_str!("../../../templates/public/feed.atom.hbs")),
        ] {
            templates
                .register_template_string(name, source)
                .expect("an embedded template parses: tests render each");
        }
        Pages { site, templates }
    }

    /// A notice that stands.
    pub fn notice(&self, page: &NoticePage<'_>) -> String {
        let (lang, notice) = (page.lang, page.notice);
        let title = text_with(
            lang,
            "page-main-title",
            &[
                ("headline", Arg::Text(&notice.headline)),
                ("name", Arg::Text(&notice.name)),
                ("age", Arg::Text(&notice.age)),
            ],
        );
        let preview = Preview {
            title: title.clone(),
            description: &notice.appeal,
            url: page.canonical_url,
            locale: view::locale(lang),
            picture: page.social_picture.as_ref(),
            alt: &notice.photo_alt,
        };
        let head = Head {
            title,
            alert: true,
            canonical_url: Some(page.canonical_url),
            feed_url: Some(page.feed_url),
            alternates: true,
            indexed: false,
            preview: Some(preview),
        };
        let content = NoticeView {
            notice,
            picture: page.picture.as_ref(),
            small_picture: page.small_picture.as_ref(),
            poster: page.poster.map(|(url, languages)| PosterView { url, text: print_text(lang, languages) }),
            share_url: page.share_url,
            check_url: page.check_url,
            active_since: day_month_time_short(lang, page.active_since),
        };
        self.page("notice", lang, None, head, page.languages, content)
    }

    /// What stands where a notice stood. Names nobody. Goes with the status 410.
    pub fn ended(&self, page: &EndedPage<'_>) -> String {
        let lang = page.lang;
        let (title, said) = match page.closing {
            Some(closing) => (closing.title.clone(), closing.text.clone()),
            None => (text(lang, "closing-title"), text(lang, "closing-text-poster")),
        };
        let content = EndedView { title: &title, text: &said };
        self.page("ended", lang, None, Head::titled(title.clone()), page.languages, content)
    }

    /// What the QR code of a poster leads to: whether the search is still on.
    pub fn check(&self, page: &CheckPage<'_>) -> String {
        let lang = page.lang;
        let (standing, title, said, notice_url) = match page.standing {
            CheckStanding::Active { notice_url } => {
                ("active", text(lang, "page-check-active"), text(lang, "page-check-active-text"), notice_url)
            }
            CheckStanding::Ended => {
                ("ended", text(lang, "page-check-ended"), text(lang, "page-check-ended-text"), None)
            }
            CheckStanding::Exercise { ended } => {
                let said = if ended { "drill-check-ended-text" } else { "drill-check-text" };
                ("exercise", text(lang, "drill-check-title"), text(lang, said), None)
            }
            CheckStanding::Unknown => {
                ("unknown", text(lang, "page-check-unknown"), text(lang, "page-check-unknown-text"), None)
            }
        };
        let content = CheckView { standing, title: &title, text: &said, notice_url };
        let head = Head { alert: standing == "active", ..Head::titled(title.clone()) };
        self.page("check", lang, None, head, page.languages, content)
    }

    /// All notices that stand.
    pub fn front(&self, page: &FrontPage<'_>) -> String {
        let head = Head {
            alert: !page.active.is_empty(),
            feed_url: Some(page.feed_url),
            alternates: true,
            ..Head::titled(text(page.lang, "page-front-title"))
        };
        self.page("front", page.lang, None, head, &self.site.fronts, page)
    }

    /// There is no such page.
    pub fn not_found(&self, lang: Lang) -> String {
        self.message(lang, text(lang, "page-not-found-title"), text(lang, "page-not-found-text"))
    }

    /// The address names a language that there is not; `links` lead to the same page in those that there are.
    pub fn other_language(&self, lang: Lang, links: &[LanguageLink]) -> String {
        let head = Head::titled(text(lang, "page-other-language-title"));
        self.page("other-language", lang, None, head, &self.site.fronts, view::languages(lang, links))
    }

    /// A page about the service itself.
    pub fn leaf(&self, lang: Lang, leaf: Leaf, languages: &[LanguageLink]) -> String {
        let own = languages.iter().find(|link| link.lang == lang).map(|link| link.url.as_str());
        let head = Head {
            alternates: true,
            indexed: true,
            canonical_url: own,
            ..Head::titled(leaf_title(lang, leaf))
        };
        self.page(leaf.path(), lang, Some(leaf), head, languages, ())
    }

    /// The page could not be made. Says nothing of why.
    pub fn server_fault(&self, lang: Lang) -> String {
        self.message(lang, text(lang, "page-fault-title"), text(lang, "page-fault-text"))
    }

    /// The Atom feed (RFC 4287), with what was deleted (RFC 6721), as `application/atom+xml`.
    pub fn feed(&self, feed: &Feed<'_>) -> String {
        self.render("feed", feed)
    }

    fn message(&self, lang: Lang, title: String, said: String) -> String {
        self.page("message", lang, None, Head::titled(title), &self.site.fronts, MessageView { text: &said })
    }

    fn page(
        &self,
        template: &str,
        lang: Lang,
        leaf: Option<Leaf>,
        head: Head<'_>,
        languages: &[LanguageLink],
        page: impl Serialize,
    ) -> String {
        let home_url =
            self.site.fronts.iter().find(|front| front.lang == lang).map_or("/", |front| &front.url);
        let leaves = Leaf::ALL.map(|other| LeafView {
            url: format!("{home_url}{}", other.path()),
            text: leaf_title(lang, other),
            current: leaf == Some(other),
        });
        let languages = view::languages(lang, languages);
        let PublicSite { style_url, fonts, .. } = &self.site;
        let leaves = leaves.into();
        self.render(template, &View { lang, style_url, fonts, home_url, head, languages, leaves, page })
    }

    /// The contexts are typed and the templates embedded: what renders in the tests renders always.
    fn render(&self, template: &str, view: &impl Serialize) -> String {
        self.templates
            .render(template, view)
            .expect("a page's template needs nothing that its view lacks: tests render each in strict mode")
    }
}

fn leaf_title(lang: Lang, leaf: Leaf) -> String {
    match leaf {
        Leaf::HowItWorks => text(lang, "how-title"),
        Leaf::Privacy => text(lang, "privacy-title"),
        Leaf::Accessibility => text(lang, "accessibility-title"),
    }
}

/// What the link to the poster says: in which languages it is, where the reader's is not among them.
fn print_text(lang: Lang, languages: &[Lang]) -> String {
    if languages.contains(&lang) {
        return text(lang, "page-print");
    }
    let named: Vec<String> = languages.iter().map(|other| language(lang, *other)).collect();
    text_with(lang, "page-print-in", &[("languages", Arg::Text(&named.join(", ")))])
}
