//! What the trail says must be in the bundle, and what became of the campaign: decisions in their order, each with its signature,
//! and nothing gone out but under them.

use super::{BundleFault, Consented, Registration, TrailStretch};
use crate::SignedDecision;
use childalert_domain::{Decision, Digest, TrailEntry, mandate};
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What the bundle is about.
pub(super) struct About {
    pub case: Uuid,
    pub campaign: Uuid,
    pub proof: Digest,
}

/// How a campaign ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: DateTime<Utc>,
    /// The reason's code, such as `found_safe`.
    pub reason: String,
    /// By whom: a role and an id, or `service`.
    pub by: String,
}

/// What became of a campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// When it went out.
    pub launched_at: Option<DateTime<Utc>>,
    /// Until when the decisions let it be out; the last time that was said.
    pub until: Option<DateTime<Utc>>,
    /// When it was taken back.
    pub ended: Option<Ended>,
}

/// Follows the trail through decisions and launches: what became of the campaign, and what does not hold.
pub(super) fn follow(
    decisions: &[SignedDecision],
    registrations: &[Registration],
    trail: &TrailStretch,
    about: &About,
) -> (History, Vec<BundleFault>) {
    let mut faults = Vec::new();
    let mut history = History::default();
    let mut so_far: Vec<Decision> = Vec::new();
    let mut open: Vec<(usize, &SignedDecision)> = decisions.iter().enumerate().collect();
    for entry in trail.entries().filter(|entry| entry.campaign == Some(about.campaign)) {
        match entry.act.as_str() {
            "campaign.decide" => {
                let place = open.iter().position(|(_, decision)| is_of(entry, decision));
                match place.map(|place| open.remove(place)) {
                    Some((index, decision)) => {
                        let wrong = unsound(decision, registrations, entry, about);
                        let named = |reason| BundleFault::Decision { number: index + 1, reason };
                        faults.extend(wrong.into_iter().map(named));
                        so_far.push(decided(decision, entry.at));
                    }
                    None => faults.push(BundleFault::DecisionMissing(entry.seq)),
                }
                if let Some(mandate) = mandate(&so_far, about.proof) {
                    history.until = Some(mandate.until);
                }
            }
            "campaign.launch" | "campaign.update" => {
                let lets_out = super::stretch::version(entry).and_then(|digest| mandate(&so_far, digest));
                if lets_out.is_none_or(|mandate| entry.at >= mandate.until) {
                    faults.push(BundleFault::WentOut(entry.seq));
                }
                history.launched_at.get_or_insert(entry.at);
            }
            "campaign.retract" => {
                let (reason, by) = (entry.reason.clone(), entry.actor.clone());
                history.ended.get_or_insert(Ended { at: entry.at, reason, by });
            }
            _ => {}
        }
    }
    for (index, decision) in open {
        let mut reasons: Vec<String> = signature_fault(decision).into_iter().collect();
        if decision.statement.campaign != about.campaign {
            reasons.push("it is about another campaign".to_owned());
        }
        if reasons.is_empty() {
            reasons.push("the trail does not have it".to_owned());
        }
        let named = |reason| BundleFault::Decision { number: index + 1, reason };
        faults.extend(reasons.into_iter().map(named));
    }
    let lets_out = |decision: &SignedDecision| {
        decision.statement.act.lets_out() && decision.statement.proof == about.proof
    };
    if !decisions.iter().any(lets_out) {
        faults.push(BundleFault::NotDecided);
    }
    (history, faults)
}

/// The versions that went out, without the one that the bundle is about.
pub(super) fn were_out(trail: &TrailStretch, about: &About) -> BTreeSet<Digest> {
    let mut out = trail.went_out(about.campaign);
    out.remove(&about.proof);
    out
}

/// Whether an entry says that this was decided.
fn is_of(entry: &TrailEntry, decision: &SignedDecision) -> bool {
    let statement = &decision.statement;
    statement.digest().is_ok_and(|digest| entry.detail == format!("{} {digest}", statement.proof))
}

fn decided(decision: &SignedDecision, at: DateTime<Utc>) -> Decision {
    let statement = &decision.statement;
    Decision {
        act: statement.act,
        digest: statement.proof,
        reasons: statement.reasons.clone(),
        at,
        until: statement.until,
    }
}

fn signature_fault(decision: &SignedDecision) -> Option<String> {
    decision.check().err().map(|fault| fault.to_string())
}

/// Why a decision that the trail has does not hold.
fn unsound(
    decision: &SignedDecision,
    registrations: &[Registration],
    entry: &TrailEntry,
    about: &About,
) -> Vec<String> {
    let mut reasons: Vec<String> = signature_fault(decision).into_iter().collect();
    let statement = &decision.statement;
    if statement.campaign != about.campaign {
        reasons.push("it is about another campaign".to_owned());
    }
    if entry.actor.rsplit(':').next() != Some(statement.decider.to_string().as_str()) {
        reasons.push("the trail says that somebody else decided".to_owned());
    }
    // Who the passkey belongs to is what the service wrote down when it was registered.
    let registered = registrations.iter().map(|registration| &registration.sealed.entry).any(|added| {
        added.act == "passkey.add"
            && added.subject == statement.decider
            && added.seq < entry.seq
            && added.detail == decision.key.fingerprint().to_string()
    });
    if !registered {
        reasons.push("the trail does not say that the passkey is the decider's".to_owned());
    }
    reasons
}

/// Entries of the campaign or on its case that must have been left out, by their numbers in the thread.
pub(super) fn left_out(trail: &TrailStretch, about: &About) -> Vec<BundleFault> {
    let (mut of_campaign, mut of_case) = (0, 0);
    let mut faults = Vec::new();
    for entry in trail.entries().filter(|entry| !entry.is_look()) {
        let last = match entry.campaign {
            Some(campaign) if campaign == about.campaign => &mut of_campaign,
            None if entry.subject == about.case => &mut of_case,
            _ => {
                faults.push(BundleFault::Place(entry.seq));
                continue;
            }
        };
        if entry.nth != *last + 1 {
            faults.push(BundleFault::LeftOut(entry.seq));
        }
        *last = entry.nth;
    }
    faults
}

/// Acts that record a paper, with its id and digest as their detail.
const RECORDS: [&str; 6] = [
    "consent.record",
    "consent.give",
    "consent.withdraw",
    "consent.deny",
    "consent.refuse",
    "override.record",
];

/// Papers that are not as the trail recorded them last, and those that it recorded and that are not there.
pub(super) fn paper_faults(papers: &[Consented], trail: &TrailStretch) -> Vec<BundleFault> {
    let mut recorded: BTreeMap<Uuid, &str> = BTreeMap::new();
    for entry in trail.entries().filter(|entry| RECORDS.contains(&entry.act.as_str())) {
        if let Some((id, digest)) = entry.detail.split_once(' ')
            && let Ok(id) = id.parse()
        {
            recorded.insert(id, digest);
        }
    }
    let mut faults = Vec::new();
    for paper in papers {
        let digest = Consented::digest(&paper.salt, &paper.body).to_string();
        if recorded.remove(&paper.id) != Some(digest.as_str()) {
            faults.push(BundleFault::Consent(paper.id));
        }
    }
    faults.extend(recorded.into_keys().map(BundleFault::ConsentMissing));
    faults
}
