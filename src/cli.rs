//! The command line.

use crate::config::{Config, Mistake, Settings};
use crate::report::{say, say_import, say_mistakes, unreadable};
use crate::{Service, audit, demonstration, keys, open_app, open_known_app, open_store, proof, user};
use anyhow::Context;
use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// Missing-child alerts: lawful notices out within minutes, every copy back within seconds.
///
/// To see what it does, run `childalert demo`. To run it, `childalert serve`: one process with a database file, nothing
/// else to install. `--database-url`, `--queue-url` and `--files-url` turn each part to its distributed twin.
#[derive(Parser)]
#[command(name = "childalert", version)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum LogForm {
    /// One line for people
    #[default]
    Text,
    /// One JSON object a line, for machines
    Json,
}

// For the commands that work with the service, see `program`. Each is also an environment variable
// (CHILDALERT_DATABASE_URL, or CHILDALERT_DATABASE_URL_FILE for a secret in a file) and a line in the configuration
// file. This is no doc comment, which would take the place of each command's own words.
#[derive(Args, Default)]
#[command(next_help_heading = "Settings of the service")]
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
    /// How the log is written to standard error; RUST_LOG chooses how much
    #[arg(long, value_enum, default_value_t = LogForm::Text, global = true)]
    log: LogForm,
}

#[derive(Subcommand)]
enum Command {
    /// Run the service: the API, the public site, and the workers that send notices out and take them back
    Serve,
    /// Walk through the whole story with an invented child, then keep serving to look around
    Demo(demonstration::Arguments),
    /// Make the posters and pictures of a notice, without a service
    Kit(crate::kit::Arguments),
    /// Bring the database up to this version
    Migrate,
    /// Invite people, and list them
    #[command(subcommand)]
    User(user::Command),
    /// Make, list and revoke keys to the API, for programs
    #[command(subcommand)]
    Key(keys::Command),
    /// Take evidence of a campaign out, and check it anywhere
    #[command(subcommand)]
    Proof(proof::Command),
    /// Check the trail, and sign where it stands
    #[command(subcommand)]
    Audit(audit::Command),
    /// Import and look after volunteers
    #[command(subcommand)]
    Volunteers(VolunteersCommand),
    /// Check the configuration
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
    /// Say every mistake in the configuration at once, or that there is none; nothing is made or changed
    Check,
}

/// The whole command line. The settings of the service stand with the commands that work with it, and no other.
fn program() -> clap::Command {
    Arguments::command().mut_subcommands(|command| match command.get_name() {
        "demo" | "kit" | "openapi" | "completions" => command,
        // The other half of it needs no service.
        "proof" => command
            .mut_subcommand("export", Flags::augment_args)
            .mut_subcommand("statement", Flags::augment_args),
        _ => Flags::augment_args(command),
    })
}

impl Command {
    /// Whether it works with the service, and so has its settings: as in [`program`].
    fn has_settings(&self) -> bool {
        !matches!(
            self,
            Command::Demo(_)
                | Command::Kit(_)
                | Command::Openapi
                | Command::Completions { .. }
                | Command::Proof(proof::Command::Verify { .. })
        )
    }
}

/// The settings that a command was given.
fn flags(matches: &ArgMatches) -> Result<Flags, clap::Error> {
    match matches.subcommand() {
        Some((_, inner)) => flags(inner),
        None => Flags::from_arg_matches(matches),
    }
}

/// Runs the command; the process's exit code.
pub fn run() -> anyhow::Result<u8> {
    let matches = program().get_matches();
    let Arguments { command } = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let flags = match command.has_settings() {
        true => flags(&matches).unwrap_or_else(|error| error.exit()),
        false => Flags::default(),
    };
    // The demonstration speaks for itself.
    let usual = if matches!(command, Command::Demo(_)) { "error" } else { USUAL_LOG };
    start_log(flags.log, usual);
    // For libraries that take the process's provider (the file store on S3). An error means that one is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime could not start")?;
    let code = runtime.block_on(carry_out(command, flags))?;
    // A render that hangs must not keep the process for ever.
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    Ok(code)
}

