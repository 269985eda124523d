//! Pages that say the same whatever is searched for: made at the start, so that they stand also where the database does not.

use super::HTML;
use super::page::{Keep, Page};
use super::pages::{LanguageLink, Leaf, Pages};
use actix_web::http::StatusCode;
use childalert_domain::Lang;
use childalert_words::text;
use std::collections::BTreeMap;

/// The pages, by language.
pub(super) struct Ready {
    not_found: BTreeMap<Lang, Page>,
    fault: BTreeMap<Lang, Page>,
    no_feed: BTreeMap<Lang, Page>,
    unknown_state: Page,
    leaves: BTreeMap<(Lang, Leaf), Page>,
}

impl Ready {
    pub(super) fn new(pages: &Pages, public_url: &str) -> Ready {
        let each =
            |make: &dyn Fn(Lang) -> Page| Lang::ALL.into_iter().map(|lang| (lang, make(lang))).collect();
        let leaf = |lang, leaf: Leaf| {
            let link = |lang| LanguageLink { lang, url: format!("{public_url}/{lang}/{}", leaf.path()) };
            let page = pages.leaf(lang, leaf, &Lang::ALL.map(link));
            // What it says is of nobody: it may be found.
            ((lang, leaf), Page::packed(StatusCode::OK, HTML, page).indexed())
        };
        Ready {
            not_found: each(&|lang| {
                Page::packed(StatusCode::NOT_FOUND, HTML, pages.not_found(lang)).varied("Accept-Language")
            }),
            fault: each(&|lang| {
                let page = Page::packed(StatusCode::SERVICE_UNAVAILABLE, HTML, pages.server_fault(lang));
                page.kept(Keep::Never).varied("Accept-Language")
            }),
            no_feed: each(&|lang| {
                let said = text(lang, "page-fault-text");
                Page::packed(StatusCode::SERVICE_UNAVAILABLE, "text/plain; charset=utf-8", said)
                    .kept(Keep::Never)
            }),
            unknown_state: Page::packed(
                StatusCode::SERVICE_UNAVAILABLE,
                "application/json",
                serde_json::json!({ "state": "unavailable" }).to_string(),
            )
            .kept(Keep::Never)
            .varied("Accept, Accept-Language"),
            leaves: Lang::ALL.into_iter().flat_map(|lang| Leaf::ALL.map(|one| leaf(lang, one))).collect(),
        }
    }

    /// There is no such page.
    pub(super) fn not_found(&self, lang: Lang) -> &Page {
        &self.not_found[&lang]
    }

    /// The page could not be made.
    pub(super) fn fault(&self, lang: Lang) -> &Page {
        &self.fault[&lang]
    }

    /// The feed could not be made.
    pub(super) fn no_feed(&self, lang: Lang) -> &Page {
        &self.no_feed[&lang]
    }

    /// How a search stands could not be told to a program.
    pub(super) fn unknown_state(&self) -> &Page {
        &self.unknown_state
    }

    /// A page about the service itself.
    pub(super) fn leaf(&self, lang: Lang, leaf: Leaf) -> &Page {
        &self.leaves[&(lang, leaf)]
    }
}
