//! A newer version in the place of the one that is out: decided on anew, and never both side by side but where the ledger says so.

use crate::database::Database;
use crate::magistrate::{Person, approve};
use crate::stage::{Prepared, by};
use childalert_app::{AppError, DecisionOrder, PlacementView, Retraction, Role, Standing};
use childalert_domain::{CampaignState, DecisionAct, Kind, Lang, PlacementState as S, RetractionReason};
use childalert_jobs::{
    Act, Begun, Content, Finished, Job, Ledger, Outcome, PartReport, PartState, Permit, Refusal,
};
use childalert_trust::{InstallationKey, folder_of, verify};
use chrono::TimeDelta;
use std::collections::BTreeMap;
use std::sync::Arc;

crate::on_both! {
    a_newer_post_is_made_once_the_older_is_gone
    an_update_needs_something_newer_that_was_decided_on
    our_own_pages_turn_into_the_newer_version_at_once
    nobody_who_has_an_older_mail_is_left_with_it_or_told_of_the_end_twice
    a_retraction_in_the_middle_of_an_update_takes_both_versions_back
    a_newer_mail_that_is_still_on_its_way_has_told_nobody_yet
    an_older_mail_that_waited_long_has_a_person_in_time_after_the_end
    a_place_that_was_dropped_and_comes_back_waits_for_what_still_stands_there
    an_order_to_end_holds_over_whichever_version_was_read
    a_copy_that_could_soon_not_be_taken_back_is_made_anew_before
    an_extension_after_the_newer_version_was_approved_holds_for_it_too
    a_decision_by_a_clock_that_stands_behind_is_still_the_last_one
    the_evidence_has_every_version_that_was_out
}

const NEWER: &str = "Please look in your garden shed.";

impl Prepared {
    async fn copies(&self) -> Vec<PlacementView> {
        self.app.placements(self.campaign, 50, 0).await.expect("the copies")
    }

    /// The copies that are not settled, by the version that they have.
    async fn states(&self) -> Vec<S> {
        self.copies().await.iter().map(|copy| copy.state).collect()
    }

    async fn begin(&self, act: Act, copy: &PlacementView) -> Result<Permit, Refusal> {
        let job = Job { act, id: copy.id, epoch: copy.epoch };
        match self.ledger.begin(&job).await.expect("an answer") {
            Begun::Permit(permit) => Ok(*permit),
            Begun::Refused { refusal } => Err(refusal),
        }
    }

    async fn reports(&self, act: Act, copy: &PlacementView, outcome: Outcome) {
        let permit = self.begin(act, copy).await.expect("leave");
        assert_eq!(self.ledger.finish(permit.id(), &outcome).await.expect("an answer"), Finished::Recorded);
    }

    /// Taken back, and read back as gone for long enough.
    async fn gone(&self, copy: &PlacementView) {
        for _ in 0..2 {
            self.reports(Act::Withdraw, copy, Outcome::Absent).await;
            self.clock.advance(TimeDelta::seconds(31));
        }
    }

    /// Sends a batch to everybody in it; whom.
    async fn mailed(&self, act: Act, copy: &PlacementView) -> Vec<String> {
        let permit = self.begin(act, copy).await.expect("leave");
        let Content::Mail { parts, .. } = permit.content() else { panic!("no mail") };
        let (state, outcome) = match act {
            Act::Place => (PartState::Sent, live("mail:1")),
            _ => (PartState::Corrected, Outcome::Corrected),
        };
        let reports: Vec<_> = parts.iter().map(|part| PartReport { number: part.number, state }).collect();
        self.ledger.checkpoint(permit.id(), &reports).await.expect("an answer");
        assert_eq!(self.ledger.finish(permit.id(), &outcome).await.expect("an answer"), Finished::Recorded);
        parts.iter().map(|part| part.address.clone()).collect()
    }

    /// A newer version, frozen: its words differ.
    async fn edited(&mut self) {
        let campaign = self.app.campaign(self.campaign).await.expect("the campaign");
        let mut draft = campaign.draft;
        for notice in &mut draft.notices {
            notice.appeal = NEWER.to_owned();
        }
        self.app
            .edit_campaign(&by(Role::Officer), self.campaign, campaign.version, draft)
            .await
            .expect("an edit of what is out");
        self.proven().await;
    }

    async fn updated(&mut self) {
        self.edited().await;
        approve(&self.app, self.campaign, self.digest.clone()).await;
        self.app.update_campaign(&by(Role::Officer), self.campaign, None).await.expect("an update");
    }

