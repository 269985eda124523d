//! A service under test: its processes, its database, its queue, and the outside to compare it with.

use childalert_demo::client::Caller;
use childalert_demo::script;
use chrono::{DateTime, Utc};
use reqwest::Client;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// How long anything may take before a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// All roles of workers.
pub const ROLES: [&str; 5] = ["page", "feed", "bluesky", "email", "render"];

/// Which engines the service runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engines {
    /// SQLite, queue in memory, workers in the same process.
    Small,
    /// PostgreSQL, RabbitMQ, workers in processes of their own that hold no database address.
    Distributed,
}

/// A running service.
pub struct World {
    pub folder: TempDir,
    pub base_url: String,
    pub client: Client,
    pub officer: Caller,
    /// The magistrate's invitation, until they follow it.
    magistrate_link: String,
    magistrate: OnceCell<Caller>,
    /// Keeps this world's volunteers apart from those of other tests on the same mail server.
    pub tag: String,
    engines: Engines,
    settings: Vec<(String, String)>,
    serve: Option<Process>,
    workers: Vec<Process>,
}

/// A process that ends with the test.
pub struct Process(pub Child);

impl Process {
    /// `kill -9`.
    pub fn kill(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A variable that tests/run.sh sets.
pub fn variable(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("{name} is not set: run tests/run.sh, which starts the servers"))
}

fn program() -> &'static str {
    env!("CARGO_BIN_EXE_childalert")
}

/// A command of the service with nothing of this machine's configuration in it.
pub fn childalert(settings: &[(String, String)]) -> Command {
    let mut command = Command::new(program());
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.envs(settings.iter().map(|(name, value)| (name, value)));
    command
}

/// A free port on this machine, below the range that the kernel gives to others meanwhile.
pub fn free_port() -> u16 {
    static ASKED: AtomicU32 = AtomicU32::new(0);
    let free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    let next = || {
        let number = std::process::id().wrapping_mul(97).wrapping_add(ASKED.fetch_add(1, Ordering::Relaxed));
        20_000 + u16::try_from(number % 12_000).unwrap_or_default()
    };
    std::iter::repeat_with(next).find(free).expect("a free port")
}

static WORLDS: AtomicU32 = AtomicU32::new(0);

fn shell(command: &str) {
    let status =
        Command::new("bash").args(["-c", command]).stdout(Stdio::null()).status().expect("bash runs");
    assert!(status.success(), "failed: {command}");
}

/// Name of a world's database and virtual host.
fn host_of(tag: &str) -> String {
    format!("it{}", tag.replace('.', "_"))
}

/// Makes the virtual host, and lets the tests' user into it.
pub fn give_host(name: &str, servers: &dyn Fn(&str) -> String) {
    let control = servers("CHILDALERT_TEST_RABBITMQCTL");
    let broker = servers("CHILDALERT_TEST_AMQP_URL");
    let user = broker.split("://").nth(1).and_then(|rest| rest.split([':', '@']).next()).expect("a user");
    let permit = format!("set_permissions -p {name} {user} '.*' '.*' '.*'");
    let there = format!("'{control}' -q list_vhosts | grep -qx {name}");
    shell(&format!("{{ {there} || '{control}' -q add_vhost {name}; }} && '{control}' -q {permit}"));
}

impl World {
    /// The name of its virtual host.
    pub fn host(&self) -> String {
        host_of(&self.tag)
    }

    /// A service on its own database and virtual host. `workers`: roles of processes of their own, for [`Engines::Distributed`].
    pub async fn start(engines: Engines, workers: &[&str]) -> World {
        let mut world = World::prepare(engines);
        world.serve().await;
        for role in workers {
            world.work(role, &[]);
        }
        world
    }

    /// Everything but the processes.
    pub fn prepare(engines: Engines) -> World {
        World::prepare_on(engines, &variable)
    }

