//! When a photo was taken, from its EXIF metadata (JEITA CP-3451, `DateTimeOriginal`): a day, of which nothing is kept but
//! whether it lies more than a year back.

use chrono::{Datelike, Months, NaiveDate};
use exif::{DateTime, In, Reader, Tag, Value};

/// EXIF is of 1995. An earlier day is a camera whose clock nobody has set, or a mistake.
const FIRST_YEAR: i32 = 1995;

/// The day on the camera's clock, where it makes sense. Broken metadata says nothing, and is no reason to refuse a photo.
pub(super) fn taken_on(exif: Vec<u8>) -> Option<NaiveDate> {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let exif = reader.read_raw(exif).or_else(|error| error.distill_partial_result(|_| ())).ok()?;
    let Value::Ascii(lines) = &exif.get_field(Tag::DateTimeOriginal, In::PRIMARY)?.value else { return None };
    let taken = DateTime::from_ascii(lines.first()?).ok()?;
    NaiveDate::from_ymd_opt(taken.year.into(), taken.month.into(), taken.day.into())
}

/// Whether a photo of that day is older than a year. A day to come is a clock that is wrong: it says nothing.
pub(super) fn older_than_a_year(taken: NaiveDate, today: NaiveDate) -> bool {
    let year_ago = today.checked_sub_months(Months::new(12));
    taken.year() >= FIRST_YEAR && year_ago.is_some_and(|year_ago| taken < year_ago)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_counted_by_the_calendar_and_nonsense_says_nothing() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let today = day("2026-11-26");
        for (taken, older) in [
            ("2026-11-26", false),
            ("2025-11-26", false),
            ("2025-11-25", true),
            ("2001-01-01", true),
            ("1980-01-01", false),
            ("2027-01-01", false),
            ("9999-12-31", false),
        ] {
            assert_eq!(older_than_a_year(day(taken), today), older, "{taken}");
        }
        // 29 February, a year later.
        assert!(!older_than_a_year(day("2024-02-29"), day("2025-02-28")));
        assert!(older_than_a_year(day("2024-02-28"), day("2025-03-01")));
    }
}