    async fn retracted(&self) {
        let retraction = Retraction { reason: RetractionReason::FoundSafe };
        self.app.retract(&by(Role::Operator), self.campaign, retraction).await.expect("a retraction");
    }

    async fn state(&self) -> CampaignState {
        self.app.sweep_once().await.expect("a sweep");
        self.app.campaign(self.campaign).await.expect("the campaign").state
    }
}

fn live(outside_id: &str) -> Outcome {
    Outcome::Live { outside_id: outside_id.to_owned(), url: None }
}

async fn launched_on(channel: &str, database: &Database) -> Prepared {
    let prepared = Prepared::on(channel, database, Vec::new()).await;
    prepared.launched().await;
    prepared
}

async fn a_newer_post_is_made_once_the_older_is_gone(database: Arc<Database>) {
    let mut campaign = launched_on("bluesky", &database).await;
    campaign.reports(Act::Place, &campaign.copies().await[0], live("at://1")).await;
    campaign.updated().await;
    let [older, newer] = &campaign.copies().await[..] else { panic!("one of each version") };
    assert_eq!((older.state, newer.state), (S::Withdrawing, S::Planned));
    let progress = app_progress(&campaign).await;
    assert_eq!((progress.0, progress.1), (0, 1), "the older stands, and everybody is told so");
    assert_eq!(campaign.begin(Act::Place, newer).await.err(), Some(Refusal::NotDue), "never side by side");
    assert_eq!(campaign.begin(Act::Place, older).await.err(), Some(Refusal::Overtaken));

    while campaign.app.relay_once().await.expect("the outbox") > 0 {}
    campaign.gone(older).await;
    assert!(campaign.app.relay_once().await.expect("the outbox") > 0, "the newer is rung for at once");
    let permit = campaign.begin(Act::Place, newer).await.expect("leave");
    let Content::Post { text, .. } = permit.content() else { panic!("no post") };
    assert!(text.contains(NEWER));
    assert_eq!(
        campaign.ledger.finish(permit.id(), &live("at://2")).await.expect("an answer"),
        Finished::Recorded
    );
    assert_eq!(campaign.states().await, [S::Withdrawn, S::Live]);

    campaign.retracted().await;
    let [older, newer] = &campaign.copies().await[..] else { panic!("one of each version") };
    assert_eq!((older.state, newer.state), (S::Withdrawn, S::Withdrawing));
    campaign.gone(newer).await;
    assert_eq!(campaign.state().await, CampaignState::Closed);
}

async fn app_progress(campaign: &Prepared) -> (i64, i64) {
    let progress = campaign.app.progress(campaign.campaign).await.expect("the progress");
    (progress.live, progress.older)
}

async fn an_update_needs_something_newer_that_was_decided_on(database: Arc<Database>) {
    let mut campaign = launched_on("bluesky", &database).await;
    let refused = |done: Result<_, AppError>| match done {
        Err(AppError::Refused(refusals)) => refusals.iter().map(|refusal| refusal.rule).collect(),
        Err(_) => vec!["another error"],
        Ok(_) => Vec::new(),
    };
    let update = async |campaign: &Prepared| {
        refused(campaign.app.update_campaign(&by(Role::Officer), campaign.campaign, None).await)
    };
    assert_eq!(update(&campaign).await, ["nothing-newer"]);
    let view = campaign.app.campaign(campaign.campaign).await.expect("the campaign");
    let mut other = view.draft.clone();
    other.kind = Kind::Online;
    let edited = campaign.app.edit_campaign(&by(Role::Officer), campaign.campaign, view.version, other).await;
    assert_eq!(refused(edited), ["kind-fixed"]);

    let out = campaign.digest.clone();
    campaign.edited().await;
    assert_eq!(update(&campaign).await, ["decision-missing"]);
    let mut magistrate = Person::invited(&campaign.app, Role::Magistrate).await;
    let order = |act, digest: &str| DecisionOrder {
        act,
        digest: digest.to_owned(),
        reasons: "Because.".to_owned(),
        until: None,
    };
    let newer = campaign.digest.clone();
    magistrate.decides(&campaign.app, campaign.campaign, order(DecisionAct::Return, &newer)).await;
    assert_eq!(update(&campaign).await, ["decision-missing"]);
    assert_eq!(campaign.states().await, [S::Planned], "what is out stays as it is");
    let anew =
        campaign.app.ask_decision(&magistrate.actor, campaign.campaign, order(DecisionAct::Approve, &newer));
    assert_eq!(
        refused(anew.await.map(|_| view.clone())),
        ["version-over"],
        "what was sent back needs a new one"
    );
    campaign.edited().await;
    let newer = campaign.digest.clone();

    // A decision over the newer one takes nothing from the mandate of what is out.
    let until = view.until.expect("an end") + TimeDelta::days(1);
    let longer = DecisionOrder { until: Some(until), ..order(DecisionAct::Extend, &out) };
    magistrate.decides(&campaign.app, campaign.campaign, longer).await;
    magistrate.decides(&campaign.app, campaign.campaign, order(DecisionAct::Approve, &newer)).await;
    let for_ever =
        DecisionOrder { until: Some(until + TimeDelta::days(300)), ..order(DecisionAct::Approve, &newer) };
    let anew = campaign.app.ask_decision(&magistrate.actor, campaign.campaign, for_ever);
    assert_eq!(
        refused(anew.await.map(|_| view.clone())),
        ["decision-period"],
        "only an extension makes it longer"
    );

    // An edit voids what was decided, also while an older version is out.
    let now = campaign.app.campaign(campaign.campaign).await.expect("the campaign");
    let officer = by(Role::Officer);
    let same = campaign.app.edit_campaign(&officer, campaign.campaign, now.version, now.draft).await;
    same.expect("an edit");
    assert_eq!(update(&campaign).await, ["version-over"]);
    campaign.proven().await;
    approve(&campaign.app, campaign.campaign, campaign.digest.clone()).await;
    assert_eq!(update(&campaign).await, Vec::<&str>::new());
    assert_eq!(update(&campaign).await, ["nothing-newer"]);
}

