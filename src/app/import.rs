//! A list of volunteers from a spreadsheet. A file with a broken row changes nothing, unless told to leave broken rows out;
//! the same file again changes nothing.

use crate::volunteers::NewVolunteer;
use crate::{App, AppError};
use childalert_domain::{Refusal, Rule};
use childalert_store::volunteers::{self, VolunteerRow};
use std::collections::{BTreeMap, BTreeSet};

/// The columns, in any order; others are refused so that a misspelt one is not overlooked.
const COLUMNS: [&str; 7] = ["email", "name", "lang", "team", "postcode", "phone", "active"];
/// Columns that must be there.
const REQUIRED: [&str; 4] = ["email", "name", "lang", "postcode"];
/// The heading's line.
const HEADING: u64 = 1;

/// What became (or would become) of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowOutcome {
    /// A new volunteer.
    Added,
    /// A known one, changed.
    Changed,
    /// A known one, as before.
    Unchanged,
}

/// A good row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportedRow {
    /// Line in the file, the heading being 1.
    pub line: u64,
    /// What became of it.
    pub outcome: RowOutcome,
}

/// A broken row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowError {
    /// A field is wrong.
    Field {
        /// Line in the file.
        line: u64,
        /// Which rule refuses which field.
        refusal: Refusal,
    },
    /// The same address stands on an earlier line.
    Twice {
        /// Line in the file.
        line: u64,
        /// The earlier line.
        first: u64,
    },
    /// The row has more or fewer cells than the heading.
    Cells {
        /// Line in the file.
        line: u64,
        /// Its cells.
        found: u64,
        /// The heading's.
        heading: u64,
    },
    /// The row is not UTF-8.
    Unreadable {
        /// Line in the file.
        line: u64,
    },
    /// A column is missing in the heading.
    MissingColumn {
        /// Its name.
        column: &'static str,
    },
    /// The heading has a column that nothing is known of.
    UnknownColumn {
        /// Its name as written.
        column: String,
    },
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Good rows.
    pub rows: Vec<ImportedRow>,
    /// What is wrong, row by row: one broken row may be here several times.
    pub errors: Vec<RowError>,
    /// Whether the good rows were saved.
    pub saved: bool,
}

impl ImportReport {
    /// How many rows had this outcome.
    pub fn count(&self, outcome: RowOutcome) -> usize {
        self.rows.iter().filter(|row| row.outcome == outcome).count()
    }

    /// How many rows are broken, however much is wrong with each.
    pub fn broken(&self) -> usize {
        broken_lines(&self.errors).len()
    }

    /// Whether the heading is wrong: then no row was read.
    pub fn heading_is_wrong(&self) -> bool {
        self.errors.iter().any(|error| line_of(error) == HEADING)
    }
}

impl App {
    /// Imports a CSV file (comma or semicolon, with a heading, UTF-8 with or without a byte order mark). `dry_run` only
    /// tells what would happen; `leave_out_broken` saves the good rows of a file that has broken ones.
    pub async fn import_volunteers(
        &self,
        file: &[u8],
        dry_run: bool,
        leave_out_broken: bool,
    ) -> Result<ImportReport, AppError> {
        let (read, errors) = read(file);
        let inner = self.inner.clone();
        self.inner
            .store
            .write(move |tx| {
                Box::pin(async move {
                    // A row with one wrong cell is wrong as a whole, however good the others are.
                    let broken = broken_lines(&errors);
                    let mut report = ImportReport { errors, ..ImportReport::default() };
                    let now = inner.clock.now();
                    let mut to_save: Vec<VolunteerRow> = Vec::new();
                    for (line, volunteer) in read {
                        let known = volunteers::by_email(tx, &volunteer.address()).await?;
                        let row = match volunteer.row(inner.ids.id(), now, known.as_ref()) {
                            Ok(_) if broken.contains(&line) => continue,
                            Ok(row) => row,
                            Err(refusals) => {
                                let errors =
                                    refusals.into_iter().map(|refusal| RowError::Field { line, refusal });
                                report.errors.extend(errors);
                                continue;
                            }
                        };
                        let outcome = match known {
                            None => RowOutcome::Added,
                            Some(known) if same(&known, &row) => RowOutcome::Unchanged,
                            Some(_) => RowOutcome::Changed,
                        };
                        report.rows.push(ImportedRow { line, outcome });
                        if outcome != RowOutcome::Unchanged {
                            to_save.push(row);
                        }
                    }
                    report.errors.sort_by_key(line_of);
                    let fit = report.errors.is_empty() || (leave_out_broken && !report.heading_is_wrong());
                    report.saved = fit && !dry_run;
                    if report.saved {
                        for row in &to_save {
                            volunteers::save(tx, row).await?;
                        }
                    }
                    Ok(report)
                })
            })
            .await
    }
}

