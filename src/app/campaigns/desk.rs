//! What a magistrate sees: what waits for a decision, what is live, what they decided; and one campaign with everything that a
//! decision rests on.

use super::reach::{ReachOf, reach};
use super::show::{all_decisions, decision_view, find, thaw};
use crate::cases::case_file;
use crate::copies::names;
use crate::once::{Act, record};
use crate::views::DecisionView;
use crate::{Actor, App, AppError, today_in_brussels};
use childalert_domain::{
    CampaignState, Case, Consent, ConsentDenied, Criterion, Decision, Digest, Heard, Kind, MOST_EXTENSIONS,
    Override, ProofContent, mandate, standing_consents,
};
use childalert_store::campaigns::{self, CampaignRow};
use childalert_store::proofs::ProofRow;
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
    /// The proof is a newer version than the one that is out.
    pub newer: bool,
    /// Of the one that is out: a newer version waits.
    pub newer_waits: bool,
    /// The newer version was decided on, and is not out yet.
    pub newer_decided: bool,
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
    /// Consents that count.
    pub consents: Vec<Consent>,
    /// Consents that were taken back.
    pub withdrawn: Vec<Consent>,
    /// Who refused, or could not be asked.
    pub denials: Vec<ConsentDenied>,
    /// Overrides for this campaign.
    pub overrides: Vec<Override>,
    /// The proof.
    pub proof: Uuid,
    /// Its digest.
    pub digest: Digest,
    /// What would go out, or is out.
    pub content: ProofContent,
    /// How far each channel reaches.
    pub reach: Vec<ReachOf>,
    /// Who put it to the magistrate, by name where they have an account; and when.
    pub asked: (Option<String>, DateTime<Utc>),
    /// Who edited it last, by name where they have an account.
    pub prepared_by: Option<String>,
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
                            CampaignState::Live => {
                                if let Some((newer, false)) = newer_version(tx, &row).await? {
                                    let waiting = entry(&row, reference.clone(), newer.frozen_at)?;
                                    desk.waiting.push(DeskEntry { until: None, ..waiting });
                                }
                                desk.live.push(entry(&row, reference, row.launched_at)?);
                            }
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
    /// Of a newer version that waits, or else of what is out; `out`: of that in any case.
    pub async fn sheet(
        &self,
        actor: &Actor,
        request: &str,
        campaign: Uuid,
        out: bool,
    ) -> Result<Sheet, AppError> {
        let (inner, now) = (self.inner.clone(), self.inner.clock.now());
        let (by, request) = (actor.to_string(), request.to_owned());
        let mut sheet: Sheet = self
            .inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    tx.comes_from(request);
                    let row = find(tx, campaign).await?;
                    let next = newer_version(tx, &row).await?;
                    let newer_waits = next.is_some();
                    let newer_decided = next.as_ref().is_some_and(|(_, decided)| *decided);
                    let found = match (next.filter(|_| !out), row.live_proof) {
                        (Some((newer, _)), _) => Some(newer),
                        (None, Some(live)) => proofs::find(tx, live).await?,
                        (None, None) => proofs::newest(tx, campaign).await?,
                    };
                    let newer = newer_waits && !out;
                    let found = found.ok_or(AppError::NotFound("proof"))?;
                    let proof_id = found.id;
                    let (ordered_by, ordered_at) = (found.ordered_by.clone(), found.ordered_at);
                    let known = names(tx, [ordered_by.clone(), row.edited_by.clone()].into_iter()).await?;
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
                    Ok::<_, AppError>(Sheet {
                        campaign,
                        state: row.state.0,
                        newer,
                        newer_waits: newer_waits && out,
                        newer_decided,
                        age,
                        criteria,
                        heard: file.concertation()?.0,
                        other_photo: other_than_official(
                            &file.case,
                            proof.content().photos.iter().map(|photo| photo.sha256.to_string()),
                        ),
                        consents: standing_consents(&file.consents()?, now).into_iter().cloned().collect(),
                        withdrawn: file
                            .consents()?
                            .into_iter()
                            .filter(|consent| consent.withdrawn_at.is_some())
                            .collect(),
                        denials: file.denials()?,
                        overrides,
                        case: file.case,
                        proof: proof_id,
                        digest: proof.digest(),
                        content: proof.content().clone(),
                        reach: Vec::new(),
                        asked: (known.get(&ordered_by).cloned(), ordered_at),
                        // Of an older version that is out while a newer one waits, only the newer one's is known.
                        prepared_by: known.get(&row.edited_by).filter(|_| !(newer_waits && out)).cloned(),
                        until: match (live, row.until) {
                            (true, Some(running)) if newer => Some(running.min(proof.content().until)),
                            (true, running) => running,
                            (false, _) => None,
                        },
                        extendable: live && within && !newer,
                        decisions: decisions.iter().map(decision_view).collect::<Result<_, _>>()?,
                    })
                })
            })
            .await?;
        // Volunteers are many: nobody who writes waits while they are counted.
        let proof = self.frozen(sheet.proof).await?;
        sheet.reach =
            self.inner.store.read(move |tx| Box::pin(async move { reach(tx, &proof).await })).await?;
        Ok(sheet)
    }
}

/// The newest version of a campaign of which an older one is out, as long as it may still go out; and whether that was decided.
pub(crate) async fn newer_version(
    tx: &mut Tx,
    row: &CampaignRow,
) -> Result<Option<(ProofRow, bool)>, AppError> {
    if row.state.0 != CampaignState::Live {
        return Ok(None);
    }
    let newest = proofs::newest(tx, row.id).await?.filter(|newest| {
        let edited_since = newest.draft_version != Some(row.version);
        newest.frozen_at.is_some() && row.live_proof != Some(newest.id) && !edited_since
    });
    let Some(newest) = newest else { return Ok(None) };
    let decisions = campaigns::decisions(tx, row.id).await?;
    let last = decisions.iter().rfind(|decision| decision.proof_id == newest.id);
    let last = last.map(|last| serde_json::from_str::<Decision>(&last.body)).transpose()?;
    Ok(match last {
        None => Some((newest, false)),
        Some(last) if last.act.lets_out() => Some((newest, true)),
        Some(_) => None,
    })
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
