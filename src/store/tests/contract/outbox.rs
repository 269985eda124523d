//! The outbox: every doorbell is handed to one relay at a time, none is skipped, retractions first.

use crate::database::Database;
use crate::sample::{self, at, bell, second};
use crate::write;
use childalert_domain::PlacementState;
use childalert_store::outbox::{self, Bell};
use childalert_store::placements::{PlacementRow, State};
use childalert_store::{Store, StoreError};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::slice::from_ref;
use std::sync::Arc;
use tokio::sync::{Barrier, oneshot};

async fn ring(store: &Store, bell: &Bell) {
    let bell = bell.clone();
    write!(store, [], tx => outbox::ring(tx, &bell).await).expect("the bell is rung");
}

/// Claims for ten seconds.
async fn claim(store: &Store, now: DateTime<Utc>, limit: i64) -> Vec<Bell> {
    let until = now + second(10).signed_duration_since(second(0));
    write!(store, [], tx => outbox::claim(tx, now, until, limit).await).expect("bells are claimed")
}

async fn published(store: &Store, bell: &Bell) {
    let bell = bell.clone();
    write!(store, [], tx => outbox::published(tx, &bell).await).expect("the bell is forgotten");
}

async fn waiting(store: &Store) -> i64 {
    write!(store, [], tx => outbox::waiting(tx).await).expect("bells are counted")
}

pub async fn a_bell_rung_twice_before_it_is_published_is_one_row(database: Arc<Database>) {
    let store = database.store().await;
    let first = bell("place", at(0));
    let again = Bell { epoch: 2, queue: "placements.web.v1".to_owned(), rung_at: at(1), ..first.clone() };
    let other_act = Bell { act: "probe".to_owned(), ..first.clone() };
    for one in [&first, &other_act, &again] {
        ring(&store, one).await;
    }
    assert_eq!(waiting(&store).await, 2, "one row an id and act");
    assert_eq!(claim(&store, second(1), 10).await, [other_act.clone(), again.clone()]);
    published(&store, &again).await;
    published(&store, &other_act).await;
    assert_eq!(waiting(&store).await, 0);
}

pub async fn a_bell_rung_again_while_claimed_outlives_the_older_ring(database: Arc<Database>) {
    let store = database.store().await;
    let older = bell("withdraw", at(0));
    let newer = Bell { rung_at: at(1), ..older.clone() };
    ring(&store, &older).await;
    assert_eq!(claim(&store, second(1), 10).await, from_ref(&older));
    ring(&store, &newer).await;
    published(&store, &older).await;
    let late = older.clone();
    write!(store, [], tx => outbox::release(tx, &late, second(100)).await).expect("nothing is given back");
    assert_eq!(
        claim(&store, second(1), 10).await,
        from_ref(&newer),
        "at once, and not when the older claim ends"
    );
    published(&store, &newer).await;
    assert_eq!(waiting(&store).await, 0);
}

pub async fn concurrent_claimers_never_get_the_same_bell(database: Arc<Database>) {
    const BELLS: usize = 200;
    const CLAIMERS: usize = 8;
    const AT_ONCE: i64 = 7;
    let store = database.store().await;
    let bells: Vec<Bell> = (0_i64..).map(|n| bell("place", at(n))).take(BELLS).collect();
    let rung = bells.clone();
    write!(store, [], tx => {
        for one in &rung {
            outbox::ring(tx, one).await?;
        }
        Ok(())
    })
    .expect("the bells are rung");

    let start = Arc::new(Barrier::new(CLAIMERS));
    let claimers: Vec<_> = (0..CLAIMERS)
        .map(|_| {
            let (store, start) = (store.clone(), start.clone());
            tokio::spawn(async move {
                start.wait().await;
                let mut mine = Vec::new();
                loop {
                    let some = claim(&store, second(1), AT_ONCE).await;
                    assert!(some.len() <= 7, "{} bells at once", some.len());
                    if some.is_empty() {
                        return mine;
                    }
                    mine.extend(some);
                }
            })
        })
        .collect();
    let mut handed_out = Vec::new();
    for claimer in claimers {
        handed_out.extend(claimer.await.expect("the claimer does not panic"));
    }
    assert_eq!(handed_out.len(), BELLS);
    let different: BTreeSet<_> = handed_out.iter().map(|bell| bell.id).collect();
    assert_eq!(different, bells.iter().map(|bell| bell.id).collect());
}

