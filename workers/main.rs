//! `childalert-worker`: workers on a machine of their own. It reaches the broker and the service's ledger, and holds the
//! accounts of its own channels: no database, no other channel's password.

use anyhow::Context;
use childalert_queue::{AmqpConfig, AmqpQueue};
use childalert_workers::{ROLES, RemoteLedger, Roles, Secret, config::WorkersSettings, run};
use clap::{Parser, ValueEnum, builder::PossibleValuesParser};
use std::{io::IsTerminal, path::PathBuf, sync::Arc, time::Duration};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// Makes, finds and takes back copies of missing-child notices, for the service that `--ledger-url` names.
///
/// The service decides; this worker asks it for leave before every act, acts on one channel (a social network, a mail
/// server …) or renders posters, and reports what became of it. Give it one role or several; start as many workers as
/// you like. It stops on SIGTERM or Ctrl-C, after the acts under way, in 25 seconds at most.
#[derive(Parser)]
#[command(version, after_help = after_help())]
struct Arguments {
    /// What this worker does
    #[arg(required = true, value_name = "ROLE", value_parser = PossibleValuesParser::new(ROLES.iter().map(|role| role.name)))]
    roles: Vec<String>,

    /// The broker, such as amqp://user@broker.example.org/childalert [or CHILDALERT_QUEUE_URL_FILE, if it holds a password]
    #[arg(
        long,
        env = "CHILDALERT_QUEUE_URL",
        hide_env_values = true,
        required_unless_present = "queue_url_file"
    )]
    queue_url: Option<String>,

    /// File that holds the broker's address
    #[arg(long, env = "CHILDALERT_QUEUE_URL_FILE", hide = true, conflicts_with = "queue_url")]
    queue_url_file: Option<PathBuf>,

    /// The service, such as https://alerts.example.org
    #[arg(long, env = "CHILDALERT_LEDGER_URL")]
    ledger_url: String,

    /// File that holds this worker's key (`childalert key create --role worker --channel ROLE`)
    #[arg(long, env = "CHILDALERT_KEY_FILE", value_name = "FILE")]
    key_file: PathBuf,

    /// TOML file with the accounts of the channels, in a table `[workers]`
    #[arg(long, env = "CHILDALERT_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,

    /// How the log is written to standard error; RUST_LOG chooses how much
    #[arg(long, value_enum, default_value_t = LogForm::Text)]
    log: LogForm,
}

#[derive(Clone, Copy, ValueEnum)]
enum LogForm {
    /// One line for people
    Text,
    /// One JSON object a line, for machines
    Json,
}

/// The part of the configuration file that is for workers; the rest is the service's.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct ConfigFile {
    workers: WorkersSettings,
}

fn after_help() -> String {
    let mut help = String::from("Roles:\n");
    for role in ROLES {
        help.push_str(&format!("  {:<9}{}\n", role.name, role.summary));
    }
    help.push_str(
        "\nAccounts come from the configuration file or from the environment, which wins:\n  \
         CHILDALERT_BLUESKY_SERVICE, CHILDALERT_BLUESKY_IDENTIFIER, CHILDALERT_BLUESKY_PASSWORD_FILE,\n  \
         CHILDALERT_MASTODON_SERVER, CHILDALERT_MASTODON_TOKEN_FILE,\n  \
         CHILDALERT_FACEBOOK_PAGE, CHILDALERT_FACEBOOK_TOKEN_FILE,\n  \
         CHILDALERT_TELEGRAM_CHANNEL, CHILDALERT_TELEGRAM_TOKEN_FILE,\n  \
         CHILDALERT_SMTP_URL, CHILDALERT_MAIL_FROM, CHILDALERT_SMTP_USERNAME, CHILDALERT_SMTP_PASSWORD_FILE\n\n\
         Where requests may go besides the Internet, and where they are written down:\n  \
         CHILDALERT_PRIVATE_NETWORKS, CHILDALERT_SEND_LOG\n\n\
         Example:\n  childalert-worker bluesky --config worker.toml --key-file worker.key \\\n    \
         --queue-url amqp://broker.example.org --ledger-url https://alerts.example.org",
    );
    help
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    start_log(arguments.log);
    let runtime = tokio::runtime::Runtime::new().context("the runtime could not start")?;
    let ended = runtime.block_on(work(arguments));
    // A render that hangs would keep the process for ever.
    runtime.shutdown_timeout(Duration::from_secs(1));
    ended
}

async fn work(arguments: Arguments) -> anyhow::Result<()> {
    let settings = match &arguments.config {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("--config: {} cannot be read", path.display()))?;
            let file: ConfigFile = toml::from_str(&text)
                .map_err(|error| anyhow::anyhow!("--config: {}: {}", path.display(), error.message()))?;
            file.workers
        }
        None => WorkersSettings::default(),
    };
    let config = settings.overlaid(|name| std::env::var(name).ok()).check().map_err(|mistakes| {
        let lines: Vec<String> = mistakes.iter().map(|mistake| format!("\n  {mistake}")).collect();
        anyhow::anyhow!("the configuration has {} mistake(s):{}", lines.len(), lines.concat())
    })?;
    let roles = Roles::named(arguments.roles.iter().map(String::as_str), &config)?;
    if !roles.unconfigured().is_empty() {
        anyhow::bail!(
            "no account is configured for {}: see the end of `childalert-worker --help`",
            roles.unconfigured().join(", ")
        );
    }
    let key = read_secret("--key-file", &arguments.key_file)?;
    let ledger = RemoteLedger::new(&arguments.ledger_url, &key).context("--ledger-url, --key-file")?;
    let url = match (arguments.queue_url, &arguments.queue_url_file) {
        (Some(url), _) => url,
        (None, Some(path)) => read_secret("--queue-url-file", path)?.expose().to_owned(),
        (None, None) => anyhow::bail!("--queue-url is missing"),
    };
    let config = AmqpConfig {
        url,
        queues: roles.queues(),
        connection_name: format!("childalert-worker {}", arguments.roles.join(" ")),
    };
    let queue = Arc::new(AmqpQueue::connect(config).context("--queue-url")?);
    let mut terminate = signal(SignalKind::terminate()).context("SIGTERM cannot be listened to")?;
    let shutdown = async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
    };
    run(Arc::new(ledger), queue, roles, shutdown).await;
    Ok(())
}

fn read_secret(argument: &str, path: &std::path::Path) -> anyhow::Result<Secret> {
    Secret::read(path).with_context(|| format!("{argument}: {} cannot be read", path.display()))
}

fn start_log(form: LogForm) {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,lapin=warn,hyper=warn"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    match form {
        LogForm::Text => log.init(),
        LogForm::Json => log.json().init(),
    }
}
