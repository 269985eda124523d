//! The frozen words, as people would read them, and what must never get into them.

use super::{MailInputs, NoticeInputs, closing_text, mail_text, notice_text, post_text};
use childalert_domain::{Area, Channel, Grammar, Kind, Lang, MailText, NoticeDraft, NoticeText};
use chrono::{DateTime, Utc};

const KINDS: [Kind; 5] = Kind::ALL;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

fn draft(lang: Lang) -> NoticeDraft {
    NoticeDraft {
        lang,
        place: "Ixelles, quartier Flagey".into(),
        height: Some("1 m 52, mince".into()),
        hair: Some("châtains, mi-longs".into()),
        eyes: Some("  ".into()),
        clothing: Some("veste orange".into()),
        sign: None,
        appeal: "Éloïse a quitté l’école à pied. Vous l’avez vue ? N’intervenez pas : appelez.".into(),
    }
}

fn notice(draft: &NoticeDraft, grammar: Grammar) -> NoticeText {
    notice_text(&NoticeInputs {
        draft,
        shown_name: "Éloïse V.",
        shown_name_native: "",
        kind: Kind::PublicPoster,
        age: 12,
        grammar,
        missing_since: at("2026-11-21T15:40:00Z"),
        until: at("2026-11-28T17:00:00Z"),
    })
}

fn mail(notice: &NoticeText, kind: Kind) -> MailText {
    let area = Area::Municipalities(["21009".to_owned()].into());
    mail_text(
        notice,
        &MailInputs {
            kind,
            area: &area,
            page_url: (kind != Kind::Discreet).then_some("https://alert.example/fr/a/kf7?a=1&b=2"),
            check_url: "https://alert.example/c/kf7",
            poster: (kind != Kind::Discreet).then_some((
                "https://alert.example/kit/kf7/poster-a4-fr.pdf",
                &[Lang::Fr, Lang::Nl, Lang::De, Lang::En][..],
            )),
            picture_url: "https://alert.example/kit/kf7/social-wide-fr.jpg",
            reference: "2026-0417",
            update: false,
        },
    )
}

/// No-break spaces as plain ones, for comparing.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn a_notice_says_since_when_and_where_first_and_leaves_out_what_is_not_known() {
    let notice = notice(&draft(Lang::Fr), Grammar::Feminine);
    let facts: Vec<String> =
        notice.facts.iter().map(|fact| plain(&format!("{}={}", fact.label, fact.value))).collect();
    assert_eq!(
        facts,
        [
            "Depuis=21 novembre, 16 h 40",
            "Lieu=Ixelles, quartier Flagey",
            "Taille=1 m 52, mince",
            "Cheveux=châtains, mi-longs",
            "Vêtements=veste orange"
        ]
    );
    assert_eq!((notice.headline.as_str(), plain(&notice.age).as_str()), ("DISPARUE", "12 ans"));
    assert_eq!((notice.number.as_str(), notice.number_abroad.as_str()), ("116 000", "+32 2 475 44 99"));
    assert_eq!(plain(&notice.valid_until), "valable jusqu’au 28 novembre 2026 à 18 h");
    assert_eq!(plain(&notice.check), "Toujours recherchée ?");
    assert_eq!(plain(&notice.photo_alt), "Photo : Éloïse V., 12 ans");
}

#[test]
fn the_headline_follows_the_language_and_its_grammar() {
    let headline = |lang, grammar| notice(&draft(lang), grammar).headline;
    assert_eq!(headline(Lang::Fr, Grammar::Masculine), "DISPARU");
    assert_eq!(headline(Lang::Fr, Grammar::Neutral), "DISPARITION");
    for grammar in [Grammar::Feminine, Grammar::Masculine, Grammar::Neutral] {
        assert_eq!(headline(Lang::Nl, grammar), "VERMIST");
        assert_eq!(headline(Lang::De, grammar), "VERMISST");
        assert_eq!(headline(Lang::En, grammar), "MISSING");
    }
}

#[test]
fn a_post_that_fits_says_everything() {
    let bluesky: Channel = "bluesky".parse().expect("the channel");
    let notice = notice(&draft(Lang::Fr), Grammar::Feminine);
    let post = post_text(bluesky, &notice, 0);
    assert_eq!(
        plain(&post.text),
        "DISPARUE : Éloïse V., 12 ans\nDepuis : 21 novembre, 16 h 40\nLieu : Ixelles, quartier Flagey\n\
         Taille : 1 m 52, mince\nCheveux : châtains, mi-longs\nVêtements : veste orange\n\n\
         Éloïse a quitté l’école à pied. Vous l’avez vue ? N’intervenez pas : appelez.\n\n\
         Appelez le 116 000 (gratuit, 24 h / 24)"
    );
    assert!(
        plain(&post.alt).starts_with("DISPARUE : Éloïse V., 12 ans. Depuis : 21 novembre, 16 h 40. Lieu :")
    );
}

