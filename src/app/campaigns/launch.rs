//! The launch: campaign, every placement and every doorbell in one transaction.

use super::plan::plan_placements;
use super::show::{all_decisions, campaign_view, find, thaw};
use crate::cases::case_file;
use crate::messages::{About, Template, tell_authorities};
use crate::once::{Act, record};
use crate::views::CampaignView;
use crate::{App, AppError, Request, today_in_brussels};
use childalert_domain::{CampaignMove, Dossier, Refusal, Rule, launch};
use childalert_store::{campaigns, proofs};
use uuid::Uuid;

impl App {
    /// Launches a decided campaign, if every rule agrees at this moment. Everything that is missing is listed.
    pub async fn launch(&self, request: &Request, campaign: Uuid) -> Result<CampaignView, AppError> {
        let entry = self.inner.ids.id();
        let actor = request.actor.to_string();
        let inner = self.inner.clone();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                // The case first: a consent withdrawn at this moment is either seen here, or sees this campaign live.
                let case = find(tx, campaign).await?.case_id;
                tx.own_case(case).await?;
                tx.own_campaign(campaign).await?;
                let row = find(tx, campaign).await?;
                let file = case_file(tx, row.case_id).await?;
                let newest = proofs::newest(tx, campaign).await?;
                let proof_id = newest.as_ref().map(|proof| proof.id);
                let proof = newest.map(thaw).transpose()?.flatten();
                let decision = all_decisions(tx, campaign).await?.pop();
                let (declaration, consents) = (file.declaration()?, file.consents()?);
                let denials = file.denials()?;
                let (overrides, concertation) = (file.overrides()?, file.concertation()?);
                let leave = launch(&Dossier {
                    case: &file.case,
                    declaration: declaration.as_ref(),
                    consents: &consents,
                    denials: &denials,
                    overrides: &overrides,
                    concertation: &concertation,
                    state: row.state.0,
                    proof: proof.as_ref(),
                    decision: decision.as_ref(),
                    no_longer: file.no_longer(),
                    now,
                    today: today_in_brussels(now),
                })
                .map_err(AppError::Refused)?;
                let (Some(proof), Some(proof_id)) = (proof, proof_id) else {
                    return Err(Refusal::at(Rule::NO_PROOF, "proof", "").into());
                };
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
                let content = proof.content();
                let facts = [
                    ("reference", content.reference.clone()),
                    ("kind", content.kind.name().to_owned()),
                    ("until", leave.until().to_rfc3339()),
                    ("digest", proof.digest().to_string()),
                    ("link", crate::site::check_url(&inner.settings.public_url, &content.code)),
                ];
                let about = About { case: Some(case), campaign: Some(campaign), facts: facts.into() };
                tell_authorities(tx, &inner, Template::Launch, &about, now).await?;
                campaign_view(&live, &inner.settings.public_url)
            })
        })
        .await
    }
}
