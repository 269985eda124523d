//! A mail server's address: `smtps://host` (TLS from the first byte), `smtp://host?tls=required` (STARTTLS, refused if the
//! server offers none), and `smtp://host` in clear, for this machine only unless `?tls=none` says that it is meant.

use super::is_loopback;
use reqwest::Url;

/// Where to connect, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmtpServer {
    /// Name or address, without brackets.
    pub host: String,
    /// 465 for `smtps`, 587 for STARTTLS, 25 in clear, where none is written.
    pub port: u16,
    /// Whether and how the connection is encrypted.
    pub security: Security,
}

/// Whether and how the connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (RFC 8314).
    Tls,
    /// STARTTLS (RFC 3207); without it no mail is sent.
    StartTls,
    /// In clear.
    Plain,
}

impl SmtpServer {
    pub(super) fn parse(text: &str) -> Result<SmtpServer, &'static str> {
        let url = Url::parse(text).map_err(|_| "is not an address")?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or("has no host")?;
        if url.password().is_some() || !url.username().is_empty() {
            return Err(
                "holds a user name or password, which belong in email.username and email.password_file",
            );
        }
        let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value);
        let security = match (url.scheme(), tls.as_deref()) {
            ("smtps", None) => Security::Tls,
            ("smtp", Some("required")) => Security::StartTls,
            ("smtp", Some("none")) => Security::Plain,
            ("smtp", None) if is_loopback(host) => Security::Plain,
            ("smtp", None) => return Err("would send names and addresses unencrypted to another machine"),
            ("smtp" | "smtps", Some(_)) => return Err("has a tls= that is neither required nor none"),
            _ => return Err("is not a mail server's address"),
        };
        let usual = match security {
            Security::Tls => 465,
            Security::StartTls => 587,
            Security::Plain => 25,
        };
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        Ok(SmtpServer { host, port: url.port().unwrap_or(usual), security })
    }
}
