//! Who is called to a copy that resists, how often, and what the link in the call can do.

use crate::database::Database;
use crate::magistrate::Person;
use crate::stage::{Prepared, by};
use childalert_app::{AppError, Hand, HandSheet, Retraction, Role, Token};
use childalert_domain::{CampaignState, PlacementState, RetractionReason};
use childalert_jobs::{Act, Begun, Content, Job, Ledger, Outcome, Reason};
use chrono::TimeDelta;
use std::sync::Arc;
use uuid::Uuid;

crate::on_both! {
    those_on_duty_are_called_until_one_of_them_takes_the_copy
    the_link_of_a_call_takes_tries_again_and_answers_for_a_copy_and_nothing_else
    a_copy_that_is_not_out_after_ten_minutes_calls_somebody_who_looks
}

/// A copy that must go, and whose network does not let the account in.
async fn resisting(database: &Database) -> (Prepared, Person, Uuid) {
    let campaign = Prepared::on("bluesky", database, Vec::new()).await;
    let operator = Person::invited(&campaign.app, Role::Operator).await;
    campaign.launched().await;
    let copy = campaign.app.placements(campaign.campaign, 9, 0).await.expect("copies")[0].id;
    report(&campaign, Act::Place, copy, Outcome::Live { outside_id: "at://1".to_owned(), url: None }).await;
    let retraction = Retraction { reason: RetractionReason::FoundSafe };
    campaign.app.retract(&by(Role::Officer), campaign.campaign, retraction).await.expect("retracted");
    let refused = Outcome::Rejected { reason: Reason::CredentialsRefused };
    report(&campaign, Act::Withdraw, copy, refused).await;
    (campaign, operator, copy)
}

async fn report(campaign: &Prepared, act: Act, copy: Uuid, outcome: Outcome) {
    let Begun::Permit(permit) =
        campaign.ledger.begin(&Job { act, id: copy, epoch: 1 }).await.expect("an answer")
    else {
        panic!("no leave")
    };
    campaign.ledger.finish(permit.id(), &outcome).await.expect("an answer");
}

/// The calls so far, oldest first: to whom.
async fn calls(campaign: &Prepared) -> Vec<Uuid> {
    let messages = campaign.app.campaign_messages(campaign.campaign).await.expect("messages");
    messages.into_iter().filter(|message| message.template == "resists").map(|message| message.id).collect()
}

/// What stands in a call, and its link.
async fn read(campaign: &Prepared, call: Uuid) -> (String, Token) {
    let job = Job { act: Act::Tell, id: call, epoch: 0 };
    let Begun::Permit(permit) = campaign.ledger.begin(&job).await.expect("an answer") else {
        panic!("no leave")
    };
    let Content::Mail { text, .. } = permit.content().clone() else { panic!("no mail") };
    let sent = Outcome::Live { outside_id: "mail".to_owned(), url: None };
    campaign.ledger.finish(permit.id(), &sent).await.expect("an answer");
    let link = text.split_whitespace().find(|word| word.contains("/hand/")).expect("a link");
    let token = Token::sent(link.rsplit('/').next().expect("a token"));
    (text, token)
}

async fn those_on_duty_are_called_until_one_of_them_takes_the_copy(database: Arc<Database>) {
    let (campaign, _, _) = resisting(&database).await;
    let called = async |minutes: i64| {
        campaign.clock.advance(TimeDelta::minutes(minutes));
        campaign.app.call_people().await.expect("it looks")
    };
    assert_eq!(called(0).await, 1, "at once");
    assert_eq!(called(0).await, 0, "once");
    assert_eq!(called(4).await, 0);
    assert_eq!(called(1).await, 1, "again, because nobody has taken it");

    let (text, token) = read(&campaign, calls(&campaign).await[1]).await;
    assert!(!text.contains("Éloïse") && text.contains("Bluesky"), "no name, but where: {text}");
    campaign.app.hand(&token, String::new(), Hand::Take).await.expect("taken");
    let HandSheet { copies, .. } = campaign.app.hand_sheet(&token).await.expect("the sheet");
    assert_eq!(copies[0].taken.as_ref().map(|(name, _)| name.as_str()), Some("Invented"));
    assert_eq!(called(29).await, 0, "whoever took it is left in peace");
    assert_eq!(called(2).await, 1, "and the others are called again where it still resists");
}

