//! The magistrate's decision over a proof.

use super::show::{decision_view, find, thaw};
use crate::once::{Act, record};
use crate::views::{DecisionOrder, DecisionView};
use crate::{App, AppError, Request};
use childalert_domain::{CampaignMove, Decision, DecisionAct, Digest, Refusal, Rule};
use childalert_store::campaigns::{self, DecisionRow};
use childalert_store::proofs;
use uuid::Uuid;

impl App {
    /// Decides over the campaign's newest proof, which the order must name by its digest: what was read is what is signed.
    pub async fn decide(
        &self,
        request: &Request,
        campaign: Uuid,
        order: DecisionOrder,
    ) -> Result<DecisionView, AppError> {
        let (id, entry) = (self.inner.ids.id(), self.inner.ids.id());
        let actor = request.actor.to_string();
        self.once(request, move |tx, now| {
            Box::pin(async move {
                tx.own_campaign(campaign).await?;
                let row = find(tx, campaign).await?;
                let newest = proofs::newest(tx, campaign)
                    .await?
                    .ok_or_else(|| Refusal::at(Rule::NO_PROOF, "proof", ""))?;
                let (proof_id, ordered_by) = (newest.id, newest.ordered_by.clone());
                let proof = thaw(newest)?.ok_or_else(|| Refusal::at(Rule::PROOF_NOT_FROZEN, "proof", ""))?;
                let digest: Digest = order
                    .digest
                    .parse()
                    .map_err(|_| Refusal::at(Rule::OLD_DIGEST, "digest", proof.digest().to_string()))?;
                let decision = Decision {
                    act: order.act,
                    digest,
                    reasons: order.reasons,
                    at: now,
                    until: order.until.unwrap_or(proof.content().until),
                };
                let mut refusals = decision.refusals(proof.digest(), proof.content().until);
                if [&row.edited_by, &ordered_by].contains(&&actor) {
                    refusals.push(Refusal::of(Rule::OWN_WORK));
                }
                let attempted = match decision.act {
                    DecisionAct::Approve | DecisionAct::Require => CampaignMove::Approve,
                    DecisionAct::Return => CampaignMove::Return,
                    DecisionAct::Oppose => CampaignMove::Oppose,
                };
                let state = match row.state.0.after(attempted) {
                    Ok(state) => state,
                    Err(refused) => {
                        refusals.push(refused.into());
                        row.state.0
                    }
                };
                if !refusals.is_empty() {
                    return Err(AppError::Refused(refusals));
                }
                let decided = DecisionRow {
                    id,
                    campaign_id: campaign,
                    proof_id,
                    body: serde_json::to_string(&decision)?,
                    decided_by: actor.clone(),
                    decided_at: now,
                };
                campaigns::insert_decision(tx, &decided).await?;
                campaigns::set_state(tx, campaign, row.state.0, state, now).await?;
                let detail = format!("{} {digest}", name(decision.act));
                let act = Act {
                    actor: &actor,
                    act: "campaign.decide",
                    subject: id,
                    campaign: Some(campaign),
                    detail,
                };
                record(tx, entry, now, act).await?;
                decision_view(&decided)
            })
        })
        .await
    }
}

fn name(act: DecisionAct) -> &'static str {
    match act {
        DecisionAct::Approve => "approve",
        DecisionAct::Require => "require",
        DecisionAct::Return => "return",
        DecisionAct::Oppose => "oppose",
    }
}
