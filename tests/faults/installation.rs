//! One installation under test: the service, a worker process for each role, the real servers and the doubles, and a proxy on
//! every line between them.

use crate::processes::Process;
use crate::proxy::Proxy;
use crate::world::{self, Engines, World, variable};
use childalert_demo::client::Caller;
use childalert_demo::doubles::social::facebook::FacebookDouble;
use childalert_demo::doubles::social::mastodon::MastodonDouble;
use childalert_demo::doubles::social::telegram::TelegramDouble;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};

/// What workers do here: every channel, and the kits.
pub const ROLES: [&str; 8] =
    ["page", "feed", "bluesky", "mastodon", "facebook", "telegram", "email", "render"];

const MASTODON_TOKEN: &str = "a-token-for-tests";
const PAGE: &str = "102030405060708";
const BOT: &str = "123456:a-token-for-tests";
const CHANNEL: &str = "alerts_test";

/// The networks that are played, each with its ground truth in a file.
pub struct Networks {
    pub mastodon: MastodonDouble,
    pub facebook: FacebookDouble,
    pub telegram: TelegramDouble,
}

pub struct Installation {
    pub world: World,
    /// An officer who asks again where no answer comes in four seconds.
    pub hasty: Caller,
    /// The database without a proxy before it, for those who look on.
    pub database: String,
    pub networks: Networks,
    /// The line to each place.
    pub lines: BTreeMap<&'static str, Proxy>,
    /// How much faster time runs, and since which moment.
    pub hurry: (u32, u64),
    accounts: Vec<(&'static str, String)>,
    ledger_url: String,
    worker_queue_url: String,
}

impl Installation {
    /// Everything but the processes. Time runs `times` faster for the service and its workers.
    pub async fn prepare(times: u32) -> Installation {
        let mut world = World::prepare(Engines::Distributed);
        // Somebody who waits long learns little: who gets no answer asks again.
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(4)).build();
        let key = world::key(world.settings(), "officer", &[]);
        let hasty = Caller::new(&client.expect("a client"), &world.base_url, &key);
        let folder = world.folder.path().to_owned();
        let anywhere = || ([127, 0, 0, 1], 0).into();
        let truth = |name: &str| Some(folder.join(format!("{name}.truth.jsonl")));
        let networks = Networks {
            mastodon: MastodonDouble::start(anywhere(), MASTODON_TOKEN, truth("mastodon"))
                .await
                .expect("a Mastodon"),
            facebook: FacebookDouble::start(anywhere(), PAGE, BOT, truth("facebook")).await.expect("a Page"),
            telegram: TelegramDouble::start(anywhere(), CHANNEL, BOT, truth("telegram"))
                .await
                .expect("a channel"),
        };
        let setting = |name: &str| {
            let (_, value) = world.settings().iter().find(|(known, _)| known == name).expect("a setting");
            value.clone()
        };
        let (database, broker) = (setting("CHILDALERT_DATABASE_URL"), setting("CHILDALERT_QUEUE_URL"));
        let mut lines = BTreeMap::new();
        let mut line = async |name: &'static str, url: &str| {
            let proxy = Proxy::to(authority(url).to_owned()).await;
            let through = url.replacen(authority(url), &format!("127.0.0.1:{}", proxy.port()), 1);
            lines.insert(name, proxy);
            through
        };
        let database_through = line("database", &database).await;
        let broker_through = line("broker", &broker).await;
        let worker_queue_url = line("workers' broker", &broker).await;
        let ledger_url = line("ledger", &world.base_url).await;
        let written = |name: &str, secret: &str| {
            let path = folder.join(name);
            std::fs::write(&path, secret).expect("a secret");
            path.display().to_string()
        };
        let accounts = vec![
            ("CHILDALERT_BLUESKY_SERVICE", line("bluesky", &variable("CHILDALERT_TEST_PDS_URL")).await),
            ("CHILDALERT_BLUESKY_IDENTIFIER", variable("CHILDALERT_TEST_PDS_HANDLE")),
            (
                "CHILDALERT_BLUESKY_PASSWORD_FILE",
                written("bluesky", &variable("CHILDALERT_TEST_PDS_PASSWORD")),
            ),
            ("CHILDALERT_MASTODON_SERVER", line("mastodon", &networks.mastodon.url()).await),
            ("CHILDALERT_MASTODON_TOKEN_FILE", written("mastodon", MASTODON_TOKEN)),
            ("CHILDALERT_FACEBOOK_API", line("facebook", &networks.facebook.api()).await),
            ("CHILDALERT_FACEBOOK_PAGE", PAGE.to_owned()),
            ("CHILDALERT_FACEBOOK_TOKEN_FILE", written("facebook", BOT)),
            ("CHILDALERT_TELEGRAM_API", line("telegram", &networks.telegram.url()).await),
            ("CHILDALERT_TELEGRAM_PREVIEW", networks.telegram.url()),
            ("CHILDALERT_TELEGRAM_CHANNEL", format!("@{CHANNEL}")),
            ("CHILDALERT_TELEGRAM_TOKEN_FILE", written("telegram", BOT)),
            ("CHILDALERT_SMTP_URL", line("email", &variable("CHILDALERT_TEST_SMTP_URL")).await),
            ("CHILDALERT_MAIL_FROM", "Child Alert <alert@foundation.example>".to_owned()),
        ];
        for role in ROLES {
            written(&format!("{role}.key"), &world::key(world.settings(), "worker", &[role]));
        }
        let since = unix_seconds();
        world.set("CHILDALERT_DATABASE_URL", &database_through);
        world.set("CHILDALERT_QUEUE_URL", &broker_through);
        world.set("CHILDALERT_HURRY", &format!("{times}@{since}"));
        Installation {
            world,
            hasty,
            database,
            networks,
            lines,
            hurry: (times, since),
            accounts,
            ledger_url,
            worker_queue_url,
        }
    }

    /// Starts the service.
    pub fn serve(&self) -> Process {
        let mut command = world::childalert(self.world.settings());
        command.arg("serve");
        Process::start(command, &self.log("serve"))
    }

    /// Starts a worker.
    pub fn work(&self, role: &str, extra: &[(&str, &str)]) -> Process {
        let mut command = Command::new(variable("CHILDALERT_WORKER_BIN"));
        command.env_clear().env("RUST_LOG", "info,lapin=off");
        command.env("CHILDALERT_HURRY", format!("{}@{}", self.hurry.0, self.hurry.1));
        command.env("CHILDALERT_QUEUE_URL", &self.worker_queue_url);
        command.env("CHILDALERT_SEND_LOG", self.send_log());
        command.envs(self.accounts.iter().map(|(name, value)| (name, value)));
        command.envs(extra.iter().copied());
        let key = self.world.folder.path().join(format!("{role}.key"));
        command.args([role, "--ledger-url", &self.ledger_url, "--key-file"]).arg(key);
        Process::start(command, &self.log(role))
    }

    /// Where every worker writes down what it sends.
    pub fn send_log(&self) -> PathBuf {
        self.world.folder.path().join("sends.jsonl")
    }

    pub fn log(&self, name: &str) -> PathBuf {
        self.world.folder.path().join(format!("{name}.log"))
    }

    /// Waits until the service answers; whether it did in time.
    pub async fn answers(&self, patience: Duration) -> bool {
        let began = Instant::now();
        let url = format!("{}/healthz", self.world.base_url);
        while self.world.client.get(&url).send().await.is_err() {
            if began.elapsed() > patience {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        true
    }

    /// The moment that the service takes for now.
    pub fn hurried_now(&self) -> chrono::DateTime<chrono::Utc> {
        let since = i64::try_from(self.hurry.1).unwrap_or_default();
        let since = chrono::DateTime::from_timestamp(since, 0).unwrap_or_default();
        since + (self.world.now() - since) * i32::try_from(self.hurry.0).unwrap_or(1)
    }

    /// How long the service's time takes to pass by so much.
    pub fn hurried(&self, seconds: u64) -> Duration {
        Duration::from_secs(seconds) / self.hurry.0
    }
}

/// Host and port of an address.
fn authority(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let whole = rest.split('/').next().unwrap_or(rest);
    whole.rsplit_once('@').map_or(whole, |(_, authority)| authority)
}

#[expect(clippy::disallowed_methods, reason = "the processes under test are told when their hurry began")]
fn unix_seconds() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
