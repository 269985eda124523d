//! The send log: a file of its own beside each worker, one JSON line before a request leaves and one when it has ended. It is
//! opened for each line, so that it can be moved away at any time.

use childalert_jobs::{Act, Ended, Permit, Sending};
use chrono::{SecondsFormat, Utc};
use std::{
    io::Write,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Where lines are written; nowhere, unless a file is named.
#[derive(Clone, Debug, Default)]
pub struct SendLog {
    file: Option<Arc<Named>>,
}

#[derive(Debug)]
struct Named {
    path: PathBuf,
    /// The last line may have been cut off: the next one must not be glued to it.
    cut_off: AtomicBool,
}

/// The line could not be written, so nothing may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLogged;

impl SendLog {
    /// A log in this file; lines go to its end.
    pub fn at(path: Option<PathBuf>) -> SendLog {
        SendLog { file: path.map(|path| Arc::new(Named { path, cut_off: AtomicBool::new(false) })) }
    }

    /// Writes that something is about to leave, and gives the line, for its end. What takes a copy back, or calls a person to one,
    /// leaves even where it cannot be written: a full disk must not keep a child's face outside.
    pub fn leaving(&self, permit: &Permit, host: &str, part: Option<i32>) -> Result<Sending, NotLogged> {
        let line = Sending::leaving(now(), permit.id(), permit.act(), host, part);
        match self.write(&line) {
            Ok(()) => Ok(line),
            Err(error) => {
                tracing::error!(error = %error.kind(), "the send log cannot be written");
                match permit.act() {
                    Act::Withdraw | Act::Correct | Act::Tell => Ok(line),
                    Act::Place | Act::Probe | Act::Render | Act::Measure => Err(NotLogged),
                }
            }
        }
    }

    /// Writes what became of it.
    pub fn ended(&self, line: Sending, ended: Ended) {
        let line = Sending { at: now(), ended: Some(ended), ..line };
        if let Err(error) = self.write(&line) {
            // That it was about to leave is written down, and means perhaps.
            tracing::error!(error = %error.kind(), "the send log cannot be written");
        }
    }

    fn write(&self, line: &Sending) -> std::io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        let mut text = serde_json::to_vec(line)?;
        text.push(b'\n');
        if file.cut_off.load(Ordering::SeqCst) {
            text.insert(0, b'\n');
        }
        // One write at the file's end: lines of several workers do not mix.
        let opened = std::fs::File::options().create(true).append(true).open(&file.path);
        let written = opened.and_then(|mut file| file.write_all(&text));
        file.cut_off.store(written.is_err(), Ordering::SeqCst);
        written
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a line for people and for comparison; nothing is decided by it"
)]
fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true)
}
