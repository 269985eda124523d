//! What the channels need to know: accounts, servers, senders. Read from the `[workers]` part of a TOML file and from the
//! environment (which wins), checked at once and as a whole, so that a person mends everything in one go.
//!
//! | setting | environment |
//! | --- | --- |
//! | `public_url` | `CHILDALERT_PUBLIC_URL` |
//! | `private_networks` | `CHILDALERT_PRIVATE_NETWORKS`, with spaces between |
//! | `send_log` | `CHILDALERT_SEND_LOG` |
//! | `bluesky.service` | `CHILDALERT_BLUESKY_SERVICE` |
//! | `bluesky.identifier` | `CHILDALERT_BLUESKY_IDENTIFIER` |
//! | `bluesky.password_file` | `CHILDALERT_BLUESKY_PASSWORD_FILE` |
//! | `mastodon.server` | `CHILDALERT_MASTODON_SERVER` |
//! | `mastodon.token_file` | `CHILDALERT_MASTODON_TOKEN_FILE` |
//! | `facebook.page` | `CHILDALERT_FACEBOOK_PAGE` |
//! | `facebook.token_file` | `CHILDALERT_FACEBOOK_TOKEN_FILE` |
//! | `facebook.api` | `CHILDALERT_FACEBOOK_API` |
//! | `telegram.channel` | `CHILDALERT_TELEGRAM_CHANNEL` |
//! | `telegram.token_file` | `CHILDALERT_TELEGRAM_TOKEN_FILE` |
//! | `telegram.api` | `CHILDALERT_TELEGRAM_API` |
//! | `telegram.preview` | `CHILDALERT_TELEGRAM_PREVIEW` |
//! | `email.smtp_url` | `CHILDALERT_SMTP_URL` |
//! | `email.from` | `CHILDALERT_MAIL_FROM` |
//! | `email.username` | `CHILDALERT_SMTP_USERNAME` |
//! | `email.password_file` | `CHILDALERT_SMTP_PASSWORD_FILE` |

mod networks;
mod smtp_url;

use crate::egress::{Egress, Reach, SendLog};
use crate::secret::Secret;
use ipnet::IpNet;
use lettre::message::Mailbox;
use reqwest::Url;
use serde::Deserialize;
use std::{net::IpAddr, path::PathBuf};

pub use networks::{
    FacebookConfig, FacebookSettings, MastodonConfig, MastodonSettings, TelegramConfig, TelegramSettings,
};
pub use smtp_url::{Security, SmtpServer};

/// The settings as written, unchecked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WorkersSettings {
    /// The service's public address. Requests name it, so that the owner of a server finds out who calls.
    pub public_url: Option<String>,
    /// Networks that are not on the Internet and where requests may go all the same, such as `10.2.0.0/16`.
    pub private_networks: Vec<String>,
    /// The file that what leaves is written down in.
    pub send_log: Option<PathBuf>,
    /// The account on Bluesky.
    pub bluesky: BlueskySettings,
    /// The account on Mastodon.
    pub mastodon: MastodonSettings,
    /// The Facebook Page.
    pub facebook: FacebookSettings,
    /// The Telegram channel.
    pub telegram: TelegramSettings,
    /// The mail server.
    pub email: EmailSettings,
}

/// The account on Bluesky, as written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BlueskySettings {
    /// The account's own server; `https://bsky.social` if nothing is said.
    pub service: Option<String>,
    /// The account's handle or DID.
    pub identifier: Option<String>,
    /// Its app password. A file is better.
    pub password: Option<Secret>,
    /// The file that holds the app password.
    pub password_file: Option<PathBuf>,
}

/// The mail server, as written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EmailSettings {
    /// `smtps://host`, or `smtp://host?tls=required`.
    pub smtp_url: Option<String>,
    /// The sender, such as `Example Foundation <alert@example.org>`.
    pub from: Option<String>,
    /// The user name, if the server wants one.
    pub username: Option<String>,
    /// Its password. A file is better.
    pub password: Option<Secret>,
    /// The file that holds the password.
    pub password_file: Option<PathBuf>,
}

