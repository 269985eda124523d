//! Every page, in every language, with the worst words there are.

use super::{
    CheckPage, CheckStanding, DeletedEntry, EndedPage, Feed, FeedEntry, Fonts, FrontEntry, FrontPage,
    LanguageLink, Leaf, NoticePage, Pages, PictureRef, PublicSite,
};
use childalert_domain::{ClosingText, Fact, Lang, MailText, NoticeText};
use chrono::{DateTime, Utc};
use std::io::Write;
use std::process::{Command, Stdio};

/// Breaks out of elements, attributes and XML at once.
const HOSTILE: &str = "<script>alert('x')</script>\" onerror=\"x\" &amp; ]]> \u{0}\u{b}\u{1b}\u{fffe}`=";

fn links(path: &str) -> Vec<LanguageLink> {
    Lang::ALL.map(|lang| LanguageLink { lang, url: format!("https://alert.example/{lang}{path}") }).to_vec()
}

fn pages() -> Pages {
    let fonts = Fonts { regular: "/assets/regular.woff2".into(), bold: "/assets/bold.woff2".into() };
    Pages::new(PublicSite { style_url: "/assets/site.css".into(), fonts, fronts: links("/") })
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

fn notice(lang: Lang, word: &str) -> NoticeText {
    let word = || word.to_owned();
    NoticeText {
        lang,
        headline: word(),
        name: word(),
        age: word(),
        facts: vec![Fact { label: word(), value: word() }],
        appeal: word(),
        number: word(),
        number_note: word(),
        number_abroad: word(),
        valid_until: word(),
        check: word(),
        reference_label: word(),
        photo_alt: word(),
        name_native: word(),
        discreet: String::new(),
        card_label: String::new(),
    }
}

fn picture(url: &str) -> Option<PictureRef> {
    Some(PictureRef { url: url.to_owned(), width: 1080, height: 1350 })
}

fn notice_page(pages: &Pages, lang: Lang, word: &str) -> String {
    pages.notice(&NoticePage {
        lang,
        notice: &notice(lang, word),
        picture: picture(word),
        small_picture: picture(word),
        social_picture: picture(word),
        languages: &links("/a/kf7"),
        poster: Some((word, &Lang::ALL)),
        share_url: word,
        check_url: word,
        feed_url: word,
        canonical_url: word,
        active_since: at("2026-11-21T16:05:00Z"),
    })
}

fn front_page(pages: &Pages, lang: Lang, word: &str) -> String {
    let entry = |url| FrontEntry {
        name: word,
        age: word,
        place: word,
        since: word,
        url: word,
        picture: picture(url),
        other_language: Some(Lang::De),
        in_other: Some(word.to_owned()),
    };
    pages.front(&FrontPage { lang, active: &[entry(word), entry(word)], feed_url: word })
}

fn ended_page(pages: &Pages, lang: Lang, word: &str) -> String {
    let word = word.to_owned();
    let mail = MailText { lang, subject: word.clone(), text: word.clone(), html: word.clone() };
    let closing = ClosingText { lang, title: word.clone(), text: word, mail };
    pages.ended(&EndedPage { lang, closing: Some(&closing), languages: &links("/a/kf7") })
}

fn check_page(pages: &Pages, lang: Lang, standing: CheckStanding<'_>) -> String {
    pages.check(&CheckPage { lang, standing, languages: &[] })
}

/// Every HTML page that there is in a language, with `word` wherever something from outside goes.
fn every_page(lang: Lang, word: &str) -> Vec<String> {
    let pages = pages();
    let mut all = vec![
        notice_page(&pages, lang, word),
        front_page(&pages, lang, word),
        pages.front(&FrontPage { lang, active: &[], feed_url: word }),
        ended_page(&pages, lang, word),
        pages.ended(&EndedPage { lang, closing: None, languages: &[] }),
        pages.not_found(lang),
        pages.server_fault(lang),
        pages.other_language(lang, &links("/a/kf7")),
    ];
    all.extend(Leaf::ALL.map(|leaf| pages.leaf(lang, leaf, &links("/leaf"))));
    all.extend(
        [
            CheckStanding::Active { notice_url: Some(word) },
            CheckStanding::Active { notice_url: None },
            CheckStanding::Ended,
            CheckStanding::Exercise { ended: false },
            CheckStanding::Exercise { ended: true },
            CheckStanding::Unknown,
        ]
        .map(|standing| check_page(&pages, lang, standing)),
    );
    all
}

fn feed(lang: Lang, word: &str) -> String {
    let entry = FeedEntry {
        id: "urn:uuid:0192d3c4-5b6a-7c8d-9e0f-112233445566".into(),
        url: word,
        check_url: word,
        title: word,
        summary: word,
        published: at("2026-11-21T16:05:00Z"),
        updated: at("2026-11-21T16:06:00.5Z"),
        picture: picture(word),
    };
    let deleted = DeletedEntry {
        id: "urn:uuid:0192d3c4-5b6a-7c8d-9e0f-665544332211".into(),
        when: at("2026-11-20T10:00:00Z"),
    };
    pages().feed(&Feed {
        lang,
        base_url: "https://alert.example/fr/",
        self_url: "https://alert.example/fr/feed.atom",
        updated: at("2026-11-21T16:06:00Z"),
        entries: &[entry],
        deleted: &[deleted],
    })
}

/// The start tags of a page, such as `a class="brand" href="/"`.
fn tags(html: &str) -> Vec<&str> {
    html.match_indices('<').filter_map(|(at, _)| html[at + 1..].split('>').next()).collect()
}

#[test]
fn nothing_from_outside_becomes_markup_on_any_page() {
    for lang in Lang::ALL {
        let calm: Vec<usize> = every_page(lang, "calm").iter().map(|page| tags(page).len()).collect();
        for (html, calm) in every_page(lang, HOSTILE).iter().zip(calm) {
            assert_eq!(tags(html).len(), calm, "{lang}: a value brought elements of its own: {html}");
            assert!(!html.contains("<script") && !html.contains("\" onerror"), "{lang}: {html}");
            assert!(!html.contains(['\u{0}', '\u{b}', '\u{1b}', '\u{fffe}']));
        }
        // What came in shows as text: nothing was silently dropped with it.
        assert!(notice_page(&pages(), lang, HOSTILE).contains("&lt;script&gt;"));
    }
}

#[test]
fn no_page_has_a_script_an_inline_style_or_a_request_to_somebody_else() {
    for lang in Lang::ALL {
        for html in every_page(lang, "/own") {
            for tag in tags(&html) {
                let name = tag.split([' ', '\n']).next().unwrap_or_default();
                assert!(!["script", "style", "iframe", "object", "embed", "form"].contains(&name), "<{tag}>");
                let mut names = tag.split(' ').filter_map(|part| part.split_once('=')).map(|(name, _)| name);
                assert!(!names.any(|name| name == "style" || name.starts_with("on")), "<{tag}>");
                let loads = ["src=\"http", "<link rel=\"stylesheet\" href=\"http"];
                assert!(loads.iter().all(|load| !format!("<{tag}").contains(load)), "<{tag}>");
            }
        }
    }
}

#[test]
fn every_page_is_whole_says_its_language_and_keeps_the_call_in_reach() {
    for lang in Lang::ALL {
        for html in every_page(lang, "Éloïse") {
            assert!(html.starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{lang}\">")), "{html}");
            // What is about the service alone may be found.
            let of_itself =
                html.contains(&format!("rel=\"canonical\" href=\"https://alert.example/{lang}/leaf\""));
            assert_ne!(html.contains("<meta name=\"robots\" content=\"noindex, noarchive\">"), of_itself);
            assert!(html.contains("href=\"tel:116000\"") && html.contains("href=\"tel:+3224754499\""));
            assert!(!html.contains("{{") && !html.contains("<title></title>"), "{html}");
            for element in
                ["html", "head", "body", "main", "header", "h1", "ul", "li", "p", "div", "a", "section"]
            {
                let open = tags(&html).iter().filter(|tag| tag.split(' ').next() == Some(element)).count();
                assert_eq!(
                    open,
                    html.matches(&format!("</{element}>")).count(),
                    "{lang}: <{element}> in {html}"
                );
            }
            assert_eq!(html.matches("<h1>").count(), 1, "one first heading: {html}");
            let levels: Vec<u32> = tags(&html)
                .iter()
                .filter_map(|tag| tag.strip_prefix('h')?.chars().next()?.to_digit(10))
                .collect();
            assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "headings in order: {levels:?}");
            for image in tags(&html).iter().filter(|tag| tag.starts_with("img ")) {
                assert!(image.contains(" alt=\"") && image.contains(" width=\""), "<{image}>");
            }
        }
    }
}