pub async fn a_claim_that_ran_out_is_handed_out_again(database: Arc<Database>) {
    let store = database.store().await;
    let one = bell("place", at(0));
    ring(&store, &one).await;
    assert_eq!(claim(&store, second(0), 10).await, from_ref(&one));
    let (just_before, then) = (second(10) - chrono::TimeDelta::microseconds(1), second(10));
    assert_eq!(claim(&store, just_before, 10).await, []);
    assert_eq!(claim(&store, then, 10).await, [one], "its relay died");
}

pub async fn a_bell_given_back_is_handed_out_from_the_time_that_was_asked(database: Arc<Database>) {
    let store = database.store().await;
    let one = bell("place", at(0));
    ring(&store, &one).await;
    assert_eq!(claim(&store, second(0), 10).await, from_ref(&one));
    let back = one.clone();
    write!(store, [], tx => outbox::release(tx, &back, at(500_000)).await).expect("it is given back");
    assert_eq!(claim(&store, at(499_999), 10).await, []);
    assert_eq!(claim(&store, at(500_000), 10).await, [one]);
}

pub async fn a_bell_that_waits_is_taken_out_once_and_a_repeated_ring_makes_it_no_younger(
    database: Arc<Database>,
) {
    let store = database.store().await;
    let first = Bell { queue: "retractions.page.v1".to_owned(), ..bell("withdraw", second(0)) };
    let younger = Bell { id: sample::id(), rung_at: second(3), ..first.clone() };
    let other_queue = Bell { id: sample::id(), queue: "retractions.feed.v1".to_owned(), ..first.clone() };
    let again = Bell { rung_at: second(4), ..first.clone() };
    for one in [&first, &younger, &other_queue, &again] {
        ring(&store, one).await;
    }
    // The relay tries to publish all of them at this moment.
    assert_eq!(claim(&store, second(5), 10).await.len(), 3);
    let take = async |since, limit| {
        let taken = write!(store, [], tx => outbox::take(tx, "retractions.page.v1", since, limit).await);
        taken.expect("bells are taken")
    };
    assert_eq!(take(at(-1), 10).await, []);
    assert_eq!(take(second(2), 10).await, from_ref(&again));
    assert_eq!(take(second(9), 0).await, []);
    assert_eq!(take(second(9), 10).await, from_ref(&younger));
    assert_eq!(take(second(9), 10).await, []);
    // What the relay has to say about a bell that is gone changes nothing; what it rings for anew waits anew.
    published(&store, &again).await;
    assert_eq!(waiting(&store).await, 1);
    ring(&store, &Bell { rung_at: second(20), ..first }).await;
    assert_eq!(take(second(19), 10).await, []);
}

/// As a server of the version before leaves it, beside a database that was migrated.
pub async fn a_bell_of_no_age_waits_from_its_next_ring_on(database: Arc<Database>) {
    let store = database.store().await;
    let ringing = Bell { queue: "retractions.page.v1".to_owned(), ..bell("withdraw", second(0)) };
    ring(&store, &ringing).await;
    database.raw("UPDATE outbox SET waiting_since = NULL").await.expect("it has no age");
    let take = async || {
        write!(store, [], tx => {
            let any = outbox::any_to_take(tx, "retractions.page.v1", second(9)).await?;
            Ok((any, outbox::take(tx, "retractions.page.v1", second(9), 10).await?))
        })
        .expect("bells are taken")
    };
    assert_eq!(take().await, (false, Vec::new()));
    let again = Bell { rung_at: second(1), ..ringing };
    ring(&store, &again).await;
    assert_eq!(take().await, (true, vec![again]));
}

/// Who takes a doorbell and cannot read it would have lost it.
pub async fn a_bell_for_an_act_of_another_version_is_not_taken_out(database: Arc<Database>) {
    let store = database.store().await;
    let unknown = Bell { queue: "retractions.page.v1".to_owned(), ..bell("overwrite", second(0)) };
    ring(&store, &unknown).await;
    let (any, taken) = write!(store, [], tx => {
        let any = outbox::any_to_take(tx, "retractions.page.v1", second(9)).await?;
        Ok((any, outbox::take(tx, "retractions.page.v1", second(9), 10).await?))
    })
    .expect("none is taken");
    assert_eq!((any, taken), (false, Vec::new()));
    assert_eq!(waiting(&store).await, 1);
}

