//! Consent by a link: an answer is to what was shown, nobody agrees after the end, and taking it back is always possible.

use crate::database::Database;
use crate::on_both;
use crate::stage::{Prepared, by};
use childalert_app::{
    AppError, Changed, ConsentAnswer, ConsentAsk, ConsentAsked, ConsentSheet, CopiesOf, Retraction, Role,
    Token,
};
use childalert_domain::{Area, Authority, CampaignState, Digest, Lang, PlacementState, RetractionReason};
use childalert_jobs::{Act, Outcome, Reason};
use chrono::TimeDelta;
use std::sync::Arc;

on_both! {
    an_answer_to_what_was_replaced_is_refused_and_told_what_changed
    after_the_end_nobody_agrees_or_refuses_and_a_consent_is_still_taken_back
    a_link_that_was_taken_back_or_is_old_opens_nothing
    what_is_tried_by_an_old_link_is_noted_once_an_hour
    a_copy_that_resists_is_not_said_to_be_back
    a_holder_is_asked_for_the_newer_version_and_the_one_that_is_out_stays
    questions_that_are_over_are_forgotten
}

async fn asked(prepared: &Prepared) -> (ConsentAsked, Token) {
    asked_of(prepared, "The father (invented)").await
}

async fn asked_of(prepared: &Prepared, holder: &str) -> (ConsentAsked, Token) {
    let ask = ConsentAsk {
        campaign: prepared.campaign,
        holder: holder.to_owned(),
        authority: Authority::Parent,
        lang: Lang::Fr,
    };
    let asked = prepared.app.ask_consent(&by(Role::Officer), prepared.case, ask).await.expect("a link");
    let link = asked.link.clone().expect("the address");
    (asked, Token::sent(link.rsplit('/').next().expect("a token")))
}

/// A yes to everything on a sheet.
fn yes(sheet: &ConsentSheet) -> ConsentAnswer {
    let shown = sheet.content.scope();
    ConsentAnswer {
        all: false,
        photos: shown.photos,
        channels: shown.channels,
        languages: shown.languages,
        area: true,
        until: Some(sheet.until),
        shown: Some(sheet.digest),
    }
}

async fn an_answer_to_what_was_replaced_is_refused_and_told_what_changed(database: Arc<Database>) {
    let mut prepared = Prepared::on("bluesky", &database, Vec::new()).await;
    let app = prepared.app.clone();
    let (_, token) = asked(&prepared).await;
    let before = app.consent_sheet(&token).await.expect("the sheet");
    let view = app.campaign(prepared.campaign).await.expect("the campaign");
    let mut draft = view.draft;
    draft.notices[0].appeal = "Appelez, jour et nuit.".to_owned();
    draft.area = Area::Nationwide;
    app.edit_campaign(&by(Role::Officer), prepared.campaign, view.version, draft).await.expect("an edit");
    prepared.proven().await;

    let answer = app.give_consent(&token, yes(&before)).await;
    let Err(AppError::ShownChanged(changed)) = answer else { panic!("taken: {answer:?}") };
    assert_eq!(changed, [Changed::Texts, Changed::Area]);
    for unknown in [None, Some(Digest::of(b"another campaign's"))] {
        let answer = app.give_consent(&token, ConsentAnswer { shown: unknown, ..yes(&before) }).await;
        assert!(matches!(answer, Err(AppError::ShownChanged(what)) if what == [Changed::Look]));
    }
    let noted = "SELECT COUNT(*) FROM trail WHERE act = 'refused' AND reason = 'shown-changed'";
    assert_eq!(
        database.number(noted).await,
        2,
        "what changed, and that nobody knows what: each once an hour"
    );
    let case = app.case(prepared.case).await.expect("the case");
    assert_eq!(case.consents.len(), 1, "nothing but the mother's: the refused answers left nothing");

    let after = app.consent_sheet(&token).await.expect("the sheet as it is now");
    assert_eq!((after.outcome.as_str(), after.digest.to_string()), ("asked", prepared.digest.clone()));
    app.give_consent(&token, yes(&after)).await.expect("an answer to what is there");
    let case = app.case(prepared.case).await.expect("the case");
    let given = &case.consents.last().expect("the father's").consent;
    assert_eq!(given.shown.map(|shown| (shown.proof, shown.lang)), Some((after.digest, Lang::Fr)));
    assert_eq!(given.scope.area, Area::Nationwide);
}

