//! Times as Go's `time.Parse` reads them, with its words for what is wrong.

use crate::field::quote;

const RFC3339: &str = "2006-01-02T15:04:05Z07:00";
const RFC3339_MICRO: &str = "2006-01-02T15:04:05.000000Z07:00";

/// A `metav1.Time`, written as the server writes it: in UTC, to the second.
pub(super) fn time(text: &str) -> Result<String, String> {
    parse(text, RFC3339).map(|moment| moment.to_string(false))
}

/// A `metav1.MicroTime`.
pub(super) fn micro_time(text: &str) -> Result<String, String> {
    parse(text, RFC3339_MICRO).map(|moment| moment.to_string(true))
}

struct Moment {
    /// Seconds since 1970 in UTC.
    seconds: i64,
    micros: u32,
}

fn parse(text: &str, layout: &'static str) -> Result<Moment, String> {
    let mut reader = Reader {
        text,
        rest: text,
        layout,
    };
    let year = reader.digits("2006", 4, 4)?;
    reader.literal("-")?;
    let month = reader.digits("01", 2, 2)?;
    reader.range((1..=12).contains(&month), "month")?;
    reader.literal("-")?;
    let day = reader.digits("02", 2, 2)?;
    reader.literal("T")?;
    let hour = reader.digits("15", 1, 2)?;
    reader.range(hour < 24, "hour")?;
    reader.literal(":")?;
    let minute = reader.digits("04", 2, 2)?;
    reader.range(minute < 60, "minute")?;
    reader.literal(":")?;
    let second = reader.digits("05", 2, 2)?;
    reader.range(second < 60, "second")?;
    let micros = reader.fraction()?;
    let offset = reader.zone()?;
    if !reader.rest.is_empty() {
        return Err(reader.error_after(&format!("extra text: {}", quote(reader.rest))));
    }
    reader.range((1..=days_in(year, month)).contains(&day), "day")?;
    let days = days_since_1970(year, month, day);
    Ok(Moment {
        seconds: days * 86400 + hour * 3600 + minute * 60 + second - offset,
        micros,
    })
}

struct Reader<'a> {
    text: &'a str,
    rest: &'a str,
    layout: &'static str,
}

impl<'a> Reader<'a> {
    fn digits(&mut self, element: &str, least: usize, most: usize) -> Result<i64, String> {
        let count = self
            .rest
            .bytes()
            .take(most)
            .take_while(u8::is_ascii_digit)
            .count();
        if count < least {
            return Err(self.cannot_parse(element));
        }
        let (digits, rest) = self.rest.split_at_checked(count).unwrap_or_default();
        self.rest = rest;
        digits.parse().map_err(|_| self.cannot_parse(element))
    }

    fn literal(&mut self, text: &str) -> Result<(), String> {
        self.rest = self
            .rest
            .strip_prefix(text)
            .ok_or_else(|| self.cannot_parse(text))?;
        Ok(())
    }

    /// The fraction of a second, in millionths. Where the layout has none, Go reads one all the same.
    fn fraction(&mut self) -> Result<u32, String> {
        let after = self.rest.strip_prefix(['.', ',']);
        let count = after.map_or(0, |after| {
            after.bytes().take_while(u8::is_ascii_digit).count()
        });
        let wanted = self.layout.contains(".000000");
        if wanted && count < 6 {
            return Err(self.cannot_parse(".000000"));
        }
        let taken = if wanted { 6 } else { count };
        let Some((digits, rest)) = after
            .filter(|_| count > 0)
            .and_then(|after| after.split_at_checked(taken))
        else {
            return Ok(0);
        };
        self.rest = rest;
        Ok(format!("{digits:0<6}")
            .get(..6)
            .and_then(|digits| digits.parse().ok())
            .unwrap_or_default())
    }