async fn our_own_pages_turn_into_the_newer_version_at_once(database: Arc<Database>) {
    let mut campaign = launched_on("page", &database).await;
    campaign.reports(Act::Place, &campaign.copies().await[0], live("page")).await;
    campaign.updated().await;
    assert_eq!(campaign.states().await, [S::Live], "the same copy");
    let code = campaign.app.campaign(campaign.campaign).await.expect("the campaign").code;
    let lang: Lang = campaign.copies().await[0].lang.parse().expect("a language");
    let Standing::Active(page) = campaign.app.public_notice(&code, lang).await.expect("a page") else {
        panic!("it stands")
    };
    assert_eq!(page.notice.appeal, NEWER);
}

async fn nobody_who_has_an_older_mail_is_left_with_it_or_told_of_the_end_twice(database: Arc<Database>) {
    let mut campaign = launched_on("email", &database).await;
    let first = campaign.mailed(Act::Place, &campaign.copies().await[0]).await;
    assert_eq!(first.len(), 2);
    campaign.updated().await;
    let [older, newer] = &campaign.copies().await[..] else { panic!("one of each version") };
    assert_eq!((older.state, newer.state), (S::Withdrawing, S::Planned));
    campaign.clock.advance(TimeDelta::minutes(5));
    campaign.app.sweep_once().await.expect("a sweep");
    assert_eq!(campaign.begin(Act::Correct, older).await.err(), Some(Refusal::NotDue), "the search goes on");
    assert_eq!(campaign.states().await, [S::Withdrawing, S::Planned], "and it is nobody's fault");

    assert_eq!(campaign.mailed(Act::Place, newer).await, first);
    assert_eq!(
        campaign.begin(Act::Correct, older).await.err(),
        Some(Refusal::NotDue),
        "the newer has told them"
    );
    assert_eq!(campaign.states().await, [S::Corrected, S::Live]);
    campaign.retracted().await;
    assert_eq!(campaign.mailed(Act::Correct, newer).await, first, "once");
    assert_eq!(campaign.state().await, CampaignState::Closed);
}

async fn a_retraction_in_the_middle_of_an_update_takes_both_versions_back(database: Arc<Database>) {
    let mut campaign = launched_on("email", &database).await;
    let first = campaign.mailed(Act::Place, &campaign.copies().await[0]).await;
    campaign.updated().await;
    let [older, newer] = &campaign.copies().await[..] else { panic!("one of each version") };
    // One of the two has the newer one when the child is found.
    let permit = campaign.begin(Act::Place, newer).await.expect("leave");
    let sent = [PartReport { number: 1, state: PartState::Sent }];
    campaign.ledger.checkpoint(permit.id(), &sent).await.expect("an answer");
    campaign.retracted().await;
    let stopped = campaign.ledger.finish(permit.id(), &live("mail:2")).await.expect("an answer");
    assert_eq!(stopped, Finished::Recorded);
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for copy in [older, newer] {
        for address in campaign.mailed(Act::Correct, copy).await {
            *told.entry(address).or_default() += 1;
        }
    }
    assert_eq!(told, first.into_iter().map(|address| (address, 1)).collect(), "everybody, and nobody twice");
    assert_eq!(campaign.state().await, CampaignState::Closed);
}

