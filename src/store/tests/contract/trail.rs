//! The trail can only grow: the database itself refuses everything else, whoever asks.

use crate::database::Database;
use crate::sample::{self, WORDS, at};
use crate::{read, write};
use childalert_store::Engine;
use childalert_store::trail::{self, Entry};
use std::sync::Arc;

pub async fn entries_read_back_in_order(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::id();
    let launch =
        Entry { at: at(100), detail: WORDS.to_owned(), ..sample::entry("campaign.launch", campaign) };
    let create = Entry { at: at(99), ..sample::entry("campaign.create", campaign) };
    let elsewhere = Entry { campaign_id: None, ..sample::entry("key.revoke", campaign) };
    let entries = write!(store, [launch, create, elsewhere], tx => {
        for entry in [&launch, &create, &elsewhere] {
            trail::append(tx, entry).await?;
        }
        trail::of_campaign(tx, campaign).await
    });
    assert_eq!(entries.expect("the entries are written"), [create, launch]);
    assert_eq!(database.number("SELECT COUNT(*) FROM trail WHERE campaign_id IS NULL").await, 1);
}

pub async fn nobody_changes_cuts_or_replaces_the_trail(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::id();
    let create = sample::entry("campaign.create", campaign);
    let entries = [create, Entry { at: at(100), ..sample::entry("campaign.launch", campaign) }];
    write!(store, [entries], tx => {
        for entry in &entries {
            trail::append(tx, entry).await?;
        }
        Ok(())
    })
    .expect("the entries are written");

    let mut attempts = vec![
        "UPDATE trail SET actor = 'nobody'",
        "UPDATE trail SET detail = detail",
        "DELETE FROM trail",
        "DELETE FROM trail WHERE act = 'campaign.launch'",
        "INSERT INTO trail SELECT * FROM trail WHERE true ON CONFLICT (id) DO UPDATE SET actor = 'nobody'",
    ];
    attempts.extend(match store.engine() {
        Engine::Sqlite => [
            "INSERT OR REPLACE INTO trail SELECT id, at, 'nobody', act, subject, campaign_id, detail FROM trail",
            "UPDATE OR REPLACE trail SET actor = 'nobody'",
        ],
        Engine::Postgres => ["TRUNCATE trail", "TRUNCATE trail, placements CASCADE"],
    });
    for attempt in attempts {
        let refused = database.raw(attempt).await.expect_err(attempt);
        assert!(refused.to_string().contains("the trail is append-only"), "{attempt}: {refused}");
    }
    let left = read!(store, [], tx => trail::of_campaign(tx, campaign).await);
    assert_eq!(left.expect("the trail is read"), entries);
}
