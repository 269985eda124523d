//! The installation's key, in its file.

use crate::config::Config;
use anyhow::Context;
use childalert_trust::{InstallationKey, PublicKey};
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// The installation's key. Where the configuration names no file, it lies beside the database and is made at first use; several
/// machines must share one.
pub(crate) fn installation_key(config: &Config) -> anyhow::Result<InstallationKey> {
    let path = &config.installation_key_file;
    if !path.exists() && config.installation_key_is_ours {
        config.make_folders().context("the data folder cannot be made")?;
        new_key(path)?;
    }
    let text = std::fs::read_to_string(path).with_context(|| {
        format!("{} cannot be read: make a key with `childalert audit key --out FILE`", path.display())
    })?;
    Ok(InstallationKey::read(&text)?)
}

/// The key for closing statements. Not one that several machines on one database would each make for themselves: a statement
/// reads the same whoever is asked.
pub(crate) fn statement_key(config: &Config) -> anyhow::Result<Option<InstallationKey>> {
    if config.installation_key_is_ours && config.database_file().is_none() {
        return Ok(None);
    }
    installation_key(config).map(Some)
}

/// Writes a new key where there is none, for its owner's eyes alone.
pub(crate) fn new_key(path: &Path) -> anyhow::Result<InstallationKey> {
    let text = InstallationKey::generate()?;
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .with_context(|| format!("{} cannot be written, or is there already", path.display()))?;
    writeln!(file, "{text}").with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(InstallationKey::read(&text)?)
}

/// A public key from a file, as `audit key` and `audit public-key` write it.
pub(crate) fn public_key(path: &Path) -> anyhow::Result<PublicKey> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    serde_json::from_str(&text).with_context(|| {
        format!("{} holds no public key: `childalert audit public-key` writes one", path.display())
    })
}
