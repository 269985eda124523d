//! What a magistrate sees: what waits for a decision, what is live, what they decided; and one campaign with everything that a
//! decision rests on.

use super::show::{all_decisions, decision_view, find, thaw};
use crate::cases::case_file;
use crate::once::{Act, record};
use crate::views::DecisionView;
use crate::{Actor, App, AppError, today_in_brussels};
use childalert_domain::{
    CampaignState, Case, Consent, Criterion, Digest, Heard, Kind, MOST_EXTENSIONS, Override, ProofContent,
    mandate,
};
use childalert_store::campaigns::{self, CampaignRow};
use childalert_store::{Tx, proofs};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A campaign in a list.
pub struct DeskEntry {
    /// Its id.
    pub campaign: Uuid,
    /// The case's number.
    pub reference: String,
    /// What kind.
    pub kind: Kind,
    /// Since when it waits, or is live.
    pub since: DateTime<Utc>,
    /// Until when it is live.
    pub until: Option<DateTime<Utc>>,
}

/// A magistrate's desk.
pub struct Desk {
    /// Proofs that nobody has decided on, the oldest first.
    pub waiting: Vec<DeskEntry>,
    /// What is live, the one that ends first first.
    pub live: Vec<DeskEntry>,
    /// Their own decisions, the newest first.
    pub mine: Vec<(String, DecisionView)>,
}

/// One campaign, as it is decided on.
pub struct Sheet {
    /// Its id.
    pub campaign: Uuid,
    /// Where it stands.
    pub state: CampaignState,
    /// The case.
    pub case: Case,
    /// Age in whole years today.
    pub age: i32,
    /// The criteria that hold.
    pub criteria: Vec<Criterion>,
    /// Who was heard, the last word of each as it was recorded.
    pub heard: Vec<Heard>,
    /// Whether it shows another photo than the authorities' own.
    pub other_photo: bool,
    /// Consents.
    pub consents: Vec<Consent>,
    /// Overrides for this campaign.
    pub overrides: Vec<Override>,
    /// The proof.
    pub proof: Uuid,
    /// Its digest.
    pub digest: Digest,
    /// What would go out, or is out.
    pub content: ProofContent,
    /// When the mandate ends, while it is live.
    pub until: Option<DateTime<Utc>>,
    /// Whether it can be extended once more.
    pub extendable: bool,
    /// Decisions so far.
    pub decisions: Vec<DecisionView>,
}

/// Campaigns that are looked through for the desk.
const MOST: i64 = 200;
/// Own decisions shown.
const MOST_MINE: usize = 30;

impl App {
    /// The desk of a magistrate. Numbers and kinds only: no name is shown before one is opened.
    pub async fn magistrates_desk(&self, actor: &Actor) -> Result<Desk, AppError> {
        let by = actor.to_string();
        self.inner
            .store
            .read(move |tx| {
                Box::pin(async move {
                    let mut desk = Desk { waiting: Vec::new(), live: Vec::new(), mine: Vec::new() };
                    for row in campaigns::list(tx, MOST, 0).await? {
                        let reference = reference(tx, row.case_id).await?;
                        for decision in campaigns::decisions(tx, row.id).await? {
                            if decision.decided_by == by {
                                desk.mine.push((reference.clone(), decision_view(&decision)?));
                            }
                        }
                        match row.state.0 {
                            CampaignState::Live => desk.live.push(entry(&row, reference, row.launched_at)?),
                            CampaignState::Proposed => {
                                let newest = proofs::newest(tx, row.id).await?;
                                if let Some(frozen) = newest.and_then(|proof| proof.frozen_at) {
                                    desk.waiting.push(entry(&row, reference, Some(frozen))?);
                                }
                            }
                            _ => {}
                        }
                    }
                    desk.waiting.sort_by_key(|entry| entry.since);
                    desk.live.sort_by_key(|entry| entry.until);
                    desk.mine.sort_by_key(|(_, decision)| std::cmp::Reverse(decision.at));
                    desk.mine.truncate(MOST_MINE);
                    Ok(desk)
                })
            })
            .await
    }

    /// One campaign with all that a decision rests on. The look is noted.
    pub async fn sheet(&self, actor: &Actor, request: &str, campaign: Uuid) -> Result<Sheet, AppError> {
        let (inner, now) = (self.inner.clone(), self.inner.clock.now());
        let (by, request) = (actor.to_string(), request.to_owned());
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    tx.comes_from(request);
                    let row = find(tx, campaign).await?;
                    let found = match row.live_proof {
                        Some(live) => proofs::find(tx, live).await?,
                        None => proofs::newest(tx, campaign).await?,
                    };
                    let found = found.ok_or(AppError::NotFound("proof"))?;
                    let proof_id = found.id;
                    let proof = thaw(found)?.ok_or(AppError::NotFound("proof"))?;
                    let file = case_file(tx, row.case_id).await?;
                    let decided = all_decisions(tx, campaign).await?;
                    let standing = mandate(&decided, proof.digest());
                    let live = row.state.0 == CampaignState::Live;
                    let within = proof.content().kind != Kind::ChildAlert
                        || standing.is_some_and(|mandate| mandate.extensions < MOST_EXTENSIONS);
                    let age = file.case.person.age_on(today_in_brussels(now));
                    let mut criteria: Vec<Criterion> =
                        file.case.criteria.iter().map(|held| held.criterion).collect();
                    criteria.retain(|criterion| *criterion != Criterion::Under13);
                    if age < 13 {
                        criteria.insert(0, Criterion::Under13);
                    }
                    let act = Act {
                        actor: &by,
                        act: "case.look",
                        subject: row.case_id,
                        campaign: Some(campaign),
                        reason: "decide",
                        detail: String::new(),
                    };
                    record(tx, inner.ids.id(), now, act);
                    let overrides =
                        file.overrides()?.into_iter().filter(|o| o.campaign == campaign).collect();
                    let decisions = campaigns::decisions(tx, campaign).await?;
                    Ok(Sheet {
                        campaign,
                        state: row.state.0,
                        age,
                        criteria,
                        heard: file.concertation()?.0,
                        other_photo: other_than_official(
                            &file.case,
                            proof.content().photos.iter().map(|photo| photo.sha256.to_string()),
                        ),
                        consents: file.consents()?,
                        overrides,
                        case: file.case,
                        proof: proof_id,
                        digest: proof.digest(),
                        content: proof.content().clone(),
                        until: row.until.filter(|_| live),
                        extendable: live && within,
                        decisions: decisions.iter().map(decision_view).collect::<Result<_, _>>()?,
                    })
                })
            })
            .await
    }
}

/// Whether a notice shows another photo than the authorities' own (P 2.3.3.1).
pub(super) fn other_than_official(case: &Case, mut photos: impl Iterator<Item = String>) -> bool {
    case.official_photo.as_ref().is_some_and(|official| !photos.any(|photo| photo == *official))
}

fn entry(row: &CampaignRow, reference: String, since: Option<DateTime<Utc>>) -> Result<DeskEntry, AppError> {
    let draft: childalert_domain::CampaignDraft = serde_json::from_str(&row.body)?;
    Ok(DeskEntry {
        campaign: row.id,
        reference,
        kind: draft.kind,
        since: since.unwrap_or(row.updated_at),
        until: row.until,
    })
}

async fn reference(tx: &mut Tx, case: Uuid) -> Result<String, AppError> {
    let row = childalert_store::cases::find(tx, case).await?.ok_or(AppError::NotFound("case"))?;
    Ok(row.reference)
}
