//! The configuration file: TOML, taken apart key by key, so that everything wrong with it is told at once.

use crate::config::{Mistake, Settings};
use crate::providers::ProviderEntry;
use crate::report::{nearest, unreadable};
use childalert_app::Authority;
use childalert_workers::config::{
    BlueskySettings, EmailSettings, FacebookSettings, MastodonSettings, TelegramSettings, WorkersSettings,
};
use serde::de::DeserializeOwned;
use std::path::Path;
use toml::{Table, Value};

/// Every setting by its full name, to find what a misspelt one meant.
const KNOWN: [&str; 33] = [
    "data",
    "database_url",
    "queue_url",
    "files_url",
    "listen",
    "public_url",
    "installation_key_file",
    "in_process_workers",
    "database_connections",
    "http_threads",
    "batch_size",
    "workers.public_url",
    "workers.bluesky.service",
    "workers.bluesky.identifier",
    "workers.bluesky.password",
    "workers.bluesky.password_file",
    "workers.mastodon.server",
    "workers.mastodon.token",
    "workers.mastodon.token_file",
    "workers.facebook.page",
    "workers.facebook.token",
    "workers.facebook.token_file",
    "workers.facebook.api",
    "workers.telegram.channel",
    "workers.telegram.token",
    "workers.telegram.token_file",
    "workers.telegram.api",
    "workers.telegram.preview",
    "workers.email.smtp_url",
    "workers.email.from",
    "workers.email.username",
    "workers.email.password",
    "workers.email.password_file",
];

/// The sections, which are no settings, but can be misspelt all the same.
const SECTIONS: [&str; 8] = [
    "authorities",
    "providers",
    "workers",
    "workers.bluesky",
    "workers.mastodon",
    "workers.facebook",
    "workers.telegram",
    "workers.email",
];

