//! Mastodon, a Facebook Page and a Telegram channel, each against its double: the same scenario on all three, and what is true of
//! one alone. What the worker reports is held against what really happened there.

mod making;
mod taking_back;

use crate::script::{Entry, ScriptedLedger, fresh_id, ledger_with_picture, outcome_of, post};
use childalert_demo::doubles::social::{
    Fault, Happened, Social, SocialDouble, Step, TruthEvent, facebook::FacebookDouble,
    mastodon::MastodonDouble, telegram::TelegramDouble,
};
use childalert_jobs::{Act, Content, Outcome, Permit, PermitId, Standing};
use childalert_workers::{
    Roles,
    config::{FacebookConfig, MastodonConfig, TelegramConfig, WorkersConfig},
    egress::Call,
};
use futures_util::StreamExt;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use uuid::Uuid;

const TOKEN: &str = "417:demo-only";
const PAGE: &str = "100044123456789";
const CHANNEL: &str = "@alerts_example";

/// What a test asks of any double.
trait Outside {
    fn url(&self) -> String;
    fn fault(&self, fault: Fault, times: u32, step: Step);
    fn let_go(&self);
    fn faults_met(&self, step: Step) -> u32;
    fn truth(&self) -> Vec<TruthEvent>;
    fn standing(&self) -> Vec<String>;
    fn texts(&self) -> Vec<String>;
}

impl<S: Social> Outside for SocialDouble<S> {
    fn url(&self) -> String {
        self.url()
    }

    fn fault(&self, fault: Fault, times: u32, step: Step) {
        self.fault(fault, times, step);
    }

    fn let_go(&self) {
        self.let_go();
    }

    fn faults_met(&self, step: Step) -> u32 {
        self.faults_met(step)
    }

    fn truth(&self) -> Vec<TruthEvent> {
        self.truth()
    }

    fn standing(&self) -> Vec<String> {
        self.standing()
    }

    fn texts(&self) -> Vec<String> {
        self.texts()
    }
}

/// A network, and a worker's configuration for it.
struct Network {
    name: &'static str,
    outside: Box<dyn Outside>,
    config: WorkersConfig,
    /// The call that makes a post public.
    write: Step,
    /// The call that reads a post back.
    read: Step,
}

const NAMES: [&str; 3] = ["mastodon", "facebook", "telegram"];

impl Network {
    async fn named(name: &'static str) -> Network {
        let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut config = WorkersConfig::default();
        let token = || TOKEN.to_owned().into();
        let (outside, write, read): (Box<dyn Outside>, _, _) = match name {
            "mastodon" => {
                let double = MastodonDouble::start(anywhere, TOKEN, None).await.unwrap();
                let server = double.url().parse().unwrap();
                config.mastodon = Some(MastodonConfig { server, token: token() });
                (Box::new(double), Step::Post, Step::List)
            }
            "facebook" => {
                let double = FacebookDouble::start(anywhere, PAGE, TOKEN, None).await.unwrap();
                let api = double.api().parse().unwrap();
                config.facebook = Some(FacebookConfig { page: PAGE.to_owned(), token: token(), api });
                (Box::new(double), Step::Publish, Step::Read)
            }
            _ => {
                let double = TelegramDouble::start(anywhere, &CHANNEL[1..], TOKEN, None).await.unwrap();
                let (api, preview) = (double.url().parse().unwrap(), double.url().parse().unwrap());
                let channel = CHANNEL.to_owned();
                config.telegram = Some(TelegramConfig { channel, token: token(), api, preview });
                (Box::new(double), Step::Post, Step::Read)
            }
        };
        Network { name, outside, config, write, read }
    }

    /// What the public gets at an address of the network.
    async fn page(&self, path: &str) -> bytes::Bytes {
        let url = format!("{}{path}", self.outside.url()).parse().unwrap();
        WorkersConfig::default().egress_to_own_site().ask(Call::get(url)).await.unwrap().body
    }

    fn happened(&self, what: Happened) -> usize {
        self.outside.truth().iter().filter(|event| event.what == what).count()
    }
}

/// One copy, with what a ledger would know of it.
struct Copy<'n> {
    network: &'n Network,
    id: Uuid,
    fence: i64,
    known: Option<String>,
    content: Content,
    leave: Duration,
}

impl Copy<'_> {
    fn on(network: &Network) -> Copy<'_> {
        let (id, leave) = (fresh_id(), Duration::from_secs(20));
        Copy { network, id, fence: 0, known: None, content: post(), leave }
    }

    /// One act, by a worker that has just started.
    async fn act(&mut self, act: Act) -> Outcome {
        self.told(act, Standing::Good).await
    }

    /// The same; asked half-way, the ledger says this.
    async fn told(&mut self, act: Act, standing: Standing) -> Outcome {
        self.fence += 1;
        let id = PermitId { id: self.id, fence: self.fence };
        let permit = Permit::issue(id, act, self.leave, self.known.clone(), self.content.clone());
        let ledger: Arc<ScriptedLedger> = ledger_with_picture(&permit);
        ledger.standing([Ok(standing)]);
        let roles = Roles::named([self.network.name], &self.network.config).unwrap();
        let outcome = outcome_of(roles, self.network.name, permit, &ledger).await;
        for entry in ledger.log() {
            match entry {
                Entry::KeepId(id) => self.known = Some(id),
                Entry::Finish(Outcome::Live { outside_id, .. }) => self.known = Some(outside_id),
                _ => {}
            }
        }
        outcome
    }

    async fn placed(network: &Network) -> Copy<'_> {
        let mut copy = Copy::on(network);
        let outcome = copy.act(Act::Place).await;
        assert!(is_live(&outcome), "{}: {outcome:?}", network.name);
        copy
    }
}

/// Every case against a network of its own, a few at a time.
async fn each_apart<F: Future<Output = ()>>(cases: impl IntoIterator<Item = F>) {
    futures_util::stream::iter(cases).buffer_unordered(6).collect::<()>().await;
}

fn is_live(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Live { .. })
}

fn with_text(text: String) -> Content {
    let Content::Post { lang, link, picture, created_at, .. } = post() else { unreachable!() };
    Content::Post { lang, link, picture, created_at, text }
}
