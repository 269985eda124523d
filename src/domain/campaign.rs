//! One search effort for a case: its kinds, and how it moves from draft to closed.

use crate::{Area, Case, Channel, Reach, Refusal, Rule};
use chrono::{DateTime, Days, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How long a Child Alert may last before it must be extended (practice of the Belgian, Dutch and French systems).
const CHILD_ALERT_HOURS: i64 = 6;
/// No campaign is decided on for longer than this at once.
const LONGEST_DAYS: u64 = 92;

/// Kinds of campaign (R p. 6 and "volontariat").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Everything at once, nationwide, on the magistrate's decision (P 2.3.3.3).
    ChildAlert,
    /// Posters in an area, with site, social networks and volunteers (*affichage*).
    PublicPoster,
    /// Vignettes for carefully chosen people (*vignettage*): never the public site, feeds or social networks.
    Discreet,
    /// Site and social networks only.
    Online,
    /// An exercise: the whole story with an invented person, on training channels that reach nobody.
    Drill,
}

impl Kind {
    /// All, in order.
    pub const ALL: [Kind; 5] =
        [Kind::ChildAlert, Kind::PublicPoster, Kind::Discreet, Kind::Online, Kind::Drill];

    /// Whether this kind of campaign may use the channel.
    pub fn allows(self, channel: Channel) -> bool {
        match (self, channel.facts().reach) {
            (kind, Reach::Training) => kind == Kind::Drill,
            (Kind::Drill, _) => false,
            (Kind::ChildAlert | Kind::PublicPoster, _) => true,
            (Kind::Discreet, reach) => reach == Reach::Volunteers,
            (Kind::Online, reach) => matches!(reach, Reach::PublicSite | Reach::Social),
        }
    }

    /// What is wrong with a campaign of this kind in this case: one that was opened as an exercise has drills only, and no other
    /// has any.
    pub fn case_refusal(self, case: &Case) -> Option<Refusal> {
        ((self == Kind::Drill) != case.drill).then(|| Refusal::at(Rule::DRILL_CASE, "kind", self.name()))
    }

    /// The channels that this kind may not use, one refusal each.
    pub fn refusals<'a>(self, channels: impl IntoIterator<Item = &'a Channel>) -> Vec<Refusal> {
        channels
            .into_iter()
            .filter(|channel| !self.allows(**channel))
            .map(|channel| Refusal::at(Rule::CHANNEL_KIND, "channels", channel.name()))
            .collect()
    }

    /// What is wrong with an area: a Child Alert is nationwide, or it is none.
    pub fn area_refusal(self, area: &Area) -> Option<Refusal> {
        let too_small = self == Kind::ChildAlert && *area != Area::Nationwide;
        too_small.then(|| Refusal::at(Rule::CHILD_ALERT_AREA, "area", ""))
    }

    /// What is wrong with a period that ends at `until`, seen at `now`.
    pub fn period_refusal(self, until: DateTime<Utc>, now: DateTime<Utc>) -> Option<Refusal> {
        if until <= now {
            return Some(Refusal::at(Rule::PERIOD_PAST, "until", until.to_rfc3339()));
        }
        let child_alert_end = now + TimeDelta::hours(CHILD_ALERT_HOURS);
        if self == Kind::ChildAlert && until > child_alert_end {
            return Some(Refusal::at(Rule::PERIOD_CHILD_ALERT, "until", child_alert_end.to_rfc3339()));
        }
        let longest = now.checked_add_days(Days::new(LONGEST_DAYS))?;
        (until > longest).then(|| Refusal::at(Rule::PERIOD_LONG, "until", longest.to_rfc3339()))
    }

    /// Name as in the API.
    pub fn name(self) -> &'static str {
        match self {
            Kind::ChildAlert => "child_alert",
            Kind::PublicPoster => "public_poster",
            Kind::Discreet => "discreet",
            Kind::Online => "online",
            Kind::Drill => "drill",
        }
    }
}

/// Where a campaign stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CampaignState {
    /// Being prepared.
    Draft,
    /// A proof was frozen (or is being rendered) and waits for the decision.
    Proposed,
    /// Decided on; may be launched.
    Approved,
    /// The magistrate opposed it.
    Opposed,
    /// Launched.
    Live,
    /// Retracted: nothing new goes out, and every copy is owed back.
    Ended,
    /// No copy is owed any more.
    Closed,
}