#[test]
fn a_post_never_outgrows_bluesky_and_never_loses_who_where_and_the_number() {
    let bluesky: Channel = "bluesky".parse().expect("the channel");
    for lang in Lang::ALL {
        let mut longest = draft(lang);
        longest.place = "é".repeat(80);
        longest.clothing = Some("v".repeat(80));
        longest.sign = None;
        longest.appeal = "mot ".repeat(100).trim().to_owned();
        let mut notice = notice(&longest, Grammar::Neutral);
        notice.name = "Ñ".repeat(40);
        let mut before = usize::MAX;
        for link in [0, 40, 70, 100] {
            let post = post_text(bluesky, &notice, link);
            let length = post.text.chars().count();
            assert!(length + 1 + link <= 300, "{lang}, link of {link}: {length}");
            assert!(length <= before, "a longer link leaves less room");
            before = length;
            for kept in [&notice.headline, &notice.name, &notice.age, &notice.number] {
                assert!(post.text.contains(kept.as_str()), "{lang}: {kept} is missing");
            }
            for fact in &notice.facts[..2] {
                assert!(post.text.contains(&fact.value), "{lang}: {} is missing", fact.label);
            }
            assert!(!post.text.contains("mot mot"), "the appeal is dropped whole, never cut");
            assert!(post.alt.contains("vvv"), "the picture's text still says what the post had no room for");
        }
    }
}

#[test]
fn every_network_takes_what_is_written_for_it_by_its_own_count() {
    type Count = fn(&str, usize) -> usize;
    let utf16: Count = |text, link| text.encode_utf16().count() + 2 + link;
    // An address of our own counts 23 on Mastodon, the gap before it 2.
    let mastodon: Count = |text, _| text.chars().count() + 2 + 23;
    for (name, most, count) in [("mastodon", 500, mastodon), ("telegram", 1_024, utf16)] {
        let channel: Channel = name.parse().expect("the channel");
        for lang in Lang::ALL {
            let mut longest = draft(lang);
            longest.place = "é".repeat(80);
            longest.clothing = Some("🧥".repeat(80));
            for words in [10, 60, 130, 400] {
                longest.appeal = "mot ".repeat(words).trim().to_owned();
                let notice = notice(&longest, Grammar::Neutral);
                let post = post_text(channel, &notice, 70 + 1);
                let counted = count(&post.text, 70);
                assert!(counted <= most, "{name} {lang}: {counted}");
                assert!(post.text.contains(&notice.number) && post.text.contains(&notice.name));
            }
        }
    }
    let mastodon: Channel = "mastodon".parse().expect("the channel");
    let mut with_addresses = draft(Lang::Fr);
    with_addresses.appeal = "http://a.be ".repeat(17);
    let post = post_text(mastodon, &notice(&with_addresses, Grammar::Feminine), 40);
    assert!(
        !post.text.contains("http://"),
        "seventeen short addresses count 391 there, and leave no room for the rest"
    );
}

#[test]
fn a_longer_network_says_more_of_the_same_notice() {
    let mut full = draft(Lang::Fr);
    full.clothing = Some("v".repeat(80));
    full.appeal = "mot ".repeat(60).trim().to_owned();
    let notice = notice(&full, Grammar::Feminine);
    let said = |name: &str| post_text(name.parse().expect("the channel"), &notice, 40).text.chars().count();
    assert!(said("bluesky") < said("mastodon") && said("mastodon") < said("telegram"));
    assert_eq!(said("telegram"), said("facebook"), "both say everything");
}

#[test]
fn facts_go_before_the_appeal_does() {
    let bluesky: Channel = "bluesky".parse().expect("the channel");
    let mut full = draft(Lang::Fr);
    full.clothing = Some("v".repeat(60));
    let notice = notice(&full, Grammar::Feminine);
    let post = post_text(bluesky, &notice, 40);
    assert!(post.text.contains("1 m 52") && !post.text.contains("vvv"), "{}", post.text);
    assert!(post.text.contains(&notice.appeal));
}

#[test]
fn a_mail_asks_for_what_its_kind_of_campaign_may_do() {
    for lang in Lang::ALL {
        let notice = notice(&draft(lang), Grammar::Feminine);
        let print = childalert_words::text(lang, "mail-ask-print");
        let private = childalert_words::text(lang, "mail-ask-private");
        for kind in KINDS {
            let mail = mail(&notice, kind);
            let posters = matches!(kind, Kind::ChildAlert | Kind::PublicPoster);
            let discreet = kind == Kind::Discreet;
            for body in [&mail.text, &mail.html] {
                assert_eq!(body.contains(&print), posters, "{lang} {kind:?}");
                assert_eq!(body.contains(&private), discreet, "{lang} {kind:?}");
                assert_eq!(body.contains("/fr/a/"), !discreet, "{lang} {kind:?}: the public page");
                assert!(plain(body).contains("116 000") && body.contains("https://alert.example/c/kf7"));
                assert!(body.contains("2026-0417") && body.contains(&notice.name));
            }
            assert!(!mail.subject.contains(&notice.name), "a subject names nobody");
            assert!(mail.html.contains("src=\"https://alert.example/kit/kf7/social-wide-fr.jpg\""));
            assert!(mail.text.contains("?a=1&b=2") || discreet, "plain text is not escaped: {}", mail.text);
            assert!(!mail.text.contains("\n\n\n"), "{}", mail.text);
        }
    }
}

