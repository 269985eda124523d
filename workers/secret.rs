//! A password or key. It is wiped from memory when dropped, and no log, error or panic can print it by accident.

use serde::Deserialize;
use std::{fmt, io, path::Path};
use zeroize::Zeroizing;

/// A password or key.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// The secret itself, for the one place that sends it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Reads it from a file, without the line end that editors leave.
    pub fn read(path: &Path) -> io::Result<Secret> {
        let text = Zeroizing::new(std::fs::read_to_string(path)?);
        Ok(Secret(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned())))
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Secret(Zeroizing::new(text))
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