/// What a setting holds, with an example.
#[derive(Clone, Copy)]
enum Holds {
    Text(&'static str),
    Texts(&'static str),
    Number(&'static str),
}

/// What can be read of the file, and every mistake in it.
pub(crate) fn read(path: &Path) -> (Settings, Vec<Mistake>) {
    let mut mistakes = Vec::new();
    let settings = match table(path) {
        Ok(table) => settings(table, &mut mistakes),
        Err(message) => {
            mistakes.push(Mistake { setting: format!("--config {}", path.display()), message });
            Settings::default()
        }
    };
    (settings, mistakes)
}

fn table(path: &Path) -> Result<Table, String> {
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(&error))?;
    text.parse::<Table>().map_err(|error| not_toml(&text, &error))
}

fn not_toml(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    // What the parser would rather have found is jargon; what it says first is not.
    let said = error.message().split(", expected").next().unwrap_or_default();
    match said {
        "duplicate key" => format!("line {line}: this name stands twice: keep one"),
        said => format!(
            "line {line}: {said}: write a setting as data = \"/var/lib/childalert\", with texts in quotes, and \
             the beginning of a section as [workers.email]"
        ),
    }
}

fn settings(table: Table, mistakes: &mut Vec<Mistake>) -> Settings {
    use Holds::{Number, Text, Texts};
    let mut top = Section { name: String::new(), left: table, mistakes };
    let settings = Settings {
        data: top.take("data", Text("/var/lib/childalert")),
        database_url: top.take("database_url", Text("postgres://user@host/childalert")),
        queue_url: top.take("queue_url", Text("amqp://user@host/childalert")),
        files_url: top.take("files_url", Text("s3://bucket/prefix")),
        listen: top.take("listen", Text("127.0.0.1:8080")),
        public_url: top.take("public_url", Text("https://alert.example.org")),
        installation_key_file: top.take("installation_key_file", Text("/etc/childalert/installation.key")),
        in_process_workers: top.take("in_process_workers", Texts(r#"["page", "feed"]"#)),
        database_connections: top.take("database_connections", Number("10")),
        http_threads: top.take("http_threads", Number("2")),
        batch_size: top.take("batch_size", Number("25")),
        authorities: listed(&mut top, "authorities", authority),
        providers: listed(&mut top, "providers", provider),
        workers: workers(top.section("workers")),
    };
    top.end();
    settings
}

/// Sections that may be there several times.
fn listed<T>(top: &mut Section<'_>, key: &str, read: fn(Section<'_>) -> Option<T>) -> Vec<T> {
    let begin = || format!("is a section for each; begin it with [[{key}]] on a line of its own");
    let listed = match top.left.remove(key) {
        None => Vec::new(),
        Some(Value::Array(listed)) => listed,
        Some(_) => {
            top.wrong(key, begin());
            Vec::new()
        }
    };
    let mut all = Vec::new();
    for (number, value) in listed.into_iter().enumerate() {
        let name = format!("{key}.{number}");
        match value {
            Value::Table(left) => all.extend(read(Section { name, left, mistakes: &mut *top.mistakes })),
            _ => top.wrong(&name, begin()),
        }
    }
    all
}

fn provider(mut section: Section<'_>) -> Option<ProviderEntry> {
    use Holds::{Text, Texts};
    let id = section.need("id", Text("police"));
    let name = section.need("name", Text("Federal Police"));
    let issuer = section.need("issuer", Text("https://login.police.example"));
    let client_id = section.need("client_id", Text("childalert"));
    let client_secret_file = section.take("client_secret_file", Text("/etc/childalert/police-secret"));
    let scopes = section.take("scopes", Texts(r#"["email"]"#));
    let acr = section.take("acr", Texts(r#"["urn:example:two-factors"]"#)).unwrap_or_default();
    let amr = section.take("amr", Texts(r#"["mfa"]"#)).unwrap_or_default();
    section.end();
    let (id, name, issuer, client_id) = (id?, name?, issuer?, client_id?);
    Some(ProviderEntry { id, name, issuer, client_id, client_secret_file, scopes, acr, amr })
}

fn authority(mut section: Section<'_>) -> Option<Authority> {
    let name = section.need("name", Holds::Text("cell"));
    let email = section.need("email", Holds::Text("cell@police.example"));
    let lang = section.need("lang", Holds::Text("fr"));
    section.end();
    Some(Authority { name: name?, email: email?, lang: lang? })
}

fn workers(mut section: Section<'_>) -> WorkersSettings {
    let settings = WorkersSettings {
        public_url: section.take("public_url", Holds::Text("https://alert.example.org")),
        private_networks: section
            .take("private_networks", Holds::Texts(r#"["10.2.0.0/16"]"#))
            .unwrap_or_default(),
        send_log: section.take("send_log", Holds::Text("/var/lib/childalert/sends.jsonl")),
        bluesky: bluesky(section.section("bluesky")),
        mastodon: mastodon(section.section("mastodon")),
        facebook: facebook(section.section("facebook")),
        telegram: telegram(section.section("telegram")),
        email: email(section.section("email")),
    };
    section.end();
    settings
}

fn bluesky(mut section: Section<'_>) -> BlueskySettings {
    use Holds::Text;
    let settings = BlueskySettings {
        service: section.take("service", Text("https://bsky.social")),
        identifier: section.take("identifier", Text("alerts.example.org")),
        password: section.take("password", Text("app password")),
        password_file: section.take("password_file", Text("/etc/childalert/bluesky-password")),
    };
    section.end();
    settings
}

fn mastodon(mut section: Section<'_>) -> MastodonSettings {
    use Holds::Text;
    let settings = MastodonSettings {
        server: section.take("server", Text("https://mastodon.example.org")),
        token: section.take("token", Text("access token")),
        token_file: section.take("token_file", Text("/etc/childalert/mastodon-token")),
    };
    section.end();
    settings
}

fn facebook(mut section: Section<'_>) -> FacebookSettings {
    use Holds::Text;
    let settings = FacebookSettings {
        page: section.take("page", Text("100044123456789")),
        token: section.take("token", Text("access token")),
        token_file: section.take("token_file", Text("/etc/childalert/facebook-token")),
        api: section.take("api", Text("https://graph.facebook.com/v24.0")),
    };
    section.end();
    settings
}

fn telegram(mut section: Section<'_>) -> TelegramSettings {
    use Holds::Text;
    let settings = TelegramSettings {
        channel: section.take("channel", Text("@alerts_example")),
        token: section.take("token", Text("access token")),
        token_file: section.take("token_file", Text("/etc/childalert/telegram-token")),
        api: section.take("api", Text("https://api.telegram.org")),
        preview: section.take("preview", Text("https://t.me")),
    };
    section.end();
    settings
}

fn email(mut section: Section<'_>) -> EmailSettings {
    use Holds::Text;
    let settings = EmailSettings {
        smtp_url: section.take("smtp_url", Text("smtps://mail.example.org")),
        from: section.take("from", Text("Example Foundation <alert@example.org>")),
        username: section.take("username", Text("alert")),
        password: section.take("password", Text("password")),
        password_file: section.take("password_file", Text("/etc/childalert/mail-password")),
    };
    section.end();
    settings
}

/// A table of the file, and what nobody has asked for yet.
struct Section<'m> {
    /// Empty for the whole file.
    name: String,
    left: Table,
    mistakes: &'m mut Vec<Mistake>,
}

impl Section<'_> {
    /// A setting, if it is there and holds what it should.
    fn take<T: DeserializeOwned>(&mut self, key: &str, holds: Holds) -> Option<T> {
        let value = self.left.remove(key)?;
        let found = value.type_str();
        let taken = value.try_into().ok();
        if taken.is_none() {
            self.wrong(key, misfit(key, found, holds));
        }
        taken
    }

    /// A setting that must be there.
    fn need<T: DeserializeOwned>(&mut self, key: &str, holds: Holds) -> Option<T> {
        if !self.left.contains_key(key) {
            self.wrong(key, misfit(key, "nothing", holds));
        }
        self.take(key, holds)
    }

    /// A section inside it; empty where there is none.
    fn section(&mut self, key: &str) -> Section<'_> {
        let name = self.full(key);
        let left = match self.left.remove(key) {
            None => Table::new(),
            Some(Value::Table(table)) => table,
            Some(_) => {
                self.wrong(key, format!("is a section; begin it with [{name}] on a line of its own"));
                Table::new()
            }
        };
        Section { name, left, mistakes: &mut *self.mistakes }
    }

    /// Names what is left: nobody knows it.
    fn end(mut self) {
        for key in std::mem::take(&mut self.left).keys() {
            let message = match meant(&self.full(key)) {
                Some(meant) => format!("there is no such setting; did you mean {meant}?"),
                None => format!("there is no such setting; take it out, or choose from {}", KNOWN.join(", ")),
            };
            self.wrong(key, message);
        }
    }

    fn wrong(&mut self, key: &str, message: String) {
        let setting = self.full(key);
        self.mistakes.push(Mistake { setting, message });
    }

    fn full(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }
}

/// Why a value cannot be taken. Never the value: it may be a secret.
fn misfit(key: &str, found: &str, holds: Holds) -> String {
    let is = match (found, holds) {
        ("integer", Holds::Number(_)) => "is out of range",
        ("array", Holds::Texts(_)) => "holds something else than texts",
        ("string", Holds::Text(_)) => "cannot be used",
        ("nothing", _) => "is missing",
        ("string", _) => "is a text",
        ("integer", _) => "is a whole number",
        ("float", _) => "is a number with a fraction",
        ("boolean", _) => "is true or false",
        ("array", _) => "is a list",
        ("table", _) => "is a section",
        _ => "is a date or a time",
    };
    match holds {
        Holds::Text(example) => format!("{is}; write a text in quotes, such as {key} = \"{example}\""),
        Holds::Texts(example) => format!("{is}; write a list of texts, such as {key} = {example}"),
        Holds::Number(example) => format!("{is}; write a whole number, such as {key} = {example}"),
    }
}

/// The setting that a name without one was probably meant for: misspelt, or in another section.
fn meant(written: &str) -> Option<&'static str> {
    let known = || KNOWN.into_iter().chain(SECTIONS);
    nearest(written, known()).or_else(|| {
        let short = nearest(last(written), known().map(last))?;
        known().find(|name| last(name) == short)
    })
}

fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (Settings, Vec<String>) {
        let mut mistakes = Vec::new();
        let settings = match text.parse::<Table>() {
            Ok(table) => settings(table, &mut mistakes),
            Err(error) => panic!("{}", not_toml(text, &error)),
        };
        (settings, mistakes.into_iter().map(|m| format!("{}: {}", m.setting, m.message)).collect())
    }

    #[test]
    fn the_example_is_read_without_a_mistake() {
        let (settings, mistakes) = told(include_str!("../deploy/childalert.example.toml"));
        assert_eq!(mistakes, [""; 0]);
        assert_eq!(settings.listen.as_deref(), Some("127.0.0.1:8080"));
        let all = KNOWN.map(|name| (name, last(name)));
        let written: String = all
            .iter()
            .map(|(name, short)| match *short {
                "in_process_workers" => format!("{name} = [\"page\"]\n"),
                "database_connections" | "http_threads" | "batch_size" => format!("{name} = 3\n"),
                _ => format!("{name} = \"x\"\n"),
            })
            .collect();
        assert_eq!(told(&written).1, [""; 0], "every known name is read");
    }

    #[test]
    fn every_wrong_type_and_every_unknown_name_is_told_with_its_key() {
        let text = "data = 5\nhttp_threads = -1\nbatch_size = \"many\"\nin_process_workers = \"page\"\n\
            public-url = \"https://x.example\"\nsmtp_url = \"smtps://x\"\n[workers]\nbluesky = 3\n\
            [workers.email]\nfrom = true\npasword_file = \"x\"\nflavour = 1\n\
            [[authorities]]\nname = \"cell\"\nlang = \"xx\"\n";
        let (_, mistakes) = told(text);
        let all = mistakes.join("\n");
        for part in [
            "data: is a whole number; write a text in quotes, such as data = \"/var/lib/childalert\"",
            "http_threads: is out of range; write a whole number",
            "batch_size: is a text; write a whole number, such as batch_size = 25",
            "in_process_workers: is a text; write a list of texts",
            "public-url: there is no such setting; did you mean public_url?",
            "smtp_url: there is no such setting; did you mean workers.email.smtp_url?",
            "workers.bluesky: is a section",
            "workers.email.from: is true or false; write a text in quotes",
            "workers.email.pasword_file: there is no such setting; did you mean workers.email.password_file?",
            "workers.email.flavour: there is no such setting; take it out",
            "authorities.0.email: is missing; write a text in quotes, such as email = \"cell@police.example\"",
            "authorities.0.lang: cannot be used; write a text in quotes, such as lang = \"fr\"",
        ] {
            assert!(all.contains(part), "{part} is not in:\n{all}");
        }
        assert_eq!(mistakes.len(), 12, "{all}");
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_line() {
        let said =
            |text: &str| text.parse::<Table>().err().map_or(String::new(), |error| not_toml(text, &error));
        let unquoted = said("listen = \"x\"\ndata = /var/lib\n");
        assert!(unquoted.starts_with("line 2: ") && unquoted.contains("texts in quotes"), "{unquoted}");
        assert_eq!(said("data = \"a\"\n\ndata = \"b\"\n"), "line 3: this name stands twice: keep one");
        assert!(said("data\n").starts_with("line 1: "));
    }
}
