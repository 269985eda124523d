//! How the tables come to be: on a first start, on every start, on several nodes that start at once.

use crate::database::Database;
use crate::{read, sample, write};
use childalert_domain::Override;
use childalert_store::{StoreError, campaigns, cases, outbox};
use std::sync::Arc;
use uuid::Uuid;

pub async fn migrating_again_keeps_what_is_there(database: Arc<Database>) {
    let store = database.store().await;
    let case = sample::case();
    write!(store, [case], tx => cases::insert(tx, &case).await).expect("a case is written");
    store.migrate().await.expect("migrating again is harmless");
    let again = database.store().await;
    let id = case.id;
    let found = read!(again, [], tx => cases::find(tx, id).await).expect("the case is read");
    assert!(found == Some(case));
}

pub async fn several_nodes_may_migrate_an_empty_database_at_once(database: Arc<Database>) {
    let nodes: Vec<_> = (0..8)
        .map(|_| {
            let database = database.clone();
            tokio::spawn(async move { database.open().await.migrate().await })
        })
        .collect();
    for node in nodes {
        node.await.expect("the node does not panic").expect("every node finds the tables made");
    }
    let store = database.open().await;
    let case = sample::case();
    write!(store, [case], tx => cases::insert(tx, &case).await).expect("the tables are there");
    assert_eq!(database.number("SELECT COUNT(*) FROM cases").await, 1);
}

pub async fn a_database_of_a_newer_version_is_refused(database: Arc<Database>) {
    let store = database.store().await;
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        SELECT 9999, 'of a newer version', success, checksum, 0 FROM _sqlx_migrations LIMIT 1";
    assert_eq!(database.raw(newer).await.expect("the migration is recorded"), 1);
    assert!(matches!(store.migrate().await, Err(StoreError::Migrate(_))));
}

/// Overrides that name no campaign, kits under the public code, doorbells of no age.
pub async fn what_the_first_version_wrote_is_carried_over(database: Arc<Database>) {
    database.first_version().await;
    let (case, bare, older, newer) = (sample::id(), sample::id(), sample::id(), sample::id());
    let id = |id: Uuid| database.literal(id);
    let written = "'2026-11-01T12:00:00+00:00'";
    for case in [case, bare] {
        let values = format!("{}, 'ref-{case}', '{{}}', 1, {written}, {written}", id(case));
        let insert = format!(
            "INSERT INTO cases (id, reference, body, version, created_at, updated_at) VALUES ({values})"
        );
        database.raw(&insert).await.expect("a case");
        let body = r#"{"ground":"child_in_danger","reasons":"Needs medicine before tonight.","at":"2026-11-21T12:00:00Z"}"#;
        let values =
            format!("{}, {}, 'override', '{body}', 'officer:1', {written}", id(sample::id()), id(case));
        let insert = format!(
            "INSERT INTO papers (id, case_id, kind, body, recorded_by, recorded_at) VALUES ({values})"
        );
        database.raw(&insert).await.expect("an override");
    }
    for (campaign, made) in [(older, "'2026-11-21T12:00:00+00:00'"), (newer, "'2026-11-21T13:00:00+00:00'")] {
        let values = format!(
            "{}, {}, 'code-{campaign}', 'draft', 0, '{{}}', 1, 'officer:1', {made}, {made}",
            id(campaign),
            id(case)
        );
        let insert = format!(
            "INSERT INTO campaigns (id, case_id, code, state, epoch, body, version, edited_by, created_at, updated_at)
             VALUES ({values})"
        );
        database.raw(&insert).await.expect("a campaign");
    }
    let values = format!("{}, 'withdraw', 1, 'retractions.page.v1', {written}", id(sample::id()));
    let insert = format!("INSERT INTO outbox (id, act, epoch, queue, rung_at) VALUES ({values})");
    database.raw(&insert).await.expect("a doorbell");

    let store = database.store().await;
    let (overrides, campaign, bells) = write!(store, [], tx => {
        let mut overrides = Vec::new();
        for case in [case, bare] {
            let paper = cases::papers(tx, case).await?.remove(0);
            overrides.push(serde_json::from_str::<Override>(&paper.body).expect("an override"));
        }
        let campaign = campaigns::find(tx, older).await?.expect("the campaign");
        let bells = outbox::take(tx, "retractions.page.v1", sample::second(0), 10).await?;
        Ok((overrides, campaign, bells))
    })
    .expect("it reads back");
    assert_eq!(overrides.iter().map(|of| of.campaign).collect::<Vec<_>>(), [newer, Uuid::nil()]);
    assert_eq!(overrides[0].reasons, "Needs medicine before tonight.");
    assert_eq!(campaign.kit_code, campaign.code, "e-mails that were sent name it");
    assert_eq!(bells.len(), 1);
}
