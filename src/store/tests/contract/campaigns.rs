//! Campaigns move only from where they stand, and the sweeps find exactly those that they must.

use crate::database::Database;
use crate::sample::{self, at, end, launched_campaign, live_campaign, place, planned, second};
use crate::{read, write};
use childalert_domain::{CampaignState as S, PlacementState};
use childalert_store::campaigns::{self, CampaignRow};
use childalert_store::cases;
use childalert_store::placements::{PlacementRow, State};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

fn ids(rows: &[CampaignRow]) -> Vec<Uuid> {
    rows.iter().map(|row| row.id).collect()
}

pub async fn an_edit_of_an_older_version_is_refused(database: Arc<Database>) {
    let store = database.store().await;
    let case = sample::case();
    let row = sample::campaign(case.id, S::Proposed);
    let id = row.id;
    let (first, stale, found) = write!(store, [row], tx => {
        cases::insert(tx, &case).await?;
        campaigns::insert(tx, &row).await?;
        let first = campaigns::edit(tx, id, 1, S::Draft, "second draft", "officer:9", at(9)).await?;
        let stale = campaigns::edit(tx, id, 1, S::Approved, "lost", "officer:8", at(10)).await?;
        Ok((first, stale, campaigns::find(tx, id).await?))
    })
    .expect("the draft is edited");
    assert!(first && !stale);
    let edited = CampaignRow {
        state: campaigns::State(S::Draft),
        body: "second draft".to_owned(),
        version: 2,
        edited_by: "officer:9".to_owned(),
        updated_at: at(9),
        ..row
    };
    assert!(found == Some(edited));
}

pub async fn a_campaign_moves_only_from_where_it_stands(database: Arc<Database>) {
    let store = database.store().await;
    for stands in [S::Draft, S::Proposed, S::Approved, S::Opposed, S::Live, S::Ended, S::Closed] {
        let case = sample::case();
        let row = sample::campaign(case.id, stands);
        let (id, proof) = (row.id, sample::id());
        write!(store, [row], tx => {
            cases::insert(tx, &case).await?;
            campaigns::insert(tx, &row).await
        })
        .expect("the campaign is written");
        // Each in a transaction that is rolled back, so that all start from the same place.
        let try_it = async |attempt: &'static str| {
            let tried: Result<(bool, Option<CampaignRow>), Tried> = store
                .write(move |tx| {
                    Box::pin(async move {
                        let moved = match attempt {
                            "set" => campaigns::set_state(tx, id, S::Proposed, S::Approved, at(9)).await?,
                            "launch" => campaigns::launch(tx, id, proof, second(60), at(9)).await?,
                            "retract" => {
                                campaigns::retract(tx, id, S::Live, "expired", "service", at(9)).await?
                            }
                            _ => campaigns::close(tx, id, at(9)).await?,
                        };
                        Err(Tried::Moved(moved, campaigns::find(tx, id).await?.map(Box::new)))
                    })
                })
                .await;
            match tried {
                Err(Tried::Moved(moved, Some(now))) => (moved, *now),
                _ => panic!("{attempt} from {stands:?} could not be tried"),
            }
        };
        for (attempt, from, to, raises) in [
            ("set", S::Proposed, S::Approved, 0),
            ("launch", S::Approved, S::Live, 1),
            ("retract", S::Live, S::Ended, 1),
            ("close", S::Ended, S::Closed, 0),
        ] {
            let (moved, now) = try_it(attempt).await;
            assert_eq!(moved, stands == from, "{attempt} from {stands:?}");
            let (state, epoch) = if moved { (to, row.epoch + raises) } else { (stands, row.epoch) };
            assert_eq!((now.state.0, now.epoch), (state, epoch), "{attempt} from {stands:?}");
            assert!(moved || now == row, "{attempt} from {stands:?} leaves the row alone");
        }
    }
}

/// What an attempt came to, carried out of a transaction that is rolled back.
enum Tried {
    Moved(bool, Option<Box<CampaignRow>>),
    Failed,
}

impl From<childalert_store::StoreError> for Tried {
    fn from(_: childalert_store::StoreError) -> Tried {
        Tried::Failed
    }
}

pub async fn overdue_gives_live_campaigns_past_their_end(database: Arc<Database>) {
    let store = database.store().await;
    let later = launched_campaign(&store, second(0), at(100)).await.id;
    let first = launched_campaign(&store, second(0), at(99)).await.id;
    launched_campaign(&store, second(0), at(101)).await;
    let ended = launched_campaign(&store, second(0), at(1)).await.id;
    end(&store, ended, second(1)).await;
    let case = sample::case();
    let draft = sample::campaign(case.id, S::Draft);
    write!(store, [], tx => {
        cases::insert(tx, &case).await?;
        campaigns::insert(tx, &draft).await
    })
    .expect("the draft is written");
    let rows = read!(store, [], tx => campaigns::overdue(tx, at(100)).await).expect("they are read");
    assert_eq!(ids(&rows), [first, later]);
}

