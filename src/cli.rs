//! The command line.

use crate::config::{Config, Mistake, Settings};
use crate::report::{say, say_import, say_mistakes};
use crate::{Service, demonstration, open_app, open_store};
use anyhow::Context;
use childalert_app::{App, Role};
use chrono::TimeDelta;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::io::IsTerminal;
use std::path::PathBuf;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;
use uuid::Uuid;

/// Missing-child alerts: lawful notices out within minutes, every copy back within seconds.
///
/// To see what it does, run `childalert demo`. To run it, `childalert serve`: one process with a database file, nothing
/// else to install. `--database-url`, `--queue-url` and `--files-url` turn each part to its distributed twin.
#[derive(Parser)]
#[command(name = "childalert", version)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    settings: Flags,
    /// How the log is written to standard error; RUST_LOG chooses how much
    #[arg(long, value_enum, default_value_t = LogForm::Text, global = true)]
    log: LogForm,
}

#[derive(Clone, Copy, ValueEnum)]
enum LogForm {
    /// One line for people
    Text,
    /// One JSON object a line, for machines
    Json,
}

/// Settings that every command takes; each is also an environment variable (CHILDALERT_DATABASE_URL, or
/// CHILDALERT_DATABASE_URL_FILE for a secret in a file) and a line in the configuration file.
#[derive(Args)]
struct Flags {
    /// TOML file with the configuration [env: CHILDALERT_CONFIG]
    #[arg(long, env = "CHILDALERT_CONFIG", hide_env = true, value_name = "FILE", global = true)]
    config: Option<PathBuf>,
    /// Folder for the database file and the files [default: childalert-data]
    #[arg(long, value_name = "FOLDER", global = true)]
    data: Option<PathBuf>,
    /// sqlite:FILE or postgres://… [default: a file in the data folder]
    #[arg(long, value_name = "URL", global = true)]
    database_url: Option<String>,
    /// memory or amqp://… [default: memory]
    #[arg(long, value_name = "URL", global = true)]
    queue_url: Option<String>,
    /// A folder or s3://bucket/prefix [default: in the data folder]
    #[arg(long, value_name = "URL", global = true)]
    files_url: Option<String>,
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS", global = true)]
    listen: Option<String>,
    /// Where the public reaches the site, such as https://alert.example.org [default: where it listens]
    #[arg(long, value_name = "URL", global = true)]
    public_url: Option<String>,
    /// What the workers in this process do, such as page,feed,render, or none [default: all; none with a broker]
    #[arg(long, value_name = "ROLES", value_delimiter = ',', global = true)]
    in_process_workers: Option<Vec<String>>,
}

#[derive(Subcommand)]
enum Command {
    /// Run the service: API, public site, relay, sweep and, unless told otherwise, the workers
    Serve,
    /// Walk through the whole story with an invented child, then keep serving to look around
    Demo(demonstration::Arguments),
    /// Make the posters and pictures of a notice, without a service
    Kit(crate::kit::Arguments),
    /// Bring the database up to this version
    Migrate,
    /// Make, list and revoke keys to the API
    #[command(subcommand)]
    Key(KeyCommand),
    /// Volunteers
    #[command(subcommand)]
    Volunteers(VolunteersCommand),
    /// Look at the configuration
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Write the OpenAPI 3.1 document of the API
    Openapi,
    /// Write a completion script for your shell
    Completions {
        /// Which shell
        shell: Shell,
    },
}

#[derive(Subcommand)]
enum KeyCommand {
    /// Make a key; it is shown once
    Create {
        /// What its holder may do: officer, magistrate, coordinator, duty_operator, administrator or worker
        #[arg(long)]
        role: Role,
        /// Whose it is, to find it again
        #[arg(long, default_value = "")]
        name: String,
        /// For a worker: a channel that it serves, or render; may be repeated
        #[arg(long = "channel", value_name = "CHANNEL")]
        channels: Vec<String>,
        /// How many days it is good for [default: until revoked]
        #[arg(long, value_name = "DAYS")]
        days: Option<u16>,
    },
    /// List keys (never their secrets)
    List,
    /// Revoke a key at once
    Revoke {
        /// The key's id, as `key list` shows it
        id: Uuid,
    },
}

#[derive(Subcommand)]
enum VolunteersCommand {
    /// Import a CSV file with the columns email, name, lang, postcode and, if you like, team, phone, active
    ///
    /// `active` says whether somebody is written to: yes or no, in any of the four languages; empty leaves it as it was.
    ///
    /// Safe to repeat: a volunteer is known by the address. A file with broken rows changes nothing, unless told otherwise.
    Import {
        /// The file
        file: PathBuf,
        /// Only say what would happen
        #[arg(long)]
        dry_run: bool,
        /// Import the good rows of a file that has broken ones
        #[arg(long)]
        leave_out_broken: bool,
    },
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Say every mistake in the configuration at once, or that there is none
    Check,
}

