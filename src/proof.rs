//! `childalert proof`: evidence of a campaign, taken out and checked anywhere.

use crate::audit::{checkpoint_heads, write_new};
use crate::config::Config;
use crate::installation::{installation_key, public_key, statement_key};
use crate::open_known_app;
use crate::report::say;
use anyhow::{Context, anyhow, bail};
use childalert_app::{AppError, statement_report};
use childalert_domain::{DecisionAct, Digest, TrailHead};
use childalert_trust::{ClosingStatement, Proven, PublicKey, verify};
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
    /// Write the closing statement of a campaign: that every copy is accounted for, without the child's name or face
    Statement {
        /// The campaign's id
        campaign: Uuid,
        /// Where to; a name that ends in .pdf gives a PDF [default: closing-statement-ID.json]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// The PDF's language
        #[arg(long, default_value = "en", value_parser = ["fr", "nl", "de", "en"])]
        lang: String,
    },
    /// Check such a file, or a closing statement's JSON, on any machine and with no service
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
    let app = open_known_app(config).await?;
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
    write_new(&out, &bytes)?;
    say(format!("{}: {} bytes", out.display(), bytes.len()));
    Ok(0)
}

/// Writes a closing statement; the process's exit code.
pub async fn statement(
    config: &Config,
    campaign: Uuid,
    out: Option<PathBuf>,
    lang: &str,
) -> anyhow::Result<u8> {
    let out = out.unwrap_or_else(|| PathBuf::from(format!("closing-statement-{campaign}.json")));
    let app = open_known_app(config).await?;
    if let Some(key) = statement_key(config)? {
        app.sign_with(key);
    }
    let statement = match app.closing_statement(campaign).await {
        Ok(statement) => statement,
        Err(AppError::NotFound(_)) => bail!("there is no campaign with this id"),
        Err(AppError::NotEnded) => bail!("the campaign has not ended"),
        Err(AppError::NotClosed(owing)) => {
            bail!("the campaign is not closed: {} copies are owed", owing.owed)
        }
        Err(error) => return Err(error.into()),
    };
    let file = statement.canonical()?;
    let digest = Digest::of(file.as_bytes());
    app.statement_taken(campaign, digest).await?;
    let bytes = match out.extension().is_some_and(|extension| extension == "pdf") {
        true => {
            let report = statement_report(&statement, digest, lang.parse()?);
            childalert_poster::report(&report).map_err(|_| anyhow!("the PDF cannot be made"))?.bytes
        }
        false => file.into_bytes(),
    };
    write_new(&out, &bytes)?;
    say(format!("{}: SHA-256 of the JSON {digest}", out.display()));
    Ok(0)
}

/// Checks a file; the process's exit code.
pub fn check(file: &Path, key: Option<PathBuf>, checkpoints: &[PathBuf]) -> anyhow::Result<u8> {
    let trusted = key.as_deref().map(public_key).transpose()?;
    let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let seen = checkpoint_heads(checkpoints, trusted.as_ref())?;
    if bytes.starts_with(b"{") {
        return Ok(check_statement(&bytes, trusted.as_ref(), &seen));
    }
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

fn check_statement(bytes: &[u8], trusted: Option<&PublicKey>, seen: &[TrailHead]) -> u8 {
    let statement = match ClosingStatement::read(bytes, trusted) {
        Ok(statement) => statement,
        Err(fault) => {
            say(format!("The closing statement does not hold: {fault}."));
            return 1;
        }
    };
    if let Some(other) =
        seen.iter().find(|head| head.seq == statement.trail.seq && head.hash != statement.trail.hash)
    {
        say(format!(
            "The closing statement does not hold: it has another seal of entry {} than a checkpoint.",
            other.seq
        ));
        return 1;
    }
    let digest = match statement.canonical() {
        Ok(canonical) => Digest::of(canonical.as_bytes()),
        Err(_) => Digest::of(bytes),
    };
    say(format!("Campaign {}: the closing statement holds.", statement.campaign));
    say(format!("  digest      {digest}"));
    say(format!("  taken back  {} ({})", statement.ended_at.to_rfc3339(), statement.ended_reason));
    say(format!(
        "  closed      {}, nothing owed of {} copies",
        statement.closed_at.to_rfc3339(),
        statement.copies
    ));
    say(format!("  trail       entry {}, sealed {}", statement.trail.seq, statement.trail.hash));
    match &statement.checkpoint {
        Some(checkpoint) => say(format!("  signed by   installation {}", checkpoint.key.fingerprint())),
        None => say("  signed by   nobody"),
    }
    if let Some(replaced) = &statement.replaces {
        say(format!("  replaces    the closing of {}", replaced.closed_at.to_rfc3339()));
    }
    if let Some(met) = seen.iter().find(|head| head.seq == statement.trail.seq) {
        say(format!("  checkpoint  of entry {}, met", met.seq));
    } else if !seen.is_empty() {
        say("  checkpoint  of another entry: only the trail itself can be compared with it");
    }
    say("Compare it with the trail: `childalert audit verify --checkpoint FILE` takes this file.");
    0
}

fn tell(proven: &Proven) {
    say(format!("Campaign {}: the proof holds.", proven.campaign));
    say(format!("  digest      {}", proven.proof));
    say(format!("  kit         {} files, each the one that was decided on", proven.files));
    if proven.older > 0 {
        say(format!("  older       {} versions that were out before, each with its files", proven.older));
    }
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
