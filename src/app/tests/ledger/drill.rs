//! A whole drill, and that nothing of it reaches anybody: no authority, no mailbox, no page, no feed; and that a real case and an
//! exercise never have a campaign of the other's.

use crate::database::Database;
use crate::magistrate::Person;
use crate::stage::{Prepared, by};
use childalert_app::{AppError, Authority, KitFile, Retraction, Role, Standing, statement_report};
use childalert_domain::{
    CampaignDraft, CampaignState, Case, Digest, Kind, Lang, PlacementState, Proof, Refusal, RetractionReason,
};
use childalert_jobs::{
    Act, Begun, Content, Job, Ledger, MESSAGE_QUEUE, Outcome, Plays, Reason, Refusal as NoLeave,
};
use childalert_queue::Queue;
use childalert_store::{Store, StoreError, campaigns};
use chrono::TimeDelta;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

crate::on_both! {
    a_whole_drill_reaches_nobody
    the_files_of_what_is_meant_are_found
    an_exercise_and_a_real_case_never_have_each_others_campaigns
}

/// What the word is on every sheet of a drill.
const MARKS: [(Lang, &str); 4] =
    [(Lang::Fr, "EXERCICE"), (Lang::Nl, "OEFENING"), (Lang::De, "ÜBUNG"), (Lang::En, "EXERCISE")];

fn authorities() -> Vec<Authority> {
    vec![Authority { name: "cell".to_owned(), email: "cell@authority.example".to_owned(), lang: Lang::Nl }]
}

/// Does one act on a copy as the training worker would; where it stands then.
async fn played(drill: &Prepared, act: Act, id: Uuid) -> Result<PlacementState, NoLeave> {
    let permit = match drill.ledger.begin(&Job { act, id, epoch: 1 }).await.expect("an answer") {
        Begun::Permit(permit) => permit,
        Begun::Refused { refusal } => return Err(refusal),
    };
    let Content::Training { lang, text, plays } = permit.content() else {
        panic!("a permit that a channel with a way out would take: {:?}", permit.content())
    };
    let (_, mark) = MARKS.iter().find(|(of, _)| of.code() == lang).expect("a language");
    assert!(text.starts_with(mark), "{text}");
    let outcome = match (plays, act) {
        (Plays::Busy, _) => Outcome::RetryAfter { ms: 15_000, reason: Reason::QuotaReached },
        (Plays::Silent, _) => Outcome::Unknown { reason: Reason::NoAnswer },
        (Plays::Resists, Act::Withdraw) => Outcome::Rejected { reason: Reason::StillThere },
        (_, Act::Withdraw) => Outcome::Absent,
        (_, Act::Correct) => Outcome::Corrected,
        _ => Outcome::Live { outside_id: format!("training:{id}"), url: None },
    };
    drill.ledger.finish(permit.id(), &outcome).await.expect("an answer");
    let copies = drill.app.placements(drill.campaign, 100, 0).await.expect("the copies");
    Ok(copies.into_iter().find(|copy| copy.id == id).expect("the copy").state)
}

/// The code under which the public site would have the files of a campaign: nobody is told it but those who get a kit.
async fn kit_code(store: &Store, campaign: Uuid) -> String {
    let found = store
        .read::<_, StoreError, _>(move |tx| Box::pin(async move { campaigns::find(tx, campaign).await }));
    found.await.expect("the store answers").expect("the campaign").kit_code
}

/// That nobody outside can have seen anything so far; `ended`: what the check page says of it.
async fn nobody_knows(drill: &Prepared, store: &Store, ended: bool) {
    let app = &drill.app;
    let campaign = app.campaign(drill.campaign).await.expect("the campaign");
    assert!(campaign.pages.is_empty());
    let live = campaign.live_proof;
    for lang in Lang::ALL {
        assert!(app.front(lang).await.expect("the front page").is_empty());
        let feed = app.feed(lang).await.expect("the feed");
        assert!(feed.entries.is_empty() && feed.deleted.is_empty());
        let page = app.public_notice(&campaign.code, lang).await.expect("an answer");
        assert!(matches!(page, Standing::Unknown));
        let check = app.check(&campaign.code, lang).await.expect("an answer");
        assert!(matches!(check, Standing::Exercise { ended: said } if said == ended));
    }
    if let Some(proof) = live {
        let files = app.proof(proof).await.expect("the proof").files;
        assert!(!files.is_empty());
        let code = kit_code(store, drill.campaign).await;
        for file in files {
            let found = app.kit_file(&code, &file.name).await;
            assert!(matches!(found, Err(AppError::NotFound(_))), "{}", file.name);
        }
    }
    let messages = app.case_messages(drill.case).await.expect("the messages");
    for message in &messages {
        assert_eq!((message.state.as_str(), message.attempts), ("exercise", 0), "{}", message.template);
        let begun = drill.ledger.begin(&Job { act: Act::Tell, id: message.id, epoch: 0 }).await;
        assert!(matches!(begun, Ok(Begun::Refused { refusal: NoLeave::NotDue })), "{}", message.template);
    }
}

