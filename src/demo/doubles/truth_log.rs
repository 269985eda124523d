//! The ground-truth log: what really happened outside, one JSON line an event, in the order in which it happened.

use super::StartError;
use serde::Serialize;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

/// Numbers events and writes them down. Lives inside the lock that guards what it tells of, so that its order is the
/// true one.
pub(super) struct TruthLog {
    started: Instant,
    last: u64,
    file: Option<File>,
}

/// When an event happened.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Moment {
    /// Rises by one with every event of one double; 1 is the first after its start.
    pub(super) order: u64,
    /// Milliseconds since the double was started.
    pub(super) at_ms: u64,
}

#[derive(Serialize)]
struct Line<'a, E> {
    #[serde(flatten)]
    moment: Moment,
    #[serde(flatten)]
    event: &'a E,
}

impl TruthLog {
    /// Opens the log. A file that has lines already is continued; order starts again from 1.
    pub(super) fn open(path: Option<PathBuf>) -> Result<Self, StartError> {
        let file = path
            .map(|path| {
                let opened = OpenOptions::new().create(true).append(true).open(&path);
                opened.map_err(|source| StartError::Log { path, source })
            })
            .transpose()?;
        Ok(TruthLog { started: Instant::now(), last: 0, file })
    }

    /// Numbers an event and writes it down, before whoever caused it hears an answer.
    pub(super) fn note(&mut self, event: &impl Serialize) -> Moment {
        self.last += 1;
        let at_ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let moment = Moment { order: self.last, at_ms };
        let Some(file) = &mut self.file else { return moment };
        let line = serde_json::to_vec(&Line { moment, event });
        let written = line.map_err(io::Error::other).and_then(|mut line| {
            line.push(b'\n');
            file.write_all(&line)
        });
        if let Err(error) = written {
            tracing::error!(%error, "a line of the ground-truth log is lost: comparisons with it will be wrong");
        }
        moment
    }
}