async fn carry_out(command: Command, flags: Flags) -> anyhow::Result<u8> {
    match command {
        Command::Demo(arguments) => return demonstration::run(arguments).await,
        Command::Completions { shell } => {
            // Whole first: the generator takes a reader who has gone for a fault of its own.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut program(), "childalert", &mut script);
            say(String::from_utf8_lossy(&script).trim_end());
            return Ok(0);
        }
        Command::Kit(arguments) => return crate::kit::run(&arguments),
        Command::Proof(proof::Command::Verify { file, key, checkpoints }) => {
            return proof::check(&file, key, &checkpoints);
        }
        Command::Openapi => {
            say(serde_json::to_string_pretty(&childalert_web::openapi())?);
            return Ok(0);
        }
        _ => {}
    }
    let config = match flags.read() {
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
        Command::User(command @ user::Command::List) => {
            user::run(&open_known_app(&config).await?, command).await
        }
        Command::User(command) => user::run(&open_or_make(&config).await?, command).await,
        Command::Key(keys::Command::Scopes) => Ok(keys::scopes()),
        Command::Key(command @ (keys::Command::List | keys::Command::Revoke { .. })) => {
            keys::run(&open_known_app(&config).await?, command).await
        }
        Command::Key(command) => keys::run(&open_or_make(&config).await?, command).await,
        Command::Proof(proof::Command::Export { campaign, out }) => {
            proof::export(&config, campaign, out).await
        }
        Command::Proof(proof::Command::Statement { campaign, out, lang }) => {
            proof::statement(&config, campaign, out, &lang).await
        }
        Command::Audit(command) => audit::run(&config, command).await,
        Command::Volunteers(VolunteersCommand::Import { file, dry_run, leave_out_broken }) => {
            import(config, &file, dry_run, leave_out_broken).await
        }
        Command::Config(ConfigCommand::Check) => {
            // A folder would be made; of a store on S3 only the settings are looked at.
            if config.is_on_s3() {
                config.files().context("files_url")?;
            }
            say("The configuration is right.");
            for note in config.notes(|name| std::env::var(name).ok()) {
                say(format!("  note: {note}"));
            }
            Ok(0)
        }
        Command::Demo(_)
        | Command::Completions { .. }
        | Command::Kit(_)
        | Command::Openapi
        | Command::Proof(proof::Command::Verify { .. }) => Ok(0),
    }
}

impl Flags {
    /// File, environment and flags together, checked.
    fn read(self) -> Result<Config, Vec<Mistake>> {
        let (file, mut mistakes) = match &self.config {
            Some(path) => Settings::read(path),
            None => (Settings::default(), Vec::new()),
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

/// Of a database that is made where there is none: whoever meant another folder can see it.
async fn open_or_make(config: &Config) -> anyhow::Result<childalert_app::App> {
    if let Some(file) = config.database_file().filter(|file| !file.exists()) {
        tracing::warn!("there was no database at {}: a new one was made", file.display());
    }
    open_app(config).await
}

/// Imports a list. A dry run leaves nothing behind: where there is no database yet, it asks one that goes with it.
async fn import(config: Config, file: &Path, dry_run: bool, leave_out_broken: bool) -> anyhow::Result<u8> {
    let bytes =
        std::fs::read(file).map_err(|error| anyhow::anyhow!("{}: {}", file.display(), unreadable(&error)))?;
    let passing = tempfile::tempdir().context("a temporary folder cannot be made")?;
    let config = if dry_run { config.in_passing(passing.path()) } else { config };
    let report = open_or_make(&config).await?.import_volunteers(&bytes, dry_run, leave_out_broken).await?;
    say_import(&report, dry_run);
    Ok(u8::from(!report.errors.is_empty()))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn has_data_folder(line: &str) -> bool {
        match program().try_get_matches_from(line.split(' ')) {
            Ok(matches) => flags(&matches).is_ok_and(|flags| flags.data == Some(PathBuf::from("x"))),
            Err(error) => {
                assert_eq!(error.kind(), clap::error::ErrorKind::UnknownArgument, "{line}: {error}");
                false
            }
        }
    }

    #[test]
    fn the_settings_of_the_service_stand_with_the_commands_that_work_with_it() {
        program().debug_assert();
        for with in [
            "childalert serve --data x",
            "childalert migrate --data x",
            "childalert key list --data x",
            "childalert key --data x list",
            "childalert user list --data x",
            "childalert audit verify --data x",
            "childalert config check --data x",
            "childalert volunteers import list.csv --data x",
            "childalert proof export 01890a5d-ac96-774b-bcce-b302099a8057 --data x",
            "childalert proof statement 01890a5d-ac96-774b-bcce-b302099a8057 --data x",
        ] {
            assert!(has_data_folder(with), "{with}");
        }
        for without in [
            "childalert demo --data x",
            "childalert kit --schema --data x",
            "childalert openapi --data x",
            "childalert completions bash --data x",
            "childalert proof verify proof.tar --data x",
        ] {
            assert!(!has_data_folder(without), "{without}");
        }
    }
}