#[test]
fn nothing_that_an_officer_or_a_case_says_becomes_markup() {
    let hostile = "<script>alert(1)</script>\"' onload=x\u{0}\u{b}";
    let evil = NoticeDraft {
        lang: Lang::Fr,
        place: hostile.into(),
        height: Some(hostile.into()),
        hair: Some(hostile.into()),
        eyes: Some(hostile.into()),
        clothing: Some(hostile.into()),
        sign: Some(hostile.into()),
        appeal: hostile.into(),
    };
    let mut notice = notice(&evil, Grammar::Neutral);
    notice.name = hostile.into();
    notice.photo_alt = hostile.into();
    let area = Area::Nationwide;
    let mail = mail_text(
        &notice,
        &MailInputs {
            kind: Kind::PublicPoster,
            area: &area,
            page_url: Some(hostile),
            check_url: hostile,
            poster: Some((hostile, &[Lang::Fr])),
            picture_url: hostile,
            reference: hostile,
            update: false,
        },
    );
    assert!(!mail.html.contains("<script") && !mail.html.contains("\"' onload"), "{}", mail.html);
    assert_eq!(mail.html.matches("&lt;script&gt;").count(), 15, "every value shows, escaped");
    assert!(!mail.html.contains(['\u{0}', '\u{b}']) && !mail.text.contains(['\u{0}', '\u{b}']));
    assert!(!mail.subject.contains(['\r', '\n']));
}

#[test]
fn the_end_names_nobody_says_nothing_of_what_happened_and_asks_to_take_everything_down() {
    for lang in Lang::ALL {
        let full = notice(&draft(lang), Grammar::Feminine);
        for kind in KINDS {
            let closing = closing_text(lang, kind, "2026-0417");
            let said = [
                &closing.title,
                &closing.text,
                &closing.mail.subject,
                &closing.mail.text,
                &closing.mail.html,
            ];
            let never = ["retrouv", "teruggevonden", "gefunden", "found", "ouders", "parents", "Eltern"];
            for text in said {
                for secret in [&full.name, &full.facts[1].value, &full.age, &full.appeal] {
                    assert!(!text.contains(secret.as_str()), "{lang} {kind:?}: {text}");
                }
                assert!(never.iter().all(|word| !text.contains(word)), "{lang} {kind:?}: {text}");
            }
            let posters = childalert_words::text(lang, "closing-mail-posters");
            let first_mail = childalert_words::text(lang, "closing-mail-delete");
            assert_eq!(
                closing.mail.text.contains(&posters),
                matches!(kind, Kind::ChildAlert | Kind::PublicPoster)
            );
            assert!(closing.mail.text.contains(&first_mail) && closing.mail.html.contains(&first_mail));
            assert!(closing.mail.subject.contains("2026-0417") && closing.mail.lang == lang);
        }
    }
    assert_eq!(
        closing_text(Lang::En, Kind::PublicPoster, "x").text,
        "Thank you. Please take the poster down."
    );
}

#[test]
fn a_drill_says_so_where_a_search_would_say_who_is_missing() {
    let marks = ["EXERCICE", "OEFENING", "ÜBUNG", "EXERCISE"];
    for (lang, mark) in Lang::ALL.into_iter().zip(marks) {
        for grammar in [Grammar::Feminine, Grammar::Masculine, Grammar::Neutral] {
            let meant = notice(&draft(lang), grammar);
            let drill = notice_text(&NoticeInputs {
                draft: &draft(lang),
                shown_name: "Éloïse V.",
                shown_name_native: "",
                kind: Kind::Drill,
                age: 12,
                grammar,
                missing_since: at("2026-11-21T15:40:00Z"),
                until: at("2026-11-28T17:00:00Z"),
            });
            assert_eq!(drill.headline, mark);
            let word = mark.to_lowercase();
            for said in [&drill.check, &drill.number_note, &drill.valid_until, &drill.photo_alt] {
                assert!(said.to_lowercase().contains(&word), "{lang}: {said}");
            }
            let training: Channel = "training".parse().expect("the channel");
            let post = post_text(training, &drill, 0);
            assert!(post.text.starts_with(mark) && post.alt.starts_with(mark), "{lang}: {}", post.text);
            assert!(!post.text.contains(&meant.headline) && !post.alt.contains(&meant.headline), "{lang}");
        }
        let closing = closing_text(lang, Kind::Drill, "2026-900001");
        assert!(closing.mail.subject.starts_with(mark), "{lang}: {}", closing.mail.subject);
    }
}