async fn a_newer_mail_that_is_still_on_its_way_has_told_nobody_yet(database: Arc<Database>) {
    let mut campaign = launched_on("email", &database).await;
    let first = campaign.mailed(Act::Place, &campaign.copies().await[0]).await;
    campaign.updated().await;
    let [older, newer] = &campaign.copies().await[..] else { panic!("one of each version") };
    let permit = campaign.begin(Act::Place, newer).await.expect("leave");
    let told = async |state: PartState| {
        let reports = [PartReport { number: 1, state }];
        campaign.ledger.checkpoint(permit.id(), &reports).await.expect("an answer");
    };
    told(PartState::Sending).await;
    assert_eq!(campaign.begin(Act::Correct, older).await.err(), Some(Refusal::NotDue));
    told(PartState::Refused).await;
    campaign.retracted().await;
    campaign.app.sweep_once().await.expect("a sweep");
    assert_eq!(campaign.states().await, [S::Withdrawing, S::Placing], "and nobody is called for nothing");
    campaign.ledger.finish(permit.id(), &live("mail:2")).await.expect("an answer");
    assert_eq!(campaign.mailed(Act::Correct, older).await, first, "nobody was told by the newer one");
}

/// It waited for the newer one, and was looked at seldom; the end makes it owed, and its one bell is not heard.
async fn an_older_mail_that_waited_long_has_a_person_in_time_after_the_end(database: Arc<Database>) {
    let mut campaign = launched_on("email", &database).await;
    campaign.mailed(Act::Place, &campaign.copies().await[0]).await;
    campaign.updated().await;
    for _ in 0..4 {
        campaign.clock.advance(TimeDelta::minutes(5));
        campaign.app.sweep_once().await.expect("a sweep");
    }
    campaign.retracted().await;
    for _ in 0..9 {
        campaign.clock.advance(TimeDelta::seconds(29));
        campaign.app.sweep_once().await.expect("a sweep");
    }
    assert_eq!(campaign.states().await[0], S::Escalated, "4 min 21 s after the end");
}

async fn a_place_that_was_dropped_and_comes_back_waits_for_what_still_stands_there(database: Arc<Database>) {
    let mut campaign = Prepared::on_these(&["page", "bluesky"], &database).await;
    campaign.launched().await;
    let on = async |campaign: &Prepared, channel: &str| -> Vec<PlacementView> {
        campaign.copies().await.into_iter().filter(|copy| copy.channel == channel).collect()
    };
    campaign.reports(Act::Place, &on(&campaign, "bluesky").await[0], live("at://1")).await;
    for channels in [vec!["page"], vec!["page", "bluesky"]] {
        let view = campaign.app.campaign(campaign.campaign).await.expect("the campaign");
        let mut draft = view.draft;
        draft.channels = channels.iter().map(|name| name.parse().expect("a channel")).collect();
        let edited =
            campaign.app.edit_campaign(&by(Role::Officer), campaign.campaign, view.version, draft).await;
        edited.expect("an edit");
        campaign.proven().await;
        approve(&campaign.app, campaign.campaign, campaign.digest.clone()).await;
        campaign.app.update_campaign(&by(Role::Officer), campaign.campaign, None).await.expect("an update");
    }
    let [older, newer] = &on(&campaign, "bluesky").await[..] else { panic!("one of each version") };
    assert_eq!(campaign.begin(Act::Place, newer).await.err(), Some(Refusal::NotDue), "never side by side");
    campaign.gone(older).await;
    campaign.begin(Act::Place, newer).await.expect("leave");
}

async fn an_order_to_end_holds_over_whichever_version_was_read(database: Arc<Database>) {
    let mut campaign = launched_on("bluesky", &database).await;
    let read = campaign.digest.clone();
    campaign.updated().await;
    let mut magistrate = Person::invited(&campaign.app, Role::Magistrate).await;
    let order =
        DecisionOrder { act: DecisionAct::End, digest: read, reasons: "Found.".to_owned(), until: None };
    magistrate.decides(&campaign.app, campaign.campaign, order).await;
    assert_eq!(campaign.app.campaign(campaign.campaign).await.expect("it").state, CampaignState::Ended);
}

