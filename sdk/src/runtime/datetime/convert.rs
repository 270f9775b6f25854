//! Conversions between `DateTime` and the time types of the standard library and other crates.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;

use super::{DateTime, Repr};

impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        let at = Timestamp::try_from(time).unwrap_or(match time.duration_since(UNIX_EPOCH) {
            Ok(_) => Timestamp::MAX,
            Err(_) => Timestamp::MIN,
        });
        Self(Repr::Instant(at))
    }
}

/// Conversions from a [`DateTime`], owned or borrowed.
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
macro_rules! try_from_date_time {
    ($type:ty, |$at:ident| $value:expr) => {
        impl TryFrom<&DateTime> for $type {
            type Error = crate::Error;

            /// Fails with [`ErrorKind::Decode`](crate::ErrorKind::Decode) when the text is not a time.
            fn try_from(time: &DateTime) -> Result<Self, Self::Error> {
                let $at = time.timestamp()?;
                $value.ok_or_else(|| time.unreadable())
            }
        }

        impl TryFrom<DateTime> for $type {
            type Error = crate::Error;

            fn try_from(time: DateTime) -> Result<Self, Self::Error> {
                Self::try_from(&time)
            }
        }
    };
}

/// The instant, or the nearest one that [`DateTime`] can hold.
#[cfg(any(feature = "chrono", feature = "time"))]
fn from_nanoseconds(nanoseconds: i128) -> DateTime {
    let nearest = if nanoseconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    DateTime(Repr::Instant(Timestamp::from_nanosecond(nanoseconds).unwrap_or(nearest)))
}

#[cfg(feature = "jiff")]
mod with_jiff {
    use jiff::tz::TimeZone;
    use jiff::{SignedDuration, Zoned};

    use super::{DateTime, Repr, Timestamp};

    /// With the feature `jiff`. Spans of days and the like are added to a [`Timestamp`], which converts back.
    ///
    /// ```
    /// use clouddb::DateTime;
    /// use jiff::{SignedDuration, Timestamp, ToSpan};
    ///
    /// let start = DateTime::from("2024-01-16T11:04:56Z");
    /// let end = DateTime::from(Timestamp::try_from(&start)?.checked_add(36.hours())?);
    /// assert_eq!(end.to_string(), "2024-01-17T23:04:56Z");
    /// assert_eq!(start.signed_duration_since(&end)?, SignedDuration::from_hours(-36));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    impl DateTime {
        /// How much later this is than `other`; negative when it is earlier.
        ///
        /// # Errors
        ///
        /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) when one of them is not a time.
        pub fn signed_duration_since(&self, other: &Self) -> Result<SignedDuration, crate::Error> {
            Ok(self.timestamp()?.duration_since(other.timestamp()?))
        }
    }

    impl From<Timestamp> for DateTime {
        fn from(at: Timestamp) -> Self {
            Self(Repr::Instant(at))
        }
    }

    impl From<Zoned> for DateTime {
        /// The same point in time; the zone is not kept.
        fn from(time: Zoned) -> Self {
            time.timestamp().into()
        }
    }

    impl From<&Zoned> for DateTime {
        /// The same point in time; the zone is not kept.
        fn from(time: &Zoned) -> Self {
            time.timestamp().into()
        }
    }

    try_from_date_time!(Timestamp, |at| Some(at));
    try_from_date_time!(Zoned, |at| Some(at.to_zoned(TimeZone::UTC)));
}

#[cfg(feature = "chrono")]
mod with_chrono {
    use chrono::{TimeZone, Utc};

    use super::{DateTime, from_nanoseconds};

    impl<Z: TimeZone> From<chrono::DateTime<Z>> for DateTime {
        /// The same point in time; the zone is not kept. Years before -9999 and after 9999 are clamped.
        fn from(time: chrono::DateTime<Z>) -> Self {
            let nanoseconds = i128::from(time.timestamp()) * 1_000_000_000;
            from_nanoseconds(nanoseconds + i128::from(time.timestamp_subsec_nanos()))
        }
    }

    try_from_date_time!(chrono::DateTime<Utc>, |at| {
        let nanoseconds = at.as_nanosecond();
        let seconds = i64::try_from(nanoseconds.div_euclid(1_000_000_000)).ok();
        let fraction = u32::try_from(nanoseconds.rem_euclid(1_000_000_000)).ok();
        seconds
            .zip(fraction)
            .and_then(|(seconds, fraction)| chrono::DateTime::from_timestamp(seconds, fraction))
    });
}

#[cfg(feature = "time")]
mod with_time {
    use time::OffsetDateTime;

    use super::{DateTime, from_nanoseconds};

    impl From<OffsetDateTime> for DateTime {
        /// The same point in time; the offset is not kept. Years before -9999 and after 9999 are clamped.
        fn from(time: OffsetDateTime) -> Self {
            from_nanoseconds(time.unix_timestamp_nanos())
        }
    }

    try_from_date_time!(OffsetDateTime, |at| OffsetDateTime::from_unix_timestamp_nanos(at.as_nanosecond())
        .ok());
}