    /// The same, on a database server and a broker that `servers` tells, by the names that tests/servers/up.sh gives them.
    pub fn prepare_on(engines: Engines, servers: &dyn Fn(&str) -> String) -> World {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let tag = format!(".{}.{}", std::process::id(), WORLDS.fetch_add(1, Ordering::Relaxed));
        let port = free_port();
        // By name: no browser gives passkeys to an address without one, and neither does the one that tests play.
        let base_url = format!("http://localhost:{port}");
        let set = |name: &str, value: String| (name.to_owned(), value);
        let mut settings = vec![
            set("CHILDALERT_DATA", folder.path().join("data").display().to_string()),
            set("CHILDALERT_LISTEN", format!("127.0.0.1:{port}")),
            set("RUST_LOG", "info,lapin=off".to_owned()),
        ];
        if engines == Engines::Distributed {
            let name = host_of(&tag);
            let server = servers("CHILDALERT_TEST_POSTGRES_URL");
            shell(&format!("psql '{server}' -qc 'CREATE DATABASE {name}'"));
            let broker = servers("CHILDALERT_TEST_AMQP_URL");
            give_host(&name, servers);
            let (database, _) = server.rsplit_once('/').expect("a database in the URL");
            let scheme_end = broker.find("://").expect("a URL") + 3;
            let host_end = broker[scheme_end..].find('/').map_or(broker.len(), |at| at + scheme_end);
            settings.push(set("CHILDALERT_DATABASE_URL", format!("{database}/{name}")));
            settings.push(set("CHILDALERT_QUEUE_URL", format!("{}/{name}", &broker[..host_end])));
        }
        // Every test of this process installs the same one; only the first takes.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().no_proxy().timeout(Duration::from_secs(20)).build().expect("a client");
        let key = |role: &str| key(&settings, role, &[]);
        let officer = Caller::new(&client, &base_url, &key("officer"));
        let magistrate_link = invite(&settings, "magistrate", "magistrate@court.example");
        World {
            folder,
            base_url,
            client,
            officer,
            magistrate_link,
            magistrate: OnceCell::new(),
            tag,
            engines,
            settings,
            serve: None,
            workers: Vec::new(),
        }
    }

    /// The magistrate, who makes a passkey when first asked.
    pub async fn magistrate(&self) -> &Caller {
        let invited = || Caller::invited(&self.client, &self.base_url, &self.magistrate_link);
        self.magistrate.get_or_init(async || invited().await.expect("the invitation is followed")).await
    }

    /// Somebody else with an account.
    pub async fn person(&self, role: &str) -> Caller {
        let email = format!("{role}-{}@foundation.example", WORLDS.fetch_add(1, Ordering::Relaxed));
        let link = invite(&self.settings, role, &email);
        Caller::invited(&self.client, &self.base_url, &link).await.expect("the invitation is followed")
    }

    /// Adds a setting for processes that start from now on.
    pub fn set(&mut self, name: &str, value: &str) {
        self.settings.retain(|(known, _)| known != name);
        self.settings.push((name.to_owned(), value.to_owned()));
    }

    pub fn settings(&self) -> &[(String, String)] {
        &self.settings
    }

