//! Keys to the API.

use crate::database::Database;
use crate::sample::{self, WORDS, at};
use crate::{read, write};
use childalert_store::keys::{self, KeyRow};
use std::sync::Arc;

fn key(made: i64) -> KeyRow {
    KeyRow {
        id: sample::id(),
        name: WORDS.to_owned(),
        role: "worker".to_owned(),
        channels: "mastodon bluesky".to_owned(),
        scopes: "work".to_owned(),
        hash: "a1".repeat(32),
        created_at: at(made),
        expires_at: None,
        revoked_at: None,
    }
}

pub async fn a_key_reads_back_as_written(database: Arc<Database>) {
    let store = database.store().await;
    let (newer, older) = (key(2), KeyRow { expires_at: Some(at(1_000_001)), ..key(1) });
    let id = older.id;
    let (found, list, none) = write!(store, [newer, older], tx => {
        keys::insert(tx, &newer).await?;
        keys::insert(tx, &older).await?;
        Ok((keys::find(tx, id).await?, keys::list(tx).await?, keys::find(tx, sample::id()).await?))
    })
    .expect("the keys are written");
    assert!(found.as_ref() == Some(&older));
    assert!(list == [older, newer]);
    assert!(none.is_none());
}

pub async fn a_key_is_revoked_once(database: Arc<Database>) {
    let store = database.store().await;
    let (row, other) = (key(1), key(2));
    let id = row.id;
    let (first, again, nobodys) = write!(store, [row, other], tx => {
        keys::insert(tx, &row).await?;
        keys::insert(tx, &other).await?;
        let first = keys::revoke(tx, id, at(8)).await?;
        Ok((first, keys::revoke(tx, id, at(9)).await?, keys::revoke(tx, sample::id(), at(9)).await?))
    })
    .expect("the key is revoked");
    assert!(first && !again && !nobodys);
    let list = read!(store, [], tx => keys::list(tx).await).expect("the keys are read");
    assert!(list == [KeyRow { revoked_at: Some(at(8)), ..row }, other], "the first revocation stands");
}
