//! What the holders of parental authority allowed, and the two overrides (P 2.3.3.1).

use crate::{Area, Channel, Digest, Lang, Refusal, Rule};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// In what capacity somebody consents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Authority {
    /// Mother or father.
    Parent,
    /// Guardian.
    Guardian,
    /// An institution or service that exercises the authority.
    Institution,
    /// The missing person's administrator (adults with the protected status).
    Administrator,
    /// The young person: from 14 on they have a word of their own.
    Child,
}

/// From this age on the young person is asked too, or it is recorded that they could not be.
pub const ASKED_FROM: i32 = 14;

/// Why somebody did not consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Denial {
    /// They said no.
    Refused,
    /// They could not be asked: missing, unreachable, unable.
    NotAsked,
}

/// That somebody did not consent. A no of one holder of parental authority stands against the yes of another: each may act alone
/// only as long as the other's refusal is not known (Belgian Civil Code, book I, article 373).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConsentDenied {
    /// Who.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 160))]
    pub holder: String,
    /// In what capacity.
    pub authority: Authority,
    /// Whether they refused, or could not be asked.
    pub outcome: Denial,
    /// In words, for the file.
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    #[serde(default)]
    pub reasons: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What is allowed. A list says exactly what; nothing is implied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Photos, by SHA-256 as the photo's upload answered it.
    #[cfg_attr(feature = "openapi", schema(min_items = 1))]
    pub photos: BTreeSet<String>,
    /// Channels.
    #[cfg_attr(feature = "openapi", schema(min_items = 1))]
    pub channels: BTreeSet<Channel>,
    /// Languages.
    #[cfg_attr(feature = "openapi", schema(min_items = 1))]
    pub languages: BTreeSet<Lang>,
    /// Area.
    pub area: Area,
    /// Until when.
    pub until: DateTime<Utc>,
}

impl Scope {
    /// What of `wanted` lies outside of this scope.
    pub fn gaps(&self, wanted: &Scope) -> Vec<Refusal> {
        let mut gaps = Vec::new();
        for photo in wanted.photos.difference(&self.photos) {
            gaps.push(Refusal::at(Rule::CONSENT_PHOTO, "photos", photo.chars().take(12).collect::<String>()));
        }
        for channel in wanted.channels.difference(&self.channels) {
            gaps.push(Refusal::at(Rule::CONSENT_CHANNEL, "channels", channel.name()));
        }
        for language in wanted.languages.difference(&self.languages) {
            gaps.push(Refusal::at(Rule::CONSENT_LANGUAGE, "languages", language.code()));
        }
        if !self.area.covers(&wanted.area) {
            gaps.push(Refusal::at(Rule::CONSENT_AREA, "area", ""));
        }
        if wanted.until > self.until {
            gaps.push(Refusal::at(Rule::CONSENT_PERIOD, "until", self.until.to_rfc3339()));
        }
        gaps
    }

    /// Whether somebody who is shown `shown`, and now agrees to this, has left nothing out of it that they had agreed to before.
    fn leaves_nothing_out(&self, before: &Scope, shown: &Scope) -> bool {
        fn again<T: Ord>(now: &BTreeSet<T>, before: &BTreeSet<T>, shown: &BTreeSet<T>) -> bool {
            before.intersection(shown).all(|one| now.contains(one))
        }
        again(&self.photos, &before.photos, &shown.photos)
            && again(&self.channels, &before.channels, &shown.channels)
            && again(&self.languages, &before.languages, &shown.languages)
            && self.area == shown.area
            && self.until >= before.until.min(shown.until)
    }
}

/// How a consent was given that nobody gave by a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConsentForm {
    /// Signed on paper; its scan is in the file.
    Paper,
    /// Said to somebody: it is noted who heard it, when, and how they knew who spoke.
    Oral,
}

/// What was put before somebody when they consented by a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// The frozen proof, by its digest: every text and picture.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub proof: Digest,
    /// In which language.
    pub lang: Lang,
}