fn line_of(error: &RowError) -> u64 {
    match error {
        RowError::Field { line, .. }
        | RowError::Twice { line, .. }
        | RowError::Cells { line, .. }
        | RowError::Unreadable { line } => *line,
        RowError::MissingColumn { .. } | RowError::UnknownColumn { .. } => HEADING,
    }
}

fn broken_lines(errors: &[RowError]) -> BTreeSet<u64> {
    errors.iter().map(line_of).filter(|line| *line != HEADING).collect()
}

fn same(known: &VolunteerRow, row: &VolunteerRow) -> bool {
    VolunteerRow { id: known.id, updated_at: known.updated_at, ..row.clone() } == *known
}

/// Reads the rows; what cannot be read, or comes twice, is an error with its line.
fn read(file: &[u8]) -> (Vec<(u64, NewVolunteer)>, Vec<RowError>) {
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let heading_end = file.iter().position(|b| *b == b'\n').unwrap_or(file.len());
    // Spreadsheets in this country write semicolons.
    let delimiter = if file[..heading_end].contains(&b';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).trim(csv::Trim::All).from_reader(file);
    let mut errors = Vec::new();
    let headings: Vec<String> = match reader.headers() {
        Ok(headings) => headings.iter().map(str::to_lowercase).collect(),
        Err(_) => return (Vec::new(), vec![RowError::Unreadable { line: HEADING }]),
    };
    for column in REQUIRED {
        if !headings.iter().any(|heading| heading == column) {
            errors.push(RowError::MissingColumn { column });
        }
    }
    for heading in &headings {
        if !COLUMNS.contains(&heading.as_str()) {
            errors.push(RowError::UnknownColumn { column: heading.clone() });
        }
    }
    if !errors.is_empty() {
        return (Vec::new(), errors);
    }
    let mut rows = Vec::new();
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                errors.push(match error.kind() {
                    csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                        RowError::Cells { line, found: *len, heading: *expected_len }
                    }
                    _ => RowError::Unreadable { line },
                });
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |column: &str| {
            let index = headings.iter().position(|heading| heading == column);
            index.and_then(|index| record.get(index)).unwrap_or_default().to_owned()
        };
        let active = match cell("active").to_lowercase().as_str() {
            "" => None,
            "yes" | "oui" | "ja" => Some(true),
            "no" | "non" | "nee" | "nein" => Some(false),
            _ => {
                let refusal = Refusal::at(Rule::VOLUNTEER_ACTIVE, "active", "");
                errors.push(RowError::Field { line, refusal });
                None
            }
        };
        let volunteer = NewVolunteer {
            email: cell("email"),
            name: cell("name"),
            lang: cell("lang"),
            team: cell("team"),
            postcode: cell("postcode"),
            phone: cell("phone"),
            active,
        };
        match seen.get(&volunteer.address()) {
            Some(first) => errors.push(RowError::Twice { line, first: *first }),
            None => {
                seen.insert(volunteer.address(), line);
                rows.push((line, volunteer));
            }
        }
    }
    (rows, errors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_cells_are_told_from_bytes_that_are_no_text() {
        let file =
            b"email,name,lang,postcode\na@b.be,A,fr,1000,more\nb@b.be,\xff,fr,1000\nc@b.be,C,fr,1000\n";
        let (rows, errors) = read(file);
        assert_eq!(rows.len(), 1);
        let cells = RowError::Cells { line: 2, found: 5, heading: 4 };
        assert_eq!(errors, [cells, RowError::Unreadable { line: 3 }]);
    }

    #[test]
    fn rows_are_counted_and_not_mistakes_and_a_wrong_heading_is_no_row() {
        let wrong = |line, field: &str| RowError::Field {
            line,
            refusal: Refusal::at(Rule::VOLUNTEER_ACTIVE, field, ""),
        };
        let errors = vec![wrong(2, "email"), wrong(2, "lang"), wrong(4, "active")];
        let report = ImportReport { errors, ..ImportReport::default() };
        assert_eq!((report.broken(), report.heading_is_wrong()), (2, false));
        let (rows, errors) = read(b"email,nom,langue\na@b.be,A,fr\n");
        let report = ImportReport { errors, ..ImportReport::default() };
        assert_eq!((rows.len(), report.broken(), report.heading_is_wrong()), (0, 0, true));
    }
}
