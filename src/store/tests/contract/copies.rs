//! The ledger as people read it.

use crate::database::Database;
use crate::sample::{self, Campaign, at, place, planned, second};
use crate::{read, write};
use childalert_domain::PlacementState as S;
use childalert_store::Store;
use childalert_store::copies::{self, CopyRow};
use childalert_store::placements::{self, PlacementRow, State};
use std::sync::Arc;
use uuid::Uuid;

async fn open(store: &Store, campaign: &Campaign, over: bool, (limit, offset): (i64, i64)) -> Vec<CopyRow> {
    let of = campaign.id;
    read!(store, [], tx => copies::open(tx, of, over, limit, offset).await).expect("the copies are read")
}

async fn changed(store: &Store, campaign: &Campaign, after: (i64, Uuid), limit: i64) -> Vec<CopyRow> {
    let (of, after) = (campaign.id, (at(after.0), after.1));
    read!(store, [], tx => copies::changed(tx, of, after, limit).await).expect("the copies are read")
}

/// Moves a row, by a report at a moment.
async fn moved(store: &Store, was: &PlacementRow, state: S, when: i64) -> PlacementRow {
    let row = PlacementRow { state: State(state), updated_at: at(when), ..was.clone() };
    let (was, to) = (was.clone(), row.clone());
    assert!(write!(store, [], tx => placements::save(tx, &was, &to).await).expect("the row is saved"));
    row
}

fn ids(rows: &[CopyRow]) -> Vec<Uuid> {
    rows.iter().map(|row| row.id).collect()
}

pub async fn what_is_open_comes_in_pages_and_what_needs_a_person_first(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let other = sample::live_campaign(&store).await;
    let mut rows = Vec::new();
    for (n, state) in (0_i64..).zip(S::ALL) {
        let row =
            PlacementRow { state: State(state), updated_at: at(100 - n), ..planned(&campaign, "page", n) };
        place(&store, &row).await;
        place(&store, &PlacementRow { state: State(S::Escalated), ..planned(&other, "page", n) }).await;
        rows.push(row);
    }
    let over = PlacementRow { over_at: Some(at(7)), ..planned(&campaign, "feed", 0) };
    place(&store, &over).await;
    let of = |state: S| rows.iter().find(|row| row.state.0 == state).expect("one of each").id;
    let waiting = [over.id, of(S::Planned), of(S::Withdrawing), of(S::Unknown), of(S::Live), of(S::Placing)];
    let persons = [of(S::Escalated), of(S::Rejected)];
    let whole = open(&store, &campaign, true, (500, 0)).await;
    assert_eq!(ids(&whole)[..2], persons);
    // Those that were planned are so from the first.
    assert_eq!(whole.len(), 8);
    assert!(waiting.iter().all(|id| ids(&whole).contains(id)));
    assert!(whole[2..].is_sorted_by_key(|row| (row.since, row.id)), "{whole:?}");
    let mut paged = open(&store, &campaign, true, (5, 0)).await;
    paged.extend(open(&store, &campaign, true, (5, 5)).await);
    assert_eq!(paged, whole);
    let live = open(&store, &campaign, false, (500, 0)).await;
    assert_eq!(ids(&live), [persons[0], persons[1], over.id], "while it is live");
}

pub async fn since_moves_with_the_state_and_not_with_an_attempt(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let since = async || changed(&store, &campaign, (0, Uuid::nil()), 9).await[0].since;
    let row = planned(&campaign, "page", 0);
    let planning = row.clone();
    write!(store, [], tx => placements::plan(tx, &planning).await).expect("the row is planned");
    assert_eq!(since().await, at(5));
    let row = moved(&store, &row, S::Unknown, 10).await;
    assert_eq!(since().await, at(10));
    let row = moved(&store, &row, S::Unknown, 20).await;
    assert_eq!(since().await, at(10), "asked once more");
    moved(&store, &row, S::Live, 30).await;
    let of = campaign.id;
    write!(store, [], tx => placements::move_all(tx, of, (S::Live, false), S::Withdrawing, None, at(40)).await)
        .expect("all are moved");
    assert_eq!(since().await, at(40));
}