async fn the_link_of_a_call_takes_tries_again_and_answers_for_a_copy_and_nothing_else(
    database: Arc<Database>,
) {
    let (campaign, operator, copy) = resisting(&database).await;
    let (other, _, foreign) = resisting(&database).await;
    campaign.app.call_people().await.expect("it looks");
    let (_, token) = read(&campaign, calls(&campaign).await[0]).await;
    let app = &campaign.app;
    let hand = async |hand: Hand| app.hand(&token, String::new(), hand).await;
    assert!(matches!(hand(Hand::Again(foreign)).await, Err(AppError::NotFound(_))), "not of this campaign");
    assert_eq!(
        other.app.placements(other.campaign, 9, 0).await.expect("it")[0].state,
        PlacementState::Escalated
    );
    assert!(
        matches!(hand(Hand::Gone(copy, " ".to_owned())).await, Err(AppError::Refused(_))),
        "how do you know?"
    );
    hand(Hand::Again(copy)).await.expect("tried again");
    let state = async || app.placements(campaign.campaign, 9, 0).await.expect("it")[0].state;
    assert_eq!(state().await, PlacementState::Withdrawing);
    let refused = Outcome::Rejected { reason: Reason::CredentialsRefused };
    report(&campaign, Act::Withdraw, copy, refused).await;
    hand(Hand::Gone(copy, "I deleted it in the app.".to_owned())).await.expect("answered for");
    let view = &app.placements(campaign.campaign, 9, 0).await.expect("it")[0];
    assert_eq!((view.state, view.closed_by.as_deref()), (PlacementState::Closed, Some("Invented")));
    app.sweep_once().await.expect("a sweep");
    assert_eq!(app.campaign(campaign.campaign).await.expect("it").state, CampaignState::Closed);
    assert!(app.hand_sheet(&token).await.expect("the sheet").copies.is_empty());

    let stranger = Token::sent("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    assert!(app.hand_sheet(&stranger).await.is_err());
    other.app.call_people().await.expect("it looks");
    let (_, theirs) = read(&other, calls(&other).await[0]).await;
    other.clock.advance(TimeDelta::hours(23));
    assert!(other.app.hand_sheet(&theirs).await.is_ok());
    other.clock.advance(TimeDelta::hours(1));
    assert!(other.app.hand(&theirs, String::new(), Hand::Take).await.is_err(), "a day is over");
    app.suspend_account(&by(Role::Administrator), operator.actor.id).await.expect("suspended");
    assert!(app.hand_sheet(&token).await.is_err(), "whoever has left has no business there");
}

async fn a_copy_that_is_not_out_after_ten_minutes_calls_somebody_who_looks(database: Arc<Database>) {
    let campaign = Prepared::on("bluesky", &database, Vec::new()).await;
    Person::invited(&campaign.app, Role::Operator).await;
    campaign.launched().await;
    let called = async |minutes: i64| {
        campaign.clock.advance(TimeDelta::minutes(minutes));
        campaign.app.call_people().await.expect("it looks")
    };
    assert_eq!(called(9).await, 0);
    assert_eq!(called(1).await, 1);
    let copy = campaign.app.placements(campaign.campaign, 9, 0).await.expect("copies")[0].id;
    report(&campaign, Act::Place, copy, Outcome::RetryAfter { ms: 1, reason: Reason::Unreachable }).await;
    assert_eq!(called(29).await, 0, "nothing is out that should not be, however often it is tried");
    assert_eq!(called(1).await, 1);
    report(&campaign, Act::Place, copy, Outcome::Live { outside_id: "at://1".to_owned(), url: None }).await;
    assert_eq!(called(60).await, 0);
}
