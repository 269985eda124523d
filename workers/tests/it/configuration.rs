//! Settings: everything wrong is said at once, with its mend, and no secret is ever shown.

use childalert_workers::{
    Roles, UnknownRole,
    config::{Security, WorkersConfig, WorkersSettings},
};
use std::collections::HashMap;

fn settings(toml: &str) -> WorkersSettings {
    toml::from_str(toml).unwrap()
}

fn mistakes(toml: &str) -> Vec<String> {
    let mistakes = settings(toml).check().unwrap_err();
    mistakes.iter().map(ToString::to_string).collect()
}

#[test]
fn nothing_configured_is_no_mistake_and_configures_nothing() {
    let config = settings("").check().unwrap();
    assert!(config.bluesky.is_none() && config.email.is_none());
    let accounts = ["bluesky", "mastodon", "facebook", "telegram", "email"];
    assert_eq!(Roles::all(&config).unconfigured(), accounts);
}

#[test]
fn all_mistakes_are_said_at_once_with_their_mend() {
    let said = mistakes(
        r#"
        public_url = "example.org"
        [bluesky]
        service = "http://pds.example.org"
        password_file = "/nowhere/at/all"
        [mastodon]
        server = "http://social.example.org"
        [facebook]
        page = "childfocus"
        token = "x"
        [telegram]
        channel = "alerts"
        token = "417 demo"
        preview = "ftp://t.me"
        [email]
        smtp_url = "smtp://mail.example.org"
        from = "nobody"
        username = "alerts"
        "#,
    );
    let beginnings = [
        "public_url: is not an address; write",
        "bluesky.service: is not encrypted (http); write",
        "bluesky.identifier: is missing; write",
        "bluesky.password_file: cannot be read from /nowhere/at/all",
        "mastodon.server: is not encrypted (http); write the account's own server",
        "mastodon.token_file: is missing; name a file",
        "facebook.page: is not a number; write",
        "telegram.channel: is no channel; write @name",
        "telegram.token_file: is not a bot's token; write",
        "telegram.preview: is not a web address; write",
        "email.smtp_url: would send names and addresses unencrypted to another machine; write smtps://",
        "email.from: is not an e-mail address; write",
        "email.password_file: is missing; name a file",
    ];
    assert_eq!(said.len(), beginnings.len(), "{said:#?}");
    for (said, beginning) in said.iter().zip(beginnings) {
        assert!(said.starts_with(beginning), "{said}");
    }
}

#[test]
fn the_environment_wins_over_the_file_and_a_secrets_line_end_is_not_part_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("password");
    std::fs::write(&file, "from the file\n").unwrap();
    let environment = HashMap::from([
        ("CHILDALERT_BLUESKY_IDENTIFIER", "new.example.org"),
        ("CHILDALERT_BLUESKY_PASSWORD_FILE", file.to_str().unwrap()),
        ("CHILDALERT_SMTP_URL", "smtp://localhost:2525"),
        ("CHILDALERT_MAIL_FROM", "Example Foundation <alert@example.org>"),
    ]);
    let settings = settings("[bluesky]\nidentifier = \"old.example.org\"\npassword = \"old\"");
    let config =
        settings.overlaid(|name| environment.get(name).map(|value| (*value).to_owned())).check().unwrap();
    let bluesky = config.bluesky.unwrap();
    assert_eq!(
        (bluesky.identifier.as_str(), bluesky.password.expose()),
        ("new.example.org", "from the file")
    );
    assert_eq!(bluesky.service.as_str(), "https://bsky.social/");
    let email = config.email.unwrap();
    assert_eq!((email.server.port, email.server.security), (2525, Security::Plain));
}

#[test]
fn a_mail_server_is_reached_encrypted_or_on_this_machine_unless_the_address_says_otherwise() {
    let server = |url: &str| {
        settings(&format!("[email]\nsmtp_url = \"{url}\"\nfrom = \"a@example.org\"")).check().map(|config| {
            let server = config.email.unwrap().server;
            (server.port, server.security)
        })
    };
    assert_eq!(server("smtps://mail.example.org").unwrap(), (465, Security::Tls));
    assert_eq!(server("smtp://mail.example.org?tls=required").unwrap(), (587, Security::StartTls));
    assert_eq!(server("smtp://mail.example.org:2525?tls=none").unwrap(), (2525, Security::Plain));
    assert_eq!(server("smtp://[::1]:2525").unwrap(), (2525, Security::Plain));
    assert!(server("smtp://mail.example.org?tls=perhaps").is_err());
    assert!(server("smtp://user:word@localhost").is_err());
    assert!(server("https://mail.example.org").is_err());
}

#[test]
fn a_password_does_not_go_in_clear_to_another_machine() {
    let said = mistakes(
        "[email]\nsmtp_url = \"smtp://mail:25?tls=none\"\nfrom = \"a@example.org\"\nusername = \"a\"\npassword = \"b\"",
    );
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("email.smtp_url: would send the password unencrypted; write smtps://"));
}

#[test]
fn a_misspelt_setting_is_refused() {
    let error = toml::from_str::<WorkersSettings>("[bluesky]\npasword_file = \"x\"").unwrap_err();
    assert!(error.message().contains("pasword_file"));
}

#[test]
fn no_form_of_the_settings_shows_a_secret() {
    let settings = settings("[bluesky]\nidentifier = \"a.example.org\"\npassword = \"hunter2\"");
    assert!(!format!("{settings:?}").contains("hunter2"));
    assert!(!format!("{:?}", settings.check().unwrap()).contains("hunter2"));
}

#[test]
fn an_unknown_role_is_answered_with_the_roles_there_are() {
    let error: UnknownRole = Roles::named(["blusky"], &WorkersConfig::default()).err().unwrap();
    assert_eq!(
        error.to_string(),
        "there is no role \"blusky\": choose from page, feed, bluesky, mastodon, facebook, telegram, email, training, training_mail, render"
    );
}
