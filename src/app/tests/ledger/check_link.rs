//! What can no longer be recalled must at least be able to tell: every copy brings an address that answers whether the search is
//! still on.

use crate::database::Database;
use crate::on_both;
use crate::stage::Stage;
use childalert_app::Standing;
use childalert_domain::{Channel, Lang, Reach};
use childalert_jobs::{Act, Content};
use std::sync::Arc;

on_both! {
    every_channels_copy_brings_an_address_that_answers
}

async fn every_channels_copy_brings_an_address_that_answers(database: Arc<Database>) {
    // What a drill's sheets answer is its own: see `drill`.
    for channel in Channel::all().filter(|channel| channel.facts().reach != Reach::Training) {
        let stage = Stage::launched_on(channel.name(), &database).await;
        let campaign = stage.app.campaign(stage.campaign).await.expect("the campaign");
        let permit = stage.begin(Act::Place).await.expect("leave");
        let has_page = channel.name() == "page";
        // The page and the entries of the feed are written from the campaign itself: `web/public/pages` tests what is in them.
        match permit.content() {
            Content::Site { .. } => assert!(["page", "feed"].contains(&channel.name())),
            Content::Post { link, lang, .. } => {
                let own = campaign.check_url.replace("/c/", &format!("/{lang}/c/"));
                assert_eq!(*link, own, "{channel}: no other language's post has it");
            }
            Content::Training { .. } => panic!("{channel} is no training"),
            Content::Mail { text, html, .. } => {
                assert!(
                    text.contains(&campaign.check_url) && html.contains(&campaign.check_url),
                    "{channel}"
                );
            }
        }
        let answer = async || stage.app.check(&campaign.code, Lang::Nl).await.expect("an answer");
        assert!(matches!(answer().await, Standing::Active(_)), "{channel}");
        stage.retract().await;
        assert!(matches!(answer().await, Standing::Ended { .. }), "{channel}");
        let page = stage.app.public_notice(&campaign.code, Lang::Fr).await.expect("an answer");
        assert!(matches!(page, Standing::Ended { .. }) || !has_page, "{channel}");
    }
}
