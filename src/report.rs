//! What commands say to the person at the terminal.

use crate::config::Mistake;
use childalert_app::{ImportReport, RowError, RowOutcome};
use childalert_domain::Lang;
use childalert_words as words;
use std::fmt::Display;
use std::io::{Error, ErrorKind, Write};

/// One line on standard output. A reader who has gone (a closed pipe) is no error.
pub fn say(line: impl Display) {
    let mut out = std::io::stdout().lock();
    // Nothing can be said to nobody.
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Every mistake in the configuration.
pub fn say_mistakes(mistakes: &[Mistake]) {
    say(format!("The configuration has {}:", counted(mistakes.len() as u64, "mistake")));
    for mistake in mistakes {
        say(format!("  {}: {}", mistake.setting, mistake.message));
    }
}

/// What an import did, or would do.
pub fn say_import(report: &ImportReport, dry_run: bool) {
    for error in &report.errors {
        say(format!("  {}", import_error(error)));
    }
    if report.heading_is_wrong() {
        say("The heading is wrong, so no row was read and nothing was imported: mend line 1.");
        return;
    }
    let would = if report.saved { "" } else { "would be " };
    say(format!(
        "{} {would}added, {} {would}changed, {} as before, {} broken",
        report.count(RowOutcome::Added),
        report.count(RowOutcome::Changed),
        report.count(RowOutcome::Unchanged),
        report.broken(),
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
        RowError::Cells { line, found, heading } => {
            let mend =
                "Give it one for each column; a text that holds the separator itself stands in quotes.";
            format!("line {line}: it has {} and the heading {heading}. {mend}", counted(*found, "cell"))
        }
        RowError::Unreadable { line } => {
            format!("line {line}: it is not UTF-8. Save the file as CSV UTF-8.")
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

/// `1 mistake`, `3 mistakes`.
pub fn counted(count: u64, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

/// Why a file cannot be read, and the mend.
pub fn unreadable(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file: look at its name and its folder".to_owned(),
        ErrorKind::IsADirectory => "it is a folder: name a file".to_owned(),
        ErrorKind::NotADirectory => "a part of its path is a file: look at its folder".to_owned(),
        ErrorKind::PermissionDenied => "this user may not read it: allow it, or name another".to_owned(),
        ErrorKind::InvalidData => "it is no text in UTF-8: save it as UTF-8".to_owned(),
        _ => format!("it cannot be read ({error})"),
    }
}

/// Why a folder or file cannot be written, in brackets, where that can be said.
pub fn unwritable(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::PermissionDenied => " (this user may not write there)",
        ErrorKind::StorageFull => " (the disk is full)",
        ErrorKind::ReadOnlyFilesystem => " (it is read-only)",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => " (there is a file in its place)",
        _ => "",
    }
}

/// The known name that somebody probably meant: the one from which theirs differs by a letter or two.
pub fn nearest<'k>(written: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    // In a short name two letters are half of it.
    let own = written.rsplit('.').next().unwrap_or(written);
    let most = (own.chars().count() / 3).min(2);
    let by_distance = known.map(|name| (distance(written, name), name)).min_by_key(|(distance, _)| *distance);
    by_distance.filter(|(distance, _)| *distance <= most).map(|(_, name)| name)
}

/// Levenshtein's: how many letters to change, add or take away.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.chars().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_found_and_nothing_else() {
        let known = || ["data", "listen", "public_url", "workers.email.from"].into_iter();
        assert_eq!(nearest("date", known()), Some("data"));
        assert_eq!(nearest("public-url", known()), Some("public_url"));
        assert_eq!(nearest("publicurl", known()), Some("public_url"));
        assert_eq!(nearest("workers.email.foo", known()), None);
        assert_eq!(nearest("colour", known()), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