/// Runs the command; the process's exit code.
pub fn run() -> anyhow::Result<u8> {
    let arguments = Arguments::parse();
    // The demonstration speaks for itself.
    let usual = if matches!(arguments.command, Command::Demo(_)) { "error" } else { USUAL_LOG };
    start_log(arguments.log, usual);
    // For libraries that take the process's provider (the file store on S3). An error means that one is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime could not start")?;
    let code = runtime.block_on(carry_out(arguments))?;
    // A render that hangs must not keep the process for ever.
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    Ok(code)
}

async fn carry_out(arguments: Arguments) -> anyhow::Result<u8> {
    let Arguments { command, settings, .. } = arguments;
    match command {
        Command::Demo(arguments) => return demonstration::run(arguments).await,
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "childalert", &mut std::io::stdout());
            return Ok(0);
        }
        Command::Kit(arguments) => return crate::kit::run(&arguments),
        Command::Openapi => {
            say(serde_json::to_string_pretty(&childalert_web::openapi())?);
            return Ok(0);
        }
        _ => {}
    }
    let config = match settings.read() {
        Ok(config) => config,
        Err(mistakes) => {
            say_mistakes(&mistakes);
            return Ok(2);
        }
    };
    match command {
        Command::Serve => serve(&config).await,
        Command::Migrate => {
            open_store(&config).await?.close().await;
            say("The database is up to date.");
            Ok(0)
        }
        Command::Key(command) => keys(&open_app(&config).await?, command).await,
        Command::Volunteers(VolunteersCommand::Import { file, dry_run, leave_out_broken }) => {
            let bytes = std::fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
            let app = open_app(&config).await?;
            let report = app.import_volunteers(&bytes, dry_run, leave_out_broken).await?;
            say_import(&report, dry_run);
            Ok(u8::from(!report.errors.is_empty()))
        }
        Command::Config(ConfigCommand::Check) => {
            config.files().context("files_url")?;
            say("The configuration is right.");
            Ok(0)
        }
        Command::Demo(_) | Command::Completions { .. } | Command::Kit(_) | Command::Openapi => Ok(0),
    }
}

impl Flags {
    /// File, environment and flags together, checked.
    fn read(self) -> Result<Config, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let file = match &self.config {
            Some(path) => Settings::read(path).unwrap_or_else(|mistake| {
                mistakes.push(mistake);
                Settings::default()
            }),
            None => Settings::default(),
        };
        let mut settings = file.overlay(|name| std::env::var(name).ok(), &mut mistakes);
        settings.data = self.data.or(settings.data);
        settings.database_url = self.database_url.or(settings.database_url);
        settings.queue_url = self.queue_url.or(settings.queue_url);
        settings.files_url = self.files_url.or(settings.files_url);
        settings.listen = self.listen.or(settings.listen);
        settings.public_url = self.public_url.or(settings.public_url);
        if let Some(roles) = self.in_process_workers {
            settings.in_process_workers = Some(roles.into_iter().filter(|role| role != "none").collect());
        }
        settings.check(mistakes)
    }
}

async fn serve(config: &Config) -> anyhow::Result<u8> {
    let service = Service::start(config).await?;
    tracing::info!(listen = %config.listen, public_url = config.public_url, "serving");
    let mut terminate = signal(SignalKind::terminate()).context("SIGTERM cannot be listened to")?;
    service
        .serve(async {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        })
        .await?;
    Ok(0)
}

async fn keys(app: &App, command: KeyCommand) -> anyhow::Result<u8> {
    match command {
        KeyCommand::Create { role, name, channels, days } => {
            if role == Role::Worker {
                let known =
                    |name: &String| name == "render" || name.parse::<childalert_domain::Channel>().is_ok();
                if channels.is_empty() || !channels.iter().all(known) {
                    anyhow::bail!(
                        "a worker's key opens only what it names: give --channel once for each of page, feed, \
                         bluesky, email or render that it serves"
                    );
                }
            } else if !channels.is_empty() {
                anyhow::bail!("--channel is for --role worker only");
            }
            let valid_for = days.map(|days| TimeDelta::days(i64::from(days)));
            let key = app.create_key(role, &name, &channels, valid_for).await?;
            say(key.secret);
            if std::io::stderr().is_terminal() {
                tracing::info!(id = %key.id, "shown once: keep it in a file that only its holder can read");
            }
            Ok(0)
        }
        KeyCommand::List => {
            for key in app.keys().await? {
                let state = if key.revoked_at.is_some() { "revoked" } else { "good" };
                say(format!("{}  {:<13}  {:<7}  {}  {}", key.id, key.role, state, key.name, key.channels));
            }
            Ok(0)
        }
        KeyCommand::Revoke { id } => {
            if !app.revoke_key(id).await? {
                anyhow::bail!("there is no good key with this id: `childalert key list` shows them");
            }
            say("Revoked.");
            Ok(0)
        }
    }
}

/// What is logged unless RUST_LOG says otherwise.
const USUAL_LOG: &str = "info,lapin=warn,hyper=warn,sqlx=warn,actix_server=warn";

fn start_log(form: LogForm, usual: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    match form {
        LogForm::Text => log.init(),
        LogForm::Json => log.json().init(),
    }
}