/// What moves a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CampaignMove {
    /// Its content was changed.
    Edit,
    /// A proof was ordered.
    Freeze,
    /// The magistrate approved or required it.
    Approve,
    /// The magistrate sent it back.
    Return,
    /// The magistrate opposed it.
    Oppose,
    /// It goes out.
    Launch,
    /// A newer version of it goes out in place of the one that is live.
    Update,
    /// It is taken back.
    Retract,
    /// Nothing is owed.
    Close,
    /// A copy turned up that nobody knew of: it is owed.
    Reopen,
}

/// A move that the state does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the campaign is {state:?}: {attempted:?} is not possible")]
pub struct MoveRefused {
    /// Where it stands.
    pub state: CampaignState,
    /// What was tried.
    pub attempted: CampaignMove,
}

impl From<MoveRefused> for Refusal {
    fn from(refused: MoveRefused) -> Refusal {
        Refusal::at(Rule::CAMPAIGN_STATE, "state", refused.state.name())
    }
}

impl CampaignState {
    /// The state after a move. Retraction is possible from every state in which something is, or could come, out: it is
    /// never refused because of what others have or have not done.
    pub fn after(self, attempted: CampaignMove) -> Result<CampaignState, MoveRefused> {
        use CampaignMove as M;
        use CampaignState as S;
        match (self, attempted) {
            (S::Draft | S::Proposed | S::Approved | S::Opposed, M::Edit) => Ok(S::Draft),
            (S::Draft | S::Proposed, M::Freeze) => Ok(S::Proposed),
            (S::Proposed, M::Approve) => Ok(S::Approved),
            (S::Proposed | S::Approved, M::Return) => Ok(S::Draft),
            (S::Proposed | S::Approved, M::Oppose) => Ok(S::Opposed),
            (S::Approved, M::Launch) => Ok(S::Live),
            // The next version is prepared and decided on while the one that is out stays as it is.
            (S::Live, M::Edit | M::Freeze | M::Approve | M::Return | M::Oppose | M::Update) => Ok(S::Live),
            (S::Draft | S::Proposed | S::Approved | S::Opposed | S::Live, M::Retract) => Ok(S::Ended),
            (S::Ended, M::Close) => Ok(S::Closed),
            (S::Closed, M::Reopen) => Ok(S::Ended),
            (state, attempted) => Err(MoveRefused { state, attempted }),
        }
    }

    /// Name as in the API and the database.
    pub fn name(self) -> &'static str {
        match self {
            CampaignState::Draft => "draft",
            CampaignState::Proposed => "proposed",
            CampaignState::Approved => "approved",
            CampaignState::Opposed => "opposed",
            CampaignState::Live => "live",
            CampaignState::Ended => "ended",
            CampaignState::Closed => "closed",
        }
    }

    /// Whether it was retracted.
    pub fn retracted(self) -> bool {
        matches!(self, CampaignState::Ended | CampaignState::Closed)
    }
}

/// Why a campaign ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RetractionReason {
    /// Found safe.
    FoundSafe,
    /// Found dead.
    FoundDead,
    /// Consent was withdrawn.
    ConsentWithdrawn,
    /// The magistrate ordered it.
    MagistrateOrder,
    /// Published in error.
    PublishedInError,
    /// What is known now forbids it: the person may not be searched for (any more), or the foundation refuses.
    NotPermitted,
    /// The period ran out.
    Expired,
}

impl RetractionReason {
    /// All of them.
    pub const ALL: [RetractionReason; 7] = [
        RetractionReason::FoundSafe,
        RetractionReason::FoundDead,
        RetractionReason::ConsentWithdrawn,
        RetractionReason::MagistrateOrder,
        RetractionReason::PublishedInError,
        RetractionReason::NotPermitted,
        RetractionReason::Expired,
    ];

    /// The reason of that name.
    pub fn named(name: &str) -> Option<RetractionReason> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// Name as in the API and the database.
    pub fn name(self) -> &'static str {
        match self {
            RetractionReason::FoundSafe => "found_safe",
            RetractionReason::FoundDead => "found_dead",
            RetractionReason::ConsentWithdrawn => "consent_withdrawn",
            RetractionReason::MagistrateOrder => "magistrate_order",
            RetractionReason::PublishedInError => "published_in_error",
            RetractionReason::NotPermitted => "not_permitted",
            RetractionReason::Expired => "expired",
        }
    }
}