/// Everything that the service does by itself, once.
async fn sweeps(drill: &Prepared, database: &Database) {
    let store = database.open().await;
    let (_stop, stopped) = watch::channel(true);
    let (node, queue) = drill.beside(store.clone());
    node.run_sweep(stopped).await;
    while node.relay_once().await.expect("the outbox") > 0 {}
    let mut mail = queue.consume(MESSAGE_QUEUE, 1).await;
    let rung = tokio::time::timeout(Duration::from_millis(100), mail.next()).await;
    assert!(rung.is_err(), "nobody is rung for that could send mail");
    store.close().await;
}

async fn a_whole_drill_reaches_nobody(database: Arc<Database>) {
    let drill = Prepared::drill(&database, authorities()).await;
    let (app, store) = (&drill.app, database.open().await);
    let mut magistrate = Person::invited(app, Role::Magistrate).await;
    let operator = Person::invited(app, Role::Operator).await;
    let told = async |template: &str| {
        let messages = app.case_messages(drill.case).await.expect("the messages");
        messages
            .into_iter()
            .filter(|one| one.template == template)
            .map(|one| one.recipient)
            .collect::<Vec<_>>()
    };
    sweeps(&drill, &database).await;
    nobody_knows(&drill, &store, false).await;
    // Who would have been told can be read by those who hold it.
    assert_eq!(told("worrying").await, ["authority:cell"]);
    assert_eq!(told("waiting").await, [format!("account:{}", magistrate.actor.id)]);

    // Every sheet says what it is.
    let proof = app.proofs(drill.campaign).await.expect("the proofs").remove(0);
    let canonical = proof.canonical.expect("it is frozen");
    let digest: Digest = drill.digest.parse().expect("a digest");
    let content = Proof::thaw(canonical, digest).expect("the proof").content().clone();
    assert_eq!(content.kind, Kind::Drill);
    assert_eq!(
        content.notices.iter().map(|one| (one.lang, one.headline.as_str())).collect::<Vec<_>>(),
        MARKS
    );
    assert!(content.mails.is_empty() && content.posts.len() == 8, "one a channel and language");
    let without_words = content.files.iter().filter(|file| file.name.starts_with("page"));
    assert_eq!(without_words.count(), 0, "no picture without the word");
    assert!(content.files.iter().any(|file| file.name.starts_with("poster-a4")));

    let order = childalert_app::DecisionOrder {
        act: childalert_domain::DecisionAct::Approve,
        digest: drill.digest.clone(),
        reasons: "An exercise.".to_owned(),
        until: None,
    };
    magistrate.decides(app, drill.campaign, order).await;
    app.launch(&by(Role::Officer), drill.campaign, None).await.expect("a launch");
    assert_eq!(told("launch").await, ["authority:cell"]);
    let copies = app.placements(drill.campaign, 100, 0).await.expect("the copies");
    assert_eq!(copies.len(), 8);
    for copy in &copies {
        let state = played(&drill, Act::Place, copy.id).await.expect("leave");
        let plain = copy.channel == "training_mail";
        match copy.lang.as_str() {
            "nl" if !plain => {
                assert_eq!(state, PlacementState::Planned, "it has to wait");
                drill.clock.advance(TimeDelta::seconds(16));
                assert_eq!(played(&drill, Act::Place, copy.id).await, Ok(PlacementState::Live));
            }
            "en" if !plain => {
                assert_eq!(state, PlacementState::Unknown, "its answer is lost");
                assert_eq!(played(&drill, Act::Probe, copy.id).await, Ok(PlacementState::Live));
            }
            _ => assert_eq!(state, PlacementState::Live),
        }
    }
    sweeps(&drill, &database).await;
    nobody_knows(&drill, &store, false).await;

    let retraction = Retraction { reason: RetractionReason::FoundSafe };
    app.retract(&by(Role::Officer), drill.campaign, retraction).await.expect("a retraction");
    for copy in &copies {
        let (act, gone) = match copy.channel.as_str() {
            "training_mail" => (Act::Correct, PlacementState::Corrected),
            _ => (Act::Withdraw, PlacementState::Withdrawn),
        };
        let state = played(&drill, act, copy.id).await.expect("leave");
        if copy.lang != "de" || act == Act::Correct {
            assert_eq!(state, gone);
            continue;
        }
        assert_eq!(state, PlacementState::Escalated, "it resists");
        sweeps(&drill, &database).await;
        assert_eq!(told("resists").await, [format!("account:{}", operator.actor.id)]);
        assert_eq!(
            played(&drill, act, copy.id).await,
            Ok(PlacementState::Escalated),
            "until somebody is at it"
        );
        app.take_placement(&by(Role::Operator), copy.id).await.expect("taken");
        assert_eq!(played(&drill, act, copy.id).await, Ok(PlacementState::Withdrawn));
    }
    sweeps(&drill, &database).await;
    nobody_knows(&drill, &store, true).await;
    let closed = app.campaign(drill.campaign).await.expect("the campaign");
    assert_eq!(closed.state, CampaignState::Closed);
    let statement = app.closing_statement(drill.campaign).await.expect("a statement");
    let report = statement_report(&statement, digest, Lang::En);
    assert!(report.title.starts_with("EXERCISE"), "{}", report.title);
    store.close().await;
}