pub async fn every_change_is_read_once_in_its_order(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let mut expected = Vec::new();
    for n in 0..7 {
        // Three at one moment, as a retraction leaves them.
        let when = if n < 3 { 50 } else { 50 + n };
        let row =
            PlacementRow { state: State(S::Live), updated_at: at(when), ..planned(&campaign, "page", n) };
        place(&store, &row).await;
        expected.push((row.updated_at, row.id));
    }
    expected.sort_unstable();
    let mut read = Vec::new();
    let mut after = (0, Uuid::nil());
    loop {
        let page = changed(&store, &campaign, after, 2).await;
        let Some(last) = page.last() else { break };
        after = ((last.updated_at - at(0)).num_microseconds().expect("a short while"), last.id);
        read.extend(page.iter().map(|row| (row.updated_at, row.id)));
    }
    assert_eq!(read, expected);
}

pub async fn the_times_are_those_of_the_copies_at_the_nearest_rank(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    for n in 1..=40 {
        let row = PlacementRow {
            state: State(S::Withdrawn),
            live_at: Some(second(n)),
            gone_at: Some(second(100 + n)),
            ..planned(&campaign, "mastodon", n)
        };
        place(&store, &row).await;
    }
    for (n, state) in (0_i64..).zip([S::Suppressed, S::Withdrawing, S::Closed]) {
        let gone_at = (state != S::Withdrawing).then_some(second(900 + n));
        let row = PlacementRow { state: State(state), gone_at, ..planned(&campaign, "page", n) };
        place(&store, &row).await;
    }
    let of = campaign.id;
    let from =
        async |ended| read!(store, [], tx => copies::back(tx, of, ended).await).expect("the times are read");
    let back = from(second(0)).await;
    let [mastodon, page] = back.as_slice() else { panic!("two channels: {back:?}") };
    assert_eq!(
        (mastodon.half_at, mastodon.most_at, mastodon.last_at),
        (second(120), second(138), second(140))
    );
    assert_eq!((mastodon.copies, page.copies), (40, 1), "of the page's one was made");
    assert_eq!((page.half_at, page.last_at), (second(902), second(902)));
    // An older version's copies went before the end, and are no part of how long the end took.
    let later = from(second(139)).await;
    assert_eq!((later[0].copies, later[0].half_at), (2, second(139)), "{later:?}");
}

pub async fn a_tally_counts_what_was_made_and_what_somebody_has(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let taken_by = |n: i64| (n == 1).then(|| "officer:1".to_owned());
    for n in 0..3 {
        let row = PlacementRow {
            state: State(S::Escalated),
            live_at: (n < 2).then_some(at(8)),
            over_at: (n == 2).then_some(at(8)),
            ..planned(&campaign, "page", n)
        };
        place(&store, &row).await;
        if let Some(by) = taken_by(n) {
            let id = row.id;
            let taken = write!(store, [by], tx => placements::take(tx, id, &by, at(9)).await);
            assert!(taken.expect("it is written down"));
        }
    }
    let of = campaign.id;
    let (tally, held) =
        read!(store, [], tx => Ok((copies::tally(tx, of).await?, copies::held(tx, of).await?)))
            .expect("the copies are counted");
    let [escalated] = tally.as_slice() else { panic!("one channel in one state: {tally:?}") };
    assert_eq!((escalated.copies, escalated.made, escalated.overtaken, escalated.taken), (3, 2, 1, 1));
    let mut held: Vec<_> = held.into_iter().map(|held| (held.taken_by, held.copies)).collect();
    held.sort();
    assert_eq!(held, [(None, 2), (taken_by(1), 1)]);
}