/// The settings, checked. What is `None` is not configured: its channel rejects every job with that reason.
#[derive(Clone, Debug, Default)]
pub struct WorkersConfig {
    /// The service's public address.
    pub public_url: Option<Url>,
    /// Networks that are not on the Internet and where requests may go all the same.
    pub private_networks: Vec<IpNet>,
    /// The file that what leaves is written down in.
    pub send_log: Option<PathBuf>,
    /// The account on Bluesky.
    pub bluesky: Option<BlueskyConfig>,
    /// The account on Mastodon.
    pub mastodon: Option<MastodonConfig>,
    /// The Facebook Page.
    pub facebook: Option<FacebookConfig>,
    /// The Telegram channel.
    pub telegram: Option<TelegramConfig>,
    /// The mail server.
    pub email: Option<EmailConfig>,
}

/// The account on Bluesky.
#[derive(Clone, Debug)]
pub struct BlueskyConfig {
    /// The account's own server.
    pub service: Url,
    /// Handle or DID.
    pub identifier: String,
    /// App password.
    pub password: Secret,
}

/// The mail server and the sender.
#[derive(Clone, Debug)]
pub struct EmailConfig {
    /// Where to connect, and how.
    pub server: SmtpServer,
    /// The sender.
    pub from: Mailbox,
    /// User name and password, if the server wants them.
    pub credentials: Option<(String, Secret)>,
}

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{setting}: {reason}; {mend}")]
pub struct ConfigMistake {
    /// The setting's name in the file, such as `bluesky.password_file`.
    pub setting: &'static str,
    /// What is wrong with it.
    pub reason: String,
    /// What to write instead.
    pub mend: &'static str,
}

impl WorkersSettings {
    /// Lays the environment over the file's settings. `lookup` is `|name| std::env::var(name).ok()` outside tests.
    #[must_use]
    pub fn overlaid(mut self, lookup: impl Fn(&str) -> Option<String>) -> WorkersSettings {
        let text = |name: &str, setting: &mut Option<String>| {
            if let Some(value) = lookup(name) {
                *setting = Some(value);
            }
        };
        text("CHILDALERT_PUBLIC_URL", &mut self.public_url);
        if let Some(networks) = lookup("CHILDALERT_PRIVATE_NETWORKS") {
            self.private_networks = networks.split_whitespace().map(str::to_owned).collect();
        }
        self.send_log = lookup("CHILDALERT_SEND_LOG").map(PathBuf::from).or(self.send_log);
        text("CHILDALERT_BLUESKY_SERVICE", &mut self.bluesky.service);
        text("CHILDALERT_BLUESKY_IDENTIFIER", &mut self.bluesky.identifier);
        text("CHILDALERT_MASTODON_SERVER", &mut self.mastodon.server);
        text("CHILDALERT_FACEBOOK_PAGE", &mut self.facebook.page);
        text("CHILDALERT_FACEBOOK_API", &mut self.facebook.api);
        text("CHILDALERT_TELEGRAM_CHANNEL", &mut self.telegram.channel);
        text("CHILDALERT_TELEGRAM_API", &mut self.telegram.api);
        text("CHILDALERT_TELEGRAM_PREVIEW", &mut self.telegram.preview);
        text("CHILDALERT_SMTP_URL", &mut self.email.smtp_url);
        text("CHILDALERT_MAIL_FROM", &mut self.email.from);
        text("CHILDALERT_SMTP_USERNAME", &mut self.email.username);
        let file = |name: &str, (inline, file): (&mut Option<Secret>, &mut Option<PathBuf>)| {
            if let Some(path) = lookup(name) {
                (*inline, *file) = (None, Some(path.into()));
            }
        };
        let WorkersSettings { bluesky, mastodon, facebook, telegram, email, .. } = &mut self;
        file("CHILDALERT_BLUESKY_PASSWORD_FILE", (&mut bluesky.password, &mut bluesky.password_file));
        file("CHILDALERT_MASTODON_TOKEN_FILE", (&mut mastodon.token, &mut mastodon.token_file));
        file("CHILDALERT_FACEBOOK_TOKEN_FILE", (&mut facebook.token, &mut facebook.token_file));
        file("CHILDALERT_TELEGRAM_TOKEN_FILE", (&mut telegram.token, &mut telegram.token_file));
        file("CHILDALERT_SMTP_PASSWORD_FILE", (&mut email.password, &mut email.password_file));
        self
    }

