//! What commands say to the person at the terminal.

use crate::config::Mistake;
use childalert_app::{ImportReport, RowError, RowOutcome};
use childalert_domain::Lang;
use childalert_words as words;
use std::fmt::Display;
use std::io::Write;

/// One line on standard output. A reader who has gone (a closed pipe) is no error.
pub fn say(line: impl Display) {
    let mut out = std::io::stdout().lock();
    // Nothing can be said to nobody.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Every mistake in the configuration.
pub fn say_mistakes(mistakes: &[Mistake]) {
    say(format!("The configuration has {} mistake(s):", mistakes.len()));
    for mistake in mistakes {
        say(format!("  {}: {}", mistake.setting, mistake.message));
    }
}

/// What an import did, or would do.
pub fn say_import(report: &ImportReport, dry_run: bool) {
    for error in &report.errors {
        say(format!("  {}", import_error(error)));
    }
    let would = if report.saved { "" } else { "would be " };
    say(format!(
        "{} {would}added, {} {would}changed, {} as before, {} broken",
        report.count(RowOutcome::Added),
        report.count(RowOutcome::Changed),
        report.count(RowOutcome::Unchanged),
        report.errors.len(),
    ));
    if !report.saved && !dry_run {
        say("Nothing was imported: mend the rows above, or run again with --leave-out-broken.");
    }
}

fn import_error(error: &RowError) -> String {
    match error {
        RowError::Field { line, refusal } => {
            let said = words::rule(Lang::En, refusal);
            format!("line {line}, {}: {} {}", refusal.field, said.title, said.mend)
        }
        RowError::Twice { line, first } => {
            format!("line {line}, email: the same address stands on line {first}. Keep one of them.")
        }
        RowError::Unreadable { line } => {
            format!(
                "line {line}: it has more or fewer cells than the heading, or is not UTF-8. Save the file as CSV UTF-8."
            )
        }
        RowError::MissingColumn { column } => {
            format!(
                "line 1: the column {column} is missing. Needed: email, name, lang, postcode; allowed: team, phone, active."
            )
        }
        RowError::UnknownColumn { column } => {
            format!("line 1: the column {column} is not known. Take it out, or correct its name.")
        }
    }
}

/// Why a command failed, on standard error: the sentence, then what lies behind it.
pub fn say_failure(error: &anyhow::Error) {
    let mut out = std::io::stderr().lock();
    // Nothing can be said to nobody.
    let _ = writeln!(out, "childalert: {error}");
    for cause in error.chain().skip(1) {
        let _ = writeln!(out, "  because: {cause}");
    }
}
