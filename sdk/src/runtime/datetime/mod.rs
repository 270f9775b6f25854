//! Points in time, in the format of each operation.

mod convert;
mod format;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use self::format::DateTimeFormat;
use super::error::{Error, ErrorKind};

/// A point in time.
///
/// In a request it is written in the format and zone of the operation, whatever zone it was made from. In a response it
/// keeps the received text, even a malformed one, which fails only when it is used as a time.
///
/// ```
/// use std::time::Duration;
///
/// use clouddb::{DateTime, DateTimeFormat};
///
/// let time: DateTime = "2024-01-16T11:04:56Z".parse()?;
/// assert_eq!(time.unix_seconds()?, 1_705_403_096);
///
/// // A vendor's text in the vendor's zone, in and out.
/// const BEIJING: DateTimeFormat = DateTimeFormat::pattern("%Y-%m-%d %H:%M:%S", 480);
/// let start = DateTime::parse("2024-01-16 19:04:56", BEIJING)?;
/// assert_eq!(start, time);
/// let end = start.checked_add(Duration::from_secs(60)).unwrap();
/// assert_eq!(end.format(BEIJING)?, "2024-01-16 19:05:56");
/// # Ok::<(), clouddb::Error>(())
/// ```
///
/// # Text in requests
///
/// Text that names its zone, as RFC 3339 does, is that point in time. Spaces at the ends of any other text are removed;
/// the rest is sent as it is, and must be exactly what the operation's format writes: `2024-1-6 9:04:56` is refused
/// where `2024-01-06 09:04:56` is meant. [`DateTime::parse`] is less strict.
///
/// # Order
///
/// Times compare as points in time, whatever they were made from. A malformed text sorts before all times; two
/// malformed texts compare as texts.
///
/// # Features
///
/// With `jiff`, `chrono` or `time`, `DateTime` converts to and from the types of that crate.
#[derive(Clone)]
pub struct DateTime(Repr);

#[derive(Clone)]
enum Repr {
    Instant(Timestamp),
    /// The received text and its format. It is parsed on demand, because most times are never used.
    Text(String, Option<DateTimeFormat>),
}

impl DateTime {
    /// The empty text of a value that was never set.
    pub(crate) const EMPTY: Self = Self(Repr::Text(String::new(), None));

    /// The time of the system's clock.
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// A number of seconds since the start of 1970 UTC. Years before -9999 and after 9999 are clamped.
    pub fn from_unix_seconds(seconds: i64) -> Self {
        Self(Repr::Instant(format::clamped(seconds)))
    }

    /// Whole seconds since the start of 1970 UTC.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] when the text is not a time.
    pub fn unix_seconds(&self) -> Result<i64, Error> {
        self.timestamp().map(Timestamp::as_second)
    }

    /// The time as a [`SystemTime`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] when the text is not a time.
    pub fn to_system_time(&self) -> Result<SystemTime, Error> {
        self.timestamp().map(SystemTime::from)
    }

    /// The received text, if it was text.
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

    /// Reads `text` in `format`. Spaces around numbers and missing leading zeros are accepted.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`] when `text` is not a time in that format, or the pattern is malformed.
    pub fn parse(text: &str, format: DateTimeFormat) -> Result<Self, Error> {
        format.check()?;
        let at = format.read(text).ok_or_else(|| {
            Error::new(ErrorKind::InvalidRequest, format!("`{text}` is no time; expected one {format}"))
        })?;
        Ok(Self(Repr::Instant(at)))
    }

    /// The time in `format`: a vendor's text in the vendor's zone. What the format does not show is dropped.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] when the text is not a time, [`ErrorKind::InvalidRequest`] when the pattern is malformed.
    pub fn format(&self, format: DateTimeFormat) -> Result<String, Error> {
        format.write(self.timestamp()?)
    }

