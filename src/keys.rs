//! `childalert key`: keys for programs.

use crate::report::say;
use childalert_app::{Action, App, CONSOLE, KeyOrder, Role};
use childalert_domain::Channel;
use childalert_store::keys::KeyRow;
use chrono::{DateTime, Utc};
use clap::Subcommand;
use std::io::IsTerminal;
use uuid::Uuid;

/// Keys to the API, for programs.
#[derive(Subcommand)]
pub enum Command {
    /// Make a key; it is shown once
    Create {
        /// What its holder may do: officer, magistrate, coordinator, volunteer, operator, partner, privacy_officer, administrator or
        /// worker
        #[arg(long)]
        role: Role,
        /// Whose it is, to find it again
        #[arg(long, default_value = "")]
        name: String,
        /// For a worker: a channel that it serves, or render; may be repeated
        #[arg(long = "channel", value_name = "CHANNEL")]
        channels: Vec<String>,
        /// Only this of what the role may do, such as read_cases; may be repeated [default: all that a program may do]
        #[arg(long = "scope", value_name = "SCOPE")]
        scopes: Vec<Action>,
        /// How many days it is good for [default: until revoked]
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=3650))]
        days: Option<u16>,
    },
    /// List keys (never their secrets): whether each is good, and until when
    List,
    /// List the scopes that a key of each role can have
    Scopes,
    /// Revoke a key at once
    Revoke {
        /// The key's id, as `key list` shows it
        #[arg(value_parser = key_id)]
        id: Uuid,
    },
}

fn key_id(written: &str) -> Result<Uuid, &'static str> {
    written.parse().map_err(|_| "the id is a UUID, as `childalert key list` shows it")
}

/// Lists what a key of each role can have; the process's exit code. Needs no database.
pub fn scopes() -> u8 {
    for role in Role::ALL {
        let scopes = Action::all().filter(|a| a.roles().contains(&role) && !a.needs_person());
        let scopes: Vec<&str> = scopes.map(Action::name).collect();
        say(format!("{:<15}  {}", role.name(), scopes.join(" ")));
    }
    0
}

/// Carries it out; the process's exit code.
pub async fn run(app: &App, command: Command) -> anyhow::Result<u8> {
    match command {
        Command::Create { role, name, channels, scopes, days } => {
            if role == Role::Worker {
                let known = |name: &String| name == "render" || name.parse::<Channel>().is_ok();
                if channels.is_empty() || !channels.iter().all(known) {
                    let known: Vec<&str> = Channel::all().map(Channel::name).collect();
                    anyhow::bail!(
                        "a worker's key opens only what it names: give --channel once for each of {} or render \
                         that it serves",
                        known.join(", ")
                    );
                }
            } else if !channels.is_empty() {
                anyhow::bail!("--channel is for --role worker only");
            }
            let unfit = scopes.iter().find(|scope| !scope.roles().contains(&role) || scope.needs_person());
            if let Some(scope) = unfit {
                anyhow::bail!(
                    "a key of the role {} cannot have the scope {}: `childalert key scopes` lists what each can have",
                    role.name(),
                    scope.name()
                );
            }
            let key = app.create_key(CONSOLE, KeyOrder { role, name, channels, scopes, days }).await?;
            say(key.secret);
            if std::io::stderr().is_terminal() {
                tracing::info!(id = %key.id, "shown once: keep it in a file that only its holder can read");
            }
        }
        Command::List => {
            let now = app.now();
            say(line(["id", "role", "state", "until", "name", "opens"]));
            for key in app.keys().await? {
                let id = key.id.to_string();
                let until =
                    key.expires_at.map_or("no end".to_owned(), |end| end.format("%Y-%m-%d").to_string());
                let opens = [key.channels.as_str(), key.scopes.as_str()].join(" ");
                say(line([&id, &key.role, state(&key, now), &until, &key.name, opens.trim()]));
            }
        }
        Command::Scopes => {
            scopes();
        }
        Command::Revoke { id } => {
            if !app.revoke_key(CONSOLE, id).await? {
                anyhow::bail!("there is no good key with this id: `childalert key list` shows them");
            }
            say("Revoked.");
        }
    }
    Ok(0)
}

/// One line of the list.
fn line([id, role, state, until, name, opens]: [&str; 6]) -> String {
    format!("{id:<36}  {role:<15}  {state:<7}  {until:<10}  {name:<20}  {opens}").trim_end().to_owned()
}

/// Whether a key still opens anything.
fn state(key: &KeyRow, now: DateTime<Utc>) -> &'static str {
    match (key.revoked_at, key.expires_at) {
        (Some(_), _) => "revoked",
        (None, Some(end)) if end <= now => "expired",
        (None, _) => "good",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_key_is_good_until_it_expires_or_is_revoked() {
        let now = DateTime::<Utc>::UNIX_EPOCH;
        let key = |expires_at, revoked_at| KeyRow {
            id: Uuid::nil(),
            name: String::new(),
            role: String::new(),
            channels: String::new(),
            scopes: String::new(),
            hash: String::new(),
            created_at: now,
            expires_at,
            revoked_at,
        };
        let day = TimeDelta::days(1);
        assert_eq!(state(&key(None, None), now), "good");
        assert_eq!(state(&key(Some(now + day), None), now), "good");
        assert_eq!(state(&key(Some(now), None), now), "expired");
        assert_eq!(state(&key(Some(now - day), Some(now)), now), "revoked");
    }
}
