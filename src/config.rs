//! The service's configuration: a TOML file, the environment over it, flags over both; checked at once and as a whole, so
//! that a person mends everything in one go. Secrets may come from files (`…_FILE`).

use crate::providers::ProviderEntry;
use crate::report::unwritable;
use childalert_app::{Authority, Files, ProviderSettings};
use childalert_queue::AmqpConfig;
use childalert_workers::config::{WorkersConfig, WorkersSettings};
use childalert_workers::{ROLES, Roles};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// The settings as written, unchecked. Every one is also a flag and an environment variable (`CHILDALERT_…`).
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Folder for the database file and the files, unless those say otherwise.
    pub data: Option<PathBuf>,
    /// `sqlite:FILE` or `postgres://…`.
    pub database_url: Option<String>,
    /// `memory` or `amqp://…`.
    pub queue_url: Option<String>,
    /// A folder or `s3://bucket/prefix`.
    pub files_url: Option<String>,
    /// Address and port to listen on.
    pub listen: Option<String>,
    /// Where the public reaches the site.
    pub public_url: Option<String>,
    /// The file with the installation's private key, which signs checkpoints and bundles. In the data folder, and made at first use,
    /// unless this says otherwise.
    pub installation_key_file: Option<PathBuf>,
    /// What the workers in this process do; empty for none. All, with the memory queue; none, with a broker.
    pub in_process_workers: Option<Vec<String>>,
    /// Connections to the database.
    pub database_connections: Option<u32>,
    /// Threads that answer HTTP.
    pub http_threads: Option<usize>,
    /// Recipients in a batch of e-mails.
    pub batch_size: Option<usize>,
    /// Who is told by mail of each worrying case, launch and end: a `name`, an `email` and a `lang` each.
    pub authorities: Vec<Authority>,
    /// Organisations' own providers, by whose word people may sign in.
    pub providers: Vec<ProviderEntry>,
    /// Accounts of the channels, as the workers read them.
    pub workers: WorkersSettings,
}

/// The settings, checked.
#[derive(Debug)]
pub struct Config {
    /// Where the database is. May hold a password.
    pub database_url: String,
    /// The broker; none: the queue is in memory.
    pub broker_url: Option<String>,
    /// Where files are.
    pub files_url: String,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Without a slash at the end.
    pub public_url: String,
    /// The installation's key.
    pub installation_key_file: PathBuf,
    /// Whether it may be made where it is missing.
    pub installation_key_is_ours: bool,
    /// Roles of the workers in this process.
    pub in_process_workers: Vec<String>,
    /// Connections to the database.
    pub database_connections: u32,
    /// Threads that answer HTTP.
    pub http_threads: usize,
    /// Recipients in a batch.
    pub batch_size: usize,
    /// Who is told of each worrying case, launch and end.
    pub authorities: Vec<Authority>,
    /// Organisations' own providers, by whose word people may sign in.
    pub providers: Vec<ProviderSettings>,
    /// The channels' accounts.
    pub workers: WorkersConfig,
}

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The setting.
    pub setting: String,
    /// What is wrong, and what to write instead.
    pub message: String,
}

impl Settings {
    /// Reads a file: what can be read of it, and every mistake in it.
    pub fn read(path: &Path) -> (Settings, Vec<Mistake>) {
        crate::config_file::read(path)
    }

    /// Lays the environment over the file. `lookup` is the environment outside tests.
    pub fn overlay(
        mut self,
        lookup: impl Fn(&str) -> Option<String>,
        mistakes: &mut Vec<Mistake>,
    ) -> Settings {
        let mut secret = |name: &str, setting: &mut Option<String>| {
            if let Some(value) = lookup(name) {
                *setting = Some(value);
            }
            let file = format!("{name}_FILE");
            if let Some(path) = lookup(&file) {
                match std::fs::read_to_string(&path) {
                    Ok(text) => *setting = Some(text.trim_end().to_owned()),
                    Err(error) => mistakes.push(Mistake {
                        setting: file,
                        message: format!(
                            "the file {path} cannot be read ({error}): name one that this user may read"
                        ),
                    }),
                }
            }
        };
        secret("CHILDALERT_DATABASE_URL", &mut self.database_url);
        secret("CHILDALERT_QUEUE_URL", &mut self.queue_url);
        secret("CHILDALERT_FILES_URL", &mut self.files_url);
        secret("CHILDALERT_LISTEN", &mut self.listen);
        secret("CHILDALERT_PUBLIC_URL", &mut self.public_url);
        let mut data = None;
        secret("CHILDALERT_DATA", &mut data);
        self.data = data.map(PathBuf::from).or(self.data);
        let key_file = lookup("CHILDALERT_INSTALLATION_KEY_FILE").map(PathBuf::from);
        self.installation_key_file = key_file.or(self.installation_key_file);
        if let Some(roles) = lookup("CHILDALERT_IN_PROCESS_WORKERS") {
            let roles = roles.split([',', ' ']).filter(|role| !role.is_empty() && *role != "none");
            self.in_process_workers = Some(roles.map(str::to_owned).collect());
        }
        self.workers = self.workers.overlaid(&lookup);
        self
    }