    /// Starts the service and waits until it answers; how long that took.
    pub async fn serve(&mut self) -> Duration {
        let mut command = childalert(&self.settings);
        if self.engines == Engines::Small {
            for (name, value) in accounts(self.folder.path()) {
                command.env(name, value);
            }
        }
        let log = self.log_file("serve.log");
        let began = Instant::now();
        let child = command.arg("serve").stderr(log).spawn().expect("childalert starts");
        self.serve = Some(Process(child));
        while self.client.get(format!("{}/healthz", self.base_url)).send().await.is_err() {
            assert!(began.elapsed() < PATIENCE, "the service does not answer:\n{}", self.log("serve.log"));
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        began.elapsed()
    }

    /// Another node on the same database and broker, once it answers; and where it does.
    pub async fn another_node(&self) -> (Process, String) {
        let port = free_port();
        let mut command = childalert(&self.settings);
        command.env("CHILDALERT_LISTEN", format!("127.0.0.1:{port}")).arg("serve");
        let node = Process(command.stderr(self.log_file("other.log")).spawn().expect("childalert starts"));
        let base_url = format!("http://localhost:{port}");
        self.until("the other node's answer", async || {
            self.client.get(format!("{base_url}/healthz")).send().await.ok().map(|_| ())
        })
        .await;
        (node, base_url)
    }

    /// The service's process.
    pub fn service(&mut self) -> &mut Process {
        self.serve.as_mut().expect("the service runs")
    }

    /// Starts a worker in a process of its own; its index.
    pub fn work(&mut self, role: &str, extra: &[(&str, &str)]) -> usize {
        let key = key(&self.settings, "worker", &[role]);
        let key_file = self.folder.path().join(format!("{role}.key"));
        std::fs::write(&key_file, key).expect("a key file");
        let queue = self.settings.iter().find(|(name, _)| name == "CHILDALERT_QUEUE_URL").expect("a broker");
        let mut command = Command::new(variable("CHILDALERT_WORKER_BIN"));
        command.env_clear().env("RUST_LOG", "info,lapin=off").env("CHILDALERT_QUEUE_URL", &queue.1);
        command.envs(accounts(self.folder.path())).envs(extra.iter().copied());
        let log = self.log_file(&format!("{role}.log"));
        command.args([role, "--ledger-url", &self.base_url, "--key-file"]).arg(&key_file).stderr(log);
        self.workers.push(Process(command.spawn().expect("childalert-worker starts")));
        self.workers.len() - 1
    }

    pub fn worker(&mut self, index: usize) -> &mut Process {
        &mut self.workers[index]
    }

    /// Where a process writes its log.
    fn log_file(&self, name: &str) -> File {
        let file = File::options().create(true).append(true).open(self.folder.path().join(name));
        file.expect("a log file")
    }

    /// A process's log.
    pub fn log(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).unwrap_or_default()
    }

    /// Reads a page of the public site: status and body.
    pub async fn page(&self, path: &str) -> (u16, String) {
        let response = self.client.get(format!("{}{path}", self.base_url)).send().await.expect("an answer");
        (response.status().as_u16(), response.text().await.unwrap_or_default())
    }