/// I7. Telegram: a program may delete for 48 hours, of which the last eight are a person's.
async fn a_copy_that_could_soon_not_be_taken_back_is_made_anew_before(database: Arc<Database>) {
    let campaign = launched_on("telegram", &database).await;
    campaign.reports(Act::Place, &campaign.copies().await[0], live("@c/1")).await;
    campaign.clock.advance(TimeDelta::hours(39));
    campaign.app.sweep_once().await.expect("a sweep");
    assert_eq!(campaign.states().await, [S::Live], "there is time");
    campaign.clock.advance(TimeDelta::hours(2));
    campaign.app.sweep_once().await.expect("a sweep");
    let [older, newer] = &campaign.copies().await[..] else { panic!("one of each") };
    assert_eq!((older.state, newer.state), (S::Withdrawing, S::Planned));
    assert_eq!(campaign.begin(Act::Place, newer).await.err(), Some(Refusal::NotDue), "never side by side");
    campaign.gone(older).await;
    campaign.reports(Act::Place, newer, live("@c/2")).await;
    assert_eq!(campaign.states().await, [S::Withdrawn, S::Live]);
}

fn over(act: DecisionAct, digest: &str) -> DecisionOrder {
    DecisionOrder { act, digest: digest.to_owned(), reasons: "Because.".to_owned(), until: None }
}

async fn an_extension_after_the_newer_version_was_approved_holds_for_it_too(database: Arc<Database>) {
    let mut campaign = launched_on("bluesky", &database).await;
    let (out, app) = (campaign.digest.clone(), campaign.app.clone());
    campaign.edited().await;
    approve(&app, campaign.campaign, campaign.digest.clone()).await;
    let running = async || app.campaign(campaign.campaign).await.expect("it").until.expect("an end");
    let longer = running().await + TimeDelta::hours(12);
    let mut magistrate = Person::invited(&app, Role::Magistrate).await;
    let extended = DecisionOrder { until: Some(longer), ..over(DecisionAct::Extend, &out) };
    magistrate.decides(&app, campaign.campaign, extended).await;
    assert_eq!(running().await, longer);
    // After the end that the newer version was approved with.
    campaign.clock.advance(longer - app.now() - TimeDelta::hours(1));
    app.update_campaign(&by(Role::Officer), campaign.campaign, None).await.expect("an update");
    assert_eq!(running().await, longer);
    let key = InstallationKey::read(&InstallationKey::generate().expect("a key")).expect("the key");
    let bundle = app.evidence(campaign.campaign).await.expect("evidence");
    verify(&bundle.write(app.now(), &key).expect("a bundle"), None, &[]).expect("it holds");
}

/// Of two nodes, the one that approves is ahead of the one that sends back.
async fn a_decision_by_a_clock_that_stands_behind_is_still_the_last_one(database: Arc<Database>) {
    let mut campaign = launched_on("bluesky", &database).await;
    campaign.edited().await;
    let mut magistrate = Person::invited(&campaign.app, Role::Magistrate).await;
    let newer = campaign.digest.clone();
    magistrate.decides(&campaign.app, campaign.campaign, over(DecisionAct::Approve, &newer)).await;
    campaign.clock.advance(TimeDelta::seconds(-60));
    magistrate.decides(&campaign.app, campaign.campaign, over(DecisionAct::Oppose, &newer)).await;
    let update = campaign.app.update_campaign(&by(Role::Officer), campaign.campaign, None).await;
    let Err(AppError::Refused(refusals)) = update else { panic!("it went out although it was opposed") };
    assert_eq!(refusals[0].rule, "decision-missing");
}

async fn the_evidence_has_every_version_that_was_out(database: Arc<Database>) {
    let mut campaign = launched_on("bluesky", &database).await;
    let first = campaign.digest.clone();
    campaign.updated().await;
    let key = InstallationKey::read(&InstallationKey::generate().expect("a key")).expect("the key");
    let mut bundle = campaign.app.evidence(campaign.campaign).await.expect("evidence");
    let older: Vec<String> = bundle.older.iter().map(|proof| proof.digest().to_string()).collect();
    assert_eq!(older, [first]);
    let at = campaign.app.now();
    assert_eq!(verify(&bundle.write(at, &key).expect("a bundle"), None, &[]).expect("it holds").older, 1);
    let proof = bundle.older.remove(0);
    let lacks = verify(&bundle.write(at, &key).expect("a bundle"), None, &[]).expect_err("a version lacks");
    let folder = folder_of(proof.digest());
    assert!(lacks.iter().all(|fault| fault.to_string().contains(&folder)) && !lacks.is_empty(), "{lacks:?}");
    bundle.older.push(proof);
    let file = bundle.items.iter_mut().find(|item| item.name.starts_with(&folder)).expect("a file of it");
    file.bytes.push(0);
    let name = file.name.clone();
    let differs = verify(&bundle.write(at, &key).expect("a bundle"), None, &[]).expect_err("a byte more");
    assert!(differs.iter().any(|fault| fault.to_string().contains(&name)), "{differs:?}");
}
