//! Points in time, in whatever way an operation writes them.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::fmt::strtime::{self, BrokenDownTime};
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::{Error, ErrorKind};

/// A point in time.
///
/// In a request it is written in the format and the zone that the operation asks for, whichever zone
/// it was made from. In a response it keeps the text that came, even a malformed one: that fails only
/// when it is asked for as a time, not before.
///
/// ```
/// use clouddb::DateTime;
///
/// let time: DateTime = "2024-01-16T11:04:56Z".parse()?;
/// assert_eq!(time.unix_seconds()?, 1_705_403_096);
///
/// // The vendor's own text is taken as it is, and checked before it is sent.
/// let beijing = DateTime::from("2024-01-16 19:04:56");
/// assert_eq!(beijing.to_string(), "2024-01-16 19:04:56");
/// # Ok::<(), clouddb::Error>(())
/// ```
#[derive(Clone)]
pub struct DateTime(Repr);

#[derive(Clone)]
enum Repr {
    Instant(Timestamp),
    /// Text as it came, and the format that it is read in when somebody asks: most times are never asked for.
    Text(Box<str>, Option<DateTimeFormat>),
}

impl DateTime {
    /// The time that the system's clock shows.
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// A number of seconds since the start of 1970 UTC. Years before -9999 and after 9999 are cut off.
    pub fn from_unix_seconds(seconds: i64) -> Self {
        Self(Repr::Instant(clamped(seconds)))
    }

    /// Whole seconds since the start of 1970 UTC.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] when the text that came is no time.
    pub fn unix_seconds(&self) -> Result<i64, Error> {
        self.timestamp().map(Timestamp::as_second)
    }

    /// The same point as the standard library has it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] when the text that came is no time.
    pub fn to_system_time(&self) -> Result<SystemTime, Error> {
        self.timestamp().map(SystemTime::from)
    }

    /// The text as it came, when it came as text.
    pub fn as_text(&self) -> Option<&str> {
        match &self.0 {
            Repr::Text(text, _) => Some(text),
            Repr::Instant(_) => None,
        }
    }

    /// Whether this is the empty text of a value that was never set.
    pub(crate) fn is_empty(&self) -> bool {
        self.as_text() == Some("")
    }

    /// What it means, if that can be told.
    fn instant(&self) -> Option<Timestamp> {
        match &self.0 {
            Repr::Instant(at) => Some(*at),
            // Text of the caller's own that names no zone: only the operation's format can tell what it means.
            Repr::Text(_, None) => None,
            Repr::Text(text, Some(format)) => format.parse(text).or_else(|| lenient(text, *format)),
        }
    }

    fn timestamp(&self) -> Result<Timestamp, Error> {
        self.instant().ok_or_else(|| {
            let message = format!("`{self}` is no time; its text is in `DateTime::as_text`");
            Error::new(ErrorKind::Decode, message)
        })
    }

    /// Reads what stands on the wire in `format`; text that is no time is kept.
    #[doc(hidden)]
    pub fn from_wire(text: &str, format: DateTimeFormat) -> Self {
        Self(Repr::Text(text.into(), Some(format)))
    }

    /// Reads a number on the wire: seconds or milliseconds since 1970.
    pub(crate) fn from_wire_number(value: i64, format: DateTimeFormat) -> Self {
        match format {
            DateTimeFormat::UnixMillis => Self(Repr::Instant(
                Timestamp::from_millisecond(value).unwrap_or_else(|_| clamped(value / 1000)),
            )),
            _ => Self::from_unix_seconds(value),
        }
    }

    /// What is written on the wire in `format`. Text that came in the same format is written as it came, and so is
    /// text that is no time; text of another format means a point in time, and that is written.
    pub(crate) fn to_wire(&self, format: DateTimeFormat) -> WireTime<'_> {
        match (&self.0, format, self.instant_for(format)) {
            (_, DateTimeFormat::UnixSeconds, Some(at)) => WireTime::Number(at.as_second()),
            (_, DateTimeFormat::UnixMillis, Some(at)) => WireTime::Number(at.as_millisecond()),
            (_, DateTimeFormat::Pattern { pattern, offset_minutes }, Some(at)) => {
                WireTime::Text(write(at, pattern, offset_minutes).into())
            }
            (Repr::Instant(at), ..) => WireTime::Text(at.to_string().into()),
            (Repr::Text(text, _), ..) => WireTime::Text(text.as_ref().into()),
        }
    }

    /// The instant, if `format` has to be written from it.
    fn instant_for(&self, format: DateTimeFormat) -> Option<Timestamp> {
        match (&self.0, format) {
            (Repr::Text(_, None), DateTimeFormat::Pattern { .. }) => None,
            (Repr::Text(_, Some(own)), DateTimeFormat::Pattern { .. }) if *own == format => None,
            (Repr::Text(text, None), _) => format.parse(text),
            _ => self.instant(),
        }
    }

    /// What is written on the wire in `format`, as text.
    #[doc(hidden)]
    pub fn to_text(&self, format: DateTimeFormat) -> String {
        match self.to_wire(format) {
            WireTime::Text(text) => text.into_owned(),
            WireTime::Number(number) => number.to_string(),
        }
    }

    /// Whether it can be written in `format` without being misunderstood.
    pub(crate) fn fits(&self, format: DateTimeFormat) -> bool {
        match (&self.0, format) {
            (Repr::Instant(_), _) => true,
            // It would be written as it is.
            (Repr::Text(text, own), _) if own.is_none_or(|own| own == format) => format.parse(text).is_some(),
            (Repr::Text(..), _) => self.instant().is_some(),
        }
    }

    /// Two times are equal when they are the same point; texts that are no time, when they are the same text.
    fn key(&self) -> (Option<Timestamp>, &str) {
        match (&self.0, self.instant()) {
            (Repr::Text(text, _), None) => (None, text),
            (_, at) => (at, ""),
        }
    }
}

