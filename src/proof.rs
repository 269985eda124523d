//! `childalert proof`: evidence of a campaign, taken out and checked anywhere.

use crate::audit::checkpoint_heads;
use crate::config::Config;
use crate::installation::{installation_key, public_key};
use crate::open_app;
use crate::report::say;
use anyhow::{Context, bail};
use childalert_app::AppError;
use childalert_domain::DecisionAct;
use childalert_trust::{Proven, verify};
use clap::Subcommand;
use std::path::{Path, PathBuf};
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
        /// A checkpoint of the trail that was kept elsewhere, made after the case was opened; may be repeated
        #[arg(long = "checkpoint", value_name = "FILE")]
        checkpoints: Vec<PathBuf>,
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
pub fn check(file: &Path, key: Option<PathBuf>, checkpoints: &[PathBuf]) -> anyhow::Result<u8> {
    let trusted = key.as_deref().map(public_key).transpose()?;
    let seen = checkpoint_heads(checkpoints, trusted.as_ref())?;
    let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    match verify(&bytes, trusted.as_ref(), &seen) {
        Ok(proven) => {
            tell(&proven);
            if !seen.is_empty() {
                say(format!("  checkpoints {}, each met", seen.len()));
            }
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

fn tell(proven: &Proven) {
    say(format!("Campaign {}: the proof holds.", proven.campaign));
    say(format!("  digest      {}", proven.proof));
    say(format!("  kit         {} files, each the one that was decided on", proven.files));
    say(format!("  consents    {}, each as the trail recorded it, none missing", proven.consents));
    for decision in &proven.decisions {
        let statement = &decision.statement;
        let until = match statement.act {
            DecisionAct::Approve | DecisionAct::Require | DecisionAct::Extend => {
                format!(", until {}", statement.until.to_rfc3339())
            }
            DecisionAct::Return | DecisionAct::Oppose | DecisionAct::End => String::new(),
        };
        let other = if statement.proof == proven.proof { "" } else { " (over another proof)" };
        say(format!(
            "  decision    {}{until}{other}, signed by account {} with passkey {}",
            statement.act.name(),
            statement.decider,
            decision.key.fingerprint()
        ));
    }
    if let Some(at) = proven.history.launched_at {
        say(format!("  out from    {}, under a decision that let it out", at.to_rfc3339()));
    }
    match &proven.history.ended {
        Some(ended) => {
            say(format!("  taken back  {}, {} ({})", ended.at.to_rfc3339(), ended.reason, ended.by))
        }
        None if proven.history.launched_at.is_some() => say("  taken back  not when this was written"),
        None => say("  out from    never when this was written"),
    }
    say(format!(
        "  trail       {} entries in words, every seal holds, none left out, up to entry {}",
        proven.entries, proven.head.seq
    ));
    say(format!(
        "  written by  installation {}, {}",
        proven.installation.fingerprint(),
        proven.made_at.to_rfc3339()
    ));
}
