//! The embedded language files, and looking a text up by its key.

use childalert_domain::Lang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// The files of one language, by name.
macro_rules! language_files {
    ($lang:literal: $($name:literal),*) => {
        &[$(($name, include_str!(concat!("../../assets/words/", $lang, "/", $name)))),*]
    };
}

/// Every language file that is embedded: its name and its text.
pub(crate) fn sources(lang: Lang) -> &'static [(&'static str, &'static str)] {
    macro_rules! all {
        ($lang:literal) => {
            language_files!($lang:
                "access.ftl",
                "accounts.ftl",
                "area.ftl",
                "campaign.ftl",
                "case.ftl",
                "consent.ftl",
                "copies.ftl",
                "dates.ftl",
                "drill.ftl",
                "form.ftl",
                "health.ftl",
                "later.ftl",
                "leaves.ftl",
                "mail.ftl",
                "messages.ftl",
                "names.ftl",
                "notice.ftl",
                "pages.ftl",
                "problems.ftl",
                "room.ftl",
                "rules.ftl",
                "statement.ftl"
            )
        };
    }
    match lang {
        Lang::Fr => all!("fr"),
        Lang::Nl => all!("nl"),
        Lang::De => all!("de"),
        Lang::En => all!("en"),
    }
}

/// A value put into a text.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    /// Words, put in as they are.
    Text(&'a str),
    /// A number: the text may choose between singular and plural by it.
    Number(i64),
}

type Bundle = FluentBundle<FluentResource>;

/// Reads one language's files. Tests prove that they read without error: what a broken one still gives is used, because
/// a text that lacks is no reason not to broadcast.
fn read(lang: Lang) -> Bundle {
    let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![id]);
    // Isolation marks would end up in mails, posts and PDF files, where nothing reads them.
    bundle.set_use_isolating(false);
    for (name, source) in sources(lang) {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, errors)| {
            debug_assert!(errors.is_empty(), "{lang}/{name}: {errors:?}");
            resource
        });
        let added = bundle.add_resource(resource);
        debug_assert!(added.is_ok(), "{lang}/{name}: {added:?}");
    }
    bundle
}

fn bundle(lang: Lang) -> &'static Bundle {
    static FR: LazyLock<Bundle> = LazyLock::new(|| read(Lang::Fr));
    static NL: LazyLock<Bundle> = LazyLock::new(|| read(Lang::Nl));
    static DE: LazyLock<Bundle> = LazyLock::new(|| read(Lang::De));
    static EN: LazyLock<Bundle> = LazyLock::new(|| read(Lang::En));
    match lang {
        Lang::Fr => &FR,
        Lang::Nl => &NL,
        Lang::De => &DE,
        Lang::En => &EN,
    }
}

/// Whether there are words for a key. All four languages have the same keys.
pub fn has(key: &str) -> bool {
    bundle(Lang::En).has_message(key)
}

/// The words of a key that takes no variables.
pub fn text(lang: Lang, key: &str) -> String {
    text_with(lang, key, &[])
}

/// The words of a key, with its variables filled in. A development build panics on an unknown key or a missing variable,
/// so that no test run passes with one; a release answers the key itself.
pub fn text_with(lang: Lang, key: &str, args: &[(&str, Arg<'_>)]) -> String {
    let bundle = bundle(lang);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        debug_assert!(false, "{lang}: no words for the key `{key}`");
        return key.to_owned();
    };
    let args: FluentArgs<'_> = args
        .iter()
        .map(|(name, arg)| {
            let value = match arg {
                Arg::Text(text) => FluentValue::from(*text),
                Arg::Number(number) => FluentValue::from(*number),
            };
            (*name, value)
        })
        .collect();
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
    debug_assert!(errors.is_empty(), "{lang}: `{key}` could not be filled in: {errors:?}");
    text
}
