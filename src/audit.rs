//! `childalert audit`: the trail, checked and marked.

use crate::config::Config;
use crate::installation::{installation_key, new_key, public_key};
use crate::open_known_app;
use crate::report::say;
use anyhow::{Context, bail};
use childalert_app::{App, SendLogs, TrailVerdict};
use childalert_domain::{Sealed, TrailHead, TrailReader};
use childalert_trust::{Checkpoint, ClosingStatement, PublicKey};
use clap::Subcommand;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The trail.
#[derive(Subcommand)]
pub enum Command {
    /// Check every seal of the trail, in the database or in an exported file, and what checkpoints have seen
    Verify {
        /// An exported trail; the database where absent
        file: Option<PathBuf>,
        /// A checkpoint that was kept elsewhere, or a closing statement; may be repeated
        #[arg(long = "checkpoint", value_name = "FILE")]
        checkpoints: Vec<PathBuf>,
        /// The installation's public key, where it is known from elsewhere: other checkpoints are refused
        #[arg(long, value_name = "FILE")]
        key: Option<PathBuf>,
    },
    /// Write the trail as JSON lines
    Export {
        /// Where to
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Sign where the trail stands now, to keep elsewhere: on paper, in another building, with another organisation
    Checkpoint {
        /// Where to
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Make the installation's key, for several machines to share; one machine makes its own
    Key {
        /// Where to; only its owner can read it
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Show the installation's public key, for others to keep
    PublicKey,
    /// Compare the send logs of all workers with the ledger: after a restore, after an incident, now and then
    Sends {
        /// Their files, all of them
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

/// Carries it out; the process's exit code.
pub async fn run(config: &Config, command: Command) -> anyhow::Result<u8> {
    match command {
        Command::Verify { file, checkpoints, key } => {
            let trusted = key.as_deref().map(public_key).transpose()?;
            let seen = checkpoint_heads(&checkpoints, trusted.as_ref())?;
            let verdict = match file {
                Some(file) => of_file(&file, &seen)?,
                None => open_known_app(config).await?.verify_trail(&seen).await?,
            };
            match verdict {
                TrailVerdict::Holds(head) => {
                    say(format!("The trail holds: {} entries, the newest sealed {}.", head.seq, head.hash));
                    if !seen.is_empty() {
                        say(format!("It meets {} checkpoint(s).", seen.len()));
                    }
                    Ok(0)
                }
                TrailVerdict::Broken(broken) => {
                    say(format!("The trail does not hold: {broken}."));
                    Ok(1)
                }
            }
        }
        Command::Export { out } => {
            let app = open_known_app(config).await?;
            let entries = export(&app, &out).await.with_context(|| format!("{}", out.display()))?;
            say(format!("{entries} entries."));
            Ok(0)
        }
        Command::Checkpoint { out } => {
            let checkpoint =
                open_known_app(config).await?.trail_checkpoint(&installation_key(config)?).await?;
            write(&out, &serde_json::to_string_pretty(&checkpoint)?)?;
            say(format!("Entry {}, sealed {}.", checkpoint.head.seq, checkpoint.head.hash));
            Ok(0)
        }
        Command::Key { out } => {
            let key = new_key(&out)?;
            say(format!("Its public half, for others to keep:\n{}", serde_json::to_string(&key.public())?));
            Ok(0)
        }
        Command::Sends { files } => compare(&open_known_app(config).await?, &files).await,
        Command::PublicKey => {
            say(serde_json::to_string(&installation_key(config)?.public())?);
            Ok(0)
        }
    }
}

/// What checkpoints have seen, where they are what they say.
pub fn checkpoint_heads(paths: &[PathBuf], trusted: Option<&PublicKey>) -> anyhow::Result<Vec<TrailHead>> {
    let mut seen = Vec::new();
    for path in paths {
        let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let named = || format!("checkpoint {}", path.display());
        seen.push(match serde_json::from_slice::<Checkpoint>(&bytes) {
            Ok(checkpoint) => checkpoint.check(trusted).with_context(named)?,
            Err(_) => ClosingStatement::read(&bytes, trusted).with_context(named)?.trail,
        });
    }
    Ok(seen)
}

/// What differs, with what each means and what to do about it.
async fn compare(app: &App, files: &[PathBuf]) -> anyhow::Result<u8> {
    let (mut logs, mut unread) = (SendLogs::default(), 0_u64);
    for path in files {
        let file = std::fs::File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
        for (number, line) in BufReader::new(file).lines().enumerate() {
            let line = line.with_context(|| format!("{} cannot be read", path.display()))?;
            // A disk that was full cuts a line off; the others are worth as much as before.
            if !line.trim().is_empty() && !logs.read(&line) {
                unread += 1;
                say(format!("{}, line {}: this is no line of a send log.", path.display(), number + 1));
            }
        }
    }
    let report = app.compare_sends(&logs).await?;
    say(format!("{} lines about {} copies and messages.", report.lines, report.copies));
    let found = [
        (
            &report.unknown,
            "sent, and the ledger knows nothing of it: it is older than the log, or another database's. Look for the copy in the account, and delete it there",
        ),
        (
            &report.ahead,
            "sent later than the ledger knows: it was restored from a backup. Look for the copy in the account; end the campaign, or answer for the copy",
        ),
        (
            &report.unlogged,
            "live in the ledger, and in no log: a log is missing here, or the row was changed by hand",
        ),
    ];
    for (copies, meaning) in found {
        for copy in copies {
            say(format!("{copy}: {meaning}."));
        }
    }
    let agrees = report.agrees() && unread == 0;
    if agrees {
        say("The logs and the ledger agree.");
    }
    Ok(u8::from(!agrees))
}

async fn export(app: &App, out: &Path) -> anyhow::Result<usize> {
    let mut file = BufWriter::new(std::fs::File::create_new(out)?);
    let (mut seq, mut written) = (0, 0);
    loop {
        let entries = app.trail_after(seq, 1000).await?;
        let Some(last) = entries.last() else { break };
        seq = last.entry.seq;
        for entry in &entries {
            writeln!(file, "{}", entry.line()?)?;
            written += 1;
        }
    }
    file.flush()?;
    Ok(written)
}

/// Checks an exported trail, with no database and no service.
fn of_file(path: &Path, seen: &[TrailHead]) -> anyhow::Result<TrailVerdict> {
    let file = std::fs::File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut reader = TrailReader::new(seen);
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| format!("{} cannot be read", path.display()))?;
        let Some(entry) = Sealed::from_line(&line) else {
            bail!("{}, line {}: this is no entry of a trail", path.display(), number + 1);
        };
        if let Err(broken) = reader.read(&entry) {
            return Ok(TrailVerdict::Broken(broken));
        }
    }
    Ok(reader.end().map_or_else(TrailVerdict::Broken, TrailVerdict::Holds))
}

/// Writes a file of evidence; nothing is written over an older one.
pub fn write_new(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    use std::io::ErrorKind::AlreadyExists;
    let written = std::fs::File::create_new(path).and_then(|mut file| file.write_all(bytes));
    written.map_err(|error| match error.kind() {
        AlreadyExists => anyhow::anyhow!(
            "{} is there already, and nothing is written over it: name a new file",
            path.display()
        ),
        _ => anyhow::Error::from(error).context(format!("{} cannot be written", path.display())),
    })
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    write_new(path, text.as_bytes())
}
