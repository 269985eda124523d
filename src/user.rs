//! `childalert user`: the first people, and those whom nobody else can help.

use crate::report::say;
use anyhow::bail;
use childalert_app::{AccessFault, App, AppError, NewAccount, Role};
use childalert_domain::Lang;
use clap::Subcommand;

/// People.
#[derive(Subcommand)]
pub enum Command {
    /// Invite somebody: the link that is shown works once, for three days
    ///
    /// An account that was invited before, or suspended, gets a new link. Those who are active are helped by two people in the
    /// service itself.
    Invite {
        /// Where they are written to; one account each
        #[arg(long)]
        email: String,
        /// Their name
        #[arg(long)]
        name: String,
        /// What they may do: officer, magistrate, coordinator, volunteer, operator, partner, privacy_officer or administrator
        #[arg(long)]
        role: Role,
        /// Their language: fr, nl, de or en
        #[arg(long, default_value = "fr")]
        lang: Lang,
        /// Their organisation's provider, by its id in the configuration, if they may come in by its word too
        #[arg(long)]
        provider: Option<String>,
        /// The provider's own name for them (sub); without it, whoever comes first with this address, vouched for by that provider
        #[arg(long, requires = "provider")]
        subject: Option<String>,
    },
    /// List accounts
    List,
}

/// Carries it out; the process's exit code.
pub async fn run(app: &App, command: Command) -> anyhow::Result<u8> {
    match command {
        Command::Invite { email, name, role, lang, provider, subject } => {
            if role == Role::Worker {
                bail!("worker is for programs: make a key with `childalert key create --role worker`");
            }
            let new = NewAccount {
                email,
                name,
                lang,
                role,
                provider,
                provider_subject: subject,
                reason: String::new(),
            };
            match app.invite_from_console(new).await {
                Ok(invited) => {
                    say(invited.link.unwrap_or_default());
                    Ok(0)
                }
                Err(AppError::Access(AccessFault::EmailTaken)) => {
                    bail!(
                        "--email: there is an active account with this address; a lost passkey is replaced by two people in \
                         the service (Accounts, recovery)"
                    )
                }
                Err(AppError::Access(AccessFault::ProviderTaken)) => {
                    bail!("--subject: another account is bound to it: `childalert user list` shows all")
                }
                Err(AppError::Refused(refusals)) if refusals.iter().any(|one| one.field == "provider") => {
                    bail!(
                        "--provider: there is none of this name in the configuration: write the id of a [[providers]] section"
                    )
                }
                Err(AppError::Refused(refusals)) => {
                    let fields: Vec<String> =
                        refusals.iter().map(|refusal| format!("--{} is not usable", refusal.field)).collect();
                    bail!("{}: write an address such as name@example.org, and a name", fields.join(", "))
                }
                Err(error) => Err(error.into()),
            }
        }
        Command::List => {
            for account in app.accounts(10_000, 0).await? {
                say(format!(
                    "{}  {:<15}  {:<9}  {}  {}",
                    account.id,
                    account.role.name(),
                    account.state,
                    account.email,
                    account.name
                ));
            }
            Ok(0)
        }
    }
}