/// A consent as it was given.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Who consents.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 160))]
    pub holder: String,
    /// In what capacity.
    pub authority: Authority,
    /// When it was given.
    pub given_at: DateTime<Utc>,
    /// What it allows.
    pub scope: Scope,
    /// On paper or by word of mouth: needed of whoever records a consent. Absent where it came by a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<ConsentForm>,
    /// The scan of the paper, by SHA-256 as the scan's upload answered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9a-f]{64}$"))]
    pub scan: Option<String>,
    /// Who heard it, when, and how they knew who spoke. Needed where it was given by word of mouth.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub note: String,
    /// What they were shown, where they answered by a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(read_only))]
    pub shown: Option<Shown>,
    /// Given by a link beside the one before: all of that one that was shown again was agreed to again, so both stand. Set by the
    /// service.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "openapi", schema(read_only))]
    pub beside: bool,
    /// Set by withdrawing: a withdrawn consent covers nothing from then on.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(read_only))]
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// Why publication goes ahead without consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OverrideGround {
    /// The magistrate requires the diffusion.
    MagistrateRequires,
    /// The foundation judges that not publishing endangers the child.
    ChildInDanger,
}

/// An override of missing consent, with its reasons. It is about one diffusion: the magistrate requires *the* diffusion,
/// and what endangers the child is weighed for it alone. Another campaign of the case needs its own.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// For which campaign of the case.
    pub campaign: Uuid,
    /// On what ground.
    pub ground: OverrideGround,
    /// The reasons, for the file.
    #[cfg_attr(feature = "openapi", schema(min_length = 20, max_length = 5000))]
    pub reasons: String,
    /// When it was decided.
    pub at: DateTime<Utc>,
}

impl Consent {
    /// Whether somebody of this name gave it.
    pub fn is_of(&self, holder: &str) -> bool {
        same(&self.holder, holder)
    }

    /// What is missing in how it was given, of one that an officer records: by a link nobody is asked for a form. `scans` are
    /// those in the case's file.
    pub fn form_refusals(&self, scans: &BTreeSet<String>) -> Vec<Refusal> {
        let unknown = self.scan.as_ref().is_some_and(|scan| !scans.contains(scan));
        let paper_alone = self.form == Some(ConsentForm::Paper) && self.scan.is_none();
        let unsaid = self.form == Some(ConsentForm::Oral) && self.note.trim().is_empty();
        let missing = [
            (self.form.is_none(), Rule::CONSENT_FORM, "form"),
            (unknown || paper_alone, Rule::SCAN_MISSING, "scan"),
            (unsaid, Rule::CONSENT_NOTE, "note"),
        ];
        let missing = missing.into_iter().filter(|(missing, ..)| *missing);
        missing.map(|(_, rule, field)| Refusal::at(rule, field, "")).collect()
    }
}

/// A holder as people mean them, whatever the capitals.
fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// The consents that count at `now`: each holder's last word.
pub fn standing_consents(consents: &[Consent], now: DateTime<Utc>) -> Vec<&Consent> {
    let given = |consent: &Consent| consent.withdrawn_at.is_none() && consent.given_at <= now;
    // What a holder said last stands alone, however wide the one before was: also where it was taken back since. Of two at one
    // moment the one that was recorded later is the last.
    let replaced = |place: usize, consent: &Consent| {
        let later = |(other, said): (usize, &Consent)| {
            same(&said.holder, &consent.holder)
                && (!said.beside || said.withdrawn_at.is_some())
                && said.given_at <= now
                && (said.given_at, other) > (consent.given_at, place)
        };
        consents.iter().enumerate().any(later)
    };
    let standing = consents.iter().enumerate();
    standing
        .filter(|(place, consent)| given(consent) && !replaced(*place, consent))
        .map(|(_, consent)| consent)
        .collect()
}

/// Whether what a holder, who was shown `shown`, now agrees to stands beside what they agreed to before: where it leaves out nothing
/// of any of it, and they have not refused since. What was agreed to before a refusal never comes back by agreeing to something else.
pub fn stands_beside(
    consents: &[Consent],
    denials: &[ConsentDenied],
    holder: &str,
    wanted: &Scope,
    shown: &Scope,
    now: DateTime<Utc>,
) -> bool {
    let refused_since = |before: &Consent| {
        denials.iter().any(|denial| {
            denial.outcome == Denial::Refused && same(&denial.holder, holder) && denial.at >= before.given_at
        })
    };
    let standing = standing_consents(consents, now);
    let mut own = standing.into_iter().filter(|consent| consent.is_of(holder)).peekable();
    own.peek().is_some()
        && own.all(|before| wanted.leaves_nothing_out(&before.scope, shown) && !refused_since(before))
}

