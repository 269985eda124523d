//! Rows to write: complete, with invented content, each with its own id.

use crate::write;
use childalert_domain::{CampaignState, PlacementState};
use childalert_store::Store;
use childalert_store::campaigns::{self, CampaignRow};
use childalert_store::cases::{self, CaseRow};
use childalert_store::outbox::Bell;
use childalert_store::placements::{self, PlacementRow, State};
use childalert_store::proofs::{self, ProofRow};
use childalert_store::trail::Entry;
use childalert_store::volunteers::VolunteerRow;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// Scripts, signs and quotes that a careless layer would spoil.
pub const WORDS: &str = "Zoë d'Ydewalle-Łukasz \u{1f9d2}\u{1f3fd} «Ἀθηνᾶ» \"李\" \\ مريم\n\tß % _ $1 ?";

/// An id that no other call gives.
pub fn id() -> Uuid {
    static IDS: AtomicU64 = AtomicU64::new(1);
    // Spread over all bits, as real ids are.
    let number = u128::from(IDS.fetch_add(1, Ordering::Relaxed));
    Uuid::from_u128(number.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))
}

/// A moment, in microseconds after a fixed one with all six decimals.
pub fn at(microseconds: i64) -> DateTime<Utc> {
    let start = DateTime::from_timestamp(1_793_689_200, 123_457_000).expect("the moment exists");
    start + TimeDelta::microseconds(microseconds)
}

/// A moment, in whole seconds after the same one.
pub fn second(seconds: i64) -> DateTime<Utc> {
    at(seconds * 1_000_000)
}

/// A case.
pub fn case() -> CaseRow {
    let id = id();
    CaseRow {
        id,
        reference: format!("ref-{id}"),
        body: WORDS.to_owned(),
        drill: false,
        version: 1,
        created_at: at(0),
        updated_at: at(1),
    }
}

/// A campaign of a case, as [`campaigns::insert`] takes it: never launched, never ended.
pub fn campaign(case: Uuid, state: CampaignState) -> CampaignRow {
    let id = id();
    CampaignRow {
        id,
        case_id: case,
        code: format!("code-{id}"),
        kit_code: format!("kit-{id}"),
        state: campaigns::State(state),
        epoch: 0,
        body: WORDS.to_owned(),
        version: 1,
        live_proof: None,
        until: None,
        edited_by: "officer:1".to_owned(),
        created_at: at(2),
        updated_at: at(3),
        launched_at: None,
        ended_at: None,
        ended_reason: None,
        ended_by: None,
        closed_at: None,
    }
}

/// A proof of a campaign, as [`proofs::insert`] takes it.
pub fn proof(campaign: Uuid, version: i64) -> ProofRow {
    ProofRow {
        id: id(),
        campaign_id: campaign,
        version,
        state: proofs::RENDERING.to_owned(),
        draft: WORDS.to_owned(),
        kit_order: "{\"sheets\":[]}".to_owned(),
        canonical: None,
        digest: None,
        failures: "[]".to_owned(),
        epoch: 3,
        fence: 0,
        attempts: 0,
        deadline: None,
        ordered_by: "officer:1".to_owned(),
        ordered_at: at(4),
        frozen_at: None,
        draft_version: Some(1),
    }
}

/// A campaign in the database, with what its placements refer to.
#[derive(Clone)]
pub struct Campaign {
    /// Its id.
    pub id: Uuid,
    /// Its public code.
    pub code: String,
    /// Its proof's id.
    pub proof: Uuid,
}

/// Writes a live campaign whose mandate ends an hour after the fixed moment.
pub async fn live_campaign(store: &Store) -> Campaign {
    launched_campaign(store, second(0), second(3600)).await
}

/// Writes a campaign that was launched at one moment and ends at another.
pub async fn launched_campaign(store: &Store, launched: DateTime<Utc>, until: DateTime<Utc>) -> Campaign {
    let case = case();
    let row = campaign(case.id, CampaignState::Approved);
    let proof = proof(row.id, 1);
    let made = Campaign { id: row.id, code: row.code.clone(), proof: proof.id };
    let written = write!(store, [], tx => {
        cases::insert(tx, &case).await?;
        campaigns::insert(tx, &row).await?;
        proofs::insert(tx, &proof, second(60)).await?;
        campaigns::launch(tx, row.id, proof.id, until, launched).await
    });
    assert!(written.expect("a campaign can be launched"));
    made
}

/// Ends a campaign, without moving its placements.
pub async fn end(store: &Store, campaign: Uuid, when: DateTime<Utc>) {
    let ended = write!(store, [], tx => {
        campaigns::retract(tx, campaign, CampaignState::Live, "found_safe", "magistrate:2", when).await
    });
    assert!(ended.expect("a campaign can be ended"));
}

/// A planned placement of a campaign's channel, as [`placements::plan`] takes it; the batch makes it another copy.
pub fn planned(campaign: &Campaign, channel: &str, batch: i64) -> PlacementRow {
    PlacementRow {
        id: id(),
        campaign_id: campaign.id,
        proof_id: campaign.proof,
        epoch: 1,
        channel: channel.to_owned(),
        lang: "fr".to_owned(),
        batch,
        state: State(PlacementState::Planned),
        partly_out: false,
        fence: 0,
        attempts: 0,
        deadline: None,
        due_at: Some(second(10)),
        not_before: None,
        absent_since: None,
        outside_id: None,
        url: None,
        reason: None,
        planned_at: at(5),
        live_at: None,
        gone_at: None,
        updated_at: at(5),
        closed_by: None,
        closed_note: None,
        withdrawable_until: None,
        unclear: 0,
        over_at: None,
        taken_by: None,
        taken_at: None,
    }
}

/// Writes a placement that stands somewhere: plans it and saves it there.
pub async fn place(store: &Store, row: &PlacementRow) {
    let row = row.clone();
    let was = PlacementRow {
        state: State(PlacementState::Planned),
        fence: 0,
        updated_at: row.planned_at,
        ..row.clone()
    };
    let saved = write!(store, [], tx => {
        placements::plan(tx, &row).await?;
        placements::save(tx, &was, &row).await
    });
    assert!(saved.expect("a placement can be planned and saved"));
}

/// A doorbell.
pub fn bell(act: &str, rung_at: DateTime<Utc>) -> Bell {
    Bell { id: id(), act: act.to_owned(), epoch: 1, queue: "placements.social.v1".to_owned(), rung_at }
}

/// A trail entry.
pub fn entry(act: &str, subject: Uuid) -> Entry {
    Entry {
        id: id(),
        at: at(6),
        actor: "officer:1".to_owned(),
        act: act.to_owned(),
        subject,
        campaign_id: Some(subject),
        request: String::new(),
        reason: "found_safe".to_owned(),
        detail: "3".to_owned(),
    }
}

/// A volunteer who is written to.
pub fn volunteer(email: &str) -> VolunteerRow {
    VolunteerRow {
        id: id(),
        email: email.to_owned(),
        name: WORDS.to_owned(),
        lang: "nl".to_owned(),
        team: "Gent".to_owned(),
        postcode: "9000".to_owned(),
        phone: "+32470000001".to_owned(),
        active: true,
        updated_at: at(7),
    }
}
