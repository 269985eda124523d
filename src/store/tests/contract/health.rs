//! What is asked of the database to tell how the service is.

use crate::database::Database;
use crate::sample::{self, at, bell, place, planned, second};
use crate::{read, write};
use childalert_domain::PlacementState as S;
use childalert_store::health::{self, ChannelRow, TroubleRow, WorkerSeen};
use childalert_store::outbox;
use childalert_store::placements::{PlacementRow, State};
use std::sync::Arc;

fn seen(role: &str, worker: &str, equipped: bool, when: i64) -> WorkerSeen {
    WorkerSeen { role: role.to_owned(), worker: worker.to_owned(), equipped, seen_at: second(when) }
}

pub async fn a_worker_that_says_again_that_it_is_there_is_one_row(database: Arc<Database>) {
    let store = database.store().await;
    let said = [
        seen("render", "service", true, 1),
        seen("email", "service", true, 1),
        seen("email", "a key", false, 9),
        seen("email", "service", false, 5),
    ];
    let workers = write!(store, [said], tx => {
        for row in &said {
            health::see(tx, row).await?;
        }
        health::workers(tx).await
    })
    .expect("the workers are written");
    assert_eq!(
        workers,
        [
            seen("email", "a key", false, 9),
            seen("email", "service", false, 5),
            seen("render", "service", true, 1)
        ],
        "by role, those seen last first"
    );
}

pub async fn what_is_well_can_be_written_and_tells_its_clock_where_it_has_one(database: Arc<Database>) {
    let store = database.store().await;
    for when in [at(1), at(2)] {
        write!(store, [], tx => health::write_canary(tx, when).await).expect("the canary lives");
    }
    assert!(read!(store, [], tx => health::write_canary(tx, at(3)).await).is_err(), "a read writes nothing");
    let time = read!(store, [], tx => health::clock(tx).await).expect("the clock is asked");
    assert_eq!(time.is_some(), store.engine() == childalert_store::Engine::Postgres);
}

pub async fn the_outbox_tells_since_when_the_oldest_waits(database: Arc<Database>) {
    let store = database.store().await;
    let since = read!(store, [], tx => outbox::waiting_since(tx).await).expect("it is asked");
    assert_eq!(since, None);
    let older = bell("place", at(3));
    let again = outbox::Bell { rung_at: at(9), ..older.clone() };
    let newer = bell("place", at(5));
    write!(store, [older, again, newer], tx => {
        for one in [&newer, &older, &again] {
            outbox::ring(tx, one).await?;
        }
        Ok(())
    })
    .expect("the bells are rung");
    let since = read!(store, [], tx => outbox::waiting_since(tx).await).expect("it is asked");
    assert_eq!(since, Some(at(3)), "a repeated ring makes it no younger");
}

pub async fn each_channel_tells_what_it_did_last(database: Arc<Database>) {
    let store = database.store().await;
    let campaign = sample::live_campaign(&store).await;
    let row = |state, batch: i64, reason: Option<&str>, when: i64| PlacementRow {
        state: State(state),
        reason: reason.map(str::to_owned),
        updated_at: at(when),
        live_at: (state == S::Live).then(|| at(when)),
        ..planned(&campaign, "mastodon", batch)
    };
    let rows = [
        row(S::Live, 0, None, 50),
        row(S::Live, 1, None, 40),
        row(S::Escalated, 2, Some("still_there"), 70),
        row(S::Rejected, 3, Some("not_configured"), 60),
        row(S::Withdrawn, 4, None, 90),
    ];
    for row in &rows {
        place(&store, row).await;
    }
    // An exercise tells nothing of how the service is, whatever happens in it.
    let (drill, _) = crate::drills::launched(&store, true).await;
    for (batch, state, reason) in [(0, S::Escalated, Some("still_there")), (1, S::Live, None)] {
        let copy = row(state, batch, reason, 80);
        let PlacementRow { state, reason, updated_at, live_at, .. } = copy;
        let copy = PlacementRow { state, reason, updated_at, live_at, ..planned(&drill, "training", batch) };
        place(&store, &copy).await;
    }
    let (channels, troubles) =
        read!(store, [], tx => Ok((health::channels(tx).await?, health::troubles(tx).await?)))
            .expect("they are read");
    let channel = "mastodon".to_owned();
    let needed_since = channels.first().and_then(|row| row.needed_since);
    assert!(needed_since.is_some(), "{channels:?}");
    assert_eq!(
        channels,
        [ChannelRow {
            channel: channel.clone(),
            live_at: Some(at(50)),
            standing: 3,
            needs_person: 2,
            needed_since
        }]
    );
    assert_eq!(troubles, [TroubleRow { channel, reason: "still_there".to_owned(), at: at(70) }]);
}