/// What [`nobody_knows`] asks for in vain is given where it is no exercise: otherwise it would ask for nothing.
async fn the_files_of_what_is_meant_are_found(database: Arc<Database>) {
    let real = Prepared::on("page", &database, Vec::new()).await;
    let store = database.open().await;
    real.launched().await;
    let proof = real.app.campaign(real.campaign).await.expect("the campaign").live_proof.expect("it is live");
    let files = real.app.proof(proof).await.expect("the proof").files;
    assert!(!files.is_empty());
    let code = kit_code(&store, real.campaign).await;
    for file in files {
        let found = real.app.kit_file(&code, &file.name).await;
        assert!(matches!(found, Ok(KitFile::Live { .. })), "{}", file.name);
    }
    store.close().await;
}

fn refusals<T>(answer: Result<T, AppError>) -> Vec<(String, String)> {
    match answer {
        Err(AppError::Refused(refusals)) => {
            refusals.into_iter().map(|Refusal { rule, field, .. }| (rule.to_owned(), field)).collect()
        }
        Err(other) => panic!("{other}"),
        Ok(_) => Vec::new(),
    }
}

async fn an_exercise_and_a_real_case_never_have_each_others_campaigns(database: Arc<Database>) {
    let drill = Prepared::drill(&database, Vec::new()).await;
    let real = Prepared::on("page", &database, Vec::new()).await;
    let drafted = async |of: &Prepared| of.app.campaign(of.campaign).await.expect("the campaign").draft;
    let (exercise, meant) = (drafted(&drill).await, drafted(&real).await);
    let kind = [("drill-case".to_owned(), "kind".to_owned())];
    let swapped = [(&drill, meant, "online"), (&real, exercise, "drill")];
    for (of, other, name) in swapped {
        let draft = CampaignDraft { kind: if name == "drill" { Kind::Drill } else { Kind::Online }, ..other };
        let made = of.app.draft_campaign(&by(Role::Officer), of.case, draft.clone()).await;
        let said = refusals(made);
        assert!(said.contains(&kind[0]), "{name}: {said:?}");
        let version = of.app.campaign(of.campaign).await.expect("the campaign").version;
        let edited = of.app.edit_campaign(&by(Role::Officer), of.campaign, version, draft).await;
        assert!(refusals(edited).contains(&kind[0]), "{name}");
    }
    for of in [&drill, &real] {
        let view = of.app.case(of.case).await.expect("the case");
        let case = Case { drill: !view.case.drill, ..view.case };
        let changed = of.app.change_case(&by(Role::Officer), of.case, view.version, case, true).await;
        assert_eq!(refusals(changed), [("drill-fixed".to_owned(), "drill".to_owned())]);
    }
}