    /// Checks everything, reads the secrets' files, and gives the settings or all mistakes.
    pub fn check(self) -> Result<WorkersConfig, Vec<ConfigMistake>> {
        let mut mistakes = Mistakes::default();
        let public_url = self.public_url.and_then(|text| {
            mistakes.keep("public_url", web_address(&text), "write an address such as https://example.org")
        });
        let private_networks = self.private_networks.iter().filter_map(|text| {
            let network = text.parse::<IpNet>().map_err(|_| "is not a network");
            mistakes.keep("private_networks", network, "write networks such as 10.2.0.0/16 or fd00::/8")
        });
        let private_networks: Vec<IpNet> = private_networks.collect();
        let send_log = self.send_log;
        if send_log.as_ref().is_some_and(|path| path.is_dir()) {
            mistakes.add("send_log", "is a folder", "name a file, or a place for one");
        }
        let bluesky = self.bluesky.check(&mut mistakes);
        let mastodon = self.mastodon.check(&mut mistakes);
        let facebook = self.facebook.check(&mut mistakes);
        let telegram = self.telegram.check(&mut mistakes);
        let email = self.email.check(&mut mistakes);
        match mistakes.0.is_empty() {
            true => Ok(WorkersConfig {
                public_url,
                private_networks,
                send_log,
                bluesky,
                mastodon,
                facebook,
                telegram,
                email,
            }),
            false => Err(mistakes.0),
        }
    }
}

impl WorkersConfig {
    /// The way out: to the Internet, to the networks that are named, and to what stands on this machine in an address of the
    /// configuration itself.
    pub fn egress(&self) -> Egress {
        let bluesky = self.bluesky.iter().map(|config| &config.service);
        let mastodon = self.mastodon.iter().map(|config| &config.server);
        let facebook = self.facebook.iter().map(|config| &config.api);
        let telegram = self.telegram.iter().flat_map(|config| [&config.api, &config.preview]);
        let named = bluesky.chain(mastodon).chain(facebook).chain(telegram);
        let reach = named.fold(Reach::with(self.private_networks.clone()), Reach::and);
        Egress::new(self.public_url.as_ref(), reach, SendLog::at(self.send_log.clone()))
    }

    /// The way to the own site, whose address the ledger gives and which lies where it lies: beside the worker, as often as not.
    pub fn egress_to_own_site(&self) -> Egress {
        Egress::new(self.public_url.as_ref(), Reach::anywhere(), SendLog::at(self.send_log.clone()))
    }
}

impl BlueskySettings {
    fn check(self, mistakes: &mut Mistakes) -> Option<BlueskyConfig> {
        if self.identifier.is_none() && self.password.is_none() && self.password_file.is_none() {
            if self.service.is_some() {
                mistakes.add("bluesky.identifier", "is missing", "write the account's handle");
            }
            return None;
        }
        let service = web_address(self.service.as_deref().unwrap_or("https://bsky.social"));
        let service = mistakes.keep(
            "bluesky.service",
            service,
            "write the server's address, such as https://bsky.social",
        );
        let identifier = mistakes.need("bluesky.identifier", self.identifier, "write the account's handle");
        let password = secret(
            mistakes,
            ["bluesky.password", "bluesky.password_file"],
            (self.password, self.password_file),
        );
        if password.is_none() && mistakes.none_of("bluesky.password") {
            mistakes.add("bluesky.password_file", "is missing", "name a file that holds an app password");
        }
        Some(BlueskyConfig { service: service?, identifier: identifier?, password: password? })
    }
}

