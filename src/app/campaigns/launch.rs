//! The launch: campaign, every placement and every doorbell in one transaction.

use super::plan::plan_placements;
use super::show::{all_decisions, campaign_view, find, thaw};
use crate::cases::{CaseFile, case_file};
use crate::messages::{About, Template, tell_authorities};
use crate::once::{Act, record};
use crate::views::CampaignView;
use crate::{App, AppError, Conflict, Inner, Request, today_in_brussels};
use childalert_domain::{
    CampaignMove, Decision, Digest, Dossier, LaunchLeave, Proof, Refusal, Rule, Scope, coverage, launch,
    mandate,
};
use childalert_store::campaigns::CampaignRow;
use childalert_store::{Tx, campaigns, proofs};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A version of a campaign that every rule lets out.
pub(super) struct LetOut {
    /// The campaign as it stood.
    pub row: CampaignRow,
    pub proof_id: Uuid,
    pub proof: Proof,
    pub leave: LaunchLeave,
}

impl App {
    /// Launches a decided campaign, if every rule agrees at this moment. Everything that is missing is listed. `seen`: the digest of the
    /// proof that whoever launches looked at; another one does not go out by their order.
    pub async fn launch(
        &self,
        request: &Request,
        campaign: Uuid,
        seen: Option<Digest>,
    ) -> Result<CampaignView, AppError> {
        self.ends_compared().await?;
        let entry = self.inner.ids.id();
        let actor = request.actor.to_string();
        let inner = self.inner.clone();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                let LetOut { row, proof_id, proof, leave } =
                    let_out(tx, campaign, (CampaignMove::Launch, seen), now).await?;
                if !campaigns::launch(tx, campaign, proof_id, leave.until(), now).await? {
                    let refused = row.state.0.after(CampaignMove::Launch).err();
                    return Err(refused.map_or(AppError::InProgress, |refused| Refusal::from(refused).into()));
                }
                let live = find(tx, campaign).await?;
                let copies = plan_placements(tx, &inner, &live, proof_id, &proof, now).await?;
                let detail = format!("{} {copies}", proof.digest());
                let act = Act {
                    actor: &actor,
                    act: "campaign.launch",
                    subject: campaign,
                    campaign: Some(campaign),
                    reason: "",
                    detail,
                };
                record(tx, entry, now, act);
                say(tx, &inner, Template::Launch, &live, &proof, now).await?;
                campaign_view(&live, &inner.settings.public_url)
            })
        })
        .await
    }
}

/// Asks every rule whether the newest proof may go out now, alone with the case and the campaign. `seen`: it must be this one.
pub(super) async fn let_out(
    tx: &mut Tx,
    campaign: Uuid,
    (moved, seen): (CampaignMove, Option<Digest>),
    now: DateTime<Utc>,
) -> Result<LetOut, AppError> {
    // The case first: a consent withdrawn at this moment is either seen here, or sees this campaign live.
    let case = find(tx, campaign).await?.case_id;
    tx.own_case(case).await?;
    tx.own_campaign(campaign).await?;
    let row = find(tx, campaign).await?;
    let (file, newest) = (case_file(tx, row.case_id).await?, newest(tx, &row).await?);
    let leave = weigh(tx, &file, &row, &newest, moved, now).await?;
    let Newest { id: Some(proof_id), proof: Some(proof), .. } = newest else {
        return Err(Refusal::at(Rule::NO_PROOF, "proof", "").into());
    };
    if seen.is_some_and(|seen| seen != proof.digest()) {
        return Err(AppError::Conflict(Conflict::Stale));
    }
    Ok(LetOut { row, proof_id, proof, leave })
}

/// The newest proof of a campaign: what goes out next.
pub(super) struct Newest {
    id: Option<Uuid>,
    /// The version of the draft that it was ordered of.
    draft_version: Option<i64>,
    /// Once it is frozen.
    pub proof: Option<Proof>,
}

pub(super) async fn newest(tx: &mut Tx, row: &CampaignRow) -> Result<Newest, AppError> {
    let newest = proofs::newest(tx, row.id).await?;
    Ok(Newest {
        id: newest.as_ref().map(|newest| newest.id),
        draft_version: newest.as_ref().and_then(|newest| newest.draft_version),
        proof: newest.map(thaw).transpose()?.flatten(),
    })
}

/// Asks every rule whether it may go out now. Unless the caller is alone with the case and the campaign, the answer holds for this
/// moment only.
pub(super) async fn weigh(
    tx: &mut Tx,
    file: &CaseFile,
    row: &CampaignRow,
    newest: &Newest,
    moved: CampaignMove,
    now: DateTime<Utc>,
) -> Result<LaunchLeave, AppError> {
    let (campaign, proof) = (row.id, newest.proof.as_ref());
    if moved == CampaignMove::Update && !row.state.0.retracted() {
        if newest.id == row.live_proof {
            return Err(Refusal::at(Rule::NOTHING_NEWER, "proof", "").into());
        }
        // Before a launch the campaign's state says so; while it is out, the draft moves on beside it.
        if newest.id.is_some() && newest.draft_version != Some(row.version) {
            return Err(Refusal::at(Rule::VERSION_OVER, "proof", "").into());
        }
    }
    let decisions = all_decisions(tx, campaign).await?;
    // While a version is out, decisions over it do not speak of the next.
    let of_this = proof.filter(|_| moved == CampaignMove::Update).map(Proof::digest);
    let decision = decisions.iter().rfind(|decision| of_this.is_none_or(|digest| decision.digest == digest));
    let (declaration, consents) = (file.declaration()?, file.consents()?);
    let denials = file.denials()?;
    let (overrides, concertation) = (file.overrides()?, file.concertation()?);
    // What is out may have been extended since the newer version was decided on: then that one may be out as long, where whoever
    // agreed to it agreed to that.
    let extended = of_this.and_then(|digest| mandate(&decisions, digest)).zip(proof);
    let extended =
        extended.map(|(mandate, proof)| (mandate, Scope { until: mandate.until, ..proof.content().scope() }));
    let longer = extended.filter(|(mandate, wanted)| {
        mandate.required || coverage(&consents, &denials, &overrides, campaign, wanted, now).is_empty()
    });
    let decision = decision.cloned().map(|decision| match &longer {
        Some((mandate, _)) if decision.act.lets_out() => {
            Decision { until: decision.until.max(mandate.until), ..decision }
        }
        _ => decision,
    });
    launch(&Dossier {
        case: &file.case,
        declaration: declaration.as_ref(),
        consents: &consents,
        denials: &denials,
        overrides: &overrides,
        concertation: &concertation,
        state: row.state.0,
        moved,
        proof,
        decision: decision.as_ref(),
        no_longer: file.no_longer(),
        now,
        today: today_in_brussels(now),
    })
    .map_err(AppError::Refused)
}

/// Tells the authorities what goes out.
pub(super) async fn say(
    tx: &mut Tx,
    inner: &Inner,
    template: Template,
    live: &CampaignRow,
    proof: &Proof,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    let content = proof.content();
    let facts = [
        ("reference", content.reference.clone()),
        ("kind", content.kind.name().to_owned()),
        ("when", now.to_rfc3339()),
        ("until", live.until.unwrap_or(content.until).to_rfc3339()),
        ("digest", proof.digest().to_string()),
        ("link", crate::site::check_url(&inner.settings.public_url, &content.code)),
    ];
    let about = About { case: Some(live.case_id), campaign: Some(live.id), facts: facts.into() };
    tell_authorities(tx, inner, template, &about, now).await
}
