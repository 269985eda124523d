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
}

/// How a consent was given that nobody gave by a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConsentForm {
    /// Signed on paper; its scan is in the file.
    Paper,
    /// Said to the officer, who notes how they knew who spoke.
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
    /// On paper or by word of mouth; absent where it came by a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<ConsentForm>,
    /// The scan of the paper, by SHA-256 as the scan's upload answered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9a-f]{64}$"))]
    pub scan: Option<String>,
    /// How the officer knew who it was, and what was said. Needed where it was given by word of mouth.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub note: String,
    /// What they were shown, where they answered by a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(read_only))]
    pub shown: Option<Shown>,
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
    /// What is missing in how it was given; `scans` are those in the case's file.
    pub fn form_refusals(&self, scans: &BTreeSet<String>) -> Vec<Refusal> {
        let unknown = self.scan.as_ref().is_some_and(|scan| !scans.contains(scan));
        let paper_alone = self.form == Some(ConsentForm::Paper) && self.scan.is_none();
        let unsaid = self.form == Some(ConsentForm::Oral) && self.note.trim().is_empty();
        let scan = (unknown || paper_alone).then(|| Refusal::at(Rule::SCAN_MISSING, "scan", ""));
        let note = unsaid.then(|| Refusal::at(Rule::EMPTY_TEXT, "note", ""));
        scan.into_iter().chain(note).collect()
    }
}

/// A holder as people mean them, whatever the capitals.
fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
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
    let given = |consent: &&Consent| consent.withdrawn_at.is_none() && consent.given_at <= now;
    let refused = denials.iter().filter(|denial| denial.outcome == Denial::Refused && denial.at <= now);
    // Whoever refused and then agreed again agrees to what they said last, and not to what they had said before.
    let taken_back = |consent: &Consent| {
        refused.clone().any(|denial| same(&denial.holder, &consent.holder) && denial.at >= consent.given_at)
    };
    let last_word = |consent: &&Consent| {
        let later =
            |other: &Consent| same(&other.holder, &consent.holder) && other.given_at > consent.given_at;
        !(taken_back(consent)
            && consents.iter().filter(given).any(|other| later(other) && !taken_back(other)))
    };
    let standing = |consent: &&Consent| given(consent) && last_word(consent);
    let mut refusals = consents
        .iter()
        .filter(standing)
        // The young person's own word stands beside the holders' and never in place of it.
        .filter(|consent| consent.authority != Authority::Child)
        .map(|consent| consent.scope.gaps(wanted))
        .min_by_key(Vec::len)
        .unwrap_or_else(|| vec![Refusal::at(Rule::CONSENT, "consents", "")]);
    let stands = |denial: &ConsentDenied| {
        !consents
            .iter()
            .filter(standing)
            .any(|later| same(&later.holder, &denial.holder) && later.given_at > denial.at)
    };
    if refused.clone().any(stands) {
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
            withdrawn_at: None,
        }
    }

    #[test]
    fn what_was_agreed_to_before_a_refusal_covers_nothing_after_it() {
        let refused = ConsentDenied {
            holder: "a parent".to_owned(),
            authority: Authority::Parent,
            outcome: Denial::Refused,
            reasons: String::new(),
            at: hour(2),
        };
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
}
