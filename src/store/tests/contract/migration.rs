//! How the tables come to be: on a first start, on every start, on several nodes that start at once.

use crate::database::Database;
use crate::{read, sample, write};
use childalert_store::{StoreError, cases};
use std::sync::Arc;

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