    /// Checks everything; the configuration, or every mistake.
    pub fn check(self, mut mistakes: Vec<Mistake>) -> Result<Config, Vec<Mistake>> {
        let mut wrong = |setting: &str, message: String| {
            mistakes.push(Mistake { setting: setting.to_owned(), message });
        };
        let data = self.data.unwrap_or_else(|| PathBuf::from("childalert-data"));
        if data.is_file() {
            wrong("data", format!("{} is a file: name a folder, or a place for one", data.display()));
        }
        let database_url =
            self.database_url.unwrap_or_else(|| format!("sqlite:{}", data.join("childalert.db").display()));
        if !["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| database_url.starts_with(scheme)) {
            wrong(
                "database_url",
                "must begin with sqlite: or postgres:, such as sqlite:childalert.db or postgres://user@host/childalert"
                    .to_owned(),
            );
        }
        let broker_url = self.queue_url.filter(|url| url != "memory");
        if let Some(url) = &broker_url {
            let config = AmqpConfig { url: url.clone(), queues: Vec::new(), connection_name: String::new() };
            if let Err(error) = config.check() {
                wrong("queue_url", format!("{error}; or write memory, for a queue inside the service"));
            }
        }
        let files_url = self.files_url.unwrap_or_else(|| data.join("files").display().to_string());
        let bucket = files_url.strip_prefix(S3).map(|place| place.split('/').next().unwrap_or_default());
        if (files_url.contains("://") && bucket.is_none()) || bucket == Some("") {
            wrong("files_url", "must be a folder or s3://bucket/prefix".to_owned());
        } else if bucket.is_none() && Path::new(&files_url).is_file() {
            wrong("files_url", format!("{files_url} is a file: name a folder, or a place for one"));
        }
        let listen = self.listen.unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let listen = listen.parse::<SocketAddr>().unwrap_or_else(|_| {
            wrong(
                "listen",
                format!("{listen} is not an address with a port: write one such as 127.0.0.1:8080"),
            );
            SocketAddr::from(([127, 0, 0, 1], 8080))
        });
        // By name: browsers give no passkeys to an address without one.
        let public_url = self.public_url.unwrap_or_else(|| match listen.ip().is_loopback() {
            true => format!("http://localhost:{}", listen.port()),
            false => format!("http://{listen}"),
        });
        let public_url = public_url.trim_end_matches('/').to_owned();
        let path = public_url.split_once("://").map_or("", |(_, rest)| rest);
        let web = public_url.starts_with("https://") || public_url.starts_with("http://");
        let reachable = web && !path.is_empty() && !path.contains(['/', '?', '#', '@', ' ']);
        if !reachable {
            wrong(
                "public_url",
                "must be https:// and a host, without a path, such as https://alert.example.org".to_owned(),
            );
        }
        let all = || ROLES.iter().map(|role| role.name.to_owned()).collect();
        let in_process_workers =
            self.in_process_workers.unwrap_or_else(|| if broker_url.is_some() { Vec::new() } else { all() });
        let mut workers = self.workers;
        // What is wrong with it is told once.
        workers.public_url = reachable.then(|| public_url.clone());
        workers.send_log = workers.send_log.or_else(|| Some(data.join("sends.jsonl")));
        let workers = match workers.check() {
            Ok(workers) => workers,
            Err(more) => {
                for mistake in more {
                    let message = format!("{}; {}", mistake.reason, mistake.mend);
                    // The workers' public address is the service's own: nobody wrote it twice.
                    match mistake.setting {
                        "public_url" => wrong("public_url", message),
                        setting => wrong(&format!("workers.{setting}"), message),
                    }
                }
                WorkersConfig::default()
            }
        };
        if let Err(error) = Roles::named(in_process_workers.iter().map(String::as_str), &workers) {
            wrong("in_process_workers", error.to_string());
        }
        let batch_size = self.batch_size.unwrap_or(25);
        if !(1..=500).contains(&batch_size) {
            wrong("batch_size", "must be from 1 to 500 recipients".to_owned());
        }
        for (number, authority) in self.authorities.iter().enumerate() {
            let plausible = authority.email.split_once('@').is_some_and(|(_, host)| host.contains('.'));
            if !plausible {
                wrong(
                    &format!("authorities.{number}.email"),
                    "must be an address such as cell@police.example".to_owned(),
                );
            }
            if self.authorities.iter().filter(|other| other.name == authority.name).count() > 1 {
                wrong(
                    &format!("authorities.{number}.name"),
                    "must be there once: another has the same".to_owned(),
                );
            }
        }
        let providers = crate::providers::check(self.providers, &public_url, &mut wrong);
        if mistakes.is_empty() {
            Ok(Config {
                database_url,
                broker_url,
                files_url,
                listen,
                public_url,
                installation_key_is_ours: self.installation_key_file.is_none(),
                installation_key_file: self
                    .installation_key_file
                    .unwrap_or_else(|| data.join("installation.key")),
                in_process_workers,
                database_connections: self.database_connections.unwrap_or(10).clamp(2, 200),
                http_threads: self.http_threads.unwrap_or(2).clamp(1, 64),
                batch_size,
                authorities: self.authorities,
                providers,
                workers,
            })
        } else {
            Err(mistakes)
        }
    }
}