async fn after_the_end_nobody_agrees_or_refuses_and_a_consent_is_still_taken_back(database: Arc<Database>) {
    let prepared = Prepared::on("bluesky", &database, Vec::new()).await;
    let app = &prepared.app;
    let ((_, agreed), (_, silent)) = (asked(&prepared).await, asked(&prepared).await);
    let sheet = app.consent_sheet(&agreed).await.expect("the sheet");
    let file = sheet.content.files[0].name.clone();
    app.give_consent(&agreed, yes(&sheet)).await.expect("he agrees");
    prepared.launched().await;
    app.consent_file(&silent, &file).await.expect("a file, while it is out");
    let found = Retraction { reason: RetractionReason::FoundSafe };
    app.retract(&by(Role::Officer), prepared.campaign, found).await.expect("she is found");

    let over = app.consent_sheet(&silent).await.expect("a calm page");
    assert!(over.ended && over.launched && over.outcome == "asked");
    let gone = app.consent_file(&silent, &file).await;
    assert!(matches!(gone, Err(AppError::NotFound("file"))), "nothing that shows the child");
    for answer in [
        app.give_consent(&silent, yes(&sheet)).await,
        app.give_consent(&agreed, yes(&sheet)).await,
        app.refuse_consent(&silent, "Too late".to_owned()).await,
    ] {
        let Err(AppError::Refused(refusals)) = answer else { panic!("taken: {answer:?}") };
        assert_eq!(refusals[0].rule, "campaign-state");
    }
    app.withdraw_by_link(&agreed).await.expect("as easy as giving, to the last");
    let sheet = app.consent_sheet(&agreed).await.expect("a calm page");
    assert!(sheet.outcome == "withdrawn" && sheet.given.is_none());
    let again = app.withdraw_by_link(&agreed).await;
    assert!(matches!(again, Err(AppError::Refused(_))), "there is nothing to take back");
    let case = app.case(prepared.case).await.expect("the case");
    assert!(case.consents.iter().filter(|given| given.consent.withdrawn_at.is_some()).count() == 1);
}

async fn a_link_that_was_taken_back_or_is_old_opens_nothing(database: Arc<Database>) {
    let prepared = Prepared::on("bluesky", &database, Vec::new()).await;
    let app = &prepared.app;
    let ((asking, revoked), (_, old)) = (asked(&prepared).await, asked(&prepared).await);
    let sheet = app.consent_sheet(&revoked).await.expect("the sheet");
    let elsewhere = app.revoke_consent_link(&by(Role::Officer), asking.campaign, asking.id).await;
    assert!(matches!(elsewhere, Err(AppError::NotFound(_))), "in its own case alone");
    for _ in 0..2 {
        let view = app.revoke_consent_link(&by(Role::Officer), prepared.case, asking.id).await;
        assert!(view.expect("it is taken back").revoked_at.is_some());
    }
    let noted = "SELECT COUNT(*) FROM trail WHERE act = 'consent.revoke_link'";
    assert_eq!(database.number(noted).await, 1, "once");
    let code = |result: Result<(), AppError>| match result {
        Err(AppError::Access(fault)) => fault.code(),
        other => panic!("{other:?}"),
    };
    assert_eq!(code(app.consent_sheet(&revoked).await.map(|_| ())), "link-expired");
    assert_eq!(code(app.give_consent(&revoked, yes(&sheet)).await), "link-expired");
    assert_eq!(code(app.withdraw_by_link(&Token::sent("guess")).await), "link-unknown");
    app.consent_sheet(&old).await.expect("the other one is his own");
    prepared.clock.advance(TimeDelta::days(401));
    assert_eq!(code(app.consent_sheet(&old).await.map(|_| ())), "link-expired");
    let state = app.campaign(prepared.campaign).await.expect("the campaign").state;
    assert_eq!(state, CampaignState::Proposed);
}

async fn what_is_tried_by_an_old_link_is_noted_once_an_hour(database: Arc<Database>) {
    let prepared = Prepared::on("bluesky", &database, Vec::new()).await;
    let app = &prepared.app;
    let ((first, revoked), (second, other)) = (asked(&prepared).await, asked(&prepared).await);
    let sheet = app.consent_sheet(&revoked).await.expect("the sheet");
    for asking in [first, second] {
        app.revoke_consent_link(&by(Role::Officer), prepared.case, asking.id).await.expect("taken back");
    }
    let noted = async |what: &str| {
        let trail = "SELECT COUNT(*) FROM trail WHERE act = 'refused' AND reason = 'link-expired' AND detail";
        database.number(&format!("{trail} = '{what}'")).await
    };
    let looks = (0..20).map(|_| app.consent_sheet(&revoked));
    assert!(futures_util::future::join_all(looks).await.iter().all(Result::is_err));
    assert_eq!(noted("consent.look").await, 1, "of twenty at once");
    let withdrawn = app.withdraw_by_link(&revoked).await;
    assert!(withdrawn.is_err() && app.give_consent(&revoked, yes(&sheet)).await.is_err());
    assert_eq!(
        (noted("consent.withdraw").await, noted("consent.give").await),
        (1, 1),
        "another act is another"
    );
    assert!(app.consent_sheet(&other).await.is_err());
    assert_eq!(noted("consent.look").await, 2, "another link is another");
    prepared.clock.advance(TimeDelta::minutes(59));
    assert!(app.consent_sheet(&revoked).await.is_err());
    assert_eq!(noted("consent.look").await, 2, "within the hour");
    prepared.clock.advance(TimeDelta::minutes(2));
    assert!(app.consent_sheet(&revoked).await.is_err());
    assert_eq!(noted("consent.look").await, 3, "and again after it");
}

