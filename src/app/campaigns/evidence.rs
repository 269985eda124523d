//! Everything that shows a publication was lawful, put together to be checked elsewhere.

use super::show::{find, thaw};
use crate::accounts::CONSOLE;
use crate::once::{Act, record};
use crate::{App, AppError};
use childalert_domain::{Digest, Proof, Refusal, Rule, TrailHead};
use childalert_store::cases::{self, PaperKind};
use childalert_store::{Tx, campaigns, proofs, trail};
use childalert_trust::{
    Bundle, BundleItem, Consented, Link, Registration, SignedDecision, TrailStretch, folder_of,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Entries read at once.
const PAGE: i64 = 1000;

/// What the database has of it; the files follow.
struct Papers {
    case: Uuid,
    proof: Proof,
    older: Vec<Proof>,
    consents: Vec<Consented>,
    decisions: Vec<SignedDecision>,
    trail: TrailStretch,
    registrations: Vec<Registration>,
}

impl App {
    /// The evidence of a campaign: its proof (the one that is or was out last, or else the newest) and every version that was out
    /// before it, with files, consents, decisions and the trail.
    pub async fn evidence(&self, campaign: Uuid) -> Result<Bundle, AppError> {
        let papers =
            self.inner.store.read(move |tx| Box::pin(async move { papers(tx, campaign).await })).await?;
        let mut items = self.items(&papers.proof, "").await?;
        for older in &papers.older {
            items.extend(self.items(older, &folder_of(older.digest())).await?);
        }
        let Papers { case, proof, older, consents, decisions, trail, registrations } = papers;
        Ok(Bundle { case, proof, older, items, consents, decisions, trail, registrations })
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

    async fn items(&self, proof: &Proof, folder: &str) -> Result<Vec<BundleItem>, AppError> {
        let content = proof.content();
        let mut items = Vec::new();
        for file in &content.files {
            items.push(self.item(format!("{folder}files/{}", file.name), file.sha256).await?);
        }
        for photo in &content.photos {
            items.push(self.item(format!("{folder}photos/{}.jpg", photo.sha256), photo.sha256).await?);
        }
        Ok(items)
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
    let proof = thaw(found)?.ok_or_else(missing)?;
    let mut decisions = Vec::new();
    for decision in campaigns::decisions(tx, campaign).await? {
        if !decision.signed.is_empty() {
            decisions.push(serde_json::from_str::<SignedDecision>(&decision.signed)?);
        }
    }
    let kinds = [PaperKind::Consent, PaperKind::Denied, PaperKind::Override].map(PaperKind::name);
    let mut consents = Vec::new();
    for paper in cases::papers(tx, row.case_id).await? {
        if kinds.contains(&paper.kind.as_str()) {
            consents.push(Consented { id: paper.id, body: paper.body, salt: paper.salt });
        }
    }
    let registrations = registrations(tx, &decisions).await?;
    let (case, trail) = (row.case_id, stretch(tx, campaign, row.case_id).await?);
    let mut older = Vec::new();
    let out = trail.went_out(campaign);
    for row in proofs::of_campaign(tx, campaign).await? {
        match thaw(row)? {
            Some(version) if version.digest() != proof.digest() && out.contains(&version.digest()) => {
                older.push(version);
            }
            _ => {}
        }
    }
    Ok(Papers { case, proof, older, consents, decisions, trail, registrations })
}

/// The trail from the case's first entry to the newest one: what was done in the campaign and on the case, and the digests of all
/// else. Who only looked at the case is left out.
async fn stretch(tx: &mut Tx, campaign: Uuid, case: Uuid) -> Result<TrailStretch, AppError> {
    let first = trail::first_of(tx, campaign, case).await?.unwrap_or(1);
    let before = TrailHead { seq: first - 1, hash: trail::seal_before(tx, first).await? };
    let mut links = Vec::new();
    let mut seq = before.seq;
    loop {
        let page = trail::after(tx, seq, PAGE).await?;
        let Some(last) = page.last() else { break };
        seq = last.entry.seq;
        for sealed in page {
            let entry = &sealed.entry;
            let of_case = entry.campaign.is_none() && entry.subject == case && !entry.is_look();
            links.push(match entry.campaign == Some(campaign) || of_case {
                true => Link::Entry(sealed),
                false => Link::Other(entry.digest()?),
            });
        }
    }
    Ok(TrailStretch { before, links })
}

/// The entries that registered the passkeys of those who decided.
async fn registrations(tx: &mut Tx, decisions: &[SignedDecision]) -> Result<Vec<Registration>, AppError> {
    let deciders: BTreeSet<Uuid> = decisions.iter().map(|decision| decision.statement.decider).collect();
    let mut registrations = Vec::new();
    for decider in deciders {
        for sealed in trail::of_subject(tx, decider, "passkey.add").await? {
            let previous = trail::seal_before(tx, sealed.entry.seq).await?;
            registrations.push(Registration { previous, sealed });
        }
    }
    Ok(registrations)
}
