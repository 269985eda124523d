//! Settings of the networks that are let in by a token: Mastodon, Facebook, Telegram.

use super::{ConfigMistake, Mistakes, secret, web_address};
use crate::secret::Secret;
use reqwest::Url;
use serde::Deserialize;
use std::path::PathBuf;

/// The account on Mastodon, as written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MastodonSettings {
    /// The account's own server.
    pub server: Option<String>,
    /// An access token with the scopes `read:accounts`, `read:statuses`, `write:media` and `write:statuses`. A file is better.
    pub token: Option<Secret>,
    /// The file that holds it.
    pub token_file: Option<PathBuf>,
}

/// The Facebook Page, as written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FacebookSettings {
    /// The Page's number.
    pub page: Option<String>,
    /// A Page access token with `pages_manage_posts` and `pages_read_engagement`. A file is better.
    pub token: Option<Secret>,
    /// The file that holds it.
    pub token_file: Option<PathBuf>,
    /// The Graph API with its version; `https://graph.facebook.com/v24.0` if nothing is said.
    pub api: Option<String>,
}

/// The Telegram channel, as written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TelegramSettings {
    /// The channel: `@name`, or its number where it has no name.
    pub channel: Option<String>,
    /// The token of a bot that may post, edit and delete there. A file is better.
    pub token: Option<Secret>,
    /// The file that holds it.
    pub token_file: Option<PathBuf>,
    /// The Bot API; `https://api.telegram.org` if nothing is said.
    pub api: Option<String>,
    /// Where the public reads channels; `https://t.me` if nothing is said.
    pub preview: Option<String>,
}

/// The account on Mastodon.
#[derive(Clone, Debug)]
pub struct MastodonConfig {
    /// The account's own server.
    pub server: Url,
    /// Access token.
    pub token: Secret,
}

/// The Facebook Page.
#[derive(Clone, Debug)]
pub struct FacebookConfig {
    /// The Page's number.
    pub page: String,
    /// Page access token.
    pub token: Secret,
    /// The Graph API with its version.
    pub api: Url,
}

/// The Telegram channel.
#[derive(Clone, Debug)]
pub struct TelegramConfig {
    /// `@name`, or a number.
    pub channel: String,
    /// The bot's token.
    pub token: Secret,
    /// The Bot API.
    pub api: Url,
    /// Where the public reads channels.
    pub preview: Url,
}

impl MastodonSettings {
    pub(super) fn check(self, mistakes: &mut Mistakes) -> Option<MastodonConfig> {
        if self.server.is_none() && self.token.is_none() && self.token_file.is_none() {
            return None;
        }
        let mend = "write the account's own server, such as https://mastodon.example.org";
        let server = mistakes.need("mastodon.server", self.server, mend);
        let server = server.and_then(|text| mistakes.keep("mastodon.server", web_address(&text), mend));
        let token = token(mistakes, ["mastodon.token", "mastodon.token_file"], (self.token, self.token_file));
        Some(MastodonConfig { server: server?, token: token? })
    }
}

impl FacebookSettings {
    pub(super) fn check(self, mistakes: &mut Mistakes) -> Option<FacebookConfig> {
        if self.page.is_none() && self.token.is_none() && self.token_file.is_none() && self.api.is_none() {
            return None;
        }
        let mend = "write the Page's number, as its transparency section shows it";
        let page = mistakes.need("facebook.page", self.page, mend).and_then(|page| {
            let digits = (1..=32).contains(&page.len()) && page.bytes().all(|b| b.is_ascii_digit());
            mistakes.keep("facebook.page", digits.then_some(page).ok_or("is not a number"), mend)
        });
        let token = token(mistakes, ["facebook.token", "facebook.token_file"], (self.token, self.token_file));
        let api = web_address(self.api.as_deref().unwrap_or("https://graph.facebook.com/v24.0"));
        let api =
            mistakes.keep("facebook.api", api, "write an address such as https://graph.facebook.com/v24.0");
        Some(FacebookConfig { page: page?, token: token?, api: api? })
    }
}

impl TelegramSettings {
    pub(super) fn check(self, mistakes: &mut Mistakes) -> Option<TelegramConfig> {
        let untouched = self.channel.is_none()
            && self.token.is_none()
            && self.token_file.is_none()
            && self.api.is_none()
            && self.preview.is_none();
        if untouched {
            return None;
        }
        let mend = "write @name of the channel, or its number (-100…) where it has no name";
        let channel = mistakes.need("telegram.channel", self.channel, mend).and_then(|channel| {
            mistakes.keep(
                "telegram.channel",
                is_channel(&channel).then_some(channel).ok_or("is no channel"),
                mend,
            )
        });
        let names = ["telegram.token", "telegram.token_file"];
        let token = token(mistakes, names, (self.token, self.token_file)).and_then(|token| {
            let fits = token.expose().bytes().all(|b| b.is_ascii_alphanumeric() || b":_-".contains(&b));
            let mend = "write the token as @BotFather gave it, such as 123456:ABC-DEF";
            mistakes.keep("telegram.token_file", fits.then_some(token).ok_or("is not a bot's token"), mend)
        });
        let api = web_address(self.api.as_deref().unwrap_or("https://api.telegram.org"));
        let api = mistakes.keep("telegram.api", api, "write an address such as https://api.telegram.org");
        let preview = web_address(self.preview.as_deref().unwrap_or("https://t.me"));
        let preview = mistakes.keep("telegram.preview", preview, "write an address such as https://t.me");
        Some(TelegramConfig { channel: channel?, token: token?, api: api?, preview: preview? })
    }
}

/// `@name` (5 to 32 letters, digits and underscores), or a number.
fn is_channel(text: &str) -> bool {
    match text.strip_prefix('@') {
        Some(name) => {
            (4..=32).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        }
        None => text.parse::<i64>().is_ok_and(|number| number < 0),
    }
}

/// The token, which such an account cannot do without.
fn token(
    mistakes: &mut Mistakes,
    names: [&'static str; 2],
    written: (Option<Secret>, Option<PathBuf>),
) -> Option<Secret> {
    let token = secret(mistakes, names, written);
    if token.is_none() && mistakes.none_of(names[0]) {
        mistakes.0.push(ConfigMistake {
            setting: names[1],
            reason: "is missing".to_owned(),
            mend: "name a file that holds the access token",
        });
    }
    token
}
