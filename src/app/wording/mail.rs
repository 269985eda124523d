//! The e-mail to volunteers. Its subject names nobody: subjects show on locked telephones and stay in lists for years.

use childalert_domain::{Area, Kind, Lang, MailText, NoticeText};
use childalert_words::{Arg, Escaping, area, engine, language, text, text_with};
use handlebars::Handlebars;
use serde::Serialize;
use std::sync::LazyLock;

/// What the mail says besides the notice.
pub(crate) struct MailInputs<'a> {
    /// What kind of campaign: decides what is asked.
    pub kind: Kind,
    /// Where.
    pub area: &'a Area,
    /// The notice's page; discreet campaigns have none.
    pub page_url: Option<&'a str>,
    /// Where to see whether the search is still on.
    pub check_url: &'a str,
    /// The poster to print, as PDF, and the languages on it.
    pub poster: Option<(&'a str, &'a [Lang])>,
    /// The picture. By address and not enclosed, so that it is swapped when the campaign ends.
    pub picture_url: &'a str,
    /// The case's reference.
    pub reference: &'a str,
    /// Whether an older version is out, which this one replaces.
    pub update: bool,
}

/// Both bodies of a mail are written from this.
#[derive(Serialize)]
struct View<'a> {
    lang: Lang,
    subject: &'a str,
    notice: &'a NoticeText,
    area: &'a str,
    asks: Vec<String>,
    page_url: Option<&'a str>,
    check_url: &'a str,
    poster_url: Option<&'a str>,
    poster_text: String,
    picture_url: &'a str,
    reference: &'a str,
}

/// The mail in the notice's language.
pub(crate) fn mail_text(notice: &NoticeText, inputs: &MailInputs<'_>) -> MailText {
    let lang = notice.lang;
    let area = area(lang, inputs.area);
    let args = [("reference", Arg::Text(inputs.reference)), ("area", Arg::Text(&area))];
    let public = inputs.kind != Kind::Discreet;
    let subject = if public {
        text_with(lang, "mail-subject-public", &args)
    } else {
        text_with(lang, "mail-subject-discreet", &args)
    };
    let subject = match inputs.update {
        true => text_with(lang, "mail-subject-update", &[("subject", Arg::Text(&subject))]),
        false => subject,
    };
    let view = View {
        lang,
        subject: &subject,
        notice,
        area: &area,
        asks: asks(inputs).into_iter().map(|key| text(lang, key)).collect(),
        page_url: inputs.page_url,
        check_url: inputs.check_url,
        poster_url: inputs.poster.map(|(url, _)| url),
        poster_text: poster_text(lang, inputs.poster.map_or(&[], |(_, languages)| languages)),
        picture_url: inputs.picture_url,
        reference: inputs.reference,
    };
    let (text, html) = bodies("alert", &view);
    MailText { lang, subject, text, html }
}

/// What the link to the poster says: in which languages it is, where the reader's is not among them.
fn poster_text(lang: Lang, languages: &[Lang]) -> String {
    if languages.is_empty() || languages.contains(&lang) {
        return text(lang, "mail-poster");
    }
    let named: Vec<String> = languages.iter().map(|other| language(lang, *other)).collect();
    text_with(lang, "mail-poster-in", &[("languages", Arg::Text(&named.join(", ")))])
}

/// What is asked, in the order in which it is done. Nothing is asked for which the mail brings nothing.
fn asks(inputs: &MailInputs<'_>) -> Vec<&'static str> {
    let mut asks = vec!["mail-ask-check"];
    if inputs.update {
        asks.insert(0, "mail-ask-replaces");
        if inputs.poster.is_some() {
            asks.insert(1, "mail-ask-replaces-posters");
        }
    }
    match inputs.kind {
        Kind::ChildAlert | Kind::PublicPoster => {
            if inputs.poster.is_some() {
                asks.extend(["mail-ask-print", "mail-ask-owner"]);
            }
            if inputs.page_url.is_some() {
                asks.push("mail-ask-link");
            }
        }
        Kind::Discreet => asks.extend(["mail-ask-chosen", "mail-ask-private", "mail-ask-note"]),
        // Its copies are no mail: they say what a post would.
        Kind::Drill => {}
        Kind::Online => {
            if inputs.page_url.is_some() {
                asks.extend(["mail-ask-share", "mail-ask-link"]);
            }
        }
    }
    asks
}

static HTML: LazyLock<Handlebars<'static>> = LazyLock::new(|| {
    registry(
        Escaping::Markup,
        [
            ("alert", include_str!("../../../templates/mail/alert.html.hbs")),
            ("closing", include_str!("../../../templates/mail/closing.html.hbs")),
        ],
    )
});

static PLAIN: LazyLock<Handlebars<'static>> = LazyLock::new(|| {
    registry(
        Escaping::Plain,
        [
            ("alert", include_str!("../../../templates/mail/alert.txt.hbs")),
            ("closing", include_str!("../../../templates/mail/closing.txt.hbs")),
        ],
    )
});

fn registry(escaping: Escaping, templates: [(&str, &str); 2]) -> Handlebars<'static> {
    let mut registry = engine(escaping);
    for (name, source) in templates {
        registry
            .register_template_string(name, source)
            .expect("an embedded template parses: tests render each");
    }
    registry
}

/// The plain and the HTML body. The views are typed and the templates embedded: what renders in the tests renders always.
pub(super) fn bodies(template: &str, view: &impl Serialize) -> (String, String) {
    let written = "a mail's template needs nothing that its view lacks: tests render each in strict mode";
    (PLAIN.render(template, view).expect(written), HTML.render(template, view).expect(written))
}