async fn a_copy_that_resists_is_not_said_to_be_back(database: Arc<Database>) {
    let prepared = Prepared::on("bluesky", &database, Vec::new()).await;
    let mothers = prepared.app.case(prepared.case).await.expect("the case").consents[0].id;
    let (_, token) = asked(&prepared).await;
    let sheet = prepared.app.consent_sheet(&token).await.expect("the sheet");
    let all = ConsentAnswer { all: true, shown: Some(sheet.digest), ..ConsentAnswer::default() };
    prepared.app.give_consent(&token, all).await.expect("he agrees to all of it");
    prepared.launched().await;
    let stage = prepared.staged().await;
    let live = Outcome::Live { outside_id: "at://did:plc:a/app.bsky.feed.post/1".to_owned(), url: None };
    let permit = stage.begin(Act::Place).await.expect("leave");
    stage.finish(&permit, &live).await;
    stage.app.withdraw_consent(&by(Role::Officer), mothers).await.expect("hers is withdrawn");
    let sheet = stage.app.consent_sheet(&token).await.expect("the sheet");
    assert!(!sheet.ended && sheet.given.is_some(), "his covers it");
    stage.app.withdraw_by_link(&token).await.expect("and so is his");
    let permit = stage.begin(Act::Withdraw).await.expect("leave");
    stage.finish(&permit, &Outcome::Rejected { reason: Reason::CredentialsRefused }).await;
    assert_eq!(stage.state().await, PlacementState::Escalated);
    let sheet = stage.app.consent_sheet(&token).await.expect("the sheet");
    let stands = CopiesOf { all: 1, out: 1, with_person: 1, told: 0 };
    assert_eq!(sheet.copies.get("bluesky"), Some(&stands), "it is out, and a person sees to it");
}

async fn a_holder_is_asked_for_the_newer_version_and_the_one_that_is_out_stays(database: Arc<Database>) {
    let mut prepared = Prepared::on("bluesky", &database, Vec::new()).await;
    let app = prepared.app.clone();
    prepared.launched().await;
    let out = prepared.digest.clone();
    let view = app.campaign(prepared.campaign).await.expect("the campaign");
    let mut draft = view.draft;
    draft.notices[0].appeal = "Appelez, jour et nuit.".to_owned();
    app.edit_campaign(&by(Role::Officer), prepared.campaign, view.version, draft).await.expect("an edit");
    prepared.proven().await;
    let mother = app.case(prepared.case).await.expect("the case").consents[0].consent.holder.clone();
    let ((_, first), (_, second)) = (asked_of(&prepared, &mother).await, asked_of(&prepared, &mother).await);
    let sheet = app.consent_sheet(&first).await.expect("the sheet");
    assert_eq!(sheet.digest.to_string(), prepared.digest, "what would go out next");
    assert_ne!(sheet.digest.to_string(), out);
    app.give_consent(&first, yes(&sheet)).await.expect("she agrees to it as well");
    let state = async || app.campaign(prepared.campaign).await.expect("the campaign").state;
    assert_eq!(state().await, CampaignState::Live);
    // By another link, to less than she had agreed to: her last word, which leaves what is out without cover.
    let narrower = ConsentAnswer { channels: ["page".parse().expect("a channel")].into(), ..yes(&sheet) };
    let shown = app.give_consent(&second, narrower).await;
    let Err(AppError::Refused(lacks)) = shown else { panic!("a channel that was not shown: {shown:?}") };
    assert_eq!(lacks[0].rule, "consent-channel");
    let sooner = ConsentAnswer { until: Some(app.now() + TimeDelta::hours(1)), ..yes(&sheet) };
    app.give_consent(&second, sooner).await.expect("for an hour more");
    assert_eq!(state().await, CampaignState::Ended);
}

async fn questions_that_are_over_are_forgotten(database: Arc<Database>) {
    let prepared = Prepared::on("bluesky", &database, Vec::new()).await;
    let asked = "SELECT COUNT(*) FROM questions";
    let before = database.number(asked).await;
    prepared.app.ask_to_sign_in().await.expect("a question");
    prepared.app.forget_questions().await.expect("nothing is over yet");
    assert_eq!(database.number(asked).await, before + 1);
    prepared.clock.advance(TimeDelta::hours(1));
    assert!(prepared.app.forget_questions().await.expect("they go") > 0);
    assert_eq!(database.number(asked).await, 0);
}
