//! The rules, pure: who can be searched for, what must be true before anything is published, how a campaign and each of
//! its copies move from state to state. No I/O, no clock, nothing asynchronous: every function is told what it needs,
//! the date included.
//!
//! Sources are named as `P` (protocol of 2017 between the foundation and the authorities), `R` (annual report 2019) and
//! `V` (privacy policy), with their chapters.

mod area;
mod campaign;
mod case;
mod channel;
mod concertation;
mod consent;
mod decision;
mod declaration;
mod digest;
mod draft;
mod eligibility;
mod gazetteer;
mod lang;
mod launch;
mod notice;
mod placement;
mod proof;
mod province;
mod refusal;
mod trail;

pub use area::{Area, Municipality, municipalities, municipality};
pub use campaign::{CampaignMove, CampaignState, Kind, MoveRefused, RetractionReason};
pub use case::{
    Case, Criterion, CriterionHeld, DisappearanceKind, ForeignRequest, Grammar, Person, Requester, ahead,
    before, blank,
};
pub use channel::{CHANNELS, Channel, ChannelFacts, Copies, Deletes, Reach, Recall, UnknownChannel};
pub use concertation::{Advice, Concertation, Heard, Party};
pub use consent::{
    ASKED_FROM, Authority, Consent, ConsentDenied, ConsentForm, Denial, Override, OverrideGround, Scope,
    Shown, child_not_asked, coverage, standing_consents, stands_beside,
};
pub use decision::{
    Decision, DecisionAct, DecisionStatement, MOST_EXTENSIONS, Mandate, extension_refusals, mandate,
};
pub use declaration::{Declaration, Verification};
pub use digest::{Digest, NotADigest};
pub use draft::{CampaignDraft, CompanionRequest, MAX_PHOTOS, age_refusal};
pub use eligibility::{Eligible, eligible, searched_for_until};
pub use gazetteer::{SHORTEST_SEARCH, find_municipalities, plain};
pub use lang::{Lang, UnknownLang};
pub use launch::{Dossier, LaunchLeave, launch};
pub use notice::{Fact, FactKind, NoticeDraft, NoticeText, draft_refusals};
pub use placement::{PlacementEvent, PlacementState, Report, ReportKind, Situation, next};
pub use proof::{ClosingText, MailText, PostText, Proof, ProofContent, ProofFile, ProofPhoto};
pub use province::{Province, UnknownProvince};
pub use refusal::{Refusal, Rule};
pub use trail::{Sealed, TrailBreak, TrailEntry, TrailHead, TrailReader, is_look, trail_seal, trail_start};
