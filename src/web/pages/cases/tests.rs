//! Every page of a case in four languages with the worst words there are; and what is on file, filled into a form and read back, is
//! the same.

mod pages;
mod round_trips;

use childalert_app::{
    CampaignOfCase, CaseStanding, CaseView, ConsentAsked, ConsentView, DeclarationView, DenialView,
    HeardView, OverrideView, PhotoView, PhotoWarningView, Preparation, ScanView,
};
use childalert_domain::{
    Advice, Area, Authority, CampaignDraft, CampaignState, Case, Channel, CompanionRequest, Consent,
    ConsentDenied, ConsentForm, Criterion, CriterionHeld, Declaration, Denial, DisappearanceKind,
    ForeignRequest, Grammar, Heard, Kind, Lang, NoticeDraft, Override, OverrideGround, Party, Person,
    Refusal, Requester, Rule, Scope, Verification,
};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What a careless template would let through.
const WORST: &str = "<script>alert('x')</script> \"&\" {{t}} مريم 李 Zoë\u{202e}";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

fn digest(digit: char) -> String {
    digit.to_string().repeat(64)
}

fn case() -> Case {
    Case {
        reference: "2026-0417".to_owned(),
        person: Person {
            given_name: WORST.to_owned(),
            family_name: WORST.to_owned(),
            date_of_birth: "2010-02-28".parse().expect("a date"),
            grammar: Grammar::Feminine,
            protected_status: true,
        },
        kind: DisappearanceKind::Runaway,
        missing_since: at("2026-10-25T01:30:07.123456Z"),
        requested_by: Requester::Parents,
        criteria: vec![
            CriterionHeld { criterion: Criterion::Treatment, reason: WORST.to_owned() },
            CriterionHeld { criterion: Criterion::OutOfCharacter, reason: "Always home by six.".to_owned() },
        ],
        circumstances: format!("{WORST}\nsecond line"),
        cell_told_at: Some(at("2026-10-25T03:00:00Z")),
        foreign_request: Some(ForeignRequest {
            organisation: WORST.to_owned(),
            country: "FR".to_owned(),
            prosecutor_told_at: None,
            cell_told_at: Some(at("2026-10-25T04:00:00Z")),
        }),
        official_photo: Some(digest('a')),
        sought_for_offence: false,
        drill: false,
    }
}

fn area() -> Area {
    Area::Municipalities(BTreeSet::from(["21009".to_owned(), "63023".to_owned()]))
}

fn scope() -> Scope {
    Scope {
        photos: BTreeSet::from([digest('a'), digest('b')]),
        channels: Channel::all().collect(),
        languages: Lang::ALL.into(),
        area: area(),
        until: at("2026-12-01T20:00:00Z"),
    }
}

fn consent() -> Consent {
    Consent {
        holder: WORST.to_owned(),
        authority: Authority::Guardian,
        given_at: at("2026-11-21T15:40:00Z"),
        scope: scope(),
        form: Some(ConsentForm::Paper),
        scan: Some(digest('c')),
        note: WORST.to_owned(),
        shown: None,
        beside: false,
        withdrawn_at: None,
    }
}

fn declaration() -> Declaration {
    Declaration {
        police_service: WORST.to_owned(),
        report_number: "BR.37.L3.012345/2026".to_owned(),
        declared_at: at("2026-10-25T05:00:00Z"),
        verification: Some(Verification::Details { contact: WORST.to_owned(), magistrate: WORST.to_owned() }),
        scan: Some(digest('c')),
    }
}

fn draft() -> CampaignDraft {
    let notice = |lang| NoticeDraft {
        lang,
        place: WORST.to_owned(),
        height: Some("1 m 52".to_owned()),
        hair: None,
        eyes: Some(WORST.to_owned()),
        clothing: None,
        sign: Some("scar".to_owned()),
        appeal: WORST.to_owned(),
    };
    CampaignDraft {
        kind: Kind::PublicPoster,
        channels: Channel::all().collect(),
        area: area(),
        until: at("2026-12-01T20:00:00Z"),
        shown_name: "Éloïse V.".to_owned(),
        shown_name_native: "أمينة ك.".to_owned(),
        cards: 12,
        photos: vec![digest('b'), digest('a')],
        notices: vec![notice(Lang::Fr), notice(Lang::Nl)],
        mentions_companion: true,
        companion_request: Some(CompanionRequest { reference: WORST.to_owned(), terms: WORST.to_owned() }),
    }
}

fn warning(code: &str) -> PhotoWarningView {
    PhotoWarningView { code: code.to_owned(), message: String::new(), mend: String::new() }
}

