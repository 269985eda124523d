//! What callers see. These are the shapes of the API's answers; the rules' own types where there is nothing to hide.

use childalert_domain::{
    CampaignDraft, CampaignState, Case, Consent, ConsentDenied, DecisionAct, Declaration, Heard, Override,
    PlacementState, RetractionReason,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A case with its papers.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct CaseView {
    /// Its id.
    pub id: Uuid,
    /// Rises with each change; a change must name the one it was made on.
    pub version: i64,
    /// Whether at least one of the six criteria holds.
    pub worrying: bool,
    /// Age in whole years today.
    pub age: i32,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// The file.
    pub case: Case,
    /// The newest declaration.
    pub declaration: Option<DeclarationView>,
    /// Consents, withdrawn ones included, oldest first.
    pub consents: Vec<ConsentView>,
    /// Refusals, and those who could not be asked, oldest first.
    #[serde(default)]
    pub denials: Vec<DenialView>,
    /// Overrides, oldest first.
    pub overrides: Vec<OverrideView>,
    /// Who was heard, oldest first.
    pub concertation: Vec<HeardView>,
    /// Photos, oldest first.
    pub photos: Vec<PhotoView>,
    /// Scans of papers, oldest first.
    #[serde(default)]
    pub scans: Vec<ScanView>,
}

/// A case after a change, and what the change did besides.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct CaseChangeView {
    /// The case.
    #[serde(flatten)]
    pub case: CaseView,
    /// Campaigns that were live, and were taken back because the person may not be searched for.
    #[serde(default)]
    pub retracted: Vec<Uuid>,
}

/// A declaration in the file.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct DeclarationView {
    /// Its id.
    pub id: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The declaration.
    #[serde(flatten)]
    pub declaration: Declaration,
}

/// A consent in the file.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ConsentView {
    /// Its id.
    pub id: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The consent.
    #[serde(flatten)]
    pub consent: Consent,
}

/// In the file: that somebody did not consent.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct DenialView {
    /// Its id.
    pub id: Uuid,
    /// Who, and why.
    #[serde(flatten)]
    pub denied: ConsentDenied,
}

/// An override in the file.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct OverrideView {
    /// Its id.
    pub id: Uuid,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The override.
    #[serde(flatten)]
    pub r#override: Override,
}

/// A party's word in the file.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct HeardView {
    /// Its id.
    pub id: Uuid,
    /// The word.
    #[serde(flatten)]
    pub heard: Heard,
}

/// A photo in the file, with all metadata taken out.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct PhotoView {
    /// SHA-256 of the cleaned bytes: its name everywhere.
    pub sha256: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// Where the face is taken to be, in thousandths from the left.
    pub focus_x: i64,
    /// Thousandths from the top.
    pub focus_y: i64,
    /// What an officer should know.
    pub warnings: Vec<PhotoWarningView>,
}

/// A scan of a paper in the file.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ScanView {
    /// SHA-256 of what is stored: its name everywhere.
    pub sha256: String,
    /// `application/pdf` or `image/jpeg`.
    pub media_type: String,
    /// Size.
    pub bytes: i64,
    /// When it was taken in.
    pub recorded_at: DateTime<Utc>,
}

/// What an officer should know of a photo before choosing it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PhotoWarningView {
    /// Stable code: `low_resolution`, `no_face_found`, `several_faces` or `older_than_a_year`; of a campaign,
    /// `not_official_photo`.
    pub code: String,
    /// What is to be known, in the caller's language, where the photo or the case is what was asked for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mend: String,
}

impl PhotoWarningView {
    pub(crate) fn of(code: &str) -> Self {
        PhotoWarningView { code: code.to_owned(), message: String::new(), mend: String::new() }
    }
}

/// Where the middle of the face is, as an officer sees it: the crop of every format follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FocusOrder {
    /// Thousandths of the width from the left.
    #[schema(maximum = 1000)]
    pub focus_x: u16,
    /// Thousandths of the height from the top.
    #[schema(maximum = 1000)]
    pub focus_y: u16,
}