#[test]
fn a_notice_offers_its_languages_its_poster_and_its_preview() {
    let html = notice_page(&pages(), Lang::Nl, "https://alert.example/x.jpg");
    for lang in Lang::ALL {
        let alternate = format!(
            "<link rel=\"alternate\" hreflang=\"{lang}\" href=\"https://alert.example/{lang}/a/kf7\">"
        );
        assert!(html.contains(&alternate), "{alternate}");
    }
    assert!(html.contains("<span aria-current=\"true\" lang=\"nl\">NL"));
    assert!(html.contains("<meta property=\"og:image\" content=\"https://alert.example/x.jpg\">"));
    assert!(html.contains("<meta property=\"og:locale\" content=\"nl_BE\">"));
    assert!(html.replace('\u{a0}', " ").contains("21 nov., 17.05 uur"), "by the clock of Brussels");
    assert!(html.contains("De affiche afdrukken (PDF)"));
}

#[test]
fn the_end_shows_the_neutral_words_and_nothing_of_the_notice() {
    let html = ended_page(&pages(), Lang::Fr, "Alerte terminée");
    assert!(html.contains("<title>Alerte terminée</title>") && html.contains("<h1>Alerte terminée</h1>"));
    assert!(!html.contains("<img") && !html.contains("og:") && !html.contains("rel=\"canonical\""));
}

