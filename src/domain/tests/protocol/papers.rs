//! Whether what goes out is covered: asked of the domain, with one consent for one notice.

use childalert_domain::{Area, Authority, Channel, Consent as Paper, Lang, Scope, coverage};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use uuid::Uuid;

/// Where the only consent stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    Given,
    Withdrawn,
}

/// Whether it covers the notice.
pub fn covers(consent: Consent) -> bool {
    static COVERED: LazyLock<[bool; 2]> =
        LazyLock::new(|| [Consent::Given, Consent::Withdrawn].map(asked_of_the_domain));
    COVERED[consent as usize]
}

fn asked_of_the_domain(consent: Consent) -> bool {
    let at = |hour: i64| DateTime::<Utc>::from_timestamp(hour * 3_600, 0).expect("a moment");
    let wanted = Scope {
        photos: BTreeSet::from(["0".repeat(64)]),
        channels: Channel::all().collect(),
        languages: BTreeSet::from([Lang::Fr]),
        area: Area::Nationwide,
        until: at(48),
    };
    let paper = Paper {
        holder: "A parent".to_owned(),
        authority: Authority::Parent,
        given_at: at(0),
        scope: wanted.clone(),
        form: None,
        scan: None,
        note: String::new(),
        shown: None,
        beside: false,
        withdrawn_at: (consent == Consent::Withdrawn).then(|| at(1)),
    };
    coverage(&[paper], &[], &[], Uuid::nil(), &wanted, at(2)).is_empty()
}