/// A campaign.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct CampaignView {
    /// Its id.
    pub id: Uuid,
    /// The case it searches for.
    pub case_id: Uuid,
    /// Public code: in the addresses of its pages, and in the QR of every copy.
    pub code: String,
    /// Where it stands.
    pub state: CampaignState,
    /// Rises with every launch, update, end and retraction.
    pub epoch: i64,
    /// Rises with each edit; an edit must name the one it was made on.
    pub version: i64,
    /// The draft as it is now.
    pub draft: CampaignDraft,
    /// The proof that is, or was, out.
    pub live_proof: Option<Uuid>,
    /// When the mandate ends.
    pub until: Option<DateTime<Utc>>,
    /// When it went out.
    pub launched_at: Option<DateTime<Utc>>,
    /// When it was retracted.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why.
    pub ended_reason: Option<String>,
    /// When nothing was owed any more.
    pub closed_at: Option<DateTime<Utc>>,
    /// The check page behind the QR of every copy.
    pub check_url: String,
    /// What an officer should know of it, where one campaign is asked for.
    #[serde(default)]
    pub warnings: Vec<PhotoWarningView>,
    /// The notice's pages by language, where the campaign has any.
    pub pages: std::collections::BTreeMap<String, String>,
}

/// A file of the kit.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProofFileView {
    /// File name.
    pub name: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Such as `application/pdf`.
    pub media_type: String,
    /// Size.
    pub bytes: u64,
}

/// Why a file of the kit could not be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KitFailureView {
    /// The field at fault, such as `notices.fr.appeal`; empty where none is.
    pub field: String,
    /// Stable code, such as `text_too_long`.
    pub code: String,
    /// The file that could not be made.
    pub file: String,
    /// How many characters to cut, where that is the mend.
    pub excess: Option<u32>,
    /// The character that no typeface has, where that is what is wrong.
    #[serde(default)]
    pub character: Option<char>,
    /// What is wrong, in the caller's language.
    #[serde(default)]
    pub message: String,
    /// What to do about it.
    #[serde(default)]
    pub mend: String,
}

/// A proof.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct ProofView {
    /// Its id.
    pub id: Uuid,
    /// Of which campaign.
    pub campaign_id: Uuid,
    /// From 1.
    pub version: i64,
    /// `rendering`, `frozen` or `failed`.
    pub state: String,
    /// SHA-256 over the canonical text, once frozen: what a decision must name.
    pub digest: Option<String>,
    /// The canonical text itself (RFC 8785), once frozen.
    pub canonical: Option<String>,
    /// The rendered files, once frozen.
    pub files: Vec<ProofFileView>,
    /// What to change where the kit could not be made.
    pub failures: Vec<KitFailureView>,
    /// When it was ordered.
    pub ordered_at: DateTime<Utc>,
    /// When it was frozen.
    pub frozen_at: Option<DateTime<Utc>>,
}

/// What a magistrate decides.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionOrder {
    /// What.
    pub act: DecisionAct,
    /// Over which bytes: the proof's digest.
    #[schema(pattern = "^[0-9a-f]{64}$")]
    pub digest: String,
    /// Why; mandatory for everything but an approval.
    #[schema(max_length = 5000)]
    #[serde(default)]
    pub reasons: String,
    /// Until when copies may be out; the proof's own period where absent, and never later than that.
    #[serde(default)]
    pub until: Option<DateTime<Utc>>,
}

/// The answer to a question that was put before the magistrate: what `navigator.credentials.get` gave, bytes as base64url.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct SignedAnswer {
    /// Which question.
    pub question: Uuid,
    /// The passkey's answer.
    pub credential: SignedCredential,
}

/// A passkey's answer.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct SignedCredential {
    /// Which passkey.
    #[schema(max_length = 1400)]
    pub id: String,
    /// What it says.
    pub response: SignedResponse,
}