/// Whether what a campaign wants is covered at `now`: by an override for it, or by one standing consent that covers all of
/// it, where no other holder's last word is a refusal. Where none covers all, the gaps of the one that lacks least are given.
pub fn coverage(
    consents: &[Consent],
    denials: &[ConsentDenied],
    overrides: &[Override],
    campaign: Uuid,
    wanted: &Scope,
    now: DateTime<Utc>,
) -> Vec<Refusal> {
    if overrides.iter().any(|o| o.campaign == campaign && o.at <= now) {
        return Vec::new();
    }
    let refused = denials.iter().filter(|denial| denial.outcome == Denial::Refused && denial.at <= now);
    let standing = standing_consents(consents, now);
    let mut refusals = standing
        .iter()
        // The young person's own word stands beside the holders' and never in place of it.
        .filter(|consent| consent.authority != Authority::Child)
        .map(|consent| consent.scope.gaps(wanted))
        .min_by_key(Vec::len)
        .unwrap_or_else(|| vec![Refusal::at(Rule::CONSENT, "consents", "")]);
    let stands = |denial: &ConsentDenied| {
        !standing.iter().any(|later| same(&later.holder, &denial.holder) && later.given_at > denial.at)
    };
    if refused.into_iter().any(stands) {
        refusals.push(Refusal::at(Rule::CONSENT_REFUSED, "consents", ""));
    }
    refusals
}

