//! Kept answers: a key of an actor holds one.

use crate::database::Database;
use crate::sample::{self, WORDS, at};
use crate::{read, write};
use childalert_store::idempotency::{self, Kept};
use childalert_store::trail;
use std::sync::Arc;
use tokio::sync::Barrier;

fn answer(request: &str) -> Kept {
    Kept { request: request.to_owned(), response: WORDS.to_owned() }
}

pub async fn a_second_answer_under_a_key_is_a_duplicate(database: Arc<Database>) {
    let store = database.store().await;
    let kept = answer("first");
    write!(store, [kept], tx => idempotency::keep(tx, "officer:1", "key", &kept, at(0)).await)
        .expect("it is kept");
    let other = answer("second");
    let refused =
        write!(store, [other], tx => idempotency::keep(tx, "officer:1", "key", &other, at(1)).await);
    assert!(refused.expect_err("the key is taken").is_duplicate());
    for (actor, key) in [("officer:2", "key"), ("officer:1", "Key")] {
        let kept = other.clone();
        write!(store, [], tx => idempotency::keep(tx, actor, key, &kept, at(1)).await)
            .expect("another key is free");
    }
    let (found, none) = read!(store, [], tx => Ok((
        idempotency::find(tx, "officer:1", "key").await?,
        idempotency::find(tx, "officer:1", "another").await?,
    )))
    .expect("the answers are read");
    assert!(found == Some(kept));
    assert!(none.is_none());
}

pub async fn of_ten_equal_requests_at_once_one_keeps_its_answer(database: Arc<Database>) {
    let store = database.store().await;
    let start = Arc::new(Barrier::new(10));
    let requests: Vec<_> = (0..10)
        .map(|number| {
            let (store, start) = (store.clone(), start.clone());
            tokio::spawn(async move {
                start.wait().await;
                let kept = answer(&number.to_string());
                // What the request does, and its answer, commit together.
                let entry = sample::entry("campaign.launch", sample::id());
                write!(store, [kept], tx => {
                    trail::append(tx, entry);
                    idempotency::keep(tx, "officer:1", "key", &kept, at(0)).await
                })
                .map(|()| kept)
            })
        })
        .collect();
    let mut won = Vec::new();
    for request in requests {
        match request.await.expect("the request does not panic") {
            Ok(kept) => won.push(kept),
            Err(error) => assert!(error.is_duplicate(), "{error}"),
        }
    }
    let found = read!(store, [], tx => idempotency::find(tx, "officer:1", "key").await);
    assert_eq!(won.len(), 1);
    assert!(found.expect("the answer is read") == won.pop());
    assert_eq!(database.number("SELECT COUNT(*) FROM trail").await, 1, "it was done once");
}

pub async fn answers_are_forgotten_by_age(database: Arc<Database>) {
    let store = database.store().await;
    let (forgotten, young) = write!(store, [], tx => {
        for (key, moment) in [("a", 0), ("b", 9), ("c", 10)] {
            idempotency::keep(tx, "officer:1", key, &answer(key), at(moment)).await?;
        }
        let forgotten = idempotency::forget(tx, at(10)).await?;
        Ok((forgotten, idempotency::find(tx, "officer:1", "c").await?))
    })
    .expect("the answers are kept and forgotten");
    assert_eq!(forgotten, 2);
    assert!(young == Some(answer("c")));
    assert_eq!(database.number("SELECT COUNT(*) FROM idempotency").await, 1);
}
