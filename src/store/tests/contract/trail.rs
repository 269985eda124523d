//! The trail can only grow, entry sealed upon entry: the database itself refuses everything else, whoever asks.

use crate::database::Database;
use crate::sample::{self, WORDS, at};
use crate::{read, write};
use childalert_domain::{Sealed, TrailReader};
use childalert_store::trail::{self, Entry};
use childalert_store::{Engine, Store, StoreError};
use std::sync::Arc;

async fn whole(store: &Store) -> Vec<Sealed> {
    let entries = read!(store, [], tx => trail::after(tx, 0, 10_000).await).expect("the trail is read");
    let mut reader = TrailReader::new(&[]);
    entries.iter().try_for_each(|sealed| reader.read(sealed)).expect("the seals hold");
    let head = read!(store, [], tx => trail::head(tx).await).expect("the head is read");
    assert_eq!(reader.end(), Ok(head));
    entries
}

pub async fn entries_are_sealed_one_upon_the_other(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::id();
    let entries = [
        Entry { at: at(100), detail: WORDS.to_owned(), ..sample::entry("campaign.launch", campaign) },
        Entry { at: at(99), request: "r-1".to_owned(), ..sample::entry("campaign.create", campaign) },
        Entry { campaign_id: None, ..sample::entry("key.revoke", campaign) },
    ];
    write!(store, [entries], tx => {
        tx.comes_from("r-2".to_owned());
        entries.into_iter().for_each(|entry| trail::append(tx, entry));
        Ok(())
    })
    .expect("the entries are written");
    let written = whole(&store).await;
    assert_eq!(written.iter().map(|sealed| sealed.entry.seq).collect::<Vec<_>>(), [1, 2, 3]);
    for (sealed, entry) in written.iter().zip(&entries) {
        let read = sealed.entry.clone();
        assert_eq!((read.id, read.at, read.actor), (entry.id, entry.at, entry.actor.clone()));
        assert_eq!(
            (read.act, read.subject, read.campaign),
            (entry.act.clone(), entry.subject, entry.campaign_id)
        );
        assert_eq!((read.reason, read.detail), (entry.reason.clone(), entry.detail.clone()));
    }
    let requests: Vec<&str> = written.iter().map(|sealed| sealed.entry.request.as_str()).collect();
    assert_eq!(requests, ["r-2", "r-1", "r-2"], "its own request, or the one that the transaction serves");
    let of_campaign = read!(store, [], tx => trail::of_campaign(tx, campaign).await).expect("it is read");
    assert_eq!(of_campaign, written[..2]);
}

pub async fn each_thread_is_numbered_without_gaps(database: Arc<Database>) {
    let store = database.store().await;
    let (campaign, case) = (sample::id(), sample::id());
    let alone = |act: &str| Entry { campaign_id: None, ..sample::entry(act, case) };
    let inside = |act: &str| sample::entry(act, campaign);
    let look = Entry { campaign_id: Some(campaign), ..sample::entry("case.look", case) };
    let turns = [
        vec![alone("case.open"), inside("campaign.draft"), look],
        vec![alone("case.look"), alone("consent.record"), inside("campaign.edit")],
        vec![inside("proof.order")],
    ];
    for turn in turns {
        write!(store, [turn], tx => {
            turn.into_iter().for_each(|entry| trail::append(tx, entry));
            Ok(())
        })
        .expect("the entries are written");
    }
    let numbers: Vec<i64> = whole(&store).await.iter().map(|sealed| sealed.entry.nth).collect();
    assert_eq!(numbers, [1, 1, 0, 0, 2, 2, 3], "each thread by itself; looks are not counted");
    let first = read!(store, [], tx => trail::first_of(tx, campaign, case).await).expect("it is read");
    assert_eq!(first, Some(1));
}

pub async fn the_trail_of_writers_at_once_has_no_gap(database: Arc<Database>) {
    let (one, other) = (database.store().await, database.store().await);
    let writers: Vec<_> = (0..60)
        .map(|number| {
            let store = if number % 2 == 0 { one.clone() } else { other.clone() };
            tokio::spawn(async move {
                write!(store, [], tx => {
                    for part in ["first", "second"] {
                        trail::append(tx, Entry { detail: number.to_string(), ..sample::entry(part, sample::id()) });
                    }
                    Ok(())
                })
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("the writer does not panic").expect("it writes");
    }
    let written = whole(&one).await;
    assert_eq!(written.len(), 120);
    for pair in written.chunks(2) {
        assert_eq!(pair[0].entry.detail, pair[1].entry.detail, "what commits together stands together");
    }
}

pub async fn a_write_that_fails_leaves_no_gap(database: Arc<Database>) {
    let store = database.store().await;
    for round in 0..6 {
        let done: Result<(), StoreError> = write!(store, [], tx => {
            trail::append(tx, sample::entry("tried", sample::id()));
            if round % 2 == 0 { Err(StoreError::Unreadable("the caller's own reason")) } else { Ok(()) }
        });
        assert_eq!(done.is_ok(), round % 2 == 1);
    }
    assert_eq!(whole(&store).await.len(), 3);
}

pub async fn nobody_changes_cuts_or_replaces_the_trail(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::id();
    let create = sample::entry("campaign.create", campaign);
    let entries = [create, Entry { at: at(100), ..sample::entry("campaign.launch", campaign) }];
    write!(store, [entries], tx => {
        entries.into_iter().for_each(|entry| trail::append(tx, entry));
        Ok(())
    })
    .expect("the entries are written");
    let before = whole(&store).await;

    let mut attempts = vec![
        "UPDATE trail SET actor = 'nobody'",
        "UPDATE trail SET detail = detail",
        "DELETE FROM trail",
        "DELETE FROM trail WHERE act = 'campaign.launch'",
        "INSERT INTO trail SELECT * FROM trail WHERE true ON CONFLICT (id) DO UPDATE SET actor = 'nobody'",
    ];
    attempts.extend(match store.engine() {
        Engine::Sqlite => [
            "INSERT OR REPLACE INTO trail SELECT seq, nth, id, at, 'nobody', act, subject, campaign_id, request, reason, \
             detail, hash FROM trail",
            "UPDATE OR REPLACE trail SET actor = 'nobody'",
        ],
        Engine::Postgres => ["TRUNCATE trail", "TRUNCATE trail, placements CASCADE"],
    });
    for attempt in attempts {
        let refused = database.raw(attempt).await.expect_err(attempt);
        assert!(refused.to_string().contains("the trail is append-only"), "{attempt}: {refused}");
    }
    assert_eq!(whole(&store).await, before);
}
