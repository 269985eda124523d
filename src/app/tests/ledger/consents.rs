//! Consent by a link: an answer is to what was shown, nobody agrees after the end, and taking it back is always possible.

use crate::database::Database;
use crate::on_both;
use crate::stage::{Prepared, by};
use childalert_app::{
    AppError, Changed, ConsentAnswer, ConsentAsk, ConsentAsked, ConsentSheet, Retraction, Role, Token,
};
use childalert_domain::{Area, Authority, CampaignState, Digest, Lang, RetractionReason};
use chrono::TimeDelta;
use std::sync::Arc;

on_both! {
    an_answer_to_what_was_replaced_is_refused_and_told_what_changed
    after_the_end_nobody_agrees_or_refuses_and_a_consent_is_still_taken_back
    a_link_that_was_taken_back_or_is_old_opens_nothing
}

async fn asked(prepared: &Prepared) -> (ConsentAsked, Token) {
    let ask = ConsentAsk {
        campaign: prepared.campaign,
        holder: "The father (invented)".to_owned(),
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
        photos: shown.photos,
        channels: shown.channels,
        languages: shown.languages,
        area: true,
        until: None,
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
    assert_eq!(database.number(noted).await, 3);
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
