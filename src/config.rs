//! The service's configuration: a TOML file, the environment over it, flags over both; checked at once and as a whole, so
//! that a person mends everything in one go. Secrets may come from files (`…_FILE`).

use childalert_app::Files;
use childalert_queue::AmqpConfig;
use childalert_workers::config::{WorkersConfig, WorkersSettings};
use childalert_workers::{ROLES, Roles};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// The settings as written, unchecked. Every one is also a flag and an environment variable (`CHILDALERT_…`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
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
    /// What the workers in this process do; empty for none. All, with the memory queue; none, with a broker.
    pub in_process_workers: Option<Vec<String>>,
    /// Connections to the database.
    pub database_connections: Option<u32>,
    /// Threads that answer HTTP.
    pub http_threads: Option<usize>,
    /// Recipients in a batch of e-mails.
    pub batch_size: Option<usize>,
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
    /// Roles of the workers in this process.
    pub in_process_workers: Vec<String>,
    /// Connections to the database.
    pub database_connections: u32,
    /// Threads that answer HTTP.
    pub http_threads: usize,
    /// Recipients in a batch.
    pub batch_size: usize,
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
    /// Reads a file. What is wrong with it is one mistake, with its line.
    pub fn read(path: &Path) -> Result<Settings, Mistake> {
        let mistake = |message: String| Mistake { setting: format!("--config {}", path.display()), message };
        let text =
            std::fs::read_to_string(path).map_err(|error| mistake(format!("cannot be read ({error})")))?;
        toml::from_str(&text).map_err(|error: toml::de::Error| {
            let line = error.span().map_or(0, |span| text[..span.start].lines().count().max(1));
            mistake(format!("line {line}: {}", error.message().trim()))
        })
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
        if files_url.contains("://") && !files_url.starts_with("s3://") {
            wrong("files_url", "must be a folder or s3://bucket/prefix".to_owned());
        }
        let listen = self.listen.unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let listen = listen.parse::<SocketAddr>().unwrap_or_else(|_| {
            wrong(
                "listen",
                format!("{listen} is not an address with a port: write one such as 127.0.0.1:8080"),
            );
            SocketAddr::from(([127, 0, 0, 1], 8080))
        });
        let public_url = self.public_url.unwrap_or_else(|| format!("http://{listen}"));
        let public_url = public_url.trim_end_matches('/').to_owned();
        let path = public_url.split_once("://").map_or("", |(_, rest)| rest);
        let web = public_url.starts_with("https://") || public_url.starts_with("http://");
        if !web || path.is_empty() || path.contains(['/', '?', '#', '@', ' ']) {
            wrong(
                "public_url",
                "must be https:// and a host, without a path, such as https://alert.example.org".to_owned(),
            );
        }
        let all = || ROLES.iter().map(|role| role.name.to_owned()).collect();
        let in_process_workers =
            self.in_process_workers.unwrap_or_else(|| if broker_url.is_some() { Vec::new() } else { all() });
        let mut workers = self.workers;
        workers.public_url = Some(public_url.clone());
        let workers = match workers.check() {
            Ok(workers) => workers,
            Err(more) => {
                for mistake in more {
                    let message = format!("{}; {}", mistake.reason, mistake.mend);
                    wrong(&format!("workers.{}", mistake.setting), message);
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
        if mistakes.is_empty() {
            Ok(Config {
                database_url,
                broker_url,
                files_url,
                listen,
                public_url,
                in_process_workers,
                database_connections: self.database_connections.unwrap_or(10).clamp(2, 200),
                http_threads: self.http_threads.unwrap_or(2).clamp(1, 64),
                batch_size,
                workers,
            })
        } else {
            Err(mistakes)
        }
    }
}

impl Config {
    /// Makes the folder that a SQLite file lies in.
    pub fn make_folders(&self) -> std::io::Result<()> {
        let file = self.database_url.strip_prefix("sqlite:").map(|path| path.trim_start_matches("//"));
        match file.and_then(|file| Path::new(file).parent()).filter(|folder| !folder.as_os_str().is_empty()) {
            Some(folder) => std::fs::create_dir_all(folder),
            None => Ok(()),
        }
    }

    /// Opens the file store.
    pub fn files(&self) -> Result<Files, childalert_app::FilesUrlError> {
        Files::open(&self.files_url)
    }
}