    /// The time `duration` later; `None` when this is not a time, or the year would be greater than 9999.
    #[must_use = "it returns another time"]
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        self.shifted(SignedDuration::try_from(duration).ok()?)
    }

    /// The time `duration` earlier; `None` when this is not a time, or the year would be less than -9999.
    #[must_use = "it returns another time"]
    pub fn checked_sub(&self, duration: Duration) -> Option<Self> {
        self.shifted(SignedDuration::try_from(duration).ok()?.checked_neg()?)
    }

    fn shifted(&self, by: SignedDuration) -> Option<Self> {
        self.instant()?.checked_add(by).ok().map(|at| Self(Repr::Instant(at)))
    }

    /// How much later this is than `earlier`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] when one of them is not a time, [`ErrorKind::InvalidRequest`] when `earlier` is the later
    /// one.
    pub fn duration_since(&self, earlier: &Self) -> Result<Duration, Error> {
        let elapsed = self.timestamp()?.duration_since(earlier.timestamp()?);
        Duration::try_from(elapsed)
            .map_err(|_| Error::new(ErrorKind::InvalidRequest, format!("`{earlier}` is later than `{self}`")))
    }

    /// The point in time, if it is known.
    fn instant(&self) -> Option<Timestamp> {
        match &self.0 {
            Repr::Instant(at) => Some(*at),
            // A caller's text without a zone: only the operation's format says what it means.
            Repr::Text(_, None) => None,
            Repr::Text(text, Some(format)) => format.read(text).or_else(|| format::lenient(text, *format)),
        }
    }

    fn timestamp(&self) -> Result<Timestamp, Error> {
        self.instant().ok_or_else(|| self.unreadable())
    }

    fn unreadable(&self) -> Error {
        let message = format!("`{self}` is no time; its text is in `DateTime::as_text`");
        Error::new(ErrorKind::Decode, message)
    }

    /// Reads a wire text in `format`; text that is not a time is kept.
    #[doc(hidden)]
    pub fn from_wire(text: &str, format: DateTimeFormat) -> Self {
        Self(Repr::Text(text.into(), Some(format)))
    }

    /// Reads a number on the wire: seconds or milliseconds since 1970.
    pub(crate) fn from_wire_number(value: i64, format: DateTimeFormat) -> Self {
        match format {
            DateTimeFormat::UnixMillis | DateTimeFormat::UnixMillisText => Self(Repr::Instant(
                Timestamp::from_millisecond(value).unwrap_or_else(|_| format::clamped(value / 1000)),
            )),
            _ => Self::from_unix_seconds(value),
        }
    }

    /// The wire form in `format`. Text in the same format is written unchanged, and so is text that is not a time. Text
    /// in another format is converted.
    pub(crate) fn to_wire(&self, format: DateTimeFormat) -> WireTime<'_> {
        match (&self.0, format, self.instant_for(format)) {
            (_, DateTimeFormat::UnixSeconds, Some(at)) => WireTime::Number(at.as_second()),
            (_, DateTimeFormat::UnixMillis, Some(at)) => WireTime::Number(at.as_millisecond()),
            (_, _, Some(at)) => WireTime::Text(format.write(at).unwrap_or_else(|_| at.to_string()).into()),
            (Repr::Instant(at), ..) => WireTime::Text(at.to_string().into()),
            (Repr::Text(text, _), ..) => WireTime::Text(text.as_str().into()),
        }
    }

    /// The instant, if `format` has to be written from it.
    fn instant_for(&self, format: DateTimeFormat) -> Option<Timestamp> {
        match (&self.0, format) {
            (Repr::Text(_, None), DateTimeFormat::Pattern { .. }) => None,
            (Repr::Text(_, Some(own)), _) if *own == format && format.is_text() => None,
            (Repr::Text(text, None), _) => format.read(text),
            _ => self.instant(),
        }
    }

    /// The wire form in `format`, as text.
    #[doc(hidden)]
    pub fn to_text(&self, format: DateTimeFormat) -> String {
        match self.to_wire(format) {
            WireTime::Text(text) => text.into_owned(),
            WireTime::Number(number) => number.to_string(),
        }
    }

    /// Whether it can be written in `format` without a change of meaning. Parsing accepts spaces and missing zeros,
    /// services do not: text that is sent unchanged must be exact.
    pub(crate) fn fits(&self, format: DateTimeFormat) -> bool {
        match (&self.0, format) {
            (Repr::Instant(_), _) => true,
            // It would be written unchanged.
            (Repr::Text(text, own), _) if own.is_none_or(|own| own == format) => format.is_exact(text),
            (Repr::Text(..), _) => self.instant().is_some(),
        }
    }

    /// Two times are equal when they are the same point; texts that are not times, when they are the same text.
    fn key(&self) -> (Option<Timestamp>, &str) {
        match (&self.0, self.instant()) {
            (Repr::Text(text, _), None) => (None, text),
            (_, at) => (at, ""),
        }
    }
}

/// A time on the wire.
pub(crate) enum WireTime<'a> {
    Text(std::borrow::Cow<'a, str>),
    Number(i64),
}

impl Default for DateTime {
    /// The empty text: a time that was never set.
    fn default() -> Self {
        Self::EMPTY
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

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl fmt::Display for DateTime {
    /// The received text, else RFC 3339 in UTC.
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

impl From<&str> for DateTime {
    /// Text that names its zone, as RFC 3339 does, is that point in time. Any other text is sent unchanged, without
    /// spaces at its ends, if it is exactly in the operation's format.
    fn from(text: &str) -> Self {
        let text = text.trim();
        match format::zoned(text) {
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
        format::zoned(text.trim()).map(|at| Self(Repr::Instant(at))).ok_or_else(|| {
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
    /// As `From<&str>`: any text is accepted.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}
