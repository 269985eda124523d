//! The neutral words for the end, frozen together with the alert. They never name the person nor say what happened
//! (V ch. 5): nothing here takes a notice, so that nothing of one can get in.

use super::mail::bodies;
use childalert_domain::{ClosingText, Kind, Lang, MailText};
use childalert_words::{Arg, text, text_with};
use serde::Serialize;

#[derive(Serialize)]
struct View<'a> {
    lang: Lang,
    subject: &'a str,
    reference: &'a str,
    asks: Vec<String>,
}

/// The closing words in a language.
pub(crate) fn closing_text(lang: Lang, kind: Kind, reference: &str) -> ClosingText {
    let (said, asks): (&str, &[&str]) = match kind {
        Kind::ChildAlert | Kind::PublicPoster => {
            ("closing-text-poster", &["closing-mail-posters", "closing-mail-delete", "closing-mail-posts"])
        }
        Kind::Discreet => ("closing-text-vignette", &["closing-mail-vignettes", "closing-mail-delete"]),
        Kind::Online => ("closing-text-online", &["closing-mail-delete", "closing-mail-posts"]),
        Kind::Drill => ("closing-text-drill", &["closing-mail-drill", "closing-mail-delete"]),
    };
    let (title, subject) = match kind {
        Kind::Drill => ("closing-title-drill", "closing-mail-subject-drill"),
        _ => ("closing-title", "closing-mail-subject"),
    };
    let subject = text_with(lang, subject, &[("reference", Arg::Text(reference))]);
    let view =
        View { lang, subject: &subject, reference, asks: asks.iter().map(|key| text(lang, key)).collect() };
    let (plain, html) = bodies("closing", &view);
    ClosingText {
        lang,
        title: text(lang, title),
        text: text(lang, said),
        mail: MailText { lang, subject, text: plain, html },
    }
}