impl Config {
    /// The file that the database lies in; `None` where it is on a server, or in memory.
    pub fn database_file(&self) -> Option<PathBuf> {
        let place = self.database_url.strip_prefix("sqlite:")?.trim_start_matches("//");
        let file = place.split('?').next().filter(|file| !file.is_empty() && *file != ":memory:");
        file.map(PathBuf::from)
    }

    /// Makes the folder that a SQLite file lies in.
    pub fn make_folders(&self) -> anyhow::Result<()> {
        let file = self.database_file();
        let folder = file.as_deref().and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty());
        let Some(folder) = folder else { return Ok(()) };
        std::fs::create_dir_all(folder).map_err(|error| {
            anyhow::anyhow!(
                "the folder {} for the database cannot be made{}: name one with --data, or another database \
                 with --database-url, where this user may write",
                folder.display(),
                unwritable(&error)
            )
        })
    }

    /// The same for a look that leaves nothing behind: where there is no database file yet, one in `folder`, and
    /// the files there in any case.
    #[must_use]
    pub fn in_passing(mut self, folder: &Path) -> Config {
        if self.database_file().is_some_and(|file| !file.exists()) {
            self.database_url = format!("sqlite:{}", folder.join("childalert.db").display());
        }
        self.files_url = folder.join("files").display().to_string();
        self
    }

    /// Whether the files are in a store on S3, and not in a folder.
    pub fn is_on_s3(&self) -> bool {
        self.files_url.starts_with(S3)
    }

    /// What is not wrong, but will be missed. `lookup` is the environment outside tests.
    pub fn notes(&self, lookup: impl Fn(&str) -> Option<String>) -> Vec<String> {
        let roles = Roles::named(self.in_process_workers.iter().map(String::as_str), &self.workers);
        let without = roles.map(|roles| roles.unconfigured().to_vec()).unwrap_or_default();
        let mut notes: Vec<String> = without.into_iter().map(no_account).collect();
        let set = |name: &str| lookup(name).is_some_and(|value| !value.is_empty());
        let by_key = set("AWS_ACCESS_KEY_ID") && set("AWS_SECRET_ACCESS_KEY");
        if self.is_on_s3() && !by_key && !S3_ROLES.into_iter().any(set) {
            notes.push(
                "files_url: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set in the environment: the \
                 store lets in only a machine that it knows without them"
                    .to_owned(),
            );
        }
        notes
    }

    /// Opens the file store.
    pub fn files(&self) -> Result<Files, childalert_app::FilesUrlError> {
        Files::open(&self.files_url)
    }
}

/// What the address of a store on S3 begins with.
const S3: &str = "s3://";
/// Other ways in than a key, as a cloud hands them to its machines.
const S3_ROLES: [&str; 3] = [
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
];

fn no_account(channel: &str) -> String {
    let mend = match channel {
        "bluesky" => ": write workers.bluesky.identifier and workers.bluesky.password_file",
        "mastodon" => ": write workers.mastodon.server and workers.mastodon.token_file",
        "facebook" => ": write workers.facebook.page and workers.facebook.token_file",
        "telegram" => ": write workers.telegram.channel and workers.telegram.token_file",
        "email" => ": write workers.email.smtp_url and workers.email.from",
        _ => "",
    };
    format!("no account is configured for {channel}, and its placements will be refused{mend}")
}