impl EmailSettings {
    fn check(self, mistakes: &mut Mistakes) -> Option<EmailConfig> {
        let untouched = self.smtp_url.is_none()
            && self.from.is_none()
            && self.username.is_none()
            && self.password.is_none()
            && self.password_file.is_none();
        if untouched {
            return None;
        }
        let url = mistakes.need(
            "email.smtp_url",
            self.smtp_url,
            "write the server's address, such as smtps://mail.example.org",
        );
        let server = url.and_then(|url| {
            mistakes.keep(
                "email.smtp_url",
                SmtpServer::parse(&url),
                "write smtps://host, or smtp://host?tls=required",
            )
        });
        let sender = "write the sender, such as Example Foundation <alert@example.org>";
        let from = mistakes.need("email.from", self.from, sender).and_then(|from| {
            mistakes.keep(
                "email.from",
                from.parse::<Mailbox>().map_err(|_| "is not an e-mail address"),
                sender,
            )
        });
        let password =
            secret(mistakes, ["email.password", "email.password_file"], (self.password, self.password_file));
        let credentials = match (self.username, password) {
            (Some(username), Some(password)) => Some((username, password)),
            (Some(_), None) => {
                if mistakes.none_of("email.password") {
                    mistakes.add("email.password_file", "is missing", "name a file that holds the password");
                }
                None
            }
            (None, Some(_)) => {
                mistakes.add("email.username", "is missing", "write the user name that the password is for");
                None
            }
            (None, None) => None,
        };
        if let Some(server) = &server
            && credentials.is_some()
            && server.security == Security::Plain
            && !is_loopback(&server.host)
        {
            let mend = "write smtps://host, or smtp://host?tls=required";
            mistakes.add("email.smtp_url", "would send the password unencrypted", mend);
        }
        Some(EmailConfig { server: server?, from: from?, credentials })
    }
}

#[derive(Default)]
struct Mistakes(Vec<ConfigMistake>);

impl Mistakes {
    fn add(&mut self, setting: &'static str, reason: impl Into<String>, mend: &'static str) {
        self.0.push(ConfigMistake { setting, reason: reason.into(), mend });
    }

    fn keep<T>(
        &mut self,
        setting: &'static str,
        checked: Result<T, &'static str>,
        mend: &'static str,
    ) -> Option<T> {
        checked.map_err(|reason| self.add(setting, reason, mend)).ok()
    }

    fn need(&mut self, setting: &'static str, text: Option<String>, mend: &'static str) -> Option<String> {
        let text = text.filter(|text| !text.trim().is_empty());
        if text.is_none() {
            self.add(setting, "is missing", mend);
        }
        text
    }

    fn none_of(&self, prefix: &str) -> bool {
        !self.0.iter().any(|mistake| mistake.setting.starts_with(prefix))
    }
}

fn secret(
    mistakes: &mut Mistakes,
    [inline_name, file_name]: [&'static str; 2],
    (inline, file): (Option<Secret>, Option<PathBuf>),
) -> Option<Secret> {
    match (inline, file) {
        (Some(_), Some(_)) => {
            mistakes.add(file_name, "stands beside the password itself", "keep one of the two");
            None
        }
        (Some(secret), None) if secret.is_empty() => {
            mistakes.add(inline_name, "is empty", "write the password, or name a file that holds it");
            None
        }
        (Some(secret), None) => Some(secret),
        (None, Some(path)) => match Secret::read(&path) {
            Ok(secret) if !secret.is_empty() => Some(secret),
            Ok(_) => {
                mistakes.add(file_name, "names an empty file", "write the password into it");
                None
            }
            Err(error) => {
                let reason = format!("cannot be read from {} ({})", path.display(), error.kind());
                mistakes.add(file_name, reason, "name a file that this process may read");
                None
            }
        },
        (None, None) => None,
    }
}

/// Accounts and addresses go over TLS; a server on the same machine may do without.
fn web_address(text: &str) -> Result<Url, &'static str> {
    let url = Url::parse(text).map_err(|_| "is not an address")?;
    let Some(host) = url.host_str() else { return Err("has no host") };
    if url.password().is_some() {
        return Err("holds a password");
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(host) => Ok(url),
        "http" => Err("is not encrypted (http)"),
        _ => Err("is not a web address"),
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