/// Whether the young person's own word is missing: asked from [`ASKED_FROM`] on, unless an override stands.
pub fn child_not_asked(
    age: i32,
    consents: &[Consent],
    denials: &[ConsentDenied],
    overrides: &[Override],
    campaign: Uuid,
) -> Option<Refusal> {
    let asked = consents.iter().any(|consent| consent.authority == Authority::Child)
        || denials.iter().any(|denial| denial.authority == Authority::Child)
        || overrides.iter().any(|o| o.campaign == campaign);
    (age >= ASKED_FROM && !asked)
        .then(|| Refusal::at(Rule::CHILD_NOT_ASKED, "consents", ASKED_FROM.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Area, Channel, Lang};

    fn hour(hour: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(hour * 3_600, 0).expect("a moment")
    }

    fn scope(languages: &[Lang]) -> Scope {
        Scope {
            photos: BTreeSet::new(),
            channels: Channel::all().collect(),
            languages: languages.iter().copied().collect(),
            area: Area::Nationwide,
            until: hour(48),
        }
    }

    fn consent(at: i64, languages: &[Lang]) -> Consent {
        Consent {
            holder: "A parent".to_owned(),
            authority: Authority::Parent,
            given_at: hour(at),
            scope: scope(languages),
            form: None,
            scan: None,
            note: String::new(),
            shown: None,
            beside: false,
            withdrawn_at: None,
        }
    }

    #[test]
    fn a_consent_on_paper_has_its_scan_an_oral_one_a_note_and_none_is_without_a_form() {
        let scan = "a".repeat(64);
        let scans = BTreeSet::from([scan.clone()]);
        let lacks = |form, scan: Option<&str>, note: &str| -> Vec<String> {
            let (scan, note) = (scan.map(str::to_owned), note.to_owned());
            let consent = Consent { form, scan, note, ..consent(1, &[Lang::Fr]) };
            consent
                .form_refusals(&scans)
                .into_iter()
                .map(|refusal| refusal.rule.to_owned() + " " + &refusal.field)
                .collect()
        };
        let (paper, oral) = (Some(ConsentForm::Paper), Some(ConsentForm::Oral));
        assert_eq!(lacks(None, Some(&scan), "Called back."), ["consent-form form"]);
        assert_eq!(lacks(None, Some("another case's"), ""), ["consent-form form", "scan-missing scan"]);
        assert_eq!(lacks(paper, None, "It was signed."), ["scan-missing scan"]);
        assert_eq!(lacks(oral, Some(&scan), " "), ["consent-note note"]);
        assert!(lacks(paper, Some(&scan), "").is_empty() && lacks(oral, None, "Called back.").is_empty());
    }

    #[test]
    fn what_was_agreed_to_before_a_refusal_covers_nothing_after_it() {
        let refused = refusal(2);
        let (wide, narrow) = (consent(1, &[Lang::Fr, Lang::Nl]), consent(3, &[Lang::Fr]));
        let rules = |consents: &[Consent], now| -> Vec<&str> {
            let wanted = scope(&[Lang::Fr, Lang::Nl]);
            let refusals =
                coverage(consents, std::slice::from_ref(&refused), &[], Uuid::nil(), &wanted, hour(now));
            refusals.iter().map(|refusal| refusal.rule).collect()
        };
        assert!(rules(std::slice::from_ref(&wide), 1).is_empty(), "before the refusal");
        assert_eq!(rules(std::slice::from_ref(&wide), 2), [Rule::CONSENT_REFUSED.code]);
        assert!(!rules(&[wide.clone(), narrow], 4).is_empty(), "the narrow one is the last word");
        assert!(rules(&[wide, consent(3, &[Lang::Fr, Lang::Nl])], 4).is_empty(), "agreed anew to all of it");
    }

    fn refusal(at: i64) -> ConsentDenied {
        ConsentDenied {
            holder: "a parent".to_owned(),
            authority: Authority::Parent,
            outcome: Denial::Refused,
            reasons: String::new(),
            at: hour(at),
        }
    }

    #[test]
    fn a_consent_stands_beside_all_before_it_only_where_it_leaves_out_nothing_of_any_and_nothing_was_refused_since()
     {
        let first = consent(1, &[Lang::Fr, Lang::Nl]);
        let second = Consent { beside: true, ..consent(2, &[Lang::De]) };
        let (shown, all) = (scope(&[Lang::Fr, Lang::De]), scope(&[Lang::Fr, Lang::De]));
        let only_german = scope(&[Lang::De]);
        let beside = |consents: &[Consent], denials: &[ConsentDenied], wanted: &Scope| {
            stands_beside(consents, denials, "A Parent", wanted, &shown, hour(4))
        };
        let both = [first.clone(), second];
        assert!(!beside(&[], &[], &all), "there is nothing that it could stand beside");
        assert!(beside(&both, &[], &all), "Dutch was not shown this time");
        assert!(
            !beside(&both, &[], &only_german),
            "French was agreed to before the last one, and is left out now"
        );
        assert!(!beside(&both, &[refusal(3)], &all), "refused since");
        assert!(!beside(std::slice::from_ref(&first), &[refusal(1)], &all), "at the same moment");
        assert!(beside(std::slice::from_ref(&first), &[refusal(0)], &all), "the refusal was before");
        let other = ConsentDenied { holder: "Another parent".to_owned(), ..refusal(3) };
        assert!(beside(&both, &[other], &all), "another holder's no is their own");
    }

    #[test]
    fn what_a_holder_said_last_stands_alone() {
        let (wide, narrow) = (consent(1, &[Lang::Fr, Lang::Nl]), consent(2, &[Lang::Fr]));
        let covered = |consents: &[Consent], now| {
            let wanted = scope(&[Lang::Fr, Lang::Nl]);
            coverage(consents, &[], &[], Uuid::nil(), &wanted, hour(now)).is_empty()
        };
        assert!(covered(std::slice::from_ref(&wide), 3));
        assert!(covered(&[wide.clone(), narrow.clone()], 1), "the narrow one was not said yet");
        assert!(!covered(&[wide.clone(), narrow.clone()], 3));
        assert!(!covered(&[narrow.clone(), wide.clone()], 3), "in whatever order they were recorded");
        let taken_back = Consent { withdrawn_at: Some(hour(3)), ..narrow.clone() };
        assert!(!covered(&[wide.clone(), taken_back], 4), "the wide one does not come back");
        let other = Consent { holder: "Another parent".to_owned(), ..narrow };
        assert!(covered(&[wide.clone(), other], 3), "another holder's yes takes nothing from it");
        let beside = Consent { beside: true, ..consent(2, &[Lang::De]) };
        assert!(covered(&[wide.clone(), beside.clone()], 3), "agreed to a newer version as well");
        let all_back = Consent { withdrawn_at: Some(hour(3)), ..beside };
        assert!(
            !covered(&[wide.clone(), all_back], 4),
            "whoever takes that back takes back what was before it"
        );
        let at_once = consent(1, &[Lang::Fr]);
        assert!(!covered(&[wide.clone(), at_once.clone()], 3) && covered(&[at_once, wide], 3));
    }
}
