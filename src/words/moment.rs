//! Dates and times as people of each language write them, always by the country's clock.

use crate::{Arg, text_with};
use childalert_domain::Lang;
use chrono::{DateTime, Datelike, Timelike, Utc};
use chrono_tz::Europe::Brussels;

/// Writes a moment by one of the patterns in `dates.ftl`.
fn written(lang: Lang, pattern: &str, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&Brussels);
    let month = crate::text(lang, &format!("month-{}", local.month()));
    let month_short = crate::text(lang, &format!("month-short-{}", local.month()));
    let clock = clock(lang, at);
    let (day, number) = (i64::from(local.day()), i64::from(local.month()));
    let (day_padded, month_padded) = (format!("{day:02}"), format!("{number:02}"));
    let year = local.year().to_string();
    text_with(
        lang,
        pattern,
        &[
            ("day", Arg::Number(day)),
            ("day-padded", Arg::Text(&day_padded)),
            ("month", Arg::Text(&month)),
            ("month-short", Arg::Text(&month_short)),
            ("month-padded", Arg::Text(&month_padded)),
            ("year", Arg::Text(&year)),
            ("clock", Arg::Text(&clock)),
        ],
    )
}

/// Such as `16 h 40`, `16.40 uur`, `16.40 Uhr`, `16:40`; the full hour as `16 h`, `16 uur`, `16 Uhr`, `16:00`.
pub fn clock(lang: Lang, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&Brussels);
    let hour = match lang {
        Lang::En => format!("{:02}", local.hour()),
        Lang::Fr | Lang::Nl | Lang::De => local.hour().to_string(),
    };
    let minute = match local.minute() {
        0 => "zero".to_owned(),
        minute => format!("{minute:02}"),
    };
    text_with(lang, "clock", &[("hour", Arg::Text(&hour)), ("minute", Arg::Text(&minute))])
}

/// Such as `21 novembre 2026`.
pub fn date(lang: Lang, at: DateTime<Utc>) -> String {
    written(lang, "date", at)
}

/// Such as `21 novembre 2026 à 16 h 40`.
pub fn date_time(lang: Lang, at: DateTime<Utc>) -> String {
    written(lang, "date-time", at)
}

/// Such as `21 novembre`.
pub fn day_month(lang: Lang, at: DateTime<Utc>) -> String {
    written(lang, "day-month", at)
}

/// Such as `21 nov.`.
pub fn day_month_short(lang: Lang, at: DateTime<Utc>) -> String {
    written(lang, "day-month-short", at)
}

/// Such as `21 novembre, 16 h 40`, as a fact on a notice.
pub fn day_month_time(lang: Lang, at: DateTime<Utc>) -> String {
    written(lang, "day-month-time", at)
}

/// Such as `21 nov., 16 h 40`, where there is little room.
pub fn day_month_time_short(lang: Lang, at: DateTime<Utc>) -> String {
    written(lang, "day-month-time-short", at)
}

/// Such as `21/11/2026`, for tables.
pub fn date_numeric(lang: Lang, at: DateTime<Utc>) -> String {
    written(lang, "date-numeric", at)
}

/// Such as `21/11/2026 16:40:07`, to the second, for what must be exact.
pub fn moment(lang: Lang, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&Brussels);
    let time = format!("{:02}:{:02}:{:02}", local.hour(), local.minute(), local.second());
    text_with(lang, "moment", &[("date", Arg::Text(&date_numeric(lang, at))), ("time", Arg::Text(&time))])
}

/// How long something took, such as `0,4 s`, `1 min 05 s`, `2 h 03 min`: as exact as is of use.
pub fn duration(lang: Lang, milliseconds: i64) -> String {
    let seconds = milliseconds.max(0) / 1000;
    let padded = |number: i64| format!("{number:02}");
    if seconds < 60 {
        let (whole, tenth) = (seconds, milliseconds.max(0) % 1000 / 100);
        return text_with(
            lang,
            "duration-seconds",
            &[("whole", Arg::Number(whole)), ("tenth", Arg::Number(tenth))],
        );
    }
    let (minutes, rest) = (seconds / 60, padded(seconds % 60));
    if minutes < 60 {
        return text_with(
            lang,
            "duration-minutes",
            &[("minutes", Arg::Number(minutes)), ("seconds", Arg::Text(&rest))],
        );
    }
    let (hours, rest) = ((minutes / 60).to_string(), padded(minutes % 60));
    text_with(lang, "duration-hours", &[("hours", Arg::Text(&hours)), ("minutes", Arg::Text(&rest))])
}
