//! `childalert demo`: the service, an own mail catcher and doubles of the networks in one process, and the whole story told
//! through the API as an officer and a magistrate would use it.

use crate::Service;
use crate::config::Settings;
use crate::kit::must_be_free;
use crate::report::say;
use anyhow::Context;
use childalert_app::{App, Authority, CONSOLE, Clock, KeyOrder, NewAccount, Role, SystemClock};
use childalert_demo::doubles::mail::MailCatcher;
use childalert_demo::doubles::network::NetworkDouble;
use childalert_demo::doubles::social::{
    facebook::FacebookDouble, mastodon::MastodonDouble, telegram::TelegramDouble,
};
use childalert_demo::story::{self, Keys, Stage};
use childalert_domain::Lang;
use childalert_workers::config::{
    BlueskySettings, EmailSettings, FacebookSettings, MastodonSettings, TelegramSettings, WorkersSettings,
};
use clap::Args;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

/// The drawn face: no real child.
const FACE: &[u8] = include_bytes!("../assets/demo/face.jpg");
/// The double's own account.
const HANDLE: &str = "alerts.demo.example";
const PASSWORD: &str = "demo-only";
/// The doubles' Page and channel.
const PAGE: &str = "100044123456789";
const CHANNEL: &str = "alerts_demo";

/// Options of the demonstration.
#[derive(Args)]
pub struct Arguments {
    /// Stop at the end instead of serving on
    #[arg(long)]
    exit: bool,
    /// Write the kit (DIR/kit/*) and DIR/summary.json; a new folder, or an empty one
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Tells the story; the process's exit code.
pub async fn run(arguments: Arguments) -> anyhow::Result<u8> {
    if let Some(out) = &arguments.out {
        must_be_free(out).map_err(anyhow::Error::msg)?;
    }
    // Everything lies in a folder that goes with the process.
    let folder = tempfile::tempdir().context("a temporary folder cannot be made")?;
    let loopback = SocketAddr::from(([127, 0, 0, 1], 0));
    let log = |name: &str| Some(folder.path().join(name));
    let mail = MailCatcher::start(loopback, log("mail.jsonl")).await?;
    let network = NetworkDouble::start(loopback, HANDLE, PASSWORD, log("network.jsonl")).await?;
    let mastodon = MastodonDouble::start(loopback, PASSWORD, log("mastodon.jsonl")).await?;
    let facebook = FacebookDouble::start(loopback, PAGE, PASSWORD, log("facebook.jsonl")).await?;
    let telegram = TelegramDouble::start(loopback, CHANNEL, PASSWORD, log("telegram.jsonl")).await?;
    let token = || Some(PASSWORD.to_owned().into());
    let mail_page = mail.serve_web(loopback).await?;
    let listen = free_port(8080)?;
    let settings = Settings {
        data: Some(folder.path().join("data")),
        listen: Some(listen.to_string()),
        batch_size: Some(3),
        authorities: ["cell", "federal-police"].map(demo_authority).to_vec(),
        workers: WorkersSettings {
            bluesky: BlueskySettings {
                service: Some(network.url()),
                identifier: Some(HANDLE.to_owned()),
                password: token(),
                password_file: None,
            },
            mastodon: MastodonSettings { server: Some(mastodon.url()), token: token(), token_file: None },
            facebook: FacebookSettings {
                page: Some(PAGE.to_owned()),
                token: token(),
                token_file: None,
                api: Some(facebook.api()),
            },
            telegram: TelegramSettings {
                channel: Some(format!("@{CHANNEL}")),
                token: token(),
                token_file: None,
                api: Some(telegram.url()),
                preview: Some(telegram.url()),
            },
            email: EmailSettings {
                smtp_url: Some(format!("smtp://{}", mail.addr())),
                from: Some("Child Alert Demo <alert@foundation.example>".to_owned()),
                ..EmailSettings::default()
            },
            ..WorkersSettings::default()
        },
        ..Settings::default()
    };
    let config = settings.check(Vec::new()).map_err(|mistakes| {
        anyhow::anyhow!("the demonstration's own configuration is wrong: {mistakes:?}")
    })?;
    let service = Service::start(&config).await?;
    let keys = Keys {
        officer: service.app.create_key(CONSOLE, KeyOrder::of(Role::Officer, "demo officer")).await?.secret,
        magistrate_link: invite(&service.app, Role::Magistrate, "played").await?,
    };
    let app = service.app.clone();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(service.serve(async {
        // A sender that is gone means the same.
        let _ = stopped.await;
    }));
    let stage = Stage {
        base_url: config.public_url.clone(),
        keys,
        face: FACE.to_vec(),
        now: SystemClock.now(),
        mail: &mail,
        network: &network,
        mastodon: &mastodon,
        facebook: &facebook,
        telegram: &telegram,
        say: &|line: &str| say(line),
    };
    let told = story::tell(&stage).await;
    let summary = match told {
        Ok(told) => told,
        Err(error) => {
            say(format!("The demonstration stopped: {error}"));
            return Ok(1);
        }
    };
    if let Some(out) = &arguments.out {
        summary.write(out).with_context(|| format!("{} cannot be written", out.display()))?;
        say(format!("Kit and summary: {}", out.display()));
    }
    if arguments.exit {
        // The receiver lives until the server has stopped.
        let _ = stop.send(());
        serving.await??;
        return Ok(0);
    }
    say("");
    say("Still serving. Look around, and press Ctrl-C to end:");
    say(format!("  public site          {}/fr/   /nl/   /de/   /en/", config.public_url));
    say(format!("  the notice, ended    {}", summary.page_url()));
    say(format!("  behind the QR code   {}", summary.check_url()));
    say(format!("  the volunteers' mail http://{mail_page}/"));
    say(format!("  the networks         Bluesky {}/   Mastodon {}/", network.url(), mastodon.url()));
    say(format!("                       Facebook {}/   Telegram {}/", facebook.url(), telegram.url()));
    say(format!("  the API              {}/api/openapi.json", config.public_url));
    say(
        "  sign in (each link works once; the browser makes the passkey; a browser of its own, or a private window, for each)",
    );
    for role in [Role::Officer, Role::Magistrate, Role::PrivacyOfficer, Role::Administrator] {
        say(format!("    {:<18} {}", role.name().replace('_', " "), invite(&app, role, "you").await?));
    }
    say("  a key to the API (this run only)");
    say(format!("    officer            {}", stage.keys.officer));
    tokio::signal::ctrl_c().await.context("Ctrl-C cannot be listened to")?;
    let _ = stop.send(());
    serving.await??;
    Ok(0)
}

fn demo_authority(name: &str) -> Authority {
    Authority { name: name.to_owned(), email: format!("{name}@authorities.example"), lang: Lang::Nl }
}

/// An invitation for somebody who has the role in this demonstration.
async fn invite(app: &App, role: Role, who: &str) -> anyhow::Result<String> {
    let name = role.name().replace('_', "-");
    let new = NewAccount {
        email: format!("{name}-{who}@demo.example"),
        name: format!("Demo {}", role.name().replace('_', " ")),
        lang: Lang::Fr,
        role,
        provider: None,
        provider_subject: None,
        reason: String::new(),
    };
    app.invite_from_console(new).await?.link.context("an invitation has a link")
}

/// The wished port, or any free one.
fn free_port(wished: u16) -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", wished))
        .or_else(|_| TcpListener::bind(("127.0.0.1", 0)))
        .context("no port is free on this machine")?;
    Ok(listener.local_addr()?)
}
