//! Everything that shows a publication was lawful, put together to be checked elsewhere.

use super::show::{find, thaw};
use crate::accounts::CONSOLE;
use crate::once::{Act, record};
use crate::{App, AppError};
use childalert_domain::{Digest, Proof, Refusal, Rule, Sealed};
use childalert_store::cases::{self, PaperKind};
use childalert_store::{Tx, campaigns, proofs, trail};
use childalert_trust::{Bundle, BundleItem, Consented, SignedDecision, TrailExtract};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What the database has of it; the files follow.
struct Papers {
    proof: Proof,
    consents: Vec<Consented>,
    decisions: Vec<SignedDecision>,
    trail: Vec<TrailExtract>,
}

impl App {
    /// The evidence of a campaign: its proof (the one that is or was out, or else the newest), with files, consents, decisions and
    /// the trail.
    pub async fn evidence(&self, campaign: Uuid) -> Result<Bundle, AppError> {
        let papers =
            self.inner.store.read(move |tx| Box::pin(async move { papers(tx, campaign).await })).await?;
        let content = papers.proof.content();
        let mut items = Vec::new();
        for file in &content.files {
            items.push(self.item(format!("files/{}", file.name), file.sha256).await?);
        }
        for photo in &content.photos {
            items.push(self.item(format!("photos/{}.jpg", photo.sha256), photo.sha256).await?);
        }
        let Papers { proof, consents, decisions, trail } = papers;
        Ok(Bundle { proof, items, consents, decisions, trail })
    }

    /// Notes that the evidence was taken out: it holds the child's name and face.
    pub async fn evidence_taken(&self, campaign: Uuid) -> Result<(), AppError> {
        let (inner, now) = (self.inner.clone(), self.inner.clock.now());
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    let act = Act {
                        actor: CONSOLE,
                        act: "proof.export",
                        subject: campaign,
                        campaign: Some(campaign),
                        reason: "",
                        detail: String::new(),
                    };
                    record(tx, inner.ids.id(), now, act);
                    Ok(())
                })
            })
            .await
    }

    async fn item(&self, name: String, sha256: Digest) -> Result<BundleItem, AppError> {
        Ok(BundleItem { name, bytes: self.inner.files.get(sha256).await?.to_vec() })
    }
}

async fn papers(tx: &mut Tx, campaign: Uuid) -> Result<Papers, AppError> {
    let row = find(tx, campaign).await?;
    let found = match row.live_proof {
        Some(live) => proofs::find(tx, live).await?,
        None => proofs::newest(tx, campaign).await?,
    };
    let missing = || Refusal::at(Rule::NO_PROOF, "proof", "");
    let found = found.ok_or_else(missing)?;
    let proof_id = found.id;
    let proof = thaw(found)?.ok_or_else(missing)?;
    let mut decisions = Vec::new();
    for decision in campaigns::decisions(tx, campaign).await? {
        if decision.proof_id == proof_id && !decision.signed.is_empty() {
            decisions.push(serde_json::from_str::<SignedDecision>(&decision.signed)?);
        }
    }
    let mut consents = Vec::new();
    for paper in cases::papers(tx, row.case_id).await? {
        if [PaperKind::Consent.name(), PaperKind::Override.name()].contains(&paper.kind.as_str()) {
            consents.push(Consented { id: paper.id, body: paper.body, salt: paper.salt });
        }
    }
    // In the order of the trail, each once.
    let mut entries: BTreeMap<i64, Sealed> = BTreeMap::new();
    let mut add =
        |found: Vec<Sealed>| entries.extend(found.into_iter().map(|sealed| (sealed.entry.seq, sealed)));
    add(trail::of_campaign(tx, campaign).await?);
    // What was done in the case, not who looked at it.
    let of_case = trail::of_subject(tx, row.case_id).await?;
    add(of_case.into_iter().filter(|sealed| !sealed.entry.act.ends_with(".look")).collect());
    for decision in &decisions {
        let of_decider = trail::of_subject(tx, decision.statement.decider).await?;
        add(of_decider.into_iter().filter(|sealed| sealed.entry.act == "passkey.add").collect());
    }
    let mut extracts = Vec::new();
    for sealed in entries.into_values() {
        extracts.push(TrailExtract { previous: trail::seal_before(tx, sealed.entry.seq).await?, sealed });
    }
    Ok(Papers { proof, consents, decisions, trail: extracts })
}