pub async fn to_close_gives_ended_campaigns_that_owe_nothing(database: Arc<Database>) {
    let store = database.store().await;
    let mut settled = BTreeSet::new();
    for state in PlacementState::ALL {
        let campaign = live_campaign(&store).await;
        // One that is settled beside it: one that is owed is enough to keep the campaign open.
        for (batch, state) in [(0, PlacementState::Withdrawn), (1, state)] {
            let row = PlacementRow { state: State(state), ..planned(&campaign, "page", batch) };
            place(&store, &row).await;
        }
        end(&store, campaign.id, second(1)).await;
        if !state.owed() {
            settled.insert(campaign.id);
        }
    }
    let never_placed = live_campaign(&store).await.id;
    end(&store, never_placed, second(1)).await;
    settled.insert(never_placed);
    let still_live = live_campaign(&store).await;
    place(&store, &PlacementRow { state: State(PlacementState::Closed), ..planned(&still_live, "page", 0) })
        .await;
    let closed = live_campaign(&store).await.id;
    end(&store, closed, second(1)).await;
    assert!(write!(store, [], tx => campaigns::close(tx, closed, second(2)).await).expect("it is closed"));

    let rows = read!(store, [], tx => campaigns::to_close(tx).await).expect("they are read");
    // In the order of ids: whoever locks several of them locks them in the same order.
    assert_eq!(ids(&rows), settled.into_iter().collect::<Vec<_>>());
    assert_eq!(rows.len(), 5);
}

pub async fn a_campaign_of_which_a_copy_turns_up_is_opened_again_and_closed_once_it_is_gone(
    database: Arc<Database>,
) {
    let store = database.store().await;
    let campaign = live_campaign(&store).await;
    let row = PlacementRow { state: State(PlacementState::Withdrawn), ..planned(&campaign, "page", 0) };
    place(&store, &row).await;
    let id = campaign.id;
    end(&store, id, second(1)).await;
    let close =
        async || write!(store, [], tx => campaigns::close(tx, id, second(2)).await).expect("an answer");
    let reopen =
        async || write!(store, [], tx => campaigns::reopen(tx, id, second(3)).await).expect("an answer");
    assert_eq!((reopen().await, close().await), (false, true), "it was not closed yet");
    assert_eq!((close().await, reopen().await), (false, true));
    let state = async |state: PlacementState| {
        let set = format!("UPDATE placements SET state = '{}'", state.name());
        database.raw(&set).await.expect("the copy moves");
    };
    state(PlacementState::Withdrawing).await;
    assert!(!close().await, "a copy is owed");
    state(PlacementState::Withdrawn).await;
    assert!(close().await);
    let row =
        read!(store, [], tx => campaigns::find(tx, id).await).expect("it is read").expect("it is there");
    assert_eq!((row.state.0, row.closed_at), (S::Closed, Some(second(2))));
}

pub async fn ended_campaigns_are_listed_newest_first(database: Arc<Database>) {
    let store = database.store().await;
    live_campaign(&store).await;
    let mut ended = Vec::new();
    for moment in [10, 12, 11] {
        let id = live_campaign(&store).await.id;
        end(&store, id, at(moment)).await;
        ended.push(id);
    }
    // Never out: the public is told nothing about it.
    let case = sample::case();
    let never_out = sample::campaign(case.id, S::Approved);
    write!(store, [], tx => {
        cases::insert(tx, &case).await?;
        campaigns::insert(tx, &never_out).await?;
        campaigns::retract(tx, never_out.id, S::Approved, "consent_withdrawn", "officer:1", at(12)).await
    })
    .expect("the campaign is written and ended");
    let since = read!(store, [], tx => campaigns::ended_since(tx, at(11)).await).expect("they are read");
    assert_eq!(ids(&since), [ended[1], ended[2]]);
}

pub async fn pages_of_a_list_hold_every_campaign_once(database: Arc<Database>) {
    let store = database.store().await;
    let case = sample::case();
    let owner = case.id;
    write!(store, [case], tx => cases::insert(tx, &case).await).expect("the case is written");
    // Several of the same moment: the order must be total.
    let mut rows: Vec<CampaignRow> = [3, 1, 1, 1, 2]
        .into_iter()
        .map(|moment| CampaignRow { created_at: at(moment), ..sample::campaign(owner, S::Draft) })
        .collect();
    write!(store, [rows], tx => {
        for row in &rows {
            campaigns::insert(tx, row).await?;
        }
        Ok(())
    })
    .expect("the campaigns are written");
    rows.sort_by_key(|row| (std::cmp::Reverse(row.created_at), row.id));
    let mut listed = Vec::new();
    for page in 0..3 {
        listed
            .extend(read!(store, [], tx => campaigns::list(tx, 2, 2 * page).await).expect("a page is read"));
    }
    assert_eq!(ids(&listed), ids(&rows));
    rows.sort_by_key(|row| (row.created_at, row.id));
    let of_case = read!(store, [], tx => campaigns::of_case(tx, owner).await).expect("they are read");
    assert_eq!(ids(&of_case), ids(&rows), "oldest first");

    let (case, cases) =
        read!(store, [], tx => Ok((cases::list(tx, 10, 0).await?, cases::list(tx, 10, 1).await?)))
            .expect("the cases are listed");
    assert_eq!((case.len(), cases.len()), (1, 0));
}
