//! One campaign as those see it who run it: where it stands, what is next, every copy, who did what last. And what a launch would do,
//! before it is one.

use super::launch::{newest, weigh};
use super::reach::{ReachOf, reach};
use super::show::{campaign_view, decision_view, find, proof_view};
use crate::cases::case_file;
use crate::copies::{ledger, names};
use crate::views::{CampaignView, DecisionView, LedgerView, ProofView};
use crate::{App, AppError, today_in_brussels};
use childalert_domain::{CampaignMove, CampaignState, Case, Digest, Proof, ProofContent, Refusal};
use childalert_store::messages::{self, EXERCISE};
use childalert_store::{Tx, campaigns, cases, proofs, trail};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Open copies that are shown at once.
const MOST_OPEN: i64 = 100;
/// Acts that are shown.
const MOST_LATELY: i64 = 12;

/// A campaign's room.
pub struct Room {
    /// The campaign, with its draft.
    pub campaign: CampaignView,
    /// The case's number.
    pub reference: String,
    /// Age in whole years today.
    pub age: i32,
    /// How its copies stand, with the first of those that are open.
    pub ledger: LedgerView,
    /// The newest proof, if one was ordered of the draft as it stands.
    pub proof: Option<ProofView>,
    /// Whether that one was decided on: let out (`true`) or not (`false`).
    pub decided: Option<bool>,
    /// The last decision.
    pub decision: Option<DecisionView>,
    /// Messages to authorities that did not arrive (yet).
    pub untold: usize,
    /// What was done last, the newest first.
    pub lately: Vec<Lately>,
}

/// Something that was done.
pub struct Lately {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom: a name; `None`: by the service, or a program.
    pub who: Option<String>,
    /// What, as in the trail: `campaign.launch`.
    pub act: String,
}

/// What a launch would do.
pub struct LaunchSheet {
    /// The campaign.
    pub campaign: CampaignView,
    /// The case's number.
    pub reference: String,
    /// Whether it puts a newer version in the place of what is out.
    pub update: bool,
    /// What would go out, if there is a proof,
    pub content: Option<ProofContent>,
    /// and its digest.
    pub digest: Option<Digest>,
    /// How far each channel reaches.
    pub reach: Vec<ReachOf>,
    /// Everything that stands against it at this moment.
    pub refusals: Vec<Refusal>,
}

impl App {
    /// The room of a campaign.
    pub async fn room(&self, campaign: Uuid) -> Result<Room, AppError> {
        let (url, now) = (self.inner.settings.public_url.clone(), self.inner.clock.now());
        self.inner.store.read(move |tx| Box::pin(async move { room(tx, campaign, &url, now).await })).await
    }

    /// What a launch, or an update of what is out, would do; and everything that stands against it.
    pub async fn before_launch(&self, campaign: Uuid) -> Result<LaunchSheet, AppError> {
        let (url, now) = (self.inner.settings.public_url.clone(), self.inner.clock.now());
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let row = find(tx, campaign).await?;
                    let (file, newest) = (case_file(tx, row.case_id).await?, newest(tx, &row).await?);
                    let update = row.state.0 == CampaignState::Live;
                    let moved = if update { CampaignMove::Update } else { CampaignMove::Launch };
                    let refusals = match weigh(tx, &file, &row, &newest, moved, now).await {
                        Ok(_) => Vec::new(),
                        Err(AppError::Refused(refusals)) => refusals,
                        Err(error) => return Err(error),
                    };
                    let proof = newest.proof;
                    let reach = match &proof {
                        Some(proof) => reach(tx, proof).await?,
                        None => Vec::new(),
                    };
                    Ok(LaunchSheet {
                        campaign: campaign_view(&row, &url)?,
                        reference: file.case.reference,
                        update,
                        digest: proof.as_ref().map(Proof::digest),
                        content: proof.map(|proof| proof.content().clone()),
                        reach,
                        refusals,
                    })
                })
            })
            .await
    }
}

async fn room(tx: &mut Tx, campaign: Uuid, url: &str, now: DateTime<Utc>) -> Result<Room, AppError> {
    let row = find(tx, campaign).await?;
    let case = cases::find(tx, row.case_id).await?.ok_or(AppError::NotFound("case"))?;
    let case: Case = serde_json::from_str(&case.body)?;
    let decisions: Vec<DecisionView> =
        campaigns::decisions(tx, campaign).await?.iter().map(decision_view).collect::<Result<_, _>>()?;
    // One of an older draft is void, and one that is out is not what comes next. Of one that does not say which draft it is of, the
    // campaign's state tells.
    let newest = proofs::newest(tx, campaign).await?.filter(|newest| match newest.draft_version {
        Some(version) => version == row.version,
        None => row.state.0 != CampaignState::Draft,
    });
    let proof = newest.map(proof_view).transpose()?;
    let last_on = |id| decisions.iter().rfind(|decision| decision.proof_id == id);
    let decided = proof.as_ref().and_then(|proof| last_on(proof.id)).map(|decision| decision.act.lets_out());
    // What an exercise would have said is kept and goes to nobody.
    let untold = messages::of_campaign(tx, campaign).await?.into_iter().filter(|message| {
        message.recipient.starts_with("authority:") && !["sent", EXERCISE].contains(&message.state.as_str())
    });
    let entries = trail::lately(tx, campaign, MOST_LATELY).await?;
    let entries: Vec<_> = entries.into_iter().map(|sealed| sealed.entry).collect();
    let known = names(tx, entries.iter().map(|entry| entry.actor.clone())).await?;
    let lately = entries.into_iter().map(|entry| Lately {
        at: entry.at,
        who: known.get(&entry.actor).cloned(),
        act: entry.act,
    });
    Ok(Room {
        campaign: campaign_view(&row, url)?,
        age: case.person.age_on(today_in_brussels(now)),
        reference: case.reference,
        ledger: ledger(tx, campaign, MOST_OPEN, 0).await?,
        proof,
        decided,
        decision: decisions.last().cloned(),
        untold: untold.count(),
        lately: lately.collect(),
    })
}
