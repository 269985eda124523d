//! A drill cannot leak: whatever an officer drafts, what the rules let through goes out on training channels alone if it is an
//! exercise, and on none of them if it is not.

use childalert_domain::{Area, CampaignDraft, Case, Channel, Kind, Lang, NoticeDraft, Reach, Rule};
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::collections::BTreeSet;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_793_689_200, 0).expect("a moment")
}

fn case(drill: bool) -> Case {
    let case = serde_json::json!({
        "reference": "2026-900001",
        "person": {"given_name": "Éloïse", "family_name": "Invented", "date_of_birth": "2014-05-01"},
        "kind": "runaway", "missing_since": now(), "requested_by": "parents", "drill": drill
    });
    serde_json::from_value(case).expect("a case")
}

fn draft(kind: Kind, channels: BTreeSet<Channel>) -> CampaignDraft {
    CampaignDraft {
        kind,
        channels,
        area: Area::Nationwide,
        until: now() + TimeDelta::hours(5),
        shown_name: "Éloïse V.".to_owned(),
        shown_name_native: String::new(),
        cards: 40,
        photos: vec!["photo".to_owned()],
        notices: vec![NoticeDraft {
            lang: Lang::Fr,
            place: "Ixelles".to_owned(),
            height: None,
            hair: None,
            eyes: None,
            clothing: None,
            sign: None,
            appeal: "Appelez.".to_owned(),
        }],
        mentions_companion: false,
        companion_request: None,
    }
}

fn training(channel: &Channel) -> bool {
    channel.facts().reach == Reach::Training
}

proptest! {
    #[test]
    fn no_drill_reaches_anything_but_training_and_nothing_else_uses_training(
        kind in select(Kind::ALL.to_vec()),
        drill in any::<bool>(),
        channels in subsequence(Channel::all().collect::<Vec<_>>(), 0..=9),
    ) {
        let draft = draft(kind, channels.iter().copied().collect());
        let refusals = draft.refusals(&case(drill), &["photo".to_owned()].into(), None, now());
        if refusals.is_empty() {
            prop_assert!(!channels.is_empty());
            prop_assert!(channels.iter().all(|channel| training(channel) == drill));
            prop_assert_eq!(drill, kind == Kind::Drill);
        }
        // And it is not by refusing everything.
        let fits = (kind == Kind::Drill) == drill && channels.iter().all(|channel| kind.allows(*channel));
        prop_assert_eq!(refusals.is_empty(), fits && !channels.is_empty());
    }
}

#[test]
fn every_channel_is_either_for_drills_or_for_what_is_meant() {
    for channel in Channel::all() {
        let kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| kind.allows(channel)).collect();
        assert_eq!(training(&channel), kinds == [Kind::Drill], "{channel}: {kinds:?}");
        assert!(training(&channel) || !kinds.contains(&Kind::Drill), "{channel}");
    }
    assert_eq!(Channel::all().filter(training).count(), 2);
}

#[test]
fn the_refusals_name_the_field() {
    let page: Channel = "page".parse().expect("a channel");
    let refused = |kind, drill| {
        let refusals =
            draft(kind, [page].into()).refusals(&case(drill), &["photo".to_owned()].into(), None, now());
        refusals.into_iter().map(|refusal| (refusal.rule, refusal.field)).collect::<Vec<_>>()
    };
    let (channels, kind) = (("channel-kind", "channels"), ("drill-case", "kind"));
    let said = |refused: Vec<(&'static str, String)>, wanted: &[(&str, &str)]| {
        let refused: Vec<(&str, &str)> =
            refused.iter().map(|(rule, field)| (*rule, field.as_str())).collect();
        assert_eq!(refused, wanted);
    };
    said(refused(Kind::Drill, true), &[channels]);
    said(refused(Kind::Drill, false), &[channels, kind]);
    said(refused(Kind::Online, true), &[kind]);
}

#[test]
fn an_exercise_stays_one_and_what_is_none_is_written_as_ever() {
    let (real, exercise) = (case(false), case(true));
    for (before, after) in [(&real, &exercise), (&exercise, &real)] {
        let refusal = after.drill_refusal(before).expect("refused");
        assert_eq!((refusal.rule, refusal.field.as_str()), (Rule::DRILL_FIXED.code, "drill"));
        assert!(after.drill_refusal(after).is_none());
    }
    assert!(!serde_json::to_string(&real).expect("JSON").contains("drill"));
    assert!(serde_json::to_string(&exercise).expect("JSON").contains("\"drill\":true"));
}