    /// The offset from UTC in seconds.
    fn zone(&mut self) -> Result<i64, String> {
        const ELEMENT: &str = "Z07:00";
        if let Some(rest) = self.rest.strip_prefix('Z') {
            self.rest = rest;
            return Ok(0);
        }
        let (zone, rest) = self
            .rest
            .split_at_checked(6)
            .ok_or_else(|| self.cannot_parse(ELEMENT))?;
        let two = |from: usize| {
            zone.get(from..from + 2)
                .filter(|two| two.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let (sign, hours, minutes) = match (zone.as_bytes(), two(1), two(4)) {
            ([b'+', _, _, b':', ..], Some(hours), Some(minutes)) => (1, hours, minutes),
            ([b'-', _, _, b':', ..], Some(hours), Some(minutes)) => (-1, hours, minutes),
            _ => return Err(self.cannot_parse(ELEMENT)),
        };
        let (hours, minutes): (i64, i64) = (
            hours.parse().unwrap_or_default(),
            minutes.parse().unwrap_or_default(),
        );
        self.range(hours <= 24, "time zone offset hour")?;
        self.range(minutes < 60, "time zone offset minute")?;
        self.rest = rest;
        Ok(sign * (hours * 3600 + minutes * 60))
    }

    fn range(&self, holds: bool, of: &str) -> Result<(), String> {
        if holds {
            Ok(())
        } else {
            Err(self.error_after(&format!("{of} out of range")))
        }
    }

    fn error_after(&self, what: &str) -> String {
        format!("parsing time {}: {what}", quote(self.text))
    }

    fn cannot_parse(&self, element: &str) -> String {
        let Self { text, rest, layout } = self;
        format!(
            "parsing time {} as {}: cannot parse {} as {}",
            quote(text),
            quote(layout),
            quote(rest),
            quote(element)
        )
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Of the Gregorian calendar, years counted from March so that the leap day comes last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let century = year.div_euclid(400);
    let year = year.rem_euclid(400);
    century * 146_097 + year * 365 + year / 4 - year / 100 + day_of_year - 719_468
}

/// The inverse of [`days_since_1970`].
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

impl Moment {
    fn to_string(&self, micros: bool) -> String {
        let (year, month, day) = date(self.seconds.div_euclid(86400));
        let second = self.seconds.rem_euclid(86400);
        let fraction = if micros {
            format!(".{:06}", self.micros)
        } else {
            String::new()
        };
        format!(
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}{fraction}Z",
            second / 3600,
            second / 60 % 60,
            second % 60
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_kept_in_utc() {
        assert_eq!(
            time("2026-11-23T12:00:00Z").as_deref(),
            Ok("2026-11-23T12:00:00Z")
        );
        assert_eq!(
            time("2024-02-29T23:30:00.25-01:00").as_deref(),
            Ok("2024-03-01T00:30:00Z")
        );
        assert_eq!(
            time("1969-12-31T23:59:59Z").as_deref(),
            Ok("1969-12-31T23:59:59Z")
        );
        assert_eq!(
            micro_time("2026-01-01T00:00:00.000001Z").as_deref(),
            Ok("2026-01-01T00:00:00.000001Z")
        );
    }

    #[test]
    fn go_says_what_it_cannot_parse() {
        let cases = [
            (
                "yesterday",
                r#" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006""#,
            ),
            (
                "2026-11-23",
                r#" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T""#,
            ),
            (
                "2026-11-23 12:00:00Z",
                r#" as "2006-01-02T15:04:05Z07:00": cannot parse " 12:00:00Z" as "T""#,
            ),
            ("2026-13-23T12:00:00Z", ": month out of range"),
            ("2026-02-30T12:00:00Z", ": day out of range"),
            (
                "2026-02-03T12:00:00",
                r#" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "Z07:00""#,
            ),
            ("2026-02-03T12:00:00Zx", r#": extra text: "x""#),
        ];
        for (text, message) in cases {
            assert_eq!(time(text), Err(format!("parsing time {text:?}{message}")));
        }
    }
}