/// What a passkey says, each part in base64url without padding.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SignedResponse {
    /// What the authenticator says.
    #[schema(max_length = 4000)]
    pub authenticator_data: String,
    /// What the browser says.
    #[serde(rename = "clientDataJSON")]
    #[schema(max_length = 4000)]
    pub client_data_json: String,
    /// Over both.
    #[schema(max_length = 1400)]
    pub signature: String,
}

/// A decision.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct DecisionView {
    /// Its id.
    pub id: Uuid,
    /// Over which proof.
    pub proof_id: Uuid,
    /// What.
    pub act: DecisionAct,
    /// Over which bytes.
    pub digest: String,
    /// Why.
    pub reasons: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Until when copies may be out.
    pub until: DateTime<Utc>,
    /// By whom: role and key.
    pub by: String,
}

/// Why to take everything back.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Retraction {
    /// Why.
    pub reason: RetractionReason,
}

/// One copy.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct PlacementView {
    /// Its id.
    pub id: Uuid,
    /// Channel.
    pub channel: String,
    /// Language.
    pub lang: String,
    /// Number of the batch.
    pub batch: i64,
    /// Where it stands.
    pub state: PlacementState,
    /// Why it is not where it should be, as a code.
    pub reason: Option<String>,
    /// Permits so far.
    pub attempts: i64,
    /// The outside's own id of it.
    pub outside_id: Option<String>,
    /// Where people see it.
    pub url: Option<String>,
    /// When it was planned.
    pub planned_at: DateTime<Utc>,
    /// When it went live.
    pub live_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub gone_at: Option<DateTime<Utc>>,
    /// Who answers for it, where a person closed it.
    pub closed_by: Option<String>,
    /// What that person says.
    pub closed_note: Option<String>,
}

/// How many copies are in which state.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Copies {
    /// The state.
    pub state: String,
    /// How many.
    pub copies: i64,
}

/// The copies of one channel.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CopiesByChannel {
    /// The channel.
    pub channel: String,
    /// By state.
    pub states: Vec<Copies>,
}

/// How far a campaign is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProgressView {
    /// Where the campaign stands.
    pub state: CampaignState,
    /// Its epoch.
    pub epoch: i64,
    /// Copies in all.
    pub copies: i64,
    /// Copies that stand outside.
    pub live: i64,
    /// Copies that something still happens to by itself.
    pub moving: i64,
    /// Copies that need a person: escalated or refused.
    pub needs_person: i64,
    /// After a retraction: copies that are still owed back.
    pub owed: i64,
    /// By channel and state.
    pub channels: Vec<CopiesByChannel>,
}

/// A volunteer.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct VolunteerView {
    /// Their id.
    pub id: Uuid,
    /// E-mail address.
    pub email: String,
    /// Name.
    pub name: String,
    /// Language.
    pub lang: String,
    /// Team.
    pub team: String,
    /// Postcode.
    pub postcode: String,
    /// Phone in E.164, or empty.
    pub phone: String,
    /// Whether they are written to.
    pub active: bool,
}

/// An entry of the trail.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct TrailView {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who: a role and the id of an account or key, or `service`.
    pub actor: String,
    /// What.
    pub act: String,
    /// On what.
    pub subject: Uuid,
    /// The request that did it, as the log has it.
    pub request: String,
    /// Why, as a code; empty where the act says it.
    pub reason: String,
    /// A code, a digest, a count.
    pub detail: String,
    /// The seal: SHA-256 over the seal before it and the entry.
    pub seal: String,
}

impl From<childalert_domain::Sealed> for TrailView {
    fn from(sealed: childalert_domain::Sealed) -> Self {
        let childalert_domain::Sealed { entry, hash } = sealed;
        TrailView {
            seq: entry.seq,
            at: entry.at,
            actor: entry.actor,
            act: entry.act,
            subject: entry.subject,
            request: entry.request,
            reason: entry.reason,
            detail: entry.detail,
            seal: hash.to_string(),
        }
    }
}
