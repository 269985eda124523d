//! Proofs: rendered by one worker at a time, and frozen for good.

use crate::database::Database;
use crate::sample::{self, WORDS, at, second};
use crate::{read, write};
use childalert_store::proofs;
use std::sync::Arc;
use tokio::sync::Barrier;

pub async fn of_twenty_renders_one_begins(database: Arc<Database>) {
    let store = database.store().await;
    let proof = sample::live_campaign(&store).await.proof;
    for fence in 0..3 {
        let start = Arc::new(Barrier::new(20));
        let workers: Vec<_> = (0..20)
            .map(|_| {
                let (store, start) = (store.clone(), start.clone());
                tokio::spawn(async move {
                    start.wait().await;
                    write!(store, [], tx => proofs::begin(tx, proof, fence, second(60)).await)
                })
            })
            .collect();
        let mut begun = 0;
        for worker in workers {
            begun += i32::from(worker.await.expect("no panic").expect("a begin that loses is no error"));
        }
        assert_eq!(begun, 1);
    }
    let row = read!(store, [], tx => proofs::find(tx, proof).await).expect("the proof is read");
    assert_eq!(row.map(|row| (row.fence, row.attempts)), Some((3, 3)));
}

pub async fn a_frozen_proof_never_changes_again(database: Arc<Database>) {
    let store = database.store().await;
    let proof = sample::live_campaign(&store).await.proof;
    let (late, frozen) = write!(store, [], tx => {
        proofs::begin(tx, proof, 0, second(60)).await?;
        proofs::begin(tx, proof, 1, second(60)).await?;
        let late_freeze = proofs::freeze(tx, proof, 1, "of the older permit", "digest", at(1)).await?;
        let late_failure = proofs::fail(tx, proof, 1, "[\"of the older permit\"]").await?;
        Ok((late_freeze || late_failure, proofs::freeze(tx, proof, 2, WORDS, "digest", at(2)).await?))
    })
    .expect("the proof is frozen");
    assert!(!late, "only the newest permit counts");
    assert!(frozen);
    let before = read!(store, [], tx => proofs::find(tx, proof).await).expect("the proof is read");
    let (again, failed, begun) = write!(store, [], tx => {
        let again = proofs::freeze(tx, proof, 2, "another text", "another digest", at(3)).await?;
        let failed = proofs::fail(tx, proof, 2, "[\"too late\"]").await?;
        let begun = proofs::begin(tx, proof, 2, second(99)).await?;
        proofs::ring(tx, proof, second(1)).await?;
        Ok((again, failed, begun))
    })
    .expect("the attempts are refused and are no error");
    assert!(!again && !failed && !begun);
    let (after, due) = read!(store, [], tx => Ok((
        proofs::find(tx, proof).await?,
        proofs::due(tx, second(999)).await?,
    )))
    .expect("the proof is read");
    assert!(before.is_some() && after == before);
    assert!(due.is_empty());
}

pub async fn due_gives_unfinished_proofs_only(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let rows: Vec<_> = (2..6).map(|version| sample::proof(campaign.id, version)).collect();
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let (first, last, failed, later) = (ids[0], ids[1], ids[2], ids[3]);
    write!(store, [rows], tx => {
        for row in &rows {
            proofs::insert(tx, row, second(5)).await?;
        }
        proofs::ring(tx, first, second(3)).await?;
        // Its permit runs out at that moment.
        assert!(proofs::begin(tx, last, 0, second(7)).await?);
        assert!(proofs::fail(tx, failed, 0, "[]").await?);
        proofs::ring(tx, later, at(7_000_001)).await
    })
    .expect("the proofs are written");
    for (now, expected) in [(second(2), vec![]), (second(3), vec![first]), (second(7), vec![first, last])] {
        let due = read!(store, [], tx => proofs::due(tx, now).await).expect("the due are read");
        assert_eq!(due.iter().map(|row| row.id).collect::<Vec<_>>(), expected, "at {now}");
    }

    let same_version = sample::proof(campaign.id, 2);
    let refused = write!(store, [], tx => proofs::insert(tx, &same_version, second(5)).await);
    assert!(refused.expect_err("a version is ordered once").is_duplicate());
}
