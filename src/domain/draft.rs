//! What an officer prepares: everything about a campaign that is not yet frozen.

use crate::notice::draft_refusals;
use crate::{Area, Case, Channel, Kind, Lang, NoticeDraft, Refusal, Rule};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One or two photos of one child: a second, everyday one helps; more do not.
pub const MAX_PHOTOS: usize = 2;

/// The most cards: what a team of volunteers can hand out and count back.
const MAX_CARDS: u32 = 400;

/// Ten sheets of four.
fn usual_cards() -> u32 {
    40
}

/// Leave to say something of an accompanying person (P 2.3.3.1).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CompanionRequest {
    /// Reference of the magistrate's written request.
    #[cfg_attr(feature = "openapi", schema(min_length = 3, max_length = 120))]
    pub reference: String,
    /// The terms that it states.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000))]
    pub terms: String,
}

/// A campaign as it is being prepared.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CampaignDraft {
    /// What kind.
    pub kind: Kind,
    /// Channels; those of the kind only.
    #[cfg_attr(feature = "openapi", schema(min_items = 1))]
    pub channels: BTreeSet<Channel>,
    /// Area.
    pub area: Area,
    /// Until when copies may be out (RFC 3339).
    pub until: DateTime<Utc>,
    /// The name as the public sees it, such as `Éloïse V.`.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub shown_name: String,
    /// The name in its own script, shown beside the other, such as `أمينة ك.`.
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    #[serde(default)]
    pub shown_name_native: String,
    /// How many numbered cards a discreet campaign has.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 400))]
    #[serde(default = "usual_cards")]
    pub cards: u32,
    /// One or two photos of the case, by SHA-256.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 2))]
    pub photos: Vec<String>,
    /// One per language.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 4))]
    pub notices: Vec<NoticeDraft>,
    /// Whether the notices say anything of a person who accompanies the child.
    #[serde(default)]
    pub mentions_companion: bool,
    /// Leave to say it.
    #[serde(default)]
    pub companion_request: Option<CompanionRequest>,
}

/// What is wrong with a period that ends at `until`, where the person may not be searched for from `no_longer` on.
pub fn age_refusal(until: DateTime<Utc>, no_longer: Option<DateTime<Utc>>) -> Option<Refusal> {
    let end = no_longer.filter(|end| until > *end)?;
    Some(Refusal::at(Rule::PERIOD_AGE, "until", end.to_rfc3339()))
}

impl CampaignDraft {
    /// Everything that is wrong with it in this case, seen at `now`; `known_photos` are those of the case, and `no_longer` is when
    /// the person may not be searched for any more.
    pub fn refusals(
        &self,
        case: &Case,
        known_photos: &BTreeSet<String>,
        no_longer: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Vec<Refusal> {
        let mut refusals = self.kind.refusals(&self.channels);
        refusals.extend(self.kind.case_refusal(case));
        if self.channels.is_empty() {
            refusals.push(Refusal::at(Rule::NO_CHANNEL, "channels", ""));
        }
        refusals.extend(self.area.refusals());
        refusals.extend(self.kind.area_refusal(&self.area));
        refusals.extend(self.kind.period_refusal(self.until, now));
        refusals.extend(age_refusal(self.until, no_longer));
        if self.shown_name.trim().is_empty() {
            refusals.push(Refusal::at(Rule::EMPTY_TEXT, "shown_name", ""));
        }
        if self.cards == 0 || self.cards > MAX_CARDS {
            refusals.push(Refusal::at(Rule::CARDS, "cards", self.cards.to_string()));
        }
        if self.photos.is_empty() || self.photos.len() > MAX_PHOTOS {
            refusals.push(Refusal::at(Rule::PHOTOS, "photos", self.photos.len().to_string()));
        }
        for (index, photo) in self.photos.iter().enumerate() {
            if !known_photos.contains(photo) {
                refusals.push(Refusal::at(Rule::PHOTO_UNKNOWN, format!("photos.{index}"), ""));
            }
        }
        if self.notices.is_empty() {
            refusals.push(Refusal::at(Rule::NO_NOTICE, "notices", ""));
        }
        let mut seen = BTreeSet::new();
        for notice in &self.notices {
            if !seen.insert(notice.lang) {
                refusals.push(Refusal::at(
                    Rule::NOTICE_TWICE,
                    format!("notices.{}", notice.lang),
                    notice.lang.code(),
                ));
            }
            refusals.extend(draft_refusals(notice));
        }
        if self.mentions_companion && self.companion_request.is_none() {
            refusals.push(Refusal::at(Rule::COMPANION, "companion_request", ""));
        }
        refusals
    }

    /// Its languages, in page order.
    pub fn languages(&self) -> BTreeSet<Lang> {
        self.notices.iter().map(|notice| notice.lang).collect()
    }

    /// The sheets of paper to make: those of the area, as far as there are notices in their languages; where there is none
    /// at all, one sheet in each language that paper may carry (English never).
    pub fn sheets(&self) -> Vec<Vec<Lang>> {
        let written = self.languages();
        let mut sheets: Vec<Vec<Lang>> = Vec::new();
        for sheet in self.area.sheets() {
            let sheet: Vec<Lang> = sheet.into_iter().filter(|lang| written.contains(lang)).collect();
            if !sheet.is_empty() && !sheets.contains(&sheet) {
                sheets.push(sheet);
            }
        }
        if sheets.is_empty() {
            sheets = written.into_iter().filter(|lang| *lang != Lang::En).map(|lang| vec![lang]).collect();
        }
        sheets
    }
}