fn photo(digit: char) -> PhotoView {
    PhotoView {
        sha256: digest(digit),
        width: 1200,
        height: 1600,
        focus_x: 480,
        focus_y: 390,
        warnings: ["low_resolution", "no_face_found", "several_faces", "older_than_a_year"]
            .map(warning)
            .into(),
    }
}

fn file() -> CaseView {
    let (id, moment) = (Uuid::from_u128(7), at("2026-11-21T15:40:00Z"));
    let withdrawn = Consent { withdrawn_at: Some(moment), form: None, scan: None, ..consent() };
    let heard =
        |party, advice| HeardView { id, heard: Heard { party, at: moment, advice, note: WORST.to_owned() } };
    let denied = |outcome| DenialView {
        id,
        denied: ConsentDenied {
            holder: WORST.to_owned(),
            authority: Authority::Child,
            outcome,
            reasons: WORST.to_owned(),
            at: moment,
        },
    };
    let over = Override {
        campaign: id,
        ground: OverrideGround::ChildInDanger,
        reasons: WORST.to_owned(),
        at: moment,
    };
    CaseView {
        id,
        version: 3,
        worrying: true,
        age: 16,
        created_at: moment,
        case: case(),
        declaration: Some(DeclarationView { id, recorded_at: moment, declaration: declaration() }),
        consents: [consent(), withdrawn]
            .map(|consent| ConsentView { id, recorded_at: moment, consent })
            .into(),
        denials: [Denial::Refused, Denial::NotAsked].map(denied).into(),
        overrides: vec![OverrideView { id, recorded_at: moment, r#override: over }],
        concertation: vec![
            heard(Party::Magistrate, Advice::Against),
            heard(Party::Parents, Advice::NotHeard),
            heard(Party::Police, Advice::Conditional),
            heard(Party::Cell, Advice::Favourable),
        ],
        photos: ['a', 'b'].map(photo).into(),
        scans: [("application/pdf", 'c'), ("image/jpeg", 'd')]
            .map(|(kind, digit)| ScanView {
                sha256: digest(digit),
                media_type: kind.to_owned(),
                bytes: 1,
                recorded_at: moment,
            })
            .into(),
    }
}

fn asked() -> Vec<ConsentAsked> {
    let asked = |outcome: &str, revoked_at| ConsentAsked {
        id: Uuid::from_u128(9),
        campaign: Uuid::from_u128(8),
        holder: WORST.to_owned(),
        outcome: outcome.to_owned(),
        asked_at: at("2026-11-21T15:40:00Z"),
        revoked_at,
        link: None,
    };
    let open = ["asked", "agreed", "refused", "withdrawn"].map(|outcome| asked(outcome, None));
    open.into_iter().chain([asked("asked", Some(at("2026-11-21T16:40:00Z")))]).collect()
}

fn preparation(changes: bool) -> Preparation {
    Preparation {
        id: Uuid::from_u128(10),
        case: Uuid::from_u128(7),
        changes: changes.then(|| (Uuid::from_u128(8), 4)),
        fields: super::steps::fill(&draft()),
        saved_at: at("2026-11-21T15:40:00Z"),
    }
}

fn standing() -> CaseStanding {
    use CampaignState as S;
    let states = [S::Draft, S::Proposed, S::Approved, S::Opposed, S::Live, S::Ended, S::Closed];
    let campaign = |state| CampaignOfCase {
        id: Uuid::from_u128(8),
        kind: Kind::Discreet,
        state,
        version: 4,
        created_at: at("2026-11-21T15:40:00Z"),
        proven: state != S::Draft,
        missing: vec![Refusal::at(Rule::NO_DECISION, "decision", "")],
    };
    CaseStanding {
        file: file(),
        missing: vec![
            Refusal::at(Rule::DECLARATION_UNVERIFIED, "declaration.verification", ""),
            Refusal::at(Rule::CONCERTATION, "concertation", "foundation"),
            Refusal::at(Rule::OPPOSED, "concertation", "magistrate"),
            Refusal::at(Rule::CELL_NOT_TOLD, "cell_told_at", ""),
        ],
        campaigns: states.map(campaign).into(),
        preparations: [true, false].map(preparation).into(),
    }
}

/// Nothing of it: a case as it was opened a moment ago.
fn empty() -> CaseStanding {
    let full = file();
    let file = CaseView {
        declaration: None,
        consents: Vec::new(),
        denials: Vec::new(),
        overrides: Vec::new(),
        concertation: Vec::new(),
        photos: Vec::new(),
        scans: Vec::new(),
        worrying: false,
        age: 9,
        case: Case { official_photo: None, foreign_request: None, criteria: Vec::new(), ..full.case },
        ..full
    };
    CaseStanding { file, missing: Vec::new(), campaigns: Vec::new(), preparations: Vec::new() }
}