    /// Asks with HEAD; the answer's head. Over a bare connection: a client would not show a body that should not be there.
    pub fn look(&self, path: &str) -> String {
        let address = self.base_url.trim_start_matches("http://");
        let mut line = TcpStream::connect(address).expect("the service listens");
        let question = format!("HEAD {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        line.write_all(question.as_bytes()).expect("it is asked");
        let mut answer = String::new();
        line.read_to_string(&mut answer).expect("text");
        assert!(answer.ends_with("\r\n\r\n") && answer.matches("\r\n\r\n").count() == 1, "a body: {answer}");
        answer
    }

    /// Waits until `probe` gives a value.
    pub async fn until<T>(&self, what: &str, mut probe: impl AsyncFnMut() -> Option<T>) -> T {
        let began = Instant::now();
        loop {
            if let Some(value) = probe().await {
                return value;
            }
            assert!(
                began.elapsed() < PATIENCE,
                "{what} did not happen in {PATIENCE:?}\n{}{}{}{}",
                self.log("serve.log"),
                self.log("other.log"),
                self.log("bluesky.log"),
                self.log("email.log")
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// Makes a key on the command line, as an administrator would.
pub fn key(settings: &[(String, String)], role: &str, channels: &[&str]) -> String {
    let mut command = childalert(settings);
    command.args(["key", "create", "--role", role]);
    for channel in channels {
        command.args(["--channel", channel]);
    }
    let output = command.output().expect("childalert runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

/// Invites somebody on the command line; the link.
pub fn invite(settings: &[(String, String)], role: &str, email: &str) -> String {
    invite_with(settings, role, email, &[]).expect("an invitation")
}

/// The same with more arguments; or what the command says against it.
pub fn invite_with(
    settings: &[(String, String)],
    role: &str,
    email: &str,
    more: &[&str],
) -> Result<String, String> {
    let mut command = childalert(settings);
    command.args(["user", "invite", "--role", role, "--email", email, "--name", "Invented"]).args(more);
    let output = command.output().expect("childalert runs");
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout).expect("text").trim().to_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// The channels' accounts on the real servers.
fn accounts(folder: &Path) -> Vec<(&'static str, String)> {
    let password: PathBuf = folder.join("bluesky.password");
    std::fs::write(&password, variable("CHILDALERT_TEST_PDS_PASSWORD")).expect("a password file");
    vec![
        ("CHILDALERT_BLUESKY_SERVICE", variable("CHILDALERT_TEST_PDS_URL")),
        ("CHILDALERT_BLUESKY_IDENTIFIER", variable("CHILDALERT_TEST_PDS_HANDLE")),
        ("CHILDALERT_BLUESKY_PASSWORD_FILE", password.display().to_string()),
        ("CHILDALERT_SMTP_URL", variable("CHILDALERT_TEST_SMTP_URL")),
        ("CHILDALERT_MAIL_FROM", "Child Alert <alert@foundation.example>".to_owned()),
    ]
}

/// A case that is ready for a campaign.
pub struct Prepared {
    pub case: String,
    pub photo: String,
    pub consent: String,
}

/// A campaign and where it shows.
#[derive(Clone)]
pub struct Campaign {
    pub id: String,
    pub code: String,
}

pub const FACE: &[u8] = include_bytes!("../../assets/demo/face.jpg");

impl World {
    pub fn now(&self) -> DateTime<Utc> {
        childalert_app::Clock::now(&childalert_app::SystemClock)
    }

    /// Case, declaration, concertation, photo, consent, volunteers.
    pub async fn prepare_case(&self, photo: &[u8]) -> Prepared {
        self.prepare_this_case(script::case(self.now()), photo).await
    }

    /// The same, around another case.
    pub async fn prepare_this_case(&self, case: Value, photo: &[u8]) -> Prepared {
        let now = self.now();
        let case = text(&self.officer.post("/cases", case).await.expect("a case"), "id");
        let path = |rest: &str| format!("/cases/{case}/{rest}");
        self.officer.post(&path("declarations"), script::declaration(now)).await.expect("a declaration");
        for heard in script::concertation(now) {
            self.officer.post(&path("concertation"), heard).await.expect("a word");
        }
        let taken = self.officer.post_picture(&path("photos"), photo.to_vec()).await.expect("a photo");
        let photo = text(&taken, "sha256");
        let view =
            self.officer.post(&path("consents"), script::consent(now, &photo)).await.expect("a consent");
        for volunteer in script::volunteers(&self.tag) {
            self.officer.post("/volunteers", volunteer).await.expect("a volunteer");
        }
        Prepared { consent: text(&view["consents"][0], "id"), photo, case }
    }

    /// A campaign with a frozen, approved proof.
    pub async fn approved(&self, prepared: &Prepared) -> Campaign {
        let campaign = self.drafted(prepared, script::campaign(self.now(), &prepared.photo)).await;
        let proof = self.frozen(&campaign).await;
        self.approve(&campaign, &text(&proof, "digest")).await;
        campaign
    }

    pub async fn drafted(&self, prepared: &Prepared, draft: Value) -> Campaign {
        let path = format!("/cases/{}/campaigns", prepared.case);
        let view = self.officer.post(&path, draft).await.expect("a campaign");
        Campaign { id: text(&view, "id"), code: text(&view, "code") }
    }

    /// Orders a proof and waits for it.
    pub async fn frozen(&self, campaign: &Campaign) -> Value {
        let path = format!("/campaigns/{}/proofs", campaign.id);
        let proof = text(&self.officer.post(&path, json!({})).await.expect("a proof"), "id");
        self.until("the proof", async || {
            let proof = self.officer.get(&format!("/proofs/{proof}")).await.ok()?;
            assert_ne!(proof["state"], "failed", "{proof}");
            (proof["state"] == "frozen").then_some(proof)
        })
        .await
    }

    pub async fn approve(&self, campaign: &Campaign, digest: &str) {
        let decision = json!({"act": "approve", "digest": digest});
        self.magistrate().await.decide(&campaign.id, decision).await.expect("a decision");
    }

    pub async fn launch(&self, campaign: &Campaign) {
        self.officer.post(&format!("/campaigns/{}/launch", campaign.id), json!({})).await.expect("a launch");
    }

    pub async fn retract(&self, campaign: &Campaign) {
        let body = json!({"reason": "found_safe"});
        let path = format!("/campaigns/{}/retraction", campaign.id);
        self.officer.post(&path, body).await.expect("a retraction");
    }

    /// Waits until nothing moves any more; the progress then.
    pub async fn settled(&self, campaign: &Campaign) -> Value {
        self.until("the end of all movement", async || {
            let progress = self.officer.get(&format!("/campaigns/{}/progress", campaign.id)).await.ok()?;
            (progress["moving"] == 0 && progress["owed"] == 0).then_some(progress)
        })
        .await
    }

    /// Waits until the campaign is closed.
    pub async fn closed(&self, campaign: &Campaign) {
        self.until("the closing", async || {
            let view = self.officer.get(&format!("/campaigns/{}", campaign.id)).await.ok()?;
            (view["state"] == "closed").then_some(())
        })
        .await;
    }

    /// Copies of a channel in a state.
    pub async fn copies(&self, campaign: &Campaign, channel: &str, state: &str) -> usize {
        let path = format!("/campaigns/{}/placements?limit=500", campaign.id);
        let rows = self.officer.get(&path).await.expect("placements");
        let rows = rows.as_array().expect("a list");
        rows.iter().filter(|row| row["channel"] == channel && row["state"] == state).count()
    }

    /// The truth at the social network: posts whose link leads to the campaign.
    pub async fn posts(&self, campaign: &Campaign) -> Vec<Value> {
        let url = format!(
            "{}/xrpc/com.atproto.repo.listRecords?repo={}&collection=app.bsky.feed.post&limit=100",
            variable("CHILDALERT_TEST_PDS_URL"),
            variable("CHILDALERT_TEST_PDS_HANDLE")
        );
        let answer = self.client.get(url).send().await.expect("the PDS answers");
        let listed: Value = serde_json::from_str(&answer.text().await.expect("text")).expect("JSON");
        let records = listed["records"].as_array().cloned().unwrap_or_default();
        records.into_iter().filter(|record| record.to_string().contains(&campaign.code)).collect()
    }

    /// The truth at the mail server: envelope recipient and whether it is a correction, of this world's volunteers.
    pub fn mails(&self) -> Vec<(String, bool)> {
        let folder = variable("CHILDALERT_TEST_SMTP_DIR");
        let mut mails = Vec::new();
        for entry in std::fs::read_dir(folder).expect("the mail folder").flatten() {
            let Ok(text) = std::fs::read(entry.path()) else { continue };
            let text = String::from_utf8_lossy(&text);
            let header = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
            let to = header("X-Envelope-To:").unwrap_or_default().to_owned();
            if to.contains(&format!("{}@", self.tag)) {
                mails.push((to, header("In-Reply-To:").is_some()));
            }
        }
        mails
    }
}

/// A text of an answer.
pub fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_else(|| panic!("no {name} in {value}")).to_owned()
}