#[test]
fn the_check_page_says_plainly_how_the_search_stands() {
    let said = |standing| check_page(&pages(), Lang::En, standing);
    let active = said(CheckStanding::Active { notice_url: Some("https://alert.example/en/a/kf7") });
    assert!(
        active.contains("Yes, the search is on")
            && active.contains("href=\"https://alert.example/en/a/kf7\"")
    );
    let discreet = said(CheckStanding::Active { notice_url: None });
    assert!(discreet.contains("Yes, the search is on") && !discreet.contains("See the notice"));
    assert!(said(CheckStanding::Ended).contains("No, the search has ended"));
    for ended in [false, true] {
        let exercise = said(CheckStanding::Exercise { ended });
        assert!(
            exercise.contains("No, this is an exercise")
                && !exercise.contains("href=\"https://alert.example/en/a/")
        );
        assert!(!exercise.contains("Yes, the search is on") && !exercise.contains("the search has ended"));
        assert_eq!(exercise.contains("The exercise is over"), ended, "{exercise}");
    }
    assert!(said(CheckStanding::Unknown).contains("We do not know this address"));
}

#[test]
fn a_printed_page_and_a_kept_entry_bring_the_address_that_answers_whether_they_still_hold() {
    for lang in Lang::ALL {
        let html = notice_page(&pages(), lang, "https://alert.example/c/kf7");
        assert!(html.contains(">https://alert.example/c/kf7</a>"), "{html}");
        let xml = feed(lang, "https://alert.example/c/kf7");
        assert!(
            xml.contains("<link rel=\"related\" ") && xml.contains("href=\"https://alert.example/c/kf7\"/>"),
            "{xml}"
        );
    }
}

#[test]
fn the_feed_is_well_formed_whatever_a_notice_says() {
    for lang in Lang::ALL {
        for word in ["https://alert.example/x", HOSTILE, "عليّ 👧🏽 <![CDATA[ &#0; &nbsp; ]]>"] {
            let xml = feed(lang, word);
            assert!(xml.contains("<at:deleted-entry ref=\"urn:uuid:0192d3c4-5b6a-7c8d-9e0f-665544332211\" when=\"2026-11-20T10:00:00Z\"/>"));
            assert!(xml.contains("<updated>2026-11-21T16:06:00.500Z</updated>"), "{xml}");
            // No reader of XML may trip over it: libxml2 is asked where it is installed.
            let Ok(mut xmllint) = Command::new("xmllint")
                .args(["--noout", "--nonet", "-"])
                .stdin(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
            else {
                continue;
            };
            xmllint.stdin.take().expect("its input").write_all(xml.as_bytes()).expect("to write to it");
            let answer = xmllint.wait_with_output().expect("its answer");
            assert!(answer.status.success(), "{}\n{xml}", String::from_utf8_lossy(&answer.stderr));
        }
    }
}