pub async fn retractions_come_first_and_then_the_oldest(database: Arc<Database>) {
    let store = database.store().await;
    // Rung in an order that is neither of ids nor of times.
    let place = [bell("place", at(30)), bell("render", at(10)), bell("probe", at(20))];
    let take_back = [bell("correct", at(300)), bell("withdraw", at(100)), bell("withdraw", at(200))];
    for one in place.iter().chain(&take_back) {
        ring(&store, one).await;
    }
    let [correct, withdraw_1, withdraw_2] = take_back;
    let [place, render, probe] = place;
    assert_eq!(claim(&store, second(1), 2).await, [withdraw_1, withdraw_2]);
    assert_eq!(claim(&store, second(1), 3).await, [correct, render, probe]);
    assert_eq!(claim(&store, second(1), 3).await, [place]);
}

pub async fn ringing_for_all_rings_for_exactly_the_named_placements(database: Arc<Database>) {
    let store = database.store().await;
    let (campaign, other) = (sample::live_campaign(&store).await, sample::live_campaign(&store).await);
    let mut named = Vec::new();
    for (of, channel, state, is_named) in [
        (&campaign, "mastodon", PlacementState::Withdrawing, true),
        (&campaign, "mastodon", PlacementState::Withdrawing, true),
        (&campaign, "mastodon", PlacementState::Planned, false),
        (&campaign, "page", PlacementState::Withdrawing, false),
        (&other, "mastodon", PlacementState::Withdrawing, false),
    ] {
        let batch = i64::try_from(named.len()).expect("a small number") + i64::from(!is_named) * 100;
        let row = PlacementRow { state: State(state), ..sample::planned(of, channel, batch) };
        sample::place(&store, &row).await;
        if is_named {
            named.push(row);
        }
    }
    // One of them was rung for, and claimed, before.
    let before = Bell { id: named[0].id, ..bell("withdraw", at(0)) };
    ring(&store, &before).await;
    assert_eq!(claim(&store, second(0), 10).await, [before]);

    let of = campaign.id;
    let rung = write!(store, [], tx => {
        let bell = ("withdraw", "retractions.mastodon.v1");
        outbox::ring_all(tx, of, "mastodon", "withdrawing", bell, second(2)).await
    });
    assert_eq!(rung.expect("the bells are rung"), 2);
    let mut expected: Vec<_> = named
        .iter()
        .map(|row| Bell {
            id: row.id,
            act: "withdraw".to_owned(),
            epoch: row.epoch,
            queue: "retractions.mastodon.v1".to_owned(),
            rung_at: second(2),
        })
        .collect();
    expected.sort_by_key(|bell| bell.id);
    let mut claimed = claim(&store, second(3), 10).await;
    claimed.sort_by_key(|bell| bell.id);
    assert_eq!(claimed, expected);
}

/// A relay that went by a running number or a highest time seen would never look back.
pub async fn a_transaction_that_commits_late_is_still_claimed(database: Arc<Database>) {
    let store = database.store().await;
    let (early, late) = (bell("place", at(1)), bell("place", at(0)));
    let (rung, is_rung) = oneshot::channel();
    let (commit, may_commit) = oneshot::channel::<()>();
    let slow = tokio::spawn({
        let (store, late) = (store.clone(), late.clone());
        async move {
            write!(store, [], tx => {
                outbox::ring(tx, &late).await?;
                let _ = rung.send(());
                may_commit.await.map_err(|_| StoreError::Interrupted)
            })
        }
    });
    is_rung.await.expect("the late one is rung, and not committed");
    ring(&store, &early).await;
    assert_eq!(claim(&store, second(1), 10).await, from_ref(&early));
    published(&store, &early).await;
    assert_eq!(claim(&store, second(1), 10).await, []);
    commit.send(()).expect("the slow transaction waits");
    slow.await.expect("it does not panic").expect("it commits");
    assert_eq!(claim(&store, second(1), 10).await, [late]);
}

pub async fn a_claim_that_is_still_open_does_not_hold_up_another(database: Arc<Database>) {
    let store = database.store().await;
    let (first, second_bell) = (bell("place", at(0)), bell("place", at(1)));
    ring(&store, &first).await;
    ring(&store, &second_bell).await;
    let (other, until) = (store.clone(), second(10));
    let (mine, theirs) = write!(store, [], tx => {
        let mine = outbox::claim(tx, second(1), until, 1).await?;
        let theirs = write!(other, [], tx => outbox::claim(tx, second(1), until, 1).await)?;
        Ok((mine, theirs))
    })
    .expect("both claim at once");
    assert_eq!((mine, theirs), (vec![first], vec![second_bell]));
}
