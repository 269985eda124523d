//! A magistrate whose passkey is played in software: invited, enrolled, and asked to decide, as the pages do it.

use childalert_app::{
    Actor, App, DecisionOrder, Ids, NewAccount, Request, Role, SignedAnswer, SystemIds, Token,
};
use childalert_demo::doubles::passkey::SoftPasskey;
use childalert_domain::{DecisionAct, Lang};
use serde_json::json;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Somebody with an account.
pub struct Person {
    /// Who they are.
    pub actor: Actor,
    /// Their passkey.
    pub passkey: SoftPasskey,
}

impl Person {
    /// Invites somebody and follows the invitation.
    pub async fn invited(app: &App, role: Role) -> Person {
        let email = format!("{}@court.example", SystemIds.code());
        let new = NewAccount {
            email,
            name: "Invented".to_owned(),
            lang: Lang::Fr,
            role,
            provider: None,
            provider_subject: None,
            reason: String::new(),
        };
        let invited = app.invite_from_console(new).await.expect("an invitation");
        let link = invited.link.expect("a link");
        let token = Token::sent(link.rsplit('/').next().expect("a token"));
        let (question, options) = app.ask_to_enrol(&token).await.expect("a question");
        let (passkey, credential) = SoftPasskey::create(&options, app.public_url()).expect("a passkey");
        let credential = serde_json::from_value(credential).expect("a credential");
        let enrolled = app.enrol(&token, question, credential).await.expect("it is taken");
        let visitor = app.visitor(&enrolled.cookie.token).await.expect("a session");
        Person { actor: visitor.actor, passkey }
    }

    /// Signs in anew: what the service took for question and answer.
    #[allow(dead_code, reason = "the benchmark's")]
    pub async fn signs_in(&mut self, app: &App) -> Duration {
        let began = Instant::now();
        let asked = app.ask_to_sign_in().await.expect("a question");
        let asking = began.elapsed();
        let answer = self.passkey.get(&asked.options).expect("an answer");
        let answer = serde_json::from_value(answer).expect("an answer");
        let began = Instant::now();
        app.sign_in(asked.question, answer).await.expect("they are let in");
        asking + began.elapsed()
    }

    /// Asks, signs and decides: what the service took for question and answer.
    pub async fn decides(&mut self, app: &App, campaign: Uuid, order: DecisionOrder) -> Duration {
        let began = Instant::now();
        let asked = app.ask_decision(&self.actor, campaign, order).await.expect("a question");
        let asking = began.elapsed();
        let answer = self.passkey.get(&asked.options).expect("an answer");
        let answer: SignedAnswer = serde_json::from_value(json!({
            "question": asked.question,
            "credential": answer,
        }))
        .expect("an answer");
        let began = Instant::now();
        app.decide(&self.request(), campaign, answer).await.expect("a decision");
        asking + began.elapsed()
    }

    /// A request of theirs, with a new Idempotency-Key.
    pub fn request(&self) -> Request {
        let (key, digest) = (SystemIds.code(), SystemIds.code());
        Request { actor: self.actor.clone(), key, digest, id: String::new() }
    }
}

/// Approves what has this digest.
pub async fn approve(app: &App, campaign: Uuid, digest: String) {
    let order = DecisionOrder { act: DecisionAct::Approve, digest, reasons: String::new(), until: None };
    Person::invited(app, Role::Magistrate).await.decides(app, campaign, order).await;
}
