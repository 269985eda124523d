//! The recipients of a batch: nobody is written to twice, and nobody who was is forgotten.

use crate::database::Database;
use crate::sample::{self, place, planned};
use crate::{read, write};
use childalert_store::parts::{self, PartCount};
use childalert_store::{Store, volunteers};
use std::sync::Arc;
use uuid::Uuid;

/// Writes a batch whose parts, numbered from 1, are in the given states.
async fn batch(store: &Store, campaign: &sample::Campaign, number: i64, states: &[&'static str]) -> Uuid {
    let row = planned(campaign, "email", number);
    place(store, &row).await;
    let (placement, states) = (row.id, states.to_vec());
    write!(store, [], tx => {
        let mut people = Vec::new();
        for part in 1..=states.len() {
            let volunteer = sample::volunteer(&format!("v{part}.{placement}@example.org"));
            volunteers::save(tx, &volunteer).await?;
            people.push(volunteer.id);
        }
        parts::insert_all(tx, placement, &people).await?;
        for (part, state) in (1_i64..).zip(states) {
            if state != "planned" {
                parts::set(tx, placement, part, state).await?;
            }
        }
        Ok(())
    })
    .expect("the batch is written");
    placement
}

async fn counts(store: &Store, placement: Uuid) -> Vec<(String, i64)> {
    let counts = read!(store, [], tx => parts::counts(tx, placement).await).expect("the parts are counted");
    counts.into_iter().map(|PartCount { state, parts }| (state, parts)).collect()
}

fn of(counts: &[(&str, i64)]) -> Vec<(String, i64)> {
    counts.iter().map(|(state, parts)| ((*state).to_owned(), *parts)).collect()
}

pub async fn who_is_not_active_is_told_only_of_what_they_have(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let placement = batch(&store, &campaign, 0, &["planned", "sent", "sending"]).await;
    let numbers = async |states: [&'static str; 3]| {
        let found = read!(store, [], tx => parts::recipients(tx, placement, states).await);
        let found = found.expect("the recipients are read");
        found.iter().map(|part| part.number).collect::<Vec<_>>()
    };
    database.raw("UPDATE volunteers SET active = FALSE").await.expect("nobody is active");
    assert!(numbers(["planned"; 3]).await.is_empty());
    assert_eq!(numbers(["sent", "sending", "sending"]).await, [2, 3]);
}

/// More than one statement takes.
pub async fn a_large_batch_has_every_recipient_under_their_number(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let placement = batch(&store, &campaign, 0, &["planned"; 1_203]).await;
    let found = read!(store, [], tx => parts::recipients(tx, placement, ["planned"; 3]).await);
    let found = found.expect("the recipients are read");
    assert_eq!(found.len(), 1_203);
    for (place, part) in (1_i64..).zip(&found) {
        assert!(part.number == place && part.email.starts_with(&format!("v{place}.")), "{}", part.number);
    }
}

pub async fn recipients_are_those_in_the_named_states(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let states = ["planned", "sent", "sending", "failed", "planned", "suppressed"];
    let placement = batch(&store, &campaign, 0, &states).await;
    batch(&store, &campaign, 1, &["planned"]).await;
    for (named, expected) in [
        (["planned", "planned", "planned"], vec![1, 5]),
        (["sent", "sending", "failed"], vec![2, 3, 4]),
        (["corrected", "", "PLANNED"], vec![]),
    ] {
        let found = read!(store, [], tx => parts::recipients(tx, placement, named).await);
        let found = found.expect("the recipients are read");
        assert_eq!(found.iter().map(|part| part.number).collect::<Vec<_>>(), expected, "{named:?}");
        for part in found {
            assert_eq!(part.email, format!("v{}.{placement}@example.org", part.number));
            assert_eq!(part.name, sample::WORDS);
        }
    }
}

pub async fn counts_of_parts_add_up(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let placement = batch(&store, &campaign, 0, &["sent", "planned", "sent", "failed"]).await;
    let other = batch(&store, &campaign, 1, &["sent"]).await;
    assert_eq!(counts(&store, placement).await, of(&[("failed", 1), ("planned", 1), ("sent", 2)]));
    write!(store, [], tx => parts::set(tx, placement, 2, "sent").await).expect("the part is set");
    assert_eq!(counts(&store, placement).await, of(&[("failed", 1), ("sent", 3)]));
    assert_eq!(counts(&store, other).await, of(&[("sent", 1)]));
}

pub async fn suppressing_touches_unsent_parts_of_the_campaign_only(database: Arc<Database>) {
    let store = database.store().await;
    let (campaign, other) = (sample::live_campaign(&store).await, sample::live_campaign(&store).await);
    let first = batch(&store, &campaign, 0, &["planned", "sending", "sent", "planned"]).await;
    let second = batch(&store, &campaign, 1, &["planned", "failed"]).await;
    let elsewhere = batch(&store, &other, 0, &["planned"]).await;
    let id = campaign.id;
    let suppressed = write!(store, [], tx => parts::suppress(tx, id).await);
    assert_eq!(suppressed.expect("the parts are suppressed"), 3);
    assert_eq!(counts(&store, first).await, of(&[("sending", 1), ("sent", 1), ("suppressed", 2)]));
    assert_eq!(counts(&store, second).await, of(&[("failed", 1), ("suppressed", 1)]));
    assert_eq!(counts(&store, elsewhere).await, of(&[("planned", 1)]));
}
