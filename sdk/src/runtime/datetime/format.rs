//! How times are written: patterns, zones and numbers.

use std::fmt;

use jiff::Timestamp;
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::tz::{Offset, TimeZone};

use crate::runtime::error::{Error, ErrorKind};

/// How a point in time is written.
///
/// ```
/// use clouddb::{DateTime, DateTimeFormat};
///
/// let time = DateTime::from_unix_seconds(1_705_403_096);
/// assert_eq!(time.format(DateTimeFormat::pattern("%Y-%m-%dT%H:%MZ", 0))?, "2024-01-16T11:04Z");
/// assert_eq!(time.format(DateTimeFormat::pattern("%d/%m/%Y %H:%M:%S %:z", 330))?, "16/01/2024 16:34:56 +05:30");
/// assert_eq!(time.format(DateTimeFormat::UnixMillis)?, "1705403096000");
/// # Ok::<(), clouddb::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateTimeFormat {
    /// Text in a strftime pattern.
    Pattern {
        /// The pattern: `%Y-%m-%d %H:%M:%S`.
        pattern: &'static str,
        /// The zone that the text is in, in minutes east of UTC, at most 1559 either way.
        offset_minutes: i16,
    },
    /// A number of seconds since 1970.
    UnixSeconds,
    /// A number of milliseconds since 1970.
    UnixMillis,
    /// The seconds since 1970 as text: `"1705403096"`.
    UnixSecondsText,
    /// The milliseconds since 1970 as text: `"1705403096000"`.
    UnixMillisText,
}

impl DateTimeFormat {
    /// Whole seconds in UTC, as RFC 3339 writes them: `2024-01-16T11:04:56Z`.
    pub const UTC_SECONDS: Self = Self::pattern("%Y-%m-%dT%H:%M:%SZ", 0);

    /// Text in a strftime pattern, in a zone `offset_minutes` east of UTC.
    ///
    /// The pattern is that of C's `strftime`: `%Y %m %d` are year, month and day, `%H %M %S` the time, `%f` the fraction
    /// of a second, `%z` and `%:z` the zone as `+0800` and `+08:00`, `%%` is a percent sign.
    pub const fn pattern(pattern: &'static str, offset_minutes: i16) -> Self {
        Self::Pattern { pattern, offset_minutes }
    }

    /// Whether times are texts in this format, not numbers.
    pub(super) fn is_text(self) -> bool {
        !matches!(self, Self::UnixSeconds | Self::UnixMillis)
    }

    /// Whether the format makes sense: the pattern has no unknown directive, and the offset is in range.
    pub(super) fn check(self) -> Result<(), Error> {
        self.write(EXAMPLE).map(drop)
    }

    /// The instant in this format.
    pub(super) fn write(self, at: Timestamp) -> Result<String, Error> {
        match self {
            Self::Pattern { pattern, offset_minutes } => {
                let zoned = at.to_zoned(TimeZone::fixed(offset(offset_minutes)?));
                strtime::format(pattern, &zoned)
                    .map_err(|e| malformed(format!("the pattern `{pattern}` cannot be used: {e}")))
            }
            Self::UnixSeconds | Self::UnixSecondsText => Ok(at.as_second().to_string()),
            Self::UnixMillis | Self::UnixMillisText => Ok(at.as_millisecond().to_string()),
        }
    }

    /// Parses `text` leniently: extra spaces and missing zeros are accepted.
    pub(super) fn read(self, text: &str) -> Option<Timestamp> {
        let text = text.trim();
        match self {
            Self::Pattern { pattern, offset_minutes } => {
                meaning(&strtime::parse(pattern, text).ok()?, offset_minutes)
            }
            Self::UnixSeconds | Self::UnixSecondsText => Timestamp::from_second(text.parse().ok()?).ok(),
            Self::UnixMillis | Self::UnixMillisText => Timestamp::from_millisecond(text.parse().ok()?).ok(),
        }
    }

    /// Whether `text` is a time in exactly this format.
    pub(super) fn is_exact(self, text: &str) -> bool {
        match self {
            Self::Pattern { pattern, offset_minutes } => strtime::parse(pattern, text).is_ok_and(|parsed| {
                meaning(&parsed, offset_minutes).is_some()
                    && parsed.to_string(pattern).is_ok_and(|written| written == text)
            }),
            Self::UnixSeconds | Self::UnixMillis | Self::UnixSecondsText | Self::UnixMillisText => {
                self.read(text).and_then(|at| self.write(at).ok()).is_some_and(|written| written == text)
            }
        }
    }
}

impl fmt::Display for DateTimeFormat {
    /// The format with a time that shows it, for error messages.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pattern { pattern, .. } => match self.write(EXAMPLE) {
                Ok(example) => write!(f, "like {example}"),
                Err(_) => write!(f, "as `{pattern}`"),
            },
            Self::UnixSeconds | Self::UnixSecondsText => f.write_str("in seconds since 1970"),
            Self::UnixMillis | Self::UnixMillisText => f.write_str("in milliseconds since 1970"),
        }
    }
}

/// 2024-01-31T08:00:00Z
const EXAMPLE: Timestamp = Timestamp::constant(1_706_688_000, 0);

/// The instant, or the nearest one with a year of four digits.
pub(super) fn clamped(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

fn malformed(message: String) -> Error {
    Error::new(ErrorKind::InvalidRequest, message)
}

fn offset(minutes: i16) -> Result<Offset, Error> {
    Offset::from_seconds(i32::from(minutes) * 60)
        .map_err(|_| malformed(format!("no zone is {minutes} minutes away from UTC")))
}

/// The parsed time, in its own zone, else in the format's.
fn meaning(parsed: &BrokenDownTime, offset_minutes: i16) -> Option<Timestamp> {
    parsed.to_timestamp().ok().or_else(|| local(parsed, offset_minutes))
}

fn local(parsed: &BrokenDownTime, offset_minutes: i16) -> Option<Timestamp> {
    let local = match parsed.to_datetime() {
        Ok(local) => local,
        // A pattern without seconds or without a time of day.
        Err(_) => {
            let time = jiff::civil::Time::new(parsed.hour().unwrap_or(0), parsed.minute().unwrap_or(0), 0, 0);
            parsed.to_date().ok()?.to_datetime(time.ok()?)
        }
    };
    offset(offset_minutes).ok()?.to_timestamp(local).ok()
}

/// A text with a zone.
pub(super) fn zoned(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| {
        ["%Y-%m-%dT%H:%M%:z", "%Y-%m-%dT%H:%M:%S%.f%z"]
            .iter()
            .find_map(|pattern| strtime::parse(pattern, text).ok()?.to_timestamp().ok())
            .or_else(|| local(&strtime::parse("%Y-%m-%dT%H:%MZ", text).ok()?, 0))
    })
}

/// The formats that vendors send, whatever their pages say.
pub(super) fn lenient(text: &str, format: DateTimeFormat) -> Option<Timestamp> {
    let zone = match format {
        DateTimeFormat::Pattern { offset_minutes, .. } => offset_minutes,
        _ => 0,
    };
    zoned(text).or_else(|| {
        ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%d"]
            .iter()
            .find_map(|pattern| local(&strtime::parse(pattern, text).ok()?, zone))
    })
}
