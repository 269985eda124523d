//! Why something may not be done: the rule, its source, and the field at fault. The words are looked up by the rule's
//! code in the language files, so that a refusal reads the same in the API, on a page and in a letter.

use serde::Serialize;

/// A rule that can refuse, with the chapter it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    /// Stable code; the words are `rule-{code}` and `rule-{code}-mend` in the language files.
    pub code: &'static str,
    /// Document and chapter.
    pub source: &'static str,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $source:literal;)*) => {
        impl Rule {
            $($(#[$doc])* pub const $name: Rule = Rule { code: $code, source: $source };)*
            /// Every rule, for tests that look for its words.
            pub const ALL: &'static [Rule] = &[$(Rule::$name),*];
        }
    };
}

rules! {
    /// Under 18, or protected status, or 18 to 24.
    AGE = "eligibility-age", "P 2.1";
    /// 18 to 24 only at the request of parents, a directly interested person or the judicial authorities.
    REQUESTER = "eligibility-requester", "P 2.1";
    /// 18 to 24 only when a worrying criterion holds.
    CRITERION = "eligibility-criterion", "P 2.1; directive of 20 February 2002";
    /// What is recorded has happened.
    DATE_AHEAD = "date-ahead", "P 2.3.1";
    /// What is recorded of a disappearance came after it.
    DATE_BEFORE = "date-before", "P 2.3.1";
    /// Born before they went missing.
    BIRTH_DATE = "birth-date", "P 2.1";
    /// Advice that is not simply favourable says why.
    NOTE_MISSING = "note-missing", "P 2.3.3.1";
    /// Never to find a minor because of an offence committed.
    PURPOSE = "purpose", "P 2.3.3.1";
    /// A police declaration exists.
    DECLARATION = "declaration-missing", "P 2.3.1";
    /// It was verified: by service, report number and magistrate, or by the Cell's look-up.
    DECLARATION_UNVERIFIED = "declaration-unverified", "P 2.3.1";
    /// A worrying disappearance was announced to the Missing Persons Cell.
    CELL_NOT_TOLD = "cell-not-told", "P 2.3.2";
    /// Holders of parental authority agreed, or an override was recorded.
    CONSENT = "consent-missing", "P 2.3.3.1";
    /// No holder's last word is a refusal.
    CONSENT_REFUSED = "consent-refused", "P 2.3.3.1";
    /// A consent that an officer records says how it was given.
    CONSENT_FORM = "consent-form", "P 2.3.3.1";
    /// One by word of mouth says who heard it, and when.
    CONSENT_NOTE = "consent-note", "P 2.3.3.1";
    /// A consent on paper has its scan in the case's file.
    SCAN_MISSING = "scan-missing", "P 2.3.3.1";
    /// A young person of 14 or over was asked, or could not be.
    CHILD_NOT_ASKED = "child-not-asked", "P 2.3.3.1";
    /// A foreign organisation's request: the federal prosecutor and the Cell were told first.
    FOREIGN_NOTICES = "foreign-notices", "P 2.3.3.4";
    /// The consent covers the channel.
    CONSENT_CHANNEL = "consent-channel", "P 2.3.3.1";
    /// The consent covers the language.
    CONSENT_LANGUAGE = "consent-language", "P 2.3.3.1";
    /// The consent covers the photo.
    CONSENT_PHOTO = "consent-photo", "P 2.3.3.1";
    /// The consent covers the area.
    CONSENT_AREA = "consent-area", "P 2.3.3.1";
    /// The consent covers the period.
    CONSENT_PERIOD = "consent-period", "P 2.3.3.1";
    /// An override is for one campaign of its case.
    OVERRIDE_CAMPAIGN = "override-campaign", "P 2.3.3.1";
    /// A party was not heard.
    CONCERTATION = "concertation", "P 2.3.3.1";
    /// The magistrate opposes the diffusion.
    OPPOSED = "opposed", "P 2.3.3.1";
    /// The foundation refuses it.
    FOUNDATION_REFUSES = "foundation-refuses", "P 2.3.3.1";
    /// What is said of an accompanying person needs the magistrate's written request.
    COMPANION = "companion", "P 2.3.3.1";
    /// The kind of campaign never reaches this channel.
    CHANNEL_KIND = "channel-kind", "R p. 6";
    /// A case that was opened as an exercise has drills only, and no other case has any.
    DRILL_CASE = "drill-case", "Drills";
    /// Whether a case is an exercise is said when it is opened.
    DRILL_FIXED = "drill-fixed", "Drills";
    /// A Child Alert goes to the whole country.
    CHILD_ALERT_AREA = "child-alert-area", "The foundation's definition of a Child Alert";
    /// At least one channel.
    NO_CHANNEL = "no-channel", "R p. 6";
    /// A notice in every language of the campaign.
    NO_NOTICE = "no-notice", "P 2.3.3.1";
    /// One child, one or two photos.
    PHOTOS = "photos", "P 2.3.3.1 (a)";
    /// From 1 to 400 numbered cards.
    CARDS = "cards", "R p. 6";
    /// A photo that is not in the case's file.
    PHOTO_UNKNOWN = "photo-unknown", "P 2.3.3.1 (a)";
    /// One notice a language.
    NOTICE_TWICE = "notice-twice", "P 2.3.3.1";
    /// At most 35 words.
    TOO_MANY_WORDS = "too-many-words", "Poster specification";
    /// At most six facts.
    TOO_MANY_FACTS = "too-many-facts", "Poster specification";
    /// A text that may not be empty.
    EMPTY_TEXT = "empty-text", "Poster specification";
    /// An area within the country.
    AREA = "area", "Administrative units, 2020";
    /// The period must lie ahead.
    PERIOD_PAST = "period-past", "P 2.3.3.1";
    /// A Child Alert lasts at most six hours at a time.
    PERIOD_CHILD_ALERT = "period-child-alert", "P 2.3.3.3";
    /// No campaign is decided on for longer than 92 days at once.
    PERIOD_LONG = "period-long", "P 2.3.3.1";
    /// No campaign goes on after the person may not be searched for any more.
    PERIOD_AGE = "period-age", "P 2.1";
    /// No proof was frozen yet.
    NO_PROOF = "proof-missing", "P 2.3.3.3";
    /// The kit is still being rendered, or could not be.
    PROOF_NOT_FROZEN = "proof-not-frozen", "P 2.3.3.3";
    /// No decision of the magistrate over this proof.
    NO_DECISION = "decision-missing", "P 2.3.3.3";
    /// The decision names the digest of another version.
    OLD_DIGEST = "decision-old-digest", "P 2.3.3.3";
    /// The decision's period does not cover this moment.
    DECISION_PERIOD = "decision-period", "P 2.3.3.3";
    /// The decision's words are missing their reasons.
    DECISION_REASONS = "decision-reasons", "P 2.3.3.1";
    /// A Child Alert is extended three times at most.
    EXTENSIONS = "extensions", "P 2.3.3.3";
    /// An extension ends later than what it extends.
    EXTENSION_PERIOD = "extension-period", "P 2.3.3.3";
    /// A key opens no more than its role, and nothing that only a person may do.
    KEY_SCOPE = "key-scope", "Accounts";
    /// Programs have keys, people have accounts.
    ACCOUNT_ROLE = "account-role", "Accounts";
    /// No such provider is configured.
    ACCOUNT_PROVIDER = "account-provider", "Accounts";
    /// An update needs a newer proof than the one that is out.
    NOTHING_NEWER = "nothing-newer", "P 2.3.3.3";
    /// The version was edited since, sent back, or opposed.
    VERSION_OVER = "version-over", "P 2.3.3.3";
    /// Who answers for a copy says how they know that it is gone.
    HAND_NOTE = "hand-note", "R, Diffusion et retrait";
    /// What is out stays the kind of campaign that it was decided on as.
    KIND_FIXED = "kind-fixed", "P 2.3.3.3";
    /// The campaign's state does not allow it.
    CAMPAIGN_STATE = "campaign-state", "R, Diffusion et retrait";
    /// The placement's state does not allow it.
    PLACEMENT_STATE = "placement-state", "R, Diffusion et retrait";
    /// An e-mail address that can be written to.
    VOLUNTEER_EMAIL = "volunteer-email", "Volunteers";
    /// One of the four languages.
    VOLUNTEER_LANG = "volunteer-lang", "Volunteers";
    /// A Belgian postcode.
    VOLUNTEER_POSTCODE = "volunteer-postcode", "Volunteers";
    /// A phone number.
    VOLUNTEER_PHONE = "volunteer-phone", "Volunteers";
    /// Whether somebody is written to: yes or no.
    VOLUNTEER_ACTIVE = "volunteer-active", "Volunteers";
    /// The one who prepared a campaign cannot approve it.
    OWN_WORK = "own-work", "P 2.3.3.3";
}

/// One refusal. An answer lists all of them, never the first only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The rule's code.
    pub rule: &'static str,
    /// Document and chapter.
    pub source: &'static str,
    /// The field at fault, such as `channels` or `notices.fr.appeal`; empty where it is the whole.
    pub field: String,
    /// What the words need to be exact: a channel's name, a count, a state. Never personal data.
    pub value: String,
}

impl Refusal {
    /// A refusal of the whole.
    pub fn of(rule: Rule) -> Self {
        Refusal { rule: rule.code, source: rule.source, field: String::new(), value: String::new() }
    }

    /// A refusal of one field.
    pub fn at(rule: Rule, field: impl Into<String>, value: impl Into<String>) -> Self {
        Refusal { rule: rule.code, source: rule.source, field: field.into(), value: value.into() }
    }
}