/// What a time looks like on the wire.
pub(crate) enum WireTime<'a> {
    Text(std::borrow::Cow<'a, str>),
    Number(i64),
}

impl Default for DateTime {
    /// The empty text: a time that was never set.
    fn default() -> Self {
        Self(Repr::Text("".into(), None))
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for DateTime {}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl fmt::Display for DateTime {
    /// The text as it came, else RFC 3339 in UTC.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Instant(at) => at.fmt(f),
            Repr::Text(text, _) => f.write_str(text),
        }
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DateTime({self})")
    }
}

impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        let at = Timestamp::try_from(time).unwrap_or(match time.duration_since(UNIX_EPOCH) {
            Ok(_) => Timestamp::MAX,
            Err(_) => Timestamp::MIN,
        });
        Self(Repr::Instant(at))
    }
}

impl From<&str> for DateTime {
    /// Text that names its zone, as RFC 3339 does, is that point in time. Any other text is sent as it
    /// is, if it is in the format that the operation asks for.
    fn from(text: &str) -> Self {
        match zoned(text) {
            Some(at) => Self(Repr::Instant(at)),
            None => Self(Repr::Text(text.into(), None)),
        }
    }
}

impl From<String> for DateTime {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl FromStr for DateTime {
    type Err = Error;

    /// Reads RFC 3339: a date, a time and a zone; seconds may be left out.
    fn from_str(text: &str) -> Result<Self, Error> {
        zoned(text).map(|at| Self(Repr::Instant(at))).ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidRequest,
                format!("`{text}` is no time; write it like 2024-01-31T08:00:00Z"),
            )
        })
    }
}

impl Serialize for DateTime {
    /// As `Display` writes it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DateTime {
    /// As `From<&str>` reads it: any text is taken.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

/// How a field writes a point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateTimeFormat {
    /// Text after a strftime pattern.
    Pattern {
        /// The pattern: `%Y-%m-%d %H:%M:%S`.
        pattern: &'static str,
        /// The zone that the text is in, in minutes east of UTC.
        offset_minutes: i16,
    },
    /// A number of seconds since 1970.
    UnixSeconds,
    /// A number of milliseconds since 1970.
    UnixMillis,
}

impl DateTimeFormat {
    /// Text after a strftime pattern, in a zone `offset_minutes` east of UTC.
    pub const fn pattern(pattern: &'static str, offset_minutes: i16) -> Self {
        Self::Pattern { pattern, offset_minutes }
    }

    fn parse(self, text: &str) -> Option<Timestamp> {
        match self {
            Self::Pattern { pattern, offset_minutes } => {
                let parsed = strtime::parse(pattern, text).ok()?;
                if let Ok(at) = parsed.to_timestamp() {
                    return Some(at);
                }
                local(&parsed, offset_minutes)
            }
            Self::UnixSeconds => Timestamp::from_second(text.trim().parse().ok()?).ok(),
            Self::UnixMillis => Timestamp::from_millisecond(text.trim().parse().ok()?).ok(),
        }
    }
}

impl fmt::Display for DateTimeFormat {
    /// The format with a time that shows it, for error messages.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pattern { pattern, offset_minutes } => {
                let example = write(clamped(1_706_688_000), pattern, *offset_minutes);
                write!(f, "like {example}")
            }
            Self::UnixSeconds => f.write_str("in seconds since 1970"),
            Self::UnixMillis => f.write_str("in milliseconds since 1970"),
        }
    }
}

fn clamped(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

fn offset(minutes: i16) -> Offset {
    Offset::from_seconds(i32::from(minutes) * 60).unwrap_or(Offset::UTC)
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
    offset(offset_minutes).to_timestamp(local).ok()
}

fn write(at: Timestamp, pattern: &str, offset_minutes: i16) -> String {
    strtime::format(pattern, &at.to_zoned(TimeZone::fixed(offset(offset_minutes))))
        .unwrap_or_else(|_| at.to_string())
}

/// Text that names its zone.
fn zoned(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| {
        ["%Y-%m-%dT%H:%M%:z", "%Y-%m-%dT%H:%M:%S%.f%z"]
            .iter()
            .find_map(|pattern| strtime::parse(pattern, text).ok()?.to_timestamp().ok())
            .or_else(|| local(&strtime::parse("%Y-%m-%dT%H:%MZ", text).ok()?, 0))
    })
}

/// The formats that vendors really send, whatever their pages say.
fn lenient(text: &str, format: DateTimeFormat) -> Option<Timestamp> {
    let zone = match format {
        DateTimeFormat::Pattern { offset_minutes, .. } => offset_minutes,
        DateTimeFormat::UnixSeconds | DateTimeFormat::UnixMillis => 0,
    };
    zoned(text).or_else(|| {
        ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%d"]
            .iter()
            .find_map(|pattern| local(&strtime::parse(pattern, text).ok()?, zone))
    })
}
