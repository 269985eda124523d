//! Organisations' own providers (OpenID Connect), as the configuration names them. Nothing is asked of them here: one that is away
//! when the service starts is asked when somebody wants to sign in.

use crate::report::unreadable;
use childalert_app::{ClientSecret, ProviderSettings, is_private_address};
use std::path::PathBuf;

/// One `[[providers]]` section, unchecked.
#[derive(Clone, Debug)]
pub struct ProviderEntry {
    /// Its name in addresses and in invitations.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its issuer, exactly as it writes it itself.
    pub issuer: String,
    /// What it calls this service.
    pub client_id: String,
    /// The file with this service's password there; none for a public client.
    pub client_secret_file: Option<PathBuf>,
    /// What is asked for beside `openid`; `email` unless this says otherwise.
    pub scopes: Option<Vec<String>>,
    /// Classes of signing in of which it must vouch for one.
    pub acr: Vec<String>,
    /// Methods of which one must have been used.
    pub amr: Vec<String>,
}

/// The providers as the service takes them; every mistake goes to `wrong`, with the setting's name.
pub(crate) fn check(
    entries: Vec<ProviderEntry>,
    public_url: &str,
    wrong: &mut impl FnMut(&str, String),
) -> Vec<ProviderSettings> {
    if !entries.is_empty() && !is_private_address(public_url) {
        wrong(
            "providers",
            "need a public_url with https, for people come back to it with what nobody else may read: write https:// there"
                .to_owned(),
        );
    }
    let ids: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    let mut checked = Vec::new();
    for (number, entry) in entries.into_iter().enumerate() {
        let mut wrong =
            |key: &str, message: &str| wrong(&format!("providers.{number}.{key}"), message.to_owned());
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if entry.id.is_empty() || entry.id.len() > 40 || !entry.id.bytes().all(plain) {
            wrong("id", "must be 1 to 40 of a-z, 0-9 and -, such as police");
        } else if ids[..number].contains(&entry.id) {
            wrong("id", "must be there once: another provider has the same");
        }
        if entry.name.trim().is_empty() {
            wrong("name", "must be what people call it, such as Federal Police");
        }
        if !is_private_address(&entry.issuer) || entry.issuer.contains(['?', '#']) {
            wrong(
                "issuer",
                "must begin with https://, exactly as the provider writes it, such as https://login.police.example",
            );
        }
        if entry.client_id.trim().is_empty() {
            wrong("client_id", "must be what the provider calls this service");
        }
        let client_secret = entry.client_secret_file.and_then(|path| {
            let read = std::fs::read_to_string(&path).map_err(|error| unreadable(&error));
            match read.map(|text| text.trim().to_owned()) {
                Ok(secret) if !secret.is_empty() => Some(ClientSecret::new(secret)),
                Ok(_) => {
                    wrong("client_secret_file", "is empty: put the secret that the provider gave into it");
                    None
                }
                Err(why) => {
                    wrong("client_secret_file", &format!("{}: {why}", path.display()));
                    None
                }
            }
        });
        let scopes = entry.scopes.unwrap_or_else(|| vec!["email".to_owned()]);
        if scopes.iter().any(|scope| scope.is_empty() || scope.contains(char::is_whitespace)) {
            wrong("scopes", "must be single words, such as [\"email\"]");
        }
        let ProviderEntry { id, name, issuer, client_id, acr, amr, .. } = entry;
        checked.push(ProviderSettings { id, name, issuer, client_id, client_secret, scopes, acr, amr });
    }
    checked
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, issuer: &str) -> ProviderEntry {
        ProviderEntry {
            id: id.to_owned(),
            name: "Police (invented)".to_owned(),
            issuer: issuer.to_owned(),
            client_id: "childalert".to_owned(),
            client_secret_file: None,
            scopes: None,
            acr: Vec::new(),
            amr: Vec::new(),
        }
    }

    fn mistakes(entries: Vec<ProviderEntry>, public_url: &str) -> (Vec<ProviderSettings>, Vec<String>) {
        let mut told = Vec::new();
        let checked = check(entries, public_url, &mut |setting, _| told.push(setting.to_owned()));
        (checked, told)
    }

    #[test]
    fn every_mistake_of_a_provider_is_told_with_its_setting() {
        let folder = tempfile::tempdir().expect("a folder");
        let (empty, secret) = (folder.path().join("empty"), folder.path().join("secret"));
        std::fs::write(&empty, "\n").expect("written");
        std::fs::write(&secret, "an invented secret\n").expect("written");
        let of = |file: PathBuf| Some(file);
        let good = ProviderEntry { client_secret_file: of(secret), ..entry("police", "https://id.example") };
        let (checked, told) = mistakes(vec![good.clone()], "https://alert.example.org");
        assert_eq!(told, [""; 0]);
        assert_eq!(
            checked[0].client_secret.as_ref().map(|one| one.secret().as_str()),
            Some("an invented secret")
        );
        assert_eq!(checked[0].scopes, ["email"]);
        let bad = vec![
            good.clone(),
            ProviderEntry { client_secret_file: of(empty), ..entry("police", "http://id.example") },
            ProviderEntry {
                client_secret_file: of(folder.path().join("none")),
                ..entry("No", "https://id.example/#x")
            },
            ProviderEntry { name: " ".to_owned(), client_id: String::new(), ..good },
        ];
        let (_, told) = mistakes(bad, "http://alert.example.org");
        let expected = [
            "providers",
            "providers.1.id",
            "providers.1.issuer",
            "providers.1.client_secret_file",
            "providers.2.id",
            "providers.2.issuer",
            "providers.2.client_secret_file",
            "providers.3.id",
            "providers.3.name",
            "providers.3.client_id",
        ];
        assert_eq!(told, expected);
    }
}
