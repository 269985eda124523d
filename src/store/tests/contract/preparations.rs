//! Campaigns that are being filled in: kept as they were typed, ended once, forgotten by age.

use crate::database::Database;
use crate::sample::{self, WORDS, at};
use crate::{read, write};
use childalert_domain::CampaignState;
use childalert_store::preparations::{self, PreparationRow};
use childalert_store::{campaigns, cases};
use std::sync::Arc;

pub async fn a_preparation_reads_back_as_saved_and_ends_once(database: Arc<Database>) {
    let store = database.store().await;
    let case = sample::case();
    let campaign = sample::campaign(case.id, CampaignState::Draft);
    let new = PreparationRow {
        id: sample::id(),
        case_id: case.id,
        campaign_id: None,
        version: None,
        saved_by: "officer:1".to_owned(),
        fields: WORDS.to_owned(),
        updated_at: at(1),
    };
    let change = PreparationRow {
        id: sample::id(),
        campaign_id: Some(campaign.id),
        version: Some(i64::MAX),
        ..new.clone()
    };
    let saved = PreparationRow {
        fields: "[]".to_owned(),
        saved_by: "officer:2".to_owned(),
        updated_at: at(3),
        ..new.clone()
    };
    let (was, all, ended, again, lost) = write!(store, [case, campaign, new, change, saved], tx => {
        cases::insert(tx, &case).await?;
        campaigns::insert(tx, &campaign).await?;
        preparations::insert(tx, &new).await?;
        preparations::insert(tx, &change).await?;
        let was = preparations::find(tx, new.id).await?;
        assert!(preparations::save(tx, &saved).await?);
        let all = preparations::of_case(tx, case.id).await?;
        let ended = preparations::end(tx, new.id).await?;
        let again = preparations::end(tx, new.id).await?;
        Ok((was, all, ended, again, preparations::save(tx, &saved).await?))
    })
    .expect("it is begun, saved and ended");
    assert!(was.as_ref() == Some(&new));
    assert!(all == [change, saved], "the one that was touched longest ago first");
    assert!(ended && !again, "it ends once");
    assert!(!lost, "what is over is not saved any more");
}

pub async fn preparations_are_forgotten_by_age(database: Arc<Database>) {
    let store = database.store().await;
    let case = sample::case();
    let id = case.id;
    let forgotten = write!(store, [case], tx => {
        cases::insert(tx, &case).await?;
        for moment in [0, 9, 10] {
            let row = PreparationRow {
                id: sample::id(),
                case_id: case.id,
                campaign_id: None,
                version: None,
                saved_by: "officer:1".to_owned(),
                fields: "[]".to_owned(),
                updated_at: at(moment),
            };
            preparations::insert(tx, &row).await?;
        }
        preparations::forget(tx, at(10)).await
    });
    assert_eq!(forgotten.expect("they are forgotten"), 2);
    let left = read!(store, [], tx => preparations::of_case(tx, id).await).expect("they are read");
    assert_eq!(left.len(), 1);
}
