//! `childalert proof`: evidence of a campaign, taken out and checked anywhere.

use crate::config::Config;
use crate::installation::{installation_key, public_key};
use crate::open_app;
use crate::report::say;
use anyhow::{Context, bail};
use childalert_app::AppError;
use childalert_domain::DecisionAct;
use childalert_trust::verify;
use clap::Subcommand;
use std::path::PathBuf;
use uuid::Uuid;

/// Evidence.
#[derive(Subcommand)]
pub enum Command {
    /// Write everything that shows a campaign was lawful into one file: proof, files, consents, signed decisions, trail
    ///
    /// The file holds the child's name and face: keep it as you keep the case.
    Export {
        /// The campaign's id
        campaign: Uuid,
        /// Where to [default: proof-ID.tar]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Check such a file, on any machine and with no service
    Verify {
        /// The file
        file: PathBuf,
        /// The installation's public key, where it is known from elsewhere: others are refused
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
}

/// Carries out what needs the database; the process's exit code.
pub async fn export(config: &Config, campaign: Uuid, out: Option<PathBuf>) -> anyhow::Result<u8> {
    let out = out.unwrap_or_else(|| PathBuf::from(format!("proof-{campaign}.tar")));
    let app = open_app(config).await?;
    let bundle = match app.evidence(campaign).await {
        Ok(bundle) => bundle,
        Err(AppError::NotFound(_)) => {
            bail!("there is no campaign with this id, or a file of its kit is gone")
        }
        Err(AppError::Refused(_)) => bail!("the campaign has no frozen proof yet"),
        Err(error) => return Err(error.into()),
    };
    let bytes = bundle.write(app.now(), &installation_key(config)?)?;
    app.evidence_taken(campaign).await?;
    std::fs::write(&out, &bytes).with_context(|| format!("{} cannot be written", out.display()))?;
    say(format!("{}: {} bytes", out.display(), bytes.len()));
    Ok(0)
}

/// Checks a file; the process's exit code.
pub fn check(file: &PathBuf, key: Option<PathBuf>) -> anyhow::Result<u8> {
    let trusted = key.as_deref().map(public_key).transpose()?;
    let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    match verify(&bytes, trusted.as_ref()) {
        Ok(proven) => {
            say(format!("Campaign {}: the proof holds.", proven.campaign));
            say(format!("  digest      {}", proven.proof));
            say(format!("  kit         {} files, each the one that was decided on", proven.files));
            say(format!("  consents    {}, each as the trail recorded it", proven.consents));
            for decision in &proven.decisions {
                let statement = &decision.statement;
                let until = match statement.act {
                    DecisionAct::Approve | DecisionAct::Require | DecisionAct::Extend => {
                        format!(", until {}", statement.until.to_rfc3339())
                    }
                    DecisionAct::Return | DecisionAct::Oppose | DecisionAct::End => String::new(),
                };
                say(format!(
                    "  decision    {}{until}, signed by account {} with passkey {}",
                    statement.act.name(),
                    statement.decider,
                    decision.key.fingerprint()
                ));
            }
            say(format!("  trail       {} entries, every seal holds", proven.entries));
            say(format!("  written by  installation {}", proven.installation.fingerprint()));
            if trusted.is_none() {
                say(
                    "Compare the installation's key with the one that the foundation has published, or give it with --key.",
                );
            }
            Ok(0)
        }
        Err(faults) => {
            say("The proof does not hold:");
            for fault in faults {
                say(format!("  {fault}"));
            }
            Ok(1)
        }
    }
}
